/* Plays a video of another host in the page, but asks that host for nothing before the reader presses it. */
(() => {
  "use strict";

  const play = (link) => {
    const frame = document.createElement("iframe");
    frame.className = "video-frame";
    frame.title = link.querySelector(".video-title").textContent;
    frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
    frame.allowFullscreen = true;
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    // A site's content security policy may refuse frames: then the video is where the link leads.
    document.addEventListener("securitypolicyviolation", ({ blockedURI }) => {
      if (link.dataset.embed.startsWith(blockedURI)) location.assign(link.href);
    });
    frame.src = link.dataset.embed;
    link.replaceWith(frame);
    frame.focus();
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest(".video-link[data-embed]");
    // With a key held down the reader asks for another window.
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    play(link);
  });
})();
