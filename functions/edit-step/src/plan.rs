//! Step 8: what it needs, and finishing it. That freezes what people read and asks them, in one change (1-30, 1-34, 1-35).

use std::collections::{BTreeMap, BTreeSet};

use axum::response::IntoResponse;
use domain::{
    access::Action,
    author::Stamp,
    carer::KnownCarer,
    consent::{AgeRules, Asked, Consent, Needed, Person, Purpose, Route, latest, needed},
    dossier::{NotFinished, PlanFinished, Unmet},
    ids::LinkId,
    link::State as LinkState,
    staff::StaffMember,
    steps::StepNumber,
    version::Shown,
};
use store::{App, Change, dossiers::Collection};
use web::{
    Problem, dates, steps,
    ui::{State, Tag, Task, TaskList},
    words,
};

use crate::{
    Deps,
    fast::{Hindrance, notice},
    finish::Made,
    here::{Here, href},
    page::{self, Unkept},
    save::missing,
    t,
};

/// Who must be asked today about the action part.
fn asked_today(here: &Here, carers: &[KnownCarer]) -> Needed {
    needed(
        &here.learner.value,
        carers,
        Purpose::ActionPart,
        AgeRules::standard(here.desk.licence.country),
        here.desk.today(),
    )
}

/// What is needed before the plan can be finished, or how far consent is when it is. Only on the page of step 8.
///
/// # Errors
/// As reading.
pub async fn needs(here: &Here) -> Result<Option<(String, TaskList)>, Problem> {
    if here.at.step != StepNumber::PLAN {
        return Ok(None);
    }
    let (t, asked) = (t(here.desk.locale()), here.read.asked());
    if here.read.track.can_save(StepNumber::PLAN).is_err() {
        let tasks: Vec<_> =
            latest(&asked, Purpose::ActionPart).into_iter().map(|consent| of_consent(here, consent)).collect();
        return Ok((!tasks.is_empty()).then(|| (t.consents(), TaskList::new(tasks))));
    }
    let (carers, _) = here.people().await?;
    let needed = asked_today(here, &carers);
    let mut tasks: Vec<_> =
        here.read.track.before_plan().into_iter().filter_map(|unmet| of_step(here, &unmet)).collect();
    let has_say = !here
        .read
        .track
        .missing(StepNumber::PLAN, &here.context())
        .iter()
        .any(|missing| missing.field.starts_with("say-"));
    tasks.push(
        Task::new(t.learners_say())
            .href("#f-say-held")
            .hint(t.learners_say_hint())
            .tag(tag(if has_say { Some(t.say_there()) } else { None }, t.not_yet())),
    );
    let hashes = here.read.track.freeze(&Shown::default()).hashes();
    for asked_now in &needed.asked {
        let standing =
            asked.iter().rev().find(|consent| consent.stands_for(asked_now.person, Purpose::ActionPart, &hashes));
        let anew = here.read.routes.value.routes.iter().any(|planned| planned.person == asked_now.person);
        tasks.push(match standing {
            Some(consent) if !(anew && consent.is_over(here.desk.now())) => of_consent(here, consent),
            _ => of_person(here, &needed, asked_now),
        });
    }
    if needed.asked.is_empty() {
        tasks.push(
            Task::new(t.nobody_to_ask())
                .href(format!("/learners/{}", here.learner.value.id))
                .hint(t.nobody_to_ask_hint())
                .tag(Tag::of(State::Attention, words(here.desk.locale()))),
        );
    }
    Ok(Some((t.needs(), TaskList::new(tasks))))
}

/// What is there, or that it is not there yet.
fn tag(there: Option<String>, not_yet: String) -> Tag {
    there.map_or_else(|| Tag::new(State::NotStarted, not_yet), |there| Tag::new(State::Finished, there))
}

fn of_step(here: &Here, unmet: &Unmet) -> Option<Task> {
    let Unmet::StepOpen(step) = *unmet else { return None };
    let (t, locale) = (t(here.desk.locale()), here.desk.locale());
    let status = here.dossier().status_of(step);
    Some(
        Task::new(t.step_title(step.to_string(), steps::title(step, locale)))
            .href(href(here.at.dossier, step))
            .tag(Tag::of(steps::state(status), words(locale))),
    )
}

fn consents_href(here: &Here) -> String {
    format!("/dossiers/{}/consents", here.at.dossier)
}

/// Leads to the page about consent, for who may ask for it: others would be refused there.
fn to_consents(here: &Here, task: Task) -> Task {
    if here.may(Action::AskConsent) { task.href(consents_href(here)) } else { task }
}

fn of_person(here: &Here, needed: &Needed, asked: &Asked) -> Task {
    let (t, locale) = (t(here.desk.locale()), here.desk.locale());
    let planned =
        here.read.routes.value.good(needed, here.desk.today()).into_iter().find(|(person, _)| *person == asked.person);
    let hint = match planned.as_ref().map(|(_, route)| route) {
        Some(Route::ThroughLink { ends, .. }) => t.route_link(dates::weekday_and_day(*ends, locale)),
        Some(Route::Elsewhere { date, .. }) => t.route_elsewhere(dates::day(*date, locale)),
        Some(Route::NotObtained { .. }) => t.route_not_obtained(),
        None => t.route_none(),
    };
    let task = Task::new(t.consent_of(&asked.name)).hint(hint);
    to_consents(here, task.tag(tag(planned.map(|_| t.route_chosen()), t.not_yet())))
}

