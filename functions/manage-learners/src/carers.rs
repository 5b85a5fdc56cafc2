//! A carer is added: a new one, or one who is known already because of another child.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    access::{Action, Resource},
    carer::{Carer, CarerRow, NewCarer, Tie},
    ids::{CarerId, LearnerId},
    input::{Fault, Faults},
    learner::{Learner, LearnerRow},
};
use serde::Serialize;
use store::{App, Change, Stored, keys, learners::LearnerFile};
use web::{
    Desk, Page, Posted, Problem, SignedIn, Visitor,
    faults::Told,
    page::Go,
    ui::{Button, Choice, Field, Hidden, Notice, Radios},
    words,
};

use crate::{
    carer_form::{CarerFields, Input},
    id, t,
};

/// The answer that it is somebody else.
const SOMEBODY_ELSE: &str = "new";

/// A carer who may be the same person.
#[derive(Debug, Clone, Serialize)]
struct Known {
    id: CarerId,
    name: String,
    email: Option<String>,
    /// Names of the learners within reach.
    learners: Vec<String>,
}

#[derive(Template, Serialize)]
#[template(path = "new-carer.html")]
struct Form {
    learner: LearnerId,
    #[serde(skip)]
    once: Hidden,
    known: Vec<Known>,
    #[serde(skip)]
    warning: Option<Notice>,
    existing: Option<Radios>,
    fields: CarerFields,
    #[serde(skip)]
    button: Button,
}

impl Form {
    fn new(desk: &Desk, learner: &Learner, input: &Input, known: Vec<Known>, faults: &Faults) -> Result<Self, Problem> {
        let (t, told) = (t(desk.locale()), Told::new(faults, desk.locale()));
        let asked = !known.is_empty();
        let existing = || {
            let same = known
                .iter()
                .map(|known| Choice::new(known.id.to_string(), t.same_person(&known.name)).hint(told_of(desk, known)));
            let all = same.chain([Choice::new(SOMEBODY_ELSE, t.somebody_else())]);
            let field = all.fold(Radios::new(words(desk.locale()), "existing", t.existing()), Radios::choice);
            field.value(&input.existing).error(told.at("existing").map(|_| t.existing_fault()))
        };
        Ok(Self {
            learner: learner.id,
            once: desk.once()?,
            warning: asked.then(|| Notice::attention(t.known_title()).text(t.known_text()).live()),
            existing: asked.then(existing),
            known,
            fields: CarerFields::new(desk, &input.carer, faults),
            button: Button::new(t.add_carer()),
        })
    }

    fn fields(&self) -> impl Iterator<Item = &dyn Field> {
        self.existing.as_ref().map(|field| field as &dyn Field).into_iter().chain(self.fields.all())
    }
}

