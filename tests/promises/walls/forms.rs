//! Ids in forms: every field that can hold one is tried with the id of another licence.

use std::collections::{BTreeMap, BTreeSet};

use domain::ids::LicenceId;
use local::tour::dossier::BORN;
use testkit::{Answer, Client, World};

use super::{Ids, calls::told, filled, licence_of};
use crate::{
    enumeration,
    people::{ADMINISTRATOR, COORDINATOR, add_mother, group, id, learner, open_dossier},
};

const ILSE: &str = "i.ibers@debeuk.example";
const BAAS: &str = "b.baas@debeuk.example";
/// In the place of a field: those of a form that has names of its own, as `consent-1-person`.
const OPEN: &str = "*";

/// Fields that hold no id: words, dates, numbers, versions, and what somebody types. A field that is in neither list fails by its name.
const PLAIN: [&str; 65] = [
    "access",
    "act",
    "address_secret",
    "again",
    "agrees",
    "authority",
    "authority_from",
    "birth_date",
    "birth_uncertain",
    "call_name",
    "change",
    "code",
    "confirm",
    "confirmed",
    "date",
    "decision",
    "delivery",
    "draft",
    "email",
    "enrolled_from",
    "explanation",
    "family_name",
    "from",
    "given_names",
    "grant",
    "hub",
    "initials",
    "iss",
    "kind",
    "language",
    "last_day",
    "level",
    "levels",
    "may_contact",
    "move",
    "name",
    "next",
    "note",
    "off-code",
    "off-password",
    "other_learner",
    "outcome",
    "password",
    "phone",
    "phone_secret",
    "postcode",
    "prefix",
    "present-password",
    "purpose",
    "reason",
    "recovery",
    "relation",
    "remark",
    "role",
    "staff_from",
    "state",
    "street",
    "subject",
    "tie_version",
    "to",
    "town",
    "version",
    "words",
    "year",
    "year_level",
];

/// Fields that hold an id and are not tried here, each with why.
const APART: [(&str, &str, &str); 8] = [
    ("/account/hub/remove", "account", "a mark within the own identity; tests/promises/hub has one"),
    ("/account/sessions/end", "session", "a mark within the own identity; tests/promises/sessions.rs tries another's"),
    ("/dossiers/{dossier}/transfer", "receiver", "the licence name of who is to have it: meant for another licence"),
    ("/sign-in/hub", "invitation", "the token of a link; tests/promises/hub has one"),
    (
        "/dossiers/{dossier}/consents/{consent}/resend",
        OPEN,
        "who is asked is in the path; the fields are days and words",
    ),
    (
        "/dossiers/{dossier}/consents/{consent}/revoke",
        OPEN,
        "whose consent it is, is in the path; the fields are days and words",
    ),
    ("/dossiers/{dossier}/subjects/{subject}", OPEN, "texts and dates of one subject"),
    ("/rosters/{roster}", OPEN, "learners of the own check only; tests/promises/leavers.rs forges one"),
];

/// Fields that are tried and not read: what is sent is done, and the id is kept nowhere.
const NOT_READ: [(&str, &str, &str); 2] = [
    ("/groups/{group}", "location", "a group stays at its location"),
    ("/learners/{learner}/carers/{carer}", "existing", "the carer is the one of the path"),
];

/// The fields of every form that is described, by path; with `OPEN` where there may be others.
fn fields() -> BTreeSet<(String, String)> {
    let of = |(path, (names, is_open)): (String, (Vec<String>, bool))| {
        let open = is_open.then(|| OPEN.to_owned());
        names.into_iter().chain(open).map(move |name| (path.clone(), name)).collect::<Vec<_>>()
    };
    enumeration::forms().into_iter().flat_map(of).collect()
}

/// A form of which one field holds an id of another licence; all others are as they should be.
struct Attempt<'a> {
    client: &'a Client,
    operation: &'static str,
    path: String,
    field: String,
    foreign: &'a str,
    others: Vec<(String, String)>,
}

