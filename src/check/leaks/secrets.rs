//! Works out what would give something away: what stands in hidden text, and in no visible one.
//!
//! A secret is a word that no visible text has, a sequence of words that stands in none, an address, or a file. All
//! are kept as numbers, so that a word of a tree costs the same however much is hidden. Sequences are compared
//! across all gaps of the visible text, so a page that puts public words together anew gives no alarm.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::prose::{Manner, Side, Variables, pieces, read};
use super::sources::{Hidden, Sources};
use super::tokens::{Kind, Token, beginnings, folded, hash, joined, tokens};

/// Words of a sequence that nobody writes twice by chance.
const WORDS: usize = 5;
/// The same in characters, of scripts without spaces. The longest sequence there is.
pub(super) const CHARACTERS: usize = 8;
/// Letters of a word that is a secret by itself.
const LETTERS: usize = 4;

/// Where a secret stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Place {
    pub source: u32,
    pub start: u32,
    pub end: u32,
    /// How many tokens it has, or one of [`ADDRESS`] and [`FILE`].
    pub length: u8,
}

/// Length of a secret that is an address.
pub(super) const ADDRESS: u8 = 0;
/// Length of a secret that is a whole file.
pub(super) const FILE: u8 = u8::MAX;

type Candidates = FxHashMap<u64, Place>;

/// Everything that a tree must not have.
#[derive(Default)]
pub(super) struct Secrets {
    pub sequences: Candidates,
    /// Pairs of characters, which prove something only where many come together, as in an index.
    pub pairs: Candidates,
    pub addresses: Candidates,
    pub files: BTreeMap<[u8; 32], Place>,
}

impl Secrets {
    /// Works out the secrets of a site.
    pub fn new(sources: &Sources<'_>, variables: &Variables) -> Self {
        let mut secrets = Self::default();
        let mut words = Candidates::default();
        for hidden in &sources.hidden {
            secrets.take(hidden, variables, &mut words);
        }
        let beginnings = by_beginning(&words, sources);
        secrets.sequences.extend(words);
        secrets.drop_visible(sources, variables, &beginnings);
        for hidden in &sources.hidden_addresses {
            let place = place(hidden.source, hidden.place.start, hidden.place.end, ADDRESS);
            secrets.addresses.entry(hash(&hidden.address)).or_insert(place);
        }
        for (source, digest) in &sources.hidden_files {
            if !sources.visible_files.contains(digest) {
                secrets.files.entry(*digest).or_insert(place(*source, 0, 0, FILE));
            }
        }
        secrets
    }

    /// Returns how many secrets there are.
    pub fn count(&self) -> usize {
        self.sequences.len() + self.addresses.len() + self.files.len()
    }

    fn take(&mut self, hidden: &Hidden<'_>, variables: &Variables, words: &mut Candidates) {
        for manner in [Manner::Whole, Manner::Plain] {
            let mut list = Vec::new();
            let offset = hidden.offset.unwrap_or(0);
            read(&hidden.text, offset, (manner, Side::Hidden), variables, |token| list.push(token));
            pieces(&list, |piece| self.take_piece(hidden, piece, offset));
        }
        // What stands in links is hidden too, as far as it is words.
        let offset = hidden.offset.unwrap_or(0);
        tokens(&hidden.text, |token| {
            if letters(&hidden.text, &token, 0) >= LETTERS {
                let source = hidden.source;
                let (start, end) = (offset + token.start, offset + token.end);
                let (start, end) = if hidden.offset.is_some() { (start, end) } else { (0, 0) };
                words.entry(token.hash).or_insert(place(source, start, end, 1));
            }
        });
    }

    fn take_piece(&mut self, hidden: &Hidden<'_>, piece: &[Token], offset: usize) {
        let mut add = |map: fn(&mut Self) -> &mut Candidates, sequence: &[Token]| {
            let (Some(first), Some(last)) = (sequence.first(), sequence.last()) else { return };
            let (start, end) = if hidden.offset.is_some() { (first.start, last.end) } else { (0, 0) };
            let length = u8::try_from(sequence.len()).unwrap_or(FILE);
            let place = place(hidden.source, start, end, length);
            map(self).entry(hash_of(sequence)).or_insert(place);
        };
        let is_told = |sequence: &[Token]| is_telling(&hidden.text, sequence, offset);
        for sequence in piece.windows(WORDS).filter(|sequence| is_told(sequence)) {
            if sequence.iter().all(|token| token.kind == Kind::Word) {
                add(|secrets| &mut secrets.sequences, sequence);
            }
        }
        let characters =
            |sequence: &[Token]| sequence.iter().filter(|token| token.kind == Kind::Character).count();
        for sequence in piece.windows(CHARACTERS).filter(|sequence| characters(sequence) >= CHARACTERS / 2) {
            add(|secrets| &mut secrets.sequences, sequence);
        }
        for pair in piece.windows(2).filter(|pair| characters(pair) == 2) {
            add(|secrets| &mut secrets.pairs, pair);
        }
        // A short text as a whole: a name of two words, a line of three. A date is none, in no script.
        let (length, signs) = (piece.len(), characters(piece));
        let words = piece.iter().filter(|token| letters(&hidden.text, token, offset) > 0).count();
        let is_whole = match (hidden.is_name, signs) {
            (_, 1..) => length < CHARACTERS && signs + 2 * words >= LETTERS,
            (true, 0) => length >= 2 && is_told(piece),
            (false, 0) => length >= 3 && is_told(piece),
        };
        if is_whole && length < CHARACTERS {
            add(|secrets| &mut secrets.sequences, piece);
        }
    }

