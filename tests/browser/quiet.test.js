// No page of the example site writes to the console, asks another host for anything, or breaks the security policy.

import { after, before, test } from "node:test";
import { open, start } from "./support/chromium.js";
import { Findings } from "./support/findings.js";
import { serve } from "./support/server.js";
import { pagesOf, samples, treeOf } from "./support/sites.js";

/** Pages read at once in one browser. */
const TABS = 4;

let browser;
before(async () => (browser = await start()));
after(() => browser.close());

const PUBLIC = pagesOf("example/public").filter((page) => page.kind);

test("every page of the example is quiet", async () => {
  await readAll("example/public", PUBLIC);
});

test("every page that only the support team sees is quiet, and one of each other kind", async () => {
  const known = new Set(PUBLIC.map((page) => page.path));
  const pages = pagesOf("example/agents").filter((page) => page.kind && !known.has(page.path));
  await readAll("example/agents", [...pages, ...samples(pagesOf("example/agents"))]);
});

test("every page of the showcase is quiet", async () => {
  await readAll(
    "showcase/public",
    pagesOf("showcase/public").filter((page) => page.kind),
  );
});

async function readAll(site, pages) {
  const server = await serve(treeOf(site));
  const findings = new Findings();
  const context = await browser.newContext();
  const left = [...pages];
  try {
    await Promise.all(Array.from({ length: TABS }, () => read(context, server, left, findings)));
  } finally {
    await context.close();
    await server.close();
  }
  findings.none();
}

async function read(context, server, left, findings) {
  const { page, wrong } = await open(browser, { context });
  for (let next = left.pop(); next; next = left.pop()) {
    await page.goto(server.origin + next.path);
    await page.evaluate(loadLatePictures);
    findings.take(wrong, decodeURI(next.path));
  }
}

/** What stands below the fold is loaded late, and may fail late. */
async function loadLatePictures() {
  window.scrollTo(0, document.documentElement.scrollHeight);
  for (const image of document.images) image.loading = "eager";
  await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}
