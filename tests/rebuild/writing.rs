//! Writes articles that use everything an article can, at random.

use crate::random::Random;

pub const LANGUAGES: [&str; 3] = ["", ".fa", ".de"];

const WORDS: [&str; 24] = [
    "refund",
    "invoice",
    "card",
    "payment",
    "account",
    "export",
    "report",
    "agent",
    "customer",
    "webhook",
    "limit",
    "password",
    "بازپرداخت",
    "حساب",
    "Rechnung",
    "Zahlung",
    "éclair",
    "naïve",
    "設定",
    "退款",
    "VAT",
    "API",
    "error",
    "E404",
];

/// Returns some words.
pub fn words(random: &mut Random, count: usize) -> String {
    (0..count).map(|_| *random.of(&WORDS)).collect::<Vec<_>>().join(" ")
}

/// Returns an article; `others` are paths below `content/` that it may link to.
pub fn article(random: &mut Random, others: &[String]) -> String {
    let mut front = vec![format!("title: {}", title(random))];
    if !random.one_in(3) {
        front.push(format!("description: {}", words(random, 6)));
    }
    if random.one_in(2) {
        front.push(format!("labels: [{}, {}]", random.of(&WORDS), random.of(&WORDS)));
    }
    let choices = [
        "order: 3",
        "promoted: true",
        "audience: agents",
        "audience: [public, agents]",
        "draft: true",
        "state: archived",
        "state: in_review",
        "publish_on: 2027-01-01",
        "expire_on: 2025-01-01",
        "updated: 2025-03-04",
        "nav_title: Short",
        "toc: false",
        "search: {exclude: true}",
        "search: {boost: 2, keywords: [cash back]}",
        "seo: {noindex: true}",
        "author: Ada",
        "extra: {a: 1}",
    ];
    for _ in 0..random.below(3) {
        let choice = *random.of(&choices);
        let key = choice.split(':').next().unwrap_or_default();
        let has = |key: &str| front.iter().any(|line| line.starts_with(key));
        // A draft has its state already.
        let is_free = !has(key) && (key != "draft" || !has("state")) && (key != "state" || !has("draft"));
        if is_free {
            front.push(choice.to_owned());
        }
    }
    if random.one_in(12) {
        front.push(format!("aliases: [/old/{}/]", random.below(400)));
    }
    format!("---\n{}\n---\n\n{}", front.join("\n"), body(random, others))
}

pub fn title(random: &mut Random) -> String {
    let count = 2 + random.below(3);
    format!("{} {}", words(random, count), random.below(90))
}

/// Returns a text.
pub fn body(random: &mut Random, others: &[String]) -> String {
    let count = 2 + random.below(6);
    (0..count).map(|_| block(random, others)).collect::<Vec<_>>().join("\n\n") + "\n"
}

fn block(random: &mut Random, others: &[String]) -> String {
    let text = words(random, 8);
    let link = if others.is_empty() { "none.md".to_owned() } else { format!("/{}", random.of(others)) };
    match random.below(18) {
        0 => format!("## {text}"),
        1 => format!("### {text} {{#{}}}", random.of(&["how", "why", "when"])),
        2 => format!("[{text}]({link})"),
        3 => format!("[{text}]({link}#{})", random.of(&["how", "why", "refund"])),
        4 => format!("See [this](../missing-{}.md).", random.below(9)),
        5 => format!("> [!NOTE]\n> {text}"),
        6 => format!(":::tip[{}]\n{text}\n:::", random.of(&WORDS)),
        7 => format!(":::only{{audience=agents}}\nSecret {text}\n\n## Hidden {text}\n:::"),
        8 => format!("::snippet{{{}}}", random.of(&["hello", "nested", "agents-only"])),
        9 => format!("```{}\nlet x = {};\n```", random.of(&["rust", "json", "nonsense"]), random.below(5)),
        10 => "![A picture](form.png)".to_owned(),
        11 => format!("- {text}\n- {{{{ product }}}} and `{text}`"),
        12 => format!("| a | b |\n|---|---|\n| {text} | 2 |"),
        13 => format!("{text}[^1]\n\n[^1]: {text}"),
        14 => format!(":::tabs\n:::tab[One]\n{text}\n:::\n:::tab[Two]\n{text}\n:::\n:::"),
        15 => format!(":::faq\n## {text}?\n\n{text}\n:::"),
        _ => text,
    }
}
