//! Runs a grammar over a block of code, with a bound on everything it does.

use super::grammars::Grammars;
use super::matcher::{Groups, Matcher};
use super::paint::{Paint, Runs};
use super::pattern::{Context, Operation, Pattern};
use super::prefix::{CONTINUED, DEPTH, EDGE, Set, symbol};
use super::stored::Id;
use super::table::Table;

/// Contexts on the stack. A match that would add more does not count.
const LEVELS_MAX: usize = 100;
/// Work of looking at a position, for each table of patterns.
const LOOK_WORK: u64 = 8;
/// Empty matches at one position from which on circles are looked for.
const STILL_MIN: usize = 8;
/// Empty matches at one position after which the next one is skipped in any case.
const STILL_MAX: usize = 1000;

/// Returns the runs of `code` and the work it took. Text that the runs do not reach is plain.
pub(super) fn colour(grammars: &'static Grammars, grammar: usize, code: &str) -> (Runs, u64) {
    let mut runs = Runs::new();
    let Some(start) = grammars.loaded(grammar).map(|loaded| loaded.start) else { return (runs, 0) };
    let mut block = Block::new(grammars, start);
    for line in code.split_inclusive('\n') {
        block.line(line);
        if block.matcher.fuel.is_gone() {
            break;
        }
        runs.append(&mut block.paint.next_line());
    }
    (runs, block.matcher.fuel.spent())
}

/// A context on the stack.
#[derive(Clone, PartialEq)]
struct Level {
    context: Id,
    /// Contexts whose patterns also count in this level and in those above it, up to the next fence.
    prototypes: Vec<Id>,
    /// The groups of the match that opened it, if a pattern refers to them.
    groups: Option<Groups>,
    /// Whether prototypes of the levels below do not count here.
    fence: bool,
}

struct Block<'a> {
    grammars: &'static Grammars,
    line: &'a str,
    /// The symbols of the line, with the edge before and after it.
    symbols: Vec<u8>,
    /// For each position, the symbols from there to the end of the line.
    ahead: Vec<Set>,
    levels: Vec<Level>,
    paint: Paint,
    matcher: Matcher,
}

/// Which empty matches do not count.
#[derive(Clone, Copy, PartialEq)]
enum Barred {
    None,
    Pops,
    All,
}

enum Found {
    /// The pattern, whether it came from a `with_prototype`, and where the match is.
    Match(&'static Pattern, bool, (usize, usize)),
    /// There are only barred ones.
    Barred,
    Nothing,
}

/// Notices that empty matches lead round in a circle.
#[derive(Default)]
struct Guard {
    /// Empty matches since the position last moved.
    still: usize,
    /// Where an empty match has pushed a context, and the height of the stack then.
    pushed: (usize, usize),
    /// The state that later ones are compared with.
    seen: Option<((usize, usize), Vec<Level>)>,
}

impl Guard {
    /// Returns what to bar at `at` before the search: a pop right after a push would undo it, as syntect knows.
    fn before(&self, at: usize, levels: &[Level]) -> Barred {
        if self.pushed == (at, levels.len()) { Barred::Pops } else { Barred::None }
    }

    /// Returns what to bar after another match. Whether a state came back is found by Brent's method: it is compared
    /// with the one after the last power of two of matches, so any circle is noticed with one state kept.
    fn after(&mut self, levels: &[Level]) -> Barred {
        if self.still < STILL_MIN {
            return Barred::None;
        }
        let same = |(pushed, seen): &(_, Vec<Level>)| *pushed == self.pushed && seen == levels;
        let circle = self.still > STILL_MIN && self.seen.as_ref().is_some_and(same);
        if circle || self.still > STILL_MAX {
            self.still = 0;
            return Barred::All;
        }
        if self.still.is_power_of_two() {
            self.seen = Some((self.pushed, levels.to_vec()));
        }
        Barred::None
    }
}

impl<'a> Block<'a> {
    fn new(grammars: &'static Grammars, start: Id) -> Self {
        let mut paint = Paint::default();
        paint
            .open(grammars.context(start).map_or(&[][..], |context| context.content.get(..1).unwrap_or(&[])));
        let level = Level { context: start, prototypes: Vec::new(), groups: None, fence: true };
        let (symbols, ahead) = (Vec::new(), Vec::new());
        Self { grammars, line: "", symbols, ahead, levels: vec![level], paint, matcher: Matcher::new() }
    }

