/* The search page: results replace its lists, its address keeps the question. */
(() => {
  "use strict";

  const STEP = 10;
  const { view } = helpsmithSearch;

  view.openPage = (results) => {
    const { form, field } = view;
    const [note, list, more] = results.children;
    const selects = [...document.querySelectorAll(".search-filters select")];
    const given = new URLSearchParams(location.search);
    let limit = STEP;

    const wanted = () => {
      const { category, label } = Object.fromEntries(selects.map(({ name, value }) => [name, value]));
      // One more: is there more?
      return { limit: limit + 1, category, label: label ? Number(label) : undefined };
    };

    const keep = () => {
      const address = new URL(location);
      for (const { name, value } of [field, ...selects]) {
        if (value) address.searchParams.set(name, value);
        else address.searchParams.delete(name);
      }
      history.replaceState(null, "", address);
    };

    const hide = (selector, isHidden) => {
      for (const element of document.querySelectorAll(selector)) element.hidden = isHidden;
    };

    const show = (query, answer, signal) => {
      const ways = view.ways(query, "button button-quiet");
      results.hidden = !query;
      hide(".titles", query && !answer.failed);
      hide(".categories", query && answer.results[0]);
      if (!query) return keep();
      const items = answer.results.slice(0, limit).map((result) => view.item(result, answer.words));
      const before = list.children.length;
      list.replaceChildren(...items);
      // The reader goes on where more begins.
      if (document.activeElement === more) items[before]?.querySelector("a").focus();
      more.hidden = answer.results.length <= limit;
      view.report(note, query, answer, items.length);
      if (!items[0]) note.append(...ways);
      view.improve(items, answer.words, signal);
      // Last, as browsers may refuse it.
      keep();
    };
    const run = view.listen(wanted, show);

    const begin = (event) => {
      event.preventDefault();
      limit = STEP;
      run();
    };
    field.addEventListener("input", () => (limit = STEP));
    for (const select of selects) {
      select.value = given.get(select.name) ?? "";
      select.addEventListener("change", begin);
    }
    form.addEventListener("submit", begin);
    more.addEventListener("click", () => {
      limit += STEP;
      run();
    });
    hide(".search-filters", false);
    return run;
  };
})();
