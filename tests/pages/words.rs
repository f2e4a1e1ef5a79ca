//! Footnotes, labels and titles as their readers see them.

use crate::support::Site;

/// Issue 13: three links were all called "Back to reference 1".
#[test]
fn each_way_back_from_a_footnote_has_a_name_of_its_own() {
    let built = Site::new(
        "-- content/a/one.md --\n---\ntitle: One\ndescription: One.\n---\n\
         One[^n], two[^n], three[^n], four[^m].\n\n[^n]: Note\n[^m]: Another\n",
    )
    .build();
    let page = built.ok().page("/a/one/");
    let names: Vec<&str> = page.html.split("class=\"footnote-back\"").skip(1).collect();
    let names =
        names.iter().map(|rest| rest.split("aria-label=\"").nth(1).and_then(|rest| rest.split('"').next()));
    let expected =
        ["Back to reference 1", "Back to reference 1 (2)", "Back to reference 1 (3)", "Back to reference 2"];
    assert_eq!(names.flatten().collect::<Vec<_>>(), expected);
}

/// Issue 13, F26: letters were stripped of their marks, so Swedish had the groups A, Z, A, O.
#[test]
fn titles_are_grouped_by_the_letters_of_the_language() {
    let groups = |language: &str, titles: &[&str]| {
        let site = Site::new("");
        let settings = format!("title: T\nbase_url: https://help.example.com/\nlanguages: [{language}]\n");
        site.file("helpsmith.yaml", settings);
        for (at, title) in titles.iter().enumerate() {
            site.file(
                &format!("content/a/n{at}.md"),
                format!("---\ntitle: '{title}'\ndescription: D.\n---\nText.\n"),
            );
        }
        site.build().ok().page("/search/").selects(".titles-letter h3").join(" ")
    };
    let swedish = ["Ändra", "Zebra", "Apa", "Öppna", "Åka", "“Alla”", "2FA", "#1"];
    assert_eq!(groups("sv", &swedish), "# A Z Å Ä Ö");
    assert_eq!(groups("de", &["Ändern", "Zoll", "Apfel", "Öl", "Über"]), "A O U Z");
    assert_eq!(groups("cs", &["Čas", "Cena", "Hora", "Chata", "Data"]), "C Č D H CH");
    assert_eq!(groups("ja", &["カギ", "あお", "Apple", "さら"]), "A あ か さ");
    assert_eq!(groups("zh-Hans", &["退款", "北京", "Apple"]), "A B T");
}

// Issue 13, F8: labels belong to the file that defines them.
#[test]
fn an_article_and_its_snippets_have_labels_of_their_own() {
    let built = Site::new(
        "-- content/a/one.md --\n---\ntitle: One\ndescription: One.\n---\n\
         Article[^1] and [link][1] and [other][g].\n\n::snippet{deep/s}\n\n> ::snippet{deep/s}\n\n\
         [^1]: Note of the article\n\n[1]: two.md\n[g]: two.md\n\
         -- content/a/two.md --\n---\ntitle: Two\ndescription: Two.\n---\nText.\n\
         -- content/b/three.md --\n---\ntitle: Three\ndescription: Three.\n---\nText.\n\
         -- snippets/deep/s.md --\nSnippet[^1] and [link in snippet][1] and [undefined here][g].\n\n\
         [^1]: Note of the snippet\n\n[1]: ../../content/b/three.md\n",
    )
    .build();
    built.ok();
    let page = built.page("/a/one/");
    page.has("<a href=\"/a/two/\">link</a>").has("<a href=\"/b/three/\">link in snippet</a>");
    assert_eq!(page.selects(".footnotes li").len(), 3);
    page.has("Note of the article").has("[undefined here][g]");
    assert_eq!(page.selects("a.footnote-back").len(), 3);
}
