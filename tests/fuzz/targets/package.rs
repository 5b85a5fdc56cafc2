//! Any bytes as the package of a transfer, from somebody who can count hashes: refused, or read as exactly what stands there.
#![no_main]

use std::sync::LazyLock;

use domain::{
    author::{Author, Stamp},
    hash::{Hash, canonical},
    ids::{DossierId, LearnerId, StaffId, TransferId},
    transfer::{Party, Sealed, Transfer},
};
use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A package as the product makes it: where the fuzzer begins, and what names sender and receiver.
const GENUINE: &[u8] = include_bytes!("../../../shared/domain/src/transfer/tests/package.json");

static WAITING: LazyLock<Transfer> = LazyLock::new(|| {
    let package: Value = serde_json::from_slice(GENUINE).expect("a package");
    let manifest = &package["manifest"];
    let made: Stamp =
        Author { staff: StaffId::new(Default::default()), name: "Jet Juf".into() }.at(of(&manifest["made"]));
    let dossier = DossierId { learner: LearnerId::new(Default::default()), number: Default::default() };
    let id: TransferId = of(&manifest["transfer"]);
    let (from, to): (Party, Party) = (of(&manifest["from"]), of(&manifest["to"]));
    let waiting = Transfer::prepare(id, [1, 2, 3, 4], dossier, date(2014, 3, 9), from, to, made);
    assert!(read(GENUINE.trim_ascii_end(), &waiting).is_some(), "the package of the seed is one");
    waiting
});

fn of<T: DeserializeOwned>(value: &Value) -> T {
    serde_json::from_value(value.clone()).expect("a part of the manifest")
}

fn read(bytes: &[u8], transfer: &Transfer) -> Option<Sealed> {
    Sealed::read(bytes, &Transfer { package: Some(Hash::of(bytes)), ..transfer.clone() }).ok()
}

fuzz_target!(|bytes: &[u8]| {
    if let Some(sealed) = read(bytes, &WAITING) {
        assert_eq!(sealed.bytes(), bytes);
    }
    let Ok(mut package) = serde_json::from_slice::<Value>(bytes) else { return };
    let content = Hash::of_json(&package["content"]);
    let Some(manifest) = package.get_mut("manifest").and_then(Value::as_object_mut) else { return };
    manifest.insert("content".into(), content.to_string().into());
    let bytes = canonical(&package).into_bytes();
    if let Some(sealed) = read(&bytes, &WAITING) {
        assert_eq!(sealed.bytes(), bytes);
    }
});
