//! A carer as typed into a form, together with the tie to one learner.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Authority, AuthorityPeriod, KnownCarer, LANGUAGES, Phone, PostalAddress, Relation, Tie};
use crate::{
    calendar::Period,
    ids::{CarerId, LearnerId},
    input::{Fault, Faults, email, optional_date, optional_text, text},
    name::{NameInput, PersonName},
};

/// A carer as typed into a form.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct CarerInput {
    /// The name.
    #[serde(flatten)]
    pub name: NameInput,
    /// The address for links; may be left out.
    pub email: String,
    /// Telephone number.
    pub phone: String,
    /// `on` when the number is secret.
    pub phone_secret: String,
    /// Street and number.
    pub street: String,
    /// Postal code.
    pub postcode: String,
    /// Town.
    pub town: String,
    /// `on` when the address is secret.
    pub address_secret: String,
    /// `nl` or `en`.
    pub language: String,
    /// What the carer is to the learner, such as `mother`.
    pub relation: String,
    /// `yes`, `no` or `unknown`.
    pub authority: String,
    /// Since when that is so; today when left out.
    pub authority_from: String,
    /// `yes` or `no`.
    pub may_contact: String,
}

/// A checked carer and the tie to a learner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCarer {
    /// The name.
    pub name: PersonName,
    /// The address for links.
    pub email: Option<String>,
    /// The telephone number.
    pub phone: Option<Phone>,
    /// The postal address.
    pub address: Option<PostalAddress>,
    /// The language.
    pub language: String,
    /// What the carer is to the learner.
    pub relation: Relation,
    /// Parental authority.
    pub authority: Authority,
    /// Since when.
    pub authority_from: Date,
    /// Whether the school may contact this carer.
    pub may_contact: bool,
}

impl CarerInput {
    /// The form of a carer as known.
    pub fn of(known: &KnownCarer, today: Date) -> Self {
        let KnownCarer { carer, tie } = known;
        let (address, phone) = (carer.addresses.first(), carer.phones.first());
        let tick = |on: bool| if on { "on".to_owned() } else { String::new() };
        let current = tie.authority.iter().rev().find(|noted| noted.period.holds(today));
        Self {
            name: carer.name.to_input(),
            email: carer.email.clone().unwrap_or_default(),
            phone: phone.map(|phone| phone.number.clone()).unwrap_or_default(),
            phone_secret: tick(phone.is_some_and(|phone| phone.secret)),
            street: address.map(|address| address.street.clone()).unwrap_or_default(),
            postcode: address.map(|address| address.postcode.clone()).unwrap_or_default(),
            town: address.map(|address| address.town.clone()).unwrap_or_default(),
            address_secret: tick(address.is_some_and(|address| address.secret)),
            language: carer.language.clone(),
            relation: tie.relation.as_str().into(),
            authority: tie.authority_on(today).as_str().into(),
            authority_from: current.map(|noted| noted.period.from.to_string()).unwrap_or_default(),
            may_contact: if tie.may_contact { "yes".into() } else { "no".into() },
        }
    }

    /// Checks what was typed.
    ///
    /// # Errors
    /// Every fault of the input.
    pub fn parse(&self, today: Date) -> Result<NewCarer, Faults> {
        let mut faults = Faults::default();
        let name = PersonName::parse(&self.name, true, &mut faults);
        let email =
            faults.check("email", if self.email.trim().is_empty() { Ok(None) } else { email(&self.email).map(Some) });
        let phone = faults.check("phone", optional_text(&self.phone, 30));
        let address = self.address(&mut faults);
        let language = if self.language.trim().is_empty() { "nl" } else { self.language.trim() };
        let language =
            faults.check("language", choice(language, |typed| LANGUAGES.into_iter().find(|known| *known == typed)));
        let relation = faults.check(
            "relation",
            choice(&self.relation, |typed| Relation::ALL.into_iter().find(|known| known.as_str() == typed)),
        );
        let authority = faults.check(
            "authority",
            choice(&self.authority, |typed| Authority::ALL.into_iter().find(|known| known.as_str() == typed)),
        );
        let from =
            faults.check("authority_from", optional_date(&self.authority_from)).map(|from| from.unwrap_or(today));
        let may_contact = faults.check(
            "may_contact",
            choice(&self.may_contact, |typed| {
                [("yes", true), ("no", false)].into_iter().find(|known| known.0 == typed).map(|known| known.1)
            }),
        );
        let contact = name.zip(email).zip(phone).zip(address).zip(language);
        let tie = relation.zip(authority).zip(from).zip(may_contact);
        faults.all(contact.zip(tie).map(
            |(
                ((((name, email), phone), address), language),
                (((relation, authority), authority_from), may_contact),
            )| NewCarer {
                name,
                email,
                phone: phone.map(|number| Phone { number, secret: !self.phone_secret.is_empty() }),
                address,
                language: language.into(),
                relation,
                authority,
                authority_from,
                may_contact,
            },
        ))
    }

    /// The address: all of it or nothing.
    fn address(&self, faults: &mut Faults) -> Option<Option<PostalAddress>> {
        if [&self.street, &self.postcode, &self.town].iter().all(|part| part.trim().is_empty()) {
            return Some(None);
        }
        let street = faults.check("street", text(&self.street, 120));
        let postcode = faults.check("postcode", text(&self.postcode, 12));
        let town = faults.check("town", text(&self.town, 80));
        let secret = !self.address_secret.is_empty();
        street
            .zip(postcode)
            .zip(town)
            .map(|((street, postcode), town)| Some(PostalAddress { street, postcode, town, secret }))
    }
}

fn choice<T>(typed: &str, find: impl Fn(&str) -> Option<T>) -> Result<T, Fault> {
    match typed.trim() {
        "" => Err(Fault::Missing),
        typed => find(typed).ok_or(Fault::NotAChoice),
    }
}

impl NewCarer {
    /// The tie between this carer and a learner.
    pub fn tie(&self, learner: LearnerId, carer: CarerId) -> Tie {
        let authority = vec![AuthorityPeriod { authority: self.authority, period: Period::since(self.authority_from) }];
        Tie { learner, carer, relation: self.relation, authority, may_contact: self.may_contact, ended: None }
    }
}
