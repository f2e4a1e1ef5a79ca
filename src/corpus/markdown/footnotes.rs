//! Collects footnotes and writes them at the end, each with its way back.

use std::collections::BTreeMap;

/// The footnotes of one text.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    /// Names in the order of their first reference.
    order: Vec<String>,
    /// How often each was referred to.
    uses: BTreeMap<String, usize>,
    bodies: BTreeMap<String, String>,
}

impl Footnotes {
    /// Returns the HTML of a reference to `name`.
    pub fn reference(&mut self, name: &str) -> String {
        let number = self.number(name);
        let uses = self.uses.entry(name.to_owned()).or_default();
        *uses += 1;
        let id = reference_id(number, *uses);
        format!("<sup class=\"footnote-ref\"><a href=\"#fn-{number}\" id=\"{id}\">{number}</a></sup>")
    }

    /// Keeps the text of the footnote `name`; the first one counts.
    pub fn define(&mut self, name: &str, html: String) {
        self.bodies.entry(name.to_owned()).or_insert(html);
    }

    fn number(&mut self, name: &str) -> usize {
        match self.order.iter().position(|known| known == name) {
            Some(at) => at + 1,
            None => {
                self.order.push(name.to_owned());
                self.order.len()
            }
        }
    }

    /// Appends the section of footnotes, if there are any. `heading` names the section, `label` a way
    /// back.
    pub fn write(mut self, html: &mut String, heading: &str, label: impl Fn(usize) -> String) {
        if self.bodies.is_empty() {
            return;
        }
        // A footnote that nothing refers to is still something somebody wrote.
        for name in self.bodies.keys().cloned().collect::<Vec<_>>() {
            self.number(&name);
        }
        html.push_str(&format!(
            "<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"{heading}\">\n<ol>\n"
        ));
        for (name, number) in self.order.iter().zip(1_usize..) {
            let body = self.bodies.get(name).map_or("", String::as_str).trim_end();
            let links: String = (1..=self.uses.get(name).copied().unwrap_or(0))
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
    }
}

fn reference_id(number: usize, used: usize) -> String {
    if used == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{used}") }
}
