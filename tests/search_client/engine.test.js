// Ranking follows `src/search/format.md`, rule by rule, on indexes small enough to reckon by hand.

import assert from "node:assert/strict";
import { test } from "node:test";
import { blank, on, open } from "./support/client.js";

// The numbers of the specification that are tuned now and then.
const FAMILY = 0.5;
const TOGETHER = 1.2;
const share = (found, all) => Math.sqrt(found / all);

/** Pages with their scores, best first. */
const ranked = ({ results }) => results.map(({ page, score }) => [page, score]);
const pagesOf = ({ results }) => results.map(({ page }) => page);
/** A word that is on every page, so that others can be missing from some. */
const everywhere = (count, idf = 1) => on(idf, ...Array.from({ length: count }, (_, page) => [page, 1, 1]));

test("a page's score is the weight of the word times its impact, and of equals the lower page comes first", async () => {
  const { search } = await open({ pages: blank(4), lists: { refund: on(2, [0, 10], [1, 30], [2, 10], [3, 5]) } });
  const answer = await search("refund ");
  assert.deepEqual(ranked(answer), [[1, 60], [0, 20], [2, 20], [3, 10]]);
  assert.deepEqual([answer.complete, answer.corrected, [...answer.words]], [true, null, ["refund"]]);
  assert.deepEqual(pagesOf(await search("refund ", { limit: 2 })), [1, 0]);
  for (const query of ["", " ", "!?", "unknown", "ref "]) {
    const nothing = await search(query);
    assert.deepEqual([nothing.results, nothing.complete, nothing.corrected], [[], false, null], query);
  }
});

test("a result has all that is shown of its page", async () => {
  const pages = blank(3);
  pages[2] = { path: "a/b%20c/", title: "Refunds", excerpt: "Money.", trail: ["A", "B"], headings: [["part", "Partial"]] };
  const { search } = await open({ pages, lists: { money: on(1, [2, 7, 0b10]) } });
  assert.deepEqual((await search("money ")).results, [
    {
      ...{ page: 2, path: "a/b%20c/", title: "Refunds", excerpt: "Money.", trail: ["A", "B"] },
      ...{ section: { id: "part", title: "Partial" }, score: 7, pinned: false },
    },
  ]);
});

test("other forms of a word count half, from whichever shard they come", async () => {
  const lists = { go: on(1, [0, 9], [2, 10]), going: on(2, [1, 10], [2, 10]), house: on(1, [3, 1]), went: on(3, [3, 10]) };
  for (const shardSize of [10, 1]) {
    const { search, names } = await open({ pages: blank(4), lists, families: [["go", "going", "went"]], shardSize });
    assert.deepEqual(ranked(await search("go ")), [[3, FAMILY * 3 * 10], [1, FAMILY * 2 * 10], [2, FAMILY * 2 * 10], [0, 9]]);
    // `went` is in the range of the second shard and points to the first.
    assert.deepEqual(ranked(await search("went ")), [[3, 30], [1, FAMILY * 2 * 10], [2, FAMILY * 2 * 10], [0, FAMILY * 9]]);
    assert.deepEqual([...(await search("went ")).words].sort(), ["go", "going", "went"]);
    assert.deepEqual(names().filter((name) => name.startsWith("t")), shardSize === 1 ? ["t0.bin", "t1.bin"] : ["t0.bin"]);
  }
});

test("the last word may go on where nothing follows it", async () => {
  const lists = { re: on(1, [0, 10]), refund: on(2, [1, 10]), region: on(4, [2, 10]), other: on(1, [3, 10]) };
  const { search } = await open({ pages: blank(4), lists });
  assert.deepEqual(ranked(await search("re")), [[0, 10], [2, ((0.35 * 2) / 6) * 4 * 10], [1, ((0.35 * 2) / 6) * 2 * 10]]);
  assert.deepEqual(ranked(await search("re ")), [[0, 10]]);
  assert.deepEqual(ranked(await search("r")), [[2, ((0.8 * 1) / 6) * 4 * 10], [0, ((0.8 * 1) / 2) * 10], [1, ((0.8 * 1) / 6) * 2 * 10]]);
  assert.deepEqual([...(await search("refu")).words], ["refund"]);
});

