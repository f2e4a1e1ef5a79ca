//! Times whole builds of the program on sites of growing size: `cargo bench --bench whole_build [SIZES]`.
//!
//! Prints a line for each size: without cache and old output, with a warm cache, over the same output, a check with a
//! warm cache, and a search of the output for leaks. The last column should not grow with the size.
#![expect(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::expect_used,
    reason = "a bench does I/O and may stop"
)]

mod site;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs};

fn main() {
    let sizes: Vec<usize> = env::args().filter_map(|argument| argument.parse().ok()).collect();
    println!("articles   cold [s]   warm [s]   same [s]  check [s]  leaks [s]   cold [ms/article]");
    for size in if sizes.is_empty() { vec![100, 1000, 4000] } else { sizes } {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (path, text) in site::files(size) {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
        let run = |arguments: &[&str]| run(folder.path(), arguments);
        let cold = run(&["build"]);
        let _ = fs::remove_dir_all(folder.path().join("dist"));
        let warm = run(&["build"]);
        let same = run(&["build"]);
        let check = run(&["check"]);
        let tree = folder.path().join("dist/public");
        let leaks = run(&["check", "--leaks", &tree.to_string_lossy()]);
        println!(
            "{size:>8} {:>10.2} {:>10.2} {:>10.2} {:>10.2} {:>10.2} {:>12.3}",
            cold.as_secs_f64(),
            warm.as_secs_f64(),
            same.as_secs_f64(),
            check.as_secs_f64(),
            leaks.as_secs_f64(),
            cold.as_secs_f64() * 1e3 / size as f64
        );
    }
}

fn run(site: &Path, arguments: &[&str]) -> Duration {
    let (command, options) = arguments.split_first().expect("a command");
    let start = Instant::now();
    let status = Command::new(env!("CARGO_BIN_EXE_helpsmith"))
        .arg(command)
        .arg(site)
        .args(options)
        .stderr(Stdio::null())
        .status()
        .expect("a program that starts");
    assert!(status.success(), "`{command}` failed");
    start.elapsed()
}
