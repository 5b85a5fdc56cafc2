//! The licences that a person can work in now.

use domain::{
    hub::Means,
    identity::{Identity, Service},
    ids::LicenceId,
    licence::{Licence, LicenceStatus, OtherLicence},
    staff::{StaffMember, StaffStatus},
};
use jiff::civil::Date;
use store::{App, Entity, keys};

use crate::{posted::Draft, problem::Problem};

/// A licence that a person can work in.
#[derive(Debug, Clone)]
pub struct Offer {
    /// Where and as whom.
    pub service: Service,
    /// The licence.
    pub licence: Licence,
    /// The person there.
    pub member: StaffMember,
    /// What was being typed there when a session ended.
    pub draft: Option<Draft>,
}

/// Licences one person can choose from. Three items each are read, and a batch holds 100.
const MOST: usize = 33;

/// The licences that a person serves now, read in one round trip: those that are suspended or where the person was removed are not among them (3-26).
///
/// # Errors
/// When the database does not answer.
pub async fn of(app: &App, identity: &Identity) -> Result<Vec<Offer>, Problem> {
    let services = identity.services.get(..identity.services.len().min(MOST)).unwrap_or_default();
    let keys: Vec<_> = services
        .iter()
        .flat_map(|service| {
            [
                Licence::key(service.licence, &()),
                StaffMember::key(service.licence, &service.staff),
                keys::draft(service.licence, service.staff),
            ]
        })
        .collect();
    let mut found = app.store.batch(&keys).await?;
    let mut offers = Vec::new();
    for service in services {
        let licence =
            found.take::<Licence>(&Licence::key(service.licence, &()), Licence::ENTITY)?.map(|stored| stored.value);
        let member = found
            .take::<StaffMember>(&StaffMember::key(service.licence, &service.staff), StaffMember::ENTITY)?
            .map(|stored| stored.value);
        let draft = found
            .take::<Draft>(&keys::draft(service.licence, service.staff), "draft")?
            .map(|stored| stored.value)
            .filter(|draft| draft.is_fresh(app.now()));
        let (Some(licence), Some(member)) = (licence, member) else { continue };
        if is_open(&licence, &member, identity) {
            offers.push(Offer { service: *service, licence, member, draft });
        }
    }
    offers.sort_by(|a, b| a.licence.display_name.cmp(&b.licence.display_name));
    Ok(offers)
}

fn is_open(licence: &Licence, member: &StaffMember, identity: &Identity) -> bool {
    licence.status == LicenceStatus::Open
        && member.status == StaffStatus::Active
        && member.identity == Some(identity.id)
}

/// The offer of a licence.
pub fn find(offers: &[Offer], licence: LicenceId) -> Option<&Offer> {
    offers.iter().find(|offer| offer.service.licence == licence)
}

impl Offer {
    /// Whether it may be entered by who proved himself with this.
    pub fn admits(&self, means: Means, today: Date) -> bool {
        self.licence.admits(means, self.member.administers(today))
    }
}

/// The licences to change to from this one.
pub fn beside(offers: &[Offer], service: Service) -> Vec<OtherLicence> {
    let others = offers.iter().map(|offer| &offer.licence).filter(|licence| licence.id != service.licence);
    others.map(|licence| OtherLicence { id: licence.id, display_name: licence.display_name.clone() }).collect()
}

/// What nobody should make a password of: the person's names, address, schools and places.
pub fn own_words<'a>(identity: &'a Identity, offers: &'a [Offer]) -> Vec<&'a str> {
    let mut words = vec![identity.email.as_str()];
    for offer in offers {
        words.extend(offer.member.name.parts());
        words.extend([offer.licence.display_name.as_str(), offer.licence.place.as_str(), offer.licence.name.as_str()]);
    }
    words
}
