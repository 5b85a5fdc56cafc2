//! How consent is got of a person: through a link, elsewhere, or not at all (1-35 to 1-39).

use jiff::{ToSpan, civil::Date};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Asked, Needed, Person};
use crate::{
    fold::mentions,
    input::{Fault, Faults, date, optional_text, text},
    name::PersonName,
    steps::Form,
};

/// How consent is got of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "route", rename_all = "kebab-case")]
pub enum Route {
    /// A: by a link that is mailed (1-36).
    ThroughLink {
        /// The last day on which it is good.
        ends: Date,
        /// The subject of the mail; without one the catalogue's safe one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        subject: Option<String>,
    },
    /// B: it was got outside the product (1-37).
    Elsewhere {
        /// When.
        date: Date,
        /// How it was got and recorded.
        explanation: String,
    },
    /// C: it was not got (1-38).
    NotObtained {
        /// Why not.
        reason: String,
    },
}

/// The route of one person as typed into a form.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RouteInput {
    /// Whose: `carer-<id>` or `learner-<id>`.
    pub person: String,
    /// `through-link`, `elsewhere` or `not-obtained`.
    pub route: String,
    /// The last day on which the link is good.
    pub ends: String,
    /// The subject of the mail; may be left out.
    pub subject: String,
    /// When consent was given elsewhere.
    pub date: String,
    /// How it was got elsewhere.
    pub explanation: String,
    /// Why it was not got.
    pub reason: String,
}

impl RouteInput {
    /// The route of row `number` of a form: `consent-1-route` and so on.
    pub fn of_row(form: &Form, number: usize) -> Self {
        let get = |field| form.row("consent", number, field).to_owned();
        Self {
            person: get("person"),
            route: get("route"),
            ends: get("ends"),
            subject: get("subject"),
            date: get("date"),
            explanation: get("explanation"),
            reason: get("reason"),
        }
    }

    /// Checks what was typed. Only the fields of the chosen route are looked at. Faults are noted under `prefix` + field.
    pub fn parse(
        &self,
        prefix: &str,
        asked: &Asked,
        learner: &PersonName,
        today: Date,
        faults: &mut Faults,
    ) -> Option<Route> {
        let at = |field: &str| format!("{prefix}{field}");
        match self.route.trim() {
            "through-link" => {
                if !asked.may_contact {
                    faults.add(at("route"), Fault::Contradiction);
                } else if asked.email.is_none() {
                    faults.add(at("route"), Fault::NotAnAddress);
                }
                let ends = faults.check(&at("ends"), end_date(&self.ends, today));
                let subject = faults.check(&at("subject"), subject(&self.subject, learner));
                ends.zip(subject).map(|(ends, subject)| Route::ThroughLink { ends, subject })
            }
            "elsewhere" => {
                let date = faults.check(&at("date"), past_date(&self.date, today));
                let explanation = faults.check(&at("explanation"), text(&self.explanation, 2_000));
                date.zip(explanation).map(|(date, explanation)| Route::Elsewhere { date, explanation })
            }
            "not-obtained" => {
                let reason = text(&self.reason, 2_000)
                    .map_err(|fault| if fault == Fault::Missing { Fault::ReasonNeeded } else { fault });
                faults.check(&at("reason"), reason).map(|reason| Route::NotObtained { reason })
            }
            "" => faults.check(&at("route"), Err(Fault::Missing)),
            _ => faults.check(&at("route"), Err(Fault::NotAChoice)),
        }
    }
}

/// The routes in a form with rows `consent-1-person`, `consent-1-route` and so on. A row without a route is left out:
/// finishing the plan tells who has none.
///
/// # Errors
/// Every fault of the input; a person who need not be asked is one, and so is one who is there twice.
pub fn parse_routes(
    form: &Form,
    needed: &Needed,
    learner: &PersonName,
    today: Date,
) -> Result<Vec<(Person, Route)>, Faults> {
    let mut faults = Faults::default();
    let mut routes: Vec<(Person, Route)> = Vec::new();
    for number in form.rows("consent") {
        let input = RouteInput::of_row(form, number);
        let prefix = format!("consent-{number}-");
        let person: Option<&Asked> = input.person.parse().ok().and_then(|person| needed.asked(person));
        let Some(asked) = person else {
            faults.add(format!("{prefix}person"), Fault::NotAChoice);
            continue;
        };
        if routes.iter().any(|(person, _)| *person == asked.person) {
            faults.add(format!("{prefix}person"), Fault::Double);
        } else if !input.route.trim().is_empty()
            && let Some(route) = input.parse(&prefix, asked, learner, today, &mut faults)
        {
            routes.push((asked.person, route));
        }
    }
    faults.none().map(|()| routes)
}

/// The last day of a link: today or later, at most a year from now; the day itself is included.
pub(super) fn end_date(typed: &str, today: Date) -> Result<Date, Fault> {
    let ends = date(typed)?;
    let last = today.checked_add(1.year()).unwrap_or(today);
    match ends {
        ends if ends < today => Err(Fault::TooEarly { first: today }),
        ends if ends > last => Err(Fault::TooLate { last }),
        ends => Ok(ends),
    }
}

/// A day that is not in the future.
pub(crate) fn past_date(typed: &str, today: Date) -> Result<Date, Fault> {
    let day = date(typed)?;
    if day > today { Err(Fault::TooLate { last: today }) } else { Ok(day) }
}

/// A subject of one line without the learner's name in it (1-62).
fn subject(typed: &str, learner: &PersonName) -> Result<Option<String>, Fault> {
    let one_line = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let subject = optional_text(&one_line, 120)?;
    // Also each of several given names; words of two letters are more often a word than a name.
    let words = || learner.parts().flat_map(|part| part.split(' ')).filter(|word| word.chars().count() > 2);
    let names_learner =
        subject.as_ref().is_some_and(|subject| learner.parts().chain(words()).any(|part| mentions(subject, part)));
    if names_learner { Err(Fault::NamesLearner) } else { Ok(subject) }
}
