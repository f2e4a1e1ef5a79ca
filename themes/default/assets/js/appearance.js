/* The reader's choice of light or dark. Runs before the first paint, since a page that turns dark later flashes. */
(() => {
  "use strict";

  try {
    const chosen = localStorage.getItem("helpsmith-appearance");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
  } catch {
    // A browser that refuses storage shows what the system prefers.
  }
})();
