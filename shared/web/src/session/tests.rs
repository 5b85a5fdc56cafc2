//! What a cookie is worth.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use aws_credential_types::{Credentials, provider::SharedCredentialsProvider};
use data_encoding::{BASE64, BASE64URL_NOPAD};
use domain::hub::Means;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use proptest::prelude::*;
use serde_json::json;
use store::{
    Store,
    app::{Chance, Clock},
    config::Tables,
    crypto::Keys,
};
use uuid::Uuid;

use super::*;
use crate::token::{sign, signed};

const KEY: [u8; 32] = [7; 32];

fn verified(token: &str, typ: &str, key: &[u8]) -> Option<Claims> {
    token::verified::<Claims>(token, AUDIENCE, key)?.of_type(typ)
}

prop_compose! {
    fn claims()(ids in any::<[u128; 4]>(), times in prop::array::uniform3(0_i64..4_000_000_000), is_full in any::<bool>()) -> Claims {
        let [sub, sid, lic, stf] = ids.map(Uuid::from_u128);
        let [nbf, iat, exp] = times;
        let (lic, stf) = (is_full.then(|| LicenceId::new(lic)), is_full.then(|| StaffId::new(stf)));
        let typ = if is_full { SESSION } else { SIGNING_IN }.to_owned();
        let (sub, sid) = (IdentityId::new(sub), SessionId::new(sid));
        Claims { iss: AUDIENCE.into(), aud: AUDIENCE.into(), sub, sid, typ, lic, stf, nbf, iat, exp }
    }
}

/// A token with these parts, signed as `algorithm` says, whatever that is worth.
fn forged(claims: &Claims, algorithm: Option<Algorithm>, key: &[u8]) -> String {
    match algorithm {
        Some(algorithm) => {
            jsonwebtoken::encode(&Header::new(algorithm), claims, &EncodingKey::from_secret(key)).unwrap()
        }
        None => {
            let part = |value: serde_json::Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
            format!("{}.{}.", part(json!({ "alg": "none", "typ": "JWT", "kid": "1" })), part(json!(claims)))
        }
    }
}

const NOW: Timestamp = Timestamp::constant(1_800_000_000, 0);

fn session(stage: Stage, ends: Timestamp) -> Session {
    let id = Uuid::from_u128;
    Session {
        id: SessionId::new(id(1)),
        identity: IdentityId::new(id(2)),
        service: Some((LicenceId::new(id(3)), StaffId::new(id(4)))),
        epoch: 1,
        began: NOW,
        ends,
        stepped_up: None,
        stage,
        second_factor: false,
        by: Means::default(),
        others: vec![],
        location: None,
    }
}

/// The claims of somebody at work, made now.
fn at_work() -> Claims {
    Claims::of(&session(Stage::Full, NOW + ABSOLUTE), NOW)
}

#[test]
fn a_token_says_whose_session_it_is_and_ends_with_it() {
    let [sid, sub, lic, stf] = [1, 2, 3, 4].map(Uuid::from_u128);
    let claims = at_work();
    assert_eq!((claims.sid, claims.sub), (SessionId::new(sid), IdentityId::new(sub)));
    assert_eq!([claims.nbf, claims.iat, claims.exp], [NOW, NOW, NOW + IDLE].map(Timestamp::as_second));
    let soon = NOW + SignedDuration::from_mins(1);
    assert_eq!(Claims::of(&session(Stage::Full, soon), NOW).exp, soon.as_second(), "never past its session");

    let signed_in = SignedIn::of(&claims).unwrap();
    assert_eq!((signed_in.licence, signed_in.staff), (LicenceId::new(lic), StaffId::new(stf)));
    assert_eq!((signed_in.session, signed_in.identity), (SessionId::new(sid), IdentityId::new(sub)));
    assert_eq!(signed_in.scope().licence(), LicenceId::new(lic));
    assert!(SignedIn::of(&Claims { stf: None, ..claims.clone() }).is_none());
    assert!(SignedIn::of(&Claims { lic: None, ..claims }).is_none());
}

#[test]
fn whoever_is_signing_in_has_a_token_of_that_kind() {
    for stage in [Stage::Code, Stage::Licence, Stage::Enrol] {
        assert_eq!(Claims::of(&session(stage, NOW + ABSOLUTE), NOW).typ, SIGNING_IN);
    }
    assert_eq!(at_work().typ, SESSION);
}

