//! Knows which scripts are written without spaces between words.

/// Returns whether a character belongs to such a script, its punctuation and full-width forms included.
pub fn is_unspaced(character: char) -> bool {
    let south_east_asian =
        matches!(character, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}');
    let han =
        matches!(character, '\u{3000}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}');
    south_east_asian || han || matches!(character, '\u{ff00}'..='\u{ffef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_with_and_without_spaces() {
        assert!(['中', 'あ', 'ก', 'ខ', '。', '！'].into_iter().all(is_unspaced));
        assert!(['a', 'ش', '한', 'ह', '1', '-'].into_iter().all(|c| !is_unspaced(c)));
    }
}