impl Attempt<'_> {
    /// Which field it is of those that are described.
    fn name(&self, described: &BTreeSet<(String, String)>) -> (String, String) {
        let name = (self.operation.to_owned(), self.field.clone());
        if described.contains(&name) { name } else { (name.0, OPEN.to_owned()) }
    }

    async fn send(&self, n: usize) -> Answer {
        let key = format!("0000-0002-{n:04}");
        let others = self.others.iter().filter(|(name, _)| *name != self.field && name != "once");
        let fields: Vec<_> = others.map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let tried = [(self.field.as_str(), self.foreign), ("once", &*key)];
        self.client.json().post(&self.path, &[&fields[..], &tried].concat()).await.unwrap()
    }

    /// What is wrong with the answer: it is not there, or no choice at this very field, and nothing is told of the other licence.
    fn wrong(&self, answer: &Answer) -> Option<String> {
        let names: Vec<_> =
            answer.json()["errors"].as_array().into_iter().flatten().map(|at| at["field"].clone()).collect();
        let is_refused = match answer.status.as_u16() {
            403 | 404 => true,
            303 => NOT_READ.iter().any(|(path, field, _)| (*path, *field) == (self.operation, &*self.field)),
            status => (400..500).contains(&status) && names.iter().any(|name| *name == self.field.as_str()),
        };
        let foreign = ["Namaak", "Ibers", "Groep 6", "Beuk", "Hoofdlocatie"];
        let told = foreign.into_iter().find(|text| answer.body.contains(text)).or_else(|| told(answer));
        // Ilse works at the other licence.
        let told = told.filter(|_| !self.operation.starts_with("/imports/"));
        let body: String = answer.body.chars().take(300).collect();
        (!is_refused || told.is_some())
            .then(|| format!("{} {}: {} {names:?} {told:?} {body}", self.operation, self.field, answer.status))
    }
}

/// Ids of a licence that others may not reach.
struct Other {
    learner: String,
    group: String,
    staff: String,
    location: String,
    carer: String,
    /// The carer, as one of those who are asked.
    person: String,
    roster: String,
    licence: String,
}

impl Other {
    async fn of(world: &World) -> Self {
        let (ilse, baas) = (world.signed_in(ILSE).await, world.signed_in(BAAS).await);
        let jip = learner(&ilse, "Namaak").await;
        add_mother(&ilse, &jip, "marja@beukouder.example").await;
        let carer = ilse.get(&jip).await.unwrap().link(&format!("{jip}/carers/0")).unwrap();
        let staff = baas.get("/staff?q=Ibers").await.unwrap().link("/staff/0").unwrap();
        let page = baas.get("/rosters").await.unwrap();
        let roster = baas.submit(&page.form("/rosters").unwrap()).await.unwrap().url;
        let own = |path: &str| id(path.split('?').next().unwrap()).to_owned();
        let shown = ilse.json().get(&jip).await.unwrap().json();
        Self {
            learner: own(&jip),
            group: own(&group(&ilse, "Groep 6").await),
            staff: own(&staff),
            location: shown["enrolments"][0]["location"].as_str().unwrap().to_owned(),
            carer: own(&carer),
            person: format!("carer-{}", own(&carer)),
            roster: own(&roster),
            licence: licence_of(world, ILSE).await.to_string(),
        }
    }

    fn ids(&self) -> [&str; 6] {
        [&self.learner, &self.group, &self.staff, &self.location, &self.carer, &self.roster]
    }
}

fn typed(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// The fields of a form of a page as it stands there, with these filled in.
async fn of_page(client: &Client, page: &str, action: &str, fields: &[(&str, &str)]) -> Vec<(String, String)> {
    let form = client.get(page).await.unwrap().form(action).unwrap();
    fields.iter().fold(form, |form, (name, value)| form.set(name, *value)).fields
}

/// Attempts of one person.
struct Asker<'a>(&'a Client);

impl<'a> Asker<'a> {
    fn tries(
        &self,
        operation: &'static str,
        path: &str,
        (field, foreign): (&str, &'a str),
        others: &[(String, String)],
    ) -> Attempt<'a> {
        let (path, field, others) = (path.to_owned(), field.to_owned(), others.to_vec());
        Attempt { client: self.0, operation, path, field, foreign, others }
    }
}

