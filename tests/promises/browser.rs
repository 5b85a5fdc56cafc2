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
        .expect("node is installed");
    let report = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{report}\n{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_str(report.trim().lines().last().unwrap_or_default()).expect("a report")
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

/// The whole journey, through labels and buttons only; a failure names the step and shows what was on the page.
async fn journey(language: &str, scripts: &str) {
    let world = World::start().await;
    let shots = format!("target/screenshots/journey-{language}-{scripts}-scripts");
    let report = act("journey.mjs", &world, &[&shots, language, scripts]).await;
    let text = |part: &str| report["stopped"][part].as_str().unwrap_or_default().to_owned();
    assert!(
        report.get("stopped").is_none(),
        "stopped at: {}\n{}\non {}:\n\n{}\n\nfaults before: {:#}",
        text("step"),
        text("why"),
        text("page"),
        text("content"),
        report["faults"]
    );
    assert_eq!(report["faults"], serde_json::json!([]), "what was wrong on the way");
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_journey_can_be_clicked_through_in_dutch_at_a_desk_with_scripts() {
    // 0-11 to 0-14, 1-01 to 1-06, 1-12 to 1-18, 1-44 to 1-48, 1-62, 2-08
    journey("nl", "with").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_journey_can_be_clicked_through_in_english_on_a_phone_without_scripts() {
    journey("en", "without").await;
}
