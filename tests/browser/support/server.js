// Serves one built tree on this machine as a careful host would, so that what a test sees is what readers get.
//
// The whole tree is read into memory first: a request can only name what is there, so no address leads out of the
// tree, and a build that goes on meanwhile changes nothing. Anything but GET and HEAD is counted and answered, no more.

import { createServer } from "node:http";
import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/** What SPEC promises: pages work under this and nothing wider. */
export const POLICY = "default-src 'self'";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".gif": "image/gif",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".jpeg": "image/jpeg",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".mp4": "video/mp4",
  ".pdf": "application/pdf",
  ".png": "image/png",
  ".svg": "image/svg+xml; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".vtt": "text/vtt; charset=utf-8",
  ".webm": "video/webm",
  ".webp": "image/webp",
  ".xml": "application/xml; charset=utf-8",
};
const TYPE_UNKNOWN = "application/octet-stream";

/** Pages may change at any time; what has a fingerprint in its name never does. */
const CACHE_PAGE = "no-cache";
const CACHE_FINGERPRINTED = "public, max-age=31536000, immutable";

/** As good as gzip at a fraction of the time that the best level takes. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

/**
 * Starts a server for the tree in `root`.
 *
 * `origin` is its address without a slash at the end, `sent` lists what readers sent (method and path).
 * A tree can be put in place later with `load`, for sites whose pages must know the address before they are built.
 */
export async function serve(root) {
  let tree = root ? read(root) : new Map();
  const sent = [];
  const server = createServer((request, response) => answer(tree, sent, request, response));
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    sent,
    load(folder) {
      tree = read(folder);
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function read(root) {
  const tree = new Map();
  for (const entry of readdirSync(root, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath ?? entry.path, entry.name);
    tree.set(`/${path.slice(root.length).replace(/^\/+/, "")}`, { body: readFileSync(path), packed: {} });
  }
  return tree;
}

function answer(tree, sent, request, response) {
  const path = pathOf(request.url);
  if (request.method !== "GET" && request.method !== "HEAD") {
    sent.push({ method: request.method, path });
    request.resume();
    response.writeHead(204).end();
    return;
  }
  if (path === undefined) {
    response.writeHead(400).end();
    return;
  }
  const found = tree.has(path) ? path : `${path}index.html`;
  if (path.endsWith("/") ? tree.has(found) : tree.has(path)) {
    send(tree, found, 200, request, response);
  } else if (tree.has(`${path}/index.html`)) {
    response.writeHead(301, { location: `${encodeURI(path)}/` }).end();
  } else {
    send(tree, missingPage(tree, path), 404, request, response);
  }
}

function pathOf(url) {
  try {
    return decodeURIComponent(new URL(url, "http://127.0.0.1").pathname);
  } catch {
    return undefined;
  }
}

/** The `404.html` of the language: the nearest one on the way up. */
function missingPage(tree, path) {
  const parts = path.split("/").slice(0, -1);
  for (; parts.length > 0; parts.pop()) {
    const page = `${parts.join("/")}/404.html`;
    if (tree.has(page)) return page;
  }
  return undefined;
}

function send(tree, path, status, request, response) {
  const file = tree.get(path) ?? { body: Buffer.from("not found"), packed: {} };
  const type = TYPES[extname(path ?? ".txt").toLowerCase()] ?? TYPE_UNKNOWN;
  const headers = {
    "content-type": type,
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cache-control": path?.startsWith("/_/") ? CACHE_FINGERPRINTED : CACHE_PAGE,
    vary: "accept-encoding",
  };
  const encoding = /text|javascript|json|xml/.test(type) && encodingFor(request.headers["accept-encoding"] ?? "");
  let body = file.body;
  if (encoding) {
    file.packed[encoding] ??= encoding === "br" ? brotliCompressSync(body, BROTLI) : gzipSync(body);
    body = file.packed[encoding];
    headers["content-encoding"] = encoding;
  }
  headers["content-length"] = body.length;
  response.writeHead(status, headers).end(request.method === "HEAD" ? undefined : body);
}

function encodingFor(accepted) {
  return ["br", "gzip"].find((name) => accepted.split(/[\s,;]+/).includes(name));
}
