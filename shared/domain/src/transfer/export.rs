//! What must be there before a dossier can be handed over; each thing that is missing has its name.

use jiff::{Timestamp, civil::Date};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    author::Stamp,
    consent::{Asked, Consent, ConsentState, Person, Purpose, latest, past_date},
    dossier::{Dossier, DossierStatus},
    ids::DossierId,
    input::{Fault, Faults, optional_text, text},
    learner::Learner,
    licence::{Licence, LicenceKind, LicenceName},
};

/// That somebody has seen the dossier before it goes: in own words, and whether this person agrees with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Viewing {
    /// Of which dossier.
    pub dossier: DossierId,
    /// Who.
    pub person: Person,
    /// The name as it was then.
    pub name: String,
    /// When.
    pub date: Date,
    /// Whether this person agrees with it.
    pub agrees: bool,
    /// In own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// Who noted it, and when.
    pub noted: Stamp,
}

/// A viewing as typed into a form.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct ViewingInput {
    /// Who: `carer-<id>` or `learner-<id>`.
    pub person: String,
    /// When.
    pub date: String,
    /// `yes` or `no`.
    pub agrees: String,
    /// In own words; needed from who does not agree.
    pub words: String,
}

impl ViewingInput {
    /// The viewing, by one of these people.
    ///
    /// # Errors
    /// Every fault of the input.
    pub fn parse(&self, dossier: DossierId, people: &[Asked], today: Date, noted: &Stamp) -> Result<Viewing, Faults> {
        let mut faults = Faults::default();
        let person = faults.check("person", one_of(&self.person, people));
        let date = faults.check("date", past_date(&self.date, today));
        let agrees = faults.check(
            "agrees",
            match self.agrees.trim() {
                "yes" => Ok(true),
                "no" => Ok(false),
                "" => Err(Fault::Missing),
                _ => Err(Fault::NotAChoice),
            },
        );
        let words = faults.check("words", optional_text(&self.words, 5_000));
        if agrees == Some(false) && words == Some(None) {
            faults.add("words", Fault::ReasonNeeded);
        }
        let whole = person.zip(date).zip(agrees).zip(words).map(|(((asked, date), agrees), words)| Viewing {
            dossier,
            person: asked.person,
            name: asked.name.clone(),
            date,
            agrees,
            words,
            noted: noted.clone(),
        });
        faults.all(whole)
    }
}

/// That somebody allows the hand-over, given outside the product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Permission {
    /// Of which dossier.
    pub dossier: DossierId,
    /// To whom it may go.
    pub receiver: LicenceName,
    /// Who allows it.
    pub person: Person,
    /// The name as it was then.
    pub name: String,
    /// When.
    pub date: Date,
    /// How it was given.
    pub explanation: String,
    /// Who noted it, and when.
    pub noted: Stamp,
}

/// A permission as typed into a form.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct PermissionInput {
    /// Who: `carer-<id>` or `learner-<id>`.
    pub person: String,
    /// When.
    pub date: String,
    /// How it was given.
    pub explanation: String,
}

impl PermissionInput {
    /// The permission, by one of those who must be asked.
    ///
    /// # Errors
    /// Every fault of the input.
    pub fn parse(
        &self,
        dossier: DossierId,
        receiver: &LicenceName,
        people: &[Asked],
        today: Date,
        noted: &Stamp,
    ) -> Result<Permission, Faults> {
        let mut faults = Faults::default();
        let person = faults.check("person", one_of(&self.person, people));
        let date = faults.check("date", past_date(&self.date, today));
        let explanation = faults.check("explanation", text(&self.explanation, 2_000));
        let whole = person.zip(date).zip(explanation).map(|((asked, date), explanation)| Permission {
            dossier,
            receiver: receiver.clone(),
            person: asked.person,
            name: asked.name.clone(),
            date,
            explanation,
            noted: noted.clone(),
        });
        faults.all(whole)
    }
}

