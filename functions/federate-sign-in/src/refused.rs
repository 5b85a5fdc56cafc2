//! Why somebody who comes back from the hub gets no further: told on a page that leads on, and noted.

use askama::Template;
use axum::response::{IntoResponse, Response};
use domain::{hash::Hash, hub::HubRefusal, ids::IdentityId};
use http::{HeaderMap, StatusCode, header};
use serde::{Deserialize, Serialize};
use store::{
    App, Change, Conflict, Once, StoreError,
    audit::{Entry, Who},
    people::NOBODY,
};
use web::{Page, Problem, Visitor, hub_turn, ui::Button};

use crate::{t, turn::Secret};

/// Why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refused {
    /// Not the browser that began, or too long ago, or the answer was used.
    NoTurn,
    /// The answer is to another question than this browser's.
    OtherState,
    /// The person stopped, or the hub refused.
    Stopped,
    /// What the hub gave is worth nothing.
    Worthless,
    /// The account of a learner.
    Learner,
    /// An account of another school than the licence.
    OtherSchool,
    /// Nobody linked the account.
    Unlinked,
    /// The account is linked to another person.
    Taken,
    /// No licence of this person is entered with a school account.
    NoLicence,
    /// The account is locked after too many tries.
    Locked,
    /// Whoever wanted to link it is not signed in any more.
    SignedOut,
    /// More accounts than anybody needs.
    TooMany,
    /// The invitation cannot be accepted any more.
    NoInvitation,
    /// Who is invited has an account already, to which this school account is not linked.
    HasAccount,
}

impl From<HubRefusal> for Refused {
    fn from(why: HubRefusal) -> Self {
        match why {
            HubRefusal::Learner => Self::Learner,
            HubRefusal::OtherSchool => Self::OtherSchool,
        }
    }
}

/// Before the reason, where it is noted what became of a form.
const TOLD: &str = "refused:";

/// What is refused: who came, if that is known, with which account, and by which form.
#[derive(Default)]
pub struct Answering<'a> {
    /// Who.
    pub who: Option<IdentityId>,
    /// With which account.
    pub account: Option<&'a Hash>,
    /// The form's key.
    pub once: Option<Once>,
}

#[derive(Template, Serialize)]
#[template(path = "refused.html")]
struct View {
    reason: Refused,
    text: String,
    button: Button,
}

impl Refused {
    /// What a form was refused for before, from where that is noted.
    pub fn told(to: &str) -> Option<Self> {
        serde_json::from_value(to.strip_prefix(TOLD)?.into()).ok()
    }

    fn code(self) -> String {
        serde_json::to_value(self).ok().and_then(|code| code.as_str().map(str::to_owned)).unwrap_or_default()
    }

    fn words(self, visitor: &Visitor) -> (String, String) {
        let t = t(visitor.locale);
        match self {
            Self::NoTurn => (t.no_turn(), t.no_turn_text()),
            Self::OtherState | Self::Worthless => (t.worthless(), t.worthless_text()),
            Self::Stopped => (t.stopped(), t.stopped_text()),
            Self::Learner => (t.learner(), t.learner_text()),
            Self::OtherSchool => (t.other_school(), t.other_school_text()),
            Self::Unlinked => (t.unlinked(), t.unlinked_text()),
            Self::Taken => (t.taken(), t.taken_text()),
            Self::NoLicence => (t.no_licence(), t.no_licence_text()),
            Self::Locked => (t.locked(), t.locked_text()),
            Self::SignedOut => (t.signed_out(), t.signed_out_text()),
            Self::TooMany => (t.too_many(), t.too_many_text()),
            Self::NoInvitation => (t.no_invitation(), t.no_invitation_text()),
            Self::HasAccount => (t.has_account(), t.has_account_text()),
        }
    }

    /// The page.
    pub fn page(self, visitor: &Visitor) -> Page {
        let t = t(visitor.locale);
        let (title, text) = self.words(visitor);
        let button = match self {
            Self::Taken | Self::TooMany => Button::new(t.to_account()).href("/account"),
            _ => Button::new(t.to_sign_in()).href("/sign-in"),
        };
        Page::public(visitor, title, &View { reason: self, text, button }).status(StatusCode::FORBIDDEN)
    }

    /// The row that tells of it: about the person, if it is known who.
    pub fn row(self, visitor: &Visitor, who: Option<IdentityId>, account: Option<&Hash>) -> Entry {
        let (subject, who) = match who {
            Some(id) => (id, Who::Identity { id: id.to_string() }),
            None => (NOBODY, Who::Unknown),
        };
        let row = Entry::of_person(subject, "hub-refused", who).from(visitor.address.as_deref());
        let row = row.with("reason", self.code());
        account.into_iter().fold(row, |row, account| row.with("account", account.short()))
    }

    /// Notes it, and answers. The turn is used up with it: an answer of the hub is looked at once, whatever comes of it.
    pub async fn answer(
        self,
        app: &App,
        visitor: &Visitor,
        secret: Option<&Secret>,
        answering: Answering<'_>,
    ) -> Result<Response, Problem> {
        let row = self.row(visitor, answering.who, answering.account);
        let to = format!("{TOLD}{}", self.code());
        let note = Change::of_person(&app.store, answering.once.clone()).audit(&row);
        let note = match secret {
            Some(secret) => note.use_hub_turn(secret.as_str(), None),
            None => note,
        };
        match note.commit(&to).await {
            // Another answer of the same turn was first: this one is noted too.
            Err(StoreError::Conflict(Conflict::LinkDead)) => {
                Change::of_person(&app.store, answering.once).audit(&row).commit(&to).await?;
            }
            noted => drop(noted?),
        }
        let mut response = self.page(visitor).into_response();
        without_cookie(response.headers_mut());
        Ok(response)
    }
}

/// The turn is over: its cookie goes.
pub fn without_cookie(headers: &mut HeaderMap) {
    if let Some(gone) = hub_turn::gone() {
        headers.append(header::SET_COOKIE, gone);
    }
}
