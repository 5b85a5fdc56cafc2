//! The hand-over of a dossier from one licence to another (1-12 to 1-20). A frozen package is delivered; nobody reads across.

mod export;
mod import;
mod package;

use jiff::{Timestamp, ToSpan, civil::Date};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use export::{
    Evidence, ExportInput, ExportUnmet, Permission, PermissionInput, Viewing, ViewingInput, needs_permission, unmet,
};
pub use import::{ImportInput, ImportInto, ImportRefused, NewImport, Unpacked, may_import, same_learner};
pub use package::{
    Content, Draft, LARGEST_PACKAGE, Manifest, Package, PackageBroken, PackedCarer, PackedDossier, PackedFile,
    PackedLearner, PackedStep, Seal, Sealed,
};

use crate::{
    author::Stamp,
    calendar::{end_of, today},
    hash::Hash,
    ids::{DossierId, LicenceId, TransferId},
    licence::{Licence, LicenceName},
    retention::{Retention, RetentionClass, RetentionEvent},
};

/// Days that a package waits (6.2).
pub const LIFE_DAYS: i64 = 60;
/// Wrong dates of birth after which a package is locked: a date of birth is a weak secret (1-15).
pub const MISSES: u8 = 5;

/// A licence as the other side sees it: name and place, so that a mistyped name is noticed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Party {
    /// The licence.
    pub licence: LicenceId,
    /// Its code.
    pub name: LicenceName,
    /// What people call it.
    pub display_name: String,
    /// The town.
    pub place: String,
}

impl Party {
    /// This licence.
    pub fn of(licence: &Licence) -> Self {
        Self {
            licence: licence.id,
            name: licence.name.clone(),
            display_name: licence.display_name.clone(),
            place: licence.place.clone(),
        }
    }
}

/// How far a transfer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TransferState {
    /// Being packed.
    Prepared,
    /// Waits for the receiver.
    Waiting,
    /// The receiver opened it; it is being unpacked.
    Importing,
    /// Taken over.
    Imported,
    /// Locked after wrong dates of birth; the sender withdraws it and sends another.
    Locked,
    /// Withdrawn by the sender.
    Withdrawn,
    /// Not taken over in time.
    Expired,
}

impl TransferState {
    /// All states.
    pub const ALL: [Self; 7] =
        [Self::Prepared, Self::Waiting, Self::Importing, Self::Imported, Self::Locked, Self::Withdrawn, Self::Expired];

    /// Whether nothing more can happen to it.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Imported | Self::Withdrawn | Self::Expired)
    }

    /// Its name in the catalogue, after `transfer-state-`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Prepared => "prepared",
            Self::Waiting => "waiting",
            Self::Importing => "importing",
            Self::Imported => "imported",
            Self::Locked => "locked",
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
        }
    }
}

/// A transfer. Sender and receiver each keep one; it names nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Transfer {
    /// The id.
    pub id: TransferId,
    /// The number that people tell each other, such as `T-2026-4F7K2M`.
    pub number: String,
    /// The dossier at the sender.
    pub dossier: DossierId,
    /// Who sends.
    pub from: Party,
    /// Who receives.
    pub to: Party,
    /// How far it is, apart from expiry; ask [`Transfer::state`].
    pub state: TransferState,
    /// Who set it out, and when.
    pub made: Stamp,
    /// The first moment at which it waits no longer.
    pub ends: Timestamp,
    /// Wrong dates of birth so far.
    pub misses: u8,
    /// What a typed date of birth is compared with. Not a secret store: it only keeps the date itself out of lists.
    pub birth_check: Hash,
    /// The hash of the package, once it was packed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub package: Option<Hash>,
    /// How long it is kept.
    pub retention: Retention,
}

/// Why a package was not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, thiserror::Error)]
#[serde(tag = "miss", rename_all = "kebab-case")]
pub enum Miss {
    /// The date is not that of the learner.
    #[error("the date of birth is wrong, {left} tries left")]
    Wrong {
        /// Tries that are left.
        left: u8,
    },
    /// It is locked, now or before.
    #[error("the package is locked")]
    Locked,
    /// It does not wait.
    #[error("the package does not wait: {state:?}")]
    NotWaiting {
        /// How far it is instead.
        state: TransferState,
    },
}

/// Why a transfer cannot go where it was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, thiserror::Error)]
#[error("not possible in this state: {0:?}")]
pub struct TransferRefusal(pub TransferState);

