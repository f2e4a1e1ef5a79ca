//! Language tags: which are valid, which way they are written, and what stands in for what.

mod support;

use support::Site;

fn article(title: &str) -> String {
    format!(
        "---\ntitle: {title}\ndescription: What readers can do after reading it.\n---\nText of {title}.\n"
    )
}

/// A site in these languages, with an article in each of `tags`; the default language has it without a tag.
fn site(languages: &str, tags: &[&str]) -> Site {
    let site = Site::new("");
    let settings = format!("title: Test\nbase_url: https://help.example.com/\nlanguages: {languages}\n");
    site.file("helpsmith.yaml", settings);
    for tag in tags {
        let name = if tag.is_empty() { "vat.md".to_owned() } else { format!("vat.{tag}.md") };
        site.file(&format!("content/a/{name}"), article(&format!("VAT {tag}")));
    }
    site
}

/// Issue 13, F13.
#[test]
fn the_direction_is_that_of_the_script() {
    let right = "dv yi iw arz prs pnb skr ara heb fas ur ckb ku-Arab az-Arab pa-Arab ug sd ks ps nqo syr ff-Adlm ar-EG";
    for tag in right.split(' ') {
        let built = site(&format!("[{tag}]"), &[""]).build();
        built.ok().page("/a/vat/").has(&format!("<html lang=\"{tag}\" dir=\"rtl\""));
    }
    for tag in ["en", "ku", "az", "pa", "ff", "zh-Hant", "fa-Latn"] {
        let built = site(&format!("[{tag}]"), &[""]).build();
        built.ok().page("/a/vat/").has(&format!("<html lang=\"{tag}\" dir=\"ltr\""));
    }
    for (language, tag, direction) in [
        ("{code: dv, dir: rtl}", "dv", "rtl"),
        ("{code: dv, dir: ltr}", "dv", "ltr"),
        ("{code: qaa, name: Invented, dir: rtl}", "qaa", "rtl"),
        ("{code: fa, dir: ltr}", "fa", "ltr"),
    ] {
        let built = site(&format!("[en, {language}]"), &["", tag]).build();
        built.ok().page(&format!("/{tag}/a/vat/")).has(&format!("<html lang=\"{tag}\" dir=\"{direction}\""));
    }
    site("[{code: fa, dir: right}]", &[""]).build().fails(1).says("error[invalid-value]").says("`right`");
}

/// Issue 13, F27.
#[test]
fn a_tag_that_nobody_has_registered_is_an_error_with_what_was_meant() {
    for (tag, meant) in [
        ("en-UK", "en-GB"),
        ("jp", "ja"),
        ("cn", "zh-Hans"),
        ("cz", "cs"),
        ("gr", "el"),
        ("dk", "da"),
        ("ua", "uk"),
    ] {
        for list in [format!("[{tag}]"), format!("[de, {{code: {tag}, name: X}}]")] {
            for command in ["build", "check"] {
                let outcome = site(&list, &[""]).run(&[command]);
                outcome.fails(1).says("error[unknown-language]").says(&format!("did you mean `{meant}`?"));
            }
        }
    }
    for tag in ["se", "kr", "qaa", "x-klingon", "en-x-pirate", "iw", "es-419"] {
        site(&format!("[de, {tag}]"), &[""]).build().ok().silent_about("unknown-language");
    }
}

/// Issue 13, F24.
#[test]
fn no_other_script_stands_in_without_a_notice() {
    let silent = [
        ("[en, zh-Hant, zh-TW]", &["", "zh-Hant"][..], "zh-TW", "VAT zh-Hant"),
        ("[en, zh-Hant, zh-HK]", &["", "zh-Hant"], "zh-HK", "VAT zh-Hant"),
        ("[en, es-419, es-MX]", &["", "es-419"], "es-MX", "VAT es-419"),
        ("[en, pt, pt-BR]", &["", "pt"], "pt-BR", "VAT pt"),
    ];
    for (languages, files, tag, title) in silent {
        let built = site(languages, files).build();
        let page = built.ok().page(&format!("/{tag}/a/vat/"));
        page.has(&format!(">{title}</h1>")).lacks("noindex").lacks("class=\"notice");
    }
    let noticed = [
        ("[en, zh, zh-TW]", &["", "zh"][..], "zh-TW", "VAT zh", "zh/"),
        ("[en, az, az-Arab]", &["", "az"], "az-Arab", "VAT az", "az/"),
        ("[en, sr, sr-Latn]", &["", "sr"], "sr-Latn", "VAT sr", "sr/"),
        ("[zh, zh-TW]", &[""], "zh-TW", "VAT", ""),
        ("[en, zh-TW]", &[""], "zh-TW", "VAT", ""),
    ];
    for (languages, files, tag, title, original) in noticed {
        let built = site(languages, files).build();
        let page = built.ok().page(&format!("/{tag}/a/vat/"));
        page.has(&format!(">{title}</h1>")).has("noindex").has("class=\"notice");
        page.has(&format!("rel=\"canonical\" href=\"https://help.example.com/{original}a/vat/\""));
        let hidden = site(&format!("{languages}\nlanguage_fallback: hide"), files).build();
        hidden.ok().lacks_file(&format!("/{tag}/a/vat/index.html"));
    }
}
