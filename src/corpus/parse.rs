//! The one door to the Markdown parser, for the stage that finds directives and the one that writes HTML.
//!
//! Both must see the same blocks, so both parse with the same extensions. Absent are heading attributes, which take
//! any braces at the end of a heading for theirs: `{#id}` is read by the writer.

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, Options, Parser};

/// Returns the extensions of Markdown that articles are written in.
pub(in crate::corpus) fn options(dollar_math: bool) -> Options {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    options.set(Options::ENABLE_MATH, dollar_math);
    options
}

/// Returns the events of a text with their places in it. `resolve` is asked for the target and title of each link
/// label that the text does not define.
pub(in crate::corpus) fn events<'t>(
    text: &'t str,
    options: Options,
    mut resolve: impl FnMut(&str, Range<usize>) -> Option<(String, String)>,
) -> impl Iterator<Item = (Event<'t>, Range<usize>)> {
    let resolve = move |link: BrokenLink<'t>| {
        resolve(&link.reference, link.span).map(|(target, title)| (CowStr::from(target), CowStr::from(title)))
    };
    Parser::new_with_broken_link_callback(text, options, Some(resolve)).into_offset_iter()
}

/// A definition of a link label: `[label]: target "title"`.
pub(in crate::corpus) struct Definition {
    pub label: String,
    pub target: String,
    pub title: String,
    pub range: Range<usize>,
}

/// Returns the first definition of each link label of a text, in order.
pub(in crate::corpus) fn definitions(text: &str, options: Options) -> Vec<Definition> {
    let parser = Parser::new_ext(text, options);
    let mut found: Vec<Definition> = parser
        .reference_definitions()
        .iter()
        .map(|(label, definition)| Definition {
            label: label.to_owned(),
            target: definition.dest.to_string(),
            title: definition.title.as_deref().unwrap_or("").to_owned(),
            range: definition.span.clone(),
        })
        .collect();
    // The parser keeps them in a hash map, whose order is another one in each run.
    found.sort_by_key(|definition| definition.range.start);
    found
}
