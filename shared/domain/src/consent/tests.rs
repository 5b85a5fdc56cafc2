use jiff::{
    Timestamp,
    civil::{Date, date},
};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::{
    author::{Author, Stamp},
    carer::{Carer, CarerInput, KnownCarer},
    hash::Hash,
    ids::{CarerId, CodeId, ConsentId, DossierId, LearnerId, LinkId, LocationId, StaffId},
    input::{Fault, Faults},
    learner::{Learner, LearnerInput},
    licence::Country,
    name::NameInput,
    steps::Form,
    version::VersionHashes,
};

const TODAY: Date = Date::constant(2026, 11, 22);

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn noor(born: &str) -> Learner {
    let input = LearnerInput {
        name: NameInput {
            call_name: "Noor".into(),
            given_names: "Noor Aaltje".into(),
            prefix: "van der".into(),
            family_name: "Ven".into(),
            ..NameInput::default()
        },
        birth_date: born.into(),
        email: "noor@leerling.example".into(),
        ..LearnerInput::default()
    };
    Learner::enrolled(LearnerId::new(id(1)), input.parse(&[LocationId::new(id(2))], TODAY).unwrap())
}

fn carer(number: u128, authority: &str, email: &str, may_contact: &str) -> KnownCarer {
    let input = CarerInput {
        name: NameInput { call_name: format!("Ouder{number}"), family_name: "Ven".into(), ..NameInput::default() },
        email: email.into(),
        relation: "parent".into(),
        authority: authority.into(),
        may_contact: may_contact.into(),
        ..CarerInput::default()
    };
    let new = input.parse(TODAY).unwrap();
    let carer = Carer::new(CarerId::new(id(number)), &new);
    KnownCarer { tie: new.tie(LearnerId::new(id(1)), carer.id), carer }
}

fn anna() -> KnownCarer {
    carer(10, "yes", "anna@ouder.example", "yes")
}

fn person(number: u128) -> Person {
    Person::Carer(CarerId::new(id(number)))
}

fn who(born: &str, carers: &[KnownCarer], purpose: Purpose) -> Needed {
    needed(&noor(born), carers, purpose, AgeRules::standard(Country::Netherlands), TODAY)
}

fn stamp() -> Stamp {
    Author { staff: StaffId::new(id(5)), name: "Jet Juf".into() }.at(at("2026-11-22T09:00:00Z"))
}

fn hashes(text: &str) -> VersionHashes {
    VersionHashes { whole: Hash::of(text), action_part: Hash::of(text) }
}

fn by_link() -> Consent {
    let asked = who("2014-03-09", &[anna()], Purpose::ActionPart).asked.remove(0);
    let dossier = DossierId { learner: LearnerId::new(id(1)), number: id(6) };
    let route = Route::ThroughLink { ends: date(2026, 12, 4), subject: None };
    Consent::new(
        ConsentId::new(id(7)),
        dossier,
        asked,
        Purpose::ActionPart,
        hashes("v1"),
        route,
        stamp(),
        LinkId::new(id(8)),
    )
}

fn decision(agrees: bool) -> Decision {
    let typed = DecisionInput {
        decision: if agrees { "agrees".into() } else { "refuses".into() },
        reason: if agrees { String::new() } else { "te snel".into() },
        remark: String::new(),
    };
    typed.parse(LinkId::new(id(8)), CodeId::new(id(9)), Hash::of("v1"), "consent-declaration-action-part-1.nl").unwrap()
}

fn read_through() -> Consent {
    let mut consent = by_link();
    for event in [Event::Opened, Event::CodeSent { code: CodeId::new(id(9)) }, Event::Read { version: Hash::of("v1") }]
    {
        consent.note(event, at("2026-11-23T10:00:00Z")).unwrap();
    }
    consent
}

#[test]
fn consent_is_asked_of_carers_with_authority_only() {
    // model, 6.6
    let needed = who(
        "2014-03-09",
        &[anna(), carer(11, "no", "b@ouder.example", "yes"), carer(12, "unknown", "c@ouder.example", "yes")],
        Purpose::ActionPart,
    );
    assert_eq!(needed.asked.iter().map(|asked| asked.person).collect::<Vec<_>>(), [person(10)]);
    assert_eq!(needed.viewing_at_most.len(), 2);
    assert_eq!(needed.warnings, [Warning::NoAuthority(person(11)), Warning::AuthorityUnknown(person(12))]);
}

