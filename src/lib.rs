//! helpsmith turns a folder of Markdown articles into a help centre.
//!
//! The modules stand in the order in which data flows through them; `docs/architecture.md` says which
//! may import which, and `tests/architecture.rs` holds them to it.

pub mod diagnostic;
pub mod guest;
pub mod memo;
pub mod yaml;

pub mod model;

pub mod source;

pub mod config;

pub mod corpus;

pub mod search;

pub mod theme;

pub mod output;

pub mod pipeline;

pub mod check;

pub mod emit;

pub mod serve;

pub mod scaffold;
