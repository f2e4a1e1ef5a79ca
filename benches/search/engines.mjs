// Builds each engine's index with the time and memory it takes, and scores it with the yardstick.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { prepareHtml, prepareSite } from "./prepare.mjs";

const ADAPTERS = join(dirname(fileURLToPath(import.meta.url)), "adapters");
const PAGEFIND = "pagefind@1.6.0";

// Runs a program by GNU time: seconds by the clock, seconds of all cores, the most memory.
const measured = (program, options, folder) => {
  const file = join(folder, "time");
  const done = spawnSync("nice", ["-n", "5", "time", "-f", "%e %U %S %M", "-o", file, program, ...options], {
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
    maxBuffer: 1 << 30,
  });
  if (done.status !== 0) throw new Error(`${program} ended with ${done.status ?? done.error}\n${done.stderr.slice(-3000)}`);
  const [wall, user, system, kilobytes] = readFileSync(file, "utf8").trim().split("\n").at(-1).split(" ").map(Number);
  return { seconds: wall, cpuSeconds: user + system, megabytes: Math.round(kilobytes / 1024), log: done.stderr };
};

const sizeOf = (folder) => {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const bytes = files.map((file) => statSync(join(file.parentPath ?? file.path, file.name)).size);
  return { files: files.length, bytes: bytes.reduce((sum, next) => sum + next, 0) };
};

const score = (index, adapter, corpus, { yardstick, split, max, cold }, env = {}) => {
  const out = join(corpus.folder, "score.json");
  const options = ["--queries", corpus.queries, "--adapter", adapter, "--index", index, "--lang", corpus.language];
  const limits = ["--split", split, "--max", max, "--cold", cold, "--json", out];
  execFileSync(process.execPath, [join(yardstick, "score.mjs"), ...options, ...limits], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, ...env },
  });
  return JSON.parse(readFileSync(out, "utf8"));
};

// Keeps what an engine does not change between runs; helpsmith itself is always measured anew.
const kept = (file, again, make) => {
  if (existsSync(file) && !again) return JSON.parse(readFileSync(file, "utf8"));
  const made = make();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(made, null, 1)}\n`);
  return made;
};

const pagefindBinary = ({ work, pagefind }) => {
  if (pagefind) return pagefind;
  const folder = join(work, "npm");
  const scope = join(folder, "node_modules/@pagefind");
  if (!existsSync(scope)) {
    mkdirSync(folder, { recursive: true });
    execFileSync("npm", ["install", "--prefix", folder, "--no-audit", "--no-fund", PAGEFIND], { stdio: ["ignore", 2, 2] });
  }
  const bins = readdirSync(scope).map((platform) => join(scope, platform, "bin"));
  const found = bins.flatMap((bin) => ["pagefind_extended", "pagefind"].map((name) => join(bin, name))).find(existsSync);
  if (!found) throw new Error(`${PAGEFIND} has no binary for this platform`);
  return found;
};

const pagefind = (corpus, options) => {
  const { results, again, split, yardstick } = options;
  const index = join(corpus.folder, "pagefind");
  const build = kept(join(results, `${corpus.name}.pagefind.build.json`), again || !existsSync(index), () => {
    const html = prepareHtml(corpus, yardstick);
    rmSync(index, { recursive: true, force: true });
    const { log, ...took } = measured(pagefindBinary(options), ["--site", html, "--output-path", index], corpus.folder);
    // Node takes `pagefind.js` for the module that it is.
    const size = sizeOf(index);
    writeFileSync(join(index, "package.json"), '{"type":"module"}\n');
    return { ...took, ...size };
  });
  const scores = kept(join(results, `${corpus.name}.pagefind.${split}.json`), again, () =>
    score(index, join(yardstick, "adapters/pagefind.mjs"), corpus, options));
  return { ...scores, build };
};

const helpsmithBuild = (corpus, { binary }) => {
  const site = prepareSite(corpus);
  const dist = join(corpus.folder, "dist");
  rmSync(dist, { recursive: true, force: true });
  const { log, ...took } = measured(binary, ["build", "--timings", "-o", dist, site], corpus.folder);
  const index = Number(/([\d.]+) ms  search index/.exec(log)?.[1]) / 1000;
  return { dist, build: { ...took, indexSeconds: index, ...sizeOf(join(dist, "_/search")) } };
};

const helpsmith = (corpus, options) => {
  const { dist, build } = helpsmithBuild(corpus, options);
  const file = join(options.results, `${corpus.name}.helpsmith.${options.split}.json`);
  return kept(file, true, () => ({ ...score(dist, join(ADAPTERS, "helpsmith.mjs"), corpus, options), build }));
};

const helpsmithCli = (corpus, options) => {
  const site = prepareSite(corpus);
  const adapter = join(ADAPTERS, "helpsmith-cli.mjs");
  return score(site, adapter, corpus, { ...options, cold: "0" }, { HELPSMITH: options.binary });
};

export const ENGINES = { helpsmith, "helpsmith-cli": helpsmithCli, pagefind };
