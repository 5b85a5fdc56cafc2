//! A lost phone: an administrator asks that a staff member may set up the second factor anew. It takes the mailed link *and* the
//! password, so that neither the administrator nor whoever reads the mailbox can do it alone.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{StaffMember, StaffStatus};
use crate::{
    ids::{LinkId, StaffId},
    input::{Faults, text},
    link::Link,
};

/// Longest reason, in characters: a few sentences.
const LONGEST_REASON: usize = 500;

/// A reset of the second factor that was asked for; the newest is remembered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FactorReset {
    /// Its link.
    pub link: LinkId,
    /// Which link key derives the token.
    pub key: String,
    /// When it was asked.
    pub made: Timestamp,
    /// By whom.
    pub by: StaffId,
    /// Why, in the administrator's words.
    pub reason: String,
}

/// What an administrator types.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct FactorResetInput {
    /// Why the second factor is to be reset.
    pub reason: String,
    /// `yes`; without it a page first says what will happen.
    pub confirm: String,
}

impl FactorResetInput {
    /// The reason.
    ///
    /// # Errors
    /// A reason that is missing or too long, at `reason`.
    pub fn parse(&self) -> Result<String, Faults> {
        text(&self.reason, LONGEST_REASON).map_err(|fault| Faults::one("reason", fault))
    }
}

impl StaffMember {
    /// Whether the second factor can be reset from this licence: only of somebody who works here.
    pub fn may_reset_factor(&self) -> bool {
        self.status == StaffStatus::Active && self.access
    }

    /// Notes that a reset was asked for with this link.
    pub fn ask_factor_reset(&mut self, link: &Link, by: StaffId, reason: String) {
        self.factor_reset = Some(FactorReset { link: link.id, key: link.key.clone(), made: link.made, by, reason });
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{input::Fault, staff::tests::jet};

    #[test]
    fn only_of_somebody_who_works_here_the_second_factor_is_reset() {
        let mut member = jet();
        assert!(!member.may_reset_factor(), "invited: there is none yet");
        member.status = StaffStatus::Active;
        assert!(member.may_reset_factor());
        member.access = false;
        assert!(!member.may_reset_factor(), "no access");
        member.access = true;
        member.remove(date(2026, 11, 23));
        assert!(!member.may_reset_factor(), "removed");
    }

    #[test]
    fn a_reset_needs_a_reason() {
        let told = FactorResetInput { reason: "  ".into(), confirm: "yes".into() }.parse().unwrap_err();
        assert_eq!(told.at("reason"), Some(&Fault::Missing));
        let input = FactorResetInput { reason: " Telefoon gestolen ".into(), ..FactorResetInput::default() };
        assert_eq!(input.parse().unwrap(), "Telefoon gestolen");
    }
}
