//! A learner and a teacher of a file, and what is to be said about them.

use domain::{group::GroupKind, input::email, name::PersonName};
use jiff::civil::Date;

use crate::{
    elements::Element,
    findings::{Dropped, Kind, Problem},
    limits::ReadError,
    model::{At, Learner, Teacher, stable},
    values::{clip, date, is_birth, some},
    xml::XmlFile,
};

/// Characters of a key that there is room for; the format has as many.
const KEY: usize = 256;
/// Roles that the format has.
const ROLES: [&str; 17] = [
    "ADJ", "ADM", "CON", "DIR", "IB", "ICT", "KLA", "LOC", "LOS", "LRK", "OUD", "OWA", "RT", "SMW", "STA", "TAL", "VAK",
];

impl XmlFile<'_> {
    /// The learner whose element was opened last.
    pub(crate) fn learner(&mut self) -> Result<At<Learner>, ReadError> {
        let line = self.lexer.line();
        let mut learner =
            Learner { key: self.key(Kind::Learner), eckid: self.eckid(Kind::Learner), ..Learner::default() };
        let mut citizen_numbers = 0_u8;
        while let Some(name) = self.child()? {
            match name {
                Element::Birth => learner.birth = self.birth_leaf()?,
                Element::Level => learner.level = self.level()?,
                Element::Class => self.class(&mut learner)?,
                Element::CrossGroups => self.cross_groups(&mut learner)?,
                Element::Location => learner.location = self.location()?,
                Element::Email => learner.email = self.email_leaf(Kind::Learner)?,
                Element::Entered => learner.entered = self.date_leaf(name)?,
                Element::Left => learner.left = self.date_leaf(name)?,
                name if self.name_part(&mut learner.name, name)? => {}
                name => {
                    if let Some(dropped) = dropped(name) {
                        self.findings.drop(dropped);
                        let is_number = matches!(dropped, Dropped::CitizenNumber | Dropped::CitizenNumberEnd);
                        citizen_numbers += u8::from(is_number && citizen_numbers < 2);
                    }
                    self.lexer.skip()?;
                }
            }
        }
        if citizen_numbers > 1 {
            self.findings.note(line, Problem::TwoCitizenNumbers);
        }
        self.findings.name(line, Kind::Learner, &learner.name);
        self.findings.completeness(line, &learner, &self.groups, self.day);
        Ok(At { line, item: learner })
    }

    /// The teacher whose element was opened last.
    pub(crate) fn teacher(&mut self) -> Result<At<Teacher>, ReadError> {
        let line = self.lexer.line();
        let mut teacher =
            Teacher { key: self.key(Kind::Teacher), eckid: self.eckid(Kind::Teacher), ..Teacher::default() };
        while let Some(name) = self.child()? {
            match name {
                Element::Email => teacher.email = self.email_leaf(Kind::Teacher)?,
                Element::Role => self.role()?,
                Element::Groups => {
                    while let Some(name) = self.child()? {
                        let kind = match name {
                            Element::Class => GroupKind::Class,
                            Element::Cross => GroupKind::Cross,
                            _ => {
                                self.lexer.skip()?;
                                continue;
                            }
                        };
                        let group = self.group(kind);
                        teacher.groups.extend(group.filter(|group| !teacher.groups.contains(group)));
                        self.roles()?;
                    }
                }
                name if self.name_part(&mut teacher.name, name)? => {}
                _ => self.lexer.skip()?,
            }
        }
        self.findings.name(line, Kind::Teacher, &teacher.name);
        Ok(At { line, item: teacher })
    }

    fn roles(&mut self) -> Result<(), ReadError> {
        while let Some(name) = self.child()? {
            if name == Element::Role { self.role()? } else { self.lexer.skip()? }
        }
        Ok(())
    }

    /// Reads a role only to say that it is not known: no role of a file grants anything.
    fn role(&mut self) -> Result<(), ReadError> {
        let role = self.lexer.leaf()?;
        if !ROLES.contains(&role) {
            let found = clip(role);
            self.say(Problem::UnknownRole { found });
        }
        Ok(())
    }

    fn class(&mut self, learner: &mut Learner) -> Result<(), ReadError> {
        let class = self.group(GroupKind::Class);
        match (learner.class, class) {
            (None, class) => learner.class = class,
            (Some(first), Some(second)) if first != second => {
                let key = self.groups.get(second).map(|group| clip(&group.key)).unwrap_or_default();
                self.say(Problem::SecondClass { key });
            }
            (Some(_), _) => {}
        }
        self.lexer.skip()
    }

    fn cross_groups(&mut self, learner: &mut Learner) -> Result<(), ReadError> {
        while let Some(name) = self.child()? {
            if name == Element::Cross {
                let group = self.group(GroupKind::Cross);
                learner.cross.extend(group.filter(|group| !learner.cross.contains(group)));
            }
            self.lexer.skip()?;
        }
        Ok(())
    }

    /// The group that the element opened last refers to.
    fn group(&mut self, kind: GroupKind) -> Option<usize> {
        let key = self.lexer.take_key().unwrap_or_default();
        let Some(group) = self.known.groups.get(&key).copied() else {
            self.say(Problem::UnknownGroup { key: clip(&key) });
            return None;
        };
        if self.groups.get(group).is_none_or(|group| group.kind != kind) {
            self.say(Problem::WrongGroupKind { key: clip(&key) });
            return None;
        }
        Some(group)
    }

    /// The location that the element opened last refers to.
    fn location(&mut self) -> Result<Option<usize>, ReadError> {
        let key = self.lexer.take_key().unwrap_or_default();
        let location = self.known.locations.get(&key).copied();
        if location.is_none() {
            self.say(Problem::UnknownLocation { key: clip(&key) });
        }
        self.lexer.skip()?;
        Ok(location)
    }

    /// The key of the element that was opened last, and what is to be said about it.
    pub(crate) fn key(&mut self, of: Kind) -> String {
        let key = self.lexer.take_key().unwrap_or_default();
        if key.is_empty() {
            self.say(Problem::KeyMissing { of });
        } else if key.len() > KEY && key.chars().count() > KEY {
            self.say(Problem::KeyTooLong { of, max: KEY });
        }
        if matches!(of, Kind::Learner | Kind::Teacher) && !key.is_empty() {
            if stable(&key).is_none() {
                self.say(Problem::PassingKey { of });
            } else if !self.known.key(of, &key) {
                self.say(Problem::KeyTwice { of, key: clip(&key) });
            }
        }
        key
    }

    fn eckid(&mut self, of: Kind) -> Option<String> {
        let eckid = self.lexer.take_eckid().filter(|eckid| !eckid.is_empty())?;
        if eckid.len() > KEY && eckid.chars().count() > KEY {
            self.say(Problem::KeyTooLong { of, max: KEY });
        }
        if !self.known.eckid(of, &eckid) {
            self.say(Problem::EckidTwice { of });
        }
        Some(eckid)
    }

    /// Reads a part of a name; `false` when the element is none.
    fn name_part(&mut self, of: &mut PersonName, name: Element) -> Result<bool, ReadError> {
        let part = match name {
            Element::FamilyName => &mut of.family_name,
            Element::Prefix => &mut of.prefix,
            Element::GivenNames => &mut of.given_names,
            Element::Initials => &mut of.initials,
            Element::CallName => &mut of.call_name,
            _ => return Ok(false),
        };
        *part = some(self.lexer.leaf()?);
        Ok(true)
    }

    /// A date, left out where it is none.
    pub(crate) fn date_leaf(&mut self, name: Element) -> Result<Option<Date>, ReadError> {
        self.checked_date(name, |_| true)
    }

    fn birth_leaf(&mut self) -> Result<Option<Date>, ReadError> {
        let day = self.day;
        self.checked_date(Element::Birth, |birth| is_birth(birth, day))
    }

    fn checked_date(&mut self, name: Element, is_right: impl Fn(Date) -> bool) -> Result<Option<Date>, ReadError> {
        let text = self.lexer.leaf()?;
        let date = date(text).filter(|date| is_right(*date));
        if date.is_none() && !text.is_empty() {
            let found = clip(text);
            self.say(Problem::NotADate { element: name.as_str().into(), found });
        }
        Ok(date)
    }

    fn email_leaf(&mut self, of: Kind) -> Result<Option<String>, ReadError> {
        let text = self.lexer.leaf()?;
        let address = email(text).ok();
        if address.is_none() && !text.is_empty() {
            self.say(Problem::NotAnAddress { of });
        }
        Ok(address)
    }
}

/// What an element holds that may not be kept.
fn dropped(name: Element) -> Option<Dropped> {
    Some(match name {
        Element::TaxNumber | Element::CitizenNumber | Element::PupilNumber | Element::RegistryNumber => {
            Dropped::CitizenNumber
        }
        Element::LastDigits => Dropped::CitizenNumberEnd,
        Element::Ethnicity => Dropped::Ethnicity,
        Element::Country | Element::CountryOfFather | Element::CountryOfMother => Dropped::Country,
        Element::Weight | Element::NewWeight => Dropped::Weight,
        Element::Photo => Dropped::Photo,
        Element::PostcodeDutch | Element::PostcodeBelgian | Element::PostcodeOther => Dropped::Postcode,
        _ => return None,
    })
}
