/* Lists what is wrong with the site: by itself where there are errors, and for who asks.

   It is a region, not an alert dialog: a dialog takes the focus, and the writer may be typing in the page. What has
   happened is told once by the status of the bar, and the list is the next thing behind it. */
(() => {
  "use strict";

  const preview = helpsmithPreview;
  const { element, words, count } = preview;
  const DISMISSED = "dismissed";
  const ASKED = "asked";
  // UTF-16 units of a line that are shown around what is marked, and of the mark itself.
  const BEFORE = 60;
  const AFTER = 160;
  const MARK_MAX = 300;

  let isOpen = false;
  let isFull = false;
  let isAsked = preview.recall("sessionStorage", ASKED) === true;
  let shown = "";

  const span = (className, textContent) => element("span", { className, textContent });
  const title = element("h2", { id: "problems-title", tabIndex: -1 });
  const note = element("p", { className: "note" });
  const close = element("button", { type: "button", className: "close", title: "Close (Escape)", ariaLabel: "Close" });
  // It scrolls, also for those without a pointer.
  const list = element("ol", { tabIndex: 0, ariaLabel: "Problems" });
  const head = element("header", {}, element("div", {}, title, note), close);
  const panel = element("section", { id: "problems", className: "panel", hidden: true }, head, list);
  panel.setAttribute("aria-labelledby", title.id);
  preview.panel = panel;

  // Never in the middle of a character of two units.
  const cut = (text, at) => (/[\udc00-\udfff]/.test(text[at] ?? "") ? at - 1 : at);

  // The place is marked by an element, which fits any script, direction and width, as a line of carets does not.
  const excerptOf = ({ line, excerpt: { text, start, end } }) => {
    const from = start > BEFORE * 1.5 ? cut(text, start - BEFORE) : 0;
    const markEnd = end - start > MARK_MAX ? cut(text, start + MARK_MAX) : end;
    const to = text.length - markEnd > AFTER * 1.5 ? cut(text, markEnd + AFTER) : text.length;
    const mark = element("mark", { textContent: text.slice(start, markEnd) });
    if (start === end) mark.className = "caret";
    const source = element("span", { className: "text", dir: "auto" });
    const [before, after] = [from > 0 ? "…" : "", to < text.length ? "…" : ""];
    source.append(before + text.slice(from, start), mark, text.slice(markEnd, to) + after);
    return element("pre", { className: "excerpt" }, line && span("line", line), source);
  };

  const placeOf = ({ path, line, column, editor }) => {
    if (!path) return null;
    const textContent = [path, line, line && column].filter(Boolean).join(":");
    return editor
      ? element("a", { className: "place", href: editor, textContent, title: "Open in the editor" })
      : span("place", textContent);
  };

  const itemOf = (problem) => {
    const { severity, code, message, excerpt, hints } = problem;
    const said = [span("severity", severity), " ", ...words(message), " ", span("code", code)];
    const hint = (text) => element("li", {}, element("b", { textContent: "Hint: " }), ...words(text));
    return element(
      "li",
      { className: `problem is-${severity}` },
      element("p", { className: "message" }, ...said),
      placeOf(problem),
      excerpt && excerptOf(problem),
      hints.length > 0 ? element("ul", { className: "hints" }, ...hints.map(hint)) : null,
    );
  };

  const write = ({ failed, counts: { errors, warnings, notes }, problems }) => {
    const milder = warnings > 0 ? count(warnings, "warning") : count(notes, "note");
    const found = errors > 0 ? count(errors, "error") : milder;
    title.textContent = failed ? "The site does not build" : found;
    note.hidden = !failed;
    note.textContent = isFull
      ? "There is no page yet. This one opens by itself as soon as all errors are mended."
      : "The page behind is the last good one. It follows again as soon as all errors are mended.";
    const text = JSON.stringify([failed, problems]);
    if (text === shown) return;
    shown = text;
    // What had the focus goes away with the old list.
    const hadFocus = list.contains(preview.root.activeElement);
    list.replaceChildren(...problems.map(itemOf));
    const more = errors + warnings + notes - problems.length;
    const rest = `${count(more, "more problem")}: the terminal shows all of them`;
    if (more > 0) list.append(element("li", { className: "more" }, rest));
    if (hadFocus) title.focus();
  };

  // Whoever mends one warning after another wants the list to outlive the reload after each.
  const ask = (isNowAsked) => {
    isAsked = isNowAsked;
    preview.remember("sessionStorage", ASKED, isAsked || null);
  };

  const set = (isNowOpen) => {
    if (isOpen === isNowOpen) return;
    const hadFocus = panel.contains(preview.root.activeElement);
    isOpen = isNowOpen;
    if (!isOpen) ask(false);
    panel.hidden = !isOpen;
    const { problemsButton, toggle } = preview;
    problemsButton.ariaExpanded = String(isOpen);
    if (hadFocus) (problemsButton.hidden ? toggle : problemsButton).focus({ preventScroll: true });
  };

  // What one set of errors is told apart by: whoever closed it has read these, and no others.
  const signature = ({ failed, problems }) => {
    const errors = problems.filter(({ severity }) => severity === "error");
    if (!failed && errors.length === 0) return null;
    return errors.map(({ code, message, path, line }) => [code, message, path, line].join(" ")).join("\n");
  };

  let current = null;
  const dismiss = () => {
    if (!isOpen || isFull) return false;
    if (current != null) preview.remember("sessionStorage", DISMISSED, current);
    set(false);
    return true;
  };

  preview.showProblems = (state) => {
    isFull = preview.isUnbuilt && state.failed;
    panel.classList.toggle("is-full", isFull);
    close.hidden = isFull;
    write(state);
    const before = current;
    current = signature(state);
    if (current == null) preview.remember("sessionStorage", DISMISSED, null);
    const isNew = current !== before && current !== preview.recall("sessionStorage", DISMISSED);
    if (current == null && (!isAsked || state.problems.length === 0)) set(false);
    else if (isNew || isFull || isAsked) set(true);
  };

  preview.toggleProblems = () => {
    if (isOpen) return dismiss();
    ask(true);
    set(true);
    title.focus();
  };

  close.addEventListener("click", dismiss);
  // Also while the focus is in the page, unless something there has used the key.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing && !event.defaultPrevented && dismiss()) event.preventDefault();
  });
})();
