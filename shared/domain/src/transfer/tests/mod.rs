mod package;

use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::{
    author::Author,
    calendar::SchoolYear,
    carer::{Carer, CarerInput, KnownCarer},
    consent::{AgeRules, Asked, Purpose, needed},
    dossier::{Dossier, DossierStatus, Level, Origin, Track},
    file::{FileInput, FileKind, FileMeta},
    group::{Group, GroupKind},
    ids::{CarerId, FileId, GroupId, LearnerId, LocationId, StaffId},
    input::Fault,
    learner::{Learner, LearnerInput, LearnerRow},
    licence::{Country, LicenceKind, LicenceStatus, Location},
    name::NameInput,
    steps::{Form, StepContent, StepNumber, StepStatus, definition, standard_domains},
};

const DAY: Date = Date::constant(2026, 11, 22);
const BORN: Date = Date::constant(2014, 3, 9);

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn stamp() -> Stamp {
    Author { staff: StaffId::new(id(5)), name: "Jet Juf".into() }.at(at("2026-11-22T09:00:00Z"))
}

fn ids() -> impl FnMut() -> Uuid {
    let mut last = 1_000;
    move || {
        last += 1;
        id(last)
    }
}

fn licence(number: u128, name: &str, kind: LicenceKind) -> Licence {
    Licence {
        id: LicenceId::new(id(number)),
        name: LicenceName::parse(name).unwrap(),
        display_name: format!("School {name}"),
        kind,
        country: Country::Netherlands,
        place: "Duin".into(),
        status: LicenceStatus::Open,
        contact: "info@school.example".into(),
        locations: vec![Location { id: LocationId::new(id(number + 1)), name: "Hoofd".into(), code: None }],
        totp_required: true,
        hub: crate::hub::HubUse::Off,
    }
}

fn transfer() -> Transfer {
    let (from, to) =
        (licence(100, "DEWILG", LicenceKind::PrimarySchool), licence(200, "DEBRUG", LicenceKind::PrimarySchool));
    let dossier = DossierId { learner: LearnerId::new(id(1)), number: id(2) };
    Transfer::prepare(TransferId::new(id(9)), [1, 2, 3, 4], dossier, BORN, Party::of(&from), Party::of(&to), stamp())
}

fn waiting() -> Transfer {
    let mut transfer = transfer();
    transfer.ready(Hash::of("package"), stamp().at).unwrap();
    transfer
}

fn noor() -> Learner {
    let input = LearnerInput {
        name: NameInput {
            call_name: "Noor".into(),
            prefix: "van der".into(),
            family_name: "Ven".into(),
            ..NameInput::default()
        },
        birth_date: BORN.to_string(),
        ..LearnerInput::default()
    };
    Learner::enrolled(LearnerId::new(id(1)), input.parse(&[LocationId::new(id(3))], DAY).unwrap())
}

fn carer(secret: bool) -> KnownCarer {
    let tick = if secret { "on" } else { "" };
    let input = CarerInput {
        name: NameInput { call_name: "Anna".into(), family_name: "Ven".into(), ..NameInput::default() },
        email: "anna@ouder.example".into(),
        phone: "06-CANARY-PHONE".into(),
        phone_secret: tick.into(),
        street: "CANARY-STREET 1".into(),
        postcode: "1234 AB".into(),
        town: "Duin".into(),
        address_secret: tick.into(),
        relation: "mother".into(),
        authority: "yes".into(),
        may_contact: "yes".into(),
        ..CarerInput::default()
    };
    let new = input.parse(DAY).unwrap();
    let carer = Carer::new(CarerId::new(id(20)), &new);
    KnownCarer { tie: new.tie(LearnerId::new(id(1)), carer.id), carer }
}

