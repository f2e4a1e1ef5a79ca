// Makes what the bench measures on: the corpus, its queries, the helpsmith site and the HTML for other engines.
// What is there already is not made again.
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { CORPORA } from "./corpora.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const DEFAULT_LANGUAGE = "en";
const SCRIPTS = { fa: "Arabic", ko: "Hangul" };

const run = (program, options, more) => execFileSync(program, options, { stdio: ["ignore", 2, 2], ...more });
const linesOf = (file) => readFileSync(file, "utf8").split("\n").filter(Boolean);

// Unpacks a Debian package, without installing it.
const unpacked = (deb, work) => {
  const folder = join(work, "packages", deb);
  if (existsSync(folder)) return folder;
  const debs = join(work, "debs");
  mkdirSync(debs, { recursive: true });
  const find = () => readdirSync(debs).find((name) => name.startsWith(`${deb}_`));
  if (!find()) run("apt-get", ["download", "-q", deb], { cwd: debs });
  mkdirSync(dirname(folder), { recursive: true });
  run("dpkg-deb", ["-x", join(debs, find()), `${folder}.part`]);
  renameSync(`${folder}.part`, folder);
  return folder;
};

// Copies the articles of one language out of a site's content: `x.md` is in the default language, `x.de.md` in German.
const selectLanguage = (content, language, target) => {
  const ending = language === DEFAULT_LANGUAGE ? ".md" : `.${language}.md`;
  for (const name of readdirSync(content, { recursive: true }).sort()) {
    const base = name.slice(0, -ending.length);
    const file = base.split("/").at(-1);
    if (!name.endsWith(ending) || file.startsWith("_") || /\.[a-z]{2}(-[A-Z][a-z]+)?$/.test(base)) continue;
    mkdirSync(dirname(join(target, base)), { recursive: true });
    copyFileSync(join(content, name), join(target, `${base}.md`));
  }
};

const nativeShare = ({ title, sections }, script) => {
  const text = [title, ...sections.map(({ h, text }) => `${h} ${text}`)].join(" ");
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return letters && (text.match(new RegExp(`\\p{sc=${script}}`, "gu"))?.length ?? 0) / letters;
};

const readPart = (part, at, { language, folder, work, yardstick, shared }) => {
  const out = join(folder, `part-${at}.jsonl`);
  let source;
  if (part.shared) {
    source = join(folder, "source");
    selectLanguage(join(shared, part.shared, "content"), language, source);
  } else {
    source = join(unpacked(part.deb, work), part.folder);
  }
  const options = ["--lang", language, "--src", source, "--out", out];
  if (part.format === "messages") run("python3", [join(HERE, "messages.py"), ...options]);
  else run("python3", [join(yardstick, "corpus.py"), "--format", part.format ?? "md", ...options]);
  const { prefix = "" } = part;
  return linesOf(out).map((line) => {
    const page = JSON.parse(line);
    page.url = prefix + page.url;
    for (const link of page.links) link[1] = prefix + link[1];
    return page;
  });
};

const makeCorpus = (name, where) => {
  const { language, parts, mix, of, native } = CORPORA.get(name);
  const folder = join(where.work, name);
  const file = join(folder, "corpus.jsonl");
  if (mix) {
    const sources = of.map((source) => prepareCorpus(source, where).corpus);
    run("python3", [join(HERE, "recombine.py"), "--pages", String(mix), "--out", `${file}.part`, ...sources]);
  } else {
    let pages = parts.flatMap((part, at) => readPart(part, at, { language, folder, ...where }));
    if (native) pages = pages.filter((page) => nativeShare(page, SCRIPTS[language]) >= native);
    writeFileSync(`${file}.part`, pages.map((page) => `${JSON.stringify(page)}\n`).join(""));
  }
  renameSync(`${file}.part`, file);
};

// Returns the folder of a corpus and its files; the queries are made with it.
export const prepareCorpus = (name, where) => {
  const folder = join(where.work, name);
  const [corpus, queries] = ["corpus.jsonl", "queries.jsonl"].map((file) => join(folder, file));
  mkdirSync(folder, { recursive: true });
  if (!existsSync(corpus)) makeCorpus(name, where);
  if (!existsSync(queries)) run("python3", [join(where.yardstick, "queries.py"), "--corpus", corpus, "--out", queries]);
  return { name, folder, corpus, queries, language: CORPORA.get(name).language };
};

export const prepareSite = ({ folder, corpus }) => {
  if (!existsSync(join(folder, "paths.json"))) run(process.execPath, [join(HERE, "site.mjs"), corpus, folder]);
  return join(folder, "site");
};

export const prepareHtml = ({ folder, corpus }, yardstick) => {
  const html = join(folder, "html");
  if (!existsSync(html)) {
    run("python3", [join(yardstick, "corpus2html.py"), "--corpus", corpus, "--out", `${html}.part`]);
    renameSync(`${html}.part`, html);
  }
  return html;
};
