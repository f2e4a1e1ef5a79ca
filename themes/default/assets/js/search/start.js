/* Starts what fits the page. */
(() => {
  "use strict";

  const { view } = helpsmithSearch;
  const results = document.querySelector(".search-results");
  const run = results ? view.openPage(results) : view.openBox();
  if (view.field.value) run();
  view.highlight();
  addEventListener("hashchange", view.highlight);
})();
