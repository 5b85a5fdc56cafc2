//! Every key of every table, built here and nowhere else. Parts are typed ids and folded names, so none can hold the separator.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use domain::{
    hash::Hash,
    ids::{
        AuditId, CarerId, ConsentId, DossierId, FileId, GroupId, IdentityId, JobId, LearnerId, LicenceId, PupilFileId,
        RolloverId, RoundId, SessionId, StaffId, TransferId,
    },
    licence::LicenceName,
};
use uuid::Uuid;

/// The key of an item: partition and, where the table has one, sort key.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// Which table.
    pub table: Table,
    /// Partition key.
    pub pk: String,
    /// Sort key.
    pub sk: Option<String>,
}

/// A table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Table {
    /// Everything a licence owns.
    Records,
    /// People's credentials.
    Identities,
    /// What expires.
    Tickets,
    /// Who did or saw what.
    Audit,
    /// Mails and jobs.
    Outbox,
}

impl Key {
    fn records(pk: String, sk: impl Into<String>) -> Self {
        Self { table: Table::Records, pk, sk: Some(sk.into()) }
    }

    fn single(table: Table, pk: String) -> Self {
        Self { table, pk, sk: None }
    }

    /// The key as attributes.
    pub fn attributes(&self) -> HashMap<String, AttributeValue> {
        let mut key = HashMap::from([("pk".to_owned(), AttributeValue::S(self.pk.clone()))]);
        if let Some(sk) = &self.sk {
            key.insert("sk".to_owned(), AttributeValue::S(sk.clone()));
        }
        key
    }
}

/// The licence itself.
pub fn licence(licence: LicenceId) -> Key {
    Key::records(format!("L#{licence}#LICENCE"), "LICENCE")
}

/// The public directory of licence names; also keeps a name reserved for ever.
pub fn licence_name(name: &LicenceName) -> Key {
    Key::records(format!("NAME#{name}"), "NAME")
}

/// A staff member.
pub fn staff(licence: LicenceId, staff: StaffId) -> Key {
    Key::records(format!("L#{licence}#STAFF#{staff}"), "STAFF")
}

/// What a staff member was typing when the session ended.
pub fn draft(licence: LicenceId, staff: StaffId) -> Key {
    Key::records(format!("L#{licence}#STAFF#{staff}"), "DRAFT")
}

/// Keeps an address single among the staff of a licence.
pub fn staff_address(licence: LicenceId, email: &str) -> Key {
    Key::records(format!("L#{licence}#ADDRESS#{}", Hash::of(email)), "GUARD")
}

/// A group.
pub fn group(licence: LicenceId, group: GroupId) -> Key {
    Key::records(format!("L#{licence}#GROUP#{group}"), "GROUP")
}

/// Keeps a group single by what makes it the same group (1-46).
pub fn group_identity(licence: LicenceId, identity: &str) -> Key {
    Key::records(format!("L#{licence}#GROUPNAME#{}", Hash::of(identity)), "GUARD")
}

/// The partition of a learner.
pub fn learner_partition(licence: LicenceId, learner: LearnerId) -> String {
    format!("L#{licence}#LEARNER#{learner}")
}

/// A learner.
pub fn learner(licence: LicenceId, learner: LearnerId) -> Key {
    Key::records(learner_partition(licence, learner), "LEARNER")
}

/// What a carer is to a learner.
pub fn tie(licence: LicenceId, learner: LearnerId, carer: CarerId) -> Key {
    Key::records(learner_partition(licence, learner), format!("TIE#{carer}"))
}

/// Keeps a learner's running dossier single (2-19).
pub fn running_dossier(licence: LicenceId, learner: LearnerId) -> Key {
    Key::records(learner_partition(licence, learner), "RUNNING")
}

/// A carer.
pub fn carer(licence: LicenceId, carer: CarerId) -> Key {
    Key::records(format!("L#{licence}#CARER#{carer}"), "CARER")
}

/// The partition of a dossier.
pub fn dossier_partition(licence: LicenceId, dossier: DossierId) -> String {
    format!("L#{licence}#DOSSIER#{dossier}")
}

