// Prints the results of one corpus: kinds of queries down, engines across.
const mrr = (row) => (row ? `${row.mrr.toFixed(3)} ${`${Math.round(100 * row.none)}%`.padStart(4)}` : "-");
const coldOf = (row) => (row ? `${(row.p50 / 1024).toFixed(0)}/${(row.p90 / 1024).toFixed(0)} KB ${row.files} f` : "-");
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

// A handful of queries says nothing, so such a kind stays out of the mean.
const QUERIES_MIN = 5;

export const table = (corpus, pages, split, results) => {
  const engines = Object.keys(results);
  const kinds = [...new Set(engines.flatMap((engine) => Object.keys(results[engine].rows)))];
  const line = (first, number, cells) =>
    [first.padEnd(12), String(number).padStart(5), ...cells.map((cell) => cell.padStart(22))].join(" ");
  const all = (cell) => engines.map((engine) => cell(results[engine]));
  const built = (cell) => all(({ build }) => (build ? cell(build) : "-"));
  const count = (kind) => results[engines.find((engine) => results[engine].rows[kind])].rows[kind].n;
  const means = all(({ rows }) => {
    const values = Object.values(rows).filter(({ n }) => n >= QUERIES_MIN);
    return (values.reduce((sum, { mrr }) => sum + mrr, 0) / values.length).toFixed(3).padEnd(10);
  });
  return [
    `## ${corpus}: ${pages} pages, ${split} half`,
    line("MRR@10 none", "n", engines),
    ...kinds.map((kind) => line(kind, count(kind), all(({ rows }) => mrr(rows[kind])))),
    line("mean", "", means),
    ...kinds.map((kind) => line(`cold ${kind}`, "", all(({ cold }) => coldOf(cold?.[kind])))),
    line("query ms", "", all(({ warm }) => `${warm.p50.toFixed(1)}/${warm.p95.toFixed(1)}`)),
    line("build", "", built(({ seconds, cpuSeconds }) => `${seconds.toFixed(1)} s (${cpuSeconds.toFixed(1)} cpu)`)),
    line("index only", "", built(({ indexSeconds }) => (indexSeconds ? `${indexSeconds.toFixed(2)} s` : "-"))),
    line("memory", "", built((build) => `${build.megabytes} MB`)),
    line("index", "", built(({ files, bytes }) => `${megabytes(bytes)} ${files} f`)),
    "",
  ].join("\n");
};
