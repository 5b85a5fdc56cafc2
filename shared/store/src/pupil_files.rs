//! Files of the pupil administration, with what is kept unseen while one is loaded.
//!
//! Rows that are written for a file carry its id, and what stood there before. While the register holds a veil for that id, everybody sees
//! what was before; taking the veil away shows them all at once, so that no list ever shows half a school. What was before goes a while
//! later: somebody may have begun to read a list while the veil was there.

use std::collections::HashSet;

use aws_sdk_dynamodb::{operation::update_item::UpdateItemError, types::AttributeValue};
use domain::{
    access::Scope,
    group::Group,
    ids::{DossierId, LicenceId, PupilFileId},
    learner::{Learner, LearnerRow},
    pupil_file::PupilFile,
};
use futures::{StreamExt as _, TryStreamExt as _};
use jiff::SignedDuration;
use serde::Serialize;

use crate::{
    change::Change,
    error::{Conflict, StoreError},
    groups,
    item::{Entity, Item, Row, Stored, to_item},
    keys::{self, Key, Table},
    outbox::{Job, Task},
    read::{LicenceStore, Store},
};

/// The attribute of a row that names the file it was written for.
const WRITTEN_FOR: &str = "written_for";
/// The attribute of such a row that holds the row as it was; without it there was none.
const BEFORE: &str = "before";
/// What the guard of the file that is being loaded is called when it stands in the way.
pub const LOADING: &str = "loading";
/// Longer than any function that shows a list may run.
const LONGEST_READ: SignedDuration = SignedDuration::from_mins(2);
/// Rows that are written at once.
const SIDE_BY_SIDE: usize = 16;
/// What a veil is called in storage.
const VEIL: &str = "veil";

impl Entity for PupilFile {
    type Id = PupilFileId;
    const ENTITY: &'static str = "pupil file";

    fn key(licence: LicenceId, id: &PupilFileId) -> Key {
        keys::pupil_file(licence, *id)
    }

    fn id(&self) -> PupilFileId {
        self.id
    }
}

/// A file is its own row: small, and there are few.
impl Row for PupilFile {
    const REGISTER: &'static str = "pupil files";

    fn row_id(&self) -> String {
        self.id.to_string()
    }
}

/// Rows of a register as anybody sees them: without veils, and what is behind one as it was before. `mine` is seen all the same.
pub(crate) fn unveiled(items: Vec<Item>, mine: Option<PupilFileId>) -> impl Iterator<Item = Item> {
    let mine = mine.map(|id| id.to_string());
    // A veil sorts before every row, so that it was read before what it covers: taken away meanwhile, it still covers all of it.
    let (veils, rows): (Vec<Item>, Vec<Item>) = items.into_iter().partition(|item| veiled_id(item).is_some());
    let veils: HashSet<String> = veils.iter().filter_map(veiled_id).filter(|id| Some(id) != mine.as_ref()).collect();
    rows.into_iter().filter_map(move |mut row| match row.get(WRITTEN_FOR) {
        Some(AttributeValue::S(file)) if veils.contains(file) => match row.remove(BEFORE)? {
            AttributeValue::M(before) => Some(before),
            _ => None,
        },
        _ => Some(row),
    })
}

/// The file whose rows an item covers, if it is a veil.
fn veiled_id(item: &Item) -> Option<String> {
    let sk = item.get("sk")?.as_s().ok()?;
    sk.strip_prefix(keys::VEIL_PREFIX).map(str::to_owned)
}

