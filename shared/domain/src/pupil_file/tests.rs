use jiff::{Timestamp, civil::date};
use uuid::Uuid;

use super::*;
use crate::{author::Author, ids::StaffId};

const ARRIVED: Timestamp = Timestamp::UNIX_EPOCH;

fn stamp() -> Stamp {
    Author { staff: StaffId::new(Uuid::from_u128(1)), name: "Ada Beheer".into() }.at(Timestamp::UNIX_EPOCH)
}

fn job(n: u128) -> JobId {
    JobId::new(Uuid::from_u128(n))
}

fn waiting() -> PupilFile {
    PupilFile::announced(PupilFileId::new(Uuid::from_u128(2)), LocationId::new(Uuid::from_u128(3)), None, stamp())
}

fn checked(may_load: bool) -> PupilFile {
    let mut file = waiting();
    assert!(file.arrive(job(1), Arrived::default(), ARRIVED) && file.checked(Hash::of("check"), 40, may_load));
    file
}

#[test]
fn nothing_is_loaded_before_somebody_confirmed_what_the_check_says() {
    // 3-07, 3-09
    for mut file in [waiting(), checked(false)] {
        let before = file.clone();
        assert!(!file.confirm(stamp(), Said::default(), job(2)));
        assert_eq!(file, before);
    }
    let mut file = checked(true);
    assert!(file.confirm(stamp(), Said::default(), job(2)));
    assert_eq!((file.state, file.job), (PupilFileState::Loading, Some(job(2))));
}

#[test]
fn a_file_arrives_and_is_confirmed_once() {
    let mut file = checked(true);
    assert!(!file.arrive(job(9), Arrived::default(), ARRIVED) && !file.checked(Hash::of("other"), 1, true));
    assert!(file.confirm(stamp(), Said::default(), job(2)));
    let said = Said { decisions: BTreeMap::from([(4, Decision::New)]), namesakes: true };
    assert!(!file.confirm(stamp(), said, job(3)) && file.decisions.is_empty() && !file.namesakes);
}

#[test]
fn what_is_being_loaded_is_not_taken_back_unless_the_worker_gave_up() {
    for mut file in [waiting(), checked(true)] {
        assert!(!file.is_over() && file.withdraw(stamp()) && file.is_over() && !file.withdraw(stamp()));
    }
    assert!(checked(false).is_over() && !checked(false).withdraw(stamp()));
    let mut file = checked(true);
    file.confirm(stamp(), Said::default(), job(2));
    assert!(!file.withdraw(stamp()));
    file.fault = Some("unavailable".into());
    assert!(file.withdraw(stamp()));
}

#[test]
fn a_file_that_is_found_in_a_folder_twice_is_one_file_and_waits_for_a_person_all_the_same() {
    let place = LocationId::new(Uuid::from_u128(3));
    let found =
        |what: &str| PupilFile::dropped(what, place, SchoolYear::starting(2026), Timestamp::UNIX_EPOCH, "a.csv");
    assert!(found("one").id == found("one").id && found("one").id != found("other").id);
    let mut file = found("one");
    assert!(file.arrive(job(1), Arrived::default(), ARRIVED) && file.checked(Hash::of("check"), 1, true));
    assert!(!file.is_over() && file.confirm(stamp(), Said::default(), job(2)));
}

#[test]
fn what_is_refused_on_arrival_is_never_read() {
    let mut file = waiting();
    assert!(file.refuse(FileRefused::Harmful) && file.is_over());
    assert!(!file.arrive(job(1), Arrived::default(), ARRIVED) && !file.checked(Hash::of("check"), 1, true));
}

#[test]
fn loading_goes_from_groups_to_who_is_new_to_who_is_here() {
    let mut file = checked(true);
    file.confirm(stamp(), Said::default(), job(2));
    let mut reached = vec![file.reached()];
    for _ in 0..2 {
        file.next_phase(Timestamp::UNIX_EPOCH);
        file.progress.done = 40;
        reached.push(file.reached());
    }
    assert_eq!(reached, [(0, 80), (40, 80), (80, 80)]);
    file.next_phase(Timestamp::UNIX_EPOCH);
    assert_eq!(file.state, PupilFileState::Loaded { at: Timestamp::UNIX_EPOCH });
}

#[test]
fn only_what_the_worker_gave_up_is_set_going_again() {
    let mut file = checked(true);
    file.confirm(stamp(), Said::default(), job(2));
    assert!(!file.resume(job(3), Timestamp::UNIX_EPOCH));
    file.give_up("unavailable", Timestamp::UNIX_EPOCH);
    assert!(file.is_given_up() && file.resume(job(3), Timestamp::UNIX_EPOCH) && !file.is_given_up());
    for gone in GONE {
        file.give_up(gone, Timestamp::UNIX_EPOCH);
        assert!(!file.resume(job(4), Timestamp::UNIX_EPOCH) && file.is_given_up(), "{gone}");
    }
}

