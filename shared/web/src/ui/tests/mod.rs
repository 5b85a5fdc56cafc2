//! What the components promise.

mod contrast;
mod sample;

use super::*;
use askama::Template;
use sample::words;

/// Typed by somebody who means harm.
const EVIL: &str = "<i>\"'&";

fn email() -> TextField {
    TextField::new(words(), "email", "E-mailadres").email().hint("Van de school")
}

fn page(chrome: Chrome) -> String {
    render(&chrome, "<p>Inhoud</p>")
}

fn signed_in() -> Chrome {
    Chrome::new(words(), "nl", "Te doen")
        .assets(Assets { script: Some("/assets/app.js".to_owned()), ..Assets::default() })
        .nav(vec![NavItem { label: EVIL.into(), href: "/".into(), current: true }])
        .person(Person {
            name: format!("Anna {EVIL}"),
            href: "/account".into(),
            sign_out: "/sign-out".into(),
            fields: vec![Hidden::new("once", EVIL)],
        })
        .licence(EVIL, "WILG")
        .switch(LicenceSwitch {
            action: "/sign-in/licence".into(),
            fields: Vec::new(),
            licences: vec![("2".into(), EVIL.into())],
        })
        .languages(vec![Language {
            lang: "en".into(),
            name: "English".into(),
            href: "?lang=en&step=4".into(),
            current: false,
        }])
        .caption(EVIL)
        .status(StatusLine::Saved(EVIL.into()))
        .flash(Some(Notice::success(EVIL)))
        .back(EVIL, EVIL)
        .help(Help { text: EVIL.into(), link: Some(("/help".into(), EVIL.into())) })
        .print(PrintMark { lines: vec![EVIL.into()], concept: Some(EVIL.into()) })
}

/// Every component, filled with what somebody could have typed.
fn everything() -> Vec<String> {
    let w = words();
    let tag = || Tag::new(State::Attention, EVIL);
    let station = || Station::new(EVIL, State::Busy).number(1).href(EVIL).note(EVIL).here(true);
    let choice = || Choice::new(EVIL, EVIL).hint(EVIL).reveals(Html::of(email().value(EVIL)));
    vec![
        email().value(EVIL).error(Some(EVIL)).optional().autocomplete(EVIL).to_string(),
        TextField::new(w, EVIL, EVIL).password("new-password").to_string(),
        TextArea::new(w, EVIL, EVIL).hint(EVIL).value(EVIL).error(Some(EVIL)).limit(EVIL).to_string(),
        DateField::new(w, EVIL, EVIL).hint(EVIL).value(EVIL, EVIL, EVIL).error(Some(EVIL)).to_string(),
        CodeField::new(w, EVIL, EVIL).hint(EVIL).error(Some(EVIL)).to_string(),
        FileField::new(w, EVIL, EVIL).accept(EVIL).error(Some(EVIL)).to_string(),
        Upload::new(EVIL, &[(EVIL.to_owned(), EVIL.to_owned())], FileField::new(w, EVIL, EVIL), Button::new(EVIL))
            .says(EVIL, EVIL)
            .to_string(),
        Radios::new(w, EVIL, EVIL).choice(choice()).error(Some(EVIL)).to_string(),
        Checkboxes::new(w, EVIL, EVIL).choice(choice()).optional().to_string(),
        Select::new(w, EVIL, EVIL).choice(choice()).value(EVIL).to_string(),
        Hidden::new(EVIL, EVIL).to_string(),
        Button::new(EVIL).named(EVIL, EVIL).action(EVIL).to_string(),
        Button::new(EVIL).href(EVIL).to_string(),
        ErrorSummary::new(w).field(EVIL, EVIL).general(EVIL).title(EVIL).to_string(),
        Notice::stop(EVIL).text(EVIL).link(EVIL, EVIL).to_string(),
        Progress::new(EVIL, EVIL, 37, 120).id(EVIL).to_string(),
        EmptyState::new(EVIL, EVIL).button(Button::new(EVIL)).to_string(),
        Details::new(EVIL, Html::text(EVIL)).to_string(),
        SearchBox::new(w, EVIL, EVIL).value(EVIL).to_string(),
        SummaryList::new(w).row(SummaryRow::new(EVIL, EVIL).change(EVIL).lang(EVIL)).to_string(),
        TaskList::new([Task::new(EVIL).href(EVIL).hint(EVIL).tag(tag())]).to_string(),
        Timeline::new([TimelineEntry::new(EVIL, EVIL).at(EVIL).detail(EVIL).tag(tag())]).to_string(),
        Table::new(EVIL, [Column::new(EVIL), Column::number(EVIL)])
            .row(TableRow::new(EVIL).cell(EVIL).cell(tag()).href(EVIL))
            .to_string(),
        Track::new(w, EVIL).phase(Phase::new(EVIL, [station()])).tall().to_string(),
        ShortTrack::new(w, EVIL, [station()]).to_string(),
        ConfirmPage::new(w, EVIL, EVIL, Button::new(EVIL).danger(), EVIL)
            .will(EVIL)
            .will_not(EVIL)
            .hidden(Hidden::new(EVIL, EVIL))
            .to_string(),
        Panel::new(EVIL).text(EVIL).to_string(),
        Quote::new(EVIL, EVIL).lang(EVIL).to_string(),
        Compare::new(EVIL, (EVIL.into(), EVIL.into()), (EVIL.into(), EVIL.into())).to_string(),
        CodeList::new(EVIL, [EVIL]).to_string(),
        page(signed_in()),
    ]
}

