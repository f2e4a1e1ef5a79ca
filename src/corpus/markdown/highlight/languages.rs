//! Which names of languages there are, and which grammar each has.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::grammars::grammars;

/// A grammar, by its number among all.
#[derive(Clone, Copy)]
pub(in super::super) struct Grammar {
    pub(super) number: usize,
    /// Its full name.
    pub name: &'static str,
}

/// Names that writers use and the grammars do not know, with the nearest grammar. Visual Basic is coloured as VBScript,
/// and templates as what they make.
#[rustfmt::skip]
const ALIASES: &[(&str, &str)] = &[
    ("csharp", "cs"), ("c#", "cs"), ("f#", "fs"), ("golang", "go"), ("console", "bash"), ("shell", "bash"),
    ("shell-session", "bash"), ("terminal", "bash"), ("zsh", "bash"), ("curl", "bash"), ("mysql", "sql"),
    ("mariadb", "sql"), ("postgresql", "sql"), ("plsql", "sql"), ("jsonc", "json"), ("json5", "json"),
    ("docker", "dockerfile"), ("gql", "graphql"), ("objc", "objective-c"), ("jsx", "tsx"), ("yml", "yaml"),
    ("node", "js"), ("mjs", "js"), ("cjs", "js"), ("javascript", "js"), ("pwsh", "powershell"), ("git", "bash"), ("ssh", "bash"),
    ("postgres", "sql"), ("psql", "sql"), ("python3", "py"), ("pycon", "py"), ("ipython", "py"), ("jsonl", "json"),
    ("ndjson", "json"), ("geojson", "json"), ("batch", "bat"), ("mdx", "md"), ("apache", "htaccess"),
    ("apacheconf", "htaccess"), ("httpd", "htaccess"), ("fortran", "f90"), ("systemd", "ini"), ("service", "ini"),
    ("vb", "asa"), ("vbnet", "asa"), ("vb.net", "asa"), ("vba", "asa"), ("vbs", "asa"), ("vbscript", "asa"),
    ("visual-basic", "asa"), ("visualbasic", "asa"), ("razor", "html"), ("cshtml", "html"), ("handlebars", "html"),
    ("hbs", "html"), ("mustache", "html"), ("liquid", "twig"), ("shellscript", "bash"), ("cplusplus", "cpp"),
    ("objectivec", "objective-c"), ("assembly", "asm"), ("tsql", "sql"), ("pgsql", "sql"), ("sqlite", "sql"),
    ("elisp", "lisp"), ("scheme", "lisp"), ("delphi", "pascal"), ("registry", "ini"), ("dosini", "ini"),
];

/// Names for code that has no grammar on purpose.
const PLAIN: &[&str] =
    &["", "text", "txt", "plain", "plaintext", "none", "output", "nohighlight", "ascii", "bicep"];

/// The grammar that is called so and has no colours.
const PLAIN_GRAMMAR: &str = "Plain Text";
/// A grammar with a pattern that runs over the rest of the line a thousand times at each position. It is for the output
/// of one program, and no extension leads to it.
pub(super) const SLOW_GRAMMAR: &str = "LaTeX Log";

/// Returns the grammar for the language that a writer named, if there is one.
pub(in super::super) fn grammar(language: &str) -> Option<Grammar> {
    let lowered = language.to_lowercase();
    let token = ALIASES.iter().find(|(alias, _)| *alias == lowered).map_or(&*lowered, |(_, token)| token);
    // Of the two grammars for these files the other, made for React, takes twice the time.
    let token = if token == "js" { "javascript" } else { token };
    names().get(token).copied().filter(|grammar| grammar.name != PLAIN_GRAMMAR)
}

/// Returns whether a writer asks for no colours.
pub(in super::super) fn is_plain(language: &str) -> bool {
    PLAIN.contains(&language.to_lowercase().as_str())
}

/// Returns the name that is nearest to one without a grammar.
pub(in super::super) fn nearest(language: &str) -> Option<String> {
    let is_word = |name: &str| name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let names =
        names().iter().filter(|(name, grammar)| is_word(name) || name.eq_ignore_ascii_case(grammar.name));
    let names = names.map(|(name, _)| name.as_str()).chain(ALIASES.iter().map(|(alias, _)| *alias));
    crate::diagnostic::suggest::nearest(&language.to_lowercase(), names).map(str::to_owned)
}

/// Returns all grammars by their names and extensions in lower case. Extensions count before names, and the last
/// grammar of several with one extension counts.
fn names() -> &'static BTreeMap<String, Grammar> {
    static NAMES: OnceLock<BTreeMap<String, Grammar>> = OnceLock::new();
    NAMES.get_or_init(|| {
        let all = || {
            let named = grammars().names().enumerate();
            let named = named.filter(|(_, (name, _))| *name != SLOW_GRAMMAR);
            named.map(|(number, (name, extensions))| (Grammar { number, name }, extensions))
        };
        let names = all().map(|(grammar, _)| (grammar.name.to_ascii_lowercase(), grammar));
        let extensions = all().flat_map(|(grammar, extensions)| {
            extensions.iter().map(move |extension| (extension.to_ascii_lowercase(), grammar))
        });
        names.chain(extensions).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_are_grammars() {
        for (alias, _) in ALIASES {
            assert!(grammar(alias).is_some(), "{alias}");
        }
        for language in ["toml", "typescript", "php", "json", "html", "dockerfile", "powershell"] {
            assert!(grammar(language).is_some(), "{language}");
        }
        assert!(grammar("no-such-language").is_none() && grammar("text").is_none());
    }
}