    /// Drops every candidate that stands in a visible text.
    fn drop_visible(&mut self, sources: &Sources<'_>, variables: &Variables, beginnings: &Beginnings) {
        let texts = sources.visible.iter().map(|text| (text.as_ref(), &[Manner::Whole, Manner::Plain][..]));
        let code = sources.code.iter().map(|text| (text.as_str(), &[Manner::Whole][..]));
        let texts: Vec<(&str, &[Manner])> = texts.chain(code).collect();
        let found: Vec<Vec<u64>> = texts
            .par_iter()
            .map(|(text, manners)| {
                let mut found = Vec::new();
                for manner in *manners {
                    let mut window = Window::default();
                    read(text, 0, (*manner, Side::Visible), variables, |token| {
                        window.push(token.hash, CHARACTERS, |hash, _| {
                            if self.sequences.contains_key(&hash) || self.pairs.contains_key(&hash) {
                                found.push(hash);
                            }
                        });
                    });
                }
                visible_words(text, |word| {
                    super::tokens::beginnings(word, |hash| {
                        found.extend(beginnings.get(&hash).into_iter().flatten().copied());
                    });
                });
                found.sort_unstable();
                found.dedup();
                found
            })
            .collect();
        for hash in found.iter().flatten() {
            self.sequences.remove(hash);
            self.pairs.remove(hash);
        }
    }
}

/// Candidates that are words, by the hash of what each begins with.
type Beginnings = FxHashMap<u64, Vec<u64>>;

/// Sorts words by all but their last letter: what an index makes of a visible word by a stemmer is no secret.
fn by_beginning(words: &Candidates, sources: &Sources<'_>) -> Beginnings {
    let mut found = Beginnings::default();
    let mut seen = FxHashSet::default();
    for hidden in &sources.hidden {
        tokens(&hidden.text, |token| {
            if !words.contains_key(&token.hash) || !seen.insert(token.hash) {
                return;
            }
            let word = folded(hidden.text.get(token.start..token.end).unwrap_or(""));
            let mut all = Vec::new();
            beginnings(&word, |hash| all.push(hash));
            let at = all.len().saturating_sub(2);
            if let Some(beginning) = all.get(at) {
                found.entry(*beginning).or_default().push(token.hash);
            }
        });
    }
    found
}

/// Calls `each` with every word of a visible text as pages may come to write it: whole, in its parts as in
/// `HTMLParser`, and as in the anchor of a heading, where `what's` is `whats`.
fn visible_words(text: &str, mut each: impl FnMut(&str)) {
    let mut seen = FxHashSet::default();
    let mut take = |word: &str| {
        let word = folded(word);
        if seen.insert(hash(&word)) {
            each(&word);
        }
    };
    let mut take_all = |text: &str| {
        tokens(text, |token| {
            let word = text.get(token.start..token.end).unwrap_or("");
            take(word);
            parts(word, &mut take);
        });
    };
    take_all(text);
    for run in text.split_whitespace().filter(|run| run.contains(is_sign)) {
        take_all(&run.replace(|c| is_sign(c) && c != '-' && c != '_', ""));
    }
}

fn is_sign(character: char) -> bool {
    !character.is_alphanumeric()
}

