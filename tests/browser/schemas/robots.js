// Reads robots.txt by the grammar of RFC 9309 (2.2), which real crawlers are kinder than.

/** Bytes that every crawler must read (RFC 9309, 2.5). */
const BYTES_MAX = 500 * 1024;
/** A product token: letters, hyphens and underscores, or a star. Digits and spaces are not among them. */
const PRODUCT_TOKEN = /^(?:\*|[A-Za-z_-]+)$/;
/** A crawler whose owner named it against the grammar, and looks for that name all the same. */
const NAMED_SO = new Set(["AI2Bot"]);
/** A path begins at the root; an empty one is allowed. */
const PATTERN = /^(?:\/[^\x00-\x1f\x7f #]*)?$/;
const LINE = /^[ \t]*([A-Za-z-]+)[ \t]*:[ \t]*(.*?)[ \t]*(?:#.*)?$/;

/** Returns `{ groups: [{ agents, rules: [{ allow, path }] }], sitemaps }`; an error names the line that is wrong. */
export function readRobots(text) {
  if (Buffer.byteLength(text) > BYTES_MAX) throw new Error(`more than ${BYTES_MAX} bytes`);
  const robots = { groups: [], sitemaps: [] };
  let group;
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    const wrong = (what) => new Error(`line ${index + 1}: ${what}: ${line}`);
    if (/^[ \t]*(?:#.*)?$/.test(line)) continue;
    const [, key, value] = LINE.exec(line) ?? [];
    switch (key?.toLowerCase()) {
      case "user-agent":
        if (!PRODUCT_TOKEN.test(value) && !NAMED_SO.has(value)) throw wrong("not a product token");
        // Agents before the first rule share a group; one after it opens the next.
        if (!group || group.rules.length > 0) {
          group = { agents: [], rules: [] };
          robots.groups.push(group);
        }
        group.agents.push(value.toLowerCase());
        break;
      case "allow":
      case "disallow":
        if (!group) throw wrong("a rule before every user agent");
        if (!PATTERN.test(value)) throw wrong("not a path");
        group.rules.push({ allow: key.toLowerCase() === "allow", path: value });
        break;
      case "sitemap":
        // It belongs to no group (2.2.4), so that it may stand anywhere.
        robots.sitemaps.push(value);
        break;
      default:
        throw wrong("not a line of robots.txt");
    }
  }
  const agents = robots.groups.flatMap((each) => each.agents);
  const twice = agents.find((agent, index) => agents.indexOf(agent) !== index);
  if (twice) throw new Error(`${twice} has two groups`);
  const empty = robots.groups.find((each) => each.rules.length === 0);
  if (empty) throw new Error(`${empty.agents} has no rule`);
  return robots;
}

/** Returns whether a crawler may read a path: the longest rule of its group wins, and `allow` of two that are equal. */
export function mayRead(robots, agent, path) {
  const group =
    robots.groups.find(({ agents }) => agents.includes(agent.toLowerCase())) ??
    robots.groups.find(({ agents }) => agents.includes("*"));
  const fits = ({ path: pattern }) => pattern !== "" && expression(pattern).test(path);
  const [best] = (group?.rules ?? [])
    .filter(fits)
    .sort((a, b) => b.path.length - a.path.length || Number(b.allow) - Number(a.allow));
  return best?.allow ?? true;
}

function expression(pattern) {
  const literal = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const isWhole = pattern.endsWith("$");
  const parts = (isWhole ? pattern.slice(0, -1) : pattern).split("*").map(literal);
  return new RegExp(`^${parts.join(".*")}${isWhole ? "$" : ""}`);
}
