//! Step 7: an administrator brings in learners and classes from the pupil administration: sent, checked, confirmed, loaded.

use super::{TourError, Walk, check, seen, send_file};
use crate::client::{Answer, Client};

/// A file of Duin: two who are there, one who is new in a new class, and a teacher.
fn file(year: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<EDEX>\n<school><schooljaar>{year}</schooljaar><brincode>99ZX</brincode>\
         <dependancecode>10</dependancecode><xsdversie>2.1</xsdversie></school>\n\
         <groepen><groep key=\"a\"><naam>Groep 5a</naam><jaargroep>5</jaargroep></groep>\
         <groep key=\"b\"><naam>Groep 6a</naam><jaargroep>6</jaargroep></groep></groepen>\n<leerlingen>\n\
         <leerling key=\"1\"><achternaam>Ven</achternaam><voorvoegsel>van der</voorvoegsel><roepnaam>Noor</roepnaam>\
         <geboortedatum>2017-03-09</geboortedatum><groep key=\"a\"/></leerling>\n\
         <leerling key=\"2\"><achternaam>Proef</achternaam><roepnaam>Sem</roepnaam>\
         <geboortedatum>2017-05-21</geboortedatum><groep key=\"a\"/></leerling>\n\
         <leerling key=\"3\"><achternaam>Oever</achternaam><voorvoegsel>den</voorvoegsel><roepnaam>Isa</roepnaam>\
         <geboortedatum>2016-09-01</geboortedatum><groep key=\"b\"/><bsn>999999990</bsn></leerling>\n\
         </leerlingen>\n<leerkrachten><leerkracht key=\"L1\"><achternaam>Leerkracht</achternaam><roepnaam>Jet</roepnaam>\
         <emailadres>j.leerkracht@dewilg.example</emailadres><rol>LRK</rol><groepen><groep key=\"b\"/></groepen></leerkracht></leerkrachten>\n</EDEX>\n"
    )
}

/// Announces a file for a location and sends it; gives the path of its page once it was checked.
///
/// # Errors
/// The first thing that is not as promised.
pub async fn send(administrator: &Client, location: &str, content: &[u8]) -> Result<(String, Answer), TourError> {
    let page = seen(administrator.get("/rosters").await?, &[])?;
    let mut form = page.form("/rosters")?;
    if let Some(chosen) = choice(&page, location) {
        form = form.set("location", chosen);
    }
    let page = administrator.submit(&form).await?;
    fill(administrator, &page, content).await
}

/// Sends a file that was announced; gives the path of its page once it was checked.
///
/// # Errors
/// The first thing that is not as promised.
pub async fn fill(administrator: &Client, announced: &Answer, content: &[u8]) -> Result<(String, Answer), TourError> {
    let page = seen(announced.clone(), &["Kies het bestand"])?;
    let at = page.url.split('?').next().unwrap_or_default().to_owned();
    let send = page.form("/files")?;
    send_file(administrator, &send, ("leerlingen.xml", "text/xml"), content).await?;
    // Read, or stopped, or refused: in each of them the page no longer speaks of checking.
    for _ in 0..TRIES {
        let page = administrator.get(&at).await?;
        let state = page.texts("main .notice");
        if !state.is_empty() && !state.iter().any(|notice| notice.contains("wordt nagekeken")) {
            return Ok((at, page));
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    Err(TourError::Broken(format!("{at} is not checked")))
}

/// How often a page is looked at before it is called late: with the pauses, twenty seconds.
const TRIES: u32 = 1000;

/// The value of the location whose label begins with this.
pub fn choice(page: &Answer, label: &str) -> Option<String> {
    let at = page.texts("main .choice label").iter().position(|text| text.trim().starts_with(label))?;
    let content = page.body.split_once("<main")?.1;
    content.split("name=\"location\"").nth(at + 1)?.split("value=\"").nth(1)?.split('"').next().map(str::to_owned)
}

/// Confirms a check, and waits until everything is there.
///
/// # Errors
/// The first thing that is not as promised.
pub async fn load(walk: &Walk<'_>, administrator: &Client, at: &str, page: &Answer) -> Result<Answer, TourError> {
    seen(administrator.submit(&page.form(at)?.set("act", "load")).await?, &[])?;
    walk.until(administrator, at, "Ingelezen op").await
}

pub(super) async fn bring_in(walk: &Walk<'_>) -> Result<(), TourError> {
    walk.part(7, "School A brings in its learners and classes from the pupil administration");
    let administrator = walk.demo("a.beheer@dewilg.example").await?;
    let page = seen(administrator.get("/groups/new").await?, &[])?;
    let year = page.texts("select[name=year] option").into_iter().find(|text| text.contains('-')).unwrap_or_default();
    let (at, page) = send(&administrator, "Duin", file(year.trim()).as_bytes()).await?;
    let page = seen(page, &["Er is nog niets ingelezen", "99ZX10", "Nieuw"])?;
    walk.say(format!("the check: {}", page.texts("main dl").join(" | ")));
    let page = load(walk, &administrator, &at, &page).await?;
    walk.say(format!("loaded: {}", page.texts("main dl").join(" | ")));
    let page = administrator.get("/learners?q=Isa").await?;
    check(page.content().contains("Oever"), "the new learner is there")?;
    let (_, page) = send(&administrator, "Duin", file(year.trim()).as_bytes()).await?;
    check(!page.content().contains("Waarvan"), "the same file again changes nothing")?;
    walk.say("the same file again would change nothing");
    Ok(())
}
