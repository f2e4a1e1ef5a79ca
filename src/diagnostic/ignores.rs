//! Comments by which a file asks to be spared a rule: `<!-- helpsmith-ignore broken-link: why -->`.
//!
//! They hold for the whole file, front matter included, and never reach a page. A comment without a reason has no
//! effect: whoever reads it next year should know why it stands there.

use std::ops::Range;

use super::levels::Levels;
use super::{Code, SourcePath, Sources};

/// What such a comment begins with.
pub const MARK: &str = "helpsmith-ignore";

/// One comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignore {
    /// The rules it names, each with its place in the file.
    pub rules: Vec<(String, Range<usize>)>,
    /// Whether it names a rule and gives a reason.
    pub has_reason: bool,
    /// Whether it stands on a line of its own; elsewhere it has no effect.
    pub is_alone: bool,
    /// Its place in the file.
    pub range: Range<usize>,
}

impl Ignore {
    /// Returns the kinds of problems that the comment asks to pass over, and that may be.
    pub fn silenced(&self) -> Vec<Code> {
        if !self.has_reason || !self.is_alone {
            return Vec::new();
        }
        let codes = self.rules.iter().filter_map(|(word, _)| Code::find(word));
        codes.filter(|code| Levels::may_choose(*code)).collect()
    }
}

/// Returns the comments of a file, in order.
pub fn of(path: &SourcePath, sources: &dyn Sources) -> Vec<Ignore> {
    let Some(text) = sources.text(path).filter(|text| text.contains(MARK)) else { return Vec::new() };
    let is_markdown = path.extension().is_some_and(|extension| extension == "md");
    let mut fence: Option<(char, usize)> = None;
    let front_ends = if is_markdown { front_matter_end(text) } else { text.len() };
    let mut at = 0;
    let mut ignores = Vec::new();
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        // Where code begins and ends, as far as lines tell: what is shown there is an example.
        let run = fence_of(line);
        match (fence, run) {
            (None, _) if start < front_ends => ignores.extend(hash_comment(line, start)),
            (None, Some((mark, length, _))) => fence = Some((mark, length)),
            (Some((mark, length)), Some((other, count, true))) if mark == other && count >= length => {
                fence = None;
            }
            (None, None) => html_comments(line, start, &mut ignores),
            _ => {}
        }
    }
    ignores
}

/// Returns the character and the length of a code fence that a line begins with, and whether nothing follows it.
fn fence_of(line: &str) -> Option<(char, usize, bool)> {
    let line = line.trim_start_matches([' ', '\t', '>']);
    let mark = line.chars().next().filter(|first| matches!(first, '`' | '~'))?;
    let count = line.chars().take_while(|c| *c == mark).count();
    let info = line.get(count..)?.trim();
    (count >= 3 && (mark == '~' || !info.contains('`'))).then_some((mark, count, info.is_empty()))
}

/// Returns where the front matter of a Markdown file ends; 0 where it has none.
fn front_matter_end(text: &str) -> usize {
    let is_fence = |line: &&str| line.trim_end() == "---";
    let body = text.trim_start_matches('\u{feff}').trim_start();
    if !body.lines().next().is_some_and(|first| is_fence(&first)) {
        return 0;
    }
    let mut at = text.len() - body.len();
    for line in body.split_inclusive('\n').skip(1) {
        at += line.len();
        if is_fence(&line) {
            break;
        }
    }
    at
}

/// Reads `# helpsmith-ignore …` of a line that stands at `start` of its file.
fn hash_comment(line: &str, start: usize) -> Option<Ignore> {
    line.match_indices('#').find_map(|(at, _)| {
        // An anchor is no comment.
        let is_comment = line.get(..at)?.chars().next_back().is_none_or(char::is_whitespace);
        let comment = line.get(at..)?.trim_end();
        let range = start + at..start + at + comment.len();
        is_comment.then(|| read(comment.get(1..)?, start + at + 1, range, true))?
    })
}

/// Adds every `<!-- helpsmith-ignore … -->` of a line. What stands between backticks is an example, and what stands
/// deep may be code, which is shown.
fn html_comments(line: &str, start: usize, ignores: &mut Vec<Ignore>) {
    let mut is_alone = !line.starts_with("    ") && !line.starts_with('\t');
    let (mut at, mut found, mut backticks) = (0, Vec::new(), 0);
    while let Some(open) = line.get(at..).and_then(|rest| rest.find(OPENING)).map(|open| at + open) {
        let between = line.get(at..open).unwrap_or("");
        is_alone &= between.trim().is_empty();
        backticks += between.matches('`').count();
        let is_example = backticks % 2 == 1;
        let rest = line.get(open + OPENING.len()..).unwrap_or("");
        let closed = rest.split_once(CLOSING).map(|(inner, _)| inner);
        let inner = closed.unwrap_or(rest.trim_end());
        backticks += inner.matches('`').count();
        is_alone &= closed.is_some();
        at = open + OPENING.len() + inner.len() + if closed.is_some() { CLOSING.len() } else { 0 };
        let comment = read(inner, start + open + OPENING.len(), start + open..start + at, true);
        found.extend(comment.filter(|_| !is_example));
        if closed.is_none() {
            break;
        }
    }
    is_alone &= line.get(at..).unwrap_or("").trim().is_empty();
    ignores.extend(found.into_iter().map(|one| Ignore { is_alone, ..one }));
}

