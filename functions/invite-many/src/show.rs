//! The queue: how far each invitation of a round is, and what can be done about those that did not come through.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, State};
use domain::{
    access::{Action, Area, Holder},
    ids::{RoundId, StaffId},
    input::Faults,
    round::{Gift, Guest, Round, email_field},
    staff::StaffMember,
    steps::Form,
};
use serde::Serialize;
use store::{App, Entity as _, Stored};
use web::{
    Desk, Page, Problem, SignedIn, Visitor, dates,
    faults::Told,
    id,
    ui::{Button, Cell, Column, Field, Hidden, Html, Notice, Progress, Table, TableRow, TextField},
    words,
};

use crate::{HERE, NEW, standing::Standing, t, to_round};

/// A person of the round, with how the invitation stands.
#[derive(Serialize)]
pub struct Standee {
    pub staff: StaffId,
    name: String,
    email: String,
    #[serde(flatten)]
    pub standing: Standing,
    /// Whether there is a staff member: somebody who was not invited may not have become one.
    is_staff: bool,
    /// Where the person works, or will: who manages that may invite once more.
    #[serde(skip)]
    pub area: Area,
}

/// A round with how everything in it stands.
pub struct Scene {
    pub desk: Desk,
    pub round: Stored<Round>,
    pub people: Vec<Standee>,
}

impl Scene {
    /// After the right to it was shown: the round, its people and their mails.
    pub async fn read(mut desk: Desk, round: RoundId) -> Result<Self, Problem> {
        desk.may_here(Action::ManageStaff)?;
        let round = desk.found.entity::<Round>(desk.licence.id, &round)?;
        let ids: Vec<StaffId> = round.value.guests.iter().map(|guest| guest.staff).collect();
        let members = desk.records().all::<StaffMember>(&ids).await?;
        let links: Vec<_> = members.iter().filter_map(|member| Some(member.value.invitation()?.link)).collect();
        let mails = desk.app.store.mails_of(&links).await?;
        let ties = members.iter().flat_map(|member| Holder::from(&member.value).ties()).map(|tie| tie.group).collect();
        let groups = desk.locations_of(ties).await?;
        let members: HashMap<StaffId, StaffMember> =
            members.into_iter().map(|member| (member.value.id, member.value)).collect();
        let of_new = round.value.gift.as_ref().map_or(Area::NOWHERE, Gift::area);
        let standee = |guest: &Guest| {
            let member = members.get(&guest.staff);
            let mail = member.and_then(StaffMember::invitation).and_then(|newest| mails.get(&newest.link));
            Standee {
                staff: guest.staff,
                name: guest.name.full(),
                email: guest.email.clone(),
                standing: Standing::of(guest, member, mail, desk.now()),
                is_staff: member.is_some(),
                area: member.map_or_else(|| of_new.clone(), |member| desk.area_among(member, &groups)),
            }
        };
        let people = round.value.guests.iter().map(standee).collect();
        Ok(Self { desk, round, people })
    }

    /// Who can be invited once more by the person at work.
    pub fn to_be_tried(&self) -> impl Iterator<Item = &Standee> {
        self.people.iter().filter(|person| person.standing.may_be_tried() && self.desk.manages(&person.area))
    }

    fn count(&self, is: impl Fn(Standing) -> bool) -> usize {
        self.people.iter().filter(|person| is(person.standing)).count()
    }
}

/// Somebody whose invitation did not come through, with what can be done.
struct Trouble {
    name: String,
    why: String,
    who: Hidden,
    once: Hidden,
    email: TextField,
    button: Button,
}

#[derive(Template, Serialize)]
#[template(path = "show.html")]
struct View {
    round: RoundId,
    people: Vec<Standee>,
    #[serde(skip)]
    notice: Option<Notice>,
    #[serde(skip)]
    progress: Progress,
    #[serde(skip)]
    trouble_title: String,
    #[serde(skip)]
    troubles: Vec<Trouble>,
    #[serde(skip)]
    everybody: Option<(Hidden, Button)>,
    #[serde(skip)]
    action: String,
    #[serde(skip)]
    table: Table,
    #[serde(skip)]
    more: Button,
}

