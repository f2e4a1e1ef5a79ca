// The command line of the bench: prepares each corpus, builds and scores each engine, prints a table.
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { CORPORA } from "./corpora.mjs";
import { ENGINES } from "./engines.mjs";
import { prepareCorpus, prepareSite } from "./prepare.mjs";
import { table } from "./table.mjs";

const text = (fallback) => ({ type: "string", default: fallback });
const { values } = parseArgs({
  options: {
    corpora: text("all"),
    engines: text("helpsmith,pagefind"),
    binary: text(process.env.HELPSMITH ?? "target/release/helpsmith"),
    yardstick: text(process.env.HELPSMITH_YARDSTICK),
    shared: text(process.env.HELPSMITH_CORPORA),
    work: text(process.env.HELPSMITH_BENCH ?? join(tmpdir(), "helpsmith-bench")),
    pagefind: text(process.env.PAGEFIND),
    split: text("test"),
    max: text("100"),
    cold: text("15"),
    again: { type: "boolean", default: false },
    prepare: { type: "boolean", default: false },
    list: { type: "boolean", default: false },
  },
});

const wanted = () => {
  const names = values.corpora === "all" ? [...CORPORA.keys()].filter((name) => name !== "mix100k") : values.corpora.split(",");
  const unknown = names.find((name) => !CORPORA.has(name));
  if (unknown) throw new Error(`there is no corpus \`${unknown}\`; there are ${[...CORPORA.keys()].join(", ")}`);
  return names;
};

const engines = values.engines.split(",").filter(Boolean);
const unknown = engines.find((name) => !(name in ENGINES));
if (unknown) throw new Error(`there is no engine \`${unknown}\`; there are ${Object.keys(ENGINES).join(", ")}`);

if (values.list) {
  console.log([...CORPORA.keys()].join("\n"));
} else {
  if (!values.yardstick || !existsSync(join(values.yardstick, "score.mjs"))) {
    throw new Error("name the folder of score.mjs with --yardstick or HELPSMITH_YARDSTICK");
  }
  const options = Object.fromEntries(["yardstick", "work", "binary"].map((name) => [name, resolve(values[name])]));
  Object.assign(options, { ...values, ...options, results: join(options.work, "results") });
  options.shared &&= resolve(options.shared);
  mkdirSync(options.results, { recursive: true });
  for (const name of wanted()) {
    const corpus = prepareCorpus(name, options);
    if (values.prepare) prepareSite(corpus);
    const pages = readFileSync(corpus.corpus, "utf8").trim().split("\n").length;
    if (values.prepare && !engines.length) console.log(`${name}: ${pages} pages`);
    const results = Object.fromEntries(engines.map((engine) => [engine, ENGINES[engine](corpus, options)]));
    if (engines.length) console.log(table(name, pages, values.split, results));
  }
}
