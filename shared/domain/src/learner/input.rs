//! A learner as typed into a form.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Birth, Learner};
use crate::{
    ids::LocationId,
    input::{Fault, Faults, email, optional_date},
    licence::chosen_location,
    name::{NameInput, PersonName},
};

/// The oldest date of birth that is taken for one: nobody at school is older than this.
pub const EARLIEST_BIRTH: Date = Date::constant(1920, 1, 1);

/// A learner as typed into a form.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct LearnerInput {
    /// The name.
    #[serde(flatten)]
    pub name: NameInput,
    /// Date of birth, if it is known.
    pub birth_date: String,
    /// `on` when the date of birth is an estimate.
    pub birth_uncertain: String,
    /// The learner's own e-mail address.
    pub email: String,
    /// The location's id; may be left out where there is only one.
    pub location: String,
    /// First day at this location; today when left out.
    pub enrolled_from: String,
}

/// A checked learner who is not there yet, or a change of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLearner {
    /// The name.
    pub name: PersonName,
    /// The date of birth.
    pub birth: Option<Birth>,
    /// The learner's own address.
    pub email: Option<String>,
    /// Where enrolled.
    pub location: LocationId,
    /// Since when.
    pub from: Date,
}

impl LearnerInput {
    /// The form of a learner as known today.
    pub fn of(learner: &Learner, today: Date) -> Self {
        let enrolment = learner
            .enrolments
            .iter()
            .rev()
            .find(|enrolment| enrolment.period.holds(today))
            .or(learner.enrolments.last());
        Self {
            name: learner.name.to_input(),
            birth_date: learner.birth.map(|birth| birth.date.to_string()).unwrap_or_default(),
            birth_uncertain: if learner.birth.is_some_and(|birth| birth.uncertain) {
                "on".into()
            } else {
                String::new()
            },
            email: learner.email.clone().unwrap_or_default(),
            location: enrolment.map(|enrolment| enrolment.location.to_string()).unwrap_or_default(),
            enrolled_from: enrolment.map(|enrolment| enrolment.period.from.to_string()).unwrap_or_default(),
        }
    }

    /// Checks what was typed.
    ///
    /// # Errors
    /// Every fault of the input.
    pub fn parse(&self, locations: &[LocationId], today: Date) -> Result<NewLearner, Faults> {
        let mut faults = Faults::default();
        let name = PersonName::parse(&self.name, false, &mut faults);
        let birth = faults.check("birth_date", birth(&self.birth_date, today));
        let uncertain = !self.birth_uncertain.is_empty();
        if uncertain && self.birth_date.trim().is_empty() {
            faults.add("birth_uncertain", Fault::Contradiction);
        }
        let email =
            faults.check("email", if self.email.trim().is_empty() { Ok(None) } else { email(&self.email).map(Some) });
        let location = faults.check("location", chosen_location(locations, &self.location));
        let from = faults.check("enrolled_from", optional_date(&self.enrolled_from)).map(|from| from.unwrap_or(today));
        let whole =
            name.zip(birth).zip(email).zip(location).zip(from).map(|((((name, birth), email), location), from)| {
                NewLearner { name, birth: birth.map(|date| Birth { date, uncertain }), email, location, from }
            });
        faults.all(whole)
    }
}

fn birth(typed: &str, today: Date) -> Result<Option<Date>, Fault> {
    match optional_date(typed)? {
        Some(date) if date > today => Err(Fault::TooLate { last: today }),
        Some(date) if date < EARLIEST_BIRTH => Err(Fault::TooEarly { first: EARLIEST_BIRTH }),
        date => Ok(date),
    }
}
