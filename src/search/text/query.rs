//! Reads what a reader typed.

use super::classes::{Class, class};
use super::{Kind, Side, fold, plain, tokens};

/// Characters of a query that are read.
const CHARACTERS_MAX: usize = 256;

/// Terms of a query that are looked for.
const TERMS_MAX: usize = 32;

/// One form that is looked for.
#[derive(Clone, PartialEq, Debug)]
pub struct Term {
    /// As it is indexed.
    pub form: String,
    /// 1, or 0.5 for part of another term.
    pub weight: f64,
    /// Whether it is a word, which can be misspelt and can go on.
    pub is_word: bool,
}

/// A query, taken apart.
#[derive(Clone, PartialEq, Debug)]
pub struct Query {
    /// The forms looked for, each once.
    pub terms: Vec<Term>,
    /// The term that the reader may still be typing.
    pub open: Option<usize>,
    /// The query in the form in which titles are compared.
    pub plain: String,
}

impl Query {
    /// Reads a query.
    pub fn new(text: &str) -> Self {
        let text: String = text.chars().take(CHARACTERS_MAX).collect();
        let folded = fold(&text);
        let mut terms: Vec<Term> = Vec::new();
        let mut last = None;
        tokens(&folded, Side::Query, |token| {
            let weight = if token.is_half() { 0.5 } else { 1.0 };
            let place = terms.iter().position(|term| term.form == token.form);
            let place = place.or_else(|| {
                let is_word = matches!(token.kind, Kind::Word | Kind::Part);
                let form = token.form.to_owned();
                (terms.len() < TERMS_MAX).then(|| {
                    terms.push(Term { form, weight, is_word });
                    terms.len() - 1
                })
            });
            if let Some(term) = place.and_then(|place| terms.get_mut(place)) {
                term.weight = term.weight.max(weight);
            }
            if token.kind != Kind::Part {
                last = place;
            }
        });
        let is_open = folded.chars().next_back().is_some_and(|c| class(c) != Class::Separator);
        Self { open: last.filter(|_| is_open), plain: plain(&text), terms }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_may_go_on() {
        let open = |text: &str| {
            let query = Query::new(text);
            query.open.map(|at| query.terms[at].form.clone())
        };
        assert_eq!(open("reset pass").as_deref(), Some("pass"));
        assert_eq!(open("reset getUrl").as_deref(), Some("geturl"));
        assert_eq!(open("退款政").as_deref(), Some("款政"));
        assert_eq!(open("reset "), None);
        assert_eq!(open(""), None);
    }

    #[test]
    fn each_form_is_looked_for_once() {
        let query = Query::new("Parser HTMLParser parser");
        let terms: Vec<_> = query.terms.iter().map(|term| (term.form.as_str(), term.weight)).collect();
        assert_eq!(terms, [("parser", 1.0), ("htmlparser", 1.0), ("html", 0.5)]);
        assert_eq!(query.open, Some(0));
        assert_eq!(Query::new(&"x y ".repeat(1000)).terms.len(), 2);
    }
}
