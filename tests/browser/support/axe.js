// Runs axe-core in a page, in a way that needs no exception from the page's security policy.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const SOURCE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** Elements named for one rule; the rest have the same cause. */
const TARGETS_SHOWN = 3;

/** Adds to `findings` what breaks a rule on the page as it stands; `rules` looks at these rules alone. */
export async function audit(page, findings, where, rules) {
  if (!(await page.evaluate(() => Boolean(window.axe)))) await page.evaluate(SOURCE);
  const only = rules ? { type: "rule", values: rules } : { type: "tag", values: TAGS };
  const violations = await page.evaluate(
    async (runOnly) =>
      (await window.axe.run(document, { runOnly, resultTypes: ["violations"], preload: false })).violations,
    only,
  );
  for (const { id, nodes } of violations) {
    const targets = nodes.slice(0, TARGETS_SHOWN).map((node) => node.target.join(" ") + detail(node));
    findings.add(id, `${where}: ${nodes.length} x ${targets.join(", ")}`);
  }
}

/** For contrast: the colours and the ratio, without which nobody can see what is wrong. */
function detail(node) {
  const data = node.any[0]?.data;
  return data?.fgColor && data.bgColor ? ` (${data.fgColor} on ${data.bgColor}: ${data.contrastRatio})` : "";
}
