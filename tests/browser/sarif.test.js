// What `check --format sarif` prints is SARIF 2.1.0: its schema takes it, its places are those of the faults, and code
// hosts can use it. Needs no browser, only the program.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { test } from "node:test";
import { checker } from "./schemas/json.js";
import { BINARY, DATE, FOLDER } from "./support/sites.js";

const SETTINGS = "title: Faults\nbase_url: https://faults.example/\nlanguages: [en, fa]\n";
/** A folder, a file and lines with what has to be encoded or counts as more than one byte or UTF-16 unit. */
const FOLDER_NAME = "my site ü";
const ODD = "content/guide/our tools/50% & اره #1 [a]+b.md";
const PLAIN = "content/guide/plain.md";
const FAULTS = {
  "helpsmith.yaml": `${SETTINGS}seoo: {}\n`,
  "content/guide/_index.md": "---\ntitle: Guide\ndescription: All of it.\n---\n",
  [ODD]: article("Saws", "سلام 😀😀 [one](no-1.md) and é [two](no-2.md).\n\n> 😀 {0} and {x} [three](no-3.md)"),
  [PLAIN]: article("Plain", "[four](no-4.md)\n\n[five](no-4.md) again").replaceAll("\n", "\r\n"),
};
const LEVELS = ["none", "note", "warning", "error"];
/** A relative reference of RFC 3986 that stays below its base: no scheme, no host, no way up. */
const RELATIVE = /^(?![^/?#]*:)(?!\/)(?!(?:.*\/)?\.\.?(?:\/|$))(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/]|%[0-9A-F]{2})+$/;

const checkLog = checker("sarif-2.1.0.json");

function article(title, text) {
  return `---\ntitle: ${title}\ndescription: What this is about.\n---\n\n${text}\n`;
}

/** Writes a site into a folder of a repository, and returns both. */
function siteOf(files) {
  const repository = mkdtempSync(join(FOLDER, "sarif-"));
  const site = join(repository, FOLDER_NAME);
  for (const [path, text] of Object.entries(files)) write(site, path, text);
  return { repository, site };
}

function write(site, path, text) {
  mkdirSync(dirname(join(site, path)), { recursive: true });
  writeFileSync(join(site, path), text);
}

/** Checks a site: the status, the log and its one run. The schema must take it, whatever is wrong in the site. */
function check(site, args = []) {
  const { status, stdout } = run(site, "sarif", args);
  const log = JSON.parse(stdout);
  assert.deepEqual(checkLog(log), []);
  assert.equal(log.version, "2.1.0");
  assert.equal(log.runs.length, 1);
  // An absent list means that nothing was looked at (SARIF 3.14.23).
  assert.ok(Array.isArray(log.runs[0].results));
  return { status, log, run: log.runs[0], results: log.runs[0].results };
}

/** Runs the program where CI does, at the root of the repository: paths count from there. */
function run(site, format, args = []) {
  const all = ["check", basename(site), "--format", format, "--date", DATE, ...args];
  return spawnSync(BINARY, all, { cwd: dirname(site), encoding: "utf8", maxBuffer: 2 ** 28 });
}

/** What stands at the place of a result, in the units that the run declares. */
function wordsAt(repository, { columnKind }, result) {
  const { artifactLocation, region } = result.locations[0].physicalLocation;
  const line = readFileSync(join(repository, decodeURIComponent(artifactLocation.uri)), "utf8").split(/\r?\n/)[
    region.startLine - 1
  ];
  assert.equal(region.endLine ?? region.startLine, region.startLine);
  const units = columnKind === "unicodeCodePoints" ? [...line] : line.split("");
  return units.slice(region.startColumn - 1, region.endColumn - 1).join("");
}

test("a log of faults has each of them at its place", () => {
  const { repository, site } = siteOf(FAULTS);
  const { status, run: own, results } = check(site);
  assert.equal(status, 1);
  assert.ok(["utf16CodeUnits", "unicodeCodePoints"].includes(own.columnKind), own.columnKind);
  const found = results
    .filter(({ ruleId }) => ruleId === "broken-link")
    .map((result) => wordsAt(repository, own, result));
  assert.deepEqual(found.sort(), ["no-1.md", "no-2.md", "no-3.md", "no-4.md", "no-4.md"]);
  const [unknown] = results.filter(({ ruleId }) => ruleId === "unknown-key");
  assert.equal(wordsAt(repository, own, unknown), "seoo");
  assert.equal(unknown.level, "error");
  for (const { locations } of results) {
    const { region } = locations[0].physicalLocation;
    const { startLine, startColumn = 1, endLine = startLine, endColumn } = region;
    assert.ok(startLine >= 1 && startColumn >= 1 && endLine >= startLine, JSON.stringify(region));
    assert.ok(endLine > startLine || endColumn === undefined || endColumn >= startColumn, JSON.stringify(region));
  }
});

test("addresses of files are encoded, and lead from the repository's root to the file", () => {
  const { repository, site } = siteOf(FAULTS);
  const { run: own, results } = check(site);
  const paths = results.map(({ locations }) => {
    const { uri, uriBaseId } = locations[0].physicalLocation.artifactLocation;
    assert.match(uri, RELATIVE);
    // Where the root is, whoever reads the log knows best; a base that is declared must be a folder.
    const base = own.originalUriBaseIds?.[uriBaseId]?.uri;
    assert.ok(base === undefined || base.endsWith("/"), base);
    return decodeURIComponent(uri);
  });
  for (const path of paths) assert.ok(existsSync(join(repository, path)), path);
  for (const path of ["helpsmith.yaml", ODD, PLAIN]) assert.ok(paths.includes(`${FOLDER_NAME}/${path}`), path);
});

test("each result has its rule, a level, words, and a fingerprint of its own", () => {
  const { run: own, results } = check(siteOf(FAULTS).site);
  const { name, rules, version, semanticVersion } = own.tool.driver;
  assert.equal(name, "helpsmith");
  assert.match(semanticVersion ?? version, /^\d+\.\d+\.\d+/);
  const ids = rules.map(({ id }) => id);
  assert.deepEqual(ids, [...new Set(ids)]);
  for (const { id, shortDescription, fullDescription, defaultConfiguration } of rules) {
    // Code hosts show both, and ask for them.
    assert.ok(shortDescription?.text.trim() && fullDescription?.text.trim(), id);
    assert.ok(LEVELS.includes(defaultConfiguration?.level ?? "warning"), id);
  }
  for (const result of results) {
    assert.equal(rules[result.ruleIndex]?.id, result.ruleId);
    assert.ok(LEVELS.includes(result.level), result.level);
    assert.ok(result.message.text.trim());
  }
  const prints = results.map(({ partialFingerprints }) => JSON.stringify(partialFingerprints));
  assert.ok(prints.every((print) => print !== undefined && print !== "{}"));
  assert.equal(new Set(prints).size, results.length);
});

test("the log says what the other formats say", () => {
  const { site } = siteOf(FAULTS);
  const lines = run(site, "json")
    .stdout.trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const told = check(site).results.map(({ ruleId, level, locations, message }) => {
    const { startLine } = locations[0].physicalLocation.region;
    return `${ruleId} ${level} ${startLine} ${message.text.split("\n")[0]}`;
  });
  assert.deepEqual(
    told,
    lines.map(({ code, severity, line, message }) => `${code} ${severity} ${line} ${message}`),
  );
});

test("each line of JSON is as the manual's schema says, with a file and without", () => {
  const checkLine = checker("../../../docs/content/publish/diagnostic.schema.json");
  const { site } = siteOf({ ...FAULTS, "helpsmith.yaml": SETTINGS });
  const lines = run(site, "json", ["--search"]).stdout.trim().split("\n").map(JSON.parse);
  assert.ok(lines.some(({ path }) => path === null) && lines.some(({ path }) => path === ODD));
  for (const line of lines) assert.deepEqual(checkLine(line), [], JSON.stringify(line));
});

test("a fingerprint stays while lines move, and two runs give the same bytes", () => {
  const { site } = siteOf(FAULTS);
  const printsOf = () =>
    check(site).results.map((result) => `${result.ruleId} ${JSON.stringify(result.partialFingerprints)}`);
  const before = printsOf();
  assert.equal(run(site, "sarif").stdout, run(site, "sarif").stdout);
  for (const path of [ODD, PLAIN]) {
    const text = readFileSync(join(site, path), "utf8");
    write(
      site,
      path,
      text.replace(/(---\r?\n\r?\n)/, (end) => `${end}A paragraph more.\n\n`),
    );
  }
  assert.deepEqual(printsOf(), before);
});

test("the level of the settings is the level of the result", () => {
  const settings = `${SETTINGS}check: {levels: {broken-link: note}}\n`;
  const { status, results } = check(siteOf({ ...FAULTS, "helpsmith.yaml": settings }).site);
  const levels = results.filter(({ ruleId }) => ruleId === "broken-link").map(({ level }) => level);
  assert.deepEqual(levels, Array(5).fill("note"));
  assert.equal(status, 0);
});

test("what is wrong with no file of its own stands in one, since code hosts refuse a result without a place", () => {
  const { results } = check(siteOf({ ...FAULTS, "helpsmith.yaml": SETTINGS }).site, ["--search"]);
  const missing = results.filter(({ ruleId }) => ruleId === "missing-file");
  assert.equal(missing.length, 1);
  for (const { ruleId, locations } of results) assert.ok(locations?.length >= 1, ruleId);
});

test("a site without problems gives an empty run", () => {
  const { status, results, run: own } = check(join(FOLDER, "sites", "manual"));
  assert.deepEqual(results, []);
  assert.equal(own.tool.driver.name, "helpsmith");
  assert.equal(status, 0);
});
