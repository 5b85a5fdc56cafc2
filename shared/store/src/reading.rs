//! What readers of consent links need: a link that stays open while they act, and a way to ask for a new one.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use domain::{
    consent::{Consent, ConsentNews, News},
    ids::ConsentId,
    link::Link,
};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{
    app::App,
    change::{Change, ttl},
    error::{Conflict, StoreError},
    item::to_item,
    keys::{self, Key},
    mailing::{MailState, Trouble, suppression_of},
    outbox::Job,
    people::mail_of,
    read::Found,
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
    /// Why no mail goes to the reader's address now, codes neither.
    pub stopped: Option<Trouble>,
}

impl App {
    /// The trails of the links of these requests, in their order. A link may have been made with any key in use.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn link_trails(&self, of: &[&Consent]) -> Result<Vec<LinkTrail>, StoreError> {
        let kids = self.keys.link_kids().await;
        let mut trails = Vec::new();
        // A request has a wish, a mail, an address and a link per key in use: 16 requests with 3 keys fit in the 100 items of a batch.
        for some in of.chunks((100 / (kids.len() + 3)).max(1)) {
            let mut wanted = Vec::new();
            let mut links = Vec::new();
            for consent in some {
                wanted.push(keys::new_link_wish(consent.id));
                wanted.extend(consent.asked.email.as_deref().map(suppression_of));
                wanted.extend(consent.link().map(|(link, _)| keys::job(mail_of(link))));
                let of_link = self.keys_of(consent, &kids).await;
                wanted.extend_from_slice(&of_link);
                links.push(of_link);
            }
            let mut found = self.store.batch(&wanted).await?;
            let stops =
                self.store.stops(&mut found, some.iter().filter_map(|consent| consent.asked.email.as_deref()))?;
            for (consent, of_link) in some.iter().zip(links) {
                let stopped =
                    consent.asked.email.as_deref().and_then(|email| stops.get(&suppression_of(email)).copied());
                trails.push(LinkTrail { stopped, ..trail(&mut found, consent, &of_link)? });
            }
        }
        Ok(trails)
    }

    /// Where the link that a request names last may be: one place for each key in use.
    async fn keys_of(&self, consent: &Consent, kids: &[String]) -> Vec<Key> {
        let (Some((link, _)), now) = (consent.link(), self.now()) else { return Vec::new() };
        let mut keys = Vec::new();
        for kid in kids {
            keys.extend(self.keys.token(link, kid, now).await.map(|token| keys::link(&token)));
        }
        keys
    }
}

fn trail(found: &mut Found, consent: &Consent, of_link: &[Key]) -> Result<LinkTrail, StoreError> {
    let wish = found.take::<NewLinkWish>(&keys::new_link_wish(consent.id), NewLinkWish::ENTITY)?;
    let mut trail = LinkTrail { wish: wish.map(|wish| wish.value.at), ..LinkTrail::default() };
    if let Some((link, _)) = consent.link() {
        trail.mail = found.take::<Job>(&keys::job(mail_of(link)), "job")?.map(|job| job.value.mail_state());
    }
    for key in of_link {
        trail.link = trail.link.or(found.take::<Link>(key, "link")?.map(|link| link.value));
    }
    Ok(trail)
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
    pub fn wish_new_link(self, consent: &Consent, now: Timestamp) -> Self {
        let key = keys::new_link_wish(consent.id);
        let item = to_item(&NewLinkWish { at: now }, NewLinkWish::ENTITY, &key, 1).map(|mut item| {
            item.insert("ttl".into(), ttl(now + WISH_KEPT));
            item
        });
        self.put_item(&key, item, None, Conflict::Stale(NewLinkWish::ENTITY)).row(&ConsentNews::new(
            consent,
            News::LinkWanted,
            now,
        ))
    }

    /// A wish for a new link was granted, or is of no use any more.
    pub fn forget_wish(self, consent: ConsentId) -> Self {
        self.remove_item(&keys::new_link_wish(consent))
    }
}
