//! Texts for people, in Dutch and English: Fluent files become typed functions, so that a missing text does not compile.
//!
//! A crate with texts has `locales/nl/*.ftl` and `locales/en/*.ftl`, a `build.rs` that calls `texts::build()`, and `texts::catalogue!();`,
//! which gives it `t(locale)`.

use serde::{Deserialize, Serialize};

#[doc(hidden)]
pub use fluent_typed;

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// Dutch.
    #[default]
    Nl,
    /// English.
    En,
}

impl Locale {
    /// Both languages, the first is the one people get who express no wish.
    pub const ALL: [Self; 2] = [Self::Nl, Self::En];

    /// Its code (BCP 47).
    pub fn code(self) -> &'static str {
        match self {
            Self::Nl => "nl",
            Self::En => "en",
        }
    }

    /// Its own name.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::Nl => "Nederlands",
            Self::En => "English",
        }
    }

    /// The language with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|locale| locale.code().eq_ignore_ascii_case(code))
    }

    /// The language that an `Accept-Language` header prefers.
    pub fn accepted(header: &str) -> Self {
        let wish = |part: &str| {
            let mut parts = part.trim().split(';');
            let code = parts.next()?.split('-').next()?.trim();
            let weight = parts.find_map(|q| q.trim().strip_prefix("q=")?.parse::<f32>().ok()).unwrap_or(1.0);
            Some((Self::parse(code)?, weight))
        };
        let best = header.split(',').filter_map(wish).fold(None, |best: Option<(Self, f32)>, wish| {
            if best.is_some_and(|best| best.1 >= wish.1) { best } else { Some(wish) }
        });
        best.map_or(Self::default(), |best| best.0)
    }
}

#[cfg(feature = "build")]
mod build;
#[cfg(feature = "build")]
pub use build::build;

/// Makes the texts of this crate available as `t(locale)`.
#[macro_export]
macro_rules! catalogue {
    () => {
        #[allow(
            missing_docs,
            unused,
            clippy::all,
            clippy::pedantic,
            clippy::unwrap_used,
            clippy::expect_used,
            clippy::panic,
            clippy::indexing_slicing,
            clippy::allow_attributes
        )]
        mod l10n {
            use $crate::fluent_typed;
            include!(concat!(env!("OUT_DIR"), "/l10n.rs"));

            impl L10nLanguage {
                /// A text without arguments by its name, for what data names; a test must show that each such name has a text.
                pub fn named(&self, id: &str) -> Option<String> {
                    self.0.msg(id, None).ok()
                }
            }
        }

        /// The texts of this crate in a language.
        pub fn t(locale: $crate::Locale) -> &'static l10n::L10nLanguage {
            use std::sync::LazyLock;
            static NL: LazyLock<l10n::L10nLanguage> = LazyLock::new(|| l10n::L10n::Nl.load());
            static EN: LazyLock<l10n::L10nLanguage> = LazyLock::new(|| l10n::L10n::En.load());
            match locale {
                $crate::Locale::Nl => &NL,
                $crate::Locale::En => &EN,
            }
        }
    };
}

crate::catalogue!();

pub mod dates;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_answered_in_the_language_it_prefers() {
        assert_eq!(Locale::accepted("en-GB,en;q=0.9,nl;q=0.8"), Locale::En);
        assert_eq!(Locale::accepted("fr,nl;q=0.5,en;q=0.4"), Locale::Nl);
        assert_eq!(Locale::accepted("tr"), Locale::Nl);
    }
}
