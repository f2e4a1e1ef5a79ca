// Writes a corpus as the source of a helpsmith site, with the same text that other engines get: title, headings and
// text, without descriptions, labels, aliases and links. What Markdown would take for markup is escaped.
//   site.mjs CORPUS.jsonl FOLDER      writes FOLDER/site and FOLDER/paths.json
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const FOLDERS_MAX = 5;
const RESERVED = new Set(["labels", "search", "404"]);
const SEGMENT = /^[a-z0-9]+([-._]+[a-z0-9]+)*$/;

// Any ASCII punctuation may be escaped in CommonMark; the rest of it means nothing in the middle of a line.
const MARKUP = /[\\`*_{}[\]<>&$~|#:!^=+@]/g;
const BLOCK_START = /^(\d+)?([-.)])/;
// Extraction leaves control characters behind, which no source of a site may have.
const plain = (text) => text.replace(/[\p{Cc}\p{Cn}\s]+/gu, " ");
const escaped = (text) =>
  plain(text).trim().replace(MARKUP, "\\$&").replace(BLOCK_START, (_, number = "", mark) => `${number}\\${mark}`);

// Where helpsmith may put a page: its own address wherever that is one that helpsmith gives to articles.
const places = (urls) => {
  const folders = new Set(urls.flatMap((url) => url.split("/").map((_, at, parts) => parts.slice(0, at).join("/"))));
  const isPlain = (url, language) => {
    const parts = url.split("/");
    return (
      parts.length <= FOLDERS_MAX + 1 &&
      parts.every((part) => SEGMENT.test(part) && !part.includes("--")) &&
      !RESERVED.has(parts[0]) &&
      parts.at(-1) !== "index" &&
      !parts.at(-1).endsWith(`.${language.toLowerCase()}`) &&
      !folders.has(url)
    );
  };
  const moved = {};
  const place = (url, language) => {
    if (isPlain(url, language)) return url;
    const name = `moved/page-${Object.keys(moved).length + 1}`;
    moved[name] = url;
    return name;
  };
  return { place, moved };
};

const ID = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}_.-]*$/u;

const markdown = ({ title, sections }) => {
  const ids = new Set();
  const heading = ({ id, level, h }) => {
    const mark = "#".repeat(Math.min(6, Math.max(2, level)));
    const own = ID.test(id) && !ids.has(id) ? ` {#${id}}` : "";
    ids.add(id);
    return `${mark} ${escaped(h)}${own}`;
  };
  const blocks = sections.flatMap((section) => [section.h && heading(section), escaped(section.text)]);
  return [`---\ntitle: ${JSON.stringify(plain(title))}\n---`, ...blocks.filter(Boolean)].join("\n\n") + "\n";
};

const [corpus, folder] = process.argv.slice(2);
const pages = readFileSync(corpus, "utf8").trim().split("\n").map((line) => JSON.parse(line));
const language = pages[0].lang;
const { place, moved } = places(pages.map(({ url }) => url));
rmSync(join(folder, "site"), { recursive: true, force: true });
const made = new Set();
for (const page of pages) {
  const file = join(folder, "site/content", `${place(page.url, language)}.md`);
  const parent = dirname(file);
  if (!made.has(parent)) mkdirSync(parent, { recursive: true });
  made.add(parent);
  writeFileSync(file, markdown(page));
}
writeFileSync(
  join(folder, "site/helpsmith.yaml"),
  `title: Search bench\nbase_url: https://help.example.com/\nlanguages: [${language}]\n`,
);
writeFileSync(join(folder, "paths.json"), JSON.stringify(moved, null, 1));
console.error(`${folder}/site: ${pages.length} pages, ${Object.keys(moved).length} at other addresses`);
