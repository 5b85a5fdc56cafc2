//! What a form or a program sends: the form's key, the fields, and who sends it.

use axum::{
    body::{Body, to_bytes},
    extract::{FromRef, FromRequest},
};
use domain::{hash::Hash, ids::LicenceId};
use http::{HeaderMap, Request, header};
use jiff::{SignedDuration, Timestamp};
use serde::{Serialize, de::DeserializeOwned};
use store::{App, Once, keys};

use crate::{problem::Problem, session::SignedIn, typed::Typed, visitor::Visitor};

/// Bytes a form may hold. A step of a dossier, all its fields at their longest, stays under 400 kB (the limit of an item).
pub const LARGEST: usize = 512 * 1024;

/// Bytes of a form's key: enough that nobody guesses another's, and no longer than a hash in hexadecimal.
pub const SHORTEST_KEY: usize = 8;
/// See [`SHORTEST_KEY`].
pub const LONGEST_KEY: usize = 64;

/// What browsers call a form.
const FORM: &str = "application/x-www-form-urlencoded";

/// Where programs put the key of what they send.
const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// How long a draft is offered.
const DRAFT_LIFE: SignedDuration = SignedDuration::from_hours(12);
/// The field that marks a form which was kept when a session ended.
pub const DRAFT_FIELD: &str = "kept-draft";

/// The key of a form and the hash of what came with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormKey {
    key: Option<String>,
    input: Hash,
    draft: bool,
    /// The mark of the licence that the form was made for, if it was made for one.
    made_for: Option<String>,
}

/// Between a form's key and the mark of its licence.
const MARK: char = '.';

/// What the form of a licence is told by: short enough to fit in a key, long enough that no two licences of one person share it.
fn mark(licence: LicenceId) -> String {
    Hash::of(format!("forms of {licence}")).short().to_owned()
}

/// The key of a form, with the licence that the form is made for. Who changes licence in one tab may still have a form of the former
/// one open in another: that one must not be carried out in the wrong licence.
pub fn made_for(key: &str, licence: LicenceId) -> String {
    format!("{key}{MARK}{}", mark(licence))
}

impl FormKey {
    /// Whether the form is one that was kept when the session ended and is now sent after all.
    pub fn from_draft(&self) -> bool {
        self.draft
    }

    /// Whether the form may be carried out in this licence: it was made for it, or for no licence in particular.
    ///
    /// # Errors
    /// [`Problem::OtherLicence`].
    pub fn fits(&self, licence: LicenceId) -> Result<(), Problem> {
        match &self.made_for {
            Some(made_for) if *made_for != mark(licence) => Err(Problem::OtherLicence),
            _ => Ok(()),
        }
    }

    /// The key as that of this sender: the same key of somebody else is another. A program that gives none gets no protection against doubles.
    pub fn of(&self, sender: &str) -> Option<Once> {
        self.key.as_ref().map(|key| Once { key: keys::once(sender, key), input: self.input.clone() })
    }
}

/// A form that anybody may send: the pages of links, signing in.
#[derive(Debug, Clone)]
pub struct Sent<F> {
    /// The fields.
    pub form: F,
    /// The form's key.
    pub key: FormKey,
}

/// A form of somebody who is signed in.
#[derive(Debug, Clone)]
pub struct Posted<F> {
    /// Who.
    pub session: SignedIn,
    /// The fields.
    pub form: F,
    /// The form's key.
    pub key: FormKey,
}

impl<F> Posted<F> {
    /// The key, as this session's.
    pub fn once(&self) -> Option<Once> {
        self.key.of(&self.session.session.to_string())
    }
}

/// What was being typed when the session ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct Draft {
    /// The form.
    #[serde(flatten)]
    pub typed: Typed,
    /// When it was kept.
    #[serde(default)]
    pub kept: Option<Timestamp>,
}

impl Draft {
    /// Whether it is offered: what was typed on another day is forgotten, also by who typed it.
    pub fn is_fresh(&self, now: Timestamp) -> bool {
        self.kept.is_some_and(|kept| now < kept + DRAFT_LIFE)
    }
}

/// The kind of content, without its parameters; nothing when none is named.
fn kind(headers: &HeaderMap) -> Option<String> {
    let named = headers.get(header::CONTENT_TYPE)?.to_str().unwrap_or_default();
    Some(named.split(';').next().unwrap_or_default().trim().to_ascii_lowercase())
}

/// Whether this is the form of a browser.
pub fn is_form(headers: &HeaderMap) -> bool {
    kind(headers).as_deref() == Some(FORM)
}

/// What a request brought along.
struct Brought {
    json: bool,
    /// The key in its header.
    given: Option<String>,
    bytes: Vec<u8>,
}

