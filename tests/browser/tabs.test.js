// Tabs follow the arrow keys as the text runs, agree with each other, and remember.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start } from "./support/chromium.js";
import { articleOf } from "./support/sites.js";
import { refuseStorage, visit } from "./support/visit.js";

const SITE = "showcase/public";

let browser;
before(async () => (browser = await start()));
after(() => browser.close());

for (const [language, forward, back] of [
  ["en", "ArrowRight", "ArrowLeft"],
  ["fa", "ArrowLeft", "ArrowRight"],
]) {
  test(`in ${language}, ${forward} leads to the next tab and ${back} to the one before`, async () => {
    await reading(language, {}, async (page) => {
      const tabs = page.getByRole("tablist").first().getByRole("tab");
      const names = await tabs.allTextContents();
      assert.ok(names.length >= 3);
      await tabs.first().focus();
      await press(page, forward, names[1]);
      await press(page, forward, names[2]);
      await press(page, back, names[1]);
      await press(page, "End", names.at(-1));
      await press(page, forward, names[0]);
      await press(page, back, names.at(-1));
      await press(page, "Home", names[0]);
    });
  });
}

test("one tab of each group is a stop of the Tab key, and shows its panel alone", async () => {
  await reading("en", {}, async (page) => {
    for (const group of await page.locator(".tabs").all()) {
      const tabs = await group.getByRole("tab").all();
      let stops = 0;
      for (const tab of tabs) {
        const selected = (await tab.getAttribute("aria-selected")) === "true";
        const panel = page.locator(`#${await tab.getAttribute("aria-controls")}`);
        assert.equal(await panel.getAttribute("role"), "tabpanel");
        assert.equal(await panel.isVisible(), selected);
        assert.equal(await panel.getAttribute("aria-labelledby"), await tab.getAttribute("id"));
        stops += (await tab.evaluate((element) => element.tabIndex)) === 0 ? 1 : 0;
      }
      assert.equal(stops, 1);
      assert.ok(await group.getByRole("tablist").getAttribute("aria-label"));
    }
  });
});

test("a name that is chosen in one group is chosen in all that have it, and after a reload", async () => {
  await reading("en", {}, async (page) => {
    const groups = page.getByRole("tablist");
    assert.equal(await groups.count(), 2);
    const name = (await groups.nth(1).getByRole("tab").allTextContents())[0];
    assert.notEqual(await selected(groups.nth(0)), name);
    await groups.nth(0).getByRole("tab", { name, exact: true }).click();
    assert.equal(await selected(groups.nth(1)), name);
    const other = (await groups.nth(1).getByRole("tab").allTextContents())[1];
    await groups.nth(1).getByRole("tab", { name: other, exact: true }).click();
    assert.equal(await selected(groups.nth(0)), other);
    await groups.nth(0).getByRole("tab", { name, exact: true }).click();
    await page.reload();
    assert.deepEqual([await selected(groups.nth(0)), await selected(groups.nth(1))], [name, name]);
  });
});

test("a name that a group does not have leaves it alone", async () => {
  await reading("en", {}, async (page) => {
    const groups = page.getByRole("tablist");
    const before = await selected(groups.nth(1));
    const known = await groups.nth(1).getByRole("tab").allTextContents();
    const names = await groups.nth(0).getByRole("tab").allTextContents();
    const unknown = names.find((name) => !known.includes(name));
    await groups.nth(0).getByRole("tab", { name: unknown, exact: true }).click();
    assert.equal(await selected(groups.nth(1)), before);
  });
});

test("tabs work where storage is refused", async () => {
  await reading("en", { init: refuseStorage }, async (page) => {
    const tabs = page.getByRole("tablist").first().getByRole("tab");
    await tabs.nth(1).click();
    assert.equal(await tabs.nth(1).getAttribute("aria-selected"), "true");
  });
});

async function reading(language, options, look) {
  const article = articleOf(SITE, language, /class="tabs"[^]*class="tabs"/);
  await visit(browser, SITE, options, async (page, origin) => {
    await page.goto(origin + article.path);
    await look(page);
  });
}

async function press(page, key, expected) {
  await page.keyboard.press(key);
  const state = await page.evaluate(() => [
    document.activeElement.textContent,
    document.activeElement.getAttribute("aria-selected"),
  ]);
  assert.deepEqual(state, [expected, "true"], `after ${key}`);
}

function selected(group) {
  return group.locator('[aria-selected="true"]').textContent();
}
