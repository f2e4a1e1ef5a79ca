// Nothing makes a page scroll sideways, Persian is the mirror of English, and both columns show where the reader is.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { buildNew } from "./support/build.js";
import { start } from "./support/chromium.js";
import { Findings } from "./support/findings.js";
import { articleOf, pagesOf, samples } from "./support/sites.js";
import { visit } from "./support/visit.js";

const WIDTHS = [320, 360, 768, 1280];
const HEIGHT = 800;
/** Sections and articles in each: more than a screen can show at once. */
const SECTIONS = 5;
const ARTICLES = 9;
let browser;
before(async () => (browser = await start()));
after(() => browser.close());

for (const site of ["example/public", "showcase/public"]) {
  test(`no kind of page of ${site} scrolls sideways, at any width`, async () => {
    const findings = new Findings();
    await visit(browser, site, {}, async (page, origin) => {
      const wide = pagesOf(site).filter((each) => /id="wide"/.test(each.html));
      for (const { path } of [...samples(pagesOf(site)), ...wide]) {
        await page.goto(origin + path);
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: HEIGHT });
          for (const what of await page.evaluate(sticksOut)) findings.add(what, `${decodeURI(path)} ${width}px`);
        }
      }
    });
    findings.none();
  });
}

test("wide code, tables and formulas scroll by themselves, and by keyboard", async () => {
  const article = articleOf("showcase/public", "en", /id="wide"/);
  await visit(browser, "showcase/public", { viewport: { width: 360, height: HEIGHT } }, async (page, origin) => {
    await page.goto(origin + article.path);
    for (const selector of [".code-block", ".table-wrap", ".math"]) {
      const boxes = await page.locator(`.prose ${selector}`).evaluateAll((found) =>
        found.map((box) => ({
          scrolls: box.scrollWidth > box.clientWidth + 1,
          tabIndex: box.tabIndex,
          overflow: getComputedStyle(box).overflowX,
        })),
      );
      assert.ok(
        boxes.some((box) => box.scrolls),
        `no ${selector} of ${article.path} is wider than a phone`,
      );
      for (const box of boxes.filter((each) => each.scrolls)) {
        assert.match(box.overflow, /auto|scroll/, `${selector} does not scroll`);
        assert.equal(box.tabIndex, 0, `${selector} cannot be scrolled by keyboard`);
      }
    }
  });
});