/// The header of a dossier.
pub fn dossier(licence: LicenceId, dossier: DossierId) -> Key {
    Key::records(dossier_partition(licence, dossier), "HEADER")
}

/// One step of a dossier.
pub fn step(licence: LicenceId, dossier: DossierId, step: u8) -> Key {
    Key::records(dossier_partition(licence, dossier), format!("STEP#{step:02}"))
}

/// A file of a dossier.
pub fn file(licence: LicenceId, dossier: DossierId, file: FileId) -> Key {
    Key::records(dossier_partition(licence, dossier), format!("FILE#{file}"))
}

/// A request for consent.
pub fn consent(licence: LicenceId, dossier: DossierId, consent: ConsentId) -> Key {
    Key::records(dossier_partition(licence, dossier), format!("CONSENT#{consent}"))
}

/// The routes of consent that were chosen before the plan is finished.
pub fn routes(licence: LicenceId, dossier: DossierId) -> Key {
    Key::records(dossier_partition(licence, dossier), "ROUTES")
}

/// A transfer, in the partition of the licence that keeps this copy.
pub fn transfer(licence: LicenceId, transfer: TransferId) -> Key {
    Key::records(format!("L#{licence}#TRANSFER#{transfer}"), "TRANSFER")
}

/// What was decided about a package that is being taken over.
pub fn import(licence: LicenceId, transfer: TransferId) -> Key {
    Key::records(format!("L#{licence}#TRANSFER#{transfer}"), "IMPORT")
}

/// That somebody has seen a dossier before it goes.
pub fn viewing(licence: LicenceId, dossier: DossierId, id: Uuid) -> Key {
    Key::records(dossier_partition(licence, dossier), format!("VIEWING#{id}"))
}

/// That somebody allows a dossier to go.
pub fn permission(licence: LicenceId, dossier: DossierId, id: Uuid) -> Key {
    Key::records(dossier_partition(licence, dossier), format!("PERMISSION#{id}"))
}

/// A rollover.
pub fn rollover(licence: LicenceId, rollover: RolloverId) -> Key {
    Key::records(format!("L#{licence}#ROLLOVER#{rollover}"), "ROLLOVER")
}

/// A round of invitations.
pub fn round(licence: LicenceId, round: RoundId) -> Key {
    Key::records(format!("L#{licence}#ROUND#{round}"), "ROUND")
}

/// A file of the pupil administration.
pub fn pupil_file(licence: LicenceId, file: PupilFileId) -> Key {
    Key::records(format!("L#{licence}#PUPILFILE#{file}"), "PUPILFILE")
}

/// Keeps the file single that is being loaded: of two at once, both would enrol whoever is new.
pub fn loading(licence: LicenceId) -> Key {
    Key::records(format!("L#{licence}#PUPILFILES"), "LOADING")
}

/// What the sort key of a veil begins with: before every row, since those begin with a digit of an id.
pub(crate) const VEIL_PREFIX: &str = "!";

/// Covers the rows of a register that were written for a file.
pub fn veil(licence: LicenceId, register: &str, file: PupilFileId) -> Key {
    row(licence, register, &format!("{VEIL_PREFIX}{file}"))
}

/// The partition of a register.
pub fn register_partition(licence: LicenceId, register: &str) -> String {
    format!("L#{licence}#REGISTER#{register}")
}

/// A row of a register.
pub fn row(licence: LicenceId, register: &str, id: &str) -> Key {
    Key::records(register_partition(licence, register), id)
}

/// An identity.
pub fn identity(identity: IdentityId) -> Key {
    Key::single(Table::Identities, format!("I#{identity}"))
}

/// The guard that points from an address to an identity.
pub fn address(email: &str) -> Key {
    Key::single(Table::Identities, format!("E#{email}"))
}

/// The guard that points from a school account to an identity.
pub fn hub_account(account: &Hash) -> Key {
    Key::single(Table::Identities, format!("H#{account}"))
}

/// A turn at the hub, by the hash of the secret that only the browser has which began it.
pub fn hub_turn(secret: &str) -> Key {
    Key::single(Table::Tickets, Hash::of(format!("hub:{secret}")).to_string())
}