fn troubles(scene: &Scene, form: &Form, faults: &Faults) -> Result<Vec<Trouble>, Problem> {
    let (locale, told) = (scene.desk.locale(), Told::new(faults, scene.desk.locale()));
    let (t, w) = (t(locale), words(locale));
    let mut troubles = Vec::new();
    for person in scene.to_be_tried() {
        let field = email_field(&person.staff.to_string());
        let typed = if form.0.contains_key(&field) { form.get(&field) } else { &person.email };
        troubles.push(Trouble {
            name: person.name.clone(),
            why: person.standing.why(locale).unwrap_or_default(),
            who: Hidden::new("who", person.staff.to_string()),
            once: scene.desk.once()?,
            email: TextField::new(w, &field, t.email_of(&person.name))
                .value(typed)
                .error(told.at(&field))
                .email()
                .autocomplete("off"),
            button: Button::new(t.try_again()).secondary(),
        });
    }
    Ok(troubles)
}

fn table(scene: &Scene) -> Table {
    let (t, locale) = (t(scene.desk.locale()), scene.desk.locale());
    let row = |person: &Standee| {
        let row = TableRow::new(person.name.as_str())
            .cell(person.email.as_str())
            .cell(Cell::with("", Html::of(person.standing.tag(locale))));
        if person.is_staff { row.href(format!("/staff/{}", person.staff)) } else { row }
    };
    let head = [t.name(), t.email(), t.state()].map(Column::new);
    Table::new(t.everybody(), head).rows(scene.people.iter().map(row))
}

fn notice(scene: &Scene) -> Option<Notice> {
    let t = t(scene.desk.locale());
    let waiting = scene.count(Standing::is_under_way);
    let here = to_round(scene.round.value.id);
    (waiting > 0).then(|| Notice::info(t.busy_title(waiting)).text(t.busy_text()).link(here, t.look_again()).live())
}

/// The page of a round. `form` is what was typed and could not be taken over.
pub fn page(scene: Scene, form: &Form, faults: Faults) -> Result<Page, Problem> {
    let (t, locale) = (t(scene.desk.locale()), scene.desk.locale());
    let troubles = troubles(&scene, form, &faults)?;
    let (accepted, all) = (scene.count(|standing| standing == Standing::Accepted), scene.people.len());
    let by = &scene.round.value.by;
    let caption = t.begun(&by.by.name, dates::moment(by.at, locale));
    let everybody = match troubles.len() {
        0 | 1 => None,
        _ => Some((scene.desk.once()?, Button::new(t.try_all_again(troubles.len())))),
    };
    let total = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    let view = View {
        round: scene.round.value.id,
        notice: notice(&scene),
        progress: Progress::new(t.progress(), t.progress_text(accepted, all), total(accepted), total(all)),
        trouble_title: t.trouble_title(troubles.len()),
        everybody,
        action: format!("{}/again", to_round(scene.round.value.id)),
        table: table(&scene),
        more: Button::new(t.title()).secondary().href(NEW),
        people: scene.people,
        troubles,
    };
    let page = scene.desk.page(t.round_title(), &view);
    let page = page.chrome(|chrome| chrome.wide().caption(caption).back(HERE, t.list_title()));
    Ok(if faults.0.is_empty() {
        page
    } else {
        page.invalid(faults, view.troubles.iter().map(|trouble| &trouble.email as &dyn Field))
    })
}

/// `GET /staff/invitations/{round}`
pub async fn show(
    State(app): State<App>,
    Path(round): Path<String>,
    visitor: Visitor,
    session: SignedIn,
) -> Result<Page, Problem> {
    let round = id::<RoundId>(&round)?;
    let desk = session.enter(&app, &visitor, &[Round::key(session.licence, &round)]).await?;
    page(Scene::read(desk, round).await?, &Form::default(), Faults::default())
}
