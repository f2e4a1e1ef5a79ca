//! The navigation of a category: its sections, and the articles in them.
//!
//! It is rendered once for a whole category, and then only marked for each page. Where a category is larger
//! than a reader can overlook, it shows the reader's surroundings instead: at most [`NEIGHBOURS_MAX`] articles
//! and sections, so that a page costs the same on a site of twenty articles and of a hundred thousand.

use std::sync::OnceLock;

use tera::{Context, Value};

use super::Output;
use super::body::escape;
use super::menu::Menu;
use super::page::missing;
use super::view::{LinkView, NavigationSectionView, NavigationView};
use crate::diagnostic::Diagnostic;
use crate::model::{Edition, SectionId, SitePath};
use crate::theme::CONTRACT;

/// Articles, and sections, that a navigation shows.
const NEIGHBOURS_MAX: usize = 60;
/// Articles next to each other that share one navigation, so that it is made once for all of them.
const STRETCH: usize = 30;

/// The template of a navigation.
const TEMPLATE: &str = "parts/navigation.html";

/// A navigation, made when the first page needs it.
pub(super) type Shared = OnceLock<Result<Menu, Diagnostic>>;

/// Returns how many navigations the pages of a section of so many articles may need.
pub(super) fn slots(articles: usize) -> Vec<Shared> {
    (0..=stretch(articles)).map(|_| OnceLock::new()).collect()
}

/// Returns the number of the stretch that a position in a list belongs to.
fn stretch(position: usize) -> usize {
    position / STRETCH
}

/// What a navigation shows.
#[derive(Clone, Copy)]
enum Extent<'a> {
    /// The whole category.
    Whole,
    /// What lies around a position in the last of these sections, which enclose each other.
    Around(&'a [SectionId], usize),
}

impl Extent<'_> {
    fn lists(self, id: SectionId) -> bool {
        match self {
            Self::Whole => true,
            Self::Around(open, _) => open.contains(&id),
        }
    }

    fn position(self, id: SectionId) -> usize {
        match self {
            Self::Around(open, position) if open.last() == Some(&id) => position,
            _ => 0,
        }
    }
}

impl Output {
    /// Returns the navigation for a page in `section`; nothing on the home page's level.
    pub(super) fn navigation(
        &self,
        at: usize,
        section: SectionId,
        path: &SitePath,
    ) -> Result<Value, Diagnostic> {
        let edition = self.edition(at)?;
        let frame = self.frames.get(at).ok_or_else(|| missing("frame"))?;
        let trail = trail(edition, section);
        let Some(category) = trail.first().copied() else { return Ok(Value::none()) };
        let position = frame.positions.get(path).copied().unwrap_or(0);
        let is_small = frame.sizes.get(category.0).is_some_and(|size| *size <= NEIGHBOURS_MAX);
        let (owner, slot, extent) = match is_small {
            true => (category, 0, Extent::Whole),
            false => (section, stretch(position), Extent::Around(&trail, position)),
        };
        let make = || self.menu(at, edition, category, extent);
        let shared = frame.navigation.get(owner.0).and_then(|slots| slots.get(slot));
        let mut url = String::new();
        escape(&mut url, &self.base.href(path));
        let html = match shared {
            Some(shared) => shared.get_or_init(make).as_ref().map_err(Clone::clone)?.for_page(&url),
            None => make()?.for_page(&url),
        };
        Ok(Value::safe_string(&html))
    }

    fn menu(
        &self,
        at: usize,
        edition: &Edition,
        category: SectionId,
        extent: Extent<'_>,
    ) -> Result<Menu, Diagnostic> {
        let frame = self.frames.get(at).ok_or_else(|| missing("frame"))?;
        let top = edition.sections.get(category.0).ok_or_else(|| missing("category"))?;
        let mut context = Context::new();
        context.insert("contract", &CONTRACT);
        context.insert_value("language", frame.language.clone());
        context.insert_value("t", frame.strings.clone());
        context.insert_value("site", frame.site_value.clone());
        let (articles, more) = self.articles(edition, category, extent);
        let view = NavigationView {
            title: top.nav_title.to_string(),
            url: self.base.href(&top.path),
            sections: self.section_views(edition, category, extent),
            articles,
            more,
        };
        context.insert("category", &view);
        self.theme.engine.render(TEMPLATE, &context, &top.path.to_file()).map(Menu::new)
    }

    /// Returns the sections inside `parent`; of too many, those around the reader's.
    fn section_views(
        &self,
        edition: &Edition,
        parent: SectionId,
        extent: Extent<'_>,
    ) -> Vec<NavigationSectionView> {
        let Some(around) = edition.sections.get(parent.0) else { return Vec::new() };
        let sections = &around.contents.sections;
        let place = sections.iter().position(|id| extent.lists(*id)).unwrap_or(0);
        let view = |id: &SectionId| {
            let section = edition.sections.get(id.0)?;
            let listed = extent.lists(*id);
            let (articles, more) =
                if listed { self.articles(edition, *id, extent) } else { (Vec::new(), None) };
            Some(NavigationSectionView {
                title: section.nav_title.to_string(),
                url: self.base.href(&section.path),
                sections: if listed { self.section_views(edition, *id, extent) } else { Vec::new() },
                articles,
                more,
                listed,
            })
        };
        window(sections, place).0.iter().filter_map(view).collect()
    }

    /// Returns the articles of a section; of too many, those around the reader's.
    fn articles(
        &self,
        edition: &Edition,
        id: SectionId,
        extent: Extent<'_>,
    ) -> (Vec<LinkView>, Option<String>) {
        let Some(section) = edition.sections.get(id.0) else { return (Vec::new(), None) };
        let place = stretch(extent.position(id)) * STRETCH + STRETCH / 2;
        let (shown, cut) = window(&section.contents.entries, place);
        let links = shown
            .iter()
            .map(|entry| LinkView { title: entry.nav_title.to_string(), url: self.base.href(&entry.path) })
            .collect();
        (links, cut.then(|| self.base.href(&section.path)))
    }
}

/// Returns the sections around `section`, from its category to itself.
fn trail(edition: &Edition, section: SectionId) -> Vec<SectionId> {
    let mut trail = Vec::new();
    let mut at = Some(section);
    while let Some(id) = at {
        let Some(section) = edition.sections.get(id.0) else { break };
        if section.depth > 0 {
            trail.push(id);
        }
        at = section.parent;
    }
    trail.reverse();
    trail
}

/// Returns the items around `place`, and whether some were left out.
fn window<T>(items: &[T], place: usize) -> (&[T], bool) {
    let start = place.saturating_sub(NEIGHBOURS_MAX / 2).min(items.len().saturating_sub(NEIGHBOURS_MAX));
    let end = items.len().min(start + NEIGHBOURS_MAX);
    (items.get(start..end).unwrap_or(items), items.len() > NEIGHBOURS_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_holds_its_place() {
        let items: Vec<usize> = (0..1000).collect();
        for place in 0..1000 {
            let (shown, cut) = window(&items, stretch(place) * STRETCH + STRETCH / 2);
            assert!(cut && shown.len() == NEIGHBOURS_MAX && shown.contains(&place), "{place}");
        }
        assert!(!window(&[1, 2], 0).1);
    }
}