    /// Colours the next line.
    fn line(&mut self, line: &'a str) {
        self.read(line);
        let mut at = 0;
        let mut guard = Guard::default();
        let mut barred = Barred::None;
        while !self.levels.is_empty() && !self.matcher.fuel.is_gone() {
            if barred == Barred::None {
                barred = guard.before(at, &self.levels);
            }
            match self.find(at, barred) {
                Found::Nothing => break,
                Found::Barred => {
                    at += line.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
                    if at >= line.len() {
                        break;
                    }
                    guard.still = 0;
                }
                Found::Match(pattern, borrowed, (from, to)) => {
                    if to > at {
                        guard.still = 0;
                    } else {
                        guard.still += 1;
                        if matches!(pattern.operation, Operation::Push(_)) {
                            guard.pushed = (to, self.levels.len() + 1);
                        }
                    }
                    at = to;
                    self.apply(pattern, borrowed, (from, to));
                }
            }
            barred = guard.after(&self.levels);
        }
        self.paint.reach(line.len());
    }

    /// Takes the line apart into symbols.
    fn read(&mut self, line: &'a str) {
        self.line = line;
        self.symbols.clear();
        self.symbols.extend([EDGE].into_iter().chain(line.bytes().map(symbol)).chain([EDGE; DEPTH]));
        self.ahead.clear();
        self.ahead.extend(self.symbols.iter().skip(1).rev().scan(Set::NONE, |ahead, symbol| {
            *ahead = ahead.with(*symbol);
            Some(*ahead)
        }));
        self.ahead.reverse();
    }

    /// Returns the first match from `start` on; of several at one position, that of the first pattern.
    fn find(&mut self, start: usize, barred: Barred) -> Found {
        let sources = sources(self.grammars, &self.levels);
        let full = self.levels.len() >= LEVELS_MAX;
        // Patterns that match nothing and do nothing; they are not tried again.
        let mut idle: Vec<*const Pattern> = Vec::new();
        let places = self.symbols.windows(DEPTH + 1).zip(&self.ahead).enumerate();
        for (at, (symbols, ahead)) in places.skip(start) {
            let Ok(symbols) = <[u8; DEPTH + 1]>::try_from(symbols) else { continue };
            if symbols[1] == CONTINUED {
                continue;
            }
            self.matcher.fuel.spend(LOOK_WORK * sources.len() as u64);
            let mut only_barred = false;
            for source in &sources {
                for pattern in source.table.candidates(symbols) {
                    let is_idle = idle.contains(&std::ptr::from_ref(pattern));
                    if full && pattern.operation.grows() || is_idle || !pattern.prefix().needs.meets(*ahead) {
                        continue;
                    }
                    let end = match pattern.prefix().length(symbols).filter(|_| pattern.captures.is_empty()) {
                        Some(length) => Some(self.matcher.matches_surely(at, length)),
                        None => self.matcher.matches(pattern, source.groups, self.line, (start, at)),
                    };
                    let Some(end) = end else { continue };
                    match (&pattern.operation, barred) {
                        (Operation::Stay, _) if end == at => idle.push(pattern),
                        (Operation::Pop, Barred::Pops) | (_, Barred::All) if end <= start => {
                            only_barred = true
                        }
                        _ => return Found::Match(pattern, source.borrowed, (at, end)),
                    }
                }
            }
            if only_barred {
                return Found::Barred;
            }
            if self.matcher.fuel.is_gone() {
                break;
            }
        }
        Found::Nothing
    }

