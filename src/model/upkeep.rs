//! Who keeps an article, and when it is due for review.

use jiff::civil::Date;

use super::Span;

/// Who keeps an article, and when it was last looked at. Sections hand it down.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Upkeep {
    /// Who keeps it.
    pub owner: Option<String>,
    /// The day of the last review.
    pub reviewed: Option<Date>,
    /// How often it is to be reviewed, and where that is written.
    pub review_every: Option<(Period, Span)>,
}

/// A length of time as people write it: `90 days`, `6 months`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    count: u16,
    unit: Unit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Day,
    Week,
    Month,
    Year,
}

impl Period {
    /// Reads a number and a unit; nothing comes back where it is neither.
    pub fn parse(text: &str) -> Option<Self> {
        let (count, unit) = text.trim().split_once(' ')?;
        let unit = match unit.trim().trim_end_matches('s') {
            "day" => Unit::Day,
            "week" => Unit::Week,
            "month" => Unit::Month,
            "year" => Unit::Year,
            _ => return None,
        };
        let count = count.parse().ok().filter(|count| *count > 0)?;
        Some(Self { count, unit })
    }

    /// Returns the day on which the period that begins on `day` is over; the last day there is where that is out of
    /// the calendar.
    pub fn after(self, day: Date) -> Date {
        let count = i64::from(self.count);
        let span = jiff::Span::new();
        let span = match self.unit {
            Unit::Day => span.try_days(count),
            Unit::Week => span.try_weeks(count),
            Unit::Month => span.try_months(count),
            Unit::Year => span.try_years(count),
        };
        span.ok().and_then(|span| day.checked_add(span).ok()).unwrap_or(Date::MAX)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn periods_are_a_number_and_a_unit() {
        for good in ["6 months", "1 year", "90 days", "2 weeks"] {
            assert!(Period::parse(good).is_some(), "{good}");
        }
        for bad in ["6", "months", "0 days", "six months", "-1 days", "1 fortnight"] {
            assert!(Period::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn months_end_where_calendars_say() {
        let after = |text: &str, day| Period::parse(text).unwrap().after(day);
        assert_eq!(after("1 month", date(2026, 1, 31)), date(2026, 2, 28));
        assert_eq!(after("2 weeks", date(2026, 12, 25)), date(2027, 1, 8));
        assert_eq!(after("65535 years", date(2026, 1, 1)), Date::MAX);
    }
}
