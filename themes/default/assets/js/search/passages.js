/* Replaces summaries by passages with most of the words. */
(() => {
  "use strict";

  const PAGES_MAX = 3;
  const PAUSE_MS = 250;
  const TEXT_MAX = 50_000;
  const PASSAGE = 170;
  // Short, so that phones show a word.
  const BEFORE = 24;
  const SPAN = 100;
  const { view, matches, plain } = helpsmithSearch;

  const texts = (view.texts = new Map());
  const read = async (address) => {
    const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
    const prose = page.querySelector("main .prose");
    for (const heading of prose.querySelectorAll("h2, h3, h4, .callout-title")) heading.remove();
    for (const block of prose.querySelectorAll("p, li, td, th, dt, dd, pre, summary")) block.append(" ");
    return prose.textContent.replace(/\s+/g, " ").slice(0, TEXT_MAX);
  };

  // The first place with the most different words.
  const find = (text, words) => {
    const hits = matches(text, words).map(([start, end]) => ({ start, end, word: plain(text.slice(start, end)) }));
    let best = { count: 0 };
    hits.forEach(({ start }, at) => {
      const near = hits.slice(at, at + 20).filter(({ end }) => end < start + SPAN);
      const count = new Set(near.map(({ word }) => word)).size;
      if (count > best.count) best = { count, start };
    });
    return best;
  };

  // Cut at spaces, where there are any.
  const cut = (text, start) => {
    const from = Math.max(0, Math.min(start - BEFORE, text.length - SPAN));
    const passage = text.slice(from, from + PASSAGE);
    const head = from ? passage.replace(/^(\S{0,20}\s)?/, "… ") : passage;
    return from + PASSAGE < text.length ? head.replace(/(\s\S{0,20})?$/, " …") : head;
  };

  view.improve = async (entries, words, signal) => {
    if (view.offline) return;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    for (const entry of entries.slice(0, PAGES_MAX)) {
      if (signal.aborted) return;
      const excerpt = entry.querySelector(".result-excerpt");
      const [address] = (entry.href ?? entry.querySelector("a").href).split("#");
      if (!texts.has(address)) texts.set(address, read(address).catch(() => ""));
      const text = await texts.get(address);
      const { count, start } = find(text, words);
      // Nothing changes under a reader.
      const isFree = !signal.aborted && !entry.matches(":hover, :focus-within, [aria-selected]");
      if (isFree && count > find(excerpt.textContent, words).count) view.write(excerpt, cut(text, start), words);
    }
  };
})();
