//! Names the words that pages have although no writer wrote them: those of the theme, of dates, of formats.
//!
//! The list of formats is short on purpose. It is what a scan of the sample sites finds when all their words are
//! taken for hidden; a word that is missing here is an alarm only where a hidden text has it and no visible one.

use std::collections::BTreeSet;

use jiff::ToSpan;

use super::Question;
use crate::theme;

/// Words that formats demand: HTML, JSON-LD, Atom, OpenSearch, sitemaps, hosts' files, the search index.
const FORMATS: &str = "
    doctype html head body meta charset viewport width device initial scale utf-8 lang dir ltr rtl auto
    link rel href hreflang x-default alternate canonical stylesheet icon preload modulepreload prefetch
    content name property type text plain markdown application json ld+json atom+xml opensearchdescription+xml
    script module defer async noscript style noindex nofollow noarchive follow index robots referrer
    description keywords author article published_time modified_time section tag
    og:title og:description og:type og:url og:image og:locale og:site_name twitter:card summary_large_image
    nav main header footer aside section article figure figcaption picture source img svg video audio track
    controls poster captions subtitles kind srclang media prefers-color-scheme dark light loading lazy eager decoding
    width height alt title class id role aria-label aria-current aria-hidden aria-expanded aria-controls aria-live
    aria-labelledby aria-describedby button form input search label checkbox disabled checked value action method
    get post details summary open table thead tbody scope row col colgroup align left right center start end
    footnote footnotes footnote-ref footnote-backref footnote-back fnref doc-endnotes doc-endnote doc-backlink
    doc-noteref noteref backlink
    tablist tabpanel tabs tab panel note tip important warning caution steps faq question answer callout
    code pre language highlight line lines marked copy math mathml mrow mfrac msqrt msup msub mtext display block
    https://schema.org @context @type @id @graph BreadcrumbList ListItem itemListElement item position FAQPage
    mainEntity Question acceptedAnswer Answer Article TechArticle WebSite WebPage CollectionPage Organization
    SearchAction potentialAction EntryPoint urlTemplate query-input required search_term_string publisher logo
    ImageObject headline dateModified datePublished inLanguage isPartOf about breadcrumb mainEntityOfPage image url
    HowTo HowToStep step VideoObject thumbnailUrl uploadDate contentUrl Person sameAs
    xml version encoding http://www.w3.org/2005/Atom http://www.w3.org/1999/xhtml http://www.w3.org/2000/svg
    http://www.w3.org/1998/Math/MathML http://www.w3.org/1999/xlink xmlns feed entry updated published author
    self generator helpsmith subtitle category term summary
    http://www.sitemaps.org/schemas/sitemap/0.9 urlset sitemapindex sitemap loc lastmod changefreq priority
    http://a9.com/-/spec/opensearch/1.1/ OpenSearchDescription ShortName LongName Description Url template
    searchTerms InputEncoding OutputEncoding Language Image results
    User-agent Allow Disallow Sitemap Content-Signal ai-train ai-input yes no GPTBot ClaudeBot Google-Extended CCBot
    Content-Security-Policy default-src self frame-ancestors none base-uri object-src form-action img-src style-src
    script-src connect-src media-src X-Content-Type-Options nosniff X-Robots-Tag Referrer-Policy
    strict-origin-when-cross-origin
    Permissions-Policy Cache-Control public max-age immutable must-revalidate Location status from to map redirect
    refresh redirecting moved permanently window location replace nginx map uri moved_to include
    helpsmithSearch receive manifest version digest language pages block route group stop spell categories labels bets
    elasticlunr fields ref documentStore docs docInfo length save index root pipeline trimmer stopWordFilter stemmer
    mailto tel sms http https hidden data true false null undefined function return const
";

/// Days before and after the day of the build whose dates pages may show: as far back as articles go.
const DAYS: std::ops::Range<i32> = -7300..400;

/// Returns all such words as texts.
pub(super) fn texts(question: &Question<'_>) -> Vec<String> {
    let mut texts: Vec<String> = theme::default_texts().into_iter().map(str::to_owned).collect();
    texts.push(FORMATS.to_owned());
    texts.extend(question.settings.seo.ai_crawlers.refused().iter().map(|names| names.join("\n")));
    if question.settings.history.contributors {
        // The site asked for these names to be shown.
        let names = question.snapshot.history.contributors.values().flatten();
        texts.extend(names.map(|name| name.to_string()).collect::<BTreeSet<_>>());
    }
    let languages = question.settings.languages.iter();
    texts.extend(languages.map(|(_, language, name)| {
        let territorial = language.territorial().unwrap_or_default();
        format!("{name} {} {language} {territorial}", language.native_name())
    }));
    // What is wrong with the theme, a build says.
    for strings in theme::load(question.snapshot, question.settings).value.strings {
        let days = DAYS.filter_map(|day| question.date.checked_add(day.days()).ok());
        let dates: Vec<String> =
            days.map(|day| strings.fill("updated", "date", &strings.format.date(day))).collect();
        texts.push(dates.join("\n"));
        texts.extend(strings.table().values().cloned());
    }
    texts
}
