// The preview: pages follow what a writer saves without losing the place, problems are shown and go away by themselves,
// and the bar shows the site as others see it.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { audit } from "./support/axe.js";
import { start } from "./support/chromium.js";
import { Findings } from "./support/findings.js";
import { WORKSHOP, paragraphs, preview, text } from "./support/preview.js";

const SAW = "content/guide/tools/saw.md";
const PLANE = "content/guide/tools/plane.md";
const BAR = "helpsmith-preview .bar";
const PANEL = "helpsmith-preview .panel";
const COUNT = "helpsmith-preview .count";
const PHONE = { viewport: { width: 320, height: 640 } };
const FIELD = "#hs-search";
const RESULT = '.search-popup [role="option"]:not(.search-way)';
/** Any place that leaves text above and below the window. */
const SCROLLED = 700;
/** Shorter than that is no sentence that only one article has. */
const SENTENCE_CHARS_MIN = 40;

let browser;
before(async () => (browser = await start()));
after(() => browser.close());

test("an edit reloads the page, keeps its place to the pixel, and shows what has changed", async () => {
  for (const reducedMotion of ["reduce", "no-preference"]) {
    await preview(browser, { reducedMotion }, async ({ page, origin, site }) => {
      await go(page, `${origin}/guide/tools/saw/`);
      await scrollTo(page, SCROLLED);
      site.edit(SAW, "Saw number 15 is", `Saw number 15 was changed, ${"and takes up another line, ".repeat(5)} and is`);
      const flash = await page.waitForFunction(() => {
        const found = document.querySelector("helpsmith-preview")?.shadowRoot.querySelectorAll(".flash") ?? [];
        return found.length > 0 && [...found].map((each) => each.getBoundingClientRect().toJSON());
      });
      const block = await page.locator(".prose p", { hasText: "Saw number 15 was changed" }).boundingBox();
      const boxes = await flash.jsonValue();
      assert.equal(boxes.length, 1);
      for (const side of ["x", "y", "width", "height"]) assert.ok(Math.abs(boxes[0][side] - block[side]) < 1, side);
      assert.equal(await page.evaluate(() => scrollY), SCROLLED);
      await page.waitForFunction(() => !document.querySelector("helpsmith-preview").shadowRoot.querySelector(".flash"));
      assert.equal(await page.evaluate(() => scrollY), SCROLLED);
    });
  }
});

test("what was on the screen stays there when text above it grows, and the top stays the top", async () => {
  await preview(browser, {}, async ({ page, origin, site }) => {
    await go(page, `${origin}/guide/tools/saw/#hs-content`);
    const seen = page.locator(".prose p", { hasText: "Saw number 25 " });
    await scrollTo(page, SCROLLED);
    const before = await seen.boundingBox();
    site.edit(SAW, "Saw number 2 ", "New.\n\nNew too.\n\nSaw number 2 ");
    await page.locator(".prose p", { hasText: "New too." }).waitFor();
    await ready(page);
    assert.ok(Math.abs((await seen.boundingBox()).y - before.y) < 1, "the text has jumped");
    await scrollTo(page, 0);
    site.edit(SAW, "New.", "Newer.");
    await page.locator(".prose p", { hasText: "Newer." }).waitFor();
    await ready(page);
    assert.equal(await page.evaluate(() => scrollY), 0);
  });
});

test("an edit of another article leaves this page alone", async () => {
  await preview(browser, {}, async ({ page, origin, site }) => {
    await go(page, `${origin}/guide/tools/saw/`);
    await mark(page);
    site.edit(PLANE, "Plane number 3 ", "Plane number three ");
    await page.waitForFunction(() => window.rebuilds > 1);
    await site.state("/guide/tools/saw/");
    assert.ok(await isMarked(page), "the page was loaded anew");
  });
});

