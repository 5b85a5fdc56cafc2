//! The routes that the journey does not come by, each used once as people use them.

use jiff::SignedDuration;
use local::{
    functions,
    tour::{
        consent,
        dossier::{self, Written},
        roster, transfer,
    },
};
use serde_json::{Value, json};
use testkit::{Answer, Client, World, hub::Hub};

use crate::people::{
    ADMINISTRATOR, COORDINATOR, TEACHER, add_mother, group, id, join, learner, leave, open_dossier, walk, written,
};

const EXPERT: &str = "e.expert@delinde.example";
const NEW: &str = "z.nieuw@dewilg.example";
const PASSWORD: &str = "paard accu nietje correct";

/// Everything that the journey leaves out.
pub async fn all(world: &World, hub: &Hub) {
    school_account(world, hub).await;
    staff(world).await;
    corrected(world).await;
    team(world).await;
    on_paper(world).await;
    roles(world).await;
    rights(world).await;
    lost_phone(world, TEACHER).await;
    account(world).await;
    groups(world).await;
    rosters(world).await;
    learners(world).await;
    dossiers(world).await;
    subjects(world).await;
    forgotten(world).await;
}

/// A file of the pupil administration that nobody confirms is gone the next day.
async fn forgotten(world: &World) {
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let head = "<school><schooljaar>2026-2027</schooljaar><brincode>99ZX</brincode><dependancecode>11</dependancecode></school>";
    let isa = "<leerling key=\"9\"><achternaam>Oever</achternaam><roepnaam>Isa</roepnaam></leerling>";
    let content = format!("<EDEX>{head}<leerlingen>{isa}</leerlingen></EDEX>");
    let (at, _) = roster::send(&administrator, "Bos", content.as_bytes()).await.unwrap();
    world.advance(SignedDuration::from_hours(25));
    functions::run_schedule(&world.stack.services, "sweep-outbox").await.unwrap().unwrap();
    let late = world.signed_in(ADMINISTRATOR).await;
    walk(world).until(&late, &at, "binnen een dag bevestigd").await.unwrap();
}

/// A subject is filled in by who teaches it; a class is looked at, also a role for groups is given and taken back.
async fn subjects(world: &World) {
    let coordinator = world.signed_in(COORDINATOR).await;
    let dossier = open_dossier(&coordinator, &learner(&coordinator, "Voorbeeld").await).await;
    let teacher = world.signed_in("r.rekenaar@dewilg.example").await;
    get(&teacher, "/subjects").await;
    let path = format!("{dossier}/subjects/mathematics");
    let page = get(&teacher, &path).await;
    send(&teacher, &page, &path, &[("domain-1-picture", "Rekent vlot")]).await;
    let officer = world.signed_in("k.dekwaliteit@dewilg.example").await;
    get(&officer, "/help").await;
    get(&world.anonymous(), "/help").await;
    get(&officer, "/classes").await;
    let five = group(&coordinator, "Groep 5a").await;
    let class = format!("/classes/{}", id(&five));
    get(&officer, &class).await;
    get(&officer, &format!("{class}/download")).await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let person = get(&administrator, "/staff?q=Meelezer").await.link("/staff/0").unwrap();
    let roles = format!("{person}/roles");
    let page = get(&administrator, &roles).await;
    send(&administrator, &page, "/roles/end", &[("grant", "0")]).await;
}

/// What the hub tells of somebody.
pub fn accounts() -> Value {
    json!({ "ilse": { "nlEduPersonHomeOrganizationId": "99ZY" }, "bram": {}, "nico": {} })
}

/// A school account: switched on, linked, signed in with, with and without a second factor, accepted with, taken off.
async fn school_account(world: &World, hub: &Hub) {
    const SETTINGS: &str = "/settings/sign-in";
    const INVITED: &str = "n.nieuw@debeuk.example";
    let administrator = world.signed_in("b.baas@debeuk.example").await;
    send(&administrator, &get(&administrator, SETTINGS).await, SETTINGS, &[("hub", "beside")]).await;
    let ilse = world.signed_in("i.ibers@debeuk.example").await;
    for (client, who) in [(&administrator, "bram"), (&ilse, "ilse")] {
        assert!(hub.through(client, &get(client, "/account").await, who).await.status.is_success());
        let other = world.anonymous();
        assert!(hub.through(&other, &get(&other, "/sign-in").await, who).await.status.is_success());
    }
    send(&administrator, &get(&administrator, "/account").await, "/account/hub/remove", &[]).await;
    invite(&administrator, INVITED).await;
    let (link, person) = (world.link_to(INVITED, "/activate/").await, world.anonymous());
    assert!(hub.through(&person, &get(&person, &link).await, "nico").await.status.is_success());
}

