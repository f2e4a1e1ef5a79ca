/* The menu for light, dark or automatic. It is hidden until now, as it can do nothing without this script. */
(() => {
  "use strict";

  const KEY = "helpsmith-appearance";
  const menu = document.querySelector(".appearance-switch");
  if (!menu) return;
  const root = document.documentElement;

  // Automatic is the absence of a choice, so that a reader who never chose follows the system.
  const show = (choice) => {
    if (choice === "light" || choice === "dark") root.dataset.theme = choice;
    else delete root.dataset.theme;
    for (const radio of menu.querySelectorAll("input")) radio.checked = radio.value === (root.dataset.theme ?? "auto");
  };

  menu.addEventListener("change", ({ target }) => {
    show(target.value);
    try {
      if (target.value === "auto") localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, target.value);
    } catch {
      // Without storage the choice holds for this page.
    }
  });

  // The same help centre may be open in other windows.
  addEventListener("storage", ({ key, newValue }) => key === KEY && show(newValue));

  show(root.dataset.theme);
  menu.hidden = false;
})();
