//! Takes over into a learner what a file says. Contact person, school type and what was filled in by hand are never touched (2-16).

use domain::{
    calendar::Period,
    ids::{GroupId, LearnerId, LocationId},
    learner::{self, Birth, ExternalKey, NewLearner, Sourced, YearFacts},
    name::PersonName,
};
use jiff::civil::Date;

use crate::{
    compare::{ECKID, Setting},
    model::{Group, Learner},
};

/// Somebody new, from the first day that the file tells, which may be still to come. `None` at a location that is none of the licence.
/// `groups` are those of the file; the ones that are not here yet are left out, so make them first.
pub fn enrol(id: LearnerId, told: &Learner, groups: &[Group], setting: &Setting) -> Option<learner::Learner> {
    let new = NewLearner {
        name: told.name.clone(),
        birth: told.birth.map(|date| Birth { date, uncertain: false }),
        email: told.email.clone(),
        location: setting.places.of(told.location)?,
        from: told.entered.unwrap_or(setting.day),
    };
    let mut learner = learner::Learner::enrolled(id, new);
    update(&mut learner, told, groups, setting);
    Some(learner)
}

/// Takes over what a file says of somebody who is here. What the file leaves out stays as it is, and so does the learner's own address:
/// consent may be asked there.
pub fn update(known: &mut learner::Learner, told: &Learner, groups: &[Group], setting: &Setting) {
    let Some(place) = setting.places.of(told.location) else { return };
    if told.birth.is_some_and(|told| known.birth.is_none_or(|known| known.date != told)) {
        known.birth = told.birth.map(|date| Birth { date, uncertain: false });
    }
    known.name = merged(&known.name, &told.name);
    if let Some(level) = told.year_level(groups) {
        let year_level = Some(Sourced::imported(level.to_owned()));
        known.note(setting.year, YearFacts { year_level, ..YearFacts::default() });
    }
    note_keys(known, told, place, setting.source);
    let day = arrive(known, told, place, setting);
    if setting.has_groups_from(day) {
        join_groups(known, told, (place, day), setting);
    }
}

/// Enrols at the place of the file, and gives the day from which its groups hold: today for who is there, else the first day there.
fn arrive(known: &mut learner::Learner, told: &Learner, place: LocationId, setting: &Setting) -> Date {
    let day = setting.day;
    if known.location_on(day) == Some(place) {
        return day;
    }
    let planned = known.planned_at(place, day).map(|planned| planned.period.from);
    let from = told.begins(day, planned);
    if planned != Some(from) {
        let left = known.location_on(from).filter(|left| *left != place);
        known.begin_at(place, day, from, |group| setting.groups.tells_of(group));
        let groups = left.map(|left| groups_at(known, left, from, setting)).unwrap_or_default();
        for group in groups {
            known.leave(group, from, setting.today);
        }
    }
    from
}

/// Groups at a location that are not over before a day. Who leaves the location leaves them, of whatever kind they are: the file of that
/// location does not tell of it any more.
fn groups_at(known: &learner::Learner, place: LocationId, day: Date, setting: &Setting) -> Vec<GroupId> {
    let running = known.memberships.iter().filter(|membership| !membership.period.is_over(day));
    running.map(|membership| membership.group).filter(|group| setting.groups.is_at(*group, place)).collect()
}

/// The file says that somebody has left. Only what is at the place of the file ends: who has moved on to another location stays there.
pub fn end(known: &mut learner::Learner, told: &Learner, setting: &Setting) {
    let Some(place) = setting.places.of(told.location) else { return };
    if known.location_on(setting.day) != Some(place) || !setting.is_over(told) {
        return;
    }
    let yesterday = setting.day.yesterday().unwrap_or(setting.day);
    let last = told.left.map_or(yesterday, |left| left.min(yesterday));
    known.leave_location(place, (last, setting.day), setting.today, |group| setting.groups.is_at(group, place));
}

fn merged(known: &PersonName, told: &PersonName) -> PersonName {
    let part = |told: &Option<String>, known: &Option<String>| told.clone().or_else(|| known.clone());
    PersonName {
        given_names: part(&told.given_names, &known.given_names),
        initials: part(&told.initials, &known.initials),
        call_name: part(&told.call_name, &known.call_name),
        prefix: part(&told.prefix, &known.prefix),
        family_name: part(&told.family_name, &known.family_name),
    }
}

fn note_keys(known: &mut learner::Learner, told: &Learner, location: LocationId, source: &str) {
    let key = told.stable_key().map(|key| (source, key));
    let eckid = told.eckid.as_deref().map(|eckid| (ECKID, eckid));
    for (source, key) in key.into_iter().chain(eckid) {
        // A pseudonym is the same everywhere; a key is one location's.
        let replaced = |known: &ExternalKey| known.source == source && (source == ECKID || known.location == location);
        match known.external_keys.iter_mut().find(|known| replaced(known)) {
            Some(known) if known.key == key => {}
            Some(known) => *known = ExternalKey { source: source.into(), location, key: key.into() },
            None => known.external_keys.push(ExternalKey { source: source.into(), location, key: key.into() }),
        }
    }
}

fn join_groups(known: &mut learner::Learner, told: &Learner, (place, day): (LocationId, Date), setting: &Setting) {
    let groups = &setting.groups;
    if let Some(class) = told.class.and_then(|class| groups.of(class, place)) {
        known.move_to_class(class, day, setting.today, |group| groups.is_class(group));
    }
    let wanted: Vec<_> = told.cross.iter().filter_map(|group| groups.of(*group, place)).collect();
    let is_left = |group: &GroupId| groups.tells_of(*group) && !groups.is_class(*group) && !wanted.contains(group);
    let left: Vec<_> = known.groups_on(day).filter(is_left).collect();
    for group in left {
        known.leave(group, day, setting.today);
    }
    for group in &wanted {
        known.join(*group, Period::since(day));
    }
}
