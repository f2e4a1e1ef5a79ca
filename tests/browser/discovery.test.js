// Every file that search engines, feed readers, language models and hosts find a help centre by keeps to its standard,
// and says the same as the pages do: what it names is there, and what is there it names.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { test } from "node:test";
import { addressesOf } from "./schemas/addresses.js";
import { REDIRECTS_MAX, headersOf, pairsOf, readHeaders, readNginx, readRedirects } from "./schemas/hosting.js";
import { checker } from "./schemas/json.js";
import { linksOf, readLlms } from "./schemas/llms_txt.js";
import { mayRead, readRobots } from "./schemas/robots.js";
import { all, complaints, read, textOf } from "./schemas/xml.js";
import { buildCopy } from "./support/build.js";
import { Findings } from "./support/findings.js";
import { BINARY, DATE, FOLDER, treesOf } from "./support/sites.js";

const SITES = ["example", "manual", "showcase", "commerce-kb", "open-source-guide"].flatMap(treesOf);
/** Trees that are to be found; those of other audiences keep crawlers out. */
const FOUND = SITES.filter((site) => !site.endsWith("/agents"));
/** The one that shows everything, so that no test passes because there is nothing to look at. */
const FULL = "example/public";

const SCHEMA_OF = { urlset: "sitemap", sitemapindex: "siteindex", feed: "atom", OpenSearchDescription: "opensearch" };
/** Limits of sitemaps.org: addresses and bytes of a file. */
const SITEMAP_URLS_MAX = 50_000;
const SITEMAP_BYTES_MAX = 50_000_000;
const FEED_ENTRIES_MAX = 50;

const ATOM = "application/atom+xml";
const MARKDOWN = "text/markdown";
const OPENSEARCH = "application/opensearchdescription+xml";
const FINGERPRINT = /^_\/[^/]+\.[0-9a-f]{10}\.[^/]+$/;
const SHARD = /^_\/search\/[^/]+\/[a-z]+\d*\.bin$/;
const FOR_EVER = "public, max-age=31536000, immutable";

const checkItem = checker("json_ld.json");

/** Runs `look(tree, wrong)` for each tree as a test of its own; `wrong(what, where)` collects. */
function eachTree(name, look, sites = SITES) {
  for (const site of sites) {
    test(`${name} of ${site}`, async () => {
      const findings = new Findings();
      await look(addressesOf(site), (what, where) => findings.add(what, where), site);
      findings.none();
    });
  }
}

/** Reads a file with one of our readers; what they throw is a finding. */
function parsed(tree, file, reader, wrong) {
  try {
    return reader(tree.read(file));
  } catch (error) {
    wrong(error.message, file);
    return undefined;
  }
}

test("the example has each kind of file", () => {
  const { files } = addressesOf(FULL);
  const names = ["sitemap.xml", "robots.txt", "llms.txt", "fa/llms.txt", "index.md", "fa/index.md", "opensearch.xml"];
  names.push("fa/opensearch.xml", "feed.xml", "fa/feed.xml", "payments/feed.xml", "_headers");
  names.push("_redirects", "_redirects.nginx", "_redirects.json");
  const missing = names.filter((name) => !files.has(name));
  assert.deepEqual(missing, []);
});

eachTree("XML is well-formed and valid", async (tree, wrong) => {
  const bySchema = new Map();
  // Below `_` lies what the writers of the site brought.
  for (const file of [...tree.files].filter((name) => name.endsWith(".xml") && !name.startsWith("_/"))) {
    const root = parsed(tree, file, read, wrong);
    const schema = SCHEMA_OF[root?.name];
    if (root && !schema) wrong(`XML of an unknown kind: ${root.name}`, file);
    if (schema) bySchema.set(schema, [...(bySchema.get(schema) ?? []), { name: file, contents: tree.bytes(file) }]);
  }
  for (const [schema, files] of bySchema) {
    for (const { name, message } of await complaints(schema, files)) wrong(message, name);
  }
});

