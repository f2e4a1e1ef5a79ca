//! Decides what one target may see, and joins it into a `Site`: tree, URLs, links, languages.
//!
//! The order is the point. First `visibility` marks each file; then only what is visible is arranged into
//! editions, rendered and linked. A link to anything else finds nothing and becomes plain text.

mod claims;
mod days;
mod editions;
mod enclosure;
mod exposed;
mod labels;
mod links;
mod order;
mod originals;
mod pages;
mod redirects;
mod related;
mod search;
mod siblings;
mod statics;
mod text;
mod titles;
mod tree;
mod upkeep;
mod visibility;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::content::{ContentFile, Corpus};
use super::kept::Kept;
use super::markdown::{self, CodeMemo, Page};
use crate::config::Settings;
use crate::diagnostic::{Code, Diagnosed, Diagnostic, Span};
use crate::guest;
use crate::model::{AssetId, Edition, Fallback, LanguageId, Site, SitePath, SourcePath, State, Target};
use claims::Claims;
use editions::Draft;
use links::{Bases, Links};
use tree::Tree;

/// What rendering gave, by file. Only looked up.
type Pages<'c> = FxHashMap<&'c SourcePath, Arc<Page>>;

/// What every step of this stage knows.
#[derive(Clone, Copy)]
struct Context<'c> {
    corpus: &'c Corpus,
    settings: &'c Settings,
    target: &'c Target,
    code: &'c CodeMemo,
    kept: Option<&'c Kept>,
}

/// Returns the site that `target` sees.
pub fn resolve(
    corpus: &Corpus,
    settings: &Settings,
    target: &Target,
    code: &CodeMemo,
    kept: Option<&Kept>,
) -> Diagnosed<Site> {
    let mut sink = Vec::new();
    let context = Context { corpus, settings, target, code, kept };
    let mut tree = tree::build(context, &mut sink);
    visibility::decide(context, &mut tree, &mut sink);
    let drafts = editions::draft_all(context, &tree, |variant| variant.visible);
    let mut claims = Claims::new(context);
    let mut claimed = Vec::new();
    let bases = Bases::new(settings);
    let (mut links, (labels, declared, statics)) = rayon::join(
        || Links::new(context, &tree, &drafts, &bases),
        || {
            claims.take_pages(&drafts, &mut claimed);
            let labels: Vec<_> = drafts.iter().map(|draft| labels::gather(context, draft)).collect();
            let declared = redirects::declared(context, &drafts, &bases, &mut claimed);
            (labels, declared, statics::copied(context, &mut claims, &mut claimed))
        },
    );
    sink.append(&mut claimed);
    let (pages, siblings) =
        rayon::join(|| render(context, &drafts, &links, &mut sink), || siblings::gather(&drafts));
    links.add_pages(pages);
    links.add_others(others(context, &drafts, &labels), &statics);
    let redirects = redirects::all(&declared, &links, &mut claims, &mut sink);
    links.add_redirects(&redirects);
    let mut editions: Vec<Edition> = Vec::with_capacity(drafts.len());
    for draft in &drafts {
        editions.push(pages::edition(context, draft, &siblings, &links, &mut sink));
    }
    for ((edition, labels), draft) in editions.iter_mut().zip(labels).zip(&drafts) {
        let order = titles::order(context, edition);
        labels::attach(edition, labels, &order);
        related::attach(edition, kept);
        search::attach(context, edition, &links, &mut sink);
        if titles::has_page(context, draft) {
            titles::attach(edition, &order);
        }
    }
    warn(context, &tree, &drafts, &mut sink);
    days::note(context, &tree, &mut sink);
    exposed::note(context, &tree, &mut sink);
    let assets = links.into_assets();
    let site = Site { target: *target, editions, assets, statics, redirects };
    Diagnosed::new(site, sink)
}

/// Renders every file that some page shows, once.
fn render<'c>(
    context: Context<'c>,
    drafts: &[Draft<'_, 'c>],
    links: &Links<'_, '_, 'c>,
    sink: &mut Vec<Diagnostic>,
) -> Pages<'c> {
    let mut files: Vec<&'c ContentFile> = drafts
        .iter()
        .flat_map(|draft| {
            let sections =
                draft.sections.iter().filter_map(|section| section.shown.map(|shown| shown.variant.file));
            sections.chain(draft.articles.iter().map(|article| article.shown.variant.file))
        })
        .collect();
    files.sort_by_key(|file| &file.path);
    files.dedup_by_key(|file| &file.path);
    let rendered: Vec<_> = files
        .into_par_iter()
        .map(|file| {
            let attempt =
                guest::contained_at(&format!("render {}", file.path), || render_one(context, links, file));
            attempt.map_err(|panicked| panicked.diagnostic("rendering this file").at(Span::file(&file.path)))
        })
        .collect();
    let mut pages = Pages::default();
    for outcome in rendered {
        match outcome {
            Ok((path, page, mut problems)) => {
                sink.append(&mut problems);
                pages.insert(path, page);
            }
            // The file has no page then: links to its headings are not judged.
            Err(problem) => sink.push(problem),
        }
    }
    pages
}

