//! A rollover carried out by its job: once, by date, and after any interruption.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region};
use domain::{
    access::Scope,
    author::{Author, Stamp},
    calendar::{Period, SchoolYear, start_of},
    group::{Group, GroupKind},
    ids::{GroupId, JobId, LearnerId, LicenceId, LocationId, StaffId},
    learner::{Learner, LearnerInput, LearnerRow},
    name::NameInput,
    rollover::{RolloverInput, RolloverState, Roster},
    staff::{GrantInput, Membership, Places, StaffInput, StaffMember, StaffRow},
    steps::Form,
};
use emulators::{Emulators, Options, TableSpec};
use jiff::{SignedDuration, Timestamp, civil::date};
use rollover_licence::{Done, run};
use store::{Chance, Clock, Store, Stored, config::Tables, outbox::Outcome, rollovers::Rollover};
use uuid::Uuid;
use warrant::Warrant;

const YEAR: SchoolYear = SchoolYear::starting(2026);
const LEARNERS: u128 = 60;

struct World {
    _aws: Emulators,
    store: Store,
    scope: Scope,
    time: Arc<AtomicI64>,
}

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn group(number: u128, name: &str, kind: GroupKind) -> Group {
    Group {
        id: GroupId::new(id(number)),
        name: name.into(),
        kind,
        year: YEAR,
        location: LocationId::new(id(3)),
        levels: vec![],
    }
}

fn learner(number: u128) -> Learner {
    let input = LearnerInput {
        name: NameInput { call_name: format!("Kind{number}"), ..NameInput::default() },
        ..LearnerInput::default()
    };
    let mut learner = Learner::enrolled(
        LearnerId::new(id(number)),
        input.parse(&[LocationId::new(id(3))], date(2026, 8, 1)).unwrap(),
    );
    learner.join(GroupId::new(id(11)), Period::since(date(2026, 8, 1)));
    learner
}

impl World {
    /// A school in June with a class of many, a next class, an external group, and a teacher in each of the two.
    async fn start() -> Self {
        let june = start_of(date(2027, 6, 1)).as_second();
        let time = Arc::new(AtomicI64::new(june));
        let (a, b) = (time.clone(), time.clone());
        let at = |time: &AtomicI64| Timestamp::from_second(time.load(Ordering::SeqCst)).unwrap();
        let mut options = Options::in_memory(Arc::new(move || at(&a)));
        let outbox = TableSpec::new("outbox").with_stream().with_index("due", "due_pk", Some("due_at"));
        options.tables = vec![
            TableSpec::new("records").with_sk(),
            TableSpec::new("tickets"),
            TableSpec::new("audit").with_sk(),
            outbox,
        ];
        let aws = emulators::start(options).await.unwrap();
        let credentials = Credentials::new(emulators::ACCESS_KEY, emulators::SECRET_KEY, None, None, "local");
        let config = aws_sdk_dynamodb::Config::builder()
            .behavior_version(BehaviorVersion::v2026_01_12())
            .region(Region::new(emulators::REGION));
        let client = aws_sdk_dynamodb::Client::from_conf(
            config.credentials_provider(credentials).endpoint_url(aws.dynamodb_url()).build(),
        );
        let store = Store::new(client, Tables::local(), Clock::new(move || at(&b)), Chance);
        let world =
            Self { _aws: aws, store, scope: Scope::warranted(LicenceId::new(id(1)), Warrant::verified()), time };
        world.seed().await;
        world
    }

    async fn seed(&self) {
        let licence = self.scope.licence();
        let mut change = self.store.licence(&self.scope).change(None);
        for group in [
            group(11, "5a", GroupKind::Class),
            group(12, "6a", GroupKind::Class),
            group(13, "Helpers", GroupKind::External),
        ] {
            change = change.create_group(licence, &group);
        }
        for (number, of) in [(21, 11), (22, 13)] {
            let input = StaffInput {
                name: NameInput { call_name: "Jet".into(), family_name: "Juf".into(), ..NameInput::default() },
                email: format!("x{number}@dewilg.example"),
                grant: GrantInput { role: "dossier_teacher".into(), reason: "team".into(), ..GrantInput::default() },
            };
            let mut member = StaffMember::invited(
                StaffId::new(id(number)),
                input.parse(&Places::default()).unwrap(),
                None,
                date(2026, 8, 1),
            );
            member.memberships = vec![Membership::of(GroupId::new(id(of)), Period::since(date(2026, 8, 1)))];
            change = change.create(&member).row(&StaffRow::of(&member));
        }
        change.commit("").await.unwrap();
        for number in 0..LEARNERS {
            self.store
                .licence(&self.scope)
                .change(None)
                .create_learner(&learner(1000 + number))
                .commit("")
                .await
                .unwrap();
        }
    }