eachTree("structured data", (tree, wrong) => {
  for (const page of tree.pages) {
    let items;
    try {
      items = page.items;
    } catch (error) {
      wrong(`JSON-LD cannot be parsed: ${error.message}`, page.file);
      continue;
    }
    if (page.kind === "article" && page.isListed && !items.some((item) => item["@type"] === "TechArticle"))
      wrong("an article without TechArticle", page.file);
    for (const item of items) {
      const type = item["@type"];
      checkItem(item).forEach((what) => wrong(`${type}: ${what}`, page.file));
      const entries = item.itemListElement ?? [];
      if (entries.some(({ position }, index) => position !== index + 1))
        wrong("positions that are not 1, 2, …", page.file);
      for (const address of entries.map((entry) => entry.item)) {
        if (!tree.leadsSomewhere(address)) wrong(`BreadcrumbList leads nowhere: ${address}`, page.file);
      }
      const own = { TechArticle: item.url, WebSite: item.url, BreadcrumbList: entries.at(-1)?.item }[type];
      if (own !== undefined && tree.fileOf(own) !== page.file) wrong(`${type} of another page: ${own}`, page.file);
    }
  }
});

/** The entries of a sitemap, and of those that it names where it is an index. */
function sitemapEntries(tree, wrong) {
  const root = read(tree.read("sitemap.xml"));
  if (root.name === "urlset") return all(root, "url");
  return all(root, "sitemap").flatMap((entry) => {
    const address = textOf(entry, "loc");
    if (tree.leadsSomewhere(address)) return all(read(tree.read(tree.fileOf(address))), "url");
    wrong(`the index leads nowhere: ${address}`, "sitemap.xml");
    return [];
  });
}

eachTree("sitemap and pages name each other", (tree, wrong) => {
  const seen = new Set();
  for (const entry of sitemapEntries(tree, wrong)) {
    const address = textOf(entry, "loc");
    const page = tree.byFile.get(tree.fileOf(address));
    if (seen.has(address)) wrong("an address twice", address);
    seen.add(address);
    if (!page) wrong("an address that leads to no page", address);
    if (!page?.isListed) {
      if (page) wrong("a page that search engines should pass over", address);
      continue;
    }
    if (page.canonical !== address) wrong(`not the canonical address ${page.canonical}`, address);
    const links = all(entry, "link").map(({ attributes }) => `${attributes.hreflang} ${attributes.href}`);
    const alternates = [...page.alternates].map((pair) => pair.join(" "));
    if (links.sort().join() !== alternates.sort().join()) wrong("other translations than in the page's head", address);
    if (textOf(entry, "lastmod") !== page.modified) wrong("another day than in the page's data", address);
  }
  const missing = tree.listed.filter((page) => !seen.has(page.canonical));
  missing.forEach((page) => wrong(`a page of kind ${page.kind} is missing`, page.file));
}, FOUND);

eachTree("translations name each other", (tree, wrong) => {
  for (const page of tree.pages) {
    const { alternates } = page;
    // One whose canonical address is on another host still names those of this one, which search engines pass over.
    if (alternates.size > 0 && !page.mayBeListed) wrong("translations of a page that is not listed", page.file);
    for (const [language, address] of alternates) {
      const other = tree.byFile.get(tree.fileOf(address));
      const back = other?.alternates.get(page.language);
      if (!other?.mayBeListed) wrong(`hreflang ${language} leads to no listed page: ${address}`, page.file);
      else if (language !== "x-default" && other.language !== language)
        wrong(`hreflang ${language} leads to ${other.language}`, page.file);
      else if (tree.fileOf(back) !== page.file) wrong(`hreflang ${language} does not return`, page.file);
    }
  }
});

eachTree("robots.txt", (tree, wrong) => {
  const robots = parsed(tree, "robots.txt", readRobots, wrong);
  if (!robots) return;
  if (robots.sitemaps.length !== 1) wrong(`${robots.sitemaps.length} sitemaps`, "robots.txt");
  for (const address of robots.sitemaps) {
    if (!tree.leadsSomewhere(address)) wrong(`a sitemap that is not there: ${address}`, "robots.txt");
  }
  for (const file of [...tree.listed.map((page) => page.file), ...tree.files]) {
    if (!mayRead(robots, "Googlebot", tree.pathOf(file))) wrong("a search engine may not read this", file);
  }
}, FOUND);

