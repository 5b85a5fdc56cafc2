//! The page of the own account, reached by the own name at the bottom left (1-07, 1-11).

use askama::Template;
use axum::response::{IntoResponse, Response};
use domain::input::Faults;
use http::StatusCode;
use serde::Serialize;
use web::{
    Page, Problem, dates, desk,
    faults::Told,
    offers::{self, Offer},
    proof,
    signing_in::local,
    ui::{Button, CodeField, Field, Hidden, Notice, SummaryList, TextField},
    visitor::query,
    words,
};

use crate::{email, hub, own::Own, sessions, t, totp_off};

/// What went wrong, and in which form.
#[derive(Default)]
pub struct Wrong {
    /// In the form of the password.
    pub password: Option<Faults>,
    /// In setting up the authenticator.
    pub confirm: Option<Faults>,
    /// In switching it off.
    pub remove: Option<Faults>,
    /// Where it goes after setting up.
    pub next: Option<String>,
}

/// Another licence of the same person.
#[derive(Serialize)]
struct Elsewhere {
    #[serde(skip)]
    once: Hidden,
    licence: Hidden,
    button: Button,
}

/// Setting up an authenticator (1-08).
#[derive(Serialize)]
struct SetUp {
    #[serde(skip)]
    once: Hidden,
    next: Hidden,
    steps: [String; 3],
    qr: String,
    qr_text: String,
    secret_label: String,
    secret: String,
    url: String,
    code: CodeField,
    button: Button,
}

/// The second factor as it is.
#[derive(Serialize)]
struct SecondFactor {
    state: String,
    explanation: String,
    #[serde(skip)]
    once: Hidden,
    next: Hidden,
    start: Option<Button>,
    set_up: Option<SetUp>,
    remove: Option<totp_off::Form>,
    compulsory: Option<String>,
}

#[derive(Serialize)]
struct PasswordForm {
    #[serde(skip)]
    once: Hidden,
    user_name: String,
    present: TextField,
    password: TextField,
    button: Button,
}

#[derive(Serialize)]
struct Titles {
    second_factor: String,
    password: String,
    sessions: String,
    licences: String,
}

#[derive(Template, Serialize)]
#[template(path = "account.html")]
struct View {
    #[serde(skip)]
    titles: Titles,
    facts: SummaryList,
    #[serde(skip)]
    email: Button,
    behind: Option<email::Behind>,
    #[serde(skip)]
    rights: Option<Button>,
    elsewhere: Vec<Elsewhere>,
    second_factor: SecondFactor,
    password: PasswordForm,
    hub: Option<hub::Hub>,
    sessions: sessions::Sessions,
}

#[derive(Template, Serialize)]
#[template(path = "set-up.html")]
struct SetUpFirst {
    intro: String,
    second_factor: SecondFactor,
    #[serde(skip)]
    once: Hidden,
    leave: Button,
}

/// The page, with what went wrong.
pub async fn answer(own: &Own, wrong: Wrong) -> Result<Response, Problem> {
    let offers = offers::of(&own.app, &own.identity.value).await?;
    let page = if own.desk.is_some() {
        account(own, &offers, &wrong).await?
    } else {
        set_up_first(own, &offers, &wrong).await?
    };
    Ok(told(own, page).into_response())
}

/// The page as an answer to switching off what is compulsory: refused, with the reason.
pub async fn refused(own: &Own, offers: &[Offer], reason: String) -> Result<Response, Problem> {
    let page = account(own, offers, &Wrong::default()).await?;
    let notice = Notice::stop(t(own.visitor.locale).cannot_remove()).text(reason);
    Ok(page.status(StatusCode::FORBIDDEN).chrome(|chrome| chrome.flash(Some(notice))).into_response())
}

