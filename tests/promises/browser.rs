//! The pages in headless Chromium: reached by clicking, with JavaScript and without, checked with axe, at 1280 and 320 px.

use std::path::Path;

use serde_json::Value;
use testkit::World;
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
    let none = serde_json::json!([]);
    assert_eq!(report["broken"], none, "pages that did not answer");
    assert_eq!(report["violations"], none, "found by axe");
    assert_eq!(report["overflows"], none, "wider than a phone");
    assert!(report["seen"].as_array().is_some_and(|seen| seen.len() >= 40), "{report}");
    world.stack.stop().await;
}

/// The whole journey, through labels and buttons only; what is wrong names the step and shows what was on the page.
async fn journey(language: &str, scripts: &str) -> Result<(), String> {
    let world = World::start().await;
    let name = format!("journey-{language}-{scripts}-scripts");
    let report = act("journey.mjs", &world, &[&format!("target/screenshots/{name}"), language, scripts]).await;
    world.stack.stop().await;
    let faults = &report["faults"];
    if let Some(stopped) = report.get("stopped") {
        let text = |part: &str| stopped[part].as_str().unwrap_or_default().to_owned();
        let (step, why, page, content) = (text("step"), text("why"), text("page"), text("content"));
        return Err(format!("{name} stopped at: {step}\n{why}\non {page}:\n\n{content}\n\nbefore: {faults:#}"));
    }
    if faults.as_array().is_some_and(Vec::is_empty) { Ok(()) } else { Err(format!("{name}: {faults:#}")) }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_journey_can_be_clicked_through_at_a_desk_with_scripts_and_on_a_phone_without() {
    // 0-11 to 0-14, 1-01 to 1-06, 1-12 to 1-18, 1-44 to 1-48, 1-62, 2-08
    let (desk, phone) = tokio::join!(journey("nl", "with"), journey("en", "without"));
    let wrong: Vec<String> = [desk, phone].into_iter().filter_map(Result::err).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
