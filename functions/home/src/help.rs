//! Help: whom to call when something does not work, whom to ask about the work itself, and the manual (3-31).

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::State;
use domain::{
    access::{Action, Holder},
    group::Group,
    ids::{GroupId, LocationId},
    staff::{Role, StaffRow},
};
use http::HeaderMap;
use serde::Serialize;
use store::App;
use web::{
    Desk, Locale, Page, Problem, SignedIn, Visitor,
    ui::{Details, Html, SummaryList, SummaryRow},
    words,
};

use crate::{Contact, begin, t};

/// Where the page is; every page without help of its own leads there.
pub const HERE: &str = "/help";

/// Something that the manual tells how to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Topic {
    SignIn,
    Account,
    Rights,
    Learners,
    Read,
    Open,
    Write,
    Subject,
    Consent,
    Archive,
    HandOver,
    TakeOver,
    Classes,
    Begin,
    Roster,
    Invite,
    Roles,
    Groups,
    Rollover,
}

impl Topic {
    /// In the order of the work.
    const ALL: [Self; 19] = [
        Self::SignIn,
        Self::Account,
        Self::Rights,
        Self::Learners,
        Self::Read,
        Self::Open,
        Self::Write,
        Self::Subject,
        Self::Consent,
        Self::Archive,
        Self::HandOver,
        Self::TakeOver,
        Self::Classes,
        Self::Begin,
        Self::Roster,
        Self::Invite,
        Self::Roles,
        Self::Groups,
        Self::Rollover,
    ];

    /// What somebody must be able to do to have a use for it; `None` for everybody.
    fn needs(self) -> Option<Action> {
        match self {
            Self::SignIn | Self::Account | Self::Rights => None,
            Self::Learners => Some(Action::EnterLearners),
            Self::Read => Some(Action::ReadDossier),
            Self::Open => Some(Action::OpenDossier),
            Self::Write => Some(Action::WriteDossier),
            Self::Subject => Some(Action::WriteSubject),
            Self::Consent => Some(Action::AskConsent),
            Self::Archive => Some(Action::Archive),
            Self::HandOver => Some(Action::Export),
            Self::TakeOver => Some(Action::Import),
            Self::Classes => Some(Action::SeeOverview),
            Self::Begin | Self::Roster => Some(Action::ImportRoster),
            Self::Invite | Self::Roles => Some(Action::ManageStaff),
            Self::Groups => Some(Action::ManageGroups),
            Self::Rollover => Some(Action::PlanRollover),
        }
    }

    /// The question that it answers, and the answer: one step a line.
    fn words(self, locale: Locale) -> (String, String) {
        let t = t(locale);
        match self {
            Self::SignIn => (t.how_sign_in(), t.how_sign_in_steps()),
            Self::Account => (t.how_account(), t.how_account_steps()),
            Self::Rights => (t.how_rights(), t.how_rights_steps()),
            Self::Learners => (t.how_learners(), t.how_learners_steps()),
            Self::Read => (t.how_read(), t.how_read_steps()),
            Self::Open => (t.how_open(), t.how_open_steps()),
            Self::Write => (t.how_write(), t.how_write_steps()),
            Self::Subject => (t.how_subject(), t.how_subject_steps()),
            Self::Consent => (t.how_consent(), t.how_consent_steps()),
            Self::Archive => (t.how_archive(), t.how_archive_steps()),
            Self::HandOver => (t.how_hand_over(), t.how_hand_over_steps()),
            Self::TakeOver => (t.how_take_over(), t.how_take_over_steps()),
            Self::Classes => (t.how_classes(), t.how_classes_steps()),
            Self::Begin => (t.how_begin(), t.how_begin_steps()),
            Self::Roster => (t.how_roster(), t.how_roster_steps()),
            Self::Invite => (t.how_invite(), t.how_invite_steps()),
            Self::Roles => (t.how_roles(), t.how_roles_steps()),
            Self::Groups => (t.how_groups(), t.how_groups_steps()),
            Self::Rollover => (t.how_rollover(), t.how_rollover_steps()),
        }
    }

