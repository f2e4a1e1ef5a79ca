/* Cuts texts into the tokens that articles and queries share: no dictionary, so both sides cut alike (format.md). */
(() => {
  "use strict";

  const search = (globalThis.helpsmithSearch ??= {});
  const HALF_SPACE = "\u200c";
  const LENGTH_MAX = 64;

  const DROPPED = "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640" +
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\xad\u180b-\u180f\u200d-\u200f\u202a-\u202e" +
    "\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff";
  const PAIRS = "\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\u318f" +
    "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7ff\uf900-\ufaff\u{20000}-\u{3ffff}";
  const CLUSTERED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\ua9e0-\ua9ff\uaa60-\uaa7f";

  const regex = (source) => new RegExp(source, "gu");
  const INVISIBLE = regex(`[${DROPPED}]`);
  const SEPARATORS = /[^\p{L}\p{N}\p{M}]+/gu;
  const WORDS = /[\p{L}\p{N}\p{M}\u200c]+/gu;
  const RUNS = regex(`([${PAIRS}]+)|([${CLUSTERED}]+)|[^${PAIRS + CLUSTERED}]+`);
  // A leading vowel takes the next character, a stacker too; marks and following vowels join.
  const STACK = "[\u1039\u17d2]+[^]?";
  const CLUSTERS = regex(
    `[\u0e40-\u0e44\u0ec0-\u0ec4]?(?:${STACK}|[^])(?:${STACK}|[\\p{M}\u0e30\u0e32\u0e33\u0e45\u0eb0\u0eb2\u0eb3])*`,
  );
  const HUMPS = /[a-z\d](?=[A-Z])|[A-Z](?=[A-Z][a-z])/g;
  // What folds by itself as it does in its text: ASCII, or a character with what joins it.
  const JOINED = `[\\p{M}\u1160-\u11ff\uff9e\uff9f${DROPPED}]`;
  const PIECES = regex(`[\0-\x7f]+(?!${JOINED})|[^]${JOINED}*`);

  const FOLDED = new Map();
  // Letters of other keyboards, each before the one it is read as.
  const LETTERS = "\u064a\u06cc\u0649\u06cc\u0643\u06a9\u0629\u0647\u06d5\u0647\u06c1\u0647\u06be\u0647\u0671\u0627";
  for (let at = 0; at < LETTERS.length; at += 2) FOLDED.set(LETTERS[at], LETTERS[at + 1]);
  const ZEROS = "\u0660\u06f0\u0966\u09e6\u0a66\u0ae6\u0b66\u0be6\u0c66\u0ce6\u0d66\u0e50\u0ed0\u0f20\u1040\u17e0";
  for (const zero of ZEROS) {
    for (let digit = 0; digit < 10; digit++) FOLDED.set(String.fromCharCode(zero.charCodeAt() + digit), `${digit}`);
  }
  const LATIN = {
    "\u03c2": "\u03c3", "\u0131": "i", "\xdf": "ss", "\xe6": "ae", "\u0153": "oe",
    "\xf8": "o", "\u0142": "l", "\u0111": "d", "\xf0": "d", "\xfe": "th",
  };

  const fold = (text) =>
    text
      .normalize("NFKD")
      .replace(INVISIBLE, "")
      .replace(/[\u0600-\u17ff]/g, (c) => FOLDED.get(c) ?? c)
      .normalize("NFC");
  const lower = (text) => text.toLowerCase().replace(/[\u03c2\u0131\xdf\xe6\u0153\xf8\u0142\u0111\xf0\xfe]/g, (c) => LATIN[c]);

  /** Calls `take(form, weight, kind, start, end)` for each token of a folded text. */
  const cut = (folded, isArticle, take) => {
    const give = (text, ...rest) => {
      const form = lower(text);
      if (form.length <= LENGTH_MAX) take(form, ...rest);
    };
    const word = (run, start) => {
      let from = 0;
      let to = run.length;
      while (run[from] === HALF_SPACE) from++;
      while (to > from && run[to - 1] === HALF_SPACE) to--;
      if (from === to) return;
      let text = run.slice(from, to);
      if (!text.includes(HALF_SPACE)) text = text.replace(HUMPS, "$&" + HALF_SPACE);
      const parts = text.split(/\u200c+/);
      const range = [start + from, start + to];
      give(parts.join(""), 1, "word", ...range);
      if (parts.length > 1) for (const part of parts) give(part, 0.5, "word", ...range);
    };
    const pairs = (units, start) => {
      let last = units[0];
      if (units.length < 2) give(last, 1, "pair", start, start + last.length);
      for (const unit of units.slice(1)) {
        give(last + unit, 1, "pair", start, start + last.length + unit.length);
        start += last.length;
        last = unit;
      }
      if (isArticle && units.length > 1) give(last, 0.5, "pair", start, start + last.length);
    };
    for (const { 0: words, index } of folded.matchAll(WORDS)) {
      for (const { 0: run, 1: characters, 2: clusters, index: at } of words.matchAll(RUNS)) {
        if (characters) pairs([...run], index + at);
        else if (clusters) pairs(run.match(CLUSTERS), index + at);
        else word(run, index + at);
      }
    }
  };

  search.plain = (text) => lower(fold(text)).replaceAll(HALF_SPACE, "").replace(SEPARATORS, " ").trim();

  search.tokens = (text) => {
    const tokens = [];
    cut(fold(text), true, (form, weight) => tokens.push([form, weight]));
    return tokens;
  };

  search.terms = (text) => {
    const read = [...text.slice(0, 512)].slice(0, 256).join("");
    const folded = fold(read);
    const terms = [];
    let last = -1;
    cut(folded, false, (form, weight, kind) => {
      let at = terms.findIndex((term) => term.form === form);
      if (at < 0 && terms.length < 32) at = terms.push({ form, weight, kind }) - 1;
      if (at >= 0 && weight > terms[at].weight) terms[at].weight = weight;
      if (weight === 1) last = at;
    });
    return { terms, open: last >= 0 && /[\p{L}\p{N}\p{M}]$/u.test(folded), last, plain: search.plain(read) };
  };

  search.matches = (text, words) => {
    const starts = [];
    const ends = [];
    let folded = "";
    for (const { 0: piece, index } of text.matchAll(PIECES)) {
      const part = fold(piece);
      const same = part === piece;
      for (let at = 0; at < part.length; at++) {
        starts.push(same ? index + at : index);
        ends.push(index + (same ? at + 1 : piece.length));
      }
      folded += part;
    }
    const ranges = [];
    cut(folded, true, (form, weight, kind, start, end) => {
      if (!words.has(form)) return;
      const last = ranges.at(-1);
      const stop = ends[end - 1];
      if (last && starts[start] <= last[1]) last[1] = Math.max(last[1], stop);
      else ranges.push([starts[start], stop]);
    });
    return ranges;
  };
})();
