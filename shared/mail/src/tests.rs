use domain::ids::{JobId, LicenceId};
use jiff::{Timestamp, civil::date};
use lettre::Address;
use mail_parser::MessageParser;
use texts::Locale;
use uuid::Uuid;

use super::*;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn envelope(to: &str, locale: Locale, school: Option<School>) -> Envelope {
    let id = Uuid::from_u128(7);
    Envelope {
        to: to.into(),
        locale,
        school,
        job: Some(JobId::new(id)),
        licence: Some(LicenceId::new(id)),
        date: at("2026-11-22T09:00:00Z"),
    }
}

fn wilg() -> Option<School> {
    Some(School { name: "Basisschool De Wilg".into(), contact: Some("j.juf@dewilg.example".into()) })
}

const URL: &str = "https://samenspoor.example";

/// Every mail there is, by name.
fn every(locale: Locale) -> Vec<(&'static str, Mail)> {
    let staff = |school| envelope("sam.ster@dewilg.example", locale, school);
    let reader = || envelope("anna@ouder.example", locale, wilg());
    let ends = at("2026-11-27T09:00:00Z");
    let mut mails = vec![
        ("invitation", Mail::new(staff(wilg()), &Invitation { link: format!("{URL}/activate/abc"), ends }).unwrap()),
        ("login-printed", Mail::new(staff(wilg()), &LoginPrinted { by: "Bea de Heer".into(), at: ends }).unwrap()),
        ("password-reset", Mail::new(staff(None), &PasswordReset { link: format!("{URL}/reset/abc"), ends }).unwrap()),
        ("consent-request", Mail::new(reader(), &request(None)).unwrap()),
        ("new-address", Mail::new(staff(None), &NewAddress { link: format!("{URL}/new-address/abc"), ends }).unwrap()),
        (
            "address-wanted",
            Mail::new(staff(None), &AddressWanted { at: ends, sign_in: format!("{URL}/sign-in") }).unwrap(),
        ),
        ("address-left", Mail::new(staff(None), &AddressLeft { at: ends, help: format!("{URL}/help") }).unwrap()),
        (
            "factor-reset",
            Mail::new(staff(wilg()), &FactorReset { link: format!("{URL}/second-factor/abc"), ends }).unwrap(),
        ),
        ("factor-reset-elsewhere", Mail::new(staff(None), &elsewhere()).unwrap()),
        ("consent-code", Mail::new(reader(), &ConsentCode { code: "012345".into(), ends }).unwrap()),
        (
            "consent-receipt",
            Mail::new(
                reader(),
                &ConsentReceipt {
                    at: ends,
                    mark: "ab12cd34ef56".into(),
                    link: Some((format!("{URL}/consent/abc"), date(2026, 12, 4))),
                },
            )
            .unwrap(),
        ),
        (
            "consent-receipt-without-link",
            Mail::new(reader(), &ConsentReceipt { at: ends, mark: "ab12cd34ef56".into(), link: None }).unwrap(),
        ),
        (
            "consent-decided",
            Mail::new(staff(wilg()), &ConsentDecided { at: ends, page: format!("{URL}/dossiers/1/consents") }).unwrap(),
        ),
        (
            "roster-dropped",
            Mail::new(staff(wilg()), &RosterDropped { location: "Duin".into(), page: format!("{URL}/rosters/1") })
                .unwrap(),
        ),
        ("transfer-waiting", Mail::new(staff(Some(School { contact: None, ..wilg().unwrap() })), &waiting()).unwrap()),
        ("transfer-locked-sender", Mail::new(staff(None), &locked(true)).unwrap()),
        ("transfer-locked-receiver", Mail::new(staff(None), &locked(false)).unwrap()),
    ];
    use AccountChange::{
        HubLinked, HubUnlinked, JoinedLicence, Locked, Password, RecoveryCodeUsed, SecondFactorOff, SecondFactorOn,
        SecondFactorReset,
    };
    let changes = [
        ("changed-password", Password),
        ("changed-second-factor-on", SecondFactorOn),
        ("changed-second-factor-off", SecondFactorOff),
        ("changed-second-factor-reset", SecondFactorReset),
        ("changed-recovery-code", RecoveryCodeUsed),
        ("changed-locked", Locked),
        ("changed-joined", JoinedLicence),
        ("changed-hub-linked", HubLinked),
        ("changed-hub-unlinked", HubUnlinked),
    ];
    mails.extend(changes.map(|(name, what)| {
        (name, Mail::new(staff(None), &AccountChanged { what, at: ends, reset: format!("{URL}/reset") }).unwrap())
    }));
    mails
}

