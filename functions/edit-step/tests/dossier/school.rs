//! A school at work on a dossier: what each test begins with.

use testkit::{Answer, Client, Form, World};

const COORDINATOR: &str = "c.coster@dewilg.example";
pub const TEACHER: &str = "t.deleer@dewilg.example";

pub async fn get(client: &Client, path: &str) -> Answer {
    let answer = client.get(path).await.unwrap();
    assert_eq!(answer.status, 200, "{path}: {}", answer.content());
    answer
}

pub async fn send(client: &Client, form: &Form) -> Answer {
    client.submit_only(form).await.unwrap()
}

/// The form of a step with another button pressed.
pub fn pressed(form: &Form, action: &str, act: &str) -> Form {
    let mut form = form.clone().set("act", act);
    form.action = action.to_owned();
    form
}

/// A school with a coordinator at work, and a dossier of Noor with two parents.
pub struct School {
    pub world: World,
    pub carla: Client,
    pub learner: String,
    pub dossier: String,
}

impl School {
    pub async fn open() -> Self {
        let world = World::start().await;
        let carla = world.signed_in(COORDINATOR).await;
        let found = carla.json().get("/learners?q=noor").await.unwrap().json();
        let learner = format!("/learners/{}", found["learners"][0]["id"].as_str().unwrap());
        for (name, email) in [("Anna", "anna@ouder.example"), ("Bas", "bas@ouder.example")] {
            let form = get(&carla, &format!("{learner}/carers/new")).await.form("/carers").unwrap();
            let form = form
                .set("call_name", name)
                .set("family_name", "Ven")
                .set("relation", "parent")
                .set("authority", "yes")
                .set("may_contact", "yes")
                .set("email", email);
            let answer = send(&carla, &form).await;
            assert_eq!(answer.status, 303, "{}", answer.content());
        }
        let id = learner.trim_start_matches("/learners/").to_owned();
        let form = get(&carla, &format!("/dossiers/new?learner={id}")).await.form("/dossiers").unwrap();
        assert_eq!(send(&carla, &form).await.status, 422, "without a level");
        let form = get(&carla, &format!("/dossiers/new?learner={id}")).await.form("/dossiers").unwrap();
        let opened = send(&carla, &form.set("level", "extra-at-school")).await;
        assert_eq!(opened.status, 303, "{}", opened.content());
        let dossier = opened.location().unwrap().to_owned();
        Self { world, carla, learner, dossier }
    }

    pub fn step(&self, step: u8) -> String {
        format!("{}/steps/{step}", self.dossier)
    }

    pub async fn form(&self, step: u8) -> Form {
        get(&self.carla, &self.step(step)).await.form(&format!("/steps/{step}")).unwrap()
    }

    /// Fills in a step and finishes it.
    pub async fn finish(&self, step: u8, fields: &[(&str, &str)]) -> Answer {
        let form = fields.iter().fold(self.form(step).await, |form, (name, value)| form.set(name, *value));
        send(&self.carla, &pressed(&form, &format!("{}/finish", self.step(step)), "finish")).await
    }

    pub async fn finished(&self, step: u8, fields: &[(&str, &str)]) {
        let answer = self.finish(step, fields).await;
        assert_eq!(answer.status, 303, "step {step}: {}", answer.content());
    }

    pub async fn facts(&self) -> Vec<(&'static str, String)> {
        let page = get(&self.carla, &self.step(1)).await;
        let contact = page.attribute("select[name=contact-person] option:nth-child(2)", "value").unwrap();
        vec![("contact-person", contact), ("reason", "Rekenen gaat moeizaam".into())]
    }

    /// Steps 1 to 7 done, step 8 written, consent chosen for both parents.
    pub async fn ready(&self) {
        let facts = self.facts().await;
        let facts: Vec<_> = facts.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.finished(1, &facts).await;
        for step in 2..=6 {
            let form = self.form(step).await;
            assert_eq!(
                send(&self.carla, &pressed(&form, &format!("{}/finish", self.step(step)), "put-aside")).await.status,
                303
            );
        }
        self.finished(
            7,
            &[
                ("destination", "not-yet"),
                ("grounds", "Toetsen en werk"),
                ("goal-1-text", "De tafels kennen"),
                ("goal-1-term", "interim"),
            ],
        )
        .await;
        let written = self.plan("Elke dag tien minuten oefenen").await;
        assert_eq!(send(&self.carla, &written).await.status, 303);
        self.choose().await;
    }

    /// The form of step 8, filled in.
    pub async fn plan(&self, approach: &str) -> Form {
        let fields = [
            ("plan-1-approach", approach),
            ("plan-1-who", "Jet"),
            ("plan-1-when", "Elke dag"),
            ("plan-1-evaluation-date-day", "1"),
            ("plan-1-evaluation-date-month", "2"),
            ("plan-1-evaluation-date-year", "2027"),
            ("deviates", "no"),
            ("say-held", "yes"),
            ("say-date-day", "20"),
            ("say-date-month", "11"),
            ("say-date-year", "2026"),
            ("say-with", "Jet"),
            ("say-form", "talk"),
            ("say-words", "Ik wil beter rekenen"),
            ("say-done", "Het doel is erop gekozen"),
        ];
        fields.into_iter().fold(self.form(8).await, |form, (name, value)| form.set(name, value))
    }

    /// Chooses the link for everybody who is asked.
    pub async fn choose(&self) {
        let form = get(&self.carla, &format!("{}/consents", self.dossier)).await.form("/consents").unwrap();
        let mut form = form;
        for number in 1..=2 {
            form = form
                .set(&format!("consent-{number}-route"), "through-link")
                .set(&format!("consent-{number}-ends-day"), "31")
                .set(&format!("consent-{number}-ends-month"), "12")
                .set(&format!("consent-{number}-ends-year"), self.year());
        }
        let answer = send(&self.carla, &form).await;
        assert_eq!(answer.status, 303, "{}", answer.content());
    }

    pub fn year(&self) -> String {
        self.world.stack.clock.now().to_string().chars().take(4).collect()
    }
}
