// Texts are cut as `src/search/format.md` says, which the table shared with the other engine holds.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { search } from "./support/client.js";

const VECTORS = new URL("../../src/search/vectors.json", import.meta.url);
const forms = (query) => search.terms(query).terms.map(({ form }) => form);
const marked = (text, ...words) => {
  const ranges = search.matches(text, new Set(words));
  return ranges.map(([start, end]) => text.slice(start, end));
};

test("every text of the table is cut as it says", () => {
  const rows = JSON.parse(readFileSync(VECTORS, "utf8"));
  assert.ok(rows.length >= 80);
  for (const [text, article, query] of rows) {
    assert.deepEqual(search.tokens(text), article, `article ${JSON.stringify(text)}`);
    const terms = search.terms(text).terms.map(({ form, weight }) => [form, weight]);
    assert.deepEqual(terms, query, `query ${JSON.stringify(text)}`);
  }
});

test("a query is open where its last word may go on", () => {
  for (const [query, last] of [
    ["reset pass", "pass"],
    ["getUrl", "geturl"],
    ["退款政", "款政"],
    ["税", "税"],
    ["caf\u00e9\u0301", "cafe"],
    ["soft\u00ad", "soft"],
    [`reset ${"x".repeat(65)}`, "reset"],
    ["b a b", "b"],
  ]) {
    const { terms, open, last: at } = search.terms(query);
    assert.deepEqual([open, terms[at]?.form], [true, last], query);
  }
  const many = Array.from({ length: 33 }, (_, at) => `w${at}`).join(" ");
  for (const query of ["", "reset ", "reset!", "کتاب\u200c", "\u0301", "\ud800", many]) {
    assert.equal(search.terms(query).open, false, query);
  }
});

test("terms say what kind they are", () => {
  const kinds = search.terms("getUrl 退款 การ").terms.map(({ form, kind }) => [form, kind]);
  const expected = [["geturl", "word"], ["get", "word"], ["url", "word"], ["退款", "pair"], ["การ", "pair"]];
  assert.deepEqual(kinds, expected);
});

test("a query is read up to 256 characters and 32 forms", () => {
  assert.deepEqual(forms(`${" ".repeat(255)}ab`), ["a"]);
  assert.deepEqual(forms("😀".repeat(255) + "ab"), ["a"]);
  assert.equal(forms(Array.from({ length: 50 }, (_, at) => `w${at}`).join(" ")).length, 32);
});

test("plain forms are for comparing titles", () => {
  for (const [text, plain] of [
    ["  Sign-in: “Acme” & Co. ", "sign in acme co"],
    ["كتاب\u200cهاي", "کتابهای"],
    ["ΟΔΟΣ", "οδοσ"],
    ["Straße & Œuvre", "strasse oeuvre"],
    ["۱۴۰۳", "1403"],
    ["…", ""],
    ["\ud800x", "x"],
  ]) {
    assert.equal(search.plain(text), plain);
  }
});

test("whole words are marked, and pairs where they are found", () => {
  assert.deepEqual(marked("Reset your password now", "password", "reset"), ["Reset", "password"]);
  assert.deepEqual(marked("The HTMLParser.", "parser"), ["HTMLParser"]);
  assert.deepEqual(marked("Le résumé re\u0301sume\u0301!", "resume"), ["résumé", "re\u0301sume\u0301"]);
  assert.deepEqual(marked("ﬁle ＡＢＣ", "file", "abc"), ["ﬁle", "ＡＢＣ"]);
  assert.deepEqual(marked("مُحَمَّد كتاب", "محمد", "کتاب"), ["مُحَمَّد", "كتاب"]);
  assert.deepEqual(marked("این کتاب\u200cها را", "کتاب"), ["کتاب\u200cها"]);
  assert.deepEqual(marked("co\u00adoperate", "cooperate"), ["co\u00adoperate"]);
  assert.deepEqual(marked("我们的退款政策是", "退款", "款政"), ["退款政"]);
  assert.deepEqual(marked("退款和退款", "退款"), ["退款", "退款"]);
  assert.deepEqual(marked("税", "税"), ["税"]);
  assert.deepEqual(marked("ทำการตั้งค่า", "ทํากา", "รตั้"), ["ทำการตั้"]);
  assert.deepEqual(marked("nothing", "other"), []);
  assert.deepEqual(marked("", "other"), []);
  assert.deepEqual(search.matches("a \ud800 b", new Set(["b"])), [[4, 5]]);
});

test("long texts are cut and marked in little time", () => {
  const start = performance.now();
  for (const text of ["Reset the password. ", "退款政策", "کتاب\u200cها و ", "\u200c", "\u0301", "A", "ก", "\u17d2"]) {
    const long = text.repeat(100_000 / text.length);
    search.matches(long, new Set(["password"]));
    search.terms(long);
    search.plain(long);
  }
  assert.ok(performance.now() - start < 10_000);
});
