//! `::video`: a film of the site's own, or a picture that leads to one elsewhere.
//!
//! No page asks another host for anything before its reader says so: a film elsewhere is a link, which a
//! script may turn into a player once it is clicked.

use super::super::text::{escape, escape_attribute};
use super::super::writer::Writer;
use super::OpenContainer;
use crate::corpus::content::{Attribute, Opening};
use crate::model::{Reference, Span};

pub(super) const MANUAL: &str = r#"
## Videos

A file beside the article is played in the page. Whatever its size, nothing of it is loaded before the reader presses
play.

```markdown
::video{src=tour.mp4 title="A tour of the calendar" poster=tour.png captions=tour.vtt}
```

| Attribute | What it is |
|---|---|
| `src` | a file, or the address of the video's page on another host |
| `title` | what the video shows; needed |
| `poster` | a picture to show until it plays |
| `captions` | a WebVTT file with what is said |

Of a video on another host the page shows a picture, and asks that host for nothing until the reader clicks. Then videos
of YouTube and Vimeo play in the page, others on their own page. Under a content security policy that allows no other
host all of them open on their own page.

```markdown
:::video{src="https://www.youtube.com/watch?v=aqz-KE-bpKQ" title="Set up your studio" poster=setup.png}
Welcome to Fernway. First we choose a name …
:::
```

With three colons and an end, what stands between is the transcript. Readers open it below the video.
"#;

impl Writer<'_> {
    pub(super) fn open_video(&mut self, opening: &Opening, span: &Span) {
        let words = |key: &str| {
            let value = opening.attribute(key).map_or("", |attribute| attribute.value.as_str());
            crate::corpus::variables::substitute(value, self.settings, |_| {}).into_owned()
        };
        let (source, title) = (words("src"), words("title"));
        let remote = ["https://", "http://"].iter().any(|scheme| source.starts_with(scheme));
        let player = match opening.attribute("src") {
            Some(attribute) if remote => self.remote_video(attribute, opening, &source, &title, span),
            Some(attribute) => self.own_video(attribute, opening, &title, span),
            None => String::new(),
        };
        let token = self.fragment(player);
        self.html.push_str("<figure class=\"video\">");
        self.html.push_str(&token);
    }

    /// Writes the end of a video. What stands in it is its transcript.
    pub(super) fn close_video(&mut self, open: &OpenContainer) {
        let transcript = self.html.split_off(open.html_start.min(self.html.len()));
        if !transcript.trim().is_empty() {
            self.html.push_str("<details class=\"details video-transcript\"><summary>");
            self.html.push_str(&self.tokens.text("transcript", 0));
            self.html.push_str("</summary>\n");
            self.html.push_str(&transcript);
            self.html.push_str("</details>");
        }
        self.html.push_str("</figure>\n");
    }

    fn own_video(&mut self, source: &Attribute, opening: &Opening, title: &str, span: &Span) -> String {
        let mut html =
            format!("<video controls preload=\"none\" src=\"{}\"", self.attribute(source, span, true));
        if let Some(poster) = opening.attribute("poster") {
            html.push_str(&format!(" poster=\"{}\"", self.attribute(poster, span, true)));
        }
        html.push_str(" aria-label=\"");
        escape_attribute(&mut html, title);
        html.push_str("\">");
        if let Some(captions) = opening.attribute("captions") {
            html.push_str(&format!(
                "<track kind=\"captions\" src=\"{}\">",
                self.attribute(captions, span, true)
            ));
        }
        html.push_str("</video><figcaption>");
        escape(&mut html, title);
        html.push_str("</figcaption>");
        html
    }

    fn remote_video(
        &mut self,
        source: &Attribute,
        opening: &Opening,
        url: &str,
        title: &str,
        span: &Span,
    ) -> String {
        let mut html = format!("<a class=\"video-link\" href=\"{}\"", self.attribute(source, span, false));
        if let Some(embed) = embed_url(url) {
            html.push_str(" data-embed=\"");
            escape_attribute(&mut html, &embed);
            html.push('"');
        }
        html.push('>');
        if let Some(poster) = opening.attribute("poster") {
            let number = self.references.len();
            let token = self.attribute(poster, span, true);
            html.push_str(&format!("<img src=\"{token}\" class=\"video-poster\" alt=\"\" loading=\"lazy\">"));
            self.images.insert(number, Default::default());
        }
        html.push_str("<span class=\"video-play\" aria-hidden=\"true\"></span><span class=\"video-title\">");
        escape(&mut html, title);
        html.push_str("</span> <span class=\"video-host\">");
        escape(&mut html, host(url));
        html.push_str("</span></a>");
        html
    }

    /// Keeps what an attribute refers to, and returns the token for it.
    fn attribute(&mut self, attribute: &Attribute, span: &Span, embedded: bool) -> String {
        let target =
            crate::corpus::variables::substitute(&attribute.value, self.settings, |_| {}).into_owned();
        let number = self.references.len();
        let (path, range) = (span.path.clone(), attribute.range.clone());
        self.references.push(Reference { target, path, range, embedded, shown: true });
        self.tokens.reference(number)
    }
}

