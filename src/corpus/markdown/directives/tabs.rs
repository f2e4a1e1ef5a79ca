//! `:::tabs`: ways to do the same thing, of which each reader needs one.

use super::super::writer::Writer;

pub(super) const MANUAL: &str = r#"
## Tabs

Where the same thing is done in different ways, each way gets a tab. A reader who chooses one gets the tabs of that name
everywhere, on this page and later ones. Without JavaScript all of them are shown, one below the other.

```markdown
:::tabs
:::tab[iPhone]
Swipe left on the booking.
:::

:::tab[Android]
Press and hold the booking.
:::
:::
```

Nothing but tabs may stand between `:::tabs` and its `:::`. A tab may be for one audience alone: put it into `:::only`.
"#;

impl Writer<'_> {
    pub(super) fn open_tab(&mut self, name: Option<&str>) {
        self.html.push_str("<div class=\"tab\"><p class=\"tab-name\">");
        self.title(name.unwrap_or_default());
        self.html.push_str("</p>\n");
    }
}

#[cfg(test)]
mod tests {
    use crate::corpus::markdown::tests::rendered;

    #[test]
    fn each_tab_has_its_name_and_its_text() {
        let page = rendered(":::tabs\n:::tab[A]\na\n:::\n\n:::tab[B & C]\nb\n:::\n:::\n");
        assert_eq!(
            page.html,
            "<div class=\"tabs\">\n<div class=\"tab\"><p class=\"tab-name\">A</p>\n<p>a</p>\n</div>\n\
             <div class=\"tab\"><p class=\"tab-name\">B &amp; C</p>\n<p>b</p>\n</div>\n</div>\n"
        );
    }
}
