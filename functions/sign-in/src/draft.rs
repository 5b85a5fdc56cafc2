//! What somebody was typing when the session ended: offered again after signing in.

use askama::Template;
use axum::response::Response;
use http::HeaderMap;
use serde::Serialize;
use store::{App, keys};
use web::{
    Desk, Page, Problem, SignedIn, Visitor,
    page::see_other,
    posted::{DRAFT_FIELD, Draft, Sent},
    signing_in::local,
    ui::{Button, Hidden, SummaryList},
};

use crate::password::SignInInput;

#[derive(Template, Serialize)]
#[template(path = "draft.html")]
struct View {
    text: String,
    path: String,
    shown: Option<SummaryList>,
    fields: Vec<Hidden>,
    send: Button,
    #[serde(skip)]
    once: Hidden,
    next: Hidden,
    throw_away: Button,
}

/// The page that offers to send it after all. The form's own key comes along: it was never carried out, and is carried out once.
pub fn page(desk: &Desk, draft: &Draft, next: &str) -> Result<Page, Problem> {
    let t = web::t(desk.locale());
    let typed = &draft.typed;
    let view = View {
        text: t.draft_text(),
        path: local(&typed.path).to_owned(),
        shown: typed.shown(desk.locale()),
        fields: typed.hidden().into_iter().chain([Hidden::new(DRAFT_FIELD, "yes")]).collect(),
        send: Button::new(typed.act(desk.locale())),
        once: desk.once()?,
        // The page behind a form that only takes what is sent cannot be opened.
        next: Hidden::new("next", if next == typed.path { "/" } else { next }),
        throw_away: Button::new(t.draft_drop()).secondary().named("draft", "drop"),
    };
    Ok(desk.page(t.draft_title(), &view))
}

/// Throws it away.
pub async fn drop(
    app: &App,
    visitor: &Visitor,
    headers: &HeaderMap,
    sent: &Sent<SignInInput>,
) -> Result<Response, Problem> {
    let signed_in = SignedIn::present(app, headers).await.ok_or(Problem::SignIn)?;
    sent.key.fits(signed_in.licence)?;
    let desk = signed_in.enter(app, visitor, &[]).await?;
    let key = keys::draft(signed_in.licence, signed_in.staff);
    let subject = format!("STAFF#{}", desk.me());
    let change = desk
        .records()
        .change(sent.key.of(&signed_in.session.to_string()))
        .remove_item(&key)
        .audit(&desk.did("dropped-draft", subject));
    let done = change.commit(local(&sent.form.next)).await?;
    Ok(see_other(&done.to))
}
