// What pages tell search engines and link previews is there, whole and true: it can be parsed, and each address leads
// to a page of the site.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Findings } from "./support/findings.js";
import { pagesOf, treesOf } from "./support/sites.js";

const SITES = [...treesOf("example"), "showcase/public", "manual/public"];
const DESCRIPTION = /<meta name="description" content="[^"]+">/;
const DAY = /^\d{4}-\d{2}-\d{2}/;

for (const site of SITES) {
  const pages = pagesOf(site).filter((page) => page.kind);

  test(`the head of every page of ${site} is complete`, () => {
    const findings = new Findings();
    for (const page of pages) checkHead(page, (what) => findings.add(what, page.file));
    findings.none();
  });

  test(`the translations of every page of ${site} name each other`, () => {
    const findings = new Findings();
    const { origin } = new URL(canonical(pages.find((page) => page.path === "/")));
    const byAddress = new Map(pages.filter((page) => !isHidden(page)).map((page) => [origin + page.path, page]));
    for (const [own, page] of byAddress) {
      const alternates = alternatesOf(page);
      if (alternates.size > 0 && alternates.get(page.language) !== own)
        findings.add("hreflang without the page itself", page.file);
      for (const [language, address] of alternates) {
        const other = byAddress.get(address);
        if (!other) findings.add(`hreflang ${language} leads nowhere: ${address}`, page.file);
        else if (alternatesOf(other).get(page.language) !== own)
          findings.add(`hreflang ${language} does not return`, page.file);
      }
    }
    findings.none();
  });

  test(`the structured data of every page of ${site} has what search engines require`, () => {
    const findings = new Findings();
    const origins = new Set(
      pages
        .map((page) => canonical(page))
        .filter(Boolean)
        .map((address) => new URL(address).origin),
    );
    for (const page of pages) {
      for (const what of checkData(page, origins)) findings.add(what, page.file);
    }
    findings.none();
  });
}

test("the example shows every kind of structured data", () => {
  const types = new Set(
    pagesOf("example/public")
      .flatMap(dataOf)
      .map((item) => item["@type"]),
  );
  for (const type of ["BreadcrumbList", "TechArticle", "FAQPage"])
    assert.ok(types.has(type), `${type} is not among ${[...types]}`);
});

function checkHead(page, wrong) {
  if (!/<title>[^<]+<\/title>/.test(page.html)) wrong("no title");
  if (["home", "article"].includes(page.kind) && !DESCRIPTION.test(page.html))
    wrong(`${page.kind} without a description`);
  if (page.kind === "not_found" && !isHidden(page)) wrong("not_found without noindex");
  // What search engines should not show needs no preview either.
  for (const [what, pattern] of isHidden(page) ? [] : expectedOf(page)) {
    if (!pattern.test(page.html)) wrong(`${page.kind} without ${what}`);
  }
  for (const name of ["title", "description", "og:title", "og:url", "og:image", "twitter:card"]) {
    const count = (page.html.match(new RegExp(`<meta (?:name|property)="${name}"`, "g")) ?? []).length;
    if (count > 1) wrong(`${count} times ${name}`);
  }
  const image = /<meta property="og:image" content="([^"]*)">/.exec(page.html)?.[1];
  if (image && !/^https?:/.test(decode(image))) wrong("og:image is not whole");
}

function expectedOf(page) {
  const type = page.kind === "article" ? "article" : "website";
  return Object.entries({
    "og:title": /<meta property="og:title" content="[^"]+">/,
    "og:site_name": /<meta property="og:site_name" content="[^"]+">/,
    "twitter:card": /<meta name="twitter:card" content="summary(_large_image)?">/,
    [`og:type ${type}`]: new RegExp(`<meta property="og:type" content="${type}">`),
    "a whole og:url": /<meta property="og:url" content="https?:[^"]+">/,
    "a whole canonical URL": /<link rel="canonical" href="https?:[^"]+">/,
  });
}

