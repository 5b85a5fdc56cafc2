//! Who must be asked on a day, and what to know about it.

use std::{fmt, str::FromStr};

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{
    carer::{Authority, KnownCarer, Relation, shared_addresses},
    ids::{CarerId, LearnerId},
    input::Fault,
    learner::Learner,
    licence::Country,
};

/// Who is asked; in forms and keys `carer-<id>` or `learner-<id>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Person {
    /// A carer.
    Carer(CarerId),
    /// The learner (1-05).
    Learner(LearnerId),
}

impl fmt::Display for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Carer(id) => write!(f, "carer-{id}"),
            Self::Learner(id) => write!(f, "learner-{id}"),
        }
    }
}

impl FromStr for Person {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        let (kind, id) = text.split_once('-').ok_or(Fault::NotAChoice)?;
        match kind {
            "carer" => id.parse().map(Self::Carer).map_err(|_| Fault::NotAChoice),
            "learner" => id.parse().map(Self::Learner).map_err(|_| Fault::NotAChoice),
            _ => Err(Fault::NotAChoice),
        }
    }
}

impl Serialize for Person {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Person {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(|_| de::Error::custom(format!("{text:?} is not a person")))
    }
}

impl JsonSchema for Person {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Person".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^(carer|learner)-[0-9a-f-]{36}$" })
    }
}

/// What is asked: never one answer for several purposes (6.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// To agree to the action part of the plan.
    ActionPart,
    /// To read the plan and say what one thinks of it.
    Viewing,
    /// To allow that the dossier goes to another school or organisation.
    Transfer,
}

/// From which age the learner decides instead of the carers. Sectors differ, so a licence can have its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AgeRules {
    /// On the action part of the plan.
    pub plan: i16,
    /// On viewing.
    pub viewing: i16,
    /// On a transfer.
    pub transfer: i16,
}

impl AgeRules {
    /// The ages of a country: 18 for a plan, 16 for viewing and transfer; 12 for all in Flanders.
    pub const fn standard(country: Country) -> Self {
        match country {
            Country::Netherlands => Self { plan: 18, viewing: 16, transfer: 16 },
            Country::Belgium => Self { plan: 12, viewing: 12, transfer: 12 },
        }
    }

    /// The age for a purpose.
    pub const fn of(self, purpose: Purpose) -> i16 {
        match purpose {
            Purpose::ActionPart => self.plan,
            Purpose::Viewing => self.viewing,
            Purpose::Transfer => self.transfer,
        }
    }
}

/// A person who is asked, as on that day: copied into the record, whatever changes later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Asked {
    /// Who.
    pub person: Person,
    /// The name.
    pub name: String,
    /// The address, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The carer's authority that day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority: Option<Authority>,
    /// What the carer is to the learner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relation: Option<Relation>,
    /// The learner's age that day, if the date of birth is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub learner_age: Option<i16>,
    /// The language to write in.
    pub language: String,
    /// Whether the school may write to this person.
    pub may_contact: bool,
}

/// Something the sender should know before asking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "warning", content = "of", rename_all = "kebab-case")]
pub enum Warning {
    /// This carer has no authority: viewing at most.
    NoAuthority(Person),
    /// It is not known whether this carer has authority: viewing at most.
    AuthorityUnknown(Person),
    /// These persons share one address: whoever opens it can answer for all (trap 14).
    SharedAddress(Vec<Person>),
    /// This person has no address: not through a link.
    NoAddress(Person),
    /// This person may not be contacted: not through a link.
    MayNotContact(Person),
    /// The date of birth is not known or not certain, so it is not certain who decides.
    AgeUncertain,
    /// Nobody can be asked.
    NobodyToAsk,
}

/// Who must be asked, who may read at most, and what to know about it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Needed {
    /// Who must be asked.
    pub asked: Vec<Asked>,
    /// Who may read at most: carers without authority, or of a learner who decides.
    pub viewing_at_most: Vec<Asked>,
    /// What the sender should know.
    pub warnings: Vec<Warning>,
}

impl Needed {
    /// The person among those who must be asked.
    pub fn asked(&self, person: Person) -> Option<&Asked> {
        self.asked.iter().find(|asked| asked.person == person)
    }

    /// Whether this person must be asked.
    pub fn is_asked(&self, person: Person) -> bool {
        self.asked(person).is_some()
    }
}

/// Who must be asked for a purpose on a day: carers with authority, or the learner from the age of the rules on.
pub fn needed(learner: &Learner, carers: &[KnownCarer], purpose: Purpose, rules: AgeRules, day: Date) -> Needed {
    let current: Vec<&KnownCarer> =
        carers.iter().filter(|known| known.tie.holds(day) && known.carer.retention.ended.is_none()).collect();
    let age = learner.age_on(day);
    let decides = age.is_some_and(|age| age >= rules.of(purpose));
    let mut needed = Needed::default();
    for known in &current {
        let asked = carer(known, age, day);
        match asked.authority {
            _ if decides => {}
            Some(Authority::No) => needed.warnings.push(Warning::NoAuthority(asked.person)),
            Some(Authority::Unknown) => needed.warnings.push(Warning::AuthorityUnknown(asked.person)),
            _ => {}
        }
        let is_asked = !decides && asked.authority == Some(Authority::Yes);
        if is_asked { needed.asked.push(asked) } else { needed.viewing_at_most.push(asked) }
    }
    if decides {
        needed.asked.push(of_learner(learner, age));
    }
    warn(&mut needed, learner, &current);
    needed
}

fn warn(needed: &mut Needed, learner: &Learner, carers: &[&KnownCarer]) {
    for asked in &needed.asked {
        if !asked.may_contact {
            needed.warnings.push(Warning::MayNotContact(asked.person));
        } else if asked.email.is_none() {
            needed.warnings.push(Warning::NoAddress(asked.person));
        }
    }
    let carers: Vec<KnownCarer> = carers.iter().map(|known| (*known).clone()).collect();
    needed.warnings.extend(
        shared_addresses(&carers)
            .into_iter()
            .map(|sharing| Warning::SharedAddress(sharing.into_iter().map(Person::Carer).collect())),
    );
    // A carer who opens the learner's mailbox could answer for the learner.
    let own = learner.email.as_ref();
    for known in carers.iter().filter(|known| own.is_some() && known.carer.email.as_ref() == own) {
        needed.warnings.push(Warning::SharedAddress(vec![Person::Learner(learner.id), Person::Carer(known.carer.id)]));
    }
    if learner.birth.is_none_or(|birth| birth.uncertain) {
        needed.warnings.push(Warning::AgeUncertain);
    }
    if needed.asked.is_empty() {
        needed.warnings.push(Warning::NobodyToAsk);
    }
}

fn carer(known: &KnownCarer, learner_age: Option<i16>, day: Date) -> Asked {
    Asked {
        person: Person::Carer(known.carer.id),
        name: known.carer.name.full(),
        email: known.carer.email.clone(),
        authority: Some(known.tie.authority_on(day)),
        relation: Some(known.tie.relation),
        learner_age,
        language: known.carer.language.clone(),
        may_contact: known.tie.may_contact,
    }
}

fn of_learner(learner: &Learner, learner_age: Option<i16>) -> Asked {
    Asked {
        person: Person::Learner(learner.id),
        name: learner.name.full(),
        email: learner.email.clone(),
        authority: None,
        relation: None,
        learner_age,
        language: "nl".into(),
        may_contact: true,
    }
}
