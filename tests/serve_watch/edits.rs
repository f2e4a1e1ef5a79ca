//! After many edits of every kind, one upon the other, what is served is what a clean build gives.

use std::collections::{BTreeMap, BTreeSet};
use std::thread;
use std::time::{Duration, Instant};

use crate::support::Site;
use crate::support::serve::encoded;
use crate::{DAY, Watched, remove, rename};

const ARTICLES: usize = 40;
const EDITS: usize = 120;
/// Edits between two looks at everything that is served.
const EDITS_BETWEEN: usize = 30;
/// Articles below which none is deleted.
const ARTICLES_MIN: usize = 25;
/// How long the last of many edits may take.
const SETTLED_MAX: Duration = Duration::from_secs(30);
const SEED: u64 = 0x9e37_79b9_7f4a_7c15;

/// Numbers that are the same in every run (xorshift64), so that a failure can be repeated.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(bound).unwrap_or(u64::MAX)).unwrap_or(0)
    }

    fn coin(&mut self) -> bool {
        self.below(2) == 0
    }
}

/// What an article should say; what lies on disk may be broken meanwhile.
#[derive(Clone, Default)]
struct Article {
    title: String,
    body: String,
    /// Lines of front matter.
    front: String,
    /// The text of its translation, if it has one.
    translation: Option<String>,
}

/// A site that is edited while it is watched.
struct Edited {
    site: Watched,
    numbers: Numbers,
    /// Articles by their path, without `.md`.
    articles: BTreeMap<String, Article>,
    /// Articles that are broken on disk.
    broken: BTreeSet<String>,
    /// A number that no name or text has had yet.
    next: usize,
    /// Every page that was ever served.
    seen: BTreeSet<String>,
}

impl Edited {
    fn new() -> Self {
        let mut numbers = Numbers(SEED);
        let mut articles = BTreeMap::new();
        for number in 0..ARTICLES {
            let article = Article {
                title: format!("Title {number}"),
                body: format!("Body {number} and [another](../s0/n0.md).\n\n::snippet{{s}}\n"),
                translation: numbers.coin().then(|| format!("متن {number}")),
                ..Article::default()
            };
            articles.insert(format!("content/s{}/n{number}", number % 4), article);
        }
        let around = Site::new(crate::SITE);
        for (path, article) in &articles {
            for (file, text) in files(path, article) {
                around.file(&format!("site/{file}"), text);
            }
        }
        let site = Watched::of(around, &[]);
        Self { site, numbers, articles, broken: BTreeSet::new(), next: ARTICLES, seen: BTreeSet::new() }
    }

    fn number(&mut self) -> usize {
        self.next += 1;
        self.next
    }

    fn any(&mut self) -> String {
        let at = self.numbers.below(self.articles.len());
        self.articles.keys().nth(at).cloned().unwrap_or_default()
    }

    /// Saves a file in place, or by renaming another over it.
    fn save(&mut self, file: &str, text: &str) {
        if self.numbers.coin() {
            self.site.write(file, text);
        } else {
            self.site.around.file("next", text);
            self.site.make_room(file);
            rename(&self.site.beside("next"), &self.site.path(file));
        }
    }

    fn save_article(&mut self, path: &str) {
        let article = self.articles.get(path).cloned().unwrap_or_default();
        for (file, text) in files(path, &article) {
            self.save(&file, &text);
        }
        self.broken.remove(path);
    }

    fn remove_article(&mut self, path: &str) -> Article {
        let article = self.articles.remove(path).unwrap_or_default();
        for (file, _) in files(path, &article) {
            remove(&self.site.path(&file));
        }
        self.broken.remove(path);
        article
    }

    fn change(&mut self, change: impl FnOnce(&mut Article, usize)) {
        let (path, number) = (self.any(), self.number());
        if let Some(article) = self.articles.get_mut(&path) {
            change(article, number);
        }
        self.save_article(&path);
    }

    fn edit(&mut self) {
        match self.numbers.below(20) {
            0..4 => {
                self.change(|article, number| article.body = format!("Body {number}\n\n## Part {number}\n"))
            }
            4 => self.change(|article, number| article.title = format!("Title {number}")),
            5 => self.change(|article, number| {
                article.front = format!("labels: [L{}]\norder: {number}\n", number % 3)
            }),
            6 => self.change(|article, number| article.front = format!("aliases: [/old-{number}/]\n")),
            7 => self.change(|article, number| article.front = format!("draft: true\nlabels: [D{number}]\n")),
            8 => self.translate(),
            9 | 10 => self.add(),
            11 => self.delete(),
            12 => self.move_article(),
            13 | 14 => self.break_one(),
            _ => self.edit_other(),
        }
    }

    fn translate(&mut self) {
        let (path, number) = (self.any(), self.number());
        let Some(article) = self.articles.get_mut(&path) else { return };
        if article.translation.take().is_some() {
            remove(&self.site.path(&format!("{path}.fa.md")));
        } else {
            article.translation = Some(format!("متن {number}"));
            self.save_article(&path);
        }
    }

    fn add(&mut self) {
        let number = self.number();
        let path = format!("content/s{}/n{number}", self.numbers.below(6));
        let title = format!("Title {number}");
        self.articles
            .insert(path.clone(), Article { title, body: format!("Body {number}\n"), ..Article::default() });
        self.save_article(&path);
    }

