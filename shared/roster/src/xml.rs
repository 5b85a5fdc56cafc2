//! EDEXML and UWLR, read from front to back: school, locations and groups first, then the learners one by one, then the teachers.

use std::io::Read;

use jiff::civil::Date;

use crate::{
    elements::Element,
    findings::{Findings, Problem},
    known::Known,
    lexer::{Lexer, Step},
    limits::{Limits, ReadError, Refusal},
    model::{At, Group, Header, Learner, Location, Teacher},
};

/// A file of XML that is being read. Keeps the groups and locations, and some bytes per learner to tell doubles; nothing else of the file.
pub(crate) struct XmlFile<'a> {
    pub(crate) lexer: Lexer<'a>,
    pub(crate) known: Known,
    pub(crate) findings: Findings,
    pub(crate) limits: Limits,
    pub(crate) header: Header,
    pub(crate) locations: Vec<Location>,
    pub(crate) groups: Vec<Group>,
    /// The day that tells who has left.
    pub(crate) day: Date,
    part: Part,
    learners: u64,
}

/// Which part of the file is reached.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Learners,
    Between,
    Teachers,
    End,
}

impl<'a> XmlFile<'a> {
    /// Reads up to the first learner: what is known then tells whether the rest is worth reading. `today` stands in where the file
    /// does not say what day it is about.
    ///
    /// # Errors
    /// [`ReadError::Refused`] with the line, [`ReadError::Io`].
    pub(crate) fn open(from: impl Read + Send + 'a, limits: Limits, today: Date) -> Result<Self, ReadError> {
        let mut file = Self {
            lexer: Lexer::new(from, limits),
            known: Known::default(),
            findings: Findings::default(),
            limits,
            header: Header::default(),
            locations: Vec::new(),
            groups: Vec::new(),
            day: today,
            part: Part::Learners,
            learners: 0,
        };
        file.root()?;
        file.read_head()?;
        file.day = file.header.reference.or(file.header.created).unwrap_or(today);
        Ok(file)
    }

    /// The next learner; `None` after the last.
    ///
    /// # Errors
    /// [`ReadError::Refused`] with the line, [`ReadError::Io`].
    pub(crate) fn next_learner(&mut self) -> Result<Option<At<Learner>>, ReadError> {
        while self.part == Part::Learners {
            match self.lexer.step()? {
                Step::Open(Element::Learner) => {
                    self.learners += 1;
                    return self.learner().map(Some);
                }
                Step::Open(_) => self.lexer.skip()?,
                Step::Close | Step::End => self.part = Part::Between,
            }
        }
        Ok(None)
    }

    /// The next teacher; passes learners that were not asked for. `None` after the last.
    ///
    /// # Errors
    /// [`ReadError::Refused`] with the line, [`ReadError::Io`].
    pub(crate) fn next_teacher(&mut self) -> Result<Option<At<Teacher>>, ReadError> {
        while self.next_learner()?.is_some() {}
        while self.part != Part::End {
            match (self.part, self.lexer.step()?) {
                (_, Step::End) => self.part = Part::End,
                (Part::Teachers, Step::Open(Element::Teacher)) => return self.teacher().map(Some),
                (Part::Teachers, Step::Close) => self.part = Part::Between,
                (_, Step::Open(Element::Teachers)) => self.part = Part::Teachers,
                (_, Step::Open(Element::School | Element::Locations | Element::Groups | Element::Learners)) => {
                    return Err(self.lexer.refuse(Refusal::Order));
                }
                (_, Step::Open(_)) => self.lexer.skip()?,
                (_, Step::Close) => {}
            }
        }
        Ok(None)
    }

    /// Reads what is left, and tells all there is to say.
    ///
    /// # Errors
    /// [`ReadError::Refused`] with the line, [`ReadError::Io`].
    pub(crate) fn finish(mut self) -> Result<Findings, ReadError> {
        while self.next_teacher()?.is_some() {}
        if self.learners == 0 {
            self.say(Problem::Empty);
        }
        Ok(self.findings)
    }

    /// Says something about the line that is reached.
    pub(crate) fn say(&mut self, problem: Problem) {
        let line = self.lexer.line();
        self.findings.note(line, problem);
    }

    /// The name of the next child of the element that was opened last; `None` when it ends.
    pub(crate) fn child(&mut self) -> Result<Option<Element>, ReadError> {
        match self.lexer.step()? {
            Step::Open(name) => Ok(Some(name)),
            Step::Close => Ok(None),
            Step::End => Err(self.lexer.refuse(Refusal::Broken)),
        }
    }

    /// `EDEX`, or the answer of UWLR around the same content.
    fn root(&mut self) -> Result<(), ReadError> {
        match self.child()? {
            Some(Element::Edex | Element::Body) => Ok(()),
            Some(Element::Answer) => {
                while let Some(name) = self.child()? {
                    if name == Element::Body {
                        return Ok(());
                    }
                    self.lexer.skip()?;
                }
                Err(self.lexer.refuse(Refusal::NoLearners))
            }
            Some(_) | None => Err(self.lexer.refuse(Refusal::OtherFormat)),
        }
    }

    fn read_head(&mut self) -> Result<(), ReadError> {
        let mut has_school = false;
        while let Some(name) = self.child()? {
            match name {
                Element::School => {
                    has_school = true;
                    self.school()?;
                }
                Element::Locations => self.read_locations()?,
                Element::Groups => self.read_groups()?,
                Element::Learners if has_school => return Ok(()),
                Element::Learners | Element::Teachers => return Err(self.lexer.refuse(Refusal::Order)),
                _ => self.lexer.skip()?,
            }
        }
        Err(self.lexer.refuse(Refusal::NoLearners))
    }
}
