//! The form: per person a route, with what that route needs.

use domain::{
    consent::{Asked, Person, Purpose, Route, RouteInput},
    input::{Fault, Faults},
    name::PersonName,
    steps::Form,
};
use jiff::{ToSpan, civil::Date};
use serde::Serialize;
use web::{
    Locale,
    faults::Told,
    ui::{Checkboxes, Choice, DateField, Field, Hidden, Html, Radios, TextArea, TextField},
    words,
};

use crate::{scene::Scene, t, told};

/// Days that a link is proposed to be good: time for two parents to read and talk.
const PROPOSED_DAYS: i64 = 21;

/// The rows of one person.
#[derive(Serialize)]
pub struct PersonRow {
    person: Person,
    name: String,
    /// What the person is to the learner, and with which authority.
    role: String,
    email: String,
    #[serde(skip)]
    pub hidden: Hidden,
    #[serde(skip)]
    pub fields: Html,
    /// For the summary of what is wrong.
    #[serde(skip)]
    all: Vec<Box<dyn Field + Send + Sync>>,
}

impl PersonRow {
    /// Its fields, for the summary of what is wrong.
    pub fn fields(&self) -> impl Iterator<Item = &dyn Field> {
        self.all.iter().map(|field| &**field as &dyn Field)
    }
}

struct Maker<'a> {
    form: &'a Form,
    told: Told<'a>,
    locale: Locale,
    prefix: String,
}

impl Maker<'_> {
    fn name(&self, field: &str) -> String {
        format!("{}{field}", self.prefix)
    }

    fn date(&self, field: &str, label: String, hint: String) -> DateField {
        let name = self.name(field);
        let [day, month, year] = self.form.date_parts(&name);
        DateField::new(words(self.locale), &name, label).hint(hint).value(day, month, year).error(self.told.at(&name))
    }

    fn ends(&self) -> DateField {
        let t = t(self.locale);
        self.date("ends", t.ends(), t.ends_hint())
    }

    fn subject(&self) -> TextField {
        let (t, name) = (t(self.locale), self.name("subject"));
        TextField::new(words(self.locale), &name, t.subject())
            .hint(t.subject_hint())
            .value(self.form.get(&name))
            .error(self.told.at(&name))
            .optional()
    }

    fn area(&self, field: &str, label: String, hint: String) -> TextArea {
        let name = self.name(field);
        TextArea::new(words(self.locale), &name, label)
            .hint(hint)
            .rows(3)
            .value(self.form.get(&name))
            .error(self.told.at(&name))
    }
}

/// Each person with the number of the row that is about him in the form; who is not in it gets a number that is free.
/// So what was typed about one person is never shown at another, when somebody in between needs no row any more.
fn numbered<'a>(form: &Form, list: &str, people: impl IntoIterator<Item = &'a Asked>) -> Vec<(usize, &'a Asked)> {
    let mut next = form.next_row(list);
    let mut number = |asked: &Asked| {
        let person = asked.person.to_string();
        form.rows(list).into_iter().find(|number| form.row(list, *number, "person") == person).unwrap_or_else(|| {
            next += 1;
            next - 1
        })
    };
    people.into_iter().map(|asked| (number(asked), asked)).collect()
}

fn row(asked: &Asked, number: usize, form: &Form, faults: &Faults, locale: Locale) -> PersonRow {
    let (t, w) = (t(locale), words(locale));
    let maker = Maker { form, told: Told::new(faults, locale), locale, prefix: format!("consent-{number}-") };
    let name = maker.name("route");
    let (ends, subject) = (maker.ends(), maker.subject());
    let (date, explanation) =
        (maker.date("date", t.date(), t.date_hint()), maker.area("explanation", t.explanation(), t.explanation_hint()));
    let reason = maker.area("reason", t.reason(), t.reason_hint());
    let error = maker.told.at(&name).or_else(|| maker.told.at(&maker.name("person")));
    let route = Radios::new(w, &name, t.route(&asked.name))
        .hint(told::role(asked, locale))
        .choice(
            Choice::new("through-link", t.route_link())
                .hint(asked.email.as_deref().map_or_else(|| t.no_address(), |email| t.to_address(email)))
                .reveals(Html::of(ends.clone()).and(subject.clone())),
        )
        .choice(
            Choice::new("elsewhere", t.route_elsewhere())
                .hint(t.route_elsewhere_hint())
                .reveals(Html::of(date.clone()).and(explanation.clone())),
        )
        .choice(Choice::new("not-obtained", t.route_not()).hint(t.route_not_hint()).reveals(Html::of(reason.clone())))
        .value(form.get(&name))
        .error(error);
    PersonRow {
        person: asked.person,
        name: asked.name.clone(),
        role: told::role(asked, locale),
        email: asked.email.clone().unwrap_or_default(),
        hidden: Hidden::new(maker.name("person"), asked.person.to_string()),
        fields: Html::of(route.clone()),
        all: vec![
            Box::new(route),
            Box::new(ends),
            Box::new(subject),
            Box::new(date),
            Box::new(explanation),
            Box::new(reason),
        ],
    }
}

