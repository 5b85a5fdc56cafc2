//! The bytes of a file as UTF-8, whatever they were, with the number of the line and within the limits.

use std::io::{self, BufRead, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, ISO_8859_15, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::limits::{Carried, Limits, Refusal};

/// What is read at once.
const CHUNK: usize = 32 * 1024;
/// An XML declaration is shorter than this.
const DECLARATION: usize = 200;

/// The bytes as UTF-8. Not generic over where they come from, which is asked once per [`CHUNK`]: so all that computes is compiled here,
/// for speed, and not in a function, for size.
pub(crate) struct Source<'a> {
    from: Counted<'a>,
    /// As read, where it is not UTF-8.
    foreign: Option<Foreign>,
    started: bool,
    /// UTF-8: `ready[at..end]` is not consumed yet.
    ready: Vec<u8>,
    at: usize,
    end: usize,
    /// Line feeds up to `counted` are in `line`.
    counted: usize,
    line: u64,
    /// Bytes consumed since the last tag, text or comment began, and how many it may have.
    piece: usize,
    longest: usize,
}

/// Bytes in another encoding: `raw[at..]` is not decoded yet.
struct Foreign {
    decoder: Decoder,
    raw: Vec<u8>,
    at: usize,
    /// The decoder has seen the end, and may not be asked again.
    done: bool,
}

/// A reader that stops when there is more than is taken.
struct Counted<'a> {
    from: Box<dyn Read + Send + 'a>,
    taken: u64,
    max: u64,
    ended: bool,
}

impl Read for Counted<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(into)?;
        self.taken += read as u64;
        self.ended = read == 0;
        if self.taken > self.max { Err(Carried(Refusal::TooLarge { max: self.max }).into()) } else { Ok(read) }
    }
}

impl<'a> Source<'a> {
    pub(crate) fn new(from: impl Read + Send + 'a, limits: Limits) -> Self {
        Self {
            from: Counted { from: Box::new(from), taken: 0, max: limits.bytes, ended: false },
            foreign: None,
            started: false,
            ready: vec![0; CHUNK],
            at: 0,
            end: 0,
            counted: 0,
            line: 1,
            piece: 0,
            longest: limits.text,
        }
    }

    /// The line that is reached, from 1.
    pub(crate) fn line(&mut self) -> u64 {
        let passed = self.ready.get(self.counted..self.at).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', passed).count() as u64;
        self.counted = self.at;
        self.line
    }

    /// A tag, text or comment begins: its length is counted from here.
    pub(crate) fn begin(&mut self) {
        self.piece = 0;
    }

    // Apart, so that `fill_buf` is small where it is asked several times an element.
    #[cold]
    fn refill(&mut self) -> io::Result<()> {
        if self.piece > self.longest {
            return Err(Carried(Refusal::TooLong { max: self.longest }).into());
        }
        self.line();
        (self.at, self.end, self.counted) = (0, 0, 0);
        if !self.started {
            self.start()?;
        }
        match &mut self.foreign {
            Some(foreign) => self.end = foreign.decode(&mut self.from, &mut self.ready)?,
            None if self.end == 0 => self.end = self.from.read(&mut self.ready)?,
            None => {}
        }
        Ok(())
    }

    /// Reads as much as tells the encoding.
    fn start(&mut self) -> io::Result<()> {
        self.started = true;
        let mut head = Vec::with_capacity(DECLARATION);
        (&mut self.from).take(DECLARATION as u64).read_to_end(&mut head)?;
        let (encoding, mark) = encoding(&head).ok_or(Carried(Refusal::Encoding))?;
        if encoding != UTF_8 {
            self.foreign = Some(Foreign {
                decoder: encoding.new_decoder_without_bom_handling(),
                raw: head,
                at: mark,
                done: false,
            });
            return Ok(());
        }
        for (room, byte) in self.ready.iter_mut().zip(head.iter().skip(mark)) {
            *room = *byte;
            self.end += 1;
        }
        Ok(())
    }
}

impl Foreign {
    /// Fills `ready`; 0 at the end.
    fn decode(&mut self, from: &mut Counted<'_>, ready: &mut [u8]) -> io::Result<usize> {
        while !self.done {
            let rest = self.raw.get(self.at..).unwrap_or_default();
            let (result, read, written) = self.decoder.decode_to_utf8_without_replacement(rest, ready, from.ended);
            self.at += read;
            if matches!(result, DecoderResult::Malformed(..)) {
                return Err(Carried(Refusal::Encoding).into());
            }
            self.done = from.ended && matches!(result, DecoderResult::InputEmpty);
            if written > 0 || self.done {
                return Ok(written);
            }
            self.raw.resize(CHUNK, 0);
            let read = from.read(&mut self.raw)?;
            self.raw.truncate(read);
            self.at = 0;
        }
        Ok(0)
    }
}

impl Read for Source<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(into)?;
        self.consume(read);
        Ok(read)
    }
}

impl BufRead for Source<'_> {
    #[inline]
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at == self.end {
            self.refill()?;
        }
        Ok(self.ready.get(self.at..self.end).unwrap_or_default())
    }

    #[inline]
    fn consume(&mut self, read: usize) {
        self.at = (self.at + read).min(self.end);
        self.piece += read;
    }
}

/// The encoding of a file that begins like this, and the length of its mark. What is marked wins over what is declared.
fn encoding(head: &[u8]) -> Option<(&'static Encoding, usize)> {
    if let Some(marked) = Encoding::for_bom(head) {
        return Some(marked);
    }
    match head {
        [b'<', 0, ..] => return Some((UTF_16LE, 0)),
        [0, b'<', ..] => return Some((UTF_16BE, 0)),
        _ => {}
    }
    let Some(declared) = declared(head) else { return Some((UTF_8, 0)) };
    let encoding = Encoding::for_label(declared)?;
    // What declares UTF-16 and could be read up to here is not; programs copy declarations.
    let encoding = if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding };
    [UTF_8, WINDOWS_1252, ISO_8859_15].contains(&encoding).then_some((encoding, 0))
}

/// The label in `<?xml version="1.0" encoding="ISO-8859-1"?>`.
fn declared(head: &[u8]) -> Option<&[u8]> {
    let declaration = head.strip_prefix(b"<?xml")?;
    let declaration = declaration.get(..memchr::memmem::find(declaration, b"?>")?)?;
    let after =
        declaration.get(memchr::memmem::find(declaration, b"encoding")? + "encoding".len()..)?.trim_ascii_start();
    let quoted = after.strip_prefix(b"=")?.trim_ascii_start();
    let (quote, label) = quoted.split_first()?;
    label.get(..memchr::memchr(*quote, label)?)
}
