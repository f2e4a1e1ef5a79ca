//! Sites that look random and are the same in every run.

use super::random::Random;
use super::site::{
    Article, Bit, Block, Folder, Join, Keys, LANGUAGES, Marker, Section, Site, Snippet, Static, Text,
};
use super::wider;

/// Days around that of the build, which is the 15th.
const BEGIN: [&str; 3] = ["2026-01-10", "2026-01-15", "2026-02-01"];
const END: [&str; 3] = ["2026-01-15", "2026-01-16", "2026-03-01"];

/// Returns the site of a seed.
pub fn site(seed: u64) -> Site {
    // Seeds that follow each other begin alike; the first numbers are spilt.
    let mut random = Random::new(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    (0..8).for_each(|_| {
        random.below(2);
    });
    Maker { random, next: 0, snippets: 0, articles: Vec::new() }.site()
}

struct Maker {
    random: Random,
    next: usize,
    snippets: usize,
    /// Numbers that links may lead to.
    articles: Vec<usize>,
}

impl Maker {
    fn site(mut self) -> Site {
        let mut folders = vec![Folder { parent: 0, name: self.marker() }];
        for number in 0..self.random.below(4) {
            let parent = if number == 0 { 0 } else { self.random.below(folders.len()) };
            folders.push(Folder { parent, name: self.marker() });
        }
        self.snippets = self.random.below(3);
        let mut site = Site {
            default_audience: if self.random.one_in(4) { self.random.below(3) } else { 0 },
            fallback: self.random.of::<&str>(&["show", "show", "link", "hide"]),
            sections: Vec::new(),
            articles: Vec::new(),
            snippets: self.snippet_files(),
            statics: Vec::new(),
            redirects: Vec::new(),
            footer: self.random.one_in(3).then(|| self.marker()),
            home: self.random.one_in(3).then(|| self.marker()),
            folders,
        };
        let items = 1 + self.random.below(4);
        self.articles = (0..items * LANGUAGES.len()).collect();
        for folder in 0..site.folders.len() {
            for language in 0..LANGUAGES.len() {
                let odds = if language == 0 { 2 } else { 3 };
                if self.random.one_in(odds) {
                    let (keys, text) = (self.keys(3), self.text());
                    site.sections.push(Section { folder, language, keys, text });
                }
            }
        }
        for item in 0..items {
            self.item(item * LANGUAGES.len(), &mut site);
        }
        for _ in 0..self.random.below(4) {
            let audience = self.random.one_in(2).then(|| self.random.below(4));
            site.statics.push(Static { audience, name: self.marker(), content: self.marker() });
        }
        if self.random.one_in(2) {
            let to = *self.random.of(&self.articles.clone());
            site.redirects.push((self.marker(), to));
        }
        self.settle(&mut site);
        site
    }

    /// Takes out most of what names a wider audience than it may: such a site is not built at all.
    fn settle(&mut self, site: &mut Site) {
        for at in 0..site.sections.len() {
            if wider::sections(site).contains(&at) && !self.random.one_in(60) {
                site.sections[at].keys.audience.clear();
            }
        }
        // Originals first: what they name is what their translations are held against.
        for originals in [true, false] {
            for at in 0..site.articles.len() {
                let is_original = site.articles[at].join == Join::Original;
                if is_original == originals && wider::articles(site).contains(&at) && !self.random.one_in(60)
                {
                    site.articles[at].keys.audience.clear();
                }
            }
        }
        for at in 0..site.articles.len() {
            if wider::articles(site).contains(&at) && !self.random.one_in(60) {
                site.articles[at].keys.audience.clear();
            }
        }
    }

    fn marker(&mut self) -> Marker {
        self.next += 1;
        Marker(self.next)
    }

    fn audience(&mut self) -> Vec<usize> {
        match self.random.below(6) {
            0 => vec![0],
            1 | 2 => vec![1],
            3 => vec![2],
            4 => vec![3],
            _ => vec![1, 3],
        }
    }

    /// Returns keys; each is there once in `odds` times.
    fn keys(&mut self, odds: usize) -> Keys {
        let mut keys = Keys::default();
        if self.random.one_in(odds) {
            keys.audience = self.audience();
        }
        if self.random.one_in(2 * odds) {
            keys.state = Some(*self.random.of(&["draft", "in_review", "published", "archived", "archived"]));
        }
        if self.random.one_in(3 * odds) {
            keys.publish_on = Some(*self.random.of(&BEGIN));
        }
        if self.random.one_in(3 * odds) {
            let end = *self.random.of(&END);
            keys.expire_on = Some(end).filter(|end| keys.publish_on.is_none_or(|begin| begin < *end));
        }
        keys
    }

    fn text(&mut self) -> Text {
        let nav_title = if self.random.one_in(4) { self.bits(false, 0) } else { Vec::new() };
        Text {
            title: self.bits(false, 0),
            nav_title,
            description: self.bits(false, 0),
            blocks: self.blocks(0, self.snippets),
        }
    }

    /// Returns the parts of a line; the first one is for everyone.
    fn bits(&mut self, in_text: bool, depth: usize) -> Vec<Bit> {
        let mut bits = vec![Bit::Word(self.marker())];
        if depth < 2 && self.random.one_in(4 + 2 * depth) {
            let (names, inner) = (self.audience(), self.bits(in_text, depth + 1));
            bits.push(Bit::Only(names, inner));
            if self.random.one_in(2) {
                bits.push(Bit::Word(self.marker()));
            }
        }
        if in_text && self.random.one_in(8) {
            bits.push(Bit::Code(self.marker()));
        }
        bits
    }

    /// Returns blocks; snippets of a number below `snippets` may be taken in.
    fn blocks(&mut self, depth: usize, snippets: usize) -> Vec<Block> {
        let mut blocks = vec![Block::Paragraph(self.bits(true, 0))];
        for _ in 0..self.random.below(4) {
            let block = match self.random.below(11) {
                0 => Block::Paragraph(self.bits(true, 0)),
                1 => Block::Heading(self.bits(true, 0)),
                2 => Block::Item(self.bits(true, 0)),
                3 => Block::Cell(self.bits(false, 0)),
                4 => Block::Quote(self.bits(true, 0)),
                5 if !self.articles.is_empty() => {
                    let to = *self.random.of(&self.articles.clone());
                    Block::Link(to, self.bits(false, 0))
                }
                6 if !self.articles.is_empty() => Block::File(self.marker()),
                7 if snippets > 0 => Block::Snippet(self.random.below(snippets)),
                8 if depth < 2 => Block::Note(self.blocks(depth + 1, snippets)),
                9 | 10 if depth < 2 => Block::Only(self.audience(), self.blocks(depth + 1, snippets)),
                _ => continue,
            };
            blocks.push(block);
        }
        blocks
    }

    /// Makes the files of all snippets. They refer to no article, and to snippets of lower numbers alone.
    fn snippet_files(&mut self) -> Vec<Snippet> {
        let mut files = Vec::new();
        for number in 0..self.snippets {
            let first = if self.random.one_in(4) { 1 } else { 0 };
            for language in first..LANGUAGES.len() {
                if language == first || self.random.one_in(2) {
                    let audience = if self.random.one_in(3) { self.audience() } else { Vec::new() };
                    files.push(Snippet { number, language, audience, blocks: self.blocks(1, number) });
                }
            }
        }
        files
    }

    /// Makes an article with its translations, numbered from `number`.
    fn item(&mut self, number: usize, site: &mut Site) {
        let first = if self.random.one_in(5) { 1 + self.random.below(2) } else { 0 };
        let (folder, is_folder) = (self.random.below(site.folders.len()), self.random.one_in(3));
        let mut known = vec![number + first];
        site.articles.push(self.file(number + first, folder, first, Join::Original, is_folder));
        for language in (0..LANGUAGES.len()).filter(|language| *language != first) {
            if self.random.one_in(3) {
                continue;
            }
            let article = if self.random.one_in(2) {
                self.file(number + language, folder, language, Join::Suffix(number + first), is_folder)
            } else {
                let of = *self.random.of(&known);
                let (folder, is_folder) = (self.random.below(site.folders.len()), self.random.one_in(3));
                self.file(number + language, folder, language, Join::Names(of), is_folder)
            };
            known.push(article.number);
            site.articles.push(article);
        }
    }

    fn file(
        &mut self,
        number: usize,
        folder: usize,
        language: usize,
        join: Join,
        is_folder: bool,
    ) -> Article {
        Article {
            number,
            folder,
            language,
            join,
            is_folder,
            slug: self.marker(),
            keys: self.keys(4),
            text: self.text(),
            label: self.random.one_in(3).then(|| self.marker()),
            alias: self.random.one_in(3).then(|| self.marker()),
        }
    }
}
