use domain::{
    author::Author,
    consent::{Asked, Person, Purpose, Route},
    dossier::{Level, Origin},
    file::{FileInput, FileState},
    hash::Hash,
    ids::{CarerId, LearnerId, LinkId, StaffId},
    steps::{Context, Form, StepContent, definition, standard_domains},
    version::VersionHashes,
};
use jiff::civil::date;
use uuid::Uuid;

use super::*;
use crate::item::to_item;

const LICENCE: LicenceId = LicenceId::new(Uuid::from_u128(9));

fn id() -> DossierId {
    DossierId { learner: LearnerId::new(Uuid::from_u128(1)), number: Uuid::from_u128(2) }
}

fn stamp() -> Stamp {
    Author { staff: StaffId::new(Uuid::from_u128(5)), name: "Jet Juf".into() }
        .at("2026-11-22T09:00:00Z".parse().unwrap())
}

fn item<T: Entity>(thing: &T, version: u64) -> Item {
    to_item(thing, T::ENTITY, &T::key(LICENCE, &thing.id()), version).unwrap()
}

fn track() -> Track {
    let mut track = Track::new(Dossier::open(id(), Level::Light, standard_domains(), Origin::New, stamp()));
    let goals = Form::from_pairs([("destination", "havo"), ("goal-1-text", "Tafels"), ("goal-1-term", "interim")]);
    let content =
        StepContent::parse(definition(StepNumber::GOALS), &Context::default(), &goals, &mut || Uuid::from_u128(50))
            .unwrap();
    track.save(StepNumber::GOALS, content, &stamp()).unwrap();
    track
}

fn consent() -> Consent {
    let person = Person::Carer(CarerId::new(Uuid::from_u128(7)));
    let asked = Asked {
        person,
        name: "Anna Ven".into(),
        email: None,
        authority: None,
        relation: None,
        learner_age: None,
        language: "nl".into(),
        may_contact: true,
    };
    let version = VersionHashes { whole: Hash::of("whole"), action_part: Hash::of("part") };
    let route = Route::ThroughLink { ends: date(2026, 12, 4), subject: None };
    Consent::new(
        ConsentId::new(Uuid::from_u128(8)),
        id(),
        asked,
        Purpose::ActionPart,
        version,
        route,
        stamp(),
        LinkId::new(Uuid::from_u128(11)),
    )
}

fn file() -> FileMeta {
    let new = FileInput { name: "verslag.pdf".into(), purpose: "research".into() }.parse().unwrap();
    let mut file = FileMeta::pending(FileId::new(Uuid::from_u128(12)), id(), new, stamp());
    file.state = FileState::Available { hash: Hash::of("bytes"), size: 5 };
    file
}

#[test]
fn a_dossier_reads_back_from_its_items_with_their_versions() {
    let track = track();
    let goals = &track.steps[&StepNumber::GOALS];
    let items = vec![item(&consent(), 2), item(&file(), 1), item(&track.dossier, 4), item(goals, 3)];
    let read = Collection::read(items).unwrap();
    assert_eq!(read.track, track);
    assert_eq!((read.version(), read.version_of(StepNumber::GOALS), read.version_of(StepNumber::PLAN)), (4, 3, 0));
    assert_eq!(read.consents, [Stored { value: consent(), version: 2 }]);
    assert_eq!(read.files, [Stored { value: file(), version: 1 }]);
    assert!(read.routes.value.routes.is_empty() && read.routes.version == 0);
}

#[test]
fn the_row_of_a_dossier_reads_back() {
    let row = DossierRow::of(&track().dossier).changed_by(&stamp());
    let key = keys::row(LICENCE, DossierRow::REGISTER, &row.row_id());
    let read: Stored<DossierRow> = from_item(to_item(&row, "dossiers", &key, 1).unwrap(), "dossiers").unwrap();
    assert_eq!(read.value, row);
    assert_eq!(row.next_step(), Some(StepNumber::FACTS));
}

#[test]
fn items_without_a_header_are_no_dossier() {
    let found = Collection::read(vec![item(&consent(), 1)]);
    assert!(matches!(found, Err(StoreError::NotFound("dossier"))));
}

#[test]
fn an_item_that_cannot_be_read_is_an_error_and_never_skipped() {
    let mut broken = item(&file(), 1);
    broken.remove("added");
    assert!(matches!(
        Collection::read(vec![item(&track().dossier, 1), broken]),
        Err(StoreError::Corrupt { entity: "file", .. })
    ));
}

#[test]
fn a_planned_link_holds_until_its_last_day() {
    let mut asked = consent().asked;
    asked.email = Some("anna@ouder.example".into());
    let needed = domain::consent::Needed { asked: vec![asked.clone()], ..Default::default() };
    let mut plan = RoutePlan::of(id());
    plan.choose([(asked.person, Route::NotObtained { reason: "Ziek".into() })], &stamp());
    plan.choose([(asked.person, Route::ThroughLink { ends: date(2026, 12, 4), subject: None })], &stamp());
    assert_eq!(plan.good(&needed, date(2026, 12, 4)).len(), 1);
    assert!(plan.good(&needed, date(2026, 12, 5)).is_empty(), "past its end");
    assert!(plan.good(&domain::consent::Needed::default(), date(2026, 12, 4)).is_empty(), "need not be asked any more");
}
