/* Tabs, as the ARIA Authoring Practices describe them. Without this script they stand below each other. */
(() => {
  "use strict";

  const KEY = "helpsmith-tabs";
  const NAMES_MAX = 20;
  const groups = [];

  // Names chosen on any page, the latest first: who chose "macOS" once wants it everywhere.
  let chosen = [];
  try {
    chosen = JSON.parse(localStorage.getItem(KEY)).map(String);
  } catch {
    // Nothing remembered yet, or storage is refused.
  }

  const select = (group, name) => {
    for (const { tab, panel } of group) {
      const isSelected = tab.textContent === name;
      tab.setAttribute("aria-selected", isSelected);
      tab.tabIndex = isSelected ? 0 : -1;
      // The browser's search still finds what is hidden this way.
      panel.hidden = !isSelected;
      if (!isSelected) panel.setAttribute("hidden", "until-found");
    }
  };

  const choose = (tab) => {
    const before = tab.getBoundingClientRect().top;
    const name = tab.textContent;
    for (const group of groups) if (group.some((each) => each.tab.textContent === name)) select(group, name);
    // Tabs above may have grown or shrunk: what was pressed stays where it was.
    scrollBy({ top: tab.getBoundingClientRect().top - before, behavior: "instant" });
    chosen = [name, ...chosen.filter((other) => other !== name)].slice(0, NAMES_MAX);
    try {
      localStorage.setItem(KEY, JSON.stringify(chosen));
    } catch {
      // Then the choice holds for this page.
    }
  };

  const move = (event, group) => {
    const at = group.findIndex(({ tab }) => tab === event.target);
    const forward = getComputedStyle(event.target).direction === "rtl" ? -1 : 1;
    const next = { ArrowRight: at + forward, ArrowLeft: at - forward, Home: 0, End: group.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const { tab } = group.at(next % group.length);
    tab.focus();
    choose(tab);
  };

  for (const [index, tabs] of document.querySelectorAll(".tabs").entries()) {
    const list = document.createElement("div");
    list.className = "tab-list";
    list.setAttribute("role", "tablist");
    list.setAttribute("aria-label", document.body.dataset.tabs);

    const group = [...tabs.querySelectorAll(":scope > .tab")].map((panel, place) => {
      const name = panel.querySelector(".tab-name");
      const tab = document.createElement("button");
      const id = `hs-tab-${index + 1}-${place + 1}`;
      Object.assign(tab, { type: "button", id, textContent: name.textContent, className: "tab-button" });
      Object.assign(panel, { id: `${id}-panel`, tabIndex: 0 });
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-controls", panel.id);
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", id);
      tab.addEventListener("click", () => choose(tab));
      panel.addEventListener("beforematch", () => choose(tab));
      list.append(tab);
      return { tab, panel };
    });

    if (group.length === 0) continue;
    list.addEventListener("keydown", (event) => move(event, group));
    tabs.prepend(list);
    groups.push(group);
    const names = group.map(({ tab }) => tab.textContent);
    select(group, chosen.find((name) => names.includes(name)) ?? names[0]);
  }
})();
