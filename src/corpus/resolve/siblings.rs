//! Finds the pages of each article and section in all languages, once for all of them.
//!
//! Every page names its siblings, for the language switcher and for search engines; they share one list, so
//! that a site in fourteen languages does not hold fourteen copies of it for each article.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::editions::Draft;
use crate::model::{Fallback, LanguageId, SitePath, State};

/// Pages by their language.
pub(super) type Pages = Arc<[(LanguageId, SitePath)]>;

/// The pages of one item.
#[derive(Clone, Debug, Default)]
pub(super) struct Family {
    /// Its page in each edition that has one.
    pub pages: Pages,
    /// Those on which it has its own words, and which search engines may list.
    pub alternates: Pages,
}

/// The families of all items by their keys. They are only looked up.
pub(super) struct Siblings<'t> {
    /// Of articles.
    pub articles: FxHashMap<&'t str, Family>,
    /// Of sections.
    pub sections: FxHashMap<&'t str, Family>,
}

/// A page of an item: its language and path, and whether it is an alternate.
type Member = (LanguageId, SitePath, bool);

/// Gathers the families from all editions.
pub(super) fn gather<'t>(drafts: &[Draft<'t, '_>]) -> Siblings<'t> {
    let mut articles: FxHashMap<&str, Vec<Member>> = FxHashMap::default();
    let mut sections: FxHashMap<&str, Vec<Member>> = FxHashMap::default();
    for draft in drafts {
        for article in &draft.articles {
            let variant = article.shown.variant;
            let listed = variant.state == State::Published && !variant.file.front.seo.noindex;
            let own = article.shown.fallback == Fallback::None && listed;
            let member = (draft.language, article.path.clone(), own);
            articles.entry(article.item.key).or_default().push(member);
        }
        for section in &draft.sections {
            // The home page of an edition is its own, whoever wrote its welcome.
            let own =
                section.depth == 0 || section.shown.is_some_and(|shown| shown.fallback == Fallback::None);
            sections.entry(section.item.key).or_default().push((draft.language, section.path.clone(), own));
        }
    }
    let families = |members: FxHashMap<&'t str, Vec<Member>>| {
        members.into_iter().map(|(key, members)| (key, family(members))).collect::<FxHashMap<_, _>>()
    };
    Siblings { articles: families(articles), sections: families(sections) }
}

fn family(members: Vec<Member>) -> Family {
    let alternates =
        members.iter().filter(|(.., own)| *own).map(|(language, path, _)| (*language, path.clone()));
    Family {
        alternates: alternates.collect(),
        pages: members.iter().map(|(language, path, _)| (*language, path.clone())).collect(),
    }
}
