//! The plan, after the code: the frozen version and the form to decide.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    consent::{DecisionInput, Purpose},
    input::Faults,
    version::FrozenVersion,
};
use http::HeaderMap;
use serde::Serialize;
use store::{App, Once};
use web::{
    Declaration, Locale, Page, Problem, Visitor, dates,
    faults::Told,
    page::see_other,
    ui::{
        Button, Choice, Field, Hidden, Html, Notice, PrintMark, Radios, ShortTrack, State as Shape, Station,
        SummaryList, TextArea,
    },
    words,
};

use crate::{
    Deps,
    plan::{Section, Shown},
    reader::Reader,
    start::{dead_page, help},
    t,
    visit::{Stop, Visit, in_language},
};

/// Somebody who typed the code, at a link that can be used.
pub struct Reading {
    /// The link and what it is about.
    pub visit: Visit,
    /// Who reads.
    pub reader: Reader,
    /// In the language of the reader.
    pub visitor: Visitor,
}

impl Reading {
    /// The reader that these headers carry, at this link. Without one, back to where the link leads.
    pub async fn of(
        app: &App,
        token: &str,
        headers: &HeaderMap,
        visitor: Visitor,
        once: Option<&Once>,
    ) -> Result<Self, Stop> {
        let back = || Stop::Page(Box::new(see_other(&format!("/consent/{token}?done=again"))));
        let reader = Reader::present(app, headers).await.ok_or_else(back)?;
        let visit = Visit::again(app, token, &reader, once).await?.ok_or_else(back)?;
        let visitor = in_language(visitor, headers, &visit);
        match visit.dead(app.now()) {
            Some(dead) => Err(Stop::Page(Box::new(dead_page(app, &visitor, &visit, dead)?))),
            None => Ok(Self { visit, reader, visitor }),
        }
    }
}

#[derive(Template, Serialize)]
#[template(path = "plan.html")]
struct Plan {
    #[serde(skip)]
    decide_title: String,
    lead: String,
    reading: String,
    track: ShortTrack,
    facts: SummaryList,
    before: Option<Notice>,
    sections: Vec<Section>,
    #[serde(skip)]
    contents: String,
    declaration: String,
    changed_mind: String,
    form: DecisionForm,
    action: String,
    button: Button,
    once: Hidden,
}

/// The fields of the decision.
#[derive(Serialize)]
pub struct DecisionForm {
    decision: Radios,
    remark: TextArea,
    #[serde(skip)]
    reason: TextArea,
}

/// A choice in words: reading a plan and saying what one thinks of it is no consent.
pub fn choice(purpose: Purpose, agrees: bool, locale: Locale) -> String {
    let t = t(locale);
    match (purpose, agrees) {
        (Purpose::Viewing, true) => t.viewing_yes(),
        (Purpose::Viewing, false) => t.viewing_no(),
        (Purpose::ActionPart | Purpose::Transfer, true) => t.agrees(),
        (Purpose::ActionPart | Purpose::Transfer, false) => t.refuses(),
    }
}

fn form(purpose: Purpose, input: &DecisionInput, faults: &Faults, locale: Locale) -> DecisionForm {
    let (t, w, told) = (t(locale), words(locale), Told::new(faults, locale));
    let reason = TextArea::new(w, "reason", t.reason())
        .hint(t.reason_hint())
        .rows(4)
        .value(&input.reason)
        .error(told.at("reason"));
    let (yes, no) = (choice(purpose, true, locale), choice(purpose, false, locale));
    let decision = Radios::new(w, "decision", t.decision())
        .choice(Choice::new("agrees", yes))
        .choice(Choice::new("refuses", no).reveals(Html::of(reason.clone())))
        .value(&input.decision)
        .error(told.at("decision"));
    let remark = TextArea::new(w, "remark", t.remark())
        .hint(t.remark_hint())
        .rows(5)
        .value(&input.remark)
        .error(told.at("remark"))
        .optional();
    DecisionForm { decision, remark, reason }
}