test("Persian is laid out from right to left, its code from left to right", async () => {
  for (const site of ["example/public", "showcase/public"]) {
    const article = articleOf(site, "fa", /class="toc"[^]*class="code-block/);
    await visit(browser, site, {}, async (page, origin) => {
      await page.goto(origin + article.path);
      const sides = await page.evaluate(measureSides);
      assert.ok(sides.navigation > sides.text, `the navigation is not right of the text on ${article.path}`);
      assert.ok(sides.toc < sides.text, `the table of contents is not left of the text on ${article.path}`);
      assert.deepEqual(sides.paragraph, { direction: "rtl", align: "right" });
      for (const code of sides.code) assert.deepEqual(code, { direction: "ltr", align: "left" });
      assert.ok(sides.code.length > 0);
    });
  }
});

test("English is laid out from left to right", async () => {
  const article = articleOf("example/public", "en", /class="toc"/);
  await visit(browser, "example/public", {}, async (page, origin) => {
    await page.goto(origin + article.path);
    const sides = await page.evaluate(measureSides);
    assert.ok(sides.navigation < sides.text && sides.text < sides.toc, JSON.stringify(sides));
  });
});

test("the table of contents marks the section that is being read", async () => {
  for (const language of ["en", "fa"]) {
    const article = articleOf("showcase/public", language, /(class="toc-level-[^]*){4}/);
    await visit(browser, "showcase/public", {}, async (page, origin) => {
      await page.goto(origin + article.path);
      const ids = await page
        .locator(".toc a")
        .evaluateAll((links) => links.map((link) => decodeURIComponent(link.hash.slice(1))));
      for (const id of [ids[2], ids[1], ids[0]]) {
        await page.evaluate((name) => document.getElementById(name).scrollIntoView({ behavior: "instant" }), id);
        await assertMarked(page, id);
      }
    });
  }
});

test("the current item of a long navigation is in view, and the way to it is open", async () => {
  const files = { "helpsmith.yaml": "title: Long\nbase_url: https://long.example.com/\n" };
  for (let section = 1; section <= SECTIONS; section += 1) {
    for (let place = 1; place <= ARTICLES; place += 1) {
      files[`content/guide/part-${section}/topic-${place}.md`] =
        `---\ntitle: Topic ${place} of part ${section}\norder: ${place}\n---\n\nText.\n`;
    }
  }
  const viewport = { width: 1280, height: 500 };
  // The site has no icon of its own, which the browser then looks for in vain.
  await visit(browser, "long", { tree: buildNew(files), viewport, noisy: true }, async (page, origin) => {
    for (const path of [
      `/guide/part-${SECTIONS}/topic-${ARTICLES}/`,
      "/guide/part-1/topic-1/",
      `/guide/part-3/topic-${ARTICLES}/`,
    ]) {
      await page.goto(origin + path);
      const current = page.locator('.navigation [aria-current="page"]');
      assert.equal(await current.count(), 1);
      const box = await current.boundingBox();
      assert.ok(
        box && box.y >= 0 && box.y + box.height <= viewport.height,
        `the current item of ${path} is at ${JSON.stringify(box)}`,
      );
      assert.equal(await page.evaluate(() => window.scrollY), 0, "the page itself was scrolled");
    }
  });
});

async function assertMarked(page, id) {
  const marked = () =>
    page
      .locator(".toc a[aria-current]")
      .evaluateAll((links) => links.map((link) => decodeURIComponent(link.hash.slice(1))));
  const deadline = Date.now() + 3000;
  let found = await marked();
  while ((found.length !== 1 || found[0] !== id) && Date.now() < deadline) {
    await page.waitForTimeout(50);
    found = await marked();
  }
  assert.deepEqual(found, [id], "the heading that stands at the top is not the one that is marked");
}

/**
 * What reaches out of the window and is not inside something that scrolls by itself. In a page that runs from right to
 * left a browser does not scroll to what stands out on the right, so the width of the page alone does not tell.
 */
function sticksOut() {
  const isOut = (box) => box.width > 0 && (box.right > window.innerWidth + 1 || box.left < -1);
  const isCut = (element) => {
    for (let up = element; up && up !== document.body; up = up.parentElement) {
      const { overflowX, display } = getComputedStyle(up);
      if (overflowX !== "visible" && display !== "inline") return true;
    }
    return false;
  };
  const names = new Set();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (texts.nextNode()) {
    range.selectNodeContents(texts.currentNode);
    const owner = texts.currentNode.parentElement;
    if ([...range.getClientRects()].some(isOut) && !isCut(owner)) names.add(name(owner));
  }
  for (const element of document.body.querySelectorAll("*")) {
    if (isOut(element.getBoundingClientRect()) && !isCut(element.parentElement)) names.add(name(element));
  }
  function name(element) {
    const owner = element.closest("[class]") ?? element;
    return `${element.tagName.toLowerCase()} in .${owner.getAttribute("class")}`;
  }
  const isWide = document.scrollingElement.scrollWidth > window.innerWidth;
  if (!isWide && names.size === 0) return [];
  return [`wider than the window: ${[...names].slice(-3).join(", ") || "nothing that could be named"}`];
}

function measureSides() {
  const middle = (selector) => {
    const box = document.querySelector(selector).getBoundingClientRect();
    return (box.left + box.right) / 2;
  };
  const style = (element) => {
    const { direction, textAlign } = getComputedStyle(element);
    const ends = direction === "rtl" ? { start: "right", end: "left" } : { start: "left", end: "right" };
    return { direction, align: ends[textAlign] ?? textAlign };
  };
  return {
    navigation: middle(".navigation"),
    toc: middle(".toc"),
    text: middle(".prose"),
    paragraph: style(document.querySelector(".prose p")),
    code: [...document.querySelectorAll(".prose .code-block")].map(style),
  };
}
