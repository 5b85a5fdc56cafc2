//! What readers of consent links need: a link that stays open while they act, and a way to ask for a new one.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use domain::{
    ids::{ConsentId, LinkId},
    link::Link,
};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{
    app::App,
    change::{Change, ttl},
    error::{Conflict, StoreError},
    item::{Stored, to_item},
    keys,
    mailing::MailState,
    outbox::Job,
    people::mail_of,
};

/// How long a wish for a new link is remembered: as long as dead links are.
const WISH_KEPT: SignedDuration = SignedDuration::from_hours(180 * 24);

/// Somebody whose link is dead would like a new one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewLinkWish {
    /// When it was last said.
    pub at: Timestamp,
}

impl NewLinkWish {
    /// What is kept in the table under this name.
    pub const ENTITY: &'static str = "new link wish";
}

/// What is known of the link of a request: how often it was opened, how its mail fares, whether a new one is wanted.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LinkTrail {
    /// The link, if it is still kept.
    pub link: Option<Link>,
    /// How far its mail is, if that is still known.
    pub mail: Option<MailState>,
    /// When the reader last asked for a new link.
    pub wish: Option<Timestamp>,
}

impl App {
    /// The trails of the links of these requests, in their order. A link may have been made with any key in use.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn link_trails(&self, of: &[(ConsentId, Option<LinkId>)]) -> Result<Vec<LinkTrail>, StoreError> {
        let (now, kids) = (self.now(), self.keys.link_kids().await);
        let mut trails = Vec::new();
        // A request has a wish, a mail and a link per key in use: 20 requests with 3 keys fit in the 100 items of a batch.
        for some in of.chunks((100 / (kids.len() + 2)).max(1)) {
            let mut wanted = Vec::new();
            let mut links = Vec::new();
            for (consent, link) in some {
                wanted.push(keys::new_link_wish(*consent));
                let mut of_link = Vec::new();
                if let Some(link) = link {
                    wanted.push(keys::job(mail_of(*link)));
                    for kid in &kids {
                        of_link.extend(self.keys.token(*link, kid, now).await.map(|token| keys::link(&token)));
                    }
                }
                wanted.extend_from_slice(&of_link);
                links.push(of_link);
            }
            let mut found = self.store.batch(&wanted).await?;
            for ((consent, link), of_link) in some.iter().zip(links) {
                let mut trail = LinkTrail {
                    wish: found
                        .take::<NewLinkWish>(&keys::new_link_wish(*consent), NewLinkWish::ENTITY)?
                        .map(|wish| wish.value.at),
                    ..LinkTrail::default()
                };
                if let Some(link) = link {
                    trail.mail =
                        found.take::<Job>(&keys::job(mail_of(*link)), "job")?.map(|job| job.value.mail_state());
                }
                for key in &of_link {
                    trail.link = trail.link.or(found.take::<Link>(key, "link")?.map(|link: Stored<Link>| link.value));
                }
                trails.push(trail);
            }
        }
        Ok(trails)
    }
}

impl Change {
    /// Goes on only while a link is open and has not ended at `now`.
    pub fn while_open(self, token: &str, now: Timestamp) -> Self {
        let names = HashMap::from([("#state".to_owned(), "state".to_owned())]);
        let values = HashMap::from([
            (":open".to_owned(), AttributeValue::S("open".into())),
            (":now".to_owned(), AttributeValue::N(now.as_millisecond().to_string())),
        ]);
        self.require(&keys::link(token), "#state = :open AND ends_ms > :now", names, values, Conflict::LinkDead)
    }

    /// Notes that the reader of a dead link would like a new one.
    pub fn wish_new_link(self, consent: ConsentId, now: Timestamp) -> Self {
        let key = keys::new_link_wish(consent);
        let item = to_item(&NewLinkWish { at: now }, NewLinkWish::ENTITY, &key, 1).map(|mut item| {
            item.insert("ttl".into(), ttl(now + WISH_KEPT));
            item
        });
        self.put_item(&key, item, None, Conflict::Stale(NewLinkWish::ENTITY))
    }

    /// A wish for a new link was granted, or is of no use any more.
    pub fn forget_wish(self, consent: ConsentId) -> Self {
        self.remove_item(&keys::new_link_wish(consent))
    }
}
