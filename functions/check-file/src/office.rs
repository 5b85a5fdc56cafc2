//! Word and OpenDocument files: zip archives with known parts. Who wrote them, and for which organisation, is taken out.
//! Names within the text (comments, tracked changes) are content and stay.

use std::io::{Cursor, Read as _, Write as _};

use domain::file::{FileKind, FileRefused};
use zip::{ZipArchive, ZipWriter, result::ZipError, write::SimpleFileOptions};

use crate::inspect::Clean;

/// Parts an archive may have: a document with hundreds of pictures stays far below.
const MOST_PARTS: usize = 5_000;
/// Bytes of a part with particulars, unpacked: they are a page of XML.
const LARGEST_PART: u64 = 1024 * 1024;
/// Parts that hold particulars.
const PARTICULARS: [&str; 4] = ["docProps/core.xml", "docProps/app.xml", "docProps/custom.xml", "meta.xml"];
/// Elements that name somebody, whatever their prefix.
const NAMES: [&str; 9] = [
    "creator",
    "lastModifiedBy",
    "initial-creator",
    "printed-by",
    "Manager",
    "Company",
    "lpwstr",
    "user-defined",
    "contributor",
];
const ODT: &str = "application/vnd.oasis.opendocument.text";

fn broken(_: ZipError) -> FileRefused {
    FileRefused::Broken
}

/// The document without its author; of no kind when the archive is something else.
pub fn clean(bytes: Vec<u8>) -> Result<Clean, FileRefused> {
    let mut archive = ZipArchive::new(Cursor::new(bytes.as_slice())).map_err(broken)?;
    let kind = kind(&mut archive)?;
    if kind.is_none() {
        return Ok(Clean { kind, bytes });
    }
    let mut out = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len())));
    for n in 0..archive.len() {
        let part = archive.by_index_raw(n).map_err(broken)?;
        let name = part.name().map_err(broken)?.into_owned();
        if PARTICULARS.contains(&name.as_str()) {
            drop(part);
            let text = read(&mut archive, &name)?;
            out.start_file(name, SimpleFileOptions::default()).map_err(broken)?;
            out.write_all(nameless(&text).as_bytes()).map_err(|_| FileRefused::Broken)?;
        } else {
            out.raw_copy_file(part).map_err(broken)?;
        }
    }
    Ok(Clean { kind, bytes: out.finish().map_err(broken)?.into_inner() })
}

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

fn kind(archive: &mut Archive<'_>) -> Result<Option<FileKind>, FileRefused> {
    if archive.len() > MOST_PARTS {
        return Err(FileRefused::Broken);
    }
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.map(|name| name.into_owned()))
        .collect::<Result<_, _>>()
        .map_err(broken)?;
    let has = |name: &str| names.iter().any(|part| part == name);
    // Macros make it another kind of document, whatever its name says.
    let macros = names.iter().any(|part| part.ends_with("vbaProject.bin") || part.starts_with("Basic/"));
    let (word, typed) = (has("[Content_Types].xml") && has("word/document.xml"), has("mimetype") && has("content.xml"));
    Ok(match (macros, word, typed) {
        (false, true, false) => Some(FileKind::Docx),
        (false, false, true) if read(archive, "mimetype")?.trim() == ODT => Some(FileKind::Odt),
        _ => None,
    })
}

fn read(archive: &mut Archive<'_>, name: &str) -> Result<String, FileRefused> {
    let mut text = String::new();
    let part = archive.by_name(name).map_err(broken)?;
    // One byte more than allowed tells that there was more: the size that an archive states of itself proves nothing.
    let read = part.take(LARGEST_PART + 1).read_to_string(&mut text).map_err(|_| FileRefused::Broken)?;
    if u64::try_from(read).unwrap_or(u64::MAX) > LARGEST_PART { Err(FileRefused::Broken) } else { Ok(text) }
}

