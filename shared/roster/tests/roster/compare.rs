//! What a file would change here, and what stays as it is.

mod days;
mod same;

use domain::{
    calendar::Period,
    group::{self, GroupKind},
    ids::{GroupId, LocationId, StaffId},
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
