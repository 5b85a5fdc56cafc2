//! The evidence of one request: who, when, on which version, how (1-34).

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    consent::{Consent, ConsentState, Decision},
    input::Faults,
    steps::Form,
};
use serde::Serialize;
use store::{App, reading::LinkTrail};
use web::{
    Declaration, Locale, Problem, SignedIn, Visitor, dates,
    faults::Told,
    steps,
    ui::{
        Button, ConfirmPage, DateField, Field, Hidden, Html, Notice, SummaryList, SummaryRow, Timeline, TimelineEntry,
    },
    words,
};

use crate::{form, list, scene::Scene, t, told};

#[derive(Template, Serialize)]
#[template(path = "show.html")]
struct Evidence {
    consent: Consent,
    state: ConsentState,
    trail: Option<domain::link::Link>,
    #[serde(skip)]
    notices: Vec<Notice>,
    #[serde(skip)]
    facts: SummaryList,
    #[serde(skip)]
    events_title: String,
    #[serde(skip)]
    events: Timeline,
    #[serde(skip)]
    resend: Option<Resend>,
    #[serde(skip)]
    withdraw: Option<Button>,
    #[serde(skip)]
    revoke: Option<Button>,
}

struct Resend {
    title: String,
    text: String,
    action: String,
    ends: DateField,
    button: Button,
    once: Hidden,
}

#[derive(Template, Serialize)]
#[template(path = "confirm.html")]
struct Confirm {
    page: ConfirmPage,
}

/// What was declared, in the language in which it was read.
fn declared(decision: &Decision, who: &str, call_name: &str, locale: Locale) -> SummaryRow {
    let label = t(locale).declaration();
    match Declaration::read(&decision.declaration) {
        Some(known) => SummaryRow::new(label, known.text(who, call_name)).lang(known.locale().code()),
        None => SummaryRow::new(label, &decision.declaration),
    }
}

fn facts(consent: &Consent, call_name: &str, state: ConsentState, locale: Locale) -> SummaryList {
    let (t, asked) = (t(locale), &consent.asked);
    let mut facts = SummaryList::new(words(locale))
        .answer(t.who(), &asked.name)
        .answer(t.role(), told::role(asked, locale))
        .answer(t.address(), asked.email.clone().unwrap_or_default())
        .answer(t.learner_age(), asked.learner_age.map(|age| age.to_string()).unwrap_or_default())
        .answer(t.what_for(), told::purpose(consent.purpose, locale))
        .answer(t.how(), told::route(&consent.route, locale))
        .answer(t.asked_by(), t.by_at(&consent.made.by.name, dates::moment(consent.made.at, locale)))
        .answer(t.version_label(), consent.version.whole.as_str())
        .answer(t.action_part_label(), consent.version.action_part.as_str())
        .row(SummaryRow::with(t.state(), Html::of(steps::consent_tag(state, consent.purpose, locale))));
    if let Some((decision, at)) = consent.decision() {
        facts = facts.answer(t.decided(), dates::moment(at, locale));
        for (label, said) in [(t.their_reason(), &decision.reason), (t.their_remark(), &decision.remark)] {
            if let Some(said) = said {
                facts = facts.answer(label, said);
            }
        }
        facts = facts
            .answer(t.confirmed(), t.confirmed_by_code(decision.link.to_string(), decision.code.to_string()))
            .row(declared(decision, &asked.name, call_name, locale));
    }
    if let Some((revocation, at)) = consent.revocation() {
        let day = dates::day(revocation.day, locale);
        facts = facts
            .answer(t.revoked(), t.revoked_on(day, &revocation.by.name, dates::moment(at, locale)))
            .answer(t.revoke_reason(), &revocation.reason);
    }
    facts
}

fn events(consent: &Consent, trail: &LinkTrail, locale: Locale) -> Timeline {
    let t = t(locale);
    let records = consent.records.iter().map(|record| (record.at, told::record(record, consent.purpose, locale)));
    let openings = trail.link.iter().flat_map(|link| &link.trail).map(|opening| {
        let entry = TimelineEntry::new(dates::moment(opening.at, locale), t.event_opened()).at(opening.at.to_string());
        (opening.at, if opening.agent.is_empty() { entry } else { entry.detail(&opening.agent) })
    });
    let mut all: Vec<_> = records.chain(openings).collect();
    all.sort_by_key(|(at, _)| *at);
    Timeline::new(all.into_iter().map(|(_, entry)| entry))
}

fn notices(scene: &Scene, consent: &Consent, state: ConsentState, trail: &LinkTrail) -> Vec<Notice> {
    let locale = scene.desk.locale();
    let t = t(locale);
    let mut notices: Vec<_> =
        trail.wish.map(|at| Notice::attention(t.wishes_new_link(dates::moment(at, locale)))).into_iter().collect();
    if state == ConsentState::Undelivered {
        notices.push(Notice::stop(t.undelivered()).text(t.undelivered_text()));
    }
    let now = scene.desk.now();
    if let Some(stopped) = told::stopped(consent, trail, now, locale) {
        notices.push(Notice::stop(stopped).text(t.undelivered_text()));
    }
    if !scene.is_running() && consent.revocable(now).is_some() {
        notices.push(Notice::info(t.revoke_closed()).text(t.revoke_closed_text()));
    }
    let asked_now = scene
        .needed
        .asked
        .iter()
        .chain(&scene.needed.viewing_at_most)
        .find(|asked| asked.person == consent.asked.person);
    if state.is_waiting() && asked_now.is_some_and(|now| now.email != consent.asked.email) {
        notices.push(Notice::attention(t.address_changed()).text(t.address_changed_text()));
    }
    notices
}

