//! `:::faq`: questions as headings, each followed by its answer.

use super::super::writer::Writer;
use super::OpenContainer;
use crate::corpus::content::Container;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Question;

pub(super) const MANUAL: &str = r#"
## Questions and answers

Between `:::faq` and `:::` each heading is a question, and what follows it is the answer. Readers open the ones they
need; each has an address of its own (`#when-do-i-get-my-money`), and search engines are told that they are questions
(`FAQPage`).

```markdown
:::faq
### When do I get my money?

Two working days after the booking.

### Can I change my bank account?

Yes, under **Settings**, then **Payments**.
:::
```

Headings of a lower level than the first belong to the answer. Choose the level that fits what stands above: `##` right
below the title, `###` below a `##`.
"#;

/// The questions of one `:::faq`, as far as they are read.
#[derive(Default)]
pub(in crate::corpus::markdown) struct Faq {
    /// The level of its questions' headings.
    level: Option<u8>,
    open: Option<Question>,
    done: Vec<Question>,
}

impl Faq {
    /// Adds words to the answer that is being read.
    pub fn add(&mut self, words: &str) {
        if let Some(question) = &mut self.open {
            question.answer.push_str(words);
        }
    }

    fn end_question(&mut self) -> bool {
        let Some(mut question) = self.open.take() else { return false };
        question.answer = question.answer.split_whitespace().collect::<Vec<_>>().join(" ");
        self.done.push(question);
        true
    }
}

impl Writer<'_> {
    /// Returns whether the heading that ends here is a question; ends the answer before it.
    pub(in crate::corpus::markdown) fn heading_is_question(&mut self, level: u8, words: &str) -> bool {
        let depth = self.depth;
        if self
            .containers
            .last()
            .is_some_and(|open| open.container == Container::Faq && open.depth + 1 == depth)
        {
            // What an answer left open ends with it.
            self.close_raw_in_container(depth - 1);
        }
        let Some(open) = self.containers.last_mut().filter(|open| open.container == Container::Faq) else {
            return false;
        };
        // The heading itself is still counted.
        let direct = open.depth + 1 == depth;
        if !direct || *open.faq.level.get_or_insert(level) != level {
            return false;
        }
        if open.faq.end_question() {
            self.html.push_str("</div></details>\n");
        }
        open.faq.open = Some(Question { question: words.to_owned(), answer: String::new() });
        true
    }

    /// Adds words to the answer around this place, if there is one.
    pub(in crate::corpus::markdown) fn answer_words(&mut self, words: &str) {
        for open in self.containers.iter_mut().rev() {
            open.faq.add(words);
        }
    }

    pub(super) fn close_faq(&mut self, mut open: OpenContainer) {
        if open.faq.end_question() {
            self.html.push_str("</div></details>\n");
        } else {
            self.sink.push(
                Diagnostic::new(Code::InvalidDirective, "`:::faq` holds no question")
                    .at(open.span)
                    .hint("write each question as a heading, `### When …?`, and its answer below it"),
            );
        }
        self.html.push_str("</div>\n");
        let answered = |question: &Question| !question.question.is_empty() && !question.answer.is_empty();
        self.questions.extend(open.faq.done.into_iter().filter(answered));
    }
}

#[cfg(test)]
mod tests {
    use crate::corpus::markdown::tests::rendered;

    #[test]
    fn each_heading_is_a_question_with_its_answer() {
        let page = rendered(":::faq\n### A?\n\nYes,\n*very*.\n\n#### More\n\n- b\n\n### C?\n\nNo.\n:::\n");
        assert!(page.problems.is_empty(), "{:?}", page.problems);
        assert_eq!(page.html.matches("<details class=\"faq-item\"><summary><h3 id=").count(), 2);
        assert_eq!(page.html.matches("</div></details>").count(), 2);
        let questions: Vec<_> =
            page.questions.iter().map(|q| (q.question.as_str(), q.answer.as_str())).collect();
        assert_eq!(questions, [("A?", "Yes, very. More b"), ("C?", "No.")]);
    }

    #[test]
    fn a_faq_without_questions_is_an_error() {
        assert_eq!(rendered(":::faq\ntext\n:::\n").problems, ["invalid-directive"]);
    }

    #[test]
    fn a_question_holds_no_link() {
        let page = rendered(":::faq\n## Is [it](a.md) *on* https://b.example?\n\nYes.\n:::\n");
        assert!(page.html.contains(">Is it <em>on</em> https://b.example?</h2></summary>"), "{}", page.html);
    }

    #[test]
    fn a_heading_in_a_quote_is_no_question() {
        let page = rendered(":::faq\n## A?\n\n> ## B?\n\nYes.\n:::\n");
        assert_eq!(page.questions.len(), 1);
    }
}
