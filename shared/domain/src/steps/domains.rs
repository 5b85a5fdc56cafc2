//! The domains of the learner's profile. A dossier keeps those of the day it was opened (1-56).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{input::Fault, steps::StepContent};

/// The list of step 4 with a row for each domain.
const LIST: &str = "domain";

/// A subject that somebody teaches (3-18).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// Dutch.
    Dutch,
    /// English.
    English,
    /// Mathematics.
    Mathematics,
}

impl Subject {
    /// Those that a domain of the profile belongs to, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Dutch, Self::English, Self::Mathematics];

    /// Its name in forms, paths and keys.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dutch => "dutch",
            Self::English => "english",
            Self::Mathematics => "mathematics",
        }
    }

    /// The subject with this name.
    ///
    /// # Errors
    /// [`Fault::Missing`], [`Fault::NotAChoice`].
    pub fn parse(typed: &str) -> Result<Self, Fault> {
        if typed.is_empty() {
            return Err(Fault::Missing);
        }
        Self::ALL.into_iter().find(|subject| subject.as_str() == typed).ok_or(Fault::NotAChoice)
    }
}

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
    pub subject: Option<Subject>,
    /// The licence's own name for it; none for a standard one that was left as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

impl ProfileDomain {
    fn standard(id: &str, kind: DomainKind, subject: Option<Subject>) -> Self {
        Self { id: id.into(), kind, subject, name: None }
    }
}

/// The domains a licence begins with.
pub fn standard_domains() -> Vec<ProfileDomain> {
    use DomainKind::{CrossArea, LearningArea};
    let area = |id, subject| ProfileDomain::standard(id, LearningArea, Some(subject));
    let cross = |id| ProfileDomain::standard(id, CrossArea, None);
    vec![
        area("technical-reading", Subject::Dutch),
        area("comprehensive-reading", Subject::Dutch),
        area("spelling", Subject::Dutch),
        area("spoken-language", Subject::Dutch),
        area("english", Subject::English),
        area("mathematics", Subject::Mathematics),
        cross("learning-attitude"),
        cross("social-emotional"),
        cross("behaviour"),
        cross("physical"),
    ]
}

/// The domains of one subject, in the order of the profile.
pub fn domains_of(domains: &[ProfileDomain], subject: Subject) -> Vec<ProfileDomain> {
    domains.iter().filter(|domain| domain.subject == Some(subject)).cloned().collect()
}

impl StepContent {
    /// What the profile says about these domains, and nothing else of it (3-18, trap 19).
    #[must_use]
    pub fn about(&self, domains: &[ProfileDomain]) -> Self {
        let is_about = |id: Option<&str>| domains.iter().any(|domain| Some(domain.id.as_str()) == id);
        let mut part = Self::default();
        part.set_rows(LIST, self.rows(LIST).iter().filter(|row| is_about(row.id.as_deref())).cloned().collect());
        part
    }

    /// The profile with what `part` says about these domains in the place of what stood there; about the others it stays as it is.
    /// `all` are the domains of the dossier, in their order.
    #[must_use]
    pub fn with_part(&self, part: &Self, domains: &[ProfileDomain], all: &[ProfileDomain]) -> Self {
        let kept: Vec<ProfileDomain> = all.iter().filter(|domain| !domains.contains(domain)).cloned().collect();
        let mut rows = self.about(&kept).rows(LIST).to_vec();
        rows.extend(part.about(domains).rows(LIST).iter().cloned());
        rows.sort_by_key(|row| all.iter().position(|domain| Some(domain.id.as_str()) == row.id.as_deref()));
        let mut whole = self.clone();
        whole.set_rows(LIST, rows);
        whole
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::steps::{Context, Form, StepNumber, definition};

    fn filled(domains: &[ProfileDomain], text: &str) -> StepContent {
        let context = Context { domains: domains.to_vec(), ..Context::default() };
        let rows = domains.iter().enumerate().flat_map(|(at, domain)| {
            let name = |field: &str| format!("domain-{}-{field}", at + 1);
            [(name("id"), domain.id.clone()), (name("picture"), format!("{text} {}", domain.id))]
        });
        let form = Form::from_pairs(rows);
        StepContent::parse(definition(StepNumber::PROFILE), &context, &form, &mut uuid::Uuid::nil).unwrap()
    }

    #[test]
    fn a_subject_sees_and_changes_its_own_domains_and_no_other() {
        // 3-18, trap 19
        let all = standard_domains();
        let dutch = domains_of(&all, Subject::Dutch);
        let whole = filled(&all, "was");
        let part = whole.about(&dutch);
        assert_eq!(part.rows(LIST).len(), 4);
        assert!(part.rows(LIST).iter().all(|row| dutch.iter().any(|domain| Some(&domain.id) == row.id.as_ref())));

        let changed = whole.with_part(&filled(&dutch, "is"), &dutch, &all);
        assert_eq!(changed.about(&dutch), filled(&dutch, "is"));
        let order = |content: &StepContent| content.rows(LIST).iter().map(|row| row.id.clone()).collect::<Vec<_>>();
        assert_eq!(order(&changed), order(&whole));
        let others: Vec<_> = all.iter().filter(|domain| domain.subject != Some(Subject::Dutch)).cloned().collect();
        assert_eq!(changed.about(&others), whole.about(&others));
    }

    #[test]
    fn whoever_teaches_a_subject_has_a_learning_area_to_write_in() {
        // 3-18
        let all = standard_domains();
        for subject in Subject::ALL {
            let own = domains_of(&all, subject);
            assert!(!own.is_empty() && own.iter().all(|domain| domain.kind == DomainKind::LearningArea), "{subject:?}");
        }
        assert_eq!(Subject::ALL.map(Subject::as_str), ["dutch", "english", "mathematics"]);
    }

    #[test]
    fn what_a_part_says_about_other_domains_is_not_taken_over() {
        // trap 19
        let all = standard_domains();
        let mathematics = domains_of(&all, Subject::Mathematics);
        let whole = filled(&all, "was");
        let changed = whole.with_part(&filled(&all, "smuggled"), &mathematics, &all);
        let others: Vec<_> = all.iter().filter(|domain| !mathematics.contains(domain)).cloned().collect();
        assert_eq!(changed.about(&others), whole.about(&others));
        assert_eq!(
            whole.with_part(&StepContent::default(), &mathematics, &all).about(&mathematics),
            StepContent::default()
        );
    }
}
