#!/usr/bin/env python3
"""Make a corpus of any number of pages from the sections of real ones.

    recombine.py --pages N --out mix.jsonl corpus.jsonl...

The real pages come first, as they are; where N is smaller, those with the smallest hashed address. Each further page
has a real title and one of that page's own headings ("Sorting Data: Options"), begins with the section below that
heading, and goes on with sections of other pages up to about 350 words. Sections are taken in turn, in hashed order,
so none is used twice before all are used once. Nothing is random: equal input gives equal output.
"""
import argparse, hashlib, json, os

WORDS_A_PAGE = 350
PAGES_A_FOLDER = 60
FOLDERS_A_FOLDER = 20


def sha(text):
    return hashlib.sha1(text.encode("utf-8")).hexdigest()


def read(files):
    """Returns the pages of all corpora, the address of each beginning with the name of its corpus."""
    pages = []
    for file in files:
        prefix = os.path.basename(os.path.dirname(os.path.abspath(file))) + "/"
        for line in open(file, encoding="utf-8"):
            page = json.loads(line)
            page["url"] = prefix + page["url"]
            page["links"] = [[text, prefix + url] for text, url in page["links"]]
            page["aliases"], page["labels"] = [], []
            pages.append(page)
    return sorted(pages, key=lambda page: sha(page["url"]))


def new_titles(pages):
    """Yields title, section; the headings of one page do not follow each other."""
    turns = max(len(page["sections"]) for page in pages)
    seen = {page["title"] for page in pages}
    for turn in range(turns):
        for page in pages:
            if turn < len(page["sections"]) and page["sections"][turn]["h"]:
                section = page["sections"][turn]
                title = "%s: %s" % (page["title"], section["h"])
                if len(title) <= 120 and title not in seen:
                    seen.add(title)
                    yield title, section
    # Titles that two pages have between them.
    for turn in range(1, len(pages)):
        for at, page in enumerate(pages):
            other = pages[(at + turn) % len(pages)]
            title = "%s and %s" % (page["title"], other["title"])
            if len(title) <= 120 and other["sections"] and title not in seen:
                seen.add(title)
                yield title, other["sections"][0]


def words(section):
    return len((section["h"] + " " + section["text"]).split())


def fill(first, sections, at):
    """Returns the sections of a page that begins with `first`, and where in `sections` the next page goes on."""
    chosen, count, ids = [], 0, set()
    while count < WORDS_A_PAGE:
        section = dict(first) if not chosen else dict(sections[at % len(sections)])
        if chosen:
            at += 1
        if section["id"] in ids:
            section["id"] = "%s-%d" % (section["id"], len(chosen))
        ids.add(section["id"])
        chosen.append(section)
        count += words(section)
    return chosen, at


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("corpora", nargs="+")
    options = parser.parse_args()
    pages = read(options.corpora)[: options.pages]
    known = {page["url"] for page in pages}
    sections = [section for page in pages for section in page["sections"] if section["h"] and section["text"]]
    sections.sort(key=lambda section: sha(section["h"] + section["text"]))
    with open(options.out, "w", encoding="utf-8") as out:
        for page in pages:
            page["links"] = [link for link in page["links"] if link[1] in known]
            out.write(json.dumps(page, ensure_ascii=False) + "\n")
        at = 0
        for number, (title, first) in zip(range(options.pages - len(pages)), new_titles(pages)):
            chosen, at = fill(first, sections, at)
            folder = number // PAGES_A_FOLDER
            url = "mix/c%d/s%d/a%d" % (folder // FOLDERS_A_FOLDER, folder % FOLDERS_A_FOLDER, number)
            page = {"url": url, "lang": pages[0]["lang"], "title": title, "desc": "", "labels": [], "aliases": []}
            out.write(json.dumps({**page, "sections": chosen, "links": []}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
