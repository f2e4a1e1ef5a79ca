//! Lines of other tools: `!!! note`, `.. note::`, `+++`, `[TOC]`, `\newpage`, `import x from "y"`, `== Title`.

use super::Found;
use super::kinds;
use super::run::{Home, Run, bare};
use crate::diagnostic::Code;

const TOC: &str = "remove it: the table of contents is made from the headings";

/// Adds the lines of `run` that another tool would read.
pub(super) fn find(run: &Run, sink: &mut Vec<Found>) {
    let lines: Vec<(usize, &str)> = run.lines().collect();
    for (number, (start, line)) in lines.iter().enumerate() {
        let text = line.trim();
        let at = start + (line.len() - line.trim_start().len());
        let is_first = number == 0;
        let found = match text.chars().next() {
            Some('!' | '?' | '=') => admonition(text).or_else(|| title(text, run)),
            Some('.') => directive(text),
            Some('+') => plus(text),
            Some('[') => bracketed(text, is_first),
            Some('\\') => page_break(text),
            Some('i' | 'v' | 'e') => module(text, is_first).or_else(|| macro_line(text)),
            Some('<') => text.starts_with("<<< ").then(|| "copy the code into a code block here".to_owned()),
            _ => None,
        };
        let Some(hint) = found else { continue };
        let shown: String = bare(text).chars().take(60).collect();
        let message = format!("`{shown}` is syntax of another tool and is shown as text");
        sink.push(Found { code: Code::ForeignSyntax, message, range: at..at + text.len(), hint });
    }
}

/// `!!! note "Title"`, `??? note`, `=== "Tab"` of MkDocs.
fn admonition(text: &str) -> Option<String> {
    let rest = ["!!!", "???+", "???", "==="].iter().find_map(|sign| text.strip_prefix(sign))?;
    let rest = rest.strip_prefix([' ', '\t'])?.trim_start();
    if text.starts_with("===") {
        let is_name = rest.len() > 1 && rest.starts_with('"') && rest.ends_with('"');
        return is_name.then(|| "write `:::tabs` around a `:::tab[Name]` for each way".to_owned());
    }
    let word = rest.split([' ', '\t']).next().unwrap_or("");
    let after = rest.get(word.len()..).unwrap_or("").trim();
    let is_kind = !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '-' | '_'));
    if !is_kind || !(after.is_empty() || after.starts_with('"') || after.starts_with("inline")) {
        return None;
    }
    let kind = kinds::ours(word).unwrap_or("note");
    let title = after.trim_matches('"');
    let title =
        if title.is_empty() || after.starts_with("inline") { String::new() } else { format!("[{title}]") };
    Some(if text.starts_with("???") {
        "write `:::details[Title]`, the text without its indent, `:::`".to_owned()
    } else {
        format!("write `:::{kind}{title}`, the text without its indent, `:::`")
    })
}

/// `== Title` of AsciiDoc and MediaWiki.
fn title(text: &str, run: &Run) -> Option<String> {
    let words = text.trim_start_matches('=');
    let level = text.len() - words.len();
    let words = words.strip_prefix(' ')?.trim_end_matches('=').trim();
    let is_title =
        (2..=6).contains(&level) && run.home == Home::Paragraph && words.starts_with(char::is_alphanumeric);
    is_title.then(|| format!("write `{} {}`", "#".repeat(level), bare(words)))
}

/// `.. note::` of reStructuredText.
fn directive(text: &str) -> Option<String> {
    let (name, _) = text.strip_prefix(".. ")?.split_once("::")?;
    let is_name =
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'));
    if !is_name {
        return None;
    }
    if let Some(kind) = kinds::ours(name) {
        return Some(format!("write `:::{kind}`, the text without its indent, `:::`"));
    }
    Some(
        match name {
            "image" | "figure" => "write `![Description](picture.png \"Caption\")`",
            "code-block" | "code" | "sourcecode" | "literalinclude" => {
                "write a code block: three backticks and the language, the code, three backticks"
            }
            "contents" | "toctree" => TOC,
            "include" => "put the text into `snippets/NAME.md` and write `::snippet{NAME}`",
            _ => "write it in Markdown, or remove it",
        }
        .to_owned(),
    )
}

/// `+++`, which begins TOML front matter for Hugo, and what opens for others.
fn plus(text: &str) -> Option<String> {
    let rest = text.strip_prefix("+++")?;
    (rest.is_empty() || rest.starts_with(' ')).then(|| {
        "for what readers open write `:::details[Title]`; front matter is YAML between `---`, at the top"
            .to_owned()
    })
}

