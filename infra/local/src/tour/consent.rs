//! Step 4: the parents read and decide; the coordinator sees both.

use super::{
    TourError, Walk, check,
    dossier::{APPROACH, STREET, Written},
    seen,
};
use crate::client::{Answer, Client};

/// Opens the link and asks for the code: the page to type it on, and the code.
///
/// # Errors
/// The first thing that is not as promised.
pub async fn ask(walk: &Walk<'_>, parent: &Client, email: &str) -> Result<(Answer, String), TourError> {
    let link = walk.link(email, "/consent/").await?;
    let page = seen(parent.get(&link).await?, &["De Wilg"])?;
    check(
        // As words: three letters turn up in a random token.
        !page.body.split(|sign: char| !sign.is_alphanumeric()).any(|word| ["Pim", "Plank"].contains(&word)),
        "before the code nothing is told of the learner",
    )?;
    let asked = seen(parent.submit(&page.form("/code")?).await?, &[])?;
    let mail = walk.mail(email, |mail| code_in(&mail.text).is_some() && mail.link("/consent/").is_none()).await?;
    Ok((asked, code_in(&mail.text).unwrap_or_default()))
}

/// Opens the link, asks for the code, types it, and reads the plan.
///
/// # Errors
/// The first thing that is not as promised.
pub async fn read(walk: &Walk<'_>, parent: &Client, email: &str) -> Result<Answer, TourError> {
    let (asked, code) = ask(walk, parent, email).await?;
    let wrong = if code == "000000" { "000001" } else { "000000" };
    let told = parent.submit(&asked.form("/open")?.set("code", wrong)).await?;
    check(told.status.as_u16() == 422, "a wrong code is told at the field")?;
    let page = seen(parent.submit(&told.form("/open")?.set("code", code)).await?, &[APPROACH])?;
    check(!page.body.contains(STREET), "the plan holds no address of a parent")?;
    Ok(page)
}

/// The six digits in a mail.
pub fn code_in(text: &str) -> Option<String> {
    let digits = |word: &&str| word.len() == 6 && word.chars().all(|c| c.is_ascii_digit());
    text.split(|c: char| !c.is_ascii_alphanumeric()).find(digits).map(str::to_owned).or_else(|| {
        let joined: Vec<&str> = text.split_whitespace().collect();
        joined
            .windows(2)
            .find(|pair| pair.iter().all(|part| part.len() == 3 && part.chars().all(|c| c.is_ascii_digit())))
            .map(<[&str]>::concat)
    })
}

/// One parent agrees, the other refuses.
///
/// # Errors
/// The first thing that is not as promised.
pub async fn give(walk: &Walk<'_>, coordinator: &Client, dossier: &Written) -> Result<(), TourError> {
    walk.part(4, "The parents open the link, ask for the code, read the plan and decide");
    let mother = walk.browser().named("Mozilla/5.0 (phone)");
    let page = read(walk, &mother, dossier.parents[0]).await?;
    walk.say(format!("one parent reads: {}", page.title()));
    let page =
        seen(mother.submit(&page.form("/decision")?.set("decision", "agrees").set("remark", "Fijn plan")).await?, &[])?;
    check(page.url.ends_with("/receipt"), format!("leads to the receipt, not to {}", page.url))?;
    walk.say(format!("agreed; receipt: {}", page.title()));
    walk.mail(dossier.parents[0], |mail| mail.subject.contains("uw antwoord is ontvangen")).await?;
    let father = walk.browser();
    let page = read(walk, &father, dossier.parents[1]).await?;
    let told = father.submit(&page.form("/decision")?.set("decision", "refuses")).await?;
    check(told.status.as_u16() == 422, "a refusal needs a reason")?;
    let page = seen(
        father.submit(&told.form("/decision")?.set("decision", "refuses").set("reason", "Te veel ineens")).await?,
        &[],
    )?;
    walk.say(format!("the other refused, with a reason: {}", page.title()));
    let page = seen(coordinator.get(&format!("{}/consents", dossier.path)).await?, &["Marja", "Victor"])?;
    walk.say(format!("the coordinator sees: {}", page.texts("main table tbody tr").join(" | ")));
    Ok(())
}