/// The number for people, made of 4 random bytes: six signs that are not easily taken for others.
pub fn number(year: i16, random: [u8; 4]) -> String {
    const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let bits = u32::from_be_bytes(random);
    let sign = |at: u32| SIGNS.get((bits >> (5 * at)) as usize & 31).copied().map_or('0', char::from);
    format!("T-{year}-{}", (0..6).rev().map(sign).collect::<String>())
}

impl Transfer {
    /// A transfer that is set out. What it needs was checked by [`unmet`].
    pub fn prepare(
        id: TransferId,
        random: [u8; 4],
        dossier: DossierId,
        birth: Date,
        from: Party,
        to: Party,
        made: Stamp,
    ) -> Self {
        let day = today(made.at);
        let last = day.checked_add(LIFE_DAYS.days()).unwrap_or(day);
        Self {
            id,
            number: number(day.year(), random),
            dossier,
            from,
            to,
            state: TransferState::Prepared,
            ends: end_of(last),
            made,
            misses: 0,
            birth_check: birth_check(id, birth),
            package: None,
            retention: Retention::new(RetentionClass::Transfer),
        }
    }

    /// How far it is at `now`.
    pub fn state(&self, now: Timestamp) -> TransferState {
        let waits = matches!(self.state, TransferState::Prepared | TransferState::Waiting | TransferState::Locked);
        if waits && now >= self.ends { TransferState::Expired } else { self.state }
    }

    /// The package lies ready: it waits for the receiver.
    ///
    /// # Errors
    /// When it is not being packed.
    pub fn ready(&mut self, package: Hash, now: Timestamp) -> Result<(), TransferRefusal> {
        self.to(TransferState::Waiting, now, |state| state == TransferState::Prepared)?;
        self.package = Some(package);
        Ok(())
    }

    /// The sender takes it back.
    ///
    /// # Errors
    /// When it was opened, or is over.
    pub fn withdraw(&mut self, now: Timestamp) -> Result<(), TransferRefusal> {
        self.to(TransferState::Withdrawn, now, |state| {
            matches!(state, TransferState::Prepared | TransferState::Waiting | TransferState::Locked)
        })?;
        self.retention.begin(RetentionEvent::TransferEnded, today(now));
        Ok(())
    }

    /// Tries to open it with a date of birth. A miss counts, and is to be written before anybody hears of it.
    ///
    /// # Errors
    /// Why not; the fifth miss locks it.
    pub fn try_open(&mut self, birth: Date, now: Timestamp) -> Result<(), Miss> {
        match self.state(now) {
            TransferState::Waiting => {}
            TransferState::Locked => return Err(Miss::Locked),
            state => return Err(Miss::NotWaiting { state }),
        }
        if birth_check(self.id, birth) == self.birth_check {
            return Ok(());
        }
        self.misses = self.misses.saturating_add(1);
        if self.misses >= MISSES {
            self.state = TransferState::Locked;
            return Err(Miss::Locked);
        }
        Err(Miss::Wrong { left: MISSES - self.misses })
    }

    /// The receiver takes it over: it is being unpacked, and can no longer be withdrawn.
    ///
    /// # Errors
    /// When it does not wait.
    pub fn begin_import(&mut self, now: Timestamp) -> Result<(), TransferRefusal> {
        self.to(TransferState::Importing, now, |state| state == TransferState::Waiting)
    }

    /// It was taken over.
    ///
    /// # Errors
    /// When it was not being unpacked.
    pub fn imported(&mut self, now: Timestamp) -> Result<(), TransferRefusal> {
        self.to(TransferState::Imported, now, |state| state == TransferState::Importing)?;
        self.retention.begin(RetentionEvent::TransferEnded, today(now));
        Ok(())
    }

    /// It was not taken over in time: noted by the job of its last day, or by whoever withdraws it before. `false` when there is nothing to note.
    pub fn expire(&mut self, now: Timestamp) -> bool {
        let expires = self.state != TransferState::Expired && self.state(now) == TransferState::Expired;
        if expires {
            self.state = TransferState::Expired;
            self.retention.begin(RetentionEvent::TransferEnded, today(now));
        }
        expires
    }

    fn to(
        &mut self,
        next: TransferState,
        now: Timestamp,
        from: impl Fn(TransferState) -> bool,
    ) -> Result<(), TransferRefusal> {
        let state = self.state(now);
        if !from(state) {
            return Err(TransferRefusal(state));
        }
        self.state = next;
        Ok(())
    }
}

fn birth_check(id: TransferId, birth: Date) -> Hash {
    Hash::of(format!("{id} {birth}"))
}

#[cfg(test)]
mod tests;
