//! A carer: an entity of its own, tied to one or more learners.

mod input;
mod row;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use input::{CarerInput, NewCarer};
pub use row::CarerRow;

use crate::{
    calendar::Period,
    ids::{CarerId, LearnerId},
    name::PersonName,
    retention::{Retention, RetentionClass},
};

/// Languages that a carer can be written to in; the rest are mailed in Dutch.
pub const LANGUAGES: [&str; 2] = ["nl", "en"];

/// A postal address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PostalAddress {
    /// Street and number.
    pub street: String,
    /// Postal code.
    pub postcode: String,
    /// Town.
    pub town: String,
    /// Kept from everybody but the school's coordinator; never travels (1-13).
    #[serde(default)]
    pub secret: bool,
}

/// A telephone number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Phone {
    /// The number as typed.
    pub number: String,
    /// Kept from everybody but the school's coordinator; never travels (1-13).
    #[serde(default)]
    pub secret: bool,
}

/// What somebody is to a learner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// Mother.
    Mother,
    /// Father.
    Father,
    /// Parent, not further told.
    Parent,
    /// Guardian appointed by a court.
    Guardian,
    /// Foster parent.
    Foster,
    /// Somebody else who cares for the learner.
    Other,
}

impl Relation {
    /// All relations, in the order they are offered.
    pub const ALL: [Self; 6] = [Self::Mother, Self::Father, Self::Parent, Self::Guardian, Self::Foster, Self::Other];

    /// Its name in forms and in the catalogue.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mother => "mother",
            Self::Father => "father",
            Self::Parent => "parent",
            Self::Guardian => "guardian",
            Self::Foster => "foster",
            Self::Other => "other",
        }
    }
}

/// Parental authority over a learner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Authority {
    /// Has it: is asked for consent.
    Yes,
    /// Has it not.
    No,
    /// Not known: treated as *no* until somebody finds out.
    Unknown,
}

impl Authority {
    /// All answers, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Yes, Self::No, Self::Unknown];

    /// Its name in forms and in the catalogue.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unknown => "unknown",
        }
    }
}

/// Authority during some time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AuthorityPeriod {
    /// Which.
    pub authority: Authority,
    /// When.
    #[serde(flatten)]
    pub period: Period,
}

/// What a carer is to one learner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Tie {
    /// The learner.
    pub learner: LearnerId,
    /// The carer.
    pub carer: CarerId,
    /// What the carer is to the learner.
    pub relation: Relation,
    /// Parental authority, with its dates; the newest last.
    pub authority: Vec<AuthorityPeriod>,
    /// Whether the school may contact this carer about this learner.
    pub may_contact: bool,
    /// The first day on which the tie no longer holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Date>,
}

impl Tie {
    /// The authority on a day; unknown where nothing was noted.
    pub fn authority_on(&self, day: Date) -> Authority {
        self.authority
            .iter()
            .rev()
            .find(|noted| noted.period.holds(day))
            .map_or(Authority::Unknown, |noted| noted.authority)
    }

    /// Whether it holds on a day.
    pub fn holds(&self, day: Date) -> bool {
        self.ended.is_none_or(|ended| day < ended)
    }

    /// Takes over what was typed. Another authority begins on its day, the one before ends; history stays.
    pub fn change(&mut self, new: &NewCarer) {
        self.relation = new.relation;
        self.may_contact = new.may_contact;
        if self.authority.last().is_some_and(|last| last.authority == new.authority) {
            return;
        }
        for noted in self.authority.iter_mut().filter(|noted| noted.period.holds(new.authority_from)) {
            noted.period.end_before(new.authority_from);
        }
        self.authority.retain(|noted| noted.period.to.is_none_or(|to| noted.period.from <= to));
        self.authority.push(AuthorityPeriod { authority: new.authority, period: Period::since(new.authority_from) });
    }

    /// Ends at once: `day` is the first day without it.
    pub fn end(&mut self, day: Date) {
        self.ended = Some(self.ended.map_or(day, |ended| ended.min(day)));
    }
}

/// A parent or other carer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Carer {
    /// The id.
    pub id: CarerId,
    /// The name.
    pub name: PersonName,
    /// The address for links, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Postal addresses.
    #[serde(default)]
    pub addresses: Vec<PostalAddress>,
    /// Telephone numbers.
    #[serde(default)]
    pub phones: Vec<Phone>,
    /// The language in which mails and pages begin.
    pub language: String,
    /// How long it is kept.
    pub retention: Retention,
}

