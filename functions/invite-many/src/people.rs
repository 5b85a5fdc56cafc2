//! Who may be chosen for a round: who did not accept an invitation yet, or the teachers of a file (3-13).

use std::collections::HashMap;

use domain::{
    access::{Action, Holder, Resource, Whereabouts},
    ids::{LinkId, PupilFileId, StaffId},
    input::Faults,
    link::ACTIVATION_LIFE,
    pupil_file::PupilFile,
    round::{Candidate, Wish, email_field, who_field},
    staff::{StaffMember, StaffRow, StaffStatus},
    steps::Form,
};
use files::{FilesError, Place};
use roster::Check;
use store::{Entity as _, outbox::Job};
use web::{Desk, Locale, Posted, Problem, SignedIn, Visitor, dates, role_fields::Offer, visitor::query};

use crate::{Deps, standing, t};

/// Somebody who may be chosen, with what is known of him.
pub struct Person {
    pub candidate: Candidate,
    /// The address that is known.
    pub email: String,
    /// What helps to choose.
    pub hint: String,
    /// Whether inviting is what most would do.
    pub suggested: bool,
}

/// The people of a licence around a choice.
pub struct Scene {
    pub desk: Desk,
    /// Everybody, against whom addresses are checked.
    pub staff: Vec<StaffRow>,
    pub people: Vec<Person>,
    /// The file that proposes them.
    pub file: Option<PupilFile>,
}

/// The file that is asked for, if one is.
fn file_of(named: &str) -> Result<Option<PupilFileId>, Problem> {
    match named {
        "" => Ok(None),
        named => named.parse().map(Some).map_err(|_| Problem::NotFound),
    }
}

impl Scene {
    /// Enters to choose.
    pub async fn of_page(deps: &Deps, visitor: &Visitor, session: &SignedIn) -> Result<Self, Problem> {
        let file = file_of(&query(&visitor.uri, "file").unwrap_or_default());
        let wanted = file.as_ref().ok().copied().flatten().map(|file| PupilFile::key(session.licence, &file));
        let desk = session.enter(&deps.app, visitor, wanted.as_slice()).await?;
        Self::read(deps, desk, file).await
    }

    /// Enters with what was chosen.
    pub async fn of_form(deps: &Deps, visitor: &Visitor, posted: &Posted<Form>) -> Result<Self, Problem> {
        let file = file_of(posted.form.get("file"));
        let wanted = file.as_ref().ok().copied().flatten().map(|file| PupilFile::key(posted.session.licence, &file));
        let desk = posted.enter(&deps.app, visitor, wanted.as_slice()).await?;
        Self::read(deps, desk, file).await
    }

    async fn read(deps: &Deps, mut desk: Desk, file: Result<Option<PupilFileId>, Problem>) -> Result<Self, Problem> {
        desk.may_here(Action::ManageStaff)?;
        let Some(id) = file? else {
            let staff = desk.records().register::<StaffRow>().await?;
            let people = awaited(&desk, &staff).await?;
            return Ok(Self { desk, staff, people, file: None });
        };
        desk.may_here(Action::ImportRoster)?;
        let file = desk.found.entity::<PupilFile>(desk.licence.id, &id)?.value;
        desk.may(Action::ImportRoster, &Resource::Learner(&Whereabouts::at(file.location)))
            .map_err(|_| Problem::NotFound)?;
        let records = desk.records();
        let (staff, check) = futures::join!(records.register::<StaffRow>(), check(deps, &desk, &file));
        let (staff, check) = (staff?, check?);
        let people = proposed(check.as_ref(), &staff, desk.locale());
        Ok(Self { desk, staff, people, file: Some(file) })
    }

    /// What was chosen and typed, checked.
    pub fn wish(&self, form: &Form) -> Result<Wish, Faults> {
        let candidates: Vec<Candidate> = self.people.iter().map(|person| person.candidate.clone()).collect();
        // A role for groups is given one by one.
        let offer = Offer::of(&self.desk, Vec::new());
        Wish::parse(form, &candidates, (&self.staff, self.desk.me()), &offer.places())
    }

