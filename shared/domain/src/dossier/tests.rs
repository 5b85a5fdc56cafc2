use jiff::{Timestamp, civil::date};
use uuid::Uuid;

use super::*;
use crate::{
    author::Author,
    consent::{Asked, Consent, Decision, Event, Needed, Person, Purpose, Route},
    hash::Hash,
    ids::{CarerId, CodeId, ConsentId, LearnerId, StaffId},
    steps::{Context, Form, StatusRefusal, StepContent, standard_domains},
    version::Shown,
};

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn stamp() -> Stamp {
    Author { staff: StaffId::new(id(5)), name: "Jet Juf".into() }
        .at("2026-11-22T09:00:00Z".parse::<Timestamp>().unwrap())
}

fn now() -> Timestamp {
    "2026-11-23T09:00:00Z".parse().unwrap()
}

fn track() -> Track {
    let dossier = DossierId { learner: LearnerId::new(id(1)), number: id(2) };
    Track::new(Dossier::open(dossier, Level::ExtraAtSchool, standard_domains(), Origin::New, stamp()))
}

fn context(track: &Track) -> Context {
    track.context(vec![StaffId::new(id(5))], 1)
}

fn write(track: &mut Track, step: StepNumber, pairs: &[(&str, &str)]) {
    let context = context(track);
    let content = StepContent::parse(
        crate::steps::definition(step),
        &context,
        &Form::from_pairs(pairs.iter().copied()),
        &mut || id(50),
    )
    .unwrap();
    track.save(step, content, &stamp()).unwrap();
}

fn finish(track: &mut Track, step: StepNumber) -> Result<(), NotFinished> {
    let context = context(track);
    track.finish(step, &context, &stamp())
}

/// Steps 1 to 7 done and step 8 written: the least that a plan needs.
fn ready() -> Track {
    let mut track = track();
    let (contact, goal) = (id(5).to_string(), id(50).to_string());
    write(
        &mut track,
        StepNumber::FACTS,
        &[("contact-person", &contact), ("year-level", "6"), ("school-type", "primary"), ("reason", "Rekenen")],
    );
    write(
        &mut track,
        StepNumber::GOALS,
        &[("destination", "havo"), ("grounds", "Toetsen"), ("goal-1-text", "Tafels"), ("goal-1-term", "interim")],
    );
    for step in StepNumber::before_plan() {
        if matches!(step.get(), 1 | 7) {
            finish(&mut track, step).unwrap()
        } else {
            track.put_aside(step, &stamp()).unwrap()
        }
    }
    let plan = [
        ("plan-1-id", goal.as_str()),
        ("plan-1-approach", "Oefenen"),
        ("plan-1-who", "Jet"),
        ("plan-1-when", "dagelijks"),
        ("plan-1-evaluation-date", "1-2-2027"),
        ("deviates", "no"),
    ];
    let say = [
        ("say-held", "yes"),
        ("say-date", "20-11-2026"),
        ("say-with", "Jet"),
        ("say-form", "talk"),
        ("say-words", "Ik wil beter rekenen"),
        ("say-done", "Doel gekozen"),
    ];
    write(&mut track, StepNumber::PLAN, &[&plan[..], &say[..]].concat());
    track
}

fn parent(number: u128) -> Asked {
    Asked {
        person: Person::Carer(CarerId::new(id(number))),
        name: "Anna Ven".into(),
        email: Some("anna@ouder.example".into()),
        authority: None,
        relation: None,
        learner_age: Some(12),
        language: "nl".into(),
        may_contact: true,
    }
}

fn both() -> Needed {
    Needed { asked: vec![parent(10), parent(11)], ..Needed::default() }
}

fn routes() -> Vec<(Person, Route)> {
    let link = Route::ThroughLink { ends: date(2026, 12, 4), subject: None };
    vec![(parent(10).person, link), (parent(11).person, Route::NotObtained { reason: "Niet bereikbaar".into() })]
}

fn shown() -> Shown {
    let staff = [(StaffId::new(id(5)), "Jet Juf".to_owned()), (StaffId::new(id(6)), "Iemand Anders".to_owned())];
    Shown {
        learner: "Noor van der Ven".into(),
        call_name: "Noor".into(),
        school: "De Wilg".into(),
        staff: staff.into(),
    }
}

