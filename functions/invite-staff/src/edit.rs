//! Correcting a colleague: the name, and the address of who has not accepted an invitation yet (3-14). Whoever has accepted signs in with
//! the address, elsewhere too, and changes it alone.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    ids::StaffId,
    input::{Fault, Faults},
    staff::{Correction, CorrectionInput, StaffMember, StaffRow, StaffStatus},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{App, Committed, Conflict, StoreError, Stored};
use web::{
    Desk, Page, Posted, Problem, SignedIn, Visitor,
    faults::Told,
    page::{Go, see_other},
    stale::Stale,
    ui::{Button, Field, Hidden, TextField},
};

use crate::{form, refused, t};

/// What was typed, and from which version.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "StaffForm")]
pub struct EditInput {
    /// The name and, of somebody who has not accepted yet, the address.
    #[serde(flatten)]
    member: CorrectionInput,
    /// The version that was read.
    version: String,
}

impl EditInput {
    /// Whether somebody saved since the form was made; a program that names no version means the present one.
    fn is_late(&self, present: u64) -> Result<bool, Problem> {
        if self.version.is_empty() {
            return Ok(false);
        }
        let read: u64 = self.version.parse().map_err(|_| Problem::BadInput("version".into()))?;
        Ok(read != present)
    }
}

#[derive(Template, Serialize)]
#[template(path = "edit.html")]
struct Form {
    id: StaffId,
    version: u64,
    #[serde(skip)]
    once: Hidden,
    #[serde(skip)]
    hidden: Hidden,
    stale: Option<Stale>,
    call_name: TextField,
    initials: TextField,
    prefix: TextField,
    family_name: TextField,
    /// Only of somebody who has not accepted yet.
    email: Option<TextField>,
    /// The address of who has accepted, and who changes it.
    signs_in: Option<String>,
    /// Where the person at work changes the own address.
    own: Option<(&'static str, String)>,
    lead: String,
    #[serde(skip)]
    button: Button,
}

impl Form {
    fn fields(&self) -> impl Iterator<Item = &dyn Field> {
        let name: [&dyn Field; 4] = [&self.call_name, &self.initials, &self.prefix, &self.family_name];
        name.into_iter().chain(self.email.iter().map(|email| email as &dyn Field))
    }
}

/// Who changes the address of somebody who has accepted.
fn signs_in(desk: &Desk, member: &StaffMember) -> String {
    let t = t(desk.locale());
    if member.id == desk.me() { t.edit_own(&member.email) } else { t.edit_theirs(member.name.full(), &member.email) }
}

/// The form with what was typed, what is wrong with it, and what somebody else saved since.
fn page(
    desk: &Desk,
    member: &Stored<StaffMember>,
    input: &CorrectionInput,
    stale: Option<Stale>,
    faults: Faults,
) -> Result<Page, Problem> {
    let (t, told) = (t(desk.locale()), Told::new(&faults, desk.locale()));
    let (id, name, invited) = (member.value.id, member.value.name.full(), member.value.may_be_invited());
    let [call_name, initials, prefix, family_name] = form::name_fields(desk, &input.name, &told);
    let email = form::field(desk, &told, "email", t.email(), &input.email).hint(t.edit_email_hint()).email();
    let is_stale = stale.is_some();
    let form = Form {
        id,
        version: member.version,
        once: desk.once()?,
        hidden: Hidden::new("version", member.version.to_string()),
        stale,
        call_name,
        initials,
        prefix,
        family_name,
        email: invited.then_some(email),
        signs_in: (!invited).then(|| signs_in(desk, &member.value)),
        own: (id == desk.me()).then(|| ("/account/email", t.edit_own_link())),
        lead: t.edit_lead(),
        button: Button::new(web::t(desk.locale()).save()),
    };
    let page =
        desk.page(t.edit_title(&name), &form).chrome(|chrome| chrome.back(format!("/staff/{id}"), t.back_to(&name)));
    let page = if is_stale { page.status(StatusCode::CONFLICT) } else { page };
    Ok(if faults.0.is_empty() { page } else { page.invalid(faults, form.fields()) })
}

/// `GET /staff/{staff}/edit`
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(staff): Path<String>,
    session: SignedIn,
) -> Result<Page, Problem> {
    let (desk, member) = session.enter_about(&app, &visitor, &staff).await?;
    let member = managed(&desk, member).await?;
    page(&desk, &member, &CorrectionInput::of(&member.value), None, Faults::default())
}