    /// Colours a match, and changes the stack as its pattern says.
    fn apply(&mut self, pattern: &'static Pattern, borrowed: bool, (from, to): (usize, usize)) {
        let Some(old) = self.levels.last().and_then(|level| self.grammars.context(level.context)) else {
            return;
        };
        let (targets, sets) = match &pattern.operation {
            Operation::Push(to) => (to.as_slice(), false),
            Operation::Set(to) => (to.as_slice(), true),
            Operation::Pop | Operation::Stay => (&[][..], false),
        };
        let targets: Vec<(Id, &'static Context)> =
            targets.iter().filter_map(|id| Some((*id, self.grammars.context(*id)?))).collect();
        let pops = matches!(pattern.operation, Operation::Pop);
        let paint = &mut self.paint;
        paint.reach(from);
        if pops {
            paint.close(old.content.len());
        } else if sets {
            paint.restore(old.clear);
        }
        for (_, context) in &targets {
            if !sets {
                paint.clear(context.clear);
            }
            paint.open(&context.meta);
        }
        paint.open(&pattern.scope);
        paint.captures(&pattern.captures, &self.matcher.region);
        paint.reach(to);
        paint.close(pattern.scope.len());
        if pops {
            paint.close(old.meta.len());
            paint.restore(old.clear);
            self.levels.pop();
        } else if !targets.is_empty() {
            self.enter(pattern, &targets, sets.then_some(old), borrowed);
        }
    }

    /// Puts `targets` on the stack, in the place of `old` if there is one.
    fn enter(
        &mut self,
        pattern: &'static Pattern,
        targets: &[(Id, &'static Context)],
        old: Option<&Context>,
        borrowed: bool,
    ) {
        let paint = &mut self.paint;
        // The text of a context is in its content scopes; the matches that open and close it are not.
        paint.close(targets.iter().map(|(_, context)| context.meta.len()).sum());
        let mut replaced = None;
        if let Some(old) = old {
            replaced = self.levels.pop();
            paint.close(old.content.len() + old.meta.len());
        }
        for (_, context) in targets {
            if old.is_some() {
                paint.clear(context.clear);
            }
            paint.open(&context.meta);
            paint.open(&context.content);
        }
        let (mut prototypes, mut fence) =
            replaced.map_or((Vec::new(), borrowed && old.is_none()), |level| (level.prototypes, level.fence));
        for (place, (id, context)) in (1..).zip(targets) {
            let mut prototypes = std::mem::take(&mut prototypes);
            prototypes.extend(pattern.with_prototype.filter(|_| place == targets.len()));
            let refers = |id: &Id| self.grammars.context(*id).is_some_and(|context| context.refers);
            let needed = context.refers || prototypes.iter().any(refers);
            let groups = needed.then(|| self.matcher.groups(self.line));
            self.levels.push(Level { context: *id, prototypes, groups, fence: std::mem::take(&mut fence) });
        }
    }
}

/// Patterns that count at the top of the stack.
struct Source<'a> {
    table: &'static Table,
    groups: Option<&'a Groups>,
    /// Whether they come from a `with_prototype`.
    borrowed: bool,
}

/// Returns what counts at the top of the stack, in order.
fn sources<'a>(grammars: &'static Grammars, levels: &'a [Level]) -> Vec<Source<'a>> {
    let fence = levels.iter().rposition(|level| level.fence).unwrap_or(0);
    let mut sources = Vec::new();
    for level in levels.iter().skip(fence) {
        let tables = level.prototypes.iter().filter_map(|id| grammars.table(*id, false));
        sources.extend(tables.map(|table| Source { table, groups: level.groups.as_ref(), borrowed: true }));
    }
    let top = levels.last().and_then(|top| Some((grammars.table(top.context, true)?, top.groups.as_ref())));
    sources.extend(top.map(|(table, groups)| Source { table, groups, borrowed: false }));
    sources
}
