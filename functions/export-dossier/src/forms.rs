//! The forms for what must be on record.

use askama::Template;
use domain::{consent::Asked, input::Faults, transfer::ExportInput};
use serde::Serialize;
use web::{
    Desk, Problem,
    faults::Told,
    ui::{Button, Field, Hidden, Radios, TextArea, TextField, Width},
    words,
};

use crate::{act::TransferForm, t};

/// The form in which one thing is noted.
#[derive(Template, Serialize)]
#[template(path = "note.html")]
pub(crate) struct NoteForm {
    heading: String,
    text: String,
    action: String,
    #[serde(skip)]
    hidden: Vec<Hidden>,
    person: Radios,
    date: TextField,
    agrees: Option<Radios>,
    words: TextArea,
    #[serde(skip)]
    button: Button,
}

/// What makes one note differ from another.
struct Kind<'a> {
    act: &'static str,
    heading: String,
    text: String,
    /// The field for words: its name, its label, its hint, and what was typed.
    words: (&'static str, String, String, &'a str),
    button: Button,
}

impl NoteForm {
    /// That somebody has seen the dossier.
    pub(crate) fn viewing(
        desk: &Desk,
        action: String,
        people: &[Asked],
        typed: &TransferForm,
        faults: &Faults,
    ) -> Result<Self, Problem> {
        let locale = desk.locale();
        let (t, told) = (t(locale), Told::new(faults, locale));
        let kind = Kind {
            act: "viewing",
            heading: t.viewing_heading(),
            text: t.viewing_text(),
            words: ("words", t.own_words(), t.own_words_hint(), &typed.words),
            button: Button::new(t.viewing_save()).secondary(),
        };
        let agrees = Radios::new(words(locale), "agrees", t.agrees())
            .choices([("yes", t.agrees_yes()), ("no", t.agrees_no())])
            .value(&typed.agrees)
            .error(told.at("agrees"));
        Ok(Self { agrees: Some(agrees), ..Self::of(desk, action, kind, people, typed, faults)? })
    }

    /// That somebody allows it to go.
    pub(crate) fn permission(
        desk: &Desk,
        action: String,
        people: &[Asked],
        typed: &TransferForm,
        faults: &Faults,
    ) -> Result<Self, Problem> {
        let t = t(desk.locale());
        let kind = Kind {
            act: "permission",
            heading: t.permission_heading(),
            text: t.permission_text(),
            words: ("explanation", t.explanation(), t.explanation_hint(), &typed.explanation),
            button: Button::new(t.permission_save()),
        };
        Self::of(desk, action, kind, people, typed, faults)
    }

    fn of(
        desk: &Desk,
        action: String,
        kind: Kind<'_>,
        people: &[Asked],
        typed: &TransferForm,
        faults: &Faults,
    ) -> Result<Self, Problem> {
        let locale = desk.locale();
        let (t, w, told) = (t(locale), words(locale), Told::new(faults, locale));
        let people = people.iter().map(|asked| (asked.person.to_string(), asked.name.clone()));
        let (field, label, hint, typed_words) = kind.words;
        Ok(Self {
            heading: kind.heading,
            text: kind.text,
            action,
            hidden: vec![desk.once()?, Hidden::new("act", kind.act), Hidden::new("receiver", &*typed.receiver)],
            person: Radios::new(w, "person", t.person()).choices(people).value(&typed.person).error(told.at("person")),
            date: TextField::new(w, "date", t.date())
                .hint(t.date_hint())
                .width(Width::Ten)
                .autocomplete("off")
                .value(&*typed.date)
                .error(told.at("date")),
            agrees: None,
            words: TextArea::new(w, field, label).hint(hint).rows(4).value(typed_words).error(told.at(field)),
            button: kind.button,
        })
    }

    /// For the error summary.
    pub(crate) fn fields(&self) -> Vec<&dyn Field> {
        let mut fields: Vec<&dyn Field> = vec![&self.person, &self.date];
        fields.extend(self.agrees.iter().map(|agrees| agrees as &dyn Field));
        fields.push(&self.words);
        fields
    }
}

/// The form that asks for the receiver.
#[derive(Template, Serialize)]
#[template(path = "receiver.html")]
pub(crate) struct ReceiverForm {
    heading: String,
    action: String,
    #[serde(skip)]
    hidden: Vec<Hidden>,
    pub receiver: TextField,
    #[serde(skip)]
    button: Button,
}

impl ReceiverForm {
    pub(crate) fn new(desk: &Desk, action: String, typed: &TransferForm, faults: &Faults) -> Result<Self, Problem> {
        let locale = desk.locale();
        let (t, told) = (t(locale), Told::new(faults, locale));
        let receiver = TextField::new(words(locale), "receiver", t.receiver())
            .hint(t.receiver_hint())
            .width(Width::Twenty)
            .autocomplete("off");
        Ok(Self {
            heading: t.receiver_heading(),
            action,
            hidden: vec![desk.once()?, Hidden::new("act", "check")],
            receiver: receiver.value(&*typed.receiver).error(told.at("receiver")),
            button: Button::new(t.to_check()),
        })
    }
}

impl TransferForm {
    pub(crate) fn receiver(&self) -> ExportInput {
        ExportInput { receiver: self.receiver.clone() }
    }
}