#[test]
fn the_learner_decides_from_an_age_that_depends_on_purpose_and_country() {
    // model: 18, 16, 12
    let asks_learner = |born: &str, purpose, country| {
        let needed = needed(&noor(born), &[anna()], purpose, AgeRules::standard(country), TODAY);
        matches!(needed.asked.as_slice(), [Asked { person: Person::Learner(_), .. }])
    };
    assert!(!asks_learner("2009-01-01", Purpose::ActionPart, Country::Netherlands), "17");
    assert!(asks_learner("2008-11-22", Purpose::ActionPart, Country::Netherlands), "18 today");
    assert!(asks_learner("2010-11-22", Purpose::Viewing, Country::Netherlands), "16 today");
    assert!(!asks_learner("2010-11-23", Purpose::Transfer, Country::Netherlands), "16 tomorrow");
    assert!(asks_learner("2014-11-22", Purpose::ActionPart, Country::Belgium), "12 today");
}

#[test]
fn two_parents_with_one_address_are_warned_of_and_asked_apart() {
    // trap 14
    let needed = who("2014-03-09", &[anna(), carer(11, "yes", "anna@ouder.example", "yes")], Purpose::ActionPart);
    assert_eq!(needed.asked.len(), 2);
    assert_eq!(needed.warnings, [Warning::SharedAddress(vec![person(10), person(11)])]);
}

#[test]
fn nobody_to_ask_and_an_unknown_age_are_told() {
    let needed = who("", &[], Purpose::ActionPart);
    assert_eq!(needed.warnings, [Warning::AgeUncertain, Warning::NobodyToAsk]);
}

fn routes(pairs: &[(&str, &str)], carers: &[KnownCarer]) -> Result<Vec<(Person, Route)>, Faults> {
    let needed = who("2014-03-09", carers, Purpose::ActionPart);
    parse_routes(&Form::from_pairs(pairs.iter().copied()), &needed, &noor("2014-03-09").name, TODAY)
}

#[test]
fn each_route_asks_what_it_needs_and_tells_all_faults_at_once() {
    // 1-36, 1-37, 1-38, trap 13
    let (a, b, c) = (person(10).to_string(), person(11).to_string(), person(12).to_string());
    let carers = [anna(), carer(11, "yes", "b@ouder.example", "yes"), carer(12, "yes", "", "yes")];
    let typed = [
        ("consent-1-person", a.as_str()),
        ("consent-1-route", "through-link"),
        ("consent-1-subject", "Het plan van NOOR"),
        ("consent-2-person", &b),
        ("consent-2-route", "elsewhere"),
        ("consent-2-date", "23-11-2026"),
        ("consent-3-person", &c),
        ("consent-3-route", "not-obtained"),
    ];
    let faults = routes(&typed, &carers).unwrap_err();
    assert_eq!(faults.at("consent-1-ends"), Some(&Fault::Missing));
    assert_eq!(faults.at("consent-1-subject"), Some(&Fault::NamesLearner));
    assert_eq!(faults.at("consent-2-date"), Some(&Fault::TooLate { last: TODAY }));
    assert_eq!(faults.at("consent-2-explanation"), Some(&Fault::Missing));
    assert_eq!(faults.at("consent-3-reason"), Some(&Fault::ReasonNeeded), "trap 13");
    let right = [
        ("consent-1-person", a.as_str()),
        ("consent-1-route", "through-link"),
        ("consent-1-ends", "4-12-2026"),
        ("consent-2-person", &b),
        ("consent-2-route", "elsewhere"),
        ("consent-2-date", "20-11-2026"),
        ("consent-2-explanation", "Gesprek op school"),
        ("consent-3-person", &c),
        ("consent-3-route", "not-obtained"),
        ("consent-3-reason", "Niet bereikbaar"),
    ];
    let routes = routes(&right, &carers).unwrap();
    assert_eq!(routes[0], (person(10), Route::ThroughLink { ends: date(2026, 12, 4), subject: None }));
    assert_eq!(routes.len(), 3);
}

#[test]
fn a_link_needs_an_address_and_leave_to_use_it() {
    let route = |known: KnownCarer| {
        routes(
            &[
                ("consent-1-person", &person(10).to_string()),
                ("consent-1-route", "through-link"),
                ("consent-1-ends", "4-12-2026"),
            ],
            &[known],
        )
    };
    assert_eq!(route(carer(10, "yes", "", "yes")).unwrap_err().at("consent-1-route"), Some(&Fault::NotAnAddress));
    assert_eq!(
        route(carer(10, "yes", "a@ouder.example", "no")).unwrap_err().at("consent-1-route"),
        Some(&Fault::Contradiction)
    );
}

