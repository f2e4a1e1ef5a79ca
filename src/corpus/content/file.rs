//! Reads one Markdown file: front matter, then blocks.

use std::ops::Range;
use std::sync::Arc;

use super::directives::{self, Block};
use super::front_matter::{self, FrontMatter};
use super::layout::{Kind, Place};
use crate::config::Settings;
use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::{LanguageId, SourcePath};
use crate::source::TextFile;
use crate::yaml;

/// Bytes of front matter; people write hundreds.
const FRONT_MATTER_BYTES_MAX: usize = 64 << 10;

/// One parsed file of `content/` or `snippets/`.
#[derive(Debug)]
pub(in crate::corpus) struct ContentFile {
    pub path: SourcePath,
    pub source: Arc<TextFile>,
    pub place: Place,
    pub language: LanguageId,
    pub front: FrontMatter,
    /// The body, as blocks; ranges count from the start of the file.
    pub blocks: Vec<Block>,
}

impl ContentFile {
    /// Returns whether this is an article, as opposed to a section's or the home page's text.
    pub fn is_article(&self) -> bool {
        self.place.kind != Kind::Section
    }

    /// Returns the place of the title, or the start of the file.
    pub fn title_span(&self) -> Span {
        self.front.title.as_ref().map_or_else(|| Span::file(&self.path), |title| title.span.clone())
    }
}

/// Parses one file. Nothing comes back where even its front matter cannot be read.
pub(in crate::corpus) fn parse(
    path: &SourcePath,
    source: &Arc<TextFile>,
    place: Place,
    settings: &Settings,
    sink: &mut Vec<Diagnostic>,
) -> Option<ContentFile> {
    let text = &*source.text;
    let split = split(text, path, sink)?;
    let yaml = text.get(split.yaml.clone()).unwrap_or("");
    let node = yaml::parse(yaml, split.yaml.start, path, sink)?;
    let snippet = path.as_str().starts_with("snippets/");
    let front = if snippet {
        front_matter::read_snippet(&node, path, settings, sink)?
    } else {
        front_matter::read(&node, path, settings, sink)?
    };
    if !snippet && place.kind != Kind::Section && front.title.is_none() && !yaml_has_title(&node) {
        sink.push(
            Diagnostic::new(Code::MissingKey, "this article has no `title`")
                .at(Span::new(path, 0, 0))
                .hint("begin the file with lines of `---`, `title: …`, `---`"),
        );
    }
    let language = language(&place, &front, path, settings, sink);
    let blocks = directives::scan(text, split.body, path, settings, sink);
    Some(ContentFile { path: path.clone(), source: source.clone(), place, language, front, blocks })
}

/// A `title` of the wrong type has been reported already.
fn yaml_has_title(node: &yaml::Node) -> bool {
    matches!(&node.value, yaml::Value::Map(entries) if entries.iter().any(|(key, _)| key.text == "title"))
}

fn language(
    place: &Place,
    front: &FrontMatter,
    path: &SourcePath,
    settings: &Settings,
    sink: &mut Vec<Diagnostic>,
) -> LanguageId {
    let Some(found) = &front.language else { return place.suffix.unwrap_or(LanguageId::DEFAULT) };
    let languages = &settings.languages;
    let Some(named) = languages.find(&found.value) else {
        sink.push(
            Diagnostic::new(Code::UnknownLanguage, format!("unknown language `{}`", found.value))
                .at(found.span.clone())
                .maybe_hint(did_you_mean(&found.value, languages.tags())),
        );
        return place.suffix.unwrap_or(LanguageId::DEFAULT);
    };
    if let Some(suffix) = place.suffix.filter(|suffix| *suffix != named) {
        let message =
            format!("`language` says `{}`, the file's name says `{}`", found.value, languages.tag(suffix));
        sink.push(
            Diagnostic::new(Code::InvalidValue, message)
                .at(found.span.clone())
                .hint(format!("remove the `language` line, or rename `{}`", path.file_name())),
        );
    }
    named
}

struct Split {
    yaml: Range<usize>,
    body: Range<usize>,
}

/// Finds the front matter. Blank lines before it are allowed, since passing over an `audience` for a
/// blank line would publish what should not be.
fn split(text: &str, path: &SourcePath, sink: &mut Vec<Diagnostic>) -> Option<Split> {
    let bom = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut lines =
        lines(text, bom).skip_while(|line| text.get(line.clone()).is_none_or(|line| line.trim().is_empty()));
    let none = Split { yaml: bom..bom, body: bom..text.len() };
    let Some(first) = lines.next() else { return Some(none) };
    let opening = text.get(first.clone()).unwrap_or("").trim_end();
    if opening != "---" {
        return check_absent(text, opening, &first, path, sink).then_some(none);
    }
    let start = first.end;
    for line in lines {
        if text.get(line.clone()).is_some_and(|line| line.trim_end() == "---") {
            if line.start - start > FRONT_MATTER_BYTES_MAX {
                let message = "this front matter is larger than 64 KiB";
                sink.push(Diagnostic::new(Code::InvalidYaml, message).at(Span::new(path, start, start)));
                return None;
            }
            let split = Split { yaml: start..line.start, body: line.end..text.len() };
            return check_second(text, split.body.clone(), path, sink).then_some(split);
        }
    }
    sink.push(
        Diagnostic::new(Code::InvalidYaml, "this front matter is never closed")
            .at(Span::new(path, first.start, first.start + opening.len()))
            .hint("write `---` on a line of its own below the last key"),
    );
    None
}