async fn account(own: &Own, offers: &[Offer], wrong: &Wrong) -> Result<Page, Problem> {
    let t = t(own.visitor.locale);
    let second_factor = second_factor(own, offers, wrong).await?;
    let password = password_form(own, wrong)?;
    let view = View {
        titles: Titles {
            second_factor: t.second_factor(),
            password: t.password_title(),
            sessions: t.sessions_title(),
            licences: t.licences_title(),
        },
        facts: facts(own, offers),
        email: Button::new(t.email_change()).secondary().href("/account/email"),
        behind: email::behind(own, offers)?,
        rights: own
            .desk
            .as_ref()
            .map(|desk| Button::new(t.rights()).secondary().href(format!("/staff/{}/rights", desk.me()))),
        elsewhere: elsewhere(own, offers)?,
        second_factor,
        password,
        hub: hub::shown(own).await?,
        sessions: sessions::shown(own, offers)?,
    };
    let page = own.page(t.title(), &view);
    let fields: Vec<&dyn Field> = vec![&view.password.present, &view.password.password];
    let code = view.second_factor.set_up.as_ref().map(|set_up| &set_up.code as &dyn Field);
    let remove = view.second_factor.remove.iter().flat_map(totp_off::Form::fields);
    let fields = fields.into_iter().chain(code).chain(remove);
    let faults = [&wrong.password, &wrong.confirm, &wrong.remove].into_iter().flatten().next().cloned();
    Ok(match faults {
        Some(faults) => page.invalid(faults, fields),
        None => page,
    })
}

async fn set_up_first(own: &Own, offers: &[Offer], wrong: &Wrong) -> Result<Page, Problem> {
    let t = t(own.visitor.locale);
    let school = own
        .session
        .service
        .and_then(|(licence, _)| offers::find(offers, licence))
        .map(|offer| offer.licence.display_name.clone())
        .unwrap_or_default();
    let view = SetUpFirst {
        intro: t.set_up_first(&school),
        second_factor: second_factor(own, offers, wrong).await?,
        once: desk::once(&own.app)?,
        leave: Button::new(t.leave()).secondary(),
    };
    let page = own.page(t.set_up_first_title(), &view).chrome(|chrome| chrome.public(&school));
    let code = view.second_factor.set_up.as_ref().map(|set_up| &set_up.code as &dyn Field);
    Ok(match wrong.confirm.clone() {
        Some(faults) => page.invalid(faults, code),
        None => page,
    })
}

fn facts(own: &Own, offers: &[Offer]) -> SummaryList {
    let t = t(own.visitor.locale);
    let name = own.desk.as_ref().map(|desk| desk.actor.member.name.full()).unwrap_or_default();
    let licences: Vec<_> =
        offers.iter().map(|offer| t.licence_line(&offer.licence.display_name, offer.licence.name.as_str())).collect();
    SummaryList::new(words(own.visitor.locale))
        .answer(t.name(), name)
        .answer(t.email(), &own.identity.value.email)
        .answer(t.licences(), licences.join("\n"))
        .answer(
            t.password_title(),
            if own.identity.value.has_password() {
                t.password_since(dates::moment(own.identity.value.password_since, own.visitor.locale))
            } else {
                t.no_password()
            },
        )
}

fn elsewhere(own: &Own, offers: &[Offer]) -> Result<Vec<Elsewhere>, Problem> {
    let t = t(own.visitor.locale);
    let here = own.session.service.map(|(licence, _)| licence);
    let others = offers.iter().filter(|offer| Some(offer.service.licence) != here);
    let one = |offer: &Offer| {
        let button = Button::new(t.work_there(&offer.licence.display_name)).secondary();
        Ok(Elsewhere {
            once: desk::once(&own.app)?,
            licence: Hidden::new("licence", offer.service.licence.to_string()),
            button,
        })
    };
    others.map(one).collect()
}

/// Where it goes after setting up.
pub fn next_of(own: &Own) -> String {
    query(&own.visitor.uri, "next").map_or_else(|| "/".into(), |next| local(&next).to_owned())
}

