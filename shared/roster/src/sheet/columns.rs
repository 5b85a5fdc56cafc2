//! Which column of a spreadsheet holds what, by the words at its head: those of Dutch and Flemish administrations, and English ones.

use csv::StringRecord;
use domain::fold::fold;

use crate::{findings::Dropped, values::clip};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Column {
    Key,
    Eckid,
    FamilyName,
    Prefix,
    CallName,
    GivenNames,
    Initials,
    /// The call name, or the given names where there is a column for the call name.
    FirstName,
    /// The whole name; the family name where there is a column for the first name.
    WholeName,
    Birth,
    Class,
    /// The class, or the year level where there is a column for the class.
    Group,
    Level,
    CrossGroups,
    Location,
    Email,
    Entered,
    Left,
    Year,
}

/// Heads of columns without case, accents, spaces and signs.
const NAMES: [(Column, &[&str]); 19] = [
    (
        Column::Key,
        &[
            "leerlingnummer",
            "leerlingnr",
            "leerlingid",
            "leerlingcode",
            "leerlingsleutel",
            "llnr",
            "llnummer",
            "stamnummer",
            "stamnr",
            "stamboeknummer",
            "administratienummer",
            "studentnumber",
            "studentid",
            "pupilnumber",
            "pupilid",
            "learnernumber",
            "learnerid",
        ],
    ),
    (Column::Eckid, &["eckid", "ketenid", "eckidketenid", "ketenideckid"]),
    (
        Column::FamilyName,
        &["achternaam", "familienaam", "geslachtsnaam", "achternaamleerling", "lastname", "familyname", "surname"],
    ),
    (
        Column::Prefix,
        &[
            "tussenvoegsel",
            "tussenvoegsels",
            "voorvoegsel",
            "voorvoegsels",
            "tussenv",
            "tv",
            "voorv",
            "prefix",
            "nameprefix",
            "infix",
        ],
    ),
    (Column::CallName, &["roepnaam", "callname", "knownas", "preferredname"]),
    (
        Column::GivenNames,
        &["voornamen", "allevoornamen", "doopnamen", "officielevoornamen", "givennames", "firstnames"],
    ),
    (Column::Initials, &["voorletters", "voorletter", "initialen", "initials"]),
    (Column::FirstName, &["voornaam", "voornaamleerling", "firstname", "givenname"]),
    (
        Column::WholeName,
        &[
            "naam",
            "leerling",
            "leerlingnaam",
            "naamleerling",
            "volledigenaam",
            "name",
            "fullname",
            "student",
            "pupil",
            "learner",
        ],
    ),
    (
        Column::Birth,
        &[
            "geboortedatum",
            "gebdatum",
            "gebdat",
            "geboortedag",
            "geboren",
            "geborenop",
            "dateofbirth",
            "birthdate",
            "birthday",
            "dob",
        ],
    ),
    (
        Column::Class,
        &[
            "klas",
            "klasnaam",
            "klascode",
            "klasgroep",
            "stamgroep",
            "stamklas",
            "basisgroep",
            "groepsnaam",
            "groepnaam",
            "groepscode",
            "groepklas",
            "klasgroepnaam",
            "lesgroep",
            "class",
            "classname",
            "homegroup",
        ],
    ),
    (Column::Group, &["groep", "group", "groepklassen"]),
    (
        Column::Level,
        &[
            "jaargroep",
            "leerjaar",
            "jaarlaag",
            "leerjaargroep",
            "jaargroepleerjaar",
            "jrgr",
            "yearlevel",
            "yeargroup",
            "grade",
        ],
    ),
    (
        Column::CrossGroups,
        &[
            "samengesteldegroep",
            "samengesteldegroepen",
            "anderegroep",
            "anderegroepen",
            "overigegroepen",
            "clustergroep",
            "clustergroepen",
            "othergroups",
        ],
    ),
    (
        Column::Location,
        &[
            "vestiging",
            "vestigingsnaam",
            "vestigingscode",
            "vestigingsnummer",
            "locatie",
            "locatienaam",
            "locatiecode",
            "location",
            "site",
        ],
    ),
    (
        Column::Email,
        &["email", "emailadres", "emailadresleerling", "emailleerling", "mail", "mailadres", "emailaddress"],
    ),
    (
        Column::Entered,
        &[
            "instroomdatum",
            "datuminstroom",
            "inschrijfdatum",
            "inschrijvingsdatum",
            "datuminschrijving",
            "ingeschrevensinds",
            "ingeschrevenop",
            "begindatuminschrijving",
            "enrolledsince",
            "enrolmentdate",
            "entrydate",
        ],
    ),
    (
        Column::Left,
        &[
            "uitstroomdatum",
            "datumuitstroom",
            "uitschrijfdatum",
            "uitschrijvingsdatum",
            "datumuitschrijving",
            "uitgeschrevenop",
            "einddatuminschrijving",
            "leavingdate",
            "leavedate",
            "exitdate",
        ],
    ),
    (Column::Year, &["schooljaar", "cursusjaar", "schoolyear"]),
];

