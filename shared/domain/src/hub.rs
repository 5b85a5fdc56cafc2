//! Signing in through the hub of the schools (Entree Federatie, SURFconext): it proves who somebody is and at which school, and never
//! gives a right (5.4).

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    hash::Hash,
    identity::{Identity, Service},
    ids::IdentityId,
    licence::{Licence, Location, LocationCode},
};

/// What a licence lets its staff sign in with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum HubUse {
    /// Passwords only.
    #[default]
    Off,
    /// A school account, or a password.
    Beside,
    /// A school account only. Administrators keep their password, so that nobody locks a school out.
    Only,
}

impl HubUse {
    /// A choice as forms write it.
    pub fn parse(typed: &str) -> Option<Self> {
        [Self::Off, Self::Beside, Self::Only].into_iter().find(|choice| choice.as_str() == typed)
    }

    /// As forms and audit rows write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Beside => "beside",
            Self::Only => "only",
        }
    }
}

/// What somebody proved who he is with, before any second factor.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Means {
    /// The own password.
    #[default]
    Password,
    /// A school account, through the hub.
    Hub,
}

impl Licence {
    /// Whether it may be entered by who proved himself with this.
    pub fn admits(&self, means: Means, administers: bool) -> bool {
        match (means, self.hub) {
            (Means::Hub, hub) => hub != HubUse::Off,
            (Means::Password, HubUse::Only) => administers,
            (Means::Password, _) => true,
        }
    }
}

/// A school account that is linked to an identity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkedAccount {
    /// Which: a hash of who issued it and what it is called there.
    pub account: Hash,
    /// The school that it is of, as the hub told it when it was linked.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub school: String,
    /// Since when.
    pub since: Timestamp,
}

/// School accounts of one person. More than anybody has schools to work at, and it bounds the item.
pub const HUB_ACCOUNTS: usize = 10;

impl Identity {
    /// A person who accepted the first invitation with a school account. There is no password then, and none fits; one can be chosen
    /// by a link, like a password that was forgotten.
    pub fn of_hub(
        id: IdentityId,
        email: impl Into<String>,
        account: LinkedAccount,
        service: Service,
        now: Timestamp,
    ) -> Self {
        Self { hub: vec![account], ..Self::new(id, email, "", service, now) }
    }

    /// Whether a password was ever chosen.
    pub fn has_password(&self) -> bool {
        !self.password.is_empty()
    }

    /// Signs in with this school account from now on; whether there was room for it.
    #[must_use]
    pub fn link(&mut self, account: LinkedAccount) -> bool {
        self.hub.retain(|other| other.account != account.account);
        let fits = self.hub.len() < HUB_ACCOUNTS;
        if fits {
            self.hub.push(account);
        }
        fits
    }

    /// Signs in with that school account no more; whether it did. Without a password the last one stays: nothing would be left to
    /// sign in with.
    #[must_use]
    pub fn unlink(&mut self, account: &Hash) -> bool {
        let others = self.hub.iter().filter(|other| other.account != *account).count();
        let may = others < self.hub.len() && (self.has_password() || others > 0);
        if may {
            self.hub.retain(|other| other.account != *account);
        }
        may
    }
}

/// Why a school account is of no use here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HubRefusal {
    /// It is the account of a learner, who never works as staff.
    Learner,
    /// It is of another school than the licence.
    OtherSchool,
}

/// A school account, as far as the hub tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchoolAccount {
    /// Which: a hash of who issued it and what it is called there.
    pub account: Hash,
    /// The BRIN of the school, of 4 or of 6 characters, if it was told.
    pub brin: Option<String>,
    /// What the school is called.
    pub school: String,
    is_learner: bool,
}

/// Where the school is told, the most precise first: of Entree, and as SURFconext writes it.
const SCHOOL_IDS: [&str; 2] = ["nlEduPersonHomeOrganizationBranchId", "nlEduPersonHomeOrganizationId"];
const SCHOOL_NAMES: [&str; 3] = ["nlEduPersonHomeOrganization", "schac_home_organization", "schacHomeOrganization"];
const RELATIONS: [&str; 5] = [
    "eduPersonAffiliation",
    "eduperson_affiliation",
    "eduPersonScopedAffiliation",
    "eduperson_scoped_affiliation",
    "role",
];
const LEARNERS: [&str; 4] = ["student", "leerling", "learner", "pupil"];

/// The values of an attribute: one, several or none, whatever its name's capitals.
fn values<'a>(claims: &'a BTreeMap<String, Value>, name: &'a str) -> impl Iterator<Item = &'a str> {
    let named = claims.iter().filter(move |(key, _)| key.eq_ignore_ascii_case(name));
    let all = named.flat_map(|(_, value)| match value {
        Value::Array(several) => several.iter().collect::<Vec<_>>(),
        one => vec![one],
    });
    all.filter_map(Value::as_str).map(str::trim).filter(|text| !text.is_empty())
}

