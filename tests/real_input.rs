//! Real help centres, the example site and the manual build without an error.

mod support;

use std::path::{Path, PathBuf};

use support::Site;

fn repository(inner: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(inner)
}

#[test]
fn the_example_site_has_no_problem_for_any_audience() {
    Site::copy_of(&repository("example-site"))
        .run(&["check", "--strict", "--search", "--date", "2026-11-23"])
        .ok();
}

#[test]
fn the_manual_has_no_problem() {
    let manual = Site::copy_of(&repository("docs"));
    manual.run(&["check", "--strict", "--search", "--date", "2026-11-23"]).ok();
    let built = manual.run(&["build", "--strict", "--date", "2026-11-23"]);
    built.ok().has_file("index.html").has_file("reference/diagnostics/index.html");
}

/// Builds a corpus with its languages and returns what was said, the number of its articles asserted.
/// `scripts/test` says where the corpora are; without them there is nothing to build.
fn corpus(name: &str, languages: &str, articles: usize) -> Option<support::Outcome> {
    let corpora = support::corpora()?;
    let site = Site::copy_of(&corpora.join(name));
    site.file(
        "helpsmith.yaml",
        format!(
            "title: C\nbase_url: https://x.example/\nlanguages: [{languages}]\nlanguage_fallback: hide\n"
        ),
    );
    let built = site.build();
    built.ok().says(&format!("built {articles} articles")).silent_about("error[");
    Some(built)
}

#[test]
fn a_help_centre_of_1230_articles_in_six_languages() {
    let Some(built) = corpus("commerce-kb", "en, de, ja, ko, zh-Hans, zh-Hant", 1230) else { return };
    built
        .says("warning[broken-anchor]")
        .says("--> content/how-to/general/reset-environment-on-cloud.de.md:19:124");
    let pages = built.files().iter().filter(|path| path.ends_with("/index.html")).count();
    assert!(pages > 1230, "{pages} pages");
    built.page("/ja/how-to/general/create-database-dump-on-cloud/").has("<html lang=\"ja\"").has("hl-");
}

#[test]
fn long_guides_in_right_to_left_and_indic_scripts() {
    let Some(built) = corpus("open-source-guide", "en, ar, fa, es, hi, ja, zh-Hans, zh-Hant", 97) else {
        return;
    };
    built
        .page("/fa/start/contribute/how-to-contribute/")
        .has("dir=\"rtl\"")
        .has("<h2 id=\"چرایی-مشارکت-در-یک-پروژهی-متن-باز\">");
    built.says("warning[broken-image]").says("warning[remote-image]");
    for (path, bytes) in built.tree() {
        let text = String::from_utf8(bytes);
        assert!(path.starts_with("_/") || text.as_ref().is_ok_and(|text| !text.is_empty()), "{path}");
        if let Ok(page) = text.as_ref().map_err(|_| ()).map(String::as_str)
            && path.ends_with(".html")
        {
            assert!(page.trim_end().ends_with("</html>") && !page.contains("<img src=\"http"), "{path}");
        }
    }
    let _ = built.page("/404.html").selects("h1").first().expect("a heading");
}
