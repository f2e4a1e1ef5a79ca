//! Counts the words of one article, field by field and section by section.
//!
//! An article's count depends on its own text alone, so it is remembered by digest: a rebuild, or another
//! audience, counts only what changed.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::synonyms::Synonyms;
use super::text::{Side, Token, fold, tokens};
use crate::memo::{self, Key, Memo};
use crate::model::{Article, Label, Rendered};

/// Remembers the counts of articles.
pub type WordMemo = Memo<Words>;

/// What one occurrence counts. Parts of words count half, synonyms three fifths.
pub(super) const UNIT: u16 = 10;
const HALF: u16 = UNIT / 2;
pub(super) const SYNONYM: u16 = 6;

/// The last section with a bit of its own; it stands for all that follow, too.
pub(super) const SECTION_MAX: usize = 20;

/// Where in an article a text stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Field {
    Title,
    /// Headings, labels, keywords, old addresses: words that someone chose.
    Heading,
    Body,
}

/// How often an article has a form, in units of [`UNIT`], and in which sections.
#[derive(Clone, Copy, Default, PartialEq, Debug, Serialize, Deserialize)]
pub struct Count {
    pub(super) title: u16,
    pub(super) heading: u16,
    pub(super) body: u16,
    /// Bit s: it stands in section s.
    pub(super) sections: u32,
}

/// The words of an article.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
pub struct Words {
    /// All forms, one after the other, in the order in which they first stand.
    forms: String,
    /// Length in bytes of each form, and its count.
    counts: Vec<(u8, Count)>,
    /// Whole tokens of the title.
    pub(super) title_length: u32,
    /// Whole tokens of everything else.
    pub(super) length: u32,
}

impl Words {
    /// Counts the words of `article`.
    pub(super) fn of(
        article: &Article,
        labels: &[Label],
        synonyms: &Synonyms,
        memo: Option<&WordMemo>,
    ) -> Self {
        let facts = &article.search;
        let labels: Vec<&str> =
            article.labels.iter().filter_map(|at| labels.get(*at)).map(|label| &*label.title).collect();
        let chosen: Vec<&str> = labels
            .into_iter()
            .chain(facts.keywords.iter().map(String::as_str))
            .chain(facts.old_names.iter().map(String::as_str))
            .collect();
        let description = article.description.as_deref().unwrap_or("");
        let count = || {
            let mut counter = Counter::new(synonyms);
            counter.text(&article.title, Field::Title, 0);
            for words in &chosen {
                counter.text(words, Field::Heading, 0);
            }
            counter.text(description, Field::Body, 0);
            counter.body(&article.body.rendered);
            counter.finish()
        };
        let Some(memo) = memo else { return count() };
        memo.get_or_make(key(&article.title, &chosen, description, &article.body.rendered, synonyms), count)
    }

    /// Returns each form with its count.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Count)> {
        let mut at = 0;
        self.counts.iter().map(move |(length, count)| {
            let start = at;
            at += usize::from(*length);
            (self.forms.get(start..at).unwrap_or(""), count)
        })
    }
}

fn key(title: &str, chosen: &[&str], description: &str, rendered: &Rendered, synonyms: &Synonyms) -> Key {
    let counts = [chosen.len() as u64, rendered.headings.len() as u64].map(u64::to_le_bytes).concat();
    let mut parts: Vec<&[u8]> = vec![synonyms.digest(), &counts, title.as_bytes(), description.as_bytes()];
    parts.extend(chosen.iter().map(|words| words.as_bytes()));
    parts.extend(rendered.headings.iter().map(|heading| heading.text.as_bytes()));
    parts.push(rendered.prose.as_bytes());
    memo::key(&parts)
}

/// Counts while it reads.
struct Counter<'s> {
    synonyms: &'s Synonyms,
    words: Words,
    /// Where each form stands in `counts`. Only looked up, never walked through.
    places: FxHashMap<Box<str>, usize>,
    /// The whole tokens of the text that is read, where there are synonyms to look for.
    run: Vec<usize>,
}

impl<'s> Counter<'s> {
    fn new(synonyms: &'s Synonyms) -> Self {
        Self { synonyms, words: Words::default(), places: FxHashMap::default(), run: Vec::new() }
    }

    /// Returns what was counted, without the room that vectors keep to grow: there is one for each article at once.
    fn finish(mut self) -> Words {
        self.words.forms.shrink_to_fit();
        self.words.counts.shrink_to_fit();
        self.words
    }

    fn body(&mut self, rendered: &Rendered) {
        for (section, text) in rendered.sections().enumerate() {
            let heading = section.checked_sub(1).and_then(|at| rendered.headings.get(at));
            if let Some(heading) = heading {
                self.text(&heading.text, Field::Heading, section);
            }
            self.text(text, Field::Body, section);
        }
    }

    fn text(&mut self, text: &str, field: Field, section: usize) {
        self.run.clear();
        tokens(&fold(text), Side::Article, |token| self.token(token, field, section));
        self.add_synonyms(field, section);
    }

    fn token(&mut self, token: Token<'_>, field: Field, section: usize) {
        let half = token.is_half();
        let Some(place) = self.add(token.form, if half { HALF } else { UNIT }, field, section) else {
            return;
        };
        if half {
            return;
        }
        let length = match field {
            Field::Title => &mut self.words.title_length,
            Field::Heading | Field::Body => &mut self.words.length,
        };
        *length = length.saturating_add(1);
        if !self.synonyms.is_empty() {
            self.run.push(place);
        }
    }

    fn add(&mut self, form: &str, amount: u16, field: Field, section: usize) -> Option<usize> {
        let place = match self.places.get(form) {
            Some(place) => *place,
            None => {
                let length = u8::try_from(form.len()).ok()?;
                self.words.forms.push_str(form);
                self.words.counts.push((length, Count::default()));
                let place = self.words.counts.len() - 1;
                self.places.insert(Box::from(form), place);
                place
            }
        };
        let (_, count) = self.words.counts.get_mut(place)?;
        let sum = match field {
            Field::Title => &mut count.title,
            Field::Heading => &mut count.heading,
            Field::Body => &mut count.body,
        };
        *sum = sum.saturating_add(amount);
        count.sections |= 1 << section.min(SECTION_MAX);
        Some(place)
    }

    /// Adds what the words of the text that was read are also called.
    fn add_synonyms(&mut self, field: Field, section: usize) {
        if self.run.is_empty() {
            return;
        }
        let all: Vec<&str> = self.words.iter().map(|(form, _)| form).collect();
        let run: Vec<&str> = self.run.iter().filter_map(|place| all.get(*place).copied()).collect();
        let others: Vec<String> = self.synonyms.found_in(&run).into_iter().map(str::to_owned).collect();
        for form in others {
            self.add(&form, SYNONYM, field, section);
        }
    }
}
