//! What changes in somebody's credentials.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A change in somebody's credentials that the person hears of by mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AccountChange {
    /// The password was changed.
    Password,
    /// The second factor was switched on or replaced.
    SecondFactorOn,
    /// The second factor was switched off.
    SecondFactorOff,
    /// The second factor was removed because the phone was lost.
    SecondFactorReset,
    /// A recovery code was used.
    RecoveryCodeUsed,
    /// Too many failed sign-ins: locked until a new password is chosen.
    Locked,
    /// Somebody invited to another licence accepted.
    JoinedLicence,
    /// A school account was linked.
    HubLinked,
    /// A school account was taken off.
    HubUnlinked,
}