/// What a coordinator sends about learners and groups.
async fn about_learners<'a>(client: &'a Client, ids: &Ids, other: &'a Other) -> Vec<Attempt<'a>> {
    let (asker, noor) = (Asker(client), learner(client, "Noor").await);
    let five = ids.path("GET /groups/{group}");
    let join = format!("{five}/learners");
    let places = client.get("/groups/new").await.unwrap();
    let place = places.attribute("select[name=location] option:nth-child(2)", "value").unwrap();
    let made = typed(&[("name", "Groep 8z"), ("kind", "class"), ("levels", "8")]);
    let isa =
        typed(&[("call_name", "Isa"), ("family_name", "Oever"), ("birth_date", "03-04-2017"), ("location", &place)]);
    let change = of_page(client, &format!("{five}?form=change"), &five, &[]).await;
    let entered = of_page(client, &format!("{noor}?form=change"), &noor, &[]).await;
    let (place, level) = (("location", &*other.location), typed(&[("level", "extra-at-school")]));
    vec![
        asker.tries("/dossiers", "/dossiers", ("learner", &other.learner), &level),
        asker.tries("/groups", "/groups", place, &made),
        asker.tries("/groups/{group}", &five, place, &change),
        asker.tries("/groups/{group}/learners", &join, ("learner", &other.learner), &[]),
        asker.tries("/learners", "/learners", place, &isa),
        asker.tries("/learners", "/learners", ("group", &other.group), &isa),
        asker.tries("/learners/{learner}", &noor, place, &entered),
        asker.tries("/sign-in/location", "/sign-in/location", place, &[]),
        asker.tries("/sign-in/licence", "/sign-in/licence", ("licence", &other.licence), &[]),
    ]
}

/// What a coordinator sends about carers, and in a dossier.
async fn about_dossiers<'a>(client: &'a Client, ids: &Ids, other: &'a Other) -> Vec<Attempt<'a>> {
    let (asker, noor) = (Asker(client), learner(client, "Noor").await);
    let dossier = open_dossier(client, &noor).await;
    let carers = format!("{noor}/carers");
    // Another carer of this name is known, so that it is asked who it is.
    let name = [("call_name", "Marja"), ("family_name", "Plank"), ("email", "moeder@thuis.example")];
    let tie = [("relation", "mother"), ("authority", "yes"), ("may_contact", "yes"), ("language", "nl")];
    let marja = ids.path("GET /learners/{learner}/carers/{carer}");
    let known = of_page(client, &marja, &marja, &[]).await;
    let (step, finish) = (format!("{dossier}/steps/1"), format!("{dossier}/steps/1/finish"));
    let facts = of_page(client, &step, "/steps/1", &[]).await;
    let (consents, transfer) = (format!("{dossier}/consents"), format!("{dossier}/transfer"));
    let viewing = typed(&[("act", "viewing"), ("agrees", "yes"), ("date", "20-11-2026")]);
    let (existing, contact) = (("existing", &*other.carer), ("contact-person", &*other.staff));
    vec![
        asker.tries("/learners/{learner}/carers", &carers, existing, &typed(&[&name[..], &tie].concat())),
        asker.tries("/learners/{learner}/carers/{carer}", &marja, existing, &known),
        asker.tries("/dossiers/{dossier}/steps/{step}", &step, contact, &facts),
        asker.tries("/dossiers/{dossier}/steps/{step}/finish", &finish, contact, &facts),
        asker.tries("/dossiers/{dossier}/consents", &consents, ("consent-1-person", &other.person), &[]),
        asker.tries("/dossiers/{dossier}/transfer", &transfer, ("person", &other.person), &viewing),
    ]
}

/// What an administrator sends about staff, files and the turn of the year.
async fn of_administrator<'a>(client: &'a Client, ids: &Ids, other: &'a Other) -> Vec<Attempt<'a>> {
    let asker = Asker(client);
    let zoe =
        [("call_name", "Zoë"), ("family_name", "Nieuw"), ("email", "z.nieuw@dewilg.example"), ("reason", "nieuw")];
    let coordinator = typed(&[&zoe[..], &[("role", "coordinator")]].concat());
    let counsellor = typed(&[&zoe[..], &[("role", "learner_counsellor")]].concat());
    let many = typed(&[("typed", "Jet; Juf; j.juf@dewilg.example"), ("role", "coordinator"), ("reason", "Team")]);
    let roles = format!("{}/roles", ids.path("GET /staff/{staff}"));
    let members = format!("{}/staff", ids.path("GET /groups/{group}"));
    let round = format!("{}/again", ids.path("GET /staff/invitations/{round}"));
    let year = of_page(client, "/rollover", "/rollover", &[("act", "dry-run")]).await;
    let (staff, place, group) = (&*other.staff, ("location", &*other.location), ("groups", &*other.group));
    let mut all = vec![
        asker.tries("/groups/{group}/staff", &members, ("staff", staff), &[]),
        asker.tries("/rosters", "/rosters", place, &[]),
        asker.tries("/rollover", "/rollover", ("group-1-id", &other.group), &year),
        asker.tries("/staff/invitations/{round}/again", &round, ("who", staff), &[]),
        asker.tries("/staff/{staff}/roles", &roles, place, &coordinator),
        asker.tries("/staff/{staff}/roles", &roles, group, &counsellor),
    ];
    for path in ["/staff", "/staff/check"] {
        all.extend([asker.tries(path, path, place, &coordinator), asker.tries(path, path, group, &counsellor)]);
    }
    for path in ["/staff/invitations", "/staff/invitations/check"] {
        all.extend([place, ("file", &other.roster)].map(|tried| asker.tries(path, path, tried, &many)));
    }
    all
}

