//! Escapes plain words.

/// Appends `text` so that it can be nothing but text.
pub(super) fn escape(html: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) =
        rest.bytes().position(|byte| matches!(byte, b'&' | b'<' | b'>' | 0..=8 | 11..=31 | 127))
    {
        let (plain, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
        html.push_str(plain);
        html.push_str(match after.bytes().next() {
            Some(b'&') => "&amp;",
            Some(b'<') => "&lt;",
            Some(b'>') => "&gt;",
            _ => "",
        });
        rest = after.get(1..).unwrap_or("");
    }
    html.push_str(rest);
}

/// Appends `text` for use between double quotes.
pub(super) fn escape_attribute(html: &mut String, text: &str) {
    for (at, part) in text.split('"').enumerate() {
        if at > 0 {
            html.push_str("&quot;");
        }
        escape(html, part);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaping() {
        let mut html = String::new();
        escape_attribute(&mut html, "a\"<>&'\u{1}\n");
        assert_eq!(html, "a&quot;&lt;&gt;&amp;'\n");
    }
}
