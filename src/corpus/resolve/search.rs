//! Brings what writers say about searching into the editions: synonyms, pinned answers, old names.

use rustc_hash::FxHashMap;

use super::Context;
use super::links::{Item, Links};
use crate::corpus::content::{BestBetLine, ContentFile};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::paths::{nfc, percent_decode};
use crate::model::{BestBet, Edition, LanguageId, SearchFacts, SitePath};
use crate::yaml::Found;

/// Returns how an article's own words and old addresses let it be found.
pub(super) fn facts(file: &ContentFile) -> SearchFacts {
    let search = &file.front.search;
    SearchFacts {
        boost: search.boost.unwrap_or(1.0),
        keywords: search.keywords.clone(),
        old_names: file.front.aliases.iter().map(|alias| old_name(&alias.value)).collect(),
    }
}

/// Returns the words of the last part of an old path.
fn old_name(path: &str) -> String {
    let decoded = nfc(&percent_decode(path.trim()));
    let inner = decoded.trim_end_matches('/').trim_end_matches("/index.html");
    let last = inner.rsplit('/').next().unwrap_or(inner);
    let stem = last.strip_suffix(".html").or_else(|| last.strip_suffix(".htm")).unwrap_or(last);
    stem.replace(['-', '_'], " ")
}

/// Gives an edition its synonyms and pinned answers.
pub(super) fn attach(
    context: Context<'_>,
    edition: &mut Edition,
    links: &Links<'_, '_, '_>,
    sink: &mut Vec<Diagnostic>,
) {
    let synonyms = context.corpus.synonyms.iter().filter(|(language, _)| *language == edition.language);
    edition.synonyms = synonyms.map(|(_, synonym)| synonym.clone()).collect();
    let meant = |line: &&BestBetLine| line.language.is_none_or(|language| language == edition.language);
    let searchable = edition.articles.iter().map(|article| (&article.path, article.searchable)).collect();
    let mut bets = Vec::new();
    for line in context.corpus.best_bets.iter().filter(meant) {
        let pages: Vec<SitePath> = line
            .targets
            .iter()
            .filter_map(|target| page(target, line.language, (edition.language, &searchable), links, sink))
            .collect();
        if !pages.is_empty() {
            bets.push(BestBet { query: line.query.clone(), pages });
        }
    }
    edition.best_bets = bets;
}

/// Returns the page of a pinned article in the edition. One that this target may not see, or that is not in this
/// language, is left out in silence.
fn page(
    target: &Found<String>,
    named: Option<LanguageId>,
    (language, searchable): (LanguageId, &FxHashMap<&SitePath, bool>),
    links: &Links<'_, '_, '_>,
    sink: &mut Vec<Diagnostic>,
) -> Option<SitePath> {
    let report = |message: String, hint: &str, sink: &mut Vec<Diagnostic>| {
        sink.push(Diagnostic::new(Code::BrokenBestBet, message).at(target.span.clone()).hint(hint));
    };
    let written = target.value.trim();
    let own = links.own(written).map(|own| own.path);
    let path = own.as_deref().unwrap_or(written);
    let source = path.trim_start_matches('/').trim_start_matches("content/");
    let decoded = nfc(&percent_decode(path));
    let by_path = || {
        let path = SitePath::parse(&format!("{}/", decoded.trim_matches('/'))).ok()?;
        links.page_at(&path).map(|(_, item)| item)
    };
    let Some(item) = links.item_of_source(source).or_else(by_path) else {
        if !links.is_hidden_path(&decoded) && !links.may_be_unread(written) {
            let hint = "write the source of an article, such as `billing/refunds.md`, or its path, `/billing/refunds/`";
            let near = links.suggest(source, &target.span);
            report(format!("`{written}` leads to no article"), near.as_deref().unwrap_or(hint), sink);
        }
        return None;
    };
    if matches!(item, Item::Section(_)) {
        let hint = "name an article: searching finds articles";
        report(format!("`{written}` is a section"), hint, sink);
        return None;
    }
    if named.is_some_and(|language| !links.has_version(item, language)) {
        let hint = "translate the article, or name it outside this language";
        report(format!("`{written}` is not translated into this language"), hint, sink);
        return None;
    }
    let (_, path, _) = links.locate(item, language)?;
    if !*searchable.get(&path)? {
        let hint =
            "archived articles and those with `search: {exclude: true}` are not found; remove the line here";
        report(format!("`{written}` cannot be found by searching"), hint, sink);
        return None;
    }
    Some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_addresses_are_words() {
        assert_eq!(old_name("/billing/vat-refund_form.html"), "vat refund form");
        assert_eq!(old_name("old/%C3%A9t%C3%A9/"), "été");
        assert_eq!(old_name("/a/b/index.html"), "b");
    }
}
