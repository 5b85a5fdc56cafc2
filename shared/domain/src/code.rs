//! One-time codes: six digits that go to the address a link went to (1-01 to 1-04).

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

use crate::{hash::Hash, ids::CodeId};

/// How long a code is good.
pub const LIFE: SignedDuration = SignedDuration::from_mins(10);
/// Tries per code; counted before comparing. With 10^6 codes, one link gives a guesser a chance of 10 * 5 / 10^6.
pub const TRIES: u8 = 5;
/// Different codes per hour.
pub const PER_HOUR: usize = 3;
/// Different codes per link.
pub const PER_LINK: usize = 10;

/// The codes of one link. The digits themselves are never stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Codes {
    /// The present code.
    pub id: CodeId,
    /// What it is bound to: link, person, purpose and version.
    pub bound: Hash,
    /// When the present code was made.
    pub made: Timestamp,
    /// Tries that were made with it.
    pub tries: u8,
    /// When each code of this link was made.
    pub all: Vec<Timestamp>,
    /// Whether the present code has served.
    #[serde(default)]
    pub served: bool,
}

/// What to do when somebody asks for a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// Send the same digits again: a slow mail never brings a dead code.
    Same,
    /// Make a new code.
    New,
    /// Not now; at this time again, if ever.
    Wait(Option<Timestamp>),
}

impl Codes {
    /// The first code of a link.
    pub fn first(id: CodeId, bound: Hash, now: Timestamp) -> Self {
        Self { id, bound, made: now, tries: 0, all: vec![now], served: false }
    }

    /// What asking for a code at `now`, for what is bound, brings.
    pub fn ask(&self, bound: &Hash, now: Timestamp) -> Asked {
        if self.is_good(bound, now) {
            return Asked::Same;
        }
        let hour_ago = now - SignedDuration::from_hours(1);
        let recent: Vec<_> = self.all.iter().filter(|made| **made > hour_ago).collect();
        if self.all.len() >= PER_LINK {
            Asked::Wait(None)
        } else if recent.len() >= PER_HOUR {
            Asked::Wait(recent.first().map(|made| **made + SignedDuration::from_hours(1)))
        } else {
            Asked::New
        }
    }

    /// The next code; the one before is dead.
    pub fn next(&self, id: CodeId, bound: Hash, now: Timestamp) -> Self {
        let mut all = self.all.clone();
        all.push(now);
        Self { id, bound, made: now, tries: 0, all, served: false }
    }

    /// Whether the present code can still be typed.
    pub fn is_good(&self, bound: &Hash, now: Timestamp) -> bool {
        !self.served && self.bound == *bound && self.tries < TRIES && now < self.made + LIFE
    }

    /// Tries that are left.
    pub fn tries_left(&self) -> u8 {
        TRIES.saturating_sub(self.tries)
    }
}

/// The digits in what somebody typed; spaces and hyphens are forgiven.
pub fn digits(typed: &str) -> String {
    typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect()
}

/// Six digits from a MAC. The bias of the modulus (2^64 mod 10^6) is below 10^-13.
pub fn from_mac(mac: &[u8]) -> String {
    let number = mac.iter().take(8).fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
    format!("{:06}", number % 1_000_000)
}

/// Compares in constant time.
pub fn same(typed: &str, expected: &str) -> bool {
    digits(typed).as_bytes().ct_eq(expected.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn codes() -> Codes {
        Codes::first(CodeId::new(Uuid::from_u128(1)), Hash::of("a"), at("2026-11-22T09:00:00Z"))
    }

    #[test]
    fn asking_again_within_its_life_brings_the_same_code_and_later_a_new_one() {
        // 1-03
        assert_eq!(codes().ask(&Hash::of("a"), at("2026-11-22T09:09:59Z")), Asked::Same);
        assert_eq!(codes().ask(&Hash::of("a"), at("2026-11-22T09:10:00Z")), Asked::New);
        assert_eq!(codes().ask(&Hash::of("b"), at("2026-11-22T09:01:00Z")), Asked::New);
    }

    #[test]
    fn five_tries_kill_a_code_and_three_codes_fill_an_hour() {
        let spent = Codes { tries: 5, ..codes() };
        assert_eq!(spent.ask(&Hash::of("a"), at("2026-11-22T09:01:00Z")), Asked::New);
        let third = spent.next(spent.id, Hash::of("a"), at("2026-11-22T09:02:00Z")).next(
            spent.id,
            Hash::of("a"),
            at("2026-11-22T09:03:00Z"),
        );
        let third = Codes { tries: 5, ..third };
        assert_eq!(
            third.ask(&Hash::of("a"), at("2026-11-22T09:04:00Z")),
            Asked::Wait(Some(at("2026-11-22T10:00:00Z")))
        );
        assert_eq!(third.ask(&Hash::of("a"), at("2026-11-22T10:00:00Z")), Asked::New);
    }

    #[test]
    fn a_code_may_be_typed_with_spaces_and_hyphens() {
        assert!(same(" 123-4 56", "123456"));
        assert!(!same("123457", "123456"));
        assert_eq!(from_mac(&[0; 32]), "000000");
    }

    #[test]
    fn the_fifth_try_is_looked_at_and_a_code_that_served_or_died_is_not() {
        let (bound, then) = (Hash::of("a"), at("2026-11-22T09:01:00Z"));
        let after = |tries| Codes { tries, ..codes() };
        assert!(after(4).is_good(&bound, then) && !after(5).is_good(&bound, then) && !after(6).is_good(&bound, then));
        assert_eq!([0, 4, 5, 6].map(|tries| after(tries).tries_left()), [5, 1, 0, 0]);
        assert!(!Codes { served: true, ..codes() }.is_good(&bound, then));
        let next = Codes { tries: 5, served: true, ..codes() }.next(codes().id, Hash::of("b"), then);
        assert!(next.is_good(&Hash::of("b"), then) && !next.is_good(&bound, then));
        assert_eq!((next.all.len(), next.tries_left()), (2, TRIES));
    }

    #[test]
    fn a_link_brings_ten_codes_and_no_more() {
        let hours = |n: i64| at("2026-11-22T09:00:00Z") + SignedDuration::from_hours(n);
        let ninth = (1..9).fold(codes(), |codes, n| codes.next(codes.id, Hash::of("a"), hours(n)));
        assert_eq!((ninth.all.len(), ninth.ask(&Hash::of("a"), hours(20))), (9, Asked::New));
        let tenth = ninth.next(ninth.id, Hash::of("a"), hours(20));
        assert_eq!(tenth.ask(&Hash::of("a"), hours(20)), Asked::Same, "the last one lives as long as the others");
        assert_eq!(tenth.ask(&Hash::of("a"), hours(100)), Asked::Wait(None));
    }

    #[test]
    fn digits_are_the_first_eight_bytes_read_as_a_number() {
        assert_eq!(from_mac(&[0, 0, 0, 0, 0, 1, 0x86, 0xA1, 9, 9]), "100001");
        assert_eq!(from_mac(&[0, 0, 0, 0, 0, 0x0F, 0x42, 0x41, 9]), "000001");
        assert_eq!(from_mac(&[0xFF; 32]), "551615");
    }
}
