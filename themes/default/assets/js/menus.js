/* Menus of the header are <details>, which open by themselves but never close by themselves. */
(() => {
  "use strict";

  const menus = document.querySelectorAll("details.menu");
  const closeUnlessHolding = (target) => {
    for (const menu of menus) if (!menu.contains(target)) menu.open = false;
  };

  document.addEventListener("click", ({ target }) => closeUnlessHolding(target));
  document.addEventListener("focusin", ({ target }) => closeUnlessHolding(target));
  document.addEventListener("keydown", ({ key }) => {
    const open = key === "Escape" && document.querySelector("details.menu[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });
})();
