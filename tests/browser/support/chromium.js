// Starts the system's Chromium, and opens pages that remember what went wrong in them.
//
// Nothing leaves the machine: every name but this address is unknown to the browser, so a page that asks
// another host for something fails here, and the request is written down.

import { chromium } from "playwright-core";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/** Quiet and alone: no updates, no first-run pages, no names but our own server's. */
export const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-proxy-server",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/** A desk, and no motion: what moves has another place and other colours at each look. */
const READER = { viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" };

/** Milliseconds for anything a page should do at once; a busy machine takes some of them. */
const WAIT_MS = 20000;

/** The path of the browser: `$CHROMIUM`, or what is installed. */
export function executable() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const paths = (process.env.PATH ?? "").split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const found = paths.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  if (!found) throw new Error("there is no Chromium: run the tests with scripts/browser, which says how to get it");
  return found;
}

/** A browser with a fresh profile. */
export async function start(flags = []) {
  // It ends with its pipe. Left alone with the signals, Node ends too when the runner gives up on a file.
  const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
  return chromium.launch({ executablePath: executable(), args: [...FLAGS, ...flags], ...signals });
}

/**
 * A page in a context of its own (or in `options.context`), and `wrong`: a list that fills with what a reader's
 * console and network would show. Options are those of Playwright's contexts.
 */
export async function open(browser, { context, init, ...options } = {}) {
  const owner = context ?? (await browser.newContext({ ...READER, ...options }));
  owner.setDefaultTimeout(WAIT_MS);
  const page = await owner.newPage();
  const wrong = [];
  await watch(page, wrong);
  if (init) await page.addInitScript(init);
  const close = () => (context ? page.close() : owner.close());
  return { page, wrong, context: owner, close };
}

async function watch(page, wrong) {
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") wrong.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => wrong.push(`script: ${error.message}`));
  page.on("request", (request) => {
    if (!isOwn(request.url())) wrong.push(`request to another host: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) wrong.push(`status ${response.status()}: ${response.url()}`);
  });
  await page.exposeFunction("reportViolation", (text) => wrong.push(`policy: ${text}`));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) =>
      window.reportViolation(`${event.effectiveDirective} refused ${event.blockedURI || "inline"}`),
    );
  });
}

function isOwn(url) {
  const { protocol, hostname } = new URL(url);
  return protocol === "data:" || protocol === "blob:" || protocol === "about:" || hostname === "127.0.0.1";
}
