/* Exchanges the stylesheets of the page where nothing else has changed: new colours need no reload. */
(() => {
  "use strict";

  const preview = helpsmithPreview;
  let links = [...document.head.querySelectorAll('link[rel="stylesheet"]')];
  let wanted;
  let isBusy = false;

  const resolve = (address) => new URL(address, document.baseURI).href;
  const isShown = (addresses) => addresses.join() === links.map(({ href }) => href).join();

  // What the old one says besides its address, such as its media, holds for the new one too.
  const successor = (old, href) =>
    Object.assign(old?.cloneNode() ?? document.createElement("link"), { rel: "stylesheet", href });

  const loaded = (link) =>
    new Promise((resolve, reject) => {
      link.onload = resolve;
      link.onerror = reject;
    });

  // New ones come before the old, which so keep the last word until all of the new are there.
  const exchange = async (addresses) => {
    const kept = new Map(links.map((link) => [link.href, link]));
    const next = addresses.map((address, at) => kept.get(address) ?? successor(links[at] ?? links.at(-1), address));
    const coming = next.filter((link) => !link.isConnected);
    const all = Promise.all(coming.map(loaded));
    for (const [at, link] of next.entries()) {
      if (link.isConnected) continue;
      if (at > 0) next[at - 1].after(link);
      else if (links.length > 0) links[0].before(link);
      else document.head.append(link);
    }
    try {
      await all;
    } catch {
      // The server has gone, or the file has changed once more: the next state tells.
      for (const link of coming) link.remove();
      return;
    }
    for (const link of links) if (!next.includes(link)) link.remove();
    links = next;
  };

  preview.swapStyles = async (addresses) => {
    wanted = addresses.map(resolve);
    if (isBusy) return;
    isBusy = true;
    // Another edit may come while the stylesheets of the last one load.
    for (let tried; wanted !== tried && !isShown(wanted); ) {
      tried = wanted;
      await exchange(tried);
    }
    isBusy = false;
  };
})();
