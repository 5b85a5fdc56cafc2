//! The plan as its readers see it: exactly what was frozen, with labels in their language.

use domain::{
    steps::{FieldDef, FieldKind, Row, RowsOf, StepContent, StepDef, StepNumber, StepStatus, definition_of, goals},
    version::FrozenVersion,
};
use jiff::civil::Date;
use serde::Serialize;
use web::{Locale, dates, words};

use crate::t;

/// Words that people read in a minute, aloud in the head, in a text about their own child.
const WORDS_A_MINUTE: usize = 150;

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// Its number, for the address within the page.
    pub number: u8,
    /// What it is called.
    pub title: String,
    /// Said when the school put it aside, or wrote nothing in it.
    pub note: Option<String>,
    /// What is in it.
    pub parts: Vec<Part>,
}

/// A question with its answer, or a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// The question.
    pub label: String,
    /// The answer; empty for a list.
    pub text: String,
    /// The rows of a list.
    pub rows: Vec<Entry>,
}

/// A row of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// What it is about.
    pub title: String,
    /// Its answers.
    pub answers: Vec<(String, String)>,
}

/// A frozen version in a language.
pub struct Shown<'a> {
    version: &'a FrozenVersion,
    locale: Locale,
}

impl<'a> Shown<'a> {
    /// This version, in this language.
    pub const fn new(version: &'a FrozenVersion, locale: Locale) -> Self {
        Self { version, locale }
    }

    /// All its steps, in order.
    pub fn sections(&self) -> Vec<Section> {
        self.version
            .steps
            .iter()
            .map(|(number, step)| self.section(*number, step.status, step.definition_version, &step.content))
            .collect()
    }

    /// Minutes it takes to read, at least one.
    pub fn minutes(&self) -> usize {
        let words = |text: &str| text.split_whitespace().count();
        let of_part = |part: &Part| {
            words(&part.label)
                + words(&part.text)
                + part
                    .rows
                    .iter()
                    .flat_map(|row| &row.answers)
                    .map(|(label, text)| words(label) + words(text))
                    .sum::<usize>()
        };
        let all: usize = self.sections().iter().flat_map(|section| &section.parts).map(of_part).sum();
        all.div_ceil(WORDS_A_MINUTE).max(1)
    }

    /// A text of the catalogue that the definition names; an unknown one shows its own name rather than nothing.
    fn named(&self, name: &str) -> String {
        web::t(self.locale)
            .named(name)
            .unwrap_or_else(|| name.rsplit("-field-").next().unwrap_or(name).replace('-', " "))
    }

    fn section(&self, number: StepNumber, status: StepStatus, version: u16, content: &StepContent) -> Section {
        let parts = match definition_of(number, version) {
            Some(definition) => self.parts(definition, content),
            None => self.raw(number, content),
        };
        let note = match status {
            StepStatus::NotApplicable => Some(self.named("status-not-applicable")),
            _ => parts.is_empty().then(|| words(self.locale).not_filled_in.clone()),
        };
        Section { number: number.get(), title: self.named(&format!("step-{number}-title")), note, parts }
    }

    fn parts(&self, definition: &StepDef, content: &StepContent) -> Vec<Part> {
        let number = definition.number;
        let filled = definition.fields.iter().filter(|field| content.has(field.id));
        filled
            .map(|field| {
                let label = self.named(&format!("step-{number}-field-{}", field.id));
                match field.kind.rows() {
                    Some(rows) => {
                        let row = |(place, row): (usize, &Row)| {
                            self.entry(&format!("step-{number}-field-{}", field.id), rows.of, rows.fields, place, row)
                        };
                        Part { label, text: String::new(), rows: (1..).zip(content.rows(field.id)).map(row).collect() }
                    }
                    None => Part {
                        label,
                        text: self.answer(field, content.text(field.id).unwrap_or_default()),
                        rows: Vec::new(),
                    },
                }
            })
            .collect()
    }

