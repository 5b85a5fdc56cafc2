//! Taking a package over: the date of birth, where the learner goes, and what becomes of the content.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Package, PackedCarer, PackedFile, Transfer};
use crate::{
    author::Stamp,
    calendar::{Period, SchoolYear, today},
    carer::{AuthorityPeriod, Carer, KnownCarer, Tie},
    dossier::{Dossier, Origin, Step, StepAct, StepSummary, Track},
    file::{FileMeta, FileState, Shares},
    fold::fold,
    group::Group,
    ids::{CarerId, DossierId, FileId, GroupId, LearnerId, LocationId},
    input::{Fault, Faults, date},
    learner::{Learner, LearnerRow, NewLearner, Sourced, YearFacts},
    name::PersonName,
    retention::{Retention, RetentionClass},
    steps::{StepNumber, StepStatus},
};

/// What is typed to take a package over (1-19).
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct ImportInput {
    /// The learner's date of birth.
    pub birth_date: String,
    /// The school year, such as `2026-2027`.
    pub year: String,
    /// The group's id.
    pub group: String,
    /// `new`, or the id of a learner who is here already; empty while that was not asked yet.
    pub learner: String,
}

/// Whether the dossier becomes that of a learner who is here already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "into", content = "learner", rename_all = "kebab-case")]
pub enum ImportInto {
    /// Not asked yet.
    Undecided,
    /// A new learner.
    New,
    /// This one.
    Known(LearnerId),
}

/// A checked import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NewImport {
    /// The typed date of birth.
    pub birth: Date,
    /// The group, which is in the school year that was typed.
    pub group: GroupId,
    /// Its location.
    pub location: LocationId,
    /// Its school year.
    pub year: SchoolYear,
    /// New or known.
    pub into: ImportInto,
}

impl ImportInput {
    /// Checks what was typed; `groups` are those of the licence.
    ///
    /// # Errors
    /// Every fault of the input.
    pub fn parse(&self, groups: &[Group]) -> Result<NewImport, Faults> {
        let mut faults = Faults::default();
        let birth = faults.check("birth_date", date(&self.birth_date));
        let year = faults.check(
            "year",
            if self.year.trim().is_empty() { Err(Fault::Missing) } else { self.year.parse::<SchoolYear>() },
        );
        let group = faults.check(
            "group",
            match self.group.trim() {
                "" => Err(Fault::Missing),
                typed => typed
                    .parse()
                    .ok()
                    .and_then(|id: GroupId| groups.iter().find(|group| group.id == id))
                    .ok_or(Fault::NotAChoice),
            },
        );
        if let (Some(year), Some(group)) = (year, group)
            && group.year != year
        {
            faults.add("group", Fault::Contradiction);
        }
        let into = faults.check(
            "learner",
            match self.learner.trim() {
                "" => Ok(ImportInto::Undecided),
                "new" => Ok(ImportInto::New),
                typed => typed.parse().map(ImportInto::Known).map_err(|_| Fault::NotAChoice),
            },
        );
        let whole = birth.zip(year).zip(group).zip(into).map(|(((birth, year), group), into)| NewImport {
            birth,
            group: group.id,
            location: group.location,
            year,
            into,
        });
        faults.all(whole)
    }
}

/// Learners who may be the same: born on the same day with a name in common, or of the same name without a date.
pub fn same_learner<'a>(rows: &'a [LearnerRow], name: &PersonName, birth: Date) -> Vec<&'a LearnerRow> {
    let names: Vec<String> = name
        .parts()
        .flat_map(|part| fold(part).split(' ').map(str::to_owned).collect::<Vec<_>>())
        .filter(|word| word.len() > 1)
        .collect();
    let shares_a_name = |row: &LearnerRow| row.folded.split(' ').any(|word| names.iter().any(|name| name == word));
    let same_name = |row: &LearnerRow| row.sort == name.sort_key();
    rows.iter()
        .filter(|row| {
            !row.ended && if let Some(born) = row.birth { born == birth && shares_a_name(row) } else { same_name(row) }
        })
        .collect()
}

/// Why an import stops before anything is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, thiserror::Error)]
#[serde(tag = "refused", content = "of", rename_all = "kebab-case")]
pub enum ImportRefused {
    /// Somebody must say whether it is one of these learners.
    #[error("it may be a learner who is here already")]
    MayBeKnown(Vec<LearnerId>),
    /// No learner of this licence.
    #[error("not a learner of this licence")]
    NoSuchLearner,
    /// That learner's dossier is running: archive it first (2-19).
    #[error("a dossier of that learner is running")]
    Running(DossierId),
}

/// Whether the import can go on; `rows` is the register of learners.
///
/// # Errors
/// What a person must decide or do first.
pub fn may_import(import: &NewImport, rows: &[LearnerRow], name: &PersonName) -> Result<(), ImportRefused> {
    match import.into {
        ImportInto::New => Ok(()),
        ImportInto::Undecided => {
            let alike: Vec<LearnerId> = same_learner(rows, name, import.birth).iter().map(|row| row.id).collect();
            if alike.is_empty() { Ok(()) } else { Err(ImportRefused::MayBeKnown(alike)) }
        }
        ImportInto::Known(id) => match rows.iter().find(|row| row.id == id && !row.ended) {
            None => Err(ImportRefused::NoSuchLearner),
            Some(row) => row.running.map_or(Ok(()), |running| Err(ImportRefused::Running(running))),
        },
    }
}