fn request(subject: Option<&str>) -> ConsentRequest {
    ConsentRequest {
        asker: "Jet Juf".into(),
        subject: subject.map(Into::into),
        link: format!("{URL}/consent/abc"),
        last_day: date(2026, 12, 4),
    }
}

fn waiting() -> TransferWaiting {
    let from = ("Basisschool De Wilg".into(), "Zandvoort".into());
    TransferWaiting {
        number: "T-2026-4F7K2M".into(),
        from,
        to: "College Het Duin".into(),
        last_day: date(2027, 1, 20),
        page: format!("{URL}/imports"),
    }
}

fn elsewhere() -> FactorResetElsewhere {
    FactorResetElsewhere {
        to: "College Het Duin".into(),
        at: at("2026-11-22T09:00:00Z"),
        page: format!("{URL}/staff/1"),
    }
}

fn locked(to_sender: bool) -> TransferLocked {
    let (from, to) = ("Basisschool De Wilg".into(), "College Het Duin".into());
    TransferLocked { number: "T-2026-4F7K2M".into(), from, to, to_sender, page: format!("{URL}/imports") }
}

fn from() -> Address {
    "noreply@samenspoor.example".parse().unwrap()
}

fn mime(mail: &Mail) -> Vec<u8> {
    mail.to_mime(&from(), Some("samenspoor-test")).unwrap()
}

#[test]
fn every_mail_says_what_it_said_in_both_languages() {
    for locale in Locale::ALL {
        for (name, mail) in every(locale) {
            let raw = mime(&mail);
            let message = MessageParser::default().parse(&raw).unwrap();
            let one = |list: Option<&mail_parser::Address<'_>>| {
                list.and_then(|list| list.first())
                    .map(|one| format!("{} <{}>", one.name().unwrap_or_default(), one.address().unwrap_or_default()))
            };
            let (sender, answers) = (one(message.from()).unwrap(), one(message.reply_to()).unwrap_or_default());
            let seen = format!(
                "From: {sender}\nReply-To: {answers}\nSubject: {}\n\n{}",
                message.subject().unwrap(),
                message.body_text(0).unwrap().replace('\r', "")
            );
            insta::assert_snapshot!(format!("{name}.{}", locale.code()), seen);
        }
    }
}

#[test]
fn the_page_of_a_mail_looks_as_it_looked() {
    let (_, request) = every(Locale::Nl).swap_remove(2);
    insta::assert_snapshot!("consent-request.html", request.html);
}

#[test]
fn text_and_page_of_every_mail_say_the_same() {
    for locale in Locale::ALL {
        for (name, mail) in every(locale) {
            let page = mail
                .html
                .split_once("</head>")
                .unwrap()
                .1
                .replace("&#39;", "'")
                .replace("&#34;", "\"")
                .replace("&amp;", "&");
            for line in mail.text.lines().filter(|line| !line.is_empty() && *line != "--") {
                let line = line.split(" j.juf@").next().unwrap().trim_end_matches(':');
                assert!(page.contains(line), "{name}: {line}");
            }
        }
    }
}

