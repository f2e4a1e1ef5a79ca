//! Syntax of other tools inside a text: `{{< note >}}`, `{% include %}`, `[[Page]]`, `==mark==`, `:smile:`.

use super::Found;
use super::kinds;
use super::run::{CODE, HTML, Run, bare};
use crate::diagnostic::Code;

/// Bytes between an opening and its end that are looked at.
const INNER_BYTES_MAX: usize = 300;

/// Adds what `run` has of other tools inside its lines.
pub(super) fn find(run: &Run, sink: &mut Vec<Found>) {
    let text = run.text.as_str();
    shortcodes(text, sink);
    wiki_links(text, sink);
    between(text, "==", is_marked, sink, |inner| {
        (
            format!("`=={inner}==` is not highlighted"),
            format!("write `<mark>{inner}</mark>` or `**{inner}**`"),
        )
    });
    between(text, "%%", is_spaced, sink, |inner| {
        let message = format!("`%%{inner}%%` is not a comment here: it is published");
        (message, format!("write `<!--{inner}-->`"))
    });
    includes(text, sink);
    roles(text, sink);
    emoji(text, sink);
}

fn foreign(text: &str, range: std::ops::Range<usize>, hint: String) -> Found {
    let written = bare(text.get(range.clone()).unwrap_or(""));
    let written: String = written.chars().take(60).collect();
    let written = written.split_whitespace().collect::<Vec<_>>().join(" ");
    let message = format!("`{written}` is syntax of another tool and is shown as text");
    Found { code: Code::ForeignSyntax, message, range, hint }
}

/// `{{< x >}}` and `{{% x %}}` of Hugo, `{% x %}` of Liquid, `{{#x}}` of mdBook.
fn shortcodes(text: &str, sink: &mut Vec<Found>) {
    let mut at = 0;
    while let Some(open) = text.get(at..).and_then(|rest| rest.find('{')).map(|found| at + found) {
        let rest = text.get(open..).unwrap_or("");
        let kinds = [("{{<", "}}"), ("{{%", "%}}"), ("{%", "%}"), ("{{#", "}}"), ("{{\u{3}", "}}")];
        let kind = kinds.iter().find(|(opening, _)| rest.starts_with(opening));
        let end = kind.and_then(|(opening, closing)| {
            let inside = rest.get(opening.len()..)?;
            let end = inside.find(closing).filter(|end| *end <= INNER_BYTES_MAX)?;
            Some((opening.len() + end + closing.len(), inside.get(..end)?))
        });
        let Some((length, inner)) = end else {
            at = open + 1;
            continue;
        };
        let words = inner
            .trim_matches(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '%' | '/' | '-' | HTML));
        let is_include = words.starts_with("include") || words.starts_with("playground");
        if !rest.starts_with("{{#") || is_include {
            sink.push(foreign(text, open..open + length, shortcode_hint(words)));
        }
        at = open + length;
    }
}

/// Returns what to write for a shortcode or tag with these words.
fn shortcode_hint(words: &str) -> String {
    let name = words.split([' ', '(', '\n']).next().unwrap_or("").to_lowercase();
    let name = name.trim_start_matches("end").trim_matches(['"', '/']);
    const CALLOUTS: [&str; 5] = ["hint", "alert", "callout", "admonition", "notice"];
    let kind = match CALLOUTS.contains(&name) {
        // `{% hint style="info" %}`
        true => words.split(['"', '\'', '=', ' ']).skip(1).find_map(kinds::ours).or(Some("note")),
        false => kinds::ours(name),
    };
    if let Some(kind) = kind {
        return format!("write a callout: `:::{kind}`, the text, `:::`");
    }
    match name {
        "tabs" | "tab" | "tabpane" | "tabitem" => "write `:::tabs` around a `:::tab[Name]` for each way",
        "details" | "expand" | "collapse" | "accordion" => "write `:::details[Title]`, the text, `:::`",
        "include" | "readfile" | "snippet" | "include_relative" | "include_cached" => {
            "put the text into `snippets/NAME.md` and write `::snippet{NAME}`"
        }
        "figure" | "img" | "image" => "write `![Description](picture.png \"Caption\")`",
        "youtube" | "vimeo" | "video" | "embed" => "write `::video{src=tour.mp4 title=\"A tour\"}`",
        "ref" | "relref" | "link" | "post_url" | "content-ref" => "write a link: `[Title](article.md)`",
        "highlight" | "code" | "raw" => {
            "write a code block: three backticks and the language, the code, three backticks"
        }
        "steps" | "stepper" | "step" => "write a numbered list between `:::steps` and `:::`",
        "toc" => "remove it: the table of contents is made from the headings",
        _ => "remove it, or put it between backticks to show it",
    }
    .to_owned()
}

