//! One file as a row of elements: what opens, what closes, and the text of a leaf. Guards the limits at every element.

use std::io::{self, Read};

use quick_xml::{
    Error, Reader, XmlVersion,
    escape::EscapeError,
    events::{BytesRef, BytesStart, Event},
};

use crate::{
    elements::Element,
    limits::{Carried, Limits, ReadError, Refusal},
    source::Source,
};

/// What comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// An element begins; its attributes and line are in the lexer.
    Open(Element),
    /// The innermost element ends.
    Close,
    /// The file ends.
    End,
}

/// Reads elements one by one; its memory does not grow with the file.
pub(crate) struct Lexer<'a> {
    reader: Reader<Source<'a>>,
    limits: Limits,
    buffer: Vec<u8>,
    depth: usize,
    /// Whether the root has been there.
    rooted: bool,
    text: String,
    /// Whether text was read since an element began or ended.
    in_text: bool,
    /// The attributes that the format has, of the element that was opened last.
    key: Option<String>,
    eckid: Option<String>,
}

impl<'a> Lexer<'a> {
    pub(crate) fn new(from: impl Read + Send + 'a, limits: Limits) -> Self {
        let mut reader = Reader::from_reader(Source::new(from, limits));
        reader.config_mut().expand_empty_elements = true;
        let buffer = Vec::with_capacity(1024);
        Self {
            reader,
            limits,
            buffer,
            depth: 0,
            rooted: false,
            text: String::new(),
            in_text: false,
            key: None,
            eckid: None,
        }
    }

    /// The line that is reached.
    pub(crate) fn line(&mut self) -> u64 {
        self.reader.get_mut().line()
    }

    /// Refuses the file at this line.
    pub(crate) fn refuse(&mut self, refusal: Refusal) -> ReadError {
        ReadError::Refused { line: self.line(), refusal }
    }

    /// `@key` of the element that was opened last, once.
    pub(crate) fn take_key(&mut self) -> Option<String> {
        self.key.take()
    }

    /// `@eckid` of the element that was opened last, once.
    pub(crate) fn take_eckid(&mut self) -> Option<String> {
        self.eckid.take()
    }

    /// The next element that opens or closes.
    pub(crate) fn step(&mut self) -> Result<Step, ReadError> {
        self.advance().map_err(|fault| match fault {
            Fault::Refused(refusal) => self.refuse(refusal),
            Fault::Io(error) => ReadError::Io(error),
        })
    }

    /// Reads past everything in the element that was opened last, and its end.
    pub(crate) fn skip(&mut self) -> Result<(), ReadError> {
        let outside = self.depth;
        while self.depth >= outside {
            if self.step()? == Step::End {
                return Err(self.refuse(Refusal::Broken));
            }
        }
        Ok(())
    }

    /// The text of the element that was opened last, which ends with it: every run of white space is one space, none at the ends.
    /// Empty when there is none.
    pub(crate) fn leaf(&mut self) -> Result<&str, ReadError> {
        loop {
            match self.step()? {
                Step::Open(_) => self.skip()?,
                Step::Close => break,
                Step::End => return Err(self.refuse(Refusal::Broken)),
            }
        }
        if !is_plain(&self.text) {
            self.text = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
            if self.text.chars().any(char::is_control) {
                return Err(self.refuse(Refusal::Broken));
            }
        }
        Ok(&self.text)
    }

    fn advance(&mut self) -> Result<Step, Fault> {
        loop {
            self.buffer.clear();
            self.reader.get_mut().begin();
            // White space between elements is no text; after an entity it is.
            self.reader.config_mut().trim_text_start = !self.in_text;
            match self.reader.read_event_into(&mut self.buffer)? {
                Event::Start(tag) => {
                    if self.depth == 0 && std::mem::replace(&mut self.rooted, true) {
                        return Err(Refusal::Broken.into());
                    }
                    self.depth += 1;
                    self.in_text = false;
                    if self.depth > self.limits.depth {
                        return Err(Refusal::TooDeep { max: self.limits.depth }.into());
                    }
                    self.text.clear();
                    (self.key, self.eckid) = (None, None);
                    if !tag.attributes_raw().is_empty() {
                        (self.key, self.eckid) = attributes(&tag, self.limits.attributes)?;
                    }
                    return Ok(Step::Open(Element::of(tag.local_name().into_inner())));
                }
                Event::End(_) => {
                    self.depth -= 1;
                    self.in_text = false;
                    return Ok(Step::Close);
                }
                Event::Text(text) if self.depth == 0 => {
                    if !text.into_inner().trim_ascii().is_empty() {
                        return Err(Refusal::Broken.into());
                    }
                }
                Event::Text(text) => self.text.push_str(&text.into_inner()),
                Event::CData(text) if self.depth > 0 => self.text.push_str(&text.into_inner()),
                Event::GeneralRef(entity) if self.depth > 0 => self.text.push(character(&entity)?),
                Event::CData(_) | Event::GeneralRef(_) => return Err(Refusal::Broken.into()),
                Event::DocType(_) => return Err(Refusal::Doctype.into()),
                Event::Eof if self.depth > 0 => return Err(Refusal::Broken.into()),
                Event::Eof => return Ok(Step::End),
                // An empty element comes as one that opens and closes.
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
            self.in_text = true;
            if self.text.len() > self.limits.text {
                return Err(Refusal::TooLong { max: self.limits.text }.into());
            }
        }
    }
}

/// `key` and `eckid` among the attributes of an element; each attribute once, and not too many.
fn attributes(tag: &BytesStart<'_>, max: usize) -> Result<(Option<String>, Option<String>), Fault> {
    let (mut key, mut eckid) = (None, None);
    for (number, attribute) in tag.attributes().enumerate() {
        if number >= max {
            return Err(Refusal::TooManyAttributes { max }.into());
        }
        let attribute = attribute.map_err(|_| Refusal::Broken)?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0)?;
        if !is_plain(&value) && value.chars().any(char::is_control) {
            return Err(Refusal::Broken.into());
        }
        match attribute.key.into_inner() {
            "key" => key = Some(value.trim().to_owned()),
            "eckid" => eckid = Some(value.trim().to_owned()),
            _ => {}
        }
    }
    Ok((key, eckid))
}

/// The character that `&amp;` or `&#233;` stands for.
fn character(entity: &BytesRef<'_>) -> Result<char, Fault> {
    if let Some(character) = entity.resolve_char_ref()? {
        return Ok(character);
    }
    match &*entity.xml10_content() {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        _ => Err(Refusal::Entity.into()),
    }
}

/// Whether there is nothing to tidy or to refuse in a text. Most have printable ASCII only, which is seen at once.
fn is_plain(text: &str) -> bool {
    let mut after_space = true;
    for byte in text.bytes() {
        if !(b' '..=b'~').contains(&byte) || (byte == b' ' && after_space) {
            return false;
        }
        after_space = byte == b' ';
    }
    text.is_empty() || !after_space
}

enum Fault {
    Refused(Refusal),
    Io(io::Error),
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        match error {
            Error::Io(error) => match error.get_ref().and_then(|inner| inner.downcast_ref::<Carried>()) {
                Some(Carried(refusal)) => Self::Refused(*refusal),
                None => Self::Io(io::Error::new(error.kind(), error)),
            },
            Error::Encoding(_) => Refusal::Encoding.into(),
            Error::Escape(EscapeError::UnrecognizedEntity(..)) => Refusal::Entity.into(),
            Error::Syntax(_) | Error::IllFormed(_) | Error::InvalidAttr(_) | Error::Escape(_) | Error::Namespace(_) => {
                Refusal::Broken.into()
            }
        }
    }
}