fn resend(scene: &Scene, consent: &Consent, form: &Form, faults: &Faults) -> Result<Resend, Problem> {
    let locale = scene.desk.locale();
    let t = t(locale);
    let [day, month, year] = form.date_parts("ends");
    Ok(Resend {
        title: t.resend_title(),
        text: t.resend_text(consent.asked.email.clone().unwrap_or_default()),
        action: scene.path(&format!("/consents/{}/resend", consent.id)),
        ends: DateField::new(words(locale), "ends", t.ends())
            .hint(t.ends_hint())
            .value(day, month, year)
            .error(Told::new(faults, locale).at("ends").or_else(|| Told::new(faults, locale).at("route"))),
        button: Button::new(t.resend_button()),
        once: scene.desk.once()?,
    })
}

/// The evidence, with what was typed to mail a new link and what is wrong with it.
pub async fn shown(
    app: &App,
    scene: &Scene,
    consent: &str,
    form: &Form,
    faults: Option<Faults>,
) -> Result<Response, Problem> {
    let consent = scene.consent(consent)?.value.clone();
    let locale = scene.desk.locale();
    let t = t(locale);
    let viewed = scene.desk.did("viewed", format!("DOSSIER#{}", scene.dossier.id())).with("consent", consent.id);
    // If the row cannot be written, nothing is shown.
    let of = [&consent];
    let (trails, noted) = futures::join!(app.link_trails(&of), app.store.note(&viewed));
    noted?;
    let trail = trails?.pop().unwrap_or_default();
    let state = told::state(&consent, &trail, scene.desk.now());
    let none = Faults::default();
    let can_resend =
        scene.is_running() && consent.link().is_some() && (state.is_waiting() || state == ConsentState::Expired);
    let view = Evidence {
        state,
        notices: notices(scene, &consent, state, &trail),
        facts: facts(&consent, scene.learner.name.call(), state, locale),
        events_title: t.events_title(),
        events: events(&consent, &trail, locale),
        resend: can_resend.then(|| resend(scene, &consent, form, faults.as_ref().unwrap_or(&none))).transpose()?,
        withdraw: (scene.is_running() && state.is_waiting()).then(|| {
            Button::new(t.withdraw()).secondary().href(scene.path(&format!("/consents/{}/withdraw", consent.id)))
        }),
        revoke: scene.revocable(&consent).map(|_| {
            Button::new(t.revoke_note()).secondary().href(scene.path(&format!("/consents/{}/revoke", consent.id)))
        }),
        trail: trail.link,
        consent,
    };
    let page = scene.desk.page(t.evidence_title(&view.consent.asked.name), &view).chrome(|c| {
        c.caption(scene.learner.name.full()).back(scene.path("/consents"), "").flash(list::flash(&scene.desk.visitor))
    });
    Ok(match faults {
        Some(faults) => {
            page.invalid(faults, view.resend.iter().map(|resend| &resend.ends as &dyn Field)).into_response()
        }
        None => page.into_response(),
    })
}

/// `GET /dossiers/{dossier}/consents/{consent}`
pub async fn page(
    State(app): State<App>,
    visitor: Visitor,
    session: SignedIn,
    Path((dossier, consent)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let scene = Scene::look(&app, &visitor, &session, &dossier).await?;
    let mut typed = Form::default();
    typed.set("ends", form::proposed(scene.desk.today()).to_string());
    shown(&app, &scene, &consent, &typed, None).await
}

/// `GET /dossiers/{dossier}/consents/{consent}/withdraw`
pub async fn confirm(
    State(app): State<App>,
    visitor: Visitor,
    session: SignedIn,
    Path((dossier, consent)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let scene = Scene::look(&app, &visitor, &session, &dossier).await?;
    let consent = &scene.consent(&consent)?.value;
    if !scene.is_running() || !consent.state(scene.desk.now()).is_waiting() {
        return Err(Problem::Stale);
    }
    let (t, locale) = (t(scene.desk.locale()), scene.desk.locale());
    let here = scene.path(&format!("/consents/{}", consent.id));
    let page = ConfirmPage::new(
        words(locale),
        t.withdraw_statement(&consent.asked.name),
        format!("{here}/withdraw"),
        Button::new(t.withdraw()).danger(),
        here,
    )
    .will(t.withdraw_link_dies())
    .will(t.withdraw_stays())
    .will_not(t.withdraw_no_mail())
    .hidden(scene.desk.once()?);
    Ok(scene
        .desk
        .page(t.withdraw_title(), &Confirm { page })
        .chrome(|c| c.caption(scene.learner.name.full()))
        .into_response())
}
