/* Shows for a moment where the page has changed, on top of it: the page itself is not touched. */
(() => {
  "use strict";

  const preview = helpsmithPreview;
  const { element } = preview;
  const FLASH_MS = 1200;
  // More than this is another page, and no place to look at.
  const FLASHES_MAX = 12;

  // What is folded away shows on the nearest thing around it that is not.
  const boxOf = (block) => {
    for (let around = block; around; around = around.parentElement) {
      const box = around.getBoundingClientRect();
      if (box.width > 0 && box.height > 0) return box;
    }
    return null;
  };

  preview.flash = (blocks) => {
    const layer = element("div", { className: "flashes", ariaHidden: "true" });
    const pairs = blocks.slice(0, FLASHES_MAX).map((block) => [block.element, element("div", { className: "flash" })]);
    layer.append(...pairs.map(([, flash]) => flash));
    preview.root.append(layer);
    const end = performance.now() + FLASH_MS;
    // Pictures and fonts that load in this time move the text.
    const follow = () => {
      if (performance.now() > end) return layer.remove();
      const origin = layer.getBoundingClientRect();
      for (const [block, { style }] of pairs) {
        const box = boxOf(block);
        if (!box) continue;
        style.left = `${box.left - origin.left}px`;
        style.top = `${box.top - origin.top}px`;
        style.width = `${box.width}px`;
        style.height = `${box.height}px`;
      }
      requestAnimationFrame(follow);
    };
    follow();
  };
})();
