// "Was this helpful?" works as two links, and with a script without leaving the article.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start } from "./support/chromium.js";
import { buildCopy } from "./support/build.js";
import { articleOf, pagesOf } from "./support/sites.js";
import { refuseStorage, visit } from "./support/visit.js";

const SITE = "showcase/public";

let browser;
before(async () => (browser = await start()));
after(() => browser.close());

for (const language of ["en", "fa"]) {
  test(`a vote in ${language} is sent once, and the thanks stay after a reload`, async () => {
    await reading(language, {}, async (page, { sent }) => {
      const { thanks } = await page.evaluate(() => ({ ...document.body.dataset }));
      const live = page.locator(".feedback [role=status], .feedback [aria-live]");
      assert.equal(await live.count(), 1, "no place from which the thanks are read out");
      await choices(page).first().focus();
      await page.keyboard.press("Enter");
      await live.filter({ hasText: thanks }).waitFor();
      assert.equal(sent.length, 1);
      assert.equal(sent[0].method, "POST");
      assert.ok(!(await choices(page).first().isVisible()), "one can vote again");
      assert.ok(await page.evaluate(() => document.activeElement !== document.body), "the focus is lost");
      await page.reload();
      assert.ok(await page.locator(".feedback").getByText(thanks).isVisible());
      assert.ok(!(await choices(page).first().isVisible()));
    });
  });
}

test("the vote names the article and what was chosen", async () => {
  await reading("en", {}, async (page, { origin }) => {
    const addresses = await choices(page).evaluateAll((links) => links.map((link) => link.href));
    assert.equal(addresses.length, 2);
    const [yes, no] = addresses.map((address) => new URL(address));
    assert.equal(yes.origin, origin);
    assert.equal(yes.pathname, "/feedback");
    assert.deepEqual([yes.searchParams.get("vote"), no.searchParams.get("vote")], ["yes", "no"]);
    assert.ok(yes.searchParams.get("article"));
    assert.equal(yes.searchParams.get("article"), no.searchParams.get("article"));
  });
});

test("one article's vote says nothing about another", async () => {
  await reading("en", {}, async (page, { origin, article }) => {
    await choices(page).last().click();
    await page
      .locator(".feedback")
      .getByText(await page.evaluate(() => document.body.dataset.thanks))
      .waitFor();
    const other = pagesOf(SITE).find(
      (each) => each.kind === "article" && each.path !== article.path && /class="feedback/.test(each.html),
    );
    await page.goto(origin + other.path);
    assert.ok(await choices(page).first().isVisible());
  });
});

test("a vote works where storage is refused", async () => {
  await reading("en", { init: refuseStorage }, async (page, { sent }) => {
    await choices(page).first().click();
    await page
      .locator(".feedback")
      .getByText(await page.evaluate(() => document.body.dataset.thanks))
      .waitFor();
    assert.equal(sent.length, 1);
  });
});

test("without a script the answers are links", async () => {
  await reading("en", { javaScriptEnabled: false, noisy: true }, async (page, { origin }) => {
    const address = await choices(page).first().getAttribute("href");
    await choices(page).first().click();
    await page.waitForURL(new URL(address, origin).href);
  });
});

test("an endpoint of another host is a link, which no script sends", async () => {
  const tree = buildCopy("showcase", {
    change: { "helpsmith.yaml": (text) => text.replace('"/feedback?', '"https://votes.example.com/feedback?') },
    args: ["--drafts"],
  });
  await reading("en", { tree, noisy: true }, async (page, { sent }) => {
    await page.route("https://votes.example.com/**", (route) =>
      route.fulfill({ contentType: "text/plain", body: "counted" }),
    );
    await Promise.all([page.waitForURL("https://votes.example.com/**"), choices(page).first().click()]);
    assert.deepEqual(sent, []);
  });
});

test("nobody is asked where no endpoint is configured", () => {
  for (const page of pagesOf("manual/public")) assert.doesNotMatch(page.html, /class="feedback/, page.file);
});

function choices(page) {
  return page.locator(".feedback a[href]");
}

async function reading(language, options, look) {
  const article = articleOf(SITE, language, /class="feedback/);
  await visit(browser, SITE, options, async (page, origin, { sent }) => {
    await page.goto(origin + article.path);
    await look(page, { origin, sent, article });
  });
}