/// Reads the body: a form or JSON, nothing else. Without any content it is a form without fields.
async fn body(request: Request<Body>) -> Result<Brought, Problem> {
    let (head, content) = request.into_parts();
    let given = head.headers.get(IDEMPOTENCY_KEY).map(|key| key.to_str().unwrap_or_default().to_owned());
    let bytes = to_bytes(content, LARGEST).await.map_err(|_| Problem::TooLarge)?.to_vec();
    match kind(&head.headers).as_deref() {
        Some("application/json") => Ok(Brought { json: true, given, bytes }),
        Some(FORM) => Ok(Brought { json: false, given, bytes }),
        None if bytes.is_empty() => Ok(Brought { json: false, given, bytes }),
        _ => Err(Problem::Kind),
    }
}

fn fields<F: DeserializeOwned>(Brought { json, bytes, .. }: &Brought) -> Result<F, Problem> {
    if *json {
        // A list would do as well for serde: its values taken as those of the fields, in their order, and an empty one as no fields.
        if bytes.trim_ascii_start().first() != Some(&b'{') {
            return Err(Problem::NoObject);
        }
        return serde_json::from_slice(bytes)
            .map_err(|error| Problem::BadInput(format!("json at line {} column {}", error.line(), error.column())));
    }
    serde_html_form::from_bytes(bytes).map_err(|_| Problem::BadInput("form".into()))
}

/// The key of a form is one of its fields; that of JSON stands in a header, and may be left out.
fn form_key(brought: &Brought) -> Result<FormKey, Problem> {
    let Brought { json, given, bytes } = brought;
    // With the key in it, which nobody else knows: a hash of a password alone could be guessed.
    let input = Hash::of([given.as_deref().unwrap_or_default().as_bytes(), b":", bytes].concat());
    let fits = |key: &String| {
        (SHORTEST_KEY..=LONGEST_KEY).contains(&key.len()) && key.bytes().all(|sign| sign.is_ascii_graphic())
    };
    if given.as_ref().is_some_and(|key| !fits(key)) {
        return Err(Problem::BadInput("idempotency key".into()));
    }
    if *json {
        return Ok(FormKey { key: given.clone(), input, draft: false, made_for: None });
    }
    let pairs: Vec<(String, String)> =
        serde_html_form::from_bytes(bytes).map_err(|_| Problem::BadInput("form".into()))?;
    let draft = pairs.iter().any(|(name, _)| name == DRAFT_FIELD);
    let key = pairs.into_iter().find(|(name, _)| name == "once").map(|(_, key)| key).filter(fits);
    // Every form of ours carries a key; one without was not made by us.
    let made_for = key.as_deref().and_then(|key| key.split_once(MARK)).map(|(_, mark)| mark.to_owned());
    key.map(|key| FormKey { key: Some(key), input, draft, made_for })
        .ok_or_else(|| Problem::BadInput("no form key".into()))
}

impl<S, F> FromRequest<S> for Sent<F>
where
    S: Sync,
    F: DeserializeOwned,
{
    type Rejection = Problem;

    async fn from_request(request: Request<Body>, _: &S) -> Result<Self, Problem> {
        let brought = body(request).await?;
        Ok(Self { form: fields(&brought)?, key: form_key(&brought)? })
    }
}

impl<S, F> FromRequest<S> for Posted<F>
where
    App: FromRef<S>,
    S: Sync,
    F: DeserializeOwned,
{
    type Rejection = Problem;

    async fn from_request(request: Request<Body>, state: &S) -> Result<Self, Problem> {
        let app = App::from_ref(state);
        let session = SignedIn::present(&app, request.headers()).await;
        let lately = if session.is_none() { SignedIn::lately(&app, request.headers()).await } else { None };
        let (head, content) = request.into_parts();
        let visitor = Visitor::of(&head);
        let brought = body(Request::from_parts(head, content)).await?;
        let Some(session) = session else {
            if let (Some(who), false, false) = (lately, brought.json, visitor.wants_json)
                && form_key(&brought).is_ok_and(|key| key.fits(who.licence).is_ok())
            {
                keep_draft(&app, &who, &visitor, &brought.bytes).await?;
            }
            return Err(Problem::SignIn);
        };
        let key = form_key(&brought)?;
        key.fits(session.licence)?;
        Ok(Self { session, form: fields(&brought)?, key })
    }
}