fn of_consent(here: &Here, consent: &Consent) -> Task {
    let (t, locale) = (t(here.desk.locale()), here.desk.locale());
    let state = consent.state(here.desk.now());
    let task = Task::new(t.consent_of(&consent.asked.name)).tag(steps::consent_tag(state, consent.purpose, locale));
    to_consents(here, task)
}

/// Finishes the plan: the frozen version is kept first, then one change names it, asks each person and kills what is out of date.
///
/// # Errors
/// As reading and writing.
pub async fn finish(deps: &Deps, here: &Here, mut after: Collection, stamp: &Stamp) -> Result<Made, Problem> {
    let (carers, contact) = here.people().await?;
    let needed = asked_today(here, &carers);
    let routes = here.read.routes.value.good(&needed, here.desk.today());
    let context = here.context_after(&after);
    let finished =
        match after.track.finish_plan(&context, &needed, routes, &here.read.asked(), &shown(here, contact), stamp) {
            Ok(finished) => finished,
            Err(NotFinished::Refused(_)) => return Err(Problem::Stale),
            Err(NotFinished::Missing { fields, unmet }) => {
                let form = after.track.content(StepNumber::PLAN).to_form(here.at.definition(), &context);
                let hindrances: Vec<_> = unmet.iter().filter_map(|unmet| hindrance(here, &needed, unmet)).collect();
                let notice = if hindrances.is_empty() {
                    None
                } else {
                    Some(notice(t(here.desk.locale()).plan_missing(), &hindrances)?)
                };
                let lacking = hindrances.into_iter().map(|hindrance| hindrance.text).collect();
                return Ok(Err(page::unkept(
                    here,
                    Unkept { form, faults: missing(fields), notice, lacking, ..Unkept::default() },
                )
                .await?
                .into_response()));
            }
        };
    deps.files
        .put_version(&here.desk.actor.scope, &finished.hashes.whole, finished.version.bytes())
        .await
        .map_err(Problem::unavailable)?;
    let change = outdate(&deps.app, here, &mut after, &finished, here.desk.change()).await?;
    let change = ask(&deps.app, here, &mut after, &needed, &finished, stamp, change).await?;
    let entry = here
        .desk
        .did("finished", here.at.subject())
        .with("steps", StepNumber::PLAN)
        .with("version", &finished.hashes.whole)
        .with("asked", finished.routes.len());
    Ok(Ok((
        change.use_routes(&here.read.routes).save_dossier(&after, &[StepNumber::PLAN], stamp).audit(&entry),
        here.at.href(),
    )))
}

/// What a frozen version shows beside the steps.
fn shown(here: &Here, contact: Option<StaffMember>) -> Shown {
    let name = &here.learner.value.name;
    Shown {
        learner: name.full(),
        call_name: name.call().to_owned(),
        school: here.desk.licence.display_name.clone(),
        staff: contact.map(|member| (member.id, member.name.full())).into_iter().collect::<BTreeMap<_, _>>(),
    }
}

/// Requests about another action part are out of date, and their links die (trap 12).
async fn outdate(
    app: &App,
    here: &Here,
    after: &mut Collection,
    finished: &PlanFinished,
    mut change: Change,
) -> Result<Change, Problem> {
    let now = here.desk.now();
    let mut dead: BTreeSet<LinkId> = BTreeSet::new();
    for consent in &here.read.consents {
        let mut consent = consent.clone();
        if consent.value.version_changed(&finished.hashes, now) {
            dead.extend(consent.value.link().map(|(link, _)| link));
            change = change.save_consent(&consent);
        }
    }
    let tokens = app.open_tokens(dead.iter().copied()).await?;
    after.track.dossier.open_links.retain(|link| !dead.contains(link));
    Ok(change.kill_links(&tokens, &LinkState::Replaced { at: now }))
}

/// One request per person who must be asked anew.
async fn ask(
    app: &App,
    here: &Here,
    after: &mut Collection,
    needed: &Needed,
    finished: &PlanFinished,
    stamp: &Stamp,
    mut change: Change,
) -> Result<Change, Problem> {
    for (person, route) in &finished.routes {
        let Some(asked) = needed.asked(*person) else { continue };
        let consent = Consent::new(
            app.id()?,
            here.at.dossier,
            asked.clone(),
            Purpose::ActionPart,
            finished.hashes.clone(),
            route.clone(),
            stamp.clone(),
            app.id()?,
        );
        let mail = app.consent_mail(here.desk.licence.id, &consent).await?;
        after.track.dossier.open_links.extend(consent.link().map(|(link, _)| link));
        change = change.ask_consent(&consent, mail.as_ref());
    }
    Ok(change)
}

/// What is in the way, in words; the learner's say is told at its fields.
fn hindrance(here: &Here, needed: &Needed, unmet: &Unmet) -> Option<Hindrance> {
    let (t, locale) = (t(here.desk.locale()), here.desk.locale());
    let name = |person: Person| needed.asked(person).map(|asked| asked.name.clone()).unwrap_or_default();
    match *unmet {
        Unmet::StepOpen(step) => Some(Hindrance {
            href: href(here.at.dossier, step),
            text: t.unmet_step(step.to_string(), steps::title(step, locale)),
        }),
        Unmet::NoRoute(person) => Some(Hindrance { href: consents_href(here), text: t.unmet_route(name(person)) }),
        Unmet::NobodyToAsk => {
            Some(Hindrance { href: format!("/learners/{}", here.learner.value.id), text: t.unmet_nobody() })
        }
        Unmet::LearnersSay => Some(Hindrance { href: "#f-say-held".into(), text: t.unmet_say() }),
        Unmet::NoOutcome | Unmet::NotConfirmed => None,
    }
}
