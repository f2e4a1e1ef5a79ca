//! Whatever one writer lets through into a tree, `check --leaks` finds, and it is silent about all else.

mod support;

#[path = "leaks/honest.rs"]
mod honest;
#[path = "leaks/walls.rs"]
mod walls;
#[path = "leaks/ways.rs"]
mod ways;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use support::{Outcome, Site};

const DATE: &str = "2026-01-15";

const SITE: &str = include_str!("leaks/site.txt");

/// What agents get and the public must not: one file for each writer.
const FOR_AGENTS: [&str; 41] = [
    "index.html",
    "index.md",
    "404.html",
    "sitemap.xml",
    "llms.txt",
    "feed.xml",
    "desk/feed.xml",
    "_redirects",
    "_redirects.json",
    "_redirects.nginx",
    "desk/index.html",
    "desk/index.md",
    "desk/limits/index.html",
    "desk/limits/index.md",
    "desk/limits/index.html.gz",
    "desk/limits/index.html.br",
    "billing/pay/index.html",
    "billing/pay/index.md",
    "labels/index.html",
    "labels/payments/index.html",
    "labels/internal-handling/index.html",
    "old/ceilings/index.html",
    "kb/give-back/index.html",
    "search/index.html",
    "fa/index.html",
    "fa/404.html",
    "fa/llms.txt",
    "fa/desk/index.html",
    "fa/desk/limits/index.html",
    "fa/desk/limits/index.md",
    "_/search/en/manifest.json",
    "_/search/en/manifest.js",
    "_/search/en/t0.bin",
    "_/search/en/t0.js",
    "_/search/en/d0.bin",
    "_/search/en/d0.js",
    "_/search/en/s0.bin",
    "_/search/en/bets.bin",
    "_/search/en/elasticlunr.json",
    "_/search/fa/t0.bin",
    "_/search/fa/elasticlunr.json",
];

/// What is in a build with drafts, and must not be in one without.
const WITH_DRAFTS: [&str; 4] =
    ["billing/index.html", "billing/prices/index.html", "_/search/en/t0.bin", "_/search/en/elasticlunr.json"];

type Tree = BTreeMap<String, Vec<u8>>;

/// The site, and what a build of it writes for each target.
struct Trees {
    site: Site,
    public: Tree,
    agents: Tree,
    drafts: Tree,
}

impl Trees {
    #[track_caller]
    fn new() -> Self {
        let site = Site::new(SITE);
        site.run(&["build", "--audience", "all", "--date", DATE]).ok();
        site.run(&["build", "--drafts", "-o", "dist/drafts", "--date", DATE]).ok();
        let tree = |name: &str| {
            let mut tree = site.tree(&format!("dist/{name}"));
            assert!(tree.remove(".helpsmith.json").is_some(), "`{name}` has no manifest");
            tree
        };
        Self { public: tree("public"), agents: tree("agents"), drafts: tree("drafts"), site }
    }

    /// Scans a tree that lies in a folder of its own beside that of the site.
    #[track_caller]
    fn scan(&self, tree: &Tree, manifest: &str, options: &[&str]) -> Outcome {
        let place = Site::new("");
        for (path, bytes) in tree {
            place.file(&format!("tree/{path}"), bytes);
        }
        place.file("tree/.helpsmith.json", manifest);
        self.scan_folder(&place.folder().join("tree"), options)
    }

    #[track_caller]
    fn scan_folder(&self, folder: &Path, options: &[&str]) -> Outcome {
        let folder = folder.to_string_lossy();
        let asked = ["check", "--leaks", &folder, "--date", DATE];
        self.site.run(&[&asked, options].concat())
    }

    /// Puts one file into the public tree, as if its writer had written it so, and asserts that it is found.
    #[track_caller]
    fn leaks(&self, path: &str, bytes: &[u8]) {
        let mut tree = self.public.clone();
        tree.insert(path.to_owned(), bytes.to_vec());
        let scanned = self.scan(&tree, &manifest("public", &tree), &[]);
        scanned.fails(1).says("error[leak]").says(&format!("error[leak]: `{path}` "));
        scanned.silent_about("changed-output");
    }

    /// The same for a file of a tree that shows more.
    #[track_caller]
    fn leaks_from(&self, tree: &Tree, path: &str) {
        let bytes = tree.get(path);
        assert!(bytes.is_some(), "there is no `{path}` to be leaked, only {:?}", tree.keys());
        self.leaks(path, bytes.map_or(b"", Vec::as_slice));
    }

