// Lighthouse gives the home page and an article every point that does not depend on the speed of this machine.

import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { spawn } from "node:child_process";
import { test } from "node:test";
import lighthouse from "lighthouse";
import { buildCopy } from "./support/build.js";
import { FLAGS, executable } from "./support/chromium.js";
import { serve } from "./support/server.js";
import { FOLDER, articleOf } from "./support/sites.js";

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
/** Times differ from run to run, so this one is told and not asserted. */
const MEASURED = "performance";
const START_MS_MAX = 20000;

test("home and article have all points for accessibility, best practices and search engines", async (context) => {
  const server = await serve();
  // Search engines are told the addresses of this server, so that they are those of the pages that are looked at.
  server.load(buildCopy("example", { args: ["--base-url", `${server.origin}/`] }));
  const browser = await startForDebugging();
  try {
    const article = articleOf("example/public", "en", /class="toc"/).path;
    const missing = [];
    for (const path of ["/", article]) {
      const options = { port: browser.port, onlyCategories: CATEGORIES, logLevel: "silent", output: "json" };
      const { lhr } = await lighthouse(server.origin + path, options);
      assert.equal(lhr.runtimeError, undefined);
      for (const category of Object.values(lhr.categories)) {
        const score = Math.round(category.score * 100);
        context.diagnostic(`${path} ${category.id}: ${score}`);
        const lost = score < 100 ? lostPoints(lhr, category) : [];
        lost.forEach((line) => context.diagnostic(`  ${line}`));
        if (category.id !== MEASURED && score < 100)
          missing.push(`${path} ${category.id} ${score}: ${lost.join("; ")}`);
      }
    }
    assert.deepEqual(missing, []);
  } finally {
    await browser.close();
    await server.close();
  }
});

function lostPoints(lhr, category) {
  return category.auditRefs
    .filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 1)
    .map(({ id }) => `${id}: ${lhr.audits[id].title} ${lhr.audits[id].displayValue ?? ""}`.trim());
}

/** Lighthouse talks to the browser itself, so this one has a port and no Playwright. */
async function startForDebugging() {
  const profile = mkdtempSync(join(FOLDER, "profile-"));
  const flags = [...FLAGS, "--headless=new", "--remote-debugging-port=0", `--user-data-dir=${profile}`, "about:blank"];
  const child = spawn(executable(), flags, { stdio: ["ignore", "ignore", "pipe"] });
  const port = await new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error("Chromium does not start")), START_MS_MAX);
    let said = "";
    child.stderr.on("data", (bytes) => {
      said += bytes;
      const found = /DevTools listening on ws:\/\/[^:]+:(\d+)\//.exec(said);
      if (!found) return;
      clearTimeout(late);
      resolve(Number(found[1]));
    });
    child.once("exit", () => reject(new Error(`Chromium ended: ${said}`)));
  });
  const close = async () => {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill();
    await ended;
  };
  return { port, close };
}