impl LicenceStore<'_> {
    /// A register as the worker sees it that loads a file: with what was written for that file.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn register_for<R: Row>(&self, file: PupilFileId) -> Result<Vec<R>, StoreError> {
        self.rows(Some(file)).await
    }

    /// Takes out of the rows that were written for a file what they were before. A row that was saved since has none any more.
    ///
    /// # Errors
    /// When the database does not answer; what was taken out is.
    pub async fn forget_before(&self, file: PupilFileId) -> Result<(), StoreError> {
        let partition = keys::register_partition(self.id(), LearnerRow::REGISTER);
        let rows = self.store.partition(Table::Records, &partition, None).await?;
        let for_it = AttributeValue::S(file.to_string());
        let left = rows.into_iter().filter(|row| row.get(WRITTEN_FOR) == Some(&for_it) && row.contains_key(BEFORE));
        let forgotten = left.map(|mut row| {
            let key = ["pk", "sk"].into_iter().filter_map(|name| row.remove_entry(name)).collect();
            self.forget_in(key, for_it.clone())
        });
        futures::stream::iter(forgotten).buffer_unordered(SIDE_BY_SIDE).try_collect().await
    }

    async fn forget_in(&self, row: Item, file: AttributeValue) -> Result<(), StoreError> {
        let update = self
            .store
            .client
            .update_item()
            .table_name(self.store.table(Table::Records))
            .set_key(Some(row))
            .update_expression("REMOVE #before, #file")
            .condition_expression("#file = :file")
            .expression_attribute_names("#before", BEFORE)
            .expression_attribute_names("#file", WRITTEN_FOR)
            .expression_attribute_values(":file", file);
        match update.send().await {
            Ok(_) => Ok(()),
            Err(error) => match error.as_service_error() {
                Some(UpdateItemError::ConditionalCheckFailedException(_)) => Ok(()),
                _ => Err(StoreError::from_sdk(error)),
            },
        }
    }
}

impl Store {
    /// A job that reads a file that arrived.
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn check_roster(&self, scope: &Scope, file: PupilFileId) -> Result<Job, StoreError> {
        self.job(Some(scope.licence()), Task::CheckRoster { file })
    }

    /// A job that loads a file that was confirmed.
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn load_roster(&self, scope: &Scope, file: PupilFileId) -> Result<Job, StoreError> {
        self.job(Some(scope.licence()), Task::LoadRoster { file })
    }

    /// A job that ends a file when nobody sent or confirmed it in time, and forgets what is not needed of one that is over.
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn forget_roster(&self, scope: &Scope, file: &PupilFile) -> Result<Job, StoreError> {
        let job = self.job(Some(scope.licence()), Task::ForgetRoster { file: file.id })?;
        Ok(Job { due: file.ends().unwrap_or(job.made), ..job })
    }

    /// A job that takes out what rows were before, when no list is read any more that was begun before now.
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn forget_before_later(&self, scope: &Scope, file: PupilFileId) -> Result<Job, StoreError> {
        let job = self.job(Some(scope.licence()), Task::ForgetBefore { file })?;
        Ok(Job { due: job.made + LONGEST_READ, ..job })
    }
}

impl Change {
    /// Keeps a file that is announced, and its row.
    pub fn create_pupil_file(self, file: &PupilFile) -> Self {
        self.create(file).row(file)
    }

    /// Saves a file and its row.
    pub fn save_pupil_file(self, file: &Stored<PupilFile>) -> Self {
        self.save(file).row(&file.value)
    }

    /// From now on this file is the one that is loaded; refused with `Taken(LOADING)` while there is another.
    pub fn begin_loading(mut self, file: PupilFileId) -> Self {
        match self.licence() {
            Some(licence) => self.claim(&keys::loading(licence), LOADING, &file.to_string()),
            None => self,
        }
    }

    /// Another file can be loaded.
    pub fn end_loading(mut self) -> Self {
        match self.licence() {
            Some(licence) => self.remove_item(&keys::loading(licence)),
            None => self,
        }
    }

    /// From now on nobody sees what is written for a file.
    pub fn veil(mut self, file: PupilFileId) -> Self {
        let Some(licence) = self.licence() else { return self };
        for register in [LearnerRow::REGISTER, Group::REGISTER] {
            let key = keys::veil(licence, register, file);
            self = self.put_over(&key, VEIL, &std::collections::HashMap::<String, String>::new());
        }
        self
    }

    /// All that was written for a file is there at once.
    pub fn unveil(mut self, file: PupilFileId) -> Self {
        let Some(licence) = self.licence() else { return self };
        for register in [LearnerRow::REGISTER, Group::REGISTER] {
            self = self.remove_item(&keys::veil(licence, register, file));
        }
        self
    }

