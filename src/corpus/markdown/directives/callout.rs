//! `:::note` and its sisters: what must not be overlooked.

use super::super::writer::Writer;
use crate::corpus::content::Callout;

pub(super) const MANUAL: &str = r#"
## Callouts

A callout says what must not be overlooked. There are five: `note`, `tip`, `important`, `warning` and `caution`. The
title is optional; without one the callout has its kind as its title, in the reader's language.

```markdown
:::warning[Before you delete a studio]
Everything in it goes too: clients, bookings and invoices.
:::
```

The form that GitHub knows gives the same:

```markdown
> [!NOTE]
> Refunds take up to five days.
```
"#;

impl Writer<'_> {
    pub(in crate::corpus::markdown) fn open_callout(&mut self, callout: Callout, title: Option<&str>) {
        let class = callout.as_str();
        self.html.push_str(&format!(
            "<div class=\"callout callout-{class}\" role=\"note\"><p class=\"callout-title\">"
        ));
        self.title_or(title, callout.title_key());
        self.html.push_str("</p>\n");
    }
}

#[cfg(test)]
mod tests {
    use crate::corpus::markdown::tests::rendered;

    #[test]
    fn callouts_have_a_title_and_nest() {
        let page = rendered(":::note[A < B]\nText\n\n:::tip\nMore\n:::\n:::\n");
        assert!(page.html.starts_with("<div class=\"callout callout-note\" role=\"note\"><p class=\"callout-title\">A &lt; B</p>\n<p>Text</p>"));
        assert!(page.html.contains("callout-tip") && page.html.ends_with("</div>\n</div>\n"));
        assert!(page.problems.is_empty(), "{:?}", page.problems);
    }

    #[test]
    fn github_s_form_gives_the_same() {
        assert_eq!(rendered("> [!TIP]\n> x\n").html, rendered(":::tip\nx\n:::\n").html);
    }
}
