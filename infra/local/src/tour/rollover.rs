//! Step 8: the next school plans its rollover; on 1 August the schedule carries it out, once.

use jiff::{SignedDuration, Timestamp};

use super::{TourError, Walk, check, seen};

pub(super) async fn turn_the_year(walk: &Walk<'_>) -> Result<(), TourError> {
    walk.part(8, "School B plans its rollover: a dry run first; the schedule carries it out");
    let administrator = walk.demo("b.baas@debeuk.example").await?;
    let page = seen(administrator.get("/rollover?year=2026-2027").await?, &["Groep 5", "Groep 6"])?;
    let mut form = page.form("/rollover")?;
    let groups: Vec<String> = (1..20).filter_map(|n| form.value(&format!("group-{n}-id")).map(str::to_owned)).collect();
    check(groups.len() >= 2, "both groups are offered")?;
    for (n, _) in groups.iter().enumerate() {
        let at = |field: &str| format!("group-{}-{field}", n + 1);
        // Each group goes on to the copy of the next; the last one leaves.
        let to = groups.get(n + 1).map_or_else(|| "leaves".to_owned(), |next| format!("copy-{next}"));
        form = form.set(&at("copy"), "on").set(&at("to"), to);
    }
    let page = seen(administrator.submit(&form.set("act", "dry-run")).await?, &["Groep 5", "Groep 6"])?;
    walk.say(format!("dry run: {}", page.texts("main .notice").join(" | ")));
    let before = administrator.get("/groups?year=2027-2028").await?;
    check(!before.content().contains("Groep 5"), "a dry run makes nothing")?;
    let page = seen(administrator.submit(&page.form("/rollover")?.set("act", "plan")).await?, &[])?;
    walk.say(format!("planned: {}", page.texts("main .notice").join(" | ")));
    let august: Timestamp = "2027-07-31T22:00:01Z".parse().map_err(|_| TourError::Broken("no date".into()))?;
    walk.stack.clock.advance(august.duration_since(walk.stack.clock.now()) + SignedDuration::from_secs(1));
    walk.say("the clock moves to 1 August 2027, and the schedule runs; twice");
    for _ in 0..2 {
        let ran = walk.browser().post("/local/schedules/rollover", &[]).await?;
        check(ran.status.is_redirection(), format!("the schedule runs: {} {}", ran.status, ran.body))?;
    }
    let administrator = walk.demo("b.baas@debeuk.example").await?;
    walk.until(&administrator, "/groups?year=2027-2028", "Groep 6").await?;
    let page = walk.until(&administrator, "/rollover?year=2026-2027", "Uitgevoerd op").await?;
    walk.say(format!("carried out: {}", page.texts("main .notice").join(" | ")));
    let page = administrator.get("/groups?year=2027-2028").await?;
    let rows = page.texts("main tbody tr");
    let made = rows.iter().filter(|row| row.contains("Groep 6")).count();
    check(made == 1, format!("each group once: {rows:?}"))?;
    walk.say(format!("groups of 2027-2028: {}", rows.join(" | ")));
    Ok(())
}
