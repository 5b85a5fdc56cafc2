//! A file of the pupil administration that another system put into the drop folder of a location: it is checked as one that somebody sent,
//! and waits for a person as that one does.

use domain::{
    access::{Action, Holder, Resource, Scope, Whereabouts},
    calendar::{self, SchoolYear},
    ids::LocationId,
    licence::Licence,
    pupil_file::{Arrived, PupilFile, PupilFileState},
    staff::StaffRow,
};
use files::{Files, FilesError, Place};
use store::{
    Entity as _, Store, StoreError,
    audit::{Entry, Who},
    outbox::Task,
};

use crate::{
    CheckError,
    event::{Heard, News},
};

/// People who hear of one file: more administrators of one location nobody has.
const MAILS: usize = 20;

/// An object in a drop folder.
pub(crate) struct Dropped<'a> {
    pub store: &'a Store,
    pub files: &'a Files,
    pub scope: Scope,
    pub folder: &'a str,
    pub name: &'a str,
}

impl Dropped<'_> {
    /// Only that it came matters: the copy that is read is scanned as every upload is, and its own event goes on from there.
    pub(crate) async fn settle(&self, heard: &Heard) -> Result<(), CheckError> {
        if heard.news != News::Arrived {
            return Ok(());
        }
        let object = Arrived { etag: heard.etag.clone(), revision: heard.revision.clone() };
        let told = [&heard.key, object.etag.as_deref().unwrap_or("-"), object.revision.as_deref().unwrap_or("-")];
        let (found, licence) = (told.join("\n"), self.scope.licence());
        let id = PupilFile::dropped_id(&found);
        let mut there = self.store.batch(&[Licence::key(licence, &()), PupilFile::key(licence, &id)]).await?;
        let known = there.take::<PupilFile>(&PupilFile::key(licence, &id), PupilFile::ENTITY)?;
        let Some(school) = there.take::<Licence>(&Licence::key(licence, &()), Licence::ENTITY)? else {
            tracing::warn!(%licence, "a file was dropped for a licence that is not there");
            return self.discard(&object).await;
        };
        let Some(location) = school.value.location_of_folder(self.folder) else {
            self.store.note(&self.did("roster drop discarded", "ROSTERDROP".into(), &object)).await?;
            return self.discard(&object).await;
        };
        if known.is_none() {
            let (now, place) = (self.store.now(), location.id);
            let year = SchoolYear::of(calendar::today(now));
            self.announce(&PupilFile::dropped(&found, place, year, now, self.name), &object).await?;
        }
        // Announced, and not copied before whoever announced it died, is still waited for.
        if known.is_none_or(|known| known.value.state == PupilFileState::Waiting) {
            match self.files.take_over(&self.scope, self.place(), &object, Place::PupilFile(id)).await {
                // Taken away, or another took its place: its own event follows.
                Ok(()) | Err(FilesError::NotFound | FilesError::Corrupt) => {}
                Err(error) => return Err(error.into()),
            }
        }
        self.discard(&object).await
    }

    /// Makes it a file like those that people announce; heard of twice at once, it is one.
    async fn announce(&self, file: &PupilFile, object: &Arrived) -> Result<(), CheckError> {
        let row = self.did("file-dropped", format!("PUPILFILE#{}", file.id), object).with("location", file.location);
        let forget = self.store.forget_roster(&self.scope, file)?;
        let change = self.store.licence(&self.scope).change(None).create_pupil_file(file).audit(&row);
        let mut change = change.then(&forget);
        for staff in self.administrators(file.location).await? {
            let task = Task::MailRosterDropped { file: file.id, staff: staff.id };
            change = change.then(&self.store.job(Some(self.scope.licence()), task)?);
        }
        match change.commit("").await {
            Ok(_) | Err(StoreError::Conflict(_)) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Who may load files of this location today.
    async fn administrators(&self, location: LocationId) -> Result<Vec<StaffRow>, StoreError> {
        let (here, today) = (Whereabouts::at(location), calendar::today(self.store.now()));
        let mut staff = self.store.licence(&self.scope).register::<StaffRow>().await?;
        staff.retain(|row| {
            Holder::from(row).grounds(Action::ImportRoster, &Resource::Learner(&here), today).next().is_some()
        });
        staff.truncate(MAILS);
        Ok(staff)
    }

    fn did(&self, act: &str, subject: String, object: &Arrived) -> Entry {
        let entry = Entry::new(self.scope.licence(), subject, act, Who::platform("check-file"));
        entry.with("etag", object.etag.as_deref().unwrap_or("-"))
    }

    /// Nothing stays in the folder.
    async fn discard(&self, object: &Arrived) -> Result<(), CheckError> {
        Ok(self.files.erase(&self.scope, self.place(), object.revision.as_deref()).await?)
    }

    fn place(&self) -> Place<'_> {
        Place::RosterDrop { folder: self.folder, name: self.name }
    }
}
