//! Signing in and out: password, second factor, choice of licence.

mod code;
mod draft;
mod leaving;
mod licence;
mod location;
mod password;

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use http::HeaderMap;
use store::{
    App, keys,
    tickets::{Session, Stage},
};
use web::{
    Api, Page, Problem, SignedIn, SigningIn, Visitor, offers,
    page::see_other,
    posted::Draft,
    signing_in::{is_at, local, with_next},
    ui::Notice,
    visitor::query,
};

texts::catalogue!();

/// The routes of this function.
pub fn routes(app: App) -> Api {
    Api::new("sign-in")
        .get("/sign-in", "What is still needed to sign in; leads on when nothing is", show)
        .public()
        .post::<password::SignInInput, _, _>("/sign-in", "Signs in with address and password", password::sign_in)
        .public()
        .post::<code::CodeInput, _, _>(
            "/sign-in/code",
            "Gives the second factor: a code of the authenticator or a recovery code",
            code::give,
        )
        .public()
        .post::<location::LocationInput, _, _>(
            "/sign-in/location",
            "Chooses which location lists show, for who reaches several; gives no right",
            location::choose,
        )
        .post::<licence::LicenceInput, _, _>(
            "/sign-in/licence",
            "Chooses the licence to work in, or another one",
            licence::choose,
        )
        .public()
        .post::<leaving::SignOutInput, _, _>("/sign-out", "Signs out", leaving::sign_out)
        .public()
        .with_state(app)
}

/// Where to go after signing in.
fn next_of(visitor: &Visitor) -> String {
    query(&visitor.uri, "next").map_or_else(|| "/".to_owned(), |next| local(&next).to_owned())
}

/// Back to the first page of signing in.
fn from_the_start(next: &str) -> Response {
    see_other(&with_next("/sign-in", next))
}

async fn show(State(app): State<App>, visitor: Visitor, headers: HeaderMap) -> Result<Response, Problem> {
    let next = next_of(&visitor);
    if let Some(signed_in) = SignedIn::present(&app, &headers).await {
        let key = keys::draft(signed_in.licence, signed_in.staff);
        match signed_in.enter(&app, &visitor, std::slice::from_ref(&key)).await {
            Ok(mut desk) => {
                let draft = desk.found.take::<Draft>(&key, "draft")?.filter(|draft| draft.value.is_fresh(app.now()));
                return draft.map_or_else(
                    || Ok(see_other(&next)),
                    |draft| draft::page(&desk, &draft.value, &next).map(IntoResponse::into_response),
                );
            }
            Err(Problem::SignIn) => {}
            Err(problem) => return Err(problem),
        }
    }
    if let Some(present) = SigningIn::present(&app, &headers).await
        && let Some(page) = rest(&app, &visitor, present, &next).await?
    {
        return Ok(page);
    }
    let input = password::SignInInput { next, ..password::SignInInput::default() };
    Ok(told(password::page(&app, &visitor, &input, None).await?, &visitor).into_response())
}

/// What is still to be given by somebody whose password was right.
async fn rest(app: &App, visitor: &Visitor, present: SigningIn, next: &str) -> Result<Option<Response>, Problem> {
    let mut found = app.store.batch(&[keys::session(present.session), keys::identity(present.identity)]).await?;
    let session = found.take::<Session>(&keys::session(present.session), "session")?;
    let identity = found.take::<domain::identity::Identity>(&keys::identity(present.identity), "identity")?;
    let (Some(session), Some(identity)) = (session, identity) else { return Ok(None) };
    let at = |stage| is_at(&session.value, &identity.value, stage, app.now());
    Ok(if at(Stage::Code) {
        Some(code::page(app, visitor, next, None)?.into_response())
    } else if at(Stage::Licence) {
        let offers = offers::of(app, &identity.value).await?;
        Some(licence::page(app, visitor, &offers, next, None)?.into_response())
    } else if at(Stage::Enrol) {
        Some(see_other(&with_next("/account", next)))
    } else {
        None
    })
}

/// Tells what led here.
fn told(page: Page, visitor: &Visitor) -> Page {
    let t = t(visitor.locale);
    let notice = match query(&visitor.uri, "done").as_deref() {
        Some("activated") => Notice::success(t.done_activated()).text(t.done_activated_text()),
        Some("activated-hub") => Notice::success(t.done_activated_hub()).text(t.done_activated_hub_text()),
        Some("joined") => Notice::success(t.done_joined()),
        Some("reset") => Notice::success(t.done_reset()).text(t.done_reset_text()),
        Some("address") => Notice::success(t.done_address()).text(t.done_address_text()),
        Some("second-factor") => Notice::success(t.done_second_factor()).text(t.done_second_factor_text()),
        Some("signed-out") => Notice::success(t.done_signed_out()),
        Some("school-account") => Notice::stop(t.school_account_only()).text(t.school_account_only_text()),
        _ => return page,
    };
    page.chrome(|chrome| chrome.flash(Some(notice)))
}
