/* Reads the page as a list of blocks, to tell after a reload which of them the writer has changed. */
(() => {
  "use strict";

  const preview = helpsmithPreview;
  const BLOCKS =
    "p, li, dt, dd, h1, h2, h3, h4, h5, h6, pre, td, th, caption, summary, figcaption, blockquote, img, video, math";
  // Part of what a block says, although their text alone would not differ.
  const MARKS = "a, b, strong, i, em, code, kbd, s, del, ins, mark, sub, sup, input, source, track";
  // They repeat what stands elsewhere, or change while somebody reads.
  const SKIPPED = "nav, form, button, script, style, template, [role=status], [role=tablist]";

  const digest = (text) => {
    let hash = 0x811c9dc5;
    for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    return hash;
  };

  const said = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    const address = node.getAttribute("href") ?? node.getAttribute("src") ?? "";
    return address || node.matches(MARKS) ? `<${node.localName} ${address} ${node.checked ?? ""}>` : "";
  };

  // A block says what stands in it and in no block within, so that a change in a list is a change of one item.
  const read = () => {
    const texts = new Map();
    const root = document.querySelector("main") ?? document.body;
    const { SHOW_ELEMENT, SHOW_TEXT, FILTER_REJECT, FILTER_ACCEPT } = NodeFilter;
    const choose = (node) => (node.matches?.(SKIPPED) ? FILTER_REJECT : FILTER_ACCEPT);
    const nodes = document.createTreeWalker(root, SHOW_ELEMENT | SHOW_TEXT, choose);
    while (nodes.nextNode()) {
      const node = nodes.currentNode;
      const text = said(node);
      if (!text) continue;
      const parent = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
      const block = parent.closest(BLOCKS) ?? parent;
      texts.set(block, (texts.get(block) ?? "") + text);
    }
    return texts;
  };

  // `nth` tells equal blocks apart.
  preview.readBlocks = () => {
    const seen = new Map();
    const blocks = [];
    for (const [element, text] of read()) {
      if (!text.trim()) continue;
      const hash = digest(text);
      const nth = seen.get(hash) ?? 0;
      seen.set(hash, nth + 1);
      blocks.push({ element, digest: hash, nth });
    }
    return blocks;
  };

  // The blocks of `now` that are not among the digests `before`; else where something was taken away or moved.
  preview.changedBlocks = (before, now) => {
    const left = new Map();
    for (const hash of before) left.set(hash, (left.get(hash) ?? 0) + 1);
    const fresh = now.filter((block) => block.nth >= (left.get(block.digest) ?? 0));
    if (fresh.length > 0) return fresh;
    const first = now.findIndex((block, at) => block.digest !== before[at]);
    if (first >= 0) return [now[first]];
    return before.length > now.length ? now.slice(-1) : [];
  };
})();