test("a stylesheet is exchanged in place", async () => {
  await preview(browser, {}, async ({ page, origin, site }) => {
    await go(page, `${origin}/guide/tools/saw/`);
    await scrollTo(page, SCROLLED);
    await mark(page);
    const spacing = (value) =>
      page.waitForFunction((wanted) => getComputedStyle(document.querySelector("h1")).letterSpacing === wanted, value);
    for (const value of ["7px", "9px", "1px"]) {
      site.write("assets/css/site.css", `h1 { letter-spacing: ${value}; }\n`);
      await spacing(value);
      await page.waitForFunction(() => document.querySelectorAll('link[rel="stylesheet"]').length === 1);
    }
    assert.ok(await isMarked(page), "the page was loaded anew");
    assert.equal(await page.evaluate(() => scrollY), SCROLLED);
    site.edit(SAW, "Saw number 1 ", "Saw number one ");
    await page.locator(".prose p", { hasText: "Saw number one" }).waitFor();
  });
});

test("what is being typed survives a reload, with the focus and the caret", async () => {
  await preview(browser, {}, async ({ page, origin, site }) => {
    await go(page, `${origin}/guide/tools/saw/`);
    await page.focus(FIELD);
    await page.keyboard.type("plane");
    await page.keyboard.press("ArrowLeft");
    await mark(page);
    site.edit(SAW, "Saw number 1 ", "Saw number one ");
    await page.waitForFunction(() => !window.marked && document.activeElement.id === "hs-search");
    const { value, at } = await page.evaluate(() => ({
      value: document.activeElement.value,
      at: document.activeElement.selectionStart,
    }));
    assert.deepEqual([value, at], ["plane", 4]);
    await page.locator(RESULT).first().waitFor();
  });
});

test("a search in an open page follows edits of other articles", async () => {
  await preview(browser, {}, async ({ page, origin, site }) => {
    await go(page, `${origin}/guide/tools/saw/`);
    // The word is looked up in vain first, so that an index that is kept knows of no such word.
    await search(page, "spokeshave");
    await page.locator(".search-popup .search-way").first().waitFor();
    assert.equal(await page.locator(RESULT).count(), 0);
    await mark(page);
    const heard = await page.evaluate(() => window.rebuilds);
    site.edit(PLANE, "Plane number 3 is", "The spokeshave is");
    await page.waitForFunction((count) => window.rebuilds > count, heard);
    await page.fill(FIELD, "");
    await search(page, "spokeshave");
    await page.locator(RESULT, { hasText: "The plane" }).waitFor();
    assert.ok(await isMarked(page), "the page was loaded anew");
  });
});

test("a broken front matter is shown over the last good page until it is mended", async () => {
  await preview(browser, {}, async ({ page, origin, site }) => {
    await go(page, `${origin}/guide/tools/saw/`);
    await mark(page);
    const good = site.read(SAW);
    site.write(SAW, good.replace("title: The saw", "titel: The new saw"));
    await page.locator(PANEL).waitFor();
    const said = await page.locator(PANEL).innerText();
    for (const part of ["does not build", "last good one", "unknown key", "unknown-key", "did you mean"]) {
      assert.ok(said.includes(part), `${part} is not in:\n${said}`);
    }
    const problem = page.locator(`${PANEL} .problem`, { hasText: "titel" }).first();
    assert.equal(await problem.locator("mark").innerText(), "titel");
    assert.equal(await problem.locator(".line").innerText(), "2");
    assert.equal(await problem.locator(".text").innerText(), "titel: The new saw");
    const link = problem.locator("a.place");
    assert.equal(await link.innerText(), `${SAW}:2:1`);
    assert.match(await link.getAttribute("href"), /^vscode:\/\/file\/.*saw\.md:2:1$/);
    assert.equal(await page.locator("h1").innerText(), "The saw");
    site.write(SAW, good);
    await page.locator(PANEL).waitFor({ state: "hidden" });
    assert.ok(await isMarked(page), "the page was loaded anew");
    // Mended in another way than it was before.
    site.write(SAW, good.replace("title: The saw", "titel: The new saw"));
    await page.locator(PANEL).waitFor();
    site.write(SAW, good.replace("title: The saw", "title: The new saw"));
    await page.locator("h1", { hasText: "The new saw" }).waitFor();
    await page.locator(PANEL).waitFor({ state: "hidden" });
  });
});

