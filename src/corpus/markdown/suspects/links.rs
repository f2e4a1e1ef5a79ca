//! Links and images that did not become any: `[guide](Getting Started.md)`, `[x] (y.md)`, `(x)[y.md]`, `[x][nowhere]`.

use super::Found;
use super::run::{CODE, IMAGE, LINK, LINK_END, Run, bare};
use super::targets;
use crate::diagnostic::Code;

/// Bytes behind an opening parenthesis in which its end is looked for.
const TARGET_BYTES_MAX: usize = 1000;

/// A bracket of the text and the one that closes it.
#[derive(Clone, Copy)]
struct Pair {
    open: usize,
    close: usize,
}

/// Adds the links and images of `run` that are text.
pub(super) fn find(run: &Run, sink: &mut Vec<Found>) {
    let text = run.text.as_str();
    let pairs = pairs(text);
    for pair in &pairs {
        let after = text.get(pair.close + 1..).unwrap_or("");
        let found = if after.starts_with('(') {
            inline(text, *pair)
        } else if after.starts_with(" (") {
            spaced(text, *pair)
        } else if after.starts_with('[') {
            reference(text, *pair, &pairs)
        } else if after.starts_with(':') {
            definition(text, *pair)
        } else {
            None
        };
        sink.extend(found.or_else(|| reversed(text, *pair)));
    }
}

/// Returns the brackets that belong together, in the order of the first of each.
fn pairs(text: &str) -> Vec<Pair> {
    let (mut open, mut pairs) = (Vec::new(), Vec::new());
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' => open.push(at),
            b']' => pairs.extend(open.pop().map(|open| Pair { open, close: at })),
            _ => {}
        }
    }
    pairs.sort_by_key(|pair| pair.open);
    pairs
}

impl Pair {
    /// Returns the words between the brackets.
    fn label(self, text: &str) -> &str {
        text.get(self.open + 1..self.close).unwrap_or("")
    }

    /// Returns what stands before it.
    fn before(self, text: &str) -> &str {
        text.get(..self.open).unwrap_or("")
    }

    /// Returns where it begins, the mark of an image included.
    fn start(self, text: &str) -> usize {
        self.open - usize::from(self.is_image(text))
    }

    fn is_image(self, text: &str) -> bool {
        self.before(text).ends_with('!')
    }

    /// Returns its label for a hint, with the mark of an image.
    fn shown(self, text: &str) -> String {
        let label = bare(self.label(text)).split_whitespace().collect::<Vec<_>>().join(" ");
        let label = if label.is_empty() { "…".to_owned() } else { label };
        format!("{}[{label}]", if self.is_image(text) { "!" } else { "" })
    }
}

fn kind(is_image: bool) -> &'static str {
    if is_image { "image" } else { "link" }
}

/// `[label](` that the parser left alone.
fn inline(text: &str, pair: Pair) -> Option<Found> {
    let is_image = pair.is_image(text);
    let from = pair.close + 2;
    let rest = text.get(from..)?;
    let closing = closing(rest);
    let end = closing.unwrap_or_else(|| rest.find(char::is_whitespace).unwrap_or(rest.len()));
    let target = rest.get(..end)?;
    let follows_word =
        pair.before(text).ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ')' | ']'));
    let certain = targets::is_target(target);
    if !certain && (closing.is_none() || !(is_image || !follows_word && targets::may_be_target(target))) {
        return None;
    }
    let label = pair.label(text);
    let (kind, shown) = (kind(is_image), pair.shown(text));
    let target = bare(target);
    let (why, hint) = if label.contains([LINK, LINK_END]) {
        ("a link cannot contain another link".to_owned(), "write the links one after the other".to_owned())
    } else if closing.is_none() {
        let whole = if target.contains('(') { format!("<{target}>") } else { target.clone() };
        (format!("the closing `)` of `{shown}({target}` is missing"), format!("write `{shown}({whole})`"))
    } else {
        targets::wrong(kind, &shown, target.trim())
    };
    Some(Found {
        code: Code::UnparsedLink,
        message: format!("{why}, so the {kind} is shown as text"),
        range: pair.start(text)..from + end + usize::from(closing.is_some()),
        hint,
    })
}

