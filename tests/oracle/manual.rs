//! What the manual promises of a site, sentence by sentence: which words a reader must find, and where, and which are
//! nowhere in the tree. It knows the pages on audiences, languages, states and dates, snippets and files, and nothing
//! of the program.

use std::collections::{BTreeMap, BTreeSet};

use super::site::{AUDIENCES, Article, Bit, Block, Join, Keys, LANGUAGES, Marker, Section, Site};

/// For whom a tree is built, on which day, and whether with drafts.
#[derive(Clone, Debug)]
pub struct Target {
    pub audience: usize,
    pub date: &'static str,
    pub drafts: bool,
}

/// What a tree must hold. All other markers of the site must be nowhere in it.
#[derive(Default)]
pub struct Promise {
    /// What its readers may see.
    pub visible: BTreeSet<Marker>,
    /// What stands on a page, by the page.
    pub on_pages: BTreeMap<String, BTreeSet<Marker>>,
    /// What stands somewhere.
    pub somewhere: BTreeSet<Marker>,
    /// What stands on no page but those of articles, in no feed and in no sitemap.
    pub unlisted: BTreeSet<Marker>,
    /// Files that are copied, with the marker inside.
    pub files: BTreeMap<String, Marker>,
}

/// "A reader sees the article who is one of the audiences named, or includes one of them."
pub fn is_one_of(audience: usize, named: &[usize]) -> bool {
    let (_, includes) = AUDIENCES[audience];
    named.contains(&audience) || includes.iter().any(|included| is_one_of(*included, named))
}

pub fn viewers(named: &[usize]) -> BTreeSet<usize> {
    (0..AUDIENCES.len()).filter(|audience| is_one_of(*audience, named)).collect()
}

/// "The first language is the default one", and "the original is the article without `translation_of`, in the default
/// language where there is one, else in the first of the configured languages".
pub fn original<'s>(site: &'s Site, article: &'s Article) -> &'s Article {
    let anchor = anchor(site, article);
    let same = site.articles.iter().filter(|other| !matches!(other.join, Join::Names(_)));
    let same = same.filter(|other| self::anchor(site, other).number == anchor.number);
    same.min_by_key(|other| other.language).unwrap_or(anchor)
}

/// "If `translation_of` names another translation, the original is the article at the end." A translation without an
/// original stands by itself.
pub fn anchor<'s>(site: &'s Site, article: &'s Article) -> &'s Article {
    let mut at = article;
    while let Join::Suffix(of) | Join::Names(of) = at.join {
        let Some(next) = site.article(of) else { return at };
        at = next;
    }
    at
}

/// "The same order decides which `_index` file of a section is the original."
pub fn section(site: &Site, folder: usize) -> Option<&Section> {
    site.sections.iter().filter(|section| section.folder == folder).min_by_key(|section| section.language)
}

/// "`_index.fr.md` … all French articles in the section, and in the sections below it … This includes variants of
/// French, such as `fr-CA`."
fn speaks_to(section: usize, language: usize) -> bool {
    let (section, language) = (LANGUAGES[section], LANGUAGES[language]);
    language == section || language.starts_with(&format!("{section}-"))
}

/// Returns the section files that have a say in what lies in `folder` in a language: of each folder around it the
/// original, and the translations in that language.
pub fn sections_around(site: &Site, folder: usize, language: usize) -> Vec<&Section> {
    let mut around = Vec::new();
    for at in site.chain(folder) {
        let Some(original) = section(site, at) else { continue };
        around.push(original);
        let others =
            site.sections.iter().filter(|other| other.folder == at && other.language != original.language);
        around.extend(others.filter(|other| speaks_to(other.language, language)));
    }
    around
}

/// Returns the sections around a section's own file; nothing encloses the home page.
pub fn sections_above<'s>(site: &'s Site, file: &Section, language: usize) -> Vec<&'s Section> {
    match file.folder {
        0 => Vec::new(),
        folder => sections_around(site, site.folders[folder].parent, language),
    }
}