/// What the receiver of a dossier sends: here the sender is the other licence.
async fn of_receiver<'a>(client: &'a Client, ids: &'a Ids) -> Vec<Attempt<'a>> {
    let path = ids.path("POST /imports/{transfer}");
    let own = group(client, "Groep 5").await;
    let year = client.get(&path).await.unwrap().form(&path).unwrap().value("year").unwrap_or_default().to_owned();
    let born: Vec<_> = BORN.split('-').rev().collect();
    let born = born.join("-");
    let others = typed(&[("birth_date", &born), ("year", &year), ("group", id(&own))]);
    let tries = |field, foreign| Asker(client).tries("/imports/{transfer}", &path, (field, foreign), &others);
    vec![tries("group", ids.of("group")), tries("learner", ids.of("learner"))]
}

/// What is kept of a licence in which an id stands.
fn kept(world: &World, licence: LicenceId, id: &str) -> Vec<String> {
    let own = format!("L#{licence}");
    let tables = ["records", "outbox"].into_iter().flat_map(|table| world.stack.aws.items(table).unwrap());
    let items = tables.filter(|item| item["pk"]["S"].as_str().is_some_and(|key| key.starts_with(&own)));
    items.map(|item| item.to_string()).filter(|item| item.contains(id)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_id_of_another_licence_in_a_form_reaches_nothing() {
    // trap 25
    let world = World::start().await;
    let (coordinator, ids) = filled(&world).await;
    let (administrator, receiver) = (world.signed_in(ADMINISTRATOR).await, world.signed_in(ILSE).await);
    let other = Other::of(&world).await;
    let mut attempts = about_learners(&coordinator, &ids, &other).await;
    attempts.extend(about_dossiers(&coordinator, &ids, &other).await);
    attempts.extend(of_administrator(&administrator, &ids, &other).await);
    attempts.extend(of_receiver(&receiver, &ids).await);
    let mut wrong = Vec::new();
    for (n, attempt) in attempts.iter().enumerate() {
        wrong.extend(attempt.wrong(&attempt.send(n).await));
    }
    let own = licence_of(&world, COORDINATOR).await;
    for id in other.ids() {
        wrong.extend(kept(&world, own, id).into_iter().map(|item| format!("kept: {item}")));
    }
    let described = fields();
    let covered: BTreeSet<_> = attempts.iter().map(|attempt| attempt.name(&described)).collect();
    let apart: BTreeSet<_> = APART.iter().map(|(path, field, _)| ((*path).to_owned(), (*field).to_owned())).collect();
    let wanted: BTreeSet<_> = described.into_iter().filter(|(_, field)| !PLAIN.contains(&field.as_str())).collect();
    let missing: Vec<_> = wanted.iter().filter(|field| !covered.contains(field) && !apart.contains(field)).collect();
    let stray: Vec<_> = covered.union(&apart).filter(|field| !wanted.contains(field)).collect();
    let both: Vec<_> = covered.intersection(&apart).collect();
    world.stack.stop().await;
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(
        missing.is_empty() && stray.is_empty() && both.is_empty(),
        "not tried: {missing:?}\nstray: {stray:?}\ntwice: {both:?}"
    );
}

#[test]
fn every_plain_field_is_a_field_of_a_form() {
    let names: BTreeMap<_, _> = fields().into_iter().map(|(path, name)| (name, path)).collect();
    let gone: Vec<_> = PLAIN.iter().filter(|name| !names.contains_key(**name)).collect();
    assert!(gone.is_empty(), "in no form any more: {gone:?}");
}
