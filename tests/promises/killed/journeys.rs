//! What people do meanwhile, and what they were told.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use testkit::{Answer, Client, Form};

use crate::{
    ledger::{Ledger, text},
    people::id,
};

/// Something that somebody was told is done: from then on it is there.
#[derive(Debug, Clone)]
pub enum Told {
    /// A learner was added.
    Learner { path: String, name: String },
    /// A carer was added to the learner.
    Carer { learner: String, email: String },
    /// A dossier was opened.
    Dossier { path: String },
    /// A step was saved.
    Saved { dossier: String, question: String },
    /// Somebody was invited.
    Invited { path: String, email: String },
}

impl Told {
    /// Of how much people are told in so many journeys.
    pub fn of(journeys: usize) -> usize {
        4 * journeys + journeys.div_ceil(INVITING)
    }

    /// To whom a mail goes for it.
    pub fn mailed_to(&self) -> Option<String> {
        match self {
            Self::Invited { email, .. } => Some(email.clone()),
            _ => None,
        }
    }

    /// Whether it is there.
    pub fn is_kept(&self, ledger: &Ledger) -> bool {
        let has = |pk: String, sk: &str, words: &str| {
            ledger.item(&pk, sk).is_some_and(|item| item.to_string().contains(words))
        };
        match self {
            Self::Learner { path, name } => has(format!("LEARNER#{}", id(path)), "LEARNER", name),
            Self::Carer { learner, email } => {
                let carer = ledger.all("carer").find(|(_, carer)| text(carer, "email") == email);
                carer.is_some_and(|(_, carer)| {
                    let tie = format!("TIE#{}", text(carer, "id"));
                    ledger.item(&format!("LEARNER#{}", id(learner)), &tie).is_some()
                })
            }
            Self::Dossier { path } => has(format!("DOSSIER#{}", id(path)), "HEADER", "running"),
            Self::Saved { dossier, question } => has(format!("DOSSIER#{}", id(dossier)), "STEP#03", question),
            Self::Invited { path, email } => has(format!("STAFF#{}", id(path)), "STAFF", email),
        }
    }
}

/// Each how manieth journey invites somebody too.
const INVITING: usize = 3;

/// What goes on at a moment.
#[derive(Default)]
pub struct Presses {
    /// How many buttons were pressed that nothing was answered to yet.
    under_way: AtomicUsize,
    /// To how many there was an answer.
    answered: AtomicUsize,
}

impl Presses {
    /// To how many there was an answer so far.
    pub fn answered(&self) -> usize {
        self.answered.load(Ordering::SeqCst)
    }

    /// Whether somebody waits for an answer now.
    pub fn are_under_way(&self) -> bool {
        self.under_way.load(Ordering::SeqCst) > 0
    }
}

/// Who is at work, and what all of them were told.
pub struct People {
    pub coordinator: Client,
    pub administrator: Client,
    pub told: Arc<Mutex<Vec<Told>>>,
    pub presses: Arc<Presses>,
}

/// Of whom there is how much: of each name that a journey made up for a learner, and of each address that it gave a carer or a colleague.
/// Whoever was taken for somebody else when a button was pressed again is there twice.
pub fn made(ledger: &Ledger) -> BTreeMap<String, usize> {
    let name = |item: &serde_json::Value| text(&item["name"]["M"], "family_name").to_owned();
    let learners = ledger.all("learner").map(|(_, item)| name(item)).filter(|name| name.starts_with("Reis"));
    let at = |entity, start: &'static str| {
        let all = ledger.all(entity).map(|(_, item)| text(item, "email").to_owned());
        all.filter(move |email| email.starts_with(start))
    };
    let mut made = BTreeMap::new();
    for who in learners.chain(at("carer", "moeder.")).chain(at("staff", "nieuw.")) {
        *made.entry(who).or_default() += 1;
    }
    made
}

/// What there must be of whom in the end: one of each.
pub fn to_be_made(journeys: usize) -> BTreeMap<String, usize> {
    let of = |number: usize| {
        let invited = number.is_multiple_of(INVITING).then(|| colleague(number));
        [child(number), mother(number)].into_iter().chain(invited).map(|who| (who, 1))
    };
    (0..journeys).flat_map(of).collect()
}

