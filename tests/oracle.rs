//! The third lock: what a reader of the manual expects of a site, and what is built, are the same.
//!
//! Sites are made by chance, with a word of its own in every place. From the sentences of the manual alone
//! (`oracle/manual.rs`) follows which of these words each audience finds, and on which pages; all others must be in no
//! byte of its tree. `HELPSMITH_SITES=2000 cargo test --release --test oracle` tries more of them; `HELPSMITH_SEED`
//! begins elsewhere. A site that fails is made as small as it gets before it is shown.
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "tests do I/O, and a broken machine may stop them"
)]

#[path = "oracle/generate.rs"]
mod generate;
#[path = "support/index.rs"]
mod index;
#[path = "oracle/manual.rs"]
mod manual;
#[path = "rebuild/random.rs"]
mod random;
#[path = "oracle/shrink.rs"]
mod shrink;
#[path = "oracle/site.rs"]
mod site;
#[path = "oracle/tree.rs"]
mod tree;
#[path = "oracle/wider.rs"]
mod wider;
#[path = "oracle/writing.rs"]
mod writing;

use std::collections::BTreeSet;
use std::env;

use helpsmith::corpus::CodeMemo;
use helpsmith::pipeline::Memos;
use manual::{Promise, Target};
use rayon::prelude::*;
use site::{AUDIENCES, Marker, Site};
use tree::{Built, Tree};

/// Sites of an ordinary run.
const SITES: u64 = 200;
const SEED: u64 = 20_261_201;
/// Of every so many sites one tree is written to disk as a whole, and looked at by `check --leaks`.
const WRITTEN: u64 = 20;

/// How a tree is not what the manual says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fault {
    /// It holds what its readers may not see.
    Shown,
    /// It lacks what they may.
    Missing,
    /// It is not built, or `check --leaks` finds something.
    Refused,
    /// It is built, although something in it leaves open who may see it.
    Accepted,
}

#[test]
fn a_tree_holds_what_the_manual_says_and_nothing_else() {
    let number =
        |name: &str, default| env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default);
    let (sites, first): (u64, u64) = (number("HELPSMITH_SITES", SITES), number("HELPSMITH_SEED", SEED));
    let memos = Memos::for_many(CodeMemo::default());
    let seeds: Vec<u64> = (first..first + sites).collect();
    let failed =
        seeds.par_iter().find_first(|seed| fault(&generate::site(**seed), &memos, written(**seed)).is_some());
    if let Some(seed) = failed {
        let on_disk = written(*seed);
        let small = shrink::smallest(generate::site(*seed), |site| {
            fault(site, &memos, on_disk).map(|(fault, _)| fault)
        });
        let (fault, words) = fault(&small, &memos, on_disk).expect("it failed before");
        let files: Vec<String> =
            small.files().iter().map(|(path, text)| format!("-- {path} --\n{text}")).collect();
        assert_eq!(
            format!("{fault:?}: {words}"),
            "",
            "with `HELPSMITH_SEED={seed} HELPSMITH_SITES=1`:\n{}",
            files.join("\n")
        );
    }
}

/// The oracle itself: what it promises differs from one reader to the next, and most sites can be built.
#[test]
fn the_sites_hide_and_show_enough() {
    let (mut hidden, mut shown, mut refused) = (0, 0, 0);
    for seed in SEED..SEED + SITES {
        let site = generate::site(seed);
        let all = markers(&site);
        if !wider::sections(&site).is_empty() || !wider::articles(&site).is_empty() {
            refused += 1;
            continue;
        }
        for target in targets(seed) {
            let visible = manual::promise(&site, &target).visible;
            shown += visible.len();
            hidden += all.difference(&visible).count();
        }
    }
    let all = usize::try_from(SITES).expect("a small number");
    assert!(refused > 0 && refused < all / 4, "{refused} sites are errors");
    assert!(hidden > 40 * all && shown > 40 * all, "{hidden} words are hidden, {shown} shown");
}

/// Returns which target's tree of a site is written to disk, if any.
fn written(seed: u64) -> Option<usize> {
    let is_written = seed.is_multiple_of(WRITTEN);
    is_written.then(|| usize::try_from(seed / WRITTEN % 5).expect("a small number"))
}

