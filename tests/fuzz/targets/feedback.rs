//! Any text as news of a mail: read or refused, and a refusal tells nothing of what it holds.
#![no_main]

use libfuzzer_sys::fuzz_target;
use track_mail::Feedback;

fuzz_target!(|message: &str| {
    match Feedback::read(message) {
        Ok(Some(feedback)) => {
            assert!(feedback.addresses.iter().all(|address| *address == address.trim().to_lowercase()));
        }
        Ok(None) => {}
        Err(error) => {
            let told = error.to_string();
            let place = told.strip_prefix("not a message of SES: ").expect("what it is not");
            let words = ["line", "column", "Bounce", "Complaint", "without", "particulars"];
            let is_ours = |word: &str| words.contains(&word) || word.bytes().all(|sign| sign.is_ascii_digit());
            assert!(place.split_whitespace().all(is_ours), "{told}");
        }
    }
});
