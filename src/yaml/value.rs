//! The tree: what a file of YAML says, with the place of everything.

use std::ops::Range;

/// A value with its place.
#[derive(Clone, Debug)]
pub struct Node {
    /// Byte range in the file.
    pub range: Range<usize>,
    /// What it is.
    pub value: Value,
    /// How it is written, where it is no text for YAML and may be meant as one: `[Beta]`, `#0b5fff`.
    pub written: Option<Box<str>>,
}

/// What a node holds.
#[derive(Clone, Debug)]
pub enum Value {
    /// Nothing, `~` or `null`.
    Null,
    /// A word, number or text; `plain` where it stands without quotes.
    Scalar {
        /// The text after escapes.
        text: String,
        /// Whether it was written without quotes.
        plain: bool,
    },
    /// `[a, b]` or lines of `- a`.
    List(Vec<Node>),
    /// `key: value` lines, in the order of the file.
    Map(Vec<(Key, Node)>),
}

/// A key with its place.
#[derive(Clone, Debug)]
pub struct Key {
    /// The key.
    pub text: String,
    /// Byte range in the file.
    pub range: Range<usize>,
}

impl Node {
    /// Returns the words for messages: `a list`, `text`, `nothing`.
    pub fn kind(&self) -> &'static str {
        match &self.value {
            Value::Null => "nothing",
            Value::Scalar { text, plain: true } if matches!(text.as_str(), "true" | "false") => {
                "true or false"
            }
            Value::Scalar { text, plain: true } if text.parse::<f64>().is_ok() => "a number",
            Value::Scalar { .. } => "text",
            Value::List(_) => "a list",
            Value::Map(_) => "a map",
        }
    }

    /// Returns the node as free data, for `extra:`.
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value as Json;
        match &self.value {
            Value::Null => Json::Null,
            Value::Scalar { text, plain } => scalar_to_json(text, *plain),
            Value::List(items) => Json::Array(items.iter().map(Node::to_json).collect()),
            Value::Map(entries) => {
                Json::Object(entries.iter().map(|(key, node)| (key.text.clone(), node.to_json())).collect())
            }
        }
    }

    /// Returns how many values it is made of.
    pub(super) fn size(&self) -> usize {
        match &self.value {
            Value::Null | Value::Scalar { .. } => 1,
            Value::List(items) => 1 + items.iter().map(Node::size).sum::<usize>(),
            Value::Map(entries) => 1 + entries.iter().map(|(_, node)| 1 + node.size()).sum::<usize>(),
        }
    }
}

fn scalar_to_json(text: &str, plain: bool) -> serde_json::Value {
    if plain {
        match text {
            "true" => return true.into(),
            "false" => return false.into(),
            _ => {}
        }
        if let Ok(number) = text.parse::<i64>() {
            return number.into();
        }
        if text.starts_with(|c: char| c.is_ascii_digit() || c == '-')
            && let Some(number) = text.parse::<f64>().ok().and_then(serde_json::Number::from_f64)
        {
            return number.into();
        }
    }
    text.into()
}
