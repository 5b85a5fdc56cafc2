//! A file of a dossier: what is known about it. The bytes are in S3 and pass no request of ours.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    author::{Author, Stamp},
    hash::Hash,
    ids::{DossierId, FileId},
    input::{Fault, Faults, text},
    retention::{Retention, RetentionClass},
};

/// Megabytes that a file may have: a scanned report of some fifty pages.
pub const MAX_MEGABYTES: u64 = 25;
/// Bytes that a file may have.
pub const MAX_BYTES: u64 = MAX_MEGABYTES * 1024 * 1024;

/// Types of files that are accepted; the content is checked against it after the upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FileKind {
    /// PDF.
    Pdf,
    /// Word.
    Docx,
    /// OpenDocument text.
    Odt,
    /// PNG image.
    Png,
    /// JPEG image.
    Jpg,
}

impl FileKind {
    /// All kinds.
    pub const ALL: [Self; 5] = [Self::Pdf, Self::Docx, Self::Odt, Self::Png, Self::Jpg];

    /// The kind that a file's name says it is.
    ///
    /// # Errors
    /// [`Fault::FileType`].
    pub fn of_name(name: &str) -> Result<Self, Fault> {
        let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase()).ok_or(Fault::FileType)?;
        let extension = if extension == "jpeg" { "jpg" } else { &extension };
        Self::ALL.into_iter().find(|kind| kind.extension() == extension).ok_or(Fault::FileType)
    }

    /// The end of the name.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Odt => "odt",
            Self::Png => "png",
            Self::Jpg => "jpg",
        }
    }

    /// The media type.
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Png => "image/png",
            Self::Jpg => "image/jpeg",
        }
    }
}

/// What a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FilePurpose {
    /// A report of an examination or research.
    Research,
    /// A report of a conversation.
    Conversation,
    /// Work of the learner.
    Work,
    /// Results of tests.
    Results,
    /// Something else.
    Other,
}

impl FilePurpose {
    /// All purposes, in the order they are offered.
    pub const ALL: [Self; 5] = [Self::Research, Self::Conversation, Self::Work, Self::Results, Self::Other];

    /// Its name in forms, and in the catalogue after `file-purpose-`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Research => "research",
            Self::Conversation => "conversation",
            Self::Work => "work",
            Self::Results => "results",
            Self::Other => "other",
        }
    }
}

/// Why a file was refused after the upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FileRefused {
    /// The content is of another type than the name says, or of none that is accepted.
    Type,
    /// It is too large.
    Size,
    /// It holds something harmful.
    Harmful,
    /// It cannot be read.
    Broken,
    /// The dossier was archived before it arrived.
    TooLate,
    /// Nothing was sent: no file was chosen, or it is empty.
    Empty,
}

/// How far a file is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum FileState {
    /// Its form was made; it may be on its way or being checked. Nobody can open it.
    Pending,
    /// Checked; can be opened.
    Available {
        /// The hash of what is kept.
        hash: Hash,
        /// Bytes that are kept.
        size: u64,
    },
    /// Refused after the upload.
    Refused {
        /// Why.
        why: FileRefused,
    },
    /// Removed by somebody.
    Removed {
        /// Who, and when.
        by: Stamp,
    },
}

/// Who else may see it; nobody by default. Sharing a file is apart from sharing the dossier (1-31).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Shares {
    /// Carers and the learner, through a link.
    #[serde(default)]
    pub readers: bool,
    /// The partnership.
    #[serde(default)]
    pub partnership: bool,
}

/// What is known about a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FileMeta {
    /// The id; the object's name is made of it, never of the file's own name.
    pub id: FileId,
    /// Of which dossier.
    pub dossier: DossierId,
    /// The file's name as people see it.
    pub name: String,
    /// What its name says it is.
    pub kind: FileKind,
    /// What it is for.
    pub purpose: FilePurpose,
    /// Who added it, and when.
    pub added: Stamp,
    /// How far it is.
    #[serde(flatten)]
    pub state: FileState,
    /// Who else may see it.
    #[serde(default)]
    pub shares: Shares,
    /// Whether it goes along in a transfer (1-13).
    pub travels: bool,
    /// How long it is kept.
    pub retention: Retention,
}

/// A file to add, as typed into a form.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct FileInput {
    /// The file's name.
    pub name: String,
    /// What it is for.
    pub purpose: String,
}

/// A checked file that is not there yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// The file's name.
    pub name: String,
    /// What its name says it is.
    pub kind: FileKind,
    /// What it is for.
    pub purpose: FilePurpose,
}