    /// Where it is done; `None` where this person has no such page.
    fn place(self, desk: &Desk) -> Option<(String, String)> {
        let t = t(desk.locale());
        let href = match self {
            Self::SignIn | Self::Account => return Some(("/account".into(), t.own_account())),
            Self::Rights => return Some((format!("/staff/{}/rights", desk.me()), t.own_rights())),
            Self::Begin => return Some((begin::HERE.into(), t.begin_title())),
            Self::Learners => "/learners",
            Self::Read | Self::Open | Self::Write | Self::Consent | Self::Archive | Self::HandOver => "/dossiers",
            Self::Subject => "/subjects",
            Self::TakeOver => "/imports",
            Self::Classes => "/classes",
            Self::Roster => "/rosters",
            Self::Invite | Self::Roles => "/staff",
            Self::Groups => "/groups",
            Self::Rollover => "/rollover",
        };
        let page = desk.navigation().into_iter().find(|page| page.href == href)?;
        Some((page.href, page.label))
    }
}

/// A topic as the page shows it.
#[derive(Template, Serialize)]
#[template(path = "how.html")]
struct How {
    topic: Topic,
    title: String,
    steps: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<(String, String)>,
}

impl How {
    fn of(topic: Topic, locale: Locale, place: Option<(String, String)>) -> Self {
        let (title, steps) = topic.words(locale);
        let steps = steps.lines().map(str::to_owned).collect();
        Self { topic, title, steps, place }
    }
}

/// Somebody of the own licence who can be asked.
#[derive(Serialize)]
struct Colleague {
    name: String,
    email: String,
}

/// Whom to ask about what is not technical, and who they are.
#[derive(Serialize)]
struct Asked {
    role: Role,
    #[serde(skip)]
    title: String,
    people: Vec<Colleague>,
}

#[derive(Template, Serialize)]
#[template(path = "help.html")]
struct View {
    phone: String,
    mail: String,
    asked: Vec<Asked>,
    manual: Vec<How>,
    #[serde(skip)]
    contact: SummaryList,
    #[serde(skip)]
    colleagues: SummaryList,
    #[serde(skip)]
    contact_title: String,
    #[serde(skip)]
    contact_text: String,
    #[serde(skip)]
    around: Texts,
    #[serde(skip)]
    manual_title: String,
    #[serde(skip)]
    topics: Vec<Details>,
}

/// What differs between who is at work and who is not.
struct Texts {
    asked_title: String,
    asked_text: String,
    manual_text: String,
}

impl View {
    fn new(
        locale: Locale,
        contact: &Contact,
        asked: Vec<Asked>,
        manual: Vec<How>,
        around: Texts,
    ) -> Result<Self, Problem> {
        let t = t(locale);
        let link = |href: String, text: &str| Html::render(&Link { href, text });
        let mut list = SummaryList::new(words(locale));
        if !contact.phone.is_empty() {
            let digits: String = contact.phone.chars().filter(|sign| sign.is_ascii_digit() || *sign == '+').collect();
            list = list.row(SummaryRow::with(t.phone(), link(format!("tel:{digits}"), &contact.phone)?));
        }
        if !contact.mail.is_empty() {
            list = list.row(SummaryRow::with(t.mail(), link(format!("mailto:{}", contact.mail), &contact.mail)?));
        }
        let mut colleagues = SummaryList::new(words(locale));
        for asked in &asked {
            let html = Html::render(&People { people: &asked.people, nobody: t.asked_nobody() })?;
            colleagues = colleagues.row(SummaryRow::with(&asked.title, html));
        }
        let topics = manual
            .iter()
            .map(|how| Ok(Details::new(&how.title, Html::render(how)?)))
            .collect::<Result<_, Problem>>()?;
        Ok(Self {
            phone: contact.phone.clone(),
            mail: contact.mail.clone(),
            asked,
            manual,
            contact: list,
            colleagues,
            contact_title: t.contact_title(),
            contact_text: t.contact_text(),
            around,
            manual_title: t.manual_title(),
            topics,
        })
    }
}

#[derive(Template)]
#[template(source = r#"<a href="{{ href }}">{{ text }}</a>"#, ext = "html")]
struct Link<'a> {
    href: String,
    text: &'a str,
}

#[derive(Template)]
#[template(path = "people.html")]
struct People<'a> {
    people: &'a [Colleague],
    nobody: String,
}

