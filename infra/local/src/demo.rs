//! Demo licences: two schools, an expert organisation and a partnership, with staff, groups and learners. All made up.

mod make;
mod plan;

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::{functions::Services, kept};

/// An account of a demo licence.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Account {
    /// The licence name.
    pub licence: String,
    /// What the person is there.
    pub role: String,
    /// The address that signs in.
    pub email: String,
    /// The password.
    pub password: String,
    /// The secret of the authenticator, in base32; nothing where none is set up.
    pub totp_secret: Option<String>,
}

/// The password of every demo account: four words that have nothing to do with each other.
pub const PASSWORD: &str = "fiets-lamp-wortel-zee";

/// Makes the demo licences on a first start and gives their accounts; later starts find them.
///
/// # Errors
/// What could not be made.
pub async fn prepare(services: &Services, data: Option<&Path>) -> Result<Vec<Account>, String> {
    let list = data.map(|data| data.join("accounts.json"));
    if let Some(text) = list.as_ref().and_then(|path| std::fs::read_to_string(path).ok()) {
        return serde_json::from_str(&text).map_err(|error| format!("accounts.json: {error}"));
    }
    let password = make::password(services)?;
    let made =
        futures::future::try_join_all(plan::LICENCES.iter().map(|plan| make::licence(services, plan, &password)))
            .await?;
    let accounts: Vec<Account> = made.into_iter().flatten().collect();
    if let Some(path) = list {
        let text = serde_json::to_string_pretty(&accounts).map_err(|error| error.to_string())?;
        kept::write(&path, &text).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(accounts)
}
