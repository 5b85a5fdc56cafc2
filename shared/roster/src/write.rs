//! A roster as a whole, and as a file of EDEXML 2.1.

use std::io::{self, Read, Write};

use domain::{group::GroupKind, name::PersonName};
use jiff::civil::Date;
use quick_xml::escape::escape;

use crate::{
    elements::Element,
    file::{Announced, RosterFile},
    findings::Findings,
    limits::{Limits, ReadError},
    model::{Group, Header, Learner, Location, Teacher},
};

/// A whole roster in memory: what tests and exports use. An import reads learner by learner, with [`RosterFile`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roster {
    /// What it says of itself.
    pub header: Header,
    /// Locations.
    pub locations: Vec<Location>,
    /// Classes and cross groups.
    pub groups: Vec<Group>,
    /// Learners.
    pub learners: Vec<Learner>,
    /// Teachers.
    pub teachers: Vec<Teacher>,
}

impl Roster {
    /// Reads a whole file.
    ///
    /// # Errors
    /// As [`RosterFile`] does.
    pub fn read(
        from: impl Read + Send,
        limits: Limits,
        announced: impl Into<Announced>,
    ) -> Result<(Self, Findings), ReadError> {
        let mut file = RosterFile::open(from, limits, announced)?;
        let mut roster = Self {
            header: file.header().clone(),
            locations: file.locations().to_vec(),
            groups: file.groups().to_vec(),
            ..Self::default()
        };
        while let Some(learner) = file.next_learner()? {
            roster.learners.push(learner.item);
        }
        while let Some(teacher) = file.next_teacher()? {
            roster.teachers.push(teacher.item);
        }
        Ok((roster, file.finish()?))
    }
}

/// Writes a roster as EDEXML 2.1, in the order that its schema asks for.
///
/// # Errors
/// Those of `to`.
pub fn write(roster: &Roster, to: impl Write) -> io::Result<()> {
    let mut out = Writer { to };
    out.to.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<EDEX>\n")?;
    out.header(&roster.header)?;
    if !roster.locations.is_empty() {
        out.all(Element::Locations, &roster.locations, |out, location| {
            out.open(Element::Location, &[("key", &location.key)])?;
            out.leaf(Element::Title, &location.name)?;
            out.close(Element::Location)
        })?;
    }
    if !roster.groups.is_empty() {
        out.all(Element::Groups, &roster.groups, Writer::group)?;
    }
    out.all(Element::Learners, &roster.learners, |out, learner| out.learner(roster, learner))?;
    if !roster.teachers.is_empty() {
        out.all(Element::Teachers, &roster.teachers, |out, teacher| out.teacher(roster, teacher))?;
    }
    out.to.write_all(b"</EDEX>\n")
}

struct Writer<W> {
    to: W,
}

impl<W: Write> Writer<W> {
    fn open(&mut self, name: Element, attributes: &[(&str, &str)]) -> io::Result<()> {
        write!(self.to, "<{}", name.as_str())?;
        for (attribute, value) in attributes {
            write!(self.to, " {attribute}=\"{}\"", escape(*value))?;
        }
        self.to.write_all(b">")
    }

    fn close(&mut self, name: Element) -> io::Result<()> {
        writeln!(self.to, "</{}>", name.as_str())
    }

    fn leaf(&mut self, name: Element, text: &str) -> io::Result<()> {
        write!(self.to, "<{0}>{1}</{0}>", name.as_str(), escape(text))
    }

    fn if_some(&mut self, name: Element, text: Option<&str>) -> io::Result<()> {
        text.map_or(Ok(()), |text| self.leaf(name, text))
    }

    fn if_date(&mut self, name: Element, date: Option<Date>) -> io::Result<()> {
        self.if_some(name, date.map(|date| date.to_string()).as_deref())
    }

    fn all<T>(
        &mut self,
        name: Element,
        items: &[T],
        mut each: impl FnMut(&mut Self, &T) -> io::Result<()>,
    ) -> io::Result<()> {
        self.open(name, &[])?;
        self.to.write_all(b"\n")?;
        items.iter().try_for_each(|item| each(self, item))?;
        self.close(name)
    }

