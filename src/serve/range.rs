//! Reads which part of a file is wanted (RFC 9110, 14.2), as players of videos do.

use std::ops::Range;

/// What is wanted of a file.
#[derive(Debug, PartialEq)]
pub(super) enum Wanted {
    /// All of it: nothing else was asked for, or nothing that is understood here, such as several parts.
    Whole,
    /// These bytes.
    Part(Range<u64>),
    /// What it does not have.
    Beyond,
}

/// Reads a `Range` header for a file of `length` bytes.
pub(super) fn read(header: Option<&str>, length: u64) -> Wanted {
    let Some(spec) = header.and_then(|header| header.trim().strip_prefix("bytes=")) else {
        return Wanted::Whole;
    };
    let Some((first, last)) = spec.trim().split_once('-') else { return Wanted::Whole };
    let number = |text: &str| match text.bytes().all(|byte| byte.is_ascii_digit()) {
        true => text.parse::<u64>().ok(),
        false => None,
    };
    let range = match (first, last) {
        ("", last) => number(last).map(|count| length.saturating_sub(count)..length),
        (first, "") => number(first).map(|first| first..length),
        (first, last) => match (number(first), number(last)) {
            (Some(first), Some(last)) if first <= last => Some(first..length.min(last.saturating_add(1))),
            _ => None,
        },
    };
    match range {
        None => Wanted::Whole,
        Some(range) if range.start >= range.end => Wanted::Beyond,
        Some(range) => Wanted::Part(range),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_part_is_understood() {
        for (header, wanted) in [
            ("bytes=0-0", Wanted::Part(0..1)),
            ("bytes=2-", Wanted::Part(2..10)),
            ("bytes=-3", Wanted::Part(7..10)),
            ("bytes=-30", Wanted::Part(0..10)),
            ("bytes=5-500", Wanted::Part(5..10)),
            ("bytes=10-", Wanted::Beyond),
            ("bytes=-0", Wanted::Beyond),
            ("bytes=0-1,3-4", Wanted::Whole),
            ("bytes=5-2", Wanted::Whole),
            ("bytes=+1-2", Wanted::Whole),
            ("bytes=99999999999999999999-", Wanted::Whole),
            ("lines=1-2", Wanted::Whole),
        ] {
            assert_eq!(read(Some(header), 10), wanted, "{header}");
        }
        assert_eq!(read(None, 10), Wanted::Whole);
        assert_eq!(read(Some("bytes=0-"), 0), Wanted::Beyond);
    }
}
