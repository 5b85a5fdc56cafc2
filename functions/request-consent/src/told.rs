//! States, people and warnings in words.

use domain::consent::{Asked, Consent, ConsentState, Event, Needed, Person, Purpose, Record, Route, Warning};
use jiff::Timestamp;
use store::{
    mailing::{MailState, Trouble},
    reading::LinkTrail,
};
use web::{Locale, dates, steps, ui::TimelineEntry};

use crate::t;

/// A text of the shared catalogue that data names.
fn named(name: &str, locale: Locale) -> String {
    web::t(locale).named(name).unwrap_or_default()
}

/// What somebody is to the learner, and with which authority.
pub fn role(asked: &Asked, locale: Locale) -> String {
    let relation = asked.relation.map(|relation| named(&format!("relation-{}", relation.as_str()), locale));
    let authority = asked.authority.map(|authority| named(&format!("authority-{}", authority.as_str()), locale));
    let parts: Vec<_> = [relation, authority].into_iter().flatten().collect();
    if parts.is_empty() { t(locale).the_learner() } else { parts.join(", ") }
}

/// How far a request is, with what the trail of its link and its mail add.
pub fn state(consent: &Consent, trail: &LinkTrail, now: Timestamp) -> ConsentState {
    let state = consent.state(now);
    let lost = matches!(trail.mail, Some(MailState::NotArrived | MailState::Failed));
    let opened = trail.link.as_ref().is_some_and(|link| link.openings > 0);
    match state {
        ConsentState::Sent if lost => ConsentState::Undelivered,
        ConsentState::Sent if opened => ConsentState::Opened,
        state => state,
    }
}

/// That the reader's address takes none of our mail, as long as an answer is waited for.
pub fn stopped(consent: &Consent, trail: &LinkTrail, now: Timestamp, locale: Locale) -> Option<String> {
    let t = t(locale);
    let state = consent.state(now);
    let why =
        trail.stopped.filter(|_| consent.link().is_some() && (state.is_waiting() || state == ConsentState::Expired))?;
    Some(if why == Trouble::Complained { t.stopped_unwanted() } else { t.stopped_bounced() })
}

/// A route in words.
pub fn route(route: &Route, locale: Locale) -> String {
    let t = t(locale);
    match route {
        Route::ThroughLink { ends, .. } => t.route_link_until(dates::weekday_and_day(*ends, locale)),
        Route::Elsewhere { date, explanation } => t.route_elsewhere_on(dates::day(*date, locale), explanation),
        Route::NotObtained { reason } => t.route_not_because(reason),
    }
}

/// A purpose in words.
pub fn purpose(purpose: Purpose, locale: Locale) -> String {
    let t = t(locale);
    match purpose {
        Purpose::ActionPart => t.purpose_action_part(),
        Purpose::Viewing => t.purpose_viewing(),
        Purpose::Transfer => t.purpose_transfer(),
    }
}

/// What to know before asking.
pub fn warnings(needed: &Needed, locale: Locale) -> Vec<String> {
    let t = t(locale);
    let everybody = || needed.asked.iter().chain(&needed.viewing_at_most);
    let name = |person: &Person| {
        everybody().find(|asked| asked.person == *person).map_or_else(|| t.the_learner(), |asked| asked.name.clone())
    };
    let words = |warning: &Warning| match warning {
        Warning::NoAuthority(person) => t.warn_no_authority(name(person)),
        Warning::AuthorityUnknown(person) => t.warn_authority_unknown(name(person)),
        Warning::SharedAddress(people) => {
            t.warn_shared_address(people.iter().map(&name).collect::<Vec<_>>().join(", "))
        }
        Warning::NoAddress(person) => t.warn_no_address(name(person)),
        Warning::MayNotContact(person) => t.warn_may_not_contact(name(person)),
        Warning::AgeUncertain => t.warn_age_uncertain(),
        Warning::NobodyToAsk => t.warn_nobody(),
    };
    needed.warnings.iter().map(words).collect()
}

