//! What became of a link: made, mailed, opened, used or ended (section 6.7).

use domain::{
    link::{Link, Opening, Refusal},
    staff::Invitation,
};
use jiff::Timestamp;
use serde::Serialize;
use store::outbox::{Job, JobState};
use web::{
    Locale, dates,
    ui::{State as Shape, Tag, Timeline, TimelineEntry},
};

use crate::t;

/// The trail of a link.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Trail {
    /// When it was made.
    pub made: Timestamp,
    /// By whom; nothing when the platform did, or the person asked for it on the page of an older link.
    pub by: Option<String>,
    /// How far its mail is; nothing when none goes or its item is no longer kept.
    pub mail: Option<JobState>,
    /// Why the last try to mail it failed, as a code.
    pub mail_fault: Option<String>,
    /// The first openings.
    pub opened: Vec<Opening>,
    /// How often it was opened.
    pub openings: u64,
    /// Until when it is good; nothing when it is no longer kept.
    pub ends: Option<Timestamp>,
    /// What ended it, if it has ended.
    pub ended: Option<Ended>,
}

/// What ended a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "how", content = "at", rename_all = "snake_case")]
pub enum Ended {
    /// Used at this time.
    Used(Timestamp),
    /// A newer link took its place.
    Replaced(Timestamp),
    /// The person was removed.
    Withdrawn(Timestamp),
    /// Too old since this time.
    Expired(Timestamp),
    /// So long ago that it is not kept.
    Forgotten,
}

impl Trail {
    /// The trail of an invitation's link.
    pub fn of(
        invitation: &Invitation,
        link: Option<&Link>,
        mail: Option<&Job>,
        by: Option<String>,
        now: Timestamp,
    ) -> Self {
        Self {
            made: invitation.made,
            by,
            mail: mail.map(|mail| mail.state),
            mail_fault: mail.and_then(|mail| mail.fault.clone()),
            opened: link.map(|link| link.trail.clone()).unwrap_or_default(),
            openings: link.map_or(0, |link| link.openings),
            ends: link.map(|link| link.ends),
            ended: link.map_or(Some(Ended::Forgotten), |link| ended(link, now)),
        }
    }

    /// Openings that were only counted.
    fn uncounted(&self) -> u64 {
        self.openings.saturating_sub(self.opened.len() as u64)
    }

    /// The trail as people read it, in the order in which things happened.
    pub fn timeline(&self, locale: Locale) -> Timeline {
        let t = t(locale);
        let entry =
            |at: Timestamp, what: String| TimelineEntry::new(dates::moment(at, locale), what).at(at.to_string());
        let mut entries =
            vec![entry(self.made, self.by.as_ref().map_or_else(|| t.link_made(), |by| t.link_made_by(by)))];
        entries.extend(self.mail.map(|state| self.mailed(state, locale)));
        entries.extend(
            self.opened
                .iter()
                .enumerate()
                .map(|(index, opening)| entry(opening.at, t.link_opened()).detail(self.opener(index, opening, locale))),
        );
        entries.push(match (self.ended, self.ends) {
            (Some(Ended::Used(at)), _) => entry(at, t.link_used()).tag(Tag::new(Shape::Finished, t.link_used_tag())),
            (Some(Ended::Replaced(at)), _) => {
                entry(at, t.link_replaced()).tag(Tag::new(Shape::Stopped, t.link_ended_tag()))
            }
            (Some(Ended::Withdrawn(at)), _) => {
                entry(at, t.link_withdrawn()).tag(Tag::new(Shape::Stopped, t.link_ended_tag()))
            }
            (Some(Ended::Expired(at)), _) => {
                entry(at, t.link_expired()).tag(Tag::new(Shape::Attention, t.link_expired_tag()))
            }
            (None, Some(ends)) => entry(ends, t.link_ends()).tag(Tag::new(Shape::Busy, t.link_open_tag())),
            (Some(Ended::Forgotten) | None, _) => entry(self.made, t.link_forgotten()),
        });
        Timeline::new(entries)
    }

