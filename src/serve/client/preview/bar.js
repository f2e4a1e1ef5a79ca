/* The bar at the bottom: how the preview is, and as whom, in which language and on which day the site is seen. */
(() => {
  "use strict";

  const preview = helpsmithPreview;
  const { element, count } = preview;
  const COLLAPSED = "collapsed";
  // Below this the open bar would cover much of the page.
  const ROOMY = "(min-width: 48rem)";
  // Longer than between two digits, so that a year is no year before it is typed.
  const TYPING_MS = 700;
  const STATES = { draft: "Draft", in_review: "In review", archived: "Archived" };

  let state;

  const span = (className, textContent = "") => element("span", { className, textContent });
  const button = (className, name, ...children) => element("button", { type: "button", className, name }, ...children);
  const labelled = (text, control) => element("label", { className: "field" }, span("name", text), control);

  const status = span("status", "Preview");
  const toggle = button("toggle", "toggle", span("dot"), status, span("chevron"));
  const audience = element("select", { name: "audience", title: "Shows the site as these readers see it" });
  const language = element("select", { name: "language", title: "Goes to this page in the language" });
  const drafts = element("input", { type: "checkbox", name: "drafts" });
  const date = element("input", { type: "date", name: "date", min: "1970-01-01", max: "9999-12-31", required: true });
  const isToday = span("is-today", "today");
  const today = button("today", "today", "Today");
  const badge = span("badge");
  const source = span("source");
  const problems = button("count", "problems");
  // What has changed, told once to those who do not see it.
  const told = element("p", { className: "hidden", role: "status" });

  const audienceField = labelled("Audience", audience);
  const languageField = labelled("Language", language);
  const controls = element(
    "div",
    { className: "controls", id: "controls" },
    ...[audienceField, languageField],
    element("label", { className: "field check" }, drafts, span("", "Drafts")),
    element("div", { className: "field" }, labelled("Date", date), isToday, today),
    element("div", { className: "about" }, badge, source),
  );
  const parts = [toggle, controls, problems, told];
  const bar = element("section", { className: "bar", ariaLabel: "Preview", hidden: true }, ...parts);
  toggle.setAttribute("aria-controls", controls.id);
  problems.setAttribute("aria-controls", "problems");
  problems.ariaExpanded = "false";
  today.title = "Back to today";
  Object.assign(preview, { bar, toggle, problemsButton: problems });

  const collapse = (isCollapsed) => {
    bar.classList.toggle("is-collapsed", isCollapsed);
    controls.hidden = isCollapsed;
    toggle.ariaExpanded = String(!isCollapsed);
    toggle.title = isCollapsed ? "Show the preview bar" : "Shrink the preview bar";
  };

  // Only what differs is written: a list that is open would close.
  const fill = (list, options, chosen) => {
    const text = JSON.stringify(options);
    if (list.dataset.options !== text) {
      list.dataset.options = text;
      list.replaceChildren(...options.map((option) => element("option", option)));
    }
    list.value = chosen;
  };

  // A cookie knows no port, so its name does. Without a date the view goes on to tomorrow by itself.
  const keep = ({ audience, drafts, date }) => {
    const parts = new URLSearchParams({ audience, drafts: drafts ? 1 : 0 });
    if (date !== state.today) parts.set("date", date);
    const port = location.port || (location.protocol === "https:" ? 443 : 80);
    document.cookie = `helpsmith_preview_${port}=${parts}; Path=/; SameSite=Strict`;
    // Reading waits until the browser has it: the next request must not go out with the old one.
    return document.cookie;
  };

  const baseOf = (name) => state.audiences.find((each) => each.name === name)?.base ?? "/";
  const choose = (change) => {
    const target = { ...state.target, ...change };
    keep(target);
    const [from, to] = [baseOf(state.target.audience), baseOf(target.audience)];
    const { pathname, search, hash } = location;
    const path = from !== to && pathname.startsWith(from) ? to + pathname.slice(from.length) : pathname;
    preview.leave(path, search + hash);
  };

  const chooseDate = () => {
    if (date.validity.valid && date.value !== state.target.date) choose({ date: date.value });
  };
  let waiting;
  let isTyped = false;
  date.addEventListener("keydown", ({ key }) => {
    isTyped = true;
    if (key === "Enter") chooseDate();
  });
  date.addEventListener("pointerdown", () => (isTyped = false));
  date.addEventListener("change", () => {
    clearTimeout(waiting);
    waiting = setTimeout(chooseDate, isTyped ? TYPING_MS : 0);
  });

  toggle.addEventListener("click", () => {
    collapse(!controls.hidden);
    preview.remember("localStorage", COLLAPSED, controls.hidden);
  });
  audience.addEventListener("change", () => choose({ audience: audience.value }));
  language.addEventListener("change", () => location.assign(language.value));
  drafts.addEventListener("change", () => choose({ drafts: drafts.checked }));
  today.addEventListener("click", () => choose({ date: state.today }));
  problems.addEventListener("click", () => preview.toggleProblems());

  // The name of the file is what tells most, so a long folder is what is shortened.
  const showSource = (found) => {
    source.hidden = !found;
    if (!found) return;
    const at = found.path.lastIndexOf("/") + 1;
    const path = [span("folder", found.path.slice(0, at)), found.path.slice(at)];
    const title = found.editor ? `Open ${found.path} in the editor` : found.path;
    const link = found.editor ? element("a", { href: found.editor }) : span("");
    link.append(...path);
    source.replaceChildren(Object.assign(link, { title }));
  };

  const showCount = ({ errors, warnings, notes }) => {
    const kinds = { error: errors, warning: warnings, note: notes };
    const some = Object.entries(kinds).flatMap(([noun, number]) => (number > 0 ? [count(number, noun)] : []));
    problems.hidden = some.length === 0;
    problems.replaceChildren(...some.map((text) => span("", text)));
    problems.classList.toggle("has-errors", errors > 0);
  };

  const tell = (kind, text, title, aloud = text) => {
    bar.hidden = false;
    bar.classList.toggle("is-empty", !state || preview.isUnbuilt);
    bar.dataset.status = kind;
    // Whatever is chosen now would lead to an error of the browser, from which no page comes back by itself.
    controls.inert = kind === "stopped" && !preview.isOutdated;
    status.title = title;
    if (status.textContent !== text) told.textContent = aloud;
    status.textContent = text;
  };

  const showStatus = () => {
    const { failed, watching, counts } = state;
    const errors = `The site does not build: ${count(counts.errors, "error")}`;
    if (failed) tell("failed", "Does not build", "What you see is the last good state of the site", errors);
    else if (!watching) tell("still", "Not watching", "Edits show after a restart; with --watch they show at once");
    else if (preview.isOutdated) tell("stopped", "Out of date", "Reload the page to see its latest state");
    else tell("live", "Preview", "Edits show at once", "The preview follows again");
  };

  const showTarget = ({ target, today: day, audiences, languages }) => {
    const readers = audiences.map(({ name }) => ({ value: name, textContent: name }));
    const tongues = languages.map(({ code, name, dir, url }) => ({ value: url, textContent: name, lang: code, dir }));
    fill(audience, readers, target.audience);
    fill(language, tongues, languages.find(({ current }) => current)?.url);
    audienceField.hidden = audiences.length < 2;
    languageField.hidden = languages.length < 2;
    drafts.checked = target.drafts;
    if (preview.root.activeElement !== date) date.value = target.date;
    isToday.hidden = target.date !== day;
    today.hidden = !isToday.hidden;
  };

  preview.showBar = (now) => {
    state = now;
    // There is none before the site has been built.
    if (now.target) showTarget(now);
    badge.hidden = !STATES[now.state];
    badge.textContent = STATES[now.state] ?? "";
    showSource(now.source);
    showCount(now.counts);
    showStatus();
  };

  preview.showStopped = () =>
    tell("stopped", "The preview has stopped", "Start helpsmith serve again; the page waits for it");

  collapse(preview.recall("localStorage", COLLAPSED) ?? !matchMedia(ROOMY).matches);
})();
