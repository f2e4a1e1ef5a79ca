/* Opens the question that the address names: a link to it should show the answer. */
(() => {
  "use strict";

  const open = () => {
    const question = document.querySelector(".faq-item:has(:target)");
    if (question) question.open = true;
  };
  addEventListener("hashchange", open);
  open();
})();
