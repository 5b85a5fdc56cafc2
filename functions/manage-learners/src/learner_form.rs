//! The fields of a learner, as in the form for a new one and in that for a change.

use domain::{
    access::{Action, Resource, Whereabouts},
    group::LEVELS,
    ids::LocationId,
    input::{Fault, Faults},
    learner::LearnerInput,
};
use serde::Serialize;
use web::{
    Desk, dates,
    faults::Told,
    ui::{Checkboxes, Choice, Field, Select, TextField, Width},
    words,
};

use crate::{location_name, t, words_for};

/// The fields of a learner.
#[derive(Serialize)]
pub struct LearnerFields {
    pub call_name: TextField,
    pub prefix: TextField,
    pub family_name: TextField,
    pub given_names: TextField,
    pub initials: TextField,
    pub birth_date: TextField,
    pub birth_uncertain: Checkboxes,
    pub year_level: Select,
    pub email: TextField,
    /// Only where there is something to choose.
    pub location: Option<Select>,
    pub enrolled_from: TextField,
}

/// The locations where the person at work may enrol learners.
pub fn locations(desk: &Desk) -> Vec<LocationId> {
    let may_enrol =
        |id: &LocationId| desk.may(Action::EnterLearners, &Resource::Learner(&Whereabouts::at(*id))).is_ok();
    desk.licence.location_ids().filter(may_enrol).collect()
}

/// A year level that may be left out.
///
/// # Errors
/// [`Fault::NotAChoice`].
pub fn level(typed: &str) -> Result<Option<String>, Fault> {
    match typed.trim() {
        "" => Ok(None),
        typed => LEVELS.contains(&typed).then(|| Some(typed.to_owned())).ok_or(Fault::NotAChoice),
    }
}

impl LearnerFields {
    /// The fields with what was typed and what is wrong.
    pub fn new(desk: &Desk, input: &LearnerInput, year_level: &str, faults: &Faults) -> Self {
        let (t, w, told) = (t(desk.locale()), words(desk.locale()), Told::new(faults, desk.locale()));
        let text = |name: &str, label: String, value: &str| {
            TextField::new(w, name, label).value(value).error(told.at(name)).autocomplete("off")
        };
        let name = &input.name;
        let levels = LEVELS.map(|level| (level.to_owned(), words_for::level(level, desk.locale())));
        let places = locations(desk);
        let location = Select::new(w, "location", t.location())
            .choices(places.iter().map(|id| (id.to_string(), location_name(desk, *id))));
        Self {
            call_name: text("call_name", t.call_name(), &name.call_name).width(Width::Twenty),
            prefix: text("prefix", t.prefix(), &name.prefix).hint(t.prefix_hint()).optional().width(Width::Ten),
            family_name: text("family_name", t.family_name(), &name.family_name).optional(),
            given_names: text("given_names", t.given_names(), &name.given_names).optional(),
            initials: text("initials", t.initials(), &name.initials).optional().width(Width::Ten),
            birth_date: text("birth_date", t.birth_date(), &shown(&input.birth_date))
                .hint(t.birth_date_hint())
                .optional()
                .width(Width::Ten),
            birth_uncertain: Checkboxes::new(w, "birth_uncertain", t.birth_uncertain_label())
                .choice(
                    Choice::new("on", t.birth_uncertain())
                        .hint(t.birth_uncertain_hint())
                        .chosen(!input.birth_uncertain.is_empty()),
                )
                .error(told.at("birth_uncertain")),
            year_level: Select::new(w, "year_level", t.year_level())
                .choices(levels)
                .value(year_level)
                .optional()
                .error(told.at("year_level")),
            email: text("email", t.learner_email(), &input.email).hint(t.learner_email_hint()).optional().email(),
            location: (places.len() > 1).then(|| location.value(&input.location).error(told.at("location"))),
            enrolled_from: text("enrolled_from", t.enrolled_from(), &shown(&input.enrolled_from))
                .hint(t.enrolled_from_hint())
                .optional()
                .width(Width::Ten),
        }
    }

    /// For the error summary, in the order of the page.
    pub fn all(&self) -> impl Iterator<Item = &dyn Field> {
        let first: [&dyn Field; 9] = [
            &self.call_name,
            &self.prefix,
            &self.family_name,
            &self.given_names,
            &self.initials,
            &self.birth_date,
            &self.birth_uncertain,
            &self.year_level,
            &self.email,
        ];
        first
            .into_iter()
            .chain(self.location.as_ref().map(|field| field as &dyn Field))
            .chain([&self.enrolled_from as &dyn Field])
    }
}

/// A date as people write it: `9-3-2014`; what is no date stays as typed.
pub fn shown(typed: &str) -> String {
    typed.trim().parse().map_or_else(|_| typed.to_owned(), dates::typed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_shown_as_people_write_it_and_a_mistake_stays_as_typed() {
        assert_eq!(shown("2014-03-09"), "9-3-2014");
        assert_eq!(shown("9 maart"), "9 maart");
    }

    #[test]
    fn a_year_level_that_does_not_exist_is_refused() {
        assert_eq!(level("5"), Ok(Some("5".into())));
        assert_eq!(level(" "), Ok(None));
        assert_eq!(level("9"), Err(Fault::NotAChoice));
    }
}
