//! Writes the containers, each in a file of its own: its page of the manual, its HTML, its tests.
//!
//! What an opening line may say is known before (`content::directives`); here only the markup is.

mod callout;
mod details;
mod faq;
mod steps;
mod tabs;
mod video;

use super::writer::Writer;
use crate::corpus::content::{Container, Opening};
use crate::model::Span;

pub(super) use faq::Faq;

/// The manual's page on directives: how they are written, each of them, and where they may stand.
pub const MANUAL: &[&str] =
    &[BEGIN, callout::MANUAL, details::MANUAL, steps::MANUAL, tabs::MANUAL, faq::MANUAL, video::MANUAL, END];

const BEGIN: &str = r#"
A directive is a line of colons with a name. A container has three colons and reaches to the next line of three colons:

```markdown
:::note[Before you start]
You need the role **Owner**.

- Only owners see this page.
:::
```
"#;

const END: &str = r#"
## Text for some audiences

```text
:::only{audience=agents}
Check the refund limits first.
:::
```

Other audiences get a page without this text, in no place and in no file. Several audiences are written
`{audience=agents,partners}`. Within a line, write one colon and brackets:

```text
Refunds take five days:only[, two for gold accounts]{audience=agents}.
```

See [audiences](audiences.md#parts-of-an-article).

## Snippets

Two colons, alone on a line:

```text
::snippet{reset-link}
```

This takes in `snippets/reset-link.md`. See [snippets](snippets-and-variables.md).

## One inside another

Containers may lie in each other, 16 deep. Every line of colons closes the innermost container that was opened with as
many colons. More colons outside make it easier to read:

```text
::::note[For the team]
Most of this is public.

:::only{audience=agents}
This is not.
:::
::::
```

## Where they may stand

A directive stands alone on its line. It may be indented in a list, or stand behind `>` in a quotation. Leave an empty
line before it. In fenced code it is an example and does nothing, as on this page.

Unknown names, missing attributes and containers that are never closed are errors, since they leave open what to
publish. So is everything that looks like a directive and is none: `:only{audience=agents}` with one colon alone on a
line, `：：：note` with the colons of a Chinese or Japanese keyboard, `{audience=agents}` behind plain brackets. To show
colons at the start of a line, write a backslash before them: `\:::note`.

Directives in HTML comments and in `<pre>` do nothing, as in code.
"#;

/// A container that is open while its text is written.
pub(super) struct OpenContainer {
    /// How many elements were open where it began; it must end at the same depth.
    pub depth: usize,
    pub container: Container,
    /// Where its opening line stands, for messages.
    pub span: Span,
    /// Where its text begins in the HTML.
    pub html_start: usize,
    /// The questions of a `:::faq`.
    pub faq: Faq,
}

impl Writer<'_> {
    /// Begins a container.
    pub(super) fn open_container(&mut self, opening: &Opening, span: &Span) {
        match opening.container {
            Container::Callout(callout) => self.open_callout(callout, opening.title.as_deref()),
            Container::Details => self.open_details(opening.title.as_deref()),
            Container::Steps => self.html.push_str("<div class=\"steps\">\n"),
            Container::Tabs => self.html.push_str("<div class=\"tabs\">\n"),
            Container::Tab => self.open_tab(opening.title.as_deref()),
            Container::Faq => self.html.push_str("<div class=\"faq\">\n"),
            Container::Video => self.open_video(opening, span),
        }
        self.containers.push(OpenContainer {
            depth: self.depth,
            container: opening.container,
            span: span.clone(),
            html_start: self.html.len(),
            faq: Faq::default(),
        });
    }

    /// Ends the innermost container.
    pub(super) fn close_container(&mut self, container: Container) {
        self.close_raw_in_container(self.depth);
        let Some(open) = self.containers.pop() else { return };
        if open.depth != self.depth || open.container != container {
            self.misplaced(open.span, "this container ends inside another list or quote than it began in");
            return;
        }
        match container {
            Container::Callout(_) | Container::Tabs | Container::Tab => self.html.push_str("</div>\n"),
            Container::Details => self.html.push_str("</details>\n"),
            Container::Steps => self.close_steps(&open),
            Container::Faq => self.close_faq(open),
            Container::Video => self.close_video(&open),
        }
    }

    /// Writes a title as its writer gave it, with variables put in, or the interface's word for it.
    fn title_or(&mut self, title: Option<&str>, key: &'static str) {
        match title {
            Some(title) => self.title(title),
            None => self.html.push_str(&self.tokens.text(key, 0)),
        }
    }
}
