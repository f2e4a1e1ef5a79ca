//! Finds the lists of forms in the shards.

use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use super::super::index::Index;
use super::super::text::compare;
use super::bytes::{Bytes, file};

/// The pages of one form.
#[derive(Debug, PartialEq)]
pub struct List {
    /// Inverse document frequency.
    pub weight: f64,
    pub pages: Vec<u32>,
    pub impacts: Vec<u8>,
    pub sections: Vec<u32>,
}

/// Where a form of a shard has its list.
#[derive(Debug)]
enum Place {
    /// Here: the number of the list.
    Here(usize),
    /// In the shard of another form.
    With(String),
}

/// One decoded shard.
#[derive(Debug, Default)]
pub struct Shard {
    forms: Vec<(String, Place)>,
    /// Numbers of the lists of each family.
    families: Vec<Range<usize>>,
    /// Place of each list in the bytes.
    lists: Vec<Range<usize>>,
    bytes: Vec<u8>,
}

impl Shard {
    fn read(bytes: &[u8]) -> Option<Self> {
        let mut bytes = Bytes::new(bytes);
        let (count, families) = (bytes.number()?, bytes.number()?);
        let mut shard = Self::default();
        let mut before = String::new();
        for _ in 0..count {
            let form = bytes.word(&before)?;
            before.clone_from(&form);
            let place = match bytes.number()? {
                number if number % 2 == 0 => Place::Here(number / 2),
                _ => Place::With(bytes.text()?),
            };
            shard.forms.push((form, place));
        }
        let mut start = 0;
        for _ in 0..families {
            let (first, size) = (shard.lists.len(), bytes.number()?);
            for _ in 0..size {
                let length = bytes.number()?;
                shard.lists.push(start..start + length);
                start += length;
            }
            shard.families.push(first..shard.lists.len());
        }
        shard.bytes = bytes.rest().to_vec();
        Some(shard)
    }

    pub fn list(&self, number: usize) -> Option<List> {
        let mut bytes = Bytes::new(self.bytes.get(self.lists.get(number)?.clone())?);
        let weight = f64::from(bytes.byte()?) / 16.0;
        let count = bytes.number()?;
        let pages = bytes.rising(count)?;
        let impacts = bytes.take(count)?.to_vec();
        let sections = (0..count).map(|_| u32::try_from(bytes.number()?).ok()).collect::<Option<_>>()?;
        Some(List { weight, pages, impacts, sections })
    }

    /// Returns how many pages a list has.
    pub fn size(&self, number: usize) -> usize {
        let bytes = self.lists.get(number).and_then(|range| self.bytes.get(range.start + 1..range.end));
        bytes.and_then(|bytes| Bytes::new(bytes).number()).unwrap_or(0)
    }

    /// Returns the lists of the family that list `number` belongs to.
    pub fn family(&self, number: usize) -> Range<usize> {
        self.families.iter().find(|family| family.contains(&number)).cloned().unwrap_or(number..number + 1)
    }

    fn place(&self, form: &str) -> Option<&Place> {
        let at = self.forms.binary_search_by(|(other, _)| compare(other, form)).ok()?;
        self.forms.get(at).map(|(_, place)| place)
    }

    /// Returns the longer forms that begin with `start` and have their lists here.
    pub fn beginning<'a>(&'a self, start: &'a str) -> impl Iterator<Item = (&'a str, usize)> {
        self.forms.iter().filter_map(move |(form, place)| match place {
            Place::Here(list) if form.starts_with(start) && form != start => Some((form.as_str(), *list)),
            _ => None,
        })
    }
}

/// The shards of an index, decoded when they are asked for.
pub struct Shards<'i> {
    index: &'i Index,
    /// What separates each shard from the one before.
    route: Vec<String>,
    decoded: BTreeMap<usize, Rc<Shard>>,
}

impl<'i> Shards<'i> {
    pub fn new(index: &'i Index, route: Vec<String>, group: usize) -> Option<Self> {
        let mut whole = route;
        if group > 0 {
            let firsts = std::mem::take(&mut whole);
            for (number, first) in std::iter::once(None).chain(firsts.into_iter().map(Some)).enumerate() {
                whole.extend(first);
                let rest: Vec<String> =
                    serde_json::from_slice(&file(index, &format!("r{number}.bin"))?).ok()?;
                whole.extend(rest);
            }
        }
        Some(Self { index, route: whole, decoded: BTreeMap::new() })
    }

    /// Returns the number of the shard that a form is looked for in.
    pub fn of(&self, form: &str) -> usize {
        self.route.partition_point(|separator| compare(separator, form).is_le())
    }

    /// Returns the shard after `number`, where forms that begin with `start` go on in it.
    pub fn continuing(&mut self, number: usize, start: &str) -> Option<Rc<Shard>> {
        self.route.get(number).filter(|separator| separator.starts_with(start))?;
        Some(self.get(number + 1))
    }

    pub fn get(&mut self, number: usize) -> Rc<Shard> {
        let index = self.index;
        let decoded = self.decoded.entry(number).or_insert_with(|| {
            let bytes = file(index, &format!("t{number}.bin"));
            Rc::new(bytes.and_then(|bytes| Shard::read(&bytes)).unwrap_or_default())
        });
        decoded.clone()
    }

    /// Returns the shard that has the list of `form`, and the list's number there.
    pub fn find(&mut self, form: &str) -> Option<(Rc<Shard>, usize)> {
        let shard = self.get(self.of(form));
        let shard = match shard.place(form)? {
            Place::Here(list) => return Some((shard.clone(), *list)),
            Place::With(other) => self.get(self.of(other)),
        };
        match shard.place(form)? {
            Place::Here(list) => Some((shard.clone(), *list)),
            Place::With(_) => None,
        }
    }
}
