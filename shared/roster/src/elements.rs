//! The elements of the format that mean something here.

macro_rules! elements {
    ($($name:ident = $text:literal,)+) => {
        /// An element, without the prefix of its namespace: EDEXML has none, UWLR has one.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Element { $($name,)+ Other }

        impl Element {
            pub(crate) fn of(local: &str) -> Self {
                match local { $($text => Self::$name,)+ _ => Self::Other }
            }

            pub(crate) fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)+ Self::Other => "" }
            }
        }
    };
}

elements! {
    Edex = "EDEX",
    Answer = "leerlinggegevens_antwoord",
    Body = "leerlinggegevens",
    School = "school",
    Year = "schooljaar",
    Reference = "peildatum",
    Brin = "brincode",
    Dependance = "dependancecode",
    Institution = "instellingsnummer",
    SchoolKey = "schoolkey",
    Created = "aanmaakdatum",
    Version = "xsdversie",
    Locations = "vestigingen",
    Location = "vestiging",
    Groups = "groepen",
    Class = "groep",
    Cross = "samengestelde_groep",
    Title = "naam",
    Level = "jaargroep",
    Learners = "leerlingen",
    Learner = "leerling",
    FamilyName = "achternaam",
    Prefix = "voorvoegsel",
    GivenNames = "voornamen",
    Initials = "voorletters-1",
    CallName = "roepnaam",
    Birth = "geboortedatum",
    CrossGroups = "samengestelde_groepen",
    Email = "emailadres",
    Entered = "instroomdatum",
    Left = "uitstroomdatum",
    Photo = "fotourl",
    Ethnicity = "etniciteit",
    Country = "land",
    CountryOfFather = "land_vader",
    CountryOfMother = "land_moeder",
    TaxNumber = "sofinummer",
    CitizenNumber = "bsn",
    PupilNumber = "onderwijsnummer",
    LastDigits = "bsn_ondwnr-4",
    RegistryNumber = "rijksregisternummer",
    NewWeight = "gewicht_nieuw",
    Weight = "gewicht",
    PostcodeDutch = "postcodenl",
    PostcodeBelgian = "postnummerbe",
    PostcodeOther = "postcodeoverig",
    Teachers = "leerkrachten",
    Teacher = "leerkracht",
    Role = "rol",
}
