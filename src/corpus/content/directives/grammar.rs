//! What each container takes on its opening line, and where it may stand.

use super::{Callout, Container};

/// Whether a container has words in brackets.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Title {
    /// `:::note` or `:::note[Title]`.
    Optional,
    /// `:::tab[Name]`.
    Required,
    /// `:::steps`.
    None,
}

/// What one container takes.
pub(super) struct Rule {
    pub name: &'static str,
    pub container: Container,
    pub title: Title,
    /// Attributes that must be there.
    pub required: &'static [&'static str],
    /// Attributes that may be there.
    pub optional: &'static [&'static str],
    /// Whether it may stand on one line with two colons.
    pub leaf: bool,
    /// How it is written, for hints.
    pub usage: &'static str,
}

const fn callout(name: &'static str, callout: Callout, usage: &'static str) -> Rule {
    Rule {
        name,
        container: Container::Callout(callout),
        title: Title::Optional,
        required: &[],
        optional: &[],
        leaf: false,
        usage,
    }
}

const fn plain(name: &'static str, container: Container, title: Title, usage: &'static str) -> Rule {
    Rule { name, container, title, required: &[], optional: &[], leaf: false, usage }
}

/// Every container; `only` is not among them, since it never reaches a page.
pub(super) const RULES: &[Rule] = &[
    callout("note", Callout::Note, ":::note[Title]"),
    callout("tip", Callout::Tip, ":::tip[Title]"),
    callout("important", Callout::Important, ":::important[Title]"),
    callout("warning", Callout::Warning, ":::warning[Title]"),
    callout("caution", Callout::Caution, ":::caution[Title]"),
    plain("details", Container::Details, Title::Optional, ":::details[Title]"),
    plain("steps", Container::Steps, Title::None, ":::steps"),
    plain("tabs", Container::Tabs, Title::None, ":::tabs"),
    plain("tab", Container::Tab, Title::Required, ":::tab[Name]"),
    plain("faq", Container::Faq, Title::None, ":::faq"),
    Rule {
        name: "video",
        container: Container::Video,
        title: Title::None,
        required: &["src", "title"],
        optional: &["poster", "captions"],
        leaf: true,
        usage: "::video{src=tour.mp4 title=\"A tour\"}",
    },
];

/// Returns the rule for a name.
pub(super) fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}