/// Calls `each` with the parts of a word that has capitals or half-spaces inside.
fn parts(word: &str, each: &mut impl FnMut(&str)) {
    let mut start = 0;
    let mut before = [None, None];
    for (at, character) in word.char_indices() {
        let [last, second] = before;
        let is_small = |c: Option<char>| c.is_some_and(|c| c.is_lowercase() || c.is_numeric());
        let mut ends = Vec::new();
        if character == '\u{200c}' || (character.is_uppercase() && is_small(last)) {
            ends.push(at);
        }
        if character.is_lowercase()
            && last.is_some_and(char::is_uppercase)
            && second.is_some_and(char::is_uppercase)
        {
            ends.push(at - last.map_or(0, char::len_utf8));
        }
        for end in ends {
            if end > start {
                each(word.get(start..end).unwrap_or(""));
                start = end;
            }
        }
        before = [Some(character), last];
    }
    if start > 0 {
        each(word.get(start..).unwrap_or(""));
    }
}

/// Returns whether a sequence says more than numbers and single letters do.
fn is_telling(text: &str, sequence: &[Token], offset: usize) -> bool {
    sequence.iter().filter(|token| letters(text, token, offset) >= LETTERS - 1).count() >= 2
}

fn letters(text: &str, token: &Token, offset: usize) -> usize {
    let range = token.start.saturating_sub(offset)..token.end.saturating_sub(offset);
    match token.kind {
        Kind::Word => text.get(range).unwrap_or("").chars().filter(|c| c.is_alphabetic()).count(),
        Kind::Character | Kind::Break => 0,
    }
}

fn place(source: usize, start: usize, end: usize, length: u8) -> Place {
    let short = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Place { source: short(source), start: short(start), end: short(end), length }
}

fn hash_of(sequence: &[Token]) -> u64 {
    let mut hashes = sequence.iter().rev().map(|token| token.hash);
    let last = hashes.next().unwrap_or(0);
    hashes.fold(last, joined)
}

/// The last tokens of a text that is being read.
#[derive(Default)]
pub(super) struct Window {
    last: [u64; CHARACTERS],
    filled: usize,
}

impl Window {
    /// Takes a token, and calls `each` with the hash and the length of every sequence that ends with it.
    pub fn push(&mut self, token: u64, longest: usize, mut each: impl FnMut(u64, usize)) {
        self.last.rotate_right(1);
        if let Some(first) = self.last.first_mut() {
            *first = token;
        }
        self.filled = (self.filled + 1).min(CHARACTERS);
        let mut hash = token;
        for (at, before) in self.last.iter().enumerate().take(self.filled.min(longest)) {
            if at > 0 {
                hash = joined(hash, *before);
            }
            each(hash, at + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::model::SourcePath;

    /// Returns the words of every secret, where each hidden text is an article of its own.
    fn secrets(hidden: &[(&str, bool)], visible: &[&str]) -> Vec<String> {
        let path = SourcePath::new("content/a.md");
        let mut sources = Sources::default();
        for (source, (text, is_name)) in hidden.iter().enumerate() {
            sources.paths.push(&path);
            sources.hidden.push(Hidden {
                source,
                text: Cow::Borrowed(text),
                offset: Some(0),
                is_name: *is_name,
            });
        }
        sources.visible = visible.iter().map(|text| Cow::Borrowed(*text)).collect();
        let secrets = Secrets::new(&sources, &Variables::new(&BTreeMap::new()));
        let mut places: Vec<Place> = secrets.sequences.into_values().collect();
        places.sort();
        let text = |place: &Place| {
            hidden[place.source as usize].0.get(place.start as usize..place.end as usize).unwrap().to_owned()
        };
        places.iter().map(text).collect()
    }

    #[test]
    fn a_word_that_no_visible_text_has_is_a_secret() {
        assert_eq!(
            secrets(&[("The zebra eats 2026 fine", false)], &["the fine eats."]),
            ["The zebra eats 2026 fine", "zebra"]
        );
    }

    #[test]
    fn a_form_of_a_visible_word_is_none() {
        assert!(secrets(&[("refunds", false)], &["Refund: HTMLParser"]).is_empty());
        assert!(secrets(&[("parser whats", false)], &["HTMLParser, what's"]).is_empty());
    }

    #[test]
    fn sequences_of_visible_words_are_secrets() {
        let visible = ["you may pay agents the whole of it", "may you pay the agents"];
        assert_eq!(secrets(&[("You may pay the agents", false)], &visible), ["You may pay the agents"]);
        assert_eq!(secrets(&[("Pay agents the agents", true)], &visible), ["Pay agents the agents"]);
        assert!(secrets(&[("you may pay [agents](x.md) the whole", false)], &visible).is_empty());
        assert!(secrets(&[("- you may\n- pay the\n- agents", false)], &visible).is_empty());
    }

    #[test]
    fn scripts_without_spaces_have_no_words() {
        assert_eq!(secrets(&[("退款限额规定", true)], &["退款，限额，新规定"]), ["退款限额规定"]);
        assert!(secrets(&[("退款限额", true)], &["的退款限额是"]).is_empty());
    }
}
