//! Configuration: read once at start, from named variables.

/// A variable that is missing or malformed; the process stops with its name.
#[derive(Debug, thiserror::Error)]
#[error("environment variable {0} is missing or empty")]
pub struct Missing(pub &'static str);

/// The value of a variable.
///
/// # Errors
/// [`Missing`] when it is not set or empty.
pub fn required(name: &'static str) -> Result<String, Missing> {
    std::env::var(name).ok().filter(|value| !value.is_empty()).ok_or(Missing(name))
}

/// The value of a variable, or nothing where a function does not use it.
pub fn optional(name: &'static str) -> String {
    std::env::var(name).unwrap_or_default()
}

/// The names of the tables.
#[derive(Debug, Clone)]
pub struct Tables {
    /// Everything a licence owns.
    pub records: String,
    /// People's credentials.
    pub identities: String,
    /// What expires: links, codes, sessions.
    pub tickets: String,
    /// Who did or saw what.
    pub audit: String,
    /// Mails to send and jobs to run.
    pub outbox: String,
}

impl Tables {
    /// From the environment. A function is given only the tables it uses, so that another is an error of access, not of start.
    pub fn from_env() -> Self {
        Self {
            records: optional("RECORDS_TABLE"),
            identities: optional("IDENTITIES_TABLE"),
            tickets: optional("TICKETS_TABLE"),
            audit: optional("AUDIT_TABLE"),
            outbox: optional("OUTBOX_TABLE"),
        }
    }

    /// The names of a stack on one machine.
    pub fn local() -> Self {
        Self {
            records: "records".into(),
            identities: "identities".into(),
            tickets: "tickets".into(),
            audit: "audit".into(),
            outbox: "outbox".into(),
        }
    }
}
