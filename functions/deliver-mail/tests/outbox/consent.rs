use domain::{
    access::Scope,
    author::Author,
    consent::{Asked, Consent, ConsentState, Decision, Event, Person, Purpose, Route},
    hash::Hash,
    ids::{CarerId, CodeId, DossierId, LearnerId, LicenceId, LinkId},
    staff::{StaffMember, StaffStatus},
    version::VersionHashes,
};
use jiff::civil::date;
use store::{
    Stored,
    mailing::MailState,
    outbox::{JobState, Outcome, Task},
    people::mail_of,
};
use uuid::Uuid;
use warrant::Warrant;

use crate::World;

struct Request {
    licence: LicenceId,
    consent: Consent,
    asker: StaffMember,
}

impl Request {
    fn link(&self) -> LinkId {
        self.consent.link().unwrap().0
    }

    async fn now(&self, world: &World) -> Stored<Consent> {
        let scope = Scope::warranted(self.licence, Warrant::verified());
        world.app.store.licence(&scope).get::<Consent>(&(self.consent.dossier, self.consent.id)).await.unwrap()
    }

    async fn save(&self, world: &World, consent: &Stored<Consent>) {
        let scope = Scope::warranted(self.licence, Warrant::verified());
        world.app.store.licence(&scope).change(None).save(consent).commit("").await.unwrap();
    }

    /// A job about this request, delivered.
    async fn mailed(&self, world: &World, task: Task) -> Outcome<String> {
        let scope = Scope::warranted(self.licence, Warrant::verified());
        let job = world.app.store.job(Some(self.licence), task).unwrap();
        world.app.store.licence(&scope).change(None).then(&job).commit("").await.unwrap();
        world.deliver(job.id).await
    }
}

/// A request to a carer with this address, by a colleague at work.
async fn asked(world: &World, email: &str, subject: Option<&str>) -> Request {
    let (mut asker, invitation) = world.invited("jet.juf@dewilg.example").await;
    let licence = invitation.link.licence().unwrap();
    let scope = Scope::warranted(licence, Warrant::verified());
    asker.status = StaffStatus::Active;
    let person = Person::Carer(CarerId::new(Uuid::from_u128(7)));
    let asked = Asked {
        person,
        name: "Anna Ven".into(),
        email: Some(email.into()),
        authority: None,
        relation: None,
        learner_age: None,
        language: "en".into(),
        may_contact: true,
    };
    let dossier = DossierId { learner: LearnerId::new(Uuid::from_u128(1)), number: Uuid::from_u128(2) };
    let version = VersionHashes { whole: Hash::of("whole"), action_part: Hash::of("part") };
    let route = Route::ThroughLink { ends: date(2026, 12, 4), subject: subject.map(Into::into) };
    let made = Author::of(&asker).at(world.app.now());
    let consent = Consent::new(
        world.app.id().unwrap(),
        dossier,
        asked,
        Purpose::ActionPart,
        version,
        route,
        made,
        world.app.id().unwrap(),
    );
    let mail = world.app.consent_mail(licence, &consent).await.unwrap();
    let change = world.app.store.licence(&scope).change(None).save(&Stored { value: asker.clone(), version: 1 });
    change.ask_consent(&consent, mail.as_ref()).commit("").await.unwrap();
    Request { licence, consent, asker }
}

fn decision(request: &Request) -> Event {
    let version = request.consent.version.whole.clone();
    Event::Decided(Decision {
        agrees: false,
        reason: Some("Te veel".into()),
        remark: None,
        link: request.link(),
        code: CodeId::new(Uuid::from_u128(3)),
        version,
        declaration: "x".into(),
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_bears_the_subject_of_its_sender_and_answers_go_to_who_asked() {
    // 1-36
    let world = World::start().await;
    let request = asked(&world, "anna@ouder.example", Some("Graag uw mening")).await;
    assert!(matches!(world.deliver(mail_of(request.link())).await, Outcome::Done(_)));
    let mail = &world.aws.mailbox().to("anna@ouder.example")[0];
    assert_eq!(mail.subject, "Graag uw mening");
    assert!(mail.text.contains("Jet Juf of Basisschool De Wilg asks you"), "in the reader's language");
    assert!(mail.text.contains("up to and including Friday 4 December 2026"));
    assert!(mail.headers.iter().any(|(name, value)| name == "Reply-To" && value == "jet.juf@dewilg.example"));
    assert!(mail.link("https://samenspoor.example/consent/").is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_bounces_shows_at_the_request_with_one_audit_row() {
    // reliability 7
    let world = World::start().await;
    let request = asked(&world, "bounce@ouder.example", None).await;
    world.deliver(mail_of(request.link())).await;
    let event = world.aws.mail_events().recv().await.unwrap();
    for _ in 0..3 {
        track_mail::track(&world.app.store, serde_json::from_value(event.clone()).unwrap()).await.unwrap();
    }
    assert_eq!(request.now(&world).await.value.state(world.app.now()), ConsentState::Undelivered);
    assert_eq!(world.job(mail_of(request.link())).await.value.mail_state(), MailState::NotArrived);
    let rows =
        world.app.store.audit_of(request.licence, &format!("DOSSIER#{}", request.consent.dossier)).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.act.as_str()).collect::<Vec<_>>(), ["mail_undelivered"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_was_taken_back_is_not_mailed() {
    let world = World::start().await;
    let request = asked(&world, "anna@ouder.example", None).await;
    let mut consent = request.now(&world).await;
    consent.value.note(Event::TakenBack { by: Author::of(&request.asker) }, world.app.now()).unwrap();
    request.save(&world, &consent).await;
    assert_eq!(world.deliver(mail_of(request.link())).await, Outcome::Dropped("not_waiting"));
    assert_eq!(world.job(mail_of(request.link())).await.value.state, JobState::Dropped);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_brings_a_receipt_and_word_to_who_asked_and_neither_tells_what_it_was() {
    // 1-34, 1-62
    let world = World::start().await;
    let request = asked(&world, "anna@ouder.example", None).await;
    let (dossier, consent) = (request.consent.dossier, request.consent.id);
    assert_eq!(
        request.mailed(&world, Task::MailConsentReceipt { dossier, consent }).await,
        Outcome::Dropped("no_decision")
    );
    let mut read = request.now(&world).await;
    read.value.note(Event::Read { version: request.consent.version.whole.clone() }, world.app.now()).unwrap();
    read.value.note(decision(&request), world.app.now()).unwrap();
    request.save(&world, &read).await;
    for task in [Task::MailConsentReceipt { dossier, consent }, Task::MailConsentDecided { dossier, consent }] {
        assert!(matches!(request.mailed(&world, task).await, Outcome::Done(_)));
    }
    let (receipt, word) = (
        world.aws.mailbox().to("anna@ouder.example").remove(0),
        world.aws.mailbox().to("jet.juf@dewilg.example").remove(0),
    );
    assert!(receipt.link("/consent/").is_some() && receipt.text.contains(request.consent.version.whole.short()));
    assert!(word.link(&format!("/dossiers/{dossier}/consents")).is_some());
    for mail in [receipt, word] {
        assert!(!mail.text.contains("Te veel") && !mail.text.contains("Anna"), "{}", mail.text);
    }
}
