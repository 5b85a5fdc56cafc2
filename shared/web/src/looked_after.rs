//! What an administrator looks after: the whole licence, or some of its locations (section 7, 3-11). Pages offer what can be done there,
//! and say of the rest whose it is.

use std::collections::{BTreeSet, HashMap};

use domain::{
    access::{Action, Area, Holder},
    group::Group,
    ids::{GroupId, LocationId},
    staff::{StaffMember, StaffRow},
};
use texts::Locale;

use crate::{desk::Desk, problem::Problem, t, ui::Notice};

/// So many people are named whom somebody can ask.
pub const NAMED: usize = 5;

/// At which location groups are, as far as it has to be known.
#[derive(Debug, Clone, Default)]
pub struct GroupLocations(HashMap<GroupId, LocationId>);

impl GroupLocations {
    /// Of groups that were read.
    pub fn of<'a>(groups: impl IntoIterator<Item = &'a Group>) -> Self {
        Self(groups.into_iter().map(|group| (group.id, group.location)).collect())
    }

    /// Where a group is; nothing for one that is not known.
    pub fn get(&self, group: GroupId) -> Option<LocationId> {
        self.0.get(&group).copied()
    }
}

/// Something that is beyond the part of the licence that somebody looks after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beyond {
    action: Action,
    area: Area,
    /// What the person looks after, in words.
    own: String,
    /// What it takes, in words.
    needed: String,
}

impl Beyond {
    /// What is said where it is refused.
    pub fn text(&self, locale: Locale) -> String {
        t(locale).problem_beyond_text(&self.own, &self.needed)
    }

    /// Who may, by name, of the staff of the licence.
    pub fn who(&self, desk: &Desk, staff: &[StaffRow]) -> Vec<String> {
        let may = |row: &&StaffRow| {
            Holder::from(*row).among(&desk.actor.locations).manages(self.action, &self.area, desk.today())
        };
        let mut rows: Vec<&StaffRow> = staff.iter().filter(may).collect();
        rows.sort_by(|a, b| (&a.sort, a.id).cmp(&(&b.sort, b.id)));
        rows.into_iter().take(NAMED).map(|row| row.full.clone()).collect()
    }

    /// What a page says in the place of what it does not offer, with whom to ask.
    pub fn notice(&self, desk: &Desk, staff: &[StaffRow]) -> Notice {
        let (t, names) = (t(desk.locale()), self.who(desk, staff));
        let text = if names.is_empty() {
            t.beyond_text(&self.needed)
        } else {
            t.beyond_text_ask(&self.needed, names.join(", "))
        };
        Notice::info(t.beyond_title(&self.own)).text(text)
    }
}

impl Desk {
    /// Whether the person at work manages the staff of a part of the licence: decides what is offered.
    pub fn manages(&self, area: &Area) -> bool {
        self.actor.manages(Action::ManageStaff, area, self.today())
    }

    /// The locations whose staff the person at work manages, in the order they have.
    pub fn looked_after(&self) -> Vec<LocationId> {
        self.licence.location_ids().filter(|location| self.manages(&Area::at(*location))).collect()
    }

    /// What keeps this from being done to a part of the licence; nothing where it can be done.
    pub fn beyond(&self, action: Action, area: &Area) -> Option<Beyond> {
        if self.actor.manages(action, area, self.today()) {
            return None;
        }
        let own = self.actor.holder().looks_after(Action::ManageStaff, self.today());
        let (own, needed) = (self.area_in_words(&own), self.area_in_words(area));
        Some(Beyond { action, area: area.clone(), own, needed })
    }

    /// Whether this may be done to a part of the licence. Staff of one licence know of each other: what is refused is told in words.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] for who manages no staff at all, [`Problem::Beyond`] for who does elsewhere.
    pub fn must_manage(&self, action: Action, area: &Area) -> Result<(), Problem> {
        match self.beyond(action, area) {
            None => Ok(()),
            Some(_) if !self.actor.could(Action::ManageStaff, self.today()) => Err(Problem::Forbidden),
            Some(beyond) => Err(Problem::Beyond(Box::new(beyond))),
        }
    }

    /// The same for what is done to one person: it takes every place where that person works.
    ///
    /// # Errors
    /// As [`Desk::must_manage`]; when the database does not answer.
    pub async fn must_manage_person(&self, member: &StaffMember) -> Result<(), Problem> {
        let area = self.area_of(member).await?;
        self.must_manage(Action::ManageStaff, &area)
    }

    /// Where somebody has a role or a group, today or later.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn area_of(&self, member: &StaffMember) -> Result<Area, Problem> {
        let holder = Holder::from(member);
        let groups = self.locations_of(holder.ties().map(|tie| tie.group).collect()).await?;
        Ok(self.area_among(holder, &groups))
    }

    /// The same, where the locations of the groups are known.
    pub fn area_among<'a>(&self, who: impl Into<Holder<'a>>, groups: &GroupLocations) -> Area {
        let who: Holder<'a> = who.into();
        who.works_in(self.today(), |group| groups.get(group))
    }

    /// At which locations these groups are. Nothing is read for who manages the whole licence: to him it makes no difference.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn locations_of(&self, groups: BTreeSet<GroupId>) -> Result<GroupLocations, Problem> {
        if self.manages(&Area::Licence) {
            return Ok(GroupLocations::default());
        }
        let read = self.records().all::<Group>(&Vec::from_iter(groups)).await?;
        Ok(GroupLocations::of(read.iter().map(|group| &group.value)))
    }

    /// What a page says in the place of what it does not offer, with whom to ask; nothing where all of it can be done.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn beyond_notice(&self, area: &Area) -> Result<Option<Notice>, Problem> {
        let Some(beyond) = self.beyond(Action::ManageStaff, area) else { return Ok(None) };
        let staff = self.records().register::<StaffRow>().await?;
        Ok(Some(beyond.notice(self, &staff)))
    }

    /// A part of the licence, within a sentence.
    fn area_in_words(&self, area: &Area) -> String {
        let name = |id: &LocationId| self.licence.location(*id).map(|location| location.name.clone());
        match area {
            Area::Licence => t(self.locale()).area_licence(),
            Area::Locations(some) => some.iter().filter_map(name).collect::<Vec<_>>().join(", "),
        }
    }
}
