//! A save that came too late: both texts side by side, and who saved when, so that nothing is lost and nothing is overwritten unseen.

use serde::Serialize;
use store::audit::Who;

use crate::{
    dates,
    desk::Desk,
    problem::Problem,
    t,
    ui::{Compare, Notice},
};

/// What a page shows above the form after a stale save.
#[derive(Debug, Clone, Serialize)]
pub struct Stale {
    /// What happened and what to do now.
    pub notice: Notice,
    /// The fields that differ.
    pub fields: Vec<Compare>,
}

impl Desk {
    /// Compares what was typed with what stands there now: label, own text and present text of each field; equal ones are left out.
    /// `subject` is that of the audit rows, which tell who saved last; `acts` are those that save.
    ///
    /// # Errors
    /// When the audit log cannot be read.
    pub async fn compare(
        &self,
        subject: &str,
        acts: &[&str],
        fields: impl IntoIterator<Item = (String, String, String)>,
    ) -> Result<Stale, Problem> {
        let t = t(self.locale());
        let rows = self.app.store.audit_of(self.licence.id, subject).await?;
        let last = rows.into_iter().rev().find(|row| acts.contains(&row.act.as_str()));
        let theirs = match last.map(|row| (row.who, row.at)) {
            Some((Who::Staff { name, .. }, Some(at))) => t.stale_theirs(name, dates::moment(at, self.locale())),
            _ => t.stale_theirs_unknown(),
        };
        let differing = fields.into_iter().filter(|(_, mine, now)| mine.trim() != now.trim());
        let fields = differing
            .map(|(label, mine, now)| Compare::new(label, (t.stale_mine(), mine), (theirs.clone(), now)))
            .collect();
        Ok(Stale { notice: Notice::attention(t.problem_stale()).text(t.stale_text()).live(), fields })
    }
}
