//! No pattern of any grammar matches where the analysis of its prefix says that it cannot.

use std::collections::BTreeSet;

use onig::{MatchParam, SearchOptions};

use super::grammars::grammars;
use super::mutations::{Random, blocks, folders, long};
use super::pattern::{Item, compile};
use super::prefix::{DEPTH, EDGE, Prefix, Set, symbol};

/// Blocks of code from which a line is taken.
const LINES: usize = 14;
/// An ordinary run takes one of so many patterns, a long one all.
const SAMPLE_STEP: usize = 11;
/// Texts made after each pattern.
const SAMPLES: usize = 5;

/// Lines that are hard in one way or another: letters with unusual cases, blanks of all kinds, ends.
const HARD: [&str; 6] = ["é\u{df}ſK x=ß\n", "\"ſt\u{1f}\"", "\t\u{a0}(\u{212a}elvin)\r\n", "", "a", "\n"];

#[test]
fn no_match_is_excluded() {
    let blocks = blocks(&folders());
    let step = blocks.len() / LINES + 1;
    let line = |block: &String| Some(format!("{}\n", block.lines().nth(block.len() % 3)?));
    let mut lines: Vec<String> = blocks.iter().step_by(step).filter_map(line).collect();
    lines.extend(HARD.map(str::to_owned));
    let mut random = Random(1);
    let (mut matches, mut sure) = (0, 0);
    let all: BTreeSet<&str> = (0..grammars().names().len()).flat_map(patterns).collect();
    for pattern in all.into_iter().step_by(if long().is_some() { 1 } else { SAMPLE_STEP }) {
        let Some(regex) = compile(pattern) else { continue };
        let prefix = Prefix::new(pattern);
        let samples: Vec<String> = (0..SAMPLES).map(|_| sample(pattern, &mut random)).collect();
        for line in samples.iter().chain(&lines) {
            let symbols: Vec<u8> =
                [EDGE].into_iter().chain(line.bytes().map(symbol)).chain([EDGE; DEPTH]).collect();
            for at in (0..=line.len()).filter(|at| line.is_char_boundary(*at)) {
                let around: [u8; DEPTH + 1] = symbols[at..=at + DEPTH].try_into().unwrap();
                let ahead = symbols[at + 1..].iter().fold(Set::NONE, |set, symbol| set.with(*symbol));
                let fits = |(set, symbol): (&Set, u8)| set.meets(Set::NONE.with(symbol));
                let may = prefix.around.iter().zip(around).all(fits) && prefix.needs.meets(ahead);
                let mut limits = MatchParam::default();
                limits.set_retry_limit_in_match(1000);
                let none = SearchOptions::SEARCH_OPTION_NONE;
                let Ok(found) = regex.match_with_param(line, at, none, None, limits) else { continue };
                assert!(may || found.is_none(), "{pattern:?} matches at {at} of {line:?}");
                matches += usize::from(found.is_some());
                if let Some(length) = prefix.length(around).filter(|_| may) {
                    sure += 1;
                    assert_eq!(found, Some(length), "{pattern:?} at {at} of {line:?}");
                }
            }
        }
    }
    assert!(matches > 10_000 && sure > 1_000, "{matches} matches, {sure} of them sure, say little");
}

/// Returns the patterns of a grammar.
pub(super) fn patterns(grammar: usize) -> Vec<&'static str> {
    let items = grammars().loaded(grammar).into_iter().flat_map(|loaded| &loaded.contexts);
    let text = |item: &'static Item| match item {
        Item::Match(pattern) => Some(pattern.text.as_str()),
        Item::Include(_) => None,
    };
    items.flat_map(|context| &context.items).filter_map(text).collect()
}

/// Returns a line that `pattern` may match: its letters, with something for what stands for more than itself.
pub(super) fn sample(pattern: &str, random: &mut Random) -> String {
    let mut line = String::from(["", " ", "x", "(", "é", "."][random.below(6)]);
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next().unwrap_or('\\') {
                's' => line.push(' '),
                'w' | 'h' => line.push('a'),
                'd' => line.push('1'),
                'S' => line.push('%'),
                'b' | 'B' | 'A' | 'G' | 'z' | 'Z' => {}
                other => line.push(other),
            },
            '.' => line.push(['x', 'é', ' '][random.below(3)]),
            '[' => {
                let class: String = chars.by_ref().take_while(|c| *c != ']').collect();
                let members: Vec<char> = class.chars().filter(|c| !"\\^-&[:".contains(*c)).collect();
                line.extend(members.get(random.below(members.len())));
            }
            // Some alternatives are left out, and so are names and options of groups.
            '|' if random.below(2) == 0 => while chars.next_if(|c| !"|)".contains(*c)).is_some() {},
            '|' => line.clear(),
            '?' => while chars.next_if(|c| "imx:=!<>-".contains(*c)).is_some() {},
            '(' | ')' | '^' | '$' | '*' | '+' => {}
            c => line.push(c),
        }
    }
    line.push_str(["\n", " ", "x", "é\n"][random.below(4)]);
    line.replace('\n', " ") + "\n"
}