/// `anna@ouder.example, ook bij Noor van der Ven`
fn told_of(desk: &Desk, known: &Known) -> String {
    let t = t(desk.locale());
    let learners = (!known.learners.is_empty()).then(|| t.also_with(known.learners.join(", ")));
    [known.email.clone(), learners].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn page(desk: &Desk, learner: &Learner, input: &Input, known: Vec<Known>, faults: Faults) -> Result<Page, Problem> {
    let form = Form::new(desk, learner, input, known, &faults)?;
    let back = format!("/learners/{}", learner.id);
    let page = desk
        .page(t(desk.locale()).new_carer_title(), &form)
        .chrome(|chrome| chrome.caption(learner.name.full()).back(back, ""));
    Ok(if faults.0.is_empty() { page } else { page.invalid(faults, form.fields()) })
}

/// `GET /learners/{learner}/carers/new`
pub async fn empty(
    State(app): State<App>,
    visitor: Visitor,
    session: SignedIn,
    Path(learner): Path<String>,
) -> Result<Page, Problem> {
    let learner: LearnerId = id(&learner)?;
    let mut desk = session.enter(&app, &visitor, &[keys::learner(session.licence, learner)]).await?;
    desk.may_here(Action::ManageCarers)?;
    let stored = desk.found.entity::<Learner>(session.licence, &learner)?;
    desk.may(Action::ManageCarers, &Resource::Learner(&stored.value.whereabouts(desk.today())))?;
    page(&desk, &stored.value, &Input::default(), Vec::new(), Faults::default())
}

/// `POST /learners/{learner}/carers`
pub async fn add(
    State(app): State<App>,
    visitor: Visitor,
    Path(learner): Path<String>,
    posted: Posted<Input>,
) -> Result<Response, Problem> {
    let learner: LearnerId = id(&learner)?;
    let scope = posted.session.scope();
    let records = app.store.licence(&scope);
    let (desk, file, rows) =
        tokio::join!(posted.enter(&app, &visitor, &[]), records.learner_file(learner), records.register::<CarerRow>());
    let desk = desk?;
    desk.may_here(Action::ManageCarers)?;
    let (file, input) = (file?, &posted.form);
    desk.may(Action::ManageCarers, &Resource::Learner(&file.learner.value.whereabouts(desk.today())))?;
    let new = match input.carer.parse(desk.today()) {
        Ok(new) => new,
        Err(faults) => return Ok(page(&desk, &file.learner.value, input, Vec::new(), faults)?.into_response()),
    };
    let alike = alike(&desk, &file, rows?, &new);
    let same = alike.iter().find(|row| row.id.to_string() == input.existing);
    let change = match same {
        Some(row) => tie_known(&desk, &file, row, &new).await?,
        None if alike.is_empty() || input.existing == SOMEBODY_ELSE => keep_new(&desk, learner, &new)?,
        None => {
            let known = tell(&desk, alike).await?;
            return Ok(
                page(&desk, &file.learner.value, input, known, Faults::one("existing", Fault::Double))?.into_response()
            );
        }
    };
    Ok(Go::from(change.commit(format!("/learners/{learner}?done=carer-added")).await?).into_response())
}

/// Carers of the licence who may be the same person, and are no carer of this learner now.
fn alike(desk: &Desk, file: &LearnerFile, rows: Vec<CarerRow>, new: &NewCarer) -> Vec<CarerRow> {
    let tied = |row: &CarerRow| file.tie(row.id).is_some_and(|tie| tie.value.holds(desk.today()));
    rows.into_iter().filter(|row| row.may_be(new) && !tied(row)).collect()
}

/// What is told of carers who may be the same person: only learners within reach are named.
async fn tell(desk: &Desk, alike: Vec<CarerRow>) -> Result<Vec<Known>, Problem> {
    let rows = desk.records().register::<LearnerRow>().await?;
    let reached = rows
        .into_iter()
        .filter(|row| desk.may(Action::ManageCarers, &Resource::Learner(&row.whereabouts(desk.today()))).is_ok());
    let names: HashMap<LearnerId, String> = reached.map(|row| (row.id, row.name)).collect();
    let known = alike.into_iter().map(|row| {
        let learners: Vec<String> = row.learners.iter().filter_map(|id| names.get(id).cloned()).collect();
        // The address of somebody out of reach is not told.
        Known { id: row.id, name: row.name, email: row.email.filter(|_| !learners.is_empty()), learners }
    });
    Ok(known.collect())
}

fn keep_new(desk: &Desk, learner: LearnerId, new: &NewCarer) -> Result<Change, Problem> {
    let carer = Carer::new(desk.app.id()?, new);
    let row = desk.did("carer added", format!("LEARNER#{learner}")).with("carer", carer.id);
    Ok(desk.change().create_carer(&carer, vec![learner]).create(&new.tie(learner, carer.id)).audit(&row))
}

/// Ties a carer who is known: the contact data are those that are known, only what the carer is to this learner is new.
async fn tie_known(desk: &Desk, file: &LearnerFile, row: &CarerRow, new: &NewCarer) -> Result<Change, Problem> {
    let learner = file.learner.value.id;
    let carer = desk.records().get::<Carer>(&row.id).await?;
    let tie = match file.tie(row.id) {
        None => Stored::new(new.tie(learner, row.id)),
        Some(ended) => {
            let mut tie: Tie = ended.value.clone();
            tie.ended = None;
            tie.change(new);
            Stored { value: tie, version: ended.version }
        }
    };
    let audit = desk.did("carer added", format!("LEARNER#{learner}")).with("carer", row.id).with("known", true);
    Ok(desk.change().save_carer(&carer, row.with(learner)).save(&tie).audit(&audit))
}
