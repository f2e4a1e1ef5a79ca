// Knows the trees that scripts/browser built, and finds in them the pages that a test needs.
//
// Tests ask for "an article with tabs in Persian", never for a path: the example may change its articles.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The temporary folder of this run: sites as they were copied, and what was built of them. */
export const FOLDER = required("HELPSMITH_BROWSER_FOLDER");
/** The program under test. */
export const BINARY = required("HELPSMITH_BINARY");
/** The day of every build, so that what is scheduled or due does not depend on the day of the test. */
export const DATE = required("HELPSMITH_DATE");

function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the tests with scripts/browser`);
  return value;
}

/** The notice on an article whose translation is missing: its text is in another language. */
const STANDS_IN = /class="notice notice-fallback/;

/** What articles may hold, each found in the HTML; a test sees at least one article of each. */
export const FEATURES = {
  callout: /class="callout /,
  details: /class="details[ "]/,
  tabs: /class="tabs"/,
  steps: /class="steps"/,
  faq: /class="faq"/,
  video: /class="video"/,
  code: /class="code-block"/,
  "code title": /class="code-title"/,
  table: /<table/,
  footnotes: /class="footnote/,
  math: /<math/,
  diagram: /class="mermaid"/,
  caption: /<figure class="image"/,
  "light and dark pictures": /class="only-light"/,
  keys: /<kbd/,
  "definition list": /<dl>/,
  "task list": /type="checkbox" disabled/,
  "draft notice": /notice-draft/,
  "archived notice": /notice-archived/,
  "fallback notice": STANDS_IN,
  labels: /class="label"/,
  feedback: /class="feedback/,
  "table of contents": /class="toc"/,
  image: /<img [^>]*loading=/,
};

/** The pages of a tree such as `example/public`, in order of their paths; stubs of old addresses have no kind. */
export function pagesOf(site) {
  if (!known.has(site)) known.set(site, readPages(site));
  const pages = known.get(site);
  // Tests look at what they find here; where nothing is found, everything would pass.
  if (!pages.some((page) => page.kind === "home")) throw new Error(`${site} has no page of the kind "home"`);
  return pages;
}

const known = new Map();

function readPages(site) {
  const root = treeOf(site);
  const files = readdirSync(root, { recursive: true }).filter((path) => path.endsWith(".html"));
  return files.sort().map((file) => {
    const html = readFileSync(join(root, file), "utf8");
    const [, language, dir] = /<html lang="([^"]*)" dir="([^"]*)"/.exec(html) ?? [];
    const [, kind] = /<body\b[^>]* class="page-([a-z_]+)/.exec(html) ?? [];
    const path = `/${file.split("/").map(encodeURIComponent).join("/")}`.replace(/\/index\.html$/, "/");
    return { site, file, path, html, language, dir, kind };
  });
}

/** The folder of a built tree. */
export function treeOf(site) {
  return join(FOLDER, "built", site);
}

/** Every built tree of a site that exists: one for each audience. */
export function treesOf(name) {
  try {
    return readdirSync(join(FOLDER, "built", name))
      .sort()
      .map((audience) => `${name}/${audience}`);
  } catch {
    return [];
  }
}

/** For each language: one page of each kind, and the fewest articles that show every feature of that language. */
export function samples(pages) {
  const chosen = [];
  for (const language of languagesOf(pages)) {
    const own = pages.filter((page) => page.language === language && page.kind);
    for (const kind of new Set(own.map((page) => page.kind))) {
      if (kind !== "article") chosen.push(fullest(own.filter((page) => page.kind === kind)));
    }
    chosen.push(...articlesOf(own.filter((page) => page.kind === "article")));
  }
  return chosen;
}

/** The languages of these pages, the default one first. */
export function languagesOf(pages) {
  const home = pages.find((page) => page.path === "/");
  const all = new Set(pages.filter((page) => page.kind).map((page) => page.language));
  return [home.language, ...[...all].filter((language) => language !== home.language).sort()];
}

/** The first article of a language, written in it, whose HTML has what is asked for; an error if there is none. */
export function articleOf(site, language, has = /^/) {
  const fits = (page) => page.kind === "article" && page.language === language && !STANDS_IN.test(page.html);
  const found = pagesOf(site).find((page) => fits(page) && has.test(page.html));
  if (!found) throw new Error(`no article of ${site} in ${language} has ${has}`);
  return found;
}

/** The page with the most on it: it is where something may go wrong. */
function fullest(pages) {
  return pages.reduce((best, page) => (page.html.length > best.html.length ? page : best));
}

/** Takes the article that shows most of what is still missing, until nothing is. */
function articlesOf(articles) {
  const featuresOf = (page) => Object.keys(FEATURES).filter((name) => FEATURES[name].test(page.html));
  const open = articles.map((page) => ({ page, features: featuresOf(page) }));
  const chosen = [];
  const seen = new Set();
  for (;;) {
    const gain = (entry) => entry.features.filter((name) => !seen.has(name)).length;
    const best = open.reduce((a, b) => (gain(b) > gain(a) ? b : a), open[0]);
    if (!best || (gain(best) === 0 && chosen.length > 0)) return chosen;
    chosen.push({ ...best.page, features: best.features });
    best.features.forEach((name) => seen.add(name));
  }
}
