//! Notes files of `static/`, which everyone can fetch, to which only what the target may not see leads.
//!
//! Links are looked for in the sources, since hidden text is never rendered. Only paths of files that are there count,
//! so that a text which merely looks like a link is none.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Context;
use super::tree::Tree;
use super::visibility::named_for;
use crate::corpus::content::{Block, ContentFile};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::paths::percent_decode;
use crate::model::{BaseUrl, SitePath, SourcePath};

/// Adds a note for each such file, at the first link to it.
pub(super) fn note(context: Context<'_>, tree: &Tree<'_>, sink: &mut Vec<Diagnostic>) {
    let assets = &context.corpus.assets;
    if assets.range(SourcePath::new("static/")..).next().is_none_or(|(path, _)| !is_static(path)) {
        return;
    }
    let texts = texts(context, tree);
    let mut found: BTreeMap<SourcePath, Span> = BTreeMap::new();
    for (file, hidden, _) in &texts {
        for range in hidden {
            links(context, file, range.clone(), |source, place| {
                found.entry(source).or_insert_with(|| Span::new(&file.path, place.start, place.end));
            });
        }
    }
    if found.is_empty() {
        return;
    }
    for (file, _, visible) in &texts {
        for range in visible {
            links(context, file, range.clone(), |source, _| {
                found.remove(&source);
            });
        }
    }
    for line in &context.corpus.redirects {
        if let Some(inner) = line.to.value.strip_prefix('/') {
            found.remove(&SourcePath::new(&format!("static/{inner}")));
        }
    }
    for (source, span) in found {
        let message = format!("everyone can fetch `{source}`, but only hidden articles link to it");
        sink.push(Diagnostic::new(Code::ExposedFile, message).at(span).hint(
            "if the file is not for everyone, move it next to the article, or to the folder of an audience, such as \
             `static.agents/`",
        ));
    }
}

fn is_static(path: &SourcePath) -> bool {
    path.as_str().starts_with("static/")
}

/// A file with the parts of it that the target may not see, and those that it may.
type Parts<'c> = (&'c ContentFile, Vec<Range<usize>>, Vec<Range<usize>>);

fn texts<'c>(context: Context<'c>, tree: &Tree<'c>) -> Vec<Parts<'c>> {
    let items = tree.sections.values().chain(tree.articles.values());
    let variants = items.flat_map(|item| item.variants.values());
    let files = variants.map(|variant| (variant.file, variant.visible));
    let seen =
        |file: &ContentFile| file.front.audience.as_ref().is_none_or(|named| named_for(context, named.value));
    let snippets = context.corpus.snippets.values().map(|file| (&**file, seen(file)));
    let parts = |(file, is_visible): (&'c ContentFile, bool)| {
        let whole = 0..file.source.text.len();
        if !is_visible {
            return (file, vec![whole], Vec::new());
        }
        let mut hidden = Vec::new();
        closed(context, &file.blocks, &mut hidden);
        let mut visible = Vec::new();
        let mut at = 0;
        for part in &hidden {
            visible.push(at..part.start.max(at));
            at = part.end.max(at);
        }
        visible.push(at..whole.end);
        (file, hidden, visible)
    };
    files.chain(snippets).map(parts).collect()
}

/// Adds where the blocks for others stand, in order.
fn closed(context: Context<'_>, blocks: &[Block], hidden: &mut Vec<Range<usize>>) {
    for block in blocks {
        match block {
            Block::Only { audiences, blocks } | Block::OnlyWords { audiences, blocks }
                if !named_for(context, *audiences) =>
            {
                all(blocks, hidden);
            }
            Block::Only { blocks, .. }
            | Block::OnlyWords { blocks, .. }
            | Block::Container { blocks, .. } => {
                closed(context, blocks, hidden);
            }
            Block::Text(_) | Block::Snippet { .. } => {}
        }
    }
}

fn all(blocks: &[Block], hidden: &mut Vec<Range<usize>>) {
    for block in blocks {
        match block {
            Block::Text(range) | Block::Snippet { range, .. } => hidden.push(range.clone()),
            Block::Only { blocks, .. }
            | Block::OnlyWords { blocks, .. }
            | Block::Container { blocks, .. } => {
                all(blocks, hidden);
            }
        }
    }
}

/// Calls `each` with the file of `static/` that each link in a part of a text leads to, and where the link stands.
fn links(
    context: Context<'_>,
    file: &ContentFile,
    range: Range<usize>,
    mut each: impl FnMut(SourcePath, Range<usize>),
) {
    let text = file.source.text.get(range.clone()).unwrap_or("");
    let is_end =
        |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>' | '"' | '\'' | '[' | ']' | '`');
    for run in text.split(is_end).filter(|run| run.contains('/')) {
        let Some(inner) = inner(context, run) else { continue };
        let path =
            inner.split(['#', '?']).next().unwrap_or("").trim_end_matches(['.', ',', ';', ':', '*', '_']);
        let source = SourcePath::new(&format!("static/{}", percent_decode(path)));
        if context.corpus.assets.contains_key(&source) {
            let start = range.start + (run.as_ptr() as usize - text.as_ptr() as usize);
            each(source, start..start + run.len());
        }
    }
}

/// Returns the path below the root of the site that a target leads to.
fn inner<'r>(context: Context<'_>, run: &'r str) -> Option<&'r str> {
    if let Some(inner) = run.strip_prefix('/') {
        return Some(inner);
    }
    let settings = context.settings;
    let own = settings.audiences.iter().filter_map(|(_, audience)| audience.base_url.as_ref());
    let root = |base: &BaseUrl| base.absolute(&SitePath::root());
    own.chain([&settings.base_url]).find_map(|base| run.strip_prefix(root(base).as_str()))
}