impl Carer {
    /// A carer as typed.
    pub fn new(id: CarerId, new: &NewCarer) -> Self {
        let mut carer = Self {
            id,
            name: new.name.clone(),
            email: None,
            addresses: Vec::new(),
            phones: Vec::new(),
            language: String::new(),
            retention: Retention::new(RetentionClass::LearnerRecord),
        };
        carer.change(new);
        carer
    }

    /// Takes over what was typed: the first address and number; others are kept.
    pub fn change(&mut self, new: &NewCarer) {
        self.name.clone_from(&new.name);
        self.email.clone_from(&new.email);
        self.language.clone_from(&new.language);
        replace_first(&mut self.addresses, new.address.clone());
        replace_first(&mut self.phones, new.phone.clone());
    }
}

fn replace_first<T>(known: &mut Vec<T>, new: Option<T>) {
    if !known.is_empty() {
        known.remove(0);
    }
    if let Some(new) = new {
        known.insert(0, new);
    }
}

/// A carer together with what the carer is to one learner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct KnownCarer {
    /// The carer.
    pub carer: Carer,
    /// The tie to the learner.
    pub tie: Tie,
}

/// Carers that share an e-mail address: whoever opens the mailbox can answer for all of them (trap 14).
pub fn shared_addresses(carers: &[KnownCarer]) -> Vec<Vec<CarerId>> {
    let mut by_address = std::collections::BTreeMap::<&str, Vec<CarerId>>::new();
    for known in carers {
        if let Some(email) = &known.carer.email {
            by_address.entry(email).or_default().push(known.carer.id);
        }
    }
    by_address.into_values().filter(|sharing| sharing.len() > 1).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::{input::Fault, name::NameInput};

    const TODAY: Date = Date::constant(2026, 11, 22);

    fn typed() -> CarerInput {
        CarerInput {
            name: NameInput { call_name: "Anna".into(), family_name: "Ven".into(), ..NameInput::default() },
            email: "anna@ouder.example".into(),
            relation: "mother".into(),
            authority: "yes".into(),
            may_contact: "yes".into(),
            ..CarerInput::default()
        }
    }

    fn known(number: u128, input: &CarerInput) -> KnownCarer {
        let new = input.parse(TODAY).unwrap();
        let carer = Carer::new(CarerId::new(Uuid::from_u128(number)), &new);
        KnownCarer { tie: new.tie(LearnerId::new(Uuid::from_u128(1)), carer.id), carer }
    }

    #[test]
    fn all_faults_of_a_carer_are_told_at_once() {
        let faults =
            CarerInput { email: "anna".into(), town: "Duin".into(), ..CarerInput::default() }.parse(TODAY).unwrap_err();
        for field in ["call_name", "family_name", "relation", "authority", "may_contact", "street", "postcode"] {
            assert_eq!(faults.at(field), Some(&Fault::Missing), "{field}");
        }
        assert_eq!(faults.at("email"), Some(&Fault::NotAnAddress));
    }

    #[test]
    fn a_carer_may_have_no_address_at_all() {
        let carer = known(1, &CarerInput { email: String::new(), ..typed() }).carer;
        assert_eq!((carer.email, carer.addresses.len(), carer.language.as_str()), (None, 0, "nl"));
    }

    #[test]
    fn authority_has_dates_and_keeps_its_history() {
        let mut tie = known(1, &typed()).tie;
        let lost = CarerInput { authority: "no".into(), authority_from: "1-12-2026".into(), ..typed() };
        tie.change(&lost.parse(TODAY).unwrap());
        assert_eq!(tie.authority_on(date(2026, 11, 30)), Authority::Yes);
        assert_eq!(tie.authority_on(date(2026, 12, 1)), Authority::No);
        assert_eq!(tie.authority_on(date(2020, 1, 1)), Authority::Unknown);
    }

    #[test]
    fn two_carers_with_one_address_are_noticed() {
        // trap 14
        let other = CarerInput {
            name: NameInput { call_name: "Bas".into(), family_name: "Ven".into(), ..NameInput::default() },
            email: "ANNA@ouder.example".into(),
            ..typed()
        };
        let carers = [
            known(1, &typed()),
            known(2, &other),
            known(3, &CarerInput { email: "c@ouder.example".into(), ..typed() }),
        ];
        assert_eq!(shared_addresses(&carers), [vec![carers[0].carer.id, carers[1].carer.id]]);
    }

    #[test]
    fn an_ended_tie_holds_no_more() {
        let mut tie = known(1, &typed()).tie;
        tie.end(TODAY);
        assert!(tie.holds(date(2026, 11, 21)) && !tie.holds(TODAY));
    }
}
