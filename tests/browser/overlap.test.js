// No two things that a reader can use, or has to see beside them, lie over each other: in both directions, at any width.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start } from "./support/chromium.js";
import { Findings } from "./support/findings.js";
import { pagesOf, samples } from "./support/sites.js";
import { visit } from "./support/visit.js";

const WIDTHS = [320, 360, 480, 640, 768, 1024, 1280, 1600, 1920];
const HEIGHT = 900;
let browser;
before(async () => (browser = await start()));
after(() => browser.close());

// Issue 13, F33: the key lay over the sign of the search field where pages are written from right to left.
for (const site of ["example/public", "showcase/public"]) {
  for (const direction of ["ltr", "rtl"]) {
    test(`no controls of ${site} lie over each other in pages from ${direction}`, async () => {
      const findings = new Findings();
      const pages = samples(pagesOf(site)).filter((page) => page.dir === direction);
      assert.ok(pages.length > 0, `${site} has no page from ${direction}`);
      let keys = 0;
      await visit(browser, site, {}, async (page, origin) => {
        for (const { path } of pages) {
          await page.goto(origin + path);
          for (const width of WIDTHS) {
            await page.setViewportSize({ width, height: HEIGHT });
            const { over, seen } = await page.evaluate(overlaps);
            keys += seen.filter((name) => name === "kbd.search-key").length;
            for (const what of over) findings.add(what, `${decodeURI(path)} ${width}px`);
          }
        }
      });
      findings.none();
      assert.ok(keys > 0, "the key of the search field is on no page");
    });
  }
}

/** Returns the pairs of controls that lie over each other, and the names of all that were looked at. */
function overlaps() {
  const wanted = "a[href], button, input, select, textarea, summary, kbd.search-key, .search-line > .icon";
  // Layers that lie over the page on purpose: they are compared with what they hold, not with what is below.
  const layer = (element) => {
    for (let up = element; up; up = up.parentElement) {
      if (["fixed", "sticky"].includes(getComputedStyle(up).position)) return up;
    }
    return null;
  };
  // Closed details have boxes, too.
  const isHidden = (element) => {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return true;
    for (let up = element; up; up = up.parentElement) {
      if (getComputedStyle(up).clipPath.startsWith("inset(50%")) return true;
    }
    return false;
  };
  const name = (element) => {
    const owner = element.closest("[class]");
    const classes = (element.getAttribute("class") ?? "").trim().split(/\s+/).filter(Boolean).slice(0, 2);
    const own = `${element.tagName.toLowerCase()}${classes.map((each) => `.${each}`).join("")}`;
    return classes.length > 0 ? own : `${own} in .${owner?.getAttribute("class").split(" ")[0] ?? "body"}`;
  };
  // The part of a box that is not cut off by what scrolls around it.
  const visible = (element) => {
    // A link may run below a button in its own padding, where no words are.
    const style = getComputedStyle(element);
    const padding = (side) => (element.matches("a") && style.display !== "inline" ? parseFloat(style[`padding${side}`]) : 0);
    let areas = [...element.getClientRects()].map(({ left, top, right, bottom }) => ({
      left: left + padding("Left"),
      top: top + padding("Top"),
      right: right - padding("Right"),
      bottom: bottom - padding("Bottom"),
    }));
    for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
      const { overflowX, overflowY, display } = getComputedStyle(up);
      if ((overflowX === "visible" && overflowY === "visible") || display === "inline") continue;
      const around = up.getBoundingClientRect();
      areas = areas.map((area) => ({
        left: Math.max(area.left, around.left),
        top: Math.max(area.top, around.top),
        right: Math.min(area.right, around.right),
        bottom: Math.min(area.bottom, around.bottom),
      }));
    }
    return areas.filter((area) => area.right - area.left > 1 && area.bottom - area.top > 1);
  };
  const found = [...document.querySelectorAll(wanted)]
    .filter((element) => !isHidden(element))
    .map((element) => ({ element, layer: layer(element), areas: visible(element) }))
    .filter(({ areas }) => areas.length > 0);
  const inField = (a, b) => a.matches("input") && b.matches(".search-key, .icon") && a.parentElement === b.parentElement;
  const over = new Set();
  for (const [at, one] of found.entries()) {
    for (const other of found.slice(at + 1)) {
      const [a, b] = [one.element, other.element];
      if (one.layer !== other.layer || a.contains(b) || b.contains(a) || inField(a, b) || inField(b, a)) continue;
      const meets = one.areas.some((first) =>
        other.areas.some((second) => {
          const wide = Math.min(first.right, second.right) - Math.max(first.left, second.left);
          const high = Math.min(first.bottom, second.bottom) - Math.max(first.top, second.top);
          // Boxes of letters are higher than lines of them.
          const line = Math.min(first.bottom - first.top, second.bottom - second.top);
          return wide > 1 && high > line / 4;
        }),
      );
      if (meets) over.add(`${name(a)} and ${name(b)} lie over each other`);
    }
  }
  return { over: [...over], seen: found.map(({ element }) => name(element)) };
}
