//! The elements of the format that mean something here, by the length of their names: so most are told apart at once.

macro_rules! elements {
    ($($length:literal { $($name:ident = $text:literal,)+ })+) => {
        /// An element, without the prefix of its namespace: EDEXML has none, UWLR has one.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Element { $($($name,)+)+ Other }

        impl Element {
            pub(crate) fn of(local: &str) -> Self {
                match local.len() {
                    $($length => match local { $($text => Self::$name,)+ _ => Self::Other },)+
                    _ => Self::Other,
                }
            }

            pub(crate) fn as_str(self) -> &'static str {
                match self { $($(Self::$name => $text,)+)+ Self::Other => "" }
            }
        }

        #[cfg(test)]
        const ALL: &[Element] = &[$($(Element::$name,)+)+];
    };
}

elements! {
    3 {
        CitizenNumber = "bsn",
        Role = "rol",
    }
    4 {
        Edex = "EDEX",
        Title = "naam",
        Country = "land",
    }
    5 {
        Class = "groep",
    }
    6 {
        School = "school",
    }
    7 {
        Groups = "groepen",
        Photo = "fotourl",
        Weight = "gewicht",
    }
    8 {
        Brin = "brincode",
        Learner = "leerling",
        CallName = "roepnaam",
    }
    9 {
        Reference = "peildatum",
        SchoolKey = "schoolkey",
        Version = "xsdversie",
        Location = "vestiging",
        Level = "jaargroep",
        GivenNames = "voornamen",
    }
    10 {
        Year = "schooljaar",
        Learners = "leerlingen",
        FamilyName = "achternaam",
        Email = "emailadres",
        Ethnicity = "etniciteit",
        CountryOfFather = "land_vader",
        TaxNumber = "sofinummer",
        PostcodeDutch = "postcodenl",
        Teacher = "leerkracht",
    }
    11 {
        Locations = "vestigingen",
        Prefix = "voorvoegsel",
        CountryOfMother = "land_moeder",
    }
    12 {
        Created = "aanmaakdatum",
        LastDigits = "bsn_ondwnr-4",
        PostcodeBelgian = "postnummerbe",
        Teachers = "leerkrachten",
    }
    13 {
        Initials = "voorletters-1",
        Birth = "geboortedatum",
        Entered = "instroomdatum",
        NewWeight = "gewicht_nieuw",
    }
    14 {
        Dependance = "dependancecode",
        Left = "uitstroomdatum",
        PostcodeOther = "postcodeoverig",
    }
    15 {
        PupilNumber = "onderwijsnummer",
    }
    16 {
        Body = "leerlinggegevens",
    }
    17 {
        Institution = "instellingsnummer",
    }
    19 {
        Cross = "samengestelde_groep",
        RegistryNumber = "rijksregisternummer",
    }
    21 {
        CrossGroups = "samengestelde_groepen",
    }
    25 {
        Answer = "leerlinggegevens_antwoord",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_element_is_known_by_its_name() {
        for element in ALL {
            assert_eq!(Element::of(element.as_str()), *element);
        }
        assert_eq!((Element::of("Leerling"), Element::of("")), (Element::Other, Element::Other));
    }
}
