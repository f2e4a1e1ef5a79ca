//! Articles too long to find anything in.

use unicode_width::UnicodeWidthStr;

use super::{Manual, Rule};
use crate::check::Subject;
use crate::diagnostic::{Code, Diagnostic};

pub(super) const RULE: Rule = Rule {
    code: Code::HugeArticle,
    judge: Some(judge),
    manual: Manual {
        title: "Huge article",
        why: "Readers come with one question. In a text of more than an hour they do not find its \
            answer, telephones take long to show it, and the search can only say that it is somewhere \
            in there. The limit is 72,000 letters, or 36,000 Chinese or Japanese characters.",
        todo: "Split it by the questions it answers, and let a short first article lead to the parts.",
        failing: "-- helpsmith.yaml --\ntitle: Help\nbase_url: https://help.example.com/\nvariables:\n  \
            terms: 'We charge VAT in the country where you live. The rate is the one of the day on \
            which you pay. Companies with a VAT number in another country of the union pay none and owe \
            it themselves. We charge VAT in the country where you live. The rate is the one of the day \
            on which you pay. Companies with a VAT number in another country of the union pay none and \
            owe it themselves. We charge VAT in the country where you live. The rate is the one of the \
            day on which you pay. Companies with a VAT number in another country of the union pay none \
            and owe it themselves. We charge VAT in the country where you live. The rate is the one of \
            the day on which you pay. Companies with a VAT number in another country of the union pay \
            none and owe it themselves. We charge VAT in the country where you live. The rate is the \
            one of the day on which you pay. Companies with a VAT number in another country of the \
            union pay none and owe it themselves. We charge VAT in the country where you live. The rate \
            is the one of the day on which you pay. Companies with a VAT number in another country of \
            the union pay none and owe it themselves.'\n-- content/billing/vat.md --\n---\ntitle: «VAT \
            on invoices»\ndescription: Where your VAT number goes, and when we charge VAT.\n---\n\n{{ \
            terms }} {{ terms }} {{ terms }} {{ terms }} {{ terms }} {{ terms }} {{ terms }} {{ terms \
            }} {{ terms }} {{ terms }} {{ terms }} {{ terms }} {{ terms }} {{ terms }} {{ terms }} {{ \
            terms }} {{ terms }} {{ terms }} {{ terms }} {{ terms }} {{ terms }} {{ terms }} {{ terms \
            }} {{ terms }} {{ terms }} {{ terms }} {{ terms }} {{ terms }} {{ terms }} {{ terms }} {{ \
            terms }} {{ terms }} {{ terms }} {{ terms }} {{ terms }} {{ terms }} {{ terms }} {{ terms \
            }} {{ terms }} {{ terms }} {{ terms }} {{ terms }} {{ terms }} {{ terms }} {{ terms }} {{ \
            terms }} {{ terms }} {{ terms }} {{ terms }} {{ terms }} {{ terms }} {{ terms }} {{ terms \
            }} {{ terms }} {{ terms }} {{ terms }} {{ terms }} {{ terms }} {{ terms }} {{ terms }} {{ \
            terms }} {{ terms }} {{ terms }} {{ terms }} {{ terms }} {{ terms }} {{ terms }} {{ terms \
            }} {{ terms }} {{ terms }} {{ terms }} {{ terms }} {{ terms }} {{ terms }} {{ terms }}\n",
        passing: "-- content/billing/vat.md --\n---\ntitle: VAT on invoices\ndescription: Where your \
            VAT number goes, and when we charge VAT.\n---\n\nWe charge VAT in the country where you \
            live.\n",
    },
};

/// Columns of text that take an hour to read: 12,000 words, or 36,000 Chinese characters.
const COLUMNS_MAX: usize = 72_000;

fn judge(subject: &Subject<'_>, sink: &mut Vec<Diagnostic>) {
    for (_, article) in subject.articles() {
        let prose = &article.body.rendered.prose;
        // No text is wider than it is long in bytes, so that few are measured.
        if prose.len() <= COLUMNS_MAX {
            continue;
        }
        let times = prose.width().div_ceil(COLUMNS_MAX);
        if times > 1 {
            sink.push(
                Diagnostic::new(Code::HugeArticle, "this article takes more than an hour to read")
                    .at(article.places.title.clone())
                    .hint(format!("split it into {times} articles or more, one for each question")),
            );
        }
    }
}
