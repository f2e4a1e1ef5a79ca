//! Turns aliases and the redirect table into redirects that lead to their end in one step.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::Context;
use super::claims::Claims;
use super::editions::Draft;
use super::links::{Bases, Links};
use crate::corpus::content::FrontMatter;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::paths::{nfc, percent_decode};
use crate::model::{Fallback, LanguageId, Redirect, RedirectTarget, SitePath};
use crate::yaml::Found;

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

/// Returns all redirects that this target may see. All are followed before any takes its path, so that their
/// order does not matter.
pub(super) fn all(
    declared: &[Declared],
    links: &Links<'_, '_, '_>,
    claims: &mut Claims<'_>,
    sink: &mut Vec<Diagnostic>,
) -> Vec<Redirect> {
    let table = declared.iter().map(|declared| (declared.from.claim_key(), declared)).collect();
    let mut follower = Follower { table, ends: BTreeMap::new(), links };
    let mut follow = |one| {
        let to = follower.follow(one, sink).map(|to| follower.ended(one, to, sink));
        (one, to, follower.chain(one))
    };
    let followed: Vec<_> = declared.iter().map(&mut follow).collect();
    let mut redirects = Vec::new();
    for (one, to, chain) in followed {
        if let Some(to) = to
            && claims.take_redirect(&one.from, matches!(one.to, Destination::Page(..)), &one.span, sink)
        {
            redirects.push(Redirect { from: one.from.clone(), to, span: one.span.clone(), chain });
        }
    }
    redirects.sort_by(|a, b| a.from.cmp(&b.from));
    redirects
}