for (const [choice, searches] of [
  ["no_training", true],
  ["deny", false],
]) {
  test(`robots.txt turns away those whom \`ai_crawlers: ${choice}\` names, and no search engine`, () => {
    const change = { "helpsmith.yaml": (text) => text.replace(/^seo:$/m, `seo:\n  ai_crawlers: ${choice}`) };
    const robots = readRobots(readFileSync(join(buildCopy("example", { change }), "robots.txt"), "utf8"));
    const may = (agent) => mayRead(robots, agent, "/payments/");
    assert.deepEqual(["GPTBot", "ClaudeBot", "CCBot", "Google-Extended"].filter(may), []);
    assert.deepEqual(
      ["Googlebot", "bingbot", "DuckDuckBot"].filter((agent) => !may(agent)),
      [],
    );
    // It fetches what answers then link to, and trains nothing.
    assert.equal(may("OAI-SearchBot"), searches);
    assert.equal(robots.sitemaps.length, 1);
  });
}

eachTree("Markdown twins", (tree, wrong) => {
  const linked = new Set();
  for (const page of tree.pages) {
    const links = page.linked("alternate", MARKDOWN);
    const expected = page.file.replace(/\.html$/, ".md");
    if (page.hasTwin && links.length !== 1) wrong(`${links.length} links to the twin of a ${page.kind}`, page.file);
    if (!page.mayBeListed && links.length > 0)
      wrong("a twin of a page that search engines should pass over", page.file);
    for (const address of links) {
      const file = tree.fileOf(address);
      if (file !== expected || !tree.files.has(file)) wrong(`leads to no twin: ${address}`, page.file);
      else linked.add(file);
    }
  }
  for (const file of tree.named("index.md")) {
    if (!linked.has(file)) wrong("no page has a link to this twin", file);
    const text = tree.read(file);
    if (!/^# \S/.test(text)) wrong("does not begin with `# `", file);
    for (const address of linksOf(text)) {
      if (!/^[a-z][a-z0-9+.-]*:/i.test(address)) wrong(`a link that is not whole: ${address}`, file);
      else if (tree.isOwn(address) && !tree.leadsSomewhere(address)) wrong(`leads nowhere: ${address}`, file);
    }
  }
}, FOUND);

eachTree("llms.txt and articles name each other", (tree, wrong) => {
  const named = tree.named("llms.txt");
  for (const home of tree.homes) {
    const file = `${tree.folderOf(home)}llms.txt`;
    const articles = tree.listed.filter((page) => page.kind === "article" && page.language === home.language);
    if (!tree.files.has(file)) {
      if (articles.length > 0) wrong(`missing, with ${articles.length} articles in ${home.language}`, file);
      continue;
    }
    named.splice(named.indexOf(file), 1);
    const llms = parsed(tree, file, readLlms, wrong);
    if (!llms) continue;
    const items = llms.sections.flatMap((section) => section.items);
    const twins = items.map(({ url }) => tree.fileOf(url));
    for (const [index, { url }] of items.entries()) {
      const page = tree.byFile.get(twins[index]?.replace(/\.md$/, ".html"));
      if (!tree.leadsSomewhere(url) || !twins[index].endsWith(".md")) wrong(`leads to no twin: ${url}`, file);
      else if (!page?.mayBeListed) wrong(`names a page that search engines should pass over: ${url}`, file);
      else if (page.language !== home.language) wrong(`names a page in ${page.language}: ${url}`, file);
    }
    for (const { file: article } of articles) {
      const count = twins.filter((twin) => twin === article.replace(/\.html$/, ".md")).length;
      if (count !== 1) wrong(`names an article ${count} times`, article);
    }
  }
  named.forEach((file) => wrong("belongs to no home page", file));
}, FOUND);

eachTree("feeds", (tree, wrong) => {
  const linked = new Map();
  for (const page of tree.pages) {
    for (const address of page.linked("alternate", ATOM)) {
      const file = tree.fileOf(address);
      if (!tree.files.has(file)) wrong(`a feed that is not there: ${address}`, page.file);
      linked.set(file, [...(linked.get(file) ?? []), page]);
    }
  }
  for (const file of tree.named("feed.xml")) {
    if (!linked.has(file)) wrong("no page has a link to this feed", file);
    const feed = parsed(tree, file, read, wrong);
    const home = tree.byFile.get(file.replace(/feed\.xml$/, "index.html"));
    if (!home) wrong("a feed beside no page", file);
    if (feed && home) checkFeed(tree, file, feed, home, wrong);
  }
  for (const home of tree.pages.filter((page) => ["home", "category"].includes(page.kind) && page.mayBeListed)) {
    const file = home.file.replace(/index\.html$/, "feed.xml");
    const pages = below(tree, home).filter((page) => page.mayBeListed);
    const hasDates = pages.some((page) => page.kind === "article" && page.day);
    if (hasDates !== tree.files.has(file)) wrong(hasDates ? "a feed is missing" : "a feed of nothing", file);
    if (!hasDates) continue;
    const without = pages.filter((page) => !linked.get(file)?.includes(page));
    without.forEach((page) => wrong(`a page has no link to ${file}`, page.file));
  }
}, FOUND);

/** The pages of a home's language, or those below a category. */
function below(tree, home) {
  const folder = tree.folderOf(home);
  return tree.pages.filter((page) => page.language === home.language && page.file.startsWith(folder));
}

function checkFeed(tree, file, feed, home, wrong) {
  const entries = all(feed, "entry");
  const rel = (element, name) =>
    all(element, "link").filter(({ attributes }) => (attributes.rel ?? "alternate") === name);
  const [self, alternate] = ["self", "alternate"].map((name) =>
    rel(feed, name).map(({ attributes }) => attributes.href),
  );
  if (self.length !== 1 || tree.fileOf(self[0]) !== file) wrong(`says that it is ${self}`, file);
  if (alternate.length !== 1 || tree.fileOf(alternate[0]) !== home.file) wrong(`belongs to ${alternate}`, file);
  if (all(feed, "author").length === 0 && entries.some((entry) => all(entry, "author").length === 0))
    wrong("neither the feed nor each entry has an author", file);
  if (entries.length > FEED_ENTRIES_MAX) wrong(`${entries.length} entries`, file);
  const ids = [textOf(feed, "id"), ...entries.map((entry) => textOf(entry, "id"))];
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice) wrong(`an id twice: ${twice}`, file);
  for (const id of ids) {
    // An article that has moved keeps the id of its first address, which still leads to it; the host is that of the
    // settings, wherever a tree is served.
    const isWhole = /^https?:\/\//.test(id) && URL.canParse(id);
    if (!isWhole || !tree.files.has(tree.fileOf(new URL(id).pathname))) wrong(`an id that is no address: ${id}`, file);
  }
  const days = entries.map((entry) => textOf(entry, "updated"));
  if (days.some((day, index) => day > (days[index - 1] ?? day))) wrong("not sorted, newest first", file);
  if (textOf(feed, "updated") !== days[0]) wrong("`updated` is not that of the newest entry", file);
  const pages = entries.map((entry) => {
    const links = rel(entry, "alternate").map(({ attributes }) => attributes.href);
    const page = links.length === 1 ? tree.byFile.get(tree.fileOf(links[0])) : undefined;
    const [id, day] = ["id", "updated"].map((name) => textOf(entry, name));
    if (!page) wrong(`an entry leads to ${links}`, file);
    else if (!page.mayBeListed || page.kind !== "article")
      wrong(`names what search engines should pass over: ${links}`, file);
    else if (day !== `${page.day}T00:00:00Z`) wrong(`the page says ${page.day}, the entry ${day}`, file);
    if (!textOf(entry, "title")) wrong(`an entry without a title: ${id}`, file);
    return page;
  });
  const dated = below(tree, home).filter((page) => page.isListed && page.kind === "article" && page.day);
  if (entries.length < Math.min(FEED_ENTRIES_MAX, dated.length))
    wrong(`${entries.length} of ${dated.length} articles`, file);
  const newer = dated.filter((page) => !pages.includes(page) && `${page.day}T00:00:00Z` > days.at(-1));
  newer.forEach((page) => wrong(`a newer article is missing from ${file}`, page.file));
  pages
    .filter((page) => page && !below(tree, home).includes(page))
    .forEach((page) => wrong("lies elsewhere", page.file));
}

