// The search page: every article by its title, narrowed to what the reader types.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start } from "./support/chromium.js";
import { pagesOf } from "./support/sites.js";
import { visit } from "./support/visit.js";

const SITE = "example/public";

let browser;
before(async () => (browser = await start()));
after(() => browser.close());

test("the field of the home page leads to the titles that have its words", async () => {
  await visit(browser, SITE, {}, async (page, origin) => {
    await page.goto(origin + "/");
    await page.locator(".search-box input").fill("REFUND");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/search\/\?q=REFUND$/);
    const titles = await shown(page);
    assert.ok(titles.length > 0 && titles.every((title) => /refund/i.test(title)), titles.join());
  });
});

test("what is typed narrows the list, and nothing found is said", async () => {
  await visit(browser, SITE, {}, async (page, origin) => {
    await page.goto(origin + "/search/");
    const all = await shown(page);
    await page.locator(".search-box input").fill("studio");
    assert.ok((await shown(page)).length < all.length);
    await page.locator(".search-box input").fill("__proto__ <b>");
    assert.deepEqual(await shown(page), []);
    assert.ok(await page.locator(".search-nothing[role=status]").innerText());
    await page.locator(".search-box input").fill("");
    assert.deepEqual(await shown(page), all);
  });
});

test("either keyboard of Persian finds the same titles", async () => {
  await visit(browser, SITE, {}, async (page, origin) => {
    const found = async (words) => {
      await page.goto(`${origin}/fa/search/?q=${encodeURIComponent(words)}`);
      return shown(page);
    };
    const persian = await found("مشتری");
    assert.ok(persian.length > 0);
    assert.deepEqual(await found("مشتري"), persian);
  });
});

test("without a script the list is whole", async () => {
  await visit(browser, SITE, { javaScriptEnabled: false }, async (page, origin) => {
    await page.goto(`${origin}/search/?q=refund`);
    const articles = pagesOf(SITE).filter(({ kind, language }) => kind === "article" && language === "en");
    const titles = await shown(page);
    assert.ok(titles.length > 20 && titles.length <= articles.length, `${titles.length} of ${articles.length}`);
  });
});

const shown = (page) => page.locator(".titles li:visible").allInnerTexts();