/// Keeps what was typed, with the person who typed it, until after signing in.
async fn keep_draft(app: &App, who: &SignedIn, visitor: &Visitor, bytes: &[u8]) -> Result<(), Problem> {
    let Some(typed) = Typed::read(visitor.uri.path(), bytes) else { return Ok(()) };
    let draft = Draft { typed, kept: Some(app.now()) };
    let key = keys::draft(who.licence, who.staff);
    app.store.licence(&who.scope()).change(None).put_over(&key, "draft", &draft).commit("").await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    async fn key_of(kind: Option<&str>, given: Option<&str>, text: &'static str) -> Result<FormKey, u16> {
        let mut request = Request::post("/");
        for (name, value) in [(header::CONTENT_TYPE.as_str(), kind), (IDEMPOTENCY_KEY, given)] {
            request = value.into_iter().fold(request, |request, value| request.header(name, value));
        }
        let brought = body(request.body(Body::from(text)).unwrap()).await;
        brought.and_then(|brought| form_key(&brought)).map_err(|problem| problem.status().as_u16())
    }

    #[tokio::test]
    async fn only_a_form_or_json_is_read_and_a_key_that_does_not_fit_is_refused() {
        let (form, json) = (Some("application/x-www-form-urlencoded"), Some("application/json; charset=utf-8"));
        for (kind, given, text, status) in [
            (form, None, "once=12345678", None),
            (form, None, "once=1234567", Some(400)),
            (form, None, "once=1234567%C3%A9", Some(400)),
            (form, Some("12345678"), "name=x", Some(400)),
            (json, Some("12345678"), "{}", None),
            (json, None, "{}", None),
            (json, Some(""), "{}", Some(400)),
            (form, Some("1234567"), "once=12345678", Some(400)),
            (Some("text/plain"), None, "once=12345678", Some(415)),
            (Some("application/jsonp"), None, "{}", Some(415)),
            (None, None, "once=12345678", Some(415)),
        ] {
            let refused = key_of(kind, given, text).await.err();
            assert_eq!(refused, status, "{kind:?} {given:?} {text}");
        }
    }

    fn brought(json: bool, bytes: impl Into<Vec<u8>>) -> Brought {
        Brought { json, given: None, bytes: bytes.into() }
    }

    /// A form as pages have it.
    #[derive(Debug, Default, PartialEq, serde::Deserialize)]
    #[serde(default)]
    struct Fields {
        name: String,
        ticked: Vec<String>,
    }

    proptest! {
        #[test]
        fn whatever_is_sent_is_a_form_or_is_refused_as_unreadable(
            bytes in prop_oneof![prop::collection::vec(any::<u8>(), 0..200), "(once|name|ticked|[%&=+a-f0-9]){0,40}".prop_map(String::into_bytes), "[\\[\\]{}\",:a-z0-9\\\\ ]{0,80}".prop_map(String::into_bytes)],
            json in any::<bool>(), given in prop::option::of(".{0,80}"),
        ) {
            let brought = Brought { json, given, bytes };
            let problems = [fields::<Fields>(&brought).err(), fields::<BTreeMap<String, String>>(&brought).err(), form_key(&brought).err()];
            prop_assert!(problems.into_iter().flatten().all(|problem| problem.status().as_u16() == 400));
        }

        #[test]
        fn fields_are_read_as_they_were_typed_from_a_form_and_from_json(
            typed in prop::collection::btree_map("[a-z-]{1,12}", ".{0,60}", 0..6),
        ) {
            let form = serde_html_form::to_string(&typed).unwrap();
            prop_assert_eq!(&fields::<BTreeMap<String, String>>(&brought(false, form)).unwrap(), &typed);
            let json = format!(" \n{}", serde_json::to_string(&typed).unwrap());
            prop_assert_eq!(&fields::<BTreeMap<String, String>>(&brought(true, json)).unwrap(), &typed);
        }

        #[test]
        fn json_that_is_no_object_has_no_fields(items in prop::collection::vec("[a-z]{0,4}", 0..3)) {
            for json in [serde_json::to_string(&items).unwrap(), serde_json::to_string(&items.concat()).unwrap(), "null".into(), items.len().to_string()] {
                prop_assert!(matches!(fields::<Fields>(&brought(true, json)), Err(Problem::NoObject)));
            }
        }

        #[test]
        fn a_key_is_that_of_its_form_and_its_sender_and_of_no_other(
            key in "[!-~]{8,64}", name in ".{0,40}", other in ".{0,40}", sender in "[a-z]{1,8}",
        ) {
            let of = |name: &str| {
                let form = serde_html_form::to_string([("name", name), ("once", &key)]).unwrap();
                form_key(&brought(false, form)).unwrap()
            };
            prop_assert_eq!(of(&name), of(&name));
            prop_assert_eq!(of(&name) == of(&other), name == other);
            let once = |sender: &str| of(&name).of(sender).unwrap().key;
            prop_assert_ne!(once(&sender), once(&format!("{sender}x")));
        }
    }
}
