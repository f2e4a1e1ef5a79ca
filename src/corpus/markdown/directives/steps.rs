//! `:::steps`: things to do one after the other.

use super::super::writer::Writer;
use super::OpenContainer;
use crate::diagnostic::{Code, Diagnostic};

pub(super) const MANUAL: &str = r#"
## Steps

A numbered list between `:::steps` and `:::` is shown as steps along a line. Whatever belongs to a step, such as a
picture, code or a callout, is indented below it.

```markdown
:::steps
1. Open **Settings** and choose **Payments**.

   If you do not see it, you are not the studio's owner.

2. Choose **Connect a bank account**.
3. Sign in to your bank.
:::
```
"#;

impl Writer<'_> {
    pub(super) fn close_steps(&mut self, open: &OpenContainer) {
        let inner = self.html.get(open.html_start..).unwrap_or("");
        if !inner.contains("<ol") {
            self.sink.push(
                Diagnostic::new(Code::InvalidDirective, "`:::steps` holds no numbered list")
                    .at(open.span.clone())
                    .hint("begin each step with a number and a dot: `1. Open the settings`"),
            );
        }
        self.html.push_str("</div>\n");
    }
}

#[cfg(test)]
mod tests {
    use crate::corpus::markdown::tests::rendered;

    #[test]
    fn steps_are_a_list_with_a_frame() {
        let page = rendered(":::steps\n1. a\n2. b\n:::\n");
        assert_eq!(page.html, "<div class=\"steps\">\n<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n</div>\n");
    }

    #[test]
    fn steps_without_a_list_are_an_error() {
        assert_eq!(rendered(":::steps\n- a\n:::\n").problems, ["invalid-directive"]);
    }
}
