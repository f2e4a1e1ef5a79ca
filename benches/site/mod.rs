//! A made-up help centre of any size, the same for the same size: sections of fifty articles, half of the
//! articles with code, links into other sections, labels.

use std::fmt::Write;

const WORDS: [&str; 24] = [
    "account", "billing", "invoice", "member", "report", "export", "schedule", "refund", "the", "a", "to",
    "in", "and", "your", "when", "opens", "sends", "keeps", "shows", "every", "setting", "calendar",
    "ticket", "before",
];

/// A sequence of numbers that look random (Numerical Recipes' generator).
struct Numbers(u32);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as usize % limit
    }

    fn words(&mut self, count: usize) -> String {
        (0..count).map(|_| WORDS[self.below(WORDS.len())]).collect::<Vec<_>>().join(" ")
    }
}

/// Returns the files of a site of `articles` articles, by path.
pub fn files(articles: usize) -> Vec<(String, String)> {
    let settings = "title: Bench\nbase_url: https://help.example.com/\n".to_owned();
    let mut files = vec![("helpsmith.yaml".to_owned(), settings)];
    for number in 0..articles {
        let section = number / 50;
        if number.is_multiple_of(50) {
            let index = format!("---\ntitle: Section {section}\ndescription: Fifty articles.\n---\n");
            files.push((format!("content/category-{}/section-{section}/_index.md", section % 10), index));
        }
        files.push((path(number), article(number, articles)));
    }
    files
}

fn path(number: usize) -> String {
    let section = number / 50;
    format!("content/category-{}/section-{section}/article-{number}.md", section % 10)
}

fn article(number: usize, articles: usize) -> String {
    let mut numbers = Numbers(number as u32 + 1);
    let mut text = format!(
        "---\ntitle: Article {number} {}\ndescription: {}\nlabels: [label-{}, label-{}]\nupdated: 2025-0{}-11\n---\n\n",
        numbers.words(3),
        numbers.words(14),
        numbers.below(40),
        numbers.below(40),
        1 + numbers.below(9),
    );
    for heading in 0..5 {
        let _ = write!(text, "## {heading} {}\n\n", numbers.words(4));
        for _ in 0..3 {
            let target = path(numbers.below(articles)).replace("content/", "/");
            let _ = write!(
                text,
                "{} *{}* [{}]({target}). ",
                numbers.words(30),
                numbers.words(2),
                numbers.words(3)
            );
            let _ = write!(text, "{}.\n\n", numbers.words(20));
        }
        let _ = write!(text, "- {}\n- {}\n\n", numbers.words(8), numbers.words(9));
    }
    if number.is_multiple_of(2) {
        let _ = write!(
            text,
            "```json\n{{\n  \"{}\": {number},\n  \"b\": [true, null]\n}}\n```\n",
            numbers.words(1)
        );
        let _ = write!(
            text,
            "```bash\ncurl -sS \"https://api.example.com/{number}\" | jq '.{}'\n```\n",
            numbers.words(1)
        );
    }
    text
}
