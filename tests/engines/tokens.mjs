// Prints the tokens of each text of standard input, a JSON list of texts: of an article, then of a query.
import { search } from "./engine.mjs";

let input = "";
for await (const chunk of process.stdin) input += chunk;
const cut = (text) => [search.tokens(text), search.terms(text).terms.map(({ form, weight }) => [form, weight])];
console.log(JSON.stringify(JSON.parse(input).map(cut)));
