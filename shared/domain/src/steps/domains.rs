//! The domains of the learner's profile. A dossier keeps those of the day it was opened (1-56).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What kind of domain (1-54).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DomainKind {
    /// A learning area.
    LearningArea,
    /// Across learning areas; every new domain is one (1-50).
    CrossArea,
}

/// A domain of the profile, as it was when the dossier was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ProfileDomain {
    /// Its id, stable for ever; a standard one has its label in the catalogue as `domain-<id>`.
    pub id: String,
    /// What kind.
    pub kind: DomainKind,
    /// The subject it belongs to, for who teaches one subject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The licence's own name for it; none for a standard one that was left as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

impl ProfileDomain {
    fn standard(id: &str, kind: DomainKind, subject: Option<&str>) -> Self {
        Self { id: id.into(), kind, subject: subject.map(Into::into), name: None }
    }
}

/// The domains a licence begins with.
pub fn standard_domains() -> Vec<ProfileDomain> {
    use DomainKind::{CrossArea, LearningArea};
    let area = |id, subject| ProfileDomain::standard(id, LearningArea, Some(subject));
    let cross = |id| ProfileDomain::standard(id, CrossArea, None);
    vec![
        area("technical-reading", "dutch"),
        area("comprehensive-reading", "dutch"),
        area("spelling", "dutch"),
        area("spoken-language", "dutch"),
        area("mathematics", "mathematics"),
        cross("learning-attitude"),
        cross("social-emotional"),
        cross("behaviour"),
        cross("physical"),
    ]
}
