//! Another address to sign in with: asked for with proof of presence, and confirmed by a link that is mailed to it. An address that is
//! somebody else's gets the same answer for the same work: only its owner hears of it.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use domain::{
    input::{Fault, Faults, email},
    link::Link,
};
use http::HeaderMap;
use jiff::SignedDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{App, Change, outbox::Task};
use web::{
    Page, Problem, Visitor, dates, desk,
    faults::Told,
    offers::{self, Offer},
    page::see_other,
    posted::Sent,
    proof,
    signing_in::with_next,
    ui::{Button, Field, Hidden, Notice, SummaryList, TextField},
    words,
};

use crate::{
    own::{self, Entered, Own},
    t,
};

/// Where the page is.
const HERE: &str = "/account/email";
/// Mails of one person in an hour: enough for who mistypes or does not find the mail, too few to bother a stranger with.
const PER_HOUR: u64 = 3;

/// The new address.
#[derive(Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "AddressInput")]
pub struct EmailInput {
    /// The address to sign in with from now on.
    pub email: String,
    /// Asks for no address: the organisations where the former one still stands hear of the present one once more.
    pub again: bool,
}

/// Organisations where the former address still stands. Each hears of the new one by a job of its own, and one may have been given up.
#[derive(Serialize)]
pub struct Behind {
    pub notice: Notice,
    pub addresses: SummaryList,
    #[serde(skip)]
    pub once: Hidden,
    #[serde(skip)]
    pub again: Hidden,
    #[serde(skip)]
    pub button: Button,
}

/// Those of the organisations where another address stands than the person signs in with.
fn lagging<'o>(own: &Own, offers: &'o [Offer]) -> Vec<&'o Offer> {
    offers.iter().filter(|offer| offer.member.email != own.identity.value.email).collect()
}

/// What the page of the account says of them; nothing where there are none.
pub fn behind(own: &Own, offers: &[Offer]) -> Result<Option<Behind>, Problem> {
    let (t, lagging) = (t(own.visitor.locale), lagging(own, offers));
    if lagging.is_empty() {
        return Ok(None);
    }
    let none = SummaryList::new(words(own.visitor.locale));
    Ok(Some(Behind {
        notice: Notice::attention(t.email_behind(lagging.len())).text(t.email_behind_text(&own.identity.value.email)),
        addresses: lagging
            .iter()
            .fold(none, |list, offer| list.answer(&offer.licence.display_name, &offer.member.email)),
        once: desk::once(&own.app)?,
        again: Hidden::new("again", "true"),
        button: Button::new(t.email_behind_again()).secondary(),
    }))
}

#[derive(Template, Serialize)]
#[template(path = "email.html")]
struct View {
    #[serde(skip)]
    once: Hidden,
    facts: SummaryList,
    waiting: Option<Notice>,
    email: TextField,
    #[serde(skip)]
    happens: [String; 3],
    #[serde(skip)]
    button: Button,
}

/// `GET /account/email`
pub async fn show(State(app): State<App>, visitor: Visitor, headers: HeaderMap) -> Result<Response, Problem> {
    match own::enter(&app, &visitor, &headers, None).await? {
        Entered::Own(own) => {
            let own = own.at_work()?;
            if !own.stepped_up() {
                return Ok(see_other(&with_next("/account/step-up", HERE)));
            }
            Ok(page(&own, "", None)?.into_response())
        }
        Entered::Before(response) => Ok(response),
    }
}

fn page(own: &Own, typed: &str, faults: Option<Faults>) -> Result<Page, Problem> {
    let (t, w) = (t(own.visitor.locale), words(own.visitor.locale));
    let wrong = faults.clone().unwrap_or_default();
    let view = View {
        once: desk::once(&own.app)?,
        facts: SummaryList::new(w).answer(t.email_present(), &own.identity.value.email),
        waiting: waiting(own),
        email: TextField::new(w, "email", t.email_new())
            .email()
            .autocomplete("email")
            .value(typed)
            .error(Told::new(&wrong, own.visitor.locale).at("email")),
        happens: [t.email_happens_mail(), t.email_happens_until(), t.email_happens_then()],
        button: Button::new(t.email_ask()),
    };
    let page = own.page(t.email_title(), &view).chrome(|chrome| chrome.back("/account", t.title()));
    Ok(match faults {
        Some(faults) => page.invalid(faults, [&view.email as &dyn Field]),
        None => page,
    })
}

