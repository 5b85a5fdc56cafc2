//! Images without what says where, when, by whom and with what they were made.

use img_parts::{
    Bytes,
    jpeg::{Jpeg, JpegSegment, markers},
    png::Png,
};

/// Chunks that make up the picture itself; all others tell about it.
const CHUNKS: [[u8; 4]; 15] = [
    *b"IHDR", *b"PLTE", *b"IDAT", *b"IEND", *b"tRNS", *b"gAMA", *b"cHRM", *b"sRGB", *b"iCCP", *b"sBIT", *b"bKGD",
    *b"pHYs", *b"acTL", *b"fcTL", *b"fdAT",
];
/// How an Exif segment begins.
const EXIF: &[u8] = b"Exif\0\0";
/// How a segment with a colour profile begins.
const COLOURS: &[u8] = b"ICC_PROFILE\0";

/// A PNG image with its picture only; nothing when it cannot be read.
pub fn png(bytes: Vec<u8>) -> Option<Vec<u8>> {
    let mut png = Png::from_bytes(Bytes::from(bytes)).ok()?;
    png.dimensions()?;
    png.chunks_mut().retain(|chunk| CHUNKS.contains(&chunk.kind()));
    let ends = png.chunks().last().is_some_and(|chunk| chunk.kind() == *b"IEND");
    ends.then(|| png.encoder().bytes().to_vec())
}

/// A JPEG image with its picture, its colours and which side is up; nothing when it cannot be read.
pub fn jpeg(bytes: Vec<u8>) -> Option<Vec<u8>> {
    let mut jpeg = Jpeg::from_bytes(Bytes::from(bytes)).ok()?;
    jpeg.dimensions()?;
    let up =
        jpeg.segments_by_marker(markers::APP1).find_map(|segment| orientation(segment.contents().strip_prefix(EXIF)?));
    jpeg.segments_mut().retain(belongs_to_picture);
    for segment in jpeg.segments_mut() {
        if segment.has_entropy() {
            *segment = until_end(segment)?;
        }
    }
    if !jpeg.segments().iter().any(JpegSegment::has_entropy) {
        return None;
    }
    if let Some(up) = up.filter(|up| (2..=8).contains(up)) {
        let first = jpeg.segments().iter().position(|segment| segment.marker() != markers::APP0).unwrap_or_default();
        jpeg.segments_mut().insert(first, JpegSegment::new_with_contents(markers::APP1, only_orientation(up)));
    }
    Some(jpeg.encoder().bytes().to_vec())
}

fn belongs_to_picture(segment: &JpegSegment) -> bool {
    match segment.marker() {
        markers::APP0 => segment.contents().starts_with(b"JFIF\0"),
        markers::APP2 => segment.contents().starts_with(COLOURS),
        // Tells how colours are stored; without it some images come out inverted.
        markers::APP14 => segment.contents().starts_with(b"Adobe"),
        markers::APP1..=markers::APP15 | markers::COM => false,
        _ => true,
    }
}

/// The scans up to the end of the picture: phones hang films and other pictures behind it.
fn until_end(segment: &JpegSegment) -> Option<JpegSegment> {
    let whole = segment.clone().encoder().bytes();
    // Marker, length and header of the first scan come before its data.
    let head = 2 + 2 + segment.contents().len();
    let data = whole.get(head..)?;
    let mut at = 0;
    loop {
        let next = data.get(at..)?.windows(2).position(
            |pair| matches!(pair, [0xFF, marker] if *marker != 0 && *marker != 0xFF && !(0xD0..=0xD7).contains(marker)),
        )? + at;
        if data.get(next + 1) == Some(&markers::EOI) {
            let scans = Bytes::copy_from_slice(data.get(..next + 2)?);
            return Some(JpegSegment::new_with_entropy(segment.marker(), segment.contents().clone(), scans));
        }
        // A table or the header of a further scan: its bytes may look like anything, so they are stepped over.
        let length = data.get(next + 2..next + 4)?;
        at = next + 2 + usize::from(u16::from_be_bytes([*length.first()?, *length.get(1)?]));
    }
}

/// Which side is up, from the first directory of Exif data (tag 274).
fn orientation(exif: &[u8]) -> Option<u8> {
    let little = match exif.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let two: [u8; 2] = exif.get(at..at + 2)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(two) } else { u16::from_be_bytes(two) })
    };
    let four: [u8; 4] = exif.get(4..8)?.try_into().ok()?;
    let start = usize::try_from(if little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) }).ok()?;
    let mut entries = (0..usize::from(short(start)?)).map_while(|n| start.checked_add(2 + n * 12));
    let entry = entries.find(|entry| short(*entry) == Some(0x0112))?;
    u8::try_from(short(entry + 8)?).ok()
}

