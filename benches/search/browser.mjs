// Times the search of a built site in Chromium, four times slower than this machine: `browser.mjs TREE QUERIES`. TREE is
// an output folder, QUERIES a yardstick's queries.jsonl. Prints milliseconds from the last key to the results on the page,
// once all that a query needs has been fetched.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const tests = new URL("../../tests/browser/", import.meta.url);
const { chromium } = createRequire(new URL("package.json", tests))("playwright-core");
const { FLAGS, executable } = await import(new URL("support/chromium.js", tests));
const { serve } = await import(new URL("support/server.js", tests));

const SLOWDOWN = 4;
const QUERIES = 30;
const [tree, file] = process.argv.slice(2);
const lines = (await readFile(file, "utf8")).trim().split("\n").map((line) => JSON.parse(line));
const queries = lines.filter(({ split }) => split === "test").slice(0, 4_000);
const step = Math.max(1, Math.floor(queries.length / QUERIES));

const server = await serve(tree);
const browser = await chromium.launch({ executablePath: executable(), args: FLAGS });
const page = await browser.newPage();
await page.goto(`${server.origin}/search/`);
const session = await page.context().newCDPSession(page);

/** Puts a query into the field and waits for the list to change. */
const ask = (query) =>
  page.evaluate(
    (query) =>
      new Promise((resolve) => {
        const field = document.querySelector(".search-box input");
        const results = document.querySelector(".search-results") ?? document.querySelector("main");
        const observer = new MutationObserver(() => {
          observer.disconnect();
          resolve(performance.now() - start);
        });
        observer.observe(results, { childList: true, subtree: true });
        field.focus();
        field.value = query;
        const start = performance.now();
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
        setTimeout(() => resolve(Infinity), 3_000);
      }),
    query,
  );

const times = [];
for (let at = 0; at < queries.length; at += step) {
  const { q } = queries[at];
  await ask(q);
  await page.waitForTimeout(200);
  // Another question in between, with the same answer at hand.
  await ask(`${q} x`);
  await page.waitForTimeout(200);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
  times.push(await ask(q));
  await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  await page.waitForTimeout(100);
}
times.sort((a, b) => a - b);
const at = (share) => times[Math.floor((times.length - 1) * share)].toFixed(0);
console.log(`${times.length} queries, ${SLOWDOWN} times slower: ms median ${at(0.5)}, p90 ${at(0.9)}, max ${at(1)}`);
await browser.close();
await server.close();