/// `[TOC]`, and `[NOTE]` or `[source,js]` of AsciiDoc.
fn bracketed(text: &str, is_first: bool) -> Option<String> {
    let inner = text.strip_prefix('[')?.strip_suffix(']')?;
    if inner.eq_ignore_ascii_case("toc") {
        return Some(TOC.to_owned());
    }
    if !is_first {
        return None;
    }
    // A callout that is no quotation.
    if let Some(kind) = inner.strip_prefix('!').and_then(kinds::ours) {
        return Some(format!("write `> [!{}]`, and `>` before each line of the text", kind.to_uppercase()));
    }
    if inner == "source" || inner.starts_with("source,") {
        return Some(
            "write a code block: three backticks and the language, the code, three backticks".to_owned(),
        );
    }
    let is_upper = inner.len() > 2 && inner.chars().all(|c| c.is_ascii_uppercase());
    let kind = kinds::ours(inner)
        .filter(|_| is_upper && matches!(inner, "NOTE" | "TIP" | "IMPORTANT" | "WARNING" | "CAUTION"))?;
    Some(format!("write `:::{kind}`, the text, `:::`"))
}

/// `\newpage` of LaTeX.
fn page_break(text: &str) -> Option<String> {
    matches!(text, "\\newpage" | "\\pagebreak" | "\\clearpage" | "\\tableofcontents" | "\\toc")
        .then(|| "remove it: a page has no end".to_owned())
}

/// `import x from "y"` and `export const …` of MDX.
fn module(text: &str, is_first: bool) -> Option<String> {
    let imported = text.strip_prefix("import ").and_then(|rest| {
        let (names, source) = rest.split_once(" from ").unwrap_or(("", rest));
        let source = source.trim_end_matches(';').trim();
        let is_quoted =
            ['"', '\''].iter().any(|quote| source.starts_with(*quote) && source.ends_with(*quote));
        (source.len() > 2 && is_quoted && !names.contains('.')).then_some(())
    });
    let exported = ["export const ", "export default ", "export function ", "export let "];
    let is_module =
        imported.is_some() || is_first && exported.iter().any(|opening| text.starts_with(opening));
    is_module.then(|| {
        "remove it: articles run no code; use directives, such as `:::note`, for components".to_owned()
    })
}

/// `image::a.png[]` and `include::a.adoc[]` of AsciiDoc.
fn macro_line(text: &str) -> Option<String> {
    let (name, rest) = text.split_once("::")?;
    let is_macro = rest.ends_with(']') && rest.contains('[') && !rest.starts_with([' ', '[']);
    let hint = match name {
        "image" => "write `![Description](picture.png)`",
        "include" => "put the text into `snippets/NAME.md` and write `::snippet{NAME}`",
        "video" => "write `::video{src=tour.mp4 title=\"A tour\"}`",
        _ => return None,
    };
    is_macro.then(|| hint.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{codes, hints};

    #[test]
    fn lines_of_other_tools() {
        // Issue 13, F16.
        for (text, hint) in [
            ("!!! note\n    Text\n", "write `:::note`, the text without its indent, `:::`"),
            (
                "!!! danger \"Zum Schluss\"\n\n    Text\n",
                "write `:::caution[Zum Schluss]`, the text without its indent, `:::`",
            ),
            ("??? note\n    Text\n", "write `:::details[Title]`, the text without its indent, `:::`"),
            (
                "- a\n\n  ???+ tip \"T\"\n      x\n",
                "write `:::details[Title]`, the text without its indent, `:::`",
            ),
            ("=== \"Tab\"\n", "write `:::tabs` around a `:::tab[Name]` for each way"),
            (".. note:: Text\n", "write `:::note`, the text without its indent, `:::`"),
            ("> .. image:: a.png\n", "write `![Description](picture.png \"Caption\")`"),
            (
                "+++\n",
                "for what readers open write `:::details[Title]`; front matter is YAML between `---`, at the top",
            ),
            ("[TOC]\n", "remove it: the table of contents is made from the headings"),
            ("[toc]\r\n", "remove it: the table of contents is made from the headings"),
            ("[NOTE]\n====\n", "write `:::note`, the text, `:::`"),
            ("[!INFO]\nText\n", "write `> [!NOTE]`, and `>` before each line of the text"),
            ("\\newpage\n", "remove it: a page has no end"),
            (
                "import Tabs from '@theme/Tabs';\n",
                "remove it: articles run no code; use directives, such as `:::note`, for components",
            ),
            (
                "export const x = 1;\n",
                "remove it: articles run no code; use directives, such as `:::note`, for components",
            ),
            ("== 见面\n", "write `## 见面`"),
            ("image::a.png[]\n", "write `![Description](picture.png)`"),
        ] {
            assert_eq!(codes(text).first(), Some(&"foreign-syntax"), "{text}");
            assert_eq!(hints(text).first().map(String::as_str), Some(hint), "{text}");
        }
    }

    #[test]
    fn other_lines_are_text() {
        for text in [
            "!!! Read this first\n",
            "??? What is this\n",
            "... and so on\n",
            "... note: nothing\n",
            "[Note] that\n",
            "[Draft]\n",
            "Title\n===\n",
            "import the file from the menu\n",
            "export the list\n",
            "+++a\n",
            "```\n!!! note\n.. note::\n[TOC]\n```\n",
            "\\[TOC]\n",
        ] {
            assert!(!codes(text).contains(&"foreign-syntax"), "{text}: {:?}", hints(text));
        }
    }
}
