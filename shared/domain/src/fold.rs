//! Names folded for search and for comparing: without case and accents.

use deunicode::deunicode;

/// The folded form: lower case ASCII, runs of other signs as one space.
pub fn fold(text: &str) -> String {
    let plain = deunicode(text).to_lowercase();
    plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether every word of `query` begins a word of `text`; both may be unfolded.
pub fn matches(text: &str, query: &str) -> bool {
    let text = fold(text);
    fold(query).split(' ').all(|wanted| text.split(' ').any(|word| word.starts_with(wanted)))
}

/// Whether `text` contains the word(s) of `name`, whole words only.
pub fn mentions(text: &str, name: &str) -> bool {
    let (text, name) = (format!(" {} ", fold(text)), fold(name));
    name.len() > 1 && text.contains(&format!(" {name} "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn search_forgives_case_accents_and_prefix() {
        assert!(matches("Zoë van der Ven", "ven zoe"));
        assert!(matches("Zoë van der Ven", "VAN"));
        assert!(!matches("Zoë van der Ven", "noor"));
    }

    #[test]
    fn a_subject_that_names_somebody_is_noticed() {
        assert!(mentions("Plan van Noor: uw reactie", "noor"));
        assert!(!mentions("Het noorden", "Noor"));
    }
}
