//! Finds out how a camera was held: browsers turn a photo upright before they show it.

/// Parts of a file that are looked at until there is no orientation in it.
const PARTS_MAX: usize = 1_000;
/// Entries of a directory of EXIF that are looked at.
const ENTRIES_MAX: usize = 1_000;
/// The tag of the orientation.
const ORIENTATION: u16 = 0x0112;

/// Returns the EXIF orientation of a JPEG, PNG or WebP that begins with `head`: 1 to 8, of which 5 to 8 swap width and
/// height. HEIC and AVIF say in their own boxes how they are turned, and browsers pass over EXIF in them.
pub(super) fn orientation(head: &[u8]) -> Option<u16> {
    if head.starts_with(b"\xff\xd8") {
        of_jpeg(head)
    } else if head.starts_with(b"\x89PNG\r\n\x1a\n") {
        of_png(head)
    } else if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP") {
        of_webp(head)
    } else {
        None
    }
}

fn of_jpeg(head: &[u8]) -> Option<u16> {
    let mut at = 2;
    for _ in 0..PARTS_MAX {
        // Any number of bytes 0xff may stand before a marker.
        while head.get(at) == Some(&0xff) && head.get(at + 1) == Some(&0xff) {
            at += 1;
        }
        let marker = *head.get(at + 1)?;
        // The picture itself begins: what comes behind is none of its facts.
        if head.get(at) != Some(&0xff) || marker == 0xda || marker == 0xd9 {
            return None;
        }
        let length = usize::from(u16::from_be_bytes(bytes(head, at + 2)?));
        let segment = head.get(at + 4..at + 2 + length)?;
        if marker == 0xe1
            && let Some(tiff) = segment.strip_prefix(b"Exif\0\0")
        {
            return of_tiff(tiff);
        }
        at += 2 + length;
    }
    None
}

fn of_png(head: &[u8]) -> Option<u16> {
    let mut at = 8;
    for _ in 0..PARTS_MAX {
        let length = u32::from_be_bytes(bytes(head, at)?) as usize;
        let kind: [u8; 4] = bytes(head, at + 4)?;
        if &kind == b"eXIf" {
            return of_tiff(head.get(at + 8..(at + 8).checked_add(length)?)?);
        }
        at = at.checked_add(length)?.checked_add(12)?;
    }
    None
}

fn of_webp(head: &[u8]) -> Option<u16> {
    let mut at = 12;
    for _ in 0..PARTS_MAX {
        let kind: [u8; 4] = bytes(head, at)?;
        let length = u32::from_le_bytes(bytes(head, at + 4)?) as usize;
        if &kind == b"EXIF" {
            let exif = head.get(at + 8..(at + 8).checked_add(length)?)?;
            return of_tiff(exif.strip_prefix(b"Exif\0\0").unwrap_or(exif));
        }
        at = at.checked_add(length)?.checked_add(8 + length % 2)?;
    }
    None
}

/// Reads the orientation in the first directory of EXIF.
fn of_tiff(tiff: &[u8]) -> Option<u16> {
    let big = match tiff.get(..4)? {
        b"MM\0*" => true,
        b"II*\0" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let two = bytes(tiff, at)?;
        Some(if big { u16::from_be_bytes(two) } else { u16::from_le_bytes(two) })
    };
    let four = bytes(tiff, 4)?;
    let start = if big { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) } as usize;
    let entries = usize::from(short(start)?).min(ENTRIES_MAX);
    for entry in 0..entries {
        let at = start.checked_add(2 + entry * 12)?;
        // A number of two bytes (3), one of them.
        if short(at)? == ORIENTATION && short(at + 2)? == 3 {
            return short(at + 8).filter(|orientation| (1..=8).contains(orientation));
        }
    }
    None
}