    /// Content of a definition that is not known any more: everything is shown, under the names it has.
    fn raw(&self, number: StepNumber, content: &StepContent) -> Vec<Part> {
        let parts = content.values().map(|(id, _)| {
            let row = |(place, row): (usize, &Row)| Entry {
                title: place.to_string(),
                answers: row.fields.iter().map(|(label, text)| (label.replace('-', " "), text.clone())).collect(),
            };
            let rows = (1..).zip(content.rows(id)).map(row).collect();
            Part {
                label: self.named(&format!("step-{number}-field-{id}")),
                text: content.text(id).unwrap_or_default().into(),
                rows,
            }
        });
        parts.collect()
    }

    fn entry(&self, list: &str, of: RowsOf, fields: &[FieldDef], place: usize, row: &Row) -> Entry {
        let answers = fields.iter().filter_map(|field| {
            row.text(field.id).map(|text| (self.named(&format!("{list}-{}", field.id)), self.answer(field, text)))
        });
        Entry { title: self.title(list, of, place, row), answers: answers.collect() }
    }

    fn title(&self, list: &str, of: RowsOf, place: usize, row: &Row) -> String {
        let id = row.id.as_deref().unwrap_or_default();
        match of {
            RowsOf::PerDomain => {
                let own =
                    self.version.domains.iter().find(|domain| domain.id == id).and_then(|domain| domain.name.clone());
                own.unwrap_or_else(|| self.named(&format!("domain-{id}")))
            }
            RowsOf::PerGoal => {
                let goal =
                    goals(self.version.content(StepNumber::GOALS)).into_iter().find(|goal| goal.id.to_string() == id);
                goal.map_or_else(|| t(self.locale).goal(place.to_string()), |goal| goal.text)
            }
            RowsOf::Goals => t(self.locale).goal(place.to_string()),
            RowsOf::Free => format!("{} {place}", self.named(&list.replacen("-field-", "-row-", 1))),
        }
    }

    fn answer(&self, field: &FieldDef, text: &str) -> String {
        match &field.kind {
            FieldKind::Date => text.parse::<Date>().map_or_else(|_| text.into(), |day| dates::day(day, self.locale)),
            // Names in the catalogue are lower case, year levels such as `S` are not.
            FieldKind::Choice(_) => self.named(&format!("choice-{}-{}", field.id, text.to_lowercase())),
            FieldKind::Flag => t(self.locale).yes(),
            FieldKind::Staff => text
                .parse()
                .ok()
                .and_then(|id| self.version.staff.get(&id).cloned())
                .unwrap_or_else(|| t(self.locale).staff_unknown()),
            FieldKind::Text | FieldKind::LongText | FieldKind::Rows(_) => text.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use domain::{
        dossier::Level,
        steps::{Context, Form, definition, standard_domains},
        version::FrozenStep,
    };

    use super::*;

    const GOAL: &str = "00000000-0000-0000-0000-000000000001";
    const STAFF: &str = "00000000-0000-0000-0000-000000000005";

    fn step(number: StepNumber, pairs: &[(&str, &str)]) -> (StepNumber, FrozenStep) {
        let context = Context {
            goals: vec![GOAL.parse().unwrap()],
            staff: vec![STAFF.parse().unwrap()],
            domains: standard_domains(),
            ..Context::default()
        };
        let content =
            StepContent::parse(definition(number), &context, &Form::from_pairs(pairs.iter().copied()), &mut || {
                "00000000-0000-0000-0000-000000000099".parse().unwrap()
            })
            .unwrap();
        (number, FrozenStep { definition_version: 1, status: StepStatus::Finished, content })
    }

    fn version() -> FrozenVersion {
        let steps = BTreeMap::from([
            step(StepNumber::FACTS, &[("contact-person", STAFF), ("reason", "Rekenen gaat moeizaam")]),
            step(StepNumber::PROFILE, &[("domain-1-id", "mathematics"), ("domain-1-picture", "Telt op de vingers")]),
            step(
                StepNumber::GOALS,
                &[("goal-1-id", GOAL), ("goal-1-text", "Tafels tot tien"), ("goal-1-term", "interim")],
            ),
            step(
                StepNumber::PLAN,
                &[
                    ("plan-1-id", GOAL),
                    ("plan-1-approach", "Elke dag oefenen"),
                    ("plan-1-evaluation-date", "4-12-2026"),
                    ("deviates", "no"),
                ],
            ),
        ]);
        FrozenVersion {
            dossier: format!("{0}.{0}", "00000000000000000000000000000001").parse().unwrap(),
            level: Level::Light,
            cycle: 1,
            learner: "Noor van der Ven".into(),
            call_name: "Noor".into(),
            school: "De Wilg".into(),
            domains: standard_domains(),
            steps,
            staff: BTreeMap::from([(STAFF.parse().unwrap(), "Jet Juf".into())]),
        }
    }

    fn find<'a>(sections: &'a [Section], number: u8, label: &str) -> &'a Part {
        let section = sections.iter().find(|section| section.number == number).unwrap();
        section
            .parts
            .iter()
            .find(|part| part.label == label)
            .unwrap_or_else(|| panic!("{label} in {:?}", section.parts))
    }

