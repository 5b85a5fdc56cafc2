//! Learners of the file about whom a person decides: who could be handed the dossier of another child is never matched by a program.

use domain::{
    ids::LearnerId,
    input::{Fault, Faults},
    pupil_file::{Decision, PupilFile, Said},
    steps::Form,
};
use roster::{Check, DoubtCheck};
use web::{
    Desk, Page, dates,
    faults::Wrong,
    ui::{Checkboxes, Choice, Details, Field, Html, Notice, Radios},
    words,
};

use crate::{show::Scene, sure, t, told};

/// The tick that decides about all who have the name and date of birth of one learner here.
const NAMESAKES: &str = "namesakes";

/// What a person is asked.
pub struct Doubts {
    pub heading: String,
    pub text: String,
    /// Of all at once who have the name and date of birth of one learner here.
    pub at_once: Option<Checkboxes>,
    /// The same of each of them, for who wants to look.
    pub one_by_one: Option<Details>,
    /// Of each of the others.
    pub questions: Vec<Radios>,
    /// That there are more than a page has room for.
    pub more: Option<Notice>,
}

fn field(doubt: &DoubtCheck) -> String {
    format!("line-{}", doubt.asked())
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

/// Why a person decides, and what the file says that makes it matter.
fn why(doubt: &DoubtCheck, desk: &Desk) -> String {
    let (t, locale) = (t(desk.locale()), desk.locale());
    let why = told::doubt(doubt.doubt, locale);
    match doubt.left {
        _ if !doubt.has_left => why,
        Some(left) => format!("{why} {}", t.doubt_left_on(dates::day(left, locale))),
        None => format!("{why} {}", t.doubt_left()),
    }
}

/// One learner. `follows` where nothing chosen here means what the tick says.
fn question(scene: &Scene, doubt: &DoubtCheck, typed: &Form, follows: bool) -> Radios {
    let (t, locale) = (t(scene.desk.locale()), scene.desk.locale());
    let name = field(doubt);
    let radios = Radios::new(words(locale), name.clone(), who(doubt, &scene.desk)).hint(why(doubt, &scene.desk));
    let known = doubt.candidates.iter().filter_map(|id| scene.learner(*id)).map(|row| {
        let birth = row.birth.map_or_else(|| t.no_birth(), |birth| dates::day(birth, locale));
        Choice::new(row.id.to_string(), t.doubt_is(&row.name, birth))
    });
    let radios = known.fold(radios, Radios::choice);
    // Who has left is not enrolled as somebody new.
    let radios = if doubt.has_left { radios } else { radios.choice(Choice::new("new", t.doubt_new())) };
    let radios = if follows {
        radios
            .choice(Choice::new("skip", t.doubt_skip()))
            .choice(Choice::new("", t.doubt_follow()).hint(t.doubt_follow_hint()))
    } else {
        radios.choice(Choice::new("", t.doubt_skip()).hint(t.doubt_skip_hint()))
    };
    radios.value(typed.get(&name))
}

fn count(doubts: &[&DoubtCheck]) -> u64 {
    doubts.len().try_into().unwrap_or(u64::MAX)
}

fn at_once(scene: &Scene, check: &Check, typed: &Form) -> Checkboxes {
    let (t, of) = (t(scene.desk.locale()), check.tally.namesakes);
    let choice = Choice::new("on", t.namesakes(of)).hint(t.namesakes_skip()).chosen(typed.is_on(NAMESAKES));
    Checkboxes::new(words(scene.desk.locale()), NAMESAKES, t.namesakes_label())
        .hint(t.namesakes_text(of))
        .choice(choice)
}

/// Those of the tick one by one, as far as there is room. Open where something was chosen before.
fn one_by_one(scene: &Scene, check: &Check, namesakes: &[&DoubtCheck], typed: &Form) -> Option<Details> {
    let is_open = namesakes.iter().any(|doubt| typed.is_on(&field(doubt)));
    let questions = namesakes.iter().map(|doubt| question(scene, doubt, typed, true));
    let html = questions.fold(Html::default(), Html::and);
    let summary = t(scene.desk.locale()).namesakes_each(count(namesakes), check.tally.namesakes);
    let details = Details::new(summary, html);
    (!namesakes.is_empty()).then(|| if is_open { details.open() } else { details })
}

impl Doubts {
    /// The questions of a check; none when there is no doubt.
    pub fn of(scene: &Scene, check: &Check, typed: &Form) -> Option<Self> {
        let t = t(scene.desk.locale());
        let (namesakes, others): (Vec<&DoubtCheck>, Vec<_>) = check.doubts.iter().partition(|doubt| doubt.namesake);
        let more = check.tally.doubt.saturating_sub(check.tally.namesakes).saturating_sub(count(&others));
        // Of one alone there is nothing to say at once.
        let is_alone = check.tally.namesakes == 1 && namesakes.len() == 1;
        let (alone, several) = if is_alone { (namesakes, Vec::new()) } else { (Vec::new(), namesakes) };
        let at_once = (check.tally.namesakes > 0 && !is_alone).then(|| at_once(scene, check, typed));
        (check.tally.doubt > 0).then(|| Self {
            heading: t.doubts_heading(check.tally.doubt),
            text: t.doubts_text(),
            at_once,
            one_by_one: one_by_one(scene, check, &several, typed),
            questions: others.into_iter().chain(alone).map(|doubt| question(scene, doubt, typed, false)).collect(),
            more: (more > 0).then(|| Notice::attention(t.doubts_more_title(more)).text(t.doubts_more_text())),
        })
    }
}

/// What was said of the learners in doubt. Of whom nothing is said, nothing is loaded.
///
/// # Errors
/// Where the answer is none that was offered, or two learners of the file would be one here.
pub fn said(check: &Check, form: &Form) -> Result<Said, Faults> {
    let mut said = Said { namesakes: form.is_on(NAMESAKES), ..Said::default() };
    let (mut taken, mut faults) = (Vec::<LearnerId>::new(), Faults::default());
    for doubt in &check.doubts {
        let decision = match form.get(&field(doubt)).trim() {
            "" => continue,
            "skip" => Decision::Skip,
            "new" if !doubt.has_left => Decision::New,
            typed => match typed.parse().ok().filter(|id| doubt.candidates.contains(id)) {
                Some(id) if taken.contains(&id) => {
                    faults.add(field(doubt), Fault::Contradiction);
                    continue;
                }
                Some(id) => {
                    taken.push(id);
                    Decision::Is(id)
                }
                None => {
                    faults.add(field(doubt), Fault::NotAChoice);
                    continue;
                }
            },
        };
        said.decisions.insert(doubt.asked(), decision);
    }
    faults.none().map(|()| said)
}

/// Learners in doubt of whom nothing was said, so that nothing of them was loaded.
pub fn undecided(file: &PupilFile, check: &Check) -> u64 {
    let decided = file.decisions.values().filter(|decision| **decision != Decision::Skip).count();
    let is_apart = |doubt: &&DoubtCheck| doubt.namesake && file.decisions.contains_key(&doubt.asked());
    let apart: Vec<_> = check.doubts.iter().filter(is_apart).collect();
    let at_once = if file.namesakes { check.tally.namesakes.saturating_sub(count(&apart)) } else { 0 };
    let decided = at_once.saturating_add(decided.try_into().unwrap_or(u64::MAX));
    check.tally.doubt.saturating_sub(decided)
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
