//! Who is chosen for a round, and what new people get, as typed into a form and checked.

use std::collections::BTreeSet;

use super::Gift;
use crate::{
    ids::StaffId,
    input::{Fault, Faults, email, text},
    name::{NameInput, PersonName},
    staff::{Places, Role, StaffRow, StaffStatus, chosen_or_all},
    steps::Form,
};

/// People in a round: more than a large school has at one location. A round is one item, which a hundred people with the longest names
/// and addresses fill for a third; and who looks through the check page still reads every line.
pub const MOST: usize = 100;

/// Somebody who may be chosen: in the licence and invited already, or proposed by a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// What the fields of this person are told apart by.
    pub key: String,
    /// Who it is, of somebody who is in the licence.
    pub staff: Option<StaffId>,
    /// The name.
    pub name: PersonName,
}

/// Somebody who was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitee {
    /// Who it is, of somebody who is in the licence.
    pub staff: Option<StaffId>,
    /// The name.
    pub name: PersonName,
    /// The address.
    pub email: String,
}

/// Who is to be invited, and what new people among them get.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// What new people get; nothing when nobody is new.
    pub gift: Option<Gift>,
    /// Who.
    pub people: Vec<Invitee>,
}

/// The tick of a candidate.
pub fn who_field(key: &str) -> String {
    format!("who-{key}")
}

/// The address of a candidate.
pub fn email_field(key: &str) -> String {
    format!("email-{key}")
}

/// The field in which people are typed who are nowhere yet.
const TYPED: &str = "typed";

/// The addresses of a licence, to be given out once.
struct Addresses<'a> {
    staff: &'a [StaffRow],
    me: StaffId,
    taken: BTreeSet<String>,
}

impl Addresses<'_> {
    /// The address, if it is free for this person: of nobody else in the licence, and of nobody else in the round.
    fn take(&mut self, typed: &str, whose: Option<StaffId>) -> Result<String, Fault> {
        let email = email(typed)?;
        let present = self.staff.iter().filter(|row| row.status != StaffStatus::Removed);
        match present.clone().find(|row| row.email == email).map(|row| row.id) {
            Some(id) if whose == Some(id) => {}
            Some(id) if id == self.me => return Err(Fault::OwnAddress),
            Some(_) => return Err(Fault::AddressInUse),
            None => {}
        }
        if self.taken.insert(email.clone()) { Ok(email) } else { Err(Fault::Twice) }
    }
}

impl Wish {
    /// Checks what was chosen and typed, against everybody in the licence.
    ///
    /// # Errors
    /// Every fault of the input; of a line of the typed list under `typed-<line>`.
    pub fn parse(
        form: &Form,
        candidates: &[Candidate],
        (staff, me): (&[StaffRow], StaffId),
        places: &Places<'_>,
    ) -> Result<Self, Faults> {
        let mut faults = Faults::default();
        let mut addresses = Addresses { staff, me, taken: BTreeSet::new() };
        let mut people = Vec::new();
        let mut chosen = 0_usize;
        for candidate in candidates.iter().filter(|candidate| form.is_on(&who_field(&candidate.key))) {
            chosen += 1;
            let field = email_field(&candidate.key);
            let email = faults.check(&field, addresses.take(form.get(&field), candidate.staff));
            let (staff, name) = (candidate.staff, candidate.name.clone());
            people.extend(email.map(|email| Invitee { staff, name, email }));
        }
        for (line, typed) in lines(form.get(TYPED)) {
            chosen += 1;
            people.extend(faults.check(&format!("{TYPED}-{line}"), read(typed, &mut addresses)));
        }
        match chosen {
            0 => faults.add("people", Fault::TooFew { min: 1 }),
            n if n > MOST => faults.add("people", Fault::TooMany { max: MOST }),
            _ => {}
        }
        // Only people who are new get something; the others keep what they were given.
        let any_new = chosen == 0 || chosen > people.iter().filter(|person| person.staff.is_some()).count();
        let gift = if any_new { gift(form, places, &mut faults).map(Some) } else { Some(None) };
        faults.all(gift.map(|gift| Self { gift, people }))
    }
}

fn gift(form: &Form, places: &Places<'_>, faults: &mut Faults) -> Option<Gift> {
    // A role for groups says which, and those differ from person to person.
    let whole = |role: Role| if role.takes_groups() { Err(Fault::NotAChoice) } else { Ok(role) };
    let role = faults.check("role", Role::parse(form.get("role")).and_then(whole));
    let location = faults.check("location", chosen_or_all(form.get("location"), places));
    let reason = faults.check("reason", text(form.get("reason"), 500));
    role.zip(location).zip(reason).map(|((role, location), reason)| Gift { role, location, reason })
}

/// The lines with something in them, counted from 1.
fn lines(typed: &str) -> impl Iterator<Item = (usize, &str)> {
    typed.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).map(|(at, line)| (at + 1, line))
}

