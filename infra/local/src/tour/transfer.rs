//! Steps 5 and 6: the dossier is archived, handed over, and taken over by the next school.

use super::{TourError, Walk, check, dossier::Written, seen};
use crate::client::{Client, Form};

/// Archives, hands over, takes over.
///
/// # Errors
/// The first thing that is not as promised.
pub async fn hand_over(walk: &Walk<'_>, coordinator: &Client, dossier: &Written) -> Result<(), TourError> {
    archive(walk, coordinator, &dossier.path).await?;
    export(walk, coordinator, &dossier.path).await?;
    import(walk).await
}

/// Skips step 9, leaves 10 empty, finishes 11.
///
/// # Errors
/// The first thing that is not as promised.
pub async fn archive(walk: &Walk<'_>, coordinator: &Client, path: &str) -> Result<(), TourError> {
    walk.part(5, "She skips step 9, leaves 10 empty and archives");
    let page = coordinator.get(&format!("{path}/steps/9")).await?;
    let skip = Form { action: format!("{path}/steps/9/finish"), ..page.form("/steps/9")? }.set("act", "skip");
    let page = coordinator.submit(&skip).await?;
    let page = if page.form("/steps/9/finish").is_ok_and(|form| form.value("confirmed").is_some()) {
        coordinator.submit(&page.form("/steps/9/finish")?).await?
    } else {
        page
    };
    seen(page, &[])?;
    let page = coordinator.get(&format!("{path}/steps/10")).await?;
    let finish = Form { action: format!("{path}/steps/10/finish"), ..page.form("/steps/10")? }.set("act", "finish");
    seen(coordinator.submit(&finish).await?, &[])?;
    let page = coordinator.get(&format!("{path}/steps/11")).await?;
    let archive =
        Form { action: format!("{path}/archive"), ..page.form("/steps/11").or_else(|_| page.form("/archive"))? }
            .set("outcome", "transfer");
    let page = seen(coordinator.submit(&archive).await?, &[])?;
    let page = seen(coordinator.submit(&page.form("/archive")?).await?, &[])?;
    check(!page.texts("h1").is_empty(), "an archived dossier can be read")?;
    walk.say(format!("archived: {}", page.title()));
    Ok(())
}

/// Hands an archived dossier over to De Beuk.
///
/// # Errors
/// The first thing that is not as promised.
pub async fn export(walk: &Walk<'_>, coordinator: &Client, path: &str) -> Result<(), TourError> {
    let at = format!("{path}/transfer");
    let page = seen(coordinator.get(&at).await?, &[])?;
    let viewing = page.forms("/transfer").into_iter().find(|form| form.value("act") == Some("viewing"));
    let viewing = viewing.ok_or_else(|| TourError::Broken(format!("no form for the viewing: {}", page.content())))?;
    let day = walk.stack.services.app.today();
    let who = page
        .attribute("[name=person] option:nth-child(2)", "value")
        .or_else(|| page.attribute("[name=person]", "value"))
        .unwrap_or_default();
    let viewing = viewing.set("person", who).set("agrees", "yes").set("words", "Wij hebben het dossier gelezen");
    let viewing = viewing.set("date", day.to_string());
    let page = seen(coordinator.submit(&viewing).await?, &[])?;
    walk.say("recorded that the parents have seen the dossier");
    let check_form = page.forms("/transfer").into_iter().find(|form| form.value("act") == Some("check"));
    let check_form =
        check_form.ok_or_else(|| TourError::Broken(format!("no form for the receiver: {}", page.content())))?;
    let told = coordinator.submit(&check_form.clone().set("receiver", "NERGENS")).await?;
    check(told.status.as_u16() == 422, "an unknown licence name is refused")?;
    let page = seen(coordinator.submit(&check_form.set("receiver", "BEUK")).await?, &["De Beuk", "Beukhoven"])?;
    walk.say(format!("check page: {}", page.title()));
    let page = seen(coordinator.submit(&page.form("/transfer")?).await?, &[])?;
    walk.say(format!("handed over: {}", page.text("main .notice, main [role=status], main p").unwrap_or_default()));
    let mail = walk.mail("kantoor@debeuk.example", |mail| mail.text.contains("T-20")).await?;
    check(!mail.text.contains("Pim") && !mail.html.contains("Plank"), "the mail holds no personal data (1-18)")?;
    walk.say(format!("mail to the receiver: {}", mail.subject));
    Ok(())
}

async fn import(walk: &Walk<'_>) -> Result<(), TourError> {
    walk.part(6, "School B imports the package and goes on");
    let receiver = walk.demo("i.ibers@debeuk.example").await?;
    let page = walk.until(&receiver, "/imports", "T-20").await?;
    check(!page.content().contains("Pim"), "the list names no learner")?;
    walk.say(format!("waiting: {}", page.texts("main table tbody tr").join(" | ")));
    let at = page.link("/imports/")?;
    let page = seen(receiver.get(&at).await?, &[])?;
    let year = page
        .attribute("[name=year] option:nth-child(2)", "value")
        .or_else(|| page.attribute("[name=year]", "value"))
        .unwrap_or_default();
    let group = page.attribute("[name=group] option:nth-child(2)", "value").unwrap_or_default();
    let form = page.form(&at)?.set("year", year).set("group", group);
    let told = receiver.submit(&form.clone().set("birth_date", "2017-10-06")).await?;
    check(told.status.as_u16() == 422, "a wrong date of birth is refused")?;
    walk.say(format!("wrong date: {}", told.texts(".error-summary a").join(", ")));
    let form = told.form(&at)?.set("birth_date", super::dossier::BORN);
    seen(receiver.submit(&form).await?, &[])?;
    let page = walk.until(&receiver, &at, "is overgenomen").await?;
    let dossier = page.link("/dossiers/")?;
    let page = seen(receiver.get(&dossier).await?, &["Pim"])?;
    walk.say(format!("imported: {}", page.title()));
    let plan = receiver.get(&format!("{dossier}/steps/8")).await?;
    check(!plan.body.contains(super::dossier::APPROACH), "the approach does not travel (1-13)")?;
    let goals = receiver.get(&format!("{dossier}/steps/7")).await?;
    check(goals.body.contains("Leest in juni op AVI-E4"), "the goals travel")?;
    let files = receiver.get(&format!("{dossier}/files")).await?;
    check(files.content().contains("leesverslag"), "the file travels")?;
    walk.say("goals and file travelled; approach, evaluation dates and consent did not");
    Ok(())
}
