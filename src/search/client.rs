//! The browser's engine.

/// Its script: tokens, shards, engine. Classic scripts, joined in this order.
pub const ENGINE: &str = concat!(
    include_str!("client/tokens.js"),
    include_str!("client/shards.js"),
    include_str!("client/engine.js")
);
