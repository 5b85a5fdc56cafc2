use super::*;

fn text(draft: Draft) -> String {
    String::from_utf8(sealed(draft).bytes()).unwrap()
}

#[test]
fn what_stays_is_really_not_in_the_package_and_all_else_is() {
    // 1-13, trap 9
    let bytes = text(draft(true));
    for stays in
        ["CANARY", "2031-01-31", "2032-01-31", "contact-person", "Jet Juf", "declaration", "verslag31", "verslag32"]
    {
        assert!(!bytes.contains(stays), "{stays}");
    }
    for travels in ["reason", "goal", "who", "words", "follow-up", "note"] {
        assert!(bytes.contains(&format!("travels {travels}")), "{travels}");
    }
    assert!(bytes.contains("verslag30") && bytes.contains("anna@ouder.example"));
    let open = text(draft(false));
    assert!(open.contains("CANARY-STREET") && open.contains("CANARY-PHONE"), "what is not secret goes along");
}

#[test]
fn a_package_with_any_mismatch_is_refused() {
    // security: packages
    let read = |draft: Draft, transfer: &Transfer| {
        let bytes = sealed(draft).bytes();
        Sealed::read(&bytes, &Transfer { package: Some(Hash::of(&bytes)), ..transfer.clone() })
    };
    let found = read(draft(false), &waiting()).unwrap();
    assert_eq!(found.signature().1, draft(false).manifest.hash());
    assert!(matches!(found.clone().open(false), Err(PackageBroken::Forged)));
    assert_eq!(found.open(true).unwrap(), package(false));
    assert!(
        matches!(Sealed::read(&sealed(draft(false)).bytes(), &waiting()), Err(PackageBroken::Hash { .. })),
        "not the bytes that the transfer names"
    );
    let mut other = draft(false);
    other.content.learner.email = Some("x@elders.example".into());
    assert!(matches!(read(other, &waiting()), Err(PackageBroken::Hash { .. })), "the manifest names another content");
    let mut newer = draft(false);
    newer.manifest.format = 2;
    assert!(matches!(read(newer, &waiting()), Err(PackageBroken::Version)));
}

/// A package waits for up to 60 days. When this fails, those that wait would be lost at the next release: the new version must read
/// `package.json` too, and write another format.
#[test]
fn a_package_that_an_earlier_version_made_is_read() {
    let bytes = include_str!("package.json").trim_end().as_bytes();
    let named = Transfer { package: Some(Hash::of(bytes)), ..waiting() };
    let read = Sealed::read(bytes, &named).ok();
    assert_eq!(read, Some(sealed(draft(false))), "now it is {}", text(draft(false)));
}

#[test]
fn a_package_of_another_transfer_or_for_another_licence_is_refused() {
    // security: packages
    let bytes = sealed(draft(false)).bytes();
    let here = Transfer { package: Some(Hash::of(&bytes)), ..waiting() };
    assert!(Sealed::read(&bytes, &here).is_ok());
    let mut elsewhere = [here.clone(), here.clone(), here.clone()];
    elsewhere[0].id = TransferId::new(id(10));
    elsewhere[1].to.licence = LicenceId::new(id(900));
    elsewhere[2].from.licence = LicenceId::new(id(901));
    for transfer in elsewhere {
        assert!(matches!(Sealed::read(&bytes, &transfer), Err(PackageBroken::Astray)));
    }
}

#[test]
fn the_signature_covers_receiver_content_and_every_file() {
    // security: packages
    let signed = draft(false).manifest.hash();
    let changes: [fn(&mut Manifest); 5] = [
        |manifest| manifest.to.licence = LicenceId::new(id(900)),
        |manifest| manifest.transfer = TransferId::new(id(10)),
        |manifest| manifest.content = Hash::of("other"),
        |manifest| manifest.files.clear(),
        |manifest| manifest.files[0].hash = Hash::of("other"),
    ];
    for (at, change) in changes.into_iter().enumerate() {
        let mut manifest = draft(false).manifest;
        change(&mut manifest);
        assert_ne!(manifest.hash(), signed, "{at}");
    }
}