test("a broken template is shown until it is mended", async () => {
  await preview(browser, {}, async ({ page, origin, site }) => {
    await go(page, `${origin}/guide/tools/saw/`);
    site.write("templates/parts/footer.html", "{#- The end. -#}\n<footer>{% if %}</footer>\n");
    await page.locator(PANEL, { hasText: "footer.html" }).waitFor();
    assert.equal(await page.locator("footer").innerText(), "The end");
    site.write("templates/parts/footer.html", "{#- The end. -#}\n<footer><p>The very end</p></footer>\n");
    await page.locator("footer", { hasText: "The very end" }).waitFor();
    await page.locator(PANEL).waitFor({ state: "hidden" });
  });
});

test("marks fit long lines, tabs and right-to-left text", async () => {
  const long = `${"words ".repeat(100)}[away](gone.md) ${"words ".repeat(100)}`;
  const body = [long, "متن فارسی [پیوند](gone.md) پایان", "- a\n\n\t[b](gone.md)"];
  const files = { ...WORKSHOP, [SAW]: text("The saw", body) };
  await preview(browser, { files, ...PHONE }, async ({ page, origin }) => {
    await go(page, `${origin}/guide/tools/saw/`);
    await page.locator(COUNT, { hasText: "3 warnings" }).click();
    const marks = page.locator(`${PANEL} mark`);
    assert.deepEqual(await marks.allInnerTexts(), ["gone.md", "gone.md", "gone.md"]);
    const texts = page.locator(`${PANEL} .text`);
    const [cut] = await texts.allInnerTexts();
    assert.ok(cut.startsWith("…") && cut.endsWith("…") && cut.length < long.length / 2, cut);
    assert.equal(await texts.nth(1).evaluate((each) => getComputedStyle(each).direction), "rtl");
    for (const box of await marks.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().toJSON()))) {
      assert.ok(box.left >= 0 && box.right <= PHONE.viewport.width, JSON.stringify(box));
    }
  });
});

test("the list of problems closes by Escape and by its button, takes no focus, and gives it back", async () => {
  await preview(browser, {}, async ({ page, origin, site }) => {
    await go(page, `${origin}/guide/tools/saw/`);
    await page.focus(FIELD);
    await page.keyboard.type("pla");
    site.edit(SAW, "title:", "titel:");
    await page.locator(PANEL).waitFor();
    await page.keyboard.type("ne");
    assert.equal(await page.inputValue(FIELD), "plane", "the list has taken the focus");
    await page.locator(".brand").focus();
    await page.keyboard.press("Escape");
    await page.locator(PANEL).waitFor({ state: "hidden" });
    assert.ok(await page.locator(".brand").evaluate((link) => link === document.activeElement));
    // Closed is closed, on other pages too, until there is something else to tell.
    await go(page, `${origin}/guide/tools/plane/`);
    await page.locator(COUNT).waitFor();
    assert.ok(!(await page.locator(PANEL).isVisible()));
    for (const way of [() => page.keyboard.press("Escape"), () => page.locator(`${PANEL} .close`).press("Enter")]) {
      await page.locator(COUNT).press("Enter");
      await page.locator(PANEL).waitFor();
      assert.equal(await inner(page), "problems-title");
      await way();
      await page.locator(PANEL).waitFor({ state: "hidden" });
      assert.equal(await inner(page), "problems");
    }
    site.edit(PLANE, "title:", "titel:");
    await page.locator(PANEL, { hasText: "plane.md" }).waitFor();
  });
});

test("the bar shows another audience, and keeps the page and its place", async () => {
  await preview(browser, {}, async ({ page, origin }) => {
    await go(page, `${origin}/guide/tools/saw/`);
    const secret = page.locator(".navigation a", { hasText: "What we pay" });
    assert.equal(await secret.count(), 0);
    await scrollTo(page, SCROLLED);
    for (const [name, count] of [["agents", 1], ["public", 0]]) {
      await choose(page, "audience", name);
      assert.equal(await page.evaluate(() => location.pathname), "/guide/tools/saw/");
      assert.equal(await secret.count(), count, name);
      assert.ok(Math.abs((await page.evaluate(() => scrollY)) - SCROLLED) < 100);
      assert.equal(await inner(page), "audience", "the focus is lost");
    }
  });
});