fn render_one<'c>(
    context: Context<'c>,
    links: &Links<'_, '_, 'c>,
    file: &'c ContentFile,
) -> (&'c SourcePath, Arc<Page>, Vec<Diagnostic>) {
    let mut sink = Vec::new();
    let recipe = text::visible(context, file, &mut sink);
    let conceals = |target: &str| links.conceals(target);
    let make = || {
        let text = recipe.write(context.settings);
        Arc::new(markdown::render(&text, context.settings, context.code, &conceals))
    };
    let page = match context.kept {
        Some(kept) => {
            let key = recipe.key(context.settings, |text| links.concealing(text));
            kept.pages.get_or_make(key, make)
        }
        None => make(),
    };
    sink.extend(page.problems.iter().cloned());
    (&file.path, page, sink)
}

/// Returns what links may lead to besides pages, files and old paths: labels, what helpsmith writes.
fn others(
    context: Context<'_>,
    drafts: &[Draft<'_, '_>],
    labels: &[Vec<labels::Gathered>],
) -> BTreeMap<String, SitePath> {
    let root = SitePath::root();
    let settings = context.settings;
    let has_sitemap = settings.seo.sitemap && settings.audiences.is_indexed(context.target.audience);
    let files = [("sitemap.xml", has_sitemap), ("robots.txt", true)];
    let files = files.into_iter().filter(|(_, written)| *written).map(|(file, _)| root.file(file));
    let llms = drafts.iter().filter(|_| settings.seo.llms).map(|draft| draft.root.file("llms.txt"));
    let feeds = drafts.iter().filter(|_| settings.seo.feeds).flat_map(|draft| feeds(context, draft));
    let labelled = drafts.iter().zip(labels).filter(|(_, labels)| !labels.is_empty());
    let lists = labelled.map(|(draft, _)| draft.root.child("labels"));
    let pages = labels.iter().flatten().map(|label| label.path.clone());
    let searchable = drafts.iter().filter(|draft| titles::has_page(context, draft));
    let searches = searchable.map(|draft| draft.root.child("search"));
    let searchable =
        drafts.iter().filter(|draft| settings.seo.opensearch && titles::has_page(context, draft));
    let descriptions = searchable.map(|draft| draft.root.file("opensearch.xml"));
    let shows_changes = settings.history.shows_changes_to(context.target.audience);
    let changes = drafts.iter().filter(|_| shows_changes).map(|draft| draft.root.child("changes"));
    files
        .chain(llms)
        .chain(feeds)
        .chain(descriptions)
        .chain(lists)
        .chain(pages)
        .chain(searches)
        .chain(changes)
        .map(|path| (path.claim_key(), path))
        .collect()
}

/// Returns the feeds of an edition: of its home page and of each category with an article to tell of, one whose day is
/// known and that may be found.
fn feeds(context: Context<'_>, draft: &Draft<'_, '_>) -> Vec<SitePath> {
    let dates = &context.corpus.history.dates;
    let told = draft.articles.iter().filter(|article| {
        let (variant, front) = (article.shown.variant, &article.shown.variant.file.front);
        let dated = front.updated.or(front.created).is_some() || dates.contains_key(&variant.file.path);
        let own = article.shown.fallback == Fallback::None;
        own && dated && variant.state == State::Published && !front.seo.noindex
    });
    let mut roots = BTreeSet::new();
    for article in told {
        let mut at = draft.sections.get(article.section.0);
        while let Some(section) = at {
            if section.depth <= 1 {
                roots.insert(&section.path);
            }
            at = section.parent.and_then(|parent| draft.sections.get(parent.0));
        }
    }
    roots.into_iter().map(|root| root.file("feed.xml")).collect()
}

/// Warns of what a reader would miss: descriptions, articles in sections.
fn warn(context: Context<'_>, tree: &Tree<'_>, drafts: &[Draft<'_, '_>], sink: &mut Vec<Diagnostic>) {
    for item in tree.articles.values() {
        for variant in item.variants.values().filter(|variant| variant.visible) {
            if variant.file.front.description.is_none() && variant.file.front.title.is_some() {
                sink.push(
                    Diagnostic::new(Code::MissingDescription, "this article has no `description`")
                        .at(variant.file.title_span())
                        .hint("add a line `description: …`, one sentence of up to 160 characters"),
                );
            }
        }
    }
    let Some(default) = drafts.first() else { return };
    for section in default.sections.iter().skip(1).filter(|section| section.articles_below == 0) {
        // An archived section stands in no list, so nobody comes to it in vain.
        let is_meant = |variant: &tree::Variant<'_>| {
            variant.language == LanguageId::DEFAULT && variant.state != State::Archived
        };
        let Some(shown) = section.shown.filter(|shown| is_meant(shown.variant)) else { continue };
        if context.corpus.unread.is_below(&format!("content/{}", section.item.key)) {
            continue;
        }
        let audience = context.settings.audiences.get(context.target.audience);
        let name = audience.map_or("", |audience| audience.name.as_str());
        let message = format!("section `{}` has no article that `{name}` may see", section.title);
        sink.push(
            Diagnostic::new(Code::EmptySection, message)
                .at(shown.variant.file.title_span())
                .hint("write an article, or give the section the `audience` of the articles in it"),
        );
    }
}

/// Returns the id under which a file is published.
fn asset_id(path: &SourcePath) -> AssetId {
    AssetId(path.clone())
}
