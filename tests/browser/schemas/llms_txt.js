// Reads llms.txt by the rules of llmstxt.org, and finds the links of Markdown.

/** A link in CommonMark: brackets in its words are escaped or in pairs; its address has no space, parentheses likewise. */
const WORDS = /(?:\\.|[^[\]\\]|\[(?:\\.|[^[\]\\])*\])+/.source;
const ADDRESS = /(?:\\.|[^\s()<>\\]|\((?:\\.|[^\s()\\])*\))+/.source;
const LINK = `\\[(${WORDS})\\]\\((${ADDRESS})\\)`;
const ITEM = new RegExp(`^[-*] ${LINK}(?:: (\\S.*))?$`);

/** Returns `{ title, summary, sections: [{ title, items: [{ title, url, note }] }] }`; an error names the line. */
export function readLlms(text) {
  const lines = text.split("\n");
  const first = lines.findIndex((line) => line.trim() !== "");
  const title = /^# (\S.*)$/.exec(lines[first] ?? "")?.[1];
  if (!title) throw new Error("the first line is no `# ` heading");
  const file = { title, summary: undefined, sections: [] };
  // What stands before the first section may be a list, too.
  let section = { title: undefined, items: [] };
  file.sections.push(section);
  for (const [index, line] of lines.entries()) {
    if (index <= first || line.trim() === "") continue;
    const wrong = (what) => new Error(`line ${index + 1}: ${what}: ${line}`);
    const heading = /^(#+)\s*(.*)$/.exec(line);
    const item = ITEM.exec(line);
    if (heading) {
      if (heading[1] !== "##" || !heading[2]) throw wrong("a heading that is not of the second level");
      section = { title: heading[2], items: [] };
      file.sections.push(section);
    } else if (item) {
      section.items.push({ title: unescape(item[1]), url: unescape(item[2]), note: item[3] });
    } else if (/^> \S/.test(line)) {
      if (file.summary !== undefined || file.sections.length > 1) throw wrong("a blockquote that is not the summary");
      file.summary = line.slice("> ".length);
    } else if (section.title !== undefined) {
      throw wrong("not a list of links");
    }
  }
  const empty = file.sections.find((each) => each.title !== undefined && each.items.length === 0);
  if (empty) throw new Error(`the section ${empty.title} is empty`);
  return file;
}

/** Returns the addresses that Markdown links to, code left out. */
export function linksOf(markdown) {
  const words = withoutCode(markdown);
  const inline = [...words.matchAll(new RegExp(`(?<!\\\\)\\]\\(<?(${ADDRESS})>?(?:\\s+["'(][^\\n]*?["')])?\\)`, "g"))];
  const automatic = [...words.matchAll(/<(https?:[^\s<>]+)>/g)];
  // A footnote looks like a definition.
  const defined = [...words.matchAll(/^ {0,3}\[[^\]^][^\]]*\]:\s*<?([^\s<>]+)>?/gm)];
  return [...inline, ...automatic, ...defined].map(([, address]) => unescape(address));
}

function withoutCode(markdown) {
  const kept = [];
  let fence;
  for (const line of markdown.split("\n")) {
    const mark = /^[ >]*(?:[-*+] +|\d+[.)] +)*(`{3,}|~{3,})/.exec(line)?.[1];
    if (!fence && mark) fence = mark;
    else if (fence && mark?.startsWith(fence)) fence = undefined;
    else if (!fence) kept.push(line);
  }
  return kept.join("\n").replace(/(`+)(?!`)[^]*?[^`]\1(?!`)/g, "");
}

function unescape(text) {
  return text.replace(/\\([!-/:-@[-`{-~])/g, "$1");
}
