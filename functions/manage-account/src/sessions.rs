//! The own sessions: where somebody is signed in, and ending one of them or all others. Who left a computer signed in can end it from here.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::identity::OpenSession;
use http::HeaderMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{App, Change};
use web::{
    Problem, Visitor, dates, desk,
    offers::{self, Offer},
    page::see_other,
    posted::Sent,
    proof,
    ui::{Button, Cell, Column, Hidden, Html, Table, TableRow},
};

use crate::{
    own::{self, Entered, Own},
    t,
};

/// Which session ends.
#[derive(Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct EndInput {
    /// What the page calls it; nothing: all but this one.
    pub session: String,
}

/// The sessions that are open, the newest first.
#[derive(Serialize)]
pub struct Sessions {
    pub(crate) table: Table,
    pub(crate) text: String,
    #[serde(skip)]
    pub(crate) once: Hidden,
    pub(crate) button: Button,
}

/// The button that ends one session.
#[derive(Template)]
#[template(path = "end-session.html")]
struct EndOne<'a> {
    once: Hidden,
    session: Hidden,
    label: String,
    which: &'a str,
}

/// The list. It is read with the credentials, of which it is a part: what is ended or begun shows at once.
pub fn shown(own: &Own, offers: &[Offer]) -> Result<Sessions, Problem> {
    let t = t(own.visitor.locale);
    let now = own.app.now();
    let open = own.identity.value.sessions.iter().rev().filter(|open| now < open.ends);
    let rows: Vec<TableRow> = open.map(|open| row(own, offers, open)).collect::<Result<_, _>>()?;
    let head = [t.began(), t.licence(), t.agent(), t.network(), t.end()].map(Column::new);
    Ok(Sessions {
        table: Table::new(t.sessions_title(), head).rows(rows).quiet_caption(),
        text: t.sessions_text(),
        once: desk::once(&own.app)?,
        button: Button::new(t.end_sessions()).secondary(),
    })
}

fn row(own: &Own, offers: &[Offer], open: &OpenSession) -> Result<TableRow, Problem> {
    let t = t(own.visitor.locale);
    let began = dates::moment(open.began, own.visitor.locale);
    let licence = offers::find(offers, open.licence).map(|offer| offer.licence.display_name.clone());
    let network = open.network.clone().unwrap_or_else(|| t.network_unknown());
    let (began, end) = if open.id == own.session.id {
        (t.this_session(began), Cell::from(String::new()))
    } else {
        let button = EndOne {
            once: desk::once(&own.app)?,
            session: Hidden::new("session", open.mark()),
            label: t.end_session(),
            which: &began,
        };
        let html = Html::render(&button)?;
        (began.clone(), Cell::with(open.mark(), html))
    };
    Ok(TableRow::new(began).cell(licence.unwrap_or_default()).cell(open.agent.clone()).cell(network).cell(end))
}

/// `POST /account/sessions/end`
pub async fn end(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    sent: Sent<EndInput>,
) -> Result<Response, Problem> {
    let own = match own::enter(&app, &visitor, &headers, Some(&sent.key)).await? {
        Entered::Own(own) => own.at_work()?,
        Entered::Before(response) => return Ok(response),
    };
    if sent.form.session.is_empty() { end_others(&own).await } else { end_one(&own, &sent.form.session).await }
}

async fn end_others(own: &Own) -> Result<Response, Problem> {
    let following = own.following()?;
    let row = own.did("ended-sessions");
    let done = proof::settle(&own.app, own.identity.clone(), "/account?done=sessions", |identity| {
        Ok(own.change(identity, &following, true).audit(&row))
    });
    let done = done.await?;
    own.go(&following, done).await
}

/// One that has ended already is ended again without a fault: what was wanted is so. The own one ends by signing out.
async fn end_one(own: &Own, mark: &str) -> Result<Response, Problem> {
    let row = own.did("ended-session");
    let done = proof::settle(&own.app, own.identity.clone(), "/account?done=session", |identity| {
        let change = Change::of_person(&own.app.store, own.once.clone());
        let ends = identity.sessions.iter().find(|open| open.mark() == mark && open.id != own.session.id);
        let Some(ends) = ends.map(|open| open.id) else { return Ok(change) };
        identity.end_session(ends);
        Ok(change.end_session(ends).audit(&row))
    });
    Ok(see_other(&done.await?.to))
}
