// Reads what a tree tells its host: `_headers` and `_redirects` as Netlify and Cloudflare Pages do, the lines of an
// nginx map, and the list in JSON.

/** Rules of `_headers`, and characters of a line of it, that Cloudflare Pages reads. */
const HEADER_RULES_MAX = 100;
const HEADER_CHARS_MAX = 2000;
/** Characters of a redirect, and redirects, that Cloudflare Pages reads. */
const REDIRECT_CHARS_MAX = 1000;
export const REDIRECTS_MAX = 2000;

/**
 * Returns `[{ pattern, matches, headers: [{ name, value }], dropped: [name] }]`; an error names the line that is wrong.
 * What is dropped (`! Name`) is what Cloudflare takes back of the rules before; Netlify passes over such a line.
 */
export function readHeaders(text) {
  const rules = [];
  for (const [index, line] of text.split("\n").entries()) {
    const wrong = (what) => new Error(`line ${index + 1}: ${what}: ${line.slice(0, 80)}`);
    if (line.length > HEADER_CHARS_MAX) throw wrong(`more than ${HEADER_CHARS_MAX} characters`);
    if (/^\s*(?:#.*)?$/.test(line)) continue;
    if (/^\S/.test(line)) {
      if (!/^(?:\/|https:\/\/)[!-~]*$/.test(line)) throw wrong("not a path");
      if (line.split("*").length > 2) throw wrong("more than one star");
      rules.push({ pattern: line, matches: matcher(line), headers: [], dropped: [] });
      continue;
    }
    if (rules.length === 0) throw wrong("a header before every path");
    const [, dropped] = /^\s+! ([A-Za-z0-9-]+)$/.exec(line) ?? [];
    if (dropped) {
      rules.at(-1).dropped.push(dropped.toLowerCase());
      continue;
    }
    const [, name, value] = /^\s+([!#$%&'*+.^_`|~0-9A-Za-z-]+): (\S(?:.*\S)?)$/.exec(line) ?? [];
    if (!name) throw wrong("not a header");
    if (!/^[\x20-\x7e]+$/.test(value)) throw wrong("a header that is not ASCII");
    rules.at(-1).headers.push({ name: name.toLowerCase(), value });
  }
  if (rules.length > HEADER_RULES_MAX) throw new Error(`${rules.length} rules, ${HEADER_RULES_MAX} at most`);
  const empty = rules.find((rule) => rule.headers.length + rule.dropped.length === 0);
  if (empty) throw new Error(`${empty.pattern} has no header`);
  return rules;
}

/** A star is anything, slashes too; a placeholder is what stands between two slashes. */
function matcher(pattern) {
  const path = pattern.replace(/^https:\/\/[^/]*/, "");
  const parts = path.split(/(\*|:[A-Za-z]\w*)/).map((part) => {
    if (part === "*") return ".*";
    return part.startsWith(":") ? "[^/]+" : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  });
  const expression = new RegExp(`^${parts.join("")}$`);
  return (url) => expression.test(url);
}

/** Returns the headers of a path; a host that `drops` takes back first what a rule says it should. */
export function headersOf(rules, url, { drops = true } = {}) {
  const found = new Map();
  for (const { headers, dropped } of rules.filter((rule) => rule.matches(url))) {
    if (drops) dropped.forEach((name) => found.delete(name));
    for (const { name, value } of headers) {
      // Hosts join what is set twice.
      found.set(name, found.has(name) ? `${found.get(name)}, ${value}` : value);
    }
  }
  return found;
}

/** Returns `[{ from, to, status }]` of `_redirects`. */
export function readRedirects(text) {
  const lines = text.split("\n").filter((line) => !/^\s*(?:#.*)?$/.test(line));
  return lines.map((line) => {
    const [, from, to, status] = /^(\/\S*) (\/\S*|https?:\/\/\S+) (301)$/.exec(line) ?? [];
    if (!from) throw new Error(`not a redirect: ${line}`);
    if (line.length > REDIRECT_CHARS_MAX) throw new Error(`more than ${REDIRECT_CHARS_MAX} characters: ${line}`);
    // Hosts would take a star for anything, and a colon after a slash for a placeholder.
    if (/\*|\/:/.test(from)) throw new Error(`a pattern, not a path: ${from}`);
    return { from, to, status: Number(status) };
  });
}

/** Returns `[{ from, to }]` of the lines of an nginx map. */
export function readNginx(text) {
  const lines = text.split("\n").filter((line) => !/^\s*(?:#.*)?$/.test(line));
  return lines.map((line) => {
    const [, from, to] = /^\s*"((?:\\.|[^"\\])+)"\s+"((?:\\.|[^"\\])+)";$/.exec(line) ?? [];
    if (!from) throw new Error(`not a line of an nginx map: ${line}`);
    if (!from.startsWith("/")) throw new Error(`not a path, so that nginx may read it otherwise: ${from}`);
    // In the value nginx puts a variable in its place; there is no way to escape it.
    if (to.includes("$")) throw new Error(`a dollar sign, which nginx takes for a variable: ${to}`);
    const plain = (quoted) => quoted.replace(/\\(.)/g, "$1");
    return { from: plain(from), to: plain(to) };
  });
}

/** Returns redirects in a form that does not depend on percent-encoding and slashes at the end, sorted. */
export function pairsOf(redirects) {
  const pairs = redirects.map(({ from, to }) => `${decoded(from).replace(/\/$/, "")} -> ${decoded(to)}`);
  return [...new Set(pairs)].sort();
}

/** nginx compares decoded addresses, so that a percent sign may stand for itself. */
function decoded(address) {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