fn bytes<const N: usize>(from: &[u8], at: usize) -> Option<[u8; N]> {
    from.get(at..at.checked_add(N)?)?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SourcePath;

    fn tiff(big: bool, orientation: u16) -> Vec<u8> {
        let short = |number: u16| if big { number.to_be_bytes() } else { number.to_le_bytes() };
        let long = |number: u32| if big { number.to_be_bytes() } else { number.to_le_bytes() };
        let mut tiff = if big { b"MM\0*".to_vec() } else { b"II*\0".to_vec() };
        tiff.extend(long(8));
        tiff.extend(short(2));
        // A resolution before it, as cameras write.
        tiff.extend([short(0x011a), short(5)].concat());
        tiff.extend([long(1), long(0)].concat());
        tiff.extend([short(ORIENTATION), short(3)].concat());
        tiff.extend(long(1));
        tiff.extend([short(orientation), short(0)].concat());
        tiff.extend(long(0));
        tiff
    }

    fn jpeg(exif: &[u8]) -> Vec<u8> {
        let mut jpeg = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x02\0\0\x01\0\x01\0\0".to_vec();
        jpeg.extend(b"\xff\xe1");
        jpeg.extend(u16::try_from(exif.len() + 8).unwrap().to_be_bytes());
        jpeg.extend(b"Exif\0\0");
        jpeg.extend(exif);
        // 640 wide, 480 high.
        jpeg.extend(
            b"\xff\xc0\0\x11\x08\x01\xe0\x02\x80\x03\x01\x22\0\x02\x11\x01\x03\x11\x01\xff\xda\0\x02\xff\xd9",
        );
        jpeg
    }

    fn png(exif: &[u8]) -> Vec<u8> {
        let mut png =
            b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x02\x80\0\0\x01\xe0\x08\x02\0\0\0\0\0\0\0".to_vec();
        png.extend(u32::try_from(exif.len()).unwrap().to_be_bytes());
        png.extend(b"eXIf");
        png.extend(exif);
        png.extend(b"\0\0\0\0\0\0\0\0IEND\0\0\0\0");
        png
    }

    fn dimensions(bytes: &[u8]) -> Option<(u32, u32)> {
        super::super::look(&SourcePath::new("a.jpg"), bytes, true).dimensions
    }

    /// Issue 13, F25.
    #[test]
    fn a_photo_is_as_wide_as_browsers_show_it() {
        for (orientation, expected) in
            (1..=4).map(|one| (one, (640, 480))).chain((5..=8).map(|one| (one, (480, 640))))
        {
            for big in [true, false] {
                let exif = tiff(big, orientation);
                assert_eq!(dimensions(&jpeg(&exif)), Some(expected), "JPEG {orientation}");
                assert_eq!(dimensions(&png(&exif)), Some(expected), "PNG {orientation}");
            }
        }
        assert_eq!(dimensions(&jpeg(&tiff(true, 0))), Some((640, 480)));
        assert_eq!(dimensions(&jpeg(&tiff(true, 9))), Some((640, 480)));
    }

    #[test]
    fn cut_and_wrong_facts_are_none() {
        let whole = jpeg(&tiff(true, 6));
        for end in 0..whole.len() {
            let _ = orientation(&whole[..end]);
        }
        for at in 0..whole.len() {
            for byte in [0, 0x7f, 0xff] {
                let mut changed = whole.clone();
                changed[at] = byte;
                let _ = orientation(&changed);
            }
        }
        assert_eq!(orientation(&whole), Some(6));
        assert_eq!(orientation(b"\xff\xd8\xff\xd9"), None);
        assert_eq!(of_tiff(b"MM\0*\xff\xff\xff\xff"), None);
    }

    #[test]
    fn webp_says_it_behind_the_picture() {
        let mut webp = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x08\0\0\0\x7f\x02\0\xdf\x01\0".to_vec();
        let exif = tiff(false, 8);
        webp.extend(b"EXIF");
        webp.extend(u32::try_from(exif.len()).unwrap().to_le_bytes());
        webp.extend(exif);
        assert_eq!(orientation(&webp), Some(8));
        assert_eq!(dimensions(&webp), Some((480, 640)));
    }
}
