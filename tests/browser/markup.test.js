// Every page is HTML that a strict checker accepts: of the example and the manual, and of real help centres.

import { test } from "node:test";
import { HtmlValidate, StaticConfigLoader } from "html-validate";
import { Findings } from "./support/findings.js";
import { pagesOf, treesOf } from "./support/sites.js";

const OUR_OWN = ["example", "manual", "showcase"];
const REAL_INPUT = ["commerce-kb", "open-source-guide"];

const RULES = {
  root: true,
  extends: ["html-validate:recommended", "html-validate:document"],
  rules: {
    // The standard lets ids be any words without spaces, and SPEC wants GitHub's rule for headings in all scripts.
    "valid-id": ["error", { relaxed: true }],
    // A hash of what comes from the own host protects nobody: who can change the file can change the page.
    "require-sri": ["error", { target: "crossorigin" }],
    // How long a title is, is the writer's choice.
    "long-title": "off",
    // Mere style: the standard takes both.
    "attribute-boolean-style": "off",
    "no-trailing-whitespace": "off",
  },
};

/** Works out the rules once. Left to itself the checker does so for every page, in a quarter of its time. */
class SameRules extends StaticConfigLoader {
  getConfigFor(file) {
    this.resolved ??= super.getConfigFor(file);
    return this.resolved;
  }
}

const CHECKER = new HtmlValidate(new SameRules(RULES));

/** What the writers of real help centres did in the text of theirs, where helpsmith can only pass it on. */
const OF_WRITERS = new Set([
  "unique-landmark", // many <aside> without a name, in raw HTML
  "wcag/h63", // tables in raw HTML whose <th> span columns and say no scope
  "empty-heading", // a heading that is a picture without a description
]);

for (const site of [...OUR_OWN, ...REAL_INPUT].flatMap(treesOf)) {
  test(`every page of ${site} is valid HTML`, async () => {
    const isReal = REAL_INPUT.some((name) => site.startsWith(`${name}/`));
    const findings = new Findings();
    const seen = new Set();
    for (const page of pagesOf(site)) {
      const { results } = await CHECKER.validateString(withoutKnownNavigation(page.html, seen), page.file);
      for (const { ruleId, message, line, column, offset } of results.flatMap((result) => result.messages)) {
        if (isReal && OF_WRITERS.has(ruleId) && isInText(page.html, offset)) continue;
        findings.add(`${ruleId}: ${message}`, `${page.file}:${line}:${column}`);
      }
    }
    findings.none();
  });
}

/**
 * All pages of a category have one navigation, but for what is marked and open in it, and it is most of a page. Each is
 * looked at once; where it was seen before, empty lines stand for it.
 */
function withoutKnownNavigation(html, seen) {
  const start = html.indexOf('<nav class="navigation"');
  if (start === -1) return html;
  const end = html.indexOf("</nav>", start) + "</nav>".length;
  const navigation = html.slice(start, end);
  const key = navigation.replaceAll(' aria-current="page"', "").replaceAll("<details open>", "<details>");
  if (!seen.has(key)) {
    seen.add(key);
    return html;
  }
  return html.slice(0, start) + navigation.replace(/[^\n]/g, " ") + html.slice(end);
}

function isInText(html, offset) {
  const start = html.search(/class="prose[" ]/);
  return start !== -1 && offset > start && offset < html.lastIndexOf("</article>");
}