eachTree("OpenSearch descriptions", (tree, wrong) => {
  const named = tree.named("opensearch.xml");
  for (const home of tree.homes) {
    const file = `${tree.folderOf(home)}opensearch.xml`;
    const search = `${tree.folderOf(home)}search/index.html`;
    if (tree.files.has(search) !== tree.files.has(file)) wrong("a search without a description, or the reverse", file);
    if (!tree.files.has(file)) continue;
    named.splice(named.indexOf(file), 1);
    for (const page of tree.listed.filter((each) => each.language === home.language)) {
      const links = page.links.filter((link) => link.rel === "search" && link.type === OPENSEARCH);
      if (links.length !== 1 || tree.fileOf(links[0].href) !== file)
        wrong(`not linked from each page to ${file}`, page.file);
      // Firefox passes over those without one.
      if (links.some((link) => !link.title)) wrong("a link to the description without a title", page.file);
    }
    const urls = all(read(tree.read(file)), "Url").map(({ attributes }) => attributes);
    const results = urls.filter(({ rel = "results", type }) => rel === "results" && type === "text/html");
    if (results.length !== 1) wrong(`${results.length} pages of results`, file);
    for (const { template } of results) {
      if (!/\?(?:.*&)?q=\{searchTerms\}/.test(template)) wrong(`no place for what is searched: ${template}`, file);
      if (tree.fileOf(template.replace(/\{[^}]*\}/g, "x")) !== search) wrong(`leads elsewhere: ${template}`, file);
    }
    for (const { template } of urls.filter(({ rel }) => rel === "self")) {
      if (tree.fileOf(template) !== file) wrong(`says that it is ${template}`, file);
    }
  }
  named.forEach((file) => wrong("belongs to no home page", file));
});

