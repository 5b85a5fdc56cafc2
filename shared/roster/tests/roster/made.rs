//! Rosters that are made up, as the schema allows them.

use domain::{
    calendar::SchoolYear,
    group::{GroupKind, LEVELS},
    name::PersonName,
};
use jiff::civil::Date;
use proptest::{collection::vec, option, prelude::*, sample::select};
use roster::{Form, Group, Header, Learner, Level, Location, Roster, SchoolCode, Teacher};

/// A text as it can stand in a file: characters that must be escaped, accents, single spaces inside.
fn text(max: usize) -> impl Strategy<Value = String> {
    vec(select("abzXYZ019éçßş漢&<>\"'-. ]".chars().collect::<Vec<_>>()), 1..=max).prop_map(|chars| {
        let text: String = chars.into_iter().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() { "x".into() } else { text }
    })
}

fn day(first: i16, last: i16) -> impl Strategy<Value = Date> {
    (first..=last, 1..=12_i8, 1..=28_i8).prop_map(|(year, month, day)| Date::new(year, month, day).unwrap())
}

fn name() -> impl Strategy<Value = PersonName> {
    let whole = (text(200), option::of(text(10)), option::of(text(200)), option::of(text(6)), option::of(text(64)));
    let whole = whole.prop_map(|(family, prefix, given_names, initials, call_name)| PersonName {
        given_names,
        initials,
        call_name,
        prefix,
        family_name: Some(family),
    });
    prop_oneof![3 => whole, 1 => text(64).prop_map(|call| PersonName { call_name: Some(call), ..PersonName::default() })]
}

fn level() -> impl Strategy<Value = Level> {
    let others = [Level::Combination, Level::Baby, Level::Toddler, Level::Historic];
    select(LEVELS.into_iter().map(Level::Year).chain(others).collect::<Vec<_>>())
}

fn header() -> impl Strategy<Value = Header> {
    let school = prop_oneof![
        ("[0-9]{2}[A-Z]{2}[0-9]{2}", option::of(text(256))).prop_map(|(brin, key)| SchoolCode {
            brin6: Some(brin),
            key,
            institution: None
        }),
        ("[1-9][0-9]{1,5}", option::of(text(256))).prop_map(|(number, key)| SchoolCode {
            institution: Some(number),
            key,
            brin6: None
        }),
        text(256).prop_map(|key| SchoolCode { key: Some(key), ..SchoolCode::default() }),
    ];
    // The years that the published schema has.
    let year = (1991_i16..=2024).prop_map(|year| Some(SchoolYear::starting(year)));
    let version = option::of(select(vec!["1.03", "2.0", "2.1"]).prop_map(str::to_owned));
    (school, year, option::of(day(2000, 2024)), option::of(day(2000, 2024)), version).prop_map(
        |(school, year, reference, created, version)| Header {
            form: Form::Edexml,
            school,
            year,
            reference,
            created,
            version,
        },
    )
}

fn group(number: usize) -> impl Strategy<Value = Group> {
    prop_oneof![
        (text(64), level()).prop_map(|(name, level)| (GroupKind::Class, name, Some(level))),
        text(64).prop_map(|name| (GroupKind::Cross, name, None)),
    ]
    .prop_map(move |(kind, name, level)| Group { key: format!("g{number}<&>"), kind, name, level })
}

/// Those of the groups of a kind that `chosen` points at, each once.
fn groups_of(groups: &[Group], kind: Option<GroupKind>, chosen: &[usize]) -> Vec<usize> {
    let all: Vec<_> = (0..groups.len()).filter(|group| kind.is_none_or(|kind| groups[*group].kind == kind)).collect();
    let mut found: Vec<usize> = Vec::new();
    for group in chosen.iter().filter_map(|chosen| all.get(chosen % all.len().max(1))) {
        if !found.contains(group) {
            found.push(*group);
        }
    }
    found
}

fn learner(number: usize, groups: Vec<Group>, locations: usize) -> impl Strategy<Value = Learner> {
    let place = (option::of(any::<usize>()), vec(any::<usize>(), 0..3), option::of(any::<usize>()));
    // The day of the imports in these tests is in 2024: some begin later.
    let dates = (option::of(day(2000, 2026)), option::of(day(2000, 2024)));
    (any::<bool>(), option::of(text(100)), name(), option::of(day(1990, 1999)), option::of(level()), place, dates)
        .prop_map(move |(passing, eckid, name, birth, level, (class, cross, location), (entered, left))| Learner {
            key: format!("{}{number}", if passing { "#" } else { "" }),
            eckid: eckid.map(|eckid| format!("{eckid}{number}")),
            name,
            birth,
            level,
            class: groups_of(&groups, Some(GroupKind::Class), class.as_slice()).first().copied(),
            cross: groups_of(&groups, Some(GroupKind::Cross), &cross),
            location: location.filter(|_| locations > 0).map(|location| location % locations),
            email: number.is_multiple_of(3).then(|| format!("l{number}@school.example")),
            entered,
            left,
        })
}

fn teacher(number: usize, groups: Vec<Group>) -> impl Strategy<Value = Teacher> {
    (option::of(text(100)), name(), vec(any::<usize>(), 0..3)).prop_map(move |(eckid, name, chosen)| Teacher {
        key: number.to_string(),
        eckid: eckid.map(|eckid| format!("{eckid}{number}")),
        name,
        email: number.is_multiple_of(2).then(|| format!("j{number}@school.example")),
        groups: groups_of(&groups, None, &chosen),
    })
}

fn location(number: usize) -> impl Strategy<Value = Location> {
    text(64).prop_map(move |name| Location { key: format!("v{number}\"'"), name })
}

/// Any roster that the schema allows.
pub(crate) fn roster() -> impl Strategy<Value = Roster> {
    let groups = (0..5_usize).prop_flat_map(|count| (0..count).map(group).collect::<Vec<_>>());
    let locations = (0..3_usize).prop_flat_map(|count| (0..count).map(location).collect::<Vec<_>>());
    (header(), locations, groups, 1..6_usize, 0..4_usize).prop_flat_map(
        |(header, locations, groups, learners, teachers)| {
            let count = locations.len();
            let learners: Vec<_> = (0..learners).map(|number| learner(number, groups.clone(), count)).collect();
            let teachers: Vec<_> = (0..teachers).map(|number| teacher(number, groups.clone())).collect();
            (Just(header), Just(locations), Just(groups), learners, teachers).prop_map(
                |(header, locations, groups, learners, teachers)| Roster {
                    header,
                    locations,
                    groups,
                    learners,
                    teachers,
                },
            )
        },
    )
}

/// A roster as a file.
pub(crate) fn written(roster: &Roster) -> Vec<u8> {
    let mut file = Vec::new();
    roster::write(roster, &mut file).unwrap();
    file
}
