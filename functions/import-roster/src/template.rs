//! An empty spreadsheet, for schools whose administration gives no EDEXML.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use domain::access::Action;
use http::header;
use store::App;
use web::{Problem, SignedIn, Visitor};

/// Where it is.
pub const PATH: &str = "/rosters/template/download";

/// `GET /rosters/template/download`
pub async fn download(State(app): State<App>, visitor: Visitor, session: SignedIn) -> Result<Response, Problem> {
    let desk = session.enter(&app, &visitor, &[]).await?;
    desk.may_here(Action::ImportRoster)?;
    let bytes = roster::template().map_err(|error| Problem::Unavailable(error.to_string()))?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"leerlingen.csv\""),
    ];
    Ok((headers, bytes).into_response())
}
