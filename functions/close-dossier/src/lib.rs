//! Closing a dossier: step 11 is finished, everything becomes read-only, open links die (1-12).

mod confirm;

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    access::{Action, Resource},
    author::Author,
    dossier::{Dossier, NotFinished, Step},
    ids::DossierId,
    input::{Fault, Faults},
    learner::Learner,
    link::State as LinkState,
    steps::{Form, StepContent, StepNumber, definition},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{App, Conflict, Entity, StoreError, Stored, dossiers::Collection, keys, learners::RUNNING};
use uuid::Uuid;
use web::{Api, Desk, Posted, Problem, Visitor, page::Go};

texts::catalogue!();

/// The routes of this function.
pub fn routes(app: App) -> Api {
    Api::new("close-dossier")
        .post::<Input, _, _>(
            "/dossiers/{dossier}/archive",
            "Finishes step 11 and archives the dossier; without `confirmed` it shows what that means",
            archive,
        )
        .with_state(app)
}

/// How a dossier ends.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Input {
    /// `end-of-support`, `learner-left` or `transfer`.
    pub outcome: String,
    /// More about it.
    pub note: String,
    /// The version of step 11 that the form shows; a program may leave it out.
    pub version: String,
    /// `on` after the page that shows what archiving means.
    pub confirmed: String,
}

/// What is archived, as it was read.
struct Closing {
    desk: Desk,
    learner: Stored<Learner>,
    read: Collection,
}

impl Closing {
    async fn enter(app: &App, visitor: &Visitor, posted: &Posted<Input>, dossier: DossierId) -> Result<Self, Problem> {
        let scope = posted.session.scope();
        let records = app.store.licence(&scope);
        let keys = [keys::learner(posted.session.licence, dossier.learner)];
        let (desk, read) = tokio::join!(posted.enter(app, visitor, &keys), records.dossier(dossier));
        let mut desk = desk?;
        let learner = desk.found.entity::<Learner>(desk.licence.id, &dossier.learner)?;
        desk.may(Action::Archive, &Resource::Learner(&learner.value.whereabouts(desk.today())))?;
        Ok(Self { desk, learner, read: read? })
    }
}

/// How often it is made again when a colleague saved a step at the same moment.
const TRIES: usize = 3;

/// `POST /dossiers/{dossier}/archive`
async fn archive(
    State(app): State<App>,
    visitor: Visitor,
    Path(dossier): Path<String>,
    posted: Posted<Input>,
) -> Result<Response, Problem> {
    let dossier: DossierId = dossier.parse().map_err(|_| Problem::NotFound)?;
    for _ in 0..TRIES {
        let closing = Closing::enter(&app, &visitor, &posted, dossier).await?;
        if closing.is_late(&posted.form) {
            return Err(Problem::Stale);
        }
        let content = match closing.outcome(&posted.form) {
            Ok(content) => content,
            Err(faults) => return Ok(confirm::page(&closing, &posted.form, faults)?.into_response()),
        };
        if posted.form.confirmed.is_empty() {
            return Ok(confirm::page(&closing, &posted.form, Faults::default())?.into_response());
        }
        match closing.close(&app, content).await {
            Ok(done) => return Ok(Go::from(done).into_response()),
            Err(Closed::Store(StoreError::Conflict(
                Conflict::LinkDead | Conflict::Stale(Dossier::ENTITY | Step::ENTITY | Learner::ENTITY | RUNNING),
            ))) => {}
            Err(Closed::Store(error)) => return Err(error.into()),
            Err(Closed::Lacking(faults)) => return Ok(confirm::page(&closing, &posted.form, faults)?.into_response()),
            Err(Closed::Stale) => return Err(Problem::Stale),
        }
    }
    Err(Problem::Stale)
}

/// Why a dossier was not closed.
enum Closed {
    Store(StoreError),
    Lacking(Faults),
    Stale,
}

impl From<StoreError> for Closed {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl Closing {
    /// The page of step 11.
    fn step(&self) -> String {
        format!("/dossiers/{}/steps/{}", self.read.id(), StepNumber::OUTCOME)
    }

    /// What step 11 will say: what was typed, or what a program kept there before.
    fn outcome(&self, typed: &Input) -> Result<StepContent, Faults> {
        let kept = self.read.track.content(StepNumber::OUTCOME);
        if typed.outcome.is_empty() && typed.note.is_empty() && kept.has("outcome") {
            return Ok(kept.clone());
        }
        let form = Form::from_pairs([("outcome", typed.outcome.as_str()), ("note", typed.note.as_str())]);
        let content = StepContent::parse(
            definition(StepNumber::OUTCOME),
            &self.read.track.context(Vec::new(), 0),
            &form,
            &mut Uuid::nil,
        )?;
        if content.has("outcome") { Ok(content) } else { Err(Faults::one("outcome", Fault::Missing)) }
    }

    /// Whether somebody wrote in step 11, or closed the dossier, after the form was made.
    fn is_late(&self, typed: &Input) -> bool {
        let other =
            typed.version.parse().is_ok_and(|version: u64| version != self.read.version_of(StepNumber::OUTCOME));
        other || self.read.track.can_save(StepNumber::OUTCOME).is_err()
    }

    /// Archives: header, step 11, dead links, the register and the guard in one change.
    async fn close(&self, app: &App, content: StepContent) -> Result<store::Committed, Closed> {
        let stamp = Author::of(&self.desk.actor.member).at(self.desk.now());
        let mut after = self.read.clone();
        if content != *after.track.content(StepNumber::OUTCOME) {
            after.track.save(StepNumber::OUTCOME, content, &stamp).map_err(|_| Closed::Stale)?;
        }
        let context = after.track.context(Vec::new(), 0);
        let archived = after.track.archive(&context, &stamp).map_err(|refused| match refused {
            NotFinished::Refused(_) => Closed::Stale,
            NotFinished::Missing { .. } => Closed::Lacking(Faults::one("outcome", Fault::Missing)),
        })?;
        let tokens = app.open_tokens(archived.dead_links.iter().copied()).await?;
        let id = after.id();
        let entry = self.desk.did("archived", format!("DOSSIER#{id}")).with("links", archived.dead_links.len());
        let change = self
            .desk
            .change()
            .save_dossier(&after, &[StepNumber::OUTCOME], &stamp)
            .end_running(self.desk.licence.id, &self.learner);
        Ok(change
            .kill_links(&tokens, &LinkState::Withdrawn { at: stamp.at })
            .audit(&entry)
            .commit(format!("/dossiers/{id}"))
            .await?)
    }
}