test("of the words that go on, the forty on most pages count, but none of the family again", async () => {
  const lists = { a: on(1, [0, 1]), ab: on(1, [0, 50]) };
  for (let at = 10; at < 60; at++) lists[`a${at}`] = on(1, [at - 9, 10], ...(at >= 25 ? [[99, 10]] : []));
  const { search } = await open({ pages: blank(100), lists, families: [["a", "ab"]] });
  const { words } = await search("a");
  const expected = ["a", "ab", ...Array.from({ length: 35 }, (_, at) => `a${at + 25}`), "a10", "a11", "a12", "a13", "a14"];
  assert.deepEqual([...words].sort(), expected.sort());
  const { results } = await search("a", { limit: 100 });
  assert.equal(results.find(({ page }) => page === 0).score, FAMILY * 50);
});

test("words that go on in the next shard are found, also across groups of shards", async () => {
  const lists = { aa: on(1, [0, 1]), rea: on(1, [1, 1]), reb: on(1, [2, 1]), rec: on(1, [3, 1]), zz: on(1, [4, 1]) };
  for (const group of [0, 2, 3]) {
    const { search, names } = await open({ pages: blank(5), lists, shardSize: 1, group });
    // Shards: aa | rea | reb | rec | zz, cut at "r", "reb", "rec", "z".
    assert.deepEqual([...(await search("re")).words], ["rea", "reb"], `${group}`);
    assert.deepEqual([...(await search("reb")).words], ["reb"]);
    assert.deepEqual([...(await search("rec")).words], ["rec"]);
    assert.deepEqual([...(await search("zz")).words], ["zz"]);
    assert.deepEqual([...(await search("aa rea reb rec zz")).words], ["aa", "rea", "reb", "rec", "zz"]);
    assert.equal(names().includes("r0.bin"), group > 0);
  }
  const next = await open({ pages: blank(4), lists: { re: on(1, [0, 1]), refund: on(1, [1, 1]), refuse: on(1, [2, 1]) }, shardSize: 2 });
  assert.deepEqual([...(await next.search("refu")).words], ["refund", "refuse"]);
  assert.deepEqual([...(await next.search("re")).words], ["re", "refund", "refuse"]);
});

test("a page without some of the terms has their share less", async () => {
  const lists = { refund: on(3, [0, 10, 1], [1, 20, 2]), card: on(1, [0, 10, 2], [2, 40, 1]) };
  const { search } = await open({ pages: blank(3), lists });
  assert.deepEqual(ranked(await search("refund card ")), [[1, 60 * share(3, 4)], [0, 40], [2, 40 * share(1, 4)]]);
  // A word that is not in the index says nothing about any page.
  assert.deepEqual(ranked(await search("refund xx ")), [[1, 60], [0, 30]]);
  assert.equal((await search("refund xx ")).complete, false);
});

test("terms that stand in one section count more", async () => {
  const lists = { refund: on(3, [0, 10, 0b110], [1, 10, 0b100]), card: on(1, [0, 10, 0b011], [1, 10, 0b011]) };
  const { search } = await open({ pages: blank(2), lists });
  assert.deepEqual(ranked(await search("refund card ")), [[0, 40 * TOGETHER], [1, 40]]);
});

test("a part of a word counts half", async () => {
  const { search } = await open({ pages: blank(2), lists: { html: on(1, [0, 10]), parser: on(3, [1, 10]) } });
  assert.deepEqual(ranked(await search("HTMLParser ")), [[1, 0.5 * 3 * 10 * share(1.5, 2)], [0, 0.5 * 10 * share(0.5, 2)]]);
  // A word that is known as a beginning alone has the highest weight among what it begins.
  const { search: begun } = await open({ pages: blank(2), lists: { ab: on(1, [0, 10]), abcd: on(4, [1, 10]), xx: on(2, [0, 10, 2]) } });
  const idf = Math.max(((0.8 * 1) / 2) * 1, ((0.8 * 1) / 4) * 4);
  assert.deepEqual((await begun("xx a")).results[0].score, (20 + ((0.8 * 1) / 2) * 10) * share(2 + idf, 2 + idf));
  assert.deepEqual((await begun("xx a")).results[1].score, ((0.8 * 1) / 4) * 4 * 10 * share(idf, 2 + idf));
});

test("words on most pages are left out, unless there are no others or one is being typed", async () => {
  const lists = { the: everywhere(3, 5), of: everywhere(3, 5), refund: on(1, [1, 10, 2]) };
  const { search } = await open({ pages: blank(3), lists, stop: ["of", "the"] });
  assert.deepEqual(ranked(await search("the refund of ")), [[1, 10]]);
  assert.deepEqual([...(await search("the refund of")).words], ["refund", "of"]);
  assert.deepEqual([...(await search("refund the of ")).words], ["refund"]);
  assert.deepEqual([...(await search("the of ")).words], ["the", "of"]);
});

