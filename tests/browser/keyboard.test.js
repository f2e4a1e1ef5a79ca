// Everything can be reached and used with a keyboard alone, and the reader always sees where the focus is.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start } from "./support/chromium.js";
import { articleOf } from "./support/sites.js";
import { visit } from "./support/visit.js";

/** Presses of Tab in search of something; a page with more stops than this before its text needs shortcuts. */
const STOPS_MAX = 150;
const TRANSLATED = /<link rel="alternate" hreflang="fa"/;

let browser;
before(async () => (browser = await start()));
after(() => browser.close());

test("the skip link is the first stop, and leads past the header", async () => {
  await visit(browser, "example/public", {}, async (page, origin) => {
    for (const path of ["/", articleOf("example/public", "fa").path]) {
      await page.goto(origin + path);
      await page.keyboard.press("Tab");
      assert.equal(await focused(page, (element) => element.className), "skip-link");
      await assertFocusVisible(page);
      await page.keyboard.press("Enter");
      assert.equal(await focused(page, (element) => element.id), "hs-content");
      await page.keyboard.press("Tab");
      assert.ok(await focused(page, (element) => Boolean(element.closest("main"))), "the next stop is not in the text");
    }
  });
});

test("Tab and Enter lead from the home page to an article and back, and the focus is always visible", async () => {
  for (const [home, lang] of [
    ["/", "en"],
    ["/fa/", "fa"],
  ]) {
    for (const viewport of [
      { width: 1280, height: 800 },
      { width: 360, height: 740 },
    ]) {
      await visit(browser, "example/public", { viewport }, async (page, origin) => {
        await page.goto(origin + home);
        await tabTo(page, "main .card a, main .cards a, main .categories a");
        await follow(page);
        assert.match(await kind(page), /category|section/);
        await tabTo(page, "main a:not(.breadcrumbs a)");
        for (let step = 0; step < 3 && (await kind(page)) !== "article"; step += 1) {
          await follow(page);
          if ((await kind(page)) !== "article") await tabTo(page, "main a:not(.breadcrumbs a)");
        }
        assert.equal(await kind(page), "article");
        await tabTo(page, ".breadcrumbs a");
        await follow(page);
        assert.equal(await kind(page), "home");
        assert.equal(await page.locator("html").getAttribute("lang"), lang);
      });
    }
  }
});

test("every stop of an article with everything in it shows that it has the focus", async () => {
  const article = articleOf("showcase/public", "en", /class="tabs"[^]*class="faq"/);
  for (const colorScheme of ["light", "dark"]) {
    await visit(browser, "showcase/public", { colorScheme }, async (page, origin) => {
      await page.goto(origin + article.path);
      const seen = await tabTo(page, ".site-footer a:last-of-type");
      assert.ok(seen > 20, `${seen} stops only`);
    });
  }
});

test("Enter opens the language switcher, Escape closes it and gives the focus back", async () => {
  await visit(browser, "example/public", {}, async (page, origin) => {
    await page.goto(`${origin}/`);
    await tabTo(page, ".language-switcher summary");
    await page.keyboard.press("Enter");
    const list = page.locator(".language-switcher ul");
    assert.ok(await list.isVisible());
    await page.keyboard.press("Tab");
    assert.ok(await focused(page, (element) => Boolean(element.closest(".language-switcher ul"))));
    await page.keyboard.press("Escape");
    assert.ok(!(await list.isVisible()), "Escape leaves the list open");
    assert.ok(await focused(page, (element) => element.matches(".language-switcher summary")), "the focus is lost");
  });
});

test("another language shows the same page", async () => {
  const article = articleOf("example/public", "en", TRANSLATED);
  await visit(browser, "example/public", {}, async (page, origin) => {
    await page.goto(origin + article.path);
    const [, address] = /<link rel="alternate" hreflang="fa" href="([^"]+)"/.exec(article.html);
    await tabTo(page, ".language-switcher summary");
    await page.keyboard.press("Enter");
    await tabTo(page, '.language-switcher a[hreflang="fa"]');
    await follow(page);
    assert.equal(new URL(page.url()).pathname, new URL(address).pathname);
    await page.goBack();
    assert.equal(page.url(), origin + article.path);
  });
});

test("buttons and menus of a phone are at least 24 pixels large", async () => {
  const article = articleOf("example/public", "en", /class="toc"/);
  await visit(browser, "example/public", { viewport: { width: 360, height: 740 } }, async (page, origin) => {
    await page.goto(origin + article.path);
    // Buttons and menus alone: links in running text may be as small as their words.
    const small = await page.locator("button:visible, summary:visible, .button:visible").evaluateAll((controls) =>
      controls
        .map((control) => [control.textContent.trim() || control.className, control.getBoundingClientRect()])
        .filter(([, box]) => box.height < 24 || box.width < 24)
        .map(([name, box]) => `${name}: ${box.width} x ${box.height}`),
    );
    assert.deepEqual(small, []);
  });
});

function focused(page, look) {
  return page.evaluate(`(${look})(document.activeElement)`);
}

function kind(page) {
  return page.evaluate(() => document.body.className.replace("page-", ""));
}

async function follow(page) {
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
}

/** Presses Tab until a stop matches, looking at each stop on the way; returns how many there were. */
async function tabTo(page, selector) {
  for (let stops = 1; stops <= STOPS_MAX; stops += 1) {
    await page.keyboard.press("Tab");
    await assertFocusVisible(page);
    if (await page.evaluate((css) => document.activeElement.matches(css), selector)) return stops;
  }
  throw assert.fail(`no way by Tab to ${selector}`);
}

/** The focused element is on the screen, not under the bar at the top, and looks other than without the focus. */
async function assertFocusVisible(page) {
  const wrong = await page.evaluate(() => {
    const element = document.activeElement;
    if (element === document.body) return undefined;
    const name = `${element.tagName.toLowerCase()}.${element.className} "${element.textContent.trim().slice(0, 30)}"`;
    const marked = (each) => {
      const style = getComputedStyle(each);
      return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1) || style.boxShadow !== "none";
    };
    // A link that covers its card may let the card show the focus; a radio its label.
    const holders = [element, element.closest("label"), element.closest("li, .card")].filter((each) =>
      each?.matches(":focus, :focus-within"),
    );
    if (!holders.some(marked)) return `${name} has the focus and does not show it`;
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.bottom < 0 || box.top > window.innerHeight)
      return `${name} has the focus outside the window`;
    return undefined;
  });
  assert.equal(wrong, undefined);
}
