//! Turns aliases and the redirect table into redirects that lead to their end in one step.

use std::collections::{BTreeMap, BTreeSet};

use super::Context;
use super::claims::Claims;
use super::editions::Draft;
use super::links::Links;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::paths::{nfc, percent_decode};
use crate::model::{Fallback, LanguageId, Redirect, RedirectTarget, SitePath};

/// A redirect as declared.
pub(super) struct Declared {
    /// The old path.
    pub from: SitePath,
    to: Destination,
    span: Span,
    target_span: Span,
}

enum Destination {
    /// A page that exists.
    Page(SitePath),
    /// What was written, still to be looked up.
    Written(String),
}

/// Returns all redirects that this target may see.
pub(super) fn all(
    declared: &[Declared],
    links: &Links<'_, '_, '_>,
    claims: &mut Claims,
    sink: &mut Vec<Diagnostic>,
) -> Vec<Redirect> {
    let table: BTreeMap<String, &Declared> =
        declared.iter().map(|declared| (declared.from.claim_key(), declared)).collect();
    let mut redirects = Vec::new();
    let mut ends = Ends::new();
    for one in declared {
        let Some(to) = follow(one, &table, &mut ends, links, claims, sink) else { continue };
        if claims.take_redirect(&one.from, &one.span, sink) {
            redirects.push(Redirect { from: one.from.clone(), to, source: one.span.path.clone() });
        }
    }
    redirects.sort_by(|a, b| a.from.cmp(&b.from));
    redirects
}

/// Reads the aliases of what is shown, and the redirect table.
pub(super) fn declared(
    context: Context<'_>,
    drafts: &[Draft<'_, '_>],
    sink: &mut Vec<Diagnostic>,
) -> Vec<Declared> {
    let mut declared = Vec::new();
    for draft in drafts {
        let sections = draft.sections.iter().filter_map(|section| Some((section.shown?, &section.path)));
        let articles = draft.articles.iter().map(|article| (article.shown, &article.path));
        for (shown, path) in sections.chain(articles).filter(|(shown, _)| shown.fallback == Fallback::None) {
            for alias in &shown.variant.file.front.aliases {
                if let Some(from) = old_path(&alias.value, &alias.span, sink) {
                    let span = alias.span.clone();
                    declared.push(Declared {
                        from,
                        to: Destination::Page(path.clone()),
                        target_span: span.clone(),
                        span,
                    });
                }
            }
        }
    }
    for line in &context.corpus.redirects {
        if let Some(from) = old_path(&line.from.value, &line.from.span, sink) {
            let to = Destination::Written(line.to.value.trim().to_owned());
            declared.push(Declared {
                from,
                to,
                span: line.from.span.clone(),
                target_span: line.to.span.clone(),
            });
        }
    }
    declared
}

/// Reads an old path: from the site's root, a page's folder unless it ends in `.html`.
fn old_path(text: &str, span: &Span, sink: &mut Vec<Diagnostic>) -> Option<SitePath> {
    let refuse = |why: String, sink: &mut Vec<Diagnostic>| {
        let message = format!("`{text}` cannot be an old path because it {why}");
        let hint = "write the path from the site's root, such as `/billing/old-name/`";
        sink.push(Diagnostic::new(Code::UnsafePath, message).at(span.clone()).hint(hint));
    };
    let decoded = nfc(&percent_decode(text.trim()));
    if decoded.starts_with("//") || decoded.contains("://") || decoded.contains(['?', '#']) {
        refuse("is not only a path".to_owned(), sink);
        return None;
    }
    let inner = decoded.trim_start_matches('/').trim_end_matches('/');
    if inner.is_empty() {
        refuse("is the home page".to_owned(), sink);
        return None;
    }
    let file = inner.ends_with(".html") || inner.ends_with(".htm");
    let path = match inner.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder.to_owned(),
        _ if file => inner.to_owned(),
        _ => format!("{inner}/"),
    };
    SitePath::parse(&path).map_err(|why| refuse(why, sink)).ok()
}

/// Where the redirects end that have been followed, so that a long chain is walked once.
type Ends = BTreeMap<String, Option<RedirectTarget>>;

