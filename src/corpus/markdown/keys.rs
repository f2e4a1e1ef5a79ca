//! Keys to press: `:kbd[Ctrl+K]`.

use super::text::escape;

const OPENING: &str = ":kbd[";

/// Appends `text` with the keys in it as elements, and everything else as `plain` writes it.
pub(super) fn write(html: &mut String, text: &str, mut plain: impl FnMut(&mut String, &str)) {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(OPENING) {
        let Some((keys, behind)) = after.split_once(']').filter(|(keys, _)| is_keys(keys)) else {
            let (literal, further) =
                rest.split_at_checked(before.len() + OPENING.len()).unwrap_or((rest, ""));
            plain(html, literal);
            rest = further;
            continue;
        };
        plain(html, before);
        element(html, keys);
        rest = behind;
    }
    plain(html, rest);
}

/// Returns `text` with keys by their names alone, for titles and excerpts.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(OPENING) {
        out.push_str(before);
        match after.split_once(']').filter(|(keys, _)| is_keys(keys)) {
            Some((keys, behind)) => {
                out.push_str(keys);
                rest = behind;
            }
            None => {
                out.push_str(OPENING);
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
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
