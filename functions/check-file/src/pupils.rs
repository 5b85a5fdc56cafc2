//! A file of the pupil administration that arrived: reading it is another worker's job. Nobody ever opens it, so its content is not looked
//! at here.

use domain::{
    access::Scope,
    file::FileRefused,
    ids::PupilFileId,
    pupil_file::{Arrived, PupilFile, PupilFileState},
};
use files::{Files, Place};
use store::{
    Store, Stored,
    audit::{Entry, Who},
};

use crate::{
    CheckError, Release,
    event::{Heard, News},
};

/// An object at the place of a file of the pupil administration.
pub(crate) struct Arrival<'a> {
    pub store: &'a Store,
    pub files: &'a Files,
    pub scope: Scope,
    pub file: PupilFileId,
}

impl Arrival<'_> {
    pub(crate) async fn settle(&self, heard: &Heard, release: Release) -> Result<(), CheckError> {
        let records = self.store.licence(&self.scope);
        let mut file = match records.find::<PupilFile>(&self.file).await? {
            Some(file) if file.value.state == PupilFileState::Waiting => file,
            found => return self.discard(heard, found.as_ref()).await,
        };
        let did = |act: &str| {
            Entry::new(self.scope.licence(), format!("PUPILFILE#{}", self.file), act, Who::platform("check-file"))
                .with("etag", heard.etag.as_deref().unwrap_or("-"))
        };
        let change = records.change(None);
        match (&heard.news, release) {
            (News::Arrived, Release::AfterScan) => Ok(()),
            (News::NotScanned(why), _) => Err(CheckError::NotScanned(why.clone())),
            (News::Threat, _) => {
                file.value.refuse(FileRefused::Harmful);
                change.save_pupil_file(&file).audit(&did("file-refused")).commit("").await?;
                self.discard(heard, Some(&file)).await
            }
            (News::Arrived | News::Clean, _) => {
                let job = self.store.check_roster(&self.scope, self.file)?;
                let arrived = Arrived { etag: heard.etag.clone(), revision: heard.revision.clone() };
                file.value.arrive(job.id, arrived, self.store.now());
                let forget = self.store.forget_roster(&self.scope, &file.value)?;
                let change = change.save_pupil_file(&file).then(&job).then(&forget);
                change.audit(&did("file-arrived")).commit("").await?;
                Ok(())
            }
        }
    }

    /// Removes what nobody waits for; not the object that is being read or waits for somebody to confirm it.
    async fn discard(&self, heard: &Heard, found: Option<&Stored<PupilFile>>) -> Result<(), CheckError> {
        let needed = found.is_some_and(|Stored { value: file, .. }| {
            !file.is_over() && file.arrived.etag == heard.etag && file.arrived.revision == heard.revision
        });
        if !needed {
            self.files.erase(&self.scope, Place::PupilFile(self.file), heard.revision.as_deref()).await?;
        }
        Ok(())
    }
}