/// `Jet; van der; Juf; j.juf@school.example`, the prefix may be left out. A tab, as spreadsheets copy it, does as well.
fn read(line: &str, addresses: &mut Addresses<'_>) -> Result<Invitee, Fault> {
    let parts: Vec<&str> = line.trim_end().split(['\t', ';']).map(str::trim).collect();
    let (call_name, prefix, family_name, email) = match parts.as_slice() {
        [call, family, email] => (call, &"", family, email),
        [call, prefix, family, email] => (call, prefix, family, email),
        _ => return Err(Fault::NotALine),
    };
    let typed = NameInput {
        call_name: (*call_name).to_owned(),
        prefix: (*prefix).to_owned(),
        family_name: (*family_name).to_owned(),
        ..NameInput::default()
    };
    let mut faults = Faults::default();
    let name = PersonName::parse(&typed, true, &mut faults);
    if let Some(first) = faults.0.first() {
        return Err(if first.fault == Fault::Missing { Fault::NotALine } else { first.fault.clone() });
    }
    let email = addresses.take(email, None)?;
    name.map(|name| Invitee { staff: None, name, email }).ok_or(Fault::NotALine)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::staff::{StaffMember, tests::jet};

    fn someone(key: &str, staff: Option<StaffId>) -> Candidate {
        Candidate { key: key.into(), staff, name: jet().name }
    }

    fn form(fields: &[(&str, &str)]) -> Form {
        let gift = [("role", "dossier_teacher"), ("reason", "team van 2026"), ("location", "")];
        Form::from_pairs(gift.into_iter().chain(fields.iter().copied()))
    }

    fn parse(form: &Form, candidates: &[Candidate]) -> Result<Wish, Faults> {
        let other =
            StaffMember { email: "bea@dewilg.example".into(), id: StaffId::new(uuid::Uuid::from_u128(9)), ..jet() };
        let staff = [StaffRow::of(&jet()), StaffRow::of(&other)];
        Wish::parse(form, candidates, (&staff, other.id), &Places::default())
    }

    #[test]
    fn who_is_ticked_is_invited_at_the_address_beside_it_and_who_is_not_ticked_is_left_out() {
        let candidates = [someone("a", Some(jet().id)), someone("line-3", None), someone("line-4", None)];
        let fields = [
            ("who-a", "yes"),
            ("email-a", "J.Juf@dewilg.example"),
            ("who-line-3", "yes"),
            ("email-line-3", "mo@dewilg.example"),
            ("email-line-4", "geen adres"),
        ];
        let wish = parse(&form(&fields), &candidates).unwrap();
        let told: Vec<_> = wish.people.iter().map(|person| (person.staff.is_some(), person.email.as_str())).collect();
        assert_eq!(told, [(true, "j.juf@dewilg.example"), (false, "mo@dewilg.example")]);
        assert_eq!(wish.gift.map(|gift| gift.role), Some(Role::DossierTeacher));
    }

    #[test]
    fn who_is_in_the_licence_is_not_invited_as_somebody_new_nor_anybody_twice() {
        // 3-24, 3-25
        let candidates = ["1", "2", "3", "4", "5"].map(|key| someone(key, None));
        let emails = ["j.juf@dewilg.example", "bea@dewilg.example", "mo@x.example", "Mo@x.example", ""];
        let mut typed = form(&[]);
        for (candidate, email) in candidates.iter().zip(emails) {
            typed.set(who_field(&candidate.key), "yes");
            typed.set(email_field(&candidate.key), email);
        }
        let faults = parse(&typed, &candidates).unwrap_err();
        assert_eq!(faults.at("email-1"), Some(&Fault::AddressInUse));
        assert_eq!(faults.at("email-2"), Some(&Fault::OwnAddress));
        assert_eq!(faults.at("email-3"), None);
        assert_eq!(faults.at("email-4"), Some(&Fault::Twice));
        assert_eq!(faults.at("email-5"), Some(&Fault::Missing));
    }

    #[test]
    fn a_list_is_read_as_typed_or_as_copied_from_a_spreadsheet_and_what_is_wrong_is_told_by_line() {
        let list = "Jet; van der; Juf; jet@x.example\n\nMo\tMeester\tmo@x.example\nAlleen een naam\nBo;Baas;bo@x\nZo;;zo@x.example";
        let faults = parse(&form(&[("typed", list)]), &[]).unwrap_err();
        let told: Vec<_> = faults.0.iter().map(|fault| (fault.field.as_str(), &fault.fault)).collect();
        let expected =
            [("typed-4", &Fault::NotALine), ("typed-5", &Fault::NotAnAddress), ("typed-6", &Fault::NotALine)];
        assert_eq!(told, expected);
        let wish = parse(&form(&[("typed", list.split("\nAll").next().unwrap())]), &[]).unwrap();
        let names: Vec<_> = wish.people.iter().map(|person| person.name.full()).collect();
        assert_eq!(names, ["Jet van der Juf", "Mo Meester"]);
    }

    #[test]
    fn a_round_has_somebody_in_it_and_no_more_than_a_person_can_check() {
        let faults = parse(&form(&[]), &[]).unwrap_err();
        assert_eq!(faults.at("people"), Some(&Fault::TooFew { min: 1 }));
        let list = |many: usize| (0..many).map(|n| format!("Jet;Juf;j{n}@x.example\n")).collect::<String>();
        assert!(parse(&form(&[("typed", &list(MOST))]), &[]).is_ok());
        let faults = parse(&form(&[("typed", &list(MOST + 1))]), &[]).unwrap_err();
        assert_eq!(faults.at("people"), Some(&Fault::TooMany { max: MOST }));
    }

    #[test]
    fn new_people_get_a_role_with_a_reason_and_who_was_invited_before_keeps_what_was_given() {
        // 4-12
        let candidates = [someone("a", Some(jet().id))];
        let known = [("who-a", "yes"), ("email-a", "j.juf@dewilg.example")];
        let wish = parse(&Form::from_pairs(known), &candidates).unwrap();
        assert_eq!(wish.gift, None);
        let new = Form::from_pairs(known.into_iter().chain([("typed", "Mo;Meester;mo@x.example")]));
        let faults = parse(&new, &candidates).unwrap_err();
        assert_eq!((faults.at("role"), faults.at("reason")), (Some(&Fault::Missing), Some(&Fault::Missing)));
        let mut grouped = form(&[("typed", "Mo;Meester;mo@x.example")]);
        grouped.set("role", "subject_teacher");
        assert_eq!(parse(&grouped, &candidates).unwrap_err().at("role"), Some(&Fault::NotAChoice));
    }
}
