//! Divides the forms with their lists of pages into shards.

use rayon::prelude::*;

use super::super::families::families;
use super::super::text::is_word_form;
use super::bytes::{FrontCoder, gaps, separator, varint};
use super::postings::{Form, Posting};
use crate::model::Language;

/// Bytes at which a shard is cut, before compression.
const SHARD_BYTES: usize = 4_000;
/// Pages of a list: those with the highest impacts.
const LIST_PAGES_MAX: usize = 1_000;
/// Units of the weight of a form.
const WEIGHT_UNITS: f64 = 16.0;
/// Shards beyond which the route is in groups.
const ROUTE_MAX: usize = 256;
const GROUP: usize = 64;

/// The shards, and what separates each from the one before.
pub struct Shards {
    pub shards: Vec<Vec<u8>>,
    pub separators: Vec<String>,
}

/// A shard while it is filled.
#[derive(Default)]
struct Draft {
    /// Forms of each family, by their places in the order.
    families: Vec<Vec<usize>>,
    lists: Vec<Vec<u8>>,
    bytes: usize,
}

/// Divides `order`, all forms in order.
pub fn shards(order: &[&Form], language: &Language) -> Shards {
    let texts: Vec<&str> = order.iter().map(|form| &*form.text).collect();
    let pages = order.iter().flat_map(|form| &form.postings).map(|posting| posting.page).max();
    let total = pages.map_or(0.0, |last| f64::from(last) + 1.0);
    let mut written: Vec<Vec<u8>> = order.par_iter().map(|form| list(form, total)).collect();
    let mut drafts: Vec<Draft> = Vec::new();
    let mut home = vec![0; order.len()];
    for family in families(&texts, is_word_form, language) {
        let forms = || family.iter().filter_map(|at| order.get(*at));
        let lists: Vec<Vec<u8>> =
            family.iter().filter_map(|at| written.get_mut(*at).map(std::mem::take)).collect();
        let bytes: usize = forms().map(|form| form.text.len() + 3).sum::<usize>()
            + lists.iter().map(Vec::len).sum::<usize>();
        let fits = drafts.last().is_some_and(|draft| draft.bytes + bytes <= SHARD_BYTES || draft.bytes == 0);
        if !fits {
            drafts.push(Draft::default());
        }
        let number = drafts.len() - 1;
        for at in &family {
            if let Some(home) = home.get_mut(*at) {
                *home = number;
            }
        }
        if let Some(draft) = drafts.last_mut() {
            draft.bytes += bytes;
            draft.families.push(family);
            draft.lists.extend(lists);
        }
    }
    divide(&texts, &drafts, &home)
}

/// Writes each shard with what leads from it to others.
fn divide(texts: &[&str], drafts: &[Draft], home: &[usize]) -> Shards {
    let firsts: Vec<usize> = drafts
        .iter()
        .map(|draft| draft.families.first().and_then(|family| family.first()).copied().unwrap_or(0))
        .collect();
    let mut shards = Vec::with_capacity(drafts.len());
    let mut separators = Vec::with_capacity(drafts.len());
    for (number, draft) in drafts.iter().enumerate() {
        let start = firsts.get(number).copied().unwrap_or(0);
        let end = firsts.get(number + 1).copied().unwrap_or(texts.len());
        let text = |at: usize| texts.get(at).copied().unwrap_or("");
        if number > 0 {
            separators.push(separator(text(start - 1), text(start)));
        }
        let strangers = (start..end).filter(|at| home.get(*at) != Some(&number)).map(|at| {
            let family = home
                .get(at)
                .and_then(|home| drafts.get(*home))
                .and_then(|draft| draft.families.iter().find(|family| family.contains(&at)));
            (at, family.and_then(|family| family.first()).map_or("", |first| text(*first)))
        });
        shards.push(write(texts, draft, strangers.collect()));
    }
    Shards { shards, separators }
}

