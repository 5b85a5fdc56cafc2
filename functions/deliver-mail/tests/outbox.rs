//! From the outbox to the mailbox and back: sent once, never a dead link, and an address that does not work is left alone.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_dynamodb::config::{Credentials, SharedCredentialsProvider};
use deliver_mail::{Outcome, deliver};
use dispatch_outbox::{Invoker, dispatch};
use domain::{
    access::Scope,
    ids::{JobId, LicenceId, LocationId, StaffId},
    licence::{Country, Licence, LicenceKind, LicenceName, LicenceStatus, Location},
    name::NameInput,
    staff::{StaffInput, StaffMember},
};
use emulators::{Emulators, Options, TableSpec};
use jiff::{SignedDuration, Timestamp};
use mail::Mailer;
use serde_json::json;
use store::{
    App, Chance, Clock, Store, Stored,
    config::Tables,
    crypto::Keys,
    mailing::MailState,
    outbox::{JobState, MOST_TRIES},
    people::{NewInvitation, mail_of},
};
use uuid::Uuid;

const START: i64 = 1_795_338_000;

struct World {
    aws: Emulators,
    app: App,
    mailer: Mailer,
    invoker: Invoker,
    time: Arc<AtomicI64>,
}

fn at(time: &AtomicI64) -> Timestamp {
    Timestamp::from_second(time.load(Ordering::SeqCst)).unwrap()
}

fn sdk() -> SdkConfig {
    let credentials = Credentials::new(emulators::ACCESS_KEY, emulators::SECRET_KEY, None, None, "local");
    let config = SdkConfig::builder().behavior_version(BehaviorVersion::v2026_01_12()).region(Region::new(emulators::REGION));
    config.credentials_provider(SharedCredentialsProvider::new(credentials)).build()
}

