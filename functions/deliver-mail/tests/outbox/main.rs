//! From the outbox to the mailbox and back: sent once, never a dead link, and an address that does not work is left alone.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod consent;
mod people;
mod transfer;

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_dynamodb::config::{Credentials, SharedCredentialsProvider};
use deliver_mail::deliver;
use dispatch_outbox::Invoker;
use domain::{
    access::Scope,
    ids::{JobId, LicenceId, LocationId, StaffId},
    licence::{Country, Licence, LicenceKind, LicenceName, LicenceStatus, Location},
    name::NameInput,
    staff::{GrantInput, Places, StaffInput, StaffMember},
};
use emulators::{Emulators, Options, TableSpec};
use jiff::{SignedDuration, Timestamp};
use mail::Mailer;
use serde_json::json;
use store::{App, Chance, Clock, Store, Stored, config::Tables, crypto::Keys, outbox::Outcome, people::NewInvitation};
use uuid::Uuid;
use warrant::Warrant;

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
    let config =
        SdkConfig::builder().behavior_version(BehaviorVersion::v2026_01_12()).region(Region::new(emulators::REGION));
    config.credentials_provider(SharedCredentialsProvider::new(credentials)).build()
}

impl World {
    async fn start() -> Self {
        let time = Arc::new(AtomicI64::new(START));
        let (of_mails, of_app) = (time.clone(), time.clone());
        let mut options = Options::in_memory(Arc::new(move || at(&of_mails)));
        let outbox = TableSpec::new("outbox").with_stream().with_index("due", "due_pk", Some("due_at"));
        options.tables = vec![
            TableSpec::new("records").with_sk(),
            TableSpec::new("identities"),
            TableSpec::new("tickets"),
            TableSpec::new("audit").with_sk(),
            outbox,
        ];
        let ring = json!({ "signs": "1", "keys": { "1": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=" } });
        options.secrets = vec![("keys".into(), json!({ "session": ring, "link": ring, "vault": ring }).to_string())];
        let aws = emulators::start(options).await.unwrap();
        let sdk = sdk();
        let dynamodb = aws_sdk_dynamodb::config::Builder::from(&sdk).endpoint_url(aws.dynamodb_url()).build();
        let secrets =
            aws_sdk_secretsmanager::config::Builder::from(&sdk).endpoint_url(aws.secretsmanager_url()).build();
        let ses = aws_sdk_ses::config::Builder::from(&sdk).endpoint_url(aws.ses_url()).build();
        let lambda = aws_sdk_lambda::config::Builder::from(&sdk).endpoint_url(aws.lambda_url()).build();
        let clock = Clock::new(move || at(&of_app));
        let keys = Keys::read(aws_sdk_secretsmanager::Client::from_conf(secrets), "keys", clock.now()).await.unwrap();
        let store = Store::new(aws_sdk_dynamodb::Client::from_conf(dynamodb), Tables::local(), clock.clone(), Chance);
        Self {
            app: App { store, clock, chance: Chance, keys, public_url: "https://samenspoor.example".into() },
            mailer: Mailer::new(ses, "noreply@samenspoor.example", None).unwrap(),
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
            grant: GrantInput { role: "coordinator".into(), reason: "ib'er".into(), ..GrantInput::default() },
        };
        let mut member = StaffMember::invited(staff, input.parse(&Places::default()).unwrap(), None, self.app.today());
        let invitation = self.app.new_invitation(id, staff).await.unwrap();
        member.invite(&invitation.link, true, None);
        let scope = Scope::warranted(id, Warrant::verified());
        self.app
            .store
            .licence(&scope)
            .change(None)
            .create(&licence(id))
            .create(&member)
            .invite(&invitation)
            .commit("")
            .await
            .unwrap();
        (member, invitation)
    }

    async fn deliver(&self, job: JobId) -> Outcome<String> {
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
        hub: domain::hub::HubUse::Off,
    }
}
