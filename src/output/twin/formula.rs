//! Writes formulas in one line: their LaTeX where the page has it, else what they say, with signs for what MathML
//! shows by place alone.

use super::entities;
use super::html::Reader;
use super::lines::Gap;
use super::tokens::{Tag, Token};

/// Parts that may lie in each other and still get parentheses.
const NESTING_MAX: usize = 32;

/// A part of a formula that is being read.
struct Part {
    name: String,
    /// Where it begins in the text.
    start: usize,
    /// Parts in it so far.
    children: usize,
}

impl Reader<'_> {
    /// Writes the formula that `tag` begins.
    pub(super) fn formula(&mut self, tag: &Tag<'_>) {
        let is_block = tag.attribute("display").is_some_and(|display| display == "block");
        let (words, latex) = self.read_formula();
        let latex = latex.trim();
        if latex.is_empty() {
            return self.writer.text(&words, self.tokens.rest());
        }
        if is_block && !self.writer.is_in_cell() {
            return self.fence("math", latex, Gap::Empty);
        }
        self.writer.begin('$');
        self.writer.out.push('$');
        self.code_span_of(latex);
        self.writer.out.push('$');
    }

    /// Reads to the end of the formula and returns its words, with their entities, and its LaTeX.
    fn read_formula(&mut self) -> (String, String) {
        let (mut words, mut latex) = (String::new(), String::new());
        let mut parts: Vec<Part> = Vec::new();
        let mut annotation = None;
        while let Some(token) = self.tokens.next() {
            match token {
                Token::Text(text) => match &annotation {
                    None => words.push_str(text.trim()),
                    Some(encoding) if *encoding == "application/x-tex" => entities::push(&mut latex, text),
                    Some(_) => {}
                },
                Token::Tag(tag) if tag.name == "math" => break,
                Token::Tag(tag) if matches!(&*tag.name, "annotation" | "annotation-xml") => {
                    annotation = (!tag.closing).then(|| tag.attribute("encoding").unwrap_or_default());
                }
                Token::Tag(_) if annotation.is_some() => {}
                Token::Tag(tag) if tag.closing => end_part(&mut words, &mut parts, &tag.name),
                Token::Tag(tag) if parts.len() < NESTING_MAX => {
                    let start = words.len();
                    parts.push(Part { name: tag.name.into_owned(), start, children: 0 });
                }
                Token::Tag(_) => {}
            }
        }
        (words.trim().to_owned(), latex)
    }
}

/// Ends a part: its place in the one around it becomes a sign.
fn end_part(words: &mut String, parts: &mut Vec<Part>, name: &str) {
    if parts.last().is_none_or(|part| part.name != name) {
        return;
    }
    let Some(part) = parts.pop() else { return };
    let inside = words.get(part.start..).unwrap_or("");
    let is_one =
        inside.trim_start_matches('&').chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | ','));
    match name {
        "mo" if is_spaced(inside) && part.start > 0 => {
            words.insert(part.start, ' ');
            words.push(' ');
        }
        "mtr" => words.push_str("; "),
        "mtd" => words.push(' '),
        "msqrt" | "mroot" => words.insert(part.start, '√'),
        _ => {}
    }
    let Some(around) = parts.last_mut() else { return };
    around.children += 1;
    let sign = match (around.name.as_str(), around.children) {
        ("mfrac", 2) => "/",
        ("msup" | "mover", 2) | ("msubsup" | "munderover", 3) => "^",
        ("msub" | "munder" | "msubsup" | "munderover", 2) => "_",
        _ => "",
    };
    let holds = matches!(around.name.as_str(), "mfrac" | "msup" | "msub" | "msubsup" | "msqrt");
    if holds && !is_one {
        words.insert(part.start, '(');
        words.push(')');
    }
    if part.start <= words.len() {
        words.insert_str(part.start, sign);
    }
}

fn is_spaced(operator: &str) -> bool {
    matches!(
        operator,
        "=" | "+"
            | "-"
            | "−"
            | "×"
            | "÷"
            | "&lt;"
            | "&gt;"
            | "≤"
            | "≥"
            | "≠"
            | "≈"
            | "→"
            | "⇒"
            | "±"
            | "·"
    )
}
