//! Collects footnotes and writes them at the end, each with its way back.

use std::collections::{BTreeMap, BTreeSet};

/// The footnotes of one text.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    /// Names in the order of their first reference.
    order: Vec<String>,
    /// The number of each, and how often it was referred to.
    uses: BTreeMap<String, (usize, usize)>,
    /// Which footnotes each refers to; the text itself is the empty name.
    callers: BTreeMap<String, Vec<String>>,
    bodies: BTreeMap<String, Footnote>,
}

/// One footnote.
#[derive(Debug)]
pub(super) struct Footnote {
    /// Where it begins in the source.
    pub at: usize,
    pub html: String,
    /// What searching finds of it.
    pub words: String,
}

/// The footnotes that are shown, and those that are not.
pub(super) struct Sorted {
    /// The words of all that are shown.
    pub words: String,
    /// Name and place of those that nothing shown refers to.
    pub unused: Vec<(String, usize)>,
}

impl Footnotes {
    /// Returns the HTML of a reference to `name` in the footnote `inside`, or in the text where that is empty.
    pub fn reference(&mut self, name: &str, inside: &str) -> String {
        self.callers.entry(inside.to_owned()).or_default().push(name.to_owned());
        if !self.uses.contains_key(name) {
            self.order.push(name.to_owned());
        }
        let count = self.order.len();
        let (number, uses) = self.uses.entry(name.to_owned()).or_insert((count, 0));
        *uses += 1;
        let id = reference_id(*number, *uses);
        format!("<sup class=\"footnote-ref\"><a href=\"#fn-{number}\" id=\"{id}\">{number}</a></sup>")
    }

    /// Keeps the footnote `name`; the first one counts.
    pub fn define(&mut self, name: &str, footnote: Footnote) {
        self.bodies.entry(name.to_owned()).or_insert(footnote);
    }

    /// Returns the names that the text leads to, directly or through other footnotes.
    fn shown(&self) -> BTreeSet<&str> {
        let mut shown = BTreeSet::new();
        let mut open = vec![""];
        while let Some(caller) = open.pop() {
            for name in self.callers.get(caller).into_iter().flatten() {
                if shown.insert(name.as_str()) {
                    open.push(name);
                }
            }
        }
        shown
    }

    /// Appends the section of footnotes, if there are any. `heading` names the section, `label` a way back.
    pub fn write(self, html: &mut String, heading: &str, label: impl Fn(usize) -> String) -> Sorted {
        // What nothing refers to may belong to a block that this audience does not see.
        let shown = self.shown();
        let unused = self.bodies.iter().filter(|(name, _)| !shown.contains(name.as_str()));
        let unused = unused.map(|(name, footnote)| (name.clone(), footnote.at)).collect();
        let mut sorted = Sorted { words: String::new(), unused };
        if shown.is_empty() {
            return sorted;
        }
        html.push_str(&format!(
            "<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"{heading}\">\n<ol>\n"
        ));
        let numbered = self.order.iter().zip(1_usize..);
        let mut next = 1;
        for (name, number) in numbered.filter(|(name, _)| shown.contains(name.as_str())) {
            let footnote = self.bodies.get(name);
            sorted.words.push_str(footnote.map_or("", |footnote| &footnote.words));
            let body = footnote.map_or("", |footnote| &footnote.html).trim_end();
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
            // Those that only hidden footnotes refer to leave a gap.
            let value = if number == next { String::new() } else { format!(" value=\"{number}\"") };
            next = number + 1;
            html.push_str(&format!("<li id=\"fn-{number}\"{value}>\n{text}{links}{end}\n</li>\n"));
        }
        html.push_str("</ol>\n</section>\n");
        sorted
    }
}

fn reference_id(number: usize, used: usize) -> String {
    if used == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{used}") }
}
