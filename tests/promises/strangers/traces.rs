//! What a link holds leaves no trace where somebody who is signed in tries it.

use http::Method;

use super::Scene;
use crate::walls::with_everywhere;

/// So many signs of a secret tell which it is.
const SIGNS: usize = 12;

#[tokio::test(flavor = "multi_thread")]
async fn the_secret_of_a_link_is_in_no_row_of_the_trail_whole_or_cut_and_wherever_it_is_tried() {
    let scene = Scene::start().await;
    let secrets: Vec<_> = scene.tokens.iter().map(|(_, token)| token.as_str()).collect();
    assert_eq!(secrets.len(), 5, "one of each kind");
    for door in scene.doors.iter().filter(|door| door.method == Method::GET && door.operation.contains('{')) {
        for secret in &secrets {
            for tried in [secret, &secret[..secret.len() - 1]] {
                scene.coordinator.get(&with_everywhere(door.operation, tried)).await.unwrap();
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
