// The search: nothing is loaded before it is wanted, results come as the reader types, a keyboard reaches all of it,
// and whatever fails or is typed, the reader still finds a way on.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { audit } from "./support/axe.js";
import { start } from "./support/chromium.js";
import { Findings } from "./support/findings.js";
import { articleOf, pagesOf } from "./support/sites.js";
import { visit } from "./support/visit.js";

const SITE = "example/public";
const PHONE = { viewport: { width: 320, height: 640 } };
/** A word of each language that some articles have. */
const WORDS = { en: "refund", fa: "بازپرداخت", "zh-Hans": "退款" };
const HOMES = { en: "/", fa: "/fa/", "zh-Hans": "/zh-Hans/" };
/** Letters that nobody writes. */
const NONSENSE = "qzxvkqzx";
/** Longer than the interface waits before it tells how many results there are, and before it looks into pages. */
const CALM_MS = 1200;
const FIELD = "#hs-search";
const OPTION = '.search-popup [role="option"]';

let browser;
before(async () => (browser = await start()));
after(() => browser.close());

test("nothing of the search is loaded before the reader comes to the field", async () => {
  await visit(browser, SITE, {}, async (page, origin) => {
    const asked = [];
    page.on("request", (request) => /\/_\/search/.test(request.url()) && asked.push(request.url()));
    for (const path of ["/", "/search/", articleOf(SITE, "en").path]) {
      await page.goto(origin + path);
      await page.waitForLoadState("networkidle");
      assert.deepEqual(asked, []);
    }
    await page.focus(FIELD);
    await page.waitForFunction(() => window.helpsmithSearch);
    assert.equal(asked.length, 1, asked.join());
  });
});

for (const [language, word] of Object.entries(WORDS)) {
  test(`results come as the reader types in ${language}, with the word marked`, async () => {
    await visit(browser, SITE, {}, async (page, origin) => {
      for (const path of [HOMES[language], articleOf(SITE, language).path]) {
        await page.goto(origin + path);
        await type(page, word);
        const titles = await page.locator(`${OPTION} .result-title`).allInnerTexts();
        assert.ok(titles.length > 1 && titles.length <= 8, titles.join());
        assert.ok((await page.locator(`${OPTION} mark`, { hasText: new RegExp(word, "i") }).count()) > 0);
      }
    });
  });
}

test("either keyboard of Persian finds the same", async () => {
  await visit(browser, SITE, {}, async (page, origin) => {
    const found = async (words) => {
      await page.goto(`${origin}/fa/search/?q=${encodeURIComponent(words)}`);
      await page.locator(".result").first().waitFor();
      return page.locator(".result h2").allInnerTexts();
    };
    const persian = await found("مشتری");
    assert.ok(persian.length > 0);
    assert.deepEqual(await found("مشتري"), persian);
  });
});

test("what is typed before the script has come is searched for", async () => {
  await visit(browser, SITE, {}, async (page, origin) => {
    let release;
    const typed = new Promise((resolve) => (release = resolve));
    await page.route("**/_/search.*.js", async (route) => {
      await typed;
      await route.continue();
    });
    await page.goto(`${origin}/`);
    await page.focus(FIELD);
    await page.keyboard.type(WORDS.en);
    release();
    await page.locator(OPTION).first().waitFor();
    assert.equal(await page.inputValue(FIELD), WORDS.en);
  });
});

test("every result leads to a page that is there, and to a section of it", async () => {
  const pages = new Map(pagesOf(SITE).map((each) => [each.path, each.html]));
  await visit(browser, SITE, {}, async (page, origin) => {
    let sections = 0;
    for (const [language, word] of Object.entries(WORDS)) {
      await page.goto(origin + HOMES[language]);
      await type(page, word);
      for (const href of await page.locator(`${OPTION}:not(.search-way)`).evaluateAll((all) => all.map((a) => a.href))) {
        const { pathname, hash } = new URL(href);
        assert.ok(pages.has(pathname), href);
        if (hash) assert.ok(pages.get(pathname).includes(`id="${decodeURIComponent(hash.slice(1))}"`), href);
        sections += hash ? 1 : 0;
      }
    }
    assert.ok(sections > 0, "no result names a section");
  });
});

