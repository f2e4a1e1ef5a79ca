//! Makes the pages of one edition: the words of their files, their links, their lists.

use std::sync::Arc;

use rayon::prelude::*;

use super::editions::{Draft, DraftArticle, DraftSection, Shown};
use super::links::{Item, Links, Place};
use super::order::{Collation, Rank, with_variables};
use super::search;
use super::siblings::Siblings;
use super::{Context, redirects, tree, upkeep};
use crate::corpus::content::{ContentFile, FrontMatter};
use crate::diagnostic::{Diagnostic, Span};
use crate::model::{
    Article, Body, Contents, Edition, Entry, Fallback, Fill, PageSettings, Places, Reference, Section,
    SectionId, SitePath, State,
};
use crate::yaml::Found;

/// Returns the edition of `draft`, without its labels.
pub(super) fn edition<'t, 'c>(
    context: Context<'c>,
    draft: &Draft<'t, 'c>,
    siblings: &Siblings<'_>,
    links: &Links<'_, 't, 'c>,
    sink: &mut Vec<Diagnostic>,
) -> Edition {
    let maker = Maker { context, draft, siblings, links };
    let made: Vec<_> = draft
        .articles
        .par_iter()
        .map(|article| {
            let mut sink = Vec::new();
            (maker.article(article, &mut sink), sink)
        })
        .collect();
    let mut articles = Vec::with_capacity(made.len());
    for (article, mut problems) in made {
        articles.push(article);
        sink.append(&mut problems);
    }
    let mut sections: Vec<Section> =
        draft.sections.iter().map(|section| maker.section(section, sink)).collect();
    maker.fill_lists(&articles, &mut sections);
    Edition {
        language: draft.language,
        root: draft.root.clone(),
        sections,
        articles,
        labels: Vec::new(),
        by_title: Vec::new(),
        synonyms: Vec::new(),
        best_bets: Vec::new(),
    }
}

struct Maker<'a, 't, 'c> {
    context: Context<'c>,
    draft: &'a Draft<'t, 'c>,
    siblings: &'a Siblings<'a>,
    links: &'a Links<'a, 't, 'c>,
}

impl<'c> Maker<'_, '_, 'c> {
    fn body(&self, file: &'c ContentFile, sink: &mut Vec<Diagnostic>) -> Body {
        let Some(page) = self.links.pages().get(&file.path) else { return Body::default() };
        let place = Place { language: self.draft.language, file };
        // What is not shown, such as a link in a footnote for others, publishes no file either.
        let mut fill = |reference: &Reference| match reference.shown {
            true => self.links.fill(reference, place, sink),
            false => Fill::Nowhere,
        };
        let fills = page.references.iter().map(&mut fill).collect();
        Body { rendered: page.rendered.clone(), fills }
    }

    fn words(&self, text: &str) -> Arc<str> {
        with_variables(self.context, text)
    }

    fn article(&self, draft: &DraftArticle<'_, 'c>, sink: &mut Vec<Diagnostic>) -> Article {
        let Shown { variant, fallback } = draft.shown;
        let (file, front) = (variant.file, &variant.file.front);
        let body = self.body(file, sink);
        let title = front.title.as_ref().map_or_else(|| Arc::from(""), |title| self.words(&title.value));
        let dates = self.context.corpus.history.dates.get(&file.path);
        let family = self.siblings.articles.get(draft.item.key).cloned().unwrap_or_default();
        let mut page = self.settings(file, sink);
        page.noindex |= fallback == Fallback::Foreign || variant.state != State::Published;
        page.icon = icon(draft.item, Some(file));
        Article {
            path: draft.path.clone(),
            section: draft.section,
            nav_title: front.nav_title.as_ref().map_or_else(|| title.clone(), |title| self.words(title)),
            title,
            description: front.description.as_ref().map(|text| self.words(text)),
            body,
            content_language: variant.language,
            fallback,
            state: variant.state,
            created: front.created.or(dates.map(|dates| dates.created)),
            updated: front.updated.or(dates.map(|dates| dates.updated)),
            author: front.author.clone(),
            labels: Vec::new(),
            related: self.related(file, front, sink),
            similar: Vec::new(),
            alternates: family.alternates,
            pages: family.pages,
            source: file.path.clone(),
            places: places(file),
            upkeep: upkeep::of(self.links.tree(), draft.item, variant),
            first_path: redirects::first_path(front, &draft.path, self.links.bases()),
            contributors: self.contributors(file),
            toc: front.toc.unwrap_or(true),
            feedback: front.feedback.unwrap_or(true),
            searchable: !front.search.exclude && variant.state != State::Archived,
            search: search::facts(file),
            page,
        }
    }

