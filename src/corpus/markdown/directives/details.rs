//! `:::details`: what only some readers need.

use super::super::writer::Writer;

pub(super) const MANUAL: &str = r#"
## Details

What only some readers need stays closed until they open it. Search engines and the browser's own search find it all
the same.

```markdown
:::details[What counts as a working day?]
Monday to Friday, except bank holidays in your country.
:::
```
"#;

impl Writer<'_> {
    pub(super) fn open_details(&mut self, title: Option<&str>) {
        self.html.push_str("<details class=\"details\"><summary>");
        self.title_or(title, "details");
        self.html.push_str("</summary>\n");
    }
}

#[cfg(test)]
mod tests {
    use crate::corpus::markdown::tests::rendered;

    #[test]
    fn details_hold_markdown() {
        let page = rendered(":::details[T]\n- a\n:::\n");
        assert_eq!(
            page.html,
            "<details class=\"details\"><summary>T</summary>\n<ul>\n<li>a</li>\n</ul>\n</details>\n"
        );
    }
}