test("arrows go through the results and the field, while Home and End stay with the text", async () => {
  await visit(browser, SITE, {}, async (page, origin) => {
    await page.goto(`${origin}/`);
    await type(page, WORDS.en);
    const active = () => page.locator(FIELD).getAttribute("aria-activedescendant");
    const ids = await page.locator(OPTION).evaluateAll((options) => options.map((option) => option.id));
    assert.equal(await page.locator(FIELD).getAttribute("aria-expanded"), "true");
    assert.equal(await active(), "");
    for (const id of [...ids, "", ids[0]]) {
      await page.keyboard.press("ArrowDown");
      assert.equal(await active(), id);
    }
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    assert.equal(await active(), ids.at(-1));
    assert.equal(await page.locator(`${OPTION}[aria-selected]`).count(), 1);
    await page.keyboard.press("Home");
    assert.equal(await page.locator(FIELD).evaluate((field) => field.selectionStart), 0);
    await page.keyboard.press("End");
    assert.equal(await page.locator(FIELD).evaluate((field) => field.selectionStart), WORDS.en.length);
    assert.ok(await page.locator(FIELD).evaluate((field) => field === document.activeElement), "the focus has moved");
  });
});

test("Escape closes the list, then empties the field; an arrow opens it again, and Tab leaves it", async () => {
  await visit(browser, SITE, {}, async (page, origin) => {
    await page.goto(origin + articleOf(SITE, "en").path);
    const popup = page.locator(".search-popup");
    await type(page, WORDS.en);
    await page.keyboard.press("Escape");
    assert.ok(!(await popup.isVisible()));
    assert.equal(await page.inputValue(FIELD), WORDS.en);
    await page.keyboard.press("ArrowDown");
    assert.ok(await popup.isVisible());
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    assert.equal(await page.inputValue(FIELD), "");
    await page.keyboard.press("ArrowDown");
    assert.ok(!(await popup.isVisible()), "there is nothing to open");
    await type(page, WORDS.en);
    await page.keyboard.press("Tab");
    assert.ok(!(await popup.isVisible()), "Tab leaves the list open");
    assert.equal(await page.evaluate(() => document.activeElement.closest(".search-box")), null);
  });
});

test("Enter opens the result that is chosen, and else the search page with the words", async () => {
  await visit(browser, SITE, {}, async (page, origin) => {
    await page.goto(`${origin}/`);
    await type(page, WORDS.en);
    const href = await page.locator(OPTION).nth(1).evaluate((option) => option.href);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(href);
    await type(page, WORDS.en);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/search\/\?q=refund$/);
    await page.locator(".result").first().waitFor();
  });
});

test("a click opens a result here, a middle click elsewhere, and the last entry all results", async () => {
  await visit(browser, SITE, {}, async (page, origin, _server, context) => {
    await page.goto(`${origin}/`);
    await type(page, WORDS.en);
    const href = await page.locator(OPTION).first().evaluate((option) => option.href);
    const [other] = await Promise.all([
      context.waitForEvent("page"),
      page.locator(OPTION).first().click({ button: "middle" }),
    ]);
    await other.waitForURL(href);
    await other.close();
    assert.ok(await page.locator(OPTION).first().isVisible(), "the list has closed");
    await page.locator(OPTION).first().click();
    await page.waitForURL(href);
    await type(page, WORDS.en);
    await page.locator(OPTION).last().click();
    await page.waitForURL(/\/search\/\?q=refund$/);
  });
});

