//! Whatever roster is written is read back; whatever bytes are read, nothing breaks.

use std::io::{self, Read};

use proptest::{collection::vec, prelude::*};
use roster::{Limits, Roster};

use crate::{
    TODAY,
    made::{roster, written},
    read, sample,
};

/// A source that gives a few bytes at a time, as networks do.
struct Trickle<'a>(&'a [u8], usize);

impl Read for Trickle<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let few = into.len().min(self.1);
        self.0.read(&mut into[..few])
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(roster in roster()) {
        let (again, findings) = read(written(&roster)).unwrap();
        prop_assert_eq!(again, roster);
        prop_assert!(!findings.kept.iter().any(|finding| finding.problem.code() == "key-twice"));
    }

    #[test]
    fn how_the_bytes_arrive_does_not_matter(roster in roster(), few in 1..9_usize) {
        let file = written(&roster);
        let again = Roster::read(Trickle(&file, few), Limits::default(), TODAY).unwrap();
        prop_assert_eq!(again, read(&file).unwrap());
    }

    #[test]
    fn a_file_that_was_damaged_is_read_or_refused(
        damage in vec((any::<prop::sample::Index>(), prop::sample::select(b"<>&;/\"'=!?-[] \0\x80\xFFa".to_vec())), 1..6),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut file = sample();
        for (at, byte) in damage {
            let at = at.index(file.len());
            file[at] = byte;
        }
        let cut = &file[..cut.index(file.len())];
        let sixteen: Vec<u8> = String::from_utf8_lossy(cut).encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [&file, cut, &sixteen, &sixteen[..sixteen.len().saturating_sub(1)]] {
            let _ = read(bytes);
        }
    }
}
