// Runs the browser's engine over a built site, so that the yardstick scores what readers get.
//   --index: the output folder of `helpsmith build`. Beside it may lie `paths.json`: addresses that helpsmith could
//   not give to pages, by the address that it gave them (site.mjs writes it).
// HELPSMITH_CLIENT names a folder of tokens.js, shards.js and engine.js, to try a change without a build.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { runInThisContext } from "node:vm";
import { gzipSync } from "node:zlib";

const SCRIPTS = ["tokens.js", "shards.js", "engine.js"];
const ORIGIN = "http://site.invalid/";

// The scripts that the browser loads: those that the build wrote, with the interface after the engine.
const scriptsOf = (dist) => {
  const folder = process.env.HELPSMITH_CLIENT;
  if (folder) return SCRIPTS.map((script) => join(folder, script));
  const built = readdirSync(join(dist, "_")).find((name) => /^search\..*\.js$/.test(name));
  if (!built) throw new Error(`${dist}/_ has no search script: name the engine's folder with HELPSMITH_CLIENT`);
  return [join(dist, "_", built)];
};

const loadEngine = (dist) => {
  if (globalThis.helpsmithSearch) return;
  for (const script of scriptsOf(dist)) {
    try {
      runInThisContext(readFileSync(script, "utf8"), script);
    } catch (error) {
      // The interface wants a document; the engine before it does not.
      if (!globalThis.helpsmithSearch?.open) throw error;
    }
  }
};

const gzippedBytes = (bytes) => gzipSync(bytes, { level: 9 }).length;
const clientBytes = (dist) => gzippedBytes(Buffer.concat(scriptsOf(dist).map((script) => readFileSync(script))));

const once = (read) => {
  const kept = new Map();
  return (key) => kept.get(key) ?? kept.set(key, read(key)).get(key);
};
const clientBytesOf = once(clientBytes);
const pathsOf = once((dist) => {
  const file = join(dirname(dist), "paths.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
});

export async function open(index, { lang }) {
  const dist = resolve(index);
  loadEngine(dist);
  const tags = readdirSync(join(dist, "_/search"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const tag = tags.find(({ name }) => name === lang)?.name ?? tags[0].name;
  let files = 1;
  let bytes = clientBytesOf(dist);
  const fetch = async (url) => {
    const file = join(dist, decodeURIComponent(new URL(url, ORIGIN).pathname));
    if (!existsSync(file)) return new Response("", { status: 404 });
    const body = readFileSync(file);
    files++;
    // Shards are gzipped as they lie there; hosts compress the manifest.
    bytes += file.endsWith(".json") ? gzippedBytes(body) : body.length;
    return new Response(body);
  };
  const engine = await helpsmithSearch.open({ index: `/_/search/${tag}/`, fetch });
  const paths = pathsOf(dist);
  const address = ({ path }) => {
    const own = decodeURIComponent(path).replace(/\/$/, "");
    return paths[own] ?? own;
  };
  return {
    search: async (query) => (await engine.search(query, { limit: 10 })).results.map(address),
    bytes: () => ({ files, bytes }),
  };
}
