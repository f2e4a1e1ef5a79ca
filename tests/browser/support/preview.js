// Runs `helpsmith serve` on a site of its own, opens a page of it, lets a test edit files, and puts everything away.

import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { open } from "./chromium.js";
import { Findings } from "./findings.js";
import { BINARY, DATE, FOLDER } from "./sites.js";

/** What the program says once pages can be asked for. */
const SERVING = /^serving (http:\/\/\S+?)\/?$/m;
/** A slow machine builds the site with a debug binary before it says so. */
const START_MS_MAX = 30000;

/** A small site with all that the bar chooses from: two languages, two audiences, a draft, an article of next week. */
export const WORKSHOP = {
  "helpsmith.yaml": `title: Workshop
base_url: https://workshop.example/
languages: [en, {code: fa, name: فارسی}]
audiences:
  public: {}
  agents: {includes: [public]}
default_audience: public
`,
  "content/guide/_index.md": text("Guide", []),
  "content/guide/tools/_index.md": text("Tools", []),
  "content/guide/tools/saw.md": text("The saw", paragraphs("Saw")),
  "content/guide/tools/saw.fa.md": text("اره", ["اره چوب را می‌برد.", "آن را خشک نگه دارید."]),
  "content/guide/tools/plane.md": text("The plane", paragraphs("Plane")),
  "content/guide/tools/glue.md": text("The glue of tomorrow", ["Not yet."], "draft: true\n"),
  "content/guide/tools/lathe.md": text("The lathe of December", ["It comes."], "publish_on: 2026-12-01\n"),
  "content/guide/tools/prices.md": text("What we pay", ["Between us."], "audience: agents\n"),
  "assets/css/site.css": "h1 { letter-spacing: 1px; }\n",
  "templates/parts/footer.html": "{#- The end. -#}\n<footer><p>The end</p></footer>\n",
};

/** An article, from its title and its paragraphs. */
export function text(title, blocks, keys = "") {
  return `---\ntitle: ${title}\ndescription: About this.\n${keys}---\n\n${blocks.join("\n\n")}\n`;
}

/** More than two screens of paragraphs, each told apart by its number. */
export function paragraphs(word) {
  return Array.from({ length: 40 }, (_, at) => `${word} number ${at + 1} is here to be read, and to take up a line.`);
}

/**
 * Serves `files`, or a copy of a `site` of this run, and calls `look({ page, origin, site, context })` with a page
 * that counts in `window.rebuilds` what it has heard of. `site` edits files, stops and starts. Afterwards nothing may
 * have gone wrong in the page, unless `noisy` says that the test brings that about.
 */
export async function preview(browser, { files = WORKSHOP, site: name, args = [], noisy = false, ...options }, look) {
  const site = new Site(name ? copyOf(name) : written(files), args);
  const { page, wrong, context, close } = await open(browser, options);
  await page.addInitScript(() => {
    window.rebuilds = 0;
    document.addEventListener("helpsmith:rebuilt", () => (window.rebuilds += 1));
  });
  try {
    await site.start();
    await look({ page, origin: site.origin, site, context });
    const findings = new Findings();
    if (!noisy) findings.take(wrong, page.url());
    findings.none();
  } finally {
    await close();
    await site.stop();
    rmSync(site.folder, { recursive: true, force: true });
  }
}

function copyOf(name) {
  const folder = mkdtempSync(join(FOLDER, "preview-"));
  cpSync(join(FOLDER, "sites", name), folder, { recursive: true });
  return folder;
}

function written(files) {
  const folder = mkdtempSync(join(FOLDER, "preview-"));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

class Site {
  #args;
  #server;

  constructor(folder, args) {
    this.folder = folder;
    this.#args = args;
    this.port = 0;
  }

  /** Starts the server; for the second time where it was before. */
  async start() {
    const watch = this.#args.includes("--once") ? [] : ["--watch"];
    const more = this.#args.filter((each) => each !== "--once");
    const args = ["serve", this.folder, ...watch, "--port", String(this.port), "--date", DATE, ...more];
    const server = spawn(BINARY, args, { stdio: ["ignore", "ignore", "pipe"] });
    this.#server = server;
    this.origin = await new Promise((resolve, reject) => {
      let said = "";
      const fail = (why) => reject(new Error(`${why}:\n${said}`));
      const late = setTimeout(() => fail("the server says no address"), START_MS_MAX);
      server.once("error", reject);
      server.once("exit", (code) => fail(`the server has ended with ${code}`));
      // Read to the end, or a full pipe would stop the server.
      server.stderr.on("data", (bytes) => {
        said += bytes;
        const found = SERVING.exec(said);
        if (!found) return;
        clearTimeout(late);
        resolve(found[1]);
      });
    });
    this.port = Number(new URL(this.origin).port);
  }

  async stop() {
    const server = this.#server;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    await new Promise((resolve) => {
      server.once("exit", resolve);
      server.kill();
    });
  }

  read(path) {
    return readFileSync(join(this.folder, path), "utf8");
  }

  write(path, content) {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), content);
  }

  /** Replaces the first `before` in a file, which must be there. */
  edit(path, before, after) {
    const content = this.read(path);
    if (!content.includes(before)) throw new Error(`${path} has no ${before}`);
    this.write(path, content.replace(before, () => after));
  }

  remove(path) {
    rmSync(join(this.folder, path));
  }

  /** What the server would tell a page at `path` now, as it comes over the wire. */
  async state(path, headers = {}) {
    const stop = new AbortController();
    const response = await fetch(`${new URL(this.origin).origin}/_/preview/events?${new URLSearchParams({ page: path })}`, {
      headers,
      signal: stop.signal,
    });
    let said = "";
    for await (const bytes of response.body.pipeThrough(new TextDecoderStream())) {
      said += bytes;
      if (/^data: .*\n\n/m.test(said)) break;
    }
    stop.abort();
    return said;
  }
}
