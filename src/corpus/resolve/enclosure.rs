//! What folders are to the files in them: who may enter, whether they are open, and how finished they are.
//!
//! A folder speaks by its `_index.md`, and to the files of one language also by the translation of that. Both can
//! only take away. What a file adds to this is absent; `visibility` decides that.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::Context;
use super::tree::{Item, Variant};
use crate::corpus::content::FrontMatter;
use crate::model::{AudienceSet, LanguageId, State};

/// What encloses a file.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Enclosure {
    pub viewers: AudienceSet,
    pub open: bool,
    /// Whether some folder has named an audience, so that the default no longer matters.
    pub named: bool,
    /// The least finished state around.
    pub state: State,
}

impl Enclosure {
    const CLOSED: Self = Self { viewers: AudienceSet::NOBODY, open: false, named: true, state: State::Draft };

    /// The site itself: open to everyone, until something names an audience.
    const OUTERMOST: Self =
        Self { viewers: AudienceSet::EVERYBODY, open: true, named: false, state: State::Published };

    /// Returns what lies inside both.
    pub fn and(self, other: Self) -> Self {
        Self {
            viewers: self.viewers.and(other.viewers),
            open: self.open && other.open,
            named: self.named || other.named,
            state: least(self.state, other.state),
        }
    }

    /// Returns this for those alone whom a file names, where it names anybody.
    pub fn narrowed(self, context: Context<'_>, front: &FrontMatter) -> Self {
        match &front.audience {
            Some(named) => {
                let own = context.settings.audiences.viewers(named.value);
                Self { viewers: own.and(self.viewers), named: true, ..self }
            }
            None => self,
        }
    }

    /// Returns this with a state that is at most as finished as `state`.
    pub fn with_state(self, state: State) -> Self {
        Self { state: least(self.state, state), ..self }
    }

    /// Returns the viewers once the default audience has filled in for what nobody named.
    pub fn effective(self, context: Context<'_>) -> AudienceSet {
        if self.named { self.viewers } else { default_viewers(context).and(self.viewers) }
    }
}

/// A folder: as it is in general, and in the languages in which it is narrower.
#[derive(Clone)]
pub(super) struct Folder {
    pub plain: Enclosure,
    narrower: BTreeMap<LanguageId, Enclosure>,
}

impl Folder {
    /// Returns what the folder is to the files of a language.
    pub fn within(&self, language: LanguageId) -> Enclosure {
        self.narrower.get(&language).copied().unwrap_or(self.plain)
    }
}

/// All folders by their path.
pub(super) struct Folders<'t> {
    known: BTreeMap<&'t str, Folder>,
    /// What a folder is that has not been entered: the site for what nothing encloses, else closed.
    unknown: Folder,
}

impl Default for Folders<'_> {
    fn default() -> Self {
        let unknown = Folder { plain: Enclosure::OUTERMOST, narrower: BTreeMap::new() };
        Self { known: BTreeMap::new(), unknown }
    }
}

impl<'t> Folders<'t> {
    /// Returns the folder at a path.
    pub fn of(&self, path: &str) -> &Folder {
        self.known.get(path).unwrap_or(&self.unknown)
    }

    /// Adds the folder whose section is `item`. What encloses it must be there already.
    pub fn enter(&mut self, context: Context<'_>, path: &'t str, item: &Item<'_>) {
        let around = match item.section {
            Some(parent) => self.of(parent).clone(),
            None => Folder { plain: Enclosure::OUTERMOST, narrower: BTreeMap::new() },
        };
        self.known.insert(path, inside(context, item, &around));
        self.unknown.plain = Enclosure::CLOSED;
    }
}

/// Returns what a section is to what lies in it.
fn inside(context: Context<'_>, item: &Item<'_>, around: &Folder) -> Folder {
    let Some(original) = item.original() else { return around.clone() };
    // A hidden original closes the section; a hidden translation closes it to its own language's files alone. Where
    // no audience is named, the default one is for the section's own words, and does not bind what it holds.
    let plain = entered(context, around.plain, original);
    let translations: Vec<&Variant<'_>> =
        item.variants.values().filter(|variant| variant.language != original.language).collect();
    let languages: BTreeSet<LanguageId> = around
        .narrower
        .keys()
        .copied()
        .chain(translations.iter().flat_map(|variant| spoken_to(context, variant.language)))
        .collect();
    let narrower = languages.into_iter().filter_map(|language| {
        let own = entered(context, around.within(language), original).and(plain);
        let speaking = translations.iter().filter(|variant| speaks_to(context, variant.language, language));
        let own = speaking.fold(own, |own, variant| entered(context, own, variant));
        (own != plain).then_some((language, own))
    });
    Folder { plain, narrower: narrower.collect() }
}

/// Returns what is inside `around` and behind the front matter of a section's file.
fn entered(context: Context<'_>, around: Enclosure, variant: &Variant<'_>) -> Enclosure {
    let front = &variant.file.front;
    let inner = around.narrowed(context, front).with_state(front.state.unwrap_or(State::Published));
    let timely = is_timely(context, inner.state, front.publish_on, front.expire_on);
    Enclosure { open: inner.open && sees(context, inner.viewers) && timely, ..inner }
}

/// Returns the languages to whose files a section's text in `language` speaks: its own, and narrower variants of it.
fn spoken_to(context: Context<'_>, language: LanguageId) -> impl Iterator<Item = LanguageId> {
    let all = context.settings.languages.iter().map(|(id, ..)| id);
    all.filter(move |other| speaks_to(context, language, *other))
}

fn speaks_to(context: Context<'_>, language: LanguageId, other: LanguageId) -> bool {
    language == other || context.settings.languages.is_variant(other, language)
}

/// Returns the viewers of what nobody has named an audience for.
pub(super) fn default_viewers(context: Context<'_>) -> AudienceSet {
    let default = AudienceSet::NOBODY.with(context.settings.default_audience);
    context.settings.audiences.viewers(default)
}

/// Returns whether something is finished and its day has come.
pub(super) fn is_timely(
    context: Context<'_>,
    state: State,
    publish_on: Option<Date>,
    expire_on: Option<Date>,
) -> bool {
    let date = context.target.date;
    let begun = publish_on.is_none_or(|day| day <= date);
    let ended = expire_on.is_some_and(|day| day <= date);
    let finished = match state {
        State::Draft | State::InReview => context.target.drafts,
        State::Published | State::Archived => true,
    };
    finished && begun && !ended
}

/// Returns whether the target is among `viewers`.
pub(super) fn sees(context: Context<'_>, viewers: AudienceSet) -> bool {
    viewers.contains(context.target.audience)
}

/// Returns the less finished of two states; what is archived around something archives it.
fn least(one: State, other: State) -> State {
    [State::Draft, State::InReview, State::Archived]
        .into_iter()
        .find(|state| one == *state || other == *state)
        .unwrap_or(State::Published)
}
