//! What was set out for this licence, by number and sender: nothing tells whose dossier it is.

use askama::Template;
use axum::extract::State;
use domain::{
    access::Action,
    calendar::today,
    ids::TransferId,
    transfer::{Party, Transfer, TransferState},
};
use jiff::Timestamp;
use serde::Serialize;
use store::App;
use web::{
    Page, Problem, SignedIn, Visitor, dates,
    ui::{Column, EmptyState, Table, TableRow},
};

use crate::{
    t,
    words_for::{last_day, tag},
};

/// A package as programs see it.
#[derive(Serialize)]
struct Arrived {
    id: TransferId,
    number: String,
    from: Party,
    state: TransferState,
    made: Timestamp,
    ends: Timestamp,
}

#[derive(Template, Serialize)]
#[template(path = "list.html")]
struct List {
    imports: Vec<Arrived>,
    #[serde(skip)]
    own_name: String,
    #[serde(skip)]
    table: Option<Table>,
    #[serde(skip)]
    empty: EmptyState,
}

/// `GET /imports`
pub(crate) async fn list(State(app): State<App>, visitor: Visitor, session: SignedIn) -> Result<Page, Problem> {
    let scope = session.scope();
    let records = app.store.licence(&scope);
    let (desk, transfers) = tokio::join!(session.enter(&app, &visitor, &[]), records.register::<Transfer>());
    let desk = desk?;
    desk.may_here(Action::Import)?;
    let (t, locale, now) = (t(visitor.locale), visitor.locale, desk.now());
    let mut waiting: Vec<_> =
        transfers?.into_iter().filter(|transfer| transfer.to.licence == desk.licence.id).collect();
    waiting.sort_by_key(|transfer| (transfer.state(now).is_over(), std::cmp::Reverse(transfer.made.at)));
    let row = |transfer: &Transfer| {
        TableRow::new(&*transfer.number)
            .href(format!("/imports/{}", transfer.id))
            .cell(t.party(&transfer.from.display_name, &transfer.from.place))
            .cell(dates::day(today(transfer.made.at), locale))
            .cell(last_day(transfer.ends, locale))
            .cell(tag(transfer.state(now), locale))
    };
    let head = [
        Column::new(t.number()),
        Column::new(t.sender()),
        Column::new(t.set_out()),
        Column::new(t.until()),
        Column::new(t.state()),
    ];
    let view = List {
        own_name: t.own_name(desk.licence.name.as_str()),
        table: (!waiting.is_empty()).then(|| Table::new(t.title(), head).quiet_caption().rows(waiting.iter().map(row))),
        empty: EmptyState::new(t.empty_title(), t.empty_text()),
        imports: waiting
            .into_iter()
            .map(|transfer| Arrived {
                id: transfer.id,
                state: transfer.state(now),
                number: transfer.number,
                from: transfer.from,
                made: transfer.made.at,
                ends: transfer.ends,
            })
            .collect(),
    };
    Ok(desk.page(t.title(), &view))
}