/// A colleague whom the person at work manages. Who works here no more keeps the name as it was.
async fn managed(desk: &Desk, member: Stored<StaffMember>) -> Result<Stored<StaffMember>, Problem> {
    if member.value.status == StaffStatus::Removed {
        return Err(Problem::NotFound);
    }
    desk.must_manage_person(&member.value).await?;
    Ok(member)
}

/// `POST /staff/{staff}/edit`
pub async fn save(
    State(app): State<App>,
    visitor: Visitor,
    Path(staff): Path<String>,
    posted: Posted<EditInput>,
) -> Result<Response, Problem> {
    let (desk, member) = posted.enter_about(&app, &visitor, &staff).await?;
    let id = member.value.id;
    let member = managed(&desk, member).await?;
    let input = &posted.form.member;
    if posted.form.is_late(member.version)? {
        return Ok(too_late(&desk, id, input).await?.into_response());
    }
    if input.moves_sign_in(&member.value) {
        return Ok(refused::signs_in_with_it(&desk, &member.value));
    }
    let new = match input.parse(&member.value) {
        Ok(new) => new,
        Err(faults) => return Ok(page(&desk, &member, input, None, faults)?.into_response()),
    };
    if new.name == member.value.name && new.email == member.value.email {
        return Ok(see_other(&format!("/staff/{id}")));
    }
    match correct(&app, &desk, member.clone(), new.clone()).await {
        Err(StoreError::Conflict(Conflict::Taken("staff address"))) => {
            let taken = if new.email == desk.actor.member.email { Fault::OwnAddress } else { Fault::AddressInUse };
            Ok(page(&desk, &member, input, None, Faults::one("email", taken))?.into_response())
        }
        // Somebody saved, or the person accepted, in this moment.
        Err(StoreError::Conflict(Conflict::Stale(_) | Conflict::LinkDead)) => {
            Ok(too_late(&desk, id, input).await?.into_response())
        }
        done => Ok(Go::from(done?).into_response()),
    }
}

/// Saves the name and its row. Another address gets a new invitation, and the links that went to the present one die with it.
async fn correct(
    app: &App,
    desk: &Desk,
    mut member: Stored<StaffMember>,
    new: Correction,
) -> Result<Committed, StoreError> {
    let id = member.value.id;
    let (renamed, moved) = (new.name != member.value.name, new.email != member.value.email);
    member.value.name = new.name;
    let (change, act) = if moved {
        let change = app.invite_again(desk.change(), desk.licence.id, &mut member.value, &new.email, desk.me()).await?;
        (change, "invited-again")
    } else {
        (desk.change(), "changed")
    };
    let row = desk.did(act, format!("STAFF#{id}"));
    let row = if renamed { row.with("name", "changed") } else { row };
    let row = if moved { row.with("address", "changed") } else { row };
    change.save(&member).row(&StaffRow::of(&member.value)).audit(&row).commit(format!("/staff/{id}?done={act}")).await
}

/// Somebody saved first: both texts, and the form with what was typed, now made from what stands there.
async fn too_late(desk: &Desk, id: StaffId, input: &CorrectionInput) -> Result<Page, Problem> {
    let now = managed(desk, desk.records().get::<StaffMember>(&id).await?).await?;
    let differing = differences(desk, input, &CorrectionInput::of(&now.value));
    let stale = desk.compare(&format!("STAFF#{id}"), &["invited", "invited-again", "changed"], differing).await?;
    page(desk, &now, input, Some(stale), Faults::default())
}

fn differences(desk: &Desk, mine: &CorrectionInput, now: &CorrectionInput) -> Vec<(String, String, String)> {
    let t = t(desk.locale());
    // Of somebody who has accepted no address is asked.
    let email = if mine.email.is_empty() { &now.email } else { &mine.email };
    let all = [
        (t.call_name(), &mine.name.call_name, &now.name.call_name),
        (t.initials(), &mine.name.initials, &now.name.initials),
        (t.prefix(), &mine.name.prefix, &now.name.prefix),
        (t.family_name(), &mine.name.family_name, &now.name.family_name),
        (t.email(), email, &now.email),
    ];
    all.map(|(label, mine, now)| (label, mine.clone(), now.clone())).into()
}
