/* On the search page: shows only the articles whose titles have the words that the reader types. */
(() => {
  "use strict";

  const titles = document.querySelector(".titles");
  const form = titles && document.querySelector(".search-box");
  if (!form) return;
  const field = form.querySelector("input");
  const nothing = document.querySelector(".search-nothing");

  // Accents, vowel marks and the two keyboards of Persian make no difference to a reader.
  const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f\u064b-\u065f\u0640]/g, "")
    .replace(/[\u064a\u0649]/g, "\u06cc").replace(/\u0643/g, "\u06a9").replace(/\u200c/g, "").toLowerCase();
  const letters = [...titles.querySelectorAll(".titles-letter")].map((letter) => ({
    letter,
    entries: [...letter.querySelectorAll("li")].map((item) => ({ item, words: fold(item.textContent) })),
  }));

  const filter = () => {
    const terms = fold(field.value).split(/\s+/).filter(Boolean);
    let found = 0;
    for (const { letter, entries } of letters) {
      for (const { item, words } of entries) item.hidden = !terms.every((term) => words.includes(term));
      letter.hidden = entries.every(({ item }) => item.hidden);
      found += !letter.hidden;
    }
    nothing.textContent = found ? "" : nothing.dataset.words;
  };

  field.value = new URLSearchParams(location.search).get("q") ?? "";
  field.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  filter();
})();