async fn second_factor(own: &Own, offers: &[Offer], wrong: &Wrong) -> Result<SecondFactor, Problem> {
    let t = t(own.visitor.locale);
    let identity = &own.identity.value;
    let asked = own.desk.is_none() || wrong.confirm.is_some() || query(&own.visitor.uri, "set-up").is_some();
    let next = wrong.next.clone().unwrap_or_else(|| next_of(own));
    let set_up = if asked { set_up(own, wrong, &next).await? } else { None };
    let on = identity.totp.as_ref();
    let requiring = totp_off::requiring(offers);
    let state = on.map_or_else(
        || t.totp_off(),
        |totp| t.totp_on(totp.recovery.len(), dates::moment(totp.since, own.visitor.locale)),
    );
    let start = if on.is_some() { Button::new(t.start_again()).secondary() } else { Button::new(t.start()) };
    Ok(SecondFactor {
        state,
        explanation: t.second_factor_text(),
        once: desk::once(&own.app)?,
        next: Hidden::new("next", next),
        start: set_up.is_none().then_some(start),
        set_up,
        remove: (on.is_some() && requiring.is_empty())
            .then(|| totp_off::form(own, wrong.remove.as_ref()))
            .transpose()?,
        compulsory: (!requiring.is_empty()).then(|| {
            let schools = requiring.join(", ");
            if on.is_some() { t.compulsory(schools) } else { t.compulsory_while_off(schools) }
        }),
    })
}

async fn set_up(own: &Own, wrong: &Wrong, next: &str) -> Result<Option<SetUp>, Problem> {
    let Some(sealed) = &own.identity.value.pending_totp else { return Ok(None) };
    let (t, w) = (t(own.visitor.locale), words(own.visitor.locale));
    let secret = proof::secret(&own.app, sealed).await?;
    let enrolment =
        secret.enrolment(&own.identity.value.email).ok_or_else(|| Problem::Internal("no enrolment".into()))?;
    let faults = wrong.confirm.clone().unwrap_or_default();
    Ok(Some(SetUp {
        once: desk::once(&own.app)?,
        next: Hidden::new("next", next),
        steps: [t.step_app(), t.step_scan(), t.step_code()],
        qr: format!("data:image/png;base64,{}", enrolment.qr),
        qr_text: t.qr_text(),
        secret_label: t.secret(),
        secret: enrolment.secret,
        url: enrolment.url,
        code: CodeField::new(w, "code", t.code())
            .hint(t.code_hint())
            .error(Told::new(&faults, own.visitor.locale).at("code")),
        button: Button::new(t.confirm()),
    }))
}

fn password_form(own: &Own, wrong: &Wrong) -> Result<PasswordForm, Problem> {
    let (t, w) = (t(own.visitor.locale), words(own.visitor.locale));
    let faults = wrong.password.clone().unwrap_or_default();
    let told = Told::new(&faults, own.visitor.locale);
    Ok(PasswordForm {
        once: desk::once(&own.app)?,
        user_name: own.identity.value.email.clone(),
        present: TextField::new(w, "present-password", t.present_password())
            .password("current-password")
            .error(told.at("present-password")),
        password: TextField::new(w, "password", t.new_password())
            .password("new-password")
            .hint(t.new_password_hint())
            .error(told.at("password")),
        button: Button::new(t.change_password()),
    })
}

/// Tells what led here.
fn told(own: &Own, page: Page) -> Page {
    let t = t(own.visitor.locale);
    let notice = match query(&own.visitor.uri, "done").as_deref() {
        Some("password") => Notice::success(t.done_password()).text(t.done_others()),
        Some("address") => Notice::success(t.done_address(&own.identity.value.email)).text(t.done_others()),
        Some("address-again") => Notice::success(t.done_address_again()).text(t.done_address_again_text()),
        Some("totp-on") => Notice::success(t.done_totp_on()).text(t.done_totp_on_text()),
        Some("totp-off") => Notice::success(t.done_totp_off()).text(t.done_others()),
        Some("session") => Notice::success(t.done_session()),
        Some("hub-linked") => Notice::success(t.done_hub_linked()),
        Some("hub-unlinked") => Notice::success(t.done_hub_unlinked()).text(t.done_others()),
        Some("sessions") => Notice::success(t.done_sessions()),
        _ => return page,
    };
    page.chrome(|chrome| chrome.flash(Some(notice)))
}
