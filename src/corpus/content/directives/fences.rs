//! Follows fenced code blocks from line to line, in lists and quotes too (CommonMark 4.5).

use super::line::Line;

/// Where a walk over lines stands with respect to code.
#[derive(Debug, Default)]
pub(super) struct Fences {
    open: Option<Fence>,
    /// Columns at which the text of the enclosing list items begins.
    lists: Vec<usize>,
}

#[derive(Debug)]
struct Fence {
    character: char,
    length: usize,
    quotes: usize,
    /// Less indentation than this ends the list item that the fence lies in, and the fence with it.
    list_indent: usize,
}

impl Fences {
    /// Takes the next line. Returns whether it belongs to a fenced code block, its fences included.
    pub fn take(&mut self, line: &Line<'_>) -> bool {
        if let Some(fence) = &self.open {
            let left_quote = line.quotes < fence.quotes;
            let left_list = !line.text.is_empty() && line.indent < fence.list_indent;
            if !left_quote && !left_list {
                if closes(fence, line) {
                    self.open = None;
                }
                return true;
            }
            self.open = None;
        }
        if line.text.is_empty() {
            return false;
        }
        let (text, list_indent) = self.enter_lists(line);
        let Some((character, length)) = opening(text) else { return false };
        self.open = Some(Fence { character, length, quotes: line.quotes, list_indent });
        true
    }

    /// Leaves the lists that this line is not part of, enters those it begins, and returns the text
    /// behind the bullets with the column from which the innermost item reaches.
    fn enter_lists<'a>(&mut self, line: &Line<'a>) -> (&'a str, usize) {
        self.lists.retain(|start| *start <= line.indent);
        let (mut text, mut indent) = (line.text, line.indent);
        while let Some((width, rest)) = bullet(text) {
            indent += width;
            self.lists.push(indent);
            text = rest;
        }
        (text, self.lists.last().copied().unwrap_or(0))
    }
}

fn closes(fence: &Fence, line: &Line<'_>) -> bool {
    let rest = line.text.trim_start_matches(fence.character);
    line.text.len() - rest.len() >= fence.length
        && rest.trim().is_empty()
        && line.indent < fence.list_indent + 4
}

fn opening(text: &str) -> Option<(char, usize)> {
    let character = text.chars().next().filter(|first| matches!(first, '`' | '~'))?;
    let info = text.trim_start_matches(character);
    let length = text.len() - info.len();
    (length >= 3 && !(character == '`' && info.contains('`'))).then_some((character, length))
}

/// Returns the width of a list marker with the spaces behind it, and the text that follows.
fn bullet(text: &str) -> Option<(usize, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let marker = if digits == 0 {
        text.starts_with(['-', '*', '+']).then_some(1)?
    } else {
        (digits <= 9 && text.get(digits..)?.starts_with(['.', ')'])).then_some(digits + 1)?
    };
    let rest = text.get(marker..)?;
    let after = rest.trim_start_matches([' ', '\t']);
    let spaces = rest.len() - after.len();
    if after.is_empty() || spaces == 0 {
        return None;
    }
    // Five spaces or more begin indented code one column behind the marker.
    if spaces > 4 { None } else { Some((marker + spaces, after)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the lines that are code, by their text.
    fn code(text: &str) -> Vec<&str> {
        let mut fences = Fences::default();
        text.lines().filter(|line| fences.take(&Line::new(line))).map(str::trim).collect()
    }

    #[test]
    fn fences_open_and_close() {
        assert_eq!(code("a\n```sh\nb\n```\nc"), ["```sh", "b", "```"]);
        assert_eq!(code("~~~~\n~~~\n```\n~~~~~\nc"), ["~~~~", "~~~", "```", "~~~~~"]);
        assert_eq!(code("``` a`b\nc"), [""; 0]);
    }

    #[test]
    fn a_fence_ends_with_its_list_item_or_quote() {
        assert_eq!(code("- ```\n  b\nc"), ["- ```", "b"]);
        assert_eq!(code("1. a\n\n   ```\n   b\n\n   ```\nc"), ["```", "b", "", "```"]);
        assert_eq!(code("> ```\n> b\nc"), ["> ```", "> b"]);
    }
}
