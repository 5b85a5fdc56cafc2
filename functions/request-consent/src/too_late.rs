//! Routes that were chosen while somebody else chose, asked, finished or closed: both texts, and nothing is sent.

use axum::response::{IntoResponse, Response};
use domain::{
    consent::{Asked, Person, Purpose, Route},
    input::date,
    steps::Form,
};
use http::StatusCode;
use store::App;
use web::{Locale, Problem, dates, steps, ui::Notice};

use crate::{list, scene::Scene, t, told};

/// The rows of the form, by what they ask for.
const LISTS: [(&str, Purpose); 2] = [("consent", Purpose::ActionPart), ("viewing", Purpose::Viewing)];

/// Who is meant by each row in which something was chosen, what for, and the row's list and number.
fn chosen(typed: &Form) -> impl Iterator<Item = (Person, Purpose, &'static str, usize)> {
    LISTS.into_iter().flat_map(move |(list, purpose)| {
        let rows = typed.rows(list).into_iter().filter(move |number| !typed.row(list, *number, "route").is_empty());
        rows.filter_map(move |number| {
            typed.row(list, number, "person").parse().ok().map(|person| (person, purpose, list, number))
        })
    })
}

/// Whether the form was made from something that is not so any more. A program may leave out what it was made from.
pub fn is(scene: &Scene, typed: &Form) -> bool {
    let other = |field: &str, now: String| !typed.get(field).is_empty() && typed.get(field) != now;
    let chosen_since = scene.frozen().is_none() && other("version", scene.dossier.routes.version.to_string());
    !scene.is_running()
        || other("about", scene.about())
        || chosen_since
        || chosen(typed).any(|(person, purpose, ..)| scene.stands(person, purpose))
}

/// What was typed beside what stands there now; the form holds what was typed, as far as it can still be chosen.
pub async fn page(app: &App, scene: &Scene, typed: &Form) -> Result<Response, Problem> {
    let locale = scene.desk.locale();
    let fields = chosen(typed).filter_map(|(person, purpose, list, number)| {
        let asked = person_of(scene, person)?;
        let label = match purpose {
            Purpose::Viewing => t(locale).reading_at_most(&asked.name),
            Purpose::ActionPart | Purpose::Transfer => t(locale).route(&asked.name),
        };
        Some((label, mine(typed, list, number, locale), now(scene, person, purpose, locale)))
    });
    let acts = ["chose routes of consent", "asked consent"];
    let subject = format!("DOSSIER#{}", scene.dossier.id());
    let (stale, trails) = futures::join!(scene.desk.compare(&subject, &acts, fields), list::trails(app, scene));
    let mut stale = stale?;
    stale.notice = notice(scene, typed).unwrap_or(stale.notice);
    let page = list::shown(scene, &trails?, typed, list::Said { stale: Some(stale), ..list::Said::default() })?;
    Ok(page.status(StatusCode::CONFLICT).into_response())
}

/// What became of the plan itself, if that is what changed.
fn notice(scene: &Scene, typed: &Form) -> Option<Notice> {
    let locale = scene.desk.locale();
    let t = t(locale);
    let was_planned = typed.get("about") == "planned";
    let text = match (scene.is_running(), scene.frozen().is_some()) {
        (false, _) => t.late_closed(),
        (true, true) if was_planned => t.late_final(),
        (true, _) if !typed.get("about").is_empty() && typed.get("about") != scene.about() => t.late_planned(),
        _ => return None,
    };
    Some(Notice::attention(web::t(locale).problem_stale()).text(text).live())
}

fn person_of(scene: &Scene, person: Person) -> Option<&Asked> {
    let needed = scene.needed.asked.iter().chain(&scene.needed.viewing_at_most);
    let before = scene.dossier.consents.iter().map(|consent| &consent.value.asked);
    needed.chain(before).find(|asked| asked.person == person)
}

/// What was typed, in words.
fn mine(typed: &Form, list: &str, number: usize, locale: Locale) -> String {
    let t = t(locale);
    let get = |field: &str| typed.row(list, number, field);
    let day = |field: &str| date(get(field)).map_or_else(|_| get(field).to_owned(), |day| dates::day(day, locale));
    match get("route") {
        "elsewhere" => t.route_elsewhere_on(day("date"), get("explanation")),
        "not-obtained" => t.route_not_because(get("reason")),
        _ => lines(t.route_link_until(day("ends")), get("subject")),
    }
}

/// What is asked or chosen now.
fn now(scene: &Scene, person: Person, purpose: Purpose, locale: Locale) -> String {
    let of = |route: &Route| match route {
        Route::ThroughLink { subject: Some(subject), .. } => lines(told::route(route, locale), subject),
        _ => told::route(route, locale),
    };
    let asked = scene.dossier.consents.iter().rev().map(|consent| &consent.value);
    let asked = asked.filter(|consent| consent.asked.person == person && consent.purpose == purpose);
    let state = |consent: &domain::consent::Consent| {
        lines(of(&consent.route), &steps::consent_tag(consent.state(scene.desk.now()), purpose, locale).word)
    };
    let planned = scene.dossier.routes.value.routes.iter().find(|planned| planned.person == person);
    let planned = planned.filter(|_| purpose == Purpose::ActionPart && scene.frozen().is_none());
    planned.map(|planned| of(&planned.route)).or(asked.map(state).next()).unwrap_or_default()
}

fn lines(first: String, second: &str) -> String {
    if second.trim().is_empty() { first } else { format!("{first}\n{second}") }
}
