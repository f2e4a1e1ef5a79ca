// Writes an index in the format of `src/search/format.md`, from its description alone and not from the code that
// writes those of sites, so that a test can have any index it likes.

import { gzipSync } from "node:zlib";

const utf8 = new TextEncoder();
const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

export function varint(number) {
  const bytes = [];
  for (; number >= 0x80; number = Math.floor(number / 0x80)) bytes.push((number % 0x80) | 0x80);
  return [...bytes, number];
}

const gaps = (numbers) => numbers.flatMap((number, at) => varint(number - (at ? numbers[at - 1] : 0)));

/** Writes each word as what it adds to the one before. */
function frontCoder() {
  let before = [];
  return (word) => {
    const bytes = [...utf8.encode(word)];
    let shared = 0;
    while (shared < Math.min(before.length, bytes.length) && before[shared] === bytes[shared]) shared++;
    // Never within a character: bytes that go on with one begin with the bits 10.
    while ((bytes[shared] & 0xc0) === 0x80) shared--;
    before = bytes;
    return [...varint(shared), ...varint(bytes.length - shared), ...bytes.slice(shared)];
  };
}

/** The shortest beginning of `word` that is greater than `before`. */
function separator(before, word) {
  const characters = [...word];
  for (let length = 1; length <= characters.length; length++) {
    const start = characters.slice(0, length).join("");
    if (start > before) return start;
  }
  throw new Error(`${word} does not follow ${before}`);
}

function list({ idf, on }) {
  return [
    ...[idf, ...varint(on.length)],
    ...gaps(on.map(([page]) => page)),
    ...on.map(([, impact]) => impact),
    ...on.flatMap(([, , mask = 1]) => varint(mask)),
  ];
}

/** Divides the forms into shards of `size` families, each where its first form is. */
function shards(lists, families, size) {
  const order = Object.keys(lists).sort(byText);
  const related = new Map(families.flatMap((family) => family.map((form) => [form, [...family].sort(byText)])));
  const whole = order.map((form) => related.get(form) ?? [form]).filter((family, at) => family[0] === order[at]);
  const drafts = [];
  for (let at = 0; at < whole.length; at += size) drafts.push(whole.slice(at, at + size));
  const firsts = drafts.map(([[first]]) => order.indexOf(first));
  const route = firsts.slice(1).map((first) => separator(order[first - 1], order[first]));
  const files = drafts.map((draft, number) => {
    const own = draft.flat();
    const here = order.slice(firsts[number], firsts[number + 1]);
    const forms = [...new Set([...own, ...here])].sort(byText);
    const code = frontCoder();
    const bytes = draft.map((family) => family.map((form) => list(lists[form])));
    return [
      ...[...varint(forms.length), ...varint(draft.length)],
      ...forms.flatMap((form) => {
        const place = own.indexOf(form);
        if (place >= 0) return [...code(form), ...varint(2 * place)];
        const home = utf8.encode(related.get(form)[0]);
        return [...code(form), 1, ...varint(home.length), ...home];
      }),
      ...bytes.flatMap((family) => [...varint(family.length), ...family.flatMap(({ length }) => varint(length))]),
      ...bytes.flat(2),
    ];
  });
  return { files, route };
}

function documents(pages, block) {
  const files = [];
  for (let at = 0; at < pages.length; at += block) {
    const trails = [];
    const part = pages.slice(at, at + block).map(({ path, title, excerpt = "", trail = [], headings = [] }) => {
      const known = trails.findIndex((other) => other.join() === trail.join());
      return [path, title, excerpt, known < 0 ? trails.push(trail) - 1 : known, headings];
    });
    files.push([trails, part]);
  }
  return files;
}

function spelling(words) {
  const letters = [...new Set(words.map(([word]) => [...word][0]))].sort(byText);
  // Two letters a file, so that readers must keep them apart.
  const spell = letters.flatMap((letter, at) => (at % 2 ? [] : [letter + (letters[at + 1] ?? "")]));
  const files = spell.map((starts) => {
    const here = words.filter(([word]) => starts.includes([...word][0])).sort(([a], [b]) => byText(a, b));
    const code = frontCoder();
    return [...varint(here.length), ...here.flatMap(([word, common]) => [...code(word), common])];
  });
  return { spell, files };
}

function labelFiles(labels, size) {
  const firsts = [];
  const files = [];
  for (let at = 0; at < labels.length; at += size) {
    firsts.push(at);
    files.push(labels.slice(at, at + size).flatMap((pages) => [...varint(pages.length), ...gaps(pages)]));
  }
  return { firsts, files };
}

/** Returns the route as it is, or in groups of `group` shards. */
function grouped(route, group) {
  if (!group) return { route, files: [] };
  const files = Array.from({ length: Math.floor(route.length / group) + 1 }, () => []);
  const firsts = [];
  route.forEach((entry, at) => ((at + 1) % group ? files[Math.floor((at + 1) / group)] : firsts).push(entry));
  return { route: firsts, files };
}

/**
 * Returns the files of an index by their names. `lists` has `{idf, on: [[page, impact, mask]]}` for each form, `families`
 * the forms that belong together, `words` what misspelt words are compared with: `[[word, how common]]`.
 */
export function encode({
  pages,
  lists,
  families = [],
  words = [],
  labels = [],
  categories = [],
  stop = [],
  bets,
  shardSize = 1_000,
  group = 0,
  block = 2,
  digest = "d1",
  compressed = true,
}) {
  const terms = shards(lists, families, shardSize);
  const { spell, files: spellFiles } = spelling(words);
  const { firsts, files: labelled } = labelFiles(labels, 2);
  const { route, files: routes } = grouped(terms.route, group);
  const json = (value) => utf8.encode(JSON.stringify(value));
  const files = new Map();
  const put = (letter, contents) => contents.forEach((bytes, at) => files.set(`${letter}${at}.bin`, Uint8Array.from(bytes)));
  put("t", terms.files);
  put("s", spellFiles);
  put("l", labelled);
  put("r", routes.map(json));
  put("d", documents(pages, block).map(json));
  if (bets) files.set("bets.bin", json(bets));
  if (compressed) for (const [name, bytes] of files) files.set(name, new Uint8Array(gzipSync(bytes)));
  const manifest = { version: 1, digest, language: "en", pages: pages.length, block, route, group, stop, spell };
  files.set("manifest.json", json({ ...manifest, categories, labels: firsts, bets: Boolean(bets) }));
  return files;
}
