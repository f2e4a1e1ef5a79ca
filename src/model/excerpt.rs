//! Shortens a text to what fits into a list.

/// Returns the words of `text`, cut after at most `characters` at a word, or where words are not spaced, at a
/// character.
pub fn shorten(text: &str, characters: usize) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((cut, _)) = words.char_indices().nth(characters) else { return words };
    let head = words.get(..cut).unwrap_or(&words);
    let end = head.rfind(' ').filter(|space| *space > cut / 2).unwrap_or(cut);
    format!("{}…", head.get(..end).unwrap_or(head).trim_end_matches([',', ';', ':', '،', '、', '，']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_at_words_where_there_are_any() {
        for (text, short) in [
            ("one  two\nthree", "one two three"),
            ("one two, three four", "one two…"),
            ("一二三四五六七八九十一二三四五", "一二三四五六七八九十一二三…"),
        ] {
            assert_eq!(shorten(text, 13), short);
        }
    }
}
