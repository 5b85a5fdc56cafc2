//! What became of a link: made, mailed, opened, used or ended (section 6.7).

use domain::link::{Link, Opening, Refusal};
use jiff::Timestamp;
use serde::Serialize;
use store::{mailing::MailState, outbox::Job};
use web::{
    Locale, dates,
    ui::{State as Shape, Tag, Timeline, TimelineEntry},
};

use crate::t;

/// What a link is for: what its use and its end are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum For {
    /// Activating an account.
    Invitation,
    /// Activating an account, with a link on paper.
    Paper,
    /// Setting up the second factor anew.
    FactorReset,
}

/// The trail of a link.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Trail {
    /// What the link is for.
    #[serde(rename = "for")]
    pub purpose: For,
    /// When it was made.
    pub made: Timestamp,
    /// By whom; nothing when the platform did, or the person asked for it on the page of an older link.
    pub by: Option<String>,
    /// How far its mail is; nothing when none goes or its item is no longer kept.
    pub mail: Option<MailState>,
    /// When that was known.
    pub mail_at: Option<Timestamp>,
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
    /// Whether nothing has to be done: the link can be used, and its mail is not known to have failed.
    pub fn is_under_way(&self) -> bool {
        self.ended.is_none() && !matches!(self.mail, Some(MailState::NotArrived | MailState::Failed))
    }

    /// The trail of a link that was made at this time.
    pub fn of(
        purpose: For,
        made: Timestamp,
        link: Option<&Link>,
        mail: Option<&Job>,
        by: Option<String>,
        now: Timestamp,
    ) -> Self {
        Self {
            purpose,
            made,
            by,
            mail: mail.map(Job::mail_state),
            mail_at: mail.map(known_at),
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
        let made = match (&self.by, self.purpose) {
            (Some(by), For::Paper) => t.link_printed_by(by),
            (Some(by), _) => t.link_made_by(by),
            (None, _) => t.link_made(),
        };
        let mut entries = vec![(self.made, entry(self.made, made))];
        entries.extend(self.mail.zip(self.mail_at).map(|(state, at)| (at, self.mailed(state, at, locale))));
        let opened = self.opened.iter().enumerate();
        entries.extend(opened.map(|(index, opening)| {
            (opening.at, entry(opening.at, t.link_opened()).detail(self.opener(index, opening, locale)))
        }));
        // What became of a mail can be heard after the reader has opened the link.
        entries.sort_by_key(|(at, _)| *at);
        let mut entries: Vec<_> = entries.into_iter().map(|(_, entry)| entry).collect();
        let (used, expired) = match self.purpose {
            For::Invitation | For::Paper => (t.link_used(), t.link_expired()),
            For::FactorReset => (t.reset_used(), t.reset_expired()),
        };
        let stopped = |what: String, at| entry(at, what).tag(Tag::new(Shape::Stopped, t.link_ended_tag()));
        entries.push(match (self.ended, self.ends) {
            (Some(Ended::Used(at)), _) => entry(at, used).tag(Tag::new(Shape::Finished, t.link_used_tag())),
            (Some(Ended::Replaced(at)), _) => stopped(t.link_replaced(), at),
            (Some(Ended::Withdrawn(at)), _) => stopped(t.link_withdrawn(), at),
            (Some(Ended::Expired(at)), _) => entry(at, expired).tag(Tag::new(Shape::Attention, t.link_expired_tag())),
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

    fn mailed(&self, state: MailState, at: Timestamp, locale: Locale) -> TimelineEntry {
        let t = t(locale);
        let (not_arrived, failed) = match self.purpose {
            For::Invitation | For::Paper => (t.mail_not_arrived(), t.mail_failed()),
            For::FactorReset => (t.reset_mail_not_arrived(), t.reset_mail_failed()),
        };
        let (what, shape, word) = match state {
            MailState::Queued => (t.mail_queued(), Shape::Busy, t.mail_queued_tag()),
            MailState::Sent => (t.mail_sent(), Shape::Finished, t.mail_sent_tag()),
            MailState::Delivered => (t.mail_delivered(), Shape::Finished, t.mail_delivered_tag()),
            MailState::NotArrived => (not_arrived, Shape::Attention, t.mail_failed_tag()),
            MailState::Failed => (failed, Shape::Attention, t.mail_failed_tag()),
            MailState::Dropped => (t.mail_dropped(), Shape::Stopped, t.mail_dropped_tag()),
        };
        let entry = TimelineEntry::new(dates::moment(at, locale), what).at(at.to_string()).tag(Tag::new(shape, word));
        let well = matches!(state, MailState::Sent | MailState::Delivered);
        match &self.mail_fault {
            Some(fault) if !well => entry.detail(t.mail_fault(fault)),
            _ => entry,
        }
    }
}

/// When the last was known of a mail; before it is sent, when it was asked for.
fn known_at(mail: &Job) -> Timestamp {
    let told = mail.mailing.as_ref();
    told.map_or(mail.made, |told| told.trouble.map(|(at, _)| at).or(told.delivered).unwrap_or(told.sent))
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
    use domain::{ids::StaffId, link::State, staff::Invitation};
    use store::{
        mailing::{Mailing, Trouble},
        outbox::Task,
        people::mail_of,
    };

    use super::*;

    fn link_staff() -> StaffId {
        "00000000-0000-0000-0000-000000000001".parse().unwrap()
    }

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
        let trail = |now| Trail::of(For::Invitation, invitation.made, Some(&link), None, None, at(now)).ended;
        assert_eq!(trail("2026-11-27T08:59:59Z"), None);
        assert_eq!(trail("2026-11-27T09:00:00Z"), Some(Ended::Expired(at("2026-11-27T09:00:00Z"))));
    }

    #[test]
    fn a_mail_that_came_back_is_told_with_what_to_do() {
        // 0-15
        let (invitation, link) = invited();
        let task = Task::MailInvitation { staff: link_staff(), link: link.id, key: link.key.clone() };
        let came_back = Some((at("2026-11-22T09:03:00Z"), Trouble::Bounced));
        let told =
            Mailing { message: "m1".into(), sent: at("2026-11-22T09:00:05Z"), delivered: None, trouble: came_back };
        let mail = Job { mailing: Some(told), ..Job::new(mail_of(link.id), None, task, link.made) };
        let trail =
            Trail::of(For::Invitation, invitation.made, Some(&link), Some(&mail), None, at("2026-11-22T09:04:00Z"));
        assert_eq!((trail.mail, trail.mail_at), (Some(MailState::NotArrived), Some(at("2026-11-22T09:03:00Z"))));
        assert!(trail.timeline(Locale::En).to_string().contains("Check the address"));
    }

    #[test]
    fn the_trail_tells_of_every_opening_and_of_the_end() {
        // 0-15
        let (invitation, link) = invited();
        let opening = Opening { at: at("2026-11-22T09:01:00Z"), agent: "MailScan/2".into() };
        let used =
            Link { state: State::Used { at: at("2026-11-22T10:00:00Z") }, trail: vec![opening], openings: 3, ..link };
        let shown = Trail::of(
            For::Invitation,
            invitation.made,
            Some(&used),
            None,
            Some("Bea de Heer".into()),
            at("2026-11-23T09:00:00Z"),
        )
        .timeline(Locale::En)
        .to_string();
        for words in ["Bea de Heer", "MailScan/2", "2 times more", "22 November 2026 at 11:00"] {
            assert!(shown.contains(words), "{words} in {shown}");
        }
    }
}
