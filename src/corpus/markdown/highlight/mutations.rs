//! Every grammar colours every block of code, and mutations of it, within a bound on its work.
//!
//! An ordinary run takes a sample of the blocks in this repository. `HELPSMITH_MUTATIONS=20` runs every grammar over
//! every block, also of the corpora in `HELPSMITH_CORPORA`, and 20 mutations of each; it also measures time:
//! `HELPSMITH_MUTATIONS=20 cargo test --release --lib highlight::mutations -- --nocapture`
#![expect(clippy::disallowed_methods, reason = "the long run reads its settings and the corpora")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{env, fs};

use super::grammars::grammars;
use super::languages::SLOW_GRAMMAR;
use super::matcher::FUEL;
use super::run::colour;
use super::sound::{patterns, sample};
use super::{CODE_BYTES_MAX, LINE_BYTES_MAX, fits};

/// An ordinary run takes one of so many pairs of a grammar and a block.
const SAMPLE_STEP: usize = 97;
/// The longest time for a block in a long run, and the longest for one that was made up to be slow.
const SLOW: Duration = Duration::from_millis(100);
const HANGING: Duration = Duration::from_secs(2);
/// Blocks of each language before times are measured.
const WARM_BLOCKS: usize = 40;

/// Repeats itself, and so do its failures.
pub(super) struct Random(pub u64);

impl Random {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }
}

/// Returns the different blocks of code in the Markdown files below `folders`.
pub(super) fn blocks(folders: &[PathBuf]) -> BTreeSet<String> {
    let files = folders.iter().flat_map(walkdir::WalkDir::new).flatten();
    let files = files.filter(|file| file.path().extension().is_some_and(|extension| extension == "md"));
    files.flat_map(|file| fenced(&fs::read_to_string(file.path()).unwrap_or_default())).collect()
}

fn fenced(text: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut open: Option<(&str, String)> = None;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        match &mut open {
            Some((fence, block)) if words.starts_with(*fence) => {
                blocks.push(std::mem::take(block));
                open = None;
            }
            Some((_, block)) => block.push_str(line),
            None if words.starts_with("```") => {
                let info = words.trim_start_matches('`');
                open = words.strip_suffix(info).map(|fence| (fence, String::new()));
            }
            None => {}
        }
    }
    blocks
}

/// Returns the folders with blocks: those of this repository, and the corpora in a long run.
pub(super) fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("docs"), root.join("example-site")];
    folders.extend(env::var_os("HELPSMITH_CORPORA").filter(|_| long().is_some()).map(PathBuf::from));
    folders
}

/// Returns how many mutations of each block a long run makes.
pub(super) fn long() -> Option<usize> {
    env::var("HELPSMITH_MUTATIONS").ok()?.parse().ok()
}

/// What opens and closes things in many languages, and what matches nothing.
const PIECES: [&str; 28] = [
    "/*",
    "*/",
    "//",
    "\"",
    "'",
    "`",
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    "<",
    ">",
    "</",
    "/>",
    "${",
    "#{",
    "{{",
    "{%",
    "<!--",
    "\\",
    "$",
    "@",
    "=>",
    "x /* c */",
    "<A\n /* c */\n b=\"c\"\n>",
    "\u{e9}",
];

/// Changes `code` in one to six places.
fn mutated(code: &str, random: &mut Random) -> String {
    let mut chars: Vec<char> = code.chars().collect();
    for _ in 0..=random.below(6) {
        let at = random.below(chars.len() + 1);
        let end = (at + random.below(12)).min(chars.len());
        match random.below(6) {
            0 => drop(chars.drain(at..end)),
            1 => chars.truncate(at),
            2 => {
                let part: Vec<char> = chars[at..end].iter().copied().cycle().take((end - at) * 8).collect();
                chars.splice(at..at, part).for_each(drop);
            }
            3 => chars.iter_mut().skip(at).filter(|c| **c == '\n').take(3).for_each(|c| *c = ' '),
            4 => chars[at..end].reverse(),
            _ => chars.splice(at..at, PIECES[random.below(PIECES.len())].chars()).for_each(drop),
        }
    }
    chars.into_iter().collect()
}

/// A text that was coloured, and what it took.
struct Run {
    work: u64,
    time: Duration,
    language: &'static str,
    code: String,
}

