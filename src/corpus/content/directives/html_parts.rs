//! Finds the parts of raw HTML in which words are no words: comments, tags, elements whose text is as written.

use std::ops::Range;

/// A part of raw HTML that is no text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    /// A comment, declaration, instruction or CDATA section.
    Comment,
    /// An element that shows or keeps its text as it is written, from its first tag to its last.
    Verbatim,
    /// A tag.
    Tag,
}

/// The elements whose lines are never Markdown (CommonMark 0.31, 4.6, start condition 1).
const VERBATIM: [&str; 4] = ["pre", "script", "style", "textarea"];

/// Returns whether what stands at a place of `html` is an example or a comment, and so never a directive.
pub(in crate::corpus) fn is_example(html: &str, at: usize) -> bool {
    parts(html).iter().any(|(range, part)| *part != Part::Tag && range.contains(&at))
}

/// Returns the parts of `html` that are no text, in order.
pub(super) fn parts(html: &str) -> Vec<(Range<usize>, Part)> {
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(found) = html.get(at..).and_then(|rest| rest.find('<')) {
        let start = at + found;
        let rest = html.get(start..).unwrap_or("");
        let Some((length, part)) = part(rest) else {
            at = start + 1;
            continue;
        };
        at = start + length;
        parts.push((start..at, part));
    }
    parts
}

/// Returns the length of the part that `rest` begins with. One without an end reaches to the end of the text.
fn part(rest: &str) -> Option<(usize, Part)> {
    let until = |start: usize, end: &str| {
        let found = rest.get(start..).and_then(|inner| inner.find(end));
        found.map_or(rest.len(), |at| start + at + end.len())
    };
    for (open, close) in [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">")] {
        if rest.starts_with(open) {
            // `<!-->` and `<!--->` are whole comments.
            let from = if open == "<!--" { 2 } else { open.len() };
            return Some((until(from, close), Part::Comment));
        }
    }
    let inner = rest.get(1..)?;
    let name = inner.get(..inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len()))?;
    match VERBATIM.iter().find(|known| known.eq_ignore_ascii_case(name)) {
        Some(known) => Some((verbatim_end(rest, known), Part::Verbatim)),
        None => {
            let is_tag = inner.starts_with(|first: char| first.is_ascii_alphabetic() || first == '/');
            is_tag.then(|| (until(1, ">"), Part::Tag))
        }
    }
}

/// Returns where the element that `rest` begins with ends, its last tag included.
fn verbatim_end(rest: &str, name: &str) -> usize {
    let closes = |at: usize| {
        let after = rest.get(at + 2..at + 2 + name.len());
        after.is_some_and(|found| found.eq_ignore_ascii_case(name))
    };
    let Some((at, _)) = rest.match_indices("</").find(|(at, _)| closes(*at)) else { return rest.len() };
    rest.get(at..).and_then(|tag| tag.find('>')).map_or(rest.len(), |end| at + end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_tags_and_verbatim_elements() {
        let html = "<div title=x>a<!-- b --> c <PRE>d</pre> <!a> 1 < 2 <?x?> </div> <!--> e <script>";
        let found: Vec<_> =
            parts(html).into_iter().map(|(range, part)| (html.get(range).unwrap(), part)).collect();
        assert_eq!(
            found,
            [
                ("<div title=x>", Part::Tag),
                ("<!-- b -->", Part::Comment),
                ("<PRE>d</pre>", Part::Verbatim),
                ("<!a>", Part::Comment),
                ("<?x?>", Part::Comment),
                ("</div>", Part::Tag),
                ("<!-->", Part::Comment),
                ("<script>", Part::Verbatim),
            ]
        );
    }
}
