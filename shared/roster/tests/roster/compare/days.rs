//! Who leaves, moves or begins on a day: before the file, with it, or still to come.

use jiff::civil::date;
use roster::{Change, Outcome, Roster};

use super::{PLUS, changes, here, learner, noor, of, three};
use crate::here::{DAY, Here, YEAR, bos, duin};

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
