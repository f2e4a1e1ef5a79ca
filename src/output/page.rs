//! Puts a page's context together: what every page says, and what this kind says besides.

use tera::{Context, Value};

use super::body::absolute_url;
use super::frame::language_view;
use super::view::{AlternateView, EditionView, LinkView, NoticeView, PageView};
use super::{Output, feed, json_ld, twin};
use crate::diagnostic::Diagnostic;
use crate::model::{Article, Body, Edition, Fallback, LanguageId, Notice, PageSettings, SectionId, SitePath};
use crate::theme::{CONTRACT, Strings};

/// What makes one page differ from another of its edition, before its own kind's part.
pub(super) struct Head<'a> {
    pub kind: &'static str,
    pub title: &'a str,
    pub description: Option<&'a str>,
    pub path: &'a SitePath,
    pub content_language: LanguageId,
    pub settings: &'a PageSettings,
    /// The page in each language that has it.
    pub pages: &'a [(LanguageId, SitePath)],
    /// The page in each language in which it has its own words.
    pub alternates: &'a [(LanguageId, SitePath)],
    /// The section whose navigation is shown, and what stands above the page.
    pub section: Option<SectionId>,
    pub breadcrumbs: Vec<Crumb>,
    /// Its text.
    pub body: Option<&'a Body>,
    /// The article that it is.
    pub article: Option<&'a Article>,
    /// Whether search engines find the page under this address.
    pub canonical: bool,
}

impl<'a> Head<'a> {
    /// Returns the head of a page that helpsmith makes by itself, without a source of its own.
    pub fn own(
        edition: &Edition,
        kind: &'static str,
        title: &'a str,
        path: &'a SitePath,
        settings: &'a PageSettings,
    ) -> Self {
        Self {
            kind,
            title,
            description: None,
            path,
            content_language: edition.language,
            settings,
            pages: &[],
            alternates: &[],
            section: None,
            breadcrumbs: Vec::new(),
            body: None,
            article: None,
            canonical: true,
        }
    }
}

/// A page that encloses another.
pub(super) struct Crumb {
    pub title: String,
    pub path: SitePath,
}

impl Output {
    pub(super) fn edition(&self, at: usize) -> Result<&Edition, Diagnostic> {
        self.site.editions.get(at).ok_or_else(|| missing("edition"))
    }

    pub(super) fn strings(&self, edition: &Edition) -> Result<&Strings, Diagnostic> {
        self.theme.strings.get(usize::from(edition.language.0)).ok_or_else(|| missing("strings"))
    }

    /// Returns the strings for text in the language of the content, such as the titles of callouts.
    pub(super) fn content_strings(&self, language: LanguageId) -> Result<&Strings, Diagnostic> {
        self.theme.strings.get(usize::from(language.0)).ok_or_else(|| missing("strings"))
    }

    /// Returns the context that every page begins with.
    pub(super) fn context(&self, at: usize, head: &Head<'_>) -> Result<Context, Diagnostic> {
        let edition = self.edition(at)?;
        let frame = self.frames.get(at).ok_or_else(|| missing("frame"))?;
        let mut context = Context::new();
        context.insert("contract", &CONTRACT);
        context.insert_value("language", frame.language.clone());
        context.insert_value("t", frame.strings.clone());
        context.insert_value("site", self.site_value(at, head)?);
        context.insert("languages", &self.switcher(edition, head));
        context.insert("page", &self.page_view(at, head)?);
        let crumb = |crumb: &Crumb| LinkView { title: crumb.title.clone(), url: self.base.href(&crumb.path) };
        context.insert("breadcrumbs", &head.breadcrumbs.iter().map(crumb).collect::<Vec<_>>());
        let navigation = match head.section {
            Some(section) => self.navigation(at, section, head.path)?,
            None => Value::none(),
        };
        context.insert_value("navigation", navigation);
        Ok(context)
    }

