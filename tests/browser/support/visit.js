// Serves a tree, opens a page of it, lets a test look, and puts everything away again, however the test ends.

import { open } from "./chromium.js";
import { Findings } from "./findings.js";
import { serve } from "./server.js";
import { treeOf } from "./sites.js";

/**
 * Calls `look(page, origin, server, context)`. Afterwards nothing may have gone wrong in the console, the network or
 * the security policy, unless `noisy` says that the test brings that about.
 */
export async function visit(browser, site, { noisy = false, tree = treeOf(site), ...options }, look) {
  const server = await serve(tree);
  const { page, wrong, context, close } = await open(browser, options);
  try {
    await look(page, server.origin, server, context);
    const findings = new Findings();
    if (!noisy) findings.take(wrong, page.url());
    findings.none();
  } finally {
    await close();
    await server.close();
  }
}

/** A script for a page that makes every use of the browser's storage fail, as strict privacy settings do. */
export function refuseStorage() {
  Object.defineProperty(window, "localStorage", {
    get() {
      throw new DOMException("refused", "SecurityError");
    },
  });
}