    #[test]
    fn the_plan_is_shown_with_words_for_everything_that_was_filled_in() {
        // 1-04, 2-33
        let version = version();
        let sections = Shown::new(&version, Locale::Nl).sections();
        assert_eq!(sections.iter().map(|section| section.number).collect::<Vec<_>>(), [1, 4, 7, 8]);
        assert_eq!(find(&sections, 1, "Contactpersoon").text, "Jet Juf");
        assert_eq!(find(&sections, 4, "Domeinen").rows[0].title, "Rekenen");
        let plan = &find(&sections, 8, "Aanpak per doel").rows[0];
        assert_eq!(plan.title, "Tafels tot tien");
        assert_eq!(
            plan.answers,
            [
                ("Aanpak".to_owned(), "Elke dag oefenen".to_owned()),
                ("Evaluatiedatum".to_owned(), "4 december 2026".to_owned())
            ]
        );
    }

    #[test]
    fn content_of_a_definition_that_is_gone_is_still_shown_whole() {
        let mut version = version();
        version.steps.get_mut(&StepNumber::FACTS).unwrap().definition_version = 99;
        let sections = Shown::new(&version, Locale::Nl).sections();
        assert_eq!(find(&sections, 1, "Reden").text, "Rekenen gaat moeizaam");
    }

    #[test]
    fn reading_takes_a_minute_at_least() {
        let mut long = version();
        assert_eq!(Shown::new(&long, Locale::Nl).minutes(), 1);
        let text = "woord ".repeat(320);
        long.steps.extend([step(StepNumber::PICTURE, &[("summary", text.as_str())])]);
        assert_eq!(Shown::new(&long, Locale::Nl).minutes(), 3);
    }

    #[test]
    fn every_label_and_choice_of_steps_1_to_8_has_words_in_both_languages() {
        for locale in Locale::ALL {
            for number in StepNumber::in_plan() {
                let mut names = vec![format!("step-{number}-title")];
                for field in definition(number).fields {
                    names.push(format!("step-{number}-field-{}", field.id));
                    let nested = field.kind.rows().map(|rows| rows.fields).unwrap_or_default();
                    names.extend(nested.iter().map(|inner| format!("step-{number}-field-{}-{}", field.id, inner.id)));
                    for with_choice in nested.iter().chain([field]) {
                        if let FieldKind::Choice(options) = with_choice.kind {
                            names.extend(
                                options
                                    .iter()
                                    .map(|option| format!("choice-{}-{}", with_choice.id, option.to_lowercase())),
                            );
                        }
                    }
                }
                for name in names {
                    assert!(web::t(locale).named(&name).is_some(), "{name} in {locale:?}");
                }
            }
        }
    }
}
