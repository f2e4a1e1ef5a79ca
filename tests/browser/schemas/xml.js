// Holds XML against a schema (xmllint, as WebAssembly), and reads it into plain objects (sax).

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import sax from "sax";
import { memoryPages, validateXML } from "xmllint-wasm";

const OURS = (name) => readFileSync(new URL(name, import.meta.url), "utf8");
const SITEMAPS_ORG = createRequire(import.meta.url)
  .resolve("sitemap/package.json")
  .replace(/package\.json$/, "schema/sitemap.xsd");

/** Memory for the largest sitemap there may be; it is read as a stream. */
const MEMORY_PAGES_MAX = 2 * memoryPages.GiB;
/** Complaints of one file that are told: the second has mostly the same cause. */
const COMPLAINTS_SHOWN = 3;

const SCHEMAS = {
  sitemap: () => ({
    schema: [{ fileName: "schema.xsd", contents: OURS("sitemap_with_alternates.xsd") }],
    preload: [
      { fileName: "sitemap.xsd", contents: readFileSync(SITEMAPS_ORG, "utf8") },
      { fileName: "xhtml_link.xsd", contents: OURS("xhtml_link.xsd") },
    ],
    // The largest of them have 50 MB.
    stream: true,
  }),
  siteindex: () => ({ schema: [{ fileName: "schema.xsd", contents: OURS("siteindex.xsd") }] }),
  atom: () => ({ schema: [{ fileName: "schema.rng", contents: OURS("atom.rng") }], extension: "relaxng" }),
  opensearch: () => ({ schema: [{ fileName: "schema.rng", contents: OURS("opensearch.rng") }], extension: "relaxng" }),
};

/** Returns `{ name, message }` for what breaks the schema in `files`, a list of `{ name, contents }`. */
export async function complaints(schema, files) {
  if (files.length === 0) return [];
  // Names of ours: xmllint's messages begin with them, and those of sites may have spaces and colons.
  const xml = files.map(({ contents }, index) => ({ fileName: `file${index}.xml`, contents }));
  const options = { ...SCHEMAS[schema](), maxMemoryPages: MEMORY_PAGES_MAX };
  const { valid, errors, rawOutput } = await validateXML({ xml, ...options });
  if (valid) return [];
  const found = new Map();
  for (const { loc, message } of errors) {
    const index = /^file(\d+)\.xml$/.exec(loc?.fileName ?? "")?.[1];
    if (index === undefined) continue;
    const { name } = files[index];
    found.set(name, [...(found.get(name) ?? []), `line ${loc.lineNumber}: ${message}`]);
  }
  if (found.size === 0) throw new Error(`the schema ${schema} cannot be used:\n${rawOutput}`);
  return [...found].map(([name, messages]) => ({ name, message: messages.slice(0, COMPLAINTS_SHOWN).join("; ") }));
}

/** Returns the root as `{ name, namespace, attributes, text, children }`; an error where it is not well-formed. */
export function read(text) {
  const parser = sax.parser(true, { xmlns: true });
  const top = { children: [], text: "" };
  const open = [top];
  parser.onerror = (error) => {
    throw new Error(error.message.replaceAll("\n", " "));
  };
  parser.onopentag = ({ local, uri, attributes }) => {
    const values = Object.entries(attributes).map(([name, { value }]) => [name, value]);
    const element = { name: local, namespace: uri, attributes: Object.fromEntries(values), text: "", children: [] };
    open.at(-1).children.push(element);
    open.push(element);
  };
  parser.onclosetag = () => open.pop();
  parser.ontext = (words) => (open.at(-1).text += words);
  parser.oncdata = (words) => (open.at(-1).text += words);
  parser.write(text).close();
  return top.children[0];
}

/** Returns the children of an element that have a name. */
export function all(element, name) {
  return element.children.filter((child) => child.name === name);
}

/** Returns the text of the first child that has a name. */
export function textOf(element, name) {
  return all(element, name)[0]?.text.trim();
}
