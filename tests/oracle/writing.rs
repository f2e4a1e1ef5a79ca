//! What is written into the files of a site.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::site::{AUDIENCES, Article, Bit, Block, Join, Keys, LANGUAGES, Site, Text};

impl Site {
    /// Returns all files by their paths.
    pub fn files(&self) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        files.insert("helpsmith.yaml".to_owned(), self.settings());
        for section in &self.sections {
            let suffix = match section.language {
                0 => String::new(),
                language => format!(".{}", LANGUAGES[language]),
            };
            let path = format!("content/{}_index{suffix}.md", self.folder(section.folder));
            files.insert(
                path,
                format!("{}---\n{}", front(&section.keys, &section.text), self.body(&section.text.blocks)),
            );
            self.beside(
                &format!("content/{}", self.folder(section.folder)),
                &section.text.blocks,
                &mut files,
            );
        }
        for article in &self.articles {
            let path = format!("content/{}", self.path(article));
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned() + "/";
            files.insert(
                path,
                format!(
                    "{}{}---\n{}",
                    front(&article.keys, &article.text),
                    self.own_keys(article),
                    self.body(&article.text.blocks)
                ),
            );
            self.beside(&folder, &article.text.blocks, &mut files);
        }
        for snippet in &self.snippets {
            let suffix = match snippet.language {
                0 => String::new(),
                language => format!(".{}", LANGUAGES[language]),
            };
            let keys = if snippet.audience.is_empty() {
                String::new()
            } else {
                format!("---\naudience: {}\n---\n", list(&snippet.audience))
            };
            files.insert(
                format!("snippets/sn{}{suffix}.md", snippet.number),
                format!("{keys}{}", self.body(&snippet.blocks)),
            );
        }
        for file in &self.statics {
            let folder = file
                .audience
                .map_or("static".to_owned(), |audience| format!("static.{}", AUDIENCES[audience].0));
            files.insert(
                format!("{folder}/st-{}.txt", file.name.word()),
                format!("Plain {}\n", file.content.word()),
            );
        }
        let redirects = self.redirects.iter().filter_map(|(marker, to)| {
            Some(format!("/rd-{}/: /{}\n", marker.word(), self.path(self.article(*to)?)))
        });
        let redirects: String = redirects.collect();
        if !redirects.is_empty() {
            files.insert("data/redirects.yaml".to_owned(), redirects);
        }
        if let Some(marker) = self.footer {
            files.insert(
                "templates/parts/footer.html".to_owned(),
                format!("{{# The foot #}}\n<footer>{}</footer>\n", marker.word()),
            );
        }
        if let Some(marker) = self.home {
            files.insert("i18n/en.yaml".to_owned(), format!("home: {}\n", marker.word()));
        }
        files
    }

    fn settings(&self) -> String {
        let mut text = "title: Acme\nbase_url: https://help.example.com/\ncompress: [gzip, brotli]\n\
            languages: [en, fr, fr-CA]\naudiences:\n"
            .to_owned();
        for (name, includes) in AUDIENCES {
            let includes = includes.iter().map(|at| AUDIENCES[*at].0).collect::<Vec<_>>().join(", ");
            let _ =
                writeln!(text, "  {name}: {{includes: [{includes}], base_url: https://{name}.example.com/}}");
        }
        let _ = writeln!(text, "default_audience: {}", AUDIENCES[self.default_audience].0);
        let _ = writeln!(text, "language_fallback: {}", self.fallback);
        text.replace("includes: [], ", "")
    }

    fn own_keys(&self, article: &Article) -> String {
        let mut keys = format!("updated: 2026-01-0{}\n", article.number % 9 + 1);
        let language = LANGUAGES[article.language];
        match article.join {
            Join::Original if article.language == 0 => {}
            Join::Original => keys.push_str(&format!("language: {language}\n")),
            Join::Suffix(_) => keys.push_str(&format!("slug: art-{}\n", article.slug.word())),
            Join::Names(of) => {
                keys.push_str(&format!("language: {language}\n"));
                if let Some(original) = self.article(of) {
                    let path = self.path(original);
                    let path = match article.number % 3 {
                        0 => format!("/{path}"),
                        1 => format!("content/{path}"),
                        _ => format!("{}{path}", "../".repeat(self.path(article).matches('/').count())),
                    };
                    keys.push_str(&format!("translation_of: {path}\n"));
                }
            }
        }
        if let Some(label) = article.label {
            keys.push_str(&format!("labels: [{}]\n", label.word()));
        }
        if let Some(alias) = article.alias {
            keys.push_str(&format!("aliases: [/al-{}/]\n", alias.word()));
        }
        keys
    }

    fn body(&self, blocks: &[Block]) -> String {
        let mut text = String::new();
        for block in blocks {
            let block = match block {
                Block::Paragraph(bits) => format!("Some {} here.", line(bits)),
                Block::Heading(bits) => format!("## Part {}", line(bits)),
                Block::Item(bits) => format!("- Item {}\n- Another", line(bits)),
                Block::Cell(bits) => format!("| One | Two |\n|---|---|\n| {} | x |", line(bits)),
                Block::Quote(bits) => format!("> Quoted {}\n> and more", line(bits)),
                Block::Link(to, bits) => match self.article(*to) {
                    Some(article) => format!("See [the page {}](/{}).", line(bits), self.path(article)),
                    None => format!("See the page {}.", line(bits)),
                },
                Block::File(marker) => format!("Get [the file](file-{}.pdf).", marker.word()),
                Block::Note(blocks) => format!(":::note[A note]\n{}:::", self.body(blocks)),
                Block::Only(names, blocks) => {
                    format!(":::only{{audience={}}}\n{}:::", quoted(names), self.body(blocks))
                }
                Block::Snippet(number) if self.snippets.iter().any(|snippet| snippet.number == *number) => {
                    format!("::snippet{{sn{number}}}")
                }
                Block::Snippet(_) => continue,
            };
            text.push_str(&block);
            text.push_str("\n\n");
        }
        text
    }

    /// Adds the files that blocks refer to.
    fn beside(&self, folder: &str, blocks: &[Block], files: &mut BTreeMap<String, String>) {
        for block in blocks {
            match block {
                Block::File(marker) => {
                    let word = marker.word();
                    files.insert(format!("{folder}file-{word}.pdf"), format!("%PDF {word}\n"));
                }
                Block::Note(blocks) | Block::Only(_, blocks) => self.beside(folder, blocks, files),
                _ => {}
            }
        }
    }
}