/// Returns the host of an address, without what people do not say.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host)
}

/// Returns the address of a player that sets no cookie before it plays, for hosts that have one.
fn embed_url(url: &str) -> Option<String> {
    let plain = |id: &str| id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    let rest = url.split_once("://")?.1;
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let path = path.split_once('/')?.1.trim_end_matches('/');
    let id = match host(url) {
        "youtube.com" | "m.youtube.com" => match path {
            "watch" => query.split(['&', '#']).find_map(|pair| pair.strip_prefix("v="))?,
            path => ["embed/", "shorts/", "live/"].iter().find_map(|start| path.strip_prefix(start))?,
        },
        "youtu.be" => path,
        "vimeo.com" => {
            let good = !path.is_empty() && path.bytes().all(|byte| byte.is_ascii_digit());
            return good.then(|| format!("https://player.vimeo.com/video/{path}?autoplay=1&dnt=1"));
        }
        _ => return None,
    };
    (!id.is_empty() && plain(id)).then(|| format!("https://www.youtube-nocookie.com/embed/{id}?autoplay=1"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::markdown::tests::rendered;

    #[test]
    fn a_video_elsewhere_is_a_link() {
        let page =
            rendered("::video{src=\"https://www.youtube.com/watch?v=a_b-1&t=3\" title=\"A \\u{1}<b>\"}\n");
        assert!(page.html.contains(
            "<a class=\"video-link\" data-embed=\"https://www.youtube-nocookie.com/embed/a_b-1?autoplay=1\">"
        ));
        assert!(
            page.html.contains("&lt;b&gt;</span> <span class=\"video-host\">youtube.com</span></a></figure>")
        );
        assert!(!page.html.contains("<iframe"));
    }

    #[test]
    fn a_file_is_played_in_the_page_with_its_transcript() {
        let page = rendered(":::video{src=a.mp4 title=T poster=a.png captions=a.vtt}\nWords\n:::\n");
        assert!(page.html.starts_with("<figure class=\"video\"><video controls preload=\"none\" aria-label=\"T\"><track kind=\"captions\">"), "{}", page.html);
        assert!(
            page.html.contains("video-transcript\"><summary></summary>\n<p>Words</p>\n</details></figure>")
        );
    }

    #[test]
    fn players_are_known_by_their_hosts() {
        let player = |id: &str| Some(format!("https://www.youtube-nocookie.com/embed/{id}?autoplay=1"));
        assert_eq!(embed_url("https://youtu.be/abc"), player("abc"));
        assert_eq!(embed_url("https://www.youtube.com/shorts/abc/"), player("abc"));
        assert_eq!(
            embed_url("https://vimeo.com/123"),
            Some("https://player.vimeo.com/video/123?autoplay=1&dnt=1".into())
        );
        for other in [
            "https://youtu.be/\"x",
            "https://youtube.com.evil.example/watch?v=a",
            "https://x.example/a",
            "https://vimeo.com/",
        ] {
            assert_eq!(embed_url(other), None, "{other}");
        }
    }
}
