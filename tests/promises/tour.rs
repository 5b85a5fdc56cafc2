//! The tour that `local tour` walks.

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_journey_ends_well_without_scripts() {
    // 0-11 to 0-14, 1-01 to 1-06, 1-12, 1-13, 1-18
    local::tour::walk(local::Settings::default(), &|_| ()).await.unwrap();
}
