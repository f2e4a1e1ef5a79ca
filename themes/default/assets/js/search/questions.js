/* Asks what the reader types, and says how it went. */
(() => {
  "use strict";

  const PAUSE_MS = 20;
  // Or a screen reader would talk all the time.
  const CALM_MS = 700;
  const { view } = helpsmithSearch;
  const form = (view.form = document.querySelector(".search-box"));
  const field = (view.field = form.querySelector("input"));
  const { index, root } = form.dataset;
  const offline = (view.offline = "offline" in form.dataset);

  // Isolated, what is put in keeps its direction.
  view.say = (name, value) => form.dataset[name].replace(/\{\w+\}/, () => `\u2068${value}\u2069`);

  view.address = ({ path, section }, fragment = section) =>
    root + path + (offline ? "index.html" : "") + (fragment ? `#${encodeURIComponent(section.id)}` : "");

  // Where else to ask; links take the question along.
  view.ways = (query, className) => {
    const links = [...document.querySelectorAll("a[data-query]")];
    for (const link of links) link.href = link.dataset.query.replace("{query}", encodeURIComponent(query.toWellFormed()));
    const ways = new Map(links.map(({ href, textContent }) => [href, textContent]));
    return [...ways].map(([href, text]) => view.link(className, href, text));
  };

  let telling;
  const tell = (text) => {
    clearTimeout(telling);
    telling = setTimeout(() => (form.querySelector("[role=status]").textContent = text), CALM_MS);
  };

  let engine;
  // Told by `helpsmith serve` after each rebuild: the next question opens index and pages anew.
  document.addEventListener("helpsmith:rebuilt", () => {
    engine = null;
    view.texts?.clear();
  });
  const ask = async (query, wanted) => {
    try {
      engine ??= helpsmithSearch.open({ index, offline });
      return await (await engine).search(query, wanted);
    } catch {
      if (!wanted.signal.aborted) engine = null;
      return { failed: true, results: [] };
    }
  };

  // Shows the answer to the last question alone.
  view.listen = (wanted, show) => {
    let timer;
    let going;
    const stop = () => {
      clearTimeout(timer);
      going?.abort();
    };
    const run = async () => {
      stop();
      const { signal } = (going = new AbortController());
      const query = field.value.trim();
      if (!query) tell("");
      const answer = query && (await ask(query, { ...wanted(), signal }));
      if (!signal.aborted) show(query, answer, signal);
    };
    const later = ({ isComposing }) => {
      // What an input method composes are no words yet.
      if (isComposing) return;
      stop();
      timer = setTimeout(run, PAUSE_MS);
    };
    field.addEventListener("input", later);
    field.addEventListener("compositionend", later);
    return run;
  };

  // What there is to say about results: above them, and to those who do not see them.
  view.report = (note, query, { failed, results, corrected, complete }, count) => {
    const name = failed ? "failed" : !results[0] ? "none" : corrected ? "corrected" : "partial";
    note.textContent = name === "partial" && complete ? "" : view.say(name, corrected ?? query);
    note.hidden = !note.textContent;
    const number = count.toLocaleString(document.documentElement.lang);
    tell(count ? `${note.textContent} ${view.say("count", number)}` : note.textContent);
    if (!failed && !count) note.append(view.element("span", "search-advice", view.say("advice")));
  };
})();
