//! The navigation of a category: its sections, and the articles of the one that the reader is in.
//!
//! It is bounded, so that a page costs the same on a site of twenty articles and of a hundred thousand:
//! at most [`NEIGHBOURS_MAX`] articles and sections around the reader's place.

use tera::Value;

use super::Output;
use super::page::missing;
use super::view::{LinkView, NavigationSectionView, NavigationView};
use crate::diagnostic::Diagnostic;
use crate::model::{Edition, SectionId, SitePath};

/// Articles, and sections, that a navigation shows.
const NEIGHBOURS_MAX: usize = 60;
/// Articles next to each other that share one navigation, so that it is made once for all of them.
const STRETCH: usize = 30;

/// Returns the number of the stretch that a position in a list belongs to.
pub(super) fn stretch(position: usize) -> usize {
    position / STRETCH
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
        let position = frame.positions.get(path).copied().unwrap_or(0);
        let make = || match trail(edition, section).first() {
            Some(category) => {
                Value::from_serializable(&self.navigation_view(edition, *category, section, position))
            }
            None => Value::none(),
        };
        let shared = frame.navigation.get(section.0).and_then(|stretches| stretches.get(stretch(position)));
        Ok(shared.map_or_else(make, |shared| shared.get_or_init(make).clone()))
    }

    fn navigation_view(
        &self,
        edition: &Edition,
        category: SectionId,
        current: SectionId,
        position: usize,
    ) -> NavigationView {
        let open = trail(edition, current);
        let mut listed = Vec::new();
        descend(edition, category, &open, &mut listed);
        let place = listed.iter().rposition(|id| open.contains(id)).unwrap_or(0);
        let shown = window(&listed, place).0.iter();
        let sections = shown.filter_map(|id| self.section_view(edition, *id, &open, position)).collect();
        let Some(top) = edition.sections.get(category.0) else {
            return NavigationView {
                title: String::new(),
                url: String::new(),
                sections,
                articles: Vec::new(),
                more: None,
            };
        };
        let (articles, more) =
            self.articles(edition, category, if category == current { position } else { 0 });
        NavigationView {
            title: top.nav_title.to_string(),
            url: self.base.href(&top.path),
            sections,
            articles,
            more,
        }
    }

    fn section_view(
        &self,
        edition: &Edition,
        id: SectionId,
        open: &[SectionId],
        position: usize,
    ) -> Option<NavigationSectionView> {
        let section = edition.sections.get(id.0)?;
        let is_open = open.contains(&id);
        let place = if open.last() == Some(&id) { position } else { 0 };
        let (articles, more) = if is_open { self.articles(edition, id, place) } else { (Vec::new(), None) };
        Some(NavigationSectionView {
            title: section.nav_title.to_string(),
            url: self.base.href(&section.path),
            open: is_open,
            depth: section.depth.saturating_sub(2),
            articles,
            more,
        })
    }

    /// Returns the articles of a section: those around `position`.
    fn articles(&self, edition: &Edition, id: SectionId, position: usize) -> (Vec<LinkView>, Option<String>) {
        let Some(section) = edition.sections.get(id.0) else { return (Vec::new(), None) };
        let (shown, cut) = window(&section.contents.entries, stretch(position) * STRETCH + STRETCH / 2);
        let links = shown
            .iter()
            .map(|entry| LinkView { title: entry.nav_title.to_string(), url: self.base.href(&entry.path) })
            .collect();
        (links, cut.then(|| self.base.href(&section.path)))
    }
}

/// Lists the sections below `parent`, depth first; sub-sections once the reader is in their section.
fn descend(edition: &Edition, parent: SectionId, open: &[SectionId], listed: &mut Vec<SectionId>) {
    let Some(around) = edition.sections.get(parent.0) else { return };
    for id in &around.contents.sections {
        listed.push(*id);
        if open.contains(id) || parent_is_category(edition, parent) {
            descend(edition, *id, open, listed);
        }
    }
}

fn parent_is_category(edition: &Edition, id: SectionId) -> bool {
    edition.sections.get(id.0).is_some_and(|section| section.depth == 1)
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