    fn delete(&mut self) {
        let path = self.any();
        if self.articles.len() > ARTICLES_MIN {
            self.remove_article(&path);
        }
    }

    fn move_article(&mut self) {
        let (from, number) = (self.any(), self.number());
        let to = format!("content/s{}/n{number}", self.numbers.below(6));
        // What is broken stays broken under its new name, until the article is saved.
        let article = self.articles.remove(&from).unwrap_or_default();
        self.site.make_room(&format!("{to}.md"));
        for ((old, _), (new, _)) in files(&from, &article).into_iter().zip(files(&to, &article)) {
            rename(&self.site.path(&old), &self.site.path(&new));
        }
        if self.broken.remove(&from) {
            self.broken.insert(to.clone());
        }
        self.articles.insert(to, article);
    }

    fn break_one(&mut self) {
        let path = self.any();
        let text = match self.numbers.below(4) {
            0 => "---\ntitle: [\n---\n",
            1 => "---\ntitel: x\n---\n",
            2 => "no front matter",
            _ => "",
        };
        self.save(&format!("{path}.md"), text);
        self.broken.insert(path);
        if self.numbers.coin() {
            self.mend();
        }
    }

    fn mend(&mut self) {
        for path in self.broken.clone() {
            self.save_article(&path);
        }
    }

    fn edit_other(&mut self) {
        let number = self.number();
        let target = self.any().trim_start_matches("content").to_owned();
        let section = self.numbers.below(4);
        let (file, text) = match self.numbers.below(8) {
            0 => ("snippets/s.md".to_owned(), format!("Snippet {number}\n")),
            1 => (
                "templates/parts/footer.html".to_owned(),
                format!("{{# F #}}\n<footer>Footer {number}</footer>\n"),
            ),
            2 => ("assets/css/site.css".to_owned(), format!(".n{number} {{ color: inherit; }}\n")),
            3 => ("i18n/en.yaml".to_owned(), format!("home: Home {number}\n")),
            4 => {
                ("data/redirects.yaml".to_owned(), format!("/moved-{number}/: {target}/\n/one/: {target}/\n"))
            }
            5 => (format!("static/f{}.txt", number % 5), format!("File {number}\n")),
            6 => (format!("content/s{section}/_index.md"), format!("---\ntitle: Section {number}\n---\n")),
            _ => (
                "helpsmith.yaml".to_owned(),
                format!(
                    "title: Site {number}\nbase_url: https://help.example.com/\nlanguages: [en, fa]\n\
                     variables: {{product: P{number}}}\n"
                ),
            ),
        };
        self.save(&file, &text);
    }

    /// Waits until everything that is served is what a clean build of the same files gives.
    #[track_caller]
    fn is_what_a_build_gives(&mut self) {
        let copy = Site::copy_of(&self.site.path(""));
        let tree = copy.run(&["build", "--drafts", "--date", DAY[1]]).ok().tree();
        let begun = Instant::now();
        while let Some(difference) = self.difference(&tree) {
            assert!(
                begun.elapsed() < SETTLED_MAX,
                "{difference}\n-- stderr --\n{}",
                self.site.server.stderr()
            );
            thread::sleep(Duration::from_millis(50));
        }
        let pages = tree.keys().filter_map(|path| path.strip_suffix("index.html"));
        self.seen.extend(pages.map(|folder| format!("/{}", encoded(folder))));
    }

    fn difference(&self, tree: &BTreeMap<String, Vec<u8>>) -> Option<String> {
        let known: BTreeSet<String> = tree
            .keys()
            .filter_map(|path| path.strip_suffix("index.html"))
            .map(|folder| format!("/{}", encoded(folder)))
            .collect();
        let stale = self.seen.difference(&known).find(|address| self.site.server.get(address).status != 404);
        stale
            .map(|address| format!("`{address}` is still there"))
            .or_else(|| self.site.server.difference(tree))
    }
}

/// Returns the files of an article with their texts, the original first.
fn files(path: &str, article: &Article) -> Vec<(String, String)> {
    let Article { title, body, front, translation } = article;
    let text = format!("---\ntitle: {title}\ndescription: D\n{front}---\n{body}");
    let mut files = vec![(format!("{path}.md"), text)];
    if let Some(body) = translation {
        files.push((
            format!("{path}.fa.md"),
            format!("---\ntitle: {title} fa\ndescription: D\n---\n{body}\n"),
        ));
    }
    files
}

#[test]
fn after_many_edits_a_site_is_served_as_a_clean_build_gives_it() {
    let mut edited = Edited::new();
    edited.is_what_a_build_gives();
    for number in 1..=EDITS {
        edited.edit();
        let pause = edited.numbers.below(40);
        thread::sleep(Duration::from_millis(u64::try_from(pause).unwrap_or(0)));
        if number % EDITS_BETWEEN == 0 {
            edited.mend();
            edited.is_what_a_build_gives();
        }
    }
    assert!(!edited.site.server.stderr().contains("panicked"), "{}", edited.site.server.stderr());
}

#[test]
fn edits_in_one_moment_end_in_what_a_clean_build_gives() {
    let mut edited = Edited::new();
    for _ in 0..EDITS {
        edited.edit();
    }
    edited.mend();
    edited.is_what_a_build_gives();
}
