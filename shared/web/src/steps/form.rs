//! The form of a step, made from its definition: fields, lists with rows, and what is wrong with them.

use askama::Template;
use domain::{
    input::{Fault, Faults},
    steps::{Context, FieldDef, FieldKind, Form, Required, Rows, RowsOf, StepNumber},
};
use texts::Locale;

use super::{Refers, add_row, choice, hint, label};
use crate::{
    faults::{Wrong, words as fault_words},
    t,
    ui::{Button, Checkboxes, Choice, DateField, Hidden, Html, Radios, Select, TextArea, TextField, Words},
    words,
};

/// A choice with more options than this is a list that folds out.
const MOST_RADIOS: usize = 5;

/// What the form is made from.
pub struct Maker<'a> {
    /// Which step.
    pub step: StepNumber,
    /// The language.
    pub locale: Locale,
    /// What stands in the fields.
    pub form: &'a Form,
    /// What is wrong with them.
    pub faults: &'a Faults,
    /// What rows and choices depend on.
    pub context: &'a Context,
    /// Staff who can be chosen, with their names.
    pub staff: &'a [(String, String)],
    /// What rows refer to.
    pub refers: Refers<'a>,
}

/// A part of the form: a field, or a list under its heading.
pub enum Block {
    /// One field, with those that hang on its answer.
    Single(Html),
    /// A list.
    List(Box<List>),
}

/// A list with its rows.
pub struct List {
    heading: String,
    hint: Option<String>,
    rows: Vec<ListRow>,
    /// Why there are no rows.
    none: Option<String>,
    add: Option<Button>,
}

struct ListRow {
    id: String,
    heading: String,
    fields: Vec<Html>,
}

/// All parts of the form.
#[derive(Template)]
#[template(path = "steps/form.html")]
pub struct Blocks {
    blocks: Vec<Block>,
}

/// One input in the making.
struct Input<'a> {
    def: &'a FieldDef,
    name: String,
    /// The label's name in the catalogue, after `step-<n>-field-`.
    label: String,
    /// What the row is about, for a message that is read apart from it.
    row: Option<String>,
    /// Whether it stands in a row: a smaller place.
    inside: bool,
}

impl<'a> Maker<'a> {
    /// The form, and what is wrong in the order of the page.
    pub fn make(&self) -> (Blocks, Vec<Wrong>) {
        let definition = domain::steps::definition(self.step);
        let mut wrong = Vec::new();
        let mut blocks = Vec::new();
        for field in definition.fields {
            // A field that hangs on an answer stands under that answer.
            if self.hangs_on(definition.fields, field).is_some() {
                continue;
            }
            blocks.push(match &field.kind {
                FieldKind::Rows(rows) => Block::List(Box::new(self.list(field, rows, &mut wrong))),
                _ => Block::Single(self.single(definition.fields, field, &mut wrong)),
            });
        }
        (Blocks { blocks }, wrong)
    }

    fn hangs_on(&self, fields: &'a [FieldDef], field: &FieldDef) -> Option<(&'a FieldDef, &'static str)> {
        let Required::When(on, answer) = field.required else { return None };
        let on = fields.iter().find(|other| other.id == on)?;
        matches!(on.kind, FieldKind::Choice(options) if options.len() <= MOST_RADIOS).then_some((on, answer))
    }

