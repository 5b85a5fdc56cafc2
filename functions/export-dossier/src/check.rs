//! The page that shows to whom it goes, before it goes: a mistyped name that exists would be a data breach.

use askama::Template;
use axum::response::{IntoResponse, Response};
use domain::{
    input::{Fault, Faults},
    licence::{Licence, LicenceKind, LicenceName},
    transfer::ExportUnmet,
};
use serde::Serialize;
use web::{
    Problem,
    ui::{Button, ConfirmPage, Field, Hidden, Html, SummaryList, TaskList},
    words,
};

use crate::{
    act::TransferForm,
    case::{Case, receiver},
    forms::NoteForm,
    page_of, show, t,
    words_for::{kind, last_day, need},
};

#[derive(Template, Serialize)]
#[template(path = "check.html")]
struct Check {
    receiver: LicenceName,
    display_name: String,
    kind: LicenceKind,
    place: String,
    unmet: Vec<ExportUnmet>,
    #[serde(skip)]
    summary: Option<SummaryList>,
    #[serde(skip)]
    needs: Option<TaskList>,
    permission: Option<NoteForm>,
    #[serde(skip)]
    confirm: Option<ConfirmPage>,
    #[serde(skip)]
    headings: [String; 2],
}

/// The receiver that was typed, as the directory knows it.
pub(crate) async fn found(case: &Case, typed: &TransferForm) -> Result<Result<Licence, Faults>, Problem> {
    let name = match typed.receiver().parse(&case.desk.licence.name) {
        Ok(name) => name,
        Err(faults) => return Ok(Err(faults)),
    };
    let listing = case.desk.app.store.listing(&name).await?;
    Ok(listing
        .map(|listing| receiver(&name, &listing.value))
        .ok_or_else(|| Faults::one("receiver", Fault::UnknownLicence)))
}

/// The page: organisation, kind, place; what is needed for this receiver; the last question.
pub(crate) async fn page(case: &Case, typed: &TransferForm, faults: &Faults) -> Result<Response, Problem> {
    let to = match found(case, typed).await? {
        Ok(to) => to,
        Err(faults) => return show::page(case, typed, &faults).await,
    };
    show_receiver(case, &to, typed, faults)
}

pub(crate) fn show_receiver(
    case: &Case,
    to: &Licence,
    typed: &TransferForm,
    faults: &Faults,
) -> Result<Response, Problem> {
    let (desk, locale) = (&case.desk, case.desk.locale());
    let (t, w) = (t(locale), words(locale));
    let typed = &TransferForm { receiver: to.name.to_string(), ..typed.clone() };
    let mut unmet = case.unmet(Some(to));
    unmet.extend(faults.at("receiver").map(|_| ExportUnmet::ReceiverClosed).filter(|closed| !unmet.contains(closed)));
    let summary = SummaryList::new(w)
        .answer(t.organisation(), to.display_name.clone())
        .answer(t.kind(), kind(to.kind, locale))
        .answer(t.place(), to.place.clone())
        .answer(t.licence_name(), to.name.to_string());
    let people = case.deciders();
    let asks = unmet.contains(&ExportUnmet::NoPermission) && !people.is_empty();
    let permission =
        asks.then(|| NoteForm::permission(desk, page_of(case.dossier()), &people, typed, faults)).transpose()?;
    let confirm = unmet.is_empty().then(|| confirm(case, to, &summary)).transpose()?;
    let view = Check {
        receiver: to.name.clone(),
        display_name: to.display_name.clone(),
        kind: to.kind,
        place: to.place.clone(),
        needs: (!unmet.is_empty()).then(|| TaskList::new(unmet.iter().map(|unmet| need(case, *unmet)))),
        summary: confirm.is_none().then_some(summary),
        unmet,
        permission,
        confirm,
        headings: [t.needs_heading(), t.check_heading()],
    };
    let fields: Vec<&dyn Field> = view.permission.iter().flat_map(NoteForm::fields).collect();
    let done = show::notice(case);
    let page = desk
        .page(t.check_title(), &view)
        .chrome(|chrome| chrome.caption(case.learner.name.full()).back(page_of(case.dossier()), t.title()).flash(done));
    Ok(if faults.0.is_empty() { page } else { page.invalid(faults.clone(), fields) }.into_response())
}

fn confirm(case: &Case, to: &Licence, summary: &SummaryList) -> Result<ConfirmPage, Problem> {
    let (t, locale) = (t(case.desk.locale()), case.desk.locale());
    let day =
        case.desk.today().checked_add(jiff::Span::new().days(domain::transfer::LIFE_DAYS)).unwrap_or(case.desk.today());
    let until = last_day(domain::calendar::end_of(day), locale);
    let text = t.confirm_text(case.learner.name.full(), &to.display_name, &to.place);
    Ok(ConfirmPage::new(
        words(locale),
        text,
        page_of(case.dossier()),
        Button::new(t.confirm_send()),
        page_of(case.dossier()),
    )
    .will(t.will_send(until))
    .will(t.will_mail())
    .will(t.will_birth())
    .will_not(t.will_not_travel())
    .will_not(t.will_not_mail())
    .content(Html::of(summary.clone()))
    .hidden(case.desk.once()?)
    .hidden(Hidden::new("act", "send"))
    .hidden(Hidden::new("receiver", to.name.as_str())))
}
