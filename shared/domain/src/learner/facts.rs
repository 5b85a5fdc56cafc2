//! What is known of a learner per school year: year level, school type, contact person.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    ids::StaffId,
    steps::{Form, StepContent},
};

/// Kinds of schools that a learner can be at.
pub const SCHOOL_TYPES: [&str; 9] =
    ["primary", "special-primary", "special", "practical", "vmbo", "havo", "vwo", "secondary", "special-secondary"];

/// Where a fact comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// From the pupil administration.
    Import,
    /// Filled in here; wins (2-16, 2-17).
    Hand,
}

/// A fact and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Sourced<T> {
    /// The fact.
    pub value: T,
    /// Where it comes from.
    pub source: Source,
}

impl<T> Sourced<T> {
    /// Filled in by hand.
    pub const fn by_hand(value: T) -> Self {
        Self { value, source: Source::Hand }
    }

    /// Read from an import.
    pub const fn imported(value: T) -> Self {
        Self { value, source: Source::Import }
    }
}

/// What is known of a learner in one school year.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct YearFacts {
    /// The year level, one of [`crate::group::LEVELS`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year_level: Option<Sourced<String>>,
    /// The school type, one of [`SCHOOL_TYPES`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub school_type: Option<Sourced<String>>,
    /// The contact person; never from an import (2-16).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Sourced<StaffId>>,
}

impl YearFacts {
    /// What somebody filled in in step 1: kept for the learner, for later cycles (2-18).
    pub fn of_step(facts: &StepContent) -> Self {
        let text = |field: &str| facts.text(field).map(|text| Sourced::by_hand(text.to_owned()));
        let contact = facts.text("contact-person").and_then(|id| id.parse().ok()).map(Sourced::by_hand);
        Self { year_level: text("year-level"), school_type: text("school-type"), contact }
    }

    /// What step 1 begins with, where nobody wrote in it yet.
    pub fn to_form(&self) -> Form {
        let text = |fact: &Option<Sourced<String>>| fact.as_ref().map(|fact| fact.value.clone()).unwrap_or_default();
        let contact = self.contact.as_ref().map(|contact| contact.value.to_string()).unwrap_or_default();
        let mut form = Form::default();
        form.set("contact-person", contact);
        form.set("year-level", text(&self.year_level));
        form.set("school-type", text(&self.school_type));
        form
    }

    /// Takes over what is newer: an import never replaces what was filled in by hand, nor a contact person at all.
    pub fn merge(&mut self, newer: Self) {
        take(&mut self.year_level, newer.year_level);
        take(&mut self.school_type, newer.school_type);
        take(&mut self.contact, newer.contact.filter(|contact| contact.source == Source::Hand));
    }

    /// Fills what is not known from the year before. A year level is not carried over: it changes each year.
    pub fn carry_over(&mut self, before: &Self) {
        if self.school_type.is_none() {
            self.school_type.clone_from(&before.school_type);
        }
        if self.contact.is_none() {
            self.contact.clone_from(&before.contact);
        }
    }
}

fn take<T>(known: &mut Option<Sourced<T>>, newer: Option<Sourced<T>>) {
    if let Some(newer) = newer
        && known.as_ref().is_none_or(|known| known.source <= newer.source)
    {
        *known = Some(newer);
    }
}
