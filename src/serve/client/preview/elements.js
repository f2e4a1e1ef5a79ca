/* Holds what every part of the preview needs: elements, and a memory that may be refused. */
(() => {
  "use strict";

  const PREFIX = "helpsmith-preview-";
  const preview = (globalThis.helpsmithPreview = {});

  // The digest of the page as it was served; only while a script runs is it known which one it is.
  preview.shown = document.currentScript.dataset.page || null;

  preview.element = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children.filter((child) => child != null));
    return element;
  };

  // Messages are plain text with words in backticks, never HTML.
  preview.words = (text) =>
    text.split(/`([^`]+)`/).map((part, at) => (at % 2 ? preview.element("code", { textContent: part }) : part));

  preview.count = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

  // `storage` is a name, since with strict privacy settings even reading the property throws.
  preview.recall = (storage, key) => {
    try {
      return JSON.parse(globalThis[storage].getItem(PREFIX + key));
    } catch {
      return null;
    }
  };

  // Returns whether it will be recalled.
  preview.remember = (storage, key, value) => {
    try {
      if (value == null) globalThis[storage].removeItem(PREFIX + key);
      else globalThis[storage].setItem(PREFIX + key, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  };
})();