test("an audience is chosen for all tabs", async () => {
  await preview(browser, {}, async ({ page, origin, context }) => {
    await go(page, `${origin}/guide/tools/saw/`);
    const other = await context.newPage();
    await other.goto(`${origin}/guide/tools/plane/`);
    await other.locator(BAR).waitFor();
    await choose(page, "audience", "agents");
    for (const each of [page, other]) await each.locator(".navigation a", { hasText: "What we pay" }).waitFor();
    await other.locator(`${BAR} select[name="audience"]`).waitFor();
    assert.equal(await other.locator(`${BAR} select[name="audience"]`).inputValue(), "agents");
  });
});

test("where audiences have addresses of their own, the page is the same one below the other address", async () => {
  const settings = WORKSHOP["helpsmith.yaml"]
    .replace("workshop.example/", "workshop.example/help/")
    .replace("includes: [public]", "includes: [public], base_url: https://workshop.example/desk/");
  await preview(browser, { files: { ...WORKSHOP, "helpsmith.yaml": settings } }, async ({ page, origin }) => {
    const { origin: root } = new URL(origin);
    await go(page, `${origin}/guide/tools/saw/`);
    assert.equal(page.url(), `${root}/help/guide/tools/saw/`);
    for (const [name, folder] of [["agents", "desk"], ["public", "help"]]) {
      await choose(page, "audience", name);
      assert.equal(page.url(), `${root}/${folder}/guide/tools/saw/`);
      assert.equal(await page.locator("h1").innerText(), "The saw");
    }
  });
});

test("the bar hides drafts, and tells which article is one", async () => {
  await preview(browser, {}, async ({ page, origin }) => {
    await go(page, `${origin}/guide/tools/`);
    const draft = page.locator("main a", { hasText: "The glue of tomorrow" });
    const box = page.locator(`${BAR} input[name="drafts"]`);
    assert.equal(await draft.count(), 1);
    for (const [act, count] of [["uncheck", 0], ["check", 1]]) {
      await mark(page);
      await box[act]();
      await page.waitForFunction(() => !window.marked);
      await ready(page);
      assert.equal(await draft.count(), count);
    }
    await go(page, `${origin}/guide/tools/glue/`);
    assert.equal(await page.locator(`${BAR} .badge`).innerText(), "Draft");
    const source = page.locator(`${BAR} .source a`);
    assert.equal(await source.textContent(), "content/guide/tools/glue.md");
    assert.match(await source.getAttribute("href"), /^vscode:\/\/file\/.*glue\.md/);
    await go(page, `${origin}/guide/tools/saw/`);
    assert.ok(!(await page.locator(`${BAR} .badge`).isVisible()));
  });
});

test("the bar shows another day, and leads back to today", async () => {
  await preview(browser, {}, async ({ page, origin }) => {
    await go(page, `${origin}/guide/tools/`);
    const article = page.locator("main a", { hasText: "The lathe of December" });
    const date = page.locator(`${BAR} input[name="date"]`);
    const today = await date.inputValue();
    assert.equal(await article.count(), 0);
    assert.ok(await page.locator(`${BAR} .is-today`).isVisible());
    await date.fill("2026-12-05");
    await article.first().waitFor();
    await ready(page);
    assert.equal(await date.inputValue(), "2026-12-05");
    await page.locator(`${BAR} .today`).click();
    await page.locator(`${BAR} .is-today`).waitFor();
    assert.equal(await date.inputValue(), today);
    assert.equal(await article.count(), 0);
  });
});