fn reader(asked: &Asked, number: usize, form: &Form, faults: &Faults, locale: Locale) -> PersonRow {
    let (t, w) = (t(locale), words(locale));
    let maker = Maker { form, told: Told::new(faults, locale), locale, prefix: format!("viewing-{number}-") };
    let name = maker.name("route");
    let (ends, subject) = (maker.ends(), maker.subject());
    let choice = Choice::new("through-link", t.let_read())
        .hint(asked.email.as_deref().map_or_else(|| t.no_address(), |email| t.to_address(email)));
    let route = Checkboxes::new(w, &name, t.reading_at_most(&asked.name))
        .hint(told::role(asked, locale))
        .choice(choice.reveals(Html::of(ends.clone()).and(subject.clone())))
        .value(form.get(&name))
        .error(maker.told.at(&name));
    PersonRow {
        person: asked.person,
        name: asked.name.clone(),
        role: told::role(asked, locale),
        email: asked.email.clone().unwrap_or_default(),
        hidden: Hidden::new(maker.name("person"), asked.person.to_string()),
        fields: Html::of(route.clone()),
        all: vec![Box::new(route), Box::new(ends), Box::new(subject)],
    }
}

/// The persons for whom a route can be chosen now: those who must be asked, and those who can be let read.
pub fn rows(scene: &Scene, form: &Form, faults: &Faults, locale: Locale) -> (Vec<PersonRow>, Vec<PersonRow>) {
    if !scene.is_running() {
        return (Vec::new(), Vec::new());
    }
    let asked = numbered(form, "consent", open(scene)).into_iter();
    let asked = asked.map(|(number, asked)| row(asked, number, form, faults, locale)).collect();
    let readers = if scene.frozen().is_some() { scene.readers() } else { Vec::new() };
    let readers = numbered(form, "viewing", readers).into_iter();
    (asked, readers.map(|(number, asked)| reader(asked, number, form, faults, locale)).collect())
}

/// Those who must be asked and have no request that stands.
fn open(scene: &Scene) -> impl Iterator<Item = &Asked> {
    scene.needed.asked.iter().filter(|asked| !scene.stands(asked.person, Purpose::ActionPart))
}

/// The form as it is first shown: what was planned, and a proposed last day.
pub fn first(scene: &Scene) -> Form {
    let proposed = proposed(scene.desk.today());
    let mut form = Form::default();
    for (number, asked) in (1..).zip(open(scene)) {
        let prefix = format!("consent-{number}-");
        form.set(format!("{prefix}person"), asked.person.to_string());
        form.set(format!("{prefix}ends"), proposed.to_string());
        if let Some(planned) = scene.dossier.routes.value.routes.iter().find(|planned| planned.person == asked.person) {
            fill(&mut form, &prefix, &planned.route);
        }
    }
    for (number, asked) in (1..).zip(scene.readers()) {
        form.set(format!("viewing-{number}-person"), asked.person.to_string());
        form.set(format!("viewing-{number}-ends"), proposed.to_string());
    }
    form
}

/// The proposed last day of a link.
pub fn proposed(today: Date) -> Date {
    today.checked_add(PROPOSED_DAYS.days()).unwrap_or(today)
}

