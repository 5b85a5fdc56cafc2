//! Saving a step: what was typed is kept, whole or not; a colleague's text is never overwritten unseen.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    access::Action,
    input::{Fault, Faults},
    steps::{Form, StepContent},
};
use store::{Conflict, StoreError};
use uuid::Uuid;
use web::{Posted, Problem, Visitor, dates, page::Go, stale::Stale, steps, ui::Notice};

use crate::{
    Deps,
    here::{At, Extent, Here},
    page::{self, Unkept},
    t,
    typed::Typed,
};

/// How often a save is made again: when a colleague finished another step at the same moment, and to tell what is wrong.
const TRIES: usize = 4;

/// `POST /dossiers/{dossier}/steps/{step}`
pub async fn save(
    State(deps): State<Deps>,
    visitor: Visitor,
    Path(path): Path<(String, String)>,
    posted: Posted<Form>,
) -> Result<Response, Problem> {
    let (app, at) = (&deps.app, At::parse(&path)?);
    let mut typed = Typed::of(&posted.form)?;
    let list = typed.act.strip_prefix("add-").map(str::to_owned);
    let mut extent = if list.is_some() { Extent::Step } else { Extent::Save { chosen: typed.contact_person() } };
    for _ in 0..TRIES {
        let keys = Here::keys(&posted.session, at, extent);
        let entering = posted.enter(app, &visitor, &keys);
        let mut here = Here::enter(app, &posted.session, at, extent, Action::WriteDossier, entering).await?;
        if let Some(list) = &list {
            typed.add_row(at.definition(), list);
            return Ok(page::unkept(&here, Unkept { form: typed.form, ..Unkept::default() }).await?.into_response());
        }
        let stamp = here.stamp();
        let content = match here.checked(&typed)? {
            Ok(content) => content,
            // The page that tells shows more than a save needs.
            Err(_) if extent != Extent::Step => {
                extent = Extent::Step;
                continue;
            }
            Err(unfit) => return here.told(&typed, unfit).await,
        };
        if here.read.track.save(at.step, content, &stamp).is_err() {
            return Err(Problem::Stale);
        }
        let saved = here
            .desk
            .change()
            .save_dossier(&here.read, &[at.step], &stamp)
            .audit(&here.desk.did("saved", at.subject()).with("step", at.step))
            .commit(at.href())
            .await;
        match saved {
            Err(StoreError::Conflict(Conflict::Stale(entity))) if Here::is_about(entity) => {}
            saved => return Ok(Go::from(saved?).into_response()),
        }
    }
    Err(Problem::Stale)
}

/// Why what was typed is not kept.
pub enum Unfit {
    /// Something is wrong with it.
    Faults(Faults),
    /// Somebody saved, finished or closed it meanwhile.
    TooLate,
}

impl Here {
    /// The content that was typed, if it is right and made from what stands there now.
    ///
    /// # Errors
    /// When there is no randomness for the id of a goal.
    pub fn checked(&self, typed: &Typed) -> Result<Result<StepContent, Unfit>, Problem> {
        let mut out_of_ids = None;
        let mut id = || {
            self.desk.app.id::<Uuid>().unwrap_or_else(|error| {
                out_of_ids = Some(error);
                Uuid::nil()
            })
        };
        let parsed = StepContent::parse(self.at.definition(), &self.context(), &typed.form, &mut id);
        if let Some(error) = out_of_ids {
            return Err(error.into());
        }
        if typed.version.is_some_and(|version| version != self.read.version_of(self.at.step))
            || self.read.track.can_save(self.at.step).is_err()
        {
            return Ok(Err(Unfit::TooLate));
        }
        Ok(parsed.map_err(Unfit::Faults))
    }

    /// The page that tells why what was typed is not kept; its form still holds it.
    ///
    /// # Errors
    /// As reading.
    pub async fn told(&self, typed: &Typed, unfit: Unfit) -> Result<Response, Problem> {
        match unfit {
            Unfit::TooLate => self.too_late(typed).await,
            Unfit::Faults(faults) => {
                let unkept = Unkept { form: typed.form.clone(), faults, ..Unkept::default() };
                Ok(page::unkept(self, unkept).await?.into_response())
            }
        }
    }

    /// Somebody saved, finished or closed it meanwhile: both texts, 409; the form still holds what was typed.
    ///
    /// # Errors
    /// As reading.
    async fn too_late(&self, typed: &Typed) -> Result<Response, Problem> {
        let (t, locale, at) = (t(self.desk.locale()), self.desk.locale(), self.at);
        let last = self.read.track.steps.get(&self.at.step).and_then(|step| step.last());
        let theirs = last
            .map(|last| web::t(locale).stale_theirs(&last.by.name, dates::moment(last.at, locale)))
            .unwrap_or_else(|| web::t(locale).stale_theirs_unknown());
        let now = self.read.track.content(self.at.step).to_form(self.at.definition(), &self.context());
        let fields = steps::differences(at.step, (&typed.form, &now), &self.names(), theirs, locale);
        let closed = self.read.track.can_save(self.at.step).is_err();
        let text = if closed { t.stale_closed() } else { web::t(locale).stale_text() };
        let notice = Notice::attention(t.stale_title()).text(text).live();
        let page = page::unkept(
            self,
            Unkept { form: typed.form.clone(), stale: Some(Stale { notice, fields }), ..Unkept::default() },
        )
        .await?;
        Ok(page.into_response())
    }
}

/// Fields that are missing, as faults of the form.
pub fn missing(fields: impl IntoIterator<Item = domain::steps::Missing>) -> Faults {
    let mut faults = Faults::default();
    fields.into_iter().for_each(|missing| faults.add(missing.field, Fault::Missing));
    faults
}