fn write(texts: &[&str], draft: &Draft, strangers: Vec<(usize, &str)>) -> Vec<u8> {
    let own = draft.families.iter().flatten().enumerate().map(|(list, at)| (*at, list, ""));
    let others = strangers.into_iter().map(|(at, first)| (at, 0, first));
    let mut forms: Vec<(usize, usize, &str)> = own.chain(others).collect();
    forms.sort_unstable();
    let mut bytes = Vec::with_capacity(draft.bytes);
    varint(&mut bytes, forms.len() as u64);
    varint(&mut bytes, draft.families.len() as u64);
    let mut coder = FrontCoder::default();
    for (at, list, elsewhere) in forms {
        coder.write(&mut bytes, texts.get(at).copied().unwrap_or(""));
        if elsewhere.is_empty() {
            varint(&mut bytes, 2 * list as u64);
        } else {
            bytes.push(1);
            varint(&mut bytes, elsewhere.len() as u64);
            bytes.extend_from_slice(elsewhere.as_bytes());
        }
    }
    let mut lists = draft.lists.iter();
    for family in &draft.families {
        varint(&mut bytes, family.len() as u64);
        for list in lists.by_ref().take(family.len()) {
            varint(&mut bytes, list.len() as u64);
        }
    }
    draft.lists.iter().for_each(|list| bytes.extend_from_slice(list));
    bytes
}

/// Writes the list of a form in an index of `total` pages.
fn list(form: &Form, total: f64) -> Vec<u8> {
    let mut best: Vec<Posting> = form.postings.clone();
    if best.len() > LIST_PAGES_MAX {
        best.sort_by_key(|posting| (std::cmp::Reverse(posting.impact()), posting.page));
        best.truncate(LIST_PAGES_MAX);
        best.sort_unstable_by_key(|posting| posting.page);
    }
    let found = form.postings.len() as f64;
    // Robertson and Spärck Jones' weight, as BM25 has it, never below zero.
    let weight = (1.0 + (total - found + 0.5) / (found + 0.5)).ln() * WEIGHT_UNITS;
    let mut bytes = vec![weight.round().clamp(1.0, 255.0) as u8];
    varint(&mut bytes, best.len() as u64);
    gaps(&mut bytes, best.iter().map(|posting| posting.page));
    bytes.extend(best.iter().map(|posting| posting.impact()));
    best.iter().for_each(|posting| varint(&mut bytes, u64::from(posting.sections())));
    bytes
}

/// Returns the route as the manifest has it: whole, or in groups, with the size of a group and the route within each.
pub fn route(separators: Vec<String>) -> (Vec<String>, usize, Vec<Vec<u8>>) {
    let shards = separators.len() + 1;
    if shards <= ROUTE_MAX {
        return (separators, 0, Vec::new());
    }
    let mut firsts = Vec::new();
    let mut groups: Vec<Vec<String>> = vec![Vec::new()];
    for (shard, separator) in (1..).zip(separators) {
        if shard % GROUP == 0 {
            firsts.push(separator);
            groups.push(Vec::new());
        } else if let Some(group) = groups.last_mut() {
            group.push(separator);
        }
    }
    let files = groups.iter().map(|group| serde_json::to_vec(group).unwrap_or_default());
    (firsts, GROUP, files.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_routes_are_in_groups() {
        let separators: Vec<String> = (1..2_000).map(|number| format!("{number:04}")).collect();
        let (firsts, group, files) = route(separators.clone());
        assert_eq!((group, firsts.first().map(String::as_str), files.len()), (64, Some("0064"), 32));
        let second: Vec<String> = serde_json::from_slice(&files[1]).unwrap();
        assert_eq!((second.len(), second[0].as_str()), (63, "0065"));
        assert_eq!(route(separators[..100].to_vec()).1, 0);
    }

    #[test]
    fn a_list_keeps_the_best_pages_in_order() {
        let postings = (0..1_500).map(|page| Posting::new(page, (page % 200 + 1) as u8, 1));
        let form = Form { text: "a".into(), postings: postings.collect(), chosen: false };
        let bytes = list(&form, 2_000.0);
        let mut plain = vec![];
        varint(&mut plain, 1_000);
        assert_eq!(bytes[1..3], plain);
        let masks = &bytes[bytes.len() - 1_000..];
        assert!(masks.iter().all(|mask| *mask == 1));
        let impacts = &bytes[bytes.len() - 2_000..bytes.len() - 1_000];
        assert!(impacts.iter().all(|impact| *impact > 60));
    }
}
