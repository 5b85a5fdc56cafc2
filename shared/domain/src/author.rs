//! Who did something, and when. The name is kept as it was then, beside the id (3-26).

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{ids::StaffId, staff::StaffMember};

/// A staff member as author.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Author {
    /// Who.
    pub staff: StaffId,
    /// The name as it was then.
    pub name: String,
}

impl Author {
    /// This staff member, under the name of today.
    pub fn of(member: &StaffMember) -> Self {
        Self { staff: member.id, name: member.name.full() }
    }

    /// Does something at `at`.
    pub fn at(self, at: Timestamp) -> Stamp {
        Stamp { by: self, at }
    }
}

/// Who did something, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Stamp {
    /// Who.
    pub by: Author,
    /// When.
    pub at: Timestamp,
}
