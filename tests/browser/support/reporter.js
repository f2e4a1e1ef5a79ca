// Prints one line for each test and the whole reason of each failure once, then how it went.
//
// The reporters that come with Node print a failure twice, with the insides of the assertion around it.

/** Lines of a stack that are shown: the line of the test is among the first ones. */
const STACK_LINES = 3;
/** What Node says at the end of each file. */
const SUMMARY = /^(tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) /;

export default async function* report(source) {
  const started = Date.now();
  const counts = { ok: 0, FAIL: 0, skip: 0 };
  const failedFiles = new Set();
  for await (const { type, data } of source) {
    if (type === "test:stdout" || type === "test:stderr") yield data.message;
    if (type === "test:diagnostic" && !SUMMARY.test(data.message)) yield `      ${data.message}\n`;
    const outcome = outcomeOf(type, data, failedFiles);
    if (!outcome) continue;
    counts[outcome] += 1;
    yield `${outcome.padEnd(6)}${data.name} (${(data.details.duration_ms / 1000).toFixed(1)} s)\n`;
    if (outcome === "FAIL") yield `${reason(data.details.error)}\n`;
  }
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  yield `\n${counts.ok} passed, ${counts.FAIL} failed, ${counts.skip} skipped in ${seconds} s\n`;
}

/** A file counts as a test for Node too. It is worth a line where it fails and none of its tests has. */
function outcomeOf(type, data, failedFiles) {
  const isFile = data.name?.endsWith(".test.js");
  const file = isFile ? data.name : data.file;
  if (type === "test:pass" && !isFile) return data.skip === undefined ? "ok" : "skip";
  if (type !== "test:fail" || (isFile && [...failedFiles].some((failed) => failed.endsWith(file)))) return undefined;
  failedFiles.add(file);
  return "FAIL";
}

function reason(error) {
  const cause = error.cause ?? error;
  const message = String(cause.message ?? cause).trim();
  const stack = String(cause.stack ?? "")
    .split("\n")
    .filter((line) => line.includes(".test.js") || line.includes("/support/"));
  return [message, ...stack.slice(0, STACK_LINES)].join("\n").replace(/^/gm, "      ");
}