    fn header(&mut self, header: &Header) -> io::Result<()> {
        self.open(Element::School, &[])?;
        self.if_some(Element::Year, header.year.map(|year| year.to_string()).as_deref())?;
        self.if_date(Element::Reference, header.reference)?;
        if let Some((brin, site)) = header.school.brin6.as_deref().and_then(|code| code.split_at_checked(4)) {
            self.leaf(Element::Brin, brin)?;
            self.leaf(Element::Dependance, site)?;
        }
        self.if_some(Element::Institution, header.school.institution.as_deref())?;
        self.if_some(Element::SchoolKey, header.school.key.as_deref())?;
        self.if_some(Element::Created, header.created.map(|day| format!("{day}T00:00:00")).as_deref())?;
        self.if_some(Element::Version, header.version.as_deref())?;
        self.close(Element::School)
    }

    fn group(&mut self, group: &Group) -> io::Result<()> {
        let element = element(group.kind);
        self.open(element, &[("key", &group.key)])?;
        self.leaf(Element::Title, &group.name)?;
        self.if_some(Element::Level, group.level.map(|level| level.code()))?;
        self.close(element)
    }

    fn name(&mut self, name: &PersonName) -> io::Result<()> {
        self.if_some(Element::FamilyName, name.family_name.as_deref())?;
        self.if_some(Element::Prefix, name.prefix.as_deref())?;
        self.if_some(Element::GivenNames, name.given_names.as_deref())?;
        self.if_some(Element::Initials, name.initials.as_deref())?;
        self.if_some(Element::CallName, name.call_name.as_deref())
    }

    fn person(&mut self, element: Element, key: &str, eckid: Option<&str>) -> io::Result<()> {
        match eckid {
            Some(eckid) => self.open(element, &[("key", key), ("eckid", eckid)]),
            None => self.open(element, &[("key", key)]),
        }
    }

    fn refer(&mut self, group: &Group) -> io::Result<()> {
        write!(self.to, "<{} key=\"{}\"/>", element(group.kind).as_str(), escape(&group.key))
    }

    fn learner(&mut self, roster: &Roster, learner: &Learner) -> io::Result<()> {
        self.person(Element::Learner, &learner.key, learner.eckid.as_deref())?;
        self.name(&learner.name)?;
        self.if_date(Element::Birth, learner.birth)?;
        self.if_some(Element::Level, learner.level.map(|level| level.code()))?;
        if let Some(class) = learner.class.and_then(|class| roster.groups.get(class)) {
            self.refer(class)?;
        }
        if !learner.cross.is_empty() {
            self.open(Element::CrossGroups, &[])?;
            learner
                .cross
                .iter()
                .filter_map(|group| roster.groups.get(*group))
                .try_for_each(|group| self.refer(group))?;
            self.close(Element::CrossGroups)?;
        }
        if let Some(location) = learner.location.and_then(|location| roster.locations.get(location)) {
            write!(self.to, "<{} key=\"{}\"/>", Element::Location.as_str(), escape(&location.key))?;
        }
        self.if_some(Element::Email, learner.email.as_deref())?;
        self.if_date(Element::Entered, learner.entered)?;
        self.if_date(Element::Left, learner.left)?;
        self.close(Element::Learner)
    }

    fn teacher(&mut self, roster: &Roster, teacher: &Teacher) -> io::Result<()> {
        self.person(Element::Teacher, &teacher.key, teacher.eckid.as_deref())?;
        self.name(&teacher.name)?;
        self.if_some(Element::Email, teacher.email.as_deref())?;
        if !teacher.groups.is_empty() {
            self.open(Element::Groups, &[])?;
            teacher
                .groups
                .iter()
                .filter_map(|group| roster.groups.get(*group))
                .try_for_each(|group| self.refer(group))?;
            self.close(Element::Groups)?;
        }
        self.close(Element::Teacher)
    }
}

fn element(kind: GroupKind) -> Element {
    match kind {
        GroupKind::Class => Element::Class,
        GroupKind::Cross | GroupKind::External => Element::Cross,
    }
}
