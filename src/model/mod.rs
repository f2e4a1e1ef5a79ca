//! Names the things a published help centre is made of, and the rules each keeps by itself.
//!
//! No type here can be serialised: `output::view` owns what templates see, so that a field added here
//! never appears in a page by accident.

mod alphabet;
pub mod audience;
pub mod body;
pub mod excerpt;
pub mod label;
pub mod language;
mod language_names;
mod language_tags;
pub mod languages;
pub mod paths;
pub mod reserved;
pub mod script;
pub mod site;
pub mod upkeep;

pub use crate::diagnostic::{SourcePath, Span};
pub use alphabet::{Alphabet, first_letter};
pub use audience::{Audience, AudienceId, AudienceSet, Audiences};
pub use body::{
    Body, Feature, Fill, Heading, Question, Reference, Rendered, Slot, SlotKind, Trace, TraceKind,
};
pub use label::label_slug;
pub use language::{Direction, Language};
pub use language_tags::{InvalidTag, valid as valid_tag};
pub use languages::{LanguageId, Languages};
pub use paths::{BaseUrl, SitePath};
pub use site::{
    Article, Asset, AssetId, BestBet, Contents, Edition, Entry, Fallback, Label, Notice, PageSettings,
    Places, Redirect, RedirectTarget, SearchFacts, Section, SectionId, Site, State, Synonym, Target,
};
pub use upkeep::{Period, Upkeep};