test("the bar leads to the page in another language, and is the same on it", async () => {
  await preview(browser, {}, async ({ page, origin, site }) => {
    await go(page, `${origin}/guide/tools/saw/`);
    const before = await page.locator(BAR).boundingBox();
    const language = page.locator(`${BAR} select[name="language"]`);
    await language.selectOption({ label: "فارسی" });
    await page.waitForURL(`${origin}/fa/guide/tools/saw/`);
    await ready(page);
    assert.equal(await page.locator("html").getAttribute("dir"), "rtl");
    assert.deepEqual((await page.locator(BAR).boundingBox()).x, before.x);
    assert.equal(await page.locator(BAR).evaluate((bar) => getComputedStyle(bar).direction), "ltr");
    site.edit("content/guide/tools/saw.fa.md", "آن را خشک", "آن را همیشه خشک");
    const flash = page.locator("helpsmith-preview .flash");
    await flash.waitFor();
    const block = await page.locator(".prose p", { hasText: "همیشه" }).boundingBox();
    assert.ok(Math.abs((await flash.boundingBox()).x - block.x) < 1);
    await ready(page);
    await language.selectOption({ label: "English" });
    await page.waitForURL(`${origin}/guide/tools/saw/`);
    await ready(page);
  });
});

test("a public preview has nothing of what is internal, not even after a look at it", async () => {
  await preview(browser, { site: "example" }, async ({ page, origin, site }) => {
    const sentences = internalSentences(site.folder);
    assert.ok(sentences.length > 20);
    const assertPublic = async (what, found) => {
      const leaked = sentences.filter((sentence) => found.includes(sentence));
      assert.deepEqual(leaked, [], what);
    };
    const look = async () => {
      const html = await page.content();
      const shadow = await page.evaluate(() => document.querySelector("helpsmith-preview").shadowRoot.innerHTML);
      await assertPublic(page.url(), html + shadow);
    };
    await go(page, `${origin}/payments/refunds/`);
    await look();
    await choose(page, "audience", "agents");
    await search(page, "goodwill");
    await page.locator(RESULT).first().waitFor();
    await choose(page, "audience", "public");
    for (const path of ["/", "/payments/refunds/refund/", "/search/?q=goodwill"]) {
      await go(page, origin + path);
      if (!path.includes("?")) await search(page, "goodwill limits");
      await page.locator(`.search-note, ${RESULT}`).first().waitFor({ state: "attached" });
      await look();
      await assertPublic(path, await site.state(path));
    }
    await page.locator(".search-note").waitFor();
    assert.equal(await page.locator(".result", { hasText: /goodwill/i }).count(), 0);
  });
});

test("a deleted article becomes the page for what is not there, and comes back", async () => {
  await preview(browser, { noisy: true }, async ({ page, origin, site }) => {
    await go(page, `${origin}/guide/tools/saw/`);
    const saw = site.read(SAW);
    const persian = site.read(SAW.replace(".md", ".fa.md"));
    site.remove(SAW.replace(".md", ".fa.md"));
    site.remove(SAW);
    await page.locator("body.page-not_found").waitFor();
    await ready(page);
    await mark(page);
    site.edit(PLANE, "Plane number 1 ", "Plane number one ");
    await page.waitForFunction(() => window.rebuilds > 1);
    assert.ok(await isMarked(page), "the page for what is not there is loaded again and again");
    site.write(SAW, saw);
    site.write(SAW.replace(".md", ".fa.md"), persian);
    await page.locator("h1", { hasText: "The saw" }).waitFor();
  });
});

test("a site that has never been built tells why, and opens by itself when it is mended", async () => {
  const files = { ...WORKSHOP, [SAW]: text("The saw", paragraphs("Saw")).replace("title:", "titel:") };
  await preview(browser, { files, noisy: true }, async ({ page, origin, site }) => {
    const response = await page.goto(`${origin}/guide/tools/saw/`);
    assert.equal(response.status(), 503);
    await page.locator(`${PANEL}.is-full`, { hasText: `${SAW}:2:1` }).waitFor();
    const dock = await page.locator("helpsmith-preview .dock").boundingBox();
    assert.deepEqual(dock, { x: 0, y: 0, width: 1280, height: 900 });
    await page.keyboard.press("Escape");
    assert.ok(await page.locator(PANEL).isVisible());
    const findings = new Findings();
    await moveIntoBody(page);
    await audit(page, findings, "503");
    findings.none();
    site.edit(SAW, "titel:", "title:");
    await page.locator("h1", { hasText: "The saw" }).waitFor();
    await ready(page);
    assert.ok(!(await page.locator(PANEL).isVisible()));
  });
});

