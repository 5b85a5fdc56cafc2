use domain::{
    access::Scope,
    author::Author,
    hash::Hash,
    ids::{DossierId, LearnerId, LicenceId, StaffId},
    licence::Licence,
    transfer::{Party, Transfer, TransferState},
};
use jiff::civil::date;
use store::{
    keys,
    outbox::{Outcome, Task},
};
use uuid::Uuid;
use warrant::Warrant;

use crate::{World, licence};

/// A transfer in the partition of `keeper`, and its mail delivered.
async fn told(world: &World, keeper: &Licence, transfer: &Transfer, task: Task) -> Outcome<String> {
    let scope = Scope::warranted(keeper.id, Warrant::verified());
    let job = world.app.store.job(Some(keeper.id), task).unwrap();
    let change = world.app.store.licence(&scope).change(None).create(keeper);
    change.put_new(&keys::transfer(keeper.id, transfer.id), "transfer", transfer).then(&job).commit("").await.unwrap();
    world.deliver(job.id).await
}

fn parties() -> (Licence, Licence) {
    let mut receiver = licence(LicenceId::new(Uuid::from_u128(22)));
    receiver.display_name = "College Het Duin".into();
    receiver.contact = "post@hetduin.example".into();
    (licence(LicenceId::new(Uuid::from_u128(21))), receiver)
}

fn transfer(world: &World, (from, to): &(Licence, Licence)) -> Transfer {
    let made = Author { staff: StaffId::new(Uuid::from_u128(5)), name: "Jet Juf".into() }.at(world.app.now());
    let dossier = DossierId { learner: LearnerId::new(Uuid::from_u128(1)), number: Uuid::from_u128(2) };
    Transfer::prepare(
        world.app.id().unwrap(),
        [1, 2, 3, 4],
        dossier,
        date(2014, 3, 9),
        Party::of(from),
        Party::of(to),
        made,
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receiver_hears_that_a_package_waits_by_number_and_sender_only() {
    // 1-62
    let world = World::start().await;
    let parties = parties();
    let mut waiting = transfer(&world, &parties);
    waiting.ready(Hash::of("package"), world.app.now()).unwrap();
    assert!(matches!(
        told(&world, &parties.1, &waiting, Task::MailTransferWaiting { transfer: waiting.id }).await,
        Outcome::Done(_)
    ));
    let mail = &world.aws.mailbox().to("post@hetduin.example")[0];
    assert!(mail.text.contains(&waiting.number) && mail.text.contains("Basisschool De Wilg in Zandvoort"));
    assert!(mail.text.contains("tot en met donderdag 21 januari 2027"), "{}", mail.text);
    assert!(!mail.text.contains("2014") && !mail.text.contains("Jet"), "{}", mail.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn both_sides_hear_of_a_lock_and_nobody_of_one_that_is_gone() {
    // 1-15
    let world = World::start().await;
    let parties = parties();
    let locked = Transfer { state: TransferState::Locked, ..transfer(&world, &parties) };
    for (keeper, page) in
        [(&parties.0, format!("/dossiers/{}/transfer", locked.dossier)), (&parties.1, "/imports".to_owned())]
    {
        assert!(matches!(
            told(&world, keeper, &locked, Task::MailTransferLocked { transfer: locked.id }).await,
            Outcome::Done(_)
        ));
        assert!(world.aws.mailbox().to(&keeper.contact)[0].link(&page).is_some());
    }
    let withdrawn = Transfer { state: TransferState::Withdrawn, ..transfer(&world, &parties) };
    let other = licence(LicenceId::new(Uuid::from_u128(23)));
    assert_eq!(
        told(&world, &other, &withdrawn, Task::MailTransferLocked { transfer: withdrawn.id }).await,
        Outcome::Dropped("not_locked")
    );
}