test("a long query asks for eight shards at most: the last word first, then every other one", async () => {
  const letters = [..."abcdefghijkl"];
  const lists = Object.fromEntries(letters.map((letter) => [letter.repeat(5), on(1, [0, 1])]));
  const query = letters.map((letter) => letter.repeat(5)).join(" ");
  for (const [asked, options, expected, shards] of [
    // Even places first (a, c, e, …), then odd ones.
    [`${query} `, { shardSize: 1 }, "abcdegik", 8],
    [query, { shardSize: 1 }, "abcegikl", 8],
    [query, { shardSize: 1, group: 5 }, "abcegikl", 8],
    [`${query} bbbbb `, { shardSize: 1 }, "abcdegik", 8],
    // Terms in shards that are fetched anyway are kept: twelve words in six shards.
    [query, { shardSize: 2 }, "abcdefghijkl", 6],
    [query, { shardSize: 1, stop: ["aaaaa"] }, "bcdefhjl", 8],
  ]) {
    const { search, names } = await open({ pages: blank(1), lists, ...options });
    const { words } = await search(asked);
    assert.equal([...words].map((word) => word[0]).join(""), expected, JSON.stringify([asked, options]));
    assert.equal(names().filter((name) => name.startsWith("t")).length, shards);
  }
});

test("misspelt words are looked for as the nearest words there are", async () => {
  const words = ["refund", "refunds", "payment", "region", "rest", "test", "passwords", "pasword"].map((word) => [word, 1]);
  const lists = Object.fromEntries(words.map(([word], page) => [word, on(page + 1, [page, 10])]));
  const { search } = await open({ pages: blank(8), lists, words });
  const looked = async (query) => {
    const { words, corrected } = await search(query);
    return [[...words].sort().join(" "), corrected];
  };
  assert.deepEqual(await looked("refnud "), ["refund", "refund "]);
  // Two slips from eight letters on.
  assert.deepEqual(await looked("paymnets "), ["payment", "payment "]);
  assert.deepEqual(await looked("paymnte "), ["", null]);
  assert.deepEqual(await looked("regoin"), ["region", "region"]);
  assert.deepEqual(await looked("rexund, PLEASE “regoin”"), ["refund region", "refund, PLEASE “region”"]);
  // By the second letter, where the first is wrong; not where the first gives something.
  assert.deepEqual(await looked("erfund "), ["refund", "refund "]);
  assert.deepEqual(await looked("tset "), ["test", "test "]);
  assert.deepEqual(await looked("xpaymen "), ["", null]);
  // Short words, and those with digits, are as they are meant.
  for (const query of ["rst ", "refun1d ", "退款政策 "]) assert.deepEqual(await looked(query), ["", null]);
  assert.deepEqual(ranked(await search("refnud ")), [[0, 0.75 * 10]]);
  assert.deepEqual(ranked(await search("paymnets ")), [[2, 0.55 * 3 * 10]]);
});

test("of near words the three nearest count, of equals the more common, and their families too", async () => {
  const words = [["cards", 1], ["carts", 9], ["cares", 5], ["carps", 5], ["carbs", 5]];
  const lists = Object.fromEntries(words.map(([word], page) => [word, on(1, [page, 10])]));
  lists.carted = on(1, [5, 10]);
  const { search } = await open({ pages: blank(6), lists, words, families: [["carts", "carted"]] });
  const { words: found, corrected, results } = await search("carxs ");
  assert.deepEqual([[...found].sort(), corrected], [["carbs", "cares", "carted", "carts"], "carts "]);
  assert.equal(results.find(({ page }) => page === 5).score, 0.75 * FAMILY * 10);
});

test("a rare word may be a slip, but not where all is found, nor where it begins other words", async () => {
  const words = [["refund", 9], ["refunt", 1], ["card", 5]];
  const refund = on(1, [0, 10], [1, 10], [2, 10], [3, 10], [4, 10]);
  const description = { pages: blank(9), words, lists: { refund, refunt: on(4, [6, 10]), card: on(1, [0, 10, 2]) } };
  const { search } = await open(description);
  assert.deepEqual([...(await search("refunt ")).words], ["refunt"]);
  const both = await search("refunt card ");
  assert.deepEqual([[...both.words], both.corrected], [["refunt", "refund", "card"], null]);
  // The rare word keeps what it says; page 0 now has all terms.
  assert.deepEqual(ranked(both)[1], [0, 10 + 0.75 * 10]);
  assert.equal(both.complete, true);
  const begun = await open({ ...description, lists: { ...description.lists, refunted: on(1, [8, 1]) } });
  assert.deepEqual([...(await begun.search("card refunt")).words], ["card", "refunt", "refunted"]);
  const common = await open({ ...description, lists: { ...description.lists, refunt: on(4, [5, 1], [6, 1], [7, 1], [8, 1]) } });
  assert.deepEqual([...(await common.search("refunt card ")).words], ["refunt", "card"]);
});