/// A page that is there.
pub async fn get(client: &Client, path: &str) -> Answer {
    let page = client.get(path).await.unwrap();
    assert!(page.status.is_success(), "{path}: {} {}", page.status, page.content());
    page
}

/// Fills in a form of a page and sends it; gives the page where that leads.
pub async fn send(client: &Client, page: &Answer, action: &str, fields: &[(&str, &str)]) -> Answer {
    let form = page.form(action).unwrap_or_else(|error| panic!("{error}: {}", page.content()));
    let form = fields.iter().fold(form, |form, (name, value)| form.set(name, *value));
    let answer = client.submit(&form).await.unwrap();
    assert!(answer.status.is_success(), "{action}: {} {}", answer.status, answer.content());
    answer
}

/// Sends a form that asks once more, and confirms it.
pub async fn send_twice(client: &Client, page: &Answer, action: &str) -> Answer {
    let asked = send(client, page, action, &[]).await;
    send(client, &asked, action, &[]).await
}

async fn invite(administrator: &Client, email: &str) -> Answer {
    let page = get(administrator, "/staff/new").await;
    let name = [("call_name", "Zoë"), ("family_name", "Nieuw"), ("email", email)];
    let typed = [&name[..], &[("role", "coordinator"), ("reason", "nieuwe ib'er")]].concat();
    let check = send(administrator, &page, "/staff/check", &typed).await;
    send(administrator, &check, "/staff", &[]).await
}

/// Invited, forgotten, invited again, removed; and somebody who works elsewhere already.
async fn staff(world: &World) {
    let administrator = world.signed_in(ADMINISTRATOR).await;
    get(&administrator, "/staff").await;
    let shown = invite(&administrator, NEW).await;
    let link = world.link_to(NEW, "/activate/").await;
    let shown = send(&administrator, &shown, "/invitation", &[]).await;
    world.advance(SignedDuration::from_hours(5 * 24));
    let person = world.anonymous();
    let dead = person.get(&link).await.unwrap();
    send(&person, &dead, "/new-link", &[]).await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    send_twice(&administrator, &get(&administrator, &shown.url).await, "/remove").await;

    invite(&administrator, EXPERT).await;
    let link = world.link_to(EXPERT, "/activate/").await;
    let expert = world.account(EXPERT);
    let secret = expert.totp_secret.unwrap();
    let typed = [("password", expert.password.as_str()), ("code", &world.code(&secret))];
    send(&person, &get(&person, &link).await, &link, &typed).await;
    world.advance(SignedDuration::from_secs(60));
    let typed = [("email", EXPERT), ("password", &expert.password)];
    let asked = send(&person, &get(&person, "/sign-in").await, "/sign-in", &typed).await;
    let choice = send(&person, &asked, "/sign-in/code", &[("code", &world.code(&secret))]).await;
    let licence = choice.attribute("input[name=licence]", "value").unwrap();
    send(&person, &choice, "/sign-in/licence", &[("licence", &licence)]).await;
}

/// Somebody invited whose name, and then whose address, is corrected.
async fn corrected(world: &World) {
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let shown = invite(&administrator, "v.verschreven@dewilg.example").await;
    let form = format!("{}/edit", shown.url.split('?').next().unwrap());
    send(&administrator, &get(&administrator, &form).await, "/edit", &[("prefix", "van")]).await;
    send(&administrator, &get(&administrator, &form).await, "/edit", &[("email", "v.goed@dewilg.example")]).await;
}

/// Two people invited in one round; one of them out of reach, and tried once more.
async fn team(world: &World) {
    const OUT_OF_REACH: &str = "bounce@dewilg.example";
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let page = get(&administrator, "/staff/invitations/new").await;
    let list = format!("Jet; Juf; j.juf@dewilg.example\nBo; Baas; {OUT_OF_REACH}");
    let typed = [("typed", list.as_str()), ("role", "dossier_teacher"), ("reason", "Team")];
    let check = send(&administrator, &page, "/staff/invitations/check", &typed).await;
    let round = send(&administrator, &check, "/staff/invitations", &[]).await.url;
    world.link_to(OUT_OF_REACH, "/activate/").await;
    let page = walk(world).until(&administrator, &round, "Teruggekomen").await.unwrap();
    let field = format!("email-{}", page.form("/again").unwrap().value("who").unwrap());
    send(&administrator, &page, "/again", &[(&field, "b.baas@dewilg.example")]).await;
    let page = get(&administrator, "/staff/invitations").await;
    send(&administrator, &page, "/sign-in/location", &[("location", "")]).await;
    get(&administrator, "/staff/invitations/new").await;
}