fn track() -> Track {
    let dossier = DossierId { learner: LearnerId::new(id(1)), number: id(2) };
    let mut track = Track::new(Dossier::open(dossier, Level::ExtraAtSchool, standard_domains(), Origin::New, stamp()));
    let contact = id(5).to_string();
    let goal = id(1_001).to_string();
    let contents: [(StepNumber, Vec<(&str, &str)>); 5] = [
        (
            StepNumber::FACTS,
            vec![
                ("contact-person", &contact),
                ("year-level", "6"),
                ("school-type", "primary"),
                ("reason", "travels reason"),
            ],
        ),
        (StepNumber::GOALS, vec![("goal-1-text", "travels goal"), ("goal-1-term", "long")]),
        (
            StepNumber::PLAN,
            vec![
                ("plan-1-id", &goal),
                ("plan-1-approach", "CANARY-APPROACH"),
                ("plan-1-who", "travels who"),
                ("plan-1-evaluation-date", "2031-01-31"),
                ("say-words", "travels words"),
            ],
        ),
        (StepNumber::EVALUATION, vec![("evaluated-on", "2032-01-31"), ("follow-up", "travels follow-up")]),
        (StepNumber::OUTCOME, vec![("outcome", "transfer"), ("note", "travels note")]),
    ];
    let mut next = ids();
    for (step, pairs) in contents {
        let context = track.context(vec![StaffId::new(id(5))], 1);
        let content = StepContent::parse(definition(step), &context, &Form::from_pairs(pairs), &mut next).unwrap();
        track.save(step, content, &stamp()).unwrap();
    }
    track
}

fn file(number: u128, available: bool, travels: bool) -> FileMeta {
    let new = FileInput { name: format!("verslag{number}.pdf"), purpose: "research".into() }.parse().unwrap();
    let mut file = FileMeta::pending(FileId::new(id(number)), track().dossier.id, new, stamp());
    file.travels = travels;
    if available {
        file.accept(Some(FileKind::Pdf), Hash::of("bytes"), 5);
    }
    file
}

fn draft(secret: bool) -> Draft {
    Draft::build(
        &waiting(),
        &track(),
        &noor(),
        &[carer(secret)],
        &[file(30, true, true), file(31, false, true), file(32, true, false)],
    )
}

fn sealed(draft: Draft) -> Sealed {
    draft.seal(Seal { kid: "1".into(), mac: "signature".into() })
}

fn package(secret: bool) -> Package {
    sealed(draft(secret)).open(true).unwrap()
}

fn groups() -> Vec<Group> {
    vec![Group {
        id: GroupId::new(id(40)),
        name: "Groep 6".into(),
        kind: GroupKind::Class,
        year: SchoolYear::starting(2026),
        location: LocationId::new(id(201)),
        levels: vec!["6".into()],
    }]
}

fn import(learner: &str) -> NewImport {
    ImportInput {
        birth_date: "9-3-2014".into(),
        year: "2026-2027".into(),
        group: id(40).to_string(),
        learner: learner.into(),
    }
    .parse(&groups())
    .unwrap()
}

#[test]
fn a_number_is_easy_to_say_and_to_type() {
    assert_eq!(number(2026, [0xff; 4]), "T-2026-ZZZZZZ");
    assert_eq!(number(2026, [0, 0, 0, 33]), "T-2026-000011");
    assert_eq!(transfer().number.len(), 13);
}

#[test]
fn five_wrong_dates_of_birth_lock_that_package() {
    // 1-15, trap 10
    let (mut transfer, now) = (waiting(), stamp().at);
    for left in (1..5).rev() {
        assert_eq!(transfer.try_open(date(2014, 3, 10), now), Err(Miss::Wrong { left }));
    }
    assert_eq!(transfer.try_open(date(2014, 3, 10), now), Err(Miss::Locked));
    assert_eq!(transfer.state(now), TransferState::Locked);
    assert_eq!(transfer.try_open(BORN, now), Err(Miss::Locked), "the right date comes too late");
    transfer.withdraw(now).unwrap();
}

#[test]
fn the_right_date_opens_it_and_it_can_then_not_be_withdrawn() {
    // 1-19
    let (mut transfer, now) = (waiting(), stamp().at);
    transfer.try_open(BORN, now).unwrap();
    transfer.begin_import(now).unwrap();
    assert_eq!(transfer.withdraw(now), Err(TransferRefusal(TransferState::Importing)));
    assert!(transfer.begin_import(now).is_err(), "once");
    transfer.imported(now).unwrap();
    assert_eq!(transfer.try_open(BORN, now), Err(Miss::NotWaiting { state: TransferState::Imported }));
}