    /// Returns a page of the public with a text before its end.
    fn page_with(&self, path: &str, planted: &str) -> String {
        let page = self.public.get(path).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        page.unwrap_or_default().replace("</main>", &format!("{planted}</main>"))
    }
}

/// Returns the manifest that helpsmith would have written for a tree.
fn manifest(audience: &str, tree: &Tree) -> String {
    let digest = |bytes: &[u8]| blake3::hash(bytes).to_hex().chars().take(32).collect::<String>();
    let files: BTreeMap<&str, String> =
        tree.iter().map(|(path, bytes)| (path.as_str(), digest(bytes))).collect();
    serde_json::json!({"helpsmith": 1, "audience": audience, "files": files}).to_string()
}

#[test]
fn what_a_build_writes_passes() {
    let trees = Trees::new();
    let dist = trees.site.folder().join("dist");
    for (name, options) in [
        ("public", &[][..]),
        ("public", &["--audience", "public"]),
        ("agents", &["--audience", "agents"]),
        ("drafts", &["--drafts"]),
    ] {
        trees.scan_folder(&dist.join(name), options).ok().says("nothing is there that they may not see");
    }
    trees.scan(&trees.public, &manifest("public", &trees.public), &[]).ok();
}

#[test]
fn each_writer_that_forgets_an_audience_is_found() {
    let trees = Trees::new();
    for path in FOR_AGENTS {
        trees.leaks_from(&trees.agents, path);
    }
}

#[test]
fn each_writer_that_forgets_a_state_is_found() {
    let trees = Trees::new();
    for path in WITH_DRAFTS {
        trees.leaks_from(&trees.drafts, path);
    }
    let scanned = trees.scan(&trees.drafts, &manifest("public", &trees.drafts), &[]);
    scanned.fails(1).says("error[leak]: `billing/prices/index.html` ");
}

#[test]
fn pictures_for_agents_are_found_by_their_bytes_and_by_their_names() {
    let trees = Trees::new();
    for (name, bytes) in
        [("ceiling-table", "another picture for agents\n"), ("overdraft-form", "picture for agents\n")]
    {
        let mut paths = trees.agents.keys().filter(|path| path.starts_with(&format!("_/{name}.")));
        let path = paths.next().map_or("", String::as_str);
        trees.leaks_from(&trees.agents, path);
        trees.leaks("_/image.0123456789.png", bytes.as_bytes());
        trees.leaks(&format!("_/{name}.0123456789.png"), b"other bytes");
    }
}

#[test]
fn a_single_spot_is_found() {
    let trees = Trees::new();
    for planted in [
        "<p>Ask Thaddeus.</p>",
        "<p>The code of the day is <b>xylo</b>phone.</p>",
        "<p>You can <em>move</em> the day of it, or move the day of an&nbsp;invoice&#32;to us.</p>",
        "<!-- How much an agent may give back without asking. -->",
        "<!-- <p>Escalation&nbsp;desk</p> -->",
        "<img src=\"/x.png\" alt=\"Refund ceilings\">",
        "<a href=\"/desk/limits/\">this</a>",
        "<a href=\"../../desk/limits/index.html#top\">this</a>",
        "<a href=\"https://help.example.com/fa/desk/\">this</a>",
        "<a href=\"/labels/internal-handling/\">this</a>",
        "<a href=\"/old/ceilings/\">this</a>",
        "<span data-search=\"Refund%20ceilings\"></span>",
        "<script type=\"application/ld+json\">{\"name\": \"Refund \\u0063eilings\"}</script>",
        "<script>const a = \"How much an agent may give back\";</script>",
        "<p>سقف بازپرداخت</p>",
    ] {
        trees.leaks("billing/pay/index.html", trees.page_with("billing/pay/index.html", planted).as_bytes());
    }
    trees.leaks("404.html", trees.page_with("404.html", "<p>For those who answer.</p>").as_bytes());
    trees.leaks("styles.css", b"/* How much an agent may give back without asking */");
    trees.leaks("refund-ceilings.txt", b"");
    trees.leaks("desk/limits/empty.txt", b"Escalation desk");
}

