/* Fetches the files of an index, each once, and decodes them (format.md). */
(() => {
  "use strict";

  const search = helpsmithSearch;
  const utf8 = new TextDecoder();
  const received = new Map();
  const bytesOf = async (response) => new Uint8Array(await response.arrayBuffer());

  const decode = (kind, bytes) => {
    let at = 0;
    let form = [];
    const byte = () => {
      // Damage ends here: whatever a count says, each step takes a byte.
      if (at >= bytes.length) throw new Error();
      return bytes[at++];
    };
    const number = () => {
      const next = byte();
      return next < 128 ? next : next - 128 + 128 * number();
    };
    const many = (count, read) => {
      const list = [];
      while (list.length < count) list.push(read());
      return list;
    };
    const rising = (count, last = 0) => many(count, () => (last += number()));
    const take = (count) => bytes.subarray(at, (at += count));
    const word = () => {
      // No form is longer; damaged ones would grow and grow.
      form = [...form.slice(0, number() & 255), ...take(number())];
      return utf8.decode(Uint8Array.from(form));
    };

    if (kind === "s") return many(number(), () => [word(), byte()]);
    if (kind === "l") {
      const labels = [];
      while (at < bytes.length) labels.push(rising(number()));
      return labels;
    }
    if (kind !== "t") return JSON.parse(utf8.decode(bytes));

    const count = number();
    const families = number();
    const forms = many(count, () => {
      const form = word();
      const reference = number();
      return [form, reference % 2 ? { home: utf8.decode(take(number())) } : reference / 2];
    });
    const lists = many(families, () => many(number(), number)).flatMap((family) => {
      const lists = family.map(() => {
        const idf = byte() / 16;
        const count = number();
        return { idf, pages: rising(count), impacts: many(count, byte), masks: many(count, number) };
      });
      for (const list of lists) list.family = lists;
      return lists;
    });
    return new Map(forms.map(([form, to]) => [form, lists[to] ? Object.assign(lists[to], { form }) : to]));
  };

  // Without a server only scripts can be loaded. They call `receive`.
  const script = (index, name) =>
    new Promise((resolve) => {
      const element = document.createElement("script");
      element.src = `${index + name}.js`;
      element.onload = element.onerror = () => resolve(new Response(received.get(`${index.split("/").at(-2)}/${name}`)));
      document.head.append(element);
    });

  search.receive = (name, base64) => received.set(name, Uint8Array.from(atob(base64), (digit) => digit.charCodeAt()));

  search.load = async ({ index, fetch: get = fetch, offline }) => {
    const files = {};
    const load = async (name, ending, options) => {
      const response = await (offline ? script(index, name) : get(index + name + ending, options));
      if (!response.ok) throw new Error(name);
      let bytes = await bytesOf(response);
      if (bytes[0] === 31 && bytes[1] === 139) {
        bytes = await bytesOf(new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))));
      }
      return decode(name[0], bytes);
    };
    const manifest = await load("manifest", ".json", { cache: "no-cache" });
    if (manifest.version !== 1) throw new Error();
    const file = (name) =>
      (files[name] ??= load(name, `.bin?${manifest.digest}`).catch((error) => {
        delete files[name];
        throw error;
      }));
    return { manifest, file };
  };
})();
