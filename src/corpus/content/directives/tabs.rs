//! Looks at what `:::tabs` holds.

use std::ops::Range;

use super::{Block, Container};

/// Returns whether there is a tab among `blocks`.
pub(super) fn holds_tab(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| match block {
        Block::Container { opening, .. } => opening.container == Container::Tab,
        Block::Only { blocks, .. } => holds_tab(blocks),
        Block::Text(_) | Block::OnlyWords { .. } | Block::Snippet { .. } => false,
    })
}

/// Returns the first text among `blocks` that is more than empty lines and quote marks.
pub(super) fn stray_text(text: &str, blocks: &[Block]) -> Option<Range<usize>> {
    blocks.iter().find_map(|block| match block {
        Block::Text(range) => {
            let words = text.get(range.clone())?;
            let start = words.find(|c: char| !c.is_whitespace() && c != '>')?;
            let line = words.get(start..)?.lines().next()?.trim_end();
            Some(range.start + start..range.start + start + line.len())
        }
        Block::Only { blocks, .. } | Block::OnlyWords { blocks, .. } => stray_text(text, blocks),
        Block::Container { opening, range, .. } => {
            (opening.container != Container::Tab).then(|| range.clone())
        }
        Block::Snippet { range, .. } => Some(range.clone()),
    })
}
