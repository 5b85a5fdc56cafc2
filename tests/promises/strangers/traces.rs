//! What a link holds leaves no trace where somebody who is signed in tries it.

use std::collections::BTreeSet;

use http::Method;

use super::Scene;

/// So many signs of a secret tell which it is.
const SIGNS: usize = 12;

/// The secrets of the links, from the paths in which they stand.
fn secrets(scene: &Scene) -> BTreeSet<String> {
    let of = |door: &super::Door| {
        let (_, template) = door.operation.split_once(' ')?;
        let (_, text) = template.split('/').zip(door.path.split('/')).find(|(place, _)| *place == "{token}")?;
        Some(text.to_owned())
    };
    scene.doors.iter().filter_map(of).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_secret_of_a_link_is_in_no_row_of_the_trail_whole_or_cut_and_wherever_it_is_tried() {
    let scene = Scene::start().await;
    let secrets = secrets(&scene);
    assert_eq!(secrets.len(), 5, "one of each kind");
    let templates = scene.doors.iter().filter(|door| door.method == Method::GET && door.operation.contains('{'));
    for (_, template) in templates.filter_map(|door| door.operation.split_once(' ')) {
        for secret in &secrets {
            for tried in [secret.as_str(), &secret[..secret.len() - 1]] {
                let filled = |place: &str| if place.starts_with('{') { tried.to_owned() } else { place.to_owned() };
                let path: Vec<_> = template.split('/').map(filled).collect();
                scene.coordinator.get(&path.join("/")).await.unwrap();
            }
        }
    }
    let rows = scene.world.stack.aws.items("audit").unwrap();
    scene.world.stack.stop().await;
    let told: Vec<_> = rows
        .iter()
        .filter(|row| secrets.iter().any(|secret| row.to_string().contains(&secret[..SIGNS])))
        .map(|row| format!("{} of {}", row["act"]["S"], row["particulars"]["M"]["path"]))
        .collect();
    assert!(told.is_empty(), "{told:#?}");
    let refused = rows.iter().filter(|row| row["act"]["S"] == "refused").count();
    assert!(refused >= secrets.len(), "no row tells of {refused} refusals");
}
