//! What somebody decides through a link.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    hash::Hash,
    ids::{CodeId, LinkId},
    input::{Fault, Faults, optional_text},
};

/// What was decided, with everything that shows it later (1-34).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Decision {
    /// Whether the person agrees.
    pub agrees: bool,
    /// Why not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What the person wants to say besides, in own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
    /// Through which link.
    pub link: LinkId,
    /// Which code confirmed the address.
    pub code: CodeId,
    /// On which version, as a whole.
    pub version: Hash,
    /// Which text of declaration was on the page, in which language, such as `consent-declaration-action-part-1.nl`.
    pub declaration: String,
}

/// A decision as typed into a form.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct DecisionInput {
    /// `agrees` or `refuses`.
    pub decision: String,
    /// Why not.
    pub reason: String,
    /// What the person wants to say besides.
    pub remark: String,
}

impl DecisionInput {
    /// The decision. A refusal needs a reason.
    ///
    /// # Errors
    /// Every fault of the input.
    pub fn parse(&self, link: LinkId, code: CodeId, version: Hash, declaration: &str) -> Result<Decision, Faults> {
        let mut faults = Faults::default();
        let agrees = faults.check(
            "decision",
            match self.decision.trim() {
                "agrees" => Ok(true),
                "refuses" => Ok(false),
                "" => Err(Fault::Missing),
                _ => Err(Fault::NotAChoice),
            },
        );
        let reason = faults.check("reason", optional_text(&self.reason, 2_000));
        if agrees == Some(false) && reason == Some(None) {
            faults.add("reason", Fault::ReasonNeeded);
        }
        let remark = faults.check("remark", optional_text(&self.remark, 2_000));
        let whole = agrees.zip(reason).zip(remark).map(|((agrees, reason), remark)| Decision {
            agrees,
            // Somebody who agrees and yet typed under "reason" has something to say: it is kept as a remark.
            remark: if agrees { remark.or(reason.clone()) } else { remark },
            reason: reason.filter(|_| !agrees),
            link,
            code,
            version,
            declaration: declaration.into(),
        });
        faults.all(whole)
    }
}
