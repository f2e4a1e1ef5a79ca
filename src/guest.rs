//! The boundary around libraries: what panics inside becomes a value that names what failed.
//!
//! Libraries parse what users write, and each has panicked on some input. One file's panic must not take the other
//! files' problems, the terminal or the old output with it. A panic hook keeps the place of each panic and prints
//! nothing by itself. What cannot be caught is absent: a stack that overflows ends the program, so whatever recurses
//! needs a limit of its own.

use std::any::Any;
use std::cell::Cell;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};
use std::sync::{Mutex, MutexGuard, Once, OnceLock, PoisonError};

use crate::diagnostic::{Code, Diagnostic};

#[cfg(not(panic = "unwind"))]
compile_error!(
    "helpsmith must be compiled with `panic = \"unwind\"`: it reports a panic as one file's problem"
);

/// Characters of a panic's message that are kept: some quote whole texts.
const MESSAGE_CHARS_MAX: usize = 160;

/// Panics whose places are kept until they are caught. More at once come from one defect, and share their places.
const PLACES_MAX: usize = 64;

/// What a library said when it panicked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Panicked {
    /// Its message, one line.
    pub message: String,
    /// The file and line in the source code that panicked; only known where [`watch`] has been called.
    pub location: Option<String>,
}

impl Panicked {
    /// Returns the problem to report: helpsmith failed while `doing` something.
    pub fn diagnostic(&self, doing: &str) -> Diagnostic {
        let place = self.location.as_deref().map_or_else(String::new, |place| format!(" and `{place}`"));
        Diagnostic::new(Code::InternalError, format!("helpsmith failed while {doing}: {}", self.message))
            .hint(format!("this is a defect of helpsmith: report it to the maintainers with the file{place}"))
    }
}

thread_local! {
    /// How many calls of `contained` this thread is in.
    static DEPTH: Cell<usize> = const { Cell::new(0) };
}

/// Panics on their way to whoever catches them. Threads of a pool panic in one place and are caught in another.
static ON_THE_WAY: Mutex<VecDeque<Panicked>> = Mutex::new(VecDeque::new());

/// The place that a test wants to fail.
static REHEARSED: OnceLock<String> = OnceLock::new();

/// Runs `work`; a panic inside is returned instead of ending the program.
///
/// What `work` changes outside of itself may be left half-done, so it should return its result.
pub fn contained<T>(work: impl FnOnce() -> T) -> Result<T, Panicked> {
    let within = Within::new();
    // Callers see nothing of what was interrupted: it is dropped with `work`.
    let outcome = catch_unwind(AssertUnwindSafe(work));
    drop(within);
    outcome.map_err(|payload| caught(&*payload))
}

/// As [`contained`], for work at a place that a test can make fail: see [`rehearse`].
pub fn contained_at<T>(place: &str, work: impl FnOnce() -> T) -> Result<T, Panicked> {
    contained(|| {
        fail_where_rehearsed(place);
        work()
    })
}

/// Makes [`contained_at`] panic at `place`, so that tests see what becomes of a panic. Only debug builds do it.
pub fn rehearse(place: String) {
    let _ = REHEARSED.set(place);
}

#[expect(clippy::panic, reason = "tests need a library that panics, and no library does so on purpose")]
fn fail_where_rehearsed(place: &str) {
    if cfg!(debug_assertions) && REHEARSED.get().is_some_and(|rehearsed| rehearsed == place) {
        panic!("rehearsed panic");
    }
}

/// Sees to it that no panic is printed as Rust would print it. Those that nobody catches are given to `uncaught`.
///
/// Threads of rayon hand their panics on to those who wait for them, so these count as caught.
pub fn watch(uncaught: fn(&Panicked)) {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        std::panic::set_hook(Box::new(move |info| {
            let panicked = seen(info);
            if DEPTH.get() > 0 || rayon::current_thread_index().is_some() {
                let mut places = on_the_way();
                places.truncate(PLACES_MAX - 1);
                places.push_front(panicked);
            } else {
                uncaught(&panicked);
            }
        }));
    });
}

/// Counts one call of `contained` for as long as it lasts.
struct Within;

