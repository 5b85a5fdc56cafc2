//! What "Te doen" tells of requests for consent: a register that follows the requests, in the same transactions.

use domain::consent::{Consent, ConsentNews};

use crate::{
    change::Change,
    item::{Row, Stored},
};

impl Row for ConsentNews {
    const REGISTER: &'static str = "consent-news";

    fn row_id(&self) -> String {
        self.consent.to_string()
    }
}

impl Change {
    /// Saves a request to which something happened, and what is news of it now.
    pub fn save_consent(self, consent: &Stored<Consent>) -> Self {
        let change = self.save(consent);
        match ConsentNews::of(&consent.value) {
            Some(news) => change.row(&news),
            None => change.remove_row::<ConsentNews>(&consent.value.id.to_string()),
        }
    }
}