/// Returns the beginning of front matter.
fn front(keys: &Keys, text: &Text) -> String {
    let mut front = format!(
        "---\ntitle: 'Title {}'\ndescription: 'About {} in short.'\n",
        line(&text.title),
        line(&text.description)
    );
    if !text.nav_title.is_empty() {
        front.push_str(&format!("nav_title: 'Short {}'\n", line(&text.nav_title)));
    }
    if !keys.audience.is_empty() {
        front.push_str(&format!("audience: {}\n", list(&keys.audience)));
    }
    for (key, value) in
        [("state", keys.state), ("publish_on", keys.publish_on), ("expire_on", keys.expire_on)]
    {
        if let Some(value) = value {
            front.push_str(&format!("{key}: {value}\n"));
        }
    }
    front
}

fn line(bits: &[Bit]) -> String {
    let bits = bits.iter().map(|bit| match bit {
        Bit::Word(marker) => marker.word(),
        Bit::Code(marker) => format!("`{}]`", marker.word()),
        Bit::Only(names, bits) => format!(":only[with {}]{{audience={}}}", line(bits), quoted(names)),
    });
    bits.collect::<Vec<_>>().join(" and ")
}

fn names(audiences: &[usize]) -> Vec<&'static str> {
    audiences.iter().map(|at| AUDIENCES[*at].0).collect()
}

fn list(audiences: &[usize]) -> String {
    format!("[{}]", names(audiences).join(", "))
}

fn quoted(audiences: &[usize]) -> String {
    match audiences {
        [one] => AUDIENCES[*one].0.to_owned(),
        _ => format!("\"{}\"", names(audiences).join(",")),
    }
}
