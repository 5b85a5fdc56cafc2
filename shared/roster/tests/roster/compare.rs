//! What a file would change here, and what stays as it is.

use domain::{
    calendar::Period,
    group::{self, GroupKind},
    ids::{GroupId, LearnerId, LocationId, StaffId},
    learner::{Sourced, YearFacts},
};
use jiff::civil::date;
use proptest::prelude::*;
use roster::{Change, Doubt, Groups, Outcome, Places, Roster};
use uuid::Uuid;

use crate::{
    here::{DAY, Here, YEAR, bos, duin},
    made::roster,
    read,
};

const GROUPS: &str = "<groepen><groep key=\"a\"><naam>4A</naam><jaargroep>4</jaargroep></groep>\
                      <groep key=\"b\"><naam>5B</naam><jaargroep>5</jaargroep></groep>\
                      <samengestelde_groep key=\"x\"><naam>Plus</naam></samengestelde_groep></groepen>";

const PLUS: &str = "<samengestelde_groepen><samengestelde_groep key=\"x\"/></samengestelde_groepen>";

/// A learner: attributes, call name, date of birth, the rest.
pub(crate) fn learner(attributes: &str, call: &str, birth: &str, more: &str) -> String {
    format!(
        "<leerling {attributes}><achternaam>Ven</achternaam><roepnaam>{call}</roepnaam><geboortedatum>{birth}</geboortedatum>{more}</leerling>"
    )
}

fn noor(more: &str) -> String {
    learner("key=\"1\"", "Noor", "2016-03-14", more)
}

/// A file with these learners.
fn of(learners: &[String]) -> Roster {
    read(text(learners)).unwrap().0
}

/// The same, as it is written: one long line.
pub(crate) fn text(learners: &[String]) -> String {
    format!(
        "<EDEX><school><schooljaar>2024-2025</schooljaar><peildatum>2024-10-01</peildatum><brincode>99ZX</brincode>\
         <dependancecode>10</dependancecode></school><vestigingen><vestiging key=\"99ZX10\"><naam>a</naam></vestiging>\
         <vestiging key=\"b\"><naam>het bos</naam></vestiging></vestigingen>{GROUPS}<leerlingen>{}</leerlingen></EDEX>",
        learners.concat()
    )
}

/// After an import of Noor, Sem and Tess, in class 4A at Duin.
pub(crate) fn here() -> Here {
    let mut here = Here::default();
    here.import(&of(&three("<groep key=\"a\"/>")), duin());
    here
}

fn three(more: &str) -> [String; 3] {
    [
        noor(more),
        learner("key=\"2\"", "Sem", "2016-05-01", more),
        learner("key=\"3\" eckid=\"https://id.example/3\"", "Tess", "2016-06-01", more),
    ]
}

fn changes(here: &Here, file: &Roster) -> Vec<Change> {
    match here.compare(file, duin()).outcomes.as_slice() {
        [Outcome::Changed(_, changes)] => changes.clone(),
        [Outcome::Same(_)] => vec![],
        other => panic!("{other:?}"),
    }
}