/// Whether a sign turns the direction of writing: with one in it, `exe.fdp` is shown as `pdf.exe` and the other way round.
fn turns(sign: char) -> bool {
    matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

impl FileInput {
    /// Checks what was typed. A path before the name and signs that are no text are taken off.
    ///
    /// # Errors
    /// Every fault of the input.
    pub fn parse(&self) -> Result<NewFile, Faults> {
        let mut faults = Faults::default();
        let last = self.name.rsplit(['/', '\\']).next().unwrap_or_default();
        let plain: String =
            last.chars().filter(|c| !c.is_control() && !turns(*c) && !"\"<>|:*?".contains(*c)).collect();
        let name = faults.check("name", text(&plain, 120));
        let kind = name.as_deref().and_then(|name| faults.check("name", FileKind::of_name(name)));
        let purpose = faults.check(
            "purpose",
            match self.purpose.trim() {
                "" => Err(Fault::Missing),
                typed => {
                    FilePurpose::ALL.into_iter().find(|purpose| purpose.as_str() == typed).ok_or(Fault::NotAChoice)
                }
            },
        );
        faults.all(name.zip(kind).zip(purpose).map(|((name, kind), purpose)| NewFile { name, kind, purpose }))
    }
}

impl FileMeta {
    /// A file whose form was made.
    pub fn pending(id: FileId, dossier: DossierId, new: NewFile, added: Stamp) -> Self {
        Self {
            id,
            dossier,
            name: new.name,
            kind: new.kind,
            purpose: new.purpose,
            added,
            state: FileState::Pending,
            shares: Shares::default(),
            travels: true,
            retention: Retention::new(RetentionClass::LearnerRecord),
        }
    }

    /// Whether it can be opened.
    pub const fn is_available(&self) -> bool {
        matches!(self.state, FileState::Available { .. })
    }

    /// The check passed. `found` is what the content is; only the first complete upload counts: `false` for a later one.
    pub fn accept(&mut self, found: Option<FileKind>, hash: Hash, size: u64) -> bool {
        if self.state != FileState::Pending {
            return false;
        }
        self.state = if found != Some(self.kind) {
            FileState::Refused { why: FileRefused::Type }
        } else if size > MAX_BYTES {
            FileState::Refused { why: FileRefused::Size }
        } else {
            FileState::Available { hash, size }
        };
        true
    }

    /// The check did not pass. `false` when it is no longer waited for.
    pub fn refuse(&mut self, why: FileRefused) -> bool {
        let waits = self.state == FileState::Pending;
        if waits {
            self.state = FileState::Refused { why };
        }
        waits
    }

    /// Removes it; the bytes go with its retention. `false` when it was removed before.
    pub fn remove(&mut self, by: Author, at: jiff::Timestamp, today: Date) -> bool {
        if matches!(self.state, FileState::Removed { .. }) {
            return false;
        }
        self.state = FileState::Removed { by: by.at(at) };
        self.retention.ended = Some(today);
        true
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::ids::{LearnerId, StaffId};

    fn typed(name: &str) -> FileInput {
        FileInput { name: name.into(), purpose: "research".into() }
    }

    fn author() -> Author {
        Author { staff: StaffId::new(Uuid::from_u128(1)), name: "Jet Juf".into() }
    }

    fn file() -> FileMeta {
        let dossier = DossierId { learner: LearnerId::new(Uuid::from_u128(2)), number: Uuid::from_u128(3) };
        FileMeta::pending(
            FileId::new(Uuid::from_u128(4)),
            dossier,
            typed("verslag.pdf").parse().unwrap(),
            author().at(jiff::Timestamp::UNIX_EPOCH),
        )
    }

    #[test]
    fn only_types_of_the_list_are_taken() {
        assert_eq!(
            typed("C:\\map\\Verslag <1>.PDF").parse().unwrap(),
            NewFile { name: "Verslag 1.PDF".into(), kind: FileKind::Pdf, purpose: FilePurpose::Research }
        );
        assert_eq!(typed("foto.jpeg").parse().unwrap().kind, FileKind::Jpg);
        assert_eq!(typed("verslag\u{202e}gnp.pdf").parse().unwrap().name, "verslaggnp.pdf");
        for wrong in ["a.exe", "a.pdf.exe", "pdf", "a.html", "a.svg"] {
            assert_eq!(typed(wrong).parse().unwrap_err().at("name"), Some(&Fault::FileType), "{wrong}");
        }
        let faults = FileInput::default().parse().unwrap_err();
        assert_eq!((faults.at("name"), faults.at("purpose")), (Some(&Fault::Missing), Some(&Fault::Missing)));
    }

    #[test]
    fn a_file_cannot_be_opened_before_it_was_checked_and_the_first_upload_wins() {
        let mut file = file();
        assert!(!file.is_available());
        assert!(file.accept(Some(FileKind::Pdf), Hash::of("a"), 10));
        assert!(!file.accept(Some(FileKind::Pdf), Hash::of("b"), 10));
        assert_eq!(file.state, FileState::Available { hash: Hash::of("a"), size: 10 });
        assert!(!file.refuse(FileRefused::Harmful));
    }

    #[test]
    fn content_of_another_type_or_too_much_of_it_is_refused() {
        for (found, size, why) in [
            (Some(FileKind::Png), 10, FileRefused::Type),
            (None, 10, FileRefused::Type),
            (Some(FileKind::Pdf), MAX_BYTES + 1, FileRefused::Size),
        ] {
            let mut file = file();
            file.accept(found, Hash::of("a"), size);
            assert_eq!(file.state, FileState::Refused { why });
        }
    }

    #[test]
    fn nothing_is_shared_by_default_and_a_removal_is_once() {
        // 1-31
        let mut file = file();
        assert_eq!(file.shares, Shares::default());
        assert!(file.remove(author(), jiff::Timestamp::UNIX_EPOCH, date(2026, 11, 22)));
        assert!(!file.remove(author(), jiff::Timestamp::UNIX_EPOCH, date(2026, 11, 22)));
        let stored = serde_json::to_value(&file).unwrap();
        assert_eq!(serde_json::from_value::<FileMeta>(stored).unwrap(), file);
    }
}
