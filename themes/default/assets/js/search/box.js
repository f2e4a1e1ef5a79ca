/* The list below a field, a combobox as the ARIA Authoring Practices have it. */
(() => {
  "use strict";

  const RESULTS_MAX = 8;
  const { view } = helpsmithSearch;

  view.openBox = () => {
    const { form, field, element, link, say } = view;
    const popup = element("div", "search-popup");
    const note = element("p", "search-note");
    const list = element("div", "search-list");
    // No heading has an id that begins like this.
    Object.assign(list, { id: "hs-search-list", role: "listbox", tabIndex: -1, ariaLabel: form.dataset.results });
    popup.append(note, list);
    form.append(popup);
    Object.assign(field, { role: "combobox", ariaAutoComplete: "list" });
    field.setAttribute("aria-controls", list.id);

    const active = () => list.querySelector("[aria-selected]");
    const activate = (option) => {
      active()?.removeAttribute("aria-selected");
      option?.setAttribute("aria-selected", true);
      field.setAttribute("aria-activedescendant", option?.id ?? "");
    };

    const open = (isOpen) => {
      popup.hidden = !isOpen;
      field.ariaExpanded = !popup.hidden;
      activate();
    };
    open(false);

    const show = (query, answer, signal) => {
      open(query && document.activeElement === field);
      if (!query) return list.replaceChildren();
      const found = answer.results.map((result) => view.option(result, answer.words));
      const all = `${form.action}?${new URLSearchParams({ q: query })}`;
      const ways = found[0]
        ? [link("search-way", all, say("all", query))]
        : [link("search-way", form.action, say("browse")), ...view.ways(query, "search-way")];
      list.replaceChildren(...found, ...ways);
      [...list.children].forEach((option, at) => {
        Object.assign(option, { id: `hs-search-${at}`, role: "option", tabIndex: -1 });
      });
      list.scrollTop = 0;
      view.report(note, query, answer, found.length);
      view.improve(found, answer.words, signal);
    };
    const run = view.listen(() => ({ limit: RESULTS_MAX }), show);

    // The field is one of the places.
    const move = (step) => {
      const options = [undefined, ...list.children];
      const option = options.at((options.indexOf(active() ?? undefined) + step) % options.length);
      activate(option);
      option?.scrollIntoView({ block: "nearest" });
    };

    field.addEventListener("keydown", (event) => {
      const { key, isComposing } = event;
      const step = { ArrowDown: 1, ArrowUp: -1 }[key];
      if (isComposing) return;
      if (step && list.firstChild) {
        if (popup.hidden) open(true);
        else move(step);
      } else if (key === "Enter" && active()) {
        active().click();
      } else if (key === "Escape") {
        if (popup.hidden) {
          field.value = "";
          run();
        } else open(false);
      } else return;
      event.preventDefault();
    });

    // The focus stays in the field.
    popup.addEventListener("mousedown", (event) => event.preventDefault());
    // It may open below a pointer at rest.
    popup.addEventListener("pointermove", ({ target }) => activate(target.closest("a")));
    popup.addEventListener("click", ({ target }) => target.closest("a") && open(false));
    field.addEventListener("blur", ({ relatedTarget }) => popup.contains(relatedTarget) || open(false));
    field.addEventListener("focus", () => open(field.value && list.firstChild));
    return run;
  };
})();
