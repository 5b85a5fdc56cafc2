use jiff::Timestamp;
use proptest::prelude::*;

use super::*;

fn now() -> Timestamp {
    "2026-11-22T09:00:00Z".parse().unwrap()
}

fn row(number: u64) -> Row {
    let hash = domain::hash::Hash::of(format!("row {number}"));
    Row { pk: "L#1#STAFF#1".into(), sk: format!("{number:03}"), hash, ttl: now().as_second() + 60 }
}

/// Seals of two rows each.
fn chain_of(seals: u64) -> Vec<Kept> {
    let mut chain: Vec<Kept> = Vec::new();
    for number in 0..seals {
        let seal = Seal::after(chain.last(), vec![row(2 * number), row(2 * number + 1)]);
        chain.push(Kept::read(number, &seal.bytes().unwrap()).unwrap());
    }
    chain
}

fn again(kept: &Kept, change: impl FnOnce(&mut Seal)) -> Kept {
    let mut seal = kept.seal.clone();
    change(&mut seal);
    Kept::read(kept.number, &seal.bytes().unwrap()).unwrap()
}

fn found(rows: &[Row], seals: &[Kept]) -> Vec<Finding> {
    verify(rows, seals, now()).into_iter().collect()
}

fn rows_of(numbers: std::ops::Range<u64>) -> Vec<Row> {
    numbers.map(row).collect()
}

#[test]
fn rows_and_seals_that_nobody_touched_agree() {
    assert_eq!(found(&rows_of(0..6), &chain_of(3)), []);
    assert_eq!(found(&[], &[]), []);
}

#[test]
fn an_edited_a_removed_and_an_added_row_show() {
    let mut rows = rows_of(0..6);
    rows[1].hash = domain::hash::Hash::of("edited");
    rows.remove(4);
    rows.push(row(9));
    let keys = |number: u64| (row(number).pk, row(number).sk);
    let expected = [
        Finding::NotSealed { row: keys(9) },
        Finding::Changed { row: keys(1), number: 0 },
        Finding::Removed { row: keys(4), number: 2 },
    ];
    assert_eq!(found(&rows, &chain_of(3)), expected);
}

#[test]
fn a_row_that_its_age_removed_is_not_missed() {
    let later = now() + jiff::SignedDuration::from_secs(61);
    assert!(verify(&[], &chain_of(3), later).is_empty());
}

#[test]
fn an_edited_a_removed_and_a_swapped_seal_show() {
    let rows = rows_of(0..8);
    let mut edited = chain_of(4);
    edited[1] = again(&edited[1], |seal| seal.rows[0].hash = domain::hash::Hash::of("edited"));
    assert!(found(&rows, &edited).contains(&Finding::ChainBroken { number: 2 }));
    let mut removed = chain_of(4);
    removed.remove(1);
    assert!(found(&rows, &removed).contains(&Finding::SealMissing { number: 1 }));
    let mut swapped = chain_of(4);
    (swapped[1].number, swapped[2].number) = (2, 1);
    assert!(found(&rows, &swapped).contains(&Finding::ChainBroken { number: 1 }));
}

#[test]
fn a_row_that_is_sealed_twice_is_still_as_it_was() {
    let mut chain = chain_of(3);
    let seal = Seal::after(chain.last(), vec![row(0)]);
    chain.push(Kept::read(3, &seal.bytes().unwrap()).unwrap());
    assert_eq!(found(&rows_of(0..6), &chain), []);
}

#[test]
fn names_of_seals_sort_as_their_numbers() {
    assert_eq!(key(0), "0000000/0000000000.json");
    assert!(key(999) < key(1000) && key(99_999) < key(100_000));
}

#[test]
fn a_row_is_the_same_from_the_stream_and_in_another_order_of_attributes() {
    let event: dynamodb::Event = serde_json::from_str(include_str!("../../../events/seal-audit/rows.json")).unwrap();
    let image = event.records[0].change.new_image.clone();
    let first = Row::of(image.clone()).unwrap();
    let other: serde_dynamo::Item = image.into_inner().into_iter().collect::<std::collections::HashMap<_, _>>().into();
    assert_eq!(Row::of(other).unwrap(), first);
    assert!(first.pk.starts_with("L#") && first.ttl > now().as_second());
    assert_eq!(rows(event).unwrap().len(), 2, "one of three is told twice");
}

proptest! {
    /// Whatever single row of whatever single seal is changed, it shows.
    #[test]
    fn no_change_of_a_sealed_row_goes_unseen(seals in 1_u64..6, at in 0_u64..12) {
        let mut rows = rows_of(0..2 * seals);
        let at = usize::try_from(at % (2 * seals)).unwrap();
        rows[at].hash = domain::hash::Hash::of("edited");
        prop_assert_eq!(found(&rows, &chain_of(seals)).len(), 1);
    }
}
