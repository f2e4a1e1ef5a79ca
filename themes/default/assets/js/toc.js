/* The table of contents follows the reader. */
(() => {
  "use strict";

  /** How far below that line a heading may stand, for its margin. */
  const SLACK_PX = 40;
  const toc = document.querySelector(".toc");
  if (!toc) return;
  const links = new Map();
  for (const link of toc.querySelectorAll("a")) {
    const heading = document.getElementById(link.getAttribute("href").slice(1));
    if (heading) links.set(heading, link);
  }

  const mark = (current) => {
    for (const link of links.values()) if (link !== current) link.removeAttribute("aria-current");
    if (!current || current.hasAttribute("aria-current")) return;
    current.setAttribute("aria-current", "true");
    // Not scrollIntoView, which would move the page as well.
    const [inner, outer] = [current.getBoundingClientRect(), toc.getBoundingClientRect()];
    if (inner.top < outer.top || inner.bottom > outer.bottom) toc.scrollTop += inner.top - outer.top - outer.height / 2;
  };

  // The section being read is that of the last heading at or above the line where a link to it would put it. Short of
  // the end, the page cannot scroll that far: there the last visible heading counts. One that was asked for always
  // counts while it stands in the upper half, or at the end anywhere.
  const { scrollPaddingTop } = getComputedStyle(document.documentElement);
  const line = parseFloat(scrollPaddingTop) + SLACK_PX;
  const follow = () => {
    const isEnd = scrollY > 0 && innerHeight + scrollY > document.documentElement.scrollHeight - 4;
    const top = (heading) => heading.getBoundingClientRect().top;
    const headings = [...links.keys()];
    const asked = headings.find((each) => each.matches(":target") && top(each) > 0 && top(each) < innerHeight / (isEnd ? 1 : 2));
    mark(links.get(asked || headings.findLast((each) => top(each) < (isEnd ? innerHeight : line))));
  };

  const observer = new IntersectionObserver(follow, { rootMargin: `0px 0px ${Math.round(line - innerHeight)}px` });
  for (const heading of links.keys()) observer.observe(heading);
  document.addEventListener("scrollend", follow);
})();