#[test]
fn what_a_person_typed_is_escaped_in_every_component() {
    for html in everything() {
        assert!(!html.contains("<i>"), "{html}");
        assert!(!html.contains("\"\"'"), "{html}");
    }
}

#[test]
fn no_component_needs_inline_style_or_script() {
    for html in everything() {
        for forbidden in [" style=", "<style", " onclick", "javascript:", "<script>"] {
            assert!(!html.contains(forbidden), "{forbidden} in {html}");
        }
    }
}

#[test]
fn a_component_prints_itself_unescaped_in_the_template_of_a_page() {
    #[derive(Template)]
    #[template(source = "{{ one }}{% for each in many %}{{ each }}{% endfor %}{{ typed }}", ext = "html")]
    struct Page<'a> {
        one: &'a TextField,
        many: Vec<Button>,
        typed: &'a str,
    }
    let html = Page { one: &email(), many: vec![Button::new("Opslaan")], typed: EVIL }.to_string();
    assert!(html.contains("<input") && html.contains(">Opslaan</button>"), "{html}");
    assert!(html.contains("&#60;i&#62;"), "{html}");
}

#[test]
fn a_password_goes_back_neither_to_the_page_nor_to_a_program() {
    for field in [
        TextField::new(words(), "secret", "Wachtwoord").value("kersen op taart").password("new-password"),
        TextField::new(words(), "secret", "Wachtwoord").password("new-password").value("kersen op taart"),
    ] {
        assert!(!field.to_string().contains("kersen"));
        assert!(!serde_json::to_string(&field).unwrap_or_default().contains("kersen"));
    }
}

#[test]
fn a_program_gets_name_value_and_error_and_no_markup() {
    let field = email().value("wilma@school").error(Some("Vul een e-mailadres in"));
    assert_eq!(
        serde_json::to_value(field).ok(),
        Some(serde_json::json!({"name": "email", "value": "wilma@school", "error": "Vul een e-mailadres in"}))
    );
}

