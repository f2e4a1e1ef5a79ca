// Loads the browser's engine into node, as a page would: three classic scripts, one after the other.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { runInThisContext } from "node:vm";

const folder = new URL("../../src/search/client/", import.meta.url);
for (const name of ["tokens.js", "shards.js", "engine.js"]) {
  runInThisContext(await readFile(new URL(name, folder), "utf8"), { filename: name });
}

export const search = globalThis.helpsmithSearch;

/** Opens the index in a folder on disk. */
export const openFolder = (index) =>
  search.open({
    index: "/",
    fetch: async (url) => new Response(await readFile(join(index, url.split("?")[0]))),
  });
