//! The files of a dossier: announced here, sent by the browser to S3 itself, fetched from there, removed. No byte of a file passes through.

mod list;
mod remove;
mod show;
mod words;

use domain::{
    access::{Action, Resource},
    file::{FileInput, FileMeta},
    ids::{DossierId, FileId},
    learner::Learner,
};
use files::Files;
use store::{Entity, Stored, dossiers::Collection, keys::Key};
use web::{Api, Desk, Problem, id};

texts::catalogue!();

/// What this function has: files, to sign forms and downloads.
pub type Deps = web::Deps<Files>;

/// The routes of this function.
pub fn routes(deps: Deps) -> Api {
    Api::new("exchange-files")
        .get("/dossiers/{dossier}/files", "The files of a dossier, and how far each is", list::list)
        .post::<FileInput, _, _>(
            "/dossiers/{dossier}/files",
            "Announces a file; its page has the form that sends it",
            list::announce,
        )
        .get(
            "/dossiers/{dossier}/files/{file}",
            "How far a file is; while it is waited for, the form that sends it to the storage",
            show::show,
        )
        .get(
            "/dossiers/{dossier}/files/{file}/uploaded",
            "Where the storage leads back to: the file is being checked",
            show::uploaded,
        )
        .get(
            "/dossiers/{dossier}/files/{file}/download",
            "Leads to a file that can be opened, for a minute",
            show::download,
        )
        .post::<remove::RemoveInput, _, _>(
            "/dossiers/{dossier}/files/{file}/remove",
            "Removes a file; without `confirm` it shows what that means",
            remove::remove,
        )
        .with_state(deps)
}

fn to_list(dossier: DossierId) -> String {
    format!("/dossiers/{dossier}/files")
}

fn to_file(dossier: DossierId, file: FileId) -> String {
    format!("{}/{file}", to_list(dossier))
}

fn subject(dossier: DossierId) -> String {
    format!("DOSSIER#{dossier}")
}

/// What a page about one file is read with, in the round trip of entering.
fn wanted(desk_of: domain::ids::LicenceId, dossier: DossierId, file: FileId) -> [Key; 3] {
    [
        Learner::key(desk_of, &dossier.learner),
        domain::dossier::Dossier::key(desk_of, &dossier),
        FileMeta::key(desk_of, &(dossier, file)),
    ]
}

/// The learner whose dossier it is, if this person may do this with it today.
fn learner(desk: &mut Desk, action: Action, dossier: DossierId) -> Result<Learner, Problem> {
    let learner = desk.found.entity::<Learner>(desk.licence.id, &dossier.learner)?.value;
    desk.may(action, &Resource::Learner(&learner.whereabouts(desk.today())))?;
    Ok(learner)
}

/// The dossier's header and the file, after the right to them was shown.
fn taken(desk: &mut Desk, dossier: DossierId, file: FileId) -> Result<(Collection, Stored<FileMeta>), Problem> {
    let header = Collection::take(&mut desk.found, desk.licence.id, dossier, &[])?;
    Ok((header, desk.found.entity::<FileMeta>(desk.licence.id, &(dossier, file))?))
}

fn may_write(desk: &Desk, learner: &Learner, header: &Collection) -> bool {
    header.track.dossier.is_running()
        && desk.may(Action::WriteDossier, &Resource::Learner(&learner.whereabouts(desk.today()))).is_ok()
}
