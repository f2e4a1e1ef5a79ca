//! Finding articles: the index that is published, `helpsmith search`, and what writers say about searching.
#![expect(clippy::indexing_slicing, clippy::expect_used, reason = "a test may stop")]

mod support;

use support::{Outcome, Site, index};

const SITE: &str = "
-- helpsmith.yaml --
title: Test
base_url: https://help.example.com/below/
languages: [en, fa, zh-Hans, th, ko]
language_fallback: show
audiences: {public: {}, agents: {includes: [public]}}
-- content/billing/_index.md --
---
title: Billing
---
-- content/billing/refunds.md --
---
title: Refund a payment
description: How money goes back.
labels: [money]
aliases: [/old/give-back.html]
search: {keywords: [chargeback]}
---
Money goes back to the card.

## Partial refunds {#part}

Return a part of the sum, with `ERR_REFUND_LIMIT` where it is too high.
-- content/billing/refunds.fa.md --
---
title: بازگرداندن پرداخت‌ها
---
پول به کارت برمی‌گردد.
-- content/billing/refunds.zh-Hans.md --
---
title: 退款政策
---
我们会在七天内退回全部款项。
-- content/billing/refunds.th.md --
---
title: การคืนเงิน
---
เราจะคืนเงินเข้าบัตรของคุณ
-- content/billing/refunds.ko.md --
---
title: 결제 환불하기
---
카드로 환불됩니다.
-- content/billing/invoices.md --
---
title: Invoices
description: Every month.
labels: [money, paper]
---
Each invoice lists the payments. See [refunds](refunds.md).
-- content/account/sign-in.md --
---
title: Sign in
description: With a password.
---
Type your password. Lost it? Reset the password.

| Key | Means |
| --- | --- |
| ESC | leaves |

<table><tr><td>Biometric</td></tr></table>

```text
Traceback: tokenexpired
```
-- content/account/limits.md --
---
title: Refund limits
description: For agents.
audience: agents
---
Goodwill up to QZGOODWILL.
";

/// Returns the addresses that a query finds.
fn found(site: &Site, arguments: &[&str], query: &str) -> Vec<String> {
    let mut all = vec!["search", query, "--date", "2026-01-15", "--format", "json"];
    all.extend(arguments);
    let run = site.run(&all);
    run.ok();
    let line: serde_json::Value = serde_json::from_str(&run.stdout).expect("one object");
    assert_eq!(line["query"], query);
    let urls = line["results"].as_array().expect("a list").iter();
    urls.map(|result| result["url"].as_str().expect("an address").to_owned()).collect()
}

fn first(site: &Site, language: &str, query: &str) -> String {
    found(site, &["--language", language], query).into_iter().next().unwrap_or_default()
}

#[test]
fn the_right_article_comes_first() {
    let site = Site::new(SITE);
    for query in [
        "refund a payment",
        "Refunds",
        "refnud",
        "refun",
        "partial",
        "chargeback",
        "give back",
        "err_refund_limit",
        "REFUND  payment!",
    ] {
        assert_eq!(first(&site, "en", query), "/billing/refunds/", "{query}");
    }
    for query in ["password", "biometric", "tokenexpired", "esc", "sign-in", "reset my passwords"] {
        assert_eq!(first(&site, "en", query), "/account/sign-in/", "{query}");
    }
    for query in ["", " ", "!?", "zzzzzz", "__proto__", "constructor", "<b>", &"x".repeat(10_000)] {
        assert_eq!(first(&site, "en", query), "", "{query}");
    }
}

#[test]
fn every_script_is_found_as_its_readers_type_it() {
    let site = Site::new(SITE);
    for query in ["پرداخت‌ها", "پرداختها", "پرداخت ها", "بازگرداندن پرداخت", "كارت", "بازگردان"]
    {
        assert_eq!(first(&site, "fa", query), "/fa/billing/refunds/", "{query}");
    }
    for query in ["退款", "款政", "七天", "全部款项", "退", "退款政策是什么"] {
        assert_eq!(first(&site, "zh-Hans", query), "/zh-Hans/billing/refunds/", "{query}");
    }
    for query in ["คืนเงิน", "การคืน", "บัตร", "เงินเข้า"] {
        assert_eq!(first(&site, "th", query), "/th/billing/refunds/", "{query}");
    }
    for query in ["환불", "결제", "제환", "환불되"] {
        let expected = if query == "제환" { "" } else { "/ko/billing/refunds/" };
        assert_eq!(first(&site, "ko", query), expected, "{query}");
    }
}

#[test]
fn an_article_is_searched_where_it_is_in_the_readers_language() {
    let site = Site::new(SITE);
    assert_eq!(found(&site, &["--language", "fa"], "invoices"), [""; 0]);
    site.build().ok().has_file("/fa/billing/invoices/index.html");
}

