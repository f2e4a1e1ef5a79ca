//! The names that belong to helpsmith: what it writes besides the pages of articles and sections, and where.
//!
//! One table. Whoever writes such a file takes its name from here, and `resolve` refuses content that would take its
//! place: articles, aliases, redirects and files of `static/` alike.

/// A file or folder that helpsmith writes.
#[derive(Debug)]
pub struct Reserved {
    /// Its name, relative to [`Reserved::place`].
    pub name: &'static str,
    /// In which folders it is.
    pub place: Place,
    /// What has the name.
    pub kind: Kind,
    /// When it is written, and so reserved.
    pub part: Part,
    /// What it is, for messages: "the search page".
    pub what: &'static str,
    /// Whether a file of `static/` with exactly this name replaces it.
    pub replaceable: bool,
}

/// The folders in which a reserved name is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// The root of the output.
    Root,
    /// The root of each language.
    Language,
    /// The home page and each category, in each language.
    Category,
    /// Every page.
    Page,
}

/// What has a reserved name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// One file.
    File,
    /// Files with a number before their ending: `sitemap-2.xml`.
    Numbered,
    /// A page; other pages and files may lie in its folder.
    Page,
    /// A folder with everything in it.
    Folder,
}

/// The part of a site that a reserved name belongs to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Part {
    /// Reserved in every site, also where the settings switch the file off.
    Always,
    /// Atom feeds.
    Feeds,
    /// The description of the search for browsers.
    OpenSearch,
    /// Markdown twins, and lists for language models.
    Llms,
    /// The page of changes.
    Changes,
}

/// The file by which helpsmith knows its own output.
pub const MANIFEST: &str = ".helpsmith.json";
/// The page for wrong addresses.
pub const NOT_FOUND: &str = "404.html";
/// The list of all pages for search engines.
pub const SITEMAP: &str = "sitemap.xml";
/// What crawlers are asked.
pub const ROBOTS: &str = "robots.txt";
/// A list of articles for language models.
pub const LLMS: &str = "llms.txt";
/// What changed lately, for feed readers.
pub const FEED: &str = "feed.xml";
/// The description of the search for browsers.
pub const OPENSEARCH: &str = "opensearch.xml";
/// The text of a page as Markdown.
pub const TWIN: &str = "index.md";
/// Response headers, for hosts that read this file.
pub const HEADERS: &str = "_headers";
/// Redirects, for hosts that read this file.
pub const REDIRECTS: &str = "_redirects";
/// Redirects for nginx.
pub const REDIRECTS_NGINX: &str = "_redirects.nginx";
/// Redirects for scripts.
pub const REDIRECTS_JSON: &str = "_redirects.json";
/// Stylesheets, scripts, images and the search index.
pub const ASSETS: &str = "_";
/// The pages of labels.
pub const LABELS: &str = "labels";
/// The search page and the lists of titles.
pub const SEARCH: &str = "search";
/// The page of changes.
pub const CHANGES: &str = "changes";

/// The endings of compressed files.
pub const GZIP: &str = ".gz";
/// The endings of files compressed with Brotli.
pub const BROTLI: &str = ".br";

