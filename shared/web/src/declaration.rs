//! What somebody declares with a decision: shown on the page, kept by name in the record, read back as evidence (1-34).

use domain::consent::Purpose;
use texts::Locale;

use crate::t;

const PURPOSES: [Purpose; 3] = [Purpose::ActionPart, Purpose::Viewing, Purpose::Transfer];

/// A text of declaration. Another text gets another number and the old one stays, so that a record says which was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Declaration {
    purpose: Purpose,
    locale: Locale,
}

impl Declaration {
    /// The text that is on the page now.
    pub const fn now(purpose: Purpose, locale: Locale) -> Self {
        Self { purpose, locale }
    }

    /// The text that a record names, if it is one of ours.
    pub fn read(key: &str) -> Option<Self> {
        let every = PURPOSES.into_iter().flat_map(|purpose| Locale::ALL.map(|locale| Self::now(purpose, locale)));
        every.into_iter().find(|known| known.key() == key)
    }

    /// The name under which a record keeps it, such as `consent-declaration-action-part-1.nl`.
    pub fn key(self) -> String {
        let kind = match self.purpose {
            Purpose::ActionPart => "action-part",
            Purpose::Viewing => "viewing",
            Purpose::Transfer => "transfer",
        };
        format!("consent-declaration-{kind}-1.{}", self.locale.code())
    }

    /// The language it was read in.
    pub const fn locale(self) -> Locale {
        self.locale
    }

    /// What is declared, by whom and about which child.
    pub fn text(self, name: &str, call_name: &str) -> String {
        let t = t(self.locale);
        match self.purpose {
            Purpose::ActionPart => t.declaration_action_part_1(name, call_name),
            Purpose::Viewing => t.declaration_viewing_1(name, call_name),
            Purpose::Transfer => t.declaration_transfer_1(name, call_name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declaration_says_who_declares_and_about_which_child() {
        // 1-01
        for purpose in PURPOSES {
            let text = Declaration::now(purpose, Locale::Nl).text("Marja Plank", "Pim");
            assert!(text.starts_with("Ik ben Marja Plank en ik heb het plan voor Pim gelezen."), "{text}");
        }
    }

    #[test]
    fn what_a_record_names_is_read_back_as_it_was_declared() {
        // 1-34
        let read = Declaration::read("consent-declaration-viewing-1.en").unwrap();
        assert_eq!(read, Declaration::now(Purpose::Viewing, Locale::En));
        assert!(read.text("Marja Plank", "Pim").starts_with("I am Marja Plank and I have read the plan for Pim."));
        assert_eq!(Declaration::read("consent-declaration-viewing-0.en"), None);
    }
}