#[test]
fn no_mail_loads_a_picture_or_script_or_tells_what_is_the_matter() {
    // 1-62
    let care = [
        "zorg",
        "ondersteuning",
        "plan",
        "handeling",
        "instemming",
        "diagnos",
        "gedrag",
        "dyslex",
        "leerling",
        "kind",
        "support",
        "care",
        "consent ",
        "learner",
        "child",
        "pupil",
    ];
    for locale in Locale::ALL {
        for (name, mail) in every(locale) {
            for bad in ["<img", "<script", "url(", "src=", "@import"] {
                assert!(!mail.html.contains(bad), "{name}: {bad}");
            }
            let read = format!("{} {}", mail.subject, mail.text).to_lowercase().replace(URL, "");
            let words: Vec<_> = care
                .iter()
                .filter(|word| read.split_whitespace().any(|seen| seen.starts_with(word.trim()) && !seen.contains('/')))
                .collect();
            assert!(words.is_empty(), "{name}: {words:?}");
        }
    }
}

#[test]
fn every_mail_has_at_most_one_button_and_its_link_bare_beside_it() {
    for (name, mail) in every(Locale::Nl) {
        let links: Vec<_> = mail.html.match_indices("href=\"https://").collect();
        assert!(
            links.len() == 2
                || (links.is_empty()
                    && ["consent-code", "consent-receipt-without-link", "login-printed"].contains(&name)),
            "{name}"
        );
    }
}

#[test]
fn a_header_cannot_be_put_into_a_name_or_a_subject() {
    let evil = "De Wilg\r\nBcc: evil@evil.example\r\n\r\nhello";
    let school = Some(School { name: evil.into(), contact: None });
    let mail = Mail::new(
        envelope("anna@ouder.example", Locale::Nl, school),
        &request(Some("Vraag\r\nX-Evil: 1\u{b}\u{2028}")),
    )
    .unwrap();
    let raw = mime(&mail);
    let message = MessageParser::default().parse(&raw).unwrap();
    assert!(message.bcc().is_none());
    assert!(message.header("X-Evil").is_none());
    assert_eq!(message.subject(), Some("Vraag X-Evil: 1"));
    assert_eq!(message.from().unwrap().first().unwrap().address(), Some("noreply@samenspoor.example"));
    assert_eq!(message.to().unwrap().iter().count(), 1);
}

#[test]
fn an_address_with_a_line_break_is_no_address() {
    for to in ["anna@ouder.example\r\nBcc: evil@evil.example", "anna", "", "a@b.example, c@d.example"] {
        let mail = Mail::new(envelope(to, Locale::Nl, wilg()), &request(None)).unwrap();
        assert!(matches!(mail.to_mime(&from(), None), Err(MailError::Address)), "{to:?}");
    }
}

#[test]
fn the_same_mail_has_the_same_bytes_and_another_job_another_boundary() {
    let (_, first) = every(Locale::Nl).swap_remove(0);
    assert_eq!(mime(&first), mime(&first.clone()));
    let mut other = first.clone();
    other.envelope.job = None;
    assert_ne!(first.mark(), other.mark());
}

#[test]
fn ses_is_told_job_and_licence_and_no_address() {
    let (_, mail) = every(Locale::Nl).swap_remove(0);
    let raw = mime(&mail);
    let message = MessageParser::default().parse(&raw).unwrap();
    let header = |name: &str| message.header_raw(name).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(
        header("X-SES-MESSAGE-TAGS"),
        "job=00000000-0000-0000-0000-000000000007, licence=00000000-0000-0000-0000-000000000007"
    );
    assert_eq!(header("X-SES-CONFIGURATION-SET"), "samenspoor-test");
    assert_eq!(header("Auto-Submitted"), "auto-generated");
    assert!(
        MessageParser::default()
            .parse(&mail.to_mime(&from(), None).unwrap())
            .unwrap()
            .header("X-SES-CONFIGURATION-SET")
            .is_none()
    );
}

#[test]
fn a_school_name_with_markup_is_text_on_the_page() {
    let school = Some(School { name: "<b>Wilg</b> & co".into(), contact: None });
    let mail = Mail::new(envelope("anna@ouder.example", Locale::Nl, school), &request(None)).unwrap();
    assert!(!mail.html.contains("<b>") && mail.html.contains("&#60;b&#62;Wilg"), "{}", mail.html);
    assert!(mail.text.contains("<b>Wilg</b> & co"));
}