/// Every reserved name. Pages of articles and sections, and what is compressed, are not in it.
#[rustfmt::skip]
pub const ALL: &[Reserved] = &[
    row(MANIFEST, Place::Root, Kind::File, Part::Always, "the manifest", false),
    row(SITEMAP, Place::Root, Kind::File, Part::Always, "the sitemap", false),
    row(SITEMAP, Place::Root, Kind::Numbered, Part::Always, "the sitemap", false),
    row(ROBOTS, Place::Root, Kind::File, Part::Always, "the rules for crawlers", false),
    row(LLMS, Place::Root, Kind::File, Part::Always, "the list for language models", false),
    row(REDIRECTS, Place::Root, Kind::File, Part::Always, "the list of redirects", false),
    row(REDIRECTS_NGINX, Place::Root, Kind::File, Part::Always, "the list of redirects", true),
    row(REDIRECTS_JSON, Place::Root, Kind::File, Part::Always, "the list of redirects", true),
    row(HEADERS, Place::Root, Kind::File, Part::Always, "the list of headers", true),
    row(NOT_FOUND, Place::Language, Kind::File, Part::Always, "the page for wrong addresses", false),
    row(ASSETS, Place::Language, Kind::Folder, Part::Always, "stylesheets, images and the search index", false),
    row(LABELS, Place::Language, Kind::Folder, Part::Always, "the pages of labels", false),
    row(SEARCH, Place::Language, Kind::Folder, Part::Always, "the search page", false),
    row(CHANGES, Place::Language, Kind::Page, Part::Changes, "the page of changes", false),
    row(LLMS, Place::Language, Kind::File, Part::Llms, "the list for language models", true),
    row(OPENSEARCH, Place::Language, Kind::File, Part::OpenSearch, "the description of the search", true),
    row(FEED, Place::Category, Kind::File, Part::Feeds, "a feed", true),
    row(TWIN, Place::Page, Kind::File, Part::Llms, "the Markdown version of a page", true),
];

const fn row(
    name: &'static str,
    place: Place,
    kind: Kind,
    part: Part,
    what: &'static str,
    replaceable: bool,
) -> Reserved {
    Reserved { name, place, kind, part, what, replaceable }
}

/// How a path relates to a reserved name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Meeting {
    /// It is the same file.
    Same,
    /// It needs a folder where there is a file, or a file where there is a folder, or lies in a reserved folder.
    Inside,
}

impl Reserved {
    /// Returns how the file at `path` relates to this name, if it does. The path counts from the folder that the name
    /// is in, and is folded (`paths::fold`), since hosts may ignore case.
    pub fn meets(&self, path: &str) -> Option<Meeting> {
        let (first, rest) = path.split_once('/').map_or((path, None), |(first, rest)| (first, Some(rest)));
        let named = match self.kind {
            Kind::Numbered => is_numbered(first, self.name),
            _ => first == self.name,
        };
        if !named {
            return None;
        }
        match (self.kind, rest) {
            (Kind::File | Kind::Numbered, None) | (Kind::Page, Some("index.html")) => Some(Meeting::Same),
            (Kind::Page, Some(_)) => None,
            _ => Some(Meeting::Inside),
        }
    }
}

/// Returns whether `name` is `whole` with a number before its ending: `sitemap-2.xml`. Any word counts, so that no
/// site's files depend on how many pages it has.
fn is_numbered(name: &str, whole: &str) -> bool {
    let Some((stem, ending)) = whole.rsplit_once('.') else { return false };
    let inner = name.strip_prefix(stem).and_then(|rest| rest.strip_suffix(ending));
    inner.is_some_and(|inner| inner.len() > 2 && inner.starts_with('-') && inner.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn met(path: &str) -> Vec<(&'static str, Meeting)> {
        ALL.iter().filter_map(|row| Some((row.name, row.meets(path)?))).collect()
    }

    #[test]
    fn files_pages_and_folders_meet_differently() {
        assert_eq!(met("robots.txt"), [(ROBOTS, Meeting::Same)]);
        assert_eq!(met("robots.txt/index.html"), [(ROBOTS, Meeting::Inside)]);
        assert_eq!(met("sitemap-12.xml"), [(SITEMAP, Meeting::Same)]);
        assert_eq!(met("search"), [(SEARCH, Meeting::Inside)]);
        assert_eq!(met("search/a/b.png"), [(SEARCH, Meeting::Inside)]);
        assert_eq!(met("changes"), [(CHANGES, Meeting::Inside)]);
        assert_eq!(met("changes/index.html"), [(CHANGES, Meeting::Same)]);
        for free in ["changes/2026/index.html", "sitemap-.xml", "sitemaps.xml", "searching/index.html", "_x"]
        {
            assert_eq!(met(free), [], "{free}");
        }
    }
}
