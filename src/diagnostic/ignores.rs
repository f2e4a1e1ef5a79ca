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
    /// Whether it gives a reason.
    pub has_reason: bool,
    /// Whether it stands on a line of its own; elsewhere it has no effect.
    pub is_alone: bool,
    /// Its place in the file.
    pub range: Range<usize>,
}

impl Ignore {
    /// Returns whether the comment asks to pass over problems of this kind.
    pub fn silences(&self, code: Code) -> bool {
        self.has_reason
            && self.is_alone
            && Levels::may_choose(code)
            && self.rules.iter().any(|(word, _)| word == code.as_str())
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
            (None, Some(opening)) if is_markdown => fence = Some(opening),
            (Some((mark, length)), Some((other, count))) if mark == other && count >= length => fence = None,
            (None, _) if start < front_ends => ignores.extend(hash_comment(line, start)),
            (None, _) => ignores.extend(html_comment(line, start)),
            _ => {}
        }
    }
    ignores
}

/// Returns the character and the length of a code fence that a line begins with.
fn fence_of(line: &str) -> Option<(char, usize)> {
    let line = line.trim_start_matches([' ', '\t', '>']);
    let mark = line.chars().next().filter(|first| matches!(first, '`' | '~'))?;
    let count = line.chars().take_while(|c| *c == mark).count();
    (count >= 3).then_some((mark, count))
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
    let at = line.find('#')?;
    let comment = line.get(at..)?.trim_end();
    read(comment.get(1..)?, start + at + 1, start + at..start + at + comment.len(), true)
}

/// Reads `<!-- helpsmith-ignore … -->`. What stands between backticks is an example.
fn html_comment(line: &str, start: usize) -> Option<Ignore> {
    let at = line.find("<!--")?;
    let (before, comment) = line.split_at_checked(at)?;
    if before.matches('`').count() % 2 == 1 {
        return None;
    }
    let comment = comment.trim_end();
    let inner = comment.strip_prefix("<!--")?;
    let (inner, is_closed) = inner.strip_suffix("-->").map_or((inner, false), |inner| (inner, true));
    let is_alone = before.trim().is_empty() && is_closed;
    read(inner, start + at + "<!--".len(), start + at..start + at + comment.len(), is_alone)
}

/// Reads what stands inside a comment, at `start` of its file.
fn read(inner: &str, start: usize, range: Range<usize>, is_alone: bool) -> Option<Ignore> {
    let words = inner.trim_start().strip_prefix(MARK)?;
    if !words.is_empty() && !words.starts_with(|c: char| c.is_whitespace() || c == ':') {
        return None;
    }
    let offset = |part: &str| start + (part.as_ptr() as usize).saturating_sub(inner.as_ptr() as usize);
    let (rules, reason) = words.split_once(':').unwrap_or((words, ""));
    let rules = rules.split([',', ' ', '\t']).filter(|word| !word.is_empty());
    let rules = rules.map(|word| (word.to_owned(), offset(word)..offset(word) + word.len())).collect();
    Some(Ignore { rules, has_reason: reason.chars().any(char::is_alphanumeric), is_alone, range })
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
            "<!-- helpsmith-ignored broken-link: x -->\n",
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
    fn a_comment_among_words_has_no_effect() {
        let text = "Words <!-- helpsmith-ignore broken-link: x -->\n";
        let ignores = of(&SourcePath::new("content/a.md"), &One(text));
        assert!(!ignores[0].is_alone && !ignores[0].silences(Code::BrokenLink));
    }

    #[test]
    fn each_rule_has_its_place() {
        let text = "é\n<!-- helpsmith-ignore  broken-link : why -->\n";
        let ignores = of(&SourcePath::new("content/a.md"), &One(text));
        let (word, range) = &ignores[0].rules[0];
        assert_eq!((text.get(range.clone()), word.as_str()), (Some("broken-link"), "broken-link"));
    }
}