/// Follows a redirect through others to the page where it ends.
fn follow(
    first: &Declared,
    table: &BTreeMap<String, &Declared>,
    ends: &mut Ends,
    links: &Links<'_, '_, '_>,
    claims: &Claims,
    sink: &mut Vec<Diagnostic>,
) -> Option<RedirectTarget> {
    let mut seen = BTreeSet::from([first.from.claim_key()]);
    let end = walk(first, table, ends, &mut seen, links, claims, sink);
    ends.extend(seen.into_iter().map(|key| (key, end.clone())));
    end
}

fn walk(
    first: &Declared,
    table: &BTreeMap<String, &Declared>,
    ends: &Ends,
    seen: &mut BTreeSet<String>,
    links: &Links<'_, '_, '_>,
    claims: &Claims,
    sink: &mut Vec<Diagnostic>,
) -> Option<RedirectTarget> {
    let mut at = first;
    loop {
        let written = match &at.to {
            Destination::Page(path) => return Some(RedirectTarget::Page(path.clone(), String::new())),
            Destination::Written(written) => written,
        };
        if written.starts_with("https://") || written.starts_with("http://") {
            let odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>');
            let host =
                written.split_once("://").is_some_and(|(_, rest)| rest.starts_with(char::is_alphanumeric));
            if host && !written.contains(odd) {
                return Some(RedirectTarget::External(written.clone()));
            }
        }
        let suffix = written.find(['?', '#']).unwrap_or(written.len());
        let (path, suffix) = written.split_at_checked(suffix).unwrap_or((written, ""));
        let fragment = suffix.to_owned();
        if path.is_empty() || written.contains(char::is_control) {
            return broken(at, written, sink);
        }
        let page = page_path(path);
        if let Some(item) = links.item_of_source(path)
            && let Some((_, path, _)) = links.locate(item, LanguageId::DEFAULT)
        {
            return Some(RedirectTarget::Page(path, fragment));
        }
        let Some(page) = page else { return broken(at, written, sink) };
        if let Some((page, _)) = links.page_at(&page) {
            return Some(RedirectTarget::Page(page.clone(), fragment));
        }
        let file = SitePath::parse(path.trim_start_matches('/')).ok().filter(|file| !claims.is_free(file));
        if let Some(end) = ends.get(&page.claim_key()) {
            return end.clone();
        }
        match table.get(&page.claim_key()) {
            Some(next) if seen.insert(page.claim_key()) => at = next,
            Some(_) => {
                let message = format!("`{}` redirects in a circle", first.from);
                let hint = "let one of them lead to a page that exists";
                sink.push(Diagnostic::new(Code::RedirectLoop, message).at(first.span.clone()).hint(hint));
                return None;
            }
            None if file.is_some() => return file.map(|file| RedirectTarget::Page(file, fragment)),
            None if !claims.is_free(&page) => return Some(RedirectTarget::Page(page, fragment)),
            // The old path of what only others see may tell its name.
            None if links.is_hidden_path(page.as_str()) || links.item_of_source(path).is_some() => {
                return None;
            }
            None => return broken(at, written, sink),
        }
    }
}

fn broken(at: &Declared, written: &str, sink: &mut Vec<Diagnostic>) -> Option<RedirectTarget> {
    sink.push(
        Diagnostic::new(Code::BrokenRedirect, format!("`{written}` leads nowhere"))
            .at(at.target_span.clone())
            .hint("write the path of a page, such as `/billing/vat/`, or a whole URL"),
    );
    None
}

fn page_path(text: &str) -> Option<SitePath> {
    let decoded = nfc(&percent_decode(text.trim()));
    if decoded.starts_with("//") || decoded.contains(':') {
        return None;
    }
    let inner = decoded.trim_start_matches('/').trim_end_matches('/');
    let inner = inner.strip_suffix("index.html").map_or(inner, |folder| folder.trim_end_matches('/'));
    let file = inner.ends_with(".html") || inner.ends_with(".htm");
    let path = if inner.is_empty() || file { inner.to_owned() } else { format!("{inner}/") };
    SitePath::parse(&path).ok()
}
