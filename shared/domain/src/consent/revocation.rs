//! A consent that a person took back and told the school so; through the link it is another decision (6.6).

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    author::Author,
    input::{Fault, Faults, date, text},
};

/// A consent taken back, other than through the link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Revocation {
    /// Who noted it.
    pub by: Author,
    /// On which day the person said so.
    pub day: Date,
    /// What the person said.
    pub reason: String,
}

/// A revocation as typed into a form. All fields are texts; a date may come in parts too (`date-day`).
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(extend("additionalProperties" = { "type": "string" }))]
pub struct RevocationInput {
    /// On which day the person said so.
    pub date: String,
    /// What the person said.
    pub reason: String,
}

impl RevocationInput {
    /// The revocation, noted by `by`: on a day from the consent (`agreed`) to today, with a reason.
    ///
    /// # Errors
    /// Every fault of the input.
    pub fn parse(&self, by: Author, agreed: Date, today: Date) -> Result<Revocation, Faults> {
        let mut faults = Faults::default();
        let day = date(&self.date).and_then(|day| match day {
            day if day < agreed => Err(Fault::TooEarly { first: agreed }),
            day if day > today => Err(Fault::TooLate { last: today }),
            day => Ok(day),
        });
        let day = faults.check("date", day);
        let reason = text(&self.reason, 2_000)
            .map_err(|fault| if fault == Fault::Missing { Fault::ReasonNeeded } else { fault });
        let reason = faults.check("reason", reason);
        let whole = day.zip(reason).map(|(day, reason)| Revocation { by, day, reason });
        faults.all(whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_revocation_has_a_day_from_the_consent_to_today_and_a_reason() {
        // 6.6
        let by = Author { staff: "00000000-0000-0000-0000-000000000005".parse().unwrap(), name: "Jet Juf".into() };
        let (given, today) = (jiff::civil::date(2026, 11, 20), jiff::civil::date(2026, 11, 24));
        let parse = |date: &str, reason: &str| {
            RevocationInput { date: date.into(), reason: reason.into() }.parse(by.clone(), given, today)
        };
        let faults = parse("19-11-2026", " ").unwrap_err();
        assert_eq!(faults.at("date"), Some(&Fault::TooEarly { first: given }));
        assert_eq!(faults.at("reason"), Some(&Fault::ReasonNeeded));
        assert_eq!(parse("25-11-2026", "belde").unwrap_err().at("date"), Some(&Fault::TooLate { last: today }));
        assert_eq!(parse("20-11-2026", "belde").unwrap().day, given);
        assert_eq!(parse("24-11-2026", " belde ").unwrap().reason, "belde");
    }
}