/// A record in words.
pub fn record(record: &Record, purpose: Purpose, locale: Locale) -> TimelineEntry {
    let t = t(locale);
    let entry = |what: String| TimelineEntry::new(dates::moment(record.at, locale), what).at(record.at.to_string());
    match &record.event {
        Event::Sent { ends, .. } => {
            entry(t.event_sent()).detail(t.route_link_until(dates::weekday_and_day(*ends, locale)))
        }
        Event::Undelivered => entry(t.event_undelivered()),
        Event::Opened => entry(t.event_opened()),
        Event::CodeSent { .. } => entry(t.event_code_sent()),
        Event::Read { version } => entry(t.event_read()).detail(t.version(version.short())),
        Event::Decided(decision) => {
            let state = if decision.agrees { ConsentState::Agreed } else { ConsentState::Refused };
            let said: Vec<&str> =
                [&decision.reason, &decision.remark].into_iter().filter_map(Option::as_deref).collect();
            let entry = entry(t.event_decided()).tag(steps::consent_tag(state, purpose, locale));
            if said.is_empty() { entry } else { entry.detail(said.join("\n")) }
        }
        Event::Revoked(revocation) => {
            entry(t.event_revoked(&revocation.by.name, dates::day(revocation.day, locale))).detail(&revocation.reason)
        }
        Event::TakenBack { by } => entry(t.event_taken_back(&by.name)),
        Event::OutOfDate { .. } => entry(t.event_out_of_date()),
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        author::Author,
        hash::Hash,
        ids::{ConsentId, DossierId, LicenceId, LinkId},
        link::{Link, Purpose as For},
        version::VersionHashes,
    };
    use jiff::civil::date;

    use super::*;

    const ID: &str = "00000000-0000-0000-0000-000000000001";

    fn consent() -> Consent {
        let made =
            Author { staff: ID.parse().unwrap(), name: "Jet Juf".into() }.at("2026-11-22T09:00:00Z".parse().unwrap());
        let dossier: DossierId = format!("{0}.{0}", "00000000000000000000000000000001").parse().unwrap();
        let asked = Asked {
            person: format!("carer-{ID}").parse().unwrap(),
            name: "Anna Ven".into(),
            email: None,
            authority: None,
            relation: None,
            learner_age: None,
            language: "nl".into(),
            may_contact: true,
        };
        let version = VersionHashes { whole: Hash::of("v"), action_part: Hash::of("v") };
        let route = Route::ThroughLink { ends: date(2026, 12, 4), subject: None };
        Consent::new(
            ID.parse::<ConsentId>().unwrap(),
            dossier,
            asked,
            Purpose::ActionPart,
            version,
            route,
            made,
            ID.parse::<LinkId>().unwrap(),
        )
    }

    #[test]
    fn the_trail_of_the_link_and_the_mail_tell_what_the_record_does_not() {
        // C11
        let (consent, now) = (consent(), "2026-11-23T09:00:00Z".parse().unwrap());
        let purpose =
            For::Consent { licence: ID.parse::<LicenceId>().unwrap(), dossier: consent.dossier, consent: consent.id };
        let mut link = Link::new(ID.parse().unwrap(), "k1", purpose, now, "2026-12-04T23:00:00Z".parse().unwrap());
        assert_eq!(state(&consent, &LinkTrail::default(), now), ConsentState::Sent);
        link.openings = 2;
        let opened = LinkTrail { link: Some(link), ..LinkTrail::default() };
        assert_eq!(state(&consent, &opened, now), ConsentState::Opened);
        assert_eq!(
            state(&consent, &LinkTrail { mail: Some(MailState::NotArrived), ..opened }, now),
            ConsentState::Undelivered
        );
    }

    #[test]
    fn every_state_has_words_in_both_languages() {
        for state in ConsentState::ALL {
            for locale in Locale::ALL {
                assert!(
                    !steps::consent_tag(state, Purpose::ActionPart, locale).word.is_empty(),
                    "{state:?} in {locale:?}"
                );
            }
        }
    }
}
