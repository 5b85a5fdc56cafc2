//! Transfers. Sender and receiver each keep a copy in their own partition; what one side does is delivered to the other, never read there.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use domain::{
    author::Stamp,
    carer::KnownCarer,
    dossier::{Dossier, DossierRow, DossierStatus},
    hash::Hash,
    ids::{DossierId, FileId, JobId, LicenceId, TransferId},
    learner::{Learner, LearnerRow},
    licence::{Licence, LicenceStatus},
    transfer::{NewImport, Permission, Transfer, TransferState, Viewing},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    change::Change,
    error::{Conflict, StoreError},
    item::{Entity, Row, Stored},
    keys::{self, Key},
    learners::RUNNING,
    outbox::{Job, Task},
    read::Store,
};

/// What a viewing is called in storage.
pub const VIEWING: &str = "viewing";
/// What a permission is called in storage.
pub const PERMISSION: &str = "permission";
/// What it is called when a receiver is not in use.
pub const RECEIVER_CLOSED: &str = "receiver closed";

impl Entity for Transfer {
    type Id = TransferId;
    const ENTITY: &'static str = "transfer";

    fn key(licence: LicenceId, id: &TransferId) -> Key {
        keys::transfer(licence, *id)
    }

    fn id(&self) -> TransferId {
        self.id
    }
}

/// A transfer is small and names nobody: its register row is the transfer itself. What goes and what comes are in one register.
impl Row for Transfer {
    const REGISTER: &'static str = "transfers";

    fn row_id(&self) -> String {
        self.id.to_string()
    }
}

/// Why an import stopped after it had begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "stopped", rename_all = "kebab-case")]
pub enum Stopped {
    /// The package is not what the sender set out.
    Broken,
    /// The learner got a running dossier meanwhile (2-19).
    Running,
    /// The learner to link it to is not there any more.
    NoSuchLearner,
}

/// What was decided about a package that is being taken over, and how far that is. Only the receiver has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ImportOrder {
    /// Which transfer.
    pub transfer: TransferId,
    /// Where the learner goes.
    pub import: NewImport,
    /// Who takes it over, and since when.
    pub by: Stamp,
    /// The job that does it.
    pub job: JobId,
    /// Objects that were handled.
    pub done: usize,
    /// Objects to handle: each file is checked and copied.
    pub total: usize,
    /// The dossier that it became.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dossier: Option<DossierId>,
    /// Why it stopped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stopped: Option<Stopped>,
}

impl Entity for ImportOrder {
    type Id = TransferId;
    const ENTITY: &'static str = "import";

    fn key(licence: LicenceId, id: &TransferId) -> Key {
        keys::import(licence, *id)
    }

    fn id(&self) -> TransferId {
        self.transfer
    }
}

/// The name of a package's object: the hash is in it, so that two tries never mix.
pub fn package_name(package: &Hash) -> String {
    format!("package-{}.json", package.short())
}

/// The name of a file's object in a package.
pub fn packed_name(file: FileId) -> String {
    file.uuid().simple().to_string()
}

/// The job that packs a transfer: it has the transfer's id, so that a page can tell how it fares.
pub fn packing(transfer: TransferId) -> JobId {
    JobId::new(transfer.uuid())
}

impl Store {
    /// A job that sees to a transfer that is over, for its sender.
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn ending(&self, transfer: &Transfer) -> Result<Job, StoreError> {
        self.job(Some(transfer.from.licence), Task::EndTransfer { transfer: transfer.id })
    }
}

/// The `n`th id that comes of a transfer: the same again when its unpacking is resumed.
pub fn derived(transfer: TransferId, n: u32) -> Uuid {
    let hash = Hash::of(format!("{transfer}/{n}"));
    hash.as_str().get(..32).and_then(|digits| Uuid::try_parse(digits).ok()).unwrap_or_default()
}

fn attribute(value: impl Serialize) -> Result<AttributeValue, StoreError> {
    serde_dynamo::to_attribute_value(value)
        .map_err(|error| StoreError::Corrupt { entity: Transfer::ENTITY, cause: error.to_string() })
}

fn one() -> AttributeValue {
    AttributeValue::N("1".into())
}

fn names(name: &str) -> HashMap<String, String> {
    HashMap::from([(format!("#{name}"), name.to_owned())])
}

impl Change {
    /// Notes that somebody has seen a dossier before it goes.
    pub fn note_viewing(self, licence: LicenceId, id: Uuid, viewing: &Viewing) -> Self {
        self.put_new(&keys::viewing(licence, viewing.dossier, id), VIEWING, viewing)
    }

    /// Notes that somebody allows a dossier to go.
    pub fn note_permission(self, licence: LicenceId, id: Uuid, permission: &Permission) -> Self {
        self.put_new(&keys::permission(licence, permission.dossier, id), PERMISSION, permission)
    }