#[test]
fn somebody_who_is_not_to_be_asked_or_is_there_twice_is_refused() {
    let (a, b) = (person(10).to_string(), person(11).to_string());
    let carers = [anna(), carer(11, "no", "b@ouder.example", "yes")];
    let typed = [
        ("consent-1-person", a.as_str()),
        ("consent-1-route", "not-obtained"),
        ("consent-1-reason", "x"),
        ("consent-2-person", &a),
        ("consent-3-person", &b),
    ];
    let faults = routes(&typed, &carers).unwrap_err();
    assert_eq!(faults.at("consent-2-person"), Some(&Fault::Double));
    assert_eq!(faults.at("consent-3-person"), Some(&Fault::NotAChoice));
}

#[test]
fn an_end_date_is_today_at_the_earliest_and_a_year_away_at_most() {
    // 1-36
    assert_eq!(route::end_date("2026-11-21", TODAY), Err(Fault::TooEarly { first: TODAY }));
    assert_eq!(route::end_date("2026-11-22", TODAY), Ok(TODAY));
    assert_eq!(route::end_date("2027-11-22", TODAY), Ok(date(2027, 11, 22)));
    assert_eq!(route::end_date("2027-11-23", TODAY), Err(Fault::TooLate { last: date(2027, 11, 22) }));
}

#[test]
fn a_refusal_needs_a_reason_and_agreeing_keeps_what_was_typed() {
    // 6.6
    let parse = |decision: &str, reason: &str| {
        DecisionInput { decision: decision.into(), reason: reason.into(), remark: String::new() }.parse(
            LinkId::new(id(8)),
            CodeId::new(id(9)),
            Hash::of("v1"),
            "d",
        )
    };
    assert_eq!(parse("refuses", " ").unwrap_err().at("reason"), Some(&Fault::ReasonNeeded));
    assert_eq!(parse("", "").unwrap_err().at("decision"), Some(&Fault::Missing));
    assert_eq!(parse("agrees", "Fijn plan").unwrap().remark.as_deref(), Some("Fijn plan"));
}

#[test]
fn a_request_goes_from_sent_to_read_to_agreed() {
    // 6.6
    let mut consent = by_link();
    let now = at("2026-11-23T10:00:00Z");
    assert_eq!(consent.state(now), ConsentState::Sent);
    assert!(consent.note(Event::Decided(decision(true)), now).is_err(), "not before reading (1-04)");
    consent = read_through();
    assert_eq!(consent.state(now), ConsentState::Read);
    consent.note(Event::Decided(decision(true)), now).unwrap();
    assert_eq!(consent.state(now), ConsentState::Agreed);
    assert_eq!(consent.note(Event::Opened, now), Ok(false));
    assert_eq!(consent.state(at("2027-01-01T00:00:00Z")), ConsentState::Agreed, "an answer outlives its link");
}

#[test]
fn the_end_date_is_inclusive_in_amsterdam() {
    // 6.6
    let consent = by_link();
    assert_eq!(consent.state(at("2026-12-04T22:59:59Z")), ConsentState::Sent);
    assert_eq!(consent.state(at("2026-12-04T23:00:00Z")), ConsentState::Expired);
    let mut read = read_through();
    assert!(read.note(Event::Decided(decision(true)), at("2026-12-04T23:00:00Z")).is_err());
}

#[test]
fn a_changed_mind_is_a_new_record_and_the_latest_counts() {
    // model
    let mut consent = read_through();
    consent.note(Event::Decided(decision(true)), at("2026-11-23T10:00:00Z")).unwrap();
    consent.note(Event::Decided(decision(false)), at("2026-11-24T10:00:00Z")).unwrap();
    assert_eq!(consent.state(at("2026-11-24T10:00:00Z")), ConsentState::Refused);
    assert_eq!(consent.records.iter().filter(|record| matches!(record.event, Event::Decided(_))).count(), 2);
}

#[test]
fn a_request_that_expired_or_did_not_arrive_is_sent_again_with_a_new_link() {
    // 6.6
    let mut consent = by_link();
    let late = at("2026-12-10T10:00:00Z");
    consent.note(Event::Sent { link: LinkId::new(id(80)), ends: date(2026, 12, 20) }, late).unwrap();
    assert_eq!((consent.state(late), consent.link().unwrap().0), (ConsentState::Sent, LinkId::new(id(80))));
    consent.note(Event::TakenBack { by: stamp().by }, late).unwrap();
    assert!(consent.note(Event::Sent { link: LinkId::new(id(81)), ends: date(2026, 12, 20) }, late).is_err());
}

fn revoked() -> Event {
    Event::Revoked(Revocation { by: stamp().by, day: TODAY, reason: "belde".into() })
}

