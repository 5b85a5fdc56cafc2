//! The pages in headless Chromium: reached by clicking, with JavaScript and without, checked with axe, at 1280 and 320 px.

use std::path::Path;

use testkit::World;
use tokio::process::Command;

use crate::people;

#[tokio::test(flavor = "multi_thread")]
async fn every_page_that_can_be_clicked_to_answers_fits_a_phone_and_is_accessible() {
    let world = World::start().await;
    let (_, dossier) = people::written(&world).await;
    let parent = world.link_to(dossier.parents[0], "/consent/").await;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let output = Command::new("node")
        .current_dir(&root)
        .args(["tests/browser/walk.mjs", &world.stack.url, "target/screenshots", &parent])
        .output()
        .await
        .expect("node is installed");
    let report = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{report}\n{}", String::from_utf8_lossy(&output.stderr));
    let report: serde_json::Value =
        serde_json::from_str(report.trim().lines().last().unwrap_or_default()).expect("a report");
    let none = serde_json::json!([]);
    assert_eq!(report["broken"], none, "pages that did not answer");
    assert_eq!(report["violations"], none, "found by axe");
    assert_eq!(report["overflows"], none, "wider than a phone");
    assert!(report["seen"].as_array().is_some_and(|seen| seen.len() >= 40), "{report}");
    world.stack.stop().await;
}
