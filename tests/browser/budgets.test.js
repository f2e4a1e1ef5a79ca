// Pages stay light and closed: small stylesheets and scripts, nothing inline, nothing from elsewhere, no fonts.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { Findings } from "./support/findings.js";
import { pagesOf, treeOf, treesOf } from "./support/sites.js";

const CSS_BYTES_MAX = 15 * 1024;
const SCRIPT_BYTES_MAX = 6 * 1024;
/** Of the search's engine, and of the theme's interface to it: both come when a reader begins to search. */
const SEARCH_BYTES_MAX = 5 * 1024;
const SITES = [...treesOf("example"), ...treesOf("manual"), ...treesOf("showcase")];

test("all CSS of a page is at most 15 KB, and all its scripts 6 KB, as they are sent", (context) => {
  for (const site of SITES) {
    const home = pagesOf(site).find((page) => page.path === "/");
    // Scripts that only some pages have are no part of the budget; those of the home page are on every page.
    const css = weigh(site, home, /<link rel="stylesheet" href="([^"]+)"/g);
    const scripts = weigh(site, home, /<script\b[^>]* src="([^"]+)"/g);
    context.diagnostic(`${site}: ${css} bytes of CSS, ${scripts} bytes of scripts`);
    assert.ok(css > 0 && css <= CSS_BYTES_MAX, `${css} bytes of CSS in ${site}`);
    assert.ok(scripts <= SCRIPT_BYTES_MAX, `${scripts} bytes of scripts in ${site}`);
  }
});

test("the engine of the search and its interface are at most 5 KB each, as they are sent", (context) => {
  for (const site of SITES) {
    const name = readdirSync(join(treeOf(site), "_")).find((file) => /^search\.\w+\.js$/.test(file));
    const bytes = gzipSync(readFileSync(join(treeOf(site), "_", name)), { level: 9 }).length;
    context.diagnostic(`${site}: ${bytes} bytes`);
    assert.ok(bytes <= 2 * SEARCH_BYTES_MAX, `${bytes} bytes`);
  }
});

test("no page has a script or a style of its own", () => {
  const findings = new Findings();
  for (const site of SITES) {
    for (const page of pagesOf(site)) {
      for (const what of inlineOf(page.html)) findings.add(what, `${site} ${page.file}`);
    }
  }
  findings.none();
});

test("no stylesheet loads anything from elsewhere, and none brings a font", () => {
  const findings = new Findings();
  for (const site of SITES) {
    for (const file of readdirSync(treeOf(site), { recursive: true })) {
      if (/\.(woff2?|ttf|otf|eot)$/.test(file)) findings.add("a font", `${site} ${file}`);
      if (!file.endsWith(".css")) continue;
      const css = readFileSync(join(treeOf(site), file), "utf8");
      for (const rule of css.match(/@font-face|@import|url\(\s*["']?(?:[a-z]+:)?\/\/[^)]*\)/gi) ?? []) {
        findings.add(rule, `${site} ${file}`);
      }
    }
  }
  findings.none();
});

function weigh(site, page, pattern) {
  const paths = new Set([...page.html.matchAll(pattern)].map(([, path]) => path));
  const sizes = [...paths].map((path) => gzipSync(readFileSync(join(treeOf(site), path)), { level: 9 }).length);
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Looks inside tags alone: code that is shown as text has no tags. */
function inlineOf(html) {
  const tags = html.replace(/<!--[^]*?-->/g, "").match(/<[a-zA-Z](?:"[^"]*"|'[^']*'|[^'">])*>/g) ?? [];
  return tags.flatMap((tag) => {
    if (/^<style\b/i.test(tag)) return ["a <style>"];
    if (/^<script\b/i.test(tag))
      return / src="/.test(tag) || tag.includes('type="application/ld+json"') ? [] : [`an inline script: ${tag}`];
    const attribute = /\s(style|on[a-z]+)\s*=/i.exec(tag.replace(/"[^"]*"/g, '""'));
    return attribute ? [`an attribute ${attribute[1]} of ${/^<[a-z0-9]+/i.exec(tag)[0]}>`] : [];
  });
}
