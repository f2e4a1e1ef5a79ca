//! Builds the tree of blocks, line by line.

use std::ops::Range;

use super::attributes::{self, Attributes};
use super::examples::{self, Sorted};
use super::grammar::{self, RULES, Rule, Title};
use super::line::Mark;
use super::marked_lines::{MarkedLine, Place, marked_lines};
use super::only;
use super::tabs::{holds_tab, stray_text};
use super::values;
use super::words::{self, Cutter};
use super::{Attribute, Block, Container, Opening};
use crate::config::Settings;
use crate::corpus::parse;
use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Code, Diagnostic, SourcePath, Span};
use crate::model::AudienceSet;

/// Containers that may lie in each other; more is a slip, and every level costs stack.
const NESTING_MAX: usize = 16;

/// Returns the blocks of `text[body]`. Problems are reported, and what is broken is left out: such a site
/// is never published.
pub(in crate::corpus::content) fn scan(
    text: &str,
    body: Range<usize>,
    path: &SourcePath,
    settings: &Settings,
    sink: &mut Vec<Diagnostic>,
) -> Vec<Block> {
    let inner = text.get(body.clone()).unwrap_or("");
    let lines = marked_lines(inner, body.start);
    let suspicious = words::are_suspicious(inner);
    if lines.is_empty() && !suspicious {
        return vec![Block::Text(body)];
    }
    let is_doubtful = |line: &MarkedLine<'_>| matches!(line.mark, Mark::Doubtful(_));
    let sure = lines.iter().filter(|line| !is_doubtful(line));
    let places: Vec<Range<usize>> = sure.map(|line| line.place.range.clone()).collect();
    let options = parse::options(settings.dollar_math);
    let Sorted { examples, is_example } = examples::sort(text, body.clone(), &places, options);
    let mut scanner = Scanner {
        text,
        path,
        settings,
        sink: &mut *sink,
        open: Vec::new(),
        blocks: Vec::new(),
        mistyped: 0,
        stopped: false,
    };
    let mut at = body.start;
    let mut is_example = is_example.into_iter();
    for line in lines {
        scanner.take_text(at..line.whole.start);
        at = line.whole.end;
        let start = line.place.range.start;
        let is_text = match is_doubtful(&line) {
            true => examples.hold_line(start) || examples.is_definition(start),
            false => is_example.next().unwrap_or(false),
        };
        match is_text {
            true => scanner.take_text(line.whole),
            false if examples.continues_paragraph(start) => scanner.indented(&line.mark, &line.place),
            false => scanner.mark(line.mark, line.place),
        }
        if scanner.stopped {
            at = body.end;
            break;
        }
    }
    scanner.take_text(at..body.end);
    let blocks = scanner.finish();
    if !suspicious {
        return blocks;
    }
    let mut report = |problem: Diagnostic, place: Range<usize>| {
        sink.push(problem.at(Span::new(path, place.start, place.end)));
    };
    Cutter { text, settings, examples: &examples, report: &mut report }.blocks(blocks)
}

/// What a container will become once it is closed.
enum Kind {
    Only(AudienceSet),
    Container(Opening),
    /// Reported already; its content is dropped.
    Broken,
}

struct Open {
    kind: Kind,
    colons: usize,
    name: String,
    place: Place,
    /// The blocks around it, taken up again when it closes.
    outer: Vec<Block>,
}

struct Scanner<'a> {
    text: &'a str,
    path: &'a SourcePath,
    settings: &'a Settings,
    sink: &'a mut Vec<Diagnostic>,
    open: Vec<Open>,
    blocks: Vec<Block>,
    /// Opening lines that were reported as mistyped; the lines that close them are no second mistake.
    mistyped: usize,
    stopped: bool,
}

