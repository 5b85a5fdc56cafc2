//! The reader's cookie: a short JWT of a kind of its own, made only after the right code. It never stands for a session of staff.

use domain::{
    consent::Person,
    hash::Hash,
    ids::{CodeId, ConsentId, DossierId, LicenceId, LinkId},
};
use http::{HeaderMap, HeaderValue};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use store::App;
use web::{Problem, token, visitor};

use crate::visit::Visit;

/// Name of the cookie. `__Host-`: only this host, only over TLS, for every path.
const COOKIE: &str = "__Host-reader";
/// How long one may read and decide after the code was typed.
const LIFE: SignedDuration = SignedDuration::from_mins(30);
/// Another audience than that of sessions, so that neither is ever taken for the other.
const AUDIENCE: &str = "samenspoor-reader";
const KIND: &str = "reader";

/// What the token says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reader {
    iss: String,
    aud: String,
    sub: Person,
    typ: String,
    /// In which licence.
    pub lic: LicenceId,
    /// Which link was followed.
    pub lnk: LinkId,
    /// Which code confirmed the address.
    pub cod: CodeId,
    /// Which request.
    pub con: ConsentId,
    /// Of which dossier.
    pub dos: DossierId,
    /// Which version may be read.
    pub ver: Hash,
    nbf: i64,
    iat: i64,
    exp: i64,
}

impl Reader {
    /// The reader who typed this code at this link.
    pub fn of(visit: &Visit, code: CodeId, now: Timestamp) -> Self {
        let consent = &visit.consent.value;
        Self {
            iss: token::ISSUER.into(),
            aud: AUDIENCE.into(),
            sub: consent.asked.person,
            typ: KIND.into(),
            lic: visit.licence.id,
            lnk: visit.link.id,
            cod: code,
            con: consent.id,
            dos: consent.dossier,
            ver: consent.version.whole.clone(),
            nbf: now.as_second(),
            iat: now.as_second(),
            exp: (now + LIFE).as_second(),
        }
    }

    /// Whether it is the reader of this link and this version.
    pub fn reads(&self, visit: &Visit) -> bool {
        let consent = &visit.consent.value;
        (self.lnk, self.con, self.dos, self.sub) == (visit.link.id, consent.id, consent.dossier, consent.asked.person)
            && self.ver == consent.version.whole
    }

    fn of_this_kind(self) -> Option<Self> {
        (self.typ == KIND).then_some(self)
    }

    fn good_at(&self, now: Timestamp) -> bool {
        self.nbf <= now.as_second() && now.as_second() < self.exp
    }

    /// The cookie that carries it.
    pub async fn cookie(&self, app: &App) -> Result<HeaderValue, Problem> {
        token::set_cookie(COOKIE, &token::sign(app, self).await?)
            .ok_or_else(|| Problem::Internal("a token that fits in no header".into()))
    }

    /// The reader that these headers carry, if good now.
    pub async fn present(app: &App, headers: &HeaderMap) -> Option<Self> {
        let (now, token) = (app.now(), visitor::cookie(headers, COOKIE)?);
        token::read::<Self>(app, &token, AUDIENCE, now).await?.of_this_kind().filter(|reader| reader.good_at(now))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn reader() -> Reader {
        let id = "00000000-0000-0000-0000-000000000001";
        Reader {
            iss: token::ISSUER.into(),
            aud: AUDIENCE.into(),
            sub: format!("carer-{id}").parse().unwrap(),
            typ: KIND.into(),
            lic: id.parse().unwrap(),
            lnk: id.parse().unwrap(),
            cod: id.parse().unwrap(),
            con: id.parse().unwrap(),
            dos: format!("{0}.{0}", "00000000000000000000000000000001").parse().unwrap(),
            ver: Hash::of("v1"),
            nbf: 1_000,
            iat: 1_000,
            exp: 2_800,
        }
    }

    fn signed(reader: &Reader) -> String {
        token::signed(reader, "1".into(), &[7; 32]).unwrap()
    }

    fn read(token: &str, key: &[u8]) -> Option<Reader> {
        token::verified::<Reader>(token, AUDIENCE, key)?.of_this_kind()
    }

    #[test]
    fn a_reader_reads_for_half_an_hour_to_the_second() {
        let good = |second| reader().good_at(Timestamp::from_second(second).unwrap());
        assert!(good(1_000) && good(2_799));
        assert!(!good(999) && !good(2_800));
    }

    #[test]
    fn only_a_token_of_this_kind_with_the_right_key_is_read() {
        assert_eq!(read(&signed(&reader()), &[7; 32]), Some(reader()));
        assert_eq!(read(&signed(&reader()), &[8; 32]), None);
        assert_eq!(read(&signed(&Reader { typ: "session".into(), ..reader() }), &[7; 32]), None);
        assert_eq!(read(&signed(&Reader { aud: token::ISSUER.into(), ..reader() }), &[7; 32]), None);
    }

    proptest! {
        #[test]
        fn a_token_with_any_sign_changed_is_none(place in any::<prop::sample::Index>(), sign in "[A-Za-z0-9_.=-]", text in "\\PC{0,120}") {
            let token = signed(&reader());
            let at = place.index(token.len());
            let changed = format!("{}{sign}{}", &token[..at], &token[at + 1..]);
            prop_assert!(changed == token || read(&changed, &[7; 32]).is_none(), "{}", at);
            prop_assert!(read(&token[..at], &[7; 32]).is_none() && read(&text, &[7; 32]).is_none());
        }
    }
}
