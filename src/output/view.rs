//! What templates see: the contract with theme authors, described in `docs/theming.md`.
//!
//! Every field is always present, as nothing where there is nothing to say, since Tera refuses names it
//! does not know.

use serde::Serialize;

/// A link with its words.
#[derive(Clone, Debug, Serialize, PartialEq)]
pub(super) struct LinkView {
    pub title: String,
    pub url: String,
}

/// A language and the way it is written.
#[derive(Clone, Debug, Serialize)]
pub(super) struct LanguageView {
    pub code: String,
    pub name: String,
    pub dir: &'static str,
}

/// One line of the language switcher.
#[derive(Clone, Debug, Serialize)]
pub(super) struct EditionView {
    pub code: String,
    pub name: String,
    pub dir: &'static str,
    pub url: String,
    pub current: bool,
}

/// The site, as every page of an edition sees it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct SiteView {
    pub title: String,
    pub home_url: String,
    pub root_url: String,
    pub search_url: Option<String>,
    pub search_index: Option<String>,
    pub search_script: Option<String>,
    pub search_offline: bool,
    pub labels_url: String,
    pub opensearch_url: Option<String>,
    pub changes_url: Option<String>,
    pub logo: Option<String>,
    pub favicon: Option<String>,
    pub styles: Vec<String>,
    pub head_scripts: Vec<String>,
    pub scripts: Vec<String>,
    pub audience: String,
    pub show_audience: bool,
    pub has_labels: bool,
    pub contact: Option<OutletView>,
    pub community: Option<OutletView>,
}

/// A place to ask people.
#[derive(Clone, Debug, Serialize)]
pub(super) struct OutletView {
    pub url: String,
    pub query_url: Option<String>,
    pub label: Option<String>,
}

/// What the head of a page says.
#[derive(Clone, Debug, Serialize)]
pub(super) struct PageView {
    pub kind: &'static str,
    pub title: String,
    pub head_title: String,
    pub description: Option<String>,
    pub keywords: Vec<String>,
    pub image: Option<String>,
    pub image_alt: Option<String>,
    pub url: String,
    pub canonical: Option<String>,
    pub noindex: bool,
    pub alternates: Vec<AlternateView>,
    pub og_type: &'static str,
    pub og_locale: Option<String>,
    pub published: Option<String>,
    pub modified: Option<String>,
    pub scripts: Vec<String>,
    pub feeds: Vec<LinkView>,
    pub markdown_url: Option<String>,
    pub json_ld: Vec<String>,
    pub content_language: LanguageView,
    pub extra: serde_json::Map<String, serde_json::Value>,
}

/// The page in another language.
#[derive(Clone, Debug, Serialize)]
pub(super) struct AlternateView {
    pub code: String,
    pub url: String,
}

/// An article's page.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ArticleView {
    pub title: String,
    pub toc: Vec<HeadingView>,
    pub updated: Option<DateView>,
    pub created: Option<DateView>,
    pub author: Option<String>,
    pub contributors: Option<String>,
    pub labels: Vec<LinkView>,
    pub previous: Option<LinkView>,
    pub next: Option<LinkView>,
    pub related: Vec<LinkView>,
    pub edit_url: Option<String>,
    pub state: &'static str,
    pub notices: Vec<NoticeView>,
    pub feedback: Option<FeedbackView>,
}

/// Where a reader says whether the article helped.
#[derive(Clone, Debug, Serialize)]
pub(super) struct FeedbackView {
    pub yes_url: String,
    pub no_url: String,
}

/// A line of the table of contents.
#[derive(Clone, Debug, Serialize)]
pub(super) struct HeadingView {
    pub level: u8,
    pub id: String,
    pub title: String,
}

/// A day, for machines and for people.
#[derive(Clone, Debug, Serialize)]
pub(super) struct DateView {
    pub iso: String,
    pub text: String,
}

/// Something to know before reading.
#[derive(Clone, Debug, Serialize)]
pub(super) struct NoticeView {
    pub kind: &'static str,
    pub text: String,
}

