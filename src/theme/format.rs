//! Writes numbers and dates as a language does, and says which plural a number takes (CLDR, by ICU4X).

use icu_calendar::{Date as CalendarDate, Iso};
use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::YMD;
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_decimal::options::DecimalFormatterOptions;
use icu_locale::Locale;
use icu_plurals::{PluralCategory, PluralRules};
use jiff::civil::Date;

use crate::model::Language;

/// The habits of one language. Where CLDR has none for it, numbers and dates are written as in ISO 8601.
pub struct Format {
    date: Option<DateTimeFormatter<YMD>>,
    number: Option<DecimalFormatter>,
    plural: Option<PluralRules>,
}

/// The plural categories of CLDR by their words.
pub(super) const PLURALS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

impl Format {
    /// Returns the habits of `language`, its usual calendar and digits included.
    pub fn of(language: &Language) -> Self {
        let locale = Locale::from(language.identifier());
        Self {
            date: DateTimeFormatter::try_new((&locale).into(), YMD::long()).ok(),
            number: DecimalFormatter::try_new((&locale).into(), DecimalFormatterOptions::default()).ok(),
            plural: PluralRules::try_new_cardinal((&locale).into()).ok(),
        }
    }

    /// Returns a day in words: `3 March 2026`, `۱۲ اسفند ۱۴۰۴`.
    pub fn date(&self, day: Date) -> String {
        let month = u8::try_from(day.month()).unwrap_or(1);
        let date = u8::try_from(day.day()).unwrap_or(1);
        let iso = CalendarDate::<Iso>::try_new_iso(i32::from(day.year()), month, date);
        match (&self.date, iso) {
            (Some(formatter), Ok(iso)) => formatter.format(&iso).to_string(),
            _ => day.to_string(),
        }
    }

    /// Returns a number in the language's digits.
    pub fn number(&self, number: usize) -> String {
        let decimal = Decimal::from(number);
        self.number
            .as_ref()
            .map_or_else(|| number.to_string(), |formatter| formatter.format(&decimal).to_string())
    }

    /// Returns the word of the plural category that a number of things takes.
    pub fn plural(&self, number: usize) -> &'static str {
        match self.plural.as_ref().map(|rules| rules.category_for(number)) {
            Some(PluralCategory::Zero) => "zero",
            Some(PluralCategory::One) => "one",
            Some(PluralCategory::Two) => "two",
            Some(PluralCategory::Few) => "few",
            Some(PluralCategory::Many) => "many",
            Some(PluralCategory::Other) | None => "other",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format(tag: &str) -> Format {
        Format::of(&Language::parse(tag).unwrap())
    }

    #[test]
    fn days_are_written_as_each_language_does() {
        let day = jiff::civil::date(2026, 3, 3);
        for (tag, text) in [
            ("en", "March 3, 2026"),
            ("en-GB", "3 March 2026"),
            ("de", "3. März 2026"),
            ("fa", "۱۲ اسفند ۱۴۰۴"),
            ("zh-Hans", "2026年3月3日"),
            ("ja", "2026年3月3日"),
            ("ko", "2026년 3월 3일"),
            ("th", "3 มีนาคม 2569"),
            ("hi", "3 मार्च, 2026"),
        ] {
            assert_eq!(format(tag).date(day), text, "{tag}");
        }
    }

    #[test]
    fn numbers_and_plurals_follow_the_language() {
        assert_eq!(format("en").number(1234), "1,234");
        assert_eq!(format("de").number(1234), "1.234");
        assert_eq!(format("fa").number(1234), "۱٬۲۳۴");
        assert_eq!(["ru", "ar", "ja"].map(|tag| format(tag).plural(2)), ["few", "two", "other"]);
        assert_eq!(["en", "fr", "ar"].map(|tag| format(tag).plural(0)), ["other", "one", "zero"]);
    }
}