/// A login on paper, used by who typed its code.
async fn on_paper(world: &World) {
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let member = invite(&administrator, "p.papier@dewilg.example").await.url;
    let shown = get(&administrator, member.split('?').next().unwrap()).await;
    let form = shown.forms("/invitation").into_iter().find(|form| form.value("delivery").is_some()).unwrap();
    let asked = administrator.submit(&form).await.unwrap();
    let sheet = send(&administrator, &asked, "/invitation", &[]).await;
    let (person, code) = (world.anonymous(), sheet.text(".codes code").unwrap());
    let page = send(&person, &get(&person, "/activate").await, "/activate", &[("code", &code)]).await;
    let form = page.forms("").into_iter().find(|form| form.action.starts_with("/activate/")).unwrap();
    assert!(person.submit(&form.set("password", PASSWORD)).await.unwrap().status.is_success());
}

/// A teacher who is coordinator as well for a while, and has no access for a moment.
async fn roles(world: &World) {
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let teacher = get(&administrator, "/staff?q=Leer").await.link("/staff/0").unwrap();
    let roles = format!("{teacher}/roles");
    let page = get(&administrator, &roles).await;
    let typed = [("role", "coordinator"), ("reason", "Vervangt Carla")];
    let page = send(&administrator, &page, &roles, &typed).await;
    let asked = send(&administrator, &page, "/roles/end", &[("grant", "1")]).await;
    let mut page = send(&administrator, &asked, "/roles/end", &[]).await;
    for _ in ["off", "on"] {
        page = send(&administrator, &page, "/access", &[]).await;
    }
}

/// What a teacher may and why, who holds which right, and who may read the dossier of a learner.
async fn rights(world: &World) {
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let teacher = get(&administrator, "/staff?q=Leer").await.link("/staff/0").unwrap();
    get(&administrator, &format!("{teacher}/rights")).await;
    get(&administrator, "/staff/rights?role=coordinator&action=read_dossier").await;
    let noor = learner(&administrator, "Noor").await;
    get(&administrator, &format!("{noor}/access")).await;
}

/// Somebody without a phone: the administrator asks, link and password reset.
pub async fn lost_phone(world: &World, email: &str) {
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let member = get(&administrator, &format!("/staff?q={email}")).await.link("/staff/0").unwrap();
    let check = send(&administrator, &get(&administrator, &member).await, "/second-factor", &[]).await;
    send(&administrator, &check, "/second-factor", &[("reason", "Telefoon in het water")]).await;
    let link = world.link_to(email, "/second-factor/").await;
    let (person, password) = (world.anonymous(), world.account(email).password);
    send(&person, &get(&person, &link).await, &link, &[("password", &password)]).await;
}

/// An own account where the authenticator is a choice: switched on and off, other sessions ended, a new password by link.
async fn account(world: &World) {
    const WHO: &str = "b.baas@debeuk.example";
    const OTHER: &str = "een heel ander paard accu";
    let client = world.signed_in(WHO).await;
    let page = get(&client, "/account").await;
    let shown = send(&client, &page, "/account/totp", &[]).await;
    let secret = shown.texts("code").into_iter().find(|text| text.len() == 39).unwrap();
    send(&client, &shown, "/account/totp/confirm", &[("code", &world.code(&secret))]).await;
    world.advance(SignedDuration::from_mins(16));
    let asked = get(&client, "/account/step-up?next=%2Faccount").await;
    let page = send(&client, &asked, "/account/step-up", &[("code", &world.code(&secret))]).await;
    let page = send(&client, &page, "/account/sessions/end", &[]).await;
    world.advance(SignedDuration::from_secs(60));
    let page = send(&client, &page, "/account/totp/remove", &[("off-code", &world.code(&secret))]).await;
    let present = world.account(WHO).password;
    let page =
        send(&client, &page, "/account/password", &[("present-password", &present), ("password", PASSWORD)]).await;
    send(&client, &page, "/sign-out", &[]).await;
    send(&client, &get(&client, "/reset").await, "/reset", &[("email", WHO)]).await;
    let link = world.link_to(WHO, "/reset/").await;
    let page = get(&client, &link).await;
    send(&client, &page, &link, &[("password", OTHER)]).await;
    moved(world, WHO, OTHER).await;
    for path in [page.attribute("link[rel=stylesheet]", "href").unwrap().as_str(), "/openapi.json"] {
        get(&client, path).await;
    }
}

