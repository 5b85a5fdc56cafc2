//! A new link to the same address. Whoever asks gets the same answer, whether one was sent or not (0-15, 0-17).

use askama::Template;
use axum::extract::{Path, State};
use domain::{
    link::{Link, State as LinkState},
    staff::Invitation,
};
use jiff::SignedDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{
    App, Once, StoreError,
    audit::{Entry, Who},
    outbox::Task,
};
use web::{Page, Problem, Visitor, invited::Invited, posted::Sent};

use crate::t;

/// New links for one person in an hour: enough for who does not find the mail, too few to fill a mailbox.
const PER_HOUR: u64 = 3;
/// Invitations that are remembered, so that asking again and again cannot grow the staff member.
const REMEMBERED: usize = 50;

/// Nothing but the form's key.
#[derive(Clone, Default, Serialize, Deserialize, JsonSchema)]
pub struct NewLinkInput {}

#[derive(Template, Serialize)]
#[template(path = "asked.html")]
struct View {
    text: String,
    otherwise: String,
}

/// `POST /activate/{token}/new-link`
pub async fn ask(
    State(app): State<App>,
    visitor: Visitor,
    Path(token): Path<String>,
    sent: Sent<NewLinkInput>,
) -> Result<Page, Problem> {
    let link = app.store.find_link(&token).await?.ok_or(Problem::NotFound)?;
    let invited = Invited::of(&app, &token, link).await?;
    let (once, whom) = (sent.key.of(&format!("{token}/new-link")), invited.id().to_string());
    let in_an_hour = ("new-link", whom.as_str(), SignedDuration::from_hours(1));
    let has_turn = app.store.take_turn(in_an_hour, PER_HOUR, once.as_ref()).await?;
    if has_turn && invited.is_open(app.now()) {
        send(&app, &visitor, &invited, once).await?;
    }
    let t = t(visitor.locale);
    let view = View { text: t.asked_text(), otherwise: t.asked_otherwise() };
    Ok(Page::public(&visitor, t.asked_title(), &view).chrome(|chrome| chrome.public(&invited.licence.display_name)))
}

async fn send(app: &App, visitor: &Visitor, invited: &Invited, once: Option<Once>) -> Result<(), Problem> {
    let now = app.now();
    let mut member = invited.member.clone();
    let older = newest_open(app, invited).await?;
    let (id, key) = (app.id()?, app.keys.link_kid().await);
    let token = app.keys.token(id, &key, now).await.ok_or_else(|| Problem::Internal("no link key".into()))?;
    let link = Link::activation(id, &key, invited.licence.id, invited.id(), now);
    let by = member.value.invitation().and_then(|invitation| invitation.by);
    member.value.invitations.push(Invitation { link: id, key: key.clone(), made: now, mailed: true, by });
    let over = member.value.invitations.len().saturating_sub(REMEMBERED);
    member.value.invitations.drain(..over);
    let entry = Entry::new(invited.licence.id, format!("STAFF#{}", invited.id()), "asked-new-link", Who::Unknown)
        .from(visitor.address.as_deref());
    let job = app.store.job(Some(invited.licence.id), Task::MailInvitation { staff: invited.id(), link: id, key })?;
    let change =
        app.store.licence(&invited.scope).change(once).save(&member).link(&token, &link).audit(&entry).then(&job);
    let change = older.iter().fold(change, |change, token| change.kill_link(token, &LinkState::Replaced { at: now }));
    match change.commit("").await {
        // Another request, or the administrator, was first: a new link is on its way already.
        Ok(_) | Err(StoreError::Conflict(_)) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// The token of the newest link, if it is open: a newer one kills it.
async fn newest_open(app: &App, invited: &Invited) -> Result<Option<String>, Problem> {
    let Some(newest) = invited.member.value.invitation() else { return Ok(None) };
    let Some(token) = app.keys.token(newest.link, &newest.key, app.now()).await else { return Ok(None) };
    let link = app.store.find_link(&token).await?;
    Ok(link.filter(|found| found.link.state == LinkState::Open).map(|_| token))
}
