//! An administrator of one location manages that location, and is told whose the rest is (section 7, 3-11).

use local::tour::roster;
use serde_json::{Value, json};
use testkit::{Answer, Client, World};

use crate::{
    explained::person,
    groups::entered,
    invitations::{BOUNCES, begun},
    people::{ADMINISTRATOR, COORDINATOR, TEACHER, group, id, join, learner, status, walk},
};

/// The location that a form offers at this place of its list.
fn offered(page: &Answer, nth: usize) -> Option<String> {
    page.attribute(&format!(".choice:nth-of-type({nth}) input[name=location]"), "value")
}

/// The ids of Duin and Bos, as who administers both is offered them.
async fn places(administrator: &Client) -> [String; 2] {
    let page = administrator.get("/staff/new").await.unwrap();
    [1, 2].map(|nth| offered(&page, nth).unwrap())
}

/// A form key that nothing else has.
fn once(nth: usize) -> String {
    format!("0197a3f2-1c00-7000-8000-0000000{nth:05}")
}

/// Gives a role at a location to somebody, found by name.
async fn give(administrator: &Client, name: &str, role: &str, location: &str) -> Answer {
    let roles = administrator.get(&format!("{}/roles", person(administrator, name).await)).await.unwrap();
    let form = roles.form("/roles").unwrap().set("role", role).set("reason", "voor die locatie");
    administrator.submit(&form.set("location", location)).await.unwrap()
}

/// Invites a coordinator of a location, and gives the page that led to.
async fn invite(client: &Client, call: &str, location: &str) -> Answer {
    let form = client.get("/staff/new").await.unwrap().form("/staff/check").unwrap();
    let form = form.set("call_name", call).set("family_name", "Plaats").set("role", "coordinator");
    let form = form.set("email", format!("{}@dewilg.example", call.to_lowercase())).set("reason", "ib'er daar");
    let check = client.submit(&form.set("location", location)).await.unwrap();
    match check.form("/staff") {
        Ok(form) => client.submit(&form).await.unwrap(),
        Err(_) => check,
    }
}

/// The path of a page without what it says was done.
fn path(page: &Answer) -> String {
    page.url.split('?').next().unwrap().to_owned()
}

/// Presses a button that asks once more, and presses that.
async fn twice(client: &Client, page: &Answer, action: &str) -> Answer {
    let asked = client.submit(&page.form(action).unwrap()).await.unwrap();
    client.submit(&asked.form(action).unwrap()).await.unwrap()
}

/// The administrator of the whole, a teacher who is administrator of Duin, and the two locations.
async fn two(world: &World) -> (Client, Client, [String; 2]) {
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let places = places(&administrator).await;
    let given = give(&administrator, "Leer", "administrator", &places[0]).await;
    assert!(given.url.ends_with("done=granted"), "{}: {}", given.url, given.content());
    (administrator, world.signed_in(TEACHER).await, places)
}

/// What is wrong with a refusal that should say whose role is for what, and whom to ask.
fn says_whose(answer: &Answer) -> Option<String> {
    let shown = answer.content();
    let said = ["voor Duin", "Anke Beheer"].iter().all(|words| shown.contains(words));
    (answer.status.as_u16() != 403 || !said).then(|| format!("{} {}: {shown}", answer.url, answer.status))
}

