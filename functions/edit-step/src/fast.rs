//! The fast route: steps 1 to 7 finished at once, all or none (1-28).

use askama::Template;
use axum::response::IntoResponse;
use domain::{
    author::Stamp,
    dossier::NotFinished,
    steps::{FieldKind, Missing, StepNumber, definition},
};
use store::dossiers::Collection;
use web::{
    Problem, steps,
    ui::{Html, Notice},
};

use crate::{
    finish::Made,
    here::{Here, href},
    page::{self, Unkept},
    save::missing,
    t,
};

/// Something in the way, and where to do something about it.
pub struct Hindrance {
    /// Where.
    pub href: String,
    /// What.
    pub text: String,
}

#[derive(Template)]
#[template(path = "hindrances.html")]
struct Hindrances<'a> {
    hindrances: &'a [Hindrance],
}

/// A notice that lists what is in the way.
pub fn notice(title: String, hindrances: &[Hindrance]) -> Result<Notice, Problem> {
    let content = Html::render(&Hindrances { hindrances })?;
    Ok(Notice::attention(title).content(content))
}

/// Finishes what is not done of steps 1 to 7, or tells everything that is missing and changes nothing.
pub async fn finish(here: &Here, mut after: Collection, stamp: &Stamp) -> Result<Made, Problem> {
    let open: Vec<_> =
        StepNumber::before_plan().filter(|step| !after.track.dossier.status_of(*step).is_done()).collect();
    let mut lacking = Vec::new();
    for step in &open {
        let context = here.context_after(&after);
        match after.track.finish(*step, &context, stamp) {
            Ok(()) => {}
            Err(NotFinished::Missing { fields, .. }) => lacking.extend(fields),
            Err(NotFinished::Refused(_)) => return Err(Problem::Stale),
        }
    }
    if lacking.is_empty() {
        return Ok(Ok((here.change(&after, &open, stamp, "finished"), href(here.at.dossier, StepNumber::PLAN))));
    }
    let form = after.track.content(here.at.step).to_form(here.at.definition(), &here.context_after(&after));
    let (own, others): (Vec<_>, Vec<_>) = lacking.into_iter().partition(|missing| missing.step == here.at.step);
    let hindrances = by_step(here, &others);
    let notice = if hindrances.is_empty() {
        None
    } else {
        Some(notice(t(here.desk.locale()).fast_route_missing(), &hindrances)?)
    };
    let unkept = Unkept {
        form,
        faults: missing(own),
        notice,
        lacking: hindrances.iter().map(|hindrance| hindrance.text.clone()).collect(),
        ..Unkept::default()
    };
    Ok(Err(page::unkept(here, unkept).await?.into_response()))
}

/// One line per step: which of its fields are missing.
fn by_step(here: &Here, lacking: &[Missing]) -> Vec<Hindrance> {
    let (t, locale) = (t(here.desk.locale()), here.desk.locale());
    let of_step = |step: StepNumber| {
        let first = lacking.iter().find(|missing| missing.step == step)?;
        let mut labels: Vec<String> = lacking
            .iter()
            .filter(|missing| missing.step == step)
            .map(|missing| steps::label(step, top(step, &missing.field), locale))
            .collect();
        labels.dedup();
        Some(Hindrance {
            href: format!("{}#f-{}", href(here.at.dossier, step), first.field),
            text: t.missing_in_step(step.to_string(), steps::title(step, locale), labels.join(", ")),
        })
    };
    StepNumber::before_plan().filter_map(of_step).collect()
}

/// The field of the step that a name belongs to: the list of a row's field.
fn top(step: StepNumber, name: &str) -> &str {
    let lists = definition(step).fields.iter().filter(|field| matches!(field.kind, FieldKind::Rows(_)));
    lists
        .map(|field| field.id)
        .find(|id| {
            name.strip_prefix(id).is_some_and(|rest| {
                rest.starts_with('-') && rest.get(1..2).is_some_and(|digit| digit.chars().all(|c| c.is_ascii_digit()))
            })
        })
        .unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_of_a_row_is_named_by_its_list() {
        assert_eq!(top(StepNumber::GOALS, "goal-1-text"), "goal");
        assert_eq!(top(StepNumber::GOALS, "grounds"), "grounds");
        assert_eq!(top(StepNumber::FACTORS, "promoting-none"), "promoting-none");
    }
}