    fn section(&self, draft: &DraftSection<'_, 'c>, sink: &mut Vec<Diagnostic>) -> Section {
        let file = draft.shown.map(|shown| shown.variant.file);
        // The home page lists what there is in its language, whoever wrote its welcome.
        let fallback = draft.shown.filter(|_| draft.depth > 0).map_or(Fallback::None, |shown| shown.fallback);
        let mut page = file.map(|file| self.settings(file, sink)).unwrap_or_default();
        page.noindex |= fallback == Fallback::Foreign || !draft.is_listed;
        page.icon = icon(draft.item, file);
        let family = self.siblings.sections.get(draft.item.key).cloned().unwrap_or_default();
        Section {
            parent: draft.parent,
            depth: draft.depth,
            path: draft.path.clone(),
            title: draft.title.clone(),
            nav_title: draft.nav_title.clone(),
            description: file.and_then(|file| file.front.description.as_ref()).map(|text| self.words(text)),
            source: file.map(|file| file.path.clone()),
            places: file.map(places),
            body: file.map(|file| self.body(file, sink)).unwrap_or_default(),
            content_language: draft.shown.map_or(self.draft.language, |shown| shown.variant.language),
            fallback,
            contents: Contents::default(),
            alternates: family.alternates,
            pages: family.pages,
            page,
        }
    }

    /// Returns who committed changes to a file, where the settings let pages name them.
    fn contributors(&self, file: &ContentFile) -> Vec<Arc<str>> {
        if !self.context.settings.history.contributors {
            return Vec::new();
        }
        self.context.corpus.history.contributors.get(&file.path).cloned().unwrap_or_default()
    }

    fn settings(&self, file: &'c ContentFile, sink: &mut Vec<Diagnostic>) -> PageSettings {
        let front = &file.front;
        let place = Place { language: self.draft.language, file };
        let image = front.seo.image.as_ref().map(|image| {
            let reference = reference_to(image, file, true);
            // Readers never load it; those who make previews of links do.
            let remote = image.value.starts_with("https://") || image.value.starts_with("http://");
            if remote && self.links.own(&image.value).is_none() {
                Fill::External(image.value.clone())
            } else {
                self.links.fill(&reference, place, sink)
            }
        });
        let words = |found: &Found<String>| self.words(&found.value).to_string();
        PageSettings {
            template: front.template.as_ref().map(|found| (found.value.clone(), found.span.clone())),
            icon: None,
            seo_title: front.seo.title.as_ref().map(words),
            seo_description: front.seo.description.as_ref().map(words),
            seo_image: image,
            seo_canonical: self.canonical(file, place, sink),
            seo_keywords: front.seo.keywords.clone(),
            noindex: front.seo.noindex,
            extra: front.extra.clone(),
        }
    }

    /// Returns the address that search engines take for the page's own. One that is this help centre's must be there
    /// for those who read the page.
    fn canonical(
        &self,
        file: &'c ContentFile,
        place: Place<'c>,
        sink: &mut Vec<Diagnostic>,
    ) -> Option<String> {
        let named = file.front.seo.canonical.as_ref()?;
        if self.links.own(&named.value).is_some()
            && self.links.fill(&reference_to(named, file, false), place, sink) == Fill::Nowhere
        {
            return None;
        }
        Some(named.value.clone())
    }

    fn related(&self, file: &'c ContentFile, front: &FrontMatter, sink: &mut Vec<Diagnostic>) -> Vec<Entry> {
        let place = Place { language: self.draft.language, file };
        let mut entries: Vec<Entry> = Vec::new();
        for named in &front.related {
            let reference = reference_to(named, file, false);
            if let Fill::Page(path, _) = self.links.fill(&reference, place, sink)
                && let Some(entry) = self.entry_at(&path)
            {
                entries.push(entry);
            }
        }
        entries
    }

    fn entry_at(&self, path: &SitePath) -> Option<Entry> {
        let (_, Item::Article(key)) = self.links.page_at(path)? else { return None };
        let (_, path, file) = self.links.locate(Item::Article(key), self.draft.language)?;
        Some(self.entry(path, file?, false))
    }

    fn entry(&self, path: SitePath, file: &ContentFile, promoted: bool) -> Entry {
        let front = &file.front;
        let title = front.title.as_ref().map_or_else(|| Arc::from(""), |title| self.words(&title.value));
        Entry {
            path,
            nav_title: front.nav_title.as_ref().map_or_else(|| title.clone(), |title| self.words(title)),
            title,
            description: front.description.as_ref().map(|text| self.words(text)),
            promoted,
            icon: front.icon.as_ref().map(|icon| Arc::from(icon.value.as_str())),
            language: file.language,
        }
    }