    fn single(&self, fields: &'a [FieldDef], field: &'a FieldDef, wrong: &mut Vec<Wrong>) -> Html {
        let input = Input { def: field, name: field.id.into(), label: field.id.into(), row: None, inside: false };
        self.note(&input, wrong);
        let hanging: Vec<(&'static str, Html)> = fields
            .iter()
            .filter_map(|other| {
                let (_, answer) = self.hangs_on(fields, other).filter(|(on, _)| on.id == field.id)?;
                let below =
                    Input { def: other, name: other.id.into(), label: other.id.into(), row: None, inside: true };
                self.note(&below, wrong);
                Some((answer, self.input(&below, &[])))
            })
            .collect();
        self.input(&input, &hanging)
    }

    fn list(&self, field: &'a FieldDef, rows: &'a Rows, wrong: &mut Vec<Wrong>) -> List {
        let shown: Vec<_> = self
            .rows(field.id, rows)
            .into_iter()
            .map(|(number, id)| self.row(field.id, rows, number, &id, wrong))
            .collect();
        let full = self.form.rows(field.id).len() >= rows.max;
        let add = (!rows.of.is_fixed() && !full).then(|| {
            Button::new(add_row(self.step, field.id, self.locale)).secondary().named("act", format!("add-{}", field.id))
        });
        List {
            heading: label(self.step, field.id, self.locale),
            hint: hint(self.step, field.id, self.locale),
            none: shown.is_empty().then(|| t(self.locale).no_goals()),
            rows: shown,
            add,
        }
    }

    /// The rows to show: number and id. Those that the dossier decides are all there; otherwise there is one at least.
    fn rows(&self, list: &str, rows: &Rows) -> Vec<(usize, String)> {
        let mut shown: Vec<_> = self
            .form
            .rows(list)
            .into_iter()
            .map(|number| (number, self.form.row(list, number, "id").to_owned()))
            .collect();
        for id in rows.of.fixed_ids(self.context) {
            if !shown.iter().any(|(_, known)| *known == id) {
                shown.push((shown.iter().map(|(number, _)| *number).max().unwrap_or_default() + 1, id));
            }
        }
        if shown.is_empty() && !rows.of.is_fixed() {
            shown.push((1, String::new()));
        }
        shown
    }

    fn row(&self, list: &str, rows: &'a Rows, number: usize, id: &str, wrong: &mut Vec<Wrong>) -> ListRow {
        let heading = self.refers.row_heading(self.step, list, rows.of, number, Some(id), self.locale);
        let mut fields: Vec<Html> = Vec::new();
        if rows.of != RowsOf::Free {
            fields.push(Html::of(Hidden::new(format!("{list}-{number}-id"), id)));
        }
        for (index, def) in rows.fields.iter().enumerate() {
            let input = Input {
                def,
                name: format!("{list}-{number}-{}", def.id),
                label: format!("{list}-{}", def.id),
                row: Some(heading.clone()),
                inside: true,
            };
            let whole = self
                .faults
                .at(&format!("{list}-{number}-id"))
                .filter(|_| index == 0 && self.faults.at(&input.name).is_none());
            // What is wrong with the row as a whole is told at its first field.
            wrong.extend(whole.map(|fault| Wrong {
                name: input.name.clone(),
                message: t(self.locale).field_at_row(fault_words(fault, self.locale), &heading),
            }));
            self.note(&input, wrong);
            fields.push(self.input(&input, &[]));
        }
        ListRow { id: format!("{list}-{number}"), heading, fields }
    }

    fn note(&self, input: &Input<'_>, wrong: &mut Vec<Wrong>) {
        wrong.extend(self.fault(input).map(|message| Wrong { name: input.name.clone(), message }));
    }

    /// What is wrong with a field, in words that are clear apart from it too.
    fn fault(&self, input: &Input<'_>) -> Option<String> {
        let (t, fault) = (t(self.locale), self.faults.at(&input.name)?);
        let name = label(self.step, &input.label, self.locale);
        let label = input.row.as_ref().map_or(name.clone(), |row| t.field_in_row(row, name));
        let is_choice = matches!(input.def.kind, FieldKind::Choice(_) | FieldKind::Staff);
        let is_there = !self.form.get(&input.name).trim().is_empty();
        Some(match fault {
            // Something that is there and yet missing is an answer that does not fit.
            Fault::Missing if is_there => t.field_at_row(fault_words(&Fault::NotAChoice, self.locale), label),
            Fault::Missing if is_choice => t.field_choose(label),
            Fault::Missing => t.field_fill_in(label),
            fault => t.field_at_row(fault_words(fault, self.locale), label),
        })
    }

    fn input(&self, input: &Input<'_>, hanging: &[(&'static str, Html)]) -> Html {
        let (w, value, error) = (words(self.locale), self.form.get(&input.name), self.fault(input));
        let (label, hint) = (label(self.step, &input.label, self.locale), hint(self.step, &input.label, self.locale));
        let optional = input.def.required == Required::No;
        macro_rules! dressed {
            ($field:expr) => {{
                let mut field = $field.error(error);
                if let Some(hint) = hint {
                    field = field.hint(hint);
                }
                Html::of(if optional { field.optional() } else { field })
            }};
        }
        match &input.def.kind {
            FieldKind::Text => dressed!(TextField::new(w, &input.name, label).value(value).autocomplete("off")),
            FieldKind::LongText => {
                dressed!(TextArea::new(w, &input.name, label).value(value).rows(if input.inside { 4 } else { 8 }))
            }
            FieldKind::Date => {
                let [day, month, year] = self.form.date_parts(&input.name);
                dressed!(DateField::new(w, &input.name, label).value(day, month, year))
            }
            FieldKind::Flag => {
                Html::of(flag(w, &input.name, t(self.locale).field_or_tick(), label, value).error(error))
            }
            FieldKind::Staff => {
                dressed!(Select::new(w, &input.name, label).choices(self.staff.iter().cloned()).value(value))
            }
            FieldKind::Choice(options) => {
                let labels = options.iter().map(|option| (*option, choice(input.def.id, option, self.locale)));
                if options.len() > MOST_RADIOS {
                    return dressed!(Select::new(w, &input.name, label).choices(labels).value(value));
                }
                let below = |option: &str| {
                    hanging
                        .iter()
                        .filter(|(on, _)| *on == option)
                        .fold(Html::default(), |all, (_, html)| all.and(html.clone()))
                };
                let choices = labels.map(|(option, label)| {
                    let below = below(option);
                    let choice = Choice::new(option, label);
                    if below.as_str().is_empty() { choice } else { choice.reveals(below) }
                });
                dressed!(choices.fold(Radios::new(w, &input.name, label), Radios::choice).value(value))
            }
            FieldKind::Rows(_) => Html::default(),
        }
    }
}

fn flag(w: Words, name: &str, question: String, label: String, value: &str) -> Checkboxes {
    Checkboxes::new(w, name, question).choice(Choice::new("on", label).chosen(!value.trim().is_empty()))
}
