//! The first step: address and password.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use domain::{
    hub::Means,
    input::{Fault, Faults, email},
};
use http::HeaderMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{App, Change, Conflict, Once, StoreError, Stored, tickets::Stage};
use web::{
    Page, Problem, Visitor, desk,
    entering::{self, Proved},
    faults::Told,
    offers,
    posted::Sent,
    proof::{self, Tried},
    signing_in::{again, begin, go, with_next},
    ui::{Button, Chrome, Field, Hidden, TextField},
    words,
};

use crate::{draft, t};

/// Address and password.
#[derive(Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct SignInInput {
    /// The address, which is the user name (0-04).
    pub email: String,
    /// The password.
    pub password: String,
    /// The page of ours to go to afterwards.
    pub next: String,
    /// `drop`: throws away what was kept when the session ended, instead of signing in.
    pub draft: String,
}

#[derive(Template, Serialize)]
#[template(path = "sign-in.html")]
struct View {
    #[serde(skip)]
    once: Hidden,
    next: Hidden,
    email: TextField,
    password: TextField,
    button: Button,
    forgot_text: String,
    hub: Option<ToHub>,
}

/// The other way in, where there is a hub (3-27).
#[derive(Serialize)]
struct ToHub {
    #[serde(skip)]
    once: Hidden,
    text: String,
    button: Button,
}

/// The form; after an error the address is still there and the password is not.
pub async fn page(app: &App, visitor: &Visitor, input: &SignInInput, faults: Option<Faults>) -> Result<Page, Problem> {
    let (t, w) = (t(visitor.locale), words(visitor.locale));
    let wrong = faults.clone().unwrap_or_default();
    let told = Told::new(&wrong, visitor.locale);
    let view = View {
        once: desk::once(app)?,
        next: Hidden::new("next", web::signing_in::local(&input.next)),
        email: TextField::new(w, "email", t.email())
            .email()
            .autocomplete("username")
            .value(&input.email)
            .error(told.at("email")),
        password: TextField::new(w, "password", t.password()).password("current-password").error(told.at("password")),
        button: Button::new(t.sign_in()),
        forgot_text: t.forgot(),
        hub: if app.keys.hub().await.is_some() { Some(to_hub(app, visitor)?) } else { None },
    };
    let page = Page::public(visitor, t.title(), &view).chrome(Chrome::scripted);
    Ok(match faults {
        Some(faults) => page.invalid(faults, [&view.email as &dyn Field, &view.password]),
        None => page,
    })
}

fn to_hub(app: &App, visitor: &Visitor) -> Result<ToHub, Problem> {
    let t = t(visitor.locale);
    Ok(ToHub { once: desk::once(app)?, text: t.hub_text(), button: Button::new(t.hub_sign_in()).secondary() })
}

/// Wrong, unknown, locked, waiting, removed: the same words.
fn not_recognised() -> Faults {
    Faults::one("password", Fault::NotRecognised)
}

fn check(input: &SignInInput) -> Result<String, Faults> {
    let mut faults = Faults::default();
    let address = faults.check("email", email(&input.email));
    if input.password.is_empty() {
        faults.add("password", Fault::Missing);
    }
    faults.all(address)
}

/// `POST /sign-in`
pub async fn sign_in(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    sent: Sent<SignInInput>,
) -> Result<Response, Problem> {
    let input = &sent.form;
    if input.draft == "drop" {
        return draft::drop(&app, &visitor, &headers, &sent).await;
    }
    let refused = async |faults| page(&app, &visitor, input, Some(faults)).await.map(IntoResponse::into_response);
    let address = match check(input) {
        Ok(address) => address,
        Err(faults) => return refused(faults).await,
    };
    let (may_try, holder) = tokio::join!(proof::address_may_try(&app, &visitor), app.store.holder_of(&address));
    let holder = holder?;
    if !may_try? {
        return refused(not_recognised()).await;
    }
    let identity = match proof::password(&app, holder, &input.password).await? {
        Tried::Right(identity, ()) if !identity.value.services.is_empty() => identity,
        _ => return refused(not_recognised()).await,
    };
    let once = sent.key.of("sign-in");
    if identity.value.totp.is_some() {
        return ask_code(&app, &identity, &input.next, once).await;
    }
    let offers = offers::of(&app, &identity.value).await?;
    let proved = Proved { factor: None, before: None, chosen: None, by: Means::Password, turn: None };
    match entering::enter(&app, &visitor, *identity, &offers, proved, once, &input.next).await? {
        Some(answer) => Ok(answer),
        None => refused(not_recognised()).await,
    }
}

/// The password was right; the second factor is asked (1-09).
async fn ask_code(
    app: &App,
    identity: &Stored<domain::identity::Identity>,
    next: &str,
    once: Option<Once>,
) -> Result<Response, Problem> {
    let session = begin(app, &identity.value, None, Stage::Code, once.as_ref())?;
    let to = with_next("/sign-in", next);
    let change = || Change::of_person(&app.store, once.clone()).session(&session, 0);
    let done = match change().forgive_failure(identity.value.id).commit(&to).await {
        // Somebody signed in meanwhile: nothing is left to forgive.
        Err(StoreError::Conflict(Conflict::Stale("identity"))) => change().commit(&to).await?,
        done => done?,
    };
    if done.repeated {
        entering::forgive(app, identity.value.id).await;
        if let Some(answer) = again(app, identity.value.id, once.as_ref()).await? {
            return Ok(answer);
        }
    }
    go(app, &session, &to).await
}
