//! What purposes and states are called.

use domain::file::{FileKind, FilePurpose, FileRefused, FileState};
use texts::Locale;
use web::ui::{State, Tag};

use crate::t;

pub fn purpose(purpose: FilePurpose, locale: Locale) -> String {
    let t = web::t(locale);
    match purpose {
        FilePurpose::Research => t.file_purpose_research(),
        FilePurpose::Conversation => t.file_purpose_conversation(),
        FilePurpose::Work => t.file_purpose_work(),
        FilePurpose::Results => t.file_purpose_results(),
        FilePurpose::Other => t.file_purpose_other(),
    }
}

pub fn tag(state: &FileState, locale: Locale) -> Tag {
    let t = t(locale);
    match state {
        FileState::Pending => Tag::new(State::Busy, t.state_pending()),
        FileState::Available { .. } => Tag::new(State::Finished, t.state_available()),
        FileState::Refused { .. } => Tag::new(State::Attention, t.state_refused()),
        FileState::Removed { .. } => Tag::new(State::Stopped, t.state_removed()),
    }
}

/// Why a file was refused, and what to do now.
pub fn why(why: FileRefused, locale: Locale) -> String {
    let t = t(locale);
    match why {
        FileRefused::Type => t.refused_type(),
        FileRefused::Size => t.refused_size(domain::file::MAX_MEGABYTES),
        FileRefused::Harmful => t.refused_harmful(),
        FileRefused::Broken => t.refused_broken(),
        FileRefused::TooLate => t.refused_too_late(),
        FileRefused::Empty => t.refused_empty(),
    }
}

/// Bytes as people read them.
pub fn size(bytes: u64, locale: Locale) -> String {
    let t = t(locale);
    match bytes {
        0..1024 => t.size_small(),
        1024..1_048_576 => t.size_kilobytes(bytes / 1024),
        _ => t.size_megabytes(bytes / 1_048_576),
    }
}

/// What the field for the file lets people choose: by ending and by type, so that a phone offers its camera for images.
pub fn accept(kind: FileKind) -> String {
    let more = if kind == FileKind::Jpg { ".jpeg," } else { "" };
    format!(".{},{more}{}", kind.extension(), kind.content_type())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_told_in_the_unit_people_expect() {
        assert_eq!(size(300_000, Locale::Nl), "292 kB");
        assert_eq!(size(3 * 1_048_576, Locale::En), "3 MB");
        assert_eq!(size(12, Locale::Nl), "minder dan 1 kB");
    }

    #[test]
    fn a_phone_is_offered_its_camera_for_a_photo_only() {
        assert_eq!(accept(FileKind::Jpg), ".jpg,.jpeg,image/jpeg");
        assert_eq!(accept(FileKind::Pdf), ".pdf,application/pdf");
    }
}
