//! Ways past the scan that are closed: odd spellings of a hidden word, odd files, odd places in a visible article.

use std::io::Write;

use super::honest::{START, article, site};
use super::{DATE, Outcome, Site, Tree, manifest};

/// Builds a site for the public, writes `text` to a file of the tree, and scans that.
#[track_caller]
fn planted(site: &Site, path: &str, bytes: &[u8]) -> Outcome {
    site.run(&["build", "--date", DATE]).ok();
    let mut tree: Tree = site.tree("dist/public");
    tree.remove(".helpsmith.json");
    let mut old = if path.ends_with(".html") { tree.remove(path).unwrap_or_default() } else { Vec::new() };
    old.extend(bytes);
    tree.insert(path.to_owned(), old);
    let place = Site::new("");
    for (path, bytes) in &tree {
        place.file(&format!("tree/{path}"), bytes);
    }
    place.file("tree/.helpsmith.json", manifest("public", &tree));
    let folder = place.folder().join("tree");
    site.run(&["check", "--leaks", &folder.to_string_lossy(), "--date", DATE])
}

#[track_caller]
fn is_found(site: &Site, path: &str, bytes: &[u8]) {
    planted(site, path, bytes).fails(1).says(&format!("error[leak]: `{path}` "));
}

/// A site that hides an article, to which the public one leads.
fn linking(front: &str, text: &str) -> Site {
    let public = article("content/a/p.md", "Seen", front, text);
    let path = "content/b/takeover-of-zorkmid-limited.md";
    Site::new(&format!(
        "{START}{public}{}",
        article(path, "Takeover of Zorkmid Limited", "audience: agents\n", "Secret.")
    ))
}

#[test]
fn a_link_makes_neither_name_nor_address_public() {
    let name = "takeover-of-zorkmid-limited";
    for (front, text) in [
        (String::new(), format!("See [it](../b/{name}.md \"there\").")),
        (String::new(), format!("See [it](<../b/{name}.md>).")),
        (String::new(), format!("See [it](/b/{name}/#part).")),
        (String::new(), format!("See [it][r].\n\n[r]: /b/{name}/")),
        (String::new(), format!("See <a href=\"../b/{name}.md\">it</a>.")),
        (format!("related: [../b/{name}.md]\n"), "See.".to_owned()),
    ] {
        let site = linking(&front, &text);
        is_found(&site, "x.txt", b"Takeover of Zorkmid Limited");
        is_found(&site, "y.txt", b"zorkmid");
        is_found(&site, "z.html", format!("<a href=\"/b/{name}/\">x</a>").as_bytes());
    }
}

#[test]
fn a_bet_on_a_hidden_article_beside_a_visible_one_does_not_name_it() {
    let site = linking("", "See.");
    site.file("data/best-bets.yaml", "offers: [a/p.md, b/takeover-of-zorkmid-limited.md]\n");
    is_found(&site, "x.txt", b"zorkmid");
}

#[test]
fn code_before_a_block_for_others_does_not_show_it() {
    let block = ":::only{audience=agents}\nThe zorkmid limit is four hundred.\n:::";
    for before in [
        "1. ```sh\n   run it\n   ```",
        "- a\n\n  ```\n  x\n- b",
        "Write:\n\n    <!-- a comment that has no end",
        "- > ```\n  > x\n  > ```\n  > y",
    ] {
        is_found(
            &site(&format!("{before}\n\n{block}"), "Nothing."),
            "x.txt",
            b"zorkmid limit is four hundred",
        );
    }
}

#[test]
fn addresses_are_found_below_any_path() {
    let site = site("See.", "Nothing.");
    is_found(&site, "x.xml", b"<urlset><url><loc>https://o.example/sub/b/h/</loc></url></urlset>");
    is_found(&site, "a/p/index.html", b"<a href=\"/some/where/b/h/index.html\">x</a>");
}

#[test]
fn a_word_is_found_however_it_is_split() {
    let site = site("See.", "The zorkmid limit is four hundred. 客服可以直接退款五百");
    for page in [
        "<p>zork<span>mid</span></p>",
        "<p>zork<a href=x>mid</a></p>",
        "<p>zork<wbr>mid</p>",
        "<p>zork<!-- -->mid</p>",
        "<p>z<bdi>ork</bdi><b>mid</b></p>",
        "<p>客服可以<span>直接</span>退款</p>",
        "<iframe srcdoc=\"&lt;p&gt;zork&lt;b&gt;mid&lt;/b&gt;&lt;/p&gt;\"></iframe>",
    ] {
        is_found(&site, "a/p/index.html", page.as_bytes());
    }
}

#[test]
fn a_word_is_found_in_whatever_bytes() {
    let site = site("See.", "The zorkmid limit is four hundred.");
    let utf16 = |text: &str, of: fn(u16) -> [u8; 2]| {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        units.flat_map(of).collect::<Vec<u8>>()
    };
    is_found(&site, "x.json", b"{\"a\": 1,,, zorkmid");
    is_found(&site, "x.json", b"{\"a\": \"b\", c: 'zorkmid'}");
    is_found(&site, "x.txt", b"zorkmid \xe9");
    is_found(&site, "_x", b"zorkmid \xe9");
    is_found(&site, "x.txt", &utf16("zorkmid", u16::to_le_bytes));
    is_found(&site, "x.html", &utf16("<p>zork<b>mid", u16::to_be_bytes));
    is_found(&site, "x.svgz", &packed(b"<svg>zorkmid</svg>"));
    is_found(&site, "x", &packed(b"zorkmid"));
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(bytes).and_then(|()| packer.finish()).unwrap_or_default()
}

#[test]
fn what_cannot_be_looked_into_is_said() {
    let site = site("See.", "The zorkmid limit is four hundred.");
    is_found(&site, "x.txt.gz.gz", &packed(&packed(b"zorkmid")));
    for (path, bytes) in
        [("x.txt.gz.gz.gz", packed(&packed(&packed(b"zorkmid")))), ("y.gz", b"\x1f\x8bno".to_vec())]
    {
        let message = format!("error[unreadable-file]: `{path}` cannot be looked into");
        planted(&site, path, &bytes).fails(1).says(&message);
    }
}