impl Scanner<'_> {
    fn take_text(&mut self, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        match self.blocks.last_mut() {
            Some(Block::Text(last)) if last.end == range.start => last.end = range.end,
            _ => self.blocks.push(Block::Text(range)),
        }
    }

    fn mark(&mut self, mark: Mark<'_>, place: Place) {
        match mark {
            Mark::Open(colons, name, rest) => self.open(colons, name, rest, place),
            Mark::Close(colons) => self.close(colons, &place),
            Mark::Leaf(name, rest) => self.leaf(name, rest, place),
            Mark::Mistyped("") if self.mistyped > 0 => self.mistyped -= 1,
            Mark::Mistyped(name) | Mark::Doubtful(name) => self.mistype(name, &place),
        }
    }

    /// Reports a directive that continues a paragraph.
    fn indented(&mut self, mark: &Mark<'_>, place: &Place) {
        if matches!(mark, Mark::Close(_) | Mark::Mistyped("")) && self.mistyped > 0 {
            self.mistyped -= 1;
            return;
        }
        let message =
            "misplaced directive: the line is indented so far that it continues the paragraph".to_owned();
        let hint = "indent it like the paragraph, with an empty line before it".to_owned();
        self.report(Code::MisplacedDirective, message, &place.range, Some(hint));
        self.mistyped += usize::from(matches!(mark, Mark::Open(..)));
    }

    /// Reports a line that looks like a directive and is none.
    fn mistype(&mut self, name: &str, place: &Place) {
        let written = self.text.get(place.range.clone()).unwrap_or("");
        let name = name.to_ascii_lowercase();
        let hint = match name.as_str() {
            "" => "write three plain colons: `:::`".to_owned(),
            "only" => {
                "write `:::only{audience=agents}` with three plain colons, and `:::` where it ends".to_owned()
            }
            "snippet" => "write `::snippet{name}` with two plain colons and no blank".to_owned(),
            name => format!("write `:::{name}` with three plain colons and no blank, or `\\:` for a colon"),
        };
        let message = format!("mistyped directive `{written}`");
        self.report(Code::MisplacedDirective, message, &place.range, Some(hint));
        self.mistyped += usize::from(!name.is_empty());
    }

    fn report(&mut self, code: Code, message: String, range: &Range<usize>, hint: Option<String>) {
        let span = Span::new(self.path, range.start, range.end);
        self.sink.push(Diagnostic::new(code, message).at(span).maybe_hint(hint));
    }

    fn attributes(&mut self, rest: &str, place: &Place) -> Option<Attributes> {
        match attributes::parse(rest) {
            Ok(attributes) => Some(attributes),
            Err(problem) => {
                let hint = "write `:::name[Title]{key=value}`, each part optional".to_owned();
                self.report(Code::InvalidDirective, problem.to_owned(), &place.range, Some(hint));
                None
            }
        }
    }

    fn open(&mut self, colons: usize, name: &str, rest: &str, place: Place) {
        let kind = match self.attributes(rest, &place) {
            None => Kind::Broken,
            Some(attributes) if name == "only" => self.only(&attributes, &place),
            Some(attributes) => self.container(name, attributes, &place),
        };
        if self.open.len() >= NESTING_MAX {
            // The rest is not looked at: each further level would cost stack.
            self.stopped = true;
            let message = format!("containers nest at most {NESTING_MAX} deep");
            let hint = "close the ones above, each with as many colons as it was opened with".to_owned();
            self.report(Code::TooComplex, message, &place.range, Some(hint));
            return;
        }
        let outer = std::mem::take(&mut self.blocks);
        self.open.push(Open { kind, colons, name: name.to_owned(), place, outer });
    }

    fn container(&mut self, name: &str, attributes: Attributes, place: &Place) -> Kind {
        let Some(rule) = grammar::rule(name) else {
            let names = RULES.iter().map(|rule| rule.name).chain(["only"]);
            let message = format!("unknown directive `:::{name}`");
            let hint = did_you_mean(name, names);
            self.report(Code::UnknownDirective, message, &place.range, hint);
            return Kind::Broken;
        };
        if rule.container == Container::Tab && !self.is_in_tabs() {
            let message = "`:::tab` stands outside of `:::tabs`".to_owned();
            let hint = "put all of them between `:::tabs` and `:::`".to_owned();
            self.report(Code::InvalidDirective, message, &place.range, Some(hint));
        }
        self.opening(rule, attributes, place).map_or(Kind::Broken, Kind::Container)
    }

    /// Holds what stands on an opening line to the rule of its container.
    fn opening(&mut self, rule: &Rule, attributes: Attributes, place: &Place) -> Option<Opening> {
        let name = rule.name;
        let usage = || Some(format!("write it like `{}`", rule.usage));
        let title = attributes.title.filter(|title| !title.is_empty());
        let wrong = match (rule.title, &title) {
            (Title::Required, None) => Some(format!("`:::{name}` needs a name in brackets")),
            (Title::None, Some(_)) => Some(format!("`:::{name}` takes no title in brackets")),
            (_, Some(title)) if title.contains("<!--") => {
                Some("a title is plain words, without comments".to_owned())
            }
            _ => None,
        };
        if let Some(message) = wrong {
            self.report(Code::InvalidDirective, message, &place.range, usage());
        }
        let span = Span::new(self.path, place.range.start, place.range.end);
        if let Some(title) = &title {
            values::check("title", title, &span, true, self.settings, self.sink);
        }
        for (key, value) in &attributes.pairs {
            values::check(key, value, &span, false, self.settings, self.sink);
        }
        let mut kept = Vec::with_capacity(attributes.pairs.len());
        for (key, value) in attributes.pairs {
            if !rule.required.iter().chain(rule.optional).any(|known| **known == key) {
                let message = format!("`:::{name}` takes no attribute `{key}`");
                let hint = match rule.title {
                    Title::None => usage(),
                    _ => Some(format!("a title goes into brackets: `{}`", rule.usage)),
                };
                self.report(Code::InvalidDirective, message, &place.range, hint);
                continue;
            }
            let range = self.place_of(&value, place);
            kept.push(Attribute { key, value, range });
        }
        let missing = rule.required.iter().find(|key| {
            kept.iter().all(|attribute| attribute.key != **key || attribute.value.trim().is_empty())
        });
        if let Some(key) = missing {
            let message = format!("`{name}` needs the attribute `{key}`");
            self.report(Code::InvalidDirective, message, &place.range, usage());
            return None;
        }
        Some(Opening { container: rule.container, title, attributes: kept })
    }

    /// Returns where a value stands on its line.
    fn place_of(&self, value: &str, place: &Place) -> Range<usize> {
        let line = self.text.get(place.range.clone()).unwrap_or("");
        match line.find(value).filter(|_| !value.is_empty()) {
            Some(at) => place.range.start + at..place.range.start + at + value.len(),
            None => place.range.clone(),
        }
    }

    /// Returns whether the innermost container is `:::tabs`, not counting `:::only`.
    fn is_in_tabs(&self) -> bool {
        let around = self.open.iter().rev().find(|open| !matches!(open.kind, Kind::Only(_)));
        around.is_some_and(
            |open| matches!(&open.kind, Kind::Container(opening) if opening.container == Container::Tabs),
        )
    }

    fn only(&mut self, attributes: &Attributes, place: &Place) -> Kind {
        match only::audiences(attributes, self.settings, ":::only") {
            Ok(audiences) => Kind::Only(audiences),
            Err(problems) => {
                let span = Span::new(self.path, place.range.start, place.range.end);
                self.sink.extend(problems.into_iter().map(|problem| problem.at(span.clone())));
                Kind::Broken
            }
        }
    }

    fn close(&mut self, colons: usize, place: &Place) {
        if !self.open.iter().any(|open| open.colons == colons) {
            if self.mistyped > 0 {
                self.mistyped -= 1;
                return;
            }
            let message = match self.open.last() {
                Some(open) => format!(
                    "`:::{}` was opened with {} colons, this line has {colons}",
                    open.name, open.colons
                ),
                None => {
                    "nothing is open here to be closed; is the opening line written with three plain colons?"
                        .to_owned()
                }
            };
            let hint =
                "write as many colons as the opening line has; `\\:::` shows colons to readers".to_owned();
            self.report(Code::UnclosedDirective, message, &place.range, Some(hint));
            return;
        }
        while let Some(open) = self.open.pop() {
            let matches = open.colons == colons;
            if !matches {
                self.unclosed(&open);
            }
            self.end(open);
            if matches {
                return;
            }
        }
    }

    fn unclosed(&mut self, open: &Open) {
        let message = format!("`:::{}` is never closed", open.name);
        let hint = format!("write `{}` on a line of its own where it ends", ":".repeat(open.colons));
        self.report(Code::UnclosedDirective, message, &open.place.range, Some(hint));
    }

    fn end(&mut self, open: Open) {
        let inner = std::mem::replace(&mut self.blocks, open.outer);
        match open.kind {
            Kind::Broken => {}
            Kind::Only(audiences) => self.blocks.push(Block::Only { audiences, blocks: inner }),
            Kind::Container(opening) => {
                if opening.container == Container::Tabs {
                    self.check_tabs(&inner, &open.place);
                }
                let (prefix, range) = (open.place.prefix, open.place.range);
                self.blocks.push(Block::Container { opening, prefix, range, blocks: inner });
            }
        }
    }

    /// Says so where `:::tabs` holds anything but tabs: it would belong to none of them.
    fn check_tabs(&mut self, blocks: &[Block], place: &Place) {
        let hint = || Some("write `:::tab[Name]`, the text, and `:::` for each of them".to_owned());
        if !holds_tab(blocks) {
            let message = "`:::tabs` has no `:::tab` in it".to_owned();
            self.report(Code::InvalidDirective, message, &place.range, hint());
        }
        if let Some(range) = stray_text(self.text, blocks) {
            let message = "this text stands between tabs, in none of them".to_owned();
            self.report(Code::InvalidDirective, message, &range, hint());
        }
    }

    fn leaf(&mut self, name: &str, rest: &str, place: Place) {
        if let Some(rule) = grammar::rule(name).filter(|rule| rule.leaf) {
            let Some(attributes) = self.attributes(rest, &place) else { return };
            if let Some(opening) = self.opening(rule, attributes, &place) {
                let Place { prefix, range } = place;
                self.blocks.push(Block::Container { opening, prefix, range, blocks: Vec::new() });
            }
            return;
        }
        if name != "snippet" {
            let known = grammar::rule(name).is_some() || name == "only";
            let hint = if known {
                Some(format!("write `:::{name}` with three colons, and `:::` where it ends"))
            } else {
                did_you_mean(name, ["snippet", "video"])
            };
            self.report(Code::UnknownDirective, format!("unknown directive `::{name}`"), &place.range, hint);
            return;
        }
        let Some(attributes) = self.attributes(rest, &place) else { return };
        let name = match attributes.pairs.as_slice() {
            [(key, value)] if key == "name" && !value.is_empty() => value.clone(),
            [(key, value)] if value.is_empty() => key.clone(),
            _ => {
                let message = "`::snippet` needs the name of one snippet".to_owned();
                let hint = "write `::snippet{reset-link}` for `snippets/reset-link.md`".to_owned();
                self.report(Code::InvalidDirective, message, &place.range, Some(hint));
                return;
            }
        };
        self.blocks.push(Block::Snippet { name, prefix: place.prefix, range: place.range });
    }

    fn finish(mut self) -> Vec<Block> {
        while let Some(open) = self.open.pop() {
            self.unclosed(&open);
            self.end(open);
        }
        self.blocks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scanned(text: &str) -> (Vec<Block>, Vec<&'static str>) {
        let settings = crate::config::load(
            "title: T\nbase_url: https://x.example/\naudiences: {public: {}, agents: {includes: [public]}}\n",
        );
        let mut sink = Vec::new();
        let path = SourcePath::new("content/a.md");
        let blocks = scan(text, 0..text.len(), &path, &settings.value.unwrap(), &mut sink);
        (blocks, sink.iter().map(|diagnostic| diagnostic.code.as_str()).collect())
    }

    fn visible_text(text: &str, blocks: &[Block]) -> String {
        blocks
            .iter()
            .map(|block| match block {
                Block::Text(range) => text.get(range.clone()).unwrap().to_owned(),
                Block::Container { blocks, .. } => visible_text(text, blocks),
                Block::Only { .. } | Block::OnlyWords { .. } | Block::Snippet { .. } => String::new(),
            })
            .collect()
    }

    #[test]
    fn only_blocks_are_cut_out_whole() {
        let text = "a\n:::only{audience=agents}\nsecret\n::::note\nsecret\n::::\n:::\nb\n";
        let (blocks, problems) = scanned(text);
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(visible_text(text, &blocks), "a\nb\n");
    }

    #[test]
    fn the_same_number_of_colons_nests_too() {
        let (blocks, problems) = scanned(":::note\n:::tip[T]\nx\n:::\n:::\n");
        assert!(problems.is_empty(), "{problems:?}");
        assert!(matches!(&blocks[..], [Block::Container { blocks, .. }] if blocks.len() == 1));
    }

    #[test]
    fn tabs_may_be_for_some_audiences_alone() {
        let text = ":::tabs\n:::tab[A]\na\n:::\n\n:::only{audience=agents}\n:::tab[B]\nb\n:::\n:::\n:::\n";
        let (blocks, problems) = scanned(text);
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(visible_text(text, &blocks), "a\n\n");
    }

    #[test]
    fn attributes_know_their_place() {
        let text = "a\n::video{src=b.mp4 title=\"B\"}\n";
        let (blocks, problems) = scanned(text);
        assert!(problems.is_empty(), "{problems:?}");
        let Some(Block::Container { opening, .. }) = blocks.get(1) else { panic!("{blocks:?}") };
        let source = opening.attribute("src").unwrap();
        assert_eq!(text.get(source.range.clone()), Some("b.mp4"));
    }

    #[test]
    fn code_is_an_example() {
        let text = "```\n:::only{audience=agents}\n```\n- ```\n  :::x\n  ```\n";
        let (blocks, problems) = scanned(text);
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(blocks, [Block::Text(0..text.len())]);
    }

    #[test]
    fn every_mistake_is_an_error() {
        for (text, code) in [
            (":::only{audience=agent}\nx\n:::\n", "unknown-audience"),
            (":::only{audiance=agents}\nx\n:::\n", "invalid-directive"),
            (":::only\nx\n:::\n", "invalid-directive"),
            (":::only{audience=agents\nx\n:::\n", "invalid-directive"),
            (":::only{audience=agents}\nx\n", "unclosed-directive"),
            ("x\n:::\n", "unclosed-directive"),
            ("::::note\nx\n:::\n", "unclosed-directive"),
            (":::nota\nx\n:::\n", "unknown-directive"),
            ("::note{}\n", "unknown-directive"),
            ("::snippet\n", "invalid-directive"),
            (":::note{a=b}\n:::\n", "invalid-directive"),
            (":::steps[T]\n:::\n", "invalid-directive"),
            (":::tab[A]\nx\n:::\n", "invalid-directive"),
            (":::tabs\n:::\n", "invalid-directive"),
            (":::tabs\nstray\n:::tab[A]\nx\n:::\n:::\n", "invalid-directive"),
            (":::tabs\n:::tab\nx\n:::\n:::\n", "invalid-directive"),
            ("::video{src=a.mp4}\n", "invalid-directive"),
            ("::video{src=a.mp4 title=T colour=red}\n", "invalid-directive"),
            ("::vidoe{src=a.mp4 title=T}\n", "unknown-directive"),
        ] {
            assert_eq!(scanned(text).1.first(), Some(&code), "{text}");
        }
    }

    #[test]
    fn what_is_broken_is_dropped_not_shown() {
        let text = "a\n:::only{audience=agents\nsecret\n:::\nb\n";
        assert_eq!(visible_text(text, &scanned(text).0), "a\nb\n");
    }

    // Issue 13, F14 and F15: what the parser takes for code or a comment is an example.
    #[test]
    fn code_and_comments_are_examples_wherever_they_are() {
        for text in [
            "[^1]: Note\n\n    ```\n    :::x\n    ```\n\nText[^1]\n",
            "Term\n: Text\n\n    ```\n    :::x\n    ```\n",
            "1. a\n   b\n       ```\n\n   ```\n   :::x\n   ```\n",
            "<!--\n:::note\n:::\n::snippet{nope}\n```\n-->\n\n",
            "Text <!-- a\n:::note\nb --> c\n",
            "> <!--\n> :::note\n> -->\n",
            "<pre>\n:::note\n\n:::only\n</pre>\n",
            "<div>\n<pre>\n:::note\n</pre>\n</div>\n",
            "> ```\n> :::x\n",
            "- ~~~\n  :::x\n\n  ::snippet{nope}\n",
            "`:only[x]{audience=agents}` and ``a ` :note[b] {audience=c}``\n",
            "    :::x\n    :only[x]\n",
            "```\n:only{audience=agents}\n：：：only\n```\n",
        ] {
            let (blocks, problems) = scanned(text);
            assert!(problems.is_empty(), "{text}: {problems:?}");
            assert_eq!(visible_text(text, &blocks), text);
        }
    }

    #[test]
    fn directives_after_odd_code_are_found() {
        for text in [
            "[^1]: Note\n\n        ```\n\n:::note\nx\n:::\n",
            "a\n    ```\n:::note\nx\n:::\n",
            "- a\n\n      ```\n\n:::note\nx\n:::\n",
            "`a\n:::note\nb`\n:::\n",
            "<div>\n:::note\n</div>\n:::\n",
        ] {
            let (blocks, problems) = scanned(text);
            assert!(problems.is_empty(), "{text}: {problems:?}");
            assert!(blocks.iter().any(|block| matches!(block, Block::Container { .. })), "{text}");
        }
    }

    // Issue 13, F36.
    #[test]
    fn words_within_a_line_are_cut_out() {
        for (text, expected) in [
            ("One :only[secret]{audience=agents} here.\n", "One here.\n"),
            ("## Refunds :only[secret]{audience=agents}\n", "## Refunds\n"),
            ("| a | b :only[secret]{audience=agents} |\n", "| a | b |\n"),
            ("- :only[secret]{audience=agents} x\n", "- x\n"),
            ("请:only[secret 主管]{audience=agents}。\r\n", "请。\r\n"),
            ("a\n:only[secret]{audience=agents}\nb\n", "a\nb\n"),
            ("> a :only[secret\n> more]{audience=agents} b\n", "> a b\n"),
            ("[link :only[secret]{audience=agents}](a.md)\n", "[link](a.md)\n"),
            ("a :only[b :only[secret]{audience=agents} `]` c]{audience=agents}\n", "a\n"),
            ("a :only[`]` secret \\] [x] 🙂]{audience=\"agents\"}, b\n", "a, b\n"),
            ("`code` :only[secret]{audience=agents} `code`\n", "`code` `code`\n"),
            ("a ` b :only[secret ` c]{audience=agents}\n", "a ` b\n"),
        ] {
            let (blocks, problems) = scanned(text);
            assert!(problems.is_empty(), "{text}: {problems:?}");
            assert_eq!(visible_text(text, &blocks), expected, "{text}");
        }
    }

    // Issue 13, F36.
    #[test]
    fn a_mistyped_wall_is_an_error() {
        for text in [
            ":only{audience=agents}\nsecret\n:::\n",
            "： ：only[secret]{audience=agents}\n",
            "：：：only{audience=agents}\nsecret\n：：：\n",
            "::only{audience=agents}\nsecret\n",
            ": only{audience=agents}\nsecret\n",
            "::: only {audience=agents}x\nsecret\n:::\n",
            "Text ：only[secret]{audience=agents} here\n",
            "Text :only [secret]{audience=agents} here\n",
            "Text :only[secret] here\n",
            "Text :only[secret {audience=agents} here\n",
            "Text :only[secret]{audience=agent} here\n",
            "Text :only[secret]{audiance=agents} here\n",
            "Text [secret]{audience=agents} here\n",
            "Text :Only[secret]{audience=agents} here\n",
            "Text :::only[secret]{audience=agents} here\n",
            "| a | ::only[secret]{audience=agents} |\n",
            "- :only{audience=agents}\n",
            "Text :note[x] here\n",
            ":note\n",
            "：note\n",
            "[x](a.md \"：only[secret]{audience=agents}\")\n",
            ":::note[A ：only[secret]{audience=agents}]\nx\n:::\n",
            ":only\n",
            ":::tip\n:warning[x]\n:::\n",
        ] {
            assert_eq!(scanned(text).1.len(), 1, "{text}: {:?}", scanned(text).1);
        }
    }

    #[test]
    fn prose_that_is_no_directive() {
        for text in [
            "The options are: tabs\n",
            "Term\n: note\n",
            "See https://x.example/:x and 12:30. Note: details (below).\n",
            "\\:only[x] and \\:::note\n",
            "{{ audience }} and {audiences}\n",
            "Rust: `std::note[1]` std::details{x}\n",
            "注意：note 很重要\n",
        ] {
            let (blocks, problems) = scanned(text);
            assert!(problems.is_empty(), "{text}: {problems:?}");
            assert_eq!(visible_text(text, &blocks), text);
        }
    }
}