/// `GET /help`: for whoever works here, with the manual for what he may do; for everybody else, with how to get in.
pub async fn show(
    State(app): State<App>,
    State(contact): State<Contact>,
    visitor: Visitor,
    headers: HeaderMap,
) -> Result<Page, Problem> {
    if let Some(session) = SignedIn::present(&app, &headers).await {
        match at_work(&app, &session, &visitor, &contact).await {
            // Whose session has ended needs help too, and so does everybody while the database does not answer.
            Err(Problem::SignIn | Problem::Unavailable(_)) => {}
            told => return told,
        }
    }
    let (locale, t) = (visitor.locale, t(visitor.locale));
    let manual = vec![How::of(Topic::SignIn, locale, None)];
    let around =
        Texts { asked_title: t.reader_title(), asked_text: t.reader_text(), manual_text: t.manual_text_public() };
    let view = View::new(locale, &contact, Vec::new(), manual, around)?;
    Ok(Page::public(&visitor, t.help_title(), &view).chrome(|chrome| chrome.back("/sign-in", t.to_sign_in())))
}

async fn at_work(app: &App, session: &SignedIn, visitor: &Visitor, contact: &Contact) -> Result<Page, Problem> {
    let scope = session.scope();
    let records = app.store.licence(&scope);
    let (desk, staff, groups) =
        futures::join!(session.enter(app, visitor, &[]), records.register::<StaffRow>(), records.register::<Group>());
    let (desk, staff, groups) = (desk?, staff?, groups?);
    let (t, locale, today) = (t(desk.locale()), desk.locale(), desk.today());
    let fits = |topic: &Topic| {
        let may = topic.needs().is_none_or(|action| desk.actor.could(action, today));
        may && (*topic != Topic::Begin || begin::sets_up(&desk))
    };
    let manual = Topic::ALL.into_iter().filter(fits).map(|topic| How::of(topic, locale, topic.place(&desk))).collect();
    let around = Texts { asked_title: t.asked_title(), asked_text: t.asked_text(), manual_text: t.manual_text() };
    let view = View::new(locale, contact, asked(&desk, &staff, &groups), manual, around)?;
    Ok(desk.page(t.help_title(), &view))
}

/// Where somebody works, by the roles of today; `None` for the whole licence.
fn works_at(desk: &Desk, groups: &[Group]) -> Option<BTreeSet<LocationId>> {
    let (member, today) = (&desk.actor.member, desk.today());
    let mut locations = BTreeSet::new();
    for grant in member.roles(today) {
        let through: BTreeSet<GroupId> = match grant.role {
            Role::DossierTeacher => member.groups(today).collect(),
            _ if grant.groups.is_empty() => {
                locations.insert(grant.location?);
                continue;
            }
            _ => grant.groups.clone(),
        };
        locations.extend(groups.iter().filter(|group| through.contains(&group.id)).map(|group| group.location));
    }
    Some(locations)
}

/// Others who manage rights and who know about dossiers, where this person works. Whose roles do not count today learns no names.
fn asked(desk: &Desk, staff: &[StaffRow], groups: &[Group]) -> Vec<Asked> {
    let (t, today) = (t(desk.locale()), desk.today());
    if desk.actor.member.roles(today).next().is_none() {
        return Vec::new();
    }
    let mine = works_at(desk, groups);
    let is_near = |location: Option<LocationId>| {
        location.is_none_or(|location| mine.as_ref().is_none_or(|mine| mine.contains(&location)))
    };
    let people = |role: Role| {
        let holds = |row: &&StaffRow| {
            let mut grants = Holder::from(*row).counting(today);
            row.id != desk.me() && grants.any(|grant| grant.role == role && is_near(grant.location))
        };
        let mut rows: Vec<&StaffRow> = staff.iter().filter(holds).collect();
        rows.sort_by(|a, b| a.sort.cmp(&b.sort));
        rows.into_iter().map(|row| Colleague { name: row.full.clone(), email: row.email.clone() }).collect()
    };
    [(Role::Administrator, t.asked_administrator()), (Role::Coordinator, t.asked_coordinator())]
        .into_iter()
        .map(|(role, title)| Asked { role, title, people: people(role) })
        // Whoever has the role and no colleague in it has nobody to ask, and is not told that there is nobody.
        .filter(|asked| !asked.people.is_empty() || !desk.actor.member.is(asked.role, today))
        .collect()
}
