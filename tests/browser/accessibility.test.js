// Every kind of page passes axe-core at WCAG 2.2 AA and its best practices: in each language and script, light and
// dark, on a phone and on a desk.

import { after, before, test } from "node:test";
import { audit } from "./support/axe.js";
import { start } from "./support/chromium.js";
import { Findings } from "./support/findings.js";
import { languagesOf, pagesOf, samples } from "./support/sites.js";
import { visit } from "./support/visit.js";

const DESK = { width: 1280, height: 900 };
const PHONE = { width: 360, height: 740 };
/** All that another scheme can change. */
const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

let browser;
before(async () => (browser = await start()));
after(() => browser.close());

for (const language of languagesOf(pagesOf("example/public"))) {
  test(`every kind of page of the example in ${language} is accessible`, async () => {
    const pages = samples(pagesOf("example/public"));
    await auditAll(
      "example/public",
      pages.filter((page) => page.language === language),
    );
  });
}

for (const language of languagesOf(pagesOf("showcase/public"))) {
  test(`every directive in ${language} is accessible`, async () => {
    const pages = samples(pagesOf("showcase/public"));
    await auditAll(
      "showcase/public",
      pages.filter((page) => page.language === language && page.kind === "article"),
    );
  });
}

test("a page that names its audience is accessible", async () => {
  await auditAll(
    "example/agents",
    pagesOf("example/agents").filter((page) => page.path === "/"),
  );
});

async function auditAll(site, pages) {
  const findings = new Findings();
  await visit(browser, site, { viewport: DESK }, async (page, origin) => {
    for (const { path } of pages) {
      const name = decodeURI(path);
      await page.goto(origin + path);
      await page.evaluate(unfold);
      for (const size of [DESK, PHONE]) {
        await page.setViewportSize(size);
        await page.emulateMedia({ colorScheme: "light" });
        await audit(page, findings, `${name} ${size.width}px`);
        await page.emulateMedia({ colorScheme: "dark" });
        await audit(page, findings, `${name} ${size.width}px dark`, COLOUR_RULES);
      }
      await page.setViewportSize(DESK);
    }
    await auditChosenScheme(page, findings, decodeURI(pages.at(-1).path));
    await auditMenus(page, findings, decodeURI(pages.at(-1).path));
  });
  findings.none();
}

/** What the reader chose must win over what the system says, down to the last colour; one page shows it. */
async function auditChosenScheme(page, findings, name) {
  for (const [chosen, colorScheme] of [
    ["dark", "light"],
    ["light", "dark"],
  ]) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate((theme) => (document.documentElement.dataset.theme = theme), chosen);
    await audit(page, findings, `${name} chosen ${chosen}`);
  }
}

/** A menu covers what is below it, so each is looked at alone. */
async function auditMenus(page, findings, name) {
  for (const menu of await page.locator(".site-header details").all()) {
    await menu.locator("summary").click();
    await audit(page, findings, `${name} with ${await menu.getAttribute("class")} open`);
    await page.keyboard.press("Escape");
  }
}

/** What is folded away is not looked at by axe. Menus of the header are no part of the page's text. */
function unfold() {
  for (const details of document.querySelectorAll("details:not(.site-header details)")) details.open = true;
}
