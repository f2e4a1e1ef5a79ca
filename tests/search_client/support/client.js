// Loads the engine as a page does: three classic scripts, one after the other.

import { readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";
import { encode } from "./encode.js";

const folder = new URL("../../../src/search/client/", import.meta.url);
export const SCRIPTS = ["tokens.js", "shards.js", "engine.js"].map((name) => readFileSync(new URL(name, folder), "utf8"));
for (const script of SCRIPTS) runInThisContext(script);

export const search = globalThis.helpsmithSearch;

/** A host of an index: a fetch that serves `files`, which may change, and remembers what was asked for. */
export function host(files) {
  const requests = [];
  const served = { files, requests };
  served.fetch = async (url, options) => {
    requests.push(url);
    served.options ??= options;
    const name = url.replace(/^.*\//, "").replace(/\?.*/, "");
    const bytes = served.files.get(name);
    return bytes ? new Response(bytes) : new Response("", { status: 404 });
  };
  served.names = () => requests.map((url) => url.replace(/^.*\/|\?.*/g, ""));
  return served;
}

/** Opens an index of this description. */
export async function open(description) {
  const served = host(encode(description));
  const engine = await search.open({ index: "/_/search/en/", fetch: served.fetch });
  return Object.assign(served, { engine, search: (query, wanted) => engine.search(query, wanted) });
}

/** Pages that are told apart by number alone: no query is in their titles. */
export const blank = (count) => Array.from({ length: count }, (_, at) => ({ path: `p${at}/`, title: "—" }));

/** A list of these pages, each `[page, impact, mask]`, with a weight of `idf`. */
export const on = (idf, ...pages) => ({ idf: idf * 16, on: pages });