/// A link, by the hash of its token.
pub fn link(token: &str) -> Key {
    Key::single(Table::Tickets, Hash::of(token).to_string())
}

/// The codes of a link.
pub fn codes(token: &str) -> Key {
    Key::single(Table::Tickets, Hash::of(format!("codes:{token}")).to_string())
}

/// That somebody whose link is dead would like a new one.
pub fn new_link_wish(consent: ConsentId) -> Key {
    Key::single(Table::Tickets, Hash::of(format!("new-link:{consent}")).to_string())
}

/// The code of a login on paper.
pub fn paper(code: &str) -> Key {
    Key::single(Table::Tickets, Hash::of(format!("paper:{code}")).to_string())
}

/// A session.
pub fn session(session: SessionId) -> Key {
    Key::single(Table::Tickets, Hash::of(format!("session:{session}")).to_string())
}

/// That a form was carried out. `of` is who sent it: the same key of somebody else is another.
pub fn once(of: &str, key: &str) -> Key {
    Key::single(Table::Tickets, format!("once#{}", Hash::of(format!("{of}:{key}"))))
}

/// That no mail goes to an address; known by its hash.
pub fn suppression(mark: &str) -> Key {
    Key::single(Table::Tickets, format!("suppressed#{mark}"))
}

/// A counter of failures.
pub fn counter(kind: &str, of: &str) -> Key {
    Key::single(Table::Tickets, format!("{kind}#{}", Hash::of(of)))
}

/// A row of the audit log.
pub fn audit(licence: &str, subject: &str, id: AuditId) -> Key {
    Key { table: Table::Audit, pk: format!("L#{licence}#{subject}"), sk: Some(id.to_string()) }
}

/// An item of the outbox.
pub fn job(job: JobId) -> Key {
    Key::single(Table::Outbox, job.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_a_licence_starts_with_that_licence() {
        let id = Uuid::from_u128(1);
        let lic = LicenceId::new(id);
        let dossier_id = DossierId { learner: LearnerId::new(id), number: id };
        let keys = [
            licence(lic),
            staff(lic, StaffId::new(id)),
            draft(lic, StaffId::new(id)),
            staff_address(lic, "a@b.example"),
            group(lic, GroupId::new(id)),
            group_identity(lic, "2026-2027#x"),
            tie(lic, LearnerId::new(id), CarerId::new(id)),
            learner(lic, LearnerId::new(id)),
            running_dossier(lic, LearnerId::new(id)),
            carer(lic, CarerId::new(id)),
            dossier(lic, dossier_id),
            step(lic, dossier_id, 8),
            file(lic, dossier_id, FileId::new(id)),
            consent(lic, dossier_id, ConsentId::new(id)),
            routes(lic, dossier_id),
            transfer(lic, TransferId::new(id)),
            import(lic, TransferId::new(id)),
            viewing(lic, dossier_id, id),
            permission(lic, dossier_id, id),
            rollover(lic, RolloverId::new(id)),
            round(lic, RoundId::new(id)),
            pupil_file(lic, PupilFileId::new(id)),
            loading(lic),
            veil(lic, "learners", PupilFileId::new(id)),
            row(lic, "staff", "x"),
        ];
        for key in keys {
            assert!(key.pk.starts_with("L#00000000-0000-0000-0000-000000000001#"), "{key:?}");
            assert_eq!(key.table, Table::Records);
        }
    }

    #[test]
    fn keys_are_what_they_were() {
        let id = Uuid::from_u128(1);
        let dossier = DossierId { learner: LearnerId::new(id), number: Uuid::from_u128(2) };
        let key = step(LicenceId::new(id), dossier, 8);
        assert_eq!(
            key.pk,
            "L#00000000-0000-0000-0000-000000000001#DOSSIER#00000000000000000000000000000001.00000000000000000000000000000002"
        );
        assert_eq!(key.sk.as_deref(), Some("STEP#08"));
        assert_eq!(address("a@b.example").pk, "E#a@b.example");
    }
}
