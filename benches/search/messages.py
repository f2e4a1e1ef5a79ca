#!/usr/bin/env python3
"""Make a corpus of MediaWiki's messages in one language, for languages whose help is hardly in any package.

    messages.py --lang th --src FOLDER --out corpus.jsonl

A page is what the messages of one feature say: those of one file whose keys begin alike (`apihelp-edit-…`). The first
short one is its title, other short ones are headings, and what follows each is its text. So words, titles and headings are
real, and the pages are put together. There are no links, and so no `anchor` queries.
"""
import argparse, glob, json, os, re

HEADING_LETTERS_MAX = 45
MESSAGES_MIN = 4
KEY_PARTS = 2

MARKUP = [
    (r"\[\[(?:[^|\]]*\|)?([^\]]*)\]\]", r"\1"),
    (r"\[(?:https?:)?//\S+ ([^\]]*)\]", r"\1"),
    (r"\{\{[^|{}]*\|([^|{}]*)(?:\|[^{}]*)?\}\}", r"\1"),
    (r"\{\{[^{}]*\}\}", " "),
    (r"<[^>]*>", " "),
    (r"'{2,}|\$\d+|&[a-z]+;|https?://\S+", " "),
    (r"\s+", " "),
]
LETTERS = {"th": "\u0e00-\u0e7f", "ar": "\u0600-\u06ff", "fa": "\u0600-\u06ff"}


def plain(text):
    for pattern, to in MARKUP:
        text = re.sub(pattern, to, text)
    return text.strip(" :*#=|()-")


def is_native(text, letters):
    own = len(re.findall("[%s]" % LETTERS[letters], text))
    return own >= 4 and own * 2 > sum(c.isalpha() for c in text)


def groups(folder, lang):
    """Returns the messages of each feature, in the order of the files."""
    found = {}
    for file in sorted(glob.glob(os.path.join(folder, "**", lang + ".json"), recursive=True)):
        place = os.path.relpath(os.path.dirname(file), folder).lower()
        component = re.sub(r"[^a-z0-9]+", "-", place.replace("i18n", "")).strip("-") or "core"
        for key, text in json.load(open(file, encoding="utf-8")).items():
            if isinstance(text, str) and is_native(plain(text), lang):
                name = "-".join(re.findall(r"[a-z0-9]+", key.lower())[:KEY_PARTS])
                found.setdefault("%s/%s" % (component, name), []).append(plain(text))
    return found


def page(url, lang, messages):
    title = next((text for text in messages if len(text) <= HEADING_LETTERS_MAX), None)
    if title is None or len(messages) < MESSAGES_MIN:
        return None
    sections = [{"id": "", "level": 1, "h": "", "text": ""}]
    for text in messages:
        if text == title:
            continue
        if len(text) <= HEADING_LETTERS_MAX:
            sections.append({"id": "m%d" % len(sections), "level": 2, "h": text, "text": ""})
        else:
            sections[-1]["text"] = (sections[-1]["text"] + " " + text).strip()
    sections = [section for section in sections if section["h"] or section["text"]]
    return {"url": url, "lang": lang, "title": title, "desc": "", "labels": [], "aliases": [], "sections": sections,
            "links": []}


def main():
    parser = argparse.ArgumentParser()
    for name in ("lang", "src", "out"):
        parser.add_argument("--" + name, required=True)
    options = parser.parse_args()
    with open(options.out, "w", encoding="utf-8") as out:
        for url, messages in sorted(groups(options.src, options.lang).items()):
            made = page(url, options.lang, messages)
            if made:
                out.write(json.dumps(made, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