#[test]
fn a_token_older_than_a_minute_is_renewed_while_it_is_good() {
    let after = |seconds| at_work().renewed_at(NOW + SignedDuration::from_secs(seconds));
    assert_eq!([after(-1), after(0), after(59)], [None, None, None]);
    let now = NOW + SignedDuration::from_secs(60);
    let renewed = after(60).unwrap();
    assert_eq!([renewed.nbf, renewed.iat, renewed.exp], [now, now, now + IDLE].map(Timestamp::as_second));
    assert_eq!(Claims { nbf: 0, iat: 0, exp: 0, ..renewed }, Claims { nbf: 0, iat: 0, exp: 0, ..at_work() });
    assert!(after(IDLE.as_secs() - 1).is_some());
    assert!(after(IDLE.as_secs()).is_none(), "what ended is not made good again");
}

#[test]
fn what_was_typed_is_kept_for_half_a_day_after_the_end() {
    let after = |seconds| at_work().lately_good_at(NOW + IDLE + SignedDuration::from_secs(seconds));
    assert!(after(-1) && after(0) && after(12 * 60 * 60 - 1));
    assert!(!after(12 * 60 * 60));
}

#[test]
fn the_cookie_is_for_this_host_over_tls_and_not_for_scripts() {
    assert_eq!(set_cookie("a.b.c").unwrap(), "__Host-session=a.b.c; Path=/; Secure; HttpOnly; SameSite=Lax");
    assert_eq!(set_cookie("").unwrap(), "__Host-session=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0");
    assert!(set_cookie("a\nb").is_none());
}

/// The keys of a stack, which sign with the first.
fn keys() -> String {
    let ring = |key: [u8; 32]| json!({ "signs": "1", "keys": { "1": BASE64.encode(&key) } });
    json!({ "session": ring(KEY), "link": ring([8; 32]), "vault": ring([9; 32]) }).to_string()
}

/// A product that has keys and a clock, which is moved with what stands beside it, in seconds since [`NOW`].
async fn product() -> (emulators::Emulators, App, Arc<AtomicI64>) {
    let mut options = emulators::Options::in_memory(Arc::new(|| NOW));
    options.secrets = vec![("keys".into(), keys())];
    let aws = emulators::start(options).await.unwrap();
    let credentials = Credentials::new(emulators::ACCESS_KEY, emulators::SECRET_KEY, None, None, "test");
    let sdk = aws_config::SdkConfig::builder()
        .behavior_version(aws_config::BehaviorVersion::v2026_01_12())
        .region(aws_config::Region::new(emulators::REGION))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .endpoint_url(aws.secretsmanager_url())
        .build();
    let passed = Arc::new(AtomicI64::new(0));
    let seconds = Arc::clone(&passed);
    let clock = Clock::new(move || NOW + SignedDuration::from_secs(seconds.load(Ordering::Relaxed)));
    let keys = Keys::read(aws_sdk_secretsmanager::Client::new(&sdk), "keys", NOW).await.unwrap();
    let store = Store::new(aws_sdk_dynamodb::Client::new(&sdk), Tables::local(), clock.clone(), Chance);
    let app = App { store, clock, chance: Chance, keys, public_url: "https://samenspoor.example".into() };
    (aws, app, passed)
}

fn carrying(token: &str) -> HeaderMap {
    HeaderMap::from_iter([(http::header::COOKIE, HeaderValue::from_str(&format!("{COOKIE}={token}")).unwrap())])
}

#[tokio::test]
async fn a_cookie_lets_in_whom_it_was_given_to_while_it_is_good() {
    let (_aws, app, passed) = product().await;
    let token = sign(&app, &at_work()).await.unwrap();
    assert_eq!(read(&app, &token, SESSION, NOW).await, Some(at_work()));
    let headers = carrying(&token);
    let until = IDLE.as_secs();
    for (second, is_let_in, is_kept) in [
        (-1, false, true),
        (0, true, true),
        (until - 1, true, true),
        (until, false, true),
        (until + 43_200, false, false),
    ] {
        passed.store(second, Ordering::Relaxed);
        assert_eq!(SignedIn::present(&app, &headers).await.is_some(), is_let_in, "let in at {second}");
        assert_eq!(SignedIn::lately(&app, &headers).await.is_some(), is_kept, "draft kept at {second}");
    }
    passed.store(0, Ordering::Relaxed);
    let signed_in = SignedIn::present(&app, &headers).await.unwrap();
    assert_eq!((signed_in.session, signed_in.identity), (at_work().sid, at_work().sub));
    assert_eq!(SignedIn::lately(&app, &headers).await.unwrap().session, at_work().sid);

    let signing_in = Claims::of(&session(Stage::Code, NOW + ABSOLUTE), NOW);
    let elsewhere = signed(&at_work(), "2".into(), &KEY).unwrap();
    for strange in [sign(&app, &signing_in).await.unwrap(), elsewhere, String::new(), "a.b.c".into()] {
        let headers = carrying(&strange);
        assert!(SignedIn::present(&app, &headers).await.is_none(), "{strange}");
        assert!(SignedIn::lately(&app, &headers).await.is_none(), "{strange}");
        assert!(SignedIn::renewed(&app, &headers).await.is_none(), "{strange}");
    }
    assert!(SignedIn::present(&app, &HeaderMap::new()).await.is_none());
}

