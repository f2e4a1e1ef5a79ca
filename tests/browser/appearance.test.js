// Light, dark or as the system has it: chosen once, kept, and there before the first paint.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start } from "./support/chromium.js";
import { Findings } from "./support/findings.js";
import { articleOf, pagesOf, treesOf } from "./support/sites.js";
import { refuseStorage, visit } from "./support/visit.js";

/** Milliseconds that stylesheets are held back, so that whatever could be painted before them would be. */
const STYLE_DELAY_MS = 400;

let browser;
before(async () => (browser = await start()));
after(() => browser.close());

test("what the reader chose is kept, and every frame of the next page has it", async () => {
  for (const [chosen, colorScheme] of [
    ["dark", "light"],
    ["light", "dark"],
  ]) {
    await reading({ colorScheme, init: rememberFrames }, async (page, origin) => {
      await choose(page, chosen);
      const background = await backgroundOf(page);
      await page.route("**/*.css", async (route) => {
        await new Promise((resolve) => setTimeout(resolve, STYLE_DELAY_MS));
        await route.continue();
      });
      for (const path of ["/", articlePath()]) {
        await page.goto(origin + path);
        await page.waitForTimeout(100);
        const frames = await page.evaluate(() => window.frames_seen);
        assert.ok(frames.length > 0);
        for (const frame of frames) assert.deepEqual(frame, { theme: chosen, background }, `a frame of ${path}`);
      }
    });
  }
});

test("the choice can be made with a keyboard, and taken back", async () => {
  await reading({ colorScheme: "light" }, async (page) => {
    const automatic = await backgroundOf(page);
    await choose(page, "dark");
    assert.notEqual(await backgroundOf(page), automatic);
    await page.reload();
    await choose(page, "auto");
    assert.equal(await theme(page), undefined);
    assert.equal(await backgroundOf(page), automatic);
    await page.reload();
    assert.equal(await theme(page), undefined);
  });
});

test("who chose nothing sees what the system prefers, at once when it changes", async () => {
  await reading({ colorScheme: "light" }, async (page) => {
    assert.equal(await theme(page), undefined);
    const light = await backgroundOf(page);
    await page.emulateMedia({ colorScheme: "dark" });
    const dark = await backgroundOf(page);
    assert.notEqual(light, dark);
    assert.ok(brightness(light) > 0.8 && brightness(dark) < 0.3, `${light} and ${dark}`);
  });
});

test("the switch works for this page where storage is refused", async () => {
  await reading({ colorScheme: "light", init: refuseStorage }, async (page) => {
    await choose(page, "dark");
    assert.ok(brightness(await backgroundOf(page)) < 0.3);
  });
});

test("the script that sets the scheme holds up the first paint on every page", () => {
  const findings = new Findings();
  for (const site of [...treesOf("example"), "showcase/public"]) {
    for (const page of pagesOf(site).filter((each) => each.kind)) {
      const head = page.html.slice(0, page.html.indexOf("</head>"));
      const scripts = head.match(/<script\b[^>]* src="[^>]*>/g) ?? [];
      const blocking = scripts.filter((tag) => !/\b(defer|async)\b|type="module"/.test(tag));
      if (blocking.length !== 1) findings.add(`${blocking.length} render-blocking scripts`, `${site} ${page.file}`);
    }
  }
  findings.none();
});

test("a picture made for dark pages is shown on dark pages alone", async () => {
  const article = articleOf("showcase/public", "en", /class="only-dark"/);
  const shown = async (page) => [
    await page.locator(".prose .only-light").first().isVisible(),
    await page.locator(".prose .only-dark").first().isVisible(),
  ];
  await reading({ colorScheme: "light" }, async (page, origin) => {
    await page.goto(origin + article.path);
    assert.deepEqual(await shown(page), [true, false]);
    await choose(page, "dark");
    assert.deepEqual(await shown(page), [false, true]);
    await choose(page, "light");
    await page.emulateMedia({ colorScheme: "dark" });
    assert.deepEqual(await shown(page), [true, false]);
    await choose(page, "auto");
    assert.deepEqual(await shown(page), [false, true]);
  });
});

function articlePath() {
  return articleOf("showcase/public", "en").path;
}

async function reading(options, look) {
  await visit(browser, "showcase/public", options, async (page, origin) => {
    await page.goto(origin + articlePath());
    await look(page, origin);
  });
}

/** Opens the menu and chooses by keyboard, as the one way that every reader has. */
async function choose(page, value) {
  const radio = page.locator(`.appearance-switch input[value="${value}"]`);
  if (!(await radio.isVisible())) {
    await page.locator(".appearance-switch summary").focus();
    await page.keyboard.press("Enter");
  }
  await page.locator(".appearance-switch input:checked").focus();
  const values = await page
    .locator(".appearance-switch input")
    .evaluateAll((inputs) => inputs.map((input) => input.value));
  for (let step = 0; step < values.length && !(await radio.isChecked()); step += 1)
    await page.keyboard.press("ArrowDown");
  assert.ok(await radio.isChecked(), `no way to choose ${value}`);
  await page.keyboard.press("Escape");
  assert.equal((await theme(page)) ?? "auto", value);
}

function theme(page) {
  return page.evaluate(() => document.documentElement.dataset.theme);
}

function backgroundOf(page) {
  return page.evaluate(() => {
    const painted = [document.body, document.documentElement].map(
      (element) => getComputedStyle(element).backgroundColor,
    );
    return painted.find((colour) => colour !== "rgba(0, 0, 0, 0)");
  });
}

/** Between 0 and 1, from `rgb(…)`, `oklch(…)` or `oklab(…)`. */
function brightness(colour) {
  const [first, ...rest] = colour.match(/[\d.]+/g).map(Number);
  return colour.startsWith("rgb") ? (first + rest[0] + rest[1]) / 3 / 255 : first;
}

/** Notes the scheme of each frame from the very first one on. */
function rememberFrames() {
  window.frames_seen = [];
  const look = () => {
    if (document.body) {
      const painted = [document.body, document.documentElement].map(
        (element) => getComputedStyle(element).backgroundColor,
      );
      const background = painted.find((colour) => colour !== "rgba(0, 0, 0, 0)");
      window.frames_seen.push({ theme: document.documentElement.dataset.theme, background });
    }
    if (window.frames_seen.length < 10) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
