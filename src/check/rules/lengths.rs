//! Titles and descriptions that are too short to say something, or too long to be shown: four rules on one measure.
//!
//! Search engines cut by width, not by count, so a Chinese character counts as two columns.

use unicode_width::UnicodeWidthStr;

use super::{Manual, Rule};
use crate::check::{Subject, Text};
use crate::diagnostic::{Code, Diagnostic, Span};

/// Columns of a title that say something.
const TITLE_MIN: usize = 4;
/// Columns of a title that search engines show.
const TITLE_MAX: usize = 70;
/// Columns of a description that say something.
const DESCRIPTION_MIN: usize = 30;
/// Columns of a description that search engines show.
const DESCRIPTION_MAX: usize = 160;

pub(super) const SHORT_TITLE: Rule = Rule {
    code: Code::ShortTitle,
    judge: Some(|subject, sink| titles(subject, Code::ShortTitle, sink)),
    manual: Manual {
        title: "Short title",
        why: "In a list of results and in a browser's tab the title stands alone. From fewer than four \
            letters nobody can tell what the page answers.",
        todo: "Say what the reader wants to do or know: `Upgrade your plan`. A shorter name for menus \
            goes into `nav_title`.",
        failing: "-- content/billing/up.md --\n---\ntitle: «Up»\ndescription: How to change to a larger \
            plan, and what you pay for it.\n---\n\nOpen your account and choose a plan.\n",
        passing: "-- content/billing/up.md --\n---\ntitle: Upgrade your plan\nnav_title: \
            Up\ndescription: How to change to a larger plan, and what you pay for it.\n---\n\nOpen your \
            account and choose a plan.\n",
    },
};

pub(super) const LONG_TITLE: Rule = Rule {
    code: Code::LongTitle,
    judge: Some(|subject, sink| titles(subject, Code::LongTitle, sink)),
    manual: Manual {
        title: "Long title",
        why: "Search engines cut titles off after about 70 letters (35 Chinese characters), and menus \
            break them into many lines. What distinguishes the article often stands at the end that \
            nobody sees.",
        todo: "Shorten it, and put the words that tell it from others first. Where the page needs the \
            long one, give search engines a shorter one with `seo: {title: …}`.",
        failing: "-- content/billing/vat.md --\n---\ntitle: «How to find out whether and when value \
            added tax is charged on your invoices»\ndescription: Where your VAT number goes, and when \
            we charge VAT.\n---\n\nWe charge VAT in the country where you live.\n",
        passing: "-- content/billing/vat.md --\n---\ntitle: When we charge VAT on your \
            invoices\ndescription: Where your VAT number goes, and when we charge VAT.\n---\n\nWe \
            charge VAT in the country where you live.\n",
    },
};

pub(super) const SHORT_DESCRIPTION: Rule = Rule {
    code: Code::ShortDescription,
    judge: Some(|subject, sink| descriptions(subject, Code::ShortDescription, sink)),
    manual: Manual {
        title: "Short description",
        why: "The description stands below the title in lists and results, and is there to say what the \
            title does not. One of a word or two says nothing, and search engines take some sentence of \
            the text in its place.",
        todo: "Write one sentence of 30 to 160 letters (15 to 80 Chinese characters): what readers can \
            do after reading.",
        failing: "-- content/billing/vat.md --\n---\ntitle: VAT on invoices\ndescription: «About \
            VAT»\n---\n\nWe charge VAT in the country where you live.\n",
        passing: "-- content/billing/vat.md --\n---\ntitle: VAT on invoices\ndescription: Where your \
            VAT number goes, and when we charge VAT.\n---\n\nWe charge VAT in the country where you \
            live.\n",
    },
};

pub(super) const LONG_DESCRIPTION: Rule = Rule {
    code: Code::LongDescription,
    judge: Some(|subject, sink| descriptions(subject, Code::LongDescription, sink)),
    manual: Manual {
        title: "Long description",
        why: "Search engines cut descriptions off after about 160 letters (80 Chinese characters), and \
            in lists a paragraph below each title hides the titles.",
        todo: "Keep the one sentence that helps to choose; the rest belongs into the text. Where lists \
            need the long one, give search engines a shorter one with `seo: {description: …}`.",
        failing: "-- content/billing/vat.md --\n---\ntitle: VAT on invoices\ndescription: «Where your \
            VAT number goes on the invoices that we send you, when we charge VAT and when we do not, \
            which rate applies in which country, and how you correct an invoice that has the wrong \
            number on it»\n---\n\nWe charge VAT in the country where you live.\n",
        passing: "-- content/billing/vat.md --\n---\ntitle: VAT on invoices\ndescription: Where your \
            VAT number goes, and when we charge VAT.\n---\n\nWe charge VAT in the country where you \
            live.\n",
    },
};

/// Says of each title that search engines may show whether it has the fault of `code`.
fn titles(subject: &Subject<'_>, code: Code, sink: &mut Vec<Diagnostic>) {
    for text in found(subject).filter(|text| text.places.has_title) {
        let (columns, own) = (text.seo_title.unwrap_or(text.title).width(), &text.places.search_title);
        // A section is called by a word where all its readers know it: FAQ, API, VAT.
        let is_name = text.article.is_none();
        let (message, hint) = match code {
            Code::ShortTitle if (1..TITLE_MIN).contains(&columns) && !is_name => {
                ("this title says too little", "say what the reader wants to do")
            }
            Code::LongTitle if columns > TITLE_MAX && own.is_some() => {
                ("this title is cut off by search engines", "shorten it")
            }
            Code::LongTitle if columns > TITLE_MAX => {
                ("this title is cut off by search engines", "shorten it, or add `seo: {title: …}`")
            }
            _ => continue,
        };
        let place = own.as_ref().unwrap_or(&text.places.title);
        sink.push(measured(code, message, columns, place).hint(hint));
    }
}

/// Says the same of descriptions.
fn descriptions(subject: &Subject<'_>, code: Code, sink: &mut Vec<Diagnostic>) {
    for text in found(subject) {
        let own = &text.places.search_description;
        let place = own.as_ref().or(text.places.description.as_ref());
        let (Some(words), Some(place)) = (text.description, place) else { continue };
        let columns = words.width();
        let (message, hint) = match code {
            Code::ShortDescription if columns < DESCRIPTION_MIN => {
                ("this description says too little", "write one sentence: what readers can do after reading")
            }
            Code::LongDescription if columns > DESCRIPTION_MAX && own.is_some() => {
                ("this description is cut off by search engines", "shorten it")
            }
            Code::LongDescription if columns > DESCRIPTION_MAX => (
                "this description is cut off by search engines",
                "shorten it, or add a shorter one with `seo: {description: …}`",
            ),
            _ => continue,
        };
        sink.push(measured(code, message, columns, place).hint(hint));
    }
}

fn found<'a>(subject: &Subject<'a>) -> impl Iterator<Item = Text<'a>> {
    subject.texts().filter(Text::is_found)
}

fn measured(code: Code, message: &str, columns: usize, span: &Span) -> Diagnostic {
    let bounds = match code {
        Code::ShortTitle => format!("{columns} of at least {TITLE_MIN} columns"),
        Code::LongTitle => format!("{columns} of at most {TITLE_MAX} columns"),
        Code::ShortDescription => format!("{columns} of at least {DESCRIPTION_MIN} columns"),
        _ => format!("{columns} of at most {DESCRIPTION_MAX} columns"),
    };
    Diagnostic::new(code, format!("{message}: {bounds}")).at(span.clone())
}
