//! A link that was followed: what it is for, whether it can be used, and why not.

use axum::response::{IntoResponse, Response};
use domain::{
    access::Scope,
    calendar::today,
    code::Codes,
    consent::{Consent, ConsentState},
    hash::Hash,
    ids::{ConsentId, DossierId},
    licence::Licence,
    link::{Link, Purpose, Refusal},
};
use http::HeaderMap;
use jiff::{SignedDuration, Timestamp, civil::Date};
use serde::Serialize;
use store::{
    App, Entity, Found, Once, StoreError, Stored,
    audit::{Entry, Who},
    change::Done,
    keys,
    tickets::FoundLink,
};
use web::{Locale, Page, Problem, Visitor, visitor};

use crate::reader::Reader;

/// Why a link cannot be used, as far as its reader may know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "reason", rename_all = "kebab-case")]
pub enum Dead {
    /// Its last day is over.
    Expired {
        /// The last day.
        last_day: Date,
    },
    /// A newer one was mailed.
    Replaced,
    /// The school took it back.
    Withdrawn,
    /// The plan has changed since.
    OutOfDate,
}

/// A link that was followed, with what it is about.
pub struct Visit {
    /// As it stands in the address.
    pub token: String,
    /// The right to reach what it is about.
    pub scope: Scope,
    /// The link.
    pub link: Link,
    /// The school.
    pub licence: Licence,
    /// The request.
    pub consent: Stored<Consent>,
    /// The codes of the link.
    pub codes: Option<Stored<Codes>>,
    /// What is noted of the form that came, if it was carried out before.
    pub done: Option<Done>,
}

/// Why a handler stops: with a page of its own, or a problem.
pub enum Stop {
    /// A page.
    Page(Box<Response>),
    /// A problem.
    Problem(Problem),
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Problem(error.into())
    }
}

impl From<Page> for Stop {
    fn from(page: Page) -> Self {
        Self::Page(Box::new(page.into_response()))
    }
}

impl IntoResponse for Stop {
    fn into_response(self) -> Response {
        match self {
            Self::Page(response) => *response,
            Self::Problem(problem) => problem.into_response(),
        }
    }
}

impl Visit {
    /// What a link that was found is about; `None` when that is gone, or the link is of another kind.
    pub async fn of(
        app: &App,
        token: &str,
        followed: Option<FoundLink>,
        once: Option<&Once>,
    ) -> Result<Option<Self>, StoreError> {
        let Some(followed) = followed else { return Ok(None) };
        let (Purpose::Consent { licence, dossier, consent }, Some(scope)) = (&followed.link.purpose, followed.scope())
        else {
            return Ok(None);
        };
        let (licence, id) = (*licence, (*dossier, *consent));
        let mut wanted = vec![Licence::key(licence, &()), Consent::key(licence, &id), keys::codes(token)];
        wanted.extend(once.map(|once| once.key.clone()));
        let mut found = app.store.batch(&wanted).await?;
        Self::gather(token, followed.link, scope, &mut found, id, once)
    }

    fn gather(
        token: &str,
        link: Link,
        scope: Scope,
        found: &mut Found,
        id: (DossierId, ConsentId),
        once: Option<&Once>,
    ) -> Result<Option<Self>, StoreError> {
        let Some(consent) = found.take(&Consent::key(scope.licence(), &id), Consent::ENTITY)? else { return Ok(None) };
        let done = once.map(|once| found.take::<Done>(&once.key, Done::ENTITY)).transpose()?.flatten();
        let codes = found.take(&keys::codes(token), "codes")?;
        let licence = found.entity::<Licence>(scope.licence(), &())?.value;
        Ok(Some(Self {
            token: token.to_owned(),
            scope,
            link,
            licence,
            consent,
            codes,
            done: done.map(|done| done.value),
        }))
    }

    /// Comes back to a link as the reader who typed its code: everything in one round trip. `None` when the link is not that reader's.
    pub async fn again(
        app: &App,
        token: &str,
        reader: &Reader,
        once: Option<&Once>,
    ) -> Result<Option<Self>, StoreError> {
        let id = (reader.dos, reader.con);
        let mut wanted = vec![keys::link(token), Licence::key(reader.lic, &()), Consent::key(reader.lic, &id)];
        wanted.extend(once.map(|once| once.key.clone()));
        let mut found = app.store.batch(&wanted).await?;
        let Some(link) = found.link(token)? else { return Ok(None) };
        let Some(scope) = link.scope().filter(|scope| scope.licence() == reader.lic) else { return Ok(None) };
        let visit = Self::gather(token, link.link, scope, &mut found, id, once)?;
        Ok(visit.filter(|visit| reader.reads(visit)))
    }

    /// Follows a link without a trace.
    pub async fn follow(app: &App, token: &str, once: Option<&Once>) -> Result<Option<Self>, StoreError> {
        Self::of(app, token, app.store.find_link(token).await?, once).await
    }

    /// Why the link cannot be used at `now`, if so.
    pub fn dead(&self, now: Timestamp) -> Option<Dead> {
        dead(&self.link, &self.consent.value, now)
    }

    /// The last day on which the link is good.
    pub fn last_day(&self) -> Date {
        last_day(&self.link)
    }

    /// What a code of this link is bound to: link, person, purpose and version.
    pub fn bound(&self) -> Hash {
        let consent = &self.consent.value;
        Hash::of_json(&serde_json::json!([self.link.id, consent.asked.person, consent.purpose, consent.version.whole]))
    }

