//! A staff member at work: who is there, what he may do, and the frame of his pages.

use askama::Template;
use domain::{
    access::{Action, Actor, Permit, Resource},
    ids::StaffId,
    licence::{Licence, LicenceStatus},
    staff::{StaffMember, StaffStatus},
};
use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use store::{
    App, Change, Entity, Found, LicenceStore, Once, Stored,
    audit::{Entry, Who},
    change::Done,
    keys::{self, Key},
    tickets::{Session, Stage},
};
use texts::Locale;

use crate::{
    page::Page,
    places::Places,
    posted::{self, Posted},
    problem::Problem,
    session::{STEP_UP, SignedIn},
    t,
    ui::{Chrome, Hidden, LicenceSwitch, NavItem, Person},
    visitor::Visitor,
    words::words,
};

/// A staff member who entered: session, rights and licence as they are now.
pub struct Desk {
    /// What every function has.
    pub app: App,
    /// What the request told.
    pub visitor: Visitor,
    /// Who, with what is true of him now.
    pub actor: Actor,
    /// The version of the staff member that was read.
    pub member_version: u64,
    /// The licence.
    pub licence: Licence,
    /// The session.
    pub session: Stored<Session>,
    /// Where the person looks: at which location, of which there are.
    pub places: Places,
    /// What was asked for besides, read in the same round trip.
    pub found: Found,
    /// The form's key, for the transaction.
    once: Option<Once>,
    /// Whether the form is a kept draft, which goes when the form is carried out.
    from_draft: bool,
}

impl SignedIn {
    /// Enters: reads session, staff member, licence and `also` in one round trip.
    ///
    /// # Errors
    /// [`Problem::SignIn`] when the session has ended or the person works here no more.
    pub async fn enter(&self, app: &App, visitor: &Visitor, also: &[Key]) -> Result<Desk, Problem> {
        self.enter_with(app, visitor, None, also).await
    }

    async fn enter_with(
        &self,
        app: &App,
        visitor: &Visitor,
        once: Option<Once>,
        also: &[Key],
    ) -> Result<Desk, Problem> {
        let mut wanted = vec![
            keys::session(self.session),
            StaffMember::key(self.licence, &self.staff),
            Licence::key(self.licence, &()),
        ];
        wanted.extend(once.iter().map(|once| once.key.clone()));
        wanted.extend_from_slice(also);
        let mut found = app.store.batch(&wanted).await?;
        let session: Stored<Session> = found.take(&keys::session(self.session), "session")?.ok_or(Problem::SignIn)?;
        let right = session.value.stage == Stage::Full
            && app.now() < session.value.ends
            && session.value.service == Some((self.licence, self.staff));
        let member = found.entity::<StaffMember>(self.licence, &self.staff).map_err(|_| Problem::SignIn)?;
        let licence = found.entity::<Licence>(self.licence, &())?;
        // What is signed in with may have changed since: then this session does not do any more.
        let right = right && licence.value.admits(session.value.by, member.value.administers(app.today()));
        if !right || member.value.status != StaffStatus::Active || licence.value.status != LicenceStatus::Open {
            return Err(Problem::SignIn);
        }
        if let Some(once) = &once
            && let Some(done) = found.take::<Done>(&once.key, Done::ENTITY)?
        {
            return Err(if done.value.input == once.input {
                Problem::Elsewhere(done.value.to)
            } else {
                Problem::OtherInput
            });
        }
        let locations = licence.value.location_ids().collect();
        let actor = Actor { scope: self.scope(), locations, member: member.value };
        let places = Places::of(&actor, &licence.value, session.value.location, app.today());
        Ok(Desk {
            app: app.clone(),
            visitor: visitor.clone(),
            actor,
            places,
            member_version: member.version,
            licence: licence.value,
            session,
            found,
            once,
            from_draft: false,
        })
    }
}

impl<F> Posted<F> {
    /// Enters with a form: also looks whether it was carried out before, in the same round trip.
    ///
    /// # Errors
    /// As for a session; [`Problem::Elsewhere`] when the same form was carried out before.
    pub async fn enter(&self, app: &App, visitor: &Visitor, also: &[Key]) -> Result<Desk, Problem> {
        let desk = self.session.enter_with(app, visitor, self.once(), also).await?;
        Ok(Desk { from_draft: self.key.from_draft(), ..desk })
    }
}

impl Desk {
    /// The time.
    pub fn now(&self) -> Timestamp {
        self.app.now()
    }

    /// The day, in Europe/Amsterdam.
    pub fn today(&self) -> Date {
        self.app.today()
    }

    /// The language.
    pub fn locale(&self) -> Locale {
        self.visitor.locale
    }

    /// Who is at work.
    pub fn me(&self) -> StaffId {
        self.actor.member.id
    }

    /// A staff member who was asked for when entering; may be the person at work.
    ///
    /// # Errors
    /// [`Problem::NotFound`].
    pub fn colleague(&mut self, id: StaffId) -> Result<Stored<StaffMember>, Problem> {
        if id == self.me() {
            return Ok(Stored { value: self.actor.member.clone(), version: self.member_version });
        }
        Ok(self.found.entity(self.licence.id, &id)?)
    }

