//! How much each kind of problem matters on a site, and what its files ask to be passed over.
//!
//! One place decides both, after everything is known and before anything is printed or counted, so that every
//! command agrees. Errors of helpsmith's own are not touched: they leave open what to publish.

use std::collections::{BTreeMap, BTreeSet};

use super::ignores::{self, Ignore};
use super::{Code, Diagnostic, Severity, SourcePath, Sources};

/// How much a kind of problem matters on a site.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Level {
    /// It is not reported.
    Off,
    /// It is worth a line.
    Note,
    /// It makes `--strict` fail.
    Warning,
    /// It stops a build, and makes a check fail.
    Error,
}

impl Level {
    /// Every level with the word of the settings.
    pub const WORDS: &[(&'static str, Level)] =
        &[("off", Level::Off), ("note", Level::Note), ("warning", Level::Warning), ("error", Level::Error)];

    /// Returns the severity of a problem of this level; none where it is not reported.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Note => Some(Severity::Note),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}

/// The levels that a site has chosen for itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Levels {
    chosen: BTreeMap<Code, Level>,
}

impl Levels {
    /// Returns the levels with one more choice.
    #[must_use]
    pub fn with(mut self, code: Code, level: Level) -> Self {
        self.chosen.insert(code, level);
        self
    }

    /// Returns whether a site may choose the level of `code`: what leaves open what to publish stays an error.
    pub fn may_choose(code: Code) -> bool {
        code.level() != Level::Error
    }

    /// Returns the words of all kinds of problems whose level a site may choose, for suggestions.
    pub fn names() -> impl Iterator<Item = &'static str> + Clone {
        Code::ALL.iter().filter(|code| Self::may_choose(**code)).map(|code| code.as_str())
    }

    /// Returns the level of `code`.
    pub fn of(&self, code: Code) -> Level {
        self.chosen.get(&code).copied().unwrap_or(code.level())
    }
}

/// Gives each diagnostic its level, and drops what is off or what its file asks to pass over. Only files with
/// problems are looked into.
pub fn settle(diagnostics: &mut Vec<Diagnostic>, levels: &Levels, sources: &dyn Sources) {
    let mut known: BTreeMap<SourcePath, BTreeSet<Code>> = BTreeMap::new();
    diagnostics.retain_mut(|diagnostic| {
        if !Levels::may_choose(diagnostic.code) {
            return true;
        }
        let Some(severity) = levels.of(diagnostic.code).severity() else { return false };
        diagnostic.severity = severity;
        let Some(span) = &diagnostic.span else { return true };
        let silenced = || ignores::of(&span.path, sources).iter().flat_map(Ignore::silenced).collect();
        !known.entry(span.path.clone()).or_insert_with(silenced).contains(&diagnostic.code)
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;

    struct One(&'static str);

    impl Sources for One {
        fn text(&self, _: &SourcePath) -> Option<&str> {
            Some(self.0)
        }
    }

    fn settled(text: &'static str, levels: &Levels) -> Vec<(&'static str, Severity)> {
        let span = Span::file(&SourcePath::new("content/a.md"));
        let of = |code| Diagnostic::new(code, "x").at(span.clone());
        let mut all = vec![of(Code::UnknownKey), of(Code::BrokenLink), of(Code::MissingOwner)];
        settle(&mut all, levels, &One(text));
        all.iter().map(|one| (one.code.as_str(), one.severity)).collect()
    }

    #[test]
    fn levels_move_what_may_be_moved() {
        let plain = [("unknown-key", Severity::Error), ("broken-link", Severity::Warning)];
        assert_eq!(settled("", &Levels::default()), plain);
        let chosen = Levels::default()
            .with(Code::UnknownKey, Level::Off)
            .with(Code::BrokenLink, Level::Error)
            .with(Code::MissingOwner, Level::Note);
        let moved = [
            ("unknown-key", Severity::Error),
            ("broken-link", Severity::Error),
            ("missing-owner", Severity::Note),
        ];
        assert_eq!(settled("", &chosen), moved);
    }

    #[test]
    fn a_file_asks_for_itself_and_never_about_errors() {
        let text = "<!-- helpsmith-ignore broken-link: moves next week -->\n<!-- helpsmith-ignore unknown-key: no -->\n";
        assert_eq!(settled(text, &Levels::default()), [("unknown-key", Severity::Error)]);
    }
}