impl World {
    async fn start() -> Self {
        let time = Arc::new(AtomicI64::new(START));
        let (of_mails, of_app) = (time.clone(), time.clone());
        let mut options = Options::in_memory(Arc::new(move || at(&of_mails)));
        let outbox = TableSpec::new("outbox").with_stream().with_index("due", "due_pk", Some("due_at"));
        options.tables = vec![TableSpec::new("records").with_sk(), TableSpec::new("identities"), TableSpec::new("tickets"), TableSpec::new("audit").with_sk(), outbox];
        let ring = json!({ "signs": "1", "keys": { "1": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=" } });
        options.secrets = vec![("keys".into(), json!({ "session": ring, "link": ring, "vault": ring }).to_string())];
        let aws = emulators::start(options).await.unwrap();
        let sdk = sdk();
        let dynamodb = aws_sdk_dynamodb::config::Builder::from(&sdk).endpoint_url(aws.dynamodb_url()).build();
        let secrets = aws_sdk_secretsmanager::config::Builder::from(&sdk).endpoint_url(aws.secretsmanager_url()).build();
        let ses = aws_sdk_ses::config::Builder::from(&sdk).endpoint_url(aws.ses_url()).build();
        let lambda = aws_sdk_lambda::config::Builder::from(&sdk).endpoint_url(aws.lambda_url()).build();
        let clock = Clock::new(move || at(&of_app));
        let keys = Keys::read(aws_sdk_secretsmanager::Client::from_conf(secrets), "keys", clock.now()).await.unwrap();
        let store = Store::new(aws_sdk_dynamodb::Client::from_conf(dynamodb), Tables::local(), clock.clone(), Chance);
        Self {
            app: App { store, clock, chance: Chance, keys, public_url: "https://samenspoor.example".into() },
            mailer: Mailer::new(aws_sdk_ses::Client::from_conf(ses), "noreply@samenspoor.example", None).unwrap(),
            invoker: Invoker::new(aws_sdk_lambda::Client::from_conf(lambda), "test-"),
            aws,
            time,
        }
    }

    fn pass(&self, time: SignedDuration) {
        self.time.fetch_add(time.as_secs(), Ordering::SeqCst);
    }

    /// A licence with somebody who is invited by mail.
    async fn invited(&self, email: &str) -> (StaffMember, NewInvitation) {
        let (id, staff) = (self.app.id::<LicenceId>().unwrap(), self.app.id::<StaffId>().unwrap());
        let input = StaffInput {
            name: NameInput { call_name: "Jet".into(), family_name: "Juf".into(), ..NameInput::default() },
            email: email.into(),
            role: "coordinator".into(),
            ..StaffInput::default()
        };
        let mut member = StaffMember::invited(staff, input.parse(&[]).unwrap(), None, self.app.today());
        let invitation = self.app.new_invitation(id, staff).await.unwrap();
        member.invite(&invitation.link, true, None);
        let scope = Scope::of_operator(id);
        self.app.store.licence(&scope).change(None).create(&licence(id)).create(&member).invite(&invitation).commit("").await.unwrap();
        (member, invitation)
    }

    async fn deliver(&self, job: JobId) -> Outcome {
        deliver(&self.app, &self.mailer, job).await.unwrap()
    }

    async fn job(&self, job: JobId) -> Stored<store::outbox::Job> {
        self.app.store.find_job(job).await.unwrap().unwrap()
    }
}

fn licence(id: LicenceId) -> Licence {
    Licence {
        id,
        name: LicenceName::parse("DEWILG").unwrap(),
        display_name: "Basisschool De Wilg".into(),
        kind: LicenceKind::PrimarySchool,
        country: Country::Netherlands,
        place: "Zandvoort".into(),
        status: LicenceStatus::Open,
        contact: "contact@dewilg.example".into(),
        locations: vec![Location { id: LocationId::new(Uuid::from_u128(1)), name: "Duin".into(), code: None }],
        totp_required: true,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_is_mailed_once_however_often_its_job_is_started() { // reliability 6
    let world = World::start().await;
    let (_, invitation) = world.invited("jet.juf@dewilg.example").await;
    let job = mail_of(invitation.link.id);
    let outcomes = [world.deliver(job).await, world.deliver(job).await];
    assert!(matches!(outcomes, [Outcome::Sent(_), Outcome::NotMine]), "{outcomes:?}");
    let mails = world.aws.mailbox().to("jet.juf@dewilg.example");
    assert_eq!(mails.len(), 1);
    let token = world.app.keys.token(invitation.link.id, &invitation.link.key, world.app.now()).await.unwrap();
    assert_eq!(mails[0].link("/activate/"), Some(format!("https://samenspoor.example/activate/{token}").as_str()));
    let job = world.job(job).await.value;
    assert_eq!((job.state, job.mail_state(), job.mailing.unwrap().message), (JobState::Done, MailState::Sent, mails[0].id.clone()));
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
        sent += usize::from(matches!(worker.await.unwrap(), Outcome::Sent(_)));
    }
    assert_eq!((sent, world.aws.mailbox().list().len()), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_was_replaced_or_has_ended_is_not_mailed_any_more() { // 0-17
    let world = World::start().await;
    let (mut member, first) = world.invited("jet.juf@dewilg.example").await;
    let licence = first.link.licence().unwrap();
    let second = world.app.new_invitation(licence, member.id).await.unwrap();
    member.invite(&second.link, true, None);
    let scope = Scope::of_operator(licence);
    world.app.store.licence(&scope).change(None).save(&Stored { value: member, version: 1 }).invite(&second).commit("").await.unwrap();
    assert_eq!(world.deliver(mail_of(first.link.id)).await, Outcome::Dropped("not_invited"));
    world.pass(SignedDuration::from_hours(5 * 24));
    assert_eq!(world.deliver(mail_of(second.link.id)).await, Outcome::Dropped("link_dead"));
    assert!(world.aws.mailbox().list().is_empty());
    assert_eq!(world.job(mail_of(first.link.id)).await.value.mail_state(), MailState::Dropped);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_bounces_shows_and_the_next_to_that_address_is_stopped_visibly() { // reliability 7
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
    assert!(world.app.store.suppression("bounce@dewilg.example").await.unwrap().is_none(), "a mailbox may have been made since");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_ses_does_not_take_is_tried_again_and_fails_visibly_in_the_end() {
    let world = World::start().await;
    let (_, invitation) = world.invited("jet.juf@dewilg.example").await;
    let job = mail_of(invitation.link.id);
    let nowhere = aws_sdk_ses::config::Builder::from(&sdk()).endpoint_url("http://127.0.0.1:1").retry_config(aws_config::retry::RetryConfig::disabled()).build();
    let mailer = Mailer::new(aws_sdk_ses::Client::from_conf(nowhere), "noreply@samenspoor.example", None).unwrap();
    for attempt in 1..=MOST_TRIES {
        assert!(matches!(deliver(&world.app, &mailer, job).await.unwrap(), Outcome::Failed(_)), "{attempt}");
        assert_eq!(deliver(&world.app, &mailer, job).await.unwrap(), Outcome::NotMine, "not before its pause is over");
        world.pass(SignedDuration::from_hours(2));
    }
    let mut failed = world.job(job).await;
    assert_eq!((failed.value.state, failed.value.fault.as_deref()), (JobState::Failed, Some("unreachable")));
    failed.value.again(world.app.now());
    assert!(world.app.store.replace_job(&mut failed).await.unwrap());
    assert!(matches!(world.deliver(job).await, Outcome::Sent(_)));
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
        let put = broken.put_item().table_name("outbox").item("pk", text(&format!("broken-{shard}"))).item("due_pk", text(&format!("due#{shard}")));
        put.item("due_at", text("000000000000000")).send().await.unwrap();
    }
    let event = world.aws.stream_records("outbox").unwrap().try_recv().unwrap();
    let answer = dispatch(&world.app.store, &world.invoker, serde_json::from_value(event).unwrap()).await.unwrap();
    assert!(answer.batch_item_failures.is_empty());
    dispatch(&world.app.store, &world.invoker, serde_json::from_value(json!({ "sweep": true })).unwrap()).await.unwrap();
    for _ in 0..2 {
        let invocation = world.aws.invocations().recv().await.unwrap();
        assert_eq!((invocation.function.as_str(), invocation.payload), ("test-deliver-mail", json!({ "job": sound })));
    }
    world.deliver(sound).await;
    dispatch(&world.app.store, &world.invoker, serde_json::from_value(json!({ "sweep": true })).unwrap()).await.unwrap();
    assert!(world.aws.invocations().try_recv().is_none(), "what is done is not due");
}
