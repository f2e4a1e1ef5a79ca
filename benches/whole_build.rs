//! Times whole builds of the program on sites of growing size: `cargo bench --bench whole_build [SIZES]`.
//!
//! Prints a line for each size: without cache and old output, with a warm cache, and over the same output.
//! The last column should not grow with the size.
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
    println!("articles   cold [s]   warm [s]   same [s]   cold [ms/article]");
    for size in if sizes.is_empty() { vec![100, 1000, 4000] } else { sizes } {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (path, text) in site::files(size) {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
        let cold = build(folder.path());
        let _ = fs::remove_dir_all(folder.path().join("dist"));
        let warm = build(folder.path());
        let same = build(folder.path());
        println!(
            "{size:>8} {:>10.2} {:>10.2} {:>10.2} {:>12.3}",
            cold.as_secs_f64(),
            warm.as_secs_f64(),
            same.as_secs_f64(),
            cold.as_secs_f64() * 1e3 / size as f64
        );
    }
}

fn build(site: &Path) -> Duration {
    let start = Instant::now();
    let status = Command::new(env!("CARGO_BIN_EXE_helpsmith"))
        .arg("build")
        .arg(site)
        .stderr(Stdio::null())
        .status()
        .expect("a program that starts");
    assert!(status.success(), "the build failed");
    start.elapsed()
}
