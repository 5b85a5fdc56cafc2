//! What stands in a path.

use std::str::FromStr;

use crate::problem::Problem;

/// The id in a path.
///
/// # Errors
/// [`Problem::NotFound`]: what is no id is not there.
pub fn id<T: FromStr>(text: &str) -> Result<T, Problem> {
    text.parse().map_err(|_| Problem::NotFound)
}
