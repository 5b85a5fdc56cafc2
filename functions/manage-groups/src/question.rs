//! Pages that ask once more before somebody is moved or taken out.

use askama::Template;
use domain::group::Group;
use serde::Serialize;
use web::{
    Desk, Page, Problem,
    ui::{Button, ConfirmPage, Hidden},
    words,
};

use crate::{path, t};

#[derive(Template, Serialize)]
#[template(path = "confirm.html")]
struct Question {
    confirm: ConfirmPage,
}

/// The page of a question about somebody in a group.
pub fn page(desk: &Desk, group: &Group, title: String, confirm: ConfirmPage) -> Page {
    desk.page(title, &Question { confirm }).chrome(|chrome| chrome.caption(&group.name).back(path(group.id), ""))
}

/// What the second press of taking somebody out will and will not do (0-23); `action` is where it goes.
///
/// # Errors
/// When there is no randomness.
pub fn before_removal(
    desk: &Desk,
    group: &Group,
    (name, action): (&str, String),
    text: String,
    will: String,
    will_not: impl IntoIterator<Item = String>,
) -> Result<Page, Problem> {
    let t = t(desk.locale());
    let button = Button::new(t.remove_yes()).danger();
    let confirm = ConfirmPage::new(words(desk.locale()), text, action, button, path(group.id)).will(will);
    let confirm = will_not.into_iter().fold(confirm, ConfirmPage::will_not).will_not(t.remove_will_not_history());
    let confirm = confirm.hidden(desk.once()?).hidden(Hidden::new("confirmed", "yes"));
    Ok(page(desk, group, t.remove_title(name), confirm))
}