#[test]
fn a_learner_of_a_file_has_the_same_id_however_often_it_is_loaded() {
    let (one, other) = (waiting(), PupilFile { id: PupilFileId::new(Uuid::from_u128(8)), ..waiting() });
    assert_eq!(one.learner_id(3), waiting().learner_id(3));
    assert!(one.learner_id(3) != one.learner_id(4) && one.learner_id(3) != other.learner_id(3));
    let place = LocationId::new(Uuid::from_u128(5));
    assert!(one.group_id(1, place) != one.group_id(1, one.location));
}

fn after(hours: i64) -> Timestamp {
    ARRIVED + SignedDuration::from_hours(hours)
}

#[test]
fn a_file_that_nobody_sends_or_confirms_ends_after_a_day_and_once() {
    // 5.1.6, item 11
    for mut file in [waiting(), checked(true)] {
        let before = file.clone();
        assert!(!file.expire(after(24) - SignedDuration::from_secs(1)) && file == before);
        assert!(file.expire(after(24)) && file.is_over() && file.check.is_none() && !file.keeps_check(after(24)));
        assert_eq!(file.state, PupilFileState::Expired { at: after(24) });
        let expired = file.clone();
        assert!(!file.expire(after(48)) && !file.withdraw(stamp()) && file == expired);
        assert!(!file.confirm(stamp(), Said::default(), job(2)) && file == expired);
    }
}

#[test]
fn a_day_is_counted_from_when_it_arrived_or_was_set_going_again() {
    let mut file = waiting();
    assert!(file.arrive(job(1), Arrived::default(), after(23)));
    assert!(!file.expire(after(46)));
    file.fault = Some("unavailable".into());
    assert!(file.resume(job(2), after(46)) && !file.expire(after(69)) && file.expire(after(70)));
}

#[test]
fn what_somebody_confirmed_never_ends_by_the_clock() {
    let mut file = checked(true);
    assert!(file.confirm(stamp(), Said::default(), job(2)));
    assert!(!file.expire(after(24 * 365)) && !file.let_go(after(24 * 365)) && file.keeps_check(after(24 * 365)));
    file.give_up("unavailable", after(24));
    assert!(!file.expire(after(24 * 365)) && !file.is_over(), "given up, somebody still has to see to it");
    file.state = PupilFileState::Loaded { at: after(10) };
    assert!(!file.expire(after(24 * 365)));
}

#[test]
fn a_file_that_was_given_up_half_way_is_kept_for_a_day_from_then() {
    // 5.1.6, item 11
    let mut file = checked(true);
    assert!(file.confirm(stamp(), Said::default(), job(2)));
    file.give_up("unavailable", after(20));
    assert!(!file.let_go(after(43)) && file.keeps_check(after(43)));
    let mut resumed = file.clone();
    assert!(resumed.resume(job(3), after(43)) && !resumed.let_go(after(24 * 365)), "it is seen to");
    resumed.give_up("unavailable", after(50));
    assert!(!resumed.let_go(after(73)), "a day each time");
    assert!(file.let_go(after(44)) && file.check.is_none() && file.is_gone() && !file.keeps_check(after(44)));
    assert!(!file.let_go(after(45)) && file.is_given_up() && !file.resume(job(4), after(45)));
    assert!(file.withdraw(stamp()), "what was loaded is shown once somebody takes it back");
}

#[test]
fn what_the_check_found_is_kept_thirty_days_after_it_was_loaded_or_stopped_and_not_when_nothing_came_of_it() {
    let mut file = checked(true);
    file.state = PupilFileState::Loaded { at: after(10) };
    for (file, from) in [(file, 10), (checked(false), 0)] {
        let last = after(from + 30 * 24);
        assert!(file.keeps_check(last - SignedDuration::from_secs(1)) && !file.keeps_check(last), "{file:?}");
    }
    let mut file = checked(true);
    assert!(file.withdraw(stamp()) && file.check.is_none() && !file.keeps_check(ARRIVED));
}

#[test]
fn the_last_day_that_is_offered_lies_before_the_year_of_the_file_or_before_today() {
    let today = date(2026, 11, 22);
    let offered = |year: i16, about| last_day_offered(Some(SchoolYear::starting(year)), about, today);
    assert_eq!(offered(2027, Some(date(2026, 11, 1))), date(2027, 7, 31));
    assert_eq!(offered(2026, Some(date(2026, 11, 1))), date(2026, 11, 1));
    assert_eq!(offered(2026, Some(today)), date(2026, 11, 21), "the file is of today");
    assert_eq!(offered(2026, None), date(2026, 11, 21));
}
