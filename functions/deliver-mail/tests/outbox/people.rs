use std::sync::Arc;

use deliver_mail::deliver;
use dispatch_outbox::dispatch;
use domain::access::Scope;
use emulators::{Fault, Service};
use jiff::SignedDuration;
use mail::Mailer;
use serde_json::json;
use store::{
    Stored,
    mailing::MailState,
    outbox::{Job, JobState, MOST_TRIES, Outcome},
    people::mail_of,
};
use warrant::Warrant;

use crate::{World, sdk};

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_is_mailed_once_however_often_its_job_is_started() {
    // reliability 6
    let world = World::start().await;
    let (_, invitation) = world.invited("jet.juf@dewilg.example").await;
    let job = mail_of(invitation.link.id);
    let outcomes = [world.deliver(job).await, world.deliver(job).await];
    assert!(matches!(outcomes, [Outcome::Done(_), Outcome::NotMine]), "{outcomes:?}");
    let mails = world.aws.mailbox().to("jet.juf@dewilg.example");
    assert_eq!(mails.len(), 1);
    let token = world.app.keys.token(invitation.link.id, &invitation.link.key, world.app.now()).await.unwrap();
    assert_eq!(mails[0].link("/activate/"), Some(format!("https://samenspoor.example/activate/{token}").as_str()));
    let job = world.job(job).await.value;
    assert_eq!(
        (job.state, job.mail_state(), job.mailing.unwrap().message),
        (JobState::Done, MailState::Sent, mails[0].id.clone())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_went_while_storage_was_throttled_is_not_mailed_again() {
    // reliability traps 6 and 7
    let world = World::start().await;
    let (_, invitation) = world.invited("jet.juf@dewilg.example").await;
    let job = mail_of(invitation.link.id);
    // The first one claims the job; then as often as the SDK tries.
    for nth in 2..=4 {
        world.aws.faults().plan(Service::DynamoDb, "PutItem", nth, Fault::Throttle);
    }
    let noted = deliver(&world.app, &world.mailer, job).await;
    assert!(matches!(noted, Ok(Outcome::Done(_))) && world.aws.faults().pending() == 0, "{noted:?}");
    assert_eq!(world.job(job).await.value.mail_state(), MailState::Sent);
    world.pass(SignedDuration::from_mins(3));
    assert_eq!(world.deliver(job).await, Outcome::NotMine);
    assert_eq!(world.aws.mailbox().to("jet.juf@dewilg.example").len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_workers_with_one_job_one_sends_the_mail() {
    let world = Arc::new(World::start().await);
    let (_, invitation) = world.invited("jet.juf@dewilg.example").await;
    let workers: Vec<_> = (0..20)
        .map(|_| {
            let (world, job) = (world.clone(), mail_of(invitation.link.id));
            tokio::spawn(async move { world.deliver(job).await })
        })
        .collect();
    let mut sent = 0;
    for worker in workers {
        sent += usize::from(matches!(worker.await.unwrap(), Outcome::Done(_)));
    }
    assert_eq!((sent, world.aws.mailbox().list().len()), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_was_replaced_or_has_ended_is_not_mailed_any_more() {
    // 0-17
    let world = World::start().await;
    let (mut member, first) = world.invited("jet.juf@dewilg.example").await;
    let licence = first.link.licence().unwrap();
    let second = world.app.new_invitation(licence, member.id).await.unwrap();
    member.invite(&second.link, true, None);
    let scope = Scope::warranted(licence, Warrant::verified());
    world
        .app
        .store
        .licence(&scope)
        .change(None)
        .save(&Stored { value: member, version: 1 })
        .invite(&second)
        .commit("")
        .await
        .unwrap();
    assert_eq!(world.deliver(mail_of(first.link.id)).await, Outcome::Dropped("not_invited"));
    world.pass(SignedDuration::from_hours(5 * 24));
    assert_eq!(world.deliver(mail_of(second.link.id)).await, Outcome::Dropped("link_dead"));
    assert!(world.aws.mailbox().list().is_empty());
    assert_eq!(world.job(mail_of(first.link.id)).await.value.mail_state(), MailState::Dropped);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_bounces_shows_and_the_next_to_that_address_is_stopped_visibly() {
    // reliability 7
    let world = World::start().await;
    let (_, first) = world.invited("bounce@dewilg.example").await;
    world.deliver(mail_of(first.link.id)).await;
    let event = world.aws.mail_events().recv().await.unwrap();
    for _ in 0..3 {
        track_mail::track(&world.app.store, serde_json::from_value(event.clone()).unwrap()).await.unwrap();
    }
    let told = world.job(mail_of(first.link.id)).await.value;
    assert_eq!((told.mail_state(), told.fault.as_deref()), (MailState::NotArrived, Some("bounced")));
    let (_, second) = world.invited("Bounce@dewilg.example").await;
    assert_eq!(world.deliver(mail_of(second.link.id)).await, Outcome::Failed("suppressed".into()));
    let stopped = world.job(mail_of(second.link.id)).await.value;
    assert_eq!((stopped.state, stopped.fault.as_deref()), (JobState::Failed, Some("suppressed")));
    assert_eq!(world.aws.mailbox().list().len(), 1);
    world.pass(SignedDuration::from_hours(31 * 24));
    assert!(
        world.app.store.suppression("bounce@dewilg.example").await.unwrap().is_none(),
        "a mailbox may have been made since"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_ses_does_not_take_is_tried_again_and_fails_visibly_in_the_end() {
    let world = World::start().await;
    let (_, invitation) = world.invited("jet.juf@dewilg.example").await;
    let job = mail_of(invitation.link.id);
    let nowhere = aws_sdk_ses::config::Builder::from(&sdk())
        .endpoint_url("http://127.0.0.1:1")
        .retry_config(aws_config::retry::RetryConfig::disabled())
        .build();
    let mailer = Mailer::new(nowhere, "noreply@samenspoor.example", None).unwrap();
    for attempt in 1..=MOST_TRIES {
        assert!(matches!(deliver(&world.app, &mailer, job).await.unwrap(), Outcome::Failed(_)), "{attempt}");
        assert_eq!(deliver(&world.app, &mailer, job).await.unwrap(), Outcome::NotMine, "not before its pause is over");
        world.pass(SignedDuration::from_hours(2));
    }
    let mut failed = world.job(job).await;
    assert_eq!((failed.value.state, failed.value.fault.as_deref()), (JobState::Failed, Some("unreachable")));
    failed.value = Job::new(job, failed.value.licence, failed.value.task.clone(), world.app.now());
    assert!(world.app.store.replace_job(&mut failed).await.unwrap());
    assert!(matches!(world.deliver(job).await, Outcome::Done(_)));
}

#[tokio::test(flavor = "multi_thread")]
async fn new_and_missed_jobs_start_their_worker_and_an_unreadable_one_hides_no_other() {
    let world = World::start().await;
    let (_, invitation) = world.invited("jet.juf@dewilg.example").await;
    let sound = mail_of(invitation.link.id);
    let broken = aws_sdk_dynamodb::config::Builder::from(&sdk()).endpoint_url(world.aws.dynamodb_url()).build();
    let broken = aws_sdk_dynamodb::Client::from_conf(broken);
    for shard in 0..4 {
        let text = |text: &str| aws_sdk_dynamodb::types::AttributeValue::S(text.into());
        let put = broken
            .put_item()
            .table_name("outbox")
            .item("pk", text(&format!("broken-{shard}")))
            .item("due_pk", text(&format!("due#{shard}")));
        put.item("due_at", text("000000000000000")).send().await.unwrap();
    }
    let event = world.aws.stream_records("outbox").unwrap().try_recv().unwrap();
    let answer = dispatch(&world.app.store, &world.invoker, serde_json::from_value(event).unwrap()).await.unwrap();
    assert!(answer.batch_item_failures.is_empty());
    dispatch(&world.app.store, &world.invoker, serde_json::from_value(json!({ "sweep": true })).unwrap())
        .await
        .unwrap();
    for _ in 0..2 {
        let invocation = world.aws.invocations().recv().await.unwrap();
        assert_eq!((invocation.function.as_str(), invocation.payload), ("test-deliver-mail", json!({ "job": sound })));
    }
    world.deliver(sound).await;
    dispatch(&world.app.store, &world.invoker, serde_json::from_value(json!({ "sweep": true })).unwrap())
        .await
        .unwrap();
    assert!(world.aws.invocations().try_recv().is_none(), "what is done is not due");
}