/// An article in a list.
#[derive(Clone, Debug, Serialize)]
pub(super) struct EntryView {
    pub title: String,
    pub url: String,
    pub description: Option<String>,
    pub promoted: bool,
    pub icon: Option<String>,
}

/// A section in a list.
#[derive(Clone, Debug, Serialize)]
pub(super) struct SectionEntryView {
    pub title: String,
    pub url: String,
    pub description: Option<String>,
    pub count: usize,
    pub count_text: String,
    pub articles: Vec<EntryView>,
    pub icon: Option<String>,
}

/// A category's or section's page.
#[derive(Clone, Debug, Serialize)]
pub(super) struct SectionView {
    pub title: String,
    pub description: Option<String>,
    pub sections: Vec<SectionEntryView>,
    pub articles: Vec<EntryView>,
    pub notices: Vec<NoticeView>,
}

/// The home page.
#[derive(Clone, Debug, Serialize)]
pub(super) struct HomeView {
    pub title: String,
    pub description: Option<String>,
    pub categories: Vec<SectionEntryView>,
    pub articles: Vec<EntryView>,
    pub promoted: Vec<EntryView>,
}

/// The page on which readers search, and those that list all articles by title.
#[derive(Clone, Debug, Serialize)]
pub(super) struct SearchView {
    pub categories: Vec<SectionEntryView>,
    pub filters: FiltersView,
    pub letters: Vec<LetterView>,
    pub title_pages: Vec<TitlePageView>,
}

/// What results can be narrowed to.
#[derive(Clone, Debug, Serialize)]
pub(super) struct FiltersView {
    pub categories: Vec<CategoryFilterView>,
    pub labels: Vec<LabelFilterView>,
}

/// A category that results can be narrowed to.
#[derive(Clone, Debug, Serialize)]
pub(super) struct CategoryFilterView {
    pub title: String,
    pub path: String,
}

/// A label that results can be narrowed to.
#[derive(Clone, Debug, Serialize)]
pub(super) struct LabelFilterView {
    pub title: String,
    pub number: usize,
    pub count: usize,
}

/// A page of titles, by its first and last.
#[derive(Clone, Debug, Serialize)]
pub(super) struct TitlePageView {
    pub first: String,
    pub last: String,
    pub url: String,
    pub current: bool,
}

/// The articles whose titles begin with one letter.
#[derive(Clone, Debug, Serialize)]
pub(super) struct LetterView {
    pub letter: Option<String>,
    pub articles: Vec<LinkView>,
}

/// The page that stands where nothing is.
#[derive(Clone, Debug, Serialize)]
pub(super) struct NotFoundView {
    pub categories: Vec<SectionEntryView>,
    pub promoted: Vec<EntryView>,
}

/// The navigation of a category.
#[derive(Clone, Debug, Serialize)]
pub(super) struct NavigationView {
    pub title: String,
    pub url: String,
    pub sections: Vec<NavigationSectionView>,
    pub articles: Vec<LinkView>,
    pub more: Option<String>,
}

/// A section in the navigation.
#[derive(Clone, Debug, Serialize)]
pub(super) struct NavigationSectionView {
    pub title: String,
    pub url: String,
    pub listed: bool,
    pub sections: Vec<NavigationSectionView>,
    pub articles: Vec<LinkView>,
    pub more: Option<String>,
}

/// A label in the list of labels.
#[derive(Clone, Debug, Serialize)]
pub(super) struct LabelCountView {
    pub title: String,
    pub url: String,
    pub count: usize,
    pub count_text: String,
}

/// A label's page.
#[derive(Clone, Debug, Serialize)]
pub(super) struct LabelView {
    pub title: String,
    pub heading: String,
    pub articles: Vec<EntryView>,
}

/// The articles that changed on one day.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ChangeDayView {
    pub iso: String,
    pub text: String,
    pub articles: Vec<ChangeView>,
}

/// An article that changed.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ChangeView {
    pub title: String,
    pub url: String,
    pub description: Option<String>,
    pub is_new: bool,
}

/// A redirect stub.
#[derive(Clone, Debug, Serialize)]
pub(super) struct RedirectView {
    pub url: String,
    pub absolute: String,
}
