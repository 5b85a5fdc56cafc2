//! Learners of the file about whom a person decides: who could be handed the dossier of another child is never matched by a program.

use std::collections::BTreeMap;

use domain::{
    ids::LearnerId,
    input::{Fault, Faults},
    pupil_file::Decision,
    steps::Form,
};
use roster::{Check, DoubtCheck};
use web::{
    Desk, Page, dates,
    faults::Wrong,
    ui::{Choice, Field, Radios},
    words,
};

use crate::{show::Scene, sure, t, told};

/// The questions, one for each learner.
pub struct Doubts {
    pub heading: String,
    pub text: String,
    pub questions: Vec<Radios>,
}

fn field(line: u64) -> String {
    format!("line-{line}")
}

/// `Noor Ven, 14 maart 2016, klas 4A`
fn who(doubt: &DoubtCheck, desk: &Desk) -> String {
    let (t, locale) = (t(desk.locale()), desk.locale());
    let birth = doubt.birth.map_or_else(|| t.no_birth(), |birth| dates::day(birth, locale));
    match &doubt.class {
        Some(class) => t.doubt_who_class(doubt.name.full(), birth, class.as_str()),
        None => t.doubt_who(doubt.name.full(), birth),
    }
}

fn question(scene: &Scene, doubt: &DoubtCheck, typed: &Form) -> Radios {
    let (t, locale) = (t(scene.desk.locale()), scene.desk.locale());
    let name = field(doubt.line);
    let radios =
        Radios::new(words(locale), name.clone(), who(doubt, &scene.desk)).hint(told::doubt(doubt.doubt, locale));
    let known = doubt.candidates.iter().filter_map(|id| scene.learner(*id)).map(|row| {
        let birth = row.birth.map_or_else(|| t.no_birth(), |birth| dates::day(birth, locale));
        Choice::new(row.id.to_string(), t.doubt_is(&row.name, birth))
    });
    let radios = known.fold(radios, Radios::choice);
    radios
        .choice(Choice::new("new", t.doubt_new()))
        .choice(Choice::new("", t.doubt_skip()).hint(t.doubt_skip_hint()))
        .value(typed.get(&name))
}

impl Doubts {
    /// The questions of a check; none when there is no doubt.
    pub fn of(scene: &Scene, check: &Check, typed: &Form) -> Option<Self> {
        let t = t(scene.desk.locale());
        (!check.doubts.is_empty()).then(|| Self {
            heading: t.doubts_heading(check.tally.doubt),
            text: t.doubts_text(),
            questions: check.doubts.iter().map(|doubt| question(scene, doubt, typed)).collect(),
        })
    }
}

/// What was said of each learner in doubt. Of whom nothing is said, nothing is loaded.
///
/// # Errors
/// Where the answer is none that was offered, or two learners of the file would be one here.
pub fn decisions(check: &Check, form: &Form) -> Result<BTreeMap<u64, Decision>, Faults> {
    let (mut decisions, mut taken, mut faults) = (BTreeMap::new(), Vec::<LearnerId>::new(), Faults::default());
    for doubt in &check.doubts {
        let decision = match form.get(&field(doubt.line)).trim() {
            "" => continue,
            "new" => Decision::New,
            typed => match typed.parse().ok().filter(|id| doubt.candidates.contains(id)) {
                Some(id) if taken.contains(&id) => {
                    faults.add(field(doubt.line), Fault::Contradiction);
                    continue;
                }
                Some(id) => {
                    taken.push(id);
                    Decision::Is(id)
                }
                None => {
                    faults.add(field(doubt.line), Fault::NotAChoice);
                    continue;
                }
            },
        };
        decisions.insert(doubt.line, decision);
    }
    faults.none().map(|()| decisions)
}

/// The page with what is wrong.
pub fn again(page: Page, scene: &Scene, faults: Faults) -> Page {
    let wrong: Vec<Wrong> = faults
        .0
        .iter()
        .map(|fault| Wrong {
            name: fault.field.clone(),
            message: match fault.field.as_str() {
                sure::SURE => t(scene.desk.locale()).sure_fault(),
                _ => web::faults::words(&fault.fault, scene.desk.locale()),
            },
        })
        .collect();
    page.invalid(faults, wrong.iter().map(|wrong| wrong as &dyn Field))
}