/// Returns where the parenthesis ends that was opened before `rest`.
fn closing(rest: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, byte) in rest.bytes().enumerate().take(TARGET_BYTES_MAX) {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 0 => return Some(at),
            b')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// `[label] (target)`.
fn spaced(text: &str, pair: Pair) -> Option<Found> {
    let from = pair.close + 3;
    let rest = text.get(from..)?;
    let end = closing(rest)?;
    let target = rest.get(..end)?;
    let label = pair.label(text);
    if target.contains(char::is_whitespace) || !targets::is_target(target) || label.trim().is_empty() {
        return None;
    }
    let (kind, shown, target) = (kind(pair.is_image(text)), pair.shown(text), bare(target));
    Some(Found {
        code: Code::UnparsedLink,
        message: format!(
            "there is a space between `{shown}` and `({target})`, so the {kind} is shown as text"
        ),
        range: pair.start(text)..from + end + 1,
        hint: format!("write `{shown}({target})`"),
    })
}

/// `(label)[target]`.
fn reversed(text: &str, pair: Pair) -> Option<Found> {
    let before = pair.before(text).strip_suffix(')')?;
    let open = before.rfind('(')?;
    let label = before.get(open + 1..)?;
    let target = pair.label(text);
    if target.contains(char::is_whitespace) || !targets::is_target(target) || label.trim().is_empty() {
        return None;
    }
    let (label, target) = (bare(label), bare(target));
    Some(Found {
        code: Code::UnparsedLink,
        message: format!(
            "brackets and parentheses of `({label})[{target}]` are swapped, so the link is shown as text"
        ),
        range: open..pair.close + 1,
        hint: format!("write `[{label}]({target})`"),
    })
}

/// `[label][name]` and `[label][]` without a definition.
fn reference(text: &str, pair: Pair, pairs: &[Pair]) -> Option<Found> {
    let second = *pairs.get(pairs.binary_search_by_key(&(pair.close + 1), |pair| pair.open).ok()?)?;
    let (label, name) = (pair.label(text), second.label(text));
    let before = pair.before(text).trim_end_matches('!');
    // An index of an array, keys to press, numbers of sources, syntax in brackets.
    let is_index =
        before.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, ')' | ']' | '_' | CODE));
    let goes_on = text.get(second.close + 1..).is_some_and(|rest| rest.starts_with('['));
    let is_word = |text: &str| text.contains(|c: char| c.is_alphabetic() || matches!(c, IMAGE | CODE));
    let named = if name.trim().is_empty() { label } else { name };
    let is_number = |text: &str| text.chars().all(|c| !c.is_alphabetic() && !matches!(c, IMAGE | CODE));
    if is_index
        || goes_on
        || !is_word(label)
        || name.starts_with(['^', ',', '|', '.', '-', '=', ' '])
        || label.starts_with(['^', '!', ' '])
        || name.contains(['[', '\n'])
        || name.is_empty() && is_number(label)
        || !name.is_empty() && name.trim().is_empty()
        || is_key(label)
    {
        return None;
    }
    let named = bare(named);
    let is_image = pair.is_image(text);
    let shown = pair.shown(text);
    Some(Found {
        code: Code::UnresolvedReference,
        message: format!("no definition for `[{named}]`, so the {} is shown as text", kind(is_image)),
        range: pair.start(text)..second.close + 1,
        hint: format!(
            "add a line `[{named}]: {}` after an empty line, or write the target here: `{shown}({})`",
            example(is_image),
            example(is_image)
        ),
    })
}

fn example(is_image: bool) -> &'static str {
    if is_image { "picture.png" } else { "article.md" }
}

/// Returns whether a label is a key that is held while others are pressed.
fn is_key(label: &str) -> bool {
    const KEYS: [&str; 12] =
        ["ctrl", "control", "alt", "shift", "cmd", "command", "option", "win", "fn", "strg", "esc", "tab"];
    KEYS.contains(&label.to_lowercase().as_str()) || label.chars().all(|c| matches!(c, '⌘' | '⌥' | '⇧' | '⌃'))
}

