// The button beside a piece of code copies what stands there, and tells those who do not see it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start } from "./support/chromium.js";
import { articleOf } from "./support/sites.js";
import { visit } from "./support/visit.js";

const SITE = "showcase/public";
const CODE = '{\n  "amount": 2400,\n  "currency": "EUR"\n}';

let browser;
before(async () => (browser = await start()));
after(() => browser.close());

for (const language of ["en", "fa", "zh-Hans"]) {
  test(`Enter on the button copies the code and says so in ${language}`, async () => {
    const article = articleOf(SITE, language, /class="code-title">payment\.json/);
    await visit(browser, SITE, {}, async (page, origin, server, context) => {
      await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin });
      await page.goto(origin + article.path);
      const { copy, copied } = await page.evaluate(() => ({ ...document.body.dataset }));
      const button = page.locator("figure.code", { hasText: "payment.json" }).getByRole("button", { name: copy });
      assert.equal(await button.count(), 1);
      await button.focus();
      await page.keyboard.press("Enter");
      const said = page.locator("[role=status], [aria-live]").filter({ hasText: copied });
      await said.first().waitFor({ state: "attached" });
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), CODE);
    });
  });
}