#[test]
fn an_imported_dossier_goes_on_with_busy_steps_and_says_where_it_comes_from() {
    // 1-20, model
    let unpacked = package(false).unpack(&waiting(), &import("new"), None, &stamp(), &mut ids());
    let dossier = &unpacked.track.dossier;
    assert!(dossier.is_running() && dossier.frozen.is_none() && dossier.open_links.is_empty());
    assert!(
        matches!(&dossier.origin, Origin::Import { licence, on, .. } if licence.as_str() == "DEWILG" && *on == DAY)
    );
    assert_eq!(dossier.status_of(StepNumber::PLAN), StepStatus::Busy);
    assert_eq!(dossier.status_of(StepNumber::PICTURE), StepStatus::NotStarted);
    assert_eq!(unpacked.track.content(StepNumber::FACTS).text("contact-person"), None);
    let goal = &crate::steps::goals(unpacked.track.content(StepNumber::GOALS))[0];
    assert!(
        unpacked.track.content(StepNumber::PLAN).row("plan", &goal.id.to_string()).is_some(),
        "the plan still refers to its goal"
    );
    assert!(unpacked.learner.groups_on(DAY).eq([GroupId::new(id(40))]));
    assert_ne!(unpacked.learner.id, noor().id, "ids of the sender mean nothing here");
    assert_eq!((unpacked.carers.len(), unpacked.files.len()), (1, 1));
    assert_eq!(unpacked.learner.facts(SchoolYear::starting(2026)).year_level.unwrap().value, "6");
    assert!(unpacked.track.can_save(StepNumber::PLAN).is_ok());
}

#[test]
fn a_known_learner_keeps_what_is_here_and_gets_no_carer_twice() {
    let mut here = noor();
    here.email = Some("noor@brug.example".into());
    let known = Some((here.clone(), vec![carer(false)]));
    let unpacked = package(false).unpack(&waiting(), &import(&here.id.to_string()), known, &stamp(), &mut ids());
    assert_eq!((unpacked.learner.id, unpacked.learner.email.as_deref()), (here.id, Some("noor@brug.example")));
    assert!(unpacked.carers.is_empty());
    assert_eq!(unpacked.track.dossier.id.learner, here.id);
}

#[test]
fn unpacking_again_gives_the_same() {
    // reliability 12
    let package = package(false);
    let unpack = || package.unpack(&waiting(), &import("new"), None, &stamp(), &mut ids());
    assert_eq!(unpack(), unpack());
}

#[test]
fn a_possible_same_learner_is_decided_by_a_person_and_a_running_dossier_stops_it() {
    // model
    let name = noor().name;
    let row = |running| LearnerRow::of(&noor(), running);
    let mut sem = row(None);
    sem.birth = Some(date(2014, 3, 10));
    assert_eq!(may_import(&import(""), &[row(None)], &name), Err(ImportRefused::MayBeKnown(vec![noor().id])));
    assert_eq!(may_import(&import(""), &[sem], &name), Ok(()), "born on another day");
    assert_eq!(may_import(&import("new"), &[row(None)], &name), Ok(()));
    let running = track().dossier.id;
    assert_eq!(
        may_import(&import(&noor().id.to_string()), &[row(Some(running))], &name),
        Err(ImportRefused::Running(running))
    );
    assert_eq!(may_import(&import(&id(77).to_string()), &[row(None)], &name), Err(ImportRefused::NoSuchLearner));
}

#[test]
fn an_import_asks_date_year_and_group_and_tells_all_faults() {
    // 1-19
    let faults = ImportInput::default().parse(&groups()).unwrap_err();
    for field in ["birth_date", "year", "group"] {
        assert_eq!(faults.at(field), Some(&Fault::Missing), "{field}");
    }
    let other_year = ImportInput {
        birth_date: "9-3-2014".into(),
        year: "2027-2028".into(),
        group: id(40).to_string(),
        learner: String::new(),
    };
    assert_eq!(other_year.parse(&groups()).unwrap_err().at("group"), Some(&Fault::Contradiction));
}

proptest! {
    // Each reads a whole package.
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// security: packages
    #[test]
    fn no_byte_of_a_package_can_be_changed_unseen(place in any::<prop::sample::Index>(), by in 1_u8.., cut in any::<bool>()) {
        let sealed = sealed(draft(false));
        let signed = sealed.signature();
        let mut bytes = sealed.bytes();
        let at = place.index(bytes.len());
        if cut { bytes.truncate(at) } else { bytes[at] ^= by }
        // Also where somebody could change the hash that the transfer names: then the signature tells.
        let named = Transfer { package: Some(Hash::of(&bytes)), ..waiting() };
        let unseen = Sealed::read(&bytes, &named).is_ok_and(|read| read.signature() == signed);
        prop_assert!(!unseen, "byte {}", at);
    }

    #[test]
    fn what_is_no_package_is_refused_whatever_it_is(text in prop_oneof!["\\PC{0,200}", "[{}\\[\\]\",:0-9a-z]{0,200}"]) {
        let named = Transfer { package: Some(Hash::of(&text)), ..waiting() };
        prop_assert!(Sealed::read(text.as_bytes(), &named).is_err());
    }
}
