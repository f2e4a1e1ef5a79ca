//! Says which two sources want one file, and what to type so that each has its own.

use super::owned::OwnFile;
use super::{Claimant, Source};
use crate::corpus::resolve::Context;
use crate::diagnostic::span::LineIndex;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::SitePath;
use crate::model::paths::check_segment;

/// Two sources, one file.
pub(super) struct Quarrel<'a> {
    /// What the later one wants.
    pub path: &'a SitePath,
    pub later: &'a Claimant,
    pub meeting: Meeting,
}

/// What a source met where it wanted a file.
pub(super) enum Meeting {
    /// The same file.
    File(Claimant),
    /// A folder of this name.
    Folder(Claimant),
    /// A folder that is written this way, in other upper and lower case.
    Case(String, Claimant),
    /// A file where it needs a folder.
    InFile(Claimant),
    /// Something that helpsmith writes.
    Owned(OwnFile),
}

impl Meeting {
    fn first(&self) -> Option<&Claimant> {
        match self {
            Self::File(first) | Self::Folder(first) | Self::Case(_, first) | Self::InFile(first) => {
                Some(first)
            }
            Self::Owned(_) => None,
        }
    }
}

impl Quarrel<'_> {
    /// Returns what tells this quarrel from others of the same source.
    pub fn key(&self) -> String {
        match &self.meeting {
            Meeting::Owned(owned) => owned.what.clone(),
            other => other.first().map_or_else(String::new, |first| format!("{:?}", first.span)),
        }
    }

    /// Returns the message, at the later source.
    pub fn diagnostic(&self, context: Context<'_>, lines: &mut LineIndex) -> Diagnostic {
        let message = match &self.meeting {
            Meeting::Owned(owned) => format!("`/{}` is reserved for {}", owned.path, owned.what),
            other => {
                let first = other.first().map_or_else(String::new, |first| named(context, first, lines));
                match other {
                    Meeting::File(_) => format!("`{}` is already taken by {first}", self.path),
                    Meeting::Case(written, _) => format!(
                        "`{}` differs only in upper and lower case from `/{written}/` of {first}",
                        self.path
                    ),
                    _ => format!("`{}` would be a file and a folder: {first} has the same name", self.path),
                }
            }
        };
        let mut diagnostic = Diagnostic::new(Code::DuplicatePath, message).at(self.later.span.clone());
        for hint in self.hints(context) {
            diagnostic = diagnostic.hint(hint);
        }
        diagnostic
    }

    fn hints(&self, context: Context<'_>) -> Vec<String> {
        let mut hints = Vec::new();
        match &self.meeting {
            Meeting::File(Claimant { source: Source::Home(language), .. }) if self.later.is_content() => {
                let tag = context.settings.languages.tag(*language);
                hints.push(format!(
                    "`{tag}` is a language of this site: name translations `article.{tag}.md`, or rename the folder"
                ));
            }
            Meeting::File(Claimant { source: Source::Folder(folder), .. })
                if self.later.source == Source::Article && self.is_file_of(folder) =>
            {
                hints.push(format!(
                    "move this file to `{folder}/_index.md`, where it is the text of the section, or rename it"
                ));
            }
            meeting => hints.push(self.later.way_out(self.path, meeting.first())),
        }
        hints
    }

    /// Returns whether the later source is `a.md` beside the folder `a`.
    fn is_file_of(&self, folder: &str) -> bool {
        self.later.span.path.as_str().strip_suffix(".md") == Some(folder)
    }
}

impl Claimant {
    fn is_content(&self) -> bool {
        matches!(self.source, Source::Article | Source::Section | Source::Folder(_))
    }

    /// Returns what to type to give this source another path.
    fn way_out(&self, path: &SitePath, first: Option<&Claimant>) -> String {
        match &self.source {
            Source::Article | Source::Section => {
                let slug = path.as_str().trim_end_matches('/').rsplit('/').next().unwrap_or_default();
                format!("write another `slug`, such as `slug: {}`", another(slug))
            }
            Source::Folder(folder) => format!("rename the folder `{folder}/`"),
            Source::Home(_) => "rename the other one".to_owned(),
            Source::Alias | Source::Redirect => match first {
                Some(first) if matches!(first.source, Source::Alias | Source::Redirect) => {
                    "keep the line that leads to the right page, and remove the other".to_owned()
                }
                _ => "remove this line: whoever opens the path gets what is published there".to_owned(),
            },
            Source::Static => "rename the file or its folder in `static/`".to_owned(),
        }
    }
}

/// Returns a slug that is not `slug`: `feed.xml` becomes `feed-xml`, `search` becomes `search-2`.
fn another(slug: &str) -> String {
    let plain = slug.replace('.', "-");
    let plain = plain.trim_matches('-');
    let other = if plain == slug { format!("{plain}-2") } else { plain.to_owned() };
    if check_segment(&other).is_ok() { other } else { "my-article".to_owned() }
}

/// Returns a source as messages name it, with its line where it stands in a file with others.
fn named(context: Context<'_>, claimant: &Claimant, lines: &mut LineIndex) -> String {
    match &claimant.source {
        Source::Folder(folder) => format!("the folder `{folder}/`"),
        Source::Home(language) => {
            format!("the home page of the language `{}`", context.settings.languages.tag(*language))
        }
        Source::Static => format!("`{}`", claimant.span.path),
        _ => format!("`{}`", place(context, &claimant.span, lines)),
    }
}

/// Returns a place as terminals and editors read it: `content/a.md:3:7`.
fn place(context: Context<'_>, span: &Span, lines: &mut LineIndex) -> String {
    let corpus = context.corpus;
    let at = corpus.files.partition_point(|file| file.path < span.path);
    let file = corpus.files.get(at).filter(|file| file.path == span.path).map(|file| &*file.source.text);
    let is_table = corpus.redirects.first().is_some_and(|line| line.from.span.path == span.path);
    let Some(text) = file.or(is_table.then_some(&*corpus.redirects_text)) else {
        return span.path.to_string();
    };
    if span.end == 0 {
        return span.path.to_string();
    }
    let place = lines.place(&span.path, text, span.start);
    format!("{}:{}:{}", span.path, place.line, place.column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_slug_is_another_one() {
        for (slug, other) in
            [("search", "search-2"), ("feed.xml", "feed-xml"), ("été", "été-2"), ("_", "_-2")]
        {
            assert_eq!(another(slug), other);
        }
    }
}