/// `[[Page]]`, `[[Page|words]]`, `![[image.png]]`.
fn wiki_links(text: &str, sink: &mut Vec<Found>) {
    let mut at = 0;
    while let Some(open) = text.get(at..).and_then(|rest| rest.find("[[")).map(|found| at + found) {
        at = open + 2;
        let inside = text.get(at..).unwrap_or("");
        let Some(end) = inside.find("]]").filter(|end| *end <= INNER_BYTES_MAX) else { continue };
        let (inner, before) = (bare(inside.get(..end).unwrap_or("")), text.get(..open).unwrap_or(""));
        let follows = inside.get(end + 2..).unwrap_or("");
        let is_name = inner.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '#' | '/' | '.' | '_'))
            && inner.contains(|c: char| c.is_alphabetic())
            && !inner.contains(['[', ']', '\n', '"', '\''])
            && !inner.ends_with(' ');
        let is_code = before.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '[' | ')' | '_'));
        if !is_name || is_code || follows.starts_with(['(', '[', ']']) {
            continue;
        }
        let (page, words) = inner.split_once('|').unwrap_or((&inner, &inner));
        let is_image = before.ends_with('!');
        let hint = match page.trim_matches('_').to_lowercase().as_str() {
            "toc" => "remove it: the table of contents is made from the headings".to_owned(),
            _ if is_image && page.contains('.') => format!("write `![Description]({})`", spaced(page)),
            _ if is_image => "put the text into `snippets/NAME.md` and write `::snippet{NAME}`".to_owned(),
            _ => format!("write a link with the path of the article: `[{words}](article.md)`"),
        };
        sink.push(foreign(text, open - usize::from(is_image)..at + end + 2, hint));
        at += end + 2;
    }
}

/// Returns a path as a target may have it.
fn spaced(path: &str) -> String {
    if path.contains(' ') { format!("<{path}>") } else { path.to_owned() }
}

/// Finds words between two equal signs where `fits` agrees to the words, what is before and what is after.
fn between(
    text: &str,
    sign: &str,
    fits: fn(&str, Option<char>, Option<char>) -> bool,
    sink: &mut Vec<Found>,
    say: impl Fn(&str) -> (String, String),
) {
    let mut at = 0;
    while let Some(open) = text.get(at..).and_then(|rest| rest.find(sign)).map(|found| at + found) {
        at = open + sign.len();
        let inside = text.get(at..).unwrap_or("");
        let Some(end) = inside.find(sign).filter(|end| *end <= INNER_BYTES_MAX) else { continue };
        let inner = inside.get(..end).unwrap_or("");
        let before = text.get(..open).and_then(|head| head.chars().next_back());
        let after = inside.get(end + sign.len()..).and_then(|tail| tail.chars().next());
        if inner.contains('\n') || !fits(inner, before, after) {
            continue;
        }
        let (message, hint) = say(&bare(inner));
        let range = open..at + end + sign.len();
        sink.push(Found { code: Code::ForeignSyntax, message, range, hint });
        at += end + sign.len();
    }
}

/// Comparisons such as `a == b` and `a==b` are none.
fn is_marked(inner: &str, before: Option<char>, after: Option<char>) -> bool {
    let is_edge =
        |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphanumeric() && !matches!(c, '=' | '!' | '<' | '>'));
    is_edge(before)
        && is_edge(after)
        && inner.starts_with(|c: char| !c.is_whitespace() && c != '=')
        && !inner.ends_with(char::is_whitespace)
        && inner.contains(|c: char| c.is_alphanumeric() || c == CODE)
        && !inner.contains(['='])
}

