//! The fields of a carer, as in the form for a new one and in that for a change.

use domain::{
    carer::{Authority, CarerInput, LANGUAGES, Relation},
    input::Faults,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{
    Desk, Locale,
    faults::Told,
    ui::{Checkboxes, Choice, Field, Radios, Select, TextField, Width},
    words,
};

use crate::{learner_form::shown, t, words_for};

/// A carer as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "CarerForm")]
pub struct Input {
    /// The carer and what the carer is to the learner.
    #[serde(flatten)]
    pub carer: CarerInput,
    /// When the same person may be known already: that carer's id, or `new`.
    pub existing: String,
    /// The version of the carer that was read.
    pub version: String,
    /// The version of the tie that was read.
    pub tie_version: String,
}

/// The fields of a carer.
#[derive(Serialize)]
pub struct CarerFields {
    pub call_name: TextField,
    pub prefix: TextField,
    pub family_name: TextField,
    pub initials: TextField,
    pub relation: Select,
    pub authority: Radios,
    pub authority_from: TextField,
    pub may_contact: Radios,
    pub email: TextField,
    pub phone: TextField,
    pub phone_secret: Checkboxes,
    pub street: TextField,
    pub postcode: TextField,
    pub town: TextField,
    pub address_secret: Checkboxes,
    pub language: Radios,
}

impl CarerFields {
    /// The fields with what was typed and what is wrong.
    pub fn new(desk: &Desk, input: &CarerInput, faults: &Faults) -> Self {
        let locale = desk.locale();
        let (t, w, told) = (t(locale), words(locale), Told::new(faults, locale));
        let text = |name: &str, label: String, value: &str| {
            TextField::new(w, name, label).value(value).error(told.at(name)).autocomplete("off")
        };
        let tick = |name: &str, label: String, value: &str| {
            Checkboxes::new(w, name, label)
                .choice(Choice::new("on", t.secret()).hint(t.secret_hint()).chosen(!value.is_empty()))
        };
        let language = if input.language.is_empty() { "nl" } else { &input.language };
        let languages = LANGUAGES.map(|code| (code, Locale::parse(code).map_or(code, Locale::own_name)));
        Self {
            call_name: text("call_name", t.call_name(), &input.name.call_name).width(Width::Twenty),
            prefix: text("prefix", t.prefix(), &input.name.prefix).hint(t.prefix_hint()).optional().width(Width::Ten),
            family_name: text("family_name", t.family_name(), &input.name.family_name),
            initials: text("initials", t.initials(), &input.name.initials).optional().width(Width::Ten),
            relation: Select::new(w, "relation", t.relation())
                .choices(Relation::ALL.map(|all| (all.as_str(), words_for::relation(all, locale))))
                .value(&input.relation)
                .error(told.at("relation")),
            authority: Radios::new(w, "authority", t.authority())
                .hint(t.authority_hint())
                .choices(Authority::ALL.map(|all| (all.as_str(), words_for::authority(all, locale))))
                .value(&input.authority)
                .error(told.at("authority")),
            authority_from: text("authority_from", t.authority_from(), &shown(&input.authority_from))
                .hint(t.authority_from_hint())
                .optional()
                .width(Width::Ten),
            may_contact: Radios::new(w, "may_contact", t.may_contact_question())
                .choices([("yes", t.yes()), ("no", t.no())])
                .value(&input.may_contact)
                .inline()
                .error(told.at("may_contact")),
            email: text("email", t.carer_email(), &input.email).hint(t.carer_email_hint()).optional().email(),
            phone: text("phone", t.phone(), &input.phone).optional().telephone().width(Width::Twenty),
            phone_secret: tick("phone_secret", t.phone_secret(), &input.phone_secret),
            street: text("street", t.street(), &input.street).optional(),
            postcode: text("postcode", t.postcode(), &input.postcode).optional().width(Width::Ten),
            town: text("town", t.town(), &input.town).optional().width(Width::Twenty),
            address_secret: tick("address_secret", t.address_secret(), &input.address_secret),
            language: Radios::new(w, "language", t.language())
                .hint(t.language_hint())
                .choices(languages)
                .value(language)
                .inline()
                .error(told.at("language")),
        }
    }

    /// For the error summary, in the order of the page.
    pub fn all(&self) -> [&dyn Field; 16] {
        [
            &self.call_name,
            &self.prefix,
            &self.family_name,
            &self.initials,
            &self.relation,
            &self.authority,
            &self.authority_from,
            &self.may_contact,
            &self.email,
            &self.phone,
            &self.phone_secret,
            &self.street,
            &self.postcode,
            &self.town,
            &self.address_secret,
            &self.language,
        ]
    }
}

/// Label, own text and present text of each field, for a stale save.
pub fn differences(desk: &Desk, m: &CarerInput, n: &CarerInput) -> Vec<(String, String, String)> {
    let (t, locale) = (t(desk.locale()), desk.locale());
    let tick = |typed: &str| words_for::yes_no(!typed.is_empty(), locale);
    let relation = |typed: &str| {
        Relation::ALL
            .into_iter()
            .find(|all| all.as_str() == typed)
            .map(|all| words_for::relation(all, locale))
            .unwrap_or_default()
    };
    let authority = |typed: &str| {
        Authority::ALL
            .into_iter()
            .find(|all| all.as_str() == typed)
            .map(|all| words_for::authority(all, locale))
            .unwrap_or_default()
    };
    vec![
        (t.call_name(), m.name.call_name.clone(), n.name.call_name.clone()),
        (t.prefix(), m.name.prefix.clone(), n.name.prefix.clone()),
        (t.family_name(), m.name.family_name.clone(), n.name.family_name.clone()),
        (t.initials(), m.name.initials.clone(), n.name.initials.clone()),
        (t.relation(), relation(&m.relation), relation(&n.relation)),
        (t.authority(), authority(&m.authority), authority(&n.authority)),
        (
            t.may_contact_question(),
            words_for::yes_no(m.may_contact == "yes", locale),
            words_for::yes_no(n.may_contact == "yes", locale),
        ),
        (t.carer_email(), m.email.to_lowercase(), n.email.clone()),
        (t.phone(), m.phone.clone(), n.phone.clone()),
        (t.phone_secret(), tick(&m.phone_secret), tick(&n.phone_secret)),
        (t.street(), m.street.clone(), n.street.clone()),
        (t.postcode(), m.postcode.clone(), n.postcode.clone()),
        (t.town(), m.town.clone(), n.town.clone()),
        (t.address_secret(), tick(&m.address_secret), tick(&n.address_secret)),
        (t.language(), m.language.clone(), n.language.clone()),
    ]
}
