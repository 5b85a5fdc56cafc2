//! Any bytes as a picture: cleaned or broken, and what was cleaned has nothing left to clean.
#![no_main]

use libfuzzer_sys::fuzz_target;

// By its path: the function around it would link the whole SDK into the fuzzer.
#[path = "../../../functions/check-file/src/picture.rs"]
mod picture;

fuzz_target!(|bytes: &[u8]| {
    if let Some(clean) = picture::png(bytes.to_vec()) {
        assert_eq!(picture::png(clean.clone()), Some(clean));
    }
    if let Some(clean) = picture::jpeg(bytes.to_vec()) {
        assert_eq!(picture::jpeg(clean.clone()), Some(clean));
    }
});