/// Another address to sign in with: confirmed in the session that asked, then elsewhere with the password; and one that is somebody else's.
async fn moved(world: &World, email: &str, password: &str) {
    const FIRST: &str = "b.debaas@debeuk.example";
    const SECOND: &str = "bram@debeuk.example";
    let client = world.sign_in(email, password, None).await;
    send(&client, &get(&client, "/account/email").await, "/account/email", &[("email", FIRST)]).await;
    let link = world.link_to(FIRST, "/new-address/").await;
    send(&client, &get(&client, &link).await, &link, &[]).await;
    for wanted in [EXPERT, SECOND] {
        send(&client, &get(&client, "/account/email").await, "/account/email", &[("email", wanted)]).await;
    }
    let (link, elsewhere) = (world.link_to(SECOND, "/new-address/").await, world.anonymous());
    send(&elsewhere, &get(&elsewhere, &link).await, &link, &[("password", password)]).await;
}

/// Files of the pupil administration: of another year, about somebody who may be another, one that is taken back, and one after which an
/// enrolment ends.
async fn rosters(world: &World) {
    let administrator = world.signed_in(ADMINISTRATOR).await;
    for path in ["/begin", "/rosters/overview", "/rosters/overview/download", "/rosters/template/download"] {
        get(&administrator, path).await;
    }
    for year in ["2020-2021", "2026-2027"] {
        let noor = "<leerling key=\"1\"><achternaam>Ven</achternaam><voorvoegsel>van der</voorvoegsel><roepnaam>Noor</roepnaam></leerling>";
        let head = format!(
            "<school><schooljaar>{year}</schooljaar><brincode>99ZX</brincode><dependancecode>10</dependancecode></school>"
        );
        let content = format!("<EDEX>{head}<leerlingen>{noor}</leerlingen></EDEX>");
        let (at, page) = roster::send(&administrator, "Duin", content.as_bytes()).await.unwrap();
        if year == "2026-2027" {
            get(&administrator, &format!("/staff/invitations/new?file={}", id(&at))).await;
            send(&administrator, &page, &at, &[("act", "withdraw")]).await;
        }
    }
    let adam = learner(&administrator, "Adam").await;
    let sem = "<leerling key=\"2\"><achternaam>Proef</achternaam><roepnaam>Sem</roepnaam><geboortedatum>2017-05-21</geboortedatum></leerling>";
    let head = "<school><schooljaar>2026-2027</schooljaar><brincode>99ZX</brincode><dependancecode>10</dependancecode></school>";
    let content = format!("<EDEX>{head}<leerlingen>{sem}</leerlingen></EDEX>");
    let (at, page) = roster::send(&administrator, "Duin", content.as_bytes()).await.unwrap();
    let page = roster::load(&walk(world), &administrator, &at, &page).await.unwrap();
    let field = format!("leaves-{}", id(&adam));
    let version = page.attribute(&format!("input[name=\"{field}\"]"), "value").unwrap();
    send(&administrator, &page, &at, &[("act", "end"), (&field, &version)]).await;
    get(&administrator, "/rosters/overview?year=2027-2028").await;
}

/// A group made, changed, filled and emptied.
async fn groups(world: &World) {
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let page = get(&administrator, "/groups/new").await;
    let location = page.attribute("select[name=location] option:nth-child(2)", "value").unwrap();
    let typed = [("name", "Groep 7z"), ("kind", "class"), ("location", &location), ("levels", "7")];
    let page = send(&administrator, &page, "/groups", &typed).await;
    let made = page.url.split('?').next().unwrap().to_owned();
    let form = get(&administrator, &format!("{made}?form=change")).await;
    send(&administrator, &form, &made, &[("name", "Groep 7y")]).await;
    let tom = get(&administrator, "/staff?q=Leer").await.link("/staff/0").unwrap();
    join(&administrator, &made, "staff", &tom).await;
    let page = get(&administrator, &made).await;
    send_twice(&administrator, &page, &format!("{made}/staff/{}/remove", id(&tom))).await;
    let noor = learner(&administrator, "Noor").await;
    let cross = group(&administrator, "Plusgroep rekenen").await;
    join(&administrator, &cross, "learners", &noor).await;
    leave(&administrator, &cross, &noor).await;
}