#[test]
fn an_index_holds_nothing_of_another_audiences() {
    let site = Site::new(SITE);
    assert_eq!(found(&site, &["--audience", "agents"], "goodwill qzgoodwill")[0], "/account/limits/");
    let public = site.build();
    public.ok().nowhere("qzgoodwill").nowhere("goodwill");
    assert_eq!(
        index::all_words(&public.tree(), "_/search/en/").iter().filter(|word| *word == "limits").count(),
        0
    );
    site.run(&["build", "--audience", "agents", "--date", "2026-01-15"]).ok();
    let agents = public.audience("agents");
    assert!(index::all_words(&agents.tree(), "_/search/en/").contains(&"qzgoodwill".to_owned()));
}

#[test]
fn equal_sites_give_equal_indexes_on_any_number_of_threads() {
    let site = Site::new(SITE);
    let build = |jobs: &str| site.run(&["build", "--date", "2026-01-15", "--jobs", jobs]).ok().tree();
    let one = build("1");
    assert!(one.contains_key("_/search/zh-Hans/manifest.json"));
    assert_eq!(one, build("7"));
}

#[test]
fn front_matter_says_how_an_article_is_found() {
    let article = |search: &str| {
        format!(
            "-- content/a/b.md --\n---\ntitle: Refund\nsearch: {search}\n---\nRefund it.\n-- content/a/c.md --\n---\ntitle: Refund\n---\nRefund it.\n"
        )
    };
    let order = |search: &str| found(&Site::new(&article(search)), &[], "refund");
    assert_eq!(order("{boost: 2}"), ["/a/b/", "/a/c/"]);
    assert_eq!(order("{boost: 0.5}"), ["/a/c/", "/a/b/"]);
    assert_eq!(order("{exclude: true}"), ["/a/c/"]);
    let site = Site::new(&article("{boost: 101}"));
    site.build().fails(1).says("invalid-value").says("boost: 0.5");
}

#[test]
fn synonyms_of_one_word_and_of_several() {
    let text = format!(
        "{SITE}-- data/synonyms.yaml --\nen:\n  - [refund, money back guarantee]\n  - [password, passphrase]\nfa:\n  - [پول, وجه]\n"
    );
    let site = Site::new(&text);
    assert_eq!(first(&site, "en", "passphrase"), "/account/sign-in/");
    assert_eq!(first(&site, "en", "guarantee"), "/billing/refunds/");
    assert_eq!(first(&site, "fa", "وجه"), "/fa/billing/refunds/");
    for (wrong, code) in
        [("de:\n  - [a, b]\n", "unknown-language"), ("- [a, b]\n", "wrong-type"), ("en: x\n", "wrong-type")]
    {
        site.file("data/synonyms.yaml", wrong).build().fails(1).says(code).says("data/synonyms.yaml:1");
    }
}

#[test]
fn pinned_answers_come_first_and_must_exist() {
    let site = Site::new(SITE);
    site.file(
        "data/best-bets.yaml",
        "Money Back: billing/invoices.md\nen:\n  payment: [/account/sign-in/, billing/invoices.md]\n",
    );
    assert_eq!(first(&site, "en", "money back"), "/billing/invoices/");
    assert_eq!(
        found(&site, &[], "payment")[..3],
        ["/account/sign-in/", "/billing/invoices/", "/billing/refunds/"]
    );
    for (wrong, code) in [
        ("a: billing/nothing.md\n", "broken-best-bet"),
        ("a: billing/_index.md\n", "broken-best-bet"),
        ("xx: {a: billing/refunds.md}\n", "unknown-language"),
        ("a: [[x]]\n", "wrong-type"),
    ] {
        site.file("data/best-bets.yaml", wrong).build().fails(1).says(code).says("data/best-bets.yaml:1");
    }
    // For the public there is neither the answer nor the question.
    site.file("data/best-bets.yaml", "qzsecret: account/limits.md\n").build().ok().nowhere("qzsecret");
    assert_eq!(found(&site, &["--audience", "agents"], "qzsecret"), ["/account/limits/"]);
}

#[test]
fn what_readers_must_find_is_tested() {
    let site = Site::new(SITE);
    let check = |text: &str| -> Outcome {
        site.file("tests/search.yaml", text).run(&["check", "--search", "--date", "2026-01-15"])
    };
    check("refund: billing/refunds.md\nlimits: {path: /account/limits/, top: 1}\nfa:\n  پرداخت: billing/refunds.md\n").ok();
    check("password: billing/refunds.md\n")
        .fails(1)
        .says("search-miss")
        .says("tests/search.yaml:1:1")
        .says("“Sign in”");
    check("password: billing/nothing.md\n").fails(1).says("search-miss");
    check("top: 0\nrefund: billing/refunds.md\n").fails(1).says("invalid-value");
    // Whoever does not ask is not told.
    check("password: billing/nothing.md\n");
    site.run(&["check", "--date", "2026-01-15"]).ok().silent_about("search-miss");
}