    /// Keeps a new learner that was written for a file.
    pub fn create_learner_for(self, file: PupilFileId, learner: &Learner) -> Self {
        self.create(learner).row_for(file, &LearnerRow::of(learner, None), None)
    }

    /// Saves a learner who was here, as [`Change::save_learner`] does, for a file: lists show what was until all of it is there.
    pub fn save_learner_for(
        self,
        file: PupilFileId,
        licence: LicenceId,
        (before, after): (&Learner, &Stored<Learner>),
        running: Option<DossierId>,
    ) -> Self {
        let (was, is) = (LearnerRow::of(before, running), LearnerRow::of(&after.value, running));
        self.save(after).row_for(file, &is, Some(&was)).still_running(licence, before.id, running)
    }

    /// Keeps a new group that was written for a file; refused with `Taken` when there is such a group.
    pub fn create_group_for(self, file: PupilFileId, licence: LicenceId, group: &Group) -> Self {
        groups::claimed(self, licence, group).create(group).row_for(file, group, None)
    }

    fn row_for<R: Row + Serialize>(mut self, file: PupilFileId, row: &R, before: Option<&R>) -> Self {
        let Some(licence) = self.licence() else { return self };
        let key = keys::row(licence, R::REGISTER, &row.row_id());
        let before = before.map(|before| to_item(before, R::REGISTER, &key, 1)).transpose();
        let item = before.and_then(|before| {
            let mut item = to_item(row, R::REGISTER, &key, 1)?;
            item.insert(WRITTEN_FOR.into(), AttributeValue::S(file.to_string()));
            item.extend(before.map(|before| (BEFORE.to_owned(), AttributeValue::M(before))));
            Ok(item)
        });
        self.put_item(&key, item, None, Conflict::Stale(R::REGISTER))
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn item(sk: &str, file: Option<PupilFileId>) -> Item {
        let mut item = Item::from([("sk".to_owned(), AttributeValue::S(sk.into()))]);
        if let Some(file) = file {
            item.insert(WRITTEN_FOR.into(), AttributeValue::S(file.to_string()));
        }
        item
    }

    #[test]
    fn what_is_behind_a_veil_is_seen_by_its_own_worker_only() {
        let (one, other) = (PupilFileId::new(Uuid::from_u128(1)), PupilFileId::new(Uuid::from_u128(2)));
        let veil = |file| format!("{}{file}", keys::VEIL_PREFIX);
        let all = || vec![item(&veil(one), None), item("a", None), item("b", Some(one)), item("c", Some(other))];
        let seen = |items, mine| {
            unveiled(items, mine).filter_map(|item| item.get("sk")?.as_s().ok().cloned()).collect::<Vec<_>>()
        };
        assert_eq!(seen(all(), None), ["a", "c"]);
        assert_eq!(seen(all(), Some(other)), ["a", "c"]);
        assert_eq!(seen(all(), Some(one)), ["a", "b", "c"]);
        assert_eq!(seen(all().split_off(1), None), ["a", "b", "c"], "the veil is gone");
    }

    #[test]
    fn what_was_here_before_is_seen_as_it_was_until_the_veil_is_gone() {
        let file = PupilFileId::new(Uuid::from_u128(1));
        let mut changed = item("a", Some(file));
        changed.insert(BEFORE.into(), AttributeValue::M(item("as it was", None)));
        let all = vec![item(&format!("{}{file}", keys::VEIL_PREFIX), None), changed];
        let seen =
            |items, mine| unveiled(items, mine).map(|item| item["sk"].as_s().unwrap().clone()).collect::<Vec<_>>();
        assert_eq!(seen(all.clone(), None), ["as it was"]);
        assert_eq!(seen(all.clone(), Some(file)), ["a"]);
        assert_eq!(seen(all[1..].to_vec(), None), ["a"]);
    }

    #[test]
    fn a_veil_sorts_before_every_row() {
        assert!(keys::VEIL_PREFIX < "0" && !keys::VEIL_PREFIX.contains('#'));
    }
}