/// Returns what a site promises to a target.
pub fn promise(site: &Site, target: &Target) -> Promise {
    let reader = Reader { site, target };
    let mut promise = Promise::default();
    for article in site.articles.iter().filter(|article| reader.sees(article)) {
        promise.visible.insert(article.slug);
        promise.visible.extend(article.label.into_iter().chain(article.alias));
        promise.somewhere.extend(article.alias);
    }
    reader.sections(&mut promise);
    for language in 0..LANGUAGES.len() {
        reader.edition(language, &mut promise);
    }
    reader.files(&mut promise);
    promise
}

/// Somebody for whom a tree is built.
struct Reader<'s> {
    site: &'s Site,
    target: &'s Target,
}

impl Reader<'_> {
    /// Returns whether one file's keys let the reader pass: "The article is built from the day `publish_on` until the
    /// day before `expire_on`", and drafts and what is in review "only with `--drafts`".
    fn passes(&self, keys: &Keys) -> bool {
        let is_meant = keys.audience.is_empty() || is_one_of(self.target.audience, &keys.audience);
        let is_finished = self.target.drafts || !matches!(keys.state, Some("draft" | "in_review"));
        let has_begun = keys.publish_on.is_none_or(|day| day <= self.target.date);
        let has_ended = keys.expire_on.is_some_and(|day| day <= self.target.date);
        is_meant && is_finished && has_begun && !has_ended
    }

    /// "If an audience may not see a section, it sees nothing in it."
    fn pass(&self, sections: &[&Section]) -> bool {
        sections.iter().all(|section| self.passes(&section.keys))
    }

    /// "Where nobody names any, it has the `default_audience`."
    fn is_default(&self) -> bool {
        is_one_of(self.target.audience, &[self.site.default_audience])
    }

    fn sees_original(&self, keys: &Keys, around: &[&Section]) -> bool {
        let is_named =
            !keys.audience.is_empty() || around.iter().any(|section| !section.keys.audience.is_empty());
        self.pass(around) && self.passes(keys) && (is_named || self.is_default())
    }

    /// "Only readers who may see both its own folder and its original see it", and its page is in the original's
    /// section.
    fn sees(&self, article: &Article) -> bool {
        let original = original(self.site, article);
        let around = sections_around(self.site, original.folder, original.language);
        let place = sections_around(self.site, anchor(self.site, article).folder, article.language);
        let own = sections_around(self.site, article.folder, article.language);
        self.sees_original(&original.keys, &around)
            && self.pass(&place)
            && self.pass(&own)
            && self.passes(&article.keys)
    }

    fn sees_section(&self, file: &Section) -> bool {
        let Some(original) = section(self.site, file.folder) else { return false };
        self.sees_original(&original.keys, &sections_above(self.site, original, original.language))
            && self.pass(&sections_above(self.site, file, file.language))
            && self.passes(&file.keys)
    }

    /// "In an archived section, every article is archived", and "a translation of an archived article is archived too,
    /// unless it names a `state` of its own".
    fn is_archived(&self, article: &Article) -> bool {
        let original = original(self.site, article);
        let state = article.keys.state.or(original.keys.state);
        let of_original = sections_around(self.site, original.folder, original.language);
        let place = sections_around(self.site, anchor(self.site, article).folder, article.language);
        let own = sections_around(self.site, article.folder, article.language);
        let mut around = of_original.iter().chain(&place).chain(&own);
        let unfinished = |state: Option<&str>| matches!(state, Some("draft" | "in_review"));
        let is_unfinished = unfinished(state)
            || unfinished(original.keys.state)
            || around.clone().any(|section| unfinished(section.keys.state));
        !is_unfinished
            && (state == Some("archived") || around.any(|section| section.keys.state == Some("archived")))
    }

    /// What a seen section's own words are; where they stand is promised with the articles in it.
    fn sections(&self, promise: &mut Promise) {
        for file in self.site.sections.iter().filter(|file| self.sees_section(file)) {
            let words = self.words_of(&file.text.title, &file.text.nav_title, &file.text.description);
            promise.visible.extend(words);
            promise.visible.extend(self.blocks(&file.text.blocks, file.language));
            self.beside(&file.text.blocks, promise);
            promise.visible.extend(self.names(file.folder));
        }
    }

    /// Returns the names of the folders around something, which are part of its address.
    fn names(&self, folder: usize) -> Vec<Marker> {
        self.site
            .chain(folder)
            .into_iter()
            .filter(|at| *at != 0)
            .map(|at| self.site.folders[at].name)
            .collect()
    }

    /// Promises the pages of a language: "where a translation is missing, the languages are tried in this order: wider
    /// variants of the reader's language; the default language".
    fn edition(&self, language: usize, promise: &mut Promise) {
        let prefix = if language == 0 { String::new() } else { format!("{}/", LANGUAGES[language]) };
        let originals =
            self.site.articles.iter().filter(|article| anchor(self.site, article).number == article.number);
        let mut full = BTreeSet::new();
        for anchor in originals {
            let Some((shown, is_own)) = self.shown(anchor, language) else { continue };
            if !is_own && self.site.fallback != "show" {
                continue;
            }
            let folder = self.site.folder(anchor.folder);
            let path = format!("{prefix}{folder}art-{}/index.html", shown.slug.word());
            let on_page = promise.on_pages.entry(path).or_default();
            on_page.extend(self.bits(&shown.text.title));
            on_page.extend(self.bits(&shown.text.description));
            on_page.extend(self.blocks(&shown.text.blocks, shown.language));
            on_page.extend(self.site.footer);
            on_page.extend(self.site.home.filter(|_| language == 0));
            promise.visible.extend(on_page.iter().copied());
            promise.visible.extend(self.bits(&shown.text.nav_title));
            promise.visible.extend(self.names(anchor.folder));
            self.beside(&shown.text.blocks, promise);
            let label = shown.label.or(original(self.site, shown).label);
            promise.visible.extend(label);
            if self.is_archived(shown) {
                promise.unlisted.extend(self.bits(&shown.text.title));
                promise.unlisted.extend(self.bits(&shown.text.description));
            } else {
                promise.somewhere.extend(label);
            }
            full.extend(self.site.chain(anchor.folder));
        }
        // A section with articles has a page with its own words.
        for folder in full {
            let own =
                self.site.sections.iter().find(|file| file.folder == folder && file.language == language);
            if let Some(file) = own.filter(|file| self.sees_section(file)) {
                let path = format!("{prefix}{}index.html", self.site.folder(folder));
                let on_page = promise.on_pages.entry(path).or_default();
                on_page.extend(self.bits(&file.text.title));
                on_page.extend(self.blocks(&file.text.blocks, file.language));
            }
        }
    }

    /// Returns the file that readers of a language get of an article, and whether it counts as their language's.
    fn shown<'s>(&'s self, anchor: &Article, language: usize) -> Option<(&'s Article, bool)> {
        let same = |article: &&Article| self::anchor(self.site, article).number == anchor.number;
        let seen: Vec<&Article> =
            self.site.articles.iter().filter(same).filter(|article| self.sees(article)).collect();
        let find = |wanted: usize| seen.iter().copied().find(|article| article.language == wanted);
        let wider = (0..LANGUAGES.len()).rev().filter(|other| speaks_to(*other, language));
        let own = wider.into_iter().find_map(find).map(|article| (article, true));
        own.or_else(|| find(0).map(|article| (article, false)))
    }

    fn words_of(&self, title: &[Bit], nav_title: &[Bit], description: &[Bit]) -> Vec<Marker> {
        [title, nav_title, description].into_iter().flat_map(|bits| self.bits(bits)).collect()
    }

    /// "To hide words within a line, write one colon, the words in brackets, and the audience in braces."
    fn bits(&self, bits: &[Bit]) -> Vec<Marker> {
        let bits = bits.iter().flat_map(|bit| match bit {
            Bit::Word(marker) | Bit::Code(marker) => vec![*marker],
            Bit::Only(named, bits) if is_one_of(self.target.audience, named) => self.bits(bits),
            Bit::Only(..) => Vec::new(),
        });
        bits.collect()
    }

    /// Returns the words of blocks as a text in a language has them.
    fn blocks(&self, blocks: &[Block], language: usize) -> Vec<Marker> {
        let blocks = blocks.iter().flat_map(|block| match block {
            Block::Paragraph(bits)
            | Block::Heading(bits)
            | Block::Item(bits)
            | Block::Cell(bits)
            | Block::Quote(bits) => self.bits(bits),
            // "The public tree shows the words without the link."
            Block::Link(_, bits) => self.bits(bits),
            Block::File(marker) => vec![*marker],
            Block::Note(blocks) => self.blocks(blocks, language),
            Block::Only(named, blocks) if is_one_of(self.target.audience, named) => {
                self.blocks(blocks, language)
            }
            Block::Only(..) => Vec::new(),
            Block::Snippet(number) => self.snippet(*number, language),
        });
        blocks.collect()
    }

    /// "The text's language decides which one is taken; where there is none, the language's fallbacks are tried, then
    /// the other languages", and "a snippet for other readers is left out, and so is a snippet's translation where its
    /// original is for other readers".
    fn snippet(&self, number: usize, language: usize) -> Vec<Marker> {
        let files = || self.site.snippets.iter().filter(|file| file.number == number);
        let wider = (0..LANGUAGES.len()).rev().filter(|other| speaks_to(*other, language));
        let order = wider.chain(0..LANGUAGES.len());
        let taken = order.into_iter().find_map(|wanted| files().find(|file| file.language == wanted));
        let original = files().min_by_key(|file| file.language);
        let (Some(taken), Some(original)) = (taken, original) else { return Vec::new() };
        let is_for = |named: &[usize]| named.is_empty() || is_one_of(self.target.audience, named);
        if !is_for(&taken.audience) || !is_for(&original.audience) {
            return Vec::new();
        }
        self.blocks(&taken.blocks, language)
    }

    /// "A file next to an article is published for those who can read a page that refers to it."
    fn beside(&self, blocks: &[Block], promise: &mut Promise) {
        for block in blocks {
            match block {
                Block::File(marker) => {
                    promise.visible.insert(*marker);
                }
                Block::Note(blocks) => self.beside(blocks, promise),
                Block::Only(named, blocks) if is_one_of(self.target.audience, named) => {
                    self.beside(blocks, promise)
                }
                _ => {}
            }
        }
    }

    /// "`static/` … is copied whole, to every audience", `static.agents/` to "agents and those who include agents".
    /// "A redirect whose target an audience cannot see is left out of its tree."
    fn files(&self, promise: &mut Promise) {
        let is_for =
            |named: Option<usize>| named.is_none_or(|named| is_one_of(self.target.audience, &[named]));
        for file in self.site.statics.iter().filter(|file| is_for(file.audience)) {
            promise.visible.extend([file.name, file.content]);
            promise.files.insert(format!("st-{}.txt", file.name.word()), file.content);
        }
        promise.visible.extend(self.site.footer.into_iter().chain(self.site.home));
        for (marker, to) in &self.site.redirects {
            let Some(named) = self.site.article(*to) else { continue };
            let same =
                |article: &&Article| anchor(self.site, article).number == anchor(self.site, named).number;
            if self.site.articles.iter().filter(same).any(|article| self.sees(article)) {
                promise.visible.insert(*marker);
                promise.somewhere.insert(*marker);
            }
        }
    }
}
