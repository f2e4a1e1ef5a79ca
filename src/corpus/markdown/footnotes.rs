//! Collects footnotes and writes them at the end, each with its way back.

use std::collections::BTreeMap;

/// The footnotes of one text.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    /// Names in the order of their first reference.
    order: Vec<String>,
    /// The number of each, and how often it was referred to.
    uses: BTreeMap<String, (usize, usize)>,
    /// Where each begins in the source, and its HTML.
    bodies: BTreeMap<String, (usize, String)>,
}

impl Footnotes {
    /// Returns the HTML of a reference to `name`.
    pub fn reference(&mut self, name: &str) -> String {
        if !self.uses.contains_key(name) {
            self.order.push(name.to_owned());
        }
        let count = self.order.len();
        let (number, uses) = self.uses.entry(name.to_owned()).or_insert((count, 0));
        *uses += 1;
        let id = reference_id(*number, *uses);
        format!("<sup class=\"footnote-ref\"><a href=\"#fn-{number}\" id=\"{id}\">{number}</a></sup>")
    }

    /// Keeps the text of the footnote `name`, which begins at `at`; the first one counts.
    pub fn define(&mut self, name: &str, at: usize, html: String) {
        self.bodies.entry(name.to_owned()).or_insert((at, html));
    }

    /// Appends the section of footnotes, if there are any, and returns the names of those that nothing refers
    /// to. `heading` names the section, `label` a way
    /// back.
    pub fn write(
        self,
        html: &mut String,
        heading: &str,
        label: impl Fn(usize) -> String,
    ) -> Vec<(String, usize)> {
        // What nothing refers to may belong to a block that this audience does not see.
        let unused = self.bodies.iter().filter(|(name, _)| !self.uses.contains_key(*name));
        let unused: Vec<(String, usize)> = unused.map(|(name, (at, _))| (name.clone(), *at)).collect();
        if self.order.is_empty() {
            return unused;
        }
        html.push_str(&format!(
            "<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"{heading}\">\n<ol>\n"
        ));
        for (name, number) in self.order.iter().zip(1_usize..) {
            let body = self.bodies.get(name).map_or("", |(_, html)| html.as_str()).trim_end();
            let links: String = (1..=self.uses.get(name).map_or(0, |(_, uses)| *uses))
                .map(|used| {
                    let (id, label) = (reference_id(number, used), label(number));
                    format!(" <a class=\"footnote-back\" href=\"#{id}\" aria-label=\"{label}\">↩</a>")
                })
                .collect();
            let (text, end) = match body.strip_suffix("</p>") {
                Some(text) => (text, "</p>"),
                None => (body, ""),
            };
            html.push_str(&format!("<li id=\"fn-{number}\">\n{text}{links}{end}\n</li>\n"));
        }
        html.push_str("</ol>\n</section>\n");
        unused
    }
}

fn reference_id(number: usize, used: usize) -> String {
    if used == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{used}") }
}
