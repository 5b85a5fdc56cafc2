//! The rounds there were, the newest first: administrators come back to them.

use askama::Template;
use axum::extract::State;
use domain::{access::Action, round::RoundRow};
use serde::Serialize;
use store::App;
use web::{
    Desk, Page, Problem, SignedIn, Visitor, dates,
    ui::{Button, Column, EmptyState, Table, TableRow},
};

use crate::{NEW, t, to_round};

#[derive(Template, Serialize)]
#[template(path = "list.html")]
struct View {
    rounds: Vec<RoundRow>,
    #[serde(skip)]
    lead: String,
    #[serde(skip)]
    invite: Option<Button>,
    #[serde(skip)]
    table: Option<Table>,
    #[serde(skip)]
    empty: Option<EmptyState>,
}

/// `GET /staff/invitations`
pub async fn list(State(app): State<App>, visitor: Visitor, session: SignedIn) -> Result<Page, Problem> {
    let desk = session.enter(&app, &visitor, &[]).await?;
    desk.may_here(Action::ManageStaff)?;
    let mut rounds = desk.records().register::<RoundRow>().await?;
    rounds.sort_by_key(|round| std::cmp::Reverse((round.by.at, round.id)));
    let t = t(desk.locale());
    let invite = || Button::new(t.title()).href(NEW);
    let view = View {
        lead: t.list_lead(),
        invite: (!rounds.is_empty()).then(invite),
        table: (!rounds.is_empty()).then(|| table(&desk, &rounds)),
        empty: rounds.is_empty().then(|| EmptyState::new(t.none_title(), t.none_text()).button(invite())),
        rounds,
    };
    Ok(desk.page(t.list_title(), &view).chrome(|chrome| chrome.back("/staff", "")))
}

fn table(desk: &Desk, rounds: &[RoundRow]) -> Table {
    let (t, locale) = (t(desk.locale()), desk.locale());
    let row = |round: &RoundRow| {
        TableRow::new(dates::moment(round.by.at, locale))
            .cell(round.people.to_string())
            .cell(round.by.by.name.as_str())
            .href(to_round(round.id))
    };
    let head = [Column::new(t.when()), Column::number(t.people()), Column::new(t.by())];
    Table::new(t.list_title(), head).quiet_caption().rows(rounds.iter().map(row))
}
