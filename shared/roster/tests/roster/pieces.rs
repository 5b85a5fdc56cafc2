//! Files arrive in pieces; where one ends makes no difference.

use std::io::{self, Read};

use roster::{Limits, Roster};

use crate::TODAY;

/// Gives out pieces of this length.
struct Pieces<'a> {
    left: &'a [u8],
    length: usize,
}

impl Read for Pieces<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let length = self.length.min(into.len()).min(self.left.len());
        let (now, left) = self.left.split_at(length);
        into[..length].copy_from_slice(now);
        self.left = left;
        Ok(length)
    }
}

#[test]
fn where_a_piece_of_a_file_ends_makes_no_difference() {
    // 5.1: files of any size come through, and the storage hands them out in pieces
    let head = "<EDEX>\n<school><schooljaar>2024-2025</schooljaar><brincode>99ZX</brincode><dependancecode>10</dependancecode></school>\n\
         <groepen><groep key=\"a\"><naam>Groep 5a &amp; b</naam><jaargroep>5</jaargroep></groep> </groepen>\n<!-- - --> <leerlingen>";
    let learner = "<leerling key=\"1\"><achternaam>Ven</achternaam><roepnaam>Noor</roepnaam><jaargroep>5</jaargroep></leerling>\n";
    let file = format!("{head}{learner}</leerlingen>\n</EDEX>\n");
    let whole = Roster::read(file.as_bytes(), Limits::default(), TODAY).unwrap();
    for length in 1..file.len() {
        let pieces = Pieces { left: file.as_bytes(), length };
        let read = Roster::read(pieces, Limits::default(), TODAY);
        assert_eq!(read.unwrap_or_else(|error| panic!("{length}: {error}")), whole, "{length}");
    }
    // What tells the encoding is read apart: wherever that ends.
    for blanks in 0..400 {
        let moved = format!("{}{file}", " ".repeat(blanks));
        let read = Roster::read(moved.as_bytes(), Limits::default(), TODAY);
        assert_eq!(read.unwrap_or_else(|error| panic!("{blanks} blanks: {error}")).0, whole.0, "{blanks}");
    }
}
