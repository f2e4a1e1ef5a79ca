// The corpora of the bench, by name: the language and where the pages are from. Nothing here was written for tests.
//   {shared}: a folder of the shared test corpora, in the product's own layout
//   {deb, folder, format, prefix}: help that a Debian package carries; `prefix` keeps addresses of several apart
//   {…, format: "messages"}: MediaWiki's messages, one page a feature (messages.py)
//   {mix, of}: that many pages, recombined from real sections of other corpora (recombine.py)
//   native: pages with a smaller share of letters in the language's own script are left out as not translated

const LIBREOFFICE = "usr/share/libreoffice/help";
const libreOffice = (language, folder = language) => ({
  language,
  parts: [{ deb: `libreoffice-help-${folder.toLowerCase()}`, folder: `${LIBREOFFICE}/${folder}`, format: "html" }],
});

// Names of programs and code stay Latin in a translated page.
const NATIVE_SHARE_MIN = 0.4;

// GNOME Help and that of its programs, by package and folder of the manual.
const GNOME = {
  "gnome-user-docs": "gnome-help",
  "eog": "eog",
  "evince-common": "evince",
  "cheese-common": "cheese",
  "baobab": "baobab",
  "brasero-common": "brasero",
  "gnome-terminal-data": "gnome-terminal",
  "gnome-boxes": "gnome-boxes",
  "gnome-calculator": "gnome-calculator",
  "gnome-system-monitor": "gnome-system-monitor",
  "totem-common": "totem",
  "simple-scan": "simple-scan",
  "anjuta-common": "anjuta-manual",
};
const gnome = (language, packages, folder = language) => ({
  language,
  native: NATIVE_SHARE_MIN,
  parts: packages.map((deb) => {
    const format = "mallard";
    return { deb, folder: `usr/share/help/${folder}/${GNOME[deb]}`, format, prefix: `${GNOME[deb]}/` };
  }),
});

const manual = (language, deb, folder) => ({ language, parts: [{ deb, folder, format: "html" }] });

const messages = (language) => ({
  language,
  parts: [{ deb: "mediawiki", folder: "usr/share/mediawiki", format: "messages" }],
});

const shared = (folder, languages) =>
  languages.map((language) => [`${folder}-${language}`, { language, parts: [{ shared: folder }] }]);

const ENGLISH = ["lo-en", "gnome-en", "gimp-en", "postgresql-en", "commerce-kb-en", "open-source-guide-en"];

export const CORPORA = new Map([
  ["lo-en", libreOffice("en", "en-US")],
  ["lo-de", libreOffice("de")],
  ["lo-ja", libreOffice("ja")],
  ["lo-zh", libreOffice("zh", "zh-CN")],
  ["lo-ko", libreOffice("ko")],
  ["lo-km", libreOffice("km")],
  ["lo-fr", libreOffice("fr")],
  ...shared("commerce-kb", ["en", "de", "ja", "ko", "zh-Hans", "zh-Hant"]),
  ...shared("open-source-guide", ["en", "ar", "es", "fa", "hi", "ja", "zh-Hans", "zh-Hant"]),
  ["gnome-en", { ...gnome("en", Object.keys(GNOME), "C"), native: 0 }],
  ["gnome-ko", gnome("ko", Object.keys(GNOME).filter((deb) => !["simple-scan", "anjuta-common"].includes(deb)))],
  ["gnome-fa", gnome("fa", ["gnome-user-docs"])],
  ...["th", "ar", "fa"].map((language) => [`mediawiki-${language}`, messages(language)]),
  ["gimp-en", manual("en", "gimp-help-en", "usr/share/gimp/2.0/help/en")],
  ["postgresql-en", manual("en", "postgresql-doc-15", "usr/share/doc/postgresql-doc-15/html")],
  ["mix14k", { language: "en", mix: 14_000, of: ENGLISH }],
  ["mix100k", { language: "en", mix: 100_000, of: ENGLISH }],
]);
