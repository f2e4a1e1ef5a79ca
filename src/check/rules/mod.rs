//! Every rule, in the order of the manual: links, redirects, translations, titles, texts, upkeep, the check itself.
//!
//! Adding one is a file here, a code in `diagnostic/code.rs` and a line below; its manual page and its tests are made
//! from what it says of itself.

mod broken_link;
mod broken_anchor;
mod broken_image;
mod invalid_image;
mod remote_image;
mod unsafe_link;
mod unsafe_file;
mod hidden_link;
mod exposed_file;
mod moved_link;
mod vague_link;
mod broken_external_link;
mod unchecked_external_link;
mod moved_external_link;
mod broken_redirect;
mod redirect_chain;
mod redirect_loop;
mod orphan_translation;
mod unseen_translation;
mod missing_string;
mod shared_base_url;
mod orphan_article;
mod empty_section;
mod missing_title;
mod markdown_in_title;
mod lengths;
mod duplicates;
mod missing_description;
mod heading_order;
mod extra_title;
mod missing_alt;
mod unrendered_bold;
mod unknown_code_language;
mod unknown_code_attribute;
mod plain_code;
mod empty_article;
mod huge_article;
mod misread_value;
mod unknown_variable;
mod duplicate_id;
mod undefined_footnote;
mod duplicate_definition;
mod unused_footnote;
mod removed_html;
mod unclosed_html;
mod unresolved_reference;
mod unparsed_link;
mod foreign_syntax;
mod unparsed_heading;
mod unparsed_table;
mod long_table_row;
mod empty_table_header;
mod unknown_callout;
mod unused_attributes;
mod invalid_math;
mod unknown_icon;
mod suspicious_date;
mod stale_article;
mod missing_owner;
mod invalid_ignore;
mod unused_ignore;

use super::Subject;
use crate::diagnostic::{Code, Diagnostic};

/// Something that is looked for in every site.
pub struct Rule {
    /// The kind of problem it finds.
    pub code: Code,
    /// How it finds it; nothing where a build finds it on its way.
    pub(super) judge: Option<Judge>,
    /// What its manual page says.
    pub manual: Manual,
}

/// Adds what a rule finds in a site.
pub(super) type Judge = fn(&Subject<'_>, &mut Vec<Diagnostic>);

/// What a rule's manual page says. Its examples are its tests, too.
pub struct Manual {
    /// Its name in words.
    pub title: &'static str,
    /// What goes wrong for whom.
    pub why: &'static str,
    /// What to type.
    pub todo: &'static str,
    /// A site in which it finds exactly one thing, between `«` and `»`; files begin with lines of `-- path --`.
    pub failing: &'static str,
    /// A site in which it finds nothing.
    pub passing: &'static str,
}

/// All rules.
pub const ALL: &[Rule] = &[
    broken_link::RULE,
    broken_anchor::RULE,
    broken_image::RULE,
    invalid_image::RULE,
    remote_image::RULE,
    unsafe_link::RULE,
    unsafe_file::RULE,
    hidden_link::RULE,
    exposed_file::RULE,
    moved_link::RULE,
    vague_link::RULE,
    broken_external_link::RULE,
    unchecked_external_link::RULE,
    moved_external_link::RULE,
    broken_redirect::RULE,
    redirect_chain::RULE,
    redirect_loop::RULE,
    orphan_translation::RULE,
    unseen_translation::RULE,
    missing_string::RULE,
    shared_base_url::RULE,
    orphan_article::RULE,
    empty_section::RULE,
    missing_title::RULE,
    markdown_in_title::RULE,
    lengths::SHORT_TITLE,
    lengths::LONG_TITLE,
    lengths::SHORT_DESCRIPTION,
    lengths::LONG_DESCRIPTION,
    duplicates::TITLE,
    duplicates::DESCRIPTION,
    missing_description::RULE,
    heading_order::RULE,
    extra_title::RULE,
    missing_alt::RULE,
    unrendered_bold::RULE,
    unknown_code_language::RULE,
    unknown_code_attribute::RULE,
    plain_code::RULE,
    empty_article::RULE,
    huge_article::RULE,
    misread_value::RULE,
    unknown_variable::RULE,
    duplicate_id::RULE,
    undefined_footnote::RULE,
    duplicate_definition::RULE,
    unused_footnote::RULE,
    removed_html::RULE,
    unclosed_html::RULE,
    unresolved_reference::RULE,
    unparsed_link::RULE,
    foreign_syntax::RULE,
    unparsed_heading::RULE,
    unparsed_table::RULE,
    long_table_row::RULE,
    empty_table_header::RULE,
    unknown_callout::RULE,
    unused_attributes::RULE,
    invalid_math::RULE,
    unknown_icon::RULE,
    suspicious_date::RULE,
    stale_article::RULE,
    missing_owner::RULE,
    invalid_ignore::RULE,
    unused_ignore::RULE,
];
