/* Searches an index with the numbers of format.md, in their order: `helpsmith search` has the same scores. */
(() => {
  "use strict";

  const search = helpsmithSearch;
  const all = (list, map) => Promise.all(list.map(map));
  const byScore = (a, b) => b.score - a.score || a.page - b.page;

  const rate = (terms, pages) => {
    const rows = Array(pages);
    let total = 0;
    for (const { weight: share, lists, own } of terms) {
      const hits = [];
      let idf = 0;
      for (const [list, weight] of lists) {
        const factor = share * weight * list.idf;
        idf = Math.max(idf, list.idf * weight);
        list.pages.forEach((page, at) => {
          const row = (rows[page] ??= { page, score: 0, idf: 0, count: 0, common: -1, highest: 0, value: 0, mask: 0 });
          if (!row.value) hits.push(row);
          row.value = Math.max(row.value, factor * list.impacts[at]);
          row.mask |= list.masks[at];
        });
      }
      idf = (own?.idf ?? idf) * share;
      total += idf;
      for (const row of hits) {
        row.score += row.value;
        row.idf += idf;
        row.count++;
        row.common &= row.mask;
        if (row.value > row.highest) {
          row.highest = row.value;
          row.sections = row.mask;
        }
        row.value = row.mask = 0;
      }
    }
    const found = Object.values(rows);
    for (const row of found) {
      row.score *= Math.sqrt(row.idf / total);
      if (row.count > 1 && row.common) row.score *= 1.2;
    }
    return found;
  };

  // Optimal string alignment, up to `most`: what is alike is no slip, and at each slip all kinds are tried.
  const slipsOf = (a, b, most, i = 0, j = 0) => {
    for (; i < a.length && a[i] === b[j]; i++) j++;
    if (i === a.length && j === b.length) return 0;
    if (!most || Math.abs(a.length - i - b.length + j) > most) return 9;
    const after = (x, y) => 1 + slipsOf(a, b, most - 1, i + x, j + y);
    const swap = a[i] === b[j + 1] && a[i + 1] === b[j];
    return Math.min(after(1, 1), after(1, 0), after(0, 1), swap ? after(2, 2) : 9);
  };

  const answer = async ({ manifest, file }, query, { limit = 10, category, label, signal }) => {
    const { route, group, stop, spell, categories, labels, block, bets } = manifest;

    // The shard of a form, and what the next one begins with.
    const locate = async (form) => {
      const count = (entries) => entries.filter((entry) => entry <= form).length;
      const at = group && count(route);
      const inner = group ? await file(`r${at}`) : route;
      const place = count(inner);
      return { shard: at * group + place, end: inner[place] ?? (group ? route[at] : "") };
    };

    const add = async (term, form, weight, home) => {
      const own = (await file(`t${(await locate(home ?? form)).shard}`)).get(form);
      if (own?.home && !home) return add(term, form, weight, own.home);
      own?.family.forEach((list) => term.lists.push([list, list === own ? weight : weight * 0.5]));
      return own;
    };

    const gather = async (term) => {
      const { form, shard, end } = term;
      const shards = term === typed ? new Set([shard, shard + !!end?.startsWith(form)]) : [];
      const known = await all([...shards], (number) => file(`t${number}`));
      const own = (term.own = await add(term, form, 1));
      known
        .flatMap((forms) => [...forms.values()])
        .filter((list) => list.form > form && list.form.startsWith(form) && list.family !== own?.family)
        .sort((a, b) => b.pages.length - a.pages.length || (a.form < b.form ? -1 : 1))
        .slice(0, 40)
        .forEach((list) => term.lists.push([list, ((own ? 0.35 : 0.8) * form.length) / list.form.length]));
    };

    // Adds what a term may have been that is missing, or rare and begins nothing.
    const correct = async (term) => {
      const { form, kind, lists, own } = term;
      const rare = own?.pages.length < 4 ? own.family.length : 0;
      if (lists.length > rare || kind !== "word" || form.length < 4 || /\p{N}/u.test(form)) return;
      const letters = [...form];
      for (const letter of letters.slice(0, 2)) {
        const number = spell.findIndex((starts) => starts.includes(letter));
        const near = (number < 0 ? [] : await file(`s${number}`))
          .filter(([word]) => word.startsWith(letter))
          .map(([word, common]) => ({ word, common, slips: slipsOf(letters, [...word], form.length < 8 ? 1 : 2) }))
          .filter(({ slips }) => slips && slips < 3)
          .sort((a, b) => a.slips - b.slips || b.common - a.common)
          .slice(0, 3);
        for (const { word, slips } of near) await add(term, word, slips < 2 ? 0.75 : 0.55);
        if (!own && near[0]) fixes.set(form, near[0].word);
        if (near[0]) return;
      }
    };

    const describe = async ({ page, score, common, sections }) => {
      const [trails, documents] = await file(`d${Math.floor(page / block)}`);
      const [path, title, excerpt, trail, headings] = documents[page % block];
      const words = search.plain(title);
      if (plain && words.includes(plain)) score *= words === plain ? 1.5 : words.startsWith(plain) ? 1.2 : 1.1;
      const mask = common || sections;
      const heading = headings[30 - Math.clz32(mask & -mask)];
      const section = heading ? { id: heading[0], title: heading[1] } : null;
      return { page, path, title, excerpt, trail: trails[trail], section, score, pinned: false };
    };

    const { terms: read, open, last, plain } = search.terms(query);
    const typed = open && read[last];
    const telling = read.filter(({ form }) => !stop.includes(form));
    const asked = read.filter((term) => !telling[0] || term === typed || telling.includes(term));
    await all(asked, async (term) => Object.assign(term, await locate(term.form), { lists: [] }));
    // At most 8 shards: what is being typed, then every other term, so that what is kept lies all over the query.
    const rank = (term) => (term === typed ? -1 : asked.indexOf(term) % 2);
    const shards = new Set();
    const kept = [...asked]
      .sort((a, b) => rank(a) - rank(b))
      .filter(({ shard }) => shards.has(shard) || (shards.size < 8 && shards.add(shard)));
    const terms = asked.filter((term) => kept.includes(term));
    await all(terms, gather);
    signal?.throwIfAborted();

    const fixes = new Map();
    let rows = rate(terms, manifest.pages);
    const isComplete = () => rows.some((row) => row.count === terms.length);
    if (!isComplete()) {
      await all(terms, correct);
      rows = rate(terms, manifest.pages);
    }

    const range = category ? categories.find(([path]) => path === category) : [0, 0, manifest.pages];
    const number = labels.findLastIndex((first) => first <= label);
    const some = new Set(number < 0 ? [] : (await file(`l${number}`))[label - labels[number]]);
    const isIn = (page) => page >= range?.[1] && page < range[2] && (label == null || some.has(page));
    const pinned = new Map(Object.entries(bets ? await file("bets") : {})).get(plain) ?? [];
    const pins = pinned.filter(isIn);
    const best = rows.filter(({ page }) => isIn(page)).sort(byScore).slice(0, limit);
    const found = (await all(best, describe)).sort(byScore);
    const highest = found[0]?.score ?? 0;
    const first = await all(pins, async (page, at) => ({
      ...(await describe({ page })),
      score: highest + (pins.length - at),
      pinned: true,
    }));
    const corrected = query.replace(/[\p{L}\p{N}\p{M}\u200c]+/gu, (word) => fixes.get(search.plain(word)) ?? word);
    return {
      results: [...first, ...found.filter(({ page }) => !pins.includes(page))].slice(0, limit),
      words: new Set(terms.flatMap(({ lists }) => lists.map(([list]) => list.form))),
      corrected: corrected === query ? null : corrected,
      complete: isComplete(),
    };
  };

  search.open = async (options) => {
    const index = await search.load(options);
    index.search = (query, wanted = {}) =>
      new Promise((resolve, reject) => {
        const { signal } = wanted;
        signal?.throwIfAborted();
        signal?.addEventListener("abort", () => reject(signal.reason));
        answer(index, query, wanted)
          .catch(async () => {
            if (signal?.aborted) return;
            // Most likely the site was published anew.
            Object.assign(index, await search.load(options));
            return answer(index, query, wanted);
          })
          .then(resolve, reject);
      });
    return index;
  };
})();
