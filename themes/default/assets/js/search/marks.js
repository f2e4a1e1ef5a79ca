/* Marks the words of a query: in results, and on the page of a result. */
(() => {
  "use strict";

  const KEY = "helpsmith-search";
  const search = helpsmithSearch;
  const view = (search.view = {});

  // Text and nothing else: nothing is ever taken for HTML.
  view.write = (element, text, words) => {
    const parts = [];
    let at = 0;
    for (const [start, end] of words ? search.matches(text, words) : []) {
      const mark = document.createElement("mark");
      mark.textContent = text.slice(start, end);
      parts.push(text.slice(at, start), mark);
      at = end;
    }
    element.replaceChildren(...parts, text.slice(at));
  };

  view.element = (tag, className, text = "", words) => {
    const element = document.createElement(tag);
    element.className = className;
    view.write(element, text, words);
    return element;
  };

  view.link = (className, address, text, words) => {
    const link = view.element("a", className, text, words);
    link.href = address;
    return link;
  };

  // Words travel in the tab's storage, so that addresses stay clean. It may be refused.
  view.remember = ({ pathname }, words) => {
    try {
      sessionStorage.setItem(KEY, [pathname, ...words].join("\n"));
    } catch {}
  };

  view.highlight = () => {
    let left;
    try {
      left = sessionStorage.getItem(KEY)?.split("\n");
      sessionStorage.removeItem(KEY);
    } catch {}
    if (left?.shift() !== location.pathname || !window.Highlight) return;
    const words = new Set(left);
    const found = new Highlight();
    for (const root of document.querySelectorAll(".page-header h1, .prose")) {
      const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        const text = texts.currentNode;
        for (const [startOffset, endOffset] of search.matches(text.data, words)) {
          found.add(new StaticRange({ startContainer: text, startOffset, endContainer: text, endOffset }));
        }
      }
    }
    CSS.highlights.set(KEY, found);
  };
})();
