//! Knows the keys that other tools have in front matter, with what to write here.
//!
//! Articles are moved here from Jekyll, Hugo, Docusaurus, MkDocs and VitePress, and their keys are near to none of ours
//! by their letters.

/// Keys in lower case without `-` and `_`, with the hint.
#[rustfmt::skip]
const KEYS: &[(&[&str], &str)] = &[
    (&["tags", "tag", "label", "topics", "topic"], "use `labels: [one, two]`"),
    (&["categories", "category", "section", "parent", "grandparent", "haschildren", "menu"],
        "remove it: the folder of the file is its section"),
    (&["keywords", "metakeywords"], "use `search: {keywords: [one, two]}` or `seo: {keywords: [one, two]}`"),
    (&["date", "createdat", "createdon", "datecreated"], "use `created: 2026-03-31`, or remove it: git knows the day"),
    (&["lastmod", "lastmodified", "lastmodifiedat", "lastupdated", "lastupdate", "lastupdatedat", "modified", "dateupdated",
        "updatedat", "updatedon"],
        "use `updated: 2026-03-31`, or remove it: git knows the day"),
    (&["publishdate", "publishedat", "pubdate"], "use `publish_on: 2026-03-31`"),
    (&["expirydate", "expires", "unpublishdate", "expiresat", "expireson"], "use `expire_on: 2026-03-31`"),
    (&["weight", "sidebarposition", "navorder", "position", "menuorder", "sortorder", "sort"], "use `order: 10`"),
    (&["sidebarlabel", "navlabel", "linktitle", "shorttitle", "menutitle", "sidebartitle"], "use `nav_title`"),
    (&["summary", "excerpt", "abstract", "subtitle", "metadescription", "lead"], "use `description`"),
    (&["permalink", "url", "path", "id", "uri"],
        "use `slug` for the last part of the path; list old paths in `aliases`"),
    (&["redirectfrom", "redirects", "redirect", "oldurls", "alias"], "use `aliases: [/old/path/]`"),
    (&["redirectto", "redirecturl"], "remove the article and add a line to `data/redirects.yaml`"),
    (&["lang", "locale"], "use `language`"),
    (&["translationkey", "ref", "langref"], "use `translation_of: path/of/the/original.md`"),
    (&["layout", "type", "pagelayout"], "use `template`, or remove it"),
    (&["hidden", "unlisted", "published", "publish", "private", "status", "visible"],
        "use `state: draft` to hide the article, or `search: {exclude: true}` to hide it from the search"),
    (&["visibility", "access", "roles", "role", "permissions", "groups", "internal"], "use `audience`"),
    (&["image", "thumbnail", "ogimage", "cover", "featuredimage", "socialimage"], "use `seo: {image: form.png}`"),
    (&["canonical", "canonicalurl"], "use `seo: {canonical: https://…}`"),
    (&["noindex", "robots", "sitemap"], "use `seo: {noindex: true}`, or remove it"),
    (&["metatitle", "seotitle", "pagetitle"], "use `seo: {title: …}`"),
    (&["authors", "contributors", "maintainer", "maintainers"], "use `author` or `owner`"),
    (&["featured", "pinned", "highlight", "sticky"], "use `promoted: true`"),
    (&["hidetableofcontents", "tableofcontents", "hidetoc", "outline"], "use `toc: false`"),
    (&["relatedarticles", "relatedposts", "seealso", "relatedpages"], "use `related: [other-article.md]`"),
    (&["boost", "searchboost", "exclude", "searchexclude"], "write it below `search`, such as `search: {boost: 2}`"),
];

/// Returns what to write here in place of another tool's key.
pub(super) fn hint(key: &str) -> Option<&'static str> {
    let plain: String =
        key.chars().filter(|c| !matches!(c, '-' | '_')).flat_map(char::to_lowercase).collect();
    KEYS.iter().find(|(keys, _)| keys.contains(&plain.as_str())).map(|(_, hint)| *hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_however_they_are_spelt() {
        for key in
            ["last_modified_at", "lastUpdated", "sidebar-position", "Tags", "redirect_from", "publishDate"]
        {
            assert!(hint(key).is_some(), "{key}");
        }
        assert_eq!(hint("weight"), Some("use `order: 10`"));
        assert_eq!(hint("titel"), None);
    }

    #[test]
    fn no_key_of_ours_is_foreign() {
        for key in super::super::front_matter::KEYS {
            assert_eq!(hint(key), None, "{key}");
        }
    }
}
