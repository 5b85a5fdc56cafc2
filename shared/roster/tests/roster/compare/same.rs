//! Who of a file is who here, and who could be: by keys, by name and date of birth.

use domain::ids::LearnerId;
use roster::{Change, Doubt, Outcome};
use uuid::Uuid;

use super::{changes, doubt, here, learner, noor, of};
use crate::here::{Here, duin};

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
    twin.id = LearnerId::new(here.id());
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