/// Returns every audience on an ordinary day, and one of them with drafts on a later one.
fn targets(seed: u64) -> Vec<Target> {
    let mut targets: Vec<Target> =
        (0..AUDIENCES.len()).map(|audience| Target { audience, date: "2026-01-15", drafts: false }).collect();
    let audience = usize::try_from(seed % 4).expect("a small number");
    targets.push(Target { audience, date: "2026-02-10", drafts: !seed.is_multiple_of(3) });
    targets
}

/// Returns all markers of a site.
fn markers(site: &Site) -> BTreeSet<Marker> {
    let mut all = BTreeSet::new();
    for (path, text) in site.files() {
        Marker::find(path.as_bytes(), |marker| {
            all.insert(marker);
        });
        Marker::find(text.as_bytes(), |marker| {
            all.insert(marker);
        });
    }
    all
}

/// Returns how a site is not built as the manual says, for the first target for which it is not.
fn fault(site: &Site, memos: &Memos, on_disk: Option<usize>) -> Option<(Fault, String)> {
    let built = Built::new(&site.files(), memos);
    let is_wider = !wider::sections(site).is_empty() || !wider::articles(site).is_empty();
    let seed = u64::try_from(site.folders.len() + site.articles.len()).expect("a small number");
    for (at, target) in targets(seed).into_iter().enumerate() {
        let name = format!(
            "{} on {}{}",
            AUDIENCES[target.audience].0,
            target.date,
            if target.drafts { " with drafts" } else { "" }
        );
        match built.tree(&target, on_disk == Some(at)) {
            Ok(_) if is_wider => return Some((Fault::Accepted, format!("for {name}"))),
            Ok(tree) => {
                if let Some((fault, words)) = compare(site, &manual::promise(site, &target), &tree) {
                    return Some((fault, format!("for {name}: {words}")));
                }
            }
            Err(errors) if is_wider && errors.iter().all(|error| error.starts_with("wider-audience")) => {}
            Err(errors) => return Some((Fault::Refused, format!("for {name}: {}", errors.join("; ")))),
        }
    }
    None
}

/// Returns how a tree is not as promised.
fn compare(site: &Site, promise: &Promise, tree: &Tree) -> Option<(Fault, String)> {
    for marker in markers(site).difference(&promise.visible) {
        if let Some(paths) = tree.markers.get(marker) {
            return Some((Fault::Shown, format!("`{}` is in {paths:?}", marker.word())));
        }
    }
    let is_in =
        |marker: &Marker, path: &str| tree.markers.get(marker).is_some_and(|paths| paths.contains(path));
    for (path, markers) in &promise.on_pages {
        if !tree.paths.contains(path) {
            return Some((Fault::Missing, format!("there is no `{path}`")));
        }
        if let Some(marker) = markers.iter().find(|marker| !is_in(marker, path)) {
            return Some((Fault::Missing, format!("`{path}` lacks `{}`", marker.word())));
        }
    }
    for path in tree.paths.iter().filter(|path| path.contains("/art-") || path.starts_with("art-")) {
        if path.ends_with("/index.html") && !promise.on_pages.contains_key(path) {
            return Some((Fault::Shown, format!("there is a `{path}`")));
        }
    }
    for marker in &promise.somewhere {
        if !tree.markers.contains_key(marker) {
            return Some((Fault::Missing, format!("`{}` is nowhere", marker.word())));
        }
    }
    for (path, marker) in &promise.files {
        if !is_in(marker, path) {
            return Some((Fault::Missing, format!("`{path}` lacks `{}`", marker.word())));
        }
    }
    let is_list = |path: &&String| {
        let is_page = path.ends_with("index.html") && !path.contains("art-");
        is_page || path.ends_with("feed.xml") || path.ends_with("sitemap.xml")
    };
    for marker in &promise.unlisted {
        if let Some(path) = tree.markers.get(marker).and_then(|paths| paths.iter().find(is_list)) {
            return Some((Fault::Shown, format!("archived `{}` is in the list `{path}`", marker.word())));
        }
    }
    None
}
