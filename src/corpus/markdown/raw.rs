//! Writes raw HTML: what is allowed as it is, well nested, and everything else as text or not at all.

use std::ops::Range;

use super::finish::ImageFacts;
use super::raw_html::{self, Tag, Token, Verdict};
use super::tags::{holds_directive, looks_like_directive};
use super::text::escape;
use super::writer::{OpenLink, Writer};
use crate::config::HtmlPolicy;
use crate::corpus::content::is_example;
use crate::diagnostic::Code;
use crate::model::TraceKind;

impl Writer<'_> {
    /// Writes raw HTML, given as lines with their places.
    pub(super) fn raw_html(&mut self, lines: &[(String, usize)], inline: bool) {
        if self.image.is_some() {
            return;
        }
        self.line_start = false;
        let text: String = lines.iter().map(|(line, _)| line.as_str()).collect();
        let starts = starts(lines);
        let place = |at: usize| place(&starts, at);
        if let Some(found) = misplaced_directive(&text) {
            let span = self.source.span(place(found.start)..place(found.end));
            self.misplaced(span, "this directive is not recognised inside HTML");
        }
        let escapes = self.settings.html == HtmlPolicy::Escape;
        let trusted = self.settings.html == HtmlPolicy::Trusted;
        let mut skipping: Option<String> = None;
        // The text of trusted scripts and styles is nothing that a reader looks for, and has no tags.
        let mut verbatim: Option<String> = None;
        for token in raw_html::tokens(&text) {
            if let Some(name) = &skipping {
                if matches!(&token, Token::Tag(tag) if tag.closing && tag.name == *name) {
                    skipping = None;
                }
                continue;
            }
            if let Some(name) = verbatim.take()
                && let Some(written) = script_text(&token, &name)
            {
                self.html.push_str(written);
                verbatim = Some(name);
                continue;
            }
            match token {
                Token::Comment { closed: true, .. } => {}
                Token::Comment { at, .. } => self.unclosed_comment(place(at)..place(at) + "<!--".len()),
                Token::Text(words) if escapes => {
                    self.around_concealed(words, place, |writer, part, _| escape(&mut writer.html, part));
                }
                Token::Tag(tag) if escapes => escape(&mut self.html, tag.whole),
                Token::Text(words) => {
                    let start = text.find(words).unwrap_or(0);
                    self.raw_words(words, |at| place(start + at));
                }
                Token::Tag(tag) => {
                    let at = place(tag.at);
                    skipping = self.raw_tag(&tag, at, inline);
                    verbatim = (trusted && is_script(&tag)).then(|| tag.name.clone());
                    if !inline || tag.name == "br" {
                        self.body_words(" ");
                    }
                }
            }
        }
    }

    /// Writes one raw tag. Returns the element whose content must be passed over with it, if any.
    fn raw_tag(&mut self, tag: &Tag<'_>, at: usize, inline: bool) -> Option<String> {
        let trusted = self.settings.html == HtmlPolicy::Trusted;
        let verdict = if trusted { Verdict::Allowed } else { raw_html::verdict(&tag.name) };
        let place = at..at + tag.whole.len();
        match verdict {
            Verdict::Allowed => {
                self.raw |= !trusted;
                if tag.closing {
                    self.close_element(tag, place);
                } else if !self.is_too_deep(&place) {
                    self.opening_tag(tag, place, trusted, inline);
                }
                None
            }
            Verdict::Unknown => {
                if !tag.closing {
                    self.unknown_element(tag, place);
                }
                escape(&mut self.html, tag.whole);
                None
            }
            Verdict::Forbidden | Verdict::ForbiddenWithContent => {
                self.forbidden_tag(tag, place, inline, verdict == Verdict::ForbiddenWithContent)
            }
        }
    }

    fn opening_tag(&mut self, tag: &Tag<'_>, place: Range<usize>, trusted: bool, inline: bool) {
        if tag.name == "source" && !trusted && !self.nesting.is_in(&["video", "audio"]) {
            // What is left of a `<picture>`.
            return;
        }
        let address = if tag.name == "a" { "href" } else { "src" };
        // Exported pages have anchors with an empty address: they lead nowhere.
        let target = tag.attributes.iter().find(|(key, value)| key == address && !value.trim().is_empty());
        let is_link = tag.name == "a" && target.is_some();
        if is_link {
            // What is sanitised loses it.
            let label = tag.attributes.iter().find(|(key, _)| trusted && key == "aria-label");
            let words = label.map(|(_, label)| raw_html::decode(label)).unwrap_or_default();
            let reference = self.references.len();
            self.open_link = Some(OpenLink { words, range: place.clone(), reference });
            self.links += 1;
        }
        if let Some(level) = raw_html::heading_level(&tag.name) {
            self.trace(TraceKind::Heading(level), place.clone(), None);
        }
        let refers = matches!(tag.name.as_str(), "a" | "img" | "source" | "video" | "audio");
        if trusted && !refers {
            self.html.push_str(tag.whole);
        } else {
            self.html.push('<');
            self.html.push_str(&tag.name);
            if let Some((_, value)) = target.filter(|_| refers) {
                self.raw_address(tag, address, value, place.clone());
            }
            self.attributes(tag, refers.then_some(address), &place, trusted);
            self.html.push('>');
        }
        self.open_element(tag, place, inline, is_link);
    }

    fn attributes(&mut self, tag: &Tag<'_>, address: Option<&str>, place: &Range<usize>, trusted: bool) {
        let has_id = tag.attributes.iter().any(|(key, _)| key == "id");
        for (key, value) in &tag.attributes {
            if address == Some(key) {
                continue;
            }
            // Old pages name their anchors.
            let key = if key == "name" && tag.name == "a" && !has_id { "id" } else { key };
            if !trusted && !raw_html::attribute_allowed(&tag.name, key) {
                self.removed_attribute(key, place);
                continue;
            }
            let value = if tag.closes_itself() { tag.without_slash(value) } else { value };
            if key == "id" && !self.ids.explicit(&raw_html::decode(value)).1 {
                let message = format!("the id `{value}` is taken by something else in this page");
                self.report(Code::DuplicateId, message, place.clone(), "choose another id");
                continue;
            }
            self.html.push_str(&format!(" {key}=\"{}\"", value.replace('"', "&quot;").replace('<', "&lt;")));
        }
    }

    fn raw_address(&mut self, tag: &Tag<'_>, address: &str, value: &str, place: Range<usize>) {
        let target = raw_html::decode(value);
        let whole = place.clone();
        let place = tag
            .whole
            .find(value)
            .filter(|_| !value.is_empty())
            .map_or(place.clone(), |at| place.start + at..place.start + at + value.len());
        let number = self.references.len();
        let token = self.reference(target.trim(), place, tag.name != "a");
        self.html.push_str(&format!(" {address}=\"{token}\""));
        if tag.name == "img" {
            let alt = tag.attributes.iter().find(|(key, _)| key == "alt").map_or("", |(_, value)| *value);
            let described = tag.attributes.iter().any(|(key, _)| key == "alt");
            let alt = raw_html::decode(alt);
            if let Some(link) = &mut self.open_link {
                link.words.push_str(&alt);
            }
            self.trace(TraceKind::Image { described }, whole, Some(number));
            self.images.insert(number, ImageFacts { alt, linked: self.links > 0 });
        }
    }

    /// Says what is lost where a reader would notice; attributes of other tools go in silence.
    fn removed_attribute(&mut self, key: &str, place: &Range<usize>) {
        if key.starts_with("on") || key == "style" {
            let message = format!("the attribute `{key}` is removed");
            self.report(Code::RemovedHtml, message, place.clone(), "use a class and the site's stylesheet");
        }
    }
}