    /// Keeps a new transfer at the sender.
    pub fn create_transfer(self, transfer: &Transfer) -> Self {
        self.create(transfer).row(transfer)
    }

    /// Saves the own copy of a transfer and its row.
    pub fn save_transfer(self, transfer: &Stored<Transfer>) -> Self {
        self.save(transfer).row(&transfer.value)
    }

    /// Delivers a copy to the receiver.
    pub fn deliver_transfer(self, transfer: &Transfer) -> Self {
        let to = transfer.to.licence;
        self.put_new(&keys::transfer(to, transfer.id), Transfer::ENTITY, transfer).put_over(
            &keys::row(to, Transfer::REGISTER, &transfer.row_id()),
            Transfer::REGISTER,
            transfer,
        )
    }

    /// Tells the other side how far it is now; refused with `Stale` when its copy is not in the state it was.
    pub fn tell_transfer(self, other: LicenceId, transfer: &Transfer, was: TransferState) -> Self {
        let values = || {
            Ok(HashMap::from([
                (":state".to_owned(), attribute(transfer.state)?),
                (":was".to_owned(), attribute(was)?),
                (":misses".to_owned(), attribute(transfer.misses)?),
                (":retention".to_owned(), attribute(&transfer.retention)?),
                (":one".to_owned(), one()),
            ]))
        };
        let values = match values() {
            Ok(values) => values,
            Err(error) => return self.fail(error),
        };
        let update = "SET #state = :state, misses = :misses, #retention = :retention, version = version + :one";
        let names = names("state").into_iter().chain(names("retention")).collect();
        self.update_named(
            &keys::transfer(other, transfer.id),
            update,
            "#state = :was",
            names,
            values,
            Conflict::Stale(Transfer::ENTITY),
        )
        .put_over(&keys::row(other, Transfer::REGISTER, &transfer.row_id()), Transfer::REGISTER, transfer)
    }

    /// Goes on only while a licence is in use; refused with `Taken(RECEIVER_CLOSED)`. Nothing of it is read.
    pub fn while_licence_open(self, licence: LicenceId) -> Self {
        match attribute(LicenceStatus::Open) {
            Ok(open) => self.require(
                &Licence::key(licence, &()),
                "#status = :open",
                names("status"),
                HashMap::from([(":open".to_owned(), open)]),
                Conflict::Taken(RECEIVER_CLOSED),
            ),
            Err(error) => self.fail(error),
        }
    }

    /// Tells the sender's dossier that the receiver took it over.
    pub fn tell_handed_over(self, sender: LicenceId, dossier: DossierId) -> Self {
        self.settle_dossier(sender, dossier, DossierStatus::Transferred)
    }

    /// Tells the sender's dossier that nobody took it over: it is only archived again (6.2).
    pub fn tell_given_back(self, sender: LicenceId, dossier: DossierId) -> Self {
        self.settle_dossier(sender, dossier, DossierStatus::Archived)
    }

    /// A dossier that is set out becomes something else; refused with `Stale` when it is not set out.
    fn settle_dossier(self, sender: LicenceId, dossier: DossierId, becomes: DossierStatus) -> Self {
        let (out, next) = match (attribute(DossierStatus::SetOut), attribute(becomes)) {
            (Ok(out), Ok(next)) => (out, next),
            (Err(error), _) | (_, Err(error)) => return self.fail(error),
        };
        let header =
            HashMap::from([(":out".to_owned(), out), (":next".to_owned(), next.clone()), (":one".to_owned(), one())]);
        let row = HashMap::from([(":next".to_owned(), next)]);
        self.update_named(
            &keys::dossier(sender, dossier),
            "SET #status = :next, version = version + :one",
            "#status = :out",
            names("status"),
            header,
            Conflict::Stale(Dossier::ENTITY),
        )
        .update_named(
            &keys::row(sender, DossierRow::REGISTER, &dossier.to_string()),
            "SET #status = :next",
            "attribute_exists(pk)",
            names("status"),
            row,
            Conflict::Stale(DossierRow::REGISTER),
        )
    }

    /// The last write of an import: learner, carers, header, register and guard. What was written before becomes visible with it.
    /// Refused with `Taken(RUNNING)` when the learner has a running dossier (2-19).
    pub fn reveal_import(
        self,
        licence: LicenceId,
        learner: &Stored<Learner>,
        carers: &[KnownCarer],
        dossier: &Dossier,
    ) -> Self {
        let guard = keys::running_dossier(licence, learner.value.id);
        let change = self
            .claim(&guard, RUNNING, &dossier.id.to_string())
            .save(learner)
            .row(&LearnerRow::of(&learner.value, Some(dossier.id)))
            .create(dossier)
            .row(&DossierRow::of(dossier));
        carers
            .iter()
            .fold(change, |change, known| change.create_carer(&known.carer, vec![learner.value.id]).create(&known.tie))
    }
}
