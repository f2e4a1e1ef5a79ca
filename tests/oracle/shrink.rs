//! Makes a site that fails as small as it gets, by leaving out one thing after the other.

use super::Fault;
use super::site::{Bit, Block, Join, Keys, Site, Text};

/// Times that everything is gone through again.
const ROUNDS_MAX: usize = 6;

/// Returns the smallest site found that fails in the same way.
pub fn smallest(mut site: Site, fault: impl Fn(&Site) -> Option<Fault>) -> Site {
    let wanted = fault(&site);
    for _ in 0..ROUNDS_MAX {
        let mut is_smaller = false;
        let mut at = 0;
        // What could be left out is numbered anew after each success.
        while let Some(smaller) = without(&site, at) {
            if fault(&smaller) == wanted {
                (site, is_smaller) = (smaller, true);
            } else {
                at += 1;
            }
        }
        if !is_smaller {
            break;
        }
    }
    site
}

/// Returns the site without its thing number `at`; nothing where there are fewer.
fn without(site: &Site, at: usize) -> Option<Site> {
    let mut site = site.clone();
    let mut cut = Cut { left: at, is_done: false };
    cut.from(&mut site.statics);
    cut.from(&mut site.redirects);
    cut.from(&mut site.snippets);
    cut.from(&mut site.sections);
    cut.option(&mut site.footer);
    cut.option(&mut site.home);
    let articles = site.articles.clone();
    cut.from(&mut site.articles);
    // What was joined to an article that is gone is gone with it.
    let gone: Vec<usize> = articles
        .iter()
        .map(|article| article.number)
        .filter(|number| site.articles.iter().all(|article| article.number != *number))
        .collect();
    if !gone.is_empty() {
        let mut gone = gone;
        for article in &articles {
            if let Join::Suffix(of) | Join::Names(of) = article.join
                && gone.contains(&of)
            {
                gone.push(article.number);
            }
        }
        site.articles.retain(|article| !gone.contains(&article.number));
    }
    for section in &mut site.sections {
        cut.keys(&mut section.keys);
        cut.text(&mut section.text);
    }
    for article in &mut site.articles {
        cut.keys(&mut article.keys);
        cut.text(&mut article.text);
        cut.option(&mut article.label);
        cut.option(&mut article.alias);
    }
    for snippet in &mut site.snippets {
        cut.from(&mut snippet.audience);
        cut.blocks(&mut snippet.blocks);
    }
    cut.is_done.then_some(site)
}

/// Leaves out one thing of many.
struct Cut {
    left: usize,
    is_done: bool,
}

impl Cut {
    /// Returns whether it is the turn of this one.
    fn is_next(&mut self) -> bool {
        let is_next = !self.is_done && self.left == 0;
        self.is_done |= is_next;
        self.left = self.left.saturating_sub(1);
        is_next
    }

    fn from<T>(&mut self, list: &mut Vec<T>) {
        let mut at = 0;
        while at < list.len() && !self.is_done {
            if self.is_next() {
                list.remove(at);
            }
            at += 1;
        }
    }

    fn option<T>(&mut self, value: &mut Option<T>) {
        if value.is_some() && self.is_next() {
            *value = None;
        }
    }

    fn keys(&mut self, keys: &mut Keys) {
        if !keys.audience.is_empty() && self.is_next() {
            keys.audience.clear();
        }
        self.option(&mut keys.state);
        self.option(&mut keys.publish_on);
        self.option(&mut keys.expire_on);
    }

    fn text(&mut self, text: &mut Text) {
        self.from(&mut text.nav_title);
        for bits in [&mut text.title, &mut text.description] {
            // One word stays: an empty title is another fault.
            let mut rest = bits.split_off(1);
            self.bits(&mut rest);
            bits.append(&mut rest);
        }
        self.blocks(&mut text.blocks);
    }

    fn bits(&mut self, bits: &mut Vec<Bit>) {
        self.from(bits);
        for bit in bits {
            if let Bit::Only(_, inner) = bit {
                let mut rest = inner.split_off(1);
                self.bits(&mut rest);
                inner.append(&mut rest);
            }
        }
    }

    fn blocks(&mut self, blocks: &mut Vec<Block>) {
        self.from(blocks);
        for block in blocks {
            match block {
                Block::Only(_, blocks) | Block::Note(blocks) => self.blocks(blocks),
                Block::Paragraph(bits) | Block::Heading(bits) | Block::Item(bits) | Block::Quote(bits) => {
                    let mut rest = bits.split_off(1);
                    self.bits(&mut rest);
                    bits.append(&mut rest);
                }
                _ => {}
            }
        }
    }
}
