// Files are fetched when they are wanted and once; what is hostile, damaged, late or gone ends in an answer or an error.

import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { blank, host, on, open, search } from "./support/client.js";
import { encode, varint } from "./support/encode.js";

const INDEX = "https://help.example/_/search/en/";
const DESCRIPTION = {
  pages: blank(6).map((page, at) => ({ ...page, title: `Title ${at}`, headings: [["a", "A"]] })),
  lists: {
    card: on(2, [0, 9, 2], [3, 200, 1]),
    refund: on(3, [1, 100, 3], [2, 50, 1]),
    refunded: on(4, [4, 100, 1]),
    went: on(4, [5, 128, 1]),
    go: on(1, [0, 130, 1]),
  },
  families: [["refund", "refunded"], ["go", "went"]],
  words: [["card", 3], ["refund", 4], ["refunded", 2]],
  labels: [[0, 1], [2], [3]],
  bets: { refund: [5] },
  shardSize: 1,
  group: 2,
};
/** A query that reads files of every kind. */
const everything = async (engine) => [
  await engine.search("refnud went card"),
  await engine.search("refund", { label: 1 }),
  await engine.search("card "),
];
const openAt = (fetch, rest) => search.open({ index: INDEX, fetch, ...rest });

test("each file is fetched once, and none before it is wanted", async () => {
  const served = host(encode(DESCRIPTION));
  const engine = await openAt(served.fetch);
  assert.deepEqual(served.requests, [`${INDEX}manifest.json`]);
  assert.deepEqual(served.options, { cache: "no-cache" });
  assert.equal(engine.manifest.pages, 6);
  await Promise.all([everything(engine), everything(engine)]);
  const known = served.requests.length;
  await everything(engine);
  assert.equal(served.requests.length, known);
  assert.equal(new Set(served.requests).size, known);
  for (const url of served.requests.slice(1)) assert.match(url, /^https:\/\/help\.example\/_\/search\/en\/[a-z]+\d*\.bin\?d1$/);
});

test("files that the host has unpacked are read as they are", async () => {
  const packed = await everything(await openAt(host(encode(DESCRIPTION)).fetch));
  const plain = await everything(await openAt(host(encode({ ...DESCRIPTION, compressed: false })).fetch));
  assert.deepEqual(plain, packed);
  assert.ok(packed.every(({ results }) => results.length));
});

test("a query that nobody waits for any more ends with the reason", async () => {
  const { engine } = await open(DESCRIPTION);
  const gone = AbortSignal.abort(new Error("gone"));
  await assert.rejects(engine.search("card", { signal: gone }), /gone/);

  const served = host(encode(DESCRIPTION));
  const slow = await openAt((url, options) => (url.includes("/t") ? new Promise(() => {}) : served.fetch(url, options)));
  const controller = new AbortController();
  const waiting = slow.search("card", { signal: controller.signal });
  setTimeout(() => controller.abort(new Error("typed on")), 5);
  await assert.rejects(waiting, /typed on/);
  const unnamed = new AbortController();
  setTimeout(() => unnamed.abort(), 5);
  await assert.rejects(slow.search("card", { signal: unnamed.signal }), { name: "AbortError" });
  assert.equal(served.requests.filter((url) => url.includes("manifest")).length, 1, "nothing is loaded anew for it");

  const late = new AbortController();
  const { results } = await engine.search("card", { signal: late.signal });
  late.abort();
  assert.equal(results.length, 2);
});

test("what failed is tried again with the next query", async () => {
  const served = host(encode(DESCRIPTION));
  let broken = false;
  const fetch = (url, options) => (broken ? Promise.reject(new TypeError("offline")) : served.fetch(url, options));
  const engine = await openAt(fetch);
  broken = true;
  await assert.rejects(engine.search("card "), Error);
  await assert.rejects(openAt(fetch), Error);
  broken = false;
  assert.equal((await engine.search("card ")).results.length, 2);

  const files = served.files;
  served.files = new Map([...files].filter(([name]) => name !== "d2.bin"));
  await assert.rejects(engine.search("refund "), Error);
  served.files = files;
  assert.equal((await engine.search("refund ")).results.length, 4);
  await assert.rejects(openAt(async () => new Response("", { status: 503 })), Error);
});

test("an index that was published anew is loaded anew, once", async () => {
  const served = host(encode(DESCRIPTION));
  const engine = await openAt(served.fetch);
  served.files = encode({ ...DESCRIPTION, digest: "d2", shardSize: 10, group: 0 });
  assert.deepEqual((await engine.search("card ")).results.map(({ page }) => page), [3, 0]);
  assert.equal(engine.manifest.digest, "d2");
  assert.equal(served.requests.filter((url) => url.includes("manifest")).length, 2);

  // Damage that stays is no reason to go on for ever.
  served.files.set("d2.bin", new Uint8Array([1, 2, 3]));
  await assert.rejects(engine.search("refunded "), Error);
  assert.equal(served.requests.filter((url) => url.includes("manifest")).length, 3);
  served.files.set("manifest.json", new TextEncoder().encode('{"version":2}'));
  await assert.rejects(openAt(served.fetch), Error);
});

