//! A person's credentials, known by an e-mail address; one person can serve many licences.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    hash::Hash,
    hub::LinkedAccount,
    ids::{IdentityId, LicenceId, LinkId, SessionId, StaffId},
    link::Refusal,
    network::coarse,
    new_address::{FormerAddress, WantedAddress},
    throttle::Failures,
    totp::recovery_hash,
};

/// Sessions that are remembered; beginning one more ends the oldest. More than anybody has devices, and it bounds the item.
pub const SESSIONS_KEPT: usize = 20;

/// One licence an identity serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// Which.
    pub licence: LicenceId,
    /// As whom.
    pub staff: StaffId,
}

/// The authenticator of an identity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authenticator {
    /// The secret, encrypted.
    pub sealed: String,
    /// The last step that was accepted: only a later one is.
    pub last_step: u64,
    /// Hashes of the recovery codes that are left.
    pub recovery: Vec<Hash>,
    /// Since when.
    pub since: Timestamp,
}

/// A session that was begun and not ended: so that it can be ended, and so that its owner can see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenSession {
    /// Which.
    pub id: SessionId,
    /// In which licence.
    pub licence: LicenceId,
    /// When it began.
    pub began: Timestamp,
    /// When it ends, whatever happens.
    pub ends: Timestamp,
    /// What the browser says it is, cut short.
    pub agent: String,
    /// From which network, coarsely, if that was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub network: Option<String>,
}

impl OpenSession {
    /// A session as it is remembered.
    pub fn new(id: SessionId, licence: LicenceId, began: Timestamp, ends: Timestamp, agent: &str) -> Self {
        let agent = agent.chars().filter(|c| !c.is_control()).take(120).collect();
        Self { id, licence, began, ends, agent, network: None }
    }

    /// The same, begun from this network address.
    #[must_use]
    pub fn from(self, address: Option<&str>) -> Self {
        Self { network: address.and_then(coarse), ..self }
    }

    /// What a page calls it: enough to end it by, and not the id itself.
    pub fn mark(&self) -> String {
        Hash::of(format!("open session {}", self.id)).short().to_owned()
    }
}

/// What proved that the second factor is at hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Factor {
    /// A code of the authenticator, of this step.
    Step(u64),
    /// A recovery code, by its hash.
    Recovery(Hash),
}

/// Why no try is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// Until a new password is chosen.
    Locked,
    /// Until this moment.
    Until(Timestamp),
}

impl Closed {
    /// Why no try is looked at after these failures, if so.
    pub fn after(failures: &Failures, now: Timestamp) -> Option<Self> {
        if failures.locked() { Some(Self::Locked) } else { failures.wait_until(now).map(Self::Until) }
    }
}

/// A person's credentials.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// Its id.
    pub id: IdentityId,
    /// The address that signs in; a guard item points from it to the identity.
    pub email: String,
    /// PHC text of the Argon2id hash.
    pub password: String,
    /// The second factor, once confirmed.
    #[serde(default)]
    pub totp: Option<Authenticator>,
    /// An authenticator that is being set up: the encrypted secret, until its first code (1-08).
    #[serde(default)]
    pub pending_totp: Option<String>,
    /// Goes up when all sessions must end: password or second factor changed.
    pub epoch: u64,
    /// The licences it serves.
    pub services: Vec<Service>,
    /// Failed sign-ins since the last success.
    #[serde(default)]
    pub failures: Failures,
    /// When the person was told that the account is locked, while it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locked_since: Option<Timestamp>,
    /// When the password was last chosen.
    pub password_since: Timestamp,
    /// The newest link to choose a new password; older ones are dead.
    #[serde(default)]
    pub reset: Option<LinkId>,
    /// The newest link to set up the second factor anew, whichever licence asked for it; older ones are dead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub factor_reset: Option<LinkId>,
    /// The address that the person wants to sign in with, until the link that was mailed there is used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wanted: Option<WantedAddress>,
    /// Addresses that it signed in with before, the last one last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former: Vec<FormerAddress>,
    /// Sessions that are open, oldest first.
    #[serde(default)]
    pub sessions: Vec<OpenSession>,
    /// School accounts that it signs in with, through the hub.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hub: Vec<LinkedAccount>,
}

