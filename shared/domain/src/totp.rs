//! The second factor: a code of an authenticator app (RFC 6238), each step accepted once.

use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;
use sha2::Sha256;
use totp_rs::{Builder, Secret, Totp};

use crate::{code::digits, hash::Hash};

/// Bytes of a secret (RFC 4226 asks for 20).
pub const SECRET_BYTES: usize = 20;
/// How many recovery codes a person gets.
pub const RECOVERY_CODES: usize = 10;
/// Who issues the codes, as the app shows it.
const ISSUER: &str = "Samenspoor";

/// The secret of an authenticator.
#[derive(Clone, PartialEq, Eq)]
pub struct TotpSecret(Vec<u8>);

/// What a person needs to set up the app.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Enrolment {
    /// The secret as text, in groups of four, for who cannot scan.
    pub secret: String,
    /// `otpauth://...`
    pub url: String,
    /// A PNG of the QR code, in base64.
    pub qr: String,
}

impl TotpSecret {
    /// A secret of these random bytes.
    pub fn new(bytes: [u8; SECRET_BYTES]) -> Self {
        Self(bytes.to_vec())
    }

    /// From stored bytes.
    pub fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// From the text that apps take.
    pub fn from_base32(text: &str) -> Option<Self> {
        BASE32_NOPAD.decode(text.replace(' ', "").to_uppercase().as_bytes()).ok().map(Self)
    }

    /// The code of a moment: for who holds the secret, as an app does.
    pub fn code(&self, at: Timestamp) -> Option<String> {
        let token = self.totp("account")?.generate(u64::try_from(at.as_second()).ok()?);
        Some(token.to_string())
    }

    /// The bytes, to be stored encrypted.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Base32, as apps take it.
    pub fn base32(&self) -> String {
        BASE32_NOPAD.encode(&self.0)
    }

    fn totp(&self, account: &str) -> Option<Totp> {
        let secret = Secret::try_from_base32(self.base32()).ok()?;
        Builder::new()
            .with_secret(secret)
            .with_skew(1)
            .with_issuer(Some(ISSUER))
            .with_account_name(account.replace(':', " "))
            .build()
            .ok()
    }

    /// What the page shows.
    pub fn enrolment(&self, account: &str) -> Option<Enrolment> {
        let totp = self.totp(account)?;
        let base32 = self.base32();
        let secret = base32.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ");
        Some(Enrolment { secret, url: totp.to_url().ok()?, qr: totp.to_qr_base64().ok()? })
    }

    /// The step a code belongs to, if it is right at `now`: this step or the one before, and later than `last`.
    pub fn step(&self, typed: &str, now: Timestamp, last: Option<u64>) -> Option<u64> {
        let seconds = u64::try_from(now.as_second()).ok()?;
        let step = self.totp("account")?.check(&digits(typed), seconds)?;
        // The skew allows a step ahead as well; a code of the future is not ours to accept.
        (step <= seconds / 30 && last.is_none_or(|last| step > last)).then_some(step)
    }

    /// The recovery codes that come with this secret when `by` asks for them: what only the asking browser has, and is stored nowhere. The
    /// same form gets the same codes, so that an answer that was lost can be given again though only their hashes are kept.
    pub fn recovery_codes(&self, by: &str) -> Vec<String> {
        let code = |number: usize| {
            let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).ok()?;
            mac.update(format!("recovery code {number} by {by}").as_bytes());
            mac.finalize().into_bytes().first_chunk().copied().map(recovery_code)
        };
        (0..RECOVERY_CODES).filter_map(code).collect()
    }
}

/// A recovery code as the person sees it: ten signs without look-alikes, `k7mq2-x9fhd`.
pub fn recovery_code(random: [u8; 10]) -> String {
    const SIGNS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz23456789x";
    let signs: String =
        random.iter().map(|byte| char::from(SIGNS.get(usize::from(byte % 31)).copied().unwrap_or(b'x'))).collect();
    let (first, second) = signs.split_at(5);
    format!("{first}-{second}")
}

/// What is stored of a recovery code. It has 49 random bits and is throttled, so a fast hash serves.
pub fn recovery_hash(code: &str) -> Hash {
    Hash::of(format!("recovery:{}", digits(code).to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &[u8; 20] = b"12345678901234567890";

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn codes_are_those_of_rfc_6238() {
        let secret = TotpSecret::new(*SECRET);
        assert_eq!(secret.step("287 082", at(59), None), Some(1));
        assert_eq!(secret.step("081804", at(1_111_111_109), None), Some(37_037_036));
    }

    #[test]
    fn a_code_is_good_for_its_step_and_the_next_and_only_once() {
        // 1-09
        let secret = TotpSecret::new(*SECRET);
        assert_eq!(secret.step("287082", at(60), None), Some(1), "one step back");
        assert_eq!(secret.step("287082", at(90), None), None, "two steps back");
        assert_eq!(secret.step("287082", at(29), None), None, "a step ahead");
        assert_eq!(secret.step("287082", at(59), Some(1)), None, "used before");
    }

    #[test]
    fn what_is_stored_is_the_secret_and_the_step_of_a_code_is_never_used_again_nor_an_older_one() {
        // 1-09
        let stored = TotpSecret::new(*SECRET);
        assert_eq!(stored.bytes(), SECRET);
        let secret = TotpSecret::from_bytes(stored.bytes().to_vec());
        assert_eq!(secret.step("287082", at(59), Some(0)), Some(1), "a later one than the last");
        assert_eq!(secret.step("287082", at(59), Some(2)), None, "an older one than the last");
    }

    #[test]
    fn each_byte_of_a_recovery_code_is_a_sign_by_its_place_among_thirty_one() {
        let codes = [0, 1, 30, 31].map(|byte| recovery_code([byte; 10]));
        assert_eq!(codes, ["aaaaa-aaaaa", "bbbbb-bbbbb", "99999-99999", "aaaaa-aaaaa"]);
    }

    #[test]
    fn an_enrolment_has_a_qr_code_and_the_secret_as_text() {
        // 1-08
        let shown = TotpSecret::new(*SECRET).enrolment("j.juf@dewilg.example").unwrap();
        assert!(shown.url.starts_with("otpauth://totp/Samenspoor:"));
        assert_eq!(shown.secret.len(), 39);
        assert!(shown.qr.len() > 1000);
    }

    #[test]
    fn a_recovery_code_is_found_however_it_is_typed() {
        let code = recovery_code([0, 1, 2, 3, 4, 5, 6, 7, 8, 255]);
        assert_eq!(recovery_hash(&code), recovery_hash(&code.to_uppercase().replace('-', " ")));
    }
    #[test]
    fn the_same_form_gets_the_same_recovery_codes_and_no_other_does() {
        let (secret, other) = (TotpSecret::new(*SECRET), TotpSecret::new([7; SECRET_BYTES]));
        let codes = secret.recovery_codes("form");
        assert_eq!((codes.len(), &codes), (RECOVERY_CODES, &secret.recovery_codes("form")));
        let others = [secret.recovery_codes("another form"), other.recovery_codes("form")].concat();
        assert!(codes.iter().all(|code| !others.contains(code)));
        let different: std::collections::BTreeSet<_> = codes.iter().collect();
        assert_eq!(different.len(), RECOVERY_CODES);
    }
}
