//! Reads for whom an `:::only` block or `:only[…]` words are.

use super::attributes::Attributes;
use crate::config::Settings;
use crate::corpus::content::front_matter::unknown_audience;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::AudienceSet;

/// Returns the audiences that the attributes name. `written` is how the directive is written, for messages.
pub(super) fn audiences(
    attributes: &Attributes,
    settings: &Settings,
    written: &str,
) -> Result<AudienceSet, Vec<Diagnostic>> {
    let hint = format!("write `{written}{{audience=agents}}`");
    let mut problems = Vec::new();
    let mut names = Vec::new();
    for (key, value) in &attributes.pairs {
        if key == "audience" {
            names.extend(value.split([',', ' ']).filter(|name| !name.is_empty()));
        } else {
            let message = format!("`{written}` takes no attribute `{key}`");
            problems.push(Diagnostic::new(Code::InvalidDirective, message).hint(hint.clone()));
        }
    }
    if (names.is_empty() && problems.is_empty()) || attributes.title.is_some() {
        let message = format!("`{written}` needs an audience and nothing else, without spaces around `=`");
        problems.push(Diagnostic::new(Code::InvalidDirective, message).hint(hint));
    }
    let mut set = AudienceSet::NOBODY;
    for name in names {
        match settings.audiences.find(name) {
            Some(id) => set = set.with(id),
            None => problems.push(unknown_audience(name, settings)),
        }
    }
    if problems.is_empty() { Ok(set) } else { Err(problems) }
}