/// Says so where a file without front matter looks as if it was meant to have some.
fn check_absent(
    text: &str,
    opening: &str,
    first: &Range<usize>,
    path: &SourcePath,
    sink: &mut Vec<Diagnostic>,
) -> bool {
    let hidden = lines(text, 0).take(LINES_LOOKED_AT).find(|line| names_visibility(text.get(line.clone())));
    let key = opening.split_once(':').map_or("", |(key, _)| key);
    let problem = if opening.starts_with("---") {
        "front matter begins with exactly three hyphens"
    } else if opening == "+++" {
        "front matter is YAML here, not TOML"
    } else if front_matter::KEYS.contains(&key) {
        "this looks like front matter without the line of `---` before it"
    } else if let Some(line) = hidden {
        let problem = "this looks like front matter, but the file does not begin with `---`";
        sink.push(
            Diagnostic::new(Code::InvalidYaml, problem)
                .at(Span::new(path, line.start, line.end.saturating_sub(1)))
                .hint(
                    "put front matter between lines of `---` first; before an example an empty one will do",
                ),
        );
        return false;
    } else {
        return true;
    };
    sink.push(
        Diagnostic::new(Code::InvalidYaml, problem)
            .at(Span::new(path, first.start, first.start + opening.len()))
            .hint("write `---` alone on the first line, and again below the last key"),
    );
    false
}

/// Lines at the start of a file in which words of front matter without a fence are looked for.
const LINES_LOOKED_AT: usize = 20;

/// Returns whether a line reads like a key that decides who sees a file, whatever stands before it.
fn names_visibility(line: Option<&str>) -> bool {
    let words = line.unwrap_or("").trim_start_matches(|c: char| !c.is_alphanumeric());
    ["audience", "draft", "state", "publish_on", "expire_on"].iter().any(|key| {
        words
            .strip_prefix(key)
            .is_some_and(|rest| rest.trim_start_matches(['"', '\'', ' ']).starts_with([':', '=']))
    })
}

/// Refuses a second block of front matter, which would be text for everyone.
fn check_second(text: &str, body: Range<usize>, path: &SourcePath, sink: &mut Vec<Diagnostic>) -> bool {
    let mut lines = lines(text, body.start)
        .skip_while(|line| text.get(line.clone()).is_none_or(|line| line.trim().is_empty()))
        .take(LINES_LOOKED_AT);
    let fence =
        lines.next().filter(|line| text.get(line.clone()).is_some_and(|line| line.trim_end() == "---"));
    let Some(key) = fence.and_then(|_| lines.find(|line| names_visibility(text.get(line.clone())))) else {
        return true;
    };
    sink.push(
        Diagnostic::new(Code::InvalidYaml, "this is a second block of front matter, which has no effect")
            .at(Span::new(path, key.start, key.end.saturating_sub(1)))
            .hint("move the line to the first block"),
    );
    false
}

/// Returns the range of each line from `start`, line feed included.
fn lines(text: &str, start: usize) -> impl Iterator<Item = Range<usize>> {
    let mut at = start;
    text.get(start..).unwrap_or("").split_inclusive('\n').map(move |line| {
        let range = at..at + line.len();
        at = range.end;
        range
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bodies(text: &str) -> Result<(String, String), Vec<&'static str>> {
        let mut sink = Vec::new();
        match split(text, &SourcePath::new("content/a.md"), &mut sink) {
            Some(split) => {
                Ok((text.get(split.yaml).unwrap().to_owned(), text.get(split.body).unwrap().to_owned()))
            }
            None => Err(sink.iter().map(|diagnostic| diagnostic.code.as_str()).collect()),
        }
    }

    #[test]
    fn front_matter_is_split_from_the_body() {
        let ok = |yaml: &str, body: &str| Ok((yaml.to_owned(), body.to_owned()));
        assert_eq!(bodies("---\na: 1\n---\nText"), ok("a: 1\n", "Text"));
        assert_eq!(bodies("\u{feff}---\r\na: 1\r\n---  \r\nText"), ok("a: 1\r\n", "Text"));
        assert_eq!(bodies("\n\n---\na: 1\n---\n"), ok("a: 1\n", ""));
        assert_eq!(bodies("Text\n---\n"), ok("", "Text\n---\n"));
        assert_eq!(bodies(""), ok("", ""));
    }

    #[test]
    fn front_matter_that_would_be_passed_over_is_an_error() {
        for bad in [
            "---\na: 1\n",
            "----\naudience: agents\n---\n",
            "+++\n+++\n",
            "audience: agents\n---\n",
            "--- \n",
            " ---\naudience: agents\n---\n",
            "\u{200b}---\naudience: agents\n---\n",
            "# A\n---\naudience: agents\n---\n",
            "{\"audience\": \"agents\"}\n",
            "---\ntitle: A\n---\n---\naudience: agents\n---\n",
            "<!-- x -->\n---\ndraft: true\n",
        ] {
            assert_eq!(bodies(bad), Err(vec!["invalid-yaml"]), "{bad}");
        }
    }
}