fn child(number: usize) -> String {
    format!("Reis{number:04}")
}

fn mother(number: usize) -> String {
    format!("moeder.{number:04}@thuis.example")
}

fn colleague(number: usize) -> String {
    format!("nieuw.{number:04}@dewilg.example")
}

async fn open(client: &Client, path: &str) -> Answer {
    let answer = client.get(path).await.unwrap();
    assert!(answer.status.is_success(), "{path}: {} {}", answer.status, answer.content());
    answer
}

fn path(answer: &Answer) -> String {
    answer.url.split('?').next().unwrap().to_owned()
}

impl People {
    /// Where a press led, which must be good.
    async fn press(&self, client: &Client, form: &Form) -> Answer {
        self.presses.under_way.fetch_add(1, Ordering::SeqCst);
        let answer = client.submit(form).await.unwrap();
        self.presses.under_way.fetch_sub(1, Ordering::SeqCst);
        self.presses.answered.fetch_add(1, Ordering::SeqCst);
        assert!(answer.status.is_success(), "{}: {} {}", form.action, answer.status, answer.content());
        answer
    }

    fn note(&self, told: Told) {
        self.told.lock().unwrap().push(told);
    }

    /// A learner with a mother, a dossier and its first text; sometimes a new colleague as well.
    pub async fn journey(&self, number: usize) {
        let learner = self.add_learner(number).await;
        self.add_mother(&learner, number).await;
        let dossier = self.open_dossier(&learner).await;
        self.save(&dossier, number).await;
        if number.is_multiple_of(INVITING) {
            self.invite(number).await;
        }
    }

    async fn add_learner(&self, number: usize) -> String {
        let page = open(&self.coordinator, "/learners/new").await;
        let location = page.attribute("select[name=location] option:nth-child(2)", "value").unwrap();
        let name = child(number);
        let form = page.form("/learners").unwrap().set("location", location).set("call_name", "Bo");
        let path = path(&self.press(&self.coordinator, &form.set("family_name", &*name)).await);
        self.note(Told::Learner { path: path.clone(), name });
        path
    }

    async fn add_mother(&self, learner: &str, number: usize) {
        let email = mother(number);
        let page = open(&self.coordinator, &format!("{learner}/carers/new")).await;
        let form = page.form("/carers").unwrap().set("call_name", "Marja").set("relation", "mother");
        let form = form.set("family_name", child(number)).set("authority", "yes");
        self.press(&self.coordinator, &form.set("may_contact", "yes").set("email", &*email).set("language", "nl"))
            .await;
        self.note(Told::Carer { learner: learner.to_owned(), email });
    }

    async fn open_dossier(&self, learner: &str) -> String {
        let page = open(&self.coordinator, &format!("/dossiers/new?learner={}", id(learner))).await;
        let form = page.form("/dossiers").unwrap().set("level", "extra-at-school");
        let path = path(&self.press(&self.coordinator, &form).await);
        self.note(Told::Dossier { path: path.clone() });
        path
    }

    async fn save(&self, dossier: &str, number: usize) {
        let question = format!("Wat helpt kind {number:04} bij het lezen?");
        let page = open(&self.coordinator, &format!("{dossier}/steps/3")).await;
        self.press(&self.coordinator, &page.form("/steps/3").unwrap().set("question", &*question)).await;
        self.note(Told::Saved { dossier: dossier.to_owned(), question });
    }

    async fn invite(&self, number: usize) {
        let email = colleague(number);
        let form = open(&self.administrator, "/staff/new").await.form("/staff/check").unwrap();
        let form = form.set("call_name", "Nina").set("family_name", "Nieuw").set("email", &*email);
        let check =
            self.press(&self.administrator, &form.set("role", "coordinator").set("reason", "nieuw in het team")).await;
        let path = path(&self.press(&self.administrator, &check.form("/staff").unwrap()).await);
        self.note(Told::Invited { path, email });
    }
}
