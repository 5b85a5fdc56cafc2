//! A step as a flat form: `reason`, `goal-1-text`, hidden `goal-1-id`; ticks are `on`.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The fields of a form by name, both as typed and as shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Form(pub BTreeMap<String, String>);

/// The name of a row's field.
pub fn row_name(list: &str, number: usize, field: &str) -> String {
    format!("{list}-{number}-{field}")
}

impl Form {
    /// The form with these fields. Of a name that comes twice the last value counts, as of a tick with a hidden twin.
    /// A date in three parts, `say-date-day`, `-month` and `-year`, becomes one field `say-date`.
    pub fn from_pairs<N: Into<String>, V: Into<String>>(pairs: impl IntoIterator<Item = (N, V)>) -> Self {
        let mut form = Self(pairs.into_iter().map(|(name, value)| (name.into(), value.into())).collect());
        let dates: Vec<String> =
            form.0.keys().filter_map(|name| name.strip_suffix("-day")).map(str::to_owned).collect();
        for name in dates {
            let parts = ["day", "month", "year"]
                .map(|part| form.0.remove(&format!("{name}-{part}")).unwrap_or_default().trim().to_owned());
            if parts.iter().any(|part| !part.is_empty()) {
                form.0.insert(name, parts.join("-"));
            }
        }
        form
    }

    /// Day, month and year of a date field, as typed or as kept, to be shown in three parts.
    pub fn date_parts(&self, name: &str) -> [String; 3] {
        let text = self.get(name).trim();
        let mut parts = text.split('-').map(|part| part.trim().to_owned());
        let three = [(); 3].map(|()| parts.next().unwrap_or_default());
        let is_kept = three.first().is_some_and(|year| year.len() == 4);
        let [first, second, third] = three;
        let plain = |number: String| number.trim_start_matches('0').to_owned();
        if is_kept { [plain(third), plain(second), first] } else { [first, second, third] }
    }

    /// What is in a field; empty when there is nothing.
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map(String::as_str).unwrap_or_default()
    }

    /// What is in the field of a row.
    pub fn row(&self, list: &str, number: usize, field: &str) -> &str {
        self.get(&row_name(list, number, field))
    }

    /// Whether a tick is set.
    pub fn is_on(&self, name: &str) -> bool {
        !self.get(name).trim().is_empty()
    }

    /// The numbers of the rows of a list, in order.
    pub fn rows(&self, list: &str) -> BTreeSet<usize> {
        self.0.keys().filter_map(|name| row_of(name, list)).map(|(number, _)| number).collect()
    }

    /// The number for one more row.
    pub fn next_row(&self, list: &str) -> usize {
        self.rows(list).last().map_or(1, |last| last.saturating_add(1))
    }

    /// Sets a field, unless there is nothing to set.
    pub fn set(&mut self, name: impl Into<String>, value: impl Into<String>) {
        let value = value.into();
        if !value.is_empty() {
            self.0.insert(name.into(), value);
        }
    }
}

/// The row and the field that `goal-1-text` names in the list `goal`.
pub(super) fn row_of<'a>(name: &'a str, list: &str) -> Option<(usize, &'a str)> {
    let (number, field) = name.strip_prefix(list)?.strip_prefix('-')?.split_once('-')?;
    // `01` and `+1` would be second names for one row.
    let canonical =
        number.starts_with(|c: char| ('1'..='9').contains(&c)) && number.chars().all(|c| c.is_ascii_digit());
    canonical.then(|| number.parse().ok()).flatten().map(|number| (number, field))
}
