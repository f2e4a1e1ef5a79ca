//! The browser's engine.

/// Its scripts, in the order in which they are joined: tokens, shards, engine.
const SCRIPTS: [&str; 3] =
    [include_str!("client/tokens.js"), include_str!("client/shards.js"), include_str!("client/engine.js")];

/// Returns the engine as readers load it: one classic script, without the comments and the indentation that only its
/// developers need. No text of it reaches over the end of a line.
pub fn engine() -> String {
    let lines = SCRIPTS.iter().flat_map(|script| script.lines()).map(str::trim);
    let is_comment = |line: &str| line.starts_with("//") || (line.starts_with("/*") && line.ends_with("*/"));
    let kept = lines.filter(|line| !line.is_empty() && !is_comment(line));
    kept.flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_comments_and_indentation_is_left_out() {
        let engine = engine();
        assert!(engine.starts_with("(() => {\n\"use strict\";\n"));
        assert!(!engine.contains("/*") && !engine.contains("\n//") && !engine.contains("\n "));
        let braces = |text: &str| text.matches('{').count();
        assert_eq!(braces(&engine), SCRIPTS.iter().map(|script| braces(script)).sum::<usize>());
    }
}