impl std::fmt::Display for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let start: String = self.code.chars().take(50).collect();
        write!(
            f,
            "{:?}, work {}, {} of {} bytes: {start:?}",
            self.time,
            self.work,
            self.language,
            self.code.len()
        )
    }
}

/// The runs that took the most, by one measure.
struct Top(fn(&Run) -> u128, Vec<Run>);

impl Top {
    fn add(&mut self, work: u64, time: Duration, language: &'static str, code: &str) {
        self.1.push(Run { work, time, language, code: code.to_owned() });
        self.1.sort_by_key(|run| std::cmp::Reverse(self.0(run)));
        self.1.truncate(10);
    }
}

// Issue 13, F1: no grammar takes long over any code.
#[test]
fn no_block_takes_more_than_its_work() {
    let blocks: Vec<String> = blocks(&folders()).into_iter().filter(|block| fits(block)).collect();
    let names: Vec<&str> = grammars().names().map(|(name, _)| name).collect();
    let mut random = Random(20_261_201);
    let (mut count, mut total) = (0_u64, Duration::ZERO);
    let mut slowest = Top(|run| run.time.as_nanos(), Vec::new());
    let mut hardest = Top(|run| u128::from(run.work), Vec::new());
    for pair in (0..blocks.len() * names.len()).step_by(if long().is_some() { 1 } else { SAMPLE_STEP }) {
        let (grammar, block) = (pair % names.len(), &blocks[pair / names.len()]);
        for copy in 0..=long().unwrap_or(1) {
            let code = if copy == 0 { block.clone() } else { mutated(block, &mut random) };
            let start = Instant::now();
            let (runs, work) = if fits(&code) { colour(grammars(), grammar, &code) } else { continue };
            let mut time = start.elapsed();
            // Other programs may have had the processor for a while.
            for _ in 0..5 {
                if time > SLOW / 5 {
                    let again = Instant::now();
                    colour(grammars(), grammar, &code);
                    time = time.min(again.elapsed());
                }
            }
            let covered = runs.iter().map(|(length, _)| *length as usize).sum::<usize>();
            assert!(covered == code.len() || work == FUEL, "{} leaves {code:?} half done", names[grammar]);
            assert!(work <= FUEL, "{} takes {work} over {code:?}", names[grammar]);
            // The first blocks of a language also unpack its grammar.
            if pair / names.len() > WARM_BLOCKS {
                (count, total) = (count + 1, total + time);
                slowest.add(work, time, names[grammar], &code);
                hardest.add(work, time, names[grammar], &code);
            }
        }
    }
    if long().is_some() {
        println!("{} blocks, {} grammars, {count} texts in {total:?}", blocks.len(), names.len());
        slowest.1.iter().for_each(|run| println!("slow: {run}"));
        hardest.1.iter().for_each(|run| println!("hard: {run}"));
        assert!(slowest.1[0].time < SLOW, "{} is too slow", slowest.1[0]);
    }
}

// Issue 13, F1: lines of one thing repeated are what grammars are worst at.
#[test]
fn no_made_up_block_takes_more_than_its_work() {
    let mut random = Random(77);
    let mut slowest = Top(|run| run.time.as_nanos(), Vec::new());
    for (number, (name, _)) in grammars().names().enumerate() {
        // An ordinary run has one block for every ninth grammar.
        if name == SLOW_GRAMMAR || long().is_none() && number % 9 > 0 {
            continue;
        }
        let patterns = patterns(number);
        for _ in 0..long().map_or(1, |mutations| mutations * 4) {
            let mut unit = String::new();
            for _ in 0..=random.below(2) {
                match patterns.get(random.below(patterns.len() * 2)) {
                    Some(pattern) => unit.push_str(sample(pattern, &mut random).trim_end()),
                    None => unit.push_str(PIECES[random.below(PIECES.len())]),
                }
            }
            let line = unit.replace('\n', " ").repeat((LINE_BYTES_MAX - 1) / unit.len().max(1)) + "\n";
            let code = line.repeat(if long().is_some() { CODE_BYTES_MAX / line.len() } else { 2 });
            let start = Instant::now();
            let work = colour(grammars(), number, &code).1;
            slowest.add(work, start.elapsed(), name, &code);
            assert!(work <= FUEL, "{name} takes {work} over {unit:?}");
        }
    }
    if long().is_some() {
        slowest.1.iter().for_each(|run| println!("made up: {run}"));
        assert!(slowest.1[0].time < HANGING, "{} hangs", slowest.1[0]);
    }
}
