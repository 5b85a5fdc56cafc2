//! Finishing a step: what was typed is saved with it, or everything that is missing is told and nothing is saved.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    access::Action,
    author::Stamp,
    calendar::SchoolYear,
    dossier::NotFinished,
    learner::{Learner, Sourced, YearFacts},
    steps::{Form, StepNumber},
};
use serde::Serialize;
use store::{Change, Conflict, StoreError, Stored, dossiers::Collection};
use web::{
    Posted, Problem, Visitor,
    page::Go,
    ui::{Button, ConfirmPage, Hidden},
    words,
};

use crate::{
    Deps, fast,
    here::{At, Extent, Here, href},
    page::{self, Unkept},
    plan,
    save::{Unfit, missing},
    t,
    typed::Typed,
};

const TRIES: usize = 3;

/// A change and where it leads, or the page that says what is in the way.
pub type Made = Result<(Change, String), Response>;

#[derive(Template, Serialize)]
#[template(source = "{{ confirm }}", ext = "html")]
struct Confirm {
    confirm: ConfirmPage,
}

/// `POST /dossiers/{dossier}/steps/{step}/finish`
pub async fn finish(
    State(deps): State<Deps>,
    visitor: Visitor,
    Path(path): Path<(String, String)>,
    posted: Posted<Form>,
) -> Result<Response, Problem> {
    let (app, at) = (&deps.app, At::parse(&path)?);
    let typed = Typed::of(&posted.form)?;
    let is_fast = typed.act == "fast-route";
    if is_fast && at.step != StepNumber::FACTS {
        return Err(Problem::BadInput("act".into()));
    }
    let extent = if is_fast { Extent::FastRoute } else { Extent::Step };
    // Finishing the plan asks people for consent.
    let action = if at.step == StepNumber::PLAN { Action::AskConsent } else { Action::WriteDossier };
    let keys = Here::keys(&posted.session, at, extent);
    for _ in 0..TRIES {
        let here = Here::enter(app, &posted.session, at, extent, action, posted.enter(app, &visitor, &keys)).await?;
        let (change, to) = match here.make(&deps, &typed).await? {
            Ok(made) => made,
            Err(answer) => return Ok(answer),
        };
        match change.commit(to).await {
            Err(StoreError::Conflict(Conflict::Stale(entity))) if Here::is_about(entity) => {}
            done => return Ok(Go::from(done?).into_response()),
        }
    }
    Err(Problem::Stale)
}

impl Here {
    /// The change that finishes the step in the way that was asked for.
    async fn make(&self, deps: &Deps, typed: &Typed) -> Result<Made, Problem> {
        let stamp = self.stamp();
        let after = match self.with_typed(typed, &stamp).await? {
            Ok(after) => after,
            Err(answer) => return Ok(Err(answer)),
        };
        match (typed.act.as_str(), self.at.step) {
            ("fast-route", _) => fast::finish(self, after, &stamp).await,
            ("skip", StepNumber::TOOLBOX) if !typed.confirmed => self.ask_to_skip(typed).map(Err),
            ("skip", StepNumber::TOOLBOX) => {
                self.done(after, &stamp, "skipped", |after| after.track.skip_toolbox(true, &stamp)).await
            }
            ("put-aside", _) => {
                self.done(after, &stamp, "put-aside", |after| {
                    after.track.put_aside(self.at.step, &stamp).map_err(Into::into)
                })
                .await
            }
            (_, StepNumber::PLAN) => plan::finish(deps, self, after, &stamp).await,
            // The outcome is kept; the dossier itself is archived on a page of its own.
            (_, StepNumber::OUTCOME) => Ok(Ok((self.change(&after, &[self.at.step], &stamp, "saved"), self.at.href()))),
            _ => {
                self.done(after, &stamp, "finished", |after| {
                    after.track.finish(self.at.step, &after.track.context(self.staff_ids(), self.ties.len()), &stamp)
                })
                .await
            }
        }
    }