/// Reads the aliases of what is shown, and the redirect table.
pub(super) fn declared(
    context: Context<'_>,
    drafts: &[Draft<'_, '_>],
    bases: &Bases,
    sink: &mut Vec<Diagnostic>,
) -> Vec<Declared> {
    let mut declared = Vec::new();
    for draft in drafts {
        let sections = draft.sections.iter().filter_map(|section| Some((section.shown?, &section.path)));
        let articles = draft.articles.iter().map(|article| (article.shown, &article.path));
        for (shown, path) in sections.chain(articles).filter(|(shown, _)| shown.fallback == Fallback::None) {
            for alias in &shown.variant.file.front.aliases {
                if let Some(from) = old_path(alias, bases, sink) {
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
        if let Some(from) = old_path(&line.from, bases, sink) {
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

/// Returns the oldest address of a page by its aliases, of which the first is the oldest; its own where it has none.
pub(super) fn first_path(front: &FrontMatter, own: &SitePath, bases: &Bases) -> SitePath {
    let oldest = front.aliases.first().and_then(|alias| old_path(alias, bases, &mut Vec::new()));
    oldest.unwrap_or_else(|| own.clone())
}

/// Reads an old path: from the site's root, a page's folder unless it ends in `.html`. A whole address of the help
/// centre counts by its path.
pub(super) fn old_path(
    written: &Found<String>,
    bases: &Bases,
    sink: &mut Vec<Diagnostic>,
) -> Option<SitePath> {
    let text = written.value.trim();
    let refuse = |why: String, sink: &mut Vec<Diagnostic>| {
        let message = format!("`{text}` cannot be an old path because it {why}");
        let hint = "write the path from the site's root, such as `/billing/old-name/`";
        sink.push(Diagnostic::new(Code::UnsafePath, message).at(written.span.clone()).hint(hint));
    };
    let own = bases.own(text);
    let decoded = nfc(&percent_decode(own.as_ref().map_or(text, |own| own.path.as_str())));
    let elsewhere = own.is_none() && (decoded.starts_with("//") || decoded.contains("://"));
    if elsewhere || decoded.contains(['?', '#']) || own.is_some_and(|own| !own.suffix.is_empty()) {
        refuse("is not only a path".to_owned(), sink);
        return None;
    }
    let path = page_or_file(&decoded);
    if path.is_empty() {
        refuse("is the home page".to_owned(), sink);
        return None;
    }
    SitePath::parse(&path).map_err(|why| refuse(why, sink)).ok()
}

/// Returns the path of a page's folder, or of a file where it ends in `.html`.
fn page_or_file(path: &str) -> String {
    let inner = path.trim_matches('/');
    match inner.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder.to_owned(),
        _ if inner.is_empty() || inner.ends_with(".html") || inner.ends_with(".htm") => inner.to_owned(),
        _ => format!("{inner}/"),
    }
}

/// Follows redirects through others to where they end.
struct Follower<'a, 'l, 't, 'c> {
    table: BTreeMap<String, &'a Declared>,
    /// Where those end that have been followed, so that a long chain is walked once.
    ends: BTreeMap<String, Option<RedirectTarget>>,
    links: &'a Links<'l, 't, 'c>,
}

/// What one step of a redirect leads to.
enum Step<'a> {
    End(Option<RedirectTarget>),
    Next(&'a Declared),
}

impl<'a> Follower<'a, '_, '_, '_> {
    fn follow(&mut self, first: &'a Declared, sink: &mut Vec<Diagnostic>) -> Option<RedirectTarget> {
        let mut seen = BTreeSet::from([first.from.claim_key()]);
        let mut at = first;
        let end = loop {
            match self.step(at, sink) {
                Step::End(end) => break end,
                Step::Next(next) if seen.insert(next.from.claim_key()) => at = next,
                Step::Next(_) => {
                    let message = format!("`{}` redirects in a circle", first.from);
                    let hint = "let one of them lead to a page that exists";
                    sink.push(Diagnostic::new(Code::RedirectLoop, message).at(first.span.clone()).hint(hint));
                    break None;
                }
            }
        };
        self.ends.extend(seen.into_iter().map(|key| (key, end.clone())));
        end
    }

    /// Returns in which words a redirect is written to lead to another one, if it is.
    fn chain(&self, one: &Declared) -> Option<(Span, String)> {
        let Destination::Written(written) = &one.to else { return None };
        let (path, _) = self.split(written);
        let page = page_path(&path)?;
        let is_old = self.table.contains_key(&page.claim_key()) && self.published(&path, &page).is_none();
        is_old.then(|| (one.target_span.clone(), written.clone()))
    }

    fn step(&self, at: &Declared, sink: &mut Vec<Diagnostic>) -> Step<'a> {
        let written = match &at.to {
            Destination::Page(path) => {
                return Step::End(Some(RedirectTarget::Page(path.clone(), String::new())));
            }
            Destination::Written(written) => written,
        };
        let is_own = self.links.own(written).is_some();
        if !is_own && is_web_address(written) {
            return Step::End(Some(RedirectTarget::External(written.clone())));
        }
        let (path, suffix) = self.split(written);
        let plain = !path.is_empty() && !written.contains(char::is_control);
        let Some(page) = page_path(&path).filter(|_| plain) else {
            return Step::End(broken(at, written, sink));
        };
        if self.links.may_be_unread(&path) {
            return Step::End(None);
        }
        if let Some(page) = self.published(&path, &page) {
            return Step::End(Some(RedirectTarget::Page(page, suffix.to_owned())));
        }
        if let Some(end) = self.ends.get(&page.claim_key()) {
            return Step::End(end.clone());
        }
        if let Some(next) = self.table.get(&page.claim_key()) {
            return Step::Next(next);
        }
        // The old path of what only others see may tell its name.
        let hidden = self.links.is_hidden_path(page.as_str()) || self.links.item_of_source(&path).is_some();
        Step::End(if hidden { None } else { broken(at, written, sink) })
    }

    /// Splits what is written into a path of the site and what follows it. A whole address of the help centre counts by
    /// its path.
    fn split<'w>(&self, written: &'w str) -> (Cow<'w, str>, &'w str) {
        if let Some(own) = self.links.own(written) {
            return (Cow::Owned(own.path), own.suffix);
        }
        let at = written.find(['?', '#']).unwrap_or(written.len());
        let (path, suffix) = written.split_at_checked(at).unwrap_or((written, ""));
        (Cow::Borrowed(path), suffix)
    }

    /// Returns where a redirect ends, with what it says behind `?` or `#` where the last one says nothing there. A
    /// heading that the page does not have is reported and left out, as it is in links.
    fn ended(&self, one: &Declared, to: RedirectTarget, sink: &mut Vec<Diagnostic>) -> RedirectTarget {
        let RedirectTarget::Page(path, end) = to else { return to };
        let own = match &one.to {
            Destination::Written(written) => self.split(written).1,
            Destination::Page(_) => "",
        };
        let theirs = match end == own {
            true => String::new(),
            false => self.links.anchored(&path, &end, |_, _| {}),
        };
        if !theirs.is_empty() {
            return RedirectTarget::Page(path, theirs);
        }
        let suffix = self.links.anchored(&path, own, |message, hint| {
            let place = one.target_span.clone();
            sink.push(Diagnostic::new(Code::BrokenAnchor, message).at(place).maybe_hint(hint));
        });
        RedirectTarget::Page(path, suffix)
    }

    /// Returns where `path` is published: an article by its source file, a page, a label, a file.
    fn published(&self, path: &str, page: &SitePath) -> Option<SitePath> {
        let by_source = self.links.item_of_source(path);
        if let Some((_, path, _)) = by_source.and_then(|item| self.links.locate(item, LanguageId::DEFAULT)) {
            return Some(path);
        }
        if let Some((path, _)) = self.links.page_at(page) {
            return Some(path.clone());
        }
        let file = SitePath::parse(path.trim_start_matches('/')).ok();
        file.into_iter().chain([page.clone()]).find_map(|path| self.links.other(&path))
    }
}

fn is_web_address(written: &str) -> bool {
    let turns =
        |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let odd =
        |c: char| c.is_whitespace() || c.is_control() || turns(c) || matches!(c, '"' | '<' | '>' | '\\');
    let rest = written.strip_prefix("https://").or_else(|| written.strip_prefix("http://"));
    rest.is_some_and(|host| host.starts_with(char::is_alphanumeric)) && !written.contains(odd)
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
    SitePath::parse(&page_or_file(&decoded)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_folders_and_html_files_are_files() {
        for (written, path) in [
            ("/a/b", "a/b/"),
            ("a/b/", "a/b/"),
            ("/a/index.html", "a/"),
            ("/index.html", ""),
            ("/a/myindex.html", "a/myindex.html"),
            ("/old.htm", "old.htm"),
            ("/", ""),
        ] {
            assert_eq!(page_or_file(written), path, "{written}");
        }
    }
}