/// Returns where each line begins, in all of them and in the source.
fn starts(lines: &[(String, usize)]) -> Vec<(usize, usize)> {
    let mut length = 0;
    lines
        .iter()
        .map(|(line, start)| {
            length += line.len();
            (length - line.len(), *start)
        })
        .collect()
}

/// Returns where a byte of the lines stands in the source.
fn place(starts: &[(usize, usize)], at: usize) -> usize {
    let after = starts.partition_point(|(start, _)| *start <= at);
    let line = after.checked_sub(1).and_then(|line| starts.get(line));
    line.map_or(0, |(start, place)| place + (at - start))
}

fn is_script(tag: &Tag<'_>) -> bool {
    !tag.closing && matches!(tag.name.as_str(), "script" | "style")
}

/// Returns a token as it is written, if it lies inside the script or style called `name`.
fn script_text<'a>(token: &Token<'a>, name: &str) -> Option<&'a str> {
    match token {
        Token::Tag(tag) if tag.closing && tag.name == name => None,
        Token::Tag(tag) => Some(tag.whole),
        Token::Text(text) => Some(text),
        Token::Comment { .. } => None,
    }
}

/// Returns the first line of raw HTML that looks like a directive, outside of comments and of text shown as written.
fn misplaced_directive(html: &str) -> Option<Range<usize>> {
    let mut at = 0;
    html.split_inclusive('\n').find_map(|line| {
        let words = line.trim();
        let start = at + line.find(words).unwrap_or(0);
        at += line.len();
        let is_directive = looks_like_directive(words) || holds_directive(words);
        (is_directive && !is_example(html, start)).then_some(start..start + words.len())
    })
}