/// A BRIN: two digits and two letters, and for one site of the school two digits more.
fn brin(text: &str) -> Option<String> {
    let text = text.to_ascii_uppercase();
    let fits =
        |at: usize, sign: u8| if (2..4).contains(&at) { sign.is_ascii_uppercase() } else { sign.is_ascii_digit() };
    let right = matches!(text.len(), 4 | 6) && text.bytes().enumerate().all(|(at, sign)| fits(at, sign));
    right.then_some(text)
}

/// What somebody is to the school: `student`, also when it is written `student@school.example` or behind a prefix.
fn relation(text: &str) -> String {
    let name = text.split('@').next().unwrap_or_default();
    name.rsplit([':', '/', '#']).next().unwrap_or_default().to_lowercase()
}

impl SchoolAccount {
    /// Reads what the hub tells. Attributes may be missing, empty, or have several values.
    pub fn read(issuer: &str, subject: &str, claims: &BTreeMap<String, Value>) -> Self {
        let first = |names: &[&str]| names.iter().flat_map(|name| values(claims, name)).map(str::to_owned).next();
        Self {
            account: Self::mark(issuer, subject),
            brin: SCHOOL_IDS.iter().flat_map(|name| values(claims, name)).find_map(brin),
            school: first(&SCHOOL_NAMES)
                .unwrap_or_default()
                .chars()
                .filter(|sign| !sign.is_control())
                .take(120)
                .collect(),
            is_learner: RELATIONS
                .iter()
                .flat_map(|name| values(claims, name))
                .any(|value| LEARNERS.contains(&relation(value).as_str())),
        }
    }

    /// What an account is known by: who issued it and what it is called there, so that no issuer can speak for another.
    pub fn mark(issuer: &str, subject: &str) -> Hash {
        Hash::of(format!("hub account:{}:{issuer}:{subject}", issuer.len()))
    }

    /// Why it cannot sign in as staff, if so.
    pub fn refusal(&self) -> Option<HubRefusal> {
        self.is_learner.then_some(HubRefusal::Learner)
    }

    /// Why it cannot be linked for this licence, if so. Where the hub tells no school, or the licence has no BRIN, the link or the
    /// password that goes with linking is what there is.
    pub fn refusal_at(&self, licence: &Licence) -> Option<HubRefusal> {
        let schools: Vec<&str> = licence.locations.iter().filter_map(brin4).collect();
        let own = self.brin.as_deref().and_then(|brin| brin.get(..4));
        let other = own.is_some_and(|own| !schools.is_empty() && !schools.contains(&own));
        self.refusal().or(other.then_some(HubRefusal::OtherSchool))
    }

    /// The account, to be linked.
    pub fn linked(&self, now: Timestamp) -> LinkedAccount {
        let school = [self.school.as_str(), self.brin.as_deref().unwrap_or_default()];
        let school: Vec<&str> = school.into_iter().filter(|part| !part.is_empty()).collect();
        LinkedAccount { account: self.account.clone(), school: school.join(", "), since: now }
    }
}

