//! What comes after proof of who somebody is.

use domain::{identity::Service, ids::LicenceId};
use store::tickets::Stage;

use crate::offers::{self, Offer};

/// The stage that follows, with the licence where it is clear; `None` when there is nothing to work in.
/// `chosen` is the licence that was asked for, if one was.
pub fn after_proof(offers: &[Offer], chosen: Option<LicenceId>, has_totp: bool) -> Option<(Stage, Option<Service>)> {
    let one = match (chosen, offers) {
        (Some(licence), _) => Some(offers::find(offers, licence)?),
        (None, []) => return None,
        (None, [only]) => Some(only),
        (None, _) => None,
    };
    Some(match one {
        None => (Stage::Licence, None),
        Some(offer) if offer.licence.totp_required && !has_totp => (Stage::Enrol, Some(offer.service)),
        Some(offer) => (Stage::Full, Some(offer.service)),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn offer(number: u8, totp_required: bool) -> Offer {
        let id = format!("00000000-0000-0000-0000-0000000000{number:02}");
        let licence = serde_json::from_value(json!({
            "id": id, "name": format!("SCHOOL{number}"), "display_name": "De Wilg", "kind": "primary_school", "country": "NL", "place": "Ede",
            "status": "open", "contact": "a@dewilg.example", "locations": [], "totp_required": totp_required
        }));
        let member = serde_json::from_value(
            json!({ "id": id, "name": {}, "email": "j.juf@dewilg.example", "access": true, "grants": [], "status": "active" }),
        );
        Offer {
            service: Service { licence: id.parse().unwrap(), staff: id.parse().unwrap() },
            licence: licence.unwrap(),
            member: member.unwrap(),
            draft: None,
        }
    }

    #[test]
    fn nobody_enters_where_nothing_is_offered() {
        assert_eq!(after_proof(&[], None, true), None);
        assert_eq!(
            after_proof(&[offer(1, true)], Some(offer(2, true).service.licence), true),
            None,
            "a licence of somebody else"
        );
    }

    #[test]
    fn one_licence_is_entered_and_of_several_one_is_chosen() {
        let (one, two) = (offer(1, true), offer(2, true));
        assert_eq!(after_proof(std::slice::from_ref(&one), None, true), Some((Stage::Full, Some(one.service))));
        let both = [one, two.clone()];
        assert_eq!(after_proof(&both, None, true), Some((Stage::Licence, None)));
        assert_eq!(after_proof(&both, Some(two.service.licence), true), Some((Stage::Full, Some(two.service))));
    }

    #[test]
    fn where_the_second_factor_is_compulsory_it_is_set_up_first() {
        // 1-06
        let (compulsory, optional) = (offer(1, true), offer(2, false));
        assert_eq!(
            after_proof(std::slice::from_ref(&compulsory), None, false),
            Some((Stage::Enrol, Some(compulsory.service)))
        );
        assert_eq!(
            after_proof(std::slice::from_ref(&optional), None, false),
            Some((Stage::Full, Some(optional.service)))
        );
    }
}
