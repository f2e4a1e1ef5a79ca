//! Judges a site by rules, one rule a file, as its readers, search engines and keepers would.
//!
//! A rule sees what a target sees and nothing else: the same [`Site`] that pages are made from. So whatever it says is
//! true for some reader, and what no reader of the chosen audiences gets is not judged. What a build finds on its way,
//! such as broken links, is not found again here; its rule only explains it. Nothing here writes to the site.

pub mod baseline;
pub mod external;
pub mod fix;
pub mod leaks;
pub mod ignores;
pub mod rules;

use jiff::civil::Date;

use crate::config::Settings;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::levels::Level;
use crate::guest::{self, Panicked};
use crate::model::{Article, Body, Edition, Fallback, LanguageId, Places, Section, Site, State};

/// What is judged: a site as one target sees it.
pub struct Subject<'a> {
    /// What the target sees.
    pub site: &'a Site,
    /// The settings.
    pub settings: &'a Settings,
    /// The day of the judgement.
    pub date: Date,
}

/// The text of one file, an article's or a section's, in its own language.
#[derive(Clone, Copy)]
pub struct Text<'a> {
    /// Its title.
    pub title: &'a str,
    /// The title that search engines show, where it is another.
    pub seo_title: Option<&'a str>,
    /// Its description, for search engines where that is another.
    pub description: Option<&'a str>,
    /// Where its file says what.
    pub places: &'a Places,
    /// Its text.
    pub body: &'a Body,
    /// Its language.
    pub language: LanguageId,
    /// The article, where it is one.
    pub article: Option<&'a Article>,
}

impl<'a> Subject<'a> {
    /// Returns each edition's articles that are written in its language. What stands in for a translation is judged in
    /// its own edition.
    pub fn articles(&self) -> impl Iterator<Item = (&'a Edition, &'a Article)> {
        let site = self.site;
        let own = |article: &&Article| article.fallback == Fallback::None;
        site.editions.iter().flat_map(move |edition| {
            edition.articles.iter().filter(own).map(move |article| (edition, article))
        })
    }

    /// Returns the texts of all files, each once.
    pub fn texts(&self) -> impl Iterator<Item = Text<'a>> {
        let sections = self.site.editions.iter().flat_map(|edition| &edition.sections);
        let sections = sections.filter(|section| section.fallback == Fallback::None);
        sections
            .filter_map(text_of_section)
            .chain(self.articles().map(|(_, article)| text_of_article(article)))
    }
}

fn text_of_section(section: &Section) -> Option<Text<'_>> {
    Some(Text {
        title: &section.title,
        seo_title: section.page.seo_title.as_deref(),
        description: section.page.seo_description.as_deref().or(section.description.as_deref()),
        places: section.places.as_ref()?,
        body: &section.body,
        language: section.content_language,
        article: None,
    })
}

fn text_of_article(article: &Article) -> Text<'_> {
    Text {
        title: &article.title,
        seo_title: article.page.seo_title.as_deref(),
        description: article.page.seo_description.as_deref().or(article.description.as_deref()),
        places: &article.places,
        body: &article.body,
        language: article.content_language,
        article: Some(article),
    }
}

impl Text<'_> {
    /// Returns whether search engines may show the page.
    pub fn is_found(&self) -> bool {
        self.article.is_none_or(|article| article.state == State::Published && !article.page.noindex)
    }
}

/// Judges a site by all rules of at least this level: a check by those that are on, a build by those that stop it.
pub fn judge(subject: &Subject<'_>, least: Level) -> Vec<Diagnostic> {
    let mut sink = Vec::new();
    for rule in rules::ALL {
        let level = subject.settings.checks.levels.of(rule.code);
        if let Some(judge) = rule.judge.filter(|_| level >= least) {
            let word = rule.code.as_str();
            let attempt = guest::contained_at(&format!("rule {word}"), || {
                let mut found = Vec::new();
                judge(subject, &mut found);
                found
            });
            let failed = |panicked: Panicked| vec![panicked.diagnostic(&format!("checking for `{word}`"))];
            sink.append(&mut attempt.unwrap_or_else(failed));
        }
    }
    sink
}