fn fill(form: &mut Form, prefix: &str, route: &Route) {
    let mut set = |field: &str, value: String| form.set(format!("{prefix}{field}"), value);
    match route {
        Route::ThroughLink { ends, subject } => {
            set("route", "through-link".into());
            set("ends", ends.to_string());
            set("subject", subject.clone().unwrap_or_default());
        }
        Route::Elsewhere { date, explanation } => {
            set("route", "elsewhere".into());
            set("date", date.to_string());
            set("explanation", explanation.clone());
        }
        Route::NotObtained { reason } => {
            set("route", "not-obtained".into());
            set("reason", reason.clone());
        }
    }
}

/// Who may read at most and is to get a link: nothing else can be chosen for them.
pub fn parse_readers(
    form: &Form,
    readers: &[&Asked],
    learner: &PersonName,
    today: Date,
    faults: &mut Faults,
) -> Vec<(Person, Route)> {
    let mut routes = Vec::new();
    for number in form.rows("viewing") {
        let (get, prefix) = (|field: &str| form.row("viewing", number, field).to_owned(), format!("viewing-{number}-"));
        let input = RouteInput {
            person: get("person"),
            route: get("route"),
            ends: get("ends"),
            subject: get("subject"),
            ..RouteInput::default()
        };
        if input.route.is_empty() {
            continue;
        }
        let asked =
            input.person.parse::<Person>().ok().and_then(|person| readers.iter().find(|asked| asked.person == person));
        match (asked, input.route.as_str()) {
            (Some(asked), "through-link") => {
                routes.extend(input.parse(&prefix, asked, learner, today, faults).map(|route| (asked.person, route)))
            }
            _ => faults.add(format!("{prefix}route"), Fault::NotAChoice),
        }
    }
    routes
}

#[cfg(test)]
mod tests {
    use domain::carer::Authority;
    use jiff::civil::date;

    use super::*;

    fn father() -> Asked {
        Asked {
            person: "carer-00000000-0000-0000-0000-000000000001".parse().unwrap(),
            name: "Bram Ven".into(),
            email: Some("bram@ouder.example".into()),
            authority: Some(Authority::No),
            relation: None,
            learner_age: Some(12),
            language: "nl".into(),
            may_contact: true,
        }
    }

    fn parse(pairs: &[(&str, &str)]) -> (Vec<(Person, Route)>, Faults) {
        let (father, mut faults) = (father(), Faults::default());
        let routes = parse_readers(
            &Form::from_pairs(pairs.iter().copied()),
            &[&father],
            &PersonName { call_name: Some("Noor".into()), ..PersonName::default() },
            date(2026, 11, 22),
            &mut faults,
        );
        (routes, faults)
    }

    #[test]
    fn who_has_no_authority_can_be_let_read_and_nothing_else() {
        // C13, model: viewing at most
        let who = father().person.to_string();
        let (routes, faults) =
            parse(&[("viewing-1-person", &who), ("viewing-1-route", "through-link"), ("viewing-1-ends", "4-12-2026")]);
        assert_eq!(routes, [(father().person, Route::ThroughLink { ends: date(2026, 12, 4), subject: None })]);
        assert!(faults.0.is_empty());
        assert_eq!(
            parse(&[("viewing-1-person", &who), ("viewing-1-route", "elsewhere")]).1.at("viewing-1-route"),
            Some(&Fault::NotAChoice)
        );
        let (_, faults) = parse(&[
            ("viewing-1-person", &who),
            ("viewing-1-route", "through-link"),
            ("viewing-1-ends", "4-12-2026"),
            ("viewing-1-subject", "Plan van noor"),
        ]);
        assert_eq!(faults.at("viewing-1-subject"), Some(&Fault::NamesLearner), "1-62");
    }

    #[test]
    fn a_planned_route_is_shown_as_it_was_chosen() {
        // 1-36, 1-38
        let mut form = Form::default();
        fill(
            &mut form,
            "consent-1-",
            &Route::ThroughLink { ends: date(2026, 12, 4), subject: Some("Uw reactie".into()) },
        );
        assert_eq!(form.date_parts("consent-1-ends"), ["4", "12", "2026"]);
        assert_eq!(form.get("consent-1-route"), "through-link");
        fill(&mut form, "consent-2-", &Route::NotObtained { reason: "Niet bereikbaar".into() });
        assert_eq!(form.get("consent-2-reason"), "Niet bereikbaar");
    }
}
