//! Keys to press: `:kbd[Ctrl+K]`.

use super::text::escape;

const OPENING: &str = ":kbd[";

/// Appends `text` with the keys in it as elements, and everything else as `plain` writes it.
pub(super) fn write(html: &mut String, text: &str, mut plain: impl FnMut(&mut String, &str)) {
    for piece in pieces(text) {
        match piece {
            Piece::Text(text) => plain(html, text),
            Piece::Keys(keys) => element(html, keys),
        }
    }
}

/// Returns `text` with keys by their names alone, for titles and excerpts.
pub(super) fn plain(text: &str) -> String {
    pieces(text)
        .map(|piece| match piece {
            Piece::Text(text) | Piece::Keys(text) => text,
        })
        .collect()
}

enum Piece<'a> {
    Text(&'a str),
    Keys(&'a str),
}

/// Takes a text apart. Where nothing is closed any more, the rest is text and is not searched again.
fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    let mut keys = None;
    std::iter::from_fn(move || {
        if let Some(keys) = keys.take() {
            return Some(Piece::Keys(keys));
        }
        let mut searched = 0;
        while let Some(found) = rest.get(searched..).and_then(|text| text.find(OPENING)) {
            let (at, inside) = (searched + found, searched + found + OPENING.len());
            let Some(length) = rest.get(inside..).and_then(|text| text.find(']')) else { break };
            let inner = rest.get(inside..inside + length).filter(|inner| is_keys(inner));
            searched = inside;
            if let (Some(inner), Some(before)) = (inner, rest.get(..at)) {
                keys = Some(inner);
                rest = rest.get(inside + length + 1..).unwrap_or("");
                return Some(Piece::Text(before));
            }
        }
        let last = std::mem::take(&mut rest);
        (!last.is_empty()).then_some(Piece::Text(last))
    })
}

fn is_keys(keys: &str) -> bool {
    !keys.trim().is_empty() && !keys.contains('\n')
}

fn element(html: &mut String, keys: &str) {
    let names = names(keys);
    if let [name] = names.as_slice() {
        key(html, name);
        return;
    }
    html.push_str("<kbd class=\"keys\">");
    for (at, name) in names.iter().enumerate() {
        if at > 0 {
            html.push('+');
        }
        key(html, name);
    }
    html.push_str("</kbd>");
}

fn key(html: &mut String, name: &str) {
    html.push_str("<kbd>");
    escape(html, name);
    html.push_str("</kbd>");
}

/// Splits at `+`, which may itself be a key: `Ctrl++`.
fn names(keys: &str) -> Vec<&str> {
    let keys = keys.trim();
    let (start, plus) = match keys.strip_suffix('+') {
        Some("") => return vec!["+"],
        Some(start) => (start.strip_suffix('+').unwrap_or(start), true),
        None => (keys, false),
    };
    let names = start.split('+').map(str::trim).filter(|name| !name.is_empty());
    names.chain(plus.then_some("+")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::markdown::tests::rendered;

    #[test]
    fn keys_are_elements() {
        assert_eq!(
            rendered("Press :kbd[Ctrl+K], then :kbd[Enter].\n").html,
            "<p>Press <kbd class=\"keys\"><kbd>Ctrl</kbd>+<kbd>K</kbd></kbd>, then <kbd>Enter</kbd>.</p>\n"
        );
        assert!(rendered("## Use :kbd[F1]\n").html.contains("id=\"use-f1\">Use <kbd>F1</kbd>"));
        assert_eq!(names("Ctrl++"), ["Ctrl", "+"]);
        assert_eq!(names("+"), ["+"]);
    }

    #[test]
    fn what_only_looks_like_keys_stays_text() {
        assert_eq!(rendered("\\:kbd[A] :kbd[] :kbd[x\n").html, "<p>:kbd[A] :kbd[] :kbd[x</p>\n");
        assert_eq!(plain("a :kbd[Ctrl+K] :kbd["), "a Ctrl+K :kbd[");
    }
}
