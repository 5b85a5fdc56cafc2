//! Opens a licence: the licence, its first administrator, his activation link and the mail that brings it. Invoked by the operator; has no route.

use domain::{
    access::Scope,
    hash::Hash,
    ids::{LicenceId, LocationId, StaffId},
    input::{Fault, Faults},
    licence::{Licence, OpenLicence},
    name::NameInput,
    staff::{GrantInput, NewStaff, Places, Role, StaffInput, StaffMember, StaffRow},
};
use serde::{Deserialize, Serialize};
use store::{
    App, Conflict, Once, StoreError,
    audit::{Entry, Who},
    keys,
};
use warrant::Warrant;

/// Why somebody has the first role of a licence (4-12): kept beside it, in the language of both countries.
const FIRST: &str = "Eerste beheerder";

/// A licence that was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// The licence.
    pub licence: LicenceId,
    /// Its first administrator, invited.
    pub staff: StaffId,
}

/// Why no licence was opened.
#[derive(Debug, thiserror::Error)]
pub enum NotOpened {
    /// What was given is not right; every fault with its field.
    #[error("not opened, nothing was changed: {}", serde_json::to_string(.0).unwrap_or_default())]
    Refused(#[from] Faults),
    /// What is kept cannot be reached.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Opens a licence and invites its first administrator. The same order again, after a lost answer, gives the answer of then.
///
/// # Errors
/// [`NotOpened::Refused`] with all faults; a name that is or ever was in use is one.
pub async fn open(app: &App, input: OpenLicence) -> Result<Opened, NotOpened> {
    let ids: Vec<LocationId> = input.locations.iter().map(|_| app.id()).collect::<Result<_, _>>()?;
    let mut ids = ids.into_iter();
    let fallback: LocationId = app.id()?;
    let (licence, administrator) = parse(&input, app.id()?, || ids.next().unwrap_or(fallback))?;

    let mut member = StaffMember::invited(app.id()?, administrator, None, app.today());
    let invitation = app.new_invitation(licence.id, member.id).await?;
    member.invite(&invitation.link, true, None);

    let opened = Opened { licence: licence.id, staff: member.id };
    let scope = Scope::warranted(licence.id, Warrant::verified());
    let done = app
        .store
        .licence(&scope)
        .change(Some(once(&licence, &input)?))
        .open_licence(&licence)
        .create(&member)
        .row(&StaffRow::of(&member))
        .claim_staff_address(licence.id, &member.email, member.id)
        .invite(&invitation)
        .audit(
            &Entry::new(licence.id, format!("STAFF#{}", member.id), "opened-licence", Who::platform("open-licence"))
                .with("name", &licence.name),
        )
        .commit(json(&opened)?)
        .await;
    match done {
        Ok(done) => serde_json::from_str(&done.to).map_err(|error| corrupt(&error).into()),
        Err(StoreError::Conflict(Conflict::Taken("licence name") | Conflict::OtherInput)) => {
            Err(Faults::one("name", Fault::NameInUse).into())
        }
        Err(error) => Err(error.into()),
    }
}

/// The licence and its first administrator, or every fault of both; those of the administrator are named `administrator.<field>`.
fn parse(
    input: &OpenLicence,
    id: LicenceId,
    location_id: impl FnMut() -> LocationId,
) -> Result<(Licence, NewStaff), Faults> {
    let first = &input.administrator;
    let name = NameInput {
        call_name: first.call_name.clone(),
        prefix: first.prefix.clone(),
        family_name: first.family_name.clone(),
        ..NameInput::default()
    };
    let administrator = StaffInput {
        name,
        email: first.email.clone(),
        grant: GrantInput { role: Role::Administrator.as_str().into(), reason: FIRST.into(), ..GrantInput::default() },
    };
    match (input.licence(id, location_id), administrator.parse(&Places::default())) {
        (Ok(licence), Ok(administrator)) => Ok((licence, administrator)),
        (licence, administrator) => {
            let mut faults = licence.err().unwrap_or_default();
            for at in administrator.err().unwrap_or_default().0 {
                faults.add(format!("administrator.{}", at.field), at.fault);
            }
            Err(faults)
        }
    }
}

/// The name is the key: one order can be carried out for it, ever.
fn once(licence: &Licence, input: &OpenLicence) -> Result<Once, StoreError> {
    Ok(Once { key: keys::once("operator", licence.name.as_str()), input: Hash::of(json(input)?) })
}

fn json(value: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| corrupt(&error))
}

fn corrupt(error: &serde_json::Error) -> StoreError {
    StoreError::Corrupt { entity: "licence order", cause: format!("column {}", error.column()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(changes: &[(&str, &str)]) -> OpenLicence {
        let mut order: serde_json::Value =
            serde_json::from_str(include_str!("../../../events/open-licence/school.json")).unwrap();
        for (pointer, value) in changes {
            *order.pointer_mut(pointer).unwrap() = (*value).into();
        }
        serde_json::from_value(order).unwrap()
    }

    fn parsed(order: &OpenLicence) -> Result<(Licence, NewStaff), Faults> {
        let id = "00000000-0000-0000-0000-000000000001";
        parse(order, id.parse().unwrap(), || id.parse().unwrap())
    }

    #[test]
    fn an_order_gives_a_licence_and_its_first_administrator() {
        // 0-16
        let (licence, administrator) = parsed(&order(&[])).unwrap();
        assert_eq!((licence.name.as_str(), licence.locations.len()), ("DEWILG", 2));
        assert_eq!((administrator.grant.role, administrator.grant.location), (Role::Administrator, None));
        assert!(!administrator.grant.reason.is_empty(), "a role without a reason is given to nobody (4-12)");
    }

    #[test]
    fn every_fault_of_licence_and_administrator_is_told_at_once() {
        let wrong = order(&[
            ("/name", "?"),
            ("/contact", "nobody"),
            ("/administrator/email", "nobody"),
            ("/administrator/family_name", ""),
        ]);
        let faults = parsed(&wrong).unwrap_err();
        let fields: Vec<_> = faults.0.iter().map(|at| at.field.as_str()).collect();
        assert_eq!(fields, ["name", "contact", "administrator.family_name", "administrator.email"]);
        assert!(NotOpened::from(faults).to_string().contains(r#"{"field":"contact","code":"not-an-address"}"#));
    }
}