/// What may not be kept, by a part of the head.
const NOT_KEPT: [(Dropped, &[&str]); 6] = [
    (
        Dropped::CitizenNumber,
        &[
            "bsn",
            "burgerservice",
            "onderwijsnummer",
            "sofi",
            "rijksregister",
            "insz",
            "persoonsgebonden",
            "persoonsnummer",
            "citizen",
            "nationalnumber",
        ],
    ),
    (Dropped::Ethnicity, &["etnici", "ethnic", "cumi", "culturele"]),
    (
        Dropped::Country,
        &["nationali", "geboorteland", "landvan", "landvader", "landmoeder", "herkomst", "countryofbirth"],
    ),
    (Dropped::Weight, &["gewicht", "schoolweging", "weight"]),
    (Dropped::Photo, &["foto", "photo"]),
    (Dropped::Postcode, &["postcode", "postnummer", "postalcode", "zipcode"]),
];

/// The columns of a spreadsheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Columns {
    /// Those that are kept: where they stand, what they hold, what they are called.
    pub kept: Vec<(usize, Column, String)>,
    /// Those that may not be kept.
    pub dropped: Vec<(usize, Dropped)>,
    /// What those are called that have no meaning here.
    pub unknown: Vec<String>,
    /// What those are called that have the same meaning as one before.
    pub second: Vec<String>,
}

impl Columns {
    /// The columns whose heads are in this row; `None` when it is no such row: it names neither a name nor one column more.
    pub(crate) fn of(row: &StringRecord) -> Option<Self> {
        let heads: Vec<_> = row.iter().map(|head| (head, plain(head))).filter(|(_, plain)| !plain.is_empty()).collect();
        let known = heads.iter().filter(|(_, plain)| column(plain).is_some()).count();
        let is_name = |column: Column| {
            matches!(
                column,
                Column::FamilyName | Column::CallName | Column::FirstName | Column::WholeName | Column::GivenNames
            )
        };
        let has_name = heads.iter().filter_map(|(_, plain)| column(plain)).any(is_name);
        if !has_name || known < 2 {
            return None;
        }
        let mut columns = Self::default();
        for (at, head) in row.iter().enumerate() {
            columns.take(at, head);
        }
        columns.settle();
        Some(columns)
    }

    fn take(&mut self, at: usize, head: &str) {
        let plain = plain(head);
        if plain.is_empty() {
            return;
        }
        let called = clip(&head.split_whitespace().collect::<Vec<_>>().join(" "));
        match (not_kept(&plain), column(&plain)) {
            (Some(what), _) => self.dropped.push((at, what)),
            (None, None) => self.unknown.push(called),
            (None, Some(column)) if self.has(column) => self.second.push(called),
            (None, Some(column)) => self.kept.push((at, column, called)),
        }
    }

    /// What the words mean that mean different things beside others.
    fn settle(&mut self) {
        let has_first = self.has(Column::CallName) || self.has(Column::FirstName) || self.has(Column::GivenNames);
        let family = if has_first && !self.has(Column::FamilyName) { Column::FamilyName } else { Column::WholeName };
        let first = if self.has(Column::CallName) { Column::GivenNames } else { Column::CallName };
        let group = if self.has(Column::Class) { Column::Level } else { Column::Class };
        for (from, to) in [(Column::WholeName, family), (Column::FirstName, first), (Column::Group, group)] {
            let is_taken = from != to && self.has(to);
            let Some(at) = self.kept.iter().position(|(_, column, _)| *column == from) else { continue };
            if is_taken {
                self.second.push(self.kept.remove(at).2);
            } else if let Some((_, column, _)) = self.kept.get_mut(at) {
                *column = to;
            }
        }
        // A column with the whole name says nothing that its parts do not.
        if self.has(Column::FamilyName) {
            self.kept.retain(|(_, column, _)| *column != Column::WholeName);
        }
    }

