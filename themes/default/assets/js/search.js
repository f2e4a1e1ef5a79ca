/* Brings the reader to the search field, and the search itself to the reader who wants it: nothing is loaded before. */
(() => {
  "use strict";

  const KEY = "helpsmith-search";
  const form = document.querySelector(".search-box[data-script]");
  if (!form) return;
  const field = form.querySelector("input");
  const hint = form.querySelector("kbd");
  let script;

  const load = () => {
    if (script) return;
    script = document.createElement("script");
    script.src = form.dataset.script;
    script.onerror = () => {
      script = script.remove();
      const status = form.querySelector("[role=status]");
      status.textContent = form.dataset.failed;
      status.classList.remove("visually-hidden");
    };
    document.head.append(script);
  };

  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    // On keyboards of other scripts the key of K gives another letter.
    const isK = key === "k" || (key > "\x7f" && event.code === "KeyK");
    if (!(isCommand ? isK : key === "/") || event.isComposing) return;
    // What is typed elsewhere is meant for there.
    if (target.closest?.("input, textarea, select, [contenteditable]") && !(isCommand && target === field)) return;
    event.preventDefault();
    if (!field.checkVisibility()) return location.assign(`${form.action}#${field.id}`);
    field.focus();
    field.select();
  });
  field.setAttribute("aria-keyshortcuts", "/ Control+K Meta+K");
  hint.hidden = false;

  field.addEventListener("focus", load);
  if (document.activeElement === field) load();
  if (document.body.matches(".page-search")) {
    const query = new URLSearchParams(location.search).get("q") ?? "";
    field.value ||= [...query].slice(0, field.maxLength).join("");
    if (field.value) load();
  }

  // The page on which the reader pressed a result has left words here to be highlighted on that result's page.
  try {
    const left = sessionStorage.getItem(KEY);
    if (left?.split("\n")[0] === location.pathname && window.Highlight) load();
    else sessionStorage.removeItem(KEY);
  } catch {
    // Without storage nothing is highlighted.
  }
})();