test("the bar tells that the server has stopped, and goes on when it is back", async () => {
  await preview(browser, { noisy: true }, async ({ page, origin, site }) => {
    await go(page, `${origin}/guide/tools/saw/`);
    await mark(page);
    await site.stop();
    await page.locator(BAR, { hasText: "The preview has stopped" }).waitFor();
    assert.ok(await isMarked(page));
    site.edit(SAW, "Saw number 1 ", "Saw number one ");
    await site.start();
    await page.locator(".prose p", { hasText: "Saw number one" }).waitFor();
    await page.locator(`${BAR}[data-status="live"]`).waitFor();
  });
});

test("without --watch the bar says so", async () => {
  await preview(browser, { args: ["--once"] }, async ({ page, origin }) => {
    await go(page, `${origin}/guide/tools/saw/`);
    assert.match(await page.locator(BAR).innerText(), /Not watching/);
  });
});

test("a page that never becomes what was promised is loaded once more, and not for ever", async () => {
  await preview(browser, {}, async ({ page, origin }) => {
    for (const storage of ["as it is", "refused"]) {
      if (storage === "refused") await page.addInitScript(refuseAllStorage);
      let loads = 0;
      await page.route("**/guide/tools/saw/", async (route) => {
        loads += 1;
        const response = await route.fetch();
        const html = await response.text();
        await route.fulfill({ response, body: html.replace(/data-page="\w*"/, 'data-page="other"') });
      });
      await page.goto(`${origin}/guide/tools/saw/`);
      await page.locator(BAR, { hasText: "Out of date" }).waitFor();
      assert.equal(loads, 2, storage);
      await page.unroute("**/guide/tools/saw/");
    }
  });
});

test("the bar shrinks, stays so, fits a phone and is not printed", async () => {
  await preview(browser, PHONE, async ({ page, origin, site }) => {
    await go(page, `${origin}/guide/tools/saw/`);
    const toggle = page.locator(`${BAR} .toggle`);
    const controls = page.locator(`${BAR} .controls`);
    assert.equal(await toggle.getAttribute("aria-expanded"), "false");
    assert.ok(!(await controls.isVisible()));
    await toggle.press("Enter");
    assert.ok(await controls.isVisible());
    site.edit(SAW, "title:", "titel:");
    await page.locator(PANEL).waitFor();
    for (const selector of [BAR, PANEL]) {
      const box = await page.locator(selector).boundingBox();
      assert.ok(box.x >= 0 && box.x + box.width <= PHONE.viewport.width && box.y >= 0, JSON.stringify(box));
    }
    assert.equal(await page.evaluate(() => document.scrollingElement.scrollWidth), PHONE.viewport.width);
    for (const box of await targets(page)) assert.ok(box.width >= 24 && box.height >= 24, JSON.stringify(box));
    await go(page, `${origin}/guide/tools/plane/`);
    assert.ok(await controls.isVisible(), "the open bar is forgotten");
    await toggle.click();
    await go(page, `${origin}/guide/tools/saw/`);
    assert.ok(!(await controls.isVisible()), "the closed bar is forgotten");
    await page.emulateMedia({ media: "print" });
    assert.ok(!(await page.locator(BAR).isVisible()) && !(await page.locator(PANEL).isVisible()));
  });
});

test("with storage refused the page still follows", async () => {
  await preview(browser, { init: refuseAllStorage }, async ({ page, origin, site }) => {
    await go(page, `${origin}/guide/tools/saw/`);
    for (const word of ["one", "first"]) {
      site.write(SAW, text("The saw", [`Saw number ${word}.`]));
      await page.locator(".prose p", { hasText: `Saw number ${word}.` }).waitFor();
    }
    await page.locator(`${BAR} .toggle`).click();
    assert.ok(!(await page.locator(`${BAR} .controls`).isVisible()));
  });
});

