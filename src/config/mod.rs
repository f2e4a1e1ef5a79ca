//! Turns the settings file into typed [`Settings`].
//!
//! Everything that is wrong in `helpsmith.yaml` is said at once. Nothing is read here but its text:
//! whether the files it names exist is for those who need them.

mod audiences;
mod checks;
mod discovery;
mod languages;
mod load;
mod settings;

pub use checks::Checks;
pub use discovery::{AiCrawlers, Compression, Discovery, HistoryShown};
pub use load::load;
pub use settings::{Brand, HtmlPolicy, LanguageFallback, Outlet, Settings};

/// The name of the settings file, in the site's folder.
pub const FILE_NAME: &str = "helpsmith.yaml";

/// Returns whether `{{ name }}` in an article refers to a variable.
pub fn is_variable_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_alphabetic())
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}