    /// A page of this link.
    pub fn path(&self, page: &str) -> String {
        format!("/consent/{}{page}", self.token)
    }

    /// An audit row: this reader did that to the dossier, from this address.
    pub fn did(&self, act: &str, visitor: &Visitor) -> Entry {
        let consent = &self.consent.value;
        let who = Who::Reader { id: consent.asked.person.to_string() };
        Entry::new(self.licence.id, format!("DOSSIER#{}", consent.dossier), act, who)
            .from(visitor.address.as_deref())
            .with("consent", consent.id)
            .with("version", consent.version.whole.short())
    }
}

/// The last day on which a link is good.
pub fn last_day(link: &Link) -> Date {
    today(link.ends - SignedDuration::from_secs(1))
}

/// Why a link cannot be used, if so. What happened to the request tells more than what happened to the link.
fn dead(link: &Link, consent: &Consent, now: Timestamp) -> Option<Dead> {
    let replaced = consent.link().is_some_and(|(latest, _)| latest != link.id);
    match (consent.state(now), link.refusal(now)) {
        (ConsentState::OutOfDate, _) => Some(Dead::OutOfDate),
        (ConsentState::TakenBack, _) => Some(Dead::Withdrawn),
        (_, Some(Refusal::Replaced)) => Some(Dead::Replaced),
        _ if replaced => Some(Dead::Replaced),
        (_, Some(Refusal::Withdrawn | Refusal::Used { .. })) => Some(Dead::Withdrawn),
        (_, Some(Refusal::Expired { .. })) => Some(Dead::Expired { last_day: last_day(link) }),
        (_, None) => None,
    }
}

/// The visitor, in the language that the reader chose here, else the one the school knows of the reader.
pub fn in_language(mut visitor: Visitor, headers: &HeaderMap, visit: &Visit) -> Visitor {
    let chosen = visitor::query(&visitor.uri, "lang")
        .or_else(|| visitor::cookie(headers, visitor::LANGUAGE_COOKIE))
        .and_then(|code| Locale::parse(&code));
    if chosen.is_none() {
        visitor.locale = Locale::parse(&visit.consent.value.asked.language).unwrap_or(visitor.locale);
    }
    visitor
}

#[cfg(test)]
mod tests {
    use domain::{
        author::Author,
        consent::{Asked, Event, Person, Purpose as For, Route},
        ids::{CarerId, LicenceId, LinkId, StaffId},
        link::State,
        version::VersionHashes,
    };
    use jiff::civil::date;

    use super::*;

    fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(n: u32) -> T {
        format!("00000000-0000-0000-0000-{n:012}").parse().unwrap()
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn asked() -> (Link, Consent) {
        let made = Author { staff: id::<StaffId>(1), name: "Jet Juf".into() }.at(at("2026-11-22T09:00:00Z"));
        let dossier: DossierId = format!("{0}.{0}", "00000000000000000000000000000002").parse().unwrap();
        let asked = Asked {
            person: Person::Carer(id::<CarerId>(3)),
            name: "Anna Ven".into(),
            email: Some("anna@ouder.example".into()),
            authority: None,
            relation: None,
            learner_age: None,
            language: "en".into(),
            may_contact: true,
        };
        let version = VersionHashes { whole: Hash::of("v1"), action_part: Hash::of("v1") };
        let route = Route::ThroughLink { ends: date(2026, 12, 4), subject: None };
        let consent = Consent::new(
            id::<ConsentId>(4),
            dossier,
            asked,
            For::ActionPart,
            version,
            route,
            made.clone(),
            id::<LinkId>(5),
        );
        let ends = consent.link().unwrap().1;
        let purpose = Purpose::Consent { licence: id::<LicenceId>(6), dossier, consent: consent.id };
        (Link::new(id::<LinkId>(5), "k1", purpose, made.at, ends), consent)
    }

    #[test]
    fn a_link_is_good_to_the_end_of_its_last_day_in_amsterdam() {
        // 1-36, 6.6
        let (link, consent) = asked();
        assert_eq!(dead(&link, &consent, at("2026-12-04T22:59:59Z")), None);
        assert_eq!(
            dead(&link, &consent, at("2026-12-04T23:00:00Z")),
            Some(Dead::Expired { last_day: date(2026, 12, 4) })
        );
    }

    #[test]
    fn a_dead_link_says_what_happened_to_the_request() {
        // 6.6, trap 12
        let (link, consent) = asked();
        let now = at("2026-11-23T09:00:00Z");
        let ended = |state| Link { state, ..link.clone() };
        assert_eq!(dead(&ended(State::Replaced { at: now }), &consent, now), Some(Dead::Replaced));
        assert_eq!(dead(&ended(State::Withdrawn { at: now }), &consent, now), Some(Dead::Withdrawn));
        let mut changed = consent.clone();
        changed.note(Event::OutOfDate { action_part: Hash::of("v2") }, now).unwrap();
        assert_eq!(dead(&ended(State::Withdrawn { at: now }), &changed, now), Some(Dead::OutOfDate));
        let mut resent = consent;
        resent.note(Event::Sent { link: id(9), ends: date(2026, 12, 20) }, now).unwrap();
        assert_eq!(dead(&link, &resent, now), Some(Dead::Replaced));
    }
}
