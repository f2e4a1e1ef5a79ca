//! Arranges what is visible into one tree for each language, and gives every page its path.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::Context;
use super::order;
use super::tree::{Item, Tree, Variant};
use crate::config::LanguageFallback;
use crate::diagnostic::Span;
use crate::model::paths::{nfc, slugify};
use crate::model::{Fallback, LanguageId, SectionId, SitePath, State};

/// The tree of one language before its texts are rendered.
pub(super) struct Draft<'t, 'c> {
    pub language: LanguageId,
    pub root: SitePath,
    /// The home page first, then parents before children.
    pub sections: Vec<DraftSection<'t, 'c>>,
    pub articles: Vec<DraftArticle<'t, 'c>>,
    /// Articles that are only linked to, in another language's tree.
    pub linked: Vec<Linked<'t, 'c>>,
    /// Where each item's page is. Only looked up.
    pub section_ids: FxHashMap<&'t str, SectionId>,
    pub article_ids: FxHashMap<&'t str, usize>,
}

/// The variant that a page shows.
#[derive(Clone, Copy)]
pub(super) struct Shown<'t, 'c> {
    pub variant: &'t Variant<'c>,
    pub fallback: Fallback,
}

pub(super) struct DraftSection<'t, 'c> {
    pub item: &'t Item<'c>,
    pub shown: Option<Shown<'t, 'c>>,
    pub parent: Option<SectionId>,
    pub depth: usize,
    pub slug: String,
    pub path: SitePath,
    pub title: Arc<str>,
    pub nav_title: Arc<str>,
    pub articles_below: usize,
    /// Whether menus and lists show it; a folder of nothing but archived articles is only passed through.
    pub is_listed: bool,
}

pub(super) struct DraftArticle<'t, 'c> {
    pub item: &'t Item<'c>,
    pub shown: Shown<'t, 'c>,
    pub section: SectionId,
    pub slug: String,
    pub path: SitePath,
}

pub(super) struct Linked<'t, 'c> {
    pub item: &'t Item<'c>,
    pub variant: &'t Variant<'c>,
    pub section: SectionId,
}

impl Shown<'_, '_> {
    /// Returns the place to look at when the page's path is wrong.
    pub fn slug_span(&self) -> Span {
        match &self.variant.file.front.slug {
            Some(slug) => slug.span.clone(),
            None => Span::file(&self.variant.file.path),
        }
    }

    /// Returns the last part of the page's path.
    fn slug(&self) -> String {
        match &self.variant.file.front.slug {
            Some(slug) => nfc(&slug.value),
            None => self.variant.file.place.slug.clone(),
        }
    }
}