fn brin4(location: &Location) -> Option<&str> {
    match &location.code {
        Some(LocationCode::Brin6(code)) => code.get(..4),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;
    use uuid::Uuid;

    use super::*;
    use crate::ids::{LicenceId, StaffId};

    fn claims(value: Value) -> BTreeMap<String, Value> {
        serde_json::from_value(value).unwrap()
    }

    fn account(value: Value) -> SchoolAccount {
        SchoolAccount::read("https://hub.example", "a@b", &claims(value))
    }

    fn licence(codes: &[&str], hub: HubUse) -> Licence {
        let locations: Vec<Value> = codes
            .iter()
            .map(|code| json!({ "id": "00000000-0000-0000-0000-000000000001", "name": "Duin", "code": { "brin6": code } }))
            .collect();
        serde_json::from_value(json!({
            "id": "00000000-0000-0000-0000-000000000001", "name": "WILG", "display_name": "De Wilg", "kind": "primary_school", "country": "NL",
            "place": "Ede", "status": "open", "contact": "a@dewilg.example", "locations": locations, "totp_required": true, "hub": hub.as_str()
        }))
        .unwrap()
    }

    #[test]
    fn the_school_is_told_with_four_or_six_characters_and_the_site_comes_first() {
        // 5.4
        for (told, brin) in [
            (json!({ "nlEduPersonHomeOrganizationId": "99ZX" }), Some("99ZX")),
            (json!({ "nlEduPersonHomeOrganizationId": ["99zx03"] }), Some("99ZX03")),
            (
                json!({ "nlEduPersonHomeOrganizationId": "99ZX", "nlEduPersonHomeOrganizationBranchId": ["", "99ZX10"] }),
                Some("99ZX10"),
            ),
            (
                json!({ "nlEduPersonHomeOrganizationId": "99ZX", "nlEduPersonHomeOrganizationBranchId": [] }),
                Some("99ZX"),
            ),
            (json!({ "nlEduPersonHomeOrganizationId": "99ZX1" }), None),
            (json!({ "nlEduPersonHomeOrganizationId": 99 }), None),
            (json!({ "nlEduPersonHomeOrganizationId": null }), None),
            (json!({}), None),
        ] {
            assert_eq!(account(told.clone()).brin.as_deref(), brin, "{told}");
        }
    }

    #[test]
    fn the_account_of_a_learner_is_told_by_any_of_its_values() {
        // 5.4
        for learner in [
            json!({ "eduPersonAffiliation": "student" }),
            json!({ "eduPersonAffiliation": ["employee", "Student"] }),
            json!({ "eduperson_scoped_affiliation": ["student@dewilg.example"] }),
            json!({ "eduperson_affiliation": "urn:mace:dir:attribute-def:student" }),
            json!({ "role": "Leerling" }),
        ] {
            assert_eq!(account(learner.clone()).refusal(), Some(HubRefusal::Learner), "{learner}");
        }
        for staff in [
            json!({}),
            json!({ "eduPersonAffiliation": [] }),
            json!({ "eduPersonAffiliation": ["employee", "staff", "affiliate", ""] }),
        ] {
            assert_eq!(account(staff.clone()).refusal(), None, "{staff}");
        }
    }

    #[test]
    fn an_account_is_linked_at_its_own_school_whichever_site_either_of_them_names() {
        // 5.4
        let of = |brin: &str| account(json!({ "nlEduPersonHomeOrganizationId": brin }));
        for (brin, codes, refused) in [
            ("99ZX", &["99ZX10", "99ZX11"][..], None),
            ("99ZX11", &["99ZX10"], None),
            ("99ZY", &["99ZX10"], Some(HubRefusal::OtherSchool)),
            ("99ZY", &[], None),
            ("", &["99ZX10"], None),
        ] {
            assert_eq!(of(brin).refusal_at(&licence(codes, HubUse::Beside)), refused, "{brin} {codes:?}");
        }
    }

    #[test]
    fn a_licence_says_what_is_signed_in_with_and_administrators_keep_their_password() {
        for (hub, means, administers, admits) in [
            (HubUse::Off, Means::Password, false, true),
            (HubUse::Off, Means::Hub, true, false),
            (HubUse::Beside, Means::Password, false, true),
            (HubUse::Beside, Means::Hub, false, true),
            (HubUse::Only, Means::Password, false, false),
            (HubUse::Only, Means::Password, true, true),
            (HubUse::Only, Means::Hub, false, true),
        ] {
            assert_eq!(licence(&["99ZX10"], hub).admits(means, administers), admits, "{hub:?} {means:?} {administers}");
        }
        for choice in [HubUse::Off, HubUse::Beside, HubUse::Only] {
            assert_eq!(HubUse::parse(choice.as_str()), Some(choice));
        }
        assert_eq!(HubUse::parse("on"), None);
    }

    #[test]
    fn a_school_account_is_linked_and_the_last_way_to_sign_in_is_not_taken_away() {
        let (id, uuid) = (IdentityId::new(Uuid::from_u128(1)), Uuid::from_u128(2));
        let service = Service { licence: LicenceId::new(uuid), staff: StaffId::new(uuid) };
        let account =
            |name: &str| LinkedAccount { account: Hash::of(name), school: "99ZX".into(), since: Timestamp::UNIX_EPOCH };
        let mut hubs = Identity::of_hub(id, "a@b.example", account("a"), service, Timestamp::UNIX_EPOCH);
        assert!(!hubs.has_password() && !crate::password::verify("", Some(&hubs.password)));
        assert!(!hubs.unlink(&Hash::of("a")), "the last one, and no password");
        assert!(hubs.link(account("b")) && hubs.unlink(&Hash::of("a")) && !hubs.unlink(&Hash::of("a")));
        let mut person = Identity::new(id, "a@b.example", "$argon2id$", service, Timestamp::UNIX_EPOCH);
        assert!(person.link(account("a")) && person.link(account("a")) && person.hub.len() == 1, "once is enough");
        assert!(person.unlink(&Hash::of("a")) && person.hub.is_empty(), "the password is left");
        assert!((0..HUB_ACCOUNTS).all(|number| person.link(account(&number.to_string()))));
        assert!(!person.link(account("one more")) && person.hub.len() == HUB_ACCOUNTS);
    }

    proptest! {
        #[test]
        fn no_issuer_speaks_for_the_accounts_of_another(issuer in "[a-z:/.]{0,12}", subject in "[a-z:/.]{0,12}", other in "[a-z:/.]{0,12}", and in "[a-z:/.]{0,12}") {
            let same = issuer == other && subject == and;
            prop_assert_eq!(SchoolAccount::mark(&issuer, &subject) == SchoolAccount::mark(&other, &and), same);
        }

        #[test]
        fn whatever_a_hub_tells_is_read(name in "(nlEduPersonHomeOrganizationId|eduPersonAffiliation|role|[a-z]{1,4})", text in "\\PC{0,12}", several in any::<bool>()) {
            let value = if several { json!([text, null, 1, [text]]) } else { json!(text) };
            let read = account(json!({ name: value }));
            prop_assert!(read.brin.is_none_or(|brin| matches!(brin.len(), 4 | 6)));
        }
    }
}
