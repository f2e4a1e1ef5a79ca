/* Draws diagrams, where a site has put mermaid among its assets. The text stays where drawing fails. */
(async () => {
  "use strict";

  if (!window.mermaid) return;
  const isDark = document.documentElement.dataset.theme === "dark"
    || (!document.documentElement.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches);
  mermaid.initialize({ startOnLoad: false, securityLevel: "strict", theme: isDark ? "dark" : "default" });

  for (const text of document.querySelectorAll("pre.mermaid")) {
    const source = text.textContent;
    try {
      await mermaid.run({ nodes: [text] });
      // A picture no longer scrolls as text does, and brings a name of its own.
      for (const attribute of ["tabindex", "role", "aria-label"]) text.removeAttribute(attribute);
    } catch {
      text.textContent = source;
    }
  }
})();