eachTree("_headers", (tree, wrong) => {
  const rules = parsed(tree, "_headers", readHeaders, wrong);
  if (!rules) return;
  const paths = [...tree.files].map((file) => [file, tree.pathOf(file)]);
  const values = new Set(rules.flatMap(({ headers }) => headers.map(({ value }) => value)));
  for (const { pattern, matches } of rules) {
    if (!paths.some(([, path]) => matches(path))) wrong("matches no file", pattern);
  }
  for (const [file, path] of paths) {
    const [cloudflare, netlify] = [true, false].map((drops) => headersOf(rules, path, { drops }));
    if (!cloudflare.has("content-security-policy")) wrong("no content security policy", file);
    const cachings = [cloudflare, netlify].map((headers) => headers.get("cache-control") ?? "");
    for (const caching of cachings) {
      if (FINGERPRINT.test(file) && caching !== FOR_EVER) wrong(`has a fingerprint, and is kept \`${caching}\``, file);
      // Shards are asked for with the digest of their index, so that they may be kept, too.
      if (FINGERPRINT.test(file) || SHARD.test(file) || !caching.includes("immutable")) continue;
      if (!caching.split(", ").includes("no-cache")) wrong("may change, and is kept for ever", file);
    }
    for (const [name, value] of cloudflare) {
      const isAlone = values.has(value) && (name === "cache-control" || netlify.get(name) === value);
      if (!isAlone) wrong(`${name} is set twice, which hosts join with a comma`, file);
    }
  }
});

test("_headers asks for what `serve` sends", async () => {
  const tree = addressesOf(FULL);
  const site = join(FOLDER, "sites", "example");
  const args = ["serve", site, "--port", "0", "--date", DATE];
  const server = spawn(BINARY, args, { stdio: ["ignore", "ignore", "pipe"] });
  try {
    const origin = await new Promise((resolve, reject) => {
      let said = "";
      server.once("error", reject);
      server.once("exit", () => reject(new Error(`the server has ended:\n${said}`)));
      server.stderr.on("data", (bytes) => {
        said += bytes;
        const found = /^serving (http:\/\/[^\s/]+)/m.exec(said);
        if (found) resolve(found[1]);
      });
    });
    const rules = readHeaders(tree.read("_headers"));
    const fingerprinted = [...tree.files].find((file) => FINGERPRINT.test(file));
    for (const file of ["index.html", "404.html", fingerprinted]) {
      const response = await fetch(origin + tree.pathOf(file));
      for (const [name, value] of headersOf(rules, tree.pathOf(file))) {
        // Hosts may be asked for more than a preview on this machine can do, such as HTTPS alone.
        if (response.headers.has(name)) assert.equal(value, response.headers.get(name), `${name} of ${file}`);
      }
      assert.ok(response.headers.has("content-security-policy"), file);
    }
  } finally {
    server.kill();
  }
});

