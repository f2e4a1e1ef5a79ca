/* Reloads the page so that the writer does not lose the place: what was on the screen stays there. */
(() => {
  "use strict";

  const preview = helpsmithPreview;
  const KEY = "place";
  const ANCHORS_MAX = 100;
  const FIELDS = "input, textarea, select";

  // Read when the scripts of the theme have run, here as after a reload: only then are both lists alike.
  const blocks = preview.readBlocks();

  // Where the visible blocks stand on the page. Should text above them grow, they are moved back under the eye.
  const readAnchors = () => {
    const anchors = [];
    for (const { element, digest, nth } of blocks) {
      const { top, bottom, height } = element.getBoundingClientRect();
      if (height > 0 && bottom > 0 && top < innerHeight) anchors.push([digest, nth, top + scrollY]);
      if (anchors.length === ANCHORS_MAX) break;
    }
    return anchors;
  };

  const nameOf = (details) => details.querySelector("summary")?.textContent;
  const readDetails = () => [...document.querySelectorAll("main details")].map((each) => [nameOf(each), each.open]);

  const fieldsOf = (root) => [...root.querySelectorAll(FIELDS)];
  const readField = () => {
    const field = document.activeElement;
    if (!field?.matches(FIELDS)) return null;
    const { value, id } = field;
    // Fields for numbers and dates have no selection.
    const selection = field.selectionStart == null ? null : [field.selectionStart, field.selectionEnd];
    return { at: fieldsOf(document).indexOf(field), id, value, selection };
  };

  // Of the preview's own: whoever goes through the bar by keyboard goes on where they were.
  const readControl = () => {
    const control = preview.root.activeElement;
    return control && (control.name || "toggle");
  };

  // `page` is the digest for whose sake the page is left, `path` where to; returns whether it will be remembered.
  preview.keepPlace = (page, path = location.pathname, digests = blocks.map(({ digest }) => digest)) =>
    preview.remember("sessionStorage", KEY, {
      ...{ path, page, digests, x: scrollX, y: scrollY },
      ...{ anchors: readAnchors(), details: readDetails(), field: readField(), control: readControl() },
    });

  const restoreField = ({ at, id, value, selection }) => {
    const field = fieldsOf(document)[at];
    if (field?.id !== id) return;
    // A search page has read its words from the address already.
    if (field.value !== value) field.value = value;
    field.focus({ preventScroll: true });
    if (selection) field.setSelectionRange(...selection);
  };

  const restoreDetails = (kept) => {
    for (const details of document.querySelectorAll("main details")) {
      const at = kept.findIndex(([name]) => name === nameOf(details));
      if (at >= 0) details.open = kept.splice(at, 1)[0][1];
    }
  };

  const restoreScroll = ({ x, y, anchors }) => {
    let shift = 0;
    for (const [digest, nth, top] of y > 0 ? anchors : []) {
      const block = blocks.find((each) => each.digest === digest && each.nth === nth);
      if (!block) continue;
      shift = block.element.getBoundingClientRect().top + scrollY - top;
      break;
    }
    // Less than a pixel is rounding.
    scrollTo({ left: x, top: Math.abs(shift) < 1 ? y : y + shift, behavior: "instant" });
  };

  // Pictures that load may move the text once more. Whoever has begun to scroll is left alone.
  const holdScroll = (place) => {
    const ways = ["wheel", "touchmove", "pointerdown", "keydown"];
    const stop = new AbortController();
    const listening = { capture: true, passive: true, signal: stop.signal };
    for (const way of ways) addEventListener(way, () => stop.abort(), listening);
    const settle = () => {
      if (!stop.signal.aborted) restoreScroll(place);
      stop.abort();
      history.scrollRestoration = "auto";
    };
    // From here on the browser, which knows only numbers, must not put it back by itself.
    history.scrollRestoration = "manual";
    restoreScroll(place);
    if (document.readyState === "complete") settle();
    else addEventListener("load", () => requestAnimationFrame(settle), { once: true });
  };

  // Returns for the sake of which digest this page was loaded, which blocks are new in it, and which control of the
  // preview, once there is one, had the focus.
  preview.restorePlace = () => {
    const place = preview.recall("sessionStorage", KEY);
    preview.remember("sessionStorage", KEY, null);
    if (place?.path !== location.pathname) return { changed: [] };
    const { page, digests, details, field, control } = place;
    restoreDetails(details);
    holdScroll(place);
    if (field) restoreField(field);
    return { page, changed: digests ? preview.changedBlocks(digests, blocks) : [], control };
  };
})();
