// A built tree by its addresses: which file answers to a URL, and which pages search engines may list.

import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { pagesOf, treeOf } from "../support/sites.js";

/** Kinds of pages that have a Markdown twin where search engines may list them. */
const TWINNED = new Set(["home", "category", "section", "article"]);

const known = new Map();

/** Returns the tree of a site such as `example/public`. */
export function addressesOf(site) {
  if (!known.has(site)) known.set(site, new Addresses(site));
  return known.get(site);
}

class Addresses {
  #root;

  constructor(site) {
    this.#root = treeOf(site);
    const files = readdirSync(this.#root, { recursive: true });
    this.files = new Set(files.filter((path) => statSync(join(this.#root, path)).isFile()).sort());
    this.pages = pagesOf(site).map((page) => new Page(page));
    this.base = new URL(this.pages.find((page) => page.file === "index.html").canonical);
    this.byFile = new Map(this.pages.map((page) => [page.file, page]));
    for (const page of this.pages) {
      // Another host may be named as the one whose page search engines should list.
      page.isListed = page.mayBeListed && this.fileOf(page.canonical) === page.file;
      page.hasTwin = page.isListed && TWINNED.has(page.kind);
    }
    this.listed = this.pages.filter((page) => page.isListed);
    this.homes = this.pages.filter((page) => page.kind === "home");
  }

  read(file) {
    return readFileSync(join(this.#root, file), "utf8");
  }

  bytes(file) {
    return readFileSync(join(this.#root, file));
  }

  /** Every file of a name, in whatever folder. */
  named(name) {
    return [...this.files].filter((file) => file === name || file.endsWith(`/${name}`));
  }

  /** The file that answers to a whole address or one from the root of the host; nothing for other hosts. */
  fileOf(address) {
    if (!address || !URL.canParse(address, this.base)) return undefined;
    const url = new URL(address, this.base);
    if (url.origin !== this.base.origin || !url.pathname.startsWith(this.base.pathname)) return undefined;
    const path = decodeURIComponent(url.pathname.slice(this.base.pathname.length));
    return path === "" || path.endsWith("/") ? `${path}index.html` : path;
  }

  /** The path of a URL under which a host answers with a file. */
  pathOf(file) {
    const path = file
      .split("/")
      .map(encodeURIComponent)
      .join("/")
      .replace(/(^|\/)index\.html$/, "$1");
    return this.base.pathname + path;
  }

  isOwn(address) {
    return URL.canParse(address) && new URL(address).origin === this.base.origin;
  }

  /** Whether an address is whole and leads to a file of the tree. */
  leadsSomewhere(address) {
    return URL.canParse(address) && this.files.has(this.fileOf(address));
  }

  /** What the pages of a home have in common: the folder of its language, empty or with a slash at the end. */
  folderOf(page) {
    return page.file.replace(/index\.html$/, "");
  }
}

class Page {
  constructor({ file, html, language, kind }) {
    const head = html.slice(0, html.indexOf("</head>"));
    Object.assign(this, { file, html, language, kind });
    this.links = [...head.matchAll(/<link\b([^>]*)>/g)].map(([, text]) => attributes(text));
    this.canonical = this.links.find((link) => link.rel === "canonical")?.href;
    const isHidden = /<meta name="robots" content="[^"]*noindex/.test(head);
    // Stubs of old addresses have no kind.
    this.mayBeListed = Boolean(kind) && !isHidden && Boolean(this.canonical);
    const blocks = [...html.matchAll(/<script type="application\/ld\+json">([^]*?)<\/script>/g)];
    this.blocks = blocks.map(([, text]) => text);
  }

  /** The addresses of its `<link rel>` of a type. */
  linked(rel, type) {
    return this.links.filter((link) => link.rel === rel && link.type === type).map((link) => link.href);
  }

  /** Languages and addresses of its translations, itself and the default among them. */
  get alternates() {
    const links = this.links.filter((link) => link.rel === "alternate" && link.hreflang);
    return new Map(links.map((link) => [link.hreflang, link.href]));
  }

  /** The items of its JSON-LD; an error where they cannot be parsed. */
  get items() {
    return this.blocks.flatMap((text) => {
      const data = JSON.parse(text);
      if (Array.isArray(data)) return data;
      return data["@graph"] ? data["@graph"].map((item) => ({ "@context": data["@context"], ...item })) : [data];
    });
  }

  /** The day of its last change, where readers and search engines are told one. */
  get modified() {
    return this.#article?.dateModified;
  }

  /** The day on which a feed tells of it: that of its last change, or else of its first. */
  get day() {
    return this.#article?.dateModified ?? this.#article?.datePublished;
  }

  get #article() {
    return this.items.find((item) => item["@type"] === "TechArticle");
  }
}

function attributes(text) {
  return Object.fromEntries([...text.matchAll(/([a-z]+)="([^"]*)"/g)].map(([, name, value]) => [name, decode(value)]));
}

const NAMED = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decode(text) {
  return text.replace(/&(?:#x([0-9a-fA-F]+)|#(\d+)|([a-z]+));/g, (whole, hex, decimal, name) => {
    if (name) return NAMED[name] ?? whole;
    return String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal));
  });
}
