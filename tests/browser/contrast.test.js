// Whatever colour a brand has, links and buttons stay readable, light and dark.

import { after, before, test } from "node:test";
import { audit } from "./support/axe.js";
import { buildCopy } from "./support/build.js";
import { start } from "./support/chromium.js";
import { Findings } from "./support/findings.js";
import { articleOf } from "./support/sites.js";
import { visit } from "./support/visit.js";

/** A usual blue; too light, too dark, too pink and too green for text on one of the two backgrounds. */
const ACCENTS = ["#0b5fff", "#ffe600", "#111111", "#ff5c8a", "#00c2a8"];

let browser;
before(async () => (browser = await start()));
after(() => browser.close());

test("text has enough contrast with any accent", async () => {
  const findings = new Findings();
  const article = articleOf("showcase/public", "en", /class="tabs"/).path;
  for (const accent of ACCENTS) {
    const change = { "helpsmith.yaml": (text) => text.replace("brand:\n", `brand:\n  accent: "${accent}"\n`) };
    const tree = buildCopy("showcase", { change, args: ["--drafts"] });
    await visit(browser, "showcase", { tree }, async (page, origin) => {
      for (const path of ["/", article]) {
        await page.goto(origin + path);
        for (const colorScheme of ["light", "dark"]) {
          await page.emulateMedia({ colorScheme });
          await audit(page, findings, `${accent} ${path} ${colorScheme}`, ["color-contrast", "link-in-text-block"]);
        }
      }
    });
  }
  findings.none();
});
