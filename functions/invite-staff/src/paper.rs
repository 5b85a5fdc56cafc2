//! A login on paper, for whoever has no working mailbox (0-05, 0-18). It is shown in the answer that makes it, and never again.
//!
//! Who holds the paper chooses the password of an account that does not exist yet; that is why it is logged, told to the address, and
//! asked about first. An account that exists, here or anywhere, takes its own password and second factor: the link sets none. The page
//! behind the link asks the same of everybody, so that who printed it does not see which of the two it is.

use askama::Template;
use axum::response::{IntoResponse, Response};
use domain::{hub::Means, link::State as LinkState, paper, staff::StaffMember};
use serde::Serialize;
use store::{App, Stored, paper::NewPaper};
use web::{
    Desk, Page, Problem, Refused, dates,
    page::Go,
    ui::{Button, ConfirmPage, Hidden, Notice, SummaryList},
    words,
};

use crate::t;

/// Prints a new link; the older ones die. Without `confirmed` a page first says what will happen.
pub async fn print(
    app: &App,
    desk: &Desk,
    mut member: Stored<StaffMember>,
    confirmed: bool,
) -> Result<Response, Problem> {
    let id = member.value.id;
    if !desk.licence.admits(Means::Password, false) {
        return Ok(school_account_only(desk, &member.value));
    }
    desk.must_be_stepped_up(&format!("/staff/{id}"))?;
    if !confirmed {
        return Ok(confirm(desk, &member.value)?.into_response());
    }
    let older = app.open_invitations(&member.value).await?;
    let made = app.new_paper(desk.licence.id, id).await?;
    member.value.invite(&made.link, false, Some(desk.me()));
    let replaced = LinkState::Replaced { at: desk.now() };
    let change = older.iter().fold(desk.change().save(&member), |change, token| change.kill_link(token, &replaced));
    let row = desk.did("login-printed", format!("STAFF#{id}"));
    let done = change.print(&made).audit(&row).commit(format!("/staff/{id}?done=printed")).await?;
    // Sent before: that paper cannot be shown again, and the page says so.
    if done.repeated {
        return Ok(Go::from(done).into_response());
    }
    Ok(sheet(app, desk, &member.value, &made)?.into_response())
}

/// Where everybody signs in with a school account, a link that asks for a password is of no use.
fn school_account_only(desk: &Desk, member: &StaffMember) -> Response {
    let t = t(desk.locale());
    let button = Button::new(t.back_to(member.name.full())).href(format!("/staff/{}", member.id));
    Refused::new("school-account-only", t.paper_not_here_title(), t.paper_not_here(&desk.licence.display_name), button)
        .answer(desk)
}

#[derive(Template, Serialize)]
#[template(source = "{{ page }}", ext = "html")]
struct Confirm {
    #[serde(flatten)]
    page: ConfirmPage,
}

fn confirm(desk: &Desk, member: &StaffMember) -> Result<Page, Problem> {
    let t = t(desk.locale());
    let (name, here) = (member.name.full(), format!("/staff/{}", member.id));
    let page = ConfirmPage::new(
        words(desk.locale()),
        t.paper_text(&name),
        format!("{here}/invitation"),
        Button::new(t.paper_button()),
        here.clone(),
    )
    .will(t.paper_will_once())
    .will(t.paper_will_older())
    .will(t.paper_will_mail(&member.email))
    .will(t.paper_will_log())
    .will_not(t.paper_not_password())
    .will_not(t.paper_not_elsewhere(&name))
    .hidden(desk.once()?)
    .hidden(Hidden::new("delivery", "paper"))
    .hidden(Hidden::new("confirm", "yes"));
    Ok(desk.page(t.paper_title(&name), &Confirm { page }).chrome(|chrome| chrome.back(here, "")))
}

/// What is printed.
#[derive(Template, Serialize)]
#[template(path = "paper.html")]
struct Sheet {
    link: String,
    code: String,
    ends: jiff::Timestamp,
    #[serde(skip)]
    notice: Notice,
    #[serde(skip)]
    lead: String,
    #[serde(skip)]
    facts: SummaryList,
    #[serde(skip)]
    qr: String,
    #[serde(skip)]
    qr_text: String,
    #[serde(skip)]
    steps: [String; 4],
    #[serde(skip)]
    typed: String,
    #[serde(skip)]
    secret: String,
    #[serde(skip)]
    back: Button,
}

fn sheet(app: &App, desk: &Desk, member: &StaffMember, made: &NewPaper) -> Result<Page, Problem> {
    let (t, w, name) = (t(desk.locale()), words(desk.locale()), member.name.full());
    let link = format!("{}{}", app.public_url, made.path());
    let qr = qrcodegen_image::draw_base64(&link).map_err(Problem::Internal)?;
    let code = paper::shown(made.code());
    let site = app.public_url.trim_start_matches("https://").trim_start_matches("http://");
    let ends = dates::moment(made.link.ends, desk.locale());
    let view = Sheet {
        notice: Notice::attention(t.sheet_once_title()).text(t.sheet_once_text()),
        lead: t.sheet_lead(&desk.licence.display_name),
        facts: SummaryList::new(w)
            .answer(t.sheet_for(), &name)
            .answer(t.sheet_user_name(), &member.email)
            .answer(t.sheet_licence(), format!("{} ({})", desk.licence.display_name, desk.licence.name.as_str()))
            .answer(t.sheet_ends(), ends),
        qr: format!("data:image/png;base64,{qr}"),
        qr_text: t.sheet_qr(&name),
        steps: [t.sheet_scan(), t.sheet_choose(), t.sheet_account(), t.sheet_factor()],
        typed: t.sheet_typed(format!("{site}/activate")),
        secret: t.sheet_secret(),
        back: Button::new(t.back_to(&name)).href(format!("/staff/{}", member.id)),
        link,
        code,
        ends: made.link.ends,
    };
    Ok(desk.page(t.sheet_title(&name), &view))
}
