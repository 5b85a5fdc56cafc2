//! Files beside the tables. Each is written in one step: who is killed meanwhile finds the old one or the new one, never half of it.

use std::{fs, io, path::Path};

/// Writes all of a file at once.
///
/// # Errors
/// When the folder cannot be written.
pub fn write(path: &Path, text: &str) -> io::Result<()> {
    let fresh = path.with_extension("fresh");
    fs::write(&fresh, text)?;
    fs::rename(&fresh, path)
}