fn plan(
    track: &mut Track,
    needed: &Needed,
    routes: Vec<(Person, Route)>,
    earlier: &[Consent],
) -> Result<PlanFinished, NotFinished> {
    let context = context(track);
    track.finish_plan(&context, needed, routes, earlier, &shown(), &stamp())
}

fn unmet(result: Result<PlanFinished, NotFinished>) -> Vec<Unmet> {
    match result {
        Err(NotFinished::Missing { unmet, .. }) => unmet,
        other => panic!("{other:?}"),
    }
}

#[test]
fn saving_makes_a_step_busy_and_never_more() {
    // 2-08
    let mut track = track();
    write(&mut track, StepNumber::HISTORY, &[("question", "Wat helpt?")]);
    assert_eq!(track.dossier.status_of(StepNumber::HISTORY), StepStatus::Busy);
    finish(&mut track, StepNumber::HISTORY).unwrap();
    assert_eq!(track.can_save(StepNumber::HISTORY), Err(Refusal::Status(StatusRefusal::Finished)));
    assert_eq!(track.dossier.steps[&StepNumber::HISTORY].done.as_ref().unwrap().by.name, "Jet Juf");
}

#[test]
fn finishing_tells_all_that_is_missing_and_changes_nothing() {
    // 6.1
    let mut track = track();
    let before = track.clone();
    let Err(NotFinished::Missing { fields, .. }) = finish(&mut track, StepNumber::FACTS) else { panic!() };
    assert_eq!(fields.len(), 4);
    assert_eq!(track, before);
}

#[test]
fn steps_come_in_any_order_and_some_are_never_put_aside() {
    let mut track = track();
    finish(&mut track, StepNumber::FACTORS).unwrap_err();
    for step in [StepNumber::FACTS, StepNumber::PLAN, StepNumber::TOOLBOX, StepNumber::OUTCOME] {
        assert_eq!(track.put_aside(step, &stamp()), Err(Refusal::NeverPutAside(step)));
    }
    track.put_aside(StepNumber::PICTURE, &stamp()).unwrap();
    assert!(track.dossier.status_of(StepNumber::PICTURE).is_done());
}

#[test]
fn autosave_does_not_fill_the_trail_and_another_author_shows() {
    // 3-26
    let mut track = track();
    for text in ["a", "b", "c"] {
        write(&mut track, StepNumber::HISTORY, &[("question", text)]);
    }
    assert_eq!(track.steps[&StepNumber::HISTORY].trail.len(), 1);
    let other = Author { staff: StaffId::new(id(6)), name: "Bo Bos".into() }.at(now());
    track.save(StepNumber::HISTORY, StepContent::default(), &other).unwrap();
    assert_eq!(track.steps[&StepNumber::HISTORY].last().unwrap().by.name, "Bo Bos");
    assert_eq!(track.steps[&StepNumber::HISTORY].trail.len(), 2);
}

#[test]
fn the_plan_needs_the_steps_before_it_the_learners_say_and_a_way_per_person() {
    // 1-35, 4.2, trap 29
    let mut track = ready();
    track.reopen(StepNumber::PROFILE, &Reason::parse("aanvulling").unwrap(), &stamp()).unwrap();
    write(&mut track, StepNumber::PLAN, &[("say-held", "yes")]);
    let missing = unmet(plan(&mut track, &both(), routes()[..1].to_vec(), &[]));
    assert_eq!(missing, [Unmet::StepOpen(StepNumber::PROFILE), Unmet::LearnersSay, Unmet::NoRoute(parent(11).person)]);
    assert_eq!(unmet(plan(&mut ready(), &Needed::default(), vec![], &[])), [Unmet::NobodyToAsk]);
    assert_eq!(track.dossier.status_of(StepNumber::PLAN), StepStatus::Busy);
    assert_eq!(track.dossier.frozen, None);
}

#[test]
fn finishing_the_plan_freezes_what_people_read() {
    // 2-33, rule 6
    let mut track = ready();
    let finished = plan(&mut track, &both(), routes(), &[]).unwrap();
    assert_eq!(track.dossier.frozen.as_ref().unwrap().hashes, finished.hashes);
    assert_eq!(finished.version.hashes(), finished.hashes);
    assert!(!finished.outdates);
    assert_eq!(finished.routes, routes());
    let text = String::from_utf8(finished.version.bytes()).unwrap();
    assert!(text.contains("Jet Juf") && !text.contains("Iemand Anders"), "only staff that the steps name");
    assert!(!text.contains("anna@ouder.example"), "nothing of any carer");
    assert_eq!(finished.version.steps.len(), 8);
}

