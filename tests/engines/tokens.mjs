// Prints the tokens of each text of standard input, a JSON list of texts: of an article, of a query, and whether this
// Unicode knows all its characters.
import { search } from "./engine.mjs";

process.stdin.setEncoding("utf8");
let input = "";
for await (const chunk of process.stdin) input += chunk;
const cut = (text) => [
  search.tokens(text),
  search.terms(text).terms.map(({ form, weight }) => [form, weight]),
  !/\p{Cn}/u.test(text),
];
console.log(JSON.stringify(JSON.parse(input).map(cut)));