/// Exif data that says which side is up and nothing else.
fn only_orientation(up: u8) -> Bytes {
    let mut data = EXIF.to_vec();
    data.extend_from_slice(b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0");
    data.extend_from_slice(&[up, 0, 0, 0, 0, 0, 0]);
    Bytes::from(data)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn segment(marker: u8, contents: &[u8]) -> Vec<u8> {
        let length = u16::try_from(contents.len() + 2).unwrap().to_be_bytes();
        [&[0xFF, marker][..], &length, contents].concat()
    }

    fn has(bytes: &[u8], text: &str) -> bool {
        bytes.windows(text.len()).any(|part| part == text.as_bytes())
    }

    /// A photo as a phone makes it, with every kind of particulars in it.
    fn photo() -> Vec<u8> {
        let exif = [
            EXIF,
            b"II*\0\x08\0\0\0\x02\0\x0f\x01\x02\0\x04\0\0\0GPS!\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0 52.37N 4.89E",
        ]
        .concat();
        let frame = [8, 0, 2, 0, 2, 1, 1, 0x11, 0];
        [
            vec![0xFF, 0xD8],
            segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
            segment(0xE1, &exif),
            segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>Jet Juf</x:xmpmeta>"),
            segment(0xE2, b"ICC_PROFILE\0\x01\x01colours"),
            segment(0xE2, b"MPF\0more pictures"),
            segment(0xED, b"Photoshop 3.0\0By-line Jet"),
            segment(0xFE, b"gemaakt door Jet"),
            segment(0xC0, &frame),
            segment(0xDA, &[1, 1, 0, 0, 63, 0]),
            vec![1, 2, 0xFF, 0, 3, 0xFF, 0xD0, 4],
            segment(0xC4, &[0, 0xFF, 0xD9, 7]),
            vec![5, 0xFF, 0xD9],
            b"a film with the voice of Sam".to_vec(),
        ]
        .concat()
    }

    #[test]
    fn a_photo_loses_place_time_and_maker_and_keeps_picture_colours_and_which_side_is_up() {
        let clean = jpeg(photo()).unwrap();
        for told in ["GPS", "52.37", "Jet", "xmp", "MPF", "Photoshop", "film", "Sam"] {
            assert!(!has(&clean, told), "{told}");
        }
        assert!(has(&clean, "ICC_PROFILE") && has(&clean, "JFIF"));
        assert!(clean.ends_with(&[4, 0xFF, 0xC4, 0, 6, 0, 0xFF, 0xD9, 7, 5, 0xFF, 0xD9]));
        let read = Jpeg::from_bytes(Bytes::from(clean.clone())).unwrap();
        let exif = read.segment_by_marker(markers::APP1).unwrap().contents().clone();
        assert_eq!(orientation(exif.strip_prefix(EXIF).unwrap()), Some(6));
        assert_eq!(jpeg(clean.clone()), Some(clean), "cleaning twice changes nothing");
    }

    #[test]
    fn a_photo_that_is_cut_off_is_broken() {
        let whole = photo();
        for end in [2, 20, 60, whole.len() - 40] {
            assert_eq!(jpeg(whole[..end].to_vec()), None, "{end}");
        }
    }

    /// A PNG with texts in it and behind it.
    fn image() -> Vec<u8> {
        use img_parts::png::PngChunk;
        let chunk = |kind: &[u8; 4], contents: &[u8]| {
            PngChunk::new(*kind, Bytes::copy_from_slice(contents)).encoder().bytes().to_vec()
        };
        let header = [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0];
        [
            b"\x89PNG\r\n\x1a\n".to_vec(),
            chunk(b"IHDR", &header),
            chunk(b"tEXt", b"Author\0Jet Juf"),
            chunk(b"eXIf", b"MM\0*GPS"),
            chunk(b"tIME", b"nov 22"),
            chunk(b"IDAT", b"picture"),
            chunk(b"IEND", b""),
            b"behind".to_vec(),
        ]
        .concat()
    }

    #[test]
    fn a_png_loses_its_texts() {
        let clean = png(image()).unwrap();
        for told in ["Jet", "GPS", "tIME", "behind"] {
            assert!(!has(&clean, told), "{told}");
        }
        assert!(has(&clean, "picture"));
    }

    /// A picture with some of its bytes changed, moved or missing.
    fn damaged(picture: Vec<u8>) -> impl Strategy<Value = Vec<u8>> {
        let bytes = prop::collection::vec(any::<u8>(), 0..12);
        (prop::collection::vec((any::<prop::sample::Index>(), 0_usize..12, bytes), 1..4)).prop_map(move |changes| {
            changes.into_iter().fold(picture.clone(), |mut picture, (place, gone, new)| {
                let at = place.index(picture.len() + 1);
                let end = (at + gone).min(picture.len());
                picture.splice(at..end, new);
                picture
            })
        })
    }

    proptest! {
        #[test]
        fn a_damaged_picture_is_read_or_broken_and_what_was_cleaned_stays_as_it_is(
            photo in damaged(photo()), image in damaged(image()), exif in prop::collection::vec(any::<u8>(), 0..60),
        ) {
            // Twice, because what stands in a picture may only then be seen for what it is.
            if let Some(clean) = jpeg(photo) {
                prop_assert_eq!(jpeg(clean.clone()), Some(clean));
            }
            if let Some(clean) = png(image) {
                prop_assert_eq!(png(clean.clone()), Some(clean));
            }
            for start in [&b"II*\0\x08\0\0\0"[..], b"MM\0*\0\0\0\x08", b"II*\0", b"MM\0*"] {
                orientation(&[start, &exif].concat());
            }
        }
    }
}
