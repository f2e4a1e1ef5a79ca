/* Builds a result: title, place, best section, excerpt. */
(() => {
  "use strict";

  const { view } = helpsmithSearch;
  const { element, link } = view;

  const build = (owner, title, section, { trail, excerpt }, words) => {
    const where = element("span", "result-where");
    where.append(...trail.map((name) => element("bdi", "", name)), section ?? "");
    const text = element("span", "result-excerpt", excerpt, words);
    title.dir = text.dir = "auto";
    owner.append(title, where, text);
    owner.addEventListener("click", ({ target }) => {
      const pressed = target.closest("a");
      if (pressed) view.remember(pressed, words);
    });
    return owner;
  };

  // One link, for the list below a field.
  view.option = (result, words) => {
    const { title, section } = result;
    const heading = section && element("bdi", "result-section", section.title);
    return build(link("", view.address(result)), element("span", "result-title", title, words), heading, result, words);
  };

  // A heading with links, for the search page.
  view.item = (result, words) => {
    const { section } = result;
    const heading = element("h2", "result-title");
    heading.append(link("", view.address(result, false), result.title, words));
    const way = section && link("result-section", view.address(result), section.title);
    return build(element("li", "result"), heading, way, result, words);
  };
})();