/// The XML without what is in elements that name somebody.
fn nameless(xml: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(xml.len()), xml);
    while let Some((before, tag)) = rest.split_once('<') {
        let Some((tag, after)) = tag.split_once('>') else { break };
        out.push_str(before);
        out.push('<');
        out.push_str(tag);
        out.push('>');
        rest = after;
        let name = tag.split([' ', '\t', '\r', '\n', '/']).next().unwrap_or_default();
        let name = name.rsplit(':').next().unwrap_or_default();
        if !tag.ends_with('/') && NAMES.contains(&name) {
            rest = after.find("</").and_then(|end| after.get(end..)).unwrap_or_default();
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            out.start_file(*name, SimpleFileOptions::default()).unwrap();
            out.write_all(text.as_bytes()).unwrap();
        }
        out.finish().unwrap().into_inner()
    }

    fn kind_of(parts: &[(&str, &str)]) -> Option<FileKind> {
        clean(archive(parts)).unwrap().kind
    }

    const CORE: &str = "<?xml version=\"1.0\"?><cp:coreProperties><dc:title>Verslag</dc:title><dc:creator>Jet Juf</dc:creator><cp:lastModifiedBy>Jet</cp:lastModifiedBy><dc:subject/></cp:coreProperties>";

    #[test]
    fn a_document_is_known_by_its_parts() {
        assert_eq!(kind_of(&[("[Content_Types].xml", ""), ("word/document.xml", "")]), Some(FileKind::Docx));
        assert_eq!(kind_of(&[("mimetype", ODT), ("content.xml", "")]), Some(FileKind::Odt));
        assert_eq!(
            kind_of(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "")]),
            None
        );
        assert_eq!(kind_of(&[("[Content_Types].xml", ""), ("xl/workbook.xml", "")]), None);
        assert_eq!(kind_of(&[("program.exe", "")]), None);
    }

    #[test]
    fn a_document_with_macros_is_of_no_accepted_kind() {
        assert_eq!(
            kind_of(&[("[Content_Types].xml", ""), ("word/document.xml", ""), ("word/vbaProject.bin", "")]),
            None
        );
        assert_eq!(kind_of(&[("mimetype", ODT), ("content.xml", ""), ("Basic/Standard/Module1.xml", "")]), None);
    }

    #[test]
    fn a_document_loses_its_author_and_keeps_the_rest() {
        let bytes = archive(&[
            ("[Content_Types].xml", "t"),
            ("word/document.xml", "<w:t>Sam leest</w:t>"),
            ("docProps/core.xml", CORE),
        ]);
        let clean = clean(bytes).unwrap();
        let mut read_back = ZipArchive::new(Cursor::new(clean.bytes.as_slice())).unwrap();
        assert_eq!(read(&mut read_back, "word/document.xml").unwrap(), "<w:t>Sam leest</w:t>");
        let core = read(&mut read_back, "docProps/core.xml").unwrap();
        assert!(core.contains("<dc:title>Verslag</dc:title><dc:creator></dc:creator><cp:lastModifiedBy></cp:lastModifiedBy><dc:subject/>"), "{core}");
    }

    #[test]
    fn particulars_that_unpack_without_end_are_refused() {
        let bytes = archive(&[
            ("[Content_Types].xml", ""),
            ("word/document.xml", ""),
            ("meta.xml", &" ".repeat(2 * 1024 * 1024)),
        ]);
        assert_eq!(clean(bytes).err(), Some(FileRefused::Broken));
    }

    proptest! {
        #[test]
        fn a_damaged_document_is_read_or_broken(
            changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6), cut in any::<prop::sample::Index>(), is_cut in any::<bool>(),
        ) {
            let mut bytes = archive(&[("[Content_Types].xml", ""), ("word/document.xml", "<w:t>Sam</w:t>"), ("docProps/core.xml", CORE)]);
            for (place, byte) in changes {
                let at = place.index(bytes.len());
                bytes[at] = byte;
            }
            if is_cut {
                bytes.truncate(cut.index(bytes.len()));
            }
            if let Ok(Clean { kind: Some(kind), bytes }) = clean(bytes) {
                prop_assert_eq!(clean(bytes).ok().and_then(|again| again.kind), Some(kind));
            }
        }

        #[test]
        fn names_are_taken_out_of_whatever_is_no_good_xml_too(
            around in "[<>/a-z: =\"\\n!\\[\\]-]{0,40}", name in prop::sample::select(&NAMES[..]), prefix in "([a-z]{1,4}:)?", id in "( [a-z]=\"x\")?",
        ) {
            let core = format!("{around}<{prefix}{name}{id}>Jet Juf</{prefix}{name}>{around}");
            let left = nameless(&core);
            prop_assert!(left.len() <= core.len());
            prop_assert_eq!(nameless(&left), &*left);
            let hidden = around.rfind('<').is_some_and(|open| !around[open..].contains('>'));
            prop_assert!(hidden || !left.contains("Jet Juf"), "{}", left);
        }
    }
}
