//! A navigation that is rendered once and marked for each page that shows it.
//!
//! The template of a navigation knows no page. What differs from page to page is two attributes, which are
//! put in here: which link is the page itself, and which disclosures are open around it.

/// Rendered navigation with the places that depend on the page.
#[derive(Debug)]
pub(super) struct Menu {
    html: String,
    marks: Vec<Mark>,
}

/// A place that depends on the page, in order of place.
#[derive(Debug)]
enum Mark {
    /// A link ends its `href` here.
    Link { at: usize, url: String },
    /// ` data-open="URL"` stands here, and stands for ` open` on pages at or below the URL.
    Open { at: usize, end: usize, url: String },
}

const LINK: &str = " href=\"";
const OPEN: &str = " data-open=\"";

impl Menu {
    /// Finds the places in what a template rendered.
    pub fn new(html: String) -> Self {
        let mut marks = Vec::new();
        let mut at = 0;
        while let Some(rest) = html.get(at..) {
            let link = rest.find(LINK).map(|found| (found, LINK));
            let open = rest.find(OPEN).map(|found| (found, OPEN));
            let Some((found, opening)) = link.into_iter().chain(open).min() else { break };
            let value = at + found + opening.len();
            let Some(length) = html.get(value..).and_then(|value| value.find('"')) else { break };
            let url = html.get(value..value + length).unwrap_or_default().to_owned();
            let end = value + length + 1;
            marks.push(match opening {
                LINK => Mark::Link { at: end, url },
                _ => Mark::Open { at: at + found, end, url },
            });
            at = end;
        }
        Self { html, marks }
    }

    /// Returns the navigation for the page at `url`, given as HTML has it.
    pub fn for_page(&self, url: &str) -> String {
        let mut out = String::with_capacity(self.html.len() + 64);
        let mut copied = 0;
        for mark in &self.marks {
            let (at, next, added) = match mark {
                Mark::Link { at, url: link } => {
                    (*at, *at, if link == url { " aria-current=\"page\"" } else { "" })
                }
                Mark::Open { at, end, url: around } => {
                    (*at, *end, if url.starts_with(around.as_str()) { " open" } else { "" })
                }
            };
            out.push_str(self.html.get(copied..at).unwrap_or_default());
            out.push_str(added);
            copied = next;
        }
        out.push_str(self.html.get(copied..).unwrap_or_default());
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_s_own_link_is_marked_and_its_sections_are_open() {
        let menu = Menu::new(
            "<a href=\"/a/\">A</a><details data-open=\"/a/b/\"><a class=x href=\"/a/b/c/\">C</a></details>"
                .to_owned(),
        );
        assert_eq!(
            menu.for_page("/a/b/c/"),
            "<a href=\"/a/\">A</a><details open><a class=x href=\"/a/b/c/\" aria-current=\"page\">C</a></details>"
        );
        assert_eq!(
            menu.for_page("/a/"),
            "<a href=\"/a/\" aria-current=\"page\">A</a><details><a class=x href=\"/a/b/c/\">C</a></details>"
        );
    }

    #[test]
    fn what_has_no_end_is_left_alone() {
        for html in ["", "<a href=\"", "x data-open=\"", "<a href=\"/\">"] {
            assert_eq!(Menu::new(html.to_owned()).for_page("/b/"), html);
        }
    }
}