    /// Returns the site's view; where people are asked about an article, with its address filled in.
    fn site_value(&self, at: usize, head: &Head<'_>) -> Result<Value, Diagnostic> {
        let frame = self.frames.get(at).ok_or_else(|| missing("frame"))?;
        let asks = |outlet: &Option<crate::config::Outlet>| {
            outlet.as_ref().is_some_and(|outlet| outlet.url.contains("{article}"))
        };
        if head.article.is_none() || !(asks(&self.settings.contact) || asks(&self.settings.community)) {
            return Ok(frame.site_value.clone());
        }
        let article = self.base.absolute(head.path);
        let mut view = frame.site.clone();
        view.contact =
            self.settings.contact.as_ref().map(|outlet| super::frame::outlet_view(outlet, &article));
        view.community =
            self.settings.community.as_ref().map(|outlet| super::frame::outlet_view(outlet, &article));
        Ok(Value::from_serializable(&view))
    }

    fn switcher(&self, edition: &Edition, head: &Head<'_>) -> Vec<EditionView> {
        let editions = self.site.editions.iter().map(|other| {
            let path =
                head.pages.iter().find(|(language, _)| *language == other.language).map(|(_, path)| path);
            let language = language_view(&self.settings, other.language);
            EditionView {
                code: language.code,
                name: language.name,
                dir: language.dir,
                url: self.base.href(path.unwrap_or(&other.root)),
                current: other.language == edition.language,
            }
        });
        editions.collect()
    }

    fn page_view(&self, at: usize, head: &Head<'_>) -> Result<PageView, Diagnostic> {
        let settings = head.settings;
        let title = settings.seo_title.clone().unwrap_or_else(|| head.title.to_owned());
        let site_title = &self.settings.title;
        let head_title = if title == *site_title { title } else { format!("{title} · {site_title}") };
        let own = self.base.absolute(head.path);
        let elsewhere = head.alternates.iter().find(|(language, _)| *language == head.content_language);
        let canonical = settings.seo_canonical.clone().or_else(|| match elsewhere {
            Some((_, path)) => Some(self.base.absolute(path)),
            None => head.canonical.then_some(own),
        });
        let image = self.image(head);
        let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
        Ok(PageView {
            kind: head.kind,
            title: head.title.to_owned(),
            head_title,
            description: settings.seo_description.clone().or_else(|| head.description.map(str::to_owned)),
            keywords: settings.seo_keywords.clone(),
            image_alt: image.as_ref().map(|_| head.title.to_owned()),
            image,
            url: self.base.href(head.path),
            canonical,
            noindex: settings.noindex || !self.is_indexed,
            alternates: self.alternates(head),
            og_type: if head.article.is_some() { "article" } else { "website" },
            og_locale: self.settings.languages.get(head.content_language).0.territorial(),
            published: day(head.article.and_then(|article| article.created)),
            modified: day(head.article.and_then(|article| article.updated)),
            scripts: self.page_scripts(head),
            feeds: self.feeds(at, head)?,
            markdown_url: Some(twin::path(head.path))
                .filter(|twin| self.plan.contains_key(twin))
                .map(|twin| self.base.href(&twin)),
            json_ld: json_ld::blocks(self, head),
            content_language: language_view(&self.settings, head.content_language),
            extra: settings.extra.clone(),
        })
    }

    /// Returns the feeds that tell of what is on the page: the site's, and that of its category.
    fn feeds(&self, at: usize, head: &Head<'_>) -> Result<Vec<LinkView>, Diagnostic> {
        let edition = self.edition(at)?;
        let known = self.frames.get(at).map(|frame| &frame.feeds);
        let category = head.section.and_then(|section| feed::category(edition, section));
        let scopes = std::iter::once(SectionId::HOME).chain(category);
        let scopes = scopes.filter(|scope| known.is_some_and(|known| known.contains(scope)));
        let view = |scope| {
            let url = self.base.href(&feed::path(edition, scope)?);
            Some(LinkView { title: feed::title(self, edition, scope), url })
        };
        Ok(scopes.filter_map(view).collect())
    }

