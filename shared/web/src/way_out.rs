//! For somebody who does not see what he needs: what gives access, where his own rights are told, and whom to ask (3-30).

use domain::staff::StaffRow;
use http::HeaderMap;
use serde::Serialize;
use store::App;

use crate::{session::SignedIn, t, visitor::Visitor};

/// So many administrators are named.
const NAMED: usize = 5;

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
    /// For who is signed in and looks at a page. Where the staff cannot be read the page goes without it.
    pub async fn of(app: &App, headers: &HeaderMap, visitor: &Visitor) -> Option<Self> {
        if visitor.wants_json {
            return None;
        }
        let session = SignedIn::present(app, headers).await?;
        let scope = session.scope();
        let records = app.store.licence(&scope);
        let (desk, rows) = tokio::join!(session.enter(app, visitor, &[]), records.register::<StaffRow>());
        let (desk, mut rows) = (desk.ok()?, rows.ok()?);
        rows.retain(|row| row.administers(desk.today()));
        rows.sort_by(|a, b| (&a.sort, a.id).cmp(&(&b.sort, b.id)));
        let names: Vec<String> = rows.into_iter().take(NAMED).map(|row| row.full).collect();
        let t = t(visitor.locale);
        Some(Self {
            title: t.way_out_title(),
            text: t.way_out_text(),
            href: format!("/staff/{}/rights", desk.me()),
            rights: t.way_out_rights(),
            ask: (!names.is_empty()).then(|| t.way_out_ask(names.join(", "))),
        })
    }
}