#[test]
fn a_packed_twin_that_says_more_than_its_file_is_found() {
    let trees = Trees::new();
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(b"<p>Ask Thaddeus.</p>").expect("bytes in memory");
    let packed = packer.finish().expect("bytes in memory");
    trees.leaks("billing/pay/index.html.gz", &packed);
    for path in ["billing/pay/index.html.br", "index.html.gz", "_/search/en/elasticlunr.json.br"] {
        trees.leaks_from(&trees.agents, path);
    }
    let mut tree = trees.public.clone();
    tree.insert("index.html.gz".to_owned(), b"\x1f\x8bno".to_vec());
    let scanned = trees.scan(&tree, &manifest("public", &tree), &[]);
    scanned.fails(1).says("error[unreadable-file]: `index.html.gz` ");
}

#[test]
fn public_words_in_a_new_order_are_no_leak() {
    let trees = Trees::new();
    for planted in [
        "<p>Pay an invoice by card, or choose transfer: we can move the day.</p>",
        "<ul><li>Billing</li><li>Pay later</li><li>ceilings</li></ul>",
        "<p class=\"refund ceilings\">Welcome, Acme Help! January 12, 2026</p>",
        "<a href=\"/billing/pay/#pay-later\">Pay</a>",
    ] {
        let mut tree = trees.public.clone();
        let page = trees.page_with("billing/pay/index.html", planted);
        tree.insert("billing/pay/index.html".to_owned(), page.into_bytes());
        trees.scan(&tree, &manifest("public", &tree), &[]).ok();
    }
}

#[test]
fn the_wrong_audience_is_refused() {
    let trees = Trees::new();
    let dist = trees.site.folder().join("dist");
    let scanned = trees.scan_folder(&dist.join("agents"), &["--audience", "public"]);
    scanned.fails(1).says("error[wrong-audience]").says("--audience public");
    let scanned = trees.scan(&trees.public, &manifest("agent", &trees.public), &[]);
    scanned.fails(1).says("error[unknown-audience]").says("did you mean `agents`?");
    trees.scan_folder(&dist.join("public"), &["--audience", "all"]).fails(2);
}

#[test]
fn a_tree_that_is_not_as_it_was_written_is_refused() {
    let trees = Trees::new();
    let listed = manifest("public", &trees.public);
    let mut changed = trees.public.clone();
    changed.insert("index.html".to_owned(), b"<p>Welcome to Acme.</p>".to_vec());
    changed.insert("more/index.html".to_owned(), b"<p>Welcome to Acme.</p>".to_vec());
    changed.remove("note.txt");
    let scanned = trees.scan(&changed, &listed, &[]);
    scanned.fails(1).says("error[changed-output]: `index.html` is not as").silent_about("error[leak]");
    scanned.says("`more/index.html` is not in the tree's manifest").says("`note.txt` is missing");
    trees.scan(&trees.public, "{", &[]).fails(1).says("error[changed-output]");
    trees.scan_folder(Path::new("nowhere"), &[]).fails(1).says("error[changed-output]");
}

#[cfg(unix)]
#[test]
fn a_link_in_a_tree_is_refused() {
    let trees = Trees::new();
    let dist = trees.site.folder().join("dist/public");
    std::os::unix::fs::symlink("/etc/passwd", dist.join("link.txt")).expect("a link that can be made");
    let scanned = trees.scan_folder(&dist, &[]);
    scanned.fails(1).says("error[changed-output]: `link.txt` is a symbolic link");
}

#[test]
fn a_leak_is_told_with_the_place_that_it_comes_from() {
    let trees = Trees::new();
    let mut tree = trees.public.clone();
    let page = trees.page_with("billing/pay/index.html", "<p>Ask Thaddeus.</p>");
    tree.insert("billing/pay/index.html".to_owned(), page.into_bytes());
    trees
        .scan(&tree, &manifest("public", &tree), &[])
        .fails(1)
        .says("`billing/pay/index.html` holds `Thaddeus`, which `public` may not see")
        .says("content/desk/limits.md:8:69")
        .says("do not publish this tree");
}

#[test]
fn the_samples_have_no_leak() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (name, audiences) in [("example-site", &["public", "agents"][..]), ("docs", &["public"])] {
        let site = Site::copy_of(&root.join(name));
        for audience in audiences {
            site.run(&["build", "--audience", audience, "--date", "2026-11-23"]).ok();
            let folder = site.folder().join("dist").join(audience);
            let folder = folder.to_string_lossy();
            site.run(&["check", "--leaks", &folder, "--audience", audience, "--date", "2026-11-23"]).ok();
        }
    }
}