    /// What the licence owns.
    pub fn records(&self) -> LicenceStore<'_> {
        self.app.store.licence(&self.actor.scope)
    }

    /// Whether this may be done to that, today.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] or, where existence is not told, [`Problem::NotFound`].
    pub fn may(&self, action: Action, resource: &Resource<'_>) -> Result<Permit, Problem> {
        Ok(self.actor.may(action, resource, self.today())?)
    }

    /// Whether this may be done in the licence as a whole.
    ///
    /// # Errors
    /// [`Problem::Forbidden`].
    pub fn may_here(&self, action: Action) -> Result<Permit, Problem> {
        self.may(action, &Resource::Licence)
    }

    /// Whether the person proved presence with the second factor not long ago; where none is set up, signing in counts.
    pub fn stepped_up(&self) -> bool {
        self.session.value.stepped_up.is_some_and(|at| self.now() < at + STEP_UP)
    }

    /// Asks for the second factor again when it was given too long ago; `next` is the page that needs it.
    ///
    /// # Errors
    /// [`Problem::Elsewhere`]: the page that asks and leads back.
    pub fn must_be_stepped_up(&self, next: &str) -> Result<(), Problem> {
        if self.stepped_up() {
            Ok(())
        } else {
            Err(Problem::Elsewhere(crate::signing_in::with_next("/account/step-up", next)))
        }
    }

    /// Starts a change that carries the form's key.
    pub fn change(&self) -> Change {
        let change = self.records().change(self.once.clone());
        if self.from_draft { change.remove_item(&keys::draft(self.licence.id, self.me())) } else { change }
    }

    /// An audit row: this person did that to `subject`, from this address.
    pub fn did(&self, act: &str, subject: impl Into<String>) -> Entry {
        Entry::new(self.licence.id, subject, act, self.who()).from(self.visitor.address.as_deref())
    }

    /// This person, for the audit log.
    pub fn who(&self) -> Who {
        Who::staff(self.me(), &self.actor.member.name)
    }

    /// The hidden field with a fresh form key, which says for which licence the form is made.
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn once(&self) -> Result<Hidden, Problem> {
        let key = self.app.id::<domain::ids::JobId>()?.to_string();
        Ok(Hidden::new("once", posted::made_for(&key, self.licence.id)))
    }

    /// A page in the frame of this person.
    pub fn page(&self, title: impl Into<String>, view: &(impl Template + Serialize)) -> Page {
        let locale = self.locale();
        let chrome = Chrome::new(words(locale), locale.code(), title)
            .nav(self.navigation())
            .person(Person {
                name: self.actor.member.name.full(),
                href: "/account".into(),
                sign_out: "/sign-out".into(),
                fields: self.once().into_iter().collect(),
            })
            .licence(&self.licence.display_name, self.licence.name.as_str())
            .switch(self.others())
            .places(self.places.switch(self));
        Page::framed(&self.visitor, chrome, view)
    }

    /// The other licences of the same person; each leads to its own start page (3-11).
    fn others(&self) -> LicenceSwitch {
        let others = self.session.value.others.iter();
        let licences: Vec<_> = others.map(|other| (other.id.to_string(), other.display_name.clone())).collect();
        if licences.is_empty() {
            return LicenceSwitch::default();
        }
        let fields = self.once().into_iter().chain([Hidden::new("next", "/")]).collect();
        LicenceSwitch { action: "/sign-in/licence".into(), fields, licences }
    }

    /// The pages that are offered to this person, in the order of the menu.
    pub fn navigation(&self) -> Vec<NavItem> {
        let t = t(self.locale());
        let today = self.today();
        let path = self.visitor.uri.path();
        let offers = [
            ("/", t.nav_home(), true),
            ("/learners", t.nav_learners(), self.actor.could(Action::ListLearners, today)),
            ("/dossiers", t.nav_dossiers(), self.actor.could(Action::ReadDossier, today)),
            ("/subjects", t.nav_subjects(), self.actor.could(Action::ReadSubject, today)),
            ("/classes", t.nav_classes(), self.actor.could(Action::SeeOverview, today)),
            ("/groups", t.nav_groups(), self.actor.could(Action::ManageGroups, today)),
            ("/rosters", t.nav_rosters(), self.actor.could(Action::ImportRoster, today)),
            ("/staff", t.nav_staff(), self.actor.could(Action::ManageStaff, today)),
            ("/imports", t.nav_imports(), self.actor.could(Action::Import, today)),
            ("/rollover", t.nav_rollover(), self.actor.could(Action::PlanRollover, today)),
        ];
        let is_current =
            |href: &str| if href == "/" { path == "/" } else { path == href || path.starts_with(&format!("{href}/")) };
        offers
            .into_iter()
            .filter(|(.., offered)| *offered)
            .map(|(href, label, _)| NavItem { label, href: href.into(), current: is_current(href) })
            .collect()
    }
}

/// The hidden field with a fresh form key.
///
/// # Errors
/// When there is no randomness.
pub fn once(app: &App) -> Result<Hidden, Problem> {
    Ok(Hidden::new("once", app.id::<domain::ids::JobId>()?.to_string()))
}
