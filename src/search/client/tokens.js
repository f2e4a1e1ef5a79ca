/* Cuts texts into tokens as the index does (format.md). No dictionary, so both cut alike. */
(() => {
  "use strict";

  const search = (globalThis.helpsmithSearch = {});
  // As in format.md, joined where only separators lie between.
  const PAIRS = "\u1100-\u11ff\u3005-\u3029\u3031-\u31ff\u3400-\u9fff\uac00-\ud7ff\uf900-\ufaff\u{20000}-\u{3ffff}";
  const CLUSTERS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\ua9e0-\ua9ff\uaa60-\uaa7f";
  const RUN = RegExp(`([${PAIRS}]+)|([${CLUSTERS}]+)|[^${PAIRS + CLUSTERS}]+`, "gu");
  // Folded texts have nothing invisible, those to highlight may.
  const WORD = /[\p{L}\p{N}\p{M}\xad\u061c\u200c-\u200f]+/gu;
  const DROPPED =
    /(?=\p{M})[\u0300-\u0487\u0591-\u06ed]|[\xad\u061c\u0640\u180b-\u180f\u200d-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]/gu;
  const CLUSTER =
    /[\u0e40-\u0e44\u0ec0-\u0ec4]?(?:[\u1039\u17d2]+.?|.)(?:[\u1039\u17d2]+.?|[\p{M}\u0e30\u0e32\u0e33\u0e45\u0eb0\u0eb2\u0eb3])*/gu;

  // Highlighting asks for thousands of words, most of them as they should be.
  const fold = (text) =>
    /^[\0-\x7f\u3400-\u9fff]*$/.test(text)
      ? text
      : text
          .normalize("NFKD")
          .replace(DROPPED, "")
          .replace(/[\u064a\u0649]/g, "\u06cc")
          .replace(/\u0643/g, "\u06a9")
          .replace(/[\u0629\u06d5\u06c1\u06be]/g, "\u0647")
          .replace(/\u0671/g, "\u0627")
          .replace(/(?=\p{Nd})[\u0660-\u06f9\u0e50-\u1049\u17e0-\u17e9]/gu, (digit) => digit.charCodeAt() & 15)
          .replace(/(?=\p{Nd})[\u0966-\u0d6f]/gu, (digit) => (digit.charCodeAt() - 6) & 15)
          .normalize("NFC");

  const LATIN = { ς: "σ", ı: "i", ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th" };
  const lower = (text) => text.toLowerCase().replace(/[ςıßæœøłđðþ]/g, (letter) => LATIN[letter]);

  const split = (run) => run.split("\u200c").filter(Boolean);

  // Calls take(form, weight, kind, start, end).
  const cut = (text, isArticle, take) => {
    for (const { 0: words, index } of text.matchAll(WORD)) {
      for (const { 0: run, 1: pairs, 2: clusters, index: at } of words.matchAll(RUN)) {
        let start = index + at;
        const give = (text, weight, kind, end) => {
          const form = split(lower(fold(text))).join("");
          if (form && form.length <= 64) take(form, weight, kind, start, start + end);
        };
        if (pairs || clusters) {
          const units = clusters ? run.match(CLUSTER) : [...run];
          units.forEach((unit, at) => {
            const pair = unit + (units[at + 1] ?? "");
            if (pair !== unit || !at) give(pair, 1, "pair", pair.length);
            else if (isArticle) give(unit, 0.5, "pair", unit.length);
            start += unit.length;
          });
        } else {
          let parts = split(run);
          if (!parts[1]) parts = split(run.replace(/[a-z\d](?=[A-Z])|[A-Z](?=[A-Z][a-z])/g, "$&\u200c"));
          give(run, 1, "word", run.length);
          if (parts[1]) for (const part of parts) give(part, 0.5, "word", run.length);
        }
      }
    }
  };

  search.plain = (text) =>
    lower(fold(text))
      .replaceAll("\u200c", "")
      .replace(/[^\p{L}\p{N}\p{M}]+/gu, " ")
      .trim();

  search.tokens = (text) => {
    const tokens = [];
    cut(fold(text), true, (form, weight) => tokens.push([form, weight]));
    return tokens;
  };

  search.terms = (text) => {
    const read = [...text.slice(0, 512)].slice(0, 256).join("");
    const folded = fold(read);
    const terms = [];
    let typed;
    cut(folded, false, (form, weight, kind) => {
      let term = terms.find((term) => term.form === form);
      if (!term && terms.length < 32) terms.push((term = { form, weight, kind }));
      if (weight < 1) return;
      typed = term;
      if (term) term.weight = 1;
    });
    const last = terms.indexOf(typed);
    return { terms, last, open: last >= 0 && /[\p{L}\p{N}\p{M}]$/u.test(folded), plain: search.plain(read) };
  };

  search.matches = (text, words) => {
    const ranges = [];
    cut(text, true, (form, weight, kind, start, end) => {
      if (!words.has(form)) return;
      const last = ranges.at(-1);
      if (last?.[1] >= start) last[1] = end;
      else ranges.push([start, end]);
    });
    return ranges;
  };
})();
