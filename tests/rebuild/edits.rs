//! A desk at which somebody edits a site, one thing at a time, and sometimes breaks it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::random::Random;
use crate::writing::{LANGUAGES, article, body, title, words};

const CATEGORIES: [&str; 3] = ["billing", "account", "api"];
const SECTIONS: [&str; 3] = ["", "/basics", "/advanced"];
const ARTICLES: usize = 70;

const SETTINGS: &str = "title: Test\nbase_url: https://help.example.com/\nlanguages: [en, fa]\n\
    audiences:\n  public: {}\n  agents: {includes: [public]}\nvariables: {product: Acme}\n";

/// The site, on disk and in mind.
pub struct Desk<'d> {
    folder: &'d Path,
    files: BTreeMap<String, String>,
    /// What is broken, with what mends it.
    broken: Option<(String, Option<String>)>,
}

type Touched = BTreeSet<PathBuf>;

impl<'d> Desk<'d> {
    pub fn new(folder: &'d Path, random: &mut Random) -> Self {
        let mut desk = Self { folder, files: BTreeMap::new(), broken: None };
        let mut touched = Touched::new();
        let others: Vec<String> = (0..ARTICLES).map(|number| place(random, number)).collect();
        for path in &others {
            let text = article(random, &others);
            desk.write(&format!("content/{path}"), text, &mut touched);
            if random.one_in(2) {
                let text = article(random, &others);
                desk.write(&format!("content/{}", path.replace(".md", ".fa.md")), text, &mut touched);
            }
        }
        for category in CATEGORIES {
            let text = format!("---\ntitle: {}\n---\n{}", title(random), words(random, 9));
            desk.write(&format!("content/{category}/_index.md"), text, &mut touched);
        }
        let fixed = [
            ("helpsmith.yaml", SETTINGS),
            ("snippets/hello.md", "Hello {{ product }}, see [pay](/billing/).\n"),
            ("snippets/nested.md", "Before\n\n::snippet{hello}\n\nAfter\n"),
            ("snippets/agents-only.md", "---\naudience: agents\n---\nFor agents.\n"),
            ("data/redirects.yaml", "/gone/: /billing/\n"),
            ("static/robots-extra.txt", "x\n"),
        ];
        for (path, text) in fixed {
            desk.write(path, text.to_owned(), &mut touched);
        }
        for folder in ["content/billing", "content/account/basics"] {
            desk.write(&format!("{folder}/form.png"), format!("no picture {folder}"), &mut touched);
        }
        desk
    }

    /// Edits something. Returns what, and the paths that were touched.
    pub fn edit(&mut self, random: &mut Random) -> (String, Touched) {
        let mut touched = Touched::new();
        if let Some((path, before)) = self.broken.take() {
            match before {
                Some(text) => self.write(&path, text, &mut touched),
                None => self.remove(&path, &mut touched),
            }
            return (format!("mended {path}"), touched);
        }
        let what = match random.below(24) {
            0..=6 => self.edit_body(random, &mut touched),
            7..=9 => self.edit_title(random, &mut touched),
            10..=12 => self.rewrite(random, &mut touched),
            13 | 14 => self.add(random, &mut touched),
            15 => self.delete(random, &mut touched),
            16 => self.rename(random, &mut touched),
            17 => self.edit_section(random, &mut touched),
            18 => self.edit_snippet(random, &mut touched),
            19 => self.edit_theme(random, &mut touched),
            20 => self.edit_data(random, &mut touched),
            21 => self.edit_settings(random, &mut touched),
            22 => self.edit_file(random, &mut touched),
            _ => self.break_something(random, &mut touched),
        };
        (what, touched)
    }

    fn write(&mut self, path: &str, text: String, touched: &mut Touched) {
        let whole = self.folder.join(path);
        fs::create_dir_all(whole.parent().expect("a folder above")).expect("a folder");
        fs::write(&whole, &text).expect("a file that can be written");
        touched.insert(whole);
        self.files.insert(path.to_owned(), text);
    }

    fn remove(&mut self, path: &str, touched: &mut Touched) {
        let whole = self.folder.join(path);
        fs::remove_file(&whole).expect("a file that can be removed");
        touched.insert(whole);
        self.files.remove(path);
    }

    fn articles(&self) -> Vec<String> {
        let files = self.files.keys().filter(|path| path.starts_with("content/") && path.ends_with(".md"));
        files.filter(|path| !path.contains("_index")).cloned().collect()
    }

    fn others(&self) -> Vec<String> {
        self.articles().iter().map(|path| path.trim_start_matches("content/").to_owned()).collect()
    }

    fn some_article(&self, random: &mut Random) -> (String, String) {
        let path = random.of(&self.articles()).clone();
        let text = self.files.get(&path).cloned().unwrap_or_default();
        (path, text)
    }

    fn edit_body(&mut self, random: &mut Random, touched: &mut Touched) -> String {
        let (path, text) = self.some_article(random);
        let front = text.split("---\n\n").next().unwrap_or_default();
        let text = format!("{front}---\n\n{}", body(random, &self.others()));
        self.write(&path, text, touched);
        format!("text of {path}")
    }

    fn edit_title(&mut self, random: &mut Random, touched: &mut Touched) -> String {
        let (path, text) = self.some_article(random);
        let new = format!("title: {}", title(random));
        let lines = text.lines().map(|line| if line.starts_with("title: ") { new.as_str() } else { line });
        let text = lines.collect::<Vec<_>>().join("\n") + "\n";
        self.write(&path, text, touched);
        format!("title of {path}")
    }