#[tokio::test]
async fn a_cookie_in_use_is_made_good_for_as_long_again() {
    let (_aws, app, passed) = product().await;
    let headers = carrying(&sign(&app, &at_work()).await.unwrap());
    passed.store(59, Ordering::Relaxed);
    assert!(SignedIn::renewed(&app, &headers).await.is_none(), "not every request makes a new one");
    passed.store(60, Ordering::Relaxed);
    let renewed = SignedIn::renewed(&app, &headers).await.unwrap();
    let claims = read(&app, &renewed, SESSION, app.now()).await.unwrap();
    assert_eq!((claims.sid, claims.exp), (at_work().sid, at_work().exp + 60));
}

#[tokio::test]
async fn a_request_without_a_good_cookie_is_asked_to_sign_in() {
    let (_aws, app, _passed) = product().await;
    let asked = async |headers: HeaderMap| {
        let mut parts = http::Request::new(()).into_parts().0;
        parts.headers = headers;
        SignedIn::from_request_parts(&mut parts, &app).await
    };
    assert!(matches!(asked(HeaderMap::new()).await, Err(Problem::SignIn)));
    let let_in = asked(carrying(&sign(&app, &at_work()).await.unwrap())).await.unwrap();
    assert_eq!(let_in.staff, at_work().stf.unwrap());
}

proptest! {
    #[test]
    fn a_token_is_read_as_it_was_signed_and_with_any_sign_changed_it_is_not(
        claims in claims(), place in any::<prop::sample::Index>(), sign in "[A-Za-z0-9_.=-]",
    ) {
        let token = signed(&claims, "1".into(), &KEY).unwrap();
        prop_assert_eq!(verified(&token, &claims.typ, &KEY), Some(claims.clone()));
        let at = place.index(token.len());
        let changed = format!("{}{sign}{}", &token[..at], &token[at + 1..]);
        prop_assert!(changed == token || verified(&changed, &claims.typ, &KEY).is_none(), "{}", at);
        prop_assert!(verified(&token[..at], &claims.typ, &KEY).is_none(), "cut at {}", at);
    }

    #[test]
    fn a_token_of_another_kind_key_or_algorithm_or_for_others_is_none(claims in claims(), key in any::<[u8; 32]>()) {
        let token = signed(&claims, "1".into(), &KEY).unwrap();
        let other = if claims.typ == SESSION { SIGNING_IN } else { SESSION };
        prop_assert!(verified(&token, other, &KEY).is_none() && verified(&token, "reader", &KEY).is_none());
        prop_assert!(key == KEY || verified(&token, &claims.typ, &key).is_none());
        for algorithm in [None, Some(Algorithm::HS384), Some(Algorithm::HS512)] {
            prop_assert!(verified(&forged(&claims, algorithm, &KEY), &claims.typ, &KEY).is_none(), "{:?}", algorithm);
        }
        let others = [Claims { iss: "elsewhere".into(), ..claims.clone() }, Claims { aud: "samenspoor-reader".into(), ..claims.clone() }];
        for other in others {
            prop_assert!(verified(&signed(&other, "1".into(), &KEY).unwrap(), &claims.typ, &KEY).is_none());
        }
    }

    #[test]
    fn what_is_no_token_is_none(text in "\\PC{0,200}|[A-Za-z0-9_-]{0,90}\\.[A-Za-z0-9_-]{0,90}\\.[A-Za-z0-9_-]{0,60}") {
        prop_assert!(verified(&text, SESSION, &KEY).is_none());
    }

    #[test]
    fn a_token_is_good_from_its_first_second_until_its_last(claims in claims(), second in any::<i32>()) {
        let now = Timestamp::from_second(second.into()).unwrap();
        let is_good = (claims.nbf..claims.exp).contains(&now.as_second());
        prop_assert_eq!(claims.good_at(now), is_good);
    }
}