impl Within {
    fn new() -> Self {
        DEPTH.set(DEPTH.get() + 1);
        Self
    }
}

impl Drop for Within {
    fn drop(&mut self) {
        DEPTH.set(DEPTH.get().saturating_sub(1));
    }
}

/// Returns a panic as the hook sees it.
fn seen(info: &PanicHookInfo<'_>) -> Panicked {
    let location = info.location().map(|place| format!("{}:{}", short(place.file()), place.line()));
    Panicked { message: message(info.payload()), location }
}

/// Returns a panic as its catcher sees it, with the place that the hook has kept.
fn caught(payload: &(dyn Any + Send)) -> Panicked {
    let message = message(payload);
    let mut places = on_the_way();
    let kept = places.iter().position(|one| one.message == message).and_then(|at| places.remove(at));
    kept.unwrap_or(Panicked { message, location: None })
}

fn message(payload: &(dyn Any + Send)) -> String {
    let whole = payload
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| payload.downcast_ref::<&str>().copied())
        .unwrap_or("no message");
    let line = whole.lines().next().unwrap_or_default();
    line.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).take(MESSAGE_CHARS_MAX).collect()
}

/// Returns the path of a source file from its crate on: where a computer keeps crates is nobody's business.
fn short(path: &str) -> String {
    let parts: Vec<&str> = path.split(['/', '\\']).collect();
    let crate_at = parts.iter().rposition(|part| *part == "src").map_or(0, |at| at.saturating_sub(1));
    parts.get(crate_at..).unwrap_or_default().join("/")
}

fn on_the_way() -> MutexGuard<'static, VecDeque<Panicked>> {
    ON_THE_WAY.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_returned_with_its_message() {
        let panicked = contained(|| -> u32 { panic!("no {} here\nand more", "luck") }).unwrap_err();
        assert_eq!(panicked.message, "no luck here");
        assert_eq!(contained(|| 2), Ok(2));
        assert_eq!(contained(|| std::panic::panic_any(7_u8)).unwrap_err().message, "no message");
        let long = contained(|| panic!("{}", "é".repeat(1_000))).unwrap_err().message;
        assert_eq!(long.chars().count(), MESSAGE_CHARS_MAX);
        assert_eq!(contained(|| panic!("a\u{1b}[31m")).unwrap_err().message, "a\u{fffd}[31m");
    }

    #[test]
    fn the_innermost_boundary_catches() {
        let outer = contained(|| {
            let inner = contained(|| panic!("inner"));
            (inner.unwrap_err().message, DEPTH.get())
        });
        assert_eq!(outer, Ok(("inner".to_owned(), 1)));
        assert_eq!(DEPTH.get(), 0);
    }

    #[test]
    fn a_panic_of_a_pool_reaches_who_waits_for_it() {
        use rayon::prelude::*;
        let sum = contained(|| {
            (0..64_u32)
                .into_par_iter()
                .map(|number| if number == 40 { panic!("forty") } else { number })
                .sum::<u32>()
        });
        assert_eq!(sum.unwrap_err().message, "forty");
    }

    #[test]
    fn a_place_is_named_from_its_crate_on() {
        let registry =
            "/home/me/.cargo/registry/src/index.crates.io-1949/pulldown-cmark-0.13.6/src/firstpass.rs";
        assert_eq!(short(registry), "pulldown-cmark-0.13.6/src/firstpass.rs");
        assert_eq!(short("src/corpus/mod.rs"), "src/corpus/mod.rs");
        assert_eq!(short(r"C:\crates\tera-2\src\a.rs"), "tera-2/src/a.rs");
        assert_eq!(short("a.rs"), "a.rs");
    }

    #[test]
    fn the_problem_says_what_failed_and_where() {
        let panicked = Panicked { message: "boom".to_owned(), location: Some("tera/src/a.rs:3".to_owned()) };
        let problem = panicked.diagnostic("reading the file");
        assert_eq!(problem.code, Code::InternalError);
        assert_eq!(problem.message, "helpsmith failed while reading the file: boom");
        assert!(problem.hints[0].ends_with("with the file and `tera/src/a.rs:3`"), "{:?}", problem.hints);
    }
}
