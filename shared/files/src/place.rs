//! Every object key, built here and nowhere else. Parts are typed ids and hashes, so none can hold the separator; but for the drop folder,
//! where another system chooses names.

use domain::{
    access::Scope,
    hash::Hash,
    ids::{DossierId, FileId, LearnerId, LicenceId, PupilFileId, TransferId},
};
use uuid::Uuid;
use warrant::Warrant;

/// Where an object is within its licence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place<'a> {
    /// What a browser sent and nobody can open yet. The learner's id is in the key: the event of its arrival tells nothing else.
    Upload {
        /// Of which dossier.
        dossier: DossierId,
        /// Which file.
        file: FileId,
    },
    /// A file of the pupil administration, as a browser sent it. Gone as soon as it is loaded, or will not be: the next day at the latest.
    PupilFile(PupilFileId),
    /// A file of the pupil administration in the drop folder, as another system put it there.
    RosterDrop {
        /// The folder of the location.
        folder: &'a str,
        /// Its name, which can have folders of its own.
        name: &'a str,
    },
    /// What the check of a file of the pupil administration found, by the hash of its bytes. Gone a month after the file was loaded.
    RosterCheck {
        /// Of which file.
        file: PupilFileId,
        /// The hash.
        hash: &'a Hash,
    },
    /// A checked file of a dossier.
    File {
        /// Of which dossier.
        dossier: DossierId,
        /// Which file.
        file: FileId,
    },
    /// A frozen version, by the hash of its bytes.
    Version(&'a Hash),
    /// A part of a transfer package.
    Transfer {
        /// Which transfer.
        transfer: TransferId,
        /// The part's name: letters, digits, `-`, `.`; other signs become `-`.
        name: &'a str,
    },
}

/// The drop folder of a licence.
const DROPS: &str = "roster-drop";

fn simple(id: Uuid) -> uuid::fmt::Simple {
    id.simple()
}