    /// Whether there is such a column.
    pub(crate) fn has(&self, column: Column) -> bool {
        self.place(column).is_some()
    }

    /// Where it stands among the kept ones.
    pub(crate) fn place(&self, column: Column) -> Option<usize> {
        self.kept.iter().position(|(_, kept, _)| *kept == column)
    }

    /// What it is called in the file.
    pub(crate) fn called(&self, column: Column) -> String {
        self.kept.iter().find(|(_, kept, _)| *kept == column).map(|(.., called)| called.clone()).unwrap_or_default()
    }

    /// How many columns of a row are understood: the better way to part it has more.
    pub(crate) fn understood(&self) -> usize {
        self.kept.len() + self.dropped.len()
    }

    /// Takes out a column that turned out to hold what may not be kept.
    pub(crate) fn forget(&mut self, place: usize) {
        if place < self.kept.len() {
            self.kept.remove(place);
        }
    }
}

/// A head without case, accents, spaces and signs.
fn plain(head: &str) -> String {
    fold(head).replace(' ', "")
}

fn column(plain: &str) -> Option<Column> {
    NAMES.into_iter().find(|(_, names)| names.contains(&plain)).map(|(column, _)| column)
}

fn not_kept(plain: &str) -> Option<Dropped> {
    NOT_KEPT.into_iter().find(|(_, parts)| parts.iter().any(|part| plain.contains(part))).map(|(what, _)| what)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(heads: &[&str]) -> Vec<Column> {
        let columns = Columns::of(&StringRecord::from(heads.to_vec())).unwrap_or_default();
        columns.kept.into_iter().map(|(_, column, _)| column).collect()
    }

    #[test]
    fn a_head_is_known_by_its_words_whatever_its_case_and_signs() {
        let row =
            ["Leerling-nr.", "ACHTERNAAM", "Tussenvoegsel(s)", "Roepnaam *", "Geboorte-\ndatum", "Klas", "E-mailadres"];
        use Column::{Birth, CallName, Class, Email, FamilyName, Key, Prefix};
        assert_eq!(of(&row), [Key, FamilyName, Prefix, CallName, Birth, Class, Email]);
    }

    #[test]
    fn words_with_two_meanings_are_settled_by_what_stands_beside_them() {
        use Column::{CallName, Class, FamilyName, GivenNames, Level, WholeName};
        assert_eq!(of(&["Naam", "Voornaam", "Klas"]), [FamilyName, CallName, Class]);
        assert_eq!(of(&["Naam", "Groep"]), [WholeName, Class]);
        assert_eq!(
            of(&["Achternaam", "Voornaam", "Roepnaam", "Groep", "Stamgroep"]),
            [FamilyName, GivenNames, CallName, Level, Class]
        );
        assert_eq!(of(&["Naam", "Achternaam", "Roepnaam"]), [FamilyName, CallName]);
        assert_eq!(of(&["Groep", "Jaargroep", "Klas", "Roepnaam"]), [Level, Class, CallName]);
    }

    #[test]
    fn a_title_and_a_learner_are_no_heads() {
        for row in
            [vec!["Leerlingenlijst groep 5"], vec!["Klas", "5A"], vec!["Noor", "Ven", "5A"], vec!["Naam"], vec![]]
        {
            assert_eq!(Columns::of(&StringRecord::from(row.clone())), None, "{row:?}");
        }
    }

    #[test]
    fn what_may_not_be_kept_is_told_by_a_part_of_its_head() {
        let row = [
            "BSN-nummer",
            "Roepnaam",
            "Klas",
            "Rijksregisternr.",
            "Etniciteit",
            "Geboorteland",
            "Schoolgewicht",
            "Foto",
            "Postcode",
            "Hobby",
        ];
        let columns = Columns::of(&StringRecord::from(row.to_vec())).unwrap_or_default();
        assert_eq!(columns.dropped.len(), 7);
        assert_eq!((columns.kept.len(), columns.unknown), (2, vec!["Hobby".to_owned()]));
    }
}
