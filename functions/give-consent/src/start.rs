//! Where a mailed link leads. Opening it, by whomever and however often, changes nothing but its trail.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    consent::Purpose,
    input::{Fault, Faults},
};
use http::{HeaderMap, StatusCode};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use store::App;
use web::{
    Locale, Page, Problem, Visitor, dates, faults,
    page::see_other,
    posted::Sent,
    ui::{Button, CodeField, Field, Help, Hidden, Notice, SummaryList},
    visitor, words,
};

use crate::{
    code::AskInput,
    t,
    visit::{Dead, Stop, Visit, in_language},
};

/// Wishes for a new link that are noted in an hour; more say nothing new.
const WISHES: u64 = 3;

#[derive(Template, Serialize)]
#[template(path = "start.html")]
struct Start {
    lead: String,
    facts: SummaryList,
    notice: Option<Notice>,
    code: Option<CodeField>,
    ask_action: String,
    open_action: String,
    ask: Button,
    open: Button,
    once: Hidden,
    once_again: Hidden,
    steps: Vec<String>,
    safe: String,
}

#[derive(Template, Serialize)]
#[template(path = "dead.html")]
struct DeadPage {
    why: Notice,
    dead: Dead,
    asked: bool,
    text: String,
    action: String,
    button: Button,
    once: Hidden,
}

#[derive(Template, Serialize)]
#[template(path = "unknown.html")]
struct Unknown {
    text: String,
}

/// A link that we do not know: perhaps half of it was copied.
pub fn unknown(visitor: &Visitor) -> Page {
    let t = t(visitor.locale);
    Page::public(visitor, t.unknown_title(), &Unknown { text: t.unknown_text() })
        .status(StatusCode::NOT_FOUND)
        .chrome(web::ui::Chrome::error)
}

/// What is asked, in words that tell nothing about a learner.
fn lead(visit: &Visit, locale: Locale) -> String {
    let (t, school) = (t(locale), &visit.licence.display_name);
    match visit.consent.value.purpose {
        Purpose::ActionPart => t.lead_action_part(school),
        Purpose::Viewing => t.lead_viewing(school),
        Purpose::Transfer => t.lead_transfer(school),
    }
}

/// Whom to ask: on every page, in the same place.
pub fn help(visit: &Visit, locale: Locale) -> Help {
    let asker = &visit.consent.value.made.by.name;
    let contact = &visit.licence.contact;
    Help {
        text: t(locale).help(asker, &visit.licence.display_name),
        link: Some((format!("mailto:{contact}"), contact.clone())),
    }
}

/// What the page says besides, and at which status.
#[derive(Default)]
pub struct Said {
    /// Something that happened or could not be done.
    pub notice: Option<Notice>,
    /// What is wrong with the code.
    pub faults: Option<Faults>,
    /// Another status than 200.
    pub status: Option<StatusCode>,
}

/// The page of a link that can be used.
pub fn start(app: &App, visitor: &Visitor, visit: &Visit, said: Said) -> Result<Response, Problem> {
    let (locale, w) = (visitor.locale, words(visitor.locale));
    let t = t(locale);
    let waits = visit.codes.as_ref().is_some_and(|codes| codes.value.is_good(&visit.bound(), app.now()))
        || said.faults.is_some();
    let error = said.faults.as_ref().and_then(|faults| faults::Told::new(faults, locale).at("code"));
    let code = waits.then(|| CodeField::new(w, "code", t.code_label()).hint(t.code_hint()).error(error));
    let facts = SummaryList::new(w)
        .answer(t.from(), &visit.licence.display_name)
        .answer(t.asked_by(), &visit.consent.value.made.by.name)
        .answer(t.until(), dates::weekday_and_day(visit.last_day(), locale));
    let ask = Button::new(if waits { t.ask_again() } else { t.ask() });
    let view = Start {
        lead: lead(visit, locale),
        facts,
        notice: said.notice,
        ask_action: visit.path("/code"),
        open_action: visit.path("/open"),
        ask: if waits { ask.secondary() } else { ask },
        open: Button::new(t.open()),
        once: web::desk::once(app)?,
        once_again: web::desk::once(app)?,
        steps: vec![t.step_code(), t.step_read(), t.step_decide()],
        safe: t.safe(),
        code: code.clone(),
    };
    let page = Page::public(visitor, t.start_title(), &view)
        .chrome(|c| c.public(&visit.licence.display_name).help(help(visit, locale)));
    let page = match said.faults {
        Some(faults) => page.invalid(faults, code.iter().map(|code| code as &dyn Field)),
        None => page.status(said.status.unwrap_or(StatusCode::OK)),
    };
    Ok(page.into_response())
}

