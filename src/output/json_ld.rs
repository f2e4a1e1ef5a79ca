//! What pages tell search engines in JSON-LD: schema.org's `BreadcrumbList`, `TechArticle`, `FAQPage` and, for the
//! home page, `WebSite`.
//!
//! Everything in it stands on the page too. A page that search engines are asked to pass over has none.

use serde_json::{Map, Value, json};

use super::Output;
use super::page::Head;
use crate::model::{Article, Question};

/// Returns one text for each thing that the page is, safe to stand in a `<script>` element.
pub(super) fn blocks(output: &Output, head: &Head<'_>) -> Vec<String> {
    let is_found = output.is_indexed && !head.settings.noindex && head.canonical;
    if !output.settings.seo.json_ld || !is_found {
        return Vec::new();
    }
    let questions = head.body.map_or(&[][..], |body| &*body.rendered.questions);
    let things = [
        (head.kind == "home").then(|| site(output, head)),
        (!head.breadcrumbs.is_empty()).then(|| breadcrumbs(output, head)),
        head.article.map(|article| tech_article(output, head, article)),
        (!questions.is_empty()).then(|| faq(questions)),
    ];
    things.into_iter().flatten().map(|thing| script_safe(&thing)).collect()
}

/// Nothing in a `<script>` element may look like its end or like a comment.
fn script_safe(thing: &Value) -> String {
    thing.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

fn thing(kind: &str) -> Map<String, Value> {
    let mut thing = Map::new();
    thing.insert("@context".to_owned(), json!("https://schema.org"));
    thing.insert("@type".to_owned(), json!(kind));
    thing
}

fn site(output: &Output, head: &Head<'_>) -> Value {
    let mut site = thing("WebSite");
    site.insert("name".to_owned(), json!(output.settings.title));
    site.insert("url".to_owned(), json!(output.base.absolute(head.path)));
    if let Some(description) = head.description {
        site.insert("description".to_owned(), json!(description));
    }
    site.insert("inLanguage".to_owned(), json!(output.settings.languages.tag(head.content_language)));
    // A language without an article has no search page.
    let edition = output.site.editions.iter().find(|edition| edition.root == *head.path);
    if edition.is_some_and(|edition| !edition.by_title.is_empty()) {
        let target = format!("{}search/?q={{search_term_string}}", output.base.absolute(head.path));
        site.insert(
            "potentialAction".to_owned(),
            json!({"@type": "SearchAction", "target": target, "query-input": "required name=search_term_string"}),
        );
    }
    Value::Object(site)
}

fn breadcrumbs(output: &Output, head: &Head<'_>) -> Value {
    let above = head.breadcrumbs.iter().map(|crumb| (crumb.title.as_str(), &crumb.path));
    let items: Vec<Value> = above
        .chain([(head.title, head.path)])
        .zip(1..)
        .map(|((name, path), position)| {
            json!({"@type": "ListItem", "position": position, "name": name, "item": output.base.absolute(path)})
        })
        .collect();
    let mut list = thing("BreadcrumbList");
    list.insert("itemListElement".to_owned(), Value::Array(items));
    Value::Object(list)
}

fn tech_article(output: &Output, head: &Head<'_>, article: &Article) -> Value {
    let mut entry = thing("TechArticle");
    let mut add = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            entry.insert(key.to_owned(), value);
        }
    };
    let url = output.base.absolute(head.path);
    add("headline", Some(json!(head.title)));
    add("description", head.description.map(|text| json!(text)));
    add("inLanguage", Some(json!(output.settings.languages.tag(head.content_language))));
    add("datePublished", article.created.map(|day| json!(day.to_string())));
    add("dateModified", article.updated.map(|day| json!(day.to_string())));
    add("author", article.author.as_ref().map(|name| json!({"@type": "Person", "name": name})));
    add("publisher", Some(json!({"@type": "Organization", "name": output.settings.title})));
    add("image", output.image(head).map(|url| json!(url)));
    add("mainEntityOfPage", Some(json!({"@type": "WebPage", "@id": url})));
    add("url", Some(json!(url)));
    Value::Object(entry)
}

fn faq(questions: &[Question]) -> Value {
    let entity = |question: &Question| {
        let answer = json!({"@type": "Answer", "text": question.answer});
        json!({"@type": "Question", "name": question.question, "acceptedAnswer": answer})
    };
    let mut page = thing("FAQPage");
    page.insert("mainEntity".to_owned(), questions.iter().map(entity).collect());
    Value::Object(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_its_script_element() {
        let text = script_safe(&json!({"a": "</script><!-- & "}));
        assert_eq!(text, r#"{"a":"\u003c/script\u003e\u003c!-- \u0026 "}"#);
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), json!({"a": "</script><!-- & "}));
    }
}
