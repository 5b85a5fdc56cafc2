//! For somebody at work who does not see what he needs: the frame of his pages, what gives access, where his own rights are told, and whom to ask (3-30).

use domain::staff::StaffRow;
use http::HeaderMap;
use serde::Serialize;
use store::App;

use crate::{
    desk::Desk,
    looked_after::{Beyond, NAMED},
    problem::Problem,
    session::SignedIn,
    t,
    visitor::Visitor,
};

/// Who is signed in and refused: the frame of his pages, and what would help.
pub struct AtWork {
    pub desk: Desk,
    pub way_out: Option<WayOut>,
}

impl AtWork {
    /// For people, of whom a page says that something cannot be done. Where that cannot be read, the page goes without a menu; what would
    /// help is told where an `is_operation` of ours refused.
    pub async fn of(
        app: &App,
        headers: &HeaderMap,
        visitor: &Visitor,
        problem: &Problem,
        is_operation: bool,
    ) -> Option<Self> {
        if visitor.wants_json || !problem.keeps_frame() {
            return None;
        }
        let session = SignedIn::present(app, headers).await?;
        let scope = session.scope();
        let staff = async {
            let is_told = is_operation && problem.is_of_rights();
            if is_told { app.store.licence(&scope).register::<StaffRow>().await.ok() } else { None }
        };
        let (desk, rows) = tokio::join!(session.enter(app, visitor, &[]), staff);
        let desk = desk.ok()?;
        let way_out = rows.and_then(|rows| WayOut::of(&desk, rows, problem.beyond()));
        Some(Self { desk, way_out })
    }
}

/// The same whatever was asked for: it tells nothing of whether that exists.
#[derive(Debug, Serialize)]
pub struct WayOut {
    pub title: String,
    pub text: String,
    pub href: String,
    pub rights: String,
    pub ask: Option<String>,
}

impl WayOut {
    /// For what is `beyond` the part of the licence that somebody looks after it names who may do it.
    fn of(desk: &Desk, mut rows: Vec<StaffRow>, beyond: Option<&Beyond>) -> Option<Self> {
        if let Some(beyond) = beyond {
            let names = beyond.who(desk, &rows);
            return (!names.is_empty()).then(|| Self::to_others(desk, &names));
        }
        rows.retain(|row| row.administers(desk.today()));
        rows.sort_by(|a, b| (&a.sort, a.id).cmp(&(&b.sort, b.id)));
        let names: Vec<String> = rows.into_iter().take(NAMED).map(|row| row.full).collect();
        let t = t(desk.locale());
        Some(Self {
            title: t.way_out_title(),
            text: t.way_out_text(),
            href: own_rights(desk),
            rights: t.way_out_rights(),
            ask: (!names.is_empty()).then(|| t.way_out_ask(names.join(", "))),
        })
    }

    /// The people who may do it.
    fn to_others(desk: &Desk, names: &[String]) -> Self {
        let t = t(desk.locale());
        Self {
            title: t.way_out_others(),
            text: t.way_out_others_text(names.join(", ")),
            href: own_rights(desk),
            rights: t.way_out_rights(),
            ask: None,
        }
    }
}

/// Where somebody's own rights are told.
fn own_rights(desk: &Desk) -> String {
    format!("/staff/{}/rights", desk.me())
}