    /// Everybody to the new 6a; the external group stops.
    async fn plan(&self) -> Stored<Rollover> {
        let records = self.store.licence(&self.scope);
        let (groups, learners) =
            (records.register::<Group>().await.unwrap(), records.register::<LearnerRow>().await.unwrap());
        let roster = Roster { groups: &groups, learners: &learners, staff: &[] };
        let ids: Vec<String> = (11..14).map(|number| id(number).to_string()).collect();
        let to = format!("copy-{}", id(12));
        let pairs = [
            ("source", "2026-2027"),
            ("group-1-id", ids[0].as_str()),
            ("group-1-copy", "on"),
            ("group-1-staff", "on"),
            ("group-1-to", &to),
            ("group-2-id", &ids[1]),
            ("group-2-copy", "on"),
            ("group-3-id", &ids[2]),
            ("group-3-external", "stop"),
        ];
        let made = Stamp { by: Author { staff: StaffId::new(id(21)), name: "Jet".into() }, at: self.store.now() };
        let plan = RolloverInput(Form::from_pairs(pairs))
            .parse(Rollover::of_year(self.scope.licence(), YEAR), &roster, made)
            .unwrap();
        let (rollover, job) = self.store.planned(self.scope.licence(), plan).unwrap();
        records.change(None).schedule_rollover(&Stored::new(rollover), &job).commit("").await.unwrap();
        self.rollover().await
    }

    async fn rollover(&self) -> Stored<Rollover> {
        self.store.licence(&self.scope).get(&Rollover::of_year(self.scope.licence(), YEAR)).await.unwrap()
    }

    fn pass(&self, time: SignedDuration) {
        self.time.fetch_add(time.as_secs(), Ordering::SeqCst);
    }

    async fn go(&self, job: JobId) -> Outcome<Done> {
        run(&self.store, job).await.unwrap()
    }

    async fn learners(&self) -> Vec<Learner> {
        let ids: Vec<LearnerId> = (0..LEARNERS).map(|number| LearnerId::new(id(1000 + number))).collect();
        self.store
            .licence(&self.scope)
            .all::<Learner>(&ids)
            .await
            .unwrap()
            .into_iter()
            .map(|learner| learner.value)
            .collect()
    }

    async fn check(&self) {
        let groups = self.store.licence(&self.scope).register::<Group>().await.unwrap();
        assert_eq!(groups.iter().filter(|group| group.year == YEAR.next()).count(), 2);
        let six = groups.iter().find(|group| group.year == YEAR.next() && group.name == "6a").unwrap().id;
        for learner in self.learners().await {
            assert_eq!(learner.groups_on(date(2027, 7, 31)).collect::<Vec<_>>(), [GroupId::new(id(11))]);
            assert_eq!(learner.groups_on(date(2027, 8, 1)).collect::<Vec<_>>(), [six]);
            assert_eq!(
                self.store.audit_of(self.scope.licence(), &format!("LEARNER#{}", learner.id)).await.unwrap().len(),
                1,
                "written once"
            );
        }
        let expert = self.store.licence(&self.scope).get::<StaffMember>(&StaffId::new(id(22))).await.unwrap().value;
        assert_eq!((expert.groups(date(2027, 7, 31)).count(), expert.groups(date(2027, 8, 1)).count()), (1, 0));
        let rollover = self.rollover().await.value;
        let counted = (rollover.written.groups, rollover.written.learners, rollover.written.staff);
        assert_eq!((rollover.plan.state, counted), (RolloverState::Done, (2, 60, 2)));
    }
}

#[tokio::test]
async fn on_the_first_of_august_it_is_carried_out_once() {
    // 1-47, 1-48, trap 20
    let world = World::start().await;
    let planned = world.plan().await;
    assert_eq!(world.go(planned.value.job).await, Outcome::NotMine, "not before its day");
    world.pass(SignedDuration::from_hours(61 * 24));
    let due = world.store.due_jobs().await.unwrap();
    assert_eq!(due.into_iter().map(|job| job.unwrap().0).collect::<Vec<_>>(), [planned.value.job]);
    assert_eq!(world.go(planned.value.job).await, Outcome::Done(Done::CarriedOut(planned.value.plan.id)));
    world.check().await;
    let done = world.rollover().await;
    assert_eq!(world.go(planned.value.job).await, Outcome::NotMine);
    assert_eq!(world.rollover().await, done, "a second run writes nothing");
}

#[tokio::test]
async fn killed_again_and_again_it_is_carried_out_once() {
    // reliability R9
    let world = World::start().await;
    let planned = world.plan().await;
    world.pass(SignedDuration::from_hours(61 * 24));
    for millis in [3, 6, 12, 25, 50, 100] {
        let _ = tokio::time::timeout(Duration::from_millis(millis), run(&world.store, planned.value.job)).await;
        world.pass(SignedDuration::from_mins(3));
    }
    world.go(planned.value.job).await;
    world.check().await;
}

#[tokio::test]
async fn a_plan_that_was_moved_or_taken_back_does_nothing() {
    let world = World::start().await;
    let first = world.plan().await;
    let records = world.store.licence(&world.scope);
    let job = world.store.rollover_job(world.scope.licence(), first.value.plan.id, first.value.due).unwrap();
    let moved = Stored { value: Rollover { job: job.id, ..first.value.clone() }, version: first.version };
    records.change(None).schedule_rollover(&moved, &job).commit("").await.unwrap();
    world.pass(SignedDuration::from_hours(61 * 24));
    assert_eq!(world.go(first.value.job).await, Outcome::Dropped("replaced"));
    let mut withdrawn = world.rollover().await;
    assert!(withdrawn.value.plan.withdraw());
    records.change(None).save(&withdrawn).commit("").await.unwrap();
    assert_eq!(world.go(job.id).await, Outcome::Dropped("withdrawn"));
    assert!(world.learners().await.iter().all(|learner| learner.groups_on(date(2027, 9, 1)).count() == 1));
}