/// A learner and a carer, changed; the tie ended; the learner gone.
async fn learners(world: &World) {
    let coordinator = world.signed_in(COORDINATOR).await;
    let noor = learner(&coordinator, "Noor").await;
    add_mother(&coordinator, &noor, "marja@ouder.example").await;
    let carer = get(&coordinator, &noor).await.link(&format!("{noor}/carers/0")).unwrap();
    send(&coordinator, &get(&coordinator, &carer).await, &carer, &[("phone", "06 00 00 00 00")]).await;
    let form = get(&coordinator, &format!("{noor}?form=change")).await;
    send(&coordinator, &form, &noor, &[("initials", "N.")]).await;
    send_twice(&coordinator, &get(&coordinator, &carer).await, &format!("{carer}/end")).await;
    let form = get(&coordinator, &format!("{noor}?form=end")).await;
    send(&coordinator, &form, &noor, &[("last_day", "23-11-2026"), ("reason", "Verhuisd")]).await;
}

/// What happens around a dossier: a step reopened, a file, requests for consent, a link that is dead, a package taken back.
async fn dossiers(world: &World) {
    let coordinator = world.signed_in(COORDINATOR).await;
    get(&coordinator, "/dossiers").await;
    let testman = learner(&coordinator, "Testman").await;
    let dossier = open_dossier(&coordinator, &testman).await;
    for (step, field) in [(1, "reason"), (2, "no-carer-reason"), (3, "question"), (8, "deviates")] {
        let at = format!("{dossier}/steps/{step}");
        send(&coordinator, &get(&coordinator, &at).await, &at, &[(field, "no")]).await;
    }
    dossier::finish(&coordinator, &dossier, 3, &[]).await.unwrap();
    let page = get(&coordinator, &format!("{dossier}/steps/3")).await;
    send(&coordinator, &page, "/reopen", &[("reason", "Er is meer bekend")]).await;

    let (coordinator, written) = written(world).await;
    let at = format!("{}/files", written.path);
    let file = get(&coordinator, &at).await.link(&format!("{at}/0")).unwrap();
    let page = get(&coordinator, &file).await;
    coordinator.send("GET".parse().unwrap(), &format!("{file}/download"), None, "", &[]).await.unwrap();
    send_twice(&coordinator, &page, "/remove").await;
    requests(world, &coordinator, &written).await;
    transfer::archive(&walk(world), &coordinator, &written.path).await.unwrap();
    transfer::export(&walk(world), &coordinator, &written.path).await.unwrap();
    let page = get(&coordinator, &format!("{}/transfer", written.path)).await;
    send_twice(&coordinator, &page, "/withdraw").await;
}

/// A request mailed again, and one taken back: its reader finds a dead link and would like a new one.
async fn requests(world: &World, coordinator: &Client, written: &Written) {
    let at = format!("{}/consents", written.path);
    let [first, second] = written.parents;
    let links = [world.link_to(first, "/consent/").await, world.link_to(second, "/consent/").await];
    let asked = get(coordinator, &at).await.link(&format!("{at}/0")).unwrap();
    send(coordinator, &get(coordinator, &asked).await, "/resend", &[]).await;
    send(coordinator, &get(coordinator, &format!("{asked}/withdraw")).await, "/withdraw", &[]).await;
    // The list decides who was taken back; the other parent agrees, and takes that back.
    let reader = world.anonymous();
    let is_dead = reader.get(&links[1]).await.unwrap().status.as_u16() == 410;
    let plan = consent::read(&walk(world), &reader, if is_dead { first } else { second }).await.unwrap();
    send(&reader, &plan, "/decision", &[("decision", "agrees")]).await;
    let list = get(coordinator, &at).await;
    let start = format!("{at}/");
    let ids = list.body.split(&start).skip(1).filter_map(|rest| rest.get(..36));
    let own = ids.map(|id| format!("{at}/{id}")).find(|own| *own != asked && own.contains("/consents/0")).unwrap();
    let page = get(coordinator, &format!("{own}/revoke")).await;
    send(coordinator, &page, "/revoke", &[("reason", "Belde: toch liever niet")]).await;
    let parent = world.anonymous();
    for link in links {
        let Ok(form) = parent.get(&link).await.unwrap().form("/new-link") else { continue };
        assert!(parent.submit_only(&form).await.unwrap().status.is_redirection());
    }
}