fn one_of<'a>(typed: &str, people: &'a [Asked]) -> Result<&'a Asked, Fault> {
    if typed.trim().is_empty() {
        return Err(Fault::Missing);
    }
    let person: Person = typed.trim().parse()?;
    people.iter().find(|asked| asked.person == person).ok_or(Fault::NotAChoice)
}

/// To whom a dossier goes, as typed into a form (1-14).
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct ExportInput {
    /// The licence name of the receiver.
    pub receiver: String,
}

impl ExportInput {
    /// The licence name, which is not the own one. Whether it exists is for the store to tell.
    ///
    /// # Errors
    /// Every fault of the input.
    pub fn parse(&self, own: &LicenceName) -> Result<LicenceName, Faults> {
        let name = LicenceName::parse(&self.receiver).map_err(|fault| Faults::one("receiver", fault))?;
        if name == *own { Err(Faults::one("receiver", Fault::OwnLicence)) } else { Ok(name) }
    }
}

/// What is on record about a dossier that is to go.
#[derive(Debug, Clone, Copy, Default)]
pub struct Evidence<'a> {
    /// Viewings noted by staff.
    pub viewings: &'a [Viewing],
    /// Permissions noted by staff.
    pub permissions: &'a [Permission],
    /// Requests through the product.
    pub consents: &'a [Consent],
}

/// Something that must be there before the dossier can go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "unmet", content = "of", rename_all = "kebab-case")]
pub enum ExportUnmet {
    /// It is not archived (1-12), or has gone already.
    NotArchived(DossierStatus),
    /// The learner has no date of birth: the receiver could not open the package.
    NoBirthDate,
    /// Nobody of carers and learner has seen it for the hand-over.
    NotViewed,
    /// Nobody allowed it to go to this receiver.
    NoPermission,
    /// Such a licence takes over no dossiers.
    ReceiverCannot,
    /// The receiver is not in use.
    ReceiverClosed,
}

/// Whether the receiver needs leave of carers or learner: secondary education and expert organisations.
pub const fn needs_permission(receiver: LicenceKind) -> bool {
    matches!(receiver, LicenceKind::SecondarySchool | LicenceKind::ExpertOrganisation)
}

/// What stands in the way of handing over; nothing when it can go. Without a receiver: what stands in the way of any.
pub fn unmet(
    dossier: &Dossier,
    learner: &Learner,
    evidence: &Evidence<'_>,
    receiver: Option<&Licence>,
    now: Timestamp,
) -> Vec<ExportUnmet> {
    let mut unmet = Vec::new();
    if dossier.status != DossierStatus::Archived {
        unmet.push(ExportUnmet::NotArchived(dossier.status));
    }
    if learner.birth.is_none() {
        unmet.push(ExportUnmet::NoBirthDate);
    }
    let answered = |purpose, states: &[ConsentState]| {
        latest(evidence.consents, purpose)
            .iter()
            .any(|consent| consent.dossier == dossier.id && states.contains(&consent.state(now)))
    };
    let viewed = evidence.viewings.iter().any(|viewing| viewing.dossier == dossier.id);
    if !viewed && !answered(Purpose::Viewing, &[ConsentState::Agreed, ConsentState::Refused]) {
        unmet.push(ExportUnmet::NotViewed);
    }
    let Some(receiver) = receiver else { return unmet };
    if !receiver.kind.is_school() && receiver.kind != LicenceKind::ExpertOrganisation {
        unmet.push(ExportUnmet::ReceiverCannot);
    }
    if receiver.status != crate::licence::LicenceStatus::Open {
        unmet.push(ExportUnmet::ReceiverClosed);
    }
    let allowed = evidence
        .permissions
        .iter()
        .any(|permission| permission.dossier == dossier.id && permission.receiver == receiver.name)
        || answered(Purpose::Transfer, &[ConsentState::Agreed]);
    let refused = answered(Purpose::Transfer, &[ConsentState::Refused, ConsentState::Revoked]);
    if needs_permission(receiver.kind) && (!allowed || refused) {
        unmet.push(ExportUnmet::NoPermission);
    }
    unmet
}
