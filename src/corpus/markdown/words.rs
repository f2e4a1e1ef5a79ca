//! Writes text, links, images and raw HTML.

use std::borrow::Cow;
use std::ops::Range;

use super::autolink;
use super::bold;
use super::finish::ImageFacts;
use super::keys;
use super::raw_html::{self, Tag, Token, Verdict};
use super::tags::{holds_directive, looks_like_directive};
use super::text::{escape, escape_attribute};
use super::writer::{OpenLink, Writer};
use crate::config::HtmlPolicy;
use crate::corpus::content::{after_escaped, is_example};
use crate::diagnostic::Code;
use crate::model::{Reference, TraceKind};

/// Raw HTML elements that may be open at once.
const RAW_DEPTH_MAX: usize = 100;

impl Writer<'_> {
    /// Writes plain text that stands at `range`.
    pub(super) fn words(&mut self, text: &str, range: Range<usize>) {
        let source = self.source.as_str();
        let escaped = range.start > 0 && source.as_bytes().get(range.start - 1) == Some(&b'\\');
        let unescaped = if escaped { after_escaped(text).trim_start_matches('{') } else { text };
        if (self.line_start && !escaped && looks_like_directive(text)) || holds_directive(unescaped) {
            let span = self.source.span(range.clone());
            self.misplaced(span, "this directive is not recognised here");
        }
        if text.contains("<!--") && !(escaped && text.starts_with('<')) {
            self.unclosed_comment(range.clone());
        }
        if text.contains("**") {
            self.trace_bold(text, &range);
        }
        if text.contains("[^") {
            self.undefined_footnotes(text, &range, escaped);
        }
        // `\:kbd[x]` shows the brackets.
        let has_keys = text.contains(":kbd[") && !(escaped && text.starts_with(":kbd["));
        let plain = if has_keys { Cow::Owned(keys::plain(text)) } else { Cow::Borrowed(text) };
        if let Some(image) = &mut self.image {
            image.alt.push_str(&plain);
            return;
        }
        self.plain_words(&plain);
        if has_keys {
            let mut html = std::mem::take(&mut self.html);
            keys::write(&mut html, text, escape);
            self.html = html;
        } else if self.links > 0 {
            escape(&mut self.html, text);
        } else {
            self.linked_words(text, &range);
        }
    }

    fn unclosed_comment(&mut self, range: Range<usize>) {
        let message =
            "this comment is not closed where Markdown expects it, so its text would be published".to_owned();
        let hint = "write `<!--` and `-->` on one line, or as a block of its own without empty lines";
        self.report(Code::UnclosedComment, message, range, hint);
    }

    fn linked_words(&mut self, words: &str, range: &Range<usize>) {
        let mut at = 0;
        for found in autolink::find(words) {
            escape(&mut self.html, words.get(at..found.range.start).unwrap_or(""));
            let place = range.start + found.range.start..range.start + found.range.end;
            let token = self.reference(&found.target, place, false);
            self.html.push_str(&format!("<a href=\"{token}\">"));
            escape(&mut self.html, words.get(found.range.clone()).unwrap_or(""));
            self.html.push_str("</a>");
            at = found.range.end;
        }
        escape(&mut self.html, words.get(at..).unwrap_or(""));
    }

    pub(super) fn inline_code(&mut self, text: &str) {
        self.line_start = false;
        if let Some(image) = &mut self.image {
            image.alt.push_str(text);
            return;
        }
        self.plain_words(text);
        self.html.push_str("<code>");
        escape(&mut self.html, text);
        self.html.push_str("</code>");
    }

    /// Keeps a reference and returns the token for it.
    pub(super) fn reference(&mut self, target: &str, range: Range<usize>, embedded: bool) -> String {
        let span = self.source.span(range);
        let number = self.references.len();
        let (path, range) = (span.path, span.start..span.end);
        let target = target.to_owned();
        self.references.push(Reference { target, path, range, embedded, shown: true });
        self.tokens.reference(number)
    }

    /// Keeps the places of words that were meant to be bold.
    fn trace_bold(&mut self, text: &str, range: &Range<usize>) {
        let source = self.source.as_str();
        // Where characters are written in another way, places would be wrong.
        if source.get(range.clone()) != Some(text) {
            return;
        }
        let before = source.get(..range.start).and_then(|head| head.chars().next_back());
        for found in bold::unrendered(text, before.filter(|before| *before != '\n')) {
            let words = text.get(found.clone()).unwrap_or("").to_owned();
            let place = range.start + found.start..range.start + found.end;
            self.trace(TraceKind::UnrenderedBold(words), place, None);
        }
    }

    pub(super) fn end_link(&mut self) {
        self.links = self.links.saturating_sub(1);
        if let Some(link) = self.open_link.take() {
            let words = link.words.split_whitespace().collect::<Vec<_>>().join(" ");
            self.trace(TraceKind::Link(words), link.range, Some(link.reference));
        }
    }

    pub(super) fn start_link(&mut self, target: &str, title: &str, range: Range<usize>) {
        self.links += 1;
        self.line_start = false;
        let reference = self.references.len();
        self.open_link = Some(OpenLink { words: String::new(), range: range.clone(), reference });
        let place = self.narrow(range, target);
        let token = self.reference(target, place, false);
        self.html.push_str(&format!("<a href=\"{token}\""));
        if !title.is_empty() {
            self.html.push_str(" title=\"");
            escape_attribute(&mut self.html, title);
            self.html.push('"');
        }
        self.html.push('>');
    }

    /// Narrows the range of a link or image to its target, where that stands in it as written.
    pub(super) fn narrow(&self, range: Range<usize>, target: &str) -> Range<usize> {
        let text = self.source.as_str().get(range.clone()).unwrap_or("");
        match text.rfind(target).filter(|_| !target.is_empty()) {
            Some(at) => range.start + at..range.start + at + target.len(),
            None => range,
        }
    }

    /// Writes raw HTML, given as lines with their places.
    pub(super) fn raw_html(&mut self, lines: &[(String, usize)], inline: bool) {
        if self.image.is_some() {
            return;
        }
        self.line_start = false;
        let text: String = lines.iter().map(|(line, _)| line.as_str()).collect();
        let mut starts = Vec::with_capacity(lines.len());
        let mut length = 0;
        for (line, start) in lines {
            starts.push((length, *start));
            length += line.len();
        }
        let place = |at: usize| {
            let after = starts.partition_point(|(start, _)| *start <= at);
            after
                .checked_sub(1)
                .and_then(|line| starts.get(line))
                .map_or(0, |(start, place)| place + (at - start))
        };
        if let Some(found) = misplaced_directive(&text) {
            let span = self.source.span(place(found.start)..place(found.end));
            self.misplaced(span, "this directive is not recognised inside HTML");
        }
        let escapes = self.settings.html == HtmlPolicy::Escape;
        let mut skipping: Option<String> = None;
        // The text of trusted scripts and styles is nothing that a reader looks for.
        let mut silent = false;
        for token in raw_html::tokens(&text) {
            if let Some(name) = &skipping {
                if matches!(&token, Token::Tag(tag) if tag.closing && tag.name == *name) {
                    skipping = None;
                }
                continue;
            }
            match token {
                Token::Comment { closed: true, .. } => {}
                Token::Comment { at, .. } => self.unclosed_comment(place(at)..place(at) + "<!--".len()),
                Token::Text(text) if escapes => escape(&mut self.html, text),
                Token::Tag(tag) if escapes => escape(&mut self.html, tag.whole),
                Token::Text(text) => {
                    self.html.push_str(&text.replace('<', "&lt;"));
                    if !silent {
                        let words = raw_html::decode(text);
                        if let Some(link) = &mut self.open_link {
                            link.words.push_str(&words);
                        }
                        self.body_words(&words);
                    }
                }
                Token::Tag(tag) => {
                    let at = place(tag.at);
                    skipping = self.raw_tag(&tag, at, inline);
                    silent = !tag.closing && matches!(tag.name.as_str(), "script" | "style");
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
        if verdict == Verdict::Allowed && !trusted && !self.enters(tag, &place) {
            return None;
        }
        match verdict {
            Verdict::Allowed => {
                self.raw |= !trusted;
                self.allowed_tag(tag, place, trusted);
            }
            Verdict::Unknown => {
                if !tag.closing {
                    let message = format!("`{}` is no HTML element and is shown as text", tag.whole);
                    self.report(
                        Code::RemovedHtml,
                        message,
                        place,
                        "write it as code, between backticks, if it is meant as text",
                    );
                }
                escape(&mut self.html, tag.whole);
            }
            // Words in a sentence, such as "the <script> element".
            Verdict::Forbidden | Verdict::ForbiddenWithContent if inline && tag.attributes.is_empty() => {
                if !tag.closing {
                    let message = format!("`{}` is not allowed in articles and is shown as text", tag.whole);
                    self.report(
                        Code::RemovedHtml,
                        message,
                        place,
                        "write it as code, between backticks, if it is meant as text",
                    );
                }
                escape(&mut self.html, tag.whole);
            }
            Verdict::Forbidden | Verdict::ForbiddenWithContent => {
                if !tag.closing {
                    let message = format!("`<{}>` is not allowed in articles and is removed", tag.name);
                    self.report(
                        Code::RemovedHtml,
                        message,
                        place,
                        "trusted sites may set `markdown: {html: trusted}`",
                    );
                }
                let skip =
                    verdict == Verdict::ForbiddenWithContent && !tag.closing && !tag.whole.ends_with("/>");
                return skip.then(|| tag.name.clone());
            }
        }
        None
    }

    /// Counts open elements, and refuses those beyond what anyone nests: browsers' parsers, and the one that
    /// sanitises, take time in proportion to the depth for each.
    fn enters(&mut self, tag: &Tag<'_>, place: &Range<usize>) -> bool {
        if raw_html::is_void(&tag.name) {
            return true;
        }
        if tag.closing {
            self.raw_depth = self.raw_depth.saturating_sub(1);
            return true;
        }
        self.raw_depth += 1;
        if self.raw_depth == RAW_DEPTH_MAX {
            let message = format!("HTML is nested more than {RAW_DEPTH_MAX} elements deep");
            self.report(
                Code::TooComplex,
                message,
                place.clone(),
                "close each element, such as `<div>` with `</div>`",
            );
        }
        self.raw_depth < RAW_DEPTH_MAX
    }

    fn allowed_tag(&mut self, tag: &Tag<'_>, place: Range<usize>, trusted: bool) {
        let refers = matches!(tag.name.as_str(), "a" | "img" | "source" | "video" | "audio");
        match (tag.name.as_str(), tag.closing) {
            ("a", true) => self.end_link(),
            ("a", false) => {
                self.links += 1;
                if tag.attributes.iter().any(|(key, _)| key == "href") {
                    // What is sanitised loses it.
                    let label = tag.attributes.iter().find(|(key, _)| trusted && key == "aria-label");
                    let words = label.map(|(_, label)| raw_html::decode(label)).unwrap_or_default();
                    let reference = self.references.len();
                    self.open_link = Some(OpenLink { words, range: place.clone(), reference });
                }
            }
            (name, false) => {
                if let Some(level) = raw_html::heading_level(name) {
                    self.trace(TraceKind::Heading(level), place.clone(), None);
                }
            }
            _ => {}
        }
        if tag.closing || (trusted && !refers) {
            self.html.push_str(tag.whole);
            return;
        }
        self.html.push('<');
        self.html.push_str(&tag.name);
        let address = if tag.name == "a" { "href" } else { "src" };
        if let Some((_, value)) = tag.attributes.iter().find(|(key, _)| refers && key == address) {
            self.raw_address(tag, address, value, place.clone());
        }
        for (key, value) in &tag.attributes {
            if key == address && refers {
                continue;
            }
            // Old pages name their anchors.
            let key = if key == "name" && tag.name == "a" { "id" } else { key };
            if !trusted && !raw_html::attribute_allowed(&tag.name, key) {
                self.removed_attribute(key, &place);
                continue;
            }
            if key == "id" && !self.ids.explicit(&raw_html::decode(value)).1 {
                let message = format!("the id `{value}` is taken by something else in this page");
                self.report(Code::DuplicateId, message, place.clone(), "choose another id");
                continue;
            }
            self.html.push_str(&format!(" {key}=\"{}\"", value.replace('"', "&quot;").replace('<', "&lt;")));
        }
        self.html.push('>');
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
