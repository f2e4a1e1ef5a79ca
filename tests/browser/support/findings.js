// Lets a test look at everything before it fails, and says what it found once for each kind of defect.

import assert from "node:assert/strict";

/** Kinds of findings that are printed, and places of each; nobody reads more before fixing the first. */
const KINDS_SHOWN = 25;
const PLACES_SHOWN = 4;

/** Collects `(what, where)` pairs; `none()` fails the test with all of them, grouped by what is wrong. */
export class Findings {
  #places = new Map();

  add(what, where) {
    const places = this.#places.get(what) ?? [];
    places.push(where);
    this.#places.set(what, places);
  }

  /** Adds everything that a watched page complained about, and empties its list. */
  take(wrong, where) {
    for (const what of wrong.splice(0)) this.add(what, where);
  }

  none() {
    const kinds = [...this.#places].sort(([, a], [, b]) => b.length - a.length);
    const lines = kinds.slice(0, KINDS_SHOWN).map(([what, places]) => {
      const shown = [...new Set(places)].slice(0, PLACES_SHOWN);
      return `${places.length} x ${what}\n      ${shown.join("\n      ")}`;
    });
    if (kinds.length > KINDS_SHOWN) lines.push(`and ${kinds.length - KINDS_SHOWN} more kinds`);
    if (lines.length > 0) assert.fail(`\n${lines.join("\n")}\n`);
  }
}