fn is_spaced(inner: &str, before: Option<char>, after: Option<char>) -> bool {
    let is_edge = |c: Option<char>| c.is_none_or(char::is_whitespace);
    is_edge(before) && is_edge(after) && inner.starts_with(' ') && inner.ends_with(' ') && inner.len() > 2
}

/// `[!INCLUDE [x](y.md)]`, `[!VIDEO https://…]` of Microsoft's tools.
fn includes(text: &str, sink: &mut Vec<Found>) {
    let mut at = 0;
    while let Some(open) = text.get(at..).and_then(|rest| rest.find("[!")).map(|found| at + found) {
        at = open + 2;
        let inside = text.get(at..).unwrap_or("");
        let name = inside.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("");
        let hint = match name.to_ascii_lowercase().as_str() {
            "include" => "put the text into `snippets/NAME.md` and write `::snippet{NAME}`",
            "video" => "write `::video{src=tour.mp4 title=\"A tour\"}`, or a link",
            "div" => "write `<div class=\"…\">` and `</div>` around the text",
            "code" => "write a code block: three backticks and the language, the code, three backticks",
            _ => continue,
        };
        let follows = inside.get(name.len()..).unwrap_or("");
        let line = follows.split('\n').next().unwrap_or("");
        if let Some(end) = line.rfind(']').filter(|_| line.starts_with([' ', '-', '['])) {
            sink.push(foreign(text, open..at + name.len() + end + 1, hint.to_owned()));
        }
    }
}

/// `` :ref:`x` `` of reStructuredText and MyST.
fn roles(text: &str, sink: &mut Vec<Found>) {
    #[rustfmt::skip]
    const ROLES: &[&str] = &[
        "ref", "doc", "term", "class", "func", "meth", "mod", "kbd", "menuselection", "guilabel", "file", "command",
        "numref", "download", "abbr", "sub", "sup", "math", "option", "envvar", "program", "code",
    ];
    for (at, _) in text.match_indices(CODE) {
        let before = text.get(..at).unwrap_or("");
        let braced = before.strip_suffix('}').and_then(|head| head.rsplit_once('{'));
        let named = before.strip_suffix(':').and_then(|head| head.rsplit_once(':'));
        let Some((head, name)) = braced.or(named).filter(|(_, name)| ROLES.contains(name)) else { continue };
        let hint = match name {
            "kbd" => "write `:kbd[Ctrl+K]`",
            "ref" | "doc" | "numref" | "download" => "write a link: `[words](article.md#heading)`",
            "math" => "write a formula between dollars and backticks: ``$`x^2`$``",
            "guilabel" | "menuselection" => "write the words in bold: `**Settings**`",
            _ => "remove it, and leave the words between backticks",
        };
        sink.push(foreign(text, head.len()..at + 1, hint.to_owned()));
    }
}

