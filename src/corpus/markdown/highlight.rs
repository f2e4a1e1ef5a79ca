//! Colours code with the grammars of bat, to a dozen short classes instead of whole scope stacks.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

/// Bytes of a code block beyond which it stays plain. A limit by size, not by time: equal inputs must
/// give equal bytes on every machine.
pub(super) const CODE_BYTES_MAX: usize = 64 << 10;
/// Bytes of one line; grammars are at their worst on minified files.
pub(super) const LINE_BYTES_MAX: usize = 4 << 10;
/// Changes whenever the same code would be coloured otherwise, so that stored results are dropped.
pub(super) const VERSION: &[u8] = b"2";

/// Which bytes of a code block have which colour: length and class, in order. Rests of lines that the
/// list does not reach are plain.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Highlighted {
    /// Runs of bytes, never across a line feed and its next line.
    pub(super) runs: Vec<(u32, u8)>,
}

/// CSS classes by their number; 0 is plain text.
pub(super) const CLASSES: [&str; 15] = [
    "", "hl-c", "hl-s", "hl-n", "hl-k", "hl-f", "hl-t", "hl-v", "hl-o", "hl-p", "hl-g", "hl-a", "hl-i",
    "hl-d", "hl-h",
];

/// Scopes by how they begin, with the class they get; the first that fits counts.
const SCOPES: &[(&str, u8)] = &[
    ("comment", 1),
    ("punctuation.definition.comment", 1),
    ("string", 2),
    ("punctuation.definition.string", 2),
    ("constant.character.escape", 3),
    ("constant", 3),
    ("markup.inserted", 12),
    ("markup.deleted", 13),
    ("markup.heading", 14),
    ("markup.bold", 14),
    ("entity.name.function", 5),
    ("support.function", 5),
    ("variable.function", 5),
    ("entity.name.tag", 10),
    ("punctuation.definition.tag", 10),
    ("entity.other.attribute-name", 11),
    ("entity.name", 6),
    ("entity.other.inherited-class", 6),
    ("support.type.property-name", 11),
    ("meta.mapping.key", 11),
    ("support.class", 6),
    ("support.type", 6),
    ("support.constant", 3),
    ("storage.type", 4),
    ("storage.modifier", 4),
    ("storage", 4),
    ("keyword.operator", 8),
    ("keyword", 4),
    ("variable.parameter", 7),
    ("variable.language", 4),
    ("variable", 7),
    ("punctuation", 9),
];

struct Grammars {
    syntaxes: SyntaxSet,
    scopes: Vec<(Scope, u8)>,
}

fn grammars() -> &'static Grammars {
    static GRAMMARS: OnceLock<Grammars> = OnceLock::new();
    GRAMMARS.get_or_init(|| Grammars {
        syntaxes: two_face::syntax::extra_newlines(),
        scopes: SCOPES.iter().filter_map(|(name, class)| Some((Scope::new(name).ok()?, *class))).collect(),
    })
}

/// Names writers use that the grammars do not know.
#[rustfmt::skip]
const ALIASES: &[(&str, &str)] = &[
    ("csharp", "cs"), ("c#", "cs"), ("f#", "fs"), ("golang", "go"), ("console", "bash"), ("shell", "bash"),
    ("shell-session", "bash"), ("terminal", "bash"), ("zsh", "bash"), ("curl", "bash"), ("mysql", "sql"),
    ("mariadb", "sql"), ("postgresql", "sql"), ("plsql", "sql"), ("jsonc", "json"), ("json5", "json"),
    ("docker", "dockerfile"), ("gql", "graphql"), ("objc", "objective-c"), ("jsx", "tsx"), ("yml", "yaml"),
    ("node", "js"), ("mjs", "js"), ("cjs", "js"), ("javascript", "js"), ("pwsh", "powershell"), ("git", "bash"), ("ssh", "bash"),
    ("postgres", "sql"), ("psql", "sql"), ("python3", "py"), ("pycon", "py"), ("ipython", "py"), ("jsonl", "json"),
    ("ndjson", "json"), ("geojson", "json"), ("batch", "bat"), ("mdx", "md"),
];

/// Returns the grammar for the language a writer named, if there is one.
pub(super) fn syntax(language: &str) -> Option<&'static SyntaxReference> {
    let lowered = language.to_lowercase();
    let token =
        ALIASES.iter().find(|(alias, _)| *alias == lowered).map_or(lowered.as_str(), |(_, token)| token);
    let syntaxes = &grammars().syntaxes;
    let syntax = match token {
        // Of the two grammars for these files the other, made for React, takes twice the time.
        "js" => syntaxes.find_syntax_by_name("JavaScript")?,
        token => syntaxes.find_syntax_by_token(token)?,
    };
    (syntax.name != "Plain Text").then_some(syntax)
}

