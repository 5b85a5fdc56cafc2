//! The parts of a file before its learners: the school, its locations, its groups.

use domain::{
    calendar::SchoolYear,
    group::GroupKind,
    licence::{brin6, is_institution},
};

use crate::{
    elements::Element,
    findings::{Kind, Problem},
    limits::{ReadError, Refusal},
    model::{Group, Level, Location},
    values::{clip, date, some},
    xml::XmlFile,
};

/// Characters of the name of a group or location that there is room for; the format has as many.
const TITLE: usize = 64;
/// Versions of the format.
const VERSIONS: [&str; 3] = ["1.03", "2.0", "2.1"];

impl XmlFile<'_> {
    pub(crate) fn school(&mut self) -> Result<(), ReadError> {
        let (mut year, mut brin, mut dependance) = (None, None, None);
        while let Some(name) = self.child()? {
            match name {
                Element::Year => year = some(self.lexer.leaf()?),
                Element::Brin => brin = some(self.lexer.leaf()?),
                Element::Dependance => dependance = some(self.lexer.leaf()?),
                Element::Institution => self.header.school.institution = some(self.lexer.leaf()?),
                Element::SchoolKey => self.header.school.key = some(self.lexer.leaf()?),
                Element::Version => self.version()?,
                Element::Reference => self.header.reference = self.date_leaf(name)?,
                Element::Created => self.header.created = date(self.lexer.leaf()?),
                _ => self.lexer.skip()?,
            }
        }
        self.year_is(year.unwrap_or_default());
        if let Some(brin) = brin {
            self.header.school.brin6 = brin6(&brin, dependance.as_deref().unwrap_or_default());
            if self.header.school.brin6.is_none() {
                let found = clip(&format!("{brin} {}", dependance.unwrap_or_default()));
                self.say(Problem::SchoolCode { found });
            }
        }
        self.institution_is_one();
        if self.header.school == crate::model::SchoolCode::default() {
            self.say(Problem::NoSchoolCode);
        }
        Ok(())
    }

    /// The schema's list of years ends in 2025; the pattern goes on.
    fn year_is(&mut self, text: String) {
        self.header.year = text.parse::<SchoolYear>().ok().filter(|year| year.to_string() == text);
        if self.header.year.is_none() {
            self.say(Problem::SchoolYear { found: clip(&text) });
        }
    }

    fn institution_is_one(&mut self) {
        if let Some(found) = self.header.school.institution.take_if(|number| !is_institution(number)) {
            self.say(Problem::SchoolCode { found: clip(&found) });
        }
    }

    fn version(&mut self) -> Result<(), ReadError> {
        self.header.version = some(self.lexer.leaf()?).map(|version| clip(&version));
        if let Some(found) = self.header.version.clone().filter(|version| !VERSIONS.contains(&version.as_str())) {
            self.say(Problem::UnknownVersion { found });
        }
        Ok(())
    }

    pub(crate) fn read_locations(&mut self) -> Result<(), ReadError> {
        while let Some(name) = self.child()? {
            if name != Element::Location {
                self.lexer.skip()?;
                continue;
            }
            let key = self.key(Kind::Location);
            let mut title = None;
            while let Some(name) = self.child()? {
                match name {
                    Element::Title => title = some(self.lexer.leaf()?),
                    _ => self.lexer.skip()?,
                }
            }
            self.room_for_one_more(self.locations.len())?;
            if self.known.locations.insert(key.clone(), self.locations.len()).is_some() && !key.is_empty() {
                self.say(Problem::KeyTwice { of: Kind::Location, key: clip(&key) });
            }
            let name = self.title(Kind::Location, &key, title);
            self.locations.push(Location { key, name });
        }
        Ok(())
    }

    pub(crate) fn read_groups(&mut self) -> Result<(), ReadError> {
        while let Some(name) = self.child()? {
            match name {
                Element::Class => self.read_group(GroupKind::Class)?,
                Element::Cross => self.read_group(GroupKind::Cross)?,
                _ => self.lexer.skip()?,
            }
        }
        Ok(())
    }

    fn read_group(&mut self, kind: GroupKind) -> Result<(), ReadError> {
        let key = self.key(Kind::Group);
        let (mut title, mut level) = (None, None);
        while let Some(name) = self.child()? {
            match name {
                Element::Title => title = some(self.lexer.leaf()?),
                Element::Level if kind == GroupKind::Class => level = self.level()?,
                _ => self.lexer.skip()?,
            }
        }
        self.room_for_one_more(self.groups.len())?;
        if self.known.groups.insert(key.clone(), self.groups.len()).is_some() && !key.is_empty() {
            self.say(Problem::KeyTwice { of: Kind::Group, key: clip(&key) });
        }
        let name = self.title(Kind::Group, &key, title);
        self.groups.push(Group { key, kind, name, level });
        Ok(())
    }

    fn room_for_one_more(&mut self, there: usize) -> Result<(), ReadError> {
        let max = self.limits.groups;
        if there < max { Ok(()) } else { Err(self.lexer.refuse(Refusal::TooMany { max })) }
    }

    /// The name of a group or location; its key where it has none.
    fn title(&mut self, of: Kind, key: &str, title: Option<String>) -> String {
        let Some(title) = title else {
            self.say(Problem::NoTitle { of, key: clip(key) });
            return key.chars().take(TITLE).collect();
        };
        if title.chars().count() > TITLE {
            self.say(Problem::NameTooLong { of, max: TITLE });
        }
        title
    }

    /// A `jaargroep`.
    pub(crate) fn level(&mut self) -> Result<Option<Level>, ReadError> {
        let text = self.lexer.leaf()?;
        let level = Level::of(text);
        if level.is_none() && !text.is_empty() {
            let found = clip(text);
            self.say(Problem::UnknownLevel { found });
        }
        Ok(level)
    }
}
