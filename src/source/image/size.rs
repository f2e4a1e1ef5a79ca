//! Works out the size at which a browser shows a drawing by itself (SVG 2, section 8; CSS Images 3, section 5).

/// What a browser takes where nothing says how large a drawing is.
const DEFAULT: (f64, f64) = (300.0, 150.0);

/// Lengths above this are taken for mistakes.
const LENGTH_MAX: f64 = 100_000.0;

/// Returns the size of a drawing from the attributes of its root.
pub(super) fn of(width: Option<&str>, height: Option<&str>, view_box: Option<&str>) -> Option<(u32, u32)> {
    let (width, height) = (width.and_then(length), height.and_then(length));
    let view = view_box.and_then(view_of);
    let (width, height) = match (width, height, view) {
        (Some(width), Some(height), _) => (width, height),
        (Some(width), None, Some((across, down))) => (width, width * down / across),
        (None, Some(height), Some((across, down))) => (height * across / down, height),
        (None, None, Some(view)) => view,
        (width, height, None) => (width.unwrap_or(DEFAULT.0), height.unwrap_or(DEFAULT.1)),
    };
    Some((pixels(width)?, pixels(height)?))
}

fn pixels(length: f64) -> Option<u32> {
    let rounded = length.round().max(1.0);
    (rounded <= LENGTH_MAX).then_some(rounded as u32)
}

/// Returns the width and height of a `viewBox`.
fn view_of(view_box: &str) -> Option<(f64, f64)> {
    let numbers: Vec<f64> = view_box
        .split([' ', ',', '\t', '\n', '\r'])
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().ok())
        .collect::<Option<_>>()?;
    match numbers.as_slice() {
        [_, _, width, height] if *width > 0.0 && *height > 0.0 => Some((*width, *height)),
        _ => None,
    }
}

/// Returns a length in CSS pixels. A share of the page, `auto` and what is no length say nothing.
fn length(text: &str) -> Option<f64> {
    let text = text.trim();
    let unit_at = text.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%').len();
    // `1e3` is a number: only what follows all digits is a unit.
    let (number, unit) = text.split_at_checked(unit_at)?;
    let number: f64 = number.parse().ok()?;
    let scale = match unit.to_ascii_lowercase().as_str() {
        "" | "px" => 1.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 96.0 / 25.4,
        "q" => 96.0 / 101.6,
        "pt" => 96.0 / 72.0,
        "pc" => 16.0,
        // A drawing that is shown as an image has the size of letters that browsers begin with.
        "em" | "rem" => 16.0,
        "ex" => 8.0,
        _ => return None,
    };
    Some(number * scale).filter(|length| *length > 0.0 && !length.is_nan())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Issue 13, F25.
    #[test]
    fn a_drawing_is_as_large_as_its_attributes_or_its_view_box() {
        for (width, height, view_box, expected) in [
            (Some("80"), Some("40"), None, (80, 40)),
            (Some("80px"), Some(" 40px "), Some("0 0 1 1"), (80, 40)),
            (Some("1in"), Some("2.54cm"), None, (96, 96)),
            (Some("25.4mm"), Some("72pt"), None, (96, 96)),
            (Some("6pc"), Some("2em"), None, (96, 32)),
            (Some("1e2"), Some("10.6"), None, (100, 11)),
            (None, None, Some("0 0 24 12"), (24, 12)),
            (None, None, Some("-10,-10, 24.4\n12"), (24, 12)),
            (Some("100%"), Some("100%"), Some("0 0 24 12"), (24, 12)),
            (Some("auto"), None, Some("0 0 24 12"), (24, 12)),
            (Some("48"), None, Some("0 0 24 12"), (48, 24)),
            (None, Some("48"), Some("0 0 24 12"), (96, 48)),
            (Some("48"), Some("100%"), Some("0 0 24 12"), (48, 24)),
            (Some("48"), None, None, (48, 150)),
            (None, None, None, (300, 150)),
            (Some("0"), Some("-4"), Some("0 0 24 12"), (24, 12)),
            (Some("x"), Some("NaN"), Some("0 0 0 12"), (300, 150)),
            (None, None, Some("0 0 24"), (300, 150)),
            (Some("0.2"), Some("0.2"), None, (1, 1)),
        ] {
            assert_eq!(of(width, height, view_box), Some(expected), "{width:?} {height:?} {view_box:?}");
        }
        for huge in ["1e300", "9999999"] {
            assert_eq!(of(Some(huge), Some("1"), None), None, "{huge}");
        }
    }
}
