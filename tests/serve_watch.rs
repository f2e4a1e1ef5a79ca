//! `helpsmith serve --watch` sees whatever changes in a site, however it was saved, and shows what a build would give.
#![expect(clippy::disallowed_methods, clippy::expect_used, reason = "tests do I/O and may stop")]

mod support;

#[path = "serve_watch/broken.rs"]
mod broken;
#[path = "serve_watch/edits.rs"]
mod edits;
#[path = "serve_watch/events.rs"]
mod events;
#[path = "serve_watch/inputs.rs"]
mod inputs;
#[path = "serve_watch/saves.rs"]
mod saves;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use support::Site;
use support::serve::{Response, Server};

/// The day of every view.
const DAY: [&str; 2] = ["--date", "2026-01-15"];
/// How long a save may stay unseen, on the slowest machine.
const PATIENCE: Duration = Duration::from_secs(10);

/// A site in a folder `site`, so that there is a place beside it on the same disk.
const SITE: &str = "
-- site/helpsmith.yaml --
title: First title
base_url: https://help.example.com/
languages: [en, fa]
variables: {product: First product}
-- site/content/a/b.md --
---
title: Bee
description: D
---
first word {{ product }}

::snippet{s}
-- site/content/a/b.fa.md --
---
title: زنبور
description: D
---
first word
-- site/content/a/c.md --
---
title: Sea
description: D
---
other word

![Picture](p.png)
-- site/snippets/s.md --
first snippet
-- site/templates/parts/footer.html --
{# The foot #}
<footer>first footer</footer>
-- site/assets/css/site.css --
.first { color: inherit; }
-- site/i18n/en.yaml --
home: First home
-- site/data/redirects.yaml --
/one/: /a/b/
-- site/static/c.txt --
first file
";

/// The first bytes of a PNG of five by seven pixels.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x05\0\0\0\x07\x08\x06\0\0\0rest";

/// A site that is watched.
struct Watched {
    /// The folder around the site, which goes with this.
    around: Site,
    server: Server,
}

impl Watched {
    #[track_caller]
    fn new() -> Self {
        Self::with(&[])
    }

    #[track_caller]
    fn with(args: &[&str]) -> Self {
        let around = Site::new(SITE);
        around.file("site/content/a/p.png", PNG);
        Self::of(around, args)
    }

    /// Watches what is in the folder `site`.
    #[track_caller]
    fn of(around: Site, args: &[&str]) -> Self {
        let args = [&["--watch"], &DAY[..], args].concat();
        let server = Server::start(&around.folder().join("site"), &args);
        Self { around, server }
    }

    /// Returns where a file of the site is.
    fn path(&self, inner: &str) -> PathBuf {
        self.around.folder().join("site").join(inner)
    }

    /// Returns where a file beside the site is.
    fn beside(&self, inner: &str) -> PathBuf {
        self.around.folder().join(inner)
    }

    /// Makes the folder of a file of the site, if it is not there.
    #[track_caller]
    fn make_room(&self, inner: &str) {
        fs::create_dir_all(self.path(inner).parent().expect("a folder")).expect("a folder that can be made");
    }

    /// Writes a file of the site as most programs do: emptied, then filled.
    #[track_caller]
    fn write(&self, inner: &str, bytes: impl AsRef<[u8]>) {
        self.around.file(&format!("site/{inner}"), bytes);
    }

    /// Asserts that a page soon has a text.
    #[track_caller]
    fn shows(&self, address: &str, text: &str) -> Response {
        self.soon(address, |answer| answer.status == 200 && answer.has(text))
    }

    /// Asserts that a page soon has a text no more.
    #[track_caller]
    fn drops(&self, address: &str, text: &str) -> Response {
        self.soon(address, |answer| answer.status == 200 && !answer.has(text))
    }

    /// Asserts that nothing is soon at an address.
    #[track_caller]
    fn loses(&self, address: &str) {
        self.soon(address, |answer| answer.status == 404);
    }

    #[track_caller]
    fn soon(&self, address: &str, wanted: impl Fn(&Response) -> bool) -> Response {
        let begun = Instant::now();
        let answer = self.server.wait_for(address, wanted);
        assert!(begun.elapsed() < PATIENCE, "`{address}` was not seen in {PATIENCE:?}");
        answer
    }
}

/// Returns an article whose text is one word, or a few.
fn article(text: &str) -> String {
    format!("---\ntitle: Bee\ndescription: D\n---\n{text}\n")
}

#[track_caller]
fn rename(from: &Path, to: &Path) {
    fs::rename(from, to).expect("a file that can be renamed");
}

#[track_caller]
fn remove(path: &Path) {
    fs::remove_file(path).expect("a file that can be removed");
}
