//! Looks into files that are published as they are: how large an image is shown, whether it is one, and whether a file
//! could run scripts where a reader opens it.
//!
//! Nothing is decoded and nothing is changed: a file is published as its owner made it, or not at all.

mod css;
mod exif;
mod size;
mod svg;
mod svg_names;

use imagesize::ImageType;

use crate::guest::{self, Panicked};
use crate::model::SourcePath;

pub(super) use svg::SVG_BYTES_MAX;

/// What is known of a file from its name and its first bytes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Look {
    /// Width and height in CSS pixels at which a browser shows it by itself, where it is an image.
    pub dimensions: Option<(u32, u32)>,
    /// Why it could run scripts where it is opened by itself, if it could.
    pub active: Option<Active>,
    /// What is wrong with it.
    pub fault: Option<Fault>,
}

/// Why a file could run scripts.
#[derive(Clone, Debug, PartialEq)]
pub enum Active {
    /// Files of this kind can.
    Kind,
    /// A drawing that has something in it which no picture needs, or that nobody can look into.
    Drawing(String),
}

/// What is wrong with a file that is there.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// It is what Git LFS leaves in the place of a file that has not been fetched.
    Pointer,
    /// It has the name of an image and no byte.
    Empty,
    /// It has the name of an image and is something else, in words.
    NotAnImage(&'static str),
    /// A drawing without the namespace that makes it one.
    NoNamespace,
    /// A library failed while looking at it.
    Panicked(Panicked),
}

/// First bytes of what Git LFS leaves in the place of a file.
const POINTER: &[u8] = b"version https://git-lfs.github.com/spec/";

/// Endings of images of pixels, as browsers show them.
const PIXELS: [&str; 13] =
    ["apng", "avif", "bmp", "gif", "heic", "heif", "ico", "jfif", "jpeg", "jpg", "jxl", "png", "webp"];

/// Endings of files that run scripts whatever their type is called where they are served.
const SCRIPTED: [&str; 22] = [
    "asp", "aspx", "cgi", "cjs", "hta", "htc", "htm", "html", "js", "jsp", "mht", "mhtml", "mjs", "php",
    "phtml", "pht", "shtml", "swf", "xht", "xhtml", "xml", "xsl",
];

/// Looks at the file at `path`, which begins with `head`. `whole` says whether that is all of it.
pub fn look(path: &SourcePath, head: &[u8], whole: bool) -> Look {
    let attempt = guest::contained_at(&format!("image {path}"), || look_now(path, head, whole));
    attempt.unwrap_or_else(|panicked| Look {
        // Nobody has looked whether it could run scripts.
        active: is_drawing(path).then_some(Active::Kind),
        fault: Some(Fault::Panicked(panicked)),
        ..Look::default()
    })
}

/// Returns whether a file is a drawing by its name: all of it is looked at.
pub(super) fn is_drawing(path: &SourcePath) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("svg"))
}

fn look_now(path: &SourcePath, head: &[u8], whole: bool) -> Look {
    let extension = path.extension().unwrap_or_default().to_lowercase();
    let is_pixels = PIXELS.contains(&extension.as_str());
    if head.starts_with(POINTER) {
        return Look { fault: Some(Fault::Pointer), active: kind(&extension), ..Look::default() };
    }
    if head.is_empty() && (is_pixels || extension == "svg") {
        return Look { fault: Some(Fault::Empty), ..Look::default() };
    }
    if extension == "svg" {
        return drawing(head, whole);
    }
    let fault = if is_pixels { fault_of_pixels(head) } else { None };
    Look { dimensions: dimensions(head), active: kind(&extension), fault }
}

fn drawing(bytes: &[u8], whole: bool) -> Look {
    if !whole {
        let why = format!("it is larger than {} MiB, which is not looked through", SVG_BYTES_MAX >> 20);
        return Look { active: Some(Active::Drawing(why)), ..Look::default() };
    }
    match svg::look(bytes) {
        Ok(drawing) => {
            let fault = (!drawing.has_namespace).then_some(Fault::NoNamespace);
            Look { dimensions: drawing.dimensions, active: None, fault }
        }
        Err(why) => Look { active: Some(Active::Drawing(why)), ..Look::default() },
    }
}

/// Returns whether files of this kind run scripts: programs of the web, and all XML, which a browser shows as what its
/// elements say.
fn kind(extension: &str) -> Option<Active> {
    let is_scripted = SCRIPTED.contains(&extension)
        || mime_guess::from_ext(extension).iter_raw().any(|kind| {
            let is_image = kind == "image/svg+xml" && extension == "svg";
            !is_image && (kind.ends_with("xml") || kind.ends_with("html") || kind.ends_with("javascript"))
        });
    (is_scripted || extension == "svgz").then_some(Active::Kind)
}

