//! What a check keeps for the person who reads it.

use roster::{Check, Comparing, Comparison, Doubt, DoubtCheck, Limits, RosterFile, Setting};

use crate::{
    compare::{here, learner, text},
    here::{DAY, Here, duin},
};

const FOUR: &str = "<groep key=\"a\"/>";

fn check(here: &Here, learners: &[String]) -> Check {
    let (file, [duin_itself, bos]) = (text(learners), Here::locations());
    let file = RosterFile::open(file.as_bytes(), Limits::default(), DAY).unwrap();
    let locations = [duin_itself.clone(), bos];
    let check = Check::of_head(&file, &duin_itself, &locations, DAY);
    let mut comparison = Comparison::new(Setting::of(&file.head(), duin(), &locations, &here.groups, DAY).unwrap());
    here.learners.values().for_each(|learner| comparison.add(learner));
    check.complete(Comparing::new(file, comparison)).unwrap()
}

/// Learners that are in class 4A, each with a key that begins so.
fn many(key: &str, count: usize) -> Vec<String> {
    let one = |number: usize| learner(&format!("key=\"{key}{number}\""), &format!("Kind{number}"), "2016-01-01", FOUR);
    (0..count).map(one).collect()
}

/// After an import of so many.
fn with(count: usize) -> Here {
    let mut here = Here::default();
    let (roster, _) = crate::read(text(&many("old", count))).unwrap();
    here.import(&roster, duin());
    here
}

#[test]
fn the_first_new_learners_are_named_and_all_are_counted() {
    // 3-07
    let mut learners = many("new", 205);
    learners[0] = learner("key=\"x\"", "Bo", "2016-07-01", &format!("{FOUR}<instroomdatum>2025-01-06</instroomdatum>"));
    let check = check(&here(), &learners);
    assert_eq!((check.tally.new, check.tally.later, check.new.len()), (205, 1, 200));
    let [bo, other, ..] = check.new.as_slice() else { panic!("{:?}", check.new) };
    assert_eq!((bo.name.call(), bo.class.as_deref(), bo.level.as_deref()), ("Bo", Some("4A"), Some("4")));
    assert_eq!((bo.from.map(|day| day.to_string()).as_deref(), other.from), (Some("2025-01-06"), None));
}

#[test]
fn who_has_the_name_and_birth_of_one_learner_here_is_counted_apart_however_many_there_are() {
    // 0-10: another pupil administration, with other keys
    let here = with(250);
    let mut learners = many("new", 250);
    learners.push(learner("key=\"z\"", "Kind7", "", FOUR).replace("<geboortedatum></geboortedatum>", ""));
    let check = check(&here, &learners);
    // Kind7 may be two of the file: about both a person decides.
    assert_eq!((check.tally.doubt, check.tally.namesakes, check.contested.len()), (251, 249, 1), "{:?}", check.tally);
    let (at_once, one_by_one): (Vec<_>, Vec<_>) = check.doubts.iter().partition(|doubt| doubt.namesake);
    assert_eq!(at_once.len(), 199, "some can be looked at");
    assert_eq!(one_by_one.iter().map(|doubt| doubt.doubt).collect::<Vec<_>>(), [Doubt::OtherKey, Doubt::NoBirth]);
}

#[test]
fn who_is_in_the_file_with_the_known_key_is_not_somebody_with_another_key_too() {
    // 0-10: two children of one name and one birthday
    let here = with(2);
    for file in [[many("old", 1), many("new", 1)].concat(), [many("new", 1), many("old", 1)].concat()] {
        let check = check(&here, &file);
        assert_eq!((check.tally.doubt, check.tally.namesakes, check.contested.len()), (1, 0, 1), "{:?}", check.doubts);
        assert!(!check.doubts[0].namesake);
    }
    let twice = check(&here, &[many("new", 1), many("newer", 1)].concat());
    assert_eq!((twice.tally.doubt, twice.tally.namesakes), (2, 0), "{:?}", twice.doubts);
}

#[test]
fn a_doubt_says_that_the_file_says_that_the_learner_left_and_whoever_is_here_no_more_is_not_asked_about() {
    let mut here = here();
    let left = |more: &str| [learner("key=\"7\"", "Noor", "2016-03-14", &format!("{FOUR}{more}"))];
    let file = left("<uitstroomdatum>2024-09-06</uitstroomdatum>");
    let told = check(&here, &file);
    let [doubt] = told.doubts.as_slice() else { panic!("{:?}", told.doubts) };
    assert!(doubt.has_left && !doubt.namesake, "to leave is not decided with others: {doubt:?}");
    assert_eq!(doubt.left.map(|day| day.to_string()).as_deref(), Some("2024-09-06"));
    assert_eq!((told.tally.namesakes, told.groups.len(), told.missing.len()), (0, 0, 2));
    here.named_mut("Noor").end_enrolment(jiff::civil::date(2024, 9, 6), jiff::civil::date(2026, 11, 24), None);
    let told = check(&here, &file);
    assert_eq!((told.tally.doubt, told.tally.past), (0, 1), "nothing of her would end");
}

#[test]
fn learners_who_begin_in_one_line_are_asked_about_one_by_one() {
    let here = with(3);
    let check = check(&here, &many("new", 3));
    let mut asked: Vec<u64> = check.doubts.iter().map(DoubtCheck::asked).collect();
    assert_eq!(check.doubts.iter().map(|doubt| doubt.line).collect::<Vec<_>>(), [1, 1, 1]);
    asked.dedup();
    assert_eq!(asked.len(), 3, "{asked:?}");
}