#[test]
fn a_plan_that_changed_outside_its_action_part_asks_nobody_again() {
    // 6.6, trap 12
    let mut track = ready();
    let first = plan(&mut track, &both(), routes(), &[]).unwrap();
    let consents: Vec<Consent> = (0..)
        .zip(&first.routes)
        .map(|(n, (person, route))| {
            let asked = both().asked(*person).unwrap().clone();
            Consent::new(
                ConsentId::new(id(n)),
                track.dossier.id,
                asked,
                Purpose::ActionPart,
                first.hashes.clone(),
                route.clone(),
                stamp(),
                LinkId::new(id(90 + n)),
            )
        })
        .collect();
    let reason = Reason::parse("tikfout").unwrap();
    assert_eq!(track.reopen(StepNumber::HISTORY, &reason, &stamp()).unwrap(), [StepNumber::HISTORY, StepNumber::PLAN]);
    write(&mut track, StepNumber::HISTORY, &[("question", "Wat helpt Noor?")]);
    finish(&mut track, StepNumber::HISTORY).unwrap();
    let second = plan(&mut track, &both(), vec![], &consents).unwrap();
    assert!(second.hashes.whole != first.hashes.whole && !second.outdates && second.routes.is_empty());
    track.reopen(StepNumber::PLAN, &reason, &stamp()).unwrap();
    let goal = id(50).to_string();
    let mut form =
        track.content(StepNumber::PLAN).to_form(crate::steps::definition(StepNumber::PLAN), &context(&track));
    assert_eq!(form.row("plan", 1, "id"), goal);
    form.set("plan-1-approach", "Elke dag oefenen");
    let content =
        StepContent::parse(crate::steps::definition(StepNumber::PLAN), &context(&track), &form, &mut || id(51))
            .unwrap();
    track.save(StepNumber::PLAN, content, &stamp()).unwrap();
    assert_eq!(unmet(plan(&mut track, &both(), vec![], &consents)).len(), 2, "everybody must be asked again");
    assert!(plan(&mut track, &both(), routes(), &consents).unwrap().outdates);
}

#[test]
fn what_was_put_aside_is_kept_but_does_not_count() {
    // 2-10, 2-11
    let mut track = ready();
    track.reopen(StepNumber::GOALS, &Reason::parse("x").unwrap(), &stamp()).unwrap();
    track.put_aside(StepNumber::GOALS, &stamp()).unwrap();
    assert!(context(&track).goals.is_empty());
    let Err(NotFinished::Missing { fields, .. }) = plan(&mut track, &both(), routes(), &[]) else { panic!() };
    assert_eq!(fields.iter().map(|missing| missing.field.as_str()).collect::<Vec<_>>(), ["support"]);
    assert!(track.freeze(&shown()).content(StepNumber::GOALS).is_empty());
    assert!(!track.content(StepNumber::GOALS).is_empty());
}

#[test]
fn reopening_needs_a_reason_and_something_to_reopen() {
    // 6.1
    assert_eq!(Reason::parse("  ").unwrap_err().at("reason"), Some(&Fault::ReasonNeeded));
    let mut track = track();
    assert_eq!(
        track.reopen(StepNumber::PICTURE, &Reason::parse("x").unwrap(), &stamp()),
        Err(Refusal::Status(StatusRefusal::Open))
    );
}

#[test]
fn the_toolbox_is_skipped_with_a_confirmation_and_step_10_may_be_empty() {
    // 1-23, 1-24
    let mut track = ready();
    assert!(finish(&mut track, StepNumber::EVALUATION).is_err());
    assert!(
        matches!(track.skip_toolbox(false, &stamp()), Err(NotFinished::Missing { unmet, .. }) if unmet == [Unmet::NotConfirmed])
    );
    track.skip_toolbox(true, &stamp()).unwrap();
    finish(&mut track, StepNumber::EVALUATION).unwrap();
    track.reopen(StepNumber::TOOLBOX, &Reason::parse("toch").unwrap(), &stamp()).unwrap();
    assert!(!track.dossier.toolbox_skipped);
}