    /// Puts sections and articles into the lists of what encloses them, in order.
    fn fill_lists(&self, articles: &[Article], sections: &mut [Section]) {
        let collation = Collation::of(self.context.settings.languages.get(self.draft.language).0);
        let mut entries: Vec<Vec<(Rank<'_>, Entry)>> = sections.iter().map(|_| Vec::new()).collect();
        for (draft, article) in self.draft.articles.iter().zip(articles) {
            if article.state != State::Archived {
                let rank = rank(draft.item, draft.shown.variant.file, article.title.clone());
                let entry = Entry { promoted: rank.promoted, ..article.entry() };
                push(&mut entries, draft.section, rank, entry);
            }
        }
        for linked in &self.draft.linked {
            let item = Item::Article(linked.item.key);
            if linked.variant.state != State::Archived
                && let Some((_, path, _)) = self.links.locate(item, linked.variant.language)
            {
                let title = linked.variant.file.front.title.as_ref();
                let title = title.map_or_else(|| Arc::from(""), |title| self.words(&title.value));
                let rank = rank(linked.item, linked.variant.file, title);
                let entry = self.entry(path, linked.variant.file, rank.promoted);
                push(&mut entries, linked.section, rank, entry);
            }
        }
        for (section, mut list) in sections.iter_mut().zip(entries) {
            list.sort_by(|(a, _), (b, _)| a.compare(b, &collation));
            section.contents.entries = list.into_iter().map(|(_, entry)| entry).collect();
        }
        for (parent, child) in self.sorted_sections(&collation) {
            if let Some(parent) = sections.get_mut(parent.0) {
                parent.contents.sections.push(child);
            }
        }
    }

    /// Returns each section with its parent, in the order of the lists.
    fn sorted_sections(&self, collation: &Collation) -> Vec<(SectionId, SectionId)> {
        let mut ranked: Vec<(Rank<'_>, SectionId, SectionId)> = Vec::new();
        for (at, section) in self.draft.sections.iter().enumerate() {
            let Some(parent) = section.parent.filter(|_| section.is_listed) else { continue };
            let front = section.shown.map(|shown| &shown.variant.file.front);
            let own = section.item.original().map(|original| &original.file.front);
            let rank = Rank {
                promoted: front.and_then(|front| front.promoted).unwrap_or(false),
                // A translated section stays where its original stands.
                order: front.and_then(|front| front.order).or(own.and_then(|front| front.order)),
                title: section.title.clone(),
                key: section.item.key,
            };
            ranked.push((rank, parent, SectionId(at)));
        }
        ranked.sort_by(|(a, ..), (b, ..)| a.compare(b, collation));
        ranked.into_iter().map(|(_, parent, child)| (parent, child)).collect()
    }
}

/// Returns the reference that a value of the front matter is.
fn reference_to(named: &Found<String>, file: &ContentFile, embedded: bool) -> Reference {
    let range = named.span.start..named.span.end;
    Reference { target: named.value.clone(), path: file.path.clone(), range, embedded, shown: true }
}

/// Returns where a file says what.
fn places(file: &ContentFile) -> Places {
    Places {
        title: file.title_span(),
        description: file.front.description_span.clone(),
        search_title: file.front.seo.title.as_ref().map(|found| found.span.clone()),
        search_description: file.front.seo.description.as_ref().map(|found| found.span.clone()),
        has_title: file.front.title.is_some(),
    }
}

/// Returns the icon that a file names, or its original.
fn icon(item: &tree::Item<'_>, file: Option<&ContentFile>) -> Option<(String, Span)> {
    let own = file.and_then(|file| file.front.icon.as_ref());
    let original = || item.original().and_then(|original| original.file.front.icon.as_ref());
    own.or_else(original).map(|found| (found.value.clone(), found.span.clone()))
}

fn push<'r>(lists: &mut [Vec<(Rank<'r>, Entry)>], section: SectionId, rank: Rank<'r>, entry: Entry) {
    if let Some(list) = lists.get_mut(section.0) {
        list.push((rank, entry));
    }
}

/// Returns the place of an article among its neighbours; a translation that names none has its original's.
fn rank<'r>(item: &'r tree::Item<'r>, file: &'r ContentFile, title: Arc<str>) -> Rank<'r> {
    let original = item.original().map(|original| &original.file.front);
    Rank {
        promoted: file.front.promoted.or(original.and_then(|front| front.promoted)).unwrap_or(false),
        order: file.front.order.or(original.and_then(|front| front.order)),
        title,
        key: item.key,
    }
}

/// Returns a translation's own labels, or its original's where it names none.
pub(super) fn labels_of<'c>(item: &tree::Item<'c>, file: &'c ContentFile) -> &'c [String] {
    match (&file.front.labels, item.original()) {
        (own, Some(original)) if own.is_empty() => &original.file.front.labels,
        (own, _) => own,
    }
}
