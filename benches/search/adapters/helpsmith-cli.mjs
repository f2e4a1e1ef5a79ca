// Asks `helpsmith search --batch`, to see that it answers as the browser does.
//   --index: the folder of `helpsmith.yaml`. HELPSMITH names the binary (default: the one on the PATH).
// All queries are asked at once, as each run builds the index anew: they are read from the scorer's own --queries.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const QUERIES = process.argv[process.argv.indexOf("--queries") + 1];
const OUTPUT_BYTES_MAX = 1 << 30;
let answers;

const ask = (site, lang) => {
  const lines = readFileSync(QUERIES, "utf8").trim().split("\n");
  const queries = [...new Set(lines.map((line) => JSON.parse(line).q))];
  const options = ["search", "--batch", "-", "--format", "json", "-q", site];
  const run = spawnSync(process.env.HELPSMITH ?? "helpsmith", options, {
    input: queries.join("\n"),
    encoding: "utf8",
    maxBuffer: OUTPUT_BYTES_MAX,
    stdio: ["pipe", "pipe", "inherit"],
  });
  if (run.status !== 0) throw new Error(`helpsmith search ended with ${run.status ?? run.error} (${lang})`);
  const file = join(dirname(site), "paths.json");
  const paths = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  const found = run.stdout.trim().split("\n").map((line) => JSON.parse(line)).filter((line) => "query" in line);
  const address = ({ url }) => {
    const own = decodeURIComponent(url).replace(/^\/|\/$/g, "");
    return paths[own] ?? own;
  };
  return new Map(found.map(({ query, results }) => [query, results.map(address)]));
};

export async function open(index, { lang }) {
  answers ??= ask(resolve(index), lang);
  return { search: async (query) => answers.get(query) ?? [] };
}