#[test]
fn finishing_step_11_needs_an_outcome_archives_and_kills_open_links() {
    // 1-12
    let mut track = ready();
    track.dossier.open_links.insert(LinkId::new(id(8)));
    let archive = |track: &mut Track| {
        let context = context(track);
        track.archive(&context, &stamp())
    };
    assert!(matches!(archive(&mut track), Err(NotFinished::Missing { unmet, .. }) if unmet == [Unmet::NoOutcome]));
    write(&mut track, StepNumber::OUTCOME, &[("outcome", "transfer")]);
    let archived = archive(&mut track).unwrap();
    assert_eq!((archived.outcome, archived.dead_links), (Outcome::Transfer, vec![LinkId::new(id(8))]));
    assert!(track.dossier.open_links.is_empty());
    let closed = Refusal::NotRunning(DossierStatus::Archived);
    for step in StepNumber::ALL {
        assert_eq!(track.can_save(step), Err(closed.clone()));
        assert_eq!(track.can_reopen(step), Err(closed.clone()));
    }
    assert!(track.dossier.retention.removable_from().is_some());
}

#[test]
fn a_refusal_is_shown_before_archiving_and_does_not_stop_it() {
    // model
    let mut track = ready();
    let finished = plan(&mut track, &both(), routes(), &[]).unwrap();
    let consent = |n: u128, route: Route| {
        Consent::new(
            ConsentId::new(id(n)),
            track.dossier.id,
            parent(n),
            Purpose::ActionPart,
            finished.hashes.clone(),
            route,
            stamp(),
            LinkId::new(id(8)),
        )
    };
    let mut refused = consent(10, routes()[0].1.clone());
    refused.note(Event::Read { version: Hash::of("v") }, now()).unwrap();
    let decision = Decision {
        agrees: false,
        reason: Some("te snel".into()),
        remark: None,
        link: LinkId::new(id(8)),
        code: CodeId::new(id(9)),
        version: Hash::of("v"),
        declaration: "d".into(),
    };
    refused.note(Event::Decided(decision), now()).unwrap();
    let open = consent(11, routes()[0].1.clone());
    let warnings = track.archive_warnings(&[refused, open], now());
    assert!(warnings.contains(&ArchiveWarning::Refused(parent(10).person)));
    assert!(warnings.contains(&ArchiveWarning::Unanswered(parent(11).person)));
    assert!(warnings.contains(&ArchiveWarning::StepOpen(StepNumber::TOOLBOX)));
}

#[test]
fn only_an_archived_dossier_is_set_out_and_one_handed_over_stays_so() {
    // 1-12, 6.2
    let mut dossier = track().dossier;
    assert_eq!(dossier.set_out(), Err(Refusal::InStatus(DossierStatus::Running)));
    dossier.status = DossierStatus::Archived;
    dossier.set_out().unwrap();
    dossier.take_back().unwrap();
    dossier.set_out().unwrap();
    dossier.handed_over().unwrap();
    assert!(dossier.take_back().is_err() && dossier.set_out().is_err());
}

#[test]
fn a_learner_has_one_running_dossier_at_most() {
    // 2-19
    let day = date(2026, 11, 22);
    let input = crate::learner::LearnerInput {
        name: crate::name::NameInput { call_name: "Noor".into(), ..Default::default() },
        ..Default::default()
    };
    let learner =
        Learner::enrolled(LearnerId::new(id(1)), input.parse(&[crate::ids::LocationId::new(id(3))], day).unwrap());
    let running = track().dossier.id;
    assert_eq!(may_open(&learner, Some(running), day), Err(CannotOpen::Running { dossier: running }));
    assert_eq!(may_open(&learner, None, day), Ok(()));
    assert_eq!(may_open(&learner, None, date(2026, 11, 21)), Err(CannotOpen::NotEnrolled));
}

#[test]
fn a_header_and_a_step_read_back_what_they_write() {
    let mut track = ready();
    plan(&mut track, &both(), routes(), &[]).unwrap();
    let dossier = serde_json::to_string(&track.dossier).unwrap();
    assert_eq!(serde_json::from_str::<Dossier>(&dossier).unwrap(), track.dossier);
    let step = serde_json::to_value(&track.steps[&StepNumber::PLAN]).unwrap();
    assert_eq!(serde_json::from_value::<Step>(step).unwrap(), track.steps[&StepNumber::PLAN]);
}