function* checkData(page, origins) {
  let items;
  try {
    items = dataOf(page);
  } catch (error) {
    yield `JSON-LD cannot be parsed: ${error.message}`;
    return;
  }
  const has = (type) => isHidden(page) || items.some((item) => item["@type"] === type);
  if (page.kind === "article" && !has("TechArticle")) yield "an article without TechArticle";
  if (/class="breadcrumbs"/.test(page.html) && !has("BreadcrumbList"))
    yield `${page.kind} with breadcrumbs, without BreadcrumbList`;
  if (/class="faq"/.test(page.html) && !has("FAQPage")) yield "questions without FAQPage";
  for (const item of items) {
    if (!/^https?:\/\/schema\.org\/?$/.test(item["@context"] ?? "")) yield `${item["@type"]} without its context`;
    const check = {
      BreadcrumbList: checkBreadcrumbs,
      TechArticle: checkArticle,
      FAQPage: checkQuestions,
      WebSite: checkSite,
    }[item["@type"]];
    if (!check) yield `an unknown type ${item["@type"]}`;
    else yield* check(item, page, origins);
  }
}

function* checkBreadcrumbs(item, page, origins) {
  const entries = item.itemListElement ?? [];
  if (entries.length < 2) yield `BreadcrumbList of ${entries.length} entries`;
  for (const [index, entry] of entries.entries()) {
    if (entry["@type"] !== "ListItem" || entry.position !== index + 1 || !entry.name)
      yield "BreadcrumbList with a bad entry";
    // The last one is the page itself, whose address may be left out.
    const isLast = index === entries.length - 1;
    const address = typeof entry.item === "object" ? entry.item["@id"] : entry.item;
    if (!(isLast && address === undefined) && !isOwn(address, origins))
      yield `BreadcrumbList with the address ${address}`;
  }
}

function* checkArticle(item, page, origins) {
  if (!item.headline) yield "TechArticle without a headline";
  if (!item.inLanguage) yield "TechArticle without its language";
  const address = item.url ?? item.mainEntityOfPage?.["@id"] ?? item.mainEntityOfPage;
  if (!isOwn(address, origins)) yield `TechArticle with the address ${address}`;
  for (const day of ["dateModified", "datePublished"]) {
    if (item[day] !== undefined && !DAY.test(item[day])) yield `TechArticle with ${day} ${item[day]}`;
  }
  if (/<time datetime/.test(page.html) && !item.dateModified) yield "TechArticle without the day that readers see";
  if (item.author !== undefined && !(item.author["@type"] && item.author.name))
    yield "TechArticle with an author that has no name or type";
}

function* checkSite(item, page, origins) {
  if (page.kind !== "home") yield `WebSite on a page of kind ${page.kind}`;
  if (!item.name || !isOwn(item.url, origins)) yield `WebSite without a name, or with the address ${item.url}`;
}

function* checkQuestions(item) {
  const questions = item.mainEntity ?? [];
  if (questions.length === 0) yield "FAQPage without questions";
  for (const question of questions) {
    const answer = question.acceptedAnswer;
    if (question["@type"] !== "Question" || !question.name) yield "FAQPage with a bad question";
    if (answer?.["@type"] !== "Answer" || !answer.text) yield "FAQPage with a question that has no answer";
  }
}

/** Each item of the data, whether it stands alone, in a list or in a graph. */
function dataOf(page) {
  const blocks = [...page.html.matchAll(/<script type="application\/ld\+json">([^]*?)<\/script>/g)];
  return blocks.flatMap(([, text]) => {
    const data = JSON.parse(text);
    if (Array.isArray(data)) return data;
    return data["@graph"] ? data["@graph"].map((item) => ({ "@context": data["@context"], ...item })) : [data];
  });
}

function isOwn(address, origins) {
  return typeof address === "string" && URL.canParse(address) && origins.has(new URL(address).origin);
}

function canonical(page) {
  return decode(/<link rel="canonical" href="([^"]*)">/.exec(page.html)?.[1]);
}

function alternatesOf(page) {
  const found = page.html.matchAll(/<link rel="alternate" hreflang="([^"]*)" href="([^"]*)">/g);
  return new Map(
    [...found]
      .map(([, language, address]) => [language, decode(address)])
      .filter(([language]) => language !== "x-default"),
  );
}

function isHidden(page) {
  return /<meta name="robots" content="[^"]*noindex/.test(page.html);
}

function decode(text) {
  return text?.replace(/&#x2F;|&#47;/g, "/").replace(/&amp;/g, "&");
}