#[test]
fn the_error_summary_leads_to_the_input_that_is_wrong() {
    let mail = email().error(Some("Vul een e-mailadres in"));
    let end = DateField::new(words(), "end", "Einddatum").error(Some("Maand 13 bestaat niet")).wrong(DatePart::Month);
    let fine = TextArea::new(words(), "note", "Boodschap");
    let fields: [&dyn Field; 3] = [&mail, &end, &fine];
    let summary = ErrorSummary::of(words(), fields, |_| false);
    let html = page(Chrome::new(words(), "nl", "Uitnodigen").errors(summary));
    assert!(html.contains("<title>Fout: Uitnodigen"), "{html}");
    assert!(html.contains("href=\"#f-email\"") && html.contains("href=\"#f-end-month\""), "{html}");
    assert!(mail.to_string().contains("id=\"f-email\"") && end.to_string().contains("id=\"f-end-month\""));
    assert!(mail.to_string().contains("aria-describedby=\"f-email-hint f-email-error\""));
    let none: [&dyn Field; 1] = [&fine];
    assert!(ErrorSummary::of(words(), none, |_| true).is_none());
}

#[test]
fn words_that_fit_any_field_are_told_with_the_label_of_the_field_they_are_about() {
    let mail = email().error(Some("Vul dit in"));
    let who = Radios::new(words(), "who", "Wie?").error(Some("Vul dit in"));
    let code = CodeField::new(words(), "code", "Code").error(Some("Deze code klopt niet"));
    let fields: [&dyn Field; 3] = [&mail, &who, &code];
    let html = ErrorSummary::of(words(), fields, |name| name != "code").map(|summary| summary.to_string());
    let html = html.unwrap_or_default();
    for line in [">E-mailadres: vul dit in<", ">Wie? Vul dit in<", ">Deze code klopt niet<"] {
        assert!(html.contains(line), "{line}: {html}");
    }
}

#[test]
fn a_text_that_starts_with_an_empty_line_keeps_it() {
    let html = TextArea::new(words(), "note", "Boodschap").value("\nTot maandag").to_string();
    assert!(html.contains(">\n\nTot maandag</textarea>"), "{html}");
}

#[test]
fn the_licence_name_stands_at_the_bottom_of_every_page_and_the_own_name_before_it() {
    // 0-16, 1-07, 1-14
    for html in [page(signed_in()), page(signed_in().public("Basisschool De Wilg"))] {
        let bottom = html.split_once("<footer").map(|(_, bottom)| bottom.to_owned()).unwrap_or_default();
        assert!(bottom.contains("Licentie: <b translate=\"no\">WILG</b>"), "{bottom}");
        assert!(bottom.find("Anna") < bottom.find("WILG"), "{bottom}");
    }
}

#[test]
fn a_public_page_has_no_navigation_and_loads_no_script() {
    let html = page(signed_in().public("Basisschool De Wilg"));
    assert!(!html.contains("<script") && !html.contains("id=\"menu\""), "{html}");
    assert!(page(signed_in()).contains("<script type=\"module\" src=\"/assets/app.js\">"));
}

#[test]
fn saved_finished_sent_and_shared_are_four_words_with_four_shapes() {
    let lines = [
        StatusLine::Saved(String::new()),
        StatusLine::Finished(String::new()),
        StatusLine::Sent(String::new()),
        StatusLine::Shared(String::new()),
    ];
    let mut seen: Vec<String> = lines
        .into_iter()
        .filter_map(|line| {
            let html = page(Chrome::new(words(), "nl", "Stap 4").status(line));
            let (_, from) = html.split_once("<li class=\"status")?;
            let (item, _) = from.split_once("</li>")?;
            item.split_once("<svg").map(|(_, shape)| shape.to_owned())
        })
        .collect();
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 4, "{seen:?}");
}

#[test]
fn a_language_that_reads_from_the_right_turns_the_page_round() {
    assert!(page(Chrome::new(words(), "ar", "خطة")).contains("<html lang=\"ar\" dir=\"rtl\">"));
    assert!(page(Chrome::new(words(), "nl-BE", "Plan")).contains("<html lang=\"nl-BE\">"));
}

#[test]
fn an_answer_that_was_not_given_says_so() {
    assert!(SummaryList::new(words()).answer("Einddatum", "").to_string().contains("Niet ingevuld"));
}

#[test]
fn a_job_never_shows_more_than_all() {
    assert!(Progress::new("Leerlingen", "120 van 120", 130, 120).to_string().contains("value=\"120\" max=\"120\""));
}