    fn rewrite(&mut self, random: &mut Random, touched: &mut Touched) -> String {
        let (path, _) = self.some_article(random);
        let text = article(random, &self.others());
        self.write(&path, text, touched);
        format!("all of {path}")
    }

    fn add(&mut self, random: &mut Random, touched: &mut Touched) -> String {
        let number = 1000 + random.below(1000);
        let suffix = *random.of(&LANGUAGES);
        let path = format!("content/{}", place(random, number).replace(".md", &format!("{suffix}.md")));
        let text = article(random, &self.others());
        self.write(&path, text, touched);
        format!("new {path}")
    }

    fn delete(&mut self, random: &mut Random, touched: &mut Touched) -> String {
        let (path, _) = self.some_article(random);
        self.remove(&path, touched);
        format!("deleted {path}")
    }

    fn rename(&mut self, random: &mut Random, touched: &mut Touched) -> String {
        let (path, text) = self.some_article(random);
        let number = 2000 + random.below(1000);
        let to = format!("content/{}", place(random, number));
        self.remove(&path, touched);
        self.write(&to, text, touched);
        format!("renamed {path} to {to}")
    }

    fn edit_section(&mut self, random: &mut Random, touched: &mut Touched) -> String {
        let path = format!("content/{}{}/_index.md", random.of(&CATEGORIES), random.of(&SECTIONS));
        let extra =
            *random.of(&["", "audience: agents\n", "order: 2\n", "labels: [shared]\n", "draft: true\n"]);
        let text = format!("---\ntitle: {}\n{extra}---\n{}", title(random), body(random, &self.others()));
        self.write(&path, text, touched);
        format!("section {path} {extra:?}")
    }

    fn edit_snippet(&mut self, random: &mut Random, touched: &mut Touched) -> String {
        let path = *random.of(&["snippets/hello.md", "snippets/hello.fa.md", "snippets/nested.md"]);
        let call = if path.contains("nested") { "::snippet{hello}\n\n" } else { "" };
        let text = format!("{call}{}\n", words(random, 5));
        self.write(path, text, touched);
        format!("snippet {path}")
    }

    fn edit_theme(&mut self, random: &mut Random, touched: &mut Touched) -> String {
        let number = random.below(100);
        let (path, text) = match random.below(4) {
            0 => ("assets/css/site.css", format!("body {{ margin: {number}px }}\n")),
            1 => ("i18n/en.yaml", format!("search: Find {number}\n")),
            2 => ("assets/js/site.js", format!("// {number}\n")),
            _ => ("templates/parts/footer.html", format!("<footer>{number} {{{{ site.title }}}}</footer>\n")),
        };
        self.write(path, text, touched);
        format!("theme {path}")
    }

    fn edit_data(&mut self, random: &mut Random, touched: &mut Touched) -> String {
        let others = self.others();
        let (path, text) = match random.below(3) {
            0 => ("data/redirects.yaml", format!("/gone-{}/: /{}\n", random.below(9), random.of(&others))),
            1 => ("data/synonyms.yaml", format!("refund: [{}]\n", words(random, 2))),
            _ => ("data/best-bets.yaml", format!("{}: /{}\n", words(random, 1), random.of(&others))),
        };
        self.write(path, text, touched);
        format!("data {path}")
    }

    fn edit_settings(&mut self, random: &mut Random, touched: &mut Touched) -> String {
        let settings = SETTINGS.to_owned();
        let text = match random.below(8) {
            0 => settings.replace("[en, fa]", "[en, fa, de]"),
            1 => settings.replace("[en, fa]", "[en]"),
            2 => settings.replace("Acme", "Umbrella"),
            3 => settings.replace("Test", &title(random)),
            4 => settings + "language_fallback: link\n",
            5 => settings.replace("example.com/", "example.com/help/"),
            6 => settings + "default_audience: agents\n",
            _ => settings,
        };
        self.write("helpsmith.yaml", text.clone(), touched);
        format!("settings {text}")
    }

    fn edit_file(&mut self, random: &mut Random, touched: &mut Touched) -> String {
        let path =
            *random.of(&["content/billing/form.png", "static/robots-extra.txt", "content/api/form.dark.png"]);
        let text = words(random, 3);
        self.write(path, text, touched);
        format!("file {path}")
    }

    fn break_something(&mut self, random: &mut Random, touched: &mut Touched) -> String {
        let (article, text) = self.some_article(random);
        let (path, bad) = match random.below(8) {
            0 => (article, text.replacen("title:", "titel:", 1)),
            1 => (article, text.replacen("---\n", "--\n", 1)),
            2 => (article, text + "\n::snippet{no-such}\n\n:::tip\nnever closed\n"),
            3 => ("snippets/hello.md".to_owned(), "::snippet{nested}\n".to_owned()),
            4 => ("helpsmith.yaml".to_owned(), "title: [\n".to_owned()),
            5 => ("helpsmith.yaml".to_owned(), format!("{SETTINGS}langauges: [en]\n")),
            6 => ("templates/parts/footer.html".to_owned(), "{% if %}".to_owned()),
            _ => ("templates/parts/header.html".to_owned(), "{{ page.no_such.field }}".to_owned()),
        };
        self.broken = Some((path.clone(), self.files.get(&path).cloned()));
        self.write(&path, bad, touched);
        format!("broke {path}")
    }
}

fn place(random: &mut Random, number: usize) -> String {
    format!("{}{}/article-{number}.md", random.of(&CATEGORIES), random.of(&SECTIONS))
}