/// `[label]: target` that the parser did not take for a definition.
fn definition(text: &str, pair: Pair) -> Option<Found> {
    let before = pair.before(text);
    let starts_line = before.rsplit('\n').next().is_some_and(|line| line.trim().is_empty());
    let rest = text.get(pair.close + 2..)?;
    let target = rest.split('\n').next().unwrap_or("");
    let label = pair.label(text);
    if !starts_line || label.starts_with('^') || !targets::is_target(target) {
        return None;
    }
    let (label, shown) = (bare(label), bare(target.trim()));
    let interrupts = !before.trim().is_empty();
    let hint = if interrupts && !shown.contains(' ') {
        "put an empty line before it".to_owned()
    } else {
        format!("write `[{label}]: <{}>`", shown.trim_matches(['<', '>']))
    };
    Some(Found {
        code: Code::UnparsedLink,
        message: format!("the definition of `[{label}]` is shown as text"),
        range: pair.open..pair.close + 2 + target.trim_end().len(),
        hint,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{codes, hints};

    #[test]
    fn links_and_images_that_did_not_become_any() {
        // Issue 13, F16.
        for (text, hint) in [
            (
                "[guide](Getting Started.md)\n",
                "write `[guide](<Getting Started.md>)`, or `%20` for each space",
            ),
            ("![form](my form.png)\n", "write `![form](<my form.png>)`, or `%20` for each space"),
            (
                "- 见[指南](使用 指南.md#安装)。\n",
                "write `[指南](<使用 指南.md#安装>)`, or `%20` for each space",
            ),
            ("> [**x** y](a b.md \"T\")\n", "write `[x y](<a b.md> \"T\")`, or `%20` for each space"),
            ("| a |\n|---|\n| [x](a b.md) |\n", "write `[x](<a b.md>)`, or `%20` for each space"),
            ("[x] (y.md)\n", "write `[x](y.md)`"),
            ("see [x](y.md\n", "write `[x](y.md)`"),
            ("[x](<a b.md)\n", "write `[x](<a b.md>)`"),
            ("(the guide)[https://a.example/x]\n", "write `[the guide](https://a.example/x)`"),
            ("[x](y.md title)\n", "write `[x](y.md \"title\")`"),
            ("[a [b](https://b.example) c](https://e.example)\n", "write the links one after the other"),
            ("Text\n[x]: y.md\n", "put an empty line before it"),
            ("[x]: my file.md\n", "write `[x]: <my file.md>`"),
            ("# [راهنما](راه نما.md)\n", "write `[راهنما](<راه نما.md>)`, or `%20` for each space"),
            ("[![a](b c.png)](https://e.example)\n", "write `![a](<b c.png>)`, or `%20` for each space"),
            ("[x](my%20file.md\n\"T\" more)\n", "write `[x](my%20file.md \"T more\")`"),
        ] {
            assert_eq!(codes(text), ["unparsed-link"], "{text}");
            assert_eq!(hints(text), [hint], "{text}");
        }
    }

    #[test]
    fn references_without_a_definition() {
        for text in [
            "[x][nowhere]\n",
            "[x][]\n",
            "![x][nowhere]\n",
            "- [`Foo`][bar]\n",
            "[text][1]\n",
            "参见[指南][链接]。\n",
            "| a |\n|---|\n| [x][y] |\n",
            "[**x** y][z]\n",
        ] {
            assert_eq!(codes(text), ["unresolved-reference"], "{text}");
        }
        assert_eq!(codes("[x][y] [y][] [y]\n\n[y]: https://y.example\n"), [""; 0]);
    }

    #[test]
    fn other_brackets_are_text() {
        for text in [
            "a[i](x, y) and f[0](n)\n",
            "[sic] [1] [ ] [x] [TODO] [1][2]\n",
            "- [ ] task\n- [x] done\n",
            "[optional] (string) [beta] (see below)\n",
            "`[x](a b.md)` \\[x](a b.md) \\[x][y]\n",
            "int[][] a[i][j] x[a][b]\n",
            "[Ctrl][C] and [Alt][F4][x]\n",
            "usage: cmd [options] [file][,file]\n",
            "(see above)[2]\n",
            "[Speaker]: she said so. And more.\n",
            "[x](https://x.example)[^1]\n\n[^1]: n\n",
            "He said (quietly)[sic].\n",
            "[a](#b)\n\n## B\n",
        ] {
            let codes = codes(text);
            assert!(
                !codes.contains(&"unparsed-link") && !codes.contains(&"unresolved-reference"),
                "{text}: {codes:?}"
            );
        }
    }
}
