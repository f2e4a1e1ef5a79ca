//! Says what is wrong, where, and what to do about it.
//!
//! Every stage returns its value together with its diagnostics and never stops at the first
//! problem. Nothing here prints to a terminal or decides an exit code: the printers return text.

pub mod code;
pub mod github;
pub mod human;
pub mod ignores;
pub mod json;
pub mod levels;
pub mod sarif;
pub mod span;
pub mod suggest;

pub use code::Code;
pub use span::{SourcePath, Span};

/// How much a problem matters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Severity {
    /// Leaves open what to publish: nothing is written.
    Error,
    /// Something a reader would trip over: the site is written all the same.
    Warning,
    /// Something to know, which counts for nothing.
    Note,
}

impl Severity {
    /// Returns the word used in every output format.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// One problem: what, where, and what to type instead.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// What kind of problem it is.
    pub code: Code,
    /// How much it matters: as its kind says, until the settings say otherwise.
    pub severity: Severity,
    /// One line in lower case without a period, the user's words in backticks.
    pub message: String,
    /// Where it is, if it is in a file at all.
    pub span: Option<Span>,
    /// What to do, each a line.
    pub hints: Vec<String>,
    /// What can be typed for the writer.
    pub fix: Option<Box<Fix>>,
}

/// A change to one place of the input that mends a problem and nothing else.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fix {
    /// What is replaced.
    pub span: Span,
    /// What must stand there, or nothing is.
    pub was: String,
    /// What takes its place.
    pub text: String,
}

impl Diagnostic {
    /// Returns a diagnostic without a place and without hints.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        let severity = code.severity();
        Self { code, severity, message: message.into(), span: None, hints: Vec::new(), fix: None }
    }

    /// Returns the same diagnostic at `span`.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// Returns the same diagnostic at `span`, where that is known.
    #[must_use]
    pub fn at_maybe(mut self, span: Option<Span>) -> Self {
        self.span = span;
        self
    }

    /// Returns the same diagnostic with one more hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Returns the same diagnostic with a hint, where there is one to give.
    #[must_use]
    pub fn maybe_hint(self, hint: Option<String>) -> Self {
        match hint {
            Some(hint) => self.hint(hint),
            None => self,
        }
    }

    /// Returns the same diagnostic with the change that mends it.
    #[must_use]
    pub fn fixed_by(mut self, fix: Fix) -> Self {
        self.fix = Some(Box::new(fix));
        self
    }

    fn sort_key(&self) -> (&str, usize, usize, &'static str, &str) {
        let (path, start, end) =
            self.span.as_ref().map_or(("", 0, 0), |span| (span.path.as_str(), span.start, span.end));
        (path, start, end, self.code.as_str(), &self.message)
    }
}

/// A value together with the problems met while making it.
#[derive(Debug)]
pub struct Diagnosed<T> {
    /// The value, complete as far as the input allowed.
    pub value: T,
    /// The problems, in no particular order.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Diagnosed<T> {
    /// Returns `value` with the problems met on the way.
    pub fn new(value: T, diagnostics: Vec<Diagnostic>) -> Self {
        Self { value, diagnostics }
    }

    /// Moves the diagnostics into `sink` and returns the value.
    pub fn into_value(self, sink: &mut Vec<Diagnostic>) -> T {
        sink.extend(self.diagnostics);
        self.value
    }
}

/// Gives the text of files, for printing the line a diagnostic points at.
pub trait Sources {
    /// Returns the text of `path`, or nothing where it has none.
    fn text(&self, path: &SourcePath) -> Option<&str>;
}

/// Sorts by path and place and drops what was said twice, as several audiences may share a problem.
pub fn arrange(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    diagnostics.dedup();
}

/// Returns whether any of `diagnostics` is an error.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// Returns whether a command fails: on any error, and under `--strict` on any warning.
pub fn fails(diagnostics: &[Diagnostic], strict: bool) -> bool {
    let worst = if strict { Severity::Warning } else { Severity::Error };
    diagnostics.iter().any(|diagnostic| diagnostic.severity <= worst)
}

/// Returns `1 article`, `2 articles`: a count with its noun, for messages.
pub fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