#[test]
fn a_batch_answers_each_line() {
    let site = Site::new(SITE);
    site.file("queries.txt", "refund\n退款\n");
    let batch = site.folder().join("queries.txt");
    let run = site.run(&["search", "--batch", &batch.to_string_lossy(), "--format", "json", "-k", "1"]);
    let lines: Vec<serde_json::Value> =
        run.ok().stdout.lines().map(|line| serde_json::from_str(line).expect("an object")).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["results"][0]["title"], "Refund a payment");
    assert!(lines[0]["results"][0]["score"].as_f64().is_some_and(|score| score > 0.0));
    assert_eq!(lines[1]["results"].as_array().map(Vec::len), Some(0));
    site.run(&["search", "x", "--language", "de"]).fails(2).says("unknown language `de`");
    site.run(&["search", "x", "--audience", "agnets"]).fails(2).says("agents");
    site.run(&["search", "--batch", "nothing.txt"]).fails(2);
}

#[test]
fn a_site_without_search_has_none_of_it() {
    let site = Site::new(
        "-- helpsmith.yaml --\ntitle: T\nbase_url: https://x.example/\nsearch: {enabled: false}\n-- content/a/b.md --\n---\ntitle: B\n---\n",
    );
    let built = site.build();
    built.ok().lacks_file("/_/search").lacks_file("/search");
    assert!(!built.files().iter().any(|file| file.contains("search")));
    site.run(&["search", "b"]).fails(1).says("enabled: false");
}

#[test]
fn elasticlunr_is_a_second_output() {
    let site = Site::new(
        &SITE.replace("language_fallback: show", "language_fallback: show\nsearch: {format: elasticlunr}"),
    );
    let built = site.build();
    let tree = built.ok().tree();
    let json: serde_json::Value =
        serde_json::from_slice(&tree["_/search/en/elasticlunr.json"]).expect("JSON");
    assert_eq!(json["pipeline"], serde_json::json!(["trimmer", "stopWordFilter", "stemmer"]));
    assert_eq!(json["documentStore"]["docs"]["billing/refunds/"]["title"], "Refund a payment");
    let chinese: serde_json::Value =
        serde_json::from_slice(&tree["_/search/zh-Hans/elasticlunr.json"]).expect("JSON");
    assert_eq!(chinese["pipeline"], serde_json::json!([]));
    built.nowhere("qzgoodwill").has_file("_/search/en/manifest.json");
    Site::new("-- helpsmith.yaml --\ntitle: T\nbase_url: https://x.example/\nsearch: {format: lunr}\n")
        .build()
        .fails(1)
        .says("elasticlunr");
}

#[test]
fn a_site_for_a_folder_has_relative_addresses_and_scripts_for_shards() {
    let site = Site::new(
        &SITE.replace("language_fallback: show", "language_fallback: show\nsearch: {offline: true}"),
    );
    let built = site.build();
    let tree = built.ok().tree();
    let twin = String::from_utf8_lossy(&tree["_/search/en/t0.js"]).into_owned();
    assert!(twin.starts_with("helpsmithSearch.receive(\"en/t0\",\"H4sI"), "{twin}");
    assert!(tree.contains_key("_/search/en/manifest.js"));
    for (path, bytes) in
        tree.iter().filter(|(path, _)| path.ends_with(".html") && !path.ends_with("404.html"))
    {
        let html = String::from_utf8_lossy(bytes);
        for attribute in ["href=\"/", "src=\"/", "action=\"/", "url=/"] {
            assert!(!html.contains(attribute), "{path} has {attribute}");
        }
    }
    built.page("/billing/invoices/").has("href=\"../../billing/refunds/index.html\"");
}

#[test]
fn long_lists_of_titles_have_pages_of_their_own() {
    let articles: String =
        (0..1_001).map(|at| format!("-- content/a/n{at}.md --\n---\ntitle: Number {at:04}\n---\n")).collect();
    let built = Site::new(&articles).build();
    built.ok().page("/search/").has("/search/titles-2/").lacks("/a/n7/");
    built.page("/search/titles-1/").has("/a/n7/").lacks("/a/n1000/");
    built.page("/search/titles-2/").has("/a/n1000/");
    assert!(found(&Site::new(&articles), &[], "number 0777").contains(&"/a/n777/".to_owned()));
}