async fn told(client: &Client, path: &str) -> Value {
    client.json().get(path).await.unwrap().json()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_of_one_location_does_everything_there() {
    let world = World::start().await;
    let (_, tom, [duin, _]) = two(&world).await;
    let new = tom.get("/staff/new").await.unwrap();
    assert_eq!((offered(&new, 1), offered(&new, 2)), (Some(duin.clone()), None), "{}", new.content());
    assert_eq!(new.form("/staff/check").unwrap().value("location"), Some(&*duin), "there is nothing else to choose");

    let shown = invite(&tom, "Dirk", &duin).await;
    assert!(shown.url.ends_with("done=invited"), "{}: {}", shown.url, shown.content());
    let dirk = path(&shown);
    let again = tom.submit(&shown.form("/invitation").unwrap()).await.unwrap();
    assert!(again.url.ends_with("done=invited-again"), "{}: {}", again.url, again.content());
    let form = tom.get(&format!("{dirk}/edit")).await.unwrap().form("/edit").unwrap();
    let corrected = tom.submit(&form.set("prefix", "van de")).await.unwrap();
    assert!(corrected.url.ends_with("done=changed"), "{}: {}", corrected.url, corrected.content());
    let given = give(&tom, "Dirk", "quality_officer", &duin).await;
    assert!(given.url.ends_with("done=granted"), "{}: {}", given.url, given.content());
    let ended = twice(&tom, &given, "/roles/end").await;
    assert!(ended.url.ends_with("done=ended"), "{}: {}", ended.url, ended.content());
    let off = tom.submit(&ended.form("/access").unwrap()).await.unwrap();
    assert!(off.url.ends_with("done=access-off"), "{}: {}", off.url, off.content());
    let on = tom.submit(&off.form("/access").unwrap()).await.unwrap();
    assert!(on.url.ends_with("done=access-on"), "what comes back with access is at Duin: {}", on.content());
    let gone = twice(&tom, &tom.get(&dirk).await.unwrap(), "/remove").await;
    assert!(gone.url.ends_with("done=removed"), "{}: {}", gone.url, gone.content());

    // 3-20: also for himself, which the others see.
    let own = give(&tom, "Leer", "coordinator", &duin).await;
    assert!(own.url.ends_with("done=granted"), "{}: {}", own.url, own.content());
    assert_eq!(status(&tom, "/dossiers/new").await, 200);
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_administrator_of_one_location_may_not_do_elsewhere_is_not_offered_and_refused_in_words() {
    let world = World::start().await;
    let (administrator, tom, [_, bos]) = two(&world).await;
    let bo = path(&invite(&administrator, "Bo", &bos).await);
    // What mails do goes on meanwhile.
    let facts = async || {
        let said = told(&administrator, &bo).await;
        ["name", "email", "status", "access", "roles", "groups", "factor_reset"].map(|fact| said[fact].clone())
    };
    let before = facts().await;

    // Seen, with whom to ask; and no button.
    let list = tom.get("/staff?q=Plaats").await.unwrap();
    assert!(list.body.contains(&bo), "{}", list.content());
    let page = tom.get(&bo).await.unwrap();
    let notice = page.texts("main .notice").join(" ");
    assert!(notice.contains("voor Duin") && notice.contains("Bos") && notice.contains("Anke Beheer"), "{notice}");
    for action in ["/invitation", "/remove", "/second-factor"] {
        assert!(page.form(action).is_err(), "{action}: {}", page.content());
    }
    assert!(page.link("/edit").is_err(), "{}", page.content());
    assert_eq!(status(&tom, &format!("{bo}/edit")).await, 403);
    let roles = tom.get(&format!("{bo}/roles")).await.unwrap();
    assert!(roles.form("/roles/end").is_err() && roles.form("/access").is_err(), "{}", roles.content());
    let waiting = tom.get("/").await.unwrap();
    assert!(!waiting.body.contains(&bo), "waits for somebody else: {}", waiting.content());

    // Forced, it is refused, and what was typed is still there.
    let mut wrong = Vec::new();
    let corrected = [("call_name", "Bob"), ("family_name", "Plaats"), ("email", "bob@dewilg.example")];
    let forced: [(&str, &[(&str, &str)]); 7] = [
        ("edit", &corrected),
        ("remove", &[("confirm", "yes")]),
        ("invitation", &[]),
        ("invitation", &[("delivery", "paper"), ("confirm", "yes")]),
        ("access", &[("access", "no")]),
        ("roles/end", &[("grant", "0"), ("confirm", "yes")]),
        ("second-factor", &[("reason", "Telefoon kwijt in de trein"), ("confirm", "yes")]),
    ];
    for (nth, (action, fields)) in forced.into_iter().enumerate() {
        let (once, action) = (once(nth), format!("{bo}/{action}"));
        let fields: Vec<_> = [("once", &*once)].into_iter().chain(fields.iter().copied()).collect();
        let answer = tom.post(&action, &fields).await.unwrap();
        wrong.extend(says_whose(&answer));
        let reason = fields.iter().find(|(name, _)| *name == "reason").map(|(_, reason)| *reason);
        wrong.extend(reason.filter(|reason| !answer.content().contains(reason)).map(str::to_owned));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let program = tom.json().post_json(&format!("{bo}/remove"), &json!({ "confirm": "yes" }), "locations-1").await;
    let program = program.unwrap();
    assert_eq!(
        (program.status.as_u16(), &program.json()["type"]),
        (403, &"urn:samenspoor:problem:other-location".into())
    );
    assert_eq!(facts().await, before, "nothing was changed");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_gives_a_role_beyond_the_location_he_administers_not_even_to_himself() {
    // 4-12
    let world = World::start().await;
    let (administrator, tom, [duin, bos]) = two(&world).await;
    for location in [&*bos, ""] {
        for name in ["Leer", "Rekenaar"] {
            let refused = give(&tom, name, "coordinator", location).await;
            assert_eq!(refused.status.as_u16(), 422, "{name} {location:?}: {}", refused.content());
            assert_eq!(refused.attribute(".error-summary a", "href").as_deref(), Some("#f-location"));
            let kept = refused.form("/roles").unwrap();
            let kept = (kept.value("role"), kept.value("reason"));
            assert_eq!(kept, (Some("coordinator"), Some("voor die locatie")), "nothing typed is lost");
        }
        let refused = invite(&tom, "Els", location).await;
        assert_eq!(refused.status.as_u16(), 422, "{location:?}: {}", refused.content());
    }
    assert_eq!(status(&tom, "/dossiers/new").await, 403);

    // Groups of Bos are not among those that a role can be given for.
    let bosgroep = group_at(&administrator, "Bosgroep", &bos).await;
    let roles = tom.get(&format!("{}/roles", person(&tom, "Rekenaar").await)).await.unwrap();
    assert!(roles.body.contains("Groep 5a") && !roles.body.contains("Bosgroep"), "{}", roles.content());
    let form = roles.form("/roles").unwrap().set("role", "learner_counsellor").set("reason", "mentor");
    let refused = tom.submit(&form.tick("groups", id(&bosgroep))).await.unwrap();
    assert_eq!(refused.status.as_u16(), 422, "{}", refused.content());

    // Who works at both can lose what is of Duin, and nothing more.
    let both = path(&invite(&administrator, "Bea", &bos).await);
    give(&administrator, "Bea", "quality_officer", &duin).await;
    let page = tom.get(&both).await.unwrap();
    assert!(page.form("/remove").is_err(), "works at Bos too: {}", page.content());
    let roles = tom.get(&format!("{both}/roles")).await.unwrap();
    let ends = roles.forms("/roles/end");
    assert_eq!(ends.iter().map(|form| form.value("grant")).collect::<Vec<_>>(), [Some("1")], "{}", roles.content());
    let ended = twice(&tom, &roles, "/roles/end").await;
    assert!(ended.url.ends_with("done=ended"), "{}: {}", ended.url, ended.content());
    assert_eq!(told(&administrator, &format!("{both}/roles")).await["roles"].as_array().unwrap().len(), 1);
    world.stack.stop().await;
}

/// Makes a class at a location and gives its path.
async fn group_at(administrator: &Client, name: &str, location: &str) -> String {
    let form = administrator.get("/groups/new").await.unwrap().form("/groups").unwrap();
    let form = form.set("name", name).set("kind", "class").set("levels", "6").set("location", location);
    let made = administrator.submit(&form).await.unwrap();
    assert!(made.url.ends_with("done=made"), "{}: {}", made.url, made.content());
    path(&made)
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_come_into_a_group_by_an_administrator_of_its_location() {
    // 0-07
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let [duin, bos] = places(&administrator).await;
    // A coordinator of the whole school, who fills all groups with learners and administers Duin.
    give(&administrator, "Coster", "administrator", &duin).await;
    let bosgroep = group_at(&administrator, "Bosgroep", &bos).await;
    let carla = world.signed_in(COORDINATOR).await;
    let rik = person(&administrator, "Rekenaar").await;
    let five = group(&carla, "Groep 5a").await;
    let page = carla.get(&bosgroep).await.unwrap();
    assert!(page.status.is_success() && page.form("/staff").is_err(), "{}", page.content());
    assert!(page.content().contains("Een beheerder van deze locatie"), "{}", page.content());
    for (nth, action) in
        [format!("{bosgroep}/staff"), format!("{bosgroep}/staff/{}/remove", id(&rik))].iter().enumerate()
    {
        // Once he is in it, so that there is somebody to take out.
        if nth == 1 {
            join(&administrator, &bosgroep, "staff", &rik).await;
        }
        let once = once(10 + nth);
        let fields = [("once", &*once), ("staff", id(&rik)), ("confirmed", "yes")];
        assert_eq!(says_whose(&carla.post(action, &fields).await.unwrap()), None);
    }
    join(&carla, &five, "staff", &rik).await;
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_holds_for_all_locations_takes_an_administrator_of_all_and_the_explanation_says_so() {
    // 3-22, 3-30, 4-10, 4-11
    let world = World::start().await;
    let (administrator, tom, _) = two(&world).await;
    let start = tom.get("/").await.unwrap();
    assert!(start.body.contains("href=\"/staff\"") && !start.body.contains("href=\"/rollover\""), "{}", start.body);
    for path in ["/rollover", "/settings/sign-in"] {
        let refused = tom.get(path).await.unwrap();
        assert_eq!(says_whose(&refused), None);
        assert!(refused.content().contains("alle locaties"), "{}", refused.content());
    }
    assert_eq!(
        (status(&administrator, "/rollover").await, status(&administrator, "/settings/sign-in").await),
        (200, 404)
    );
    let once = once(20);
    let fields = [("once", &*once), ("act", "dry-run"), ("source", "2026-2027")];
    assert_eq!(says_whose(&tom.post("/rollover", &fields).await.unwrap()), None);

    let rights = format!("{}/rights", person(&administrator, "Leer").await);
    let said = told(&tom, &rights).await;
    let missing = said["missing"].as_array().unwrap();
    for action in ["plan_rollover", "manage_settings"] {
        let one =
            missing.iter().find(|missing| missing["action"] == action).unwrap_or_else(|| panic!("{action}: {said}"));
        assert_eq!((&one["roles"], &one["whole"]), (&json!(["administrator"]), &true.into()));
    }
    assert!(missing.iter().all(|missing| missing["action"] != "manage_staff"), "{said}");
    let shown = tom.get(&rights).await.unwrap().content();
    assert!(shown.contains("Beheerder (alle locaties)"), "{shown}");
    let holders = |said: Value| -> Vec<String> {
        let all = said["holders"].as_array().unwrap().clone();
        all.iter().map(|holder| holder["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(holders(told(&tom, "/staff/rights?action=plan_rollover").await), ["Beheer, Anke"]);
    assert_eq!(holders(told(&tom, "/staff/rights?action=manage_staff").await), ["Beheer, Anke", "Leer, Tom de"]);
    // Whom a colleague asks is who can change what he has.
    let own = world.signed_in(COORDINATOR).await;
    let carla = own.get(&format!("{}/rights", person(&administrator, "Coster").await)).await.unwrap().content();
    assert!(carla.contains("Anke Beheer") && !carla.contains("Tom de Leer"), "her role is for all locations: {carla}");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_administers_one_location_is_not_the_one_who_stays() {
    let world = World::start().await;
    let (administrator, _, _) = two(&world).await;
    let own = person(&administrator, "Beheer").await;
    let roles = administrator.get(&format!("{own}/roles")).await.unwrap();
    let end = roles.form("/roles/end").unwrap();
    let refused = administrator.submit(&end).await.unwrap();
    assert_eq!(refused.status.as_u16(), 409, "{}", refused.content());
    assert!(refused.content().contains("beheerder van alle locaties"), "{}", refused.content());
    let remove = administrator.get(&own).await.unwrap().form("/remove").unwrap();
    assert_eq!(administrator.submit(&remove).await.unwrap().status.as_u16(), 409);
    give(&administrator, "Coster", "administrator", "").await;
    assert_eq!(administrator.submit(&end).await.unwrap().status.as_u16(), 200, "asks once more, and then may");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_school_of_one_location_an_administrator_of_it_does_everything() {
    let world = World::start().await;
    let baas = world.signed_in("b.baas@debeuk.example").await;
    let jip = learner(&baas, "Jip").await;
    let only = told(&baas, &jip).await["enrolments"][0]["location"].as_str().unwrap().to_owned();
    let given = give(&baas, "Ibers", "administrator", &only).await;
    assert!(given.url.ends_with("done=granted"), "{}: {}", given.url, given.content());
    let ilse = world.signed_in("i.ibers@debeuk.example").await;
    assert_eq!((status(&ilse, "/rollover").await, status(&ilse, "/settings/sign-in").await), (200, 404));
    let roles = ilse.get(&format!("{}/roles", person(&ilse, "Baas").await)).await.unwrap();
    assert!(roles.form("/access").is_ok() && roles.texts("main .notice").is_empty(), "{}", roles.content());
    // Nobody is left but her, and that is enough.
    let ended = twice(&ilse, &roles, "/roles/end").await;
    assert!(ended.url.ends_with("done=ended"), "{}: {}", ended.url, ended.content());
    let own = ilse.get(&format!("{}/roles", person(&ilse, "Ibers").await)).await.unwrap();
    let end = own.form("/roles/end").unwrap().set("grant", "1");
    assert_eq!(ilse.submit(&end).await.unwrap().status.as_u16(), 409, "she is the last one now");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_are_invited_at_the_own_location_and_who_is_of_another_is_not_among_them() {
    // 3-13, 3-24
    let world = World::start().await;
    let (administrator, tom, [duin, bos]) = two(&world).await;
    invite(&administrator, "Dirk", &duin).await;
    invite(&administrator, "Bo", &bos).await;
    let page = tom.get("/staff/invitations/new").await.unwrap();
    assert_eq!(page.texts(".people > .choice > label"), ["Dirk Plaats"], "{}", page.content());
    assert_eq!((offered(&page, 1), offered(&page, 2)), (Some(duin.clone()), None), "{}", page.content());
    let form = page.form("/staff/invitations/check").unwrap().set("typed", "Jet; Juf; j.juf@dewilg.example");
    let form = form.set("role", "dossier_teacher").set("reason", "Team");
    let refused = tom.submit(&form.clone().set("location", bos.as_str())).await.unwrap();
    assert_eq!(refused.status.as_u16(), 422, "{}", refused.content());
    let check = tom.submit(&form).await.unwrap();
    assert!(check.content().contains("Duin"), "{}", check.content());
    tom.submit(&check.form("/staff/invitations").unwrap()).await.unwrap();
    world.link_to("j.juf@dewilg.example", "/activate/").await;

    // A round for the whole school is to be seen, and not to be sent anew to an address of one's own.
    let round = begun(&administrator, &format!("Rik; Ronde; {BOUNCES}")).await;
    walk(&world).until(&administrator, &round, "Teruggekomen").await.unwrap();
    let page = tom.get(&round).await.unwrap();
    assert!(page.status.is_success() && page.form("/again").is_err(), "{}", page.content());
    let who = told(&administrator, &round).await["people"][0]["staff"].as_str().unwrap().to_owned();
    let (once, field) = (once(30), format!("email-{who}"));
    let fields = [("once", &*once), ("who", &*who), (&*field, "t.deleer2@dewilg.example")];
    assert_eq!(says_whose(&tom.post(&format!("{round}/again"), &fields).await.unwrap()), None);
    assert!(world.stack.aws.mailbox().to("t.deleer2@dewilg.example").is_empty());
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_tells_of_learners_of_another_location_is_confirmed_by_who_looks_after_them() {
    // 3-11
    let world = World::start().await;
    let (administrator, tom, _) = two(&world).await;
    let sam = entered(&world.signed_in(COORDINATOR).await, "Boswachter", "2016-04-05", 3).await;
    // By name and date of birth it is the one at Bos, who would move with the dossier.
    let list =
        "Leerlingnummer;Achternaam;Roepnaam;Geboortedatum;Klas;Jaargroep\n071;Boswachter;Sam;5-4-2016;Groep 5a;5\n";
    let (at, page) = roster::send(&tom, "Duin", list.as_bytes()).await.unwrap();
    let shown = page.content();
    assert!(shown.contains("raakt een andere locatie") && shown.contains("Bos (99ZX11)"), "{shown}");
    assert!(!page.body.contains("value=\"load\"") && page.body.contains("value=\"withdraw\""), "{shown}");
    let forced = tom.post(&at, &[("once", &*once(1)), ("act", "load"), ("sure", "on")]).await.unwrap();
    assert_eq!(forced.status.as_u16(), 403, "{}", forced.content());

    let page = administrator.get(&at).await.unwrap();
    administrator.submit(&page.form(&at).unwrap().set("act", "load").set("sure", "on")).await.unwrap();
    walk(&world).until(&administrator, &at, "Ingelezen op").await.unwrap();
    let moved = administrator.get(&sam).await.unwrap().content();
    assert!(moved.contains("Duin"), "{moved}");
    world.stack.stop().await;
}