/// What a comment in HTML begins and ends with.
const OPENING: &str = "<!--";
const CLOSING: &str = "-->";

/// Reads what stands inside a comment, at `start` of its file.
fn read(inner: &str, start: usize, range: Range<usize>, is_alone: bool) -> Option<Ignore> {
    let words = inner.trim_start();
    let (mark, words) = words.split_at_checked(MARK.len())?;
    if !mark.eq_ignore_ascii_case(MARK) {
        return None;
    }
    if mark != MARK || words.starts_with(|c: char| !c.is_whitespace() && c != ':') {
        // Such as `helpsmith-ignore-next-line`: it was meant to be one, and is none.
        return Some(Ignore { rules: Vec::new(), has_reason: false, is_alone, range });
    }
    let offset = |part: &str| start + (part.as_ptr() as usize).saturating_sub(inner.as_ptr() as usize);
    let (rules, reason) = words.split_once(':').unwrap_or((words, ""));
    let rules = rules.split([',', ' ', '\t']).filter(|word| !word.is_empty());
    let rules = rules.map(|word| (word.to_owned(), offset(word)..offset(word) + word.len()));
    let rules: Vec<_> = rules.collect();
    let has_reason = !rules.is_empty() && reason.chars().any(char::is_alphanumeric);
    Some(Ignore { rules, has_reason, is_alone, range })
}

#[cfg(test)]
mod tests {
    use super::*;

    struct One(&'static str);

    impl Sources for One {
        fn text(&self, _: &SourcePath) -> Option<&str> {
            Some(self.0)
        }
    }

    fn found(path: &str, text: &'static str) -> Vec<(Vec<String>, bool)> {
        let ignores = of(&SourcePath::new(path), &One(text));
        ignores
            .into_iter()
            .map(|one| (one.rules.into_iter().map(|(word, _)| word).collect(), one.has_reason))
            .collect()
    }

    #[test]
    fn comments_name_rules_and_give_a_reason() {
        let text = "---\n---\n  <!-- helpsmith-ignore broken-link, vague-link: it is a quote -->\n<!-- helpsmith-ignore missing-alt -->\n";
        let both = vec!["broken-link".to_owned(), "vague-link".to_owned()];
        assert_eq!(found("content/a.md", text), [(both, true), (vec!["missing-alt".to_owned()], false)]);
        let yaml = [(vec!["redirect-chain".to_owned()], true)];
        assert_eq!(found("data/redirects.yaml", "a: b # helpsmith-ignore redirect-chain: agreed\n"), yaml);
    }

    #[test]
    fn examples_and_other_comments_are_none() {
        for text in [
            "```html\n<!-- helpsmith-ignore broken-link: an example -->\n```\n",
            "~~~~\n```\n<!-- helpsmith-ignore broken-link: an example -->\n~~~~\n",
            "Write `<!-- helpsmith-ignore broken-link: x -->` into it\n",
            "# helpsmith-ignore broken-link: a heading\n",
        ] {
            assert_eq!(found("content/a.md", text), [], "{text}");
        }
    }

    #[test]
    fn front_matter_has_comments_of_its_own_kind() {
        let text =
            "---\ntitle: T\n# helpsmith-ignore short-title: it is its name\n---\n# helpsmith-ignore a: b\n";
        assert_eq!(found("content/a.md", text), [(vec!["short-title".to_owned()], true)]);
    }

    #[test]
    fn a_comment_among_words_or_in_code_has_no_effect() {
        for text in [
            "Words <!-- helpsmith-ignore broken-link: x -->\n",
            "    <!-- helpsmith-ignore broken-link: x -->\n",
            "<!-- helpsmith-ignore broken-link:\nx -->\n",
        ] {
            let ignores = of(&SourcePath::new("content/a.md"), &One(text));
            assert!(!ignores[0].is_alone && ignores[0].silenced().is_empty(), "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_fence_or_a_comment_is_passed_over() {
        let one = |word: &str| (vec![word.to_owned()], true);
        let code = "```code``` in a line\n<!-- helpsmith-ignore a: x -->\n";
        assert_eq!(found("content/a.md", code), [one("a")]);
        let inner = "```md\n```html\n<!-- helpsmith-ignore a: x -->\n```\n<!-- helpsmith-ignore b: y -->\n";
        assert_eq!(found("content/a.md", inner), [one("b")]);
        let two = "<!-- helpsmith-ignore a: x --> <!-- helpsmith-ignore b: y -->\n";
        assert_eq!(found("content/a.md", two), [one("a"), one("b")]);
        let anchor = "/x/: /old/#time # helpsmith-ignore redirect-chain: agreed\n";
        assert_eq!(found("data/redirects.yaml", anchor), [one("redirect-chain")]);
    }

    #[test]
    fn each_rule_has_its_place() {
        let text = "é\n<!-- helpsmith-ignore  broken-link : why -->\n";
        let ignores = of(&SourcePath::new("content/a.md"), &One(text));
        let (word, range) = &ignores[0].rules[0];
        assert_eq!((text.get(range.clone()), word.as_str()), (Some("broken-link"), "broken-link"));
    }
}