/// Arranges all languages. `sees` says which variants may be shown.
pub(super) fn draft_all<'t, 'c>(
    context: Context<'c>,
    tree: &'t Tree<'c>,
    sees: impl Fn(&Variant<'c>) -> bool + Copy + Sync,
) -> Vec<Draft<'t, 'c>> {
    let languages: Vec<LanguageId> =
        context.settings.languages.iter().map(|(language, ..)| language).collect();
    languages.into_par_iter().map(|language| draft(context, tree, language, sees)).collect()
}

enum Choice<'t, 'c> {
    Page(Shown<'t, 'c>),
    Link(&'t Variant<'c>),
    Nothing,
}

/// Chooses what `language` shows of an item.
fn choose<'t, 'c>(
    context: Context<'c>,
    item: &'t Item<'c>,
    language: LanguageId,
    sees: impl Fn(&Variant<'c>) -> bool,
) -> Choice<'t, 'c> {
    let languages = &context.settings.languages;
    if let Some(variant) = item.variants.get(&language).filter(|variant| sees(variant)) {
        return Choice::Page(Shown { variant, fallback: Fallback::None });
    }
    for other in languages.fallbacks(language) {
        let Some(variant) = item.variants.get(&other).filter(|variant| sees(variant)) else { continue };
        if languages.is_regional(language, other) {
            return Choice::Page(Shown { variant, fallback: Fallback::Regional });
        }
        return match context.settings.language_fallback {
            LanguageFallback::Show => Choice::Page(Shown { variant, fallback: Fallback::Foreign }),
            LanguageFallback::Link => Choice::Link(variant),
            LanguageFallback::Hide => Choice::Nothing,
        };
    }
    Choice::Nothing
}

fn draft<'t, 'c>(
    context: Context<'c>,
    tree: &'t Tree<'c>,
    language: LanguageId,
    sees: impl Fn(&Variant<'c>) -> bool + Copy,
) -> Draft<'t, 'c> {
    let choices: Vec<(&Item<'c>, Choice<'t, 'c>)> = tree
        .articles
        .values()
        .map(|item| (item, choose(context, item, language, sees)))
        .filter(|(_, choice)| !matches!(choice, Choice::Nothing))
        .collect();
    let counts = count_below(&choices);
    let root = match language {
        LanguageId::DEFAULT => SitePath::root(),
        other => SitePath::root().child(context.settings.languages.tag(other)),
    };
    let mut draft = Draft {
        language,
        root,
        sections: Vec::new(),
        articles: Vec::new(),
        linked: Vec::new(),
        section_ids: FxHashMap::default(),
        article_ids: FxHashMap::default(),
    };
    for item in tree.sections.values() {
        add_section(context, &mut draft, item, counts.get(item.key).copied(), sees);
    }
    for (item, choice) in choices {
        add_article(&mut draft, item, choice);
    }
    draft
}

/// Counts the listed articles in and below each folder that has any page below it.
fn count_below<'t>(choices: &[(&'t Item<'_>, Choice<'t, '_>)]) -> FxHashMap<&'t str, usize> {
    let mut counts = FxHashMap::default();
    for (item, choice) in choices {
        let archived = matches!(choice, Choice::Page(shown) if shown.variant.state == State::Archived);
        let mut folder = item.section;
        while let Some(at) = folder {
            // Archived articles keep their section's page alive, but do not fill it.
            *counts.entry(at).or_insert(0) += usize::from(!archived);
            folder =
                if at.is_empty() { None } else { Some(at.rsplit_once('/').map_or("", |(parent, _)| parent)) };
        }
    }
    counts
}

fn add_section<'t, 'c>(
    context: Context<'c>,
    draft: &mut Draft<'t, 'c>,
    item: &'t Item<'c>,
    below: Option<usize>,
    sees: impl Fn(&Variant<'c>) -> bool,
) {
    let languages = &context.settings.languages;
    let candidates = std::iter::once(draft.language).chain(languages.fallbacks(draft.language));
    let shown = candidates.into_iter().find_map(|language| {
        let variant = item.variants.get(&language).filter(|variant| sees(variant))?;
        let fallback = match language {
            own if own == draft.language => Fallback::None,
            other if languages.is_regional(draft.language, other) => Fallback::Regional,
            _ => Fallback::Foreign,
        };
        Some(Shown { variant, fallback })
    });
    let home = item.section.is_none();
    let shows_foreign = context.settings.language_fallback == LanguageFallback::Show;
    let stands_alone = shown.is_some_and(|shown| shown.fallback != Fallback::Foreign || shows_foreign);
    let has_pages = home || stands_alone || below.is_some();
    let parent = item.section.map(|key| draft.section_ids.get(key).copied());
    let parent = match parent {
        Some(None) => return,
        Some(parent) => parent,
        None => None,
    };
    if !has_pages {
        return;
    }
    let folder = item.key.rsplit('/').next().unwrap_or_default();
    let slug = shown.map_or_else(|| slugify(folder), |shown| shown.slug());
    let (path, depth) = match parent.and_then(|parent| draft.sections.get(parent.0)) {
        Some(parent) => (parent.path.child(&slug), parent.depth + 1),
        None => (draft.root.clone(), 0),
    };
    let own_title = shown.and_then(|shown| shown.variant.file.front.title.as_ref());
    let title = match own_title {
        Some(title) => order::with_variables(context, &title.value),
        None if home => Arc::from(context.settings.title.as_str()),
        None => Arc::from(title_of_folder(folder)),
    };
    let nav_title = shown
        .and_then(|shown| shown.variant.file.front.nav_title.as_deref())
        .map_or_else(|| title.clone(), |title| order::with_variables(context, title));
    let articles_below = below.unwrap_or(0);
    let is_archived = shown.is_some_and(|shown| shown.variant.state == State::Archived);
    let is_listed = home || (stands_alone && !is_archived) || articles_below > 0;
    // Its title names the section in menus; its text is in another language, which this site does not show.
    let shown = shown.filter(|_| stands_alone);
    draft.section_ids.insert(item.key, SectionId(draft.sections.len()));
    draft.sections.push(DraftSection {
        item,
        shown,
        parent,
        depth,
        slug,
        path,
        title,
        nav_title,
        articles_below,
        is_listed,
    });
}

fn add_article<'t, 'c>(draft: &mut Draft<'t, 'c>, item: &'t Item<'c>, choice: Choice<'t, 'c>) {
    let key = item.section.unwrap_or("");
    let Some(section) = draft.section_ids.get(key).copied() else { return };
    match choice {
        Choice::Page(shown) => {
            let slug = shown.slug();
            let path =
                draft.sections.get(section.0).map_or_else(SitePath::root, |around| around.path.child(&slug));
            draft.article_ids.insert(item.key, draft.articles.len());
            draft.articles.push(DraftArticle { item, shown, section, slug, path });
        }
        Choice::Link(variant) => draft.linked.push(Linked { item, variant, section }),
        Choice::Nothing => {}
    }
}

/// Returns the title of a folder that has none: `getting-started` becomes `Getting started`.
fn title_of_folder(folder: &str) -> String {
    let words = folder.replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => folder.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folder_names_become_titles() {
        assert_eq!(title_of_folder("getting-started"), "Getting started");
        assert_eq!(title_of_folder("--"), "--");
        assert_eq!(title_of_folder("راهنما"), "راهنما");
    }
}
