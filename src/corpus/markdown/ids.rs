//! Gives headings their ids: GitHub's rule, in every script, unique in the page.

use std::collections::{BTreeMap, BTreeSet};

use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;

use crate::model::paths::nfc;

/// The ids of one page.
#[derive(Debug, Default)]
pub(super) struct Ids {
    taken: BTreeSet<String>,
    /// The last number given to each id that was asked for twice.
    counts: BTreeMap<String, usize>,
}

/// Ids that the theme's own frame has, in its templates and scripts. They begin with what no heading says, so that
/// `## Content` is `content`.
const RESERVED: [&str; 4] = ["hs-content", "hs-contact", "hs-feedback", "hs-search"];
/// What the ids begin with that scripts number.
const RESERVED_BEGINNINGS: [&str; 2] = ["hs-tab-", "hs-search-"];

impl Ids {
    /// Returns the id for a heading with these words.
    pub fn for_heading(&mut self, text: &str) -> String {
        let mut id = github_slug(text);
        if id.is_empty() {
            id.push_str("section");
        }
        self.unique(id)
    }

    /// Takes the id a writer chose. Returns it, or another one and `false` where it is taken.
    pub fn explicit(&mut self, id: &str) -> (String, bool) {
        let id: String = nfc(id).chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
        let free = !self.taken.contains(&id) && !is_reserved(&id);
        (self.unique(id), free)
    }

    fn unique(&mut self, id: String) -> String {
        let id = if is_reserved(&id) { format!("section-{id}") } else { id };
        if self.taken.insert(id.clone()) {
            return id;
        }
        let mut count = self.counts.get(&id).copied().unwrap_or(0);
        loop {
            count += 1;
            let candidate = format!("{id}-{count}");
            if self.taken.insert(candidate.clone()) {
                self.counts.insert(id, count);
                return candidate;
            }
        }
    }

    /// Returns every id given out.
    pub fn into_list(self) -> Vec<String> {
        self.taken.into_iter().collect()
    }
}

/// Returns whether an id is the frame's, or that of a footnote or of the way back from one.
fn is_reserved(id: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_footnote = id.strip_prefix("fn-").is_some_and(is_number)
        || id.strip_prefix("fnref-").is_some_and(|numbers| numbers.splitn(2, '-').all(is_number));
    is_footnote
        || RESERVED.contains(&id)
        || RESERVED_BEGINNINGS.iter().any(|beginning| id.starts_with(beginning))
}

/// Lower case; letters, marks, digits, `-` and `_` kept; spaces become hyphens; the rest goes, joiners
/// of Persian and Indic words too. Signs that make emoji of characters are marks, so they stay.
fn github_slug(text: &str) -> String {
    let kept = |character: char| match character {
        ' ' => Some('-'),
        '-' => Some(character),
        kept if kept.is_alphabetic() || is_word(kept) => Some(kept),
        _ => None,
    };
    nfc(text).trim().to_lowercase().chars().filter_map(kept).collect()
}

/// Returns whether a character that is no letter belongs to a word: `\p{Word}` of GitHub's regular expression.
fn is_word(character: char) -> bool {
    use GeneralCategory as G;
    matches!(
        CodePointMapData::<GeneralCategory>::new().get(character),
        G::NonspacingMark | G::SpacingMark | G::EnclosingMark | G::DecimalNumber | G::ConnectorPunctuation
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn github_s_rule_in_every_script() {
        for (text, id) in [
            ("How long does it take?", "how-long-does-it-take"),
            ("C++ & `std::vec`", "c--stdvec"),
            ("چگونه کار می‌کند؟", "چگونه-کار-میکند"),
            ("如何退款？", "如何退款"),
            ("हिन्दी में", "हिन्दी-में"),
            ("การคืนเงิน", "การคืนเงิน"),
            ("!!!", "section"),
            // Issue 13, low: what makes an emoji of a character is a mark, joiners and skin tones are none.
            ("❤️ Love", "\u{fe0f}-love"),
            ("1️⃣ One", "1\u{fe0f}\u{20e3}-one"),
            ("⚙️", "\u{fe0f}"),
            ("🧑‍🔧 Repair", "-repair"),
            ("👍🏽 Done 👩‍👩‍👧", "-done-"),
            ("🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f} England 🇩🇪", "-england-"),
            ("#️⃣ *️⃣ ©️", "\u{fe0f}\u{20e3}-\u{fe0f}\u{20e3}-\u{fe0f}"),
            ("x² ½ Ⅷ Ⓐ", "x--ⅷ-ⓐ"),
            ("ΟΔΟΣ İ ẞ", "οδος-i\u{307}-ß"),
            ("a‿b snake_case", "a‿b-snake_case"),
            ("見出し（例）：「引用」", "見出し例引用"),
            ("الفاتورة، ١٢", "الفاتورة-١٢"),
        ] {
            assert_eq!(Ids::default().for_heading(text), id);
        }
    }

    #[test]
    fn ids_of_the_frame_and_of_footnotes_are_no_heading_s() {
        // Issue 13, F19.
        let mut ids = Ids::default();
        assert_eq!(ids.for_heading("Content"), "content");
        assert_eq!(ids.explicit("search-field"), ("search-field".into(), true));
        assert_eq!(ids.explicit("hs-content"), ("section-hs-content".into(), false));
        assert_eq!(ids.for_heading("HS tab 1 1"), "section-hs-tab-1-1");
        assert_eq!(ids.for_heading("Fn 1"), "section-fn-1");
        assert_eq!(ids.for_heading("fnref-1-2"), "section-fnref-1-2");
        assert!(!ids.into_list().contains(&"hs-content".to_owned()));
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test may read")]
    fn every_id_of_the_default_theme_is_reserved() {
        // Issue 13, F19: a new id in a template or script is caught here.
        let theme = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default");
        let mut ids = Vec::new();
        for entry in walkdir::WalkDir::new(theme).into_iter().map(Result::unwrap) {
            let ending = entry.path().extension().and_then(|ending| ending.to_str()).unwrap_or("");
            if !["html", "js"].contains(&ending) {
                continue;
            }
            let text = std::fs::read_to_string(entry.path()).unwrap();
            for opening in [" id=\"", "const id = `", ".id = \"", ".id = `", "id: \"", "id: `"] {
                ids.extend(text.split(opening).skip(1).map(|rest| {
                    let id = rest.split(['"', '`']).next().unwrap_or("").to_owned();
                    // An article's own ids, as its view has them, and what scripts put together from others.
                    let is_own = !id.starts_with("{{") && !id.starts_with("${");
                    (entry.path().to_owned(), if is_own { id } else { String::new() })
                }));
            }
        }
        ids.retain(|(_, id)| !id.is_empty());
        assert!(ids.len() >= RESERVED.len(), "{ids:?}");
        for (path, id) in ids {
            assert!(is_reserved(&id), "`{id}` of {path:?} begins with no `hs-`, or is not reserved");
        }
    }

    #[test]
    fn the_same_words_twice() {
        let mut ids = Ids::default();
        assert_eq!(ids.for_heading("A"), "a");
        assert_eq!(ids.for_heading("A"), "a-1");
        assert_eq!(ids.explicit("a-2"), ("a-2".into(), true));
        assert_eq!(ids.for_heading("a"), "a-3");
        assert_eq!(ids.explicit("a"), ("a-4".into(), false));
    }
}
