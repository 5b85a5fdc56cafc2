//! Comparing rows with seals.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::Timestamp;

use crate::seal::{Kept, Row};

/// Something that is not as it was sealed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finding {
    /// A seal is gone.
    SealMissing {
        /// Its number.
        number: u64,
    },
    /// A seal does not cite the one before as it is now, or stands under another's number: one of the two was changed or swapped.
    ChainBroken {
        /// Its number.
        number: u64,
    },
    /// A row is in the table and in no seal. Rows of the last minutes may still be on their way.
    NotSealed {
        /// Its keys.
        row: (String, String),
    },
    /// A row is not what was sealed.
    Changed {
        /// Its keys.
        row: (String, String),
        /// The seal that knows it otherwise.
        number: u64,
    },
    /// A row that was sealed is gone before its time.
    Removed {
        /// Its keys.
        row: (String, String),
        /// The seal that knows it.
        number: u64,
    },
}

/// Compares all rows of the table with all seals; nothing found is as it should be. A row may be sealed more than once.
pub fn verify(rows: &[Row], seals: &[Kept], now: Timestamp) -> BTreeSet<Finding> {
    let mut findings = chain(seals);
    let mut known: HashMap<(&str, &str), (&Row, bool)> =
        rows.iter().map(|row| ((row.pk.as_str(), row.sk.as_str()), (row, false))).collect();
    for kept in seals {
        for sealed in &kept.seal.rows {
            let row = (sealed.pk.clone(), sealed.sk.clone());
            match known.get_mut(&(sealed.pk.as_str(), sealed.sk.as_str())) {
                Some((present, was_sealed)) => {
                    *was_sealed = true;
                    if present.hash != sealed.hash {
                        findings.insert(Finding::Changed { row, number: kept.number });
                    }
                }
                None if now.as_second() < sealed.ttl => {
                    findings.insert(Finding::Removed { row, number: kept.number });
                }
                None => {}
            }
        }
    }
    findings.extend(
        known
            .into_values()
            .filter(|(_, sealed)| !sealed)
            .map(|(row, _)| Finding::NotSealed { row: (row.pk.clone(), row.sk.clone()) }),
    );
    findings
}

fn chain(seals: &[Kept]) -> BTreeSet<Finding> {
    let by_number: BTreeMap<u64, &Kept> = seals.iter().map(|kept| (kept.number, kept)).collect();
    let mut findings = BTreeSet::new();
    for number in 0..by_number.last_key_value().map_or(0, |(last, _)| last + 1) {
        let Some(kept) = by_number.get(&number) else {
            findings.insert(Finding::SealMissing { number });
            continue;
        };
        let before = number.checked_sub(1).and_then(|before| by_number.get(&before)).map(|before| &before.hash);
        // Behind a gap there is nothing to compare with; the gap itself is told.
        let comparable = number == 0 || before.is_some();
        if kept.seal.number != number || (comparable && kept.seal.before.as_ref() != before) {
            findings.insert(Finding::ChainBroken { number });
        }
    }
    findings
}