/// The plan and the form, with what was typed and what is wrong with it.
pub async fn show(
    deps: &Deps,
    reading: &Reading,
    input: &DecisionInput,
    faults: Option<Faults>,
) -> Result<Response, Stop> {
    let (app, visit, visitor) = (&deps.app, &reading.visit, &reading.visitor);
    let viewed = visit.did("viewed", visitor);
    // Side by side; if it cannot be noted that somebody reads, nothing is shown.
    let (version, noted) =
        futures::join!(deps.files.get_version(&visit.scope, &reading.reader.ver), app.store.note(&viewed));
    noted?;
    let version = version.map_err(|error| {
        let (later, cause) = (error.retryable(), format!("version: {error}"));
        // What is not there does not come by trying again.
        if later { Problem::Unavailable(cause) } else { Problem::Internal(cause) }
    })?;
    let version = FrozenVersion::read(&version, &reading.reader.ver)
        .map_err(|error| Problem::Internal(format!("version: {error}")))?;
    let view = view(app, visit, visitor.locale, &version, input, faults.as_ref().unwrap_or(&Faults::default()))?;
    let t = t(visitor.locale);
    let mark = PrintMark {
        lines: vec![
            t.print_version(visit.consent.value.version.whole.short()),
            t.print_at(dates::moment(app.now(), visitor.locale)),
        ],
        concept: None,
    };
    let page = Page::public(visitor, t.plan_title(&version.call_name), &view);
    let page = page.chrome(|c| c.public(&visit.licence.display_name).help(help(visit, visitor.locale)).print(mark));
    Ok(match faults {
        Some(faults) => page
            .invalid(faults, [&view.form.decision as &dyn Field, &view.form.reason, &view.form.remark])
            .into_response(),
        None => page.into_response(),
    })
}

fn view(
    app: &App,
    visit: &Visit,
    locale: Locale,
    version: &FrozenVersion,
    input: &DecisionInput,
    faults: &Faults,
) -> Result<Plan, Problem> {
    let (t, w, consent) = (t(locale), words(locale), &visit.consent.value);
    let shown = Shown::new(version, locale);
    let before = consent.decision().map(|(decision, at)| {
        let at = dates::moment(at, locale);
        Notice::info(if decision.agrees { t.before_agreed(at) } else { t.before_refused(at) }).text(t.before_text())
    });
    let last_day = dates::weekday_and_day(visit.last_day(), locale);
    let decided = if consent.decision().is_some() { Shape::Finished } else { Shape::NotStarted };
    let stations = [
        Station::new(t.step_code(), Shape::Finished),
        Station::new(t.step_read(), Shape::Busy).here(true),
        Station::new(t.step_decide(), decided),
    ];
    Ok(Plan {
        decide_title: t.decide_title(),
        lead: match consent.purpose {
            Purpose::ActionPart => t.plan_lead_action_part(&version.call_name),
            Purpose::Viewing => t.plan_lead_viewing(&version.call_name),
            Purpose::Transfer => t.plan_lead_transfer(&version.call_name),
        },
        reading: t.reading_time(shown.minutes()),
        track: ShortTrack::new(w, t.track(), stations),
        facts: SummaryList::new(w)
            .answer(t.from(), &version.school)
            .answer(t.about(), &version.call_name)
            .answer(t.until(), &last_day),
        before,
        sections: shown.sections(),
        contents: t.contents(),
        declaration: Declaration::now(consent.purpose, locale).text(&consent.asked.name, &version.call_name),
        changed_mind: t.changed_mind(&last_day),
        form: form(consent.purpose, input, faults, locale),
        action: visit.path("/decision"),
        button: Button::new(t.decide_button(&version.school)),
        once: web::desk::once(app)?,
    })
}

/// The plan.
pub async fn page(
    State(deps): State<Deps>,
    Path(token): Path<String>,
    headers: HeaderMap,
    visitor: Visitor,
) -> Result<Response, Stop> {
    let reading = Reading::of(&deps.app, &token, &headers, visitor, None).await?;
    show(&deps, &reading, &DecisionInput::default(), None).await
}
