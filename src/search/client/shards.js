/* Fetches the files of an index, each once, and decodes them. */
(() => {
  "use strict";

  const search = globalThis.helpsmithSearch;
  const FORM_BYTES_MAX = 255;
  const utf8 = new TextDecoder("utf-8", { fatal: true });
  const waiting = new Map();

  /** Reads numbers and words. Damage ends in an error: no count is believed beyond the bytes that are there. */
  class Bytes {
    at = 0;
    form = new Uint8Array(FORM_BYTES_MAX);

    constructor(bytes) {
      this.bytes = bytes;
    }

    take(count) {
      if (!(count <= this.bytes.length - this.at)) throw new RangeError("truncated");
      return this.bytes.subarray(this.at, (this.at += count));
    }

    byte() {
      if (this.at >= this.bytes.length) throw new RangeError("truncated");
      return this.bytes[this.at++];
    }

    number() {
      let number = 0;
      let byte;
      let unit = 1;
      do {
        byte = this.byte();
        number += (byte & 0x7f) * unit;
        unit *= 0x80;
      } while (byte > 0x7f);
      return number;
    }

    numbers(count, isRising) {
      if (!(count <= this.bytes.length - this.at)) throw new RangeError("truncated");
      const numbers = new Uint32Array(count);
      for (let at = 0; at < count; at++) numbers[at] = this.number() + (isRising && at ? numbers[at - 1] : 0);
      return numbers;
    }

    text() {
      return utf8.decode(this.take(this.number()));
    }

    /** A word that shares its beginning with the one before. */
    word() {
      const shared = this.number();
      const rest = this.take(this.number());
      // `set` refuses what is too long, so that damage cannot let words grow from one to the next.
      this.form.set(rest, shared);
      return utf8.decode(this.form.subarray(0, shared + rest.length));
    }
  }

  const unpacked = async (bytes) => {
    if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  };

  /** What came but cannot be used: damaged, or of another version of the index than the manifest. */
  const unusable = (name, cause) => Object.assign(new Error(`search index: ${name}`, { cause }), { unusable: true });

  const script = (name, url) =>
    new Promise((resolve, reject) => {
      const element = document.createElement("script");
      waiting.set(name, resolve);
      // After the file has called `receive`, the promise is settled and this changes nothing.
      element.onload = element.onerror = () => {
        waiting.delete(name);
        element.remove();
        reject(unusable(name));
      };
      element.src = url;
      document.head.append(element);
    });

  search.receive = (name, base64) =>
    waiting.get(name)?.(Uint8Array.from(atob(base64), (character) => character.charCodeAt()));

  /** Loads the manifest; `file` then gives any other file, as `read` decodes it. */
  search.load = async ({ index, fetch: get = (...request) => fetch(...request), offline }) => {
    const kept = new Map();
    const raw = async (name, ending, options) => {
      if (offline) return script(`${index.split("/").at(-2)}/${name}`, `${index + name}.js`);
      const response = await get(index + name + ending, options);
      if (!response.ok) throw unusable(`${name}: ${response.status}`);
      return new Uint8Array(await response.arrayBuffer());
    };
    const decoded = async (name, read) => {
      const bytes = await raw(name, `.bin?${manifest.digest}`);
      try {
        return read(new Bytes(await unpacked(bytes)));
      } catch (error) {
        throw unusable(name, error);
      }
    };
    const manifest = JSON.parse(utf8.decode(await raw("manifest", ".json", { cache: "no-cache" })));
    if (manifest.version !== 1) throw new Error(`search index: version ${manifest.version}`);
    const file = (name, read) => {
      let promise = kept.get(name);
      if (!promise) {
        kept.set(name, (promise = decoded(name, read)));
        promise.catch(() => kept.delete(name));
      }
      return promise;
    };
    return { manifest, file };
  };

  search.readJson = ({ bytes }) => JSON.parse(utf8.decode(bytes));

  /** A Map of forms to their lists, or to the form in whose shard they are. A list knows its family. */
  search.readShard = (bytes) => {
    const forms = new Map();
    let count = bytes.number();
    let families = bytes.number();
    for (; count > 0; count--) {
      const form = bytes.word();
      const reference = bytes.number();
      forms.set(form, reference % 2 ? bytes.text() : reference / 2);
    }
    const lists = [];
    let end = 0;
    for (; families > 0; families--) {
      const family = [];
      for (let size = bytes.number(); size > 0; size--) {
        const start = end;
        end += bytes.number();
        const list = { start, family };
        family.push(list);
        lists.push(list);
      }
    }
    const rest = bytes.take(end);
    for (const list of lists) {
      // How many pages it has is needed before the list is.
      list.bytes = new Bytes(rest);
      list.bytes.at = list.start;
      list.idf = list.bytes.byte() / 16;
      list.size = list.bytes.number();
    }
    for (const [form, number] of forms) {
      if (typeof number === "string") continue;
      const list = lists[number];
      list.form = form;
      forms.set(form, list);
    }
    return forms;
  };

  /** Decodes the pages of a list when they are first needed. */
  search.readList = (list) => {
    if (!list.pages) {
      const { bytes, size } = list;
      const pages = bytes.numbers(size, true);
      list.impacts = bytes.take(size);
      list.masks = bytes.numbers(size);
      list.pages = pages;
      bytes.form = null
    }
    return list;
  };

  search.readWords = (bytes) => {
    const words = [];
    for (let count = bytes.number(); count > 0; count--) words.push([bytes.word(), bytes.byte()]);
    return words;
  };

  search.readLabels = (bytes) => {
    const labels = [];
    while (bytes.at < bytes.bytes.length) labels.push(new Set(bytes.numbers(bytes.number(), true)));
    return labels;
  };
})();
