/* Sends "Was this helpful?" without leaving the article. Elsewhere than on the own host the links stay links. */
(() => {
  "use strict";

  const feedback = document.querySelector(".feedback");
  if (!feedback) return;
  const key = `helpsmith-vote:${location.pathname}`;

  const thank = () => {
    feedback.querySelector(".feedback-choices").hidden = true;
    feedback.querySelector(".feedback-thanks").textContent = document.body.dataset.thanks;
  };

  const send = async (link) => {
    try {
      const answer = await fetch(link.href, { method: "POST", keepalive: true });
      if (!answer.ok) throw new Error(answer.statusText);
    } catch {
      // An endpoint that cannot take it this way may still take the link.
      return location.assign(link.href);
    }
    try {
      localStorage.setItem(key, link.dataset.vote);
    } catch {
      // Then the question comes again at the next visit.
    }
    // The link that has the focus goes away: the focus stays near.
    feedback.focus();
    thank();
  };

  feedback.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link?.origin !== location.origin) return;
    event.preventDefault();
    send(link);
  });

  try {
    if (localStorage.getItem(key)) thank();
  } catch {
    // Nothing can be remembered.
  }
})();