/// What a package becomes at the receiver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unpacked {
    /// The learner: new, or the one who was here, now also in the group.
    pub learner: Learner,
    /// Carers who were not here yet.
    pub carers: Vec<KnownCarer>,
    /// The dossier: running, every step that has something *busy*.
    pub track: Track,
    /// The files: what to copy, and what it becomes.
    pub files: Vec<(PackedFile, FileMeta)>,
}

impl Package {
    /// Makes learner, carers, dossier and files of a package. `known`: the learner who was here already, with the carers.
    /// `ids` must give the same ids when the work is done again, as it is a job that can be interrupted.
    pub fn unpack(
        &self,
        transfer: &Transfer,
        import: &NewImport,
        known: Option<(Learner, Vec<KnownCarer>)>,
        by: &Stamp,
        ids: &mut dyn FnMut() -> Uuid,
    ) -> Unpacked {
        let day = today(by.at);
        let (mut learner, carers_here) = known.unwrap_or_else(|| (self.new_learner(import, day, ids), Vec::new()));
        let in_year = Period::since(if SchoolYear::of(day) == import.year { day } else { import.year.first_day() });
        learner.join(import.group, in_year);
        let track = self.new_track(transfer, DossierId { learner: learner.id, number: ids() }, by);
        self.note_facts(&mut learner, import.year);
        let is_new = |packed: &&PackedCarer| {
            !carers_here.iter().any(|here| fold(&here.carer.name.full()) == fold(&packed.name.full()))
        };
        let carers = self
            .content
            .carers
            .iter()
            .filter(is_new)
            .map(|packed| new_carer(packed, learner.id, CarerId::new(ids()), day))
            .collect();
        let files = self
            .manifest
            .files
            .iter()
            .map(|packed| (packed.clone(), new_file(packed, track.dossier.id, FileId::new(ids()), by)))
            .collect();
        Unpacked { learner, carers, track, files }
    }

    fn new_learner(&self, import: &NewImport, day: Date, ids: &mut dyn FnMut() -> Uuid) -> Learner {
        let packed = &self.content.learner;
        let new = NewLearner {
            name: packed.name.clone(),
            birth: packed.birth,
            email: packed.email.clone(),
            location: import.location,
            from: day,
        };
        Learner::enrolled(LearnerId::new(ids()), new)
    }

    fn new_track(&self, transfer: &Transfer, id: DossierId, by: &Stamp) -> Track {
        let origin = Origin::Import {
            licence: transfer.from.name.clone(),
            name: transfer.from.display_name.clone(),
            on: today(by.at),
            transfer: transfer.id,
            number: transfer.number.clone(),
        };
        let packed = &self.content.dossier;
        let mut track = Track::new(Dossier::open(id, packed.level, packed.domains.clone(), origin, by.clone()));
        track.dossier.cycle = packed.cycle;
        let mut steps = BTreeMap::new();
        for (number, packed) in &self.content.steps {
            let mut step = Step::new(id, *number);
            step.definition_version = packed.definition_version;
            step.content = packed.content.clone();
            step.note(StepAct::Imported, by);
            track.dossier.steps.insert(
                *number,
                StepSummary { status: StepStatus::Busy, definition_version: packed.definition_version, done: None },
            );
            steps.insert(*number, step);
        }
        track.steps = steps;
        track
    }

    /// Year level and school type of step 1 become facts of the learner, as those of an import: what is here by hand stays (2-16).
    fn note_facts(&self, learner: &mut Learner, year: SchoolYear) {
        let fact = |field: &str| {
            self.content
                .steps
                .get(&StepNumber::FACTS)
                .and_then(|step| step.content.text(field))
                .map(|text| Sourced::imported(text.to_owned()))
        };
        let facts = YearFacts { year_level: fact("year-level"), school_type: fact("school-type"), contact: None };
        if facts != YearFacts::default() {
            learner.note(year, facts);
        }
    }
}

fn new_carer(packed: &PackedCarer, learner: LearnerId, id: CarerId, day: Date) -> KnownCarer {
    let carer = Carer {
        id,
        name: packed.name.clone(),
        email: packed.email.clone(),
        addresses: packed.addresses.clone(),
        phones: packed.phones.clone(),
        language: packed.language.clone(),
        retention: Retention::new(RetentionClass::LearnerRecord),
    };
    let authority = vec![AuthorityPeriod { authority: packed.authority, period: Period::since(day) }];
    let tie =
        Tie { learner, carer: id, relation: packed.relation, authority, may_contact: packed.may_contact, ended: None };
    KnownCarer { carer, tie }
}

fn new_file(packed: &PackedFile, dossier: DossierId, id: FileId, by: &Stamp) -> FileMeta {
    FileMeta {
        id,
        dossier,
        name: packed.name.clone(),
        kind: packed.kind,
        purpose: packed.purpose,
        added: by.clone(),
        state: FileState::Available { hash: packed.hash.clone(), size: packed.size },
        // Sharing is decided anew by whoever keeps the copy.
        shares: Shares::default(),
        travels: true,
        retention: Retention::new(RetentionClass::LearnerRecord),
    }
}
