//! Who may see what, and why: told of a person, of a learner and of the school, and on the page of what cannot be seen.

use jiff::{SignedDuration, ToSpan};
use serde_json::Value;
use testkit::{Answer, Client, World};

use crate::people::{
    ADMINISTRATOR, COORDINATOR, TEACHER, external, group, id, join, learner, leave, open_dossier, status,
};

/// The path of somebody, found by name.
pub async fn person(administrator: &Client, name: &str) -> String {
    administrator.get(&format!("/staff?q={name}")).await.unwrap().link("/staff/0").unwrap()
}

async fn page(client: &Client, path: &str) -> Answer {
    let page = client.get(path).await.unwrap();
    assert_eq!(page.status.as_u16(), 200, "{path}: {}", page.content());
    page
}

async fn told(client: &Client, path: &str) -> Value {
    let told = client.json().get(path).await.unwrap();
    assert_eq!(told.status.as_u16(), 200, "{path}: {}", told.body);
    told.json()
}

/// The values of a field in a list.
fn all<'a>(list: &'a Value, field: &str) -> Vec<&'a str> {
    list.as_array().unwrap().iter().map(|one| one[field].as_str().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_may_is_told_with_the_role_the_groups_and_the_learners() {
    // 3-22, 3-30
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let tom = person(&administrator, "Leer").await;
    let rights = page(&administrator, &tom).await.link(&format!("{tom}/rights")).unwrap();
    let shown = page(&administrator, &rights).await.content();
    for part in ["Dossierleerkracht", "Groep 5a (klas), vanaf", "een dossier lezen", "Ven, Noor van der", "Noor"] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    assert!(!shown.contains("Testman"), "is in none of his groups: {shown}");
    let said = told(&administrator, &rights).await;
    assert_eq!((&said["standing"], &said["roles"][0]["learners"]), (&"works".into(), &4.into()), "{said}");
    assert_eq!(all(&said["learners"], "name").len(), 4);
    let missing = said["missing"].as_array().unwrap();
    let gives = |action: &str| &missing.iter().find(|missing| missing["action"] == action).unwrap()["roles"];
    assert_eq!(gives("ask_consent"), &serde_json::json!(["coordinator"]));
    assert_eq!(gives("manage_staff"), &serde_json::json!(["administrator"]));
    assert!(missing.iter().all(|missing| missing["action"] != "read_dossier"));

    // What is told is what is decided: out of the group, out of the list.
    let class = group(&administrator, "Groep 5a").await;
    leave(&administrator, &class, &learner(&administrator, "Noor").await).await;
    let said = told(&administrator, &rights).await;
    assert_eq!(said["roles"][0]["learners"], 3, "{said}");
    assert!(all(&said["learners"], "name").iter().all(|name| !name.contains("Noor")));

    // An administrator sees names and no dossier (3-20).
    let own = told(&administrator, &format!("{}/rights", person(&administrator, "Beheer").await)).await;
    assert_eq!((&own["roles"][0]["learners"], &own["roles"][0]["dossiers"]), (&6.into(), &0.into()), "{own}");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_sees_his_own_rights_and_only_who_manages_staff_those_of_others() {
    // 3-22, 3-30
    let world = World::start().await;
    let (administrator, teacher) = (world.signed_in(ADMINISTRATOR).await, world.signed_in(TEACHER).await);
    let coordinator = world.signed_in(COORDINATOR).await;
    let (tom, carla) = (person(&administrator, "Leer").await, person(&administrator, "Coster").await);
    let own = page(&teacher, "/account").await.link("/rights").unwrap();
    assert_eq!(own, format!("{tom}/rights"));
    let shown = page(&teacher, &own).await.content();
    assert!(shown.contains("Anke Beheer") && shown.contains("Noor"), "whom to ask, and whom he reaches: {shown}");
    for path in [format!("{carla}/rights"), "/staff/rights".into(), tom.clone()] {
        assert_eq!(status(&teacher, &path).await, 403, "{path}");
    }
    assert_eq!(status(&coordinator, &own).await, 403);
    assert_eq!(status(&administrator, "/staff/00000000-0000-7000-8000-000000000000/rights").await, 404);
    let outsider = world.signed_in("l.lijster@delinde.example").await;
    assert_eq!(status(&outsider, &own).await, 404, "nobody of another licence is there");

    // Why a role was given is for administrators, as the form that asks for it says.
    let form = page(&administrator, &format!("{tom}/roles")).await.form("/roles").unwrap();
    let form = form.set("role", "coordinator").set("reason", "Vervangt Carla bij ziekte");
    administrator.submit(&form).await.unwrap();
    assert!(page(&administrator, &own).await.content().contains("Vervangt Carla"));
    let mine = teacher.json().get(&own).await.unwrap();
    assert!(!mine.body.contains("Vervangt Carla") && mine.body.contains("Anke Beheer"), "{}", mine.body);
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_goes_before_every_role_is_told_first() {
    // 3-16, 3-26
    let world = World::start().await;
    let (administrator, teacher) = (world.signed_in(ADMINISTRATOR).await, world.signed_in(TEACHER).await);
    let tom = person(&administrator, "Leer").await;
    let form = page(&administrator, &format!("{tom}/roles")).await.form("/access").unwrap();
    administrator.submit(&form).await.unwrap();
    for client in [&administrator, &teacher] {
        let shown = page(client, &format!("{tom}/rights")).await;
        let first = shown.texts("main .notice").remove(0);
        assert!(first.contains("De toegang staat uit"), "{first}");
        assert!(shown.content().contains("Rollen die dan tellen") && !shown.content().contains("Wat niet mag"));
        assert!(shown.content().contains("Nu geen enkele leerling") && !shown.content().contains("Noor"));
    }
    assert_eq!(told(&teacher, &format!("{tom}/rights")).await["standing"], "no_access");

    let form = page(&administrator, "/staff/new").await.form("/staff/check").unwrap();
    let form = form.set("call_name", "Nina").set("family_name", "Zilver").set("email", "n.zilver@dewilg.example");
    let check =
        administrator.submit(&form.set("role", "coordinator").set("reason", "nieuw in het team")).await.unwrap();
    administrator.submit(&check.form("/staff").unwrap()).await.unwrap();
    let nina = person(&administrator, "Zilver").await;
    let said = told(&administrator, &format!("{nina}/rights")).await;
    assert_eq!((&said["standing"], said["roles"].as_array().unwrap().len()), (&"invited".into(), 0), "{said}");
    let asked = administrator.submit(&page(&administrator, &nina).await.form("/remove").unwrap()).await.unwrap();
    administrator.submit(&asked.form("/remove").unwrap()).await.unwrap();
    assert_eq!(told(&administrator, &format!("{nina}/rights")).await["standing"], "removed");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_read_a_dossier_is_told_with_the_reason_and_who_could_before() {
    // 3-30, 0-10, 0-23, 0-24
    let world = World::start().await;
    let (administrator, coordinator) = (world.signed_in(ADMINISTRATOR).await, world.signed_in(COORDINATOR).await);
    let (noor, tom) = (learner(&coordinator, "Noor").await, person(&administrator, "Leer").await);
    let access = page(&coordinator, &noor).await.link("/access").unwrap();
    // The roles of the demo are of today.
    world.advance(SignedDuration::from_hours(24));
    let (administrator, coordinator) = (world.signed_in(ADMINISTRATOR).await, world.signed_in(COORDINATOR).await);
    let shown = page(&coordinator, &access).await.content();
    for part in ["Coster, Carla", "Leer, Tom de", "Groep 5a (klas)", "Alle locaties"] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    assert!(!shown.contains("Beheer, Anke"), "reads no dossier: {shown}");
    let said = told(&coordinator, &access).await;
    let readers = ["Coster, Carla", "Kwaliteit, Kim de", "Leer, Tom de", "Rekenaar, Rik"];
    assert_eq!(all(&said["today"], "name"), readers, "of whom the last only one subject");
    assert_eq!(said["today"][3]["subject"], "mathematics");
    assert_eq!((said["external"].as_array().unwrap().len(), said["before"].as_array().unwrap().len()), (0, 0));

    let linde = external(&administrator, "Linde").await;
    join(&administrator, &linde, "staff", &tom).await;
    join(&administrator, &linde, "learners", &noor).await;
    leave(&coordinator, &group(&coordinator, "Groep 5a").await, &noor).await;
    let said = told(&administrator, &access).await;
    assert_eq!(
        (all(&said["today"], "name"), all(&said["external"], "name")),
        (vec!["Coster, Carla", "Kwaliteit, Kim de"], vec!["Leer, Tom de"])
    );
    assert_eq!(said["before"][0]["through"]["name"], "Groep 5a", "{said}");
    let today = world.stack.services.app.today().to_string();
    assert_eq!((&said["before"][0]["to"], &said["before"][0]["cut"]), (&today.clone().into(), &true.into()), "{said}");
    leave(&coordinator, &linde, &noor).await;
    let teacher = world.signed_in(TEACHER).await;
    assert_eq!(status(&teacher, &noor).await, 404);
    let said = told(&administrator, &access).await;
    assert_eq!(said["external"], serde_json::json!([]), "as it was decided");
    // In and out on one day: there was access for some hours, and the day is told.
    let through = said["before"].as_array().unwrap().iter().find(|one| one["through"]["name"] == "Linde").unwrap();
    assert_eq!((through["from"].as_str(), through["to"].as_str()), (Some(&*today), Some(&*today)), "{said}");
    let shown = told(&coordinator, &linde).await;
    let days = |who: &str| (shown[who][0]["from"].clone(), shown[who][0]["to"].clone(), shown[who][0]["over"].clone());
    assert_eq!(days("learners"), (today.clone().into(), today.clone().into(), true.into()), "{shown}");
    assert_eq!(days("staff"), (today.into(), Value::Null, false.into()), "{shown}");

    // A year and a day later nobody needs to know any more.
    world.advance(SignedDuration::from_hours(24 * 367));
    let administrator = world.signed_in(ADMINISTRATOR).await;
    assert_eq!(told(&administrator, &access).await["before"], serde_json::json!([]));
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_read_a_dossier_is_told_to_who_may_know_and_never_whether_there_is_one() {
    // 3-20, 3-30
    let world = World::start().await;
    let (administrator, coordinator) = (world.signed_in(ADMINISTRATOR).await, world.signed_in(COORDINATOR).await);
    let noor = learner(&coordinator, "Noor").await;
    let access = format!("{noor}/access");
    assert_eq!(status(&world.signed_in(TEACHER).await, &access).await, 403);
    let before = told(&administrator, &access).await;
    open_dossier(&coordinator, &noor).await;
    assert_eq!(told(&administrator, &access).await, before, "nothing of the dossier");
    let nobody = "/learners/00000000-0000-7000-8000-000000000000/access";
    assert_eq!(status(&coordinator, nobody).await, 404);

    // A coordinator of another location does not reach the learner.
    world.advance(SignedDuration::from_hours(24));
    let (administrator, coordinator) = (world.signed_in(ADMINISTRATOR).await, world.signed_in(COORDINATOR).await);
    let carla = person(&administrator, "Coster").await;
    let roles = page(&administrator, &format!("{carla}/roles")).await;
    let locations: Vec<String> = (1..=2)
        .map(|n| roles.attribute(&format!(".choice:nth-of-type({n}) input[name=location]"), "value").unwrap())
        .collect();
    let whereabouts = told(&administrator, &noor).await["enrolments"][0]["location"].as_str().unwrap().to_owned();
    let other = locations.into_iter().find(|location| *location != whereabouts && !location.is_empty()).unwrap();
    let form = roles.form("/roles").unwrap().set("role", "coordinator").set("reason", "alleen daar");
    let form = form.set("location", other.as_str());
    // The role for everywhere has to go first: it reaches as far.
    let asked = administrator.submit(&roles.form("/roles/end").unwrap().set("grant", "0")).await.unwrap();
    administrator.submit(&asked.form("/roles/end").unwrap()).await.unwrap();
    administrator.submit(&form).await.unwrap();
    assert_eq!(status(&coordinator, &access).await, 404);
    let said = told(&administrator, &access).await;
    assert!(all(&said["today"], "name").iter().all(|name| !name.contains("Coster")), "{said}");
    assert!(all(&said["before"], "name").iter().any(|name| name.contains("Coster")), "could until yesterday: {said}");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_holds_a_right_is_found_by_role_by_act_and_by_location() {
    // 4-10, 4-11, 4-12
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let search = page(&administrator, "/staff").await.link("/staff/rights").unwrap();
    let everybody = told(&administrator, &search).await;
    let staff = ["Beheer, Anke", "Coster, Carla", "Kwaliteit, Kim de", "Leer, Tom de", "Meelezer, Mo", "Rekenaar, Rik"];
    assert_eq!(all(&everybody["holders"], "name"), staff);
    for (asked, found) in [
        ("role=coordinator", vec!["Coster, Carla"]),
        ("action=read_dossier", vec!["Coster, Carla", "Kwaliteit, Kim de", "Leer, Tom de", "Meelezer, Mo"]),
        ("action=write_subject", vec!["Rekenaar, Rik"]),
        ("action=manage_groups", vec!["Beheer, Anke", "Coster, Carla"]),
        ("action=export&role=administrator", vec![]),
    ] {
        let said = told(&administrator, &format!("{search}?{asked}")).await;
        assert_eq!(all(&said["holders"], "name"), found, "{asked}");
    }

    // By location, with who gave it and why.
    let tom = person(&administrator, "Leer").await;
    let roles = page(&administrator, &format!("{tom}/roles")).await;
    let found = page(&administrator, &search).await;
    let duin = found.attribute("select[name=location] option:nth-child(2)", "value").unwrap();
    let bos = found.attribute("select[name=location] option:nth-child(3)", "value").unwrap();
    let give = roles.form("/roles").unwrap().set("role", "coordinator").set("reason", "Zorgt voor Duin");
    administrator.submit(&give.set("location", duin.as_str())).await.unwrap();
    let at = |location: &str| format!("{search}?role=coordinator&action=&location={location}");
    assert_eq!(all(&told(&administrator, &at(&duin)).await["holders"], "name"), ["Coster, Carla", "Leer, Tom de"]);
    assert_eq!(all(&told(&administrator, &at(&bos)).await["holders"], "name"), ["Coster, Carla"]);
    // A role for groups holds where these are.
    let subject = |location: &str| format!("{search}?role=&action=write_subject&location={location}");
    assert_eq!(all(&told(&administrator, &subject(&duin)).await["holders"], "name"), ["Rekenaar, Rik"]);
    assert_eq!(all(&told(&administrator, &subject(&bos)).await["holders"], "name"), Vec::<&str>::new());
    let shown = page(&administrator, &at(&duin)).await.content();
    let count = page(&administrator, &format!("{search}?action=ask_consent")).await.text("[role=status]").unwrap();
    let sentence =
        "2 medewerkers mogen nu instemming vragen en vastleggen. Dit hoort bij de rol Ib'er / zorgcoördinator.";
    assert!(count.starts_with(sentence), "{count}");
    assert!(shown.contains("Anke Beheer") && shown.contains("Zorgt voor Duin") && shown.contains("Duin"), "{shown}");

    // Who was given the right and cannot use it now is told apart.
    let form = page(&administrator, &format!("{tom}/roles")).await.form("/access").unwrap();
    administrator.submit(&form).await.unwrap();
    let said = told(&administrator, &at(&duin)).await;
    assert_eq!(all(&said["holders"], "name"), ["Coster, Carla"]);
    assert_eq!(
        (&said["not_now"][0]["name"], &said["not_now"][0]["standing"]),
        (&"Leer, Tom de".into(), &"no_access".into())
    );

    let wrong = administrator.get(&format!("{search}?role=owner&location={duin}")).await.unwrap();
    assert_eq!(wrong.status.as_u16(), 422);
    let kept = wrong.form("/staff/rights").unwrap();
    assert!(!wrong.texts(".error-summary a").is_empty());
    assert_eq!(kept.value("location"), Some(duin.as_str()));
    world.stack.stop().await;
}

/// A page without the keys of its forms, which are others each time.
fn without_keys(body: &str) -> String {
    const KEY: &str = "name=\"once\" value=\"";
    let mut parts = body.split(KEY);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |page, part| page + KEY + part.split_once('"').unwrap().1)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_out_of_reach_and_what_is_not_there_give_the_same_page_with_a_way_out() {
    // 3-30, 0-10
    let world = World::start().await;
    let (coordinator, teacher) = (world.signed_in(COORDINATOR).await, world.signed_in(TEACHER).await);
    let zoe = learner(&coordinator, "Testman").await;
    let dossier = open_dossier(&coordinator, &zoe).await;
    let nobody = "00000000-0000-7000-8000-000000000000";
    let none = format!("/dossiers/{}.{}", nobody.replace('-', ""), nobody.replace('-', ""));
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let own = format!("{}/rights", person(&administrator, "Leer").await);
    for (there, not_there) in [(zoe, format!("/learners/{nobody}")), (dossier, none)] {
        let (out_of_reach, missing) = (teacher.get(&there).await.unwrap(), teacher.get(&not_there).await.unwrap());
        assert_eq!((out_of_reach.status.as_u16(), missing.status.as_u16()), (404, 404));
        let alike = |page: &Answer, asked: &str| without_keys(&page.body.replace(id(asked), "ID"));
        assert_eq!(alike(&out_of_reach, &there), alike(&missing, &not_there));
        let shown = out_of_reach.content();
        assert!(shown.contains("Kun je iets niet zien wat je nodig hebt?"), "{shown}");
        assert!(shown.contains("Anke Beheer") && !shown.contains("Testman") && !shown.contains("Zoë"), "{shown}");
        assert_eq!(out_of_reach.link("/rights").unwrap(), own);
    }
    assert!(page(&teacher, &own).await.content().contains("Groep 5a"));
    let refused = teacher.get("/staff").await.unwrap();
    assert_eq!((refused.status.as_u16(), refused.link("/rights").unwrap()), (403, own));
    let nobody = world.anonymous().get("/assets/none.css").await.unwrap();
    assert!(!nobody.content().contains("Anke Beheer"), "who is not signed in is told no names: {}", nobody.content());
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_with_a_last_day_ends_by_itself() {
    // 3-21, 4-12
    let world = World::start().await;
    let (administrator, teacher) = (world.signed_in(ADMINISTRATOR).await, world.signed_in(TEACHER).await);
    let (tom, today) = (person(&administrator, "Leer").await, world.stack.services.app.today());
    let typed = |days: i64| web::dates::typed(today + days.days());
    let roles = page(&administrator, &format!("{tom}/roles")).await;
    let form = roles.form("/roles").unwrap().set("role", "coordinator").set("reason", "Vervangt Carla");
    let late = administrator.submit(&form.clone().set("to", typed(-1))).await.unwrap();
    assert_eq!(late.status.as_u16(), 422);
    let kept = late.form("/roles").unwrap();
    assert_eq!((kept.value("to"), kept.value("reason")), (Some(typed(-1).as_str()), Some("Vervangt Carla")));
    assert_eq!(status(&teacher, "/dossiers/new").await, 403);

    let given = administrator.submit(&kept.set("to", typed(1))).await.unwrap();
    let last = (today + 1.day()).to_string();
    assert_eq!(told(&administrator, &format!("{tom}/roles")).await["roles"][1]["to"], last);
    let shown = web::dates::day(today + 1.day(), web::Locale::Nl);
    let places = [given, page(&administrator, &tom).await, page(&administrator, "/staff").await];
    for place in places.iter().chain([&page(&administrator, &format!("{tom}/rights")).await]) {
        assert!(place.content().contains(&shown), "{}: {}", place.url, place.content());
    }
    assert_eq!(status(&teacher, "/dossiers/new").await, 200);
    world.advance(SignedDuration::from_hours(48));
    let (administrator, teacher) = (world.signed_in(ADMINISTRATOR).await, world.signed_in(TEACHER).await);
    assert_eq!(status(&teacher, "/dossiers/new").await, 403, "nobody had to do anything");
    let list = page(&administrator, "/staff").await.content();
    assert!(!list.contains(&shown), "the row of the register is not of yesterday: {list}");
    let said = told(&administrator, "/staff/rights?role=coordinator").await;
    assert_eq!(all(&said["holders"], "name"), ["Coster, Carla"]);
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_for_a_while_does_not_count_as_the_one_who_stays() {
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let (anke, carla) = (person(&administrator, "Beheer").await, person(&administrator, "Coster").await);
    let give = async |to: &str| {
        let roles = page(&administrator, &format!("{carla}/roles")).await;
        let form = roles.form("/roles").unwrap().set("role", "administrator").set("reason", "valt in").set("to", to);
        administrator.submit(&form).await.unwrap()
    };
    give("31-12-2099").await;
    let own = page(&administrator, &format!("{anke}/roles")).await;
    let end = own.form("/roles/end").unwrap().set("grant", "0");
    assert_eq!(administrator.submit(&end).await.unwrap().status.as_u16(), 409, "one day nobody would be left");
    give("").await;
    assert_eq!(administrator.submit(&end).await.unwrap().status.as_u16(), 200, "asks once more, and then may");
    world.stack.stop().await;
}