eachTree("redirects say the same to each host, and lead somewhere", (tree, wrong) => {
  const readers = [
    ["_redirects", readRedirects],
    ["_redirects.nginx", readNginx],
    ["_redirects.json", JSON.parse],
  ];
  const present = readers.filter(([file]) => tree.files.has(file));
  const stubs = tree.pages.filter((page) => !page.kind && /http-equiv="refresh"/i.test(page.html));
  if (stubs.length === 0 && present.length > 0) wrong("a table of nothing", present[0][0]);
  if (stubs.length > 0 && present.length !== readers.length)
    wrong(`only ${present.map(([file]) => file)}`, "_redirects");
  const tables = present.map(([file, reader]) => [file, parsed(tree, file, reader, wrong) ?? []]);
  const [[, first = []] = []] = tables;
  for (const [file, redirects] of tables) {
    assert.deepEqual(pairsOf(redirects), pairsOf(first), file);
    if (redirects.length > REDIRECTS_MAX) wrong(`${redirects.length}, of which some hosts read ${REDIRECTS_MAX}`, file);
    for (const { from, to, status = 301 } of redirects) {
      const isOwn = to.startsWith("/") || tree.isOwn(to);
      if (status !== 301) wrong(`status ${status}`, `${file}: ${from}`);
      if (isOwn && !tree.files.has(tree.fileOf(to))) wrong(`leads nowhere: ${to}`, `${file}: ${from}`);
    }
  }
  const froms = new Set(first.map(({ from }) => tree.fileOf(from.replace(/\/?$/, "/"))));
  stubs.filter((page) => !froms.has(page.file)).forEach((page) => wrong("a stub that no table has", page.file));
});

// The other limit, 50,000 addresses, is a unit test of `sitemap.rs`: so many files take a busy disk two minutes.
test("a sitemap beyond 50 MB is an index of valid sitemaps", async () => {
  const site = mkdtempSync(join(FOLDER, "large-"));
  for (const [path, text] of longNames()) {
    mkdirSync(dirname(join(site, path)), { recursive: true });
    writeFileSync(join(site, path), text);
  }
  const tree = join(site, "built");
  // It warns of every article, in more words than a pipe is kept of.
  execFileSync(BINARY, ["build", site, "--output", tree, "--date", DATE, "--quiet"], { stdio: "ignore" });
  await checkIndex(tree);
  rmSync(site, { recursive: true });
});

async function checkIndex(tree) {
  const names = readdirSync(tree).filter((name) => /^sitemap.*\.xml$/.test(name));
  assert.deepEqual(names.sort(), ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]);
  const files = names.map((name) => ({ name, contents: readFileSync(join(tree, name)) }));
  assert.deepEqual(await complaints("siteindex", files.slice(2)), []);
  assert.deepEqual(await complaints("sitemap", files.slice(0, 2)), []);
  const listed = all(read(files[2].contents.toString()), "sitemap").map((entry) => textOf(entry, "loc"));
  assert.deepEqual(listed, ["https://large.example/sitemap-1.xml", "https://large.example/sitemap-2.xml"]);
  const addresses = files.slice(0, 2).flatMap(({ name, contents }) => {
    const found = [...contents.toString().matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, address]) => address);
    assert.ok(found.length <= SITEMAP_URLS_MAX && contents.length <= SITEMAP_BYTES_MAX, name);
    return found;
  });
  // No page of this site is one that search engines should pass over.
  const pages = readdirSync(tree, { recursive: true }).filter((name) => basename(name) === "index.html");
  assert.equal(addresses.length, pages.length);
  assert.equal(new Set(addresses).size, pages.length);
}

/** Each address stands there once for every language of each of its translations. */
function* longNames() {
  const languages = "en de fr es it pt nl sv da nb fi pl cs sk hu ro bg el tr ru uk ar fa he hi bn ta te th vi".split(
    " ",
  );
  const named = languages.map((code) => `{code: ${code}, name: ${code}}`);
  const settings = `title: Large\nbase_url: https://large.example/\nlanguages: [${named}]\nlanguage_fallback: hide\n`;
  yield ["helpsmith.yaml", `${settings}search: {enabled: false}\n`];
  const long = "x".repeat(190);
  const folder = `content/a${long}/b${long}/c${long}`;
  for (let article = 0; article < 80; article += 1) {
    for (const language of languages) {
      const suffix = language === languages[0] ? "" : `.${language}`;
      yield [`${folder}/${article}-${long}${suffix}.md`, `---\ntitle: T${article}\n---\n\nText.\n`];
    }
  }
}

