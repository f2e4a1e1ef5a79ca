// Without a script every article can be read and every page be reached, and nothing pretends to work that does not.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start } from "./support/chromium.js";
import { Findings } from "./support/findings.js";
import { articleOf, pagesOf, samples } from "./support/sites.js";
import { visit } from "./support/visit.js";

const DESK = { width: 1280, height: 800 };
const PHONE = { width: 360, height: 740 };

let browser;
before(async () => (browser = await start()));
after(() => browser.close());

for (const site of ["example/public", "showcase/public"]) {
  test(`the text of every article of ${site} is visible`, async () => {
    const findings = new Findings();
    await reading(site, DESK, async (page, origin) => {
      for (const { path } of pagesOf(site).filter((each) => each.kind === "article")) {
        await page.goto(origin + path);
        for (const what of await page.evaluate(invisibleText)) findings.add(what, decodeURI(path));
      }
    });
    findings.none();
  });

  test(`no control is shown on ${site} that would need a script`, async () => {
    const findings = new Findings();
    for (const size of [DESK, PHONE]) {
      await reading(site, size, async (page, origin) => {
        for (const { path } of samples(pagesOf(site))) {
          await page.goto(origin + path);
          for (const what of await page.evaluate(idleControls)) findings.add(what, decodeURI(path));
        }
      });
    }
    findings.none();
  });
}

test("every tab stands below the other under its name", async () => {
  for (const language of ["en", "fa", "zh-Hans"]) {
    const article = articleOf("showcase/public", language, /class="tabs"/);
    await reading("showcase/public", PHONE, async (page, origin) => {
      await page.goto(origin + article.path);
      const tabs = await page.locator(".tabs > .tab").all();
      assert.ok(tabs.length > 1, `no tabs on ${article.path}`);
      for (const tab of tabs) {
        assert.ok(await tab.locator(".tab-name").first().isVisible());
        assert.ok(await tab.locator("p:not(.tab-name)").first().isVisible());
      }
    });
  }
});

test("questions unfold by a click and by the keyboard", async () => {
  const article = articleOf("showcase/public", "en", /(class="faq-item"[^]*){2}/);
  await reading("showcase/public", PHONE, async (page, origin) => {
    await page.goto(origin + article.path);
    const items = page.locator(".faq-item");
    await items.nth(0).locator("summary").click();
    assert.ok(await items.nth(0).locator(".faq-answer").isVisible());
    await items.nth(1).locator("summary").focus();
    await page.keyboard.press("Enter");
    assert.ok(await items.nth(1).locator(".faq-answer").isVisible());
  });
});

test("the language switcher opens by keyboard and keeps the page", async () => {
  for (const size of [DESK, PHONE]) {
    const article = articleOf("example/public", "en", /<link rel="alternate" hreflang="fa"/);
    await reading("example/public", size, async (page, origin) => {
      await page.goto(origin + article.path);
      const link = page.locator('.language-switcher a[hreflang="fa"]');
      assert.ok(!(await link.isVisible()), "the list is open before anybody asked");
      await page.locator(".language-switcher summary").focus();
      await page.keyboard.press("Enter");
      assert.ok(await link.isVisible());
      const target = new URL(await link.getAttribute("href"), page.url()).href;
      assert.notEqual(new URL(target).pathname, "/fa/", "it leads to the home page, not to the article");
      await link.click();
      assert.equal(page.url(), target);
      assert.equal(await page.locator("html").getAttribute("lang"), "fa");
    });
  }
});

test("the navigation leads to another article", async () => {
  const article = articleOf("example/public", "en", /class="navigation/);
  for (const size of [DESK, PHONE]) {
    await reading("example/public", size, async (page, origin) => {
      await page.goto(origin + article.path);
      const link = page.locator(".navigation a:not([aria-current])").last();
      await unfold(page, ".navigation", link);
      await link.click();
      assert.notEqual(page.url(), origin + article.path);
      assert.ok(await page.locator("h1").isVisible());
    });
  }
});

test("the table of contents leads to its headings", async () => {
  const article = articleOf("example/public", "en", /class="toc"/);
  for (const size of [DESK, PHONE]) {
    await reading("example/public", size, async (page, origin) => {
      await page.goto(origin + article.path);
      const link = page.locator(".toc a").nth(1);
      await unfold(page, ".toc", link);
      const id = decodeURIComponent((await link.getAttribute("href")).slice(1));
      await link.click();
      await page.waitForTimeout(300);
      const box = await page.locator(`[id="${id}"]`).boundingBox();
      assert.ok(box.y >= 0 && box.y < size.height, `the heading is at ${box.y}`);
      const header = await page.locator(".site-header").boundingBox();
      assert.ok(box.y >= header.y + header.height - 1, "the heading is below the bar at the top");
    });
  }
});

/** Opens what is folded around a link, from the outside in, as a reader would. */
async function unfold(page, within, link) {
  for (let step = 0; step < 5 && !(await link.isVisible()); step += 1) {
    const folded = page.locator(`${within} details:not([open]) > summary:visible`).last();
    await folded.click();
  }
  assert.ok(await link.isVisible(), `what ${within} folds away does not open`);
}

async function reading(site, viewport, look) {
  await visit(browser, site, { viewport, javaScriptEnabled: false }, look);
}

/** Blocks of the text that cannot be seen and that no reader can unfold. */
function invisibleText() {
  const prose = document.querySelector(".prose");
  if (!prose || prose.innerText.trim() === "") return ["no text at all"];
  const shown = { opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true };
  const blocks = [...prose.querySelectorAll("p, li, h2, h3, h4, h5, h6, pre, td, th, dt, dd, summary, figcaption")];
  const wrong = blocks.filter((block) => {
    const folded = block.parentElement.closest("details:not([open])");
    const isSummary = folded && block.closest("summary")?.parentElement === folded;
    const box = block.getBoundingClientRect();
    const visible = block.checkVisibility(shown) && (box.width > 1 || block.textContent.trim() === "");
    return !visible && (!folded || isSummary);
  });
  return [
    ...new Set(
      wrong.map(
        (block) =>
          `invisible ${block.tagName.toLowerCase()} in ${block.parentElement.className || block.parentElement.tagName}`,
      ),
    ),
  ];
}

/** Buttons and fields that are visible; only those of a form that is sent somewhere work by themselves. */
function idleControls() {
  const controls = document.querySelectorAll(
    "button, input:not([disabled]), select, textarea, [role=button], [role=tab], [role=switch], [role=radio], [onclick]",
  );
  const idle = [...controls].filter(
    (control) => control.checkVisibility({ visibilityProperty: true }) && !control.closest("form[action]"),
  );
  return idle.map((control) => `a control that does nothing: ${control.outerHTML.slice(0, 90)}`);
}
