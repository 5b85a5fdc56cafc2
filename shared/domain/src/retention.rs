//! How long something is kept, from the start: class, start event, hold, soft end (domain 4.5).

use jiff::{ToSpan, civil::Date};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which rule decides how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RetentionClass {
    /// A learner and the dossiers of the learner: two years after leaving the school.
    LearnerRecord,
    /// The same of a learner referred to special education: three years after leaving.
    SpecialEducation,
    /// A package on its way between two licences: gone with the transfer, kept a year as proof that it went.
    Transfer,
}

impl RetentionClass {
    /// Years that it is kept after its start event.
    pub const fn years(self) -> i64 {
        match self {
            Self::LearnerRecord => 2,
            Self::SpecialEducation => 3,
            Self::Transfer => 1,
        }
    }
}

/// What makes the term begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RetentionEvent {
    /// The learner left the school.
    LeftSchool,
    /// The dossier was closed.
    DossierClosed,
    /// The transfer ended: imported, withdrawn or expired.
    TransferEnded,
}

/// How long something is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Retention {
    /// Which rule decides.
    pub class: RetentionClass,
    /// What made the term begin, and on which day; nothing yet while in use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<RetentionStart>,
    /// Why it may not be removed, such as an objection; stops removal whatever the term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<String>,
    /// The day on which it was ended softly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Date>,
}

/// The beginning of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RetentionStart {
    /// What happened.
    pub event: RetentionEvent,
    /// On which day.
    pub day: Date,
}

impl Retention {
    /// In use: the term has not begun.
    pub const fn new(class: RetentionClass) -> Self {
        Self { class, start: None, hold: None, ended: None }
    }

    /// The term begins.
    pub fn begin(&mut self, event: RetentionEvent, day: Date) {
        self.start = Some(RetentionStart { event, day });
    }

    /// The term begins anew when it is over again: it is in use once more.
    pub fn stop(&mut self) {
        self.start = None;
    }

    /// The first day on which it may be removed; none while it is in use or held.
    pub fn removable_from(&self) -> Option<Date> {
        let start = self.start.filter(|_| self.hold.is_none())?;
        start.day.checked_add(self.class.years().years()).ok()?.tomorrow().ok()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_learner_is_kept_two_years_after_leaving_and_three_when_referred() {
        // trap 23
        let mut kept = Retention::new(RetentionClass::LearnerRecord);
        assert_eq!(kept.removable_from(), None);
        kept.begin(RetentionEvent::LeftSchool, date(2026, 7, 31));
        assert_eq!(kept.removable_from(), Some(date(2028, 8, 1)));
        kept.class = RetentionClass::SpecialEducation;
        assert_eq!(kept.removable_from(), Some(date(2029, 8, 1)));
    }

    #[test]
    fn a_hold_stops_removal() {
        // trap 23
        let mut kept = Retention::new(RetentionClass::LearnerRecord);
        kept.begin(RetentionEvent::LeftSchool, date(2020, 7, 31));
        kept.hold = Some("bezwaar".into());
        assert_eq!(kept.removable_from(), None);
    }
}
