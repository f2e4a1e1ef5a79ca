/* Each heading becomes a link to itself, so that a reader can send the address of one passage. */
(() => {
  "use strict";

  // A heading with a link of its own, or inside the summary of a question, is already something to press.
  for (const heading of document.querySelectorAll(".prose :is(h2, h3, h4)[id]:not(:has(a), summary *)")) {
    const link = document.createElement("a");
    link.className = "heading-link";
    link.href = `#${encodeURIComponent(heading.id)}`;
    link.title = document.body.dataset.headingLink;
    link.append(...heading.childNodes);
    heading.append(link);
  }
})();