#[test]
fn a_package_waits_sixty_days() {
    // 6.2
    let mut transfer = waiting();
    assert_eq!(transfer.state(at("2027-01-21T22:59:59Z")), TransferState::Waiting);
    let late = at("2027-01-21T23:00:00Z");
    assert_eq!(transfer.state(late), TransferState::Expired);
    assert!(transfer.try_open(BORN, late).is_err() && transfer.withdraw(late).is_err());
    assert!(transfer.expire(late) && !transfer.expire(late));
}

#[test]
fn a_list_of_what_waits_names_nobody() {
    // model
    let shown = serde_json::to_string(&waiting()).unwrap();
    assert!(!shown.contains("Noor") && !shown.contains("Ven") && !shown.contains("2014"));
}

#[test]
fn each_thing_that_is_missing_for_an_export_has_its_name() {
    // 1-12, trap 9
    let (mut dossier, mut learner, now) = (track().dossier, noor(), stamp().at);
    learner.birth = None;
    let expert = licence(300, "TOMVONK", LicenceKind::ExpertOrganisation);
    let all = unmet(&dossier, &learner, &Evidence::default(), Some(&expert), now);
    assert_eq!(
        all,
        [
            ExportUnmet::NotArchived(DossierStatus::Running),
            ExportUnmet::NoBirthDate,
            ExportUnmet::NotViewed,
            ExportUnmet::NoPermission
        ]
    );
    dossier.status = DossierStatus::Archived;
    let people: Vec<Asked> =
        needed(&noor(), &[carer(false)], Purpose::Viewing, AgeRules::standard(Country::Netherlands), DAY).asked;
    let person = people[0].person.to_string();
    let viewing =
        ViewingInput { person: person.clone(), date: "20-11-2026".into(), agrees: "yes".into(), words: "Klopt".into() }
            .parse(dossier.id, &people, DAY, &stamp())
            .unwrap();
    let permission = PermissionInput { person, date: "20-11-2026".into(), explanation: "Gesprek".into() }
        .parse(dossier.id, &expert.name, &people, DAY, &stamp())
        .unwrap();
    let evidence = Evidence { viewings: &[viewing], permissions: &[permission], consents: &[] };
    assert_eq!(unmet(&dossier, &noor(), &evidence, Some(&expert), now), []);
    let secondary = licence(400, "HETVO", LicenceKind::SecondarySchool);
    assert_eq!(
        unmet(&dossier, &noor(), &evidence, Some(&secondary), now),
        [ExportUnmet::NoPermission],
        "allowed to another receiver only"
    );
    let partnership = licence(500, "SWV", LicenceKind::Partnership);
    assert_eq!(unmet(&dossier, &noor(), &evidence, Some(&partnership), now), [ExportUnmet::ReceiverCannot]);
    dossier.status = DossierStatus::SetOut;
    assert_eq!(unmet(&dossier, &noor(), &evidence, None, now), [ExportUnmet::NotArchived(DossierStatus::SetOut)]);
}

#[test]
fn a_viewing_tells_all_its_faults_and_who_disagrees_says_why() {
    let people: Vec<Asked> =
        needed(&noor(), &[carer(false)], Purpose::Viewing, AgeRules::standard(Country::Netherlands), DAY).asked;
    let dossier = track().dossier.id;
    let faults = ViewingInput { agrees: "no".into(), ..ViewingInput::default() }
        .parse(dossier, &people, DAY, &stamp())
        .unwrap_err();
    assert_eq!(
        (faults.at("person"), faults.at("date"), faults.at("words")),
        (Some(&Fault::Missing), Some(&Fault::Missing), Some(&Fault::ReasonNeeded))
    );
    assert_eq!(
        ExportInput { receiver: "de wilg".into() }
            .parse(&LicenceName::parse("DEWILG").unwrap())
            .unwrap_err()
            .at("receiver"),
        Some(&Fault::OwnLicence)
    );
}

proptest! {
    /// Whatever dates are tried, the package opens for the right one only, and never after five misses.
    #[test]
    fn at_most_five_dates_are_ever_compared(days in prop::collection::vec(0i8..20, 1..12)) {
        let (mut transfer, now) = (waiting(), stamp().at);
        let mut wrong = 0;
        for day in days {
            let typed = date(2014, 3, day + 1);
            let opened = transfer.try_open(typed, now).is_ok();
            prop_assert_eq!(opened, typed == BORN && wrong < 5);
            wrong += u8::from(typed != BORN);
            prop_assert!(transfer.misses <= MISSES);
        }
    }
}