    /// The dossier with what was typed in it. A program may finish what is kept, without typing it again.
    async fn with_typed(&self, typed: &Typed, stamp: &Stamp) -> Result<Result<Collection, Response>, Problem> {
        let mut after = self.read.clone();
        let content = match self.checked(typed)? {
            Ok(content) => content,
            Err(unfit) => return self.told(typed, unfit).await.map(Err),
        };
        let is_new = !typed.form.0.is_empty() && content != *self.read.track.content(self.at.step);
        if is_new && after.track.save(self.at.step, content, stamp).is_err() {
            return self.told(typed, Unfit::TooLate).await.map(Err);
        }
        Ok(Ok(after))
    }

    /// Does it, or tells what is missing.
    async fn done(
        &self,
        mut after: Collection,
        stamp: &Stamp,
        act: &str,
        finish: impl FnOnce(&mut Collection) -> Result<(), NotFinished>,
    ) -> Result<Made, Problem> {
        match finish(&mut after) {
            Ok(()) => Ok(Ok((self.change(&after, &[self.at.step], stamp, act), self.at.href()))),
            Err(NotFinished::Missing { fields, .. }) => {
                let form = after.track.content(self.at.step).to_form(self.at.definition(), &self.context_after(&after));
                Ok(Err(page::unkept(self, Unkept { form, faults: missing(fields), ..Unkept::default() })
                    .await?
                    .into_response()))
            }
            // `checked` has seen that it can be written in: this step cannot be finished in that way.
            Err(NotFinished::Refused(_)) => Err(Problem::BadInput("act".into())),
        }
    }

    /// What the fields depend on once what was typed is kept.
    pub fn context_after(&self, after: &Collection) -> domain::steps::Context {
        after.track.context(self.staff_ids(), self.ties.len())
    }

    fn staff_ids(&self) -> Vec<domain::ids::StaffId> {
        self.choosable().into_iter().map(|(id, _)| id).collect()
    }

    /// The change that writes these steps, and what became known of the learner.
    pub fn change(&self, after: &Collection, steps: &[StepNumber], stamp: &Stamp, act: &str) -> Change {
        let which = steps.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
        let change = self
            .desk
            .change()
            .save_dossier(after, steps, stamp)
            .audit(&self.desk.did(act, self.at.subject()).with("steps", which));
        match self.learned(after) {
            Some(learner) if steps.contains(&StepNumber::FACTS) => {
                change.save_learner(self.desk.licence.id, &learner, Some(self.at.dossier))
            }
            _ => change,
        }
    }

    /// The learner with what step 1 tells of this school year, if that is new (2-16 to 2-18).
    fn learned(&self, after: &Collection) -> Option<Stored<Learner>> {
        let content = after.track.content(StepNumber::FACTS);
        let text = |field| content.text(field).map(str::to_owned);
        let mut learner = self.learner.clone();
        let facts = YearFacts {
            year_level: text("year-level").map(Sourced::by_hand),
            school_type: text("school-type").map(Sourced::by_hand),
            contact: text("contact-person").and_then(|id| id.parse().ok()).map(Sourced::by_hand),
        };
        learner.value.note(SchoolYear::of(self.desk.today()), facts);
        (learner.value != self.learner.value).then_some(learner)
    }

    /// The page before the toolbox is skipped (1-23).
    fn ask_to_skip(&self, typed: &Typed) -> Result<Response, Problem> {
        let t = t(self.desk.locale());
        let button = Button::new(t.skip_confirm());
        let mut confirm = ConfirmPage::new(
            words(self.desk.locale()),
            t.skip_text(),
            format!("{}/finish", self.at.href()),
            button,
            self.at.href(),
        )
        .will(t.skip_will())
        .will_not(t.skip_will_not())
        .hidden(self.desk.once()?)
        .hidden(Hidden::new("act", "skip"))
        .hidden(Hidden::new("confirmed", "on"))
        .hidden(Hidden::new("version", self.read.version_of(self.at.step).to_string()));
        for (name, value) in &typed.form.0 {
            confirm = confirm.hidden(Hidden::new(name, value));
        }
        let name = self.learner.value.name.full();
        let page = self
            .desk
            .page(t.skip(), &Confirm { confirm })
            .chrome(|chrome| chrome.caption(name).back(href(self.at.dossier, self.at.step), t.back_to_step()));
        Ok(page.into_response())
    }
}
