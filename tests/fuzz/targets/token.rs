//! Any text as a token: nobody has one without the key. And anything that was signed: only claims of ours are read from it.
#![no_main]

use http::{HeaderMap, HeaderValue, header};
use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use web::{
    session::{COOKIE, Claims},
    token, visitor,
};

const KEY: [u8; 32] = [7; 32];

fn read(token: &str) -> Option<Claims> {
    token::verified(token, token::ISSUER, &KEY)
}

fuzz_target!(|text: &str| {
    assert_eq!(read(text), None);
    if let Ok(value) = HeaderValue::from_str(text) {
        let carried = visitor::cookie(&HeaderMap::from_iter([(header::COOKIE, value)]), COOKIE);
        assert!(carried.is_none_or(|token| read(&token).is_none()));
    }
    let Ok(claims) = serde_json::from_str::<Value>(text) else { return };
    let Ok(signed) = token::signed(&claims, "1".into(), &KEY) else { return };
    if let Some(read) = read(&signed) {
        assert_eq!((&*read.iss, &*read.aud), (token::ISSUER, token::ISSUER));
        assert_eq!(claims["sid"].as_str().and_then(|sid| sid.parse().ok()), Some(read.sid));
        let _ = read.good_at(Timestamp::UNIX_EPOCH);
    }
});