/** What breaks a standard in one way each; were it taken, the tests above would show nothing. */
const REFUSED = [
  [readRobots, "Disallow: /\nUser-agent: *\n", /rule before/],
  [readRobots, "User-agent: A 1\nDisallow: /\n", /product token/],
  [readRobots, "User-agent: *\nDisallow: a\n", /not a path/],
  [readRobots, "User-agent: *\nNoindex: /\n", /not a line/],
  [readRobots, "User-agent: *\n", /no rule/],
  [readLlms, "Title\n\n# T\n", /first line/],
  [readLlms, "# T\n\n## A\n\n- [a](https://a.example/) note\n", /list of links/],
  [readLlms, "# T\n\n## A\n\n- [a] b](https://a.example/)\n", /list of links/],
  [readLlms, "# T\n\n### A\n", /second level/],
  [readLlms, "# T\n\n## A\n", /empty/],
  [readHeaders, "  A: b\n", /before every path/],
  [readHeaders, "/*\n  A b\n", /not a header/],
  [readHeaders, "/*\n", /no header/],
  [readHeaders, "/*/*\n  A: b\n", /one star/],
  [readHeaders, `/*\n  A: ${"b".repeat(2000)}\n`, /2000 characters/],
  [readRedirects, "/a/ /b/ 301 x\n", /not a redirect/],
  [readRedirects, "/a/* /b/ 301\n", /a pattern/],
  [readNginx, '"/a/" "/b/"\n', /not a line/],
  [readNginx, '"/a/" "/b/$c";\n', /dollar/],
  [read, "<a><b></a>", /close tag/],
];
const ATOM_FEED = (inside) => `<feed xmlns="http://www.w3.org/2005/Atom">${inside}</feed>`;
const INVALID = [
  ["sitemap", '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>'],
  ["siteindex", '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap/></sitemapindex>'],
  ["atom", ATOM_FEED("<id>urn:a</id><title>T</title>")],
  ["atom", ATOM_FEED("<id>urn:a</id><title>T</title><updated>2026-01-01</updated>")],
  [
    "opensearch",
    '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/"><ShortName>A</ShortName></OpenSearchDescription>',
  ],
];

test("what breaks a standard is refused", async () => {
  for (const [reader, text, why] of REFUSED) assert.throws(() => reader(text), why, text);
  for (const [schema, text] of INVALID) {
    const found = await complaints(schema, [{ name: "a file", contents: text }]);
    assert.deepEqual(
      found.map(({ name }) => name),
      ["a file"],
      text,
    );
  }
  assert.deepEqual(
    await complaints("atom", [
      { name: "", contents: ATOM_FEED("<updated>2026-01-01T00:00:00Z</updated><title>T</title><id>urn:a</id>") },
    ]),
    [],
  );
});

test("what a standard allows is read as it is meant", () => {
  const robots = readRobots(
    "# a\nuser-agent: A\nUser-Agent: b # c\nDisallow: /x/*.pdf$\nallow: /x/y\n\nUser-agent: *\nDisallow:\nSitemap: https://a.example/s.xml\n",
  );
  assert.deepEqual(
    robots.groups.map(({ agents }) => agents),
    [["a", "b"], ["*"]],
  );
  assert.deepEqual(
    [mayRead(robots, "B", "/x/a.pdf"), mayRead(robots, "B", "/x/a.pdf?b"), mayRead(robots, "c", "/x/a.pdf")],
    [false, true, true],
  );
  const llms = readLlms(
    "# T\n\n> S\n\n- [before](https://a.example/)\n\n## A\n\n- [a \\[b\\] [c]](https://a.example/c_(d)): note: more\n",
  );
  assert.deepEqual(llms.sections.at(-1).items, [
    { title: "a [b] [c]", url: "https://a.example/c_(d)", note: "note: more" },
  ]);
  const rules = readHeaders("# a\n/*\n  A: b\n\n/_/:file\n  C: d, e\n");
  assert.deepEqual(
    [...headersOf(rules, "/_/a.css")],
    [
      ["a", "b"],
      ["c", "d, e"],
    ],
  );
  assert.deepEqual([...headersOf(rules, "/_/a/b.css")], [["a", "b"]]);
  const again = readHeaders("/*\n  A: b\n/c\n  ! A\n  A: d\n");
  assert.deepEqual(
    [true, false].map((drops) => headersOf(again, "/c", { drops }).get("a")),
    ["d", "b, d"],
  );
  const links = linksOf(
    '[a](/b) `[c](d)`\n\n```\n[e](f)\n```\n\n1. ~~~\n   [g](h)\n   ~~~\n\n<https://i.example/>\n[j]: <k>\n[^n]: Note\n[o\\](p)\n![l](m(n).png "o")\n',
  );
  assert.deepEqual(links.sort(), ["/b", "https://i.example/", "k", "m(n).png"]);
});
