//! The words of a new site and of a new article.

use crate::diagnostic::{Code, Diagnostic};

/// The files that `helpsmith init` writes, by their path in the site.
pub const SITE: &[(&str, &str)] = &[
    ("helpsmith.yaml", include_str!("site/helpsmith.yaml")),
    ("content/_index.md", include_str!("site/home.md")),
    ("content/getting-started/_index.md", include_str!("site/category.md")),
    ("content/getting-started/write-an-article.md", include_str!("site/article.md")),
    (".gitignore", "dist/\n.helpsmith/\n"),
];

/// What stands in for the description of a new article: as long as one should be, so that it builds.
const DESCRIPTION: &str = "Replace this with one sentence: what readers can do after reading.";

/// Returns the text of a new article.
pub fn article(title: &str) -> String {
    // A JSON string is a YAML string.
    let title = serde_json::Value::from(title).to_string();
    format!(
        "---\ntitle: {title}\ndescription: \"{DESCRIPTION}\"\n---\n\nReplace this line with the article.\n"
    )
}

/// Returns where an article goes that a writer calls `name`: below `content/`, ending in `.md`.
pub fn article_path(name: &str) -> Result<String, Diagnostic> {
    let name = name.replace('\\', "/");
    let inner = name.trim_start_matches("./").trim_start_matches("content/");
    let inner = inner.strip_suffix(".md").unwrap_or(inner);
    let refuse = |why: &str| {
        let message = format!("`{name}` cannot be an article's path because it {why}");
        let hint = "write a path below `content/`, such as `billing/invoices/vat`";
        Err(Diagnostic::new(Code::UnsafePath, message).hint(hint))
    };
    if inner.starts_with('/') {
        return refuse("is not relative to the site");
    }
    for part in inner.split('/') {
        if let Err(why) = crate::model::paths::check_segment(part) {
            return refuse(&why);
        }
    }
    Ok(format!("content/{inner}.md"))
}

/// Returns a title made from an article's path: `content/a/reset-password.md` becomes `Reset password`.
pub fn title_of(path: &str) -> String {
    let mut parts = path.rsplit('/').map(|part| part.trim_end_matches(".md"));
    let mut name = parts.next().unwrap_or(path);
    if matches!(name, "index" | "_index") {
        // It is the article or section that its folder is named for.
        name = parts.next().filter(|folder| *folder != "content").unwrap_or("home");
    }
    let words = name.replace(['-', '_'], " ");
    let words = if words.trim().is_empty() { name.to_owned() } else { words };
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_below_content() {
        for name in ["billing/vat", "content/billing/vat.md", "./billing/vat.md"] {
            assert_eq!(article_path(name).unwrap(), "content/billing/vat.md");
        }
        for bad in ["../x", "/etc/x", "a//b", "a/../../b", "", "con"] {
            assert!(article_path(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn titles_are_quoted_yaml() {
        assert!(article("a: \"b\" #c").starts_with("---\ntitle: \"a: \\\"b\\\" #c\"\n"));
        assert_eq!(title_of("content/a/reset-password.md"), "Reset password");
        assert_eq!(title_of("content/a/reset-password/index.md"), "Reset password");
        assert_eq!(title_of("content/billing/_index.md"), "Billing");
        assert_eq!(title_of("content/_index.md"), "Home");
    }
}
