#![allow(missing_docs, clippy::all, clippy::allow_attributes, clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_methods)]
use std::sync::{Arc, Mutex};
use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region};
use axum::{Router, body::Body};
use domain::{access::Scope, calendar::Period, ids::*, licence::*, name::PersonName, staff::*, identity::*};
use emulators::{Emulators, Options, TableSpec};
use http::{Request, StatusCode};
use http_body_util::BodyExt;
use jiff::Timestamp;
use store::{App, Chance, Clock, Store, config::Tables, crypto::Keys, tickets::{Session, Stage}};
use tower::ServiceExt;
use uuid::Uuid;

struct World { app: App, router: Router, aws: Emulators, licence: LicenceId, duin: LocationId, bos: LocationId, now: Arc<Mutex<Timestamp>>, n: Mutex<u128> }

async fn world() -> World {
    let now = Arc::new(Mutex::new("2026-11-22T09:00:00Z".parse::<Timestamp>().unwrap()));
    let clock = { let now = now.clone(); move || *now.lock().unwrap() };
    let mut options = Options::in_memory(Arc::new(clock.clone()));
    let key = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    let ring = format!(r#"{{"signs":"k","keys":{{"k":"{key}"}}}}"#);
    options.secrets = vec![("keys".into(), format!(r#"{{"session":{ring},"link":{ring},"vault":{ring}}}"#))];
    options.tables = vec![TableSpec::new("records").with_sk(), TableSpec::new("identities"), TableSpec::new("tickets"), TableSpec::new("audit").with_sk(), TableSpec::new("outbox")];
    let aws = emulators::start(options).await.unwrap();
    let cred = Credentials::new("local", "local", None, None, "local");
    let dynamo = aws_sdk_dynamodb::Client::from_conf(aws_sdk_dynamodb::Config::builder().behavior_version(BehaviorVersion::v2026_01_12()).region(Region::new("eu-west-1")).credentials_provider(cred.clone()).endpoint_url(aws.dynamodb_url()).build());
    let secrets = aws_sdk_secretsmanager::Client::from_conf(aws_sdk_secretsmanager::Config::builder().behavior_version(BehaviorVersion::v2026_01_12()).region(Region::new("eu-west-1")).credentials_provider(cred).endpoint_url(aws.secretsmanager_url()).build());
    let clock = Clock::new(clock);
    let store = Store::new(dynamo, Tables::local(), clock.clone(), Chance);
    let keys = Keys::read(secrets, "keys", clock.now()).await.unwrap();
    let app = App { store, clock, chance: Chance, keys, public_url: "http://localhost".into() };
    let licence = LicenceId::new(Uuid::from_u128(1));
    let (duin, bos) = (LocationId::new(Uuid::from_u128(10)), LocationId::new(Uuid::from_u128(11)));
    let lic = Licence { id: licence, name: LicenceName::parse("WILG").unwrap(), display_name: "De Wilg".into(), kind: LicenceKind::PrimarySchool, country: Country::Nl, place: "Duin".into(), status: LicenceStatus::Open, contact: "a@b.example".into(),
        locations: vec![Location { id: duin, name: "Duin".into(), code: None }, Location { id: bos, name: "Bos".into(), code: None }], totp_required: false };
    let scope = Scope::of_operator(licence);
    app.store.licence(&scope).change(None).open_licence(&lic).commit("").await.unwrap();
    let api = manage_groups::routes(app.clone()).and(manage_learners::routes(app.clone()));
    std::fs::write("/tmp/mg-openapi.json", api.openapi().to_string()).unwrap();
    let router = web::guard::around(api.into_router(), &app, None);
    World { app, router, aws, licence, duin, bos, now, n: Mutex::new(100) }
}

impl World {
    async fn member(&self, name: &str, role: Role, location: Option<LocationId>) -> (StaffId, String) {
        let n = { let mut n = self.n.lock().unwrap(); *n += 10; *n };
        let id = StaffId::new(Uuid::from_u128(n));
        let input = StaffInput { name: domain::name::NameInput { call_name: name.into(), family_name: "Test".into(), ..Default::default() }, email: format!("{name}@x.example"), role: role.as_str().into(), ..Default::default() };
        let mut m = StaffMember::invited(id, input.parse(&[]).unwrap(), None, self.app.today());
        m.grants[0].location = location;
        m.status = StaffStatus::Active;
        let identity = IdentityId::new(Uuid::from_u128(n + 1));
        m.identity = Some(identity);
        let sid = SessionId::new(Uuid::from_u128(n + 2));
        let session = Session { id: sid, identity, service: Some((self.licence, id)), epoch: 0, began: self.app.now(), ends: self.app.now() + jiff::SignedDuration::from_hours(12), stepped_up: None, stage: Stage::Full };
        let scope = Scope::of_operator(self.licence);
        self.app.store.licence(&scope).change(None).create(&m).row(&StaffRow::of(&m, self.app.today())).session(&session, 0).commit("").await.unwrap();
        let token = web::session::sign(&self.app, &web::session::Claims::of(&session, self.app.now())).await.unwrap();
        (id, format!("__Host-session={token}"))
    }
    async fn send(&self, cookie: &str, method: &str, path: &str, body: Option<String>, json: bool) -> (StatusCode, String, String) {
        self.aws.calls().reset();
        let mut r = Request::builder().method(method).uri(path).header("cookie", cookie);
        if json { r = r.header("accept", "application/json"); }
        if body.is_some() { r = r.header("content-type", "application/x-www-form-urlencoded"); }
        let response = self.router.clone().oneshot(r.body(body.map_or(Body::empty(), Body::from)).unwrap()).await.unwrap();
        let status = response.status();
        let to = response.headers().get("location").map(|v| v.to_str().unwrap().to_owned()).unwrap_or_default();
        let text = String::from_utf8(response.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap();
        println!("{method} {path} -> {status} {to} {:?} rounds {}", self.aws.calls().summary(), self.aws.calls().round_trips());
        (status, to, text)
    }
    async fn get(&self, cookie: &str, path: &str) -> (StatusCode, String) { let (s, _, t) = self.send(cookie, "GET", path, None, false).await; (s, t) }
    async fn json(&self, cookie: &str, path: &str) -> (StatusCode, String) { let (s, _, t) = self.send(cookie, "GET", path, None, true).await; (s, t) }
    async fn post(&self, cookie: &str, path: &str, fields: &str) -> (StatusCode, String, String) {
        let n = { let mut n = self.n.lock().unwrap(); *n += 10; *n };
        self.send(cookie, "POST", path, Some(format!("once=key-{n:08}&{fields}")), false).await
    }
}

fn part(path: &str, n: usize) -> String { path.split(['/', '?']).nth(n).unwrap().to_owned() }

#[tokio::test]
async fn journey() {
    let w = world().await;
    let (_, admin) = w.member("Adam", Role::Administrator, None).await;
    let (cid, coord) = w.member("Cora", Role::Coordinator, None).await;
    let (_, cbos) = w.member("Bea", Role::Coordinator, Some(w.bos)).await;
    let (xid, ext) = w.member("Xander", Role::DossierTeacher, None).await;
    for who in [&admin, &coord, &ext] {
        let (s, t) = w.get(who, "/learners").await; assert_eq!(s, 200); assert!(t.contains("Nog geen leerlingen"));
    }
    assert_eq!(w.get(&ext, "/learners/new").await.0, 403);
    assert_eq!(w.get(&ext, "/groups").await.0, 403);
    assert_eq!(w.get(&coord, "/learners/new").await.0, 200);
    // groups
    let (s, _, t) = w.post(&coord, "/groups", "name=&kind=&year=&location=&levels=9").await; assert_eq!(s, 422); assert!(t.contains("Vul leerjaren in"));
    let loc = w.duin;
    let (s, to, _) = w.post(&coord, "/groups", &format!("name=5a&kind=class&year=2026-2027&location={loc}&levels=5")).await; assert_eq!(s, 303); let g5a = part(&to, 2);
    let (s, _, t) = w.post(&coord, "/groups", &format!("name=5A&kind=class&year=2026-2027&location={loc}&levels=5")).await; assert_eq!(s, 422); assert!(t.contains("Dit bestaat al"));
    let (_, to, _) = w.post(&coord, "/groups", &format!("name=5b&kind=class&year=2026-2027&location={loc}&levels=5")).await; let g5b = part(&to, 2);
    let (_, to, _) = w.post(&admin, "/groups", &format!("name=Tom&kind=external&year=2026-2027&location={loc}&levels=")).await; let gx = part(&to, 2);
    assert_eq!(w.get(&cbos, &format!("/groups/{gx}")).await.0, 404);
    // rename onto another, and back
    let (s, _, _) = w.post(&coord, &format!("/groups/{g5b}"), "name=5a&levels=5&version=1").await; assert_eq!(s, 422);
    let (s, _, _) = w.post(&coord, &format!("/groups/{g5b}"), "name=5c&levels=5&version=1").await; assert_eq!(s, 303);
    let (s, _, t) = w.post(&coord, &format!("/groups/{g5b}"), "name=5z&levels=5&version=1").await; assert_eq!(s, 409); assert!(t.contains("Opgeslagen door Cora Test"), "{t}"); std::fs::write("/tmp/mg-stale.html", &t).unwrap();
    let (s, _, _) = w.post(&coord, &format!("/groups/{g5b}"), "name=5b&levels=5&version=2").await; assert_eq!(s, 303);
    // learner
    let (s, _, t) = w.post(&coord, "/learners", "call_name=&birth_date=32-1-2014").await; assert_eq!(s, 422); assert!(t.contains("Vul een datum in"));
    let noor = format!("call_name=Noor&prefix=van+der&family_name=Ven&birth_date=9-3-2014&location={loc}&group={g5a}&year_level=5");
    let (s, to, _) = w.post(&coord, "/learners", &noor).await; assert_eq!(s, 303); let nid = part(&to, 2);
    let (s, t) = w.get(&coord, &to).await; assert_eq!(s, 200); assert!(t.contains("De leerling is toegevoegd") && t.contains("Groep 5") && t.contains("5a") && t.contains("9 maart 2014")); std::fs::write("/tmp/ml-show.html", &t).unwrap();
    let (s, t) = w.get(&admin, &to).await; assert_eq!(s, 200); assert!(!t.contains("verzorger") && !t.to_lowercase().contains("dossier"), "{t}");
    assert_eq!(w.get(&cbos, &to).await.0, 404);
    assert_eq!(w.get(&ext, &format!("/learners/{nid}")).await.0, 404);
    assert_eq!(w.get(&coord, &format!("/learners/{}", Uuid::from_u128(999))).await.0, 404);
    assert_eq!(w.get(&coord, "/learners/x").await.0, 404);
    // double
    let (s, _, t) = w.post(&coord, "/learners", &noor).await; assert_eq!(s, 422); assert!(t.contains("staat er misschien al")); std::fs::write("/tmp/ml-double.html", &t).unwrap();
    let (s, _, t) = w.post(&cbos, "/learners", &noor.replace(&loc.to_string(), &w.bos.to_string()).replace(&format!("&group={g5a}"), "")).await; assert_eq!(s, 422); assert!(t.contains("Andere vestiging") && !t.contains(&nid) );
    let (s, to, _) = w.post(&coord, "/learners", &format!("{}&other_learner=on", noor.replace("9-3-2014", "").replace("Noor", "N%C3%B3or"))).await; assert_eq!(s, 303); let n2 = part(&to, 2);
    // list
    let (_, t) = w.get(&coord, "/learners?q=ven+noo").await; assert!(t.contains("2 leerlingen"));
    let (_, t) = w.json(&coord, &format!("/learners?group={g5a}")).await; println!("{t}");
    // change
    let (s, t) = w.get(&coord, &format!("/learners/{nid}?form=change")).await; assert_eq!(s, 200); assert!(t.contains("name=\"version\" value=\"1\"")); std::fs::write("/tmp/ml-change.html", &t).unwrap();
    let ch = format!("act=change&call_name=Noortje&prefix=van+der&family_name=Ven&birth_date=9-3-2014&location={loc}&year_level=6&version=1&email=noor@x.example");
    let (s, to, _) = w.post(&coord, &format!("/learners/{nid}"), &ch).await; assert_eq!((s, to.as_str()), (StatusCode::SEE_OTHER, format!("/learners/{nid}?done=changed").as_str()));
    let (s, _, t) = w.post(&coord, &format!("/learners/{nid}"), &ch.replace("Noortje", "Nora")).await; assert_eq!(s, 409); assert!(t.contains("Nora") && t.contains("Noortje") && t.contains("value=\"2\"")); std::fs::write("/tmp/ml-stale.html", &t).unwrap();
    // group: class move
    let (s, _, t) = w.post(&coord, &format!("/groups/{g5b}/learners"), &format!("learner={nid}&from=")).await; assert_eq!(s, 200); assert!(t.contains("5a eindigt na 21 november 2026"), "{t}");
    let (s, _, _) = w.send(&coord, "POST", &format!("/groups/{g5b}/learners"), Some(format!("once=kkkkkkkkkk&learner={nid}")), true).await; assert_eq!(s, 422);
    let (s, _, _) = w.post(&coord, &format!("/groups/{g5b}/learners"), &format!("learner={nid}&from=&move=yes")).await; assert_eq!(s, 303);
    let (s, to, _) = w.post(&coord, &format!("/groups/{g5b}/learners"), &format!("learner={nid}")).await; assert_eq!(s, 303); assert!(to.ends_with("already"));
    let (_, t) = w.json(&coord, &format!("/groups/{g5a}")).await; println!("{t}");
    // external group
    let (s, _, t) = w.post(&coord, &format!("/groups/{gx}/learners"), "learner=").await; assert_eq!(s, 422); assert!(t.contains("f-learner-error")); std::fs::write("/tmp/mg-fault.html", &t).unwrap();
    let (s, _, _) = w.post(&coord, &format!("/groups/{gx}/learners"), &format!("learner={nid}&from=1-11-2026")).await; assert_eq!(s, 422);
    let (s, _, _) = w.post(&coord, &format!("/groups/{gx}/learners"), &format!("learner={nid}")).await; assert_eq!(s, 303);
    let (s, _, _) = w.post(&coord, &format!("/groups/{gx}/staff"), &format!("staff={cid}")).await; assert_eq!(s, 422);
    let (s, _, _) = w.post(&coord, &format!("/groups/{gx}/staff"), &format!("staff={xid}")).await; assert_eq!(s, 303);
    let (s, t) = w.get(&coord, &format!("/groups/{gx}?done=staff-added")).await; assert_eq!(s, 200); assert!(t.contains("Ven, Noortje van der") && t.contains("Test, Xander")); std::fs::write("/tmp/mg-show.html", &t).unwrap();
    let (_, t) = w.get(&ext, "/learners").await; assert!(t.contains("1 leerling<") && t.contains("Tom") && !t.contains("5b"), "{t}");
    let (s, t) = w.get(&ext, &format!("/learners/{nid}")).await; assert_eq!(s, 200); assert!(!t.contains("5b") && !t.contains("verzorger") && !t.contains("noor@x"));
    assert_eq!(w.get(&ext, &format!("/learners/{n2}")).await.0, 404);
    assert_eq!(w.get(&ext, &format!("/learners/{nid}?form=change")).await.0, 403);
    // coordinator adds herself to a class
    let (s, _, _) = w.post(&coord, &format!("/groups/{g5b}/staff"), &format!("staff={cid}")).await; assert_eq!(s, 303);
    // removal asks once more; then at once
    let path = format!("/groups/{gx}/learners/{nid}/remove");
    let (s, _, t) = w.post(&coord, &path, "").await; assert_eq!(s, 200); assert!(t.contains("kunnen meteen niet meer")); std::fs::write("/tmp/mg-remove.html", &t).unwrap();
    assert_eq!(w.get(&ext, &format!("/learners/{nid}")).await.0, 200);
    let (s, _, _) = w.post(&coord, &path, "confirmed=yes").await; assert_eq!(s, 303);
    assert_eq!(w.get(&ext, &format!("/learners/{nid}")).await.0, 404);
    let (_, t) = w.json(&coord, &format!("/learners/{nid}")).await; println!("{t}"); assert!(t.contains("5b"));
    assert_eq!(w.post(&coord, &path, "confirmed=yes").await.0, 404);
    let (s, _, _) = w.post(&admin, &format!("/groups/{gx}/staff/{xid}/remove"), "confirmed=yes").await; assert_eq!(s, 303);
    let (_, t) = w.get(&coord, &format!("/groups/{gx}")).await; std::fs::write("/tmp/mg-show2.html", &t).unwrap();
    *w.now.lock().unwrap() = "2026-11-22T09:10:00Z".parse().unwrap();
    let (_, t) = w.get(&coord, &format!("/groups/{gx}")).await; assert!(!t.contains("Wie er eerder") , "same-day membership never was");
    // carers
    assert_eq!(w.get(&admin, &format!("/learners/{nid}/carers/new")).await.0, 403);
    assert_eq!(w.get(&cbos, &format!("/learners/{nid}/carers/new")).await.0, 404);
    let (s, t) = w.get(&coord, &format!("/learners/{nid}/carers/new")).await; assert_eq!(s, 200); std::fs::write("/tmp/ml-carer-new.html", &t).unwrap();
    let (s, _, t) = w.post(&coord, &format!("/learners/{nid}/carers"), "call_name=Anna&email=x").await; assert_eq!(s, 422); assert!(t.contains("f-relation-error") && t.contains("f-authority-error"));
    let anna = "call_name=Anna&family_name=Ven&email=anna@ouder.example&relation=mother&authority=yes&may_contact=yes&phone=06-1&phone_secret=on&language=nl";
    let (s, to, _) = w.post(&coord, &format!("/learners/{nid}/carers"), anna).await; assert_eq!(s, 303);
    let bas = "call_name=Bas&family_name=Duin&email=anna@ouder.example&relation=father&authority=unknown&may_contact=no&street=Weg+1&postcode=1234AB&town=Duin&address_secret=on&language=en";
    let (s, _, _) = w.post(&coord, &format!("/learners/{nid}/carers"), bas).await; assert_eq!(s, 303);
    let (_, t) = w.get(&coord, &to).await; assert!(t.contains("hebben hetzelfde e-mailadres") && t.contains("Anna Ven") && t.contains("Bas Duin"), "{t}"); std::fs::write("/tmp/ml-show3.html", &t).unwrap();
    let aid = t.split("/carers/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    // sibling
    let (s, _, t) = w.post(&coord, &format!("/learners/{n2}/carers"), anna).await; assert_eq!(s, 422); assert!(t.contains("Ja, het is Anna Ven") && t.contains("ook bij Ven, Noortje van der"), "{t}"); std::fs::write("/tmp/ml-sibling.html", &t).unwrap();
    let (s, _, _) = w.post(&coord, &format!("/learners/{n2}/carers"), &format!("{anna}&existing={aid}")).await; assert_eq!(s, 303);
    let cpath = format!("/learners/{nid}/carers/{aid}");
    let (s, t) = w.get(&coord, &cpath).await; assert_eq!(s, 200); assert!(t.contains("Hoort ook bij een andere leerling")); std::fs::write("/tmp/ml-carer.html", &t).unwrap();
    let (s, _, t) = w.post(&coord, &cpath, &format!("{anna}&version=1&tie_version=1").replace("Anna", "Anja")).await; assert_eq!(s, 409); assert!(t.contains("Anja")); 
    let (s, _, _) = w.post(&coord, &cpath, &format!("{anna}&version=2&tie_version=1").replace("authority=yes", "authority=no")).await; assert_eq!(s, 303);
    let (_, t) = w.json(&coord, &format!("/learners/{nid}")).await; println!("{t}");
    let (s, _, t) = w.post(&coord, &format!("{cpath}/end"), "").await; assert_eq!(s, 200); std::fs::write("/tmp/ml-carer-end.html", &t).unwrap();
    let (s, _, _) = w.post(&coord, &format!("{cpath}/end"), "confirmed=yes").await; assert_eq!(s, 303);
    assert_eq!(w.get(&coord, &cpath).await.0, 404);
    assert_eq!(w.get(&coord, &format!("/learners/{n2}/carers/{aid}")).await.0, 200);
    let (s, _, t) = w.post(&coord, &format!("/learners/{nid}/carers"), &format!("{anna}")).await; assert_eq!(s, 422);
    let (s, _, _) = w.post(&coord, &format!("/learners/{nid}/carers"), &format!("{anna}&existing={aid}")).await; assert_eq!(s, 303);
    // leaving
    let (s, t) = w.get(&admin, &format!("/learners/{nid}?form=end")).await; assert_eq!(s, 200); std::fs::write("/tmp/ml-end.html", &t).unwrap();
    let (s, _, _) = w.post(&admin, &format!("/learners/{nid}"), "act=end&last_day=&reason=").await; assert_eq!(s, 422);
    let (s, _, _) = w.post(&admin, &format!("/learners/{nid}"), "act=end&last_day=22-11-2026&reason=verhuisd&version=1").await; assert_eq!(s, 409);
    let v = w.json(&coord, &format!("/learners/{nid}")).await.1; let v = v.split("\"version\":").nth(1).unwrap().split([',', '}']).next().unwrap().to_owned();
    let (s, _, _) = w.post(&admin, &format!("/learners/{nid}"), &format!("act=end&last_day=22-11-2026&reason=verhuisd&version={v}")).await; assert_eq!(s, 303);
    *w.now.lock().unwrap() = "2026-11-22T23:10:00Z".parse().unwrap(); // after midnight; sessions idle out
}