test("the page whose title is the query comes first", async () => {
  const titles = ["About refund", "Refund a card", "Réfund!", "Prerefunded", "Other"];
  const pages = titles.map((title, at) => ({ path: `${at}/`, title }));
  const { search } = await open({ pages, lists: { refund: on(1, ...titles.map((_, page) => [page, 10])) } });
  assert.deepEqual(ranked(await search("REFUND ")), [[2, 10 * 1.5], [1, 10 * 1.2], [0, 10 * 1.1], [3, 10 * 1.1], [4, 10]]);
  // Titles order what was found; they bring up nothing else.
  assert.deepEqual(pagesOf(await search("refund ", { limit: 1 })), [0]);
});

test("filters leave pages of a category or with a label", async () => {
  const lists = { refund: on(1, ...Array.from({ length: 10 }, (_, page) => [page, 10 + page])) };
  const categories = [["billing/", 2, 5], ["cards/", 5, 10]];
  const labels = [[0, 3], [], [4, 6, 9], [1]];
  const { search, names } = await open({ pages: blank(10), lists, categories, labels, bets: { refund: [0, 4] } });
  const found = async (wanted) => pagesOf(await search("refund ", wanted));
  assert.deepEqual(await found({ category: "cards/", label: 2 }), [9, 6]);
  assert.deepEqual(await found({ category: "billing/" }), [4, 3, 2]);
  assert.deepEqual(await found({ label: 0 }), [0, 3]);
  assert.deepEqual(await found({ label: 3 }), [1]);
  for (const wanted of [{ label: 1 }, { label: 4 }, { label: 99 }, { label: -1 }, { category: "billing" }, { category: "__proto__" }]) {
    assert.deepEqual(await found(wanted), [], JSON.stringify(wanted));
  }
  assert.deepEqual(await found({ category: "", label: undefined, limit: 3 }), [0, 4, 9]);
  assert.deepEqual(names().filter((name) => name.startsWith("l")), ["l1.bin", "l0.bin"]);
  assert.deepEqual(await (await open({ pages: blank(10), lists })).search("refund ", { label: 0 }).then(pagesOf), []);
});

test("pinned pages come first, in their order, and once", async () => {
  const lists = { refund: on(1, [0, 10], [1, 20], [2, 5]) };
  const { search } = await open({ pages: blank(4), lists, bets: { "my refund": [3, 2], unknown: [1] } });
  const { results } = await search("My: refund ");
  assert.deepEqual(results.map(({ page, score, pinned }) => [page, score, pinned]), [
    ...[[3, 22, true], [2, 21, true]],
    ...[[1, 20, false], [0, 10, false]],
  ]);
  assert.deepEqual(results[0].section, null);
  assert.deepEqual(ranked(await search("unknown")), [[1, 1]]);
  assert.deepEqual(pagesOf(await search("my refund ", { limit: 1 })), [3]);
  for (const query of ["refund ", "my refund twice "]) assert.ok(!(await search(query)).results.some(({ pinned }) => pinned));
});

test("a result names the section where its terms stand", async () => {
  const pages = blank(3);
  pages[0].headings = Array.from({ length: 20 }, (_, at) => [`h${at + 1}`, `Heading ${at + 1}`]);
  pages[1].headings = [["only", "Only"]];
  const masks = { a: [0b110, 1], b: [0b100, 1], c: [0b1000, 0b100], d: [1 << 20, 0b11], e: [1, 0] };
  const lists = Object.fromEntries(
    Object.entries(masks).map(([form, on_], at) => [form, on(at + 1, [0, 10, on_[0]], ...(on_[1] ? [[1, 10, on_[1]]] : []))]),
  );
  const { search } = await open({ pages, lists });
  const sections = async (query) => {
    const { results } = await search(query);
    return results.sort((x, y) => x.page - y.page).map(({ section }) => section?.id ?? null);
  };
  assert.deepEqual(await sections("a "), ["h1", null]);
  assert.deepEqual(await sections("a b "), ["h2", null]);
  // Nothing in common: where the term with the most to say stands.
  assert.deepEqual(await sections("a c "), ["h3", null]);
  assert.deepEqual(await sections("d "), ["h20", null]);
  assert.deepEqual(await sections("e "), [null]);
  const { results } = await search("d ");
  assert.equal(results.length, 2);
});