test("pages without a server load scripts", async () => {
  const files = encode(DESCRIPTION);
  const loaded = [];
  globalThis.document = {
    createElement: () => ({}),
    head: {
      append: (script) => {
        loaded.push(script.src);
        const name = /\/en\/(\w+)\.js$/.exec(script.src)?.[1];
        const bytes = files.get(`${name}.bin`) ?? files.get(`${name}.json`);
        setTimeout(() => {
          if (!bytes) return script.onerror();
          search.receive(`en/${name}`, Buffer.from(bytes).toString("base64"));
          script.onload();
        }, 1);
      },
    },
  };
  const fetch = () => assert.fail("nothing is fetched");
  const offline = await search.open({ index: "../_/search/en/", fetch, offline: true });
  assert.deepEqual(await everything(offline), await everything((await open(DESCRIPTION)).engine));
  assert.ok(loaded.includes("../_/search/en/manifest.js") && loaded.includes("../_/search/en/t0.js"));
  files.delete("d2.bin");
  const damaged = await search.open({ index: "../../_/search/en/", offline: true });
  search.receive("en/other", "AAAA");
  assert.ok(await damaged.search("nothing "));
  delete globalThis.document;
});

test("hostile queries find nothing that is not there", async () => {
  const lists = { ...DESCRIPTION.lists, constructorr: on(1, [0, 1]) };
  const words = [...DESCRIPTION.words, ["constructorr", 1]];
  const bets = JSON.parse('{"__proto__ x": [0]}');
  const { search: ask } = await open({ ...DESCRIPTION, lists, words, bets, shardSize: 2 });
  const prototype = [...Object.getOwnPropertyNames(Object.prototype), "length", "map", "size", "get", "form", "0"];
  const strange = [
    ...["<img src=x onerror=alert(1)>", "\"'`;--", "\\u0000", "\0", "\ud800", "\udc00\ud800 x", "\u0301\u064b\u200c", "%00", "${1}"],
    ...["x".repeat(10_000), "x ".repeat(5_000), "退".repeat(10_000), "\u0301".repeat(10_000), "A".repeat(10_000), "😀".repeat(10_000)],
    ...["\ufffe\uffff\u{10ffff}", "$& $1", "([", "ก\u17d2".repeat(5_000), "\u200c".repeat(10_000)],
  ];
  for (const query of [...prototype, ...prototype.map((name) => `${name} `), ...strange]) {
    const { results, words: found } = await ask(query, { category: "constructor" });
    assert.deepEqual(results, [], query.slice(0, 20));
    for (const word of found) assert.ok(Object.hasOwn(lists, word), word);
  }
  for (const query of ["constructor", "toString ", "hasOwnProperty", "valueOf "]) {
    const { words: found } = await ask(query);
    assert.ok([...found].every((word) => word === "constructorr"), query);
  }
  assert.equal(Object.prototype.form, undefined);
});

test("forms that are named like properties are words like others", async () => {
  const names = ["__proto__", "constructor", "length", "map", "0", "tostring", "form", "home", "family"];
  const forms = ["proto", ...names.slice(1)].sort();
  const lists = Object.fromEntries(forms.map((form, page) => [form, on(1, [page, 10])]));
  lists.zz = on(1, [0, 1]);
  // Each points to the first of its family, whose name is a property of lists.
  const { search: ask } = await open({ pages: blank(9), lists, shardSize: 1, families: [["0", "tostring"], ["length", "zz"]] });
  for (const [page, form] of forms.entries()) assert.ok((await ask(`${form} `)).results.some((result) => result.page === page), form);
  assert.deepEqual([...(await ask("zz ")).words].sort(), ["length", "zz"]);
});

test("damaged files give fewer results or an error, soon", { timeout: 120_000 }, async () => {
  const whole = encode({ ...DESCRIPTION, compressed: false });
  let state = 1;
  const random = (below) => (state = (state * 48_271) % 0x7fffffff) % below;
  const damages = [
    (bytes) => bytes.slice(0, random(bytes.length)),
    (bytes) => bytes.map((byte) => (random(8) ? byte : random(256))),
    (bytes) => bytes.map(() => random(256)),
    (bytes) => Uint8Array.from([...bytes.slice(0, 2), ...varint(2 ** 50), ...bytes.slice(2)]),
    () => new Uint8Array(),
    (bytes) => gzipSync(bytes).subarray(0, -random(20) - 1),
    () => Uint8Array.from({ length: 5_000 }, (_, at) => (at ? 0xff : 0x1f)),
    () => new Uint8Array(20_000).fill(0xff),
  ];
  for (let round = 0; round < 400; round++) {
    const files = new Map(whole);
    const names = [...files.keys()].filter((name) => name !== "manifest.json");
    const name = names[random(names.length)];
    files.set(name, damages[round % damages.length](files.get(name)));
    const engine = await openAt(host(files).fetch);
    for (const [query, wanted] of [["refnud went card"], ["refund", { label: 2 }], ["card "]]) {
      const start = performance.now();
      const ended = await engine.search(query, wanted).then(
        ({ results }) => results.length <= 10,
        (error) => error instanceof Error,
      );
      assert.ok(ended && performance.now() - start < 2_000, `${name} ${query}`);
    }
  }
});

test("words of a damaged list cannot grow without bound", async () => {
  const endless = [...varint(20_000), ...varint(1)];
  for (let at = 0; at < 20_000; at++) endless.push(...varint(at), 1, 97, 0);
  const files = encode({ ...DESCRIPTION, compressed: false });
  files.set("t0.bin", Uint8Array.from(endless));
  const start = performance.now();
  await assert.rejects((await openAt(host(files).fetch)).search("card "), Error);
  assert.ok(performance.now() - start < 2_000);
});