impl Identity {
    /// A person who chose a password on accepting the first invitation.
    pub fn new(
        id: IdentityId,
        email: impl Into<String>,
        password: impl Into<String>,
        service: Service,
        now: Timestamp,
    ) -> Self {
        Self {
            id,
            email: email.into(),
            password: password.into(),
            totp: None,
            pending_totp: None,
            epoch: 0,
            services: vec![service],
            failures: Failures::default(),
            locked_since: None,
            password_since: now,
            reset: None,
            factor_reset: None,
            wanted: None,
            former: Vec::new(),
            sessions: Vec::new(),
            hub: Vec::new(),
        }
    }

    /// The licence it serves as this staff member, if it does.
    pub fn serves(&self, licence: LicenceId) -> Option<&Service> {
        self.services.iter().find(|service| service.licence == licence)
    }

    /// Serves a licence as this staff member from now on; who came back is a new staff member.
    pub fn join(&mut self, service: Service) {
        self.services.retain(|other| other.licence != service.licence);
        self.services.push(service);
    }

    /// Why no try is looked at now, if so.
    pub fn closed(&self, now: Timestamp) -> Option<Closed> {
        Closed::after(&self.failures, now)
    }

    /// Signing in succeeded: what failed before is forgotten.
    pub fn succeeded(&mut self) {
        self.failures = Failures::default();
        self.locked_since = None;
    }

    /// Remembers a session that begins; gives those that end because of it.
    pub fn begin_session(&mut self, session: OpenSession, now: Timestamp) -> Vec<SessionId> {
        self.sessions.retain(|open| now < open.ends && open.id != session.id);
        self.sessions.push(session);
        let over = self.sessions.len().saturating_sub(SESSIONS_KEPT);
        self.sessions.drain(..over).map(|open| open.id).collect()
    }

    /// Forgets a session that ends.
    pub fn end_session(&mut self, session: SessionId) {
        self.sessions.retain(|open| open.id != session);
    }

    /// Ends every session, signing in that is under way too; gives those whose rows must go.
    pub fn end_sessions(&mut self) -> Vec<SessionId> {
        self.epoch += 1;
        std::mem::take(&mut self.sessions).into_iter().map(|open| open.id).collect()
    }

    /// The second factor that was given is used up; whether it still could be. Each step and each recovery code counts once.
    #[must_use]
    pub fn use_up(&mut self, factor: &Factor) -> bool {
        let Some(totp) = &mut self.totp else { return false };
        match factor {
            Factor::Step(step) if *step > totp.last_step => {
                totp.last_step = *step;
                true
            }
            Factor::Step(_) => false,
            Factor::Recovery(code) => {
                let before = totp.recovery.len();
                totp.recovery.retain(|left| left != code);
                totp.recovery.len() < before
            }
        }
    }

    /// The recovery code that was typed, if it is one that is left.
    pub fn recovery(&self, typed: &str) -> Option<Factor> {
        let code = recovery_hash(typed);
        self.totp.as_ref()?.recovery.contains(&code).then_some(Factor::Recovery(code))
    }

    /// The authenticator that was being set up is on: its first code, of this step, was right (1-08).
    pub fn confirm_totp(&mut self, step: u64, recovery: Vec<Hash>, now: Timestamp) {
        if let Some(sealed) = self.pending_totp.take() {
            self.totp = Some(Authenticator { sealed, last_step: step, recovery, since: now });
            self.factor_reset = None;
        }
    }

    /// The second factor is off, its recovery codes with it, and what was being set up. A link to reset it has no use then.
    pub fn remove_totp(&mut self) {
        (self.totp, self.pending_totp, self.factor_reset) = (None, None, None);
    }

    /// Why a link to reset the second factor does not work, apart from its own life: only the newest does, until the second
    /// factor was changed in another way.
    pub fn refuses_factor_reset(&self, link: LinkId) -> Option<Refusal> {
        match self.factor_reset {
            Some(newest) if newest != link => Some(Refusal::Replaced),
            Some(_) if self.totp.is_some() => None,
            _ => Some(Refusal::Withdrawn),
        }
    }

    /// A new password; a lock ends with it, and so does a wish for another address, which may have been somebody else's.
    pub fn change_password(&mut self, hash: impl Into<String>, now: Timestamp) {
        self.password = hash.into();
        self.password_since = now;
        (self.reset, self.wanted) = (None, None);
        self.succeeded();
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{throttle::LOCKED_AFTER, totp::recovery_code};

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_second(1_795_000_000 + minute * 60).unwrap()
    }

    fn service(number: u128) -> Service {
        Service { licence: LicenceId::new(Uuid::from_u128(number)), staff: StaffId::new(Uuid::from_u128(number + 100)) }
    }

