//! The whole program is killed (SIGKILL) at moments of chance while people work with it, and started again on what it kept.

mod journeys;
mod program;

use std::{
    collections::BTreeSet,
    ops::Range,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use emulators::Chance;
use futures::{StreamExt, stream};

use crate::{
    people::{ADMINISTRATOR, COORDINATOR},
    runs::{is_full, seed},
};
use journeys::{People, Told, made, to_be_made};
use program::{Program, later, mails, sign_in};

/// How many go on at once.
const AT_ONCE: usize = 4;
/// How long it lives, in milliseconds: it starts in some hundreds, and a press takes some tens.
const LIVES: Range<u64> = 50..2_000;

/// Of so many kills one at least falls in the midst of work: it starts in a part of its life, and is worked with for the rest.
const IN_THE_MIDST: usize = 4;

/// Kills it again and again, and looks each time whether everything is there that somebody was told of, and adds up. Counts the kills
/// that found it at work: it had answered a press in this life, and somebody waited for another.
async fn kill_again_and_again(program: &mut Program, people: &People, at_work: &AtomicUsize, chance: &mut Chance) {
    loop {
        program.go_on();
        let answered = people.presses.answered();
        let life = LIVES.start + chance.number() % (LIVES.end - LIVES.start);
        tokio::time::sleep(Duration::from_millis(life)).await;
        let is_at_work = people.presses.are_under_way() && people.presses.answered() > answered;
        at_work.fetch_add(usize::from(is_at_work), Ordering::SeqCst);
        look_at_the_dead(program, people).await;
    }
}

async fn look_at_the_dead(program: &mut Program, people: &People) {
    program.kill().await;
    let told = people.told.lock().unwrap().clone();
    let ledger = program.ledger().await;
    let lost: Vec<_> = told.iter().filter(|told| !told.is_kept(&ledger)).collect();
    let faults = ledger.faults();
    let doubled: Vec<_> = made(&ledger).into_iter().filter(|(_, times)| *times > 1).collect();
    assert!(
        lost.is_empty() && faults.is_empty() && doubled.is_empty(),
        "kill {}: lost {lost:#?}, doubled {doubled:?}, and {faults:#?}",
        program.kills
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_at_any_moment_it_has_all_that_people_were_told_of_and_nothing_twice() {
    // reliability: nothing lost, nothing twice, nothing stuck; trap 6
    let journeys = if is_full() { 1_000 } else { 24 };
    // The seed says when it is killed; what it is doing then is of the machine.
    let seed = seed();
    println!("SAMENSPOOR_SEED={seed}");
    let mut program = Program::start().await;
    let (coordinator, administrator) = (program.browser(), program.browser());
    sign_in(&coordinator, COORDINATOR).await;
    sign_in(&administrator, ADMINISTRATOR).await;
    let people = People { coordinator, administrator, told: Arc::default(), presses: Arc::default() };
    let at_work = AtomicUsize::new(0);
    let mut chance = Chance::seeded(seed);
    let all = stream::iter(0..journeys).for_each_concurrent(AT_ONCE, |number| people.journey(number));
    tokio::select! {
        () = all => {}
        () = kill_again_and_again(&mut program, &people, &at_work, &mut chance) => {}
    }
    let (kills, at_work) = (program.kills, at_work.into_inner());
    look_at_the_dead(&mut program, &people).await;
    assert_eq!(made(&program.ledger().await), to_be_made(journeys), "each once");
    program.go_on();
    assert_eq!(people.told.lock().unwrap().len(), Told::of(journeys), "everybody was told of everything");
    let again = all_mail_arrives_once(&mut program, &people).await;
    println!("{} kills, {at_work} of the first {kills} in the midst of work, {again} mails came again", program.kills);
    assert!(at_work >= (kills / IN_THE_MIDST).max(1), "{at_work} of {kills} kills found it at work");
    assert!(!program.log().contains("panicked"), "{}", program.log());
}

/// Mails that waited when it was killed arrive too. One comes twice only where it was killed after the mail was taken and before that
/// was noted, and says the same then. How many did.
async fn all_mail_arrives_once(program: &mut Program, people: &People) -> usize {
    let invited: Vec<_> = people.told.lock().unwrap().iter().filter_map(Told::mailed_to).collect();
    let client = program.browser();
    let mut all = mails(&client).await;
    for _ in 0..20 {
        if invited.iter().all(|to| all.iter().any(|mail| mail.is_to(to))) {
            break;
        }
        later(&client).await;
        all = mails(&client).await;
    }
    let mut again = 0;
    for to in &invited {
        let own: Vec<_> = all.iter().filter(|mail| mail.is_to(to)).collect();
        let texts: BTreeSet<_> = own.iter().map(|mail| &mail.text).collect();
        assert_eq!(texts.len(), 1, "{to}: {} mails, {texts:#?}", own.len());
        again += own.len() - 1;
    }
    // Each kill finds a few of them between the two at most: as many as people are at work.
    assert!(again <= program.kills * AT_ONCE, "{again} mails came again after {} kills", program.kills);
    // What was taken and not noted is noted by who takes it up again.
    for _ in 0..3 {
        later(&client).await;
    }
    program.kill().await;
    let undone: Vec<_> = program.ledger().await.undone().cloned().collect();
    assert!(undone.is_empty(), "{undone:#?}");
    again
}
