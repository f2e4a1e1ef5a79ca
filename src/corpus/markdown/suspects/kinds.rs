//! Knows the callouts of other tools, and which of ours says the same.

/// Returns the name of our callout for another tool's name, in any case, and whether its own word says more than ours.
pub(in crate::corpus::markdown) fn kind(name: &str) -> Option<(&'static str, bool)> {
    let found = match name.to_lowercase().as_str() {
        "note" | "info" | "information" => ("note", false),
        "tip" | "hint" => ("tip", false),
        "important" => ("important", false),
        "warning" | "attention" | "warn" => ("warning", false),
        "caution" | "danger" | "error" => ("caution", false),
        "abstract" | "summary" | "tldr" | "todo" | "question" | "help" | "faq" | "example" | "quote"
        | "cite" | "seealso" | "remember" | "definition" | "details" => ("note", true),
        "success" | "check" | "done" | "idea" | "recommendation" => ("tip", true),
        "failure" | "fail" | "missing" | "bug" | "critical" | "security" => ("caution", true),
        "deprecated" | "experimental" | "beta" => ("warning", true),
        _ => return None,
    };
    Some(found)
}

/// Returns the name of our callout for another tool's name.
pub(super) fn ours(name: &str) -> Option<&'static str> {
    kind(name).map(|(ours, _)| ours)
}