    fn person() -> Identity {
        Identity::new(IdentityId::new(Uuid::from_u128(1)), "j.juf@dewilg.example", "$argon2id$", service(1), at(0))
    }

    fn session(number: u128, began: Timestamp) -> OpenSession {
        OpenSession::new(
            SessionId::new(Uuid::from_u128(number)),
            service(1).licence,
            began,
            began + jiff::SignedDuration::from_hours(12),
            "Browser",
        )
    }

    #[test]
    fn one_session_too_many_ends_the_oldest_and_those_that_ended_are_forgotten() {
        let mut person = person();
        for number in 0..20 {
            assert!(person.begin_session(session(number, at(0)), at(0)).is_empty());
        }
        assert_eq!(person.begin_session(session(20, at(1)), at(1)), [SessionId::new(Uuid::from_u128(0))]);
        assert_eq!(person.begin_session(session(21, at(721)), at(721)), []);
        assert_eq!(person.sessions.len(), 1);
    }

    #[test]
    fn an_open_session_is_shown_with_its_network_and_without_its_id() {
        let open = session(1, at(0)).from(Some("203.0.113.77"));
        assert_eq!(open.network.as_deref(), Some("203.0.113.0/24"));
        assert!(!open.id.to_string().contains(&open.mark()) && open.mark() != session(2, at(0)).mark());
    }

    #[test]
    fn ending_all_sessions_raises_the_epoch() {
        let mut person = person();
        person.begin_session(session(1, at(0)), at(0));
        assert_eq!((person.end_sessions().len(), person.sessions.len(), person.epoch), (1, 0, 1));
    }

    #[test]
    fn a_step_and_a_recovery_code_count_once() {
        // 1-09
        let code = recovery_code([9; 10]);
        let mut person = person();
        assert!(!person.use_up(&Factor::Step(7)), "nothing is set up");
        person.pending_totp = Some("sealed".into());
        person.confirm_totp(7, vec![recovery_hash(&code)], at(0));
        assert!(!person.use_up(&Factor::Step(7)), "the code that set it up");
        assert!(person.use_up(&Factor::Step(8)));
        assert!(!person.use_up(&Factor::Step(8)));
        let factor = person.recovery(&code.to_uppercase()).unwrap();
        assert!(person.use_up(&factor));
        assert!(!person.use_up(&factor));
        assert_eq!(person.recovery(&code), None);
    }

    #[test]
    fn only_the_newest_link_resets_the_second_factor_until_it_is_set_up_anew() {
        let link = |number| LinkId::new(Uuid::from_u128(number));
        let set_up = |person: &mut Identity| {
            person.pending_totp = Some("sealed".into());
            person.confirm_totp(7, vec![recovery_hash("code")], at(0));
        };
        let mut person = person();
        assert_eq!(person.refuses_factor_reset(link(1)), Some(Refusal::Withdrawn), "nobody asked");
        person.factor_reset = Some(link(2));
        assert_eq!(person.refuses_factor_reset(link(2)), Some(Refusal::Withdrawn), "nothing is set up");
        set_up(&mut person);
        person.factor_reset = Some(link(2));
        assert_eq!(
            (person.refuses_factor_reset(link(1)), person.refuses_factor_reset(link(2))),
            (Some(Refusal::Replaced), None)
        );
        set_up(&mut person);
        assert_eq!(person.refuses_factor_reset(link(2)), Some(Refusal::Withdrawn), "set up anew meanwhile");
        person.factor_reset = Some(link(3));
        person.remove_totp();
        assert_eq!((person.recovery("code"), person.totp, person.factor_reset), (None, None, None));
    }

    #[test]
    fn a_hundred_failures_lock_until_a_new_password() {
        let mut person = person();
        person.failures = Failures { count: LOCKED_AFTER, last: Some(at(0)) };
        person.locked_since = Some(at(0));
        assert_eq!(person.closed(at(10_000)), Some(Closed::Locked));
        person.change_password("$argon2id$new", at(1));
        assert_eq!((person.closed(at(1)), person.locked_since), (None, None));
    }

    #[test]
    fn who_comes_back_serves_as_a_new_staff_member() {
        let mut person = person();
        let back = Service { staff: StaffId::new(Uuid::from_u128(7)), ..service(1) };
        person.join(back);
        person.join(service(2));
        assert_eq!(person.services, [back, service(2)]);
    }
}
