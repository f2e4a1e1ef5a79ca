/* Brings the current article into view in a long navigation. */
(() => {
  "use strict";

  const navigation = document.querySelector(".navigation");
  if (!navigation) return;

  // Where CSS cannot hold the menu open on wide screens (before 2025), this does.
  const menu = navigation.querySelector("details");
  const isColumn = getComputedStyle(navigation).position === "sticky";
  if (isColumn && !CSS.supports("selector(::details-content)")) menu.open = true;

  // Not scrollIntoView, which would move the page as well.
  const current = navigation.querySelector("[aria-current]");
  if (!current || !isColumn) return;
  const [inner, outer] = [current.getBoundingClientRect(), navigation.getBoundingClientRect()];
  if (inner.bottom > outer.bottom) navigation.scrollTop += inner.top - outer.top - outer.height / 2;
})();