/// `:warning:` and its like, as GitHub and chats have them.
fn emoji(text: &str, sink: &mut Vec<Found>) {
    #[rustfmt::skip]
    const EMOJI: &[(&str, &str)] = &[
        ("warning", "⚠️"), ("tada", "🎉"), ("rocket", "🚀"), ("bulb", "💡"), ("memo", "📝"), ("smile", "😄"),
        ("white_check_mark", "✅"), ("heavy_check_mark", "✔️"), ("x", "❌"), ("information_source", "ℹ️"),
        ("exclamation", "❗"), ("question", "❓"), ("point_right", "👉"), ("star", "⭐"), ("thumbsup", "👍"),
        ("+1", "👍"), ("heart", "❤️"), ("fire", "🔥"), ("lock", "🔒"), ("key", "🔑"), ("gear", "⚙️"),
        ("construction", "🚧"), ("no_entry", "⛔"), ("no_entry_sign", "🚫"), ("mag", "🔍"), ("book", "📖"),
        ("wrench", "🔧"), ("sparkles", "✨"), ("bell", "🔔"), ("wave", "👋"), ("eyes", "👀"), ("pushpin", "📌"),
        ("heavy_exclamation_mark", "❗"), ("boom", "💥"), ("bug", "🐛"), ("link", "🔗"), ("calendar", "📅"),
        ("email", "📧"), ("phone", "📞"), ("computer", "💻"), ("checkered_flag", "🏁"), ("raised_hands", "🙌"),
    ];
    let mut at = 0;
    while let Some(open) = text.get(at..).and_then(|rest| rest.find(':')).map(|found| at + found) {
        at = open + 1;
        let inside = text.get(at..).unwrap_or("");
        let Some(end) = inside.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '+'))) else {
            break;
        };
        let after = inside.get(end..).unwrap_or("");
        let is_free =
            |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphanumeric() && !matches!(c, ':' | '/' | CODE));
        let before = text.get(..open).and_then(|head| head.chars().next_back());
        let name = inside.get(..end).unwrap_or("");
        let known = EMOJI.iter().find(|(known, _)| *known == name).filter(|_| after.starts_with(':'));
        let Some((_, sign)) = known else { continue };
        if is_free(before) && is_free(after.chars().nth(1)) {
            sink.push(foreign(text, open..at + end + 1, format!("write `{sign}`")));
            at += end + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{codes, hints};

    #[test]
    fn syntax_of_other_tools() {
        // Issue 13, F16.
        for (text, hint) in [
            ("{{< note >}}\nText\n{{< /note >}}\n", "write a callout: `:::note`, the text, `:::`"),
            ("{{% alert color=\"x\" %}}\n", "write a callout: `:::note`, the text, `:::`"),
            ("- {% include a.md %}\n", "put the text into `snippets/NAME.md` and write `::snippet{NAME}`"),
            ("{% hint style=\"info\" %}\nx\n{% endhint %}\n", "write a callout: `:::note`, the text, `:::`"),
            ("A ==big== word\n", "write `<mark>big</mark>` or `**big**`"),
            ("这是==重点==的\n", "write `<mark>重点</mark>` or `**重点**`"),
            ("See [[Page]].\n", "write a link with the path of the article: `[Page](article.md)`"),
            (
                "| a |\n|---|\n| [[Πες το]] |\n",
                "write a link with the path of the article: `[Πες το](article.md)`",
            ),
            ("![[my image.png]]\n", "write `![Description](<my image.png>)`"),
            ("[[_TOC_]]\n", "remove it: the table of contents is made from the headings"),
            ("%% a remark %%\n", "write `<!-- a remark -->`"),
            (
                "[!INCLUDE [x](https://x.example/y.md)]\n",
                "put the text into `snippets/NAME.md` and write `::snippet{NAME}`",
            ),
            ("See :ref:`x`.\n", "write a link: `[words](article.md#heading)`"),
            ("Press {kbd}`x`.\n", "write `:kbd[Ctrl+K]`"),
            (":warning: Hot.\n", "write `⚠️`"),
            ("{{#include a.rs}}\n", "put the text into `snippets/NAME.md` and write `::snippet{NAME}`"),
        ] {
            let codes = codes(text);
            assert!(
                !codes.is_empty() && codes.iter().all(|code| *code == "foreign-syntax"),
                "{text}: {codes:?}"
            );
            assert_eq!(hints(text).first().map(String::as_str), Some(hint), "{text}");
        }
    }

    #[test]
    fn other_signs_are_text() {
        for text in [
            "a == b and c == d, a==b&&c==d, ===x===\n",
            "dGVzdA== and dGVzdA==\n",
            "if [[ -f x ]]; then [[1]] [[1, 2], [3]]\n",
            "for %%i in (*) do echo %%i\n",
            "at 10:30:00, a:x:b, C::key::x, :unknown:\n",
            "`{{< note >}}` \\{{< x >}} {{ product }} {{#if a}}\n",
            "100% {a%b} {%\n",
        ] {
            assert!(!codes(text).contains(&"foreign-syntax"), "{text}: {:?}", hints(text));
        }
    }
}
