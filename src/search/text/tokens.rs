//! Cuts a folded text into tokens.

use super::classes::{Class, HALF_SPACE, class, is_mark};
use super::fold::lower;
use super::{TOKEN_LENGTH_MAX, length};

/// Which side a text is on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// It is indexed.
    Article,
    /// It is looked for.
    Query,
}

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A word.
    Word,
    /// A part of a word that is a token too: `parser` of `HTMLParser`.
    Part,
    /// Two neighbours of a script without spaces, or one that stands alone.
    Pair,
    /// The last of a run of such, which a pair has too.
    Last,
}

/// A token of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token<'a> {
    /// How it is indexed.
    pub form: &'a str,
    /// What it is.
    pub kind: Kind,
}

impl Token<'_> {
    /// Returns whether it counts half: it is part of another token.
    pub fn is_half(&self) -> bool {
        matches!(self.kind, Kind::Part | Kind::Last)
    }
}

/// Gives each token of a folded text to `take`, in order.
pub fn tokens(folded: &str, side: Side, mut take: impl FnMut(Token<'_>)) {
    let mut take = |form: &str, kind: Kind| {
        if form.len() <= TOKEN_LENGTH_MAX || length(form) <= TOKEN_LENGTH_MAX {
            take(Token { form, kind });
        }
    };
    let mut run: Option<(usize, Class)> = None;
    for (at, character) in folded.char_indices() {
        let class = match (class(character), run) {
            (Class::Separator, Some((_, Class::Word))) if character == HALF_SPACE => Class::Word,
            (class, _) => class,
        };
        if let Some((start, of)) = run
            && of != class
        {
            cut(folded.get(start..at).unwrap_or(""), of, side, &mut take);
            run = None;
        }
        if run.is_none() && class != Class::Separator {
            run = Some((at, class));
        }
    }
    if let Some((start, of)) = run {
        cut(folded.get(start..).unwrap_or(""), of, side, &mut take);
    }
}

fn cut(run: &str, class: Class, side: Side, take: &mut impl FnMut(&str, Kind)) {
    match class {
        Class::Word => word(run, take),
        Class::Characters => pairs(run, side, |_, _| true, take),
        Class::Clusters => pairs(run, side, begins_cluster, take),
        Class::Separator => {}
    }
}

/// Gives a word, and the parts that its writer marked in it.
fn word(run: &str, take: &mut impl FnMut(&str, Kind)) {
    let run = run.trim_end_matches(HALF_SPACE);
    if run.contains(HALF_SPACE) {
        take(&lower(&run.replace(HALF_SPACE, "")), Kind::Word);
        run.split(HALF_SPACE).filter(|part| !part.is_empty()).for_each(|part| take(&lower(part), Kind::Part));
        return;
    }
    let whole = lower(run);
    take(&whole, Kind::Word);
    if !run.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return;
    }
    let mut start = 0;
    for at in humps(run.as_bytes()) {
        take(&lower(run.get(start..at).unwrap_or("")), Kind::Part);
        start = at;
    }
    if start > 0 {
        take(&lower(run.get(start..).unwrap_or("")), Kind::Part);
    }
}

/// Returns where a word is cut for its capitals.
fn humps(word: &[u8]) -> impl Iterator<Item = usize> {
    let is_hump = |window: (usize, &[u8])| {
        let &[before, at] = window.1 else { return None };
        let after = word.get(window.0 + 2);
        let rises = before.is_ascii_lowercase() || before.is_ascii_digit();
        let ends = before.is_ascii_uppercase() && after.is_some_and(u8::is_ascii_lowercase);
        (at.is_ascii_uppercase() && (rises || ends)).then_some(window.0 + 1)
    };
    word.windows(2).enumerate().filter_map(is_hump)
}

/// Gives each pair of neighbouring units of a run, or its one unit.
fn pairs(run: &str, side: Side, begins: impl Fn(&str, char) -> bool, take: &mut impl FnMut(&str, Kind)) {
    // Where the last two units begin that are complete, or still growing.
    let (mut before, mut current) = (None, 0);
    for (at, character) in run.char_indices().skip(1) {
        if !begins(run.get(current..at).unwrap_or(""), character) {
            continue;
        }
        if let Some(before) = before {
            take(&lower(run.get(before..at).unwrap_or("")), Kind::Pair);
        }
        (before, current) = (Some(current), at);
    }
    let last = run.get(current..).unwrap_or("");
    match before {
        None => take(&lower(last), Kind::Pair),
        Some(before) => {
            take(&lower(run.get(before..).unwrap_or("")), Kind::Pair);
            if side == Side::Article {
                take(&lower(last), Kind::Last);
            }
        }
    }
}

/// Returns whether `character` begins a new cluster after `cluster`.
fn begins_cluster(cluster: &str, character: char) -> bool {
    let leads = |c: char| matches!(c, '\u{e40}'..='\u{e44}' | '\u{ec0}'..='\u{ec4}');
    let follows = matches!(
        character,
        '\u{e30}' | '\u{e32}' | '\u{e33}' | '\u{e45}' | '\u{eb0}' | '\u{eb2}' | '\u{eb3}'
    );
    let mut characters = cluster.chars();
    let only = characters.next().filter(|_| characters.next().is_none());
    let stacks = cluster.ends_with(['\u{17d2}', '\u{1039}']);
    !(follows || stacks || only.is_some_and(leads) || is_mark(character))
}

#[cfg(test)]
mod tests {
    use super::super::fold;
    use super::*;

    fn of(text: &str, side: Side) -> Vec<(String, bool)> {
        let mut all = Vec::new();
        tokens(&fold(text), side, |token| all.push((token.form.to_owned(), token.is_half())));
        all
    }

    fn words(text: &str) -> String {
        of(text, Side::Article)
            .into_iter()
            .map(|(form, half)| if half { format!("({form})") } else { form })
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn each_script_is_cut_in_its_way() {
        for (text, expected) in [
            ("Reset your pass-word, v1.2", "reset your pass word v1 2"),
            (
                "HTMLParser getURL iPhone X",
                "htmlparser (html) (parser) geturl (get) (url) iphone (i) (phone) x",
            ),
            ("کتاب‌های‌ من", "کتابهای (کتاب) (های) من"),
            ("退款政策", "退款 款政 政策 (策)"),
            ("税", "税"),
            ("第3章", "第 3 章"),
            ("비밀번호를", "비밀 밀번 번호 호를 (를)"),
            ("การตั้งค่า", "การ รตั้ ตั้ง งค่า (ค่า)"),
            ("ខ្មែរ", "ខ្មែរ (រ)"),
            ("ﬁle ＡＢＣ", "file abc"),
            ("", ""),
            ("— … !", ""),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
        assert_eq!(words(&"x".repeat(65)), "");
        assert_eq!(of("退款", Side::Query), [("退款".to_owned(), false)]);
    }

    #[test]
    fn the_browser_is_held_to_the_same_table() {
        type Row = (String, Vec<(String, f64)>, Vec<(String, f64)>);
        let rows: Vec<Row> = serde_json::from_str(include_str!("../vectors.json")).unwrap();
        assert!(rows.len() > 50);
        for (text, article, query) in rows {
            let found: Vec<(String, f64)> = of(&text, Side::Article)
                .into_iter()
                .map(|(form, half)| (form, if half { 0.5 } else { 1.0 }))
                .collect();
            assert_eq!(found, article, "article {text:?}");
            let terms = super::super::Query::new(&text).terms;
            let found: Vec<_> = terms.into_iter().map(|term| (term.form, term.weight)).collect();
            assert_eq!(found, query, "query {text:?}");
        }
    }
}
