// Answers each line of standard input from the index in a folder: `answers.mjs INDEX LIMIT`. Prints what
// `helpsmith search --batch` prints.
import { openFolder } from "./engine.mjs";

const [index, limit] = process.argv.slice(2);
const engine = await openFolder(index);
process.stdin.setEncoding("utf8");
let input = "";
for await (const chunk of process.stdin) input += chunk;
for (const query of input.split("\n").slice(0, -1)) {
  const { results } = await engine.search(query, { limit: Number(limit) });
  const shown = results.map(({ path, title, score }) => ({ url: `/${path}`, title, score }));
  console.log(JSON.stringify({ query, results: shown }));
}