test("bar and problems are accessible, light and dark, wide and narrow, left to right and back", async () => {
  const findings = new Findings();
  await preview(browser, {}, async ({ page, origin, site }) => {
    for (const path of ["/guide/tools/glue/", "/fa/guide/tools/saw/"]) {
      await go(page, origin + path);
      await moveIntoBody(page);
      const look = async (name) => {
        for (const width of [1280, 320]) {
          await page.setViewportSize({ width, height: 700 });
          for (const colorScheme of ["light", "dark"]) {
            await page.emulateMedia({ colorScheme });
            await audit(page, findings, `${path} ${name} ${width} ${colorScheme}`);
          }
        }
        await page.setViewportSize({ width: 1280, height: 900 });
      };
      await look("bar");
      const good = site.read(SAW);
      site.write(SAW, text("The saw", ["[a](gone.md)"]).replace("title:", "titel:"));
      await page.locator(PANEL).waitFor();
      await look("problems");
      site.write(SAW, good);
      await page.locator(PANEL).waitFor({ state: "hidden" });
    }
  });
  findings.none();
});

/** Goes to a page and waits until the preview has been told about it. */
async function go(page, address) {
  await page.goto(address);
  await ready(page);
}

async function ready(page) {
  await page.locator(BAR).waitFor();
  await page.waitForFunction(() => document.readyState === "complete" && window.rebuilds > 0);
}

/** The preview stands beside the body, so that no rule of a theme means it; but axe sees no colours there. */
async function moveIntoBody(page) {
  await page.evaluate(() => document.body.append(document.querySelector("helpsmith-preview")));
  await page.waitForFunction(() => {
    const dock = document.querySelector("helpsmith-preview").shadowRoot.querySelector(".dock");
    return getComputedStyle(dock).position === "fixed";
  });
}

async function scrollTo(page, y) {
  await page.evaluate((top) => window.scrollTo({ top, behavior: "instant" }), y);
  await page.waitForFunction((top) => Math.abs(scrollY - top) < 1, y);
}

/** Puts a mark on the window that a navigation would take away. */
async function mark(page) {
  await page.evaluate(() => (window.marked = true));
}

async function isMarked(page) {
  return page.evaluate(() => window.marked === true);
}

async function choose(page, name, value) {
  await mark(page);
  await page.locator(`${BAR} select[name="${name}"]`).focus();
  await page.locator(`${BAR} select[name="${name}"]`).selectOption(value);
  await page.waitForFunction(() => !window.marked);
  await ready(page);
  assert.equal(await page.locator(`${BAR} select[name="${name}"]`).inputValue(), value);
}

async function search(page, words) {
  await page.focus(FIELD);
  await page.waitForFunction(() => window.helpsmithSearch?.view);
  await page.fill(FIELD, words);
}

/** The name or id of what has the focus inside the preview. */
async function inner(page) {
  return page.evaluate(() => {
    const element = document.querySelector("helpsmith-preview").shadowRoot.activeElement;
    return element?.name || element?.id;
  });
}

/** The boxes of everything in the preview that can be pressed; a label is pressed in the place of its field. */
async function targets(page) {
  return page.evaluate(() => {
    const { shadowRoot } = document.querySelector("helpsmith-preview");
    return [...shadowRoot.querySelectorAll("button, a, select, input")]
      .map((each) => each.closest("label") ?? each)
      .filter((each) => each.checkVisibility())
      .map((each) => ({ ...each.getBoundingClientRect().toJSON(), name: each.className }));
  });
}

function refuseAllStorage() {
  for (const name of ["localStorage", "sessionStorage"]) {
    Object.defineProperty(window, name, {
      get() {
        throw new DOMException("refused", "SecurityError");
      },
    });
  }
}

/** What only articles for agents say, sentence by sentence, as a page would show it. */
function internalSentences(folder) {
  const texts = readdirSync(join(folder, "content"), { recursive: true })
    .filter((path) => path.endsWith(".md"))
    .map((path) => ({ path, content: readFileSync(join(folder, "content", path), "utf8") }));
  const isInternal = ({ path, content }) => path.startsWith("support-desk") || /^audience: agents$/m.test(content);
  const elsewhere = texts.filter((each) => !isInternal(each)).map(({ content }) => content).join("\n");
  return texts
    .filter(isInternal)
    .flatMap(({ content }) => content.split(/[\n|.:]+/))
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.length >= SENTENCE_CHARS_MIN && !/[[\]*`{}_&'"<>]/.test(sentence))
    .filter((sentence) => !elsewhere.includes(sentence));
}
