//! Seals in a bucket: one chain, whatever comes twice, late, or at once.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::sync::Arc;

use aws_lambda_events::event::dynamodb;
use aws_sdk_s3::config::{BehaviorVersion, Credentials, Region};
use emulators::{Emulators, Options};
use jiff::Timestamp;
use seal_audit::{Kept, Row, Seals, seal, verify};
use serde_json::{Value, json};

async fn bucket() -> (Emulators, Seals) {
    let mut options = Options::in_memory(Arc::new(|| Timestamp::UNIX_EPOCH));
    options.buckets = vec!["seals".into()];
    let aws = emulators::start(options).await.unwrap();
    let credentials = Credentials::new(emulators::ACCESS_KEY, emulators::SECRET_KEY, None, None, "local");
    let config = aws_sdk_s3::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(emulators::REGION));
    let config = config.credentials_provider(credentials).endpoint_url(aws.s3_url()).force_path_style(true).build();
    let seals = Seals::new(aws_sdk_s3::Client::from_conf(config), "seals");
    (aws, seals)
}

fn image(number: usize) -> Value {
    json!({ "pk": { "S": "L#1#STAFF#1" }, "sk": { "S": format!("{number:04}") }, "act": { "S": "viewed" }, "ttl": { "N": "9999999999" } })
}

fn batch(numbers: impl IntoIterator<Item = usize>) -> dynamodb::Event {
    let record = |number| json!({ "eventID": format!("e{number}"), "eventName": "INSERT", "awsRegion": "eu-central-1", "dynamodb": { "NewImage": image(number), "SizeBytes": 80, "SequenceNumber": format!("{number}") } });
    serde_json::from_value(json!({ "Records": numbers.into_iter().map(record).collect::<Vec<_>>() })).unwrap()
}

fn rows(count: usize) -> Vec<Row> {
    (0..count).map(|number| Row::of(batch([number]).records.remove(0).change.new_image).unwrap()).collect()
}

async fn all(seals: &Seals) -> Vec<Kept> {
    seals.newest(u64::MAX).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn batches_become_a_chain_and_one_that_comes_again_adds_nothing() {
    let (_aws, seals) = bucket().await;
    assert_eq!(seal(&seals, batch(0..3)).await.unwrap(), Some(0));
    assert_eq!(seal(&seals, batch(3..5)).await.unwrap(), Some(1));
    for again in [batch(0..3), batch(3..5), batch(2..4), batch([4, 4, 4])] {
        assert_eq!(seal(&seals, again).await.unwrap(), None);
    }
    assert_eq!(seal(&seals, batch(4..7)).await.unwrap(), Some(2), "only what is new is added");
    let kept = all(&seals).await;
    assert_eq!(kept.iter().map(|kept| kept.seal.rows.len()).collect::<Vec<_>>(), [3, 2, 2]);
    assert!(verify(&rows(7), &kept, Timestamp::UNIX_EPOCH).is_empty());
    assert_eq!(verify(&rows(8), &kept, Timestamp::UNIX_EPOCH).len(), 1, "a row without a seal shows");
}

#[tokio::test(flavor = "multi_thread")]
async fn sealers_at_once_three_times_over_and_in_any_order_make_one_whole_chain() {
    // reliability R6
    let (_aws, seals) = bucket().await;
    let work: Vec<_> = (0..24)
        .map(|turn: usize| {
            let (seals, first) = (seals.clone(), 5 * ((turn * 7) % 8));
            tokio::spawn(async move { seal(&seals, batch(first..first + 5)).await })
        })
        .collect();
    for sealed in work {
        sealed.await.unwrap().unwrap();
    }
    assert!(verify(&rows(40), &all(&seals).await, Timestamp::UNIX_EPOCH).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_newest_seal_is_found_beyond_the_first_folder() {
    let (_aws, seals) = bucket().await;
    let mut last: Option<Kept> = None;
    for number in 0..3 {
        let next = seal_audit::Seal { number: 999 + number, ..seal_audit::Seal::after(last.as_ref(), rows(1)) };
        assert!(seals.put(&next).await.unwrap());
        assert!(!seals.put(&next).await.unwrap(), "a number is taken once");
        last = Some(seals.get(next.number).await.unwrap());
    }
    assert_eq!(seals.newest(2).await.unwrap().iter().map(|kept| kept.number).collect::<Vec<_>>(), [1000, 1001]);
}
