//! The pages in headless Chromium: reached by clicking, with JavaScript and without, checked with axe, at 1280 and 320 px.

use std::path::Path;

use serde_json::{Value, json};
use testkit::{World, hub::Hub};
use tokio::process::Command;

use crate::people;

/// Runs a script of `tests/browser` against a stack; its last line is its report.
async fn act(script: &str, world: &World, arguments: &[&str]) -> Value {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let output = Command::new("node")
        .current_dir(&root)
        .arg(format!("tests/browser/{script}"))
        .arg(&world.stack.url)
        .args(arguments)
        .output()
        .await
        .unwrap();
    let report = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{report}\n{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_str(report.trim().lines().last().unwrap_or_default()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_that_can_be_clicked_to_answers_fits_a_phone_and_is_accessible() {
    let world = World::start().await;
    let (_, dossier) = people::written(&world).await;
    let parent = world.link_to(dossier.parents[0], "/consent/").await;
    let report = act("walk.mjs", &world, &["target/screenshots", &parent]).await;
    let none = json!([]);
    assert_eq!(report["broken"], none, "pages that did not answer");
    assert_eq!(report["violations"], none, "found by axe");
    assert_eq!(report["overflows"], none, "wider than a phone");
    assert_eq!(report["split"], none, "words of lists that are broken on a phone and need not be");
    // performance P11
    assert_eq!(report["heavy"], none, "more than a first visit may bring");
    assert_eq!(report["foreign"], none, "what is not one of our own assets, such as a font");
    assert!(report["packed"].as_array().is_some_and(|assets| assets.len() >= 3), "{report}");
    assert!(report["seen"].as_array().is_some_and(|seen| seen.len() >= 40), "{report}");
    world.stack.stop().await;
}

/// Acts a journey through labels and buttons only; what is wrong names the step and shows what was on the page.
async fn journey(script: &str, world: &World, language: &str, scripts: &str) -> Result<(), String> {
    let name = format!("{}-{language}-{scripts}-scripts", script.trim_end_matches(".mjs"));
    let report = act(script, world, &[&format!("target/screenshots/{name}"), language, scripts]).await;
    let faults = &report["faults"];
    if let Some(stopped) = report.get("stopped") {
        let text = |part: &str| stopped[part].as_str().unwrap_or_default().to_owned();
        let (step, why, page, content) = (text("step"), text("why"), text("page"), text("content"));
        return Err(format!("{name} stopped at: {step}\n{why}\non {page}:\n\n{content}\n\nbefore: {faults:#}"));
    }
    if faults.as_array().is_some_and(Vec::is_empty) { Ok(()) } else { Err(format!("{name}: {faults:#}")) }
}

fn went_well(all: impl IntoIterator<Item = Result<(), String>>) {
    let wrong: Vec<String> = all.into_iter().filter_map(Result::err).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

async fn from_invitation_to_next_school(language: &str, scripts: &str) -> Result<(), String> {
    let world = World::start().await;
    let went = journey("journey.mjs", &world, language, scripts).await;
    world.stack.stop().await;
    went
}

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_journey_can_be_clicked_through_at_a_desk_with_scripts_and_on_a_phone_without() {
    // 0-11 to 0-14, 1-01 to 1-06, 1-12 to 1-18, 1-44 to 1-48, 1-62, 2-08
    let desk = from_invitation_to_next_school("nl", "with");
    let phone = from_invitation_to_next_school("en", "without");
    let (desk, phone) = tokio::join!(desk, phone);
    went_well([desk, phone]);
}

/// On a stack with a hub that knows these people of the school.
async fn school_gets_going(scripts: &str) -> Result<(), String> {
    let employee = |site: &str| {
        json!({
            "nlEduPersonHomeOrganizationId": "99ZX",
            "nlEduPersonHomeOrganization": "De Wilg",
            "nlEduPersonHomeOrganizationBranchId": site,
            "eduPersonAffiliation": ["employee"],
        })
    };
    let (world, _hub) = Hub::world(&json!({ "carla": employee("99ZX10"), "site": employee("99ZX11") })).await;
    let went = journey("school.mjs", &world, "nl", scripts).await;
    world.stack.stop().await;
    went
}

#[tokio::test(flavor = "multi_thread")]
async fn a_school_gets_going_by_clicking_at_a_desk_with_scripts_and_on_a_phone_without() {
    // 0-01 to 0-10, 0-17 to 0-24, 3-05 to 3-11, 3-13, 3-18, 3-19, 3-21, 3-22, 3-24, 3-27, 3-30, 4-10 to 4-12
    let (desk, phone) = tokio::join!(school_gets_going("with"), school_gets_going("without"));
    went_well([desk, phone]);
}
