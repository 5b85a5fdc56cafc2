//! An empty spreadsheet, for schools whose administration gives no EDEXML.

use axum::{extract::State, response::Response};
use domain::access::Action;
use store::App;
use web::{Problem, SignedIn, Visitor, sheet};

/// Where it is.
pub const PATH: &str = "/rosters/template/download";

/// `GET /rosters/template/download`
pub async fn download(State(app): State<App>, visitor: Visitor, session: SignedIn) -> Result<Response, Problem> {
    let desk = session.enter(&app, &visitor, &[]).await?;
    desk.may_here(Action::ImportRoster)?;
    let bytes = roster::template().map_err(Problem::unavailable)?;
    Ok(sheet::download("leerlingen", bytes))
}