test("a screen reader is told once how many results there are", async () => {
  await visit(browser, SITE, {}, async (page, origin) => {
    for (const [language, number] of Object.entries({ en: "8", fa: "۸" })) {
      await page.goto(origin + HOMES[language]);
      await page.evaluate(() => {
        window.told = [];
        const status = document.querySelector(".search-box [role=status]");
        new MutationObserver(() => window.told.push(status.textContent)).observe(status, { childList: true });
      });
      await page.focus(FIELD);
      await page.keyboard.type(WORDS[language], { delay: 100 });
      await page.waitForFunction(() => window.told.length > 0);
      await page.waitForTimeout(CALM_MS);
      const told = await page.evaluate(() => window.told);
      assert.equal(told.length, 1, told.join(" / "));
      const count = await page.locator(`${OPTION}:not(.search-way)`).count();
      assert.ok(count === 8 ? told[0].includes(number) : /\d|[۰-۹]/.test(told[0]), told[0]);
    }
  });
});

test("the shortcuts lead to the field, but not from another one", async () => {
  await visit(browser, SITE, {}, async (page, origin) => {
    const isThere = () => page.locator(FIELD).evaluate((field) => field === document.activeElement);
    await page.goto(origin + articleOf(SITE, "en").path);
    for (const keys of ["/", "Control+k", "Meta+k"]) {
      await page.keyboard.press(keys);
      assert.ok(await isThere(), keys);
      assert.equal(await page.inputValue(FIELD), "");
      await page.locator(FIELD).blur();
    }
    for (const keys of ["k", "Control+/", "Control+Shift+k"]) {
      await page.keyboard.press(keys);
      assert.ok(!(await isThere()), keys);
    }
    await page.evaluate(() => document.querySelector("main").prepend(document.createElement("textarea")));
    await page.focus("main textarea");
    await page.keyboard.press("/");
    assert.equal(await page.inputValue("main textarea"), "/");
    await page.focus(FIELD);
    await page.keyboard.type("a/b");
    assert.equal(await page.inputValue(FIELD), "a/b");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("c");
    assert.equal(await page.inputValue(FIELD), "c", "what stood there is not selected");
  });
});

