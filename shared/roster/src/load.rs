//! Takes over into a learner what a file says. Contact person, school type and what was filled in by hand are never touched (2-16).

use domain::{
    calendar::Period,
    ids::{LearnerId, LocationId},
    learner::{self, Birth, ExternalKey, NewLearner, Sourced, YearFacts},
    name::PersonName,
};

use crate::{
    compare::{ECKID, Setting},
    model::{Group, Learner},
};

/// Somebody new. `None` at a location that is none of the licence. `groups` are those of the file; the ones that are not here yet are
/// left out, so make them first.
pub fn enrol(id: LearnerId, told: &Learner, groups: &[Group], setting: &Setting) -> Option<learner::Learner> {
    let new = NewLearner {
        name: told.name.clone(),
        birth: told.birth.map(|date| Birth { date, uncertain: false }),
        email: told.email.clone(),
        location: setting.places.of(told.location)?,
        from: told.entered.filter(|entered| *entered <= setting.day).unwrap_or(setting.day),
    };
    let mut learner = learner::Learner::enrolled(id, new);
    update(&mut learner, told, groups, setting);
    Some(learner)
}

/// Takes over what a file says of somebody who is here. What the file leaves out stays as it is, and so does the learner's own address:
/// consent may be asked there.
pub fn update(known: &mut learner::Learner, told: &Learner, groups: &[Group], setting: &Setting) {
    let Some(place) = setting.places.of(told.location) else { return };
    let birth = told.birth.filter(|told| known.birth.is_none_or(|known| known.date != *told));
    known.change(NewLearner {
        name: merged(&known.name, &told.name),
        birth: birth.map(|date| Birth { date, uncertain: false }).or(known.birth),
        email: known.email.clone(),
        location: place,
        from: setting.day,
    });
    if let Some(level) = told.year_level(groups) {
        let year_level = Some(Sourced::imported(level.to_owned()));
        known.note(setting.year, YearFacts { year_level, ..YearFacts::default() });
    }
    note_keys(known, told, place, setting.source);
    join_groups(known, told, place, setting);
}

/// The file says that somebody has left.
pub fn end(known: &mut learner::Learner, told: &Learner, setting: &Setting) {
    let yesterday = setting.day.yesterday().unwrap_or(setting.day);
    known.end_enrolment(told.left.map_or(yesterday, |left| left.min(yesterday)), setting.day, None);
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

fn join_groups(known: &mut learner::Learner, told: &Learner, place: LocationId, setting: &Setting) {
    let (groups, day) = (&setting.groups, setting.day);
    if let Some(class) = told.class.and_then(|class| groups.of(class, place)) {
        known.move_to_class(class, day, day, |group| groups.is_class(group));
    }
    let wanted: Vec<_> = told.cross.iter().filter_map(|group| groups.of(*group, place)).collect();
    let is_left =
        |group: &domain::ids::GroupId| groups.tells_of(*group) && !groups.is_class(*group) && !wanted.contains(group);
    let left: Vec<_> = known.groups_on(day).filter(is_left).collect();
    for group in left {
        known.leave(group, day, day);
    }
    for group in &wanted {
        known.join(*group, Period::since(day));
    }
}