/// The page of a link that cannot be used: it says which, and offers to ask for a new one.
pub fn dead_page(app: &App, visitor: &Visitor, visit: &Visit, dead: Dead) -> Result<Response, Problem> {
    let (t, locale) = (t(visitor.locale), visitor.locale);
    let (title, why) = match dead {
        Dead::Expired { last_day } => (t.expired_title(), t.expired_text(dates::weekday_and_day(last_day, locale))),
        Dead::Replaced => (t.replaced_title(), t.replaced_text()),
        Dead::Withdrawn => (t.withdrawn_title(), t.withdrawn_text()),
        Dead::OutOfDate => (t.out_of_date_title(), t.out_of_date_text()),
    };
    let asked = visitor::query(&visitor.uri, "done").as_deref() == Some("asked");
    let view = DeadPage {
        why: if asked { Notice::success(t.new_link_asked()) } else { Notice::attention(why) },
        dead,
        asked,
        text: if asked {
            t.new_link_asked_text(&visit.licence.display_name)
        } else {
            t.new_link_text(&visit.licence.display_name)
        },
        action: visit.path("/new-link"),
        button: Button::new(t.new_link()),
        once: web::desk::once(app)?,
    };
    let page = Page::public(visitor, title, &view).status(StatusCode::GONE);
    Ok(page.chrome(|c| c.public(&visit.licence.display_name).help(help(visit, locale))).into_response())
}

/// Where the link leads.
pub async fn page(
    State(app): State<App>,
    Path(token): Path<String>,
    headers: HeaderMap,
    visitor: Visitor,
) -> Result<Response, Stop> {
    let link = app.store.open_link(&token, &visitor.agent).await?;
    let Some(visit) = Visit::of(&app, &token, link, None).await? else { return Err(unknown(&visitor).into()) };
    let visitor = in_language(visitor, &headers, &visit);
    if let Some(dead) = visit.dead(app.now()) {
        return Ok(dead_page(&app, &visitor, &visit, dead)?);
    }
    let t = t(visitor.locale);
    let notice = match visitor::query(&visitor.uri, "done").as_deref() {
        Some("code") => Some(Notice::success(t.code_sent()).text(t.code_sent_text())),
        Some("again") => Some(Notice::info(t.read_again()).text(t.read_again_text())),
        _ => None,
    };
    Ok(start(&app, &visitor, &visit, Said { notice, ..Said::default() })?)
}

/// Notes that the reader of a dead link would like a new one. It tells nothing, whatever the state of the request.
pub async fn new_link(
    State(app): State<App>,
    Path(token): Path<String>,
    headers: HeaderMap,
    visitor: Visitor,
    sent: Sent<AskInput>,
) -> Result<Response, Stop> {
    let once = sent.key.of(&token);
    let Some(visit) = Visit::follow(&app, &token, once.as_ref()).await? else { return Err(unknown(&visitor).into()) };
    let visitor = in_language(visitor, &headers, &visit);
    if visit.dead(app.now()).is_none() {
        return Ok(see_other(&visit.path("")));
    }
    // A link may be dead because of its version while its token still opens: the throttle keeps the audit log short.
    let in_an_hour = ("new-link", token.as_str(), SignedDuration::from_hours(1));
    let has_turn = app.store.take_turn(in_an_hour, WISHES, once.as_ref()).await?;
    if visit.done.is_none() && has_turn {
        let change = app.store.licence(&visit.scope).change(once).wish_new_link(&visit.consent.value, app.now());
        change.audit(&visit.did("asked for a new link", &visitor)).commit("asked").await?;
    }
    Ok(see_other(&visit.path("?done=asked")))
}

/// The page again, because codes were asked for too often.
pub fn wait(app: &App, visitor: &Visitor, visit: &Visit, again: Option<Timestamp>) -> Result<Response, Problem> {
    let notice = Notice::attention(faults::words(&Fault::TooManyTries { again }, visitor.locale));
    start(
        app,
        visitor,
        visit,
        Said { notice: Some(notice), status: Some(StatusCode::TOO_MANY_REQUESTS), ..Said::default() },
    )
}
