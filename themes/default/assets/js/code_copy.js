/* A button beside each piece of code that copies it. */
(() => {
  "use strict";

  // Absent on pages without https: there the button would fail.
  if (!navigator.clipboard) return;
  const { copy, copied } = document.body.dataset;
  const SHOWN_MS = 2000;

  for (const figure of document.querySelectorAll("figure.code")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy-button";
    button.title = copy;
    // Its words are read out when they change, and shown where they fit.
    const status = document.createElement("span");
    status.className = "visually-hidden";
    status.setAttribute("role", "status");
    button.setAttribute("aria-label", copy);
    figure.append(button, status);

    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(figure.querySelector("code").textContent.trimEnd());
      } catch {
        return;
      }
      button.classList.add("is-copied");
      status.textContent = copied;
      setTimeout(() => {
        button.classList.remove("is-copied");
        status.textContent = "";
      }, SHOWN_MS);
    });
  }
})();
