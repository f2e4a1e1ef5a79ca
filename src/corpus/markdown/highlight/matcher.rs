//! Tries patterns, and counts the work so that no block of code can take long.

use std::collections::HashMap;
use std::rc::Rc;

use onig::{MatchParam, Regex, Region, SearchOptions};

use super::pattern::{Pattern, compile};

/// Backtracking steps that a try may take, and the work this counts as for each byte of the rest of the line. The
/// first limit is enough for nearly all tries; where it was not, the try is repeated with the next. A pattern that
/// needs more than the last does not match.
///
/// A pattern can run over the rest of the line between two steps. Hardly any does so often: with many steps, a
/// sixteenth of them is closer to what a try takes. `log` takes a thousand steps at every other position of long lines.
const TRIES: [(u32, u64); 7] =
    [(16, 8), (64, 16), (256, 32), (1_024, 64), (4_096, 256), (16_384, 1_024), (65_536, 4_096)];
/// Work of a try besides.
const TRY_WORK: u64 = 256;
/// Work of filling in the references of a pattern and compiling it, for each byte.
const COMPILE_WORK: u64 = 512;
/// Work that a block may take: a tenth of a second or two on today's machines, for the worst code we could make up.
/// Of a thousand files of up to 64 KiB, only minified ones took more than half of it.
pub(super) const FUEL: u64 = 1 << 27;

/// The groups of a match that opened a context.
pub(super) type Groups = Rc<Vec<Option<String>>>;

/// The work that a block of code may still take. Counted in steps and never in seconds, so that equal code gets equal
/// colours on every machine.
pub(super) struct Fuel {
    left: u64,
}

impl Fuel {
    pub fn spend(&mut self, work: u64) {
        self.left = self.left.saturating_sub(work);
    }

    pub fn is_gone(&self) -> bool {
        self.left == 0
    }

    /// Returns the work done.
    pub fn spent(&self) -> u64 {
        FUEL - self.left
    }
}

/// Tries the patterns of one block.
pub(super) struct Matcher {
    /// The groups of the last match.
    pub region: Region,
    pub fuel: Fuel,
    /// Regexes of patterns whose references were filled in.
    filled: HashMap<String, Option<Regex>>,
}

impl Matcher {
    pub fn new() -> Self {
        Self { region: Region::with_capacity(8), fuel: Fuel { left: FUEL }, filled: HashMap::new() }
    }

    /// Returns the end of a match without groups whose length is known.
    pub fn matches_surely(&mut self, at: usize, length: usize) -> usize {
        self.region.clear();
        at + length
    }

    /// Returns the end of the match at `at`, if there is one. The search began at `start`.
    pub fn matches(
        &mut self,
        pattern: &'static Pattern,
        groups: Option<&Groups>,
        line: &str,
        (start, at): (usize, usize),
    ) -> Option<usize> {
        let regex = match groups.filter(|_| pattern.refers) {
            Some(groups) => {
                let text = with_groups(&pattern.text, groups);
                self.fuel.spend(TRY_WORK);
                if !self.filled.contains_key(&text) {
                    self.fuel.spend(text.len() as u64 * COMPILE_WORK);
                }
                self.filled.entry(text).or_insert_with_key(|text| compile(text)).as_ref()?
            }
            None => pattern.regex()?,
        };
        let searches = at > start && pattern.continues;
        let from = if searches { start } else { at };
        let rest = line.len().saturating_sub(from) as u64 + 1;
        for (retries, work) in TRIES {
            self.fuel.spend(TRY_WORK + rest * work);
            if self.fuel.is_gone() {
                return None;
            }
            let mut limits = MatchParam::default();
            limits.set_retry_limit_in_match(retries);
            let (none, region) = (SearchOptions::SEARCH_OPTION_NONE, Some(&mut self.region));
            // An error means that the limit was reached.
            if searches {
                // In a try at `at`, `\G` would match at `at`. It must match at `start`, so search from there.
                if let Ok(found) = regex.search_with_param(line, from, line.len(), none, region, limits) {
                    let whole = self.region.pos(0).filter(|(first, _)| found.is_some() && *first == at);
                    return whole.map(|(_, end)| end);
                }
            } else if let Ok(length) = regex.match_with_param(line, at, none, region, limits) {
                return length.map(|length| at + length);
            }
        }
        None
    }

    /// Returns the groups of the last match, which was on `line`.
    pub fn groups(&self, line: &str) -> Groups {
        let text =
            |group| self.region.pos(group).and_then(|(from, to)| line.get(from..to)).map(str::to_owned);
        Rc::new((0..self.region.len()).map(text).collect())
    }
}

/// Returns the pattern with the text of `groups` in place of the references to them.
fn with_groups(pattern: &str, groups: &[Option<String>]) -> String {
    let mut text = String::with_capacity(pattern.len());
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        let escaped = if c == '\\' { chars.next() } else { None };
        match escaped.and_then(|c| c.to_digit(10)) {
            Some(group) => {
                for c in groups.get(group as usize).into_iter().flatten().flat_map(|group| group.chars()) {
                    if r"\.+*?()|[]{}^$#&-~".contains(c) {
                        text.push('\\');
                    }
                    text.push(c);
                }
            }
            None => text.extend([Some(c), escaped].into_iter().flatten()),
        }
    }
    text
}