/// That a mail went and its link was not used yet. Whether the address is somebody else's, it does not tell.
fn waiting(own: &Own) -> Option<Notice> {
    let t = t(own.visitor.locale);
    let wanted = own.identity.value.wanted_at(own.app.now())?;
    let asked = dates::moment(wanted.asked, own.visitor.locale);
    Some(Notice::info(t.email_waiting(&wanted.email)).text(t.email_waiting_text(asked)))
}

/// `POST /account/email`
pub async fn ask(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    sent: Sent<EmailInput>,
) -> Result<Response, Problem> {
    let own = match own::enter(&app, &visitor, &headers, Some(&sent.key)).await? {
        Entered::Own(own) => own.at_work()?,
        Entered::Before(response) => return Ok(response),
    };
    if sent.form.again {
        return tell_again(&own).await;
    }
    if !own.stepped_up() {
        return Ok(see_other(&with_next("/account/step-up", HERE)));
    }
    match check(&own, &sent.form).await? {
        Ok(address) => want(&own, &address).await,
        Err(fault) => Ok(page(&own, &sent.form.email, Some(Faults::one("email", fault)))?.into_response()),
    }
}

/// Tells those that lag behind once more. It gives them what is true already, and takes no proof of presence.
async fn tell_again(own: &Own) -> Result<Response, Problem> {
    let (store, identity) = (&own.app.store, &own.identity.value);
    let offers = offers::of(&own.app, identity).await?;
    let lagging = lagging(own, &offers);
    if lagging.is_empty() {
        return Ok(see_other("/account"));
    }
    let change = Change::of_person(store, own.once.clone()).audit(&own.did("told-address-again"));
    let change = lagging.into_iter().try_fold(change, |change, offer| {
        let task = Task::FollowAddress { staff: offer.service.staff, identity: identity.id };
        Ok::<_, Problem>(change.then(&store.job(Some(offer.service.licence), task)?))
    })?;
    Ok(see_other(&change.commit("/account?done=address-again").await?.to))
}

/// An address that is not the present one, while there is a turn left.
async fn check(own: &Own, input: &EmailInput) -> Result<Result<String, Fault>, Problem> {
    let address = match email(&input.email) {
        Ok(address) if address == own.identity.value.email => return Ok(Err(Fault::SameAddress)),
        Ok(address) => address,
        Err(fault) => return Ok(Err(fault)),
    };
    let (id, hour) = (own.identity.value.id.to_string(), SignedDuration::from_hours(1));
    let in_an_hour = ("new-address", id.as_str(), hour);
    if own.app.store.take_turn(in_an_hour, PER_HOUR, own.once.as_ref()).await? {
        Ok(Ok(address))
    } else {
        Ok(Err(Fault::TooManyTries { again: Some(own.app.now() + hour) }))
    }
}

/// Keeps what is wanted and mails the address. Where it is somebody else's, its owner is told instead; the link then goes nowhere.
async fn want(own: &Own, address: &str) -> Result<Response, Problem> {
    let (app, id) = (&own.app, own.identity.value.id);
    let (link, key) = (app.id()?, app.keys.link_kid().await);
    let token = app.link_token(link, &key).await?;
    let made = Link::new_address(link, &key, id, app.now());
    let task = match app.store.owner_of(address).await? {
        Some(owner) => Task::MailAddressWanted { identity: owner },
        None => Task::MailNewAddress { identity: id, link, key },
    };
    let job = app.store.job(None, task)?;
    let row = own.did("asked-address");
    let done = proof::settle(app, own.identity.clone(), HERE, |identity| {
        identity.want_address(address, &made);
        Ok(Change::of_person(&app.store, own.once.clone()).link(&token, &made).then(&job).audit(&row))
    });
    Ok(see_other(&done.await?.to))
}
