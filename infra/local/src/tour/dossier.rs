//! Step 3: a learner, two parents, a dossier with its plan, a file, and how consent is asked.

use super::{TourError, Walk, check, seen, send_file};
use crate::client::{Answer, Client, Form};

/// A dossier with what the next steps need.
pub struct Written {
    /// Its path.
    pub path: String,
    /// Addresses of the two parents.
    pub parents: [&'static str; 2],
}

/// The learner's date of birth.
pub const BORN: &str = "2017-10-05";
/// The learner's call name.
pub const CALL_NAME: &str = "Pim";
/// Where a parent lives.
pub const STREET: &str = "Geheimpad 12";
/// What the plan says will be done.
pub const APPROACH: &str = "Elke dag tien minuten samen lezen";

/// Writes a dossier up to its frozen plan; the links to the parents go.
///
/// # Errors
/// The first thing that is not as promised.
pub async fn write(walk: &Walk<'_>, coordinator: &Client) -> Result<Written, TourError> {
    walk.part(3, "She adds a learner and two parents, opens a dossier and writes the plan");
    let learner = add_learner(coordinator).await?;
    let parents = ["moeder@thuis.example", "vader@elders.example"];
    for (call_name, relation, email) in [("Marja", "mother", parents[0]), ("Victor", "father", parents[1])] {
        let page = coordinator.get(&format!("{learner}/carers/new")).await?;
        let form =
            page.form("/carers")?.set("call_name", call_name).set("family_name", "Plank").set("relation", relation);
        let form = form.set("authority", "yes").set("may_contact", "yes").set("email", email).set("language", "nl");
        let form = form.set("street", STREET).set("postcode", "9999 ZX").set("town", "Wilgendam");
        seen(coordinator.submit(&form).await?, &[call_name])?;
    }
    walk.say(format!("learner {CALL_NAME} with two parents"));
    let page = coordinator.get(&format!("/dossiers/new?learner={}", learner.trim_start_matches("/learners/"))).await?;
    let page = seen(coordinator.submit(&page.form("/dossiers")?.set("level", "extra-at-school")).await?, &[])?;
    let path = page.url.split('?').next().unwrap_or_default().to_owned();
    walk.say(format!("dossier opened: {}", page.title()));
    steps(walk, coordinator, &path).await?;
    upload(walk, coordinator, &path).await?;
    ask_for_consent(walk, coordinator, &path, parents).await?;
    plan(walk, coordinator, &path).await?;
    Ok(Written { path, parents })
}

async fn add_learner(coordinator: &Client) -> Result<String, TourError> {
    let page = coordinator.get("/learners/new").await?;
    let form = page.form("/learners")?.set("call_name", CALL_NAME).set("family_name", "Plank").set("birth_date", BORN);
    let location = page
        .attribute("select[name=location] option:nth-child(2)", "value")
        .or_else(|| page.attribute("[name=location]", "value"));
    let form = match location {
        Some(location) => form.set("location", location),
        None => form,
    };
    let page = seen(coordinator.submit(&form).await?, &[CALL_NAME])?;
    Ok(page.url.split('?').next().unwrap_or_default().to_owned())
}

/// Fills in the fields of a step and finishes it.
///
/// # Errors
/// The first thing that is not as promised.
pub async fn finish(coordinator: &Client, path: &str, step: u8, fields: &[(&str, &str)]) -> Result<Answer, TourError> {
    let at = format!("{path}/steps/{step}");
    let page = seen(coordinator.get(&at).await?, &[])?;
    let form = fields.iter().fold(page.form(&format!("/steps/{step}"))?, |form, (name, value)| form.set(name, *value));
    let form = Form { action: format!("{at}/finish"), ..form }.set("act", "finish");
    let page = coordinator.submit(&form).await?;
    let content: String = page.content().chars().take(900).collect();
    check(
        page.status.as_u16() == 200,
        format!("step {step}: {} {:?} {content}", page.status, page.texts(".error-summary a")),
    )?;
    Ok(page)
}

async fn steps(walk: &Walk<'_>, coordinator: &Client, path: &str) -> Result<(), TourError> {
    let page = coordinator.get(&format!("{path}/steps/1")).await?;
    let me = page.attribute("select[name=contact-person] option:nth-child(2)", "value").unwrap_or_default();
    let empty = Form { action: format!("{path}/steps/1/finish"), ..page.form("/steps/1")? };
    let told = coordinator.submit(&empty.set("act", "finish")).await?;
    check(told.status.as_u16() == 422, "an empty step cannot be finished")?;
    walk.say(format!("step 1 left empty: {}", told.texts(".error-summary a").join(", ")));
    finish(
        coordinator,
        path,
        1,
        &[("contact-person", &me), ("year-level", "5"), ("school-type", "primary"), ("reason", "Lezen gaat moeizaam")],
    )
    .await?;
    finish(coordinator, path, 2, &[]).await?;
    finish(coordinator, path, 3, &[("question", "Wat helpt bij het lezen?")]).await?;
    let page = coordinator.get(&format!("{path}/steps/4")).await?;
    let mut form = page.form("/steps/4")?;
    let pictures: Vec<String> =
        (1..40).map(|n| format!("domain-{n}-picture")).filter(|name| form.value(name).is_some()).collect();
    check(!pictures.is_empty(), format!("step 4 has the domains of the profile: {:?}", form.fields))?;
    for name in &pictures {
        form = form.set(name, "Gaat naar wens");
    }
    let form = Form { action: format!("{path}/steps/4/finish"), ..form }.set("act", "finish");
    seen(coordinator.submit(&form).await?, &[])?;
    finish(
        coordinator,
        path,
        5,
        &[
            ("promoting-1-text", "Leest graag strips"),
            ("promoting-1-where", "learner"),
            ("impeding-1-text", "Snel afgeleid"),
            ("impeding-1-where", "learner"),
        ],
    )
    .await?;
    finish(
        coordinator,
        path,
        6,
        &[("summary", "Gemotiveerd, leest nog op niveau groep 3"), ("view-learner", "Ik wil dikke boeken lezen")],
    )
    .await?;
    finish(
        coordinator,
        path,
        7,
        &[
            ("destination", "vmbo-basic"),
            ("grounds", "Past bij de groei tot nu toe"),
            ("goal-1-text", "Leest in juni op AVI-E4"),
            ("goal-1-term", "long"),
        ],
    )
    .await?;
    walk.say("steps 1 to 7 finished");
    Ok(())
}

async fn upload(walk: &Walk<'_>, coordinator: &Client, path: &str) -> Result<(), TourError> {
    let page = seen(coordinator.get(&format!("{path}/files")).await?, &[])?;
    let purpose = page.attribute("input[name=purpose]", "value").unwrap_or_default();
    let page = seen(
        coordinator.submit(&page.form("/files")?.set("name", "leesverslag.pdf").set("purpose", purpose)).await?,
        &["leesverslag"],
    )?;
    let at = page.url.split('?').next().unwrap_or_default().to_owned();
    let send = page.form("/files").map_err(|error| TourError::Broken(format!("{error}; {:?}", page.texts("form"))))?;
    let content = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
    send_file(coordinator, &send, ("leesverslag.pdf", "application/pdf"), content).await?;
    walk.until(coordinator, &at, "Te openen").await?;
    walk.say("a file uploaded straight to storage, checked and released");
    Ok(())
}

/// Chooses a link for both parents; a subject with the learner's name is refused first.
///
/// # Errors
/// The first thing that is not as promised.
pub async fn ask_for_consent(
    walk: &Walk<'_>,
    coordinator: &Client,
    path: &str,
    parents: [&str; 2],
) -> Result<(), TourError> {
    let page = seen(coordinator.get(&format!("{path}/consents")).await?, &["Marja", "Victor"])?;
    let ends = walk.stack.services.app.today() + jiff::Span::new().days(14);
    let mut form = page.form("/consents")?;
    for n in 1..=parents.len() {
        let at = |part: &str| format!("consent-{n}-{part}");
        form = form.set(&at("route"), "through-link").set(&at("subject"), "Het plan van school");
        form = form
            .set(&at("ends-day"), ends.day().to_string())
            .set(&at("ends-month"), ends.month().to_string())
            .set(&at("ends-year"), ends.year().to_string());
    }
    let named = form.clone().set("consent-1-subject", format!("Plan van {CALL_NAME}"));
    let told = coordinator.submit(&named).await?;
    check(told.status.as_u16() == 422, "a subject with the learner's name is refused")?;
    walk.say(format!("subject with the learner's name: {}", told.texts(".error-summary a").join(", ")));
    seen(coordinator.submit(&form).await?, &[])?;
    walk.say(format!("consent will be asked through a link of both parents, until {ends}"));
    Ok(())
}

async fn plan(walk: &Walk<'_>, coordinator: &Client, path: &str) -> Result<(), TourError> {
    let said = [
        ("plan-1-approach", APPROACH),
        ("plan-1-who", "Leerkracht en ib'er"),
        ("plan-1-when", "Elke ochtend"),
        ("plan-1-evaluation-date-day", "1"),
        ("plan-1-evaluation-date-month", "6"),
        ("plan-1-evaluation-date-year", "2027"),
        ("deviates", "no"),
    ];
    let at = format!("{path}/steps/8");
    let page = seen(coordinator.get(&at).await?, &[])?;
    let form = said.iter().fold(page.form("/steps/8")?, |form, (name, value)| form.set(name, *value));
    let early = Form { action: format!("{at}/finish"), ..form }.set("act", "finish");
    let told = coordinator.submit(&early).await?;
    check(told.status.as_u16() == 422, "without the learner's say the plan cannot be finished (4.2)")?;
    walk.say("without the learner's own say step 8 cannot be finished");
    let say = [
        ("say-held", "yes"),
        ("say-date-day", "20"),
        ("say-date-month", "11"),
        ("say-date-year", "2026"),
        ("say-with", "Nina Nieuw"),
        ("say-form", "talk"),
        ("say-words", "Ik wil graag strips lezen in de klas"),
        ("say-done", "Strips staan nu in de boekenbak"),
    ];
    finish(coordinator, path, 8, &[&said[..], &say[..]].concat()).await?;
    walk.say("step 8 finished: the version is frozen and the mails go");
    Ok(())
}
