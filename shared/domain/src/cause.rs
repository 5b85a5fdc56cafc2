//! What technical logs tell of an error.

use std::{error::Error, iter::successors};

/// An error and what led to it, each as it is displayed. Never as it is debugged: of the answer of a service that prints all, with what
/// people wrote in it.
pub fn told(error: &dyn Error) -> String {
    let all = successors(Some(error), |error: &&dyn Error| (*error).source()).map(ToString::to_string);
    all.collect::<Vec<_>>().join(": ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("it failed")]
    struct Outer(#[source] Inner);

    #[derive(Debug, thiserror::Error)]
    #[error("the service said no")]
    struct Inner {
        answer: &'static str,
    }

    #[test]
    fn all_causes_are_told_and_nothing_of_what_they_hold() {
        let error = Outer(Inner { answer: "Plank" });
        assert_eq!(error.0.answer, "Plank");
        assert_eq!(told(&error), "it failed: the service said no");
    }
}
