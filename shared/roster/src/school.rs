//! Which school, and which year: the check before anything is compared (3-07, 3-08, 3-11).

use domain::{
    calendar::SchoolYear,
    licence::{Location, LocationCode},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::SchoolCode;

/// Whether a file is of a location.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Belongs {
    /// The codes are the same.
    Here,
    /// File and location have no code of the same kind: a person looks.
    Unknown,
    /// Of another location of this school.
    OtherLocation,
    /// Of another school.
    OtherSchool,
}

impl SchoolCode {
    /// Whether the file is of this location.
    pub fn belongs(&self, location: &Location) -> Belongs {
        let (own, told) = match &location.code {
            Some(LocationCode::Brin6(code)) => (code, &self.brin6),
            Some(LocationCode::Institution(code)) => (code, &self.institution),
            Some(LocationCode::SchoolKey(code)) => (code, &self.key),
            None => return Belongs::Unknown,
        };
        match (&location.code, told) {
            (_, None) => Belongs::Unknown,
            (_, Some(told)) if told == own => Belongs::Here,
            (Some(LocationCode::Brin6(_)), Some(told)) if told.get(..4) == own.get(..4) => Belongs::OtherLocation,
            (_, Some(_)) => Belongs::OtherSchool,
        }
    }
}

/// Whether a file of this year is taken on a day: the school year of that day, or the one after it.
pub fn is_taken(year: SchoolYear, today: Date) -> bool {
    let current = SchoolYear::of(today);
    year == current || year == current.next()
}

#[cfg(test)]
mod tests {
    use domain::ids::LocationId;
    use uuid::Uuid;

    use super::*;

    fn location(code: Option<LocationCode>) -> Location {
        Location { id: LocationId::new(Uuid::from_u128(1)), name: "Duin".into(), code }
    }

    #[test]
    fn a_file_of_another_school_or_location_is_told_apart() {
        // 3-08, 3-11
        let duin = location(Some(LocationCode::Brin6("99ZX10".into())));
        let told = |code: &str| SchoolCode { brin6: Some(code.into()), ..SchoolCode::default() }.belongs(&duin);
        assert_eq!(told("99ZX10"), Belongs::Here);
        assert_eq!(told("99ZX11"), Belongs::OtherLocation);
        assert_eq!(told("99ZY10"), Belongs::OtherSchool);
        let key = SchoolCode { key: Some("ZX-10".into()), ..SchoolCode::default() };
        assert_eq!(key.belongs(&duin), Belongs::Unknown);
        assert_eq!(key.belongs(&location(None)), Belongs::Unknown);
        assert_eq!(key.belongs(&location(Some(LocationCode::SchoolKey("ZX-11".into())))), Belongs::OtherSchool);
    }

    #[test]
    fn only_this_school_year_and_the_next_are_taken() {
        let today = jiff::civil::date(2026, 11, 24);
        let taken: Vec<_> = (2024..2030).filter(|year| is_taken(SchoolYear::starting(*year), today)).collect();
        assert_eq!(taken, [2026, 2027]);
    }
}
