//! What a visitor wishes to look at: for which audience, with or without drafts, on which day.
//!
//! Visitors choose in the preview's bar, and a cookie remembers. What it names is looked up, never trusted: an audience
//! that is not there, or may not be chosen, is as if it had not been named.

use jiff::civil::Date;

use crate::config::Settings;
use crate::model::{AudienceId, Target};
use crate::yaml::parse_date;

/// What a visitor asks for. The names stand for nothing yet: settings may change under them.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub(super) struct Wish {
    audience: Option<String>,
    drafts: Option<bool>,
    date: Option<Date>,
}

/// Returns the cookie's name; cookies do not know ports, and there may be several previews on a machine.
pub(super) fn cookie_name(port: u16) -> String {
    format!("helpsmith_preview_{port}")
}

impl Wish {
    /// Reads a `Cookie` header (RFC 6265). What makes no sense is passed over.
    pub fn read(header: &str, port: u16) -> Self {
        let name = cookie_name(port);
        let mut pairs = header.split(';').filter_map(|pair| pair.trim().split_once('='));
        let value = pairs.find(|(found, _)| *found == name).map_or("", |(_, value)| value);
        let mut wish = Self::default();
        for (key, value) in value.split('&').filter_map(|pair| pair.split_once('=')) {
            match key {
                "audience" => {
                    wish.audience = Some(crate::model::paths::percent_decode(&value.replace('+', " ")));
                }
                "drafts" => wish.drafts = Some(value != "0"),
                "date" => wish.date = parse_date(value),
                _ => {}
            }
        }
        wish
    }

    /// Returns what the visitor gets: `only` where the preview is for one audience, else what is asked for.
    pub fn grant(&self, settings: &Settings, only: Option<AudienceId>, today: Date) -> Target {
        let asked = self.audience.as_deref().and_then(|name| settings.audiences.find(name));
        Target {
            audience: only.or(asked).unwrap_or(AudienceId(0)),
            drafts: self.drafts.unwrap_or(true),
            date: self.date.unwrap_or(today),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Date = jiff::civil::date(2026, 1, 15);

    fn settings() -> Settings {
        let text =
            "title: T\nbase_url: https://x.example/\naudiences: {public: {}, agents: {includes: [public]}}\n";
        crate::config::load(text).value.unwrap()
    }

    fn granted(cookie: &str, only: Option<AudienceId>) -> Target {
        Wish::read(cookie, 4000).grant(&settings(), only, DAY)
    }

    #[test]
    fn a_cookie_chooses() {
        let target =
            granted("a=b; helpsmith_preview_4000=audience=agents&drafts=0&date=2026-02-01; c=d", None);
        assert_eq!((target.audience, target.drafts), (AudienceId(1), false));
        assert_eq!(target.date, jiff::civil::date(2026, 2, 1));
    }

    #[test]
    fn rubbish_chooses_nothing() {
        let plain = Target { audience: AudienceId(0), drafts: true, date: DAY };
        for cookie in [
            "",
            "helpsmith_preview_4001=audience=agents",
            "helpsmith_preview_4000=audience=nobody&date=2026-99-99&x",
            "helpsmith_preview_4000",
            ";;=;helpsmith_preview_4000=&&==",
        ] {
            assert_eq!(granted(cookie, None), plain, "{cookie}");
        }
    }

    #[test]
    fn a_preview_for_one_audience_shows_no_other() {
        let target = granted("helpsmith_preview_4000=audience=agents", Some(AudienceId(0)));
        assert_eq!(target.audience, AudienceId(0));
    }
}
