//! Any bytes as what a form or a program sends: read, or refused as unreadable.
#![no_main]

use std::collections::BTreeMap;

use axum::{body::Body, extract::FromRequest};
use futures::FutureExt;
use http::{Request, header};
use libfuzzer_sys::fuzz_target;
use web::{posted::Sent, typed::Typed};

fuzz_target!(|bytes: &[u8]| {
    for kind in ["application/x-www-form-urlencoded", "application/json"] {
        let request = Request::post("/").header(header::CONTENT_TYPE, kind).body(Body::from(bytes.to_vec()));
        let read = Sent::<BTreeMap<String, String>>::from_request(request.expect("a request"), &());
        if let Err(problem) = read.now_or_never().expect("the body is here") {
            assert_eq!(problem.status().as_u16(), 400);
        }
    }
    if let Some(typed) = Typed::read("/learners", bytes) {
        assert!(typed.fields.iter().all(|(name, _)| !name.contains("password")), "what is secret is typed anew");
        assert_eq!(typed.hidden().len(), typed.fields.len());
    }
});