#[test]
fn only_a_consent_can_be_revoked() {
    // 6.6
    let now = at("2026-11-23T10:00:00Z");
    let mut consent = by_link();
    assert_eq!(consent.note(revoked(), now), Err(ConsentRefusal(ConsentState::Sent)));
    consent.route = Route::Elsewhere { date: TODAY, explanation: "gesprek".into() };
    consent.records.clear();
    assert_eq!(consent.revocable(now), Some(TODAY));
    consent.note(revoked(), now).unwrap();
    assert_eq!((consent.state(now), consent.revocable(now)), (ConsentState::Revoked, None));
    assert_eq!(consent.note(revoked(), now), Err(ConsentRefusal(ConsentState::Revoked)), "once");
    let mut read = by_link();
    read.purpose = Purpose::Viewing;
    read.note(Event::Read { version: Hash::of("v1") }, now).unwrap();
    read.note(Event::Decided(decision(true)), now).unwrap();
    assert_eq!(read.revocable(now), None, "reading is no consent");
}

#[test]
fn after_a_revocation_the_link_changes_nothing_and_the_history_stays() {
    // 6.6
    let (agreed, now) = (at("2026-11-23T10:00:00Z"), at("2026-11-24T10:00:00Z"));
    let mut consent = read_through();
    consent.note(Event::Decided(decision(true)), agreed).unwrap();
    consent.note(revoked(), now).unwrap();
    assert!(consent.note(Event::Decided(decision(true)), now).is_err());
    assert_eq!(consent.decision().map(|(decision, at)| (decision.agrees, at)), Some((true, agreed)));
    assert_eq!(consent.revocation().map(|(revocation, at)| (&*revocation.reason, at)), Some(("belde", now)));
}

#[test]
fn another_action_part_makes_it_out_of_date_and_its_link_dead() {
    // 6.6, trap 12
    let now = at("2026-11-24T10:00:00Z");
    let mut consent = read_through();
    consent.note(Event::Decided(decision(true)), now).unwrap();
    let only_whole = VersionHashes { whole: Hash::of("v2"), ..hashes("v1") };
    assert!(!consent.version_changed(&only_whole, now));
    assert_eq!(consent.state(now), ConsentState::Agreed);
    assert!(consent.version_changed(&hashes("v2"), now));
    assert!(!consent.version_changed(&hashes("v2"), now), "once");
    assert_eq!(consent.state(now), ConsentState::OutOfDate);
    assert!(consent.note(Event::Decided(decision(true)), now).is_err());
    assert!(!consent.stands_for(person(10), Purpose::ActionPart, &hashes("v1")));
}

#[test]
fn a_record_reads_back_what_it_writes() {
    let mut consent = read_through();
    consent.note(Event::Decided(decision(false)), at("2026-11-24T10:00:00Z")).unwrap();
    let stored = serde_json::to_value(&consent).unwrap();
    assert_eq!(serde_json::from_value::<Consent>(stored).unwrap(), consent);
}

fn any_event() -> impl Strategy<Value = Event> {
    prop_oneof![
        (0u128..9).prop_map(|n| Event::Sent { link: LinkId::new(id(n)), ends: date(2026, 12, 20) }),
        Just(Event::Undelivered),
        Just(Event::Opened),
        Just(Event::CodeSent { code: CodeId::new(id(9)) }),
        Just(Event::Read { version: Hash::of("v1") }),
        any::<bool>().prop_map(|agrees| Event::Decided(decision(agrees))),
        Just(revoked()),
        Just(Event::TakenBack { by: stamp().by }),
        Just(Event::OutOfDate { action_part: Hash::of("v2") }),
    ]
}

proptest! {
    /// Whatever happens, records are only added, nobody agrees without having read, and an end is an end.
    #[test]
    fn records_are_append_only_and_an_end_is_an_end(events in prop::collection::vec((any_event(), 0i64..40), 0..30)) {
        let mut consent = by_link();
        let mut now = stamp().at;
        for (event, days) in events {
            now += jiff::SignedDuration::from_hours(24 * days / 10);
            let (before, old) = (consent.state(now), consent.records.clone());
            let noted = consent.note(event, now);
            prop_assert_eq!(&consent.records[..old.len()], &old[..]);
            prop_assert!(consent.records.len() == old.len() + usize::from(noted == Ok(true)));
            let after = consent.state(now);
            if matches!(before, ConsentState::TakenBack) { prop_assert_eq!(after, ConsentState::TakenBack); }
            if matches!(before, ConsentState::OutOfDate) { prop_assert_eq!(after, ConsentState::OutOfDate); }
            if after == ConsentState::Agreed {
                let was_read = consent.records.iter().any(|record| matches!(record.event, Event::Read { .. }));
                prop_assert!(was_read);
            }
        }
    }
}