    /// What the opener says it is; after the last one that was kept, how many came later.
    fn opener(&self, index: usize, opening: &Opening, locale: Locale) -> String {
        let t = t(locale);
        let agent = if opening.agent.is_empty() { t.unknown_agent() } else { opening.agent.clone() };
        let last = index + 1 == self.opened.len();
        if last && self.uncounted() > 0 { format!("{agent}. {}", t.link_opened_more(self.uncounted())) } else { agent }
    }

    fn mailed(&self, state: JobState, locale: Locale) -> TimelineEntry {
        let t = t(locale);
        // The mail is asked for in the transaction that makes the link.
        let entry = |what: String, shape, word: String| {
            TimelineEntry::new(dates::moment(self.made, locale), what)
                .at(self.made.to_string())
                .tag(Tag::new(shape, word))
        };
        let entry = match state {
            JobState::Queued => entry(t.mail_queued(), Shape::Busy, t.mail_queued_tag()),
            JobState::Done => entry(t.mail_done(), Shape::Finished, t.mail_done_tag()),
            JobState::Failed => entry(t.mail_failed(), Shape::Attention, t.mail_failed_tag()),
            JobState::Dropped => entry(t.mail_dropped(), Shape::Stopped, t.mail_dropped_tag()),
        };
        match &self.mail_fault {
            Some(fault) if state != JobState::Done => entry.detail(t.mail_fault(fault)),
            _ => entry,
        }
    }
}

fn ended(link: &Link, now: Timestamp) -> Option<Ended> {
    use domain::link::State;
    match (&link.state, link.refusal(now)?) {
        (State::Replaced { at }, _) => Some(Ended::Replaced(*at)),
        (State::Withdrawn { at }, _) => Some(Ended::Withdrawn(*at)),
        (_, Refusal::Used { at }) => Some(Ended::Used(at)),
        (_, Refusal::Expired { at }) => Some(Ended::Expired(at)),
        (_, Refusal::Replaced | Refusal::Withdrawn) => None,
    }
}

#[cfg(test)]
mod tests {
    use domain::link::State;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn invited() -> (Invitation, Link) {
        let id = "00000000-0000-0000-0000-000000000001";
        let link = Link::activation(
            id.parse().unwrap(),
            "k1",
            id.parse().unwrap(),
            id.parse().unwrap(),
            at("2026-11-22T09:00:00Z"),
        );
        (Invitation { link: link.id, key: link.key.clone(), made: link.made, mailed: true, by: None }, link)
    }

    #[test]
    fn a_link_that_was_not_used_expires_to_the_second() {
        // 0-11, 0-15
        let (invitation, link) = invited();
        let trail = |now| Trail::of(&invitation, Some(&link), None, None, at(now)).ended;
        assert_eq!(trail("2026-11-27T08:59:59Z"), None);
        assert_eq!(trail("2026-11-27T09:00:00Z"), Some(Ended::Expired(at("2026-11-27T09:00:00Z"))));
    }

    #[test]
    fn the_trail_tells_of_every_opening_and_of_the_end() {
        // 0-15
        let (invitation, link) = invited();
        let opening = Opening { at: at("2026-11-22T09:01:00Z"), agent: "MailScan/2".into() };
        let used =
            Link { state: State::Used { at: at("2026-11-22T10:00:00Z") }, trail: vec![opening], openings: 3, ..link };
        let shown = Trail::of(&invitation, Some(&used), None, Some("Bea de Heer".into()), at("2026-11-23T09:00:00Z"))
            .timeline(Locale::En)
            .to_string();
        for words in ["Bea de Heer", "MailScan/2", "2 times more", "22 November 2026 at 11:00"] {
            assert!(shown.contains(words), "{words} in {shown}");
        }
    }
}
