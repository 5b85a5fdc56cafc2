//! What was typed into a form that was not carried out: shown, and sent again with one press.

use domain::{ids::LearnerId, steps::StepNumber};
use serde::{Deserialize, Serialize};
use texts::Locale;

use crate::{
    posted::DRAFT_FIELD,
    t,
    ui::{Hidden, SummaryList},
    words,
};

/// The fields of a form, and where it was sent to. Never a form with something secret in it: that is typed anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typed {
    /// Where it was sent to.
    pub path: String,
    /// The fields, the form's key among them.
    pub fields: Vec<(String, String)>,
}

/// What pages send along that nobody typed.
const CONTROLS: [&str; 6] = ["once", "version", "about", "act", "confirmed", DRAFT_FIELD];

/// A password, or a code that stands for one.
fn is_secret(name: &str) -> bool {
    name.contains("password") || name == "code" || name.ends_with("-code")
}

/// A choice of somebody or something, by id.
fn is_id(text: &str) -> bool {
    // Ids of all kinds are written the same way.
    text.parse::<LearnerId>().is_ok()
}

impl Typed {
    /// The form that was sent; nothing when it cannot be read, or holds a password or a code.
    pub fn read(path: &str, bytes: &[u8]) -> Option<Self> {
        let fields: Vec<(String, String)> = serde_html_form::from_bytes(bytes).ok()?;
        let keeps = !fields.is_empty() && !fields.iter().any(|(name, _)| is_secret(name));
        keeps.then(|| Self { path: path.to_owned(), fields })
    }

    /// The fields as they were sent, with the form's own key: it is carried out once, however often it comes.
    pub fn hidden(&self) -> Vec<Hidden> {
        self.fields.iter().map(|(name, value)| Hidden::new(name, value)).collect()
    }

    /// What people typed, for reading and copying; nothing when they only pressed a button.
    pub fn shown(&self, locale: Locale) -> Option<SummaryList> {
        let step = self.step();
        let is_typed = |(name, value): &&(String, String)| {
            !CONTROLS.contains(&name.as_str()) && !value.trim().is_empty() && !is_id(value)
        };
        let rows: Vec<_> = self
            .fields
            .iter()
            .filter(is_typed)
            .filter_map(|(name, value)| Some((label(step, name, value, locale)?, in_words(step, name, value, locale))))
            .collect();
        if rows.is_empty() {
            return None;
        }
        Some(rows.into_iter().fold(SummaryList::new(words(locale)), |list, (label, value)| list.answer(label, value)))
    }

    /// What pressing the button of the form does, as far as its address tells.
    pub fn act(&self, locale: Locale) -> String {
        let t = t(locale);
        match self.path.rsplit('/').next().unwrap_or_default() {
            "finish" => t.typed_finish(),
            "learners" | "carers" | "groups" | "consents" | "account" | "edit" => t.typed_save(),
            last if last.parse::<u8>().is_ok() || is_id(last) => t.typed_save(),
            _ => t.typed_go_on(),
        }
    }

    /// The step of a dossier that it is a form of.
    fn step(&self) -> Option<StepNumber> {
        let mut parts = self.path.split('/').skip_while(|part| *part != "steps").skip(1);
        parts.next()?.parse().ok()
    }
}

/// The name of a field without the row it stands in: `plan-2-approach` is `plan-approach`, and the row is `2`.
fn without_row(name: &str) -> (String, Option<&str>) {
    let is_row = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts = name.split('-').filter(|part| !is_row(part));
    (parts.collect::<Vec<_>>().join("-"), name.split('-').find(is_row))
}