fn doubt(here: &Here, file: &Roster) -> Doubt {
    match here.compare(file, duin()).outcomes.last() {
        Some(Outcome::Doubt(doubt, learners)) if !learners.is_empty() => *doubt,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_first_import_enrols_everybody_and_a_second_changes_nothing() {
    let mut here = here();
    assert_eq!((here.learners.len(), here.groups.len()), (3, 1));
    let noor = here.named("Noor");
    assert_eq!((noor.location_on(DAY), noor.groups_on(DAY).next()), (Some(duin()), Some(here.groups[0].id)));
    assert_eq!(noor.facts[&YEAR].year_level, Some(Sourced::imported("4".into())));
    let before = here.learners.clone();
    let told = here.import(&of(&three("<groep key=\"a\"/>")), duin());
    assert_eq!((told.tally.same, told.missing.len(), here.learners == before), (3, 0, true));
}

#[test]
fn a_learner_who_moves_to_another_class_or_location_is_told_as_moved() {
    let here = here();
    assert_eq!(changes(&here, &of(&[noor("<groep key=\"b\"/>")])), [Change::Level, Change::Class]);
    assert_eq!(here.compare(&of(&[noor("<groep key=\"b\"/>")]), duin()).tally.moved, 1);
    // The key is that of the location: only the pseudonym, or name and birth, tell at another one.
    let tess = learner(
        "key=\"9\" eckid=\"https://id.example/3\"",
        "Tess",
        "2016-06-01",
        "<groep key=\"a\"/><vestiging key=\"b\"/>",
    );
    assert_eq!(changes(&here, &of(&[tess])), [Change::Class, Change::Location, Change::Key]);
    let sem = learner("key=\"8\"", "Sem", "2016-05-01", "<jaargroep>4</jaargroep><vestiging key=\"b\"/>");
    assert_eq!(changes(&here, &of(&[sem])), [Change::Location, Change::Key]);
}

#[test]
fn a_move_keeps_the_history() {
    let mut here = here();
    here.named_mut("Noor").memberships[0].period.from = date(2024, 8, 26);
    here.import(&of(&[noor("<groep key=\"b\"/>")]), duin());
    let noor = here.named("Noor");
    let class = |day| {
        noor.groups_on(day)
            .filter_map(|id| here.groups.iter().find(|group| group.id == id))
            .map(|group| group.name.as_str())
            .collect::<Vec<_>>()
    };
    assert_eq!((class(date(2024, 11, 24)), class(DAY)), (vec!["4A"], vec!["5B"]));
}

#[test]
fn contact_person_year_level_and_school_type_set_by_hand_survive() {
    // 2-16, 2-17, trap 17
    let mut here = here();
    let by_hand = YearFacts {
        year_level: Some(Sourced::by_hand("3".into())),
        school_type: Some(Sourced::by_hand("special-primary".into())),
        contact: Some(Sourced::by_hand(StaffId::new(Uuid::from_u128(5)))),
    };
    here.named_mut("Noor").note(YEAR, by_hand.clone());
    assert_eq!(changes(&here, &of(&[noor("<groep key=\"a\"/>")])), []);
    here.import(&of(&[noor("<jaargroep>5</jaargroep><groep key=\"b\"/>")]), duin());
    assert_eq!(here.named("Noor").facts[&YEAR], by_hand);
}

#[test]
fn what_the_file_leaves_out_stays() {
    let mut here = here();
    let noor = here.named_mut("Noor");
    noor.name.given_names = Some("Noor Aaltje".into());
    noor.email = Some("noor@leerling.example".into());
    let file = of(&[noor_with("<emailadres>other@school.example</emailadres>")]);
    assert_eq!(changes(&here, &file), []);
    let file = of(&[noor_with("<emailadres>other@school.example</emailadres>").replace(">Noor<", ">Nora<")]);
    here.import(&file, duin());
    let nora = here.named("Nora");
    assert_eq!(nora.name.given_names.as_deref(), Some("Noor Aaltje"));
    assert_eq!(nora.email.as_deref(), Some("noor@leerling.example"), "consent may be asked there");
    assert_eq!(nora.groups_on(DAY).count(), 1, "a class that the file leaves out");
}

fn noor_with(more: &str) -> String {
    noor(&format!("<jaargroep>4</jaargroep>{more}"))
}

#[test]
fn groups_made_by_hand_and_external_ones_are_not_touched() {
    let mut here = here();
    here.import(&of(&[noor(&format!("<groep key=\"a\"/>{PLUS}"))]), duin());
    for (number, kind, name) in [(1, GroupKind::External, "Plus"), (2, GroupKind::Cross, "Koor")] {
        let id = GroupId::new(Uuid::from_u128(number));
        let location = duin();
        here.groups.push(group::Group { id, name: name.into(), kind, year: YEAR, location, levels: vec![] });
        here.named_mut("Noor").join(id, Period::since(DAY));
    }
    assert_eq!(here.named("Noor").groups_on(DAY).count(), 4);
    let without = of(&[noor("<groep key=\"a\"/>")]);
    assert_eq!(changes(&here, &without), [Change::CrossGroups]);
    here.import(&without, duin());
    let names: Vec<_> = here
        .named("Noor")
        .groups_on(DAY)
        .filter_map(|id| here.groups.iter().find(|group| group.id == id))
        .map(|group| (group.kind, group.name.as_str()))
        .collect();
    assert_eq!(names, [(GroupKind::Class, "4A"), (GroupKind::External, "Plus"), (GroupKind::Cross, "Koor")]);
}

#[test]
fn a_learner_missing_from_the_file_is_asked_about_and_stays() {
    // trap 16
    let mut here = here();
    let told = here.import(&of(&[noor("<groep key=\"a\"/>")]), duin());
    assert_eq!(told.missing.len(), 2);
    assert!(here.named("Sem").is_enrolled(DAY));
    // Those of a location that the file says nothing of are not missing.
    let mut file = of(&[noor("<groep key=\"a\"/>")]);
    file.locations.clear();
    assert_eq!(here.compare(&file, bos()).missing.len(), 0);
}

#[test]
fn who_leaves_before_the_changes_hold_is_neither_enrolled_nor_kept_by_a_file_about_an_earlier_day() {
    // The file is about 1 October, and the changes hold from 25 November on.
    let mut here = here();
    let more = "<jaargroep>4</jaargroep><uitstroomdatum>2024-11-15</uitstroomdatum>";
    let gone = of(&[noor(more), learner("key=\"9\"", "Bo", "2016-07-01", more)]);
    let told = here.import(&gone, duin());
    assert!(matches!(told.outcomes.as_slice(), [Outcome::Left(_), Outcome::Past]), "{:?}", told.outcomes);
    assert_eq!(here.import(&gone, duin()).outcomes, [Outcome::Past, Outcome::Past]);
    // On the day itself she is still there.
    let last = of(&[noor("<groep key=\"a\"/><uitstroomdatum>2024-11-25</uitstroomdatum>")]);
    assert!(matches!(here.import(&last, duin()).outcomes.as_slice(), [Outcome::Changed(..)]));
}

#[test]
fn who_left_is_ended_once_and_comes_back_as_the_same_learner() {
    let mut here = here();
    let left = of(&[noor("<jaargroep>4</jaargroep><uitstroomdatum>2024-09-06</uitstroomdatum>")]);
    assert!(matches!(here.import(&left, duin()).outcomes[0], Outcome::Left(_)));
    assert!(!here.named("Noor").is_enrolled(date(2024, 9, 7)));
    assert_eq!(here.import(&left, duin()).outcomes, [Outcome::Past]);
    assert_eq!(changes(&here, &of(&[noor("<groep key=\"a\"/>")])), [Change::Class, Change::Location]);
    here.import(&of(&[noor("<groep key=\"a\"/>")]), duin());
    assert_eq!((here.learners.len(), here.named("Noor").is_enrolled(DAY)), (3, true));
}

/// A learner at Het Bos.
fn at_bos(attributes: &str, call: &str, birth: &str, more: &str) -> String {
    learner(attributes, call, birth, &format!("<vestiging key=\"b\"/>{more}"))
}

/// Noor has moved to Het Bos, with a class and a cross group there; she was in a cross group at Duin too.
fn moved() -> Here {
    let mut here = Here::default();
    here.import(&of(&[noor(&format!("<groep key=\"a\"/>{PLUS}"))]), duin());
    here.named_mut("Noor").memberships.iter_mut().for_each(|joined| joined.period.from = date(2024, 8, 26));
    let more = format!("<groep key=\"b\"/>{PLUS}");
    here.import(&of(&[at_bos("key=\"9\"", "Noor", "2016-03-14", &more)]), bos());
    here
}

#[test]
fn who_moves_to_another_location_leaves_the_groups_of_the_old_one() {
    // 0-23
    let here = moved();
    let places: Vec<_> = here
        .named("Noor")
        .groups_on(DAY)
        .map(|id| here.groups.iter().find(|group| group.id == id).unwrap())
        .map(|group| (group.location, group.name.as_str()))
        .collect();
    assert_eq!(places, [(bos(), "5B"), (bos(), "Plus")]);
    assert_eq!(here.named("Noor").groups_on(date(2024, 11, 24)).count(), 2, "what was stays known");
}

#[test]
fn who_moved_on_stays_at_the_new_location_when_the_old_one_says_that_she_left() {
    let mut here = moved();
    let before = here.learners.clone();
    let left = of(&[noor("<jaargroep>4</jaargroep><uitstroomdatum>2024-09-06</uitstroomdatum>")]);
    let told = here.import(&left, duin());
    assert_eq!((told.outcomes.as_slice(), told.tally.past), ([Outcome::Past].as_slice(), 1));
    assert_eq!(here.learners, before);
    // One file of both locations, with her in it twice: the one does not end the other, whichever comes first.
    let now = at_bos("key=\"9\"", "Noor", "2016-03-14", &format!("<groep key=\"b\"/>{PLUS}"));
    let then = noor("<jaargroep>4</jaargroep><vestiging key=\"99ZX10\"/><uitstroomdatum>2024-09-06</uitstroomdatum>");
    for file in [of(&[now.clone(), then.clone()]), of(&[then, now])] {
        let told = here.import(&file, duin());
        assert_eq!((told.tally.same, told.tally.past, told.missing.len()), (1, 1, 0), "{:?}", told.outcomes);
        assert_eq!(here.learners, before);
    }
}

#[test]
fn a_file_ends_what_is_at_its_own_location_only() {
    // From January on at Het Bos; at Duin the last day was in September.
    let mut here = here();
    let more = format!("<groep key=\"b\"/>{PLUS}<instroomdatum>2025-01-06</instroomdatum>");
    here.import(&of(&[at_bos("key=\"9\"", "Noor", "2016-03-14", &more)]), bos());
    let left = of(&[noor("<jaargroep>4</jaargroep><uitstroomdatum>2024-09-06</uitstroomdatum>")]);
    assert!(matches!(here.import(&left, duin()).outcomes.as_slice(), [Outcome::Left(_)]));
    let noor = here.named("Noor");
    assert_eq!((noor.location_on(DAY), noor.groups_on(DAY).count()), (None, 0));
    assert_eq!(noor.location_on(date(2025, 1, 6)), Some(bos()));
    assert_eq!(noor.groups_on(date(2025, 1, 6)).count(), 2);
    assert_eq!(noor.retention.start, None, "has not left the school");
}

fn begins_on(day: &str) -> Roster {
    let more = format!("<groep key=\"b\"/>{PLUS}<instroomdatum>{day}</instroomdatum>");
    of(&[learner("key=\"7\"", "Bo", "2016-07-01", &more)])
}

#[test]
fn who_begins_on_a_day_to_come_is_enrolled_and_in_class_from_that_day_on() {
    let mut here = here();
    let told = here.import(&begins_on("2025-01-06"), duin());
    assert_eq!((told.tally.new, told.tally.later), (1, 1));
    let (before, first) = (date(2025, 1, 5), date(2025, 1, 6));
    let bo = here.named("Bo");
    assert_eq!((bo.location_on(DAY), bo.location_on(before), bo.location_on(first)), (None, None, Some(duin())));
    assert_eq!((bo.groups_on(before).count(), bo.groups_on(first).count()), (0, 2), "{:?}", bo.memberships);
    assert_eq!((bo.enrolments.len(), bo.facts[&YEAR].year_level.is_some()), (1, true));
    // The same again is the same; not in the file at all, nobody misses her yet, and she has not left.
    assert_eq!(changes(&here, &begins_on("2025-01-06")), []);
    let others = of(&three("<groep key=\"a\"/>"));
    assert_eq!(here.compare(&others, duin()).missing.len(), 0);
    // A file that does not say when takes nothing back.
    let silent = of(&[learner("key=\"7\"", "Bo", "2016-07-01", &format!("<groep key=\"b\"/>{PLUS}"))]);
    assert_eq!(changes(&here, &silent), []);
}

#[test]
fn another_first_day_takes_the_place_of_the_one_that_was_told_before() {
    for (day, first) in [("2024-12-02", date(2024, 12, 2)), ("2025-02-03", date(2025, 2, 3)), ("2024-09-02", DAY)] {
        let mut here = here();
        here.import(&begins_on("2025-01-06"), duin());
        assert_eq!(changes(&here, &begins_on(day)), [Change::Location]);
        here.import(&begins_on(day), duin());
        let (bo, before) = (here.named("Bo"), first.yesterday().unwrap());
        assert_eq!((bo.location_on(before), bo.location_on(first)), (None, Some(duin())), "{day}");
        assert_eq!((bo.groups_on(before).count(), bo.groups_on(first).count()), (0, 2), "{day}: {:?}", bo.memberships);
        assert_eq!(changes(&here, &begins_on(day)), [], "{day}");
    }
}

#[test]
fn a_class_that_was_told_and_changed_before_the_first_day_never_was() {
    // 0-24
    let mut here = here();
    here.import(&begins_on("2025-01-06"), duin());
    let more = format!("<groep key=\"a\"/>{PLUS}<instroomdatum>2025-01-06</instroomdatum>");
    let changed = of(&[learner("key=\"7\"", "Bo", "2016-07-01", &more)]);
    assert_eq!(changes(&here, &changed), [Change::Level, Change::Class]);
    here.import(&changed, duin());
    let bo = here.named("Bo");
    let names: Vec<_> = bo
        .memberships
        .iter()
        .filter_map(|joined| here.groups.iter().find(|group| group.id == joined.group))
        .map(|group| group.name.as_str())
        .collect();
    assert_eq!(names, ["Plus", "4A"], "{:?}", bo.memberships);
    assert_eq!(changes(&here, &changed), []);
}

#[test]
fn who_begins_after_the_school_year_of_the_file_joins_no_group_of_it() {
    let mut here = here();
    here.import(&begins_on("2025-08-18"), duin());
    let bo = here.named("Bo");
    assert_eq!((bo.location_on(date(2025, 8, 18)), bo.memberships.len()), (Some(duin()), 0));
    assert_eq!(changes(&here, &begins_on("2025-08-18")), []);
}

#[test]
fn a_first_day_elsewhere_moves_somebody_on_that_day() {
    let mut here = here();
    let more = format!("<groep key=\"a\"/>{PLUS}<instroomdatum>2025-01-06</instroomdatum>");
    let at_bos = of(&[at_bos("key=\"9\"", "Sem", "2016-05-01", &more)]);
    here.import(&at_bos, bos());
    let (sem, before, first) = (here.named("Sem"), date(2025, 1, 5), date(2025, 1, 6));
    assert_eq!((sem.location_on(DAY), sem.location_on(before)), (Some(duin()), Some(duin())));
    assert_eq!(sem.location_on(first), Some(bos()));
    assert_eq!((sem.groups_on(before).count(), sem.groups_on(first).count()), (1, 2), "{:?}", sem.memberships);
    assert!(sem.memberships.iter().all(|joined| joined.lasted.is_none()), "nothing has ended yet");
    assert_eq!(changes(&here, &at_bos), []);
    assert_eq!(changes(&here, &of(&three("<groep key=\"a\"/>")[1..2])), [], "until then at Duin as before");
}

#[test]
fn keys_for_one_file_only_never_match() {
    // trap 16
    let mut here = Here::default();
    here.import(&of(&[learner("key=\"#1\"", "Noor", "2016-03-14", "<jaargroep>4</jaargroep>")]), duin());
    assert_eq!(here.named("Noor").external_keys, []);
    let other = of(&[learner("key=\"#1\"", "Sem", "2016-05-01", "<jaargroep>4</jaargroep>")]);
    assert_eq!(here.compare(&other, duin()).outcomes, [Outcome::New]);
    let again = of(&[learner("key=\"#2\"", "Noor", "2016-03-14", "<jaargroep>4</jaargroep>")]);
    assert_eq!(changes(&here, &again), []);
}

#[test]
fn who_got_a_key_that_another_child_had_is_known_by_it_from_then_on() {
    let other = learner("key=\"1\"", "Bram", "2019-01-02", "").replace(">Ven<", ">Bos<");
    let file = of(&[other]);
    // Whichever of the two was added last.
    for id in [1, u128::MAX] {
        let mut here = here();
        assert_eq!(doubt(&here, &file), Doubt::OtherPerson);
        here.enrol(&file, duin(), LearnerId::new(Uuid::from_u128(id)));
        assert_eq!(here.compare(&file, duin()).outcomes, [Outcome::Same(LearnerId::new(Uuid::from_u128(id)))]);
        assert_eq!(changes(&here, &of(&[noor("<groep key=\"a\"/>")])), []);
    }
}

#[test]
fn a_key_that_was_used_again_is_not_the_same_child() {
    let here = here();
    let other = learner("key=\"1\"", "Bram", "2019-01-02", "").replace(">Ven<", ">Bos<");
    assert_eq!(doubt(&here, &of(&[other])), Doubt::OtherPerson);
    let married = noor("<jaargroep>4</jaargroep>").replace(">Ven<", ">Bos<");
    assert_eq!(changes(&here, &of(&[married])), [Change::Name]);
    let corrected = noor("<jaargroep>4</jaargroep>").replace("2016-03-14", "2016-04-14");
    assert_eq!(changes(&here, &of(&[corrected])), [Change::Birth]);
}

#[test]
fn what_could_be_two_children_is_left_to_a_person() {
    let here = here();
    let twice = "<jaargroep>4</jaargroep>";
    let by_key_and_eckid = learner("key=\"1\" eckid=\"https://id.example/3\"", "Noor", "2016-03-14", twice);
    assert_eq!(doubt(&here, &of(&[by_key_and_eckid])), Doubt::TwoMatches);
    let other_key = learner("key=\"7\"", "Noor", "2016-03-14", twice);
    assert_eq!(doubt(&here, &of(std::slice::from_ref(&other_key))), Doubt::OtherKey);
    assert_eq!(
        doubt(&here, &of(&[noor(twice), learner("key=\"#1\"", "Noor", "2016-03-14", twice)])),
        Doubt::MatchedTwice
    );
    let no_birth = learner("key=\"7\"", "Noor", "", twice);
    assert_eq!(doubt(&here, &of(&[no_birth])), Doubt::NoBirth);
    // The one that is certain stays certain, whichever comes first.
    let told = here.compare(&of(&[other_key, noor(twice)]), duin());
    assert!(matches!(told.outcomes.as_slice(), [Outcome::Doubt(..), Outcome::Same(_)]), "{:?}", told.outcomes);
    assert_eq!(told.missing.len(), 2);
}

#[test]
fn two_of_the_same_name_and_birth_are_not_told_apart_without_a_key() {
    let mut here = here();
    let mut twin = here.named("Noor").clone();
    twin.id = domain::ids::LearnerId::new(here.id());
    twin.external_keys.clear();
    here.learners.insert(twin.id, twin);
    let file = of(&[learner("key=\"#1\"", "Noor", "2016-03-14", "<jaargroep>4</jaargroep>")]);
    let told = here.compare(&file, duin());
    assert!(matches!(&told.outcomes[0], Outcome::Doubt(Doubt::Several, learners) if learners.len() == 2));
}

#[test]
fn a_learner_who_was_merged_is_found_as_the_one_that_stays() {
    let mut here = here();
    let (noor_id, sem_id) = (here.named("Noor").id, here.named("Sem").id);
    here.named_mut("Sem").merged_into = Some(noor_id);
    let file = of(&[learner("key=\"2\"", "Noor", "2016-03-14", "<jaargroep>4</jaargroep>")]);
    assert_eq!(here.compare(&file, duin()).outcomes, [Outcome::Same(noor_id)]);
    assert!(!here.compare(&file, duin()).missing.contains(&sem_id));
}

#[test]
fn a_location_of_the_file_is_known_by_code_or_name_or_not_at_all() {
    // 3-11
    let file = of(&[]);
    let places = Places::new(duin(), &Here::locations(), &file.locations);
    assert_eq!((places.of(Some(0)), places.of(Some(1)), places.of(None)), (Some(duin()), Some(bos()), Some(duin())));
    let mut other = file.clone();
    other.locations[1].name = "Elders".into();
    let places = Places::new(duin(), &Here::locations(), &other.locations);
    assert_eq!((places.of(Some(1)), places.unknown().collect::<Vec<_>>()), (None, vec![1]));
    other.locations.remove(0);
    let only = Places::new(duin(), &Here::locations(), &other.locations);
    assert_eq!(only.of(Some(0)), Some(duin()));
}

#[test]
fn groups_of_the_file_that_would_be_one_here_are_told() {
    let mut file = of(&[]);
    file.groups[2].name = "4a".into();
    let places = Places::new(duin(), &[], &file.locations);
    let alike = |file: &Roster, used: &[(usize, LocationId)]| {
        Groups::new(&file.groups, YEAR, &places, &[]).alike(used.iter().copied())
    };
    let together = [(0, duin()), (1, duin()), (2, duin())];
    assert_eq!(alike(&file, &together), [], "a class and a cross group may have the same name");
    file.groups[1].name = "4-A".into();
    file.groups[0].name = "4 a".into();
    assert_eq!(alike(&file, &together), [(0, 1)]);
    assert_eq!(alike(&file, &[(0, duin()), (1, bos())]), [], "two locations may both have a class 4A");
}

proptest! {
    #[test]
    fn importing_twice_is_importing_once(roster in roster()) {
        let mut here = Here::default();
        here.import(&roster, duin());
        let before = here.learners.clone();
        let told = here.import(&roster, duin());
        prop_assert_eq!(&here.learners, &before);
        prop_assert_eq!((told.tally.new, told.tally.changed, told.tally.left), (0, 0, 0), "{:?}", told.outcomes);
        prop_assert!(told.missing.is_empty());
    }

    #[test]
    fn an_import_after_another_gives_what_it_says_of_everybody_it_is_sure_of(first in roster(), second in roster()) {
        let mut here = Here::default();
        here.import(&first, duin());
        let count = here.learners.len();
        let told = here.import(&second, duin());
        prop_assert_eq!(here.learners.len() as u64, count as u64 + told.tally.new);
        let again = here.compare(&second, duin());
        for (now, then) in again.outcomes.iter().zip(&told.outcomes) {
            let was_sure = !matches!(then, Outcome::Doubt(..));
            let is_settled = matches!(now, Outcome::Same(_) | Outcome::Past | Outcome::Doubt(..));
            prop_assert!(!was_sure || is_settled, "{then:?}, then {now:?}");
        }
    }
}