/// Returns what is wrong with what should be an image by its name. One kind of image under the name of another is
/// none of it: browsers look at the bytes.
fn fault_of_pixels(head: &[u8]) -> Option<Fault> {
    let is_shown = matches!(
        imagesize::image_type(head),
        Ok(ImageType::Png
            | ImageType::Jpeg
            | ImageType::Gif
            | ImageType::Webp
            | ImageType::Heif(_)
            | ImageType::Bmp
            | ImageType::Ico
            | ImageType::Jxl)
    );
    if is_shown {
        return None;
    }
    let start = head.get(..1024.min(head.len())).unwrap_or_default();
    let text = String::from_utf8_lossy(start).to_lowercase();
    let has = |mark: &str| text.contains(mark);
    Some(Fault::NotAnImage(match () {
        () if has("<svg") => "an SVG drawing",
        () if has("<html") || has("<!doctype html") || has("<head") || has("<body") => "an HTML page",
        () if text.trim_start().starts_with("%pdf") => "a PDF",
        () if text.trim_start().starts_with("<?xml") => "XML",
        () if std::str::from_utf8(start).is_ok_and(|text| !text.contains('\0')) => "text",
        () => "no format that browsers show",
    }))
}

fn dimensions(head: &[u8]) -> Option<(u32, u32)> {
    let size = imagesize::blob_size(head).ok()?;
    let (width, height) = (u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?);
    let turned = exif::orientation(head).is_some_and(|orientation| (5..=8).contains(&orientation));
    Some(if turned { (height, width) } else { (width, height) })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PIXEL: &[u8] = b"GIF89a\x03\x00\x02\x00\x00\x00\x00;";

    fn at(path: &str, bytes: &[u8]) -> Look {
        look(&SourcePath::new(path), bytes, true)
    }

    /// Issue 13, F17.
    #[test]
    fn what_is_no_image_is_said() {
        let pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n";
        for name in ["form.png", "FORM.PNG", "form.webp", "form.svg", "film.mp4", "terms.pdf", "form.heic"] {
            assert_eq!(at(name, pointer).fault, Some(Fault::Pointer), "{name}");
        }
        for name in ["form.png", "form.jpg", "form.jpeg", "form.gif", "form.svg", "form.avif"] {
            assert_eq!(at(name, b"").fault, Some(Fault::Empty), "{name}");
        }
        for (bytes, kind) in [
            (&b"<!DOCTYPE html><title>Sign in</title>"[..], "an HTML page"),
            (b"\xef\xbb\xbf\n<HTML>", "an HTML page"),
            (b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "an SVG drawing"),
            (b"%PDF-1.7", "a PDF"),
            ("Nicht gefunden, schön".as_bytes(), "text"),
            (b"\0\0\0\0", "no format that browsers show"),
        ] {
            assert_eq!(at("form.png", bytes).fault, Some(Fault::NotAnImage(kind)), "{kind}");
        }
        // One format under the name of another is shown.
        assert_eq!(at("form.png", PIXEL), Look { dimensions: Some((3, 2)), ..Look::default() });
        assert_eq!(at("price.txt", b"").fault, None);
        assert_eq!(at("price.pdf", b"text").fault, None);
        assert_eq!(at("form.svg", b"<svg><path/></svg>").fault, Some(Fault::NoNamespace));
    }

    #[test]
    fn what_runs_scripts_by_its_kind_is_active() {
        let kinds = "html htm xhtml XHTML xht shtml xml xsl xslt js mjs cjs php swf hta svgz rss atom rdf mathml mht wsdl";
        for kind in kinds.split(' ') {
            assert_eq!(at(&format!("x.{kind}"), b"").active, Some(Active::Kind), "{kind}");
        }
        for kind in "png jpg pdf zip txt csv docx xlsx mp4 webm md json wasm epub woff2 ico".split(' ') {
            assert_eq!(at(&format!("x.{kind}"), b"<script>").active, None, "{kind}");
        }
    }

    #[test]
    fn a_drawing_too_large_to_look_through_is_active() {
        let cut = look(&SourcePath::new("a.svg"), b"<svg xmlns='http://www.w3.org/2000/svg'>", false);
        assert!(matches!(cut.active, Some(Active::Drawing(why)) if why.starts_with("it is larger than")));
    }
}
