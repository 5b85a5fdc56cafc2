//! Mails about files of the pupil administration, to who may load them now.

use domain::{
    access::{Action, Holder, Resource, Whereabouts},
    calendar::today,
    ids::{PupilFileId, StaffId},
    licence::Licence,
    pupil_file::PupilFile,
    staff::StaffMember,
};
use mail::{Mail, RosterDropped};
use store::{
    App, Entity,
    outbox::{Job, Stop},
};
use texts::Locale;

use crate::{
    letters::{envelope, licence_of, school},
    stop::unsent,
};

/// Tells an administrator that a file was dropped, while there is something to be done about it.
pub(crate) async fn dropped(app: &App, job: &Job, file: PupilFileId, staff: StaffId) -> Result<Mail, Stop> {
    let licence = licence_of(job)?;
    let wanted = [PupilFile::key(licence, &file), StaffMember::key(licence, &staff), Licence::key(licence, &())];
    let mut found = app.store.batch(&wanted).await?;
    let file = found.entity::<PupilFile>(licence, &file)?.value;
    let member = found.entity::<StaffMember>(licence, &staff)?.value;
    let licence = found.entity::<Licence>(licence, &())?.value;
    let here = Whereabouts::at(file.location);
    let here = Resource::Learner(&here);
    let may_load = Holder::from(&member).grounds(Action::ImportRoster, &here, today(app.now())).next().is_some();
    if file.is_over() || !may_load {
        return Err(Stop::Gone("not_to_be_loaded"));
    }
    let location = licence.location(file.location).map(|location| location.name.clone());
    let page = format!("{}/rosters/{}", app.public_url, file.id);
    let letter = RosterDropped { location: location.ok_or(Stop::Gone("no_location"))?, page };
    Mail::new(envelope(job, &member.email, Locale::Nl, school(&licence, None)), &letter).map_err(unsent)
}