    /// Returns the scripts that this page alone needs.
    fn page_scripts(&self, head: &Head<'_>) -> Vec<String> {
        let features = head.body.map_or(&[][..], |body| &*body.rendered.features);
        let paths = features.iter().filter_map(|feature| self.assets.page_scripts.get(feature));
        paths.map(|path| self.base.href(path)).collect()
    }

    /// Returns the whole address of the image that stands for the page elsewhere.
    pub(super) fn image(&self, head: &Head<'_>) -> Option<String> {
        head.settings.seo_image.as_ref().and_then(|fill| absolute_url(self, fill))
    }

    /// Returns the page's translations, itself included, as search engines want them: both ways.
    fn alternates(&self, head: &Head<'_>) -> Vec<AlternateView> {
        if head.alternates.len() < 2 || head.settings.noindex || !self.is_indexed {
            return Vec::new();
        }
        let view = |code: &str, path: &SitePath| AlternateView {
            code: code.to_owned(),
            url: self.base.absolute(path),
        };
        let mut views: Vec<AlternateView> = head
            .alternates
            .iter()
            .map(|(language, path)| view(self.settings.languages.tag(*language), path))
            .collect();
        if let Some((_, path)) = head.alternates.iter().find(|(language, _)| *language == LanguageId::DEFAULT)
        {
            views.push(view("x-default", path));
        }
        views
    }

    /// Returns the ways back from a section's inside: home, category, section.
    pub(super) fn breadcrumbs(&self, edition: &Edition, inside: Option<SectionId>) -> Vec<Crumb> {
        let strings = self.strings(edition);
        let mut crumbs = Vec::new();
        let mut at = inside;
        while let Some(section) = at.and_then(|SectionId(at)| edition.sections.get(at)) {
            let title = match (section.depth, &strings) {
                (0, Ok(strings)) => strings.get("home").to_owned(),
                _ => section.nav_title.to_string(),
            };
            crumbs.push(Crumb { title, path: section.path.clone() });
            at = section.parent;
        }
        crumbs.reverse();
        crumbs
    }

    pub(super) fn notice(&self, strings: &Strings, edition: &Edition, notice: Notice) -> NoticeView {
        let (kind, text) = match notice {
            Notice::Fallback(original) => {
                let name = |id| self.settings.languages.get(id).1;
                let text = strings.fill("fallback_notice", "language", name(edition.language));
                ("fallback", text.replace("{original}", &format!("\u{2068}{}\u{2069}", name(original))))
            }
            Notice::Draft => ("draft", strings.get("draft_notice").to_owned()),
            Notice::InReview => ("in_review", strings.get("in_review_notice").to_owned()),
            Notice::Archived => ("archived", strings.get("archived_notice").to_owned()),
        };
        NoticeView { kind, text }
    }

    /// Renders a page whose own part is under `name`, with the safe HTML of its text in it.
    pub(super) fn page(
        &self,
        template: &str,
        mut context: Context,
        name: &'static str,
        view: Value,
        body: Option<&str>,
        path: &SitePath,
    ) -> Result<String, Diagnostic> {
        let view = match body {
            Some(body) => {
                let mut map = view.into_map().unwrap_or_default();
                map.insert("body".into(), Value::safe_string(body));
                Value::from(map)
            }
            None => view,
        };
        context.insert_value(name, view);
        self.theme.engine.render(template, &context, &path.to_file())
    }
}

/// Returns the fallback notice of a page, where it needs one.
pub(super) fn fallback_notice(fallback: Fallback, language: LanguageId) -> Option<Notice> {
    (fallback == Fallback::Foreign).then_some(Notice::Fallback(language))
}

/// Plans only hold numbers of what exists; this is for the compiler.
pub(super) fn missing(what: &str) -> Diagnostic {
    Diagnostic::new(crate::diagnostic::Code::InternalError, format!("a planned page has no {what}"))
}
