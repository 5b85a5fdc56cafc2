//! Who can make a right, and where keys are read without one: what the compiler leaves open is a list here.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Files below a folder, as paths from the root.
fn below(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                open.push(entry);
            } else {
                found.push(entry.strip_prefix(root()).unwrap().to_string_lossy().into_owned());
            }
        }
    }
    found
}

/// What a crate depends on when it runs; `[dev-dependencies]` do not count.
fn depends_on(manifest: &str, wanted: &str) -> bool {
    let text = fs::read_to_string(root().join(manifest)).unwrap();
    let section = text.split("\n[").find(|section| section.starts_with("dependencies]"));
    section.is_some_and(|section| section.lines().any(|line| line.starts_with(wanted)))
}

#[test]
fn only_what_verifies_gives_warrants() {
    // security: the licence comes from the session, the link or the job, never from a request
    let manifests = ["functions", "shared", "infra"].into_iter().flat_map(below);
    let found: BTreeSet<String> = manifests
        .filter(|path| path.ends_with("/Cargo.toml") && depends_on(path, "warrant"))
        .map(|path| path.trim_end_matches("/Cargo.toml").to_owned())
        .collect();
    // `domain` asks for warrants and gives none. The operator's own have no route, and the kit of the tests is in no function.
    let verify = [
        "functions/open-licence",
        "infra/local",
        "shared/domain",
        "shared/files",
        "shared/store",
        "shared/testkit",
        "shared/web",
    ];
    assert_eq!(found, verify.map(str::to_owned).into(), "see shared/warrant");
    let gives = |path: &String| fs::read_to_string(root().join(path)).unwrap().contains("Warrant::verified");
    let given: Vec<_> = below("shared/domain/src").into_iter().filter(gives).collect();
    assert_eq!(given, Vec::<String>::new(), "the rules verify nothing");
}

/// Files of functions that read by a key of their own rather than with what they enter: before there is a session, for what a
/// link or a job is about, and for the outbox.
const BARE: [&str; 18] = [
    "functions/check-file/src/drops.rs",
    "functions/check-file/src/lib.rs",
    "functions/deliver-mail/src/consent.rs",
    "functions/deliver-mail/src/people.rs",
    "functions/deliver-mail/src/roster.rs",
    "functions/deliver-mail/src/transfer.rs",
    "functions/export-dossier/src/withdraw.rs",
    "functions/federate-sign-in/src/back.rs",
    "functions/give-consent/src/visit.rs",
    "functions/load-roster/src/part.rs",
    "functions/manage-account/src/own.rs",
    "functions/manage-staff/src/about.rs",
    "functions/reset-second-factor/src/lost.rs",
    "functions/rollover-licence/src/chunk.rs",
    "functions/sign-in/src/code.rs",
    "functions/sign-in/src/leaving.rs",
    "functions/sign-in/src/lib.rs",
    "functions/sign-in/src/licence.rs",
];

#[test]
fn bare_keys_are_read_in_few_places() {
    let reads_bare = |path: &String| {
        let text = fs::read_to_string(root().join(path)).unwrap();
        let joined: String = text.split_whitespace().collect();
        ["store.batch(", "store.get(", "store.get::<", "store.partition("].iter().any(|read| joined.contains(read))
    };
    let sources = below("functions").into_iter().filter(|path| path.contains("/src/") && path.ends_with(".rs"));
    let found: BTreeSet<String> = sources.filter(reads_bare).collect();
    assert_eq!(found, BARE.map(str::to_owned).into());
}