impl Place<'_> {
    /// What the keys of all objects of a licence begin with.
    pub(crate) fn own(scope: &Scope) -> String {
        format!("{}/", simple(scope.licence().uuid()))
    }

    /// The object's key. Keys stay under 140 bytes: an embedded S3 keeps them as names of files.
    pub fn key(&self, scope: &Scope) -> String {
        let licence = simple(scope.licence().uuid());
        match self {
            Self::Upload { dossier, file } => format!("{licence}/uploads/{dossier}/{}", simple(file.uuid())),
            Self::PupilFile(file) => format!("{licence}/uploads/rosters/{}", simple(file.uuid())),
            Self::RosterDrop { folder, name } => format!("{licence}/{DROPS}/{folder}/{name}"),
            Self::RosterCheck { file, hash } => format!("{licence}/{}{hash}", Self::checks(*file)),
            Self::File { dossier, file } => {
                format!("{licence}/files/{}/{}", simple(dossier.number), simple(file.uuid()))
            }
            Self::Version(hash) => format!("{licence}/versions/{hash}"),
            Self::Transfer { transfer, name } => {
                let name: String = name
                    .chars()
                    .map(|c| if c.is_ascii_alphanumeric() || c == '-' || c == '.' { c } else { '-' })
                    .collect();
                format!("{licence}/{}{name}", Self::package(*transfer))
            }
        }
    }

    /// What the names of all checks of a file begin with, within their licence.
    pub(crate) fn checks(file: PupilFileId) -> String {
        format!("rosters/{}/", simple(file.uuid()))
    }

    /// What the names of all parts of a package begin with, within their licence.
    pub(crate) fn package(transfer: TransferId) -> String {
        format!("transfers/{}/", simple(transfer.uuid()))
    }

    /// The dropped file that a key in our bucket is of, with the scope of its licence: only who was given that licence's folder puts
    /// something there. Nothing for any other object, nor for the mark of an empty folder.
    pub fn read_drop(key: &str) -> Option<(Scope, Place<'_>)> {
        let (licence, rest) = key.split_once('/')?;
        let (folder, name) = rest.strip_prefix(DROPS)?.strip_prefix('/')?.split_once('/')?;
        let scope = Scope::warranted(LicenceId::new(Uuid::try_parse(licence).ok()?), Warrant::verified());
        let place = Place::RosterDrop { folder, name };
        (place.key(&scope) == key && !folder.is_empty() && !name.is_empty() && !name.ends_with('/'))
            .then_some((scope, place))
    }

    /// The upload that a key in our bucket is of, with the scope of its licence: only a form that we signed puts something there.
    /// Nothing for any other object.
    pub fn read_upload(key: &str) -> Option<(Scope, Self)> {
        let mut parts = key.split('/');
        let licence = LicenceId::new(Uuid::try_parse(parts.next()?).ok()?);
        if parts.next()? != "uploads" {
            return None;
        }
        let (of, file) = (parts.next()?, Uuid::try_parse(parts.next()?).ok()?);
        let upload = if of == "rosters" {
            Self::PupilFile(PupilFileId::new(file))
        } else {
            let (learner, number) = of.split_once('.')?;
            let learner = LearnerId::new(Uuid::try_parse(learner).ok()?);
            let dossier = DossierId { learner, number: Uuid::try_parse(number).ok()? };
            Self::Upload { dossier, file: FileId::new(file) }
        };
        // Only a key that we would make ourselves: the same id can be written in several ways.
        let scope = Scope::warranted(licence, Warrant::verified());
        (upload.key(&scope) == key).then_some((scope, upload))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: FileId = FileId::new(Uuid::from_u128(4));
    const PUPILS: PupilFileId = PupilFileId::new(Uuid::from_u128(6));

    fn scope() -> Scope {
        Scope::warranted(LicenceId::new(Uuid::from_u128(1)), Warrant::verified())
    }

    fn dossier() -> DossierId {
        DossierId { learner: LearnerId::new(Uuid::from_u128(2)), number: Uuid::from_u128(3) }
    }

    #[test]
    fn every_key_starts_with_its_licence_and_is_short() {
        let (hash, transfer) = (Hash::of("x"), TransferId::new(Uuid::from_u128(5)));
        let places = [
            (
                Place::Upload { dossier: dossier(), file: FILE },
                "uploads/00000000000000000000000000000002.00000000000000000000000000000003/00000000000000000000000000000004",
            ),
            (
                Place::File { dossier: dossier(), file: FILE },
                "files/00000000000000000000000000000003/00000000000000000000000000000004",
            ),
            (Place::PupilFile(PUPILS), "uploads/rosters/00000000000000000000000000000006"),
            (
                Place::RosterCheck { file: PUPILS, hash: &hash },
                "rosters/00000000000000000000000000000006/2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
            ),
            (Place::Version(&hash), "versions/2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"),
            (
                Place::Transfer { transfer, name: "a/../b.json" },
                "transfers/00000000000000000000000000000005/a-..-b.json",
            ),
        ];
        for (place, rest) in places {
            let key = place.key(&scope());
            assert_eq!(key, format!("00000000000000000000000000000001/{rest}"));
            assert!(key.len() <= 140, "{key}");
        }
    }

    #[test]
    fn only_a_key_in_a_drop_folder_reads_back_as_one() {
        let dropped = Place::RosterDrop { folder: "99ZX10", name: "2026/leerlingen.csv" };
        let key = dropped.key(&scope());
        assert_eq!(key, "00000000000000000000000000000001/roster-drop/99ZX10/2026/leerlingen.csv");
        assert_eq!(Place::read_drop(&key), Some((scope(), dropped)));
        for other in [
            "00000000000000000000000000000001/roster-drop/99ZX10/",
            "00000000000000000000000000000001/roster-drop/99ZX10/2026/",
            "00000000000000000000000000000001/roster-drop/leerlingen.csv",
            "00000000000000000000000000000001/roster-dropped/99ZX10/a.csv",
            "00000000-0000-0000-0000-000000000001/roster-drop/99ZX10/a.csv",
            "roster-drop/99ZX10/a.csv",
            "x/roster-drop/99ZX10/a.csv",
        ] {
            assert_eq!(Place::read_drop(other), None, "{other}");
        }
        assert_eq!(Place::read_upload(&key), None);
    }

    #[test]
    fn only_a_key_of_an_upload_reads_back_as_one() {
        let pupils = Place::PupilFile(PUPILS);
        assert_eq!(Place::read_upload(&pupils.key(&scope())), Some((scope(), pupils)));
        let upload = Place::Upload { dossier: dossier(), file: FILE };
        let key = upload.key(&scope());
        assert_eq!(Place::read_upload(&key), Some((scope(), upload)));
        let released = Place::File { dossier: dossier(), file: FILE }.key(&scope());
        let longer = format!("{key}/x");
        let upper = key.replace("uploads", "Uploads");
        for other in [
            released.as_str(),
            longer.as_str(),
            upper.as_str(),
            "",
            "a/b",
            "malware-protection-resource-validation-object",
        ] {
            assert_eq!(Place::read_upload(other), None, "{other}");
        }
    }
}
