/* Hears from the server after each rebuild what there is now, and brings the page to it in the quietest way. */
(() => {
  "use strict";

  const preview = helpsmithPreview;
  const { element } = preview;
  // A restart takes less; after it the writer is told.
  const STOPPED_MS = 2000;
  const RETRY_MS = 500;
  const RETRY_MS_MAX = 4000;

  const host = element("helpsmith-preview", { lang: "en" });
  const root = (preview.root = host.attachShadow({ mode: "open" }));
  const style = element("link", { rel: "stylesheet", href: "/_/preview/client.css" });
  const [navigation] = performance.getEntriesByType("navigation");
  // The page that stands in while the site has never been built.
  preview.isUnbuilt = navigation?.responseStatus === 503;
  const { page: tried, changed, control } = preview.restorePlace();

  const tabs = new BroadcastChannel("helpsmith-preview");
  let generation;
  let isLeaving = false;

  // Goes to what the cookie now asks for.
  preview.leave = (path, rest) => {
    if (isLeaving) return;
    isLeaving = true;
    preview.keepPlace(undefined, path, null);
    tabs.postMessage("target");
    if (path === location.pathname) location.reload();
    else location.assign(path + rest);
  };

  // A page that is not what was promised, even after a reload for its sake, is told of and not loaded for ever.
  const reload = (page, isFirst) => {
    const isRefused = () => !preview.keepPlace(page) && isFirst && navigation?.type === "reload";
    preview.isOutdated = page === tried || isRefused();
    if (preview.isOutdated) return;
    isLeaving = true;
    location.reload();
  };

  const update = (state, isFirst) => {
    preview.isOutdated = false;
    if (preview.isUnbuilt ? !state.failed : state.page !== preview.shown) reload(state.page, isFirst);
    // Of a page that is not there nothing is said, and the one that is shown instead keeps its looks.
    else if (state.page || state.styles.length > 0) preview.swapStyles(state.styles);
  };

  const receive = (state) => {
    if (isLeaving) return;
    const isFirst = generation === undefined;
    // Scripts of the page that keep what they have fetched (the search, its index) are to fetch it anew.
    if (state.generation !== generation) document.dispatchEvent(new CustomEvent("helpsmith:rebuilt"));
    ({ generation } = state);
    update(state, isFirst);
    preview.showBar(state);
    preview.showProblems(state);
    if (isFirst && control) root.querySelector(`[name="${control}"]`)?.focus({ preventScroll: true });
  };

  let source;
  let retrying;
  let stopping;
  let showing;
  let pause = RETRY_MS;

  const disconnect = () => {
    clearTimeout(retrying);
    source?.close();
    source = null;
  };

  const connect = () => {
    disconnect();
    source = new EventSource(`/_/preview/events?${new URLSearchParams({ page: location.pathname })}`);
    source.addEventListener("state", ({ data }) => {
      clearTimeout(stopping);
      stopping = undefined;
      pause = RETRY_MS;
      receive(JSON.parse(data));
    });
    // Browsers differ in when they try again, and some never do.
    source.addEventListener("error", () => {
      stopping ??= setTimeout(preview.showStopped, STOPPED_MS);
      disconnect();
      retrying = setTimeout(connect, pause);
      pause = Math.min(pause * 2, RETRY_MS_MAX);
    });
    tabs.postMessage("connected");
  };

  // Frames are drawn in no hidden tab. A listener for that would make browsers wait for it when they close a page.
  const connectWhenShown = () => {
    cancelAnimationFrame(showing);
    disconnect();
    if (document.hidden) showing = requestAnimationFrame(connect);
    else connect();
  };

  // A browser opens six connections to a server, and each of these holds one. So of all hidden tabs only the last
  // one stays connected, until another comes to the front. Nothing is missed: the first message tells everything.
  // A target is chosen for all of them, and only a new connection shows it.
  tabs.addEventListener("message", ({ data }) => (document.hidden || data === "target") && connectWhenShown());
  addEventListener("pageshow", ({ persisted }) => persisted && connectWhenShown());

  // Keys pressed here are not meant for the page, which may have shortcuts.
  root.addEventListener("keydown", (event) => event.key === "Escape" || event.stopPropagation());
  root.append(style);
  document.documentElement.append(host);
  // Nothing is shown before it has its looks.
  style.addEventListener("load", () => {
    root.append(element("div", { className: "dock" }, preview.bar, preview.panel));
    // In a hidden tab this waits for somebody to see it.
    if (changed.length > 0) requestAnimationFrame(() => preview.flash(changed));
    connectWhenShown();
  });
  style.addEventListener("error", connectWhenShown);
})();
