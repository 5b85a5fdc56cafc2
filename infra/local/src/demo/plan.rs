//! Who and what the demo licences hold.

use domain::{
    group::GroupKind,
    licence::{Country, LicenceKind},
    staff::Role,
};

/// A demo licence.
pub(super) struct DemoLicence {
    pub name: &'static str,
    pub display_name: &'static str,
    pub kind: LicenceKind,
    pub country: Country,
    pub place: &'static str,
    pub contact: &'static str,
    /// Name and BRIN with site.
    pub locations: &'static [(&'static str, &'static str)],
    pub totp_optional: bool,
    pub staff: &'static [DemoStaff],
    pub groups: &'static [DemoGroup],
}

/// A demo staff member; the first of a licence is its first administrator.
pub(super) struct DemoStaff {
    pub call_name: &'static str,
    pub prefix: &'static str,
    pub family_name: &'static str,
    pub email: &'static str,
    pub role: Role,
    /// Whether an authenticator is set up.
    pub totp: bool,
    /// Names of groups.
    pub groups: &'static [&'static str],
}

/// A demo group of the running school year, with its learners: call name, prefix, family name, date of birth.
pub(super) struct DemoGroup {
    pub name: &'static str,
    pub kind: GroupKind,
    pub levels: &'static [&'static str],
    pub learners: &'static [(&'static str, &'static str, &'static str, &'static str)],
}

const fn staff(
    call_name: &'static str,
    prefix: &'static str,
    family_name: &'static str,
    email: &'static str,
    role: Role,
    totp: bool,
    groups: &'static [&'static str],
) -> DemoStaff {
    DemoStaff { call_name, prefix, family_name, email, role, totp, groups }
}

/// All demo licences.
pub(super) const LICENCES: &[DemoLicence] = &[
    DemoLicence {
        name: "WILG",
        display_name: "Basisschool De Wilg",
        kind: LicenceKind::PrimarySchool,
        country: Country::Netherlands,
        place: "Wilgendam",
        contact: "kantoor@dewilg.example",
        locations: &[("Duin", "99ZX10"), ("Bos", "99ZX11")],
        totp_optional: false,
        staff: &[
            staff("Anke", "", "Beheer", "a.beheer@dewilg.example", Role::Administrator, true, &[]),
            staff("Carla", "", "Coster", "c.coster@dewilg.example", Role::Coordinator, true, &[]),
            staff("Tom", "de", "Leer", "t.deleer@dewilg.example", Role::DossierTeacher, true, &["Groep 5a"]),
            staff("Mo", "", "Meelezer", "m.meelezer@dewilg.example", Role::LearnerCounsellor, true, &["Groep 7/8"]),
            staff("Rik", "", "Rekenaar", "r.rekenaar@dewilg.example", Role::SubjectTeacher, true, &["Groep 5a"]),
            staff("Kim", "de", "Kwaliteit", "k.dekwaliteit@dewilg.example", Role::QualityOfficer, true, &[]),
        ],
        groups: &[
            DemoGroup {
                name: "Groep 5a",
                kind: GroupKind::Class,
                levels: &["5"],
                learners: &[
                    ("Noor", "van der", "Ven", "2017-03-09"),
                    ("Sem", "", "Proef", "2017-05-21"),
                    ("Lieke", "", "Voorbeeld", "2016-11-02"),
                    ("Adam", "el", "Synth", "2017-01-30"),
                ],
            },
            DemoGroup {
                name: "Groep 7/8",
                kind: GroupKind::Class,
                levels: &["7", "8"],
                learners: &[("Zoë", "", "Testman", "2014-08-17"), ("Finn", "van", "Fictie", "2015-02-11")],
            },
            DemoGroup { name: "Plusgroep rekenen", kind: GroupKind::Cross, levels: &[], learners: &[] },
        ],
    },
    DemoLicence {
        name: "BEUK",
        display_name: "Basisschool De Beuk",
        kind: LicenceKind::PrimarySchool,
        country: Country::Netherlands,
        place: "Beukhoven",
        contact: "kantoor@debeuk.example",
        locations: &[("Hoofdlocatie", "99ZY00")],
        totp_optional: true,
        staff: &[
            staff("Bram", "", "Baas", "b.baas@debeuk.example", Role::Administrator, false, &[]),
            staff("Ilse", "", "Ibers", "i.ibers@debeuk.example", Role::Coordinator, true, &[]),
        ],
        groups: &[
            DemoGroup {
                name: "Groep 5",
                kind: GroupKind::Class,
                levels: &["5"],
                learners: &[("Jip", "", "Namaak", "2017-04-04"), ("Mila", "den", "Droom", "2017-06-15")],
            },
            DemoGroup {
                name: "Groep 6",
                kind: GroupKind::Class,
                levels: &["6"],
                learners: &[("Ravi", "", "Spiegel", "2016-02-29")],
            },
        ],
    },
    DemoLicence {
        name: "LINDE",
        display_name: "Expertisecentrum De Linde",
        kind: LicenceKind::ExpertOrganisation,
        country: Country::Netherlands,
        place: "Lindestad",
        contact: "post@delinde.example",
        locations: &[("Lindestad", "")],
        totp_optional: false,
        staff: &[
            staff("Lotte", "", "Lijster", "l.lijster@delinde.example", Role::Administrator, true, &[]),
            staff("Eva", "", "Expert", "e.expert@delinde.example", Role::Coordinator, true, &[]),
        ],
        groups: &[],
    },
    DemoLicence {
        name: "REGIO",
        display_name: "Samenwerkingsverband De Regio",
        kind: LicenceKind::Partnership,
        country: Country::Netherlands,
        place: "Regiostad",
        contact: "post@deregio.example",
        locations: &[("Regiostad", "")],
        totp_optional: false,
        staff: &[staff("Sara", "", "Samen", "s.samen@deregio.example", Role::Administrator, true, &[])],
        groups: &[],
    },
];