/// Names for code that has no grammar on purpose.
const PLAIN: &[&str] = &["", "text", "txt", "plain", "plaintext", "none", "output", "nohighlight", "ascii"];

/// Returns whether a writer asks for no colours.
pub(super) fn is_plain(language: &str) -> bool {
    PLAIN.contains(&language.to_lowercase().as_str())
}

/// Returns the name that is nearest to one without a grammar.
pub(super) fn nearest(language: &str) -> Option<String> {
    let syntaxes = grammars().syntaxes.syntaxes().iter();
    let names = syntaxes.flat_map(|syntax| {
        let extensions =
            syntax.file_extensions.iter().filter(|one| one.bytes().all(|b| b.is_ascii_alphanumeric()));
        extensions.map(|extension| extension.to_lowercase()).chain([syntax.name.to_lowercase()])
    });
    let names: Vec<String> = names.chain(ALIASES.iter().map(|(alias, _)| (*alias).to_owned())).collect();
    let near =
        crate::diagnostic::suggest::nearest(&language.to_lowercase(), names.iter().map(String::as_str));
    near.map(str::to_owned)
}

/// Returns whether `code` is small enough to be coloured.
pub(super) fn fits(code: &str) -> bool {
    code.len() <= CODE_BYTES_MAX && code.lines().all(|line| line.len() <= LINE_BYTES_MAX)
}

/// Colours `code`. A grammar that fails leaves the rest of the block plain.
pub(super) fn highlight(syntax: &SyntaxReference, code: &str) -> Highlighted {
    // Grammars are data from many hands, and syntect has panicked on some; a plain block is better than
    // no site.
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| runs(syntax, code)));
    Highlighted { runs: outcome.ok().flatten().unwrap_or_default() }
}

fn runs(syntax: &SyntaxReference, code: &str) -> Option<Vec<(u32, u8)>> {
    let grammars = grammars();
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut runs: Vec<(u32, u8)> = Vec::new();
    for line in code.split_inclusive('\n') {
        let mut at = 0;
        let mut line_runs: Vec<(u32, u8)> = Vec::new();
        for (offset, operation) in state.parse_line(line, &grammars.syntaxes).ok()? {
            if offset > at {
                push(&mut line_runs, offset - at, class(&stack, &grammars.scopes));
                at = offset;
            }
            stack.apply(&operation).ok()?;
        }
        if line.len() > at {
            push(&mut line_runs, line.len() - at, class(&stack, &grammars.scopes));
        }
        runs.append(&mut line_runs);
    }
    Some(runs)
}

fn push(runs: &mut Vec<(u32, u8)>, length: usize, class: u8) {
    let length = u32::try_from(length).unwrap_or(u32::MAX);
    match runs.last_mut() {
        Some((last, same)) if *same == class => *last += length,
        _ => runs.push((length, class)),
    }
}

/// Returns the class of the innermost scope that has one.
fn class(stack: &ScopeStack, scopes: &[(Scope, u8)]) -> u8 {
    stack
        .scopes
        .iter()
        .rev()
        .find_map(|scope| {
            scopes.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)).map(|(_, class)| *class)
        })
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classes(language: &str, code: &str) -> Vec<(String, &'static str)> {
        let mut at = 0;
        highlight(syntax(language).unwrap(), code)
            .runs
            .iter()
            .map(|(length, class)| {
                let text = code.get(at..at + *length as usize).unwrap().to_owned();
                at += *length as usize;
                (text, CLASSES[usize::from(*class)])
            })
            .collect()
    }

    #[test]
    fn short_classes() {
        let found = classes("rust", "fn main() { // hi\n    let x = \"s\"; }\n");
        for (text, class) in [("fn", "hl-k"), ("main", "hl-f"), ("// hi\n", "hl-c"), ("\"s\"", "hl-s")] {
            assert!(found.iter().any(|(t, c)| t.trim() == text.trim() && *c == class), "{text} {found:?}");
        }
    }

    #[test]
    fn runs_cover_the_text() {
        let code = "{\n  \"a\": [1, true, null, \"é\"]\n}";
        assert_eq!(classes("json", code).iter().map(|(text, _)| text.as_str()).collect::<String>(), code);
    }

    #[test]
    fn aliases_are_grammars() {
        for (alias, _) in ALIASES {
            assert!(syntax(alias).is_some(), "{alias}");
        }
        for language in ["toml", "typescript", "php", "json", "html", "dockerfile", "powershell"] {
            assert!(syntax(language).is_some(), "{language}");
        }
        assert!(syntax("no-such-language").is_none() && syntax("text").is_none());
    }

    #[test]
    fn every_scope_is_one() {
        assert_eq!(grammars().scopes.len(), SCOPES.len());
    }
}
