//! Groups files into items: an article or section with its variants in each language.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Context, originals};
use crate::corpus::content::ContentFile;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::{AudienceSet, LanguageId, State};

/// All items of a site, hidden ones included.
pub(super) struct Tree<'c> {
    /// Home page (the empty key), categories and sections by folder; parents before children.
    pub sections: BTreeMap<&'c str, Item<'c>>,
    /// Articles by the path they share with their translations.
    pub articles: BTreeMap<&'c str, Item<'c>>,
}

/// An article or section in all its languages.
pub(super) struct Item<'c> {
    /// The path it is known by.
    pub key: &'c str,
    /// The folder of the section it lies in; a section's own parent.
    pub section: Option<&'c str>,
    /// Its files; none for a folder without `_index.md`.
    pub variants: BTreeMap<LanguageId, Variant<'c>>,
    /// Whether its section and all around it are open to the target (for a section, itself included).
    pub open: bool,
}

/// One file of an item, with what `visibility` decides about it.
pub(super) struct Variant<'c> {
    pub file: &'c ContentFile,
    pub language: LanguageId,
    /// Everyone who may ever see it.
    pub viewers: AudienceSet,
    pub state: State,
    pub publish_on: Option<Date>,
    pub expire_on: Option<Date>,
    /// Whether the target sees it.
    pub visible: bool,
}

impl<'c> Item<'c> {
    fn new(key: &'c str, section: Option<&'c str>) -> Self {
        Self { key, section, variants: BTreeMap::new(), open: false }
    }

    /// Returns the variant that the others translate: of those that do not name another as their original, the
    /// default language's, else the first one.
    pub fn original(&self) -> Option<&Variant<'c>> {
        let named = |variant: &Variant<'_>| variant.file.front.translation_of.is_some();
        self.variants.values().min_by_key(|variant| (named(variant), variant.language))
    }
}

/// Groups the files of the corpus.
pub(super) fn build<'c>(context: Context<'c>, sink: &mut Vec<Diagnostic>) -> Tree<'c> {
    let mut tree = Tree { sections: BTreeMap::new(), articles: BTreeMap::new() };
    tree.sections.insert("", Item::new("", None));
    let files = || context.corpus.files.iter().map(|file| &**file);
    let (named, plain): (Vec<_>, Vec<_>) =
        files().partition(|file| file.front.translation_of.is_some() && file.is_article());
    for file in plain {
        if let Some(found) = file.front.translation_of.as_ref() {
            sink.push(
                Diagnostic::new(Code::InvalidValue, "a section's translation is known by its file's name")
                    .at(found.span.clone())
                    .hint("name it `_index.fr.md` and remove `translation_of`"),
            );
        }
        insert(&mut tree, context, &file.place.key, file, sink);
    }
    if !named.is_empty() {
        let by_path: BTreeMap<&str, &'c ContentFile> =
            files().map(|file| (file.path.as_str(), file)).collect();
        for file in named {
            let key = originals::key(&tree, &by_path, (file, &context.corpus.unread), sink)
                .unwrap_or(&file.place.key);
            insert(&mut tree, context, key, file, sink);
        }
    }
    warn_of_orphans(context, &tree, sink);
    tree
}

fn insert<'c>(
    tree: &mut Tree<'c>,
    context: Context<'c>,
    key: &'c str,
    file: &'c ContentFile,
    sink: &mut Vec<Diagnostic>,
) {
    ensure_sections(tree, &file.place.section);
    let items = if file.is_article() { &mut tree.articles } else { &mut tree.sections };
    let section = file.is_article().then_some(file.place.section.as_str());
    let item = items.entry(key).or_insert_with(|| Item::new(key, section));
    if let Some(first) = item.variants.get(&file.language) {
        let tag = context.settings.languages.tag(file.language);
        let message = format!("`{}` is the same article in the same language, `{tag}`", first.file.path);
        sink.push(
            Diagnostic::new(Code::DuplicateTranslation, message)
                .at(Span::file(&file.path))
                .hint("remove one of the two, or give this one another `language`"),
        );
        return;
    }
    let variant = Variant {
        file,
        language: file.language,
        viewers: AudienceSet::NOBODY,
        state: State::Draft,
        publish_on: None,
        expire_on: None,
        visible: false,
    };
    item.variants.insert(file.language, variant);
}

fn ensure_sections<'c>(tree: &mut Tree<'c>, folder: &'c str) {
    let mut at = folder;
    while !at.is_empty() && !tree.sections.contains_key(at) {
        let parent = at.rsplit_once('/').map_or("", |(parent, _)| parent);
        tree.sections.insert(at, Item::new(at, Some(parent)));
        at = parent;
    }
}

fn warn_of_orphans(context: Context<'_>, tree: &Tree<'_>, sink: &mut Vec<Diagnostic>) {
    for item in tree.articles.values() {
        if item.variants.contains_key(&LanguageId::DEFAULT) || context.corpus.unread.may_be(item.key) {
            continue;
        }
        for variant in item.variants.values().filter(|variant| variant.file.place.suffix.is_some()) {
            let file = &variant.file.path;
            let original = item.key.rsplit('/').next().unwrap_or_default();
            let name = if file.file_name().starts_with("index.") { "index" } else { original };
            let tag = context.settings.languages.tag(LanguageId::DEFAULT);
            sink.push(
                Diagnostic::new(
                    Code::OrphanTranslation,
                    format!("the original `{name}.md` does not exist in `{tag}`"),
                )
                .at(Span::file(file))
                .hint("write the original, or name it with `translation_of: path/to/original.md`"),
            );
        }
    }
}
