//! Reads YAML into a tree in which every key and value knows its place in the file.
//!
//! Front matter, settings, data files and interface strings are all read through here. There is no
//! derive and no untyped pass-through: a writer must hear of all the mistakes in a file at once, each
//! with its line and column, and no derived reader gives more than the first.

mod advice;
mod fields;
mod misread;
mod node;
mod value;

pub use fields::{Fields, Found, parse_date};
pub use node::parse;
pub use value::{Key, Node, Value};
