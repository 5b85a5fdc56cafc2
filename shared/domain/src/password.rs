//! Passwords: long enough and hard to guess, without rules about which signs they hold.

use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version, password_hash::phc::PasswordHash};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::input::Fault;

/// Fewest characters (ASVS 5.0, 6.2.1, asks 8 and recommends 15).
pub const SHORTEST: usize = 12;
/// Most characters; a bound, because hashing costs time per byte.
pub const LONGEST: usize = 128;
/// 19 MiB, two passes: the least that OWASP advises for Argon2id with one lane.
const COST: (u32, u32, u32) = (19 * 1024, 2, 1);

/// What makes a password weak, and so what would help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Advice {
    /// One of the passwords that everybody tries first.
    Common,
    /// A season, month or school word with a year behind it.
    WordAndYear,
    /// Repetition or a row of the keyboard.
    Pattern,
    /// Holds the person's own name, school or address.
    Own,
    /// Too easy to guess all the same.
    Guessable,
}

/// Dutch words that school staff reach for, which general lists do not know.
const WORDS: [&str; 54] = [
    "welkom",
    "wachtwoord",
    "geheim",
    "school",
    "basisschool",
    "groep",
    "klas",
    "juf",
    "meester",
    "leerling",
    "leerkracht",
    "directeur",
    "samenspoor",
    "zomer",
    "herfst",
    "winter",
    "lente",
    "voorjaar",
    "najaar",
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
    "vakantie",
    "kerst",
    "pasen",
    "sinterklaas",
    "voetbal",
    "ajax",
    "feyenoord",
    "nederland",
    "vlaanderen",
    "amsterdam",
    "utrecht",
    "antwerpen",
    "regenboog",
    "vlinder",
    "toegang",
    "inloggen",
];

/// Checks a new password. `own` holds the person's names, address, school and place.
///
/// # Errors
/// [`Fault::Missing`], [`Fault::TooShort`], [`Fault::TooLong`], [`Fault::WeakPassword`].
pub fn check(password: &str, own: &[&str]) -> Result<(), Fault> {
    let length = password.chars().count();
    match length {
        0 => return Err(Fault::Missing),
        1..SHORTEST => return Err(Fault::TooShort { min: SHORTEST }),
        _ if length > LONGEST => return Err(Fault::TooLong { max: LONGEST }),
        _ => {}
    }
    weakness(password, own).map_or(Ok(()), |advice| Err(Fault::WeakPassword { advice }))
}

fn weakness(password: &str, own: &[&str]) -> Option<Advice> {
    let folded = password.to_lowercase();
    let letters: String = folded.chars().filter(|c| c.is_alphabetic()).collect();
    let own_words: Vec<String> = own
        .iter()
        .flat_map(|text| {
            text.to_lowercase().split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect::<Vec<_>>()
        })
        .filter(|word| word.len() >= 3)
        .collect();
    // What is left when known words go: a word with a year and a sign leaves nearly nothing.
    let strip = |words: &mut dyn Iterator<Item = &str>| {
        words.fold(letters.clone(), |left, word| left.replace(word, "")).chars().count()
    };
    let mut known: Vec<&str> = WORDS.to_vec();
    known.sort_by_key(|word| std::cmp::Reverse(word.len()));
    if letters.chars().count() >= 3 && strip(&mut known.into_iter()) < 3 {
        return Some(Advice::WordAndYear);
    }
    if letters.chars().count() >= 3 && strip(&mut own_words.iter().map(String::as_str)) < 3 {
        return Some(Advice::Own);
    }
    let inputs: Vec<&str> = WORDS.iter().copied().chain(own_words.iter().map(String::as_str)).collect();
    let estimate = zxcvbn::zxcvbn(password, &inputs);
    if estimate.score() >= zxcvbn::Score::Three {
        return None;
    }
    let warning = estimate
        .feedback()
        .and_then(|feedback| feedback.warning())
        .map(|warning| warning.to_string())
        .unwrap_or_default();
    Some(if warning.contains("common") {
        Advice::Common
    } else if warning.contains("repeat")
        || warning.contains("Repeat")
        || warning.contains("equences")
        || warning.contains("keys")
    {
        Advice::Pattern
    } else {
        Advice::Guessable
    })
}

fn hasher() -> Argon2<'static> {
    let params = Params::new(COST.0, COST.1, COST.2, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// The Argon2id hash of a password in PHC text; `salt` is 16 random bytes. `None` only if hashing itself fails.
pub fn hash(password: &str, salt: &[u8; 16]) -> Option<String> {
    hasher().hash_password_with_salt(password.as_bytes(), salt).ok().map(|hash| hash.to_string())
}

/// Whether this is the password. Without a hash (an unknown account) the same work is done and the answer is no, so that time tells nothing.
pub fn verify(password: &str, hash: Option<&str>) -> bool {
    // A longer one is nobody's: no more than this is ever hashed.
    let password = Some(password).filter(|password| password.len() <= LONGEST * 4).unwrap_or_default();
    match hash.and_then(|hash| PasswordHash::new(hash).ok()) {
        Some(hash) => hasher().verify_password(password.as_bytes(), &hash).is_ok(),
        None => {
            let _ = hasher().hash_password_with_salt(password.as_bytes(), &[7; 16]);
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_try_first_is_refused_with_what_makes_it_weak() {
        let own = ["Jet", "Juf", "j.juf@dewilg.example", "De Wilg"];
        for (weak, advice) in [
            ("Welkom010101!", Advice::WordAndYear),
            ("Zomer2026!!!", Advice::WordAndYear),
            ("2026-Herfst-2027", Advice::WordAndYear),
            ("Groep8Regenboog", Advice::WordAndYear),
            ("wachtwoord123456", Advice::WordAndYear),
            ("JetJuf-dewilg1", Advice::Own),
            ("aaaaaaaaaaaaaa", Advice::Pattern),
            ("qwertyuiopasdf", Advice::Common),
            ("meesterpaul12", Advice::Guessable),
        ] {
            assert_eq!(check(weak, &own), Err(Fault::WeakPassword { advice }), "{weak}");
        }
        assert_eq!(check("kort", &own), Err(Fault::TooShort { min: 12 }));
        assert_eq!(check("", &own), Err(Fault::Missing));
        assert_eq!(check(&"ab1!".repeat(40), &own), Err(Fault::TooLong { max: 128 }));
    }

    #[test]
    fn a_few_unrelated_words_are_a_good_password() {
        for good in ["paard-accu-nietje-correct", "Mijn fiets is blauw en lekt", "tR8#vq2!Lm5z"] {
            assert_eq!(check(good, &["Jet", "Juf"]), Ok(()), "{good}");
        }
    }

    #[test]
    fn only_the_password_itself_is_verified() {
        let hashed = hash("paard-accu-nietje", &[1; 16]).unwrap();
        assert!(hashed.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(verify("paard-accu-nietje", Some(&hashed)));
        assert!(!verify("paard-accu-nietjf", Some(&hashed)));
        assert!(!verify("paard-accu-nietje", None));
    }
}