/// What a field is called. Other pages than those of steps name their own fields; the common ones are known here, and whatever
/// is more than a word is shown in any case.
fn label(step: Option<StepNumber>, name: &str, value: &str, locale: Locale) -> Option<String> {
    let t = t(locale);
    let (field, row) = without_row(name);
    let of_step = step.and_then(|step| t.named(&format!("step-{step}-field-{field}")));
    let last = field.rsplit('-').next().unwrap_or_default().replace('_', "-");
    let known = of_step.or_else(|| t.named(&format!("typed-field-{last}")));
    let known = known.or_else(|| value.trim().contains(char::is_whitespace).then(|| t.typed_other()))?;
    Some(row.map(|row| format!("{known} {row}")).unwrap_or(known))
}

/// A choice reads as on its page, all else as it was typed.
fn in_words(step: Option<StepNumber>, name: &str, value: &str, locale: Locale) -> String {
    let choice =
        step.and_then(|_| t(locale).named(&format!("choice-{}-{}", without_row(name).0, value.to_lowercase())));
    choice.unwrap_or_else(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const STEP: &str = "/dossiers/0.1/steps/8";

    #[test]
    fn a_form_with_a_password_or_a_code_is_not_kept() {
        for secret in ["password=x", "new-password=x", "code=123456", "off-code=123456"] {
            assert_eq!(Typed::read("/sign-in", format!("once=12345678&email=a&{secret}").as_bytes()), None, "{secret}");
        }
        assert!(Typed::read("/learners", b"postcode=1234AB").is_some());
    }

    #[test]
    fn what_was_typed_is_named_as_on_its_page_and_what_pages_send_along_is_not_shown() {
        let form = b"once=12345678&version=3&plan-2-approach=Elke+dag+lezen&say-date-day=3&plan-2-goal=3f0d7a52-3d0e-4f6a-9c53-0a5f5a1f0a11";
        let typed = Typed::read(STEP, form).unwrap();
        let shown = serde_json::to_value(typed.shown(Locale::En).unwrap()).unwrap();
        assert_eq!(shown["rows"].as_array().unwrap().len(), 1, "{shown}");
        assert_eq!(
            (&shown["rows"][0]["key"], &shown["rows"][0]["value"]),
            (&"Approach 2".into(), &"Elke dag lezen".into())
        );
        assert_eq!(typed.hidden().len(), 5, "all of it is sent again");
        assert!(Typed::read(STEP, b"once=12345678").unwrap().shown(Locale::Nl).is_none(), "only a button was pressed");
    }

    #[test]
    fn the_button_says_whether_it_saves_or_finishes() {
        let act = |path: &str| Typed { path: path.into(), fields: Vec::new() }.act(Locale::Nl);
        let said =
            [act(STEP), act(&format!("{STEP}/finish")), act("/learners"), act("/staff/check"), act("/staff/1/edit")];
        assert_eq!(said, ["Opslaan", "Afronden", "Opslaan", "Ga verder", "Opslaan"]);
    }

    proptest! {
        #[test]
        fn whatever_was_typed_is_kept_as_it_was_and_can_be_shown(
            path in "(/|steps|dossiers|finish|[0-9]{1,3}|\\PC){0,12}",
            typed in prop::collection::vec(("[a-z0-9_-]{0,16}|plan-[0-9]{1,3}-approach|\\PC{0,8}", ".{0,40}"), 0..6),
        ) {
            let form = serde_html_form::to_string(&typed).unwrap();
            let secret = typed.iter().any(|(name, _)| is_secret(name));
            let kept = Typed::read(&path, form.as_bytes());
            prop_assert_eq!(kept.is_some(), !secret && !typed.is_empty());
            for (kept, locale) in kept.iter().flat_map(|kept| [(kept, Locale::Nl), (kept, Locale::En)]) {
                prop_assert_eq!(&kept.fields, &typed);
                prop_assert!(!kept.act(locale).is_empty());
                kept.shown(locale);
            }
        }

        #[test]
        fn bytes_that_are_no_form_stop_nothing(bytes in prop::collection::vec(any::<u8>(), 0..120)) {
            let kept = Typed::read("/learners", &bytes);
            prop_assert!(kept.is_none_or(|kept| kept.hidden().len() == kept.fields.len()));
        }
    }
}