test("on a phone the shortcuts and the sign lead to the field of the search page", async () => {
  await visit(browser, SITE, PHONE, async (page, origin) => {
    const article = articleOf(SITE, "en");
    await page.goto(origin + article.path);
    assert.ok(!(await page.locator(FIELD).isVisible()));
    await page.keyboard.press("Control+k");
    await page.waitForURL(/\/search\/#hs-search$/);
    await page.waitForFunction((field) => document.activeElement.matches(field), FIELD);
    await page.goto(origin + article.path);
    await page.locator(".header-search").click();
    await page.waitForURL(/\/search\/$/);
  });
});

test("letters that an input method still composes are no query", async () => {
  await visit(browser, SITE, {}, async (page, origin, _server, context) => {
    await page.goto(`${origin}/zh-Hans/`);
    await page.focus(FIELD);
    await page.waitForFunction(() => window.helpsmithSearch);
    const keys = await context.newCDPSession(page);
    await keys.send("Input.imeSetComposition", { text: "tui'kuan", selectionStart: 8, selectionEnd: 8 });
    await page.waitForTimeout(500);
    assert.ok(!(await page.locator(".search-popup").isVisible()));
    await keys.send("Input.insertText", { text: WORDS["zh-Hans"] });
    await page.locator(OPTION).first().waitFor();
  });
});

test("better passages come without moving anything", async () => {
  await visit(browser, SITE, {}, async (page, origin) => {
    for (const [path, entry] of [
      ["/", `${OPTION}:not(.search-way)`],
      ["/search/", ".result"],
    ]) {
      await page.goto(origin + path);
      await page.focus(FIELD);
      await page.fill(FIELD, "refund card");
      await page.locator(entry).first().waitFor();
      const look = () =>
        page.locator(entry).evaluateAll((all) =>
          all.map((each) => [
            each.getBoundingClientRect().top + scrollY,
            each.querySelector(".result-excerpt").textContent,
          ]),
        );
      const first = await look();
      await page.waitForTimeout(CALM_MS);
      const then = await look();
      assert.deepEqual(
        then.map(([top]) => top),
        first.map(([top]) => top),
      );
      assert.notDeepEqual(then, first, "no passage has come");
      assert.ok(then.some(([, text]) => /refund/i.test(text)));
    }
  });
});

test("the words are highlighted on the page of the result, once, and nothing scrolls", async () => {
  const highlighted = (page) =>
    page.evaluate(() => [...(CSS.highlights.get("helpsmith-search") ?? [])].map((range) => String(range.startContainer.data).slice(range.startOffset, range.endOffset)));
  await visit(browser, SITE, {}, async (page, origin) => {
    for (const [language, word] of Object.entries(WORDS)) {
      await page.goto(`${origin}${HOMES[language]}search/?q=${encodeURIComponent(word)}`);
      const link = page.locator(".result h2 a").first();
      const href = await link.evaluate(({ href }) => href);
      await link.click();
      await page.waitForURL(href);
      await page.waitForFunction(() => window.CSS.highlights.has("helpsmith-search"));
      const found = await highlighted(page);
      assert.ok(found.some((text) => text.toLowerCase().startsWith(word)), found.join());
      assert.equal(await page.evaluate(() => scrollY), 0);
      await page.reload();
      await page.waitForLoadState("networkidle");
      assert.deepEqual(await highlighted(page), []);
    }
    // Whoever goes elsewhere than to the result leaves the words behind.
    await page.goto(`${origin}/search/?q=${WORDS.en}`);
    await page.locator(".result h2 a").first().waitFor();
    const target = await page.locator(".result h2 a").first().evaluate(({ href }) => href);
    await page.evaluate(() => document.addEventListener("click", (event) => event.preventDefault()));
    await page.locator(".result h2 a").first().click();
    await page.goto(`${origin}/`);
    await page.goto(target);
    await page.waitForLoadState("networkidle");
    assert.deepEqual(await highlighted(page), []);
  });
});

test("the search page answers its address, keeps it, and gives its lists back", async () => {
  await visit(browser, SITE, {}, async (page, origin) => {
    await page.goto(`${origin}/search/?q=refund`);
    await page.locator(".result").first().waitFor();
    assert.equal(await page.inputValue(FIELD), "refund");
    assert.ok(!(await page.locator(".titles").isVisible()) && !(await page.locator(".categories").isVisible()));
    await page.fill(FIELD, "studio");
    await page.waitForURL(/\?q=studio$/);
    const all = await page.locator(".result").count();
    await page.locator(".search-results > .button").click();
    await page.waitForFunction((count) => document.querySelectorAll(".result").length > count, all);
    assert.ok(await page.evaluate((at) => document.querySelectorAll(".result")[at].contains(document.activeElement), all));
    await page.fill(FIELD, "");
    await page.waitForURL(/\/search\/$/);
    assert.ok((await page.locator(".titles").isVisible()) && (await page.locator(".categories").isVisible()));
    assert.equal(await page.locator(".result:visible").count(), 0);
  });
});

test("results are narrowed to a category and a label, and the address says so", async () => {
  await visit(browser, SITE, {}, async (page, origin) => {
    await page.goto(`${origin}/search/?q=studio`);
    await page.locator(".result").first().waitFor();
    const paths = () => page.locator(".result h2 a").evaluateAll((links) => links.map((link) => link.pathname));
    const all = await paths();
    const category = await page.locator("select[name=category] option").nth(1).getAttribute("value");
    await page.selectOption("select[name=category]", category);
    await page.waitForURL(/category=/);
    const own = await paths();
    assert.ok(own.length > 0 && own.every((path) => path.startsWith(`/${category}`)), own.join());
    assert.notDeepEqual(own, all);
    await page.reload();
    await page.locator(".result").first().waitFor();
    assert.deepEqual(await paths(), own);
    await page.selectOption("select[name=category]", "");
    await page.selectOption("select[name=label]", { index: 1 });
    await page.waitForURL(/label=/);
    const label = await page.locator("select[name=label] option:checked").innerText();
    for (const path of await paths()) {
      const { html } = pagesOf(SITE).find((each) => each.path === path);
      assert.ok(html.includes(`<bdi>${label}</bdi>`), `${path} has no label ${label}`);
    }
  });
});

test("a misspelt word finds what was meant, and the reader is told", async () => {
  await visit(browser, SITE, {}, async (page, origin) => {
    await page.goto(`${origin}/search/?q=refnud`);
    await page.locator(".result").first().waitFor();
    assert.match(await page.locator(".search-note").innerText(), /refund/);
    await page.goto(`${origin}/`);
    await type(page, "refnud");
    assert.match(await page.locator(".search-popup .search-note").innerText(), /refund/);
  });
});

test("who finds nothing is led to people with the words, and to the categories", async () => {
  await visit(browser, SITE, {}, async (page, origin) => {
    const query = `${NONSENSE} & ${NONSENSE}`;
    const outlets = /\?q=qzxvkqzx%20%26%20qzxvkqzx/;
    await page.goto(`${origin}/search/?q=${encodeURIComponent(query)}`);
    const note = page.locator(".search-note");
    await note.waitFor();
    assert.ok((await note.innerText()).includes(query));
    assert.ok(await page.locator(".search-advice").isVisible());
    const links = await note.locator("a").evaluateAll((all) => all.map(({ href }) => href));
    assert.equal(links.length, 2);
    for (const href of links) assert.match(href, outlets);
    assert.ok(await page.locator(".categories").isVisible());
    assert.match(await page.locator(".contact a").first().evaluate(({ href }) => href), outlets);

    await page.goto(`${origin}/`);
    await type(page, query);
    assert.ok((await page.locator(".search-popup .search-note").innerText()).includes(query));
    const hrefs = await page.locator(OPTION).evaluateAll((all) => all.map(({ href }) => href));
    assert.equal(hrefs.length, 3);
    assert.equal(hrefs[0], `${origin}/search/`);
    for (const href of hrefs.slice(1)) assert.match(href, outlets);
  });
});

test("hostile queries do no harm", async () => {
  const hostile = ["<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "__proto__", "constructor", "$& $1 {query}"];
  await visit(browser, SITE, {}, async (page, origin) => {
    for (const query of [...hostile, "x".repeat(10_000), "\u0000\u202e%"]) {
      await page.goto(`${origin}/search/?q=${encodeURIComponent(query)}`);
      await page.locator(".search-results").waitFor();
      assert.ok((await page.inputValue(FIELD)).length <= 200);
      assert.equal(await page.locator(".search-results :is(img, script, b)").count(), 0);
    }
    await page.goto(`${origin}/`);
    for (const query of hostile) {
      await page.fill(FIELD, "");
      await type(page, query);
      assert.equal(await page.locator(".search-popup :is(img, script, b)").count(), 0);
    }
  });
});

test("where the index fails the reader is told, and the lists stay", async () => {
  await visit(browser, SITE, { noisy: true }, async (page, origin) => {
    await page.route("**/_/search/**", (route) => route.abort());
    await page.goto(`${origin}/search/?q=refund`);
    await page.locator(".search-note").waitFor();
    assert.ok(await page.locator(".search-note").innerText());
    assert.ok((await page.locator(".titles").isVisible()) && (await page.locator(".categories").isVisible()));
    await page.goto(`${origin}/`);
    await type(page, "refund");
    assert.equal(await page.locator(OPTION).first().evaluate(({ href }) => href), `${origin}/search/`);
    await page.unroute("**/_/search/**");
    await page.fill(FIELD, "refunds");
    await page.locator(`${OPTION} .result-title`).first().waitFor();
  });
});

test("where the script fails the reader is told, and the lists stay", async () => {
  await visit(browser, SITE, { noisy: true }, async (page, origin) => {
    await page.route("**/_/search.*.js", (route) => route.abort());
    for (const path of ["/search/?q=refund", "/", articleOf(SITE, "en").path]) {
      await page.goto(origin + path);
      await page.focus(FIELD);
      await page.locator(".search-box [role=status]", { hasText: /./ }).waitFor();
      assert.ok(await page.locator(".search-box [role=status]").evaluate((status) => status.offsetHeight > 10));
    }
    await page.goto(`${origin}/search/?q=refund`);
    assert.ok(await page.locator(".titles").isVisible());
  });
});

test("without a script the field leads to all articles", async () => {
  await visit(browser, SITE, { javaScriptEnabled: false }, async (page, origin) => {
    await page.goto(origin + articleOf(SITE, "en").path);
    assert.ok(!(await page.locator(".search-key").isVisible()), "the page names a key that does nothing");
    await page.fill(FIELD, "refund");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/search\/\?q=refund$/);
    const articles = pagesOf(SITE).filter(({ kind, language }) => kind === "article" && language === "en");
    const titles = await page.locator(".titles li:visible").count();
    assert.ok(titles > 20 && titles <= articles.length, `${titles} of ${articles.length}`);
    assert.ok(await page.locator(".categories").isVisible());
    assert.ok(!(await page.locator(".search-filters").isVisible()));
  });
});

test("the list below the field stays in the window", async () => {
  for (const [size, path] of [
    [PHONE, "/"],
    [PHONE, "/fa/"],
    [{ viewport: { width: 840, height: 700 } }, articleOf(SITE, "en").path],
    [{ viewport: { width: 840, height: 700 } }, articleOf(SITE, "fa").path],
  ]) {
    await visit(browser, SITE, size, async (page, origin) => {
      await page.goto(origin + path);
      await type(page, WORDS[path.startsWith("/fa/") ? "fa" : "en"]);
      const box = await page.locator(".search-popup").boundingBox();
      assert.ok(box.x >= 0 && box.x + box.width <= size.viewport.width, JSON.stringify(box));
      assert.equal(await page.evaluate(() => document.scrollingElement.scrollWidth), size.viewport.width);
    });
  }
});

test("the search is accessible: with results, with none, light and dark, on a phone and on a desk", async () => {
  const findings = new Findings();
  await visit(browser, SITE, {}, async (page, origin) => {
    const look = async (name) => {
      await page.waitForTimeout(CALM_MS);
      for (const width of [1280, 320]) {
        await page.setViewportSize({ width, height: 900 });
        for (const colorScheme of ["light", "dark"]) {
          await page.emulateMedia({ colorScheme });
          await audit(page, findings, `${name} ${width} ${colorScheme}`);
        }
      }
      await page.setViewportSize({ width: 1280, height: 900 });
    };
    for (const language of ["en", "fa"]) {
      for (const query of [WORDS[language], NONSENSE]) {
        await page.goto(origin + HOMES[language]);
        await type(page, query);
        await page.keyboard.press("ArrowDown");
        await look(`${HOMES[language]} ${query}`);
        await page.goto(`${origin}${HOMES[language]}search/?q=${encodeURIComponent(query)}`);
        await page.locator(".search-results").waitFor();
        await look(`${HOMES[language]}search/ ${query}`);
      }
    }
    await page.goto(origin + articleOf(SITE, "en", /^(?![^]*<th)/).path);
    await type(page, WORDS.en);
    await page.keyboard.press("ArrowDown");
    await audit(page, findings, "the list in the header");
  });
  findings.none();
});

/** Types into the field as a reader does, and waits for the list. */
async function type(page, words) {
  await page.focus(FIELD);
  await page.waitForFunction(() => window.helpsmithSearch?.view);
  await page.keyboard.insertText(words);
  await page.locator(OPTION).first().waitFor();
}