    /// The form before anybody touched it.
    pub fn suggestion(&self) -> Form {
        let mut form = Form::default();
        for person in &self.people {
            form.set(email_field(&person.candidate.key), person.email.as_str());
            form.set(who_field(&person.candidate.key), if person.suggested { "yes" } else { "" });
        }
        let place = self.file.as_ref().map(|file| file.location.to_string()).or_else(|| Some(self.desk.places.typed()));
        form.set("location", place.filter(|_| self.desk.licence.locations.len() > 1).unwrap_or_default());
        form
    }
}

/// What the check of a file found; nothing when it is not kept any more.
async fn check(deps: &Deps, desk: &Desk, file: &PupilFile) -> Result<Option<Check>, Problem> {
    let Some(hash) = &file.check else { return Ok(None) };
    let place = Place::RosterCheck { file: file.id, hash };
    match deps.files.get(&desk.actor.scope, place, Check::LARGEST).await {
        Ok(found) => {
            serde_json::from_slice(&found.bytes).map(Some).map_err(|error| Problem::Internal(error.to_string()))
        }
        Err(FilesError::NotFound) => Ok(None),
        Err(error) => Err(Problem::unavailable(error)),
    }
}

/// The teachers of a file who are not in the licence yet, by family name. They are chosen as far as their address is known.
fn proposed(check: Option<&Check>, staff: &[StaffRow], locale: Locale) -> Vec<Person> {
    let known = |email: &str| {
        staff.iter().any(|row| row.status != StaffStatus::Removed && row.email.eq_ignore_ascii_case(email))
    };
    let teachers = check.into_iter().flat_map(|check| &check.teachers).enumerate();
    let strangers = teachers.filter(|(_, teacher)| !teacher.email.as_deref().is_some_and(known));
    let mut people: Vec<Person> = strangers
        // By the place in the file, which never changes: a whole file may stand on one line.
        .map(|(at, teacher)| Person {
            candidate: Candidate { key: format!("teacher-{at}"), staff: None, name: teacher.name.clone() },
            email: teacher.email.clone().unwrap_or_default(),
            hint: if teacher.groups.is_empty() {
                String::new()
            } else {
                t(locale).in_groups(teacher.groups.join(", "))
            },
            suggested: teacher.email.is_some(),
        })
        .collect();
    people.sort_by_key(|person| person.candidate.name.sort_key());
    people
}

/// Who did not accept yet, by family name, as far as the person at work manages them. Who has a link that works and a mail that is not
/// known to have failed is not chosen.
async fn awaited(desk: &Desk, staff: &[StaffRow]) -> Result<Vec<Person>, Problem> {
    let awaited: Vec<&StaffRow> = staff.iter().filter(|row| row.status == StaffStatus::Invited && row.access).collect();
    let ties = awaited.iter().flat_map(|row| Holder::from(*row).ties()).map(|tie| tie.group).collect();
    let groups = desk.locations_of(ties).await?;
    let awaited = awaited.into_iter().filter(|row| desk.manages(&desk.area_among(*row, &groups)));
    let ids: Vec<StaffId> = awaited.map(|row| row.id).collect();
    let members = desk.records().all::<StaffMember>(&ids).await?;
    let links: Vec<LinkId> = members.iter().filter_map(|member| Some(member.value.invitation()?.link)).collect();
    let mails = desk.app.store.mails_of(&links).await?;
    let mut people: Vec<Person> = members.iter().map(|member| person(desk, &member.value, &mails)).collect();
    people.sort_by_key(|person| person.candidate.name.sort_key());
    Ok(people)
}

fn person(desk: &Desk, member: &StaffMember, mails: &HashMap<LinkId, Job>) -> Person {
    let (t, locale) = (t(desk.locale()), desk.locale());
    let newest = member.invitation();
    let ends = newest.map(|newest| newest.made + ACTIVATION_LIFE);
    let trouble = newest.and_then(|newest| standing::trouble(mails.get(&newest.link)?));
    let alive = ends.filter(|ends| desk.now() < *ends);
    let hint = match (trouble, alive, ends) {
        (Some(why), _, _) => standing::fault(why, locale),
        (None, Some(ends), _) => t.link_works_until(dates::moment(ends, locale)),
        (None, None, Some(ends)) => t.link_ended(dates::moment(ends, locale)),
        (None, None, None) => t.never_invited(),
    };
    Person {
        candidate: Candidate { key: member.id.to_string(), staff: Some(member.id), name: member.name.clone() },
        email: member.email.clone(),
        hint,
        suggested: trouble.is_some() || alive.is_none(),
    }
}
