//! What a file is by its content, whatever its name says, and what is left of it without personal particulars.

use domain::file::{FileKind, FileRefused};

use crate::{office, picture};

/// A file that was looked at.
pub struct Clean {
    /// What its content is; nothing when it is of no accepted kind.
    pub kind: Option<FileKind>,
    /// What is kept.
    pub bytes: Vec<u8>,
}

/// Looks at the content.
///
/// # Errors
/// When it cannot be read as what it begins as.
pub fn inspect(bytes: Vec<u8>) -> Result<Clean, FileRefused> {
    if bytes.starts_with(b"PK\x03\x04") {
        return office::clean(bytes);
    }
    let clean = |kind, bytes| Ok(Clean { kind, bytes });
    match infer::get(&bytes).map(|found| found.mime_type()) {
        Some("application/pdf") => clean(Some(FileKind::Pdf), bytes),
        Some("image/png") => clean(Some(FileKind::Png), picture::png(bytes).ok_or(FileRefused::Broken)?),
        Some("image/jpeg") => clean(Some(FileKind::Jpg), picture::jpeg(bytes).ok_or(FileRefused::Broken)?),
        _ => clean(None, bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_what_a_file_is() {
        assert_eq!(inspect(b"%PDF-1.7\n1 0 obj".to_vec()).ok().and_then(|clean| clean.kind), Some(FileKind::Pdf));
        for (what, bytes) in [
            ("a program", b"MZ\x90\x00\x03\x00\x00\x00".as_slice()),
            ("a page", b"<!DOCTYPE html><html><script>alert(1)</script>"),
            ("a drawing with script", b"<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
            ("an old Word file", &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0]),
            ("a GIF", b"GIF89a\x01\x00\x01\x00"),
            ("text", b"hallo"),
            ("nothing", b""),
        ] {
            assert_eq!(inspect(bytes.to_vec()).ok().and_then(|clean| clean.kind), None, "{what}");
        }
    }

    #[test]
    fn what_only_begins_as_an_image_is_broken() {
        assert_eq!(inspect(b"\x89PNG\r\n\x1a\nrubbish".to_vec()).err(), Some(FileRefused::Broken));
        assert_eq!(inspect(b"\xff\xd8\xff\xe0\x00".to_vec()).err(), Some(FileRefused::Broken));
        assert_eq!(inspect(b"PK\x03\x04rubbish".to_vec()).err(), Some(FileRefused::Broken));
    }
}
