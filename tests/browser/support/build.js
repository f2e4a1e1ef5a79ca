// Builds a site of its own for a test that needs settings or an address which the shared ones do not have.

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { BINARY, DATE, FOLDER } from "./sites.js";

/** Copies a site of this run, lets `change` edit files by path, builds it with `args`, and returns the tree. */
export function buildCopy(name, { change = {}, args = [] } = {}) {
  const site = mkdtempSync(join(FOLDER, `${name}-`));
  cpSync(join(FOLDER, "sites", name), site, { recursive: true });
  for (const [path, edit] of Object.entries(change)) {
    writeFileSync(join(site, path), edit(readFileSync(join(site, path), "utf8")));
  }
  return build(site, args);
}

/** Writes a site from a map of paths to texts, builds it, and returns the tree. */
export function buildNew(files, args = []) {
  const site = mkdtempSync(join(FOLDER, "new-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(site, path)), { recursive: true });
    writeFileSync(join(site, path), text);
  }
  return build(site, args);
}

function build(site, args) {
  const tree = join(site, "built");
  try {
    execFileSync(BINARY, ["build", site, "--output", tree, "--date", DATE, "--quiet", ...args], { stdio: "pipe" });
  } catch (error) {
    throw new Error(`a site does not build:\n${error.stderr}`);
  }
  return tree;
}
