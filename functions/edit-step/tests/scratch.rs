#![allow(missing_docs,unused,clippy::all,clippy::unwrap_used,clippy::expect_used,clippy::allow_attributes,clippy::print_stdout,clippy::panic)]

use testkit::{Answer, Client, Form, World};

const COORDINATOR: &str = "c.coster@dewilg.example";
const TEACHER: &str = "t.deleer@dewilg.example";

async fn get(client: &Client, path: &str) -> Answer {
    let answer = client.get(path).await.unwrap();
    assert_eq!(answer.status, 200, "{path}: {}", answer.content());
    answer
}

async fn send(client: &Client, form: &Form) -> Answer {
    client.submit_only(form).await.unwrap()
}

/// The form of a step with another button pressed.
fn pressed(form: &Form, action: &str, act: &str) -> Form {
    let mut form = form.clone().set("act", act);
    form.action = action.to_owned();
    form
}

/// A school with a coordinator at work, and a dossier of Noor with two parents.
struct School {
    world: World,
    carla: Client,
    learner: String,
    dossier: String,
}

impl School {
    async fn open() -> Self {
        let world = World::start().await;
        let carla = world.signed_in(COORDINATOR).await;
        let found = carla.json().get("/learners?q=noor").await.unwrap().json();
        let learner = format!("/learners/{}", found["learners"][0]["id"].as_str().unwrap());
        for (name, email) in [("Anna", "anna@ouder.example"), ("Bas", "bas@ouder.example")] {
            let form = get(&carla, &format!("{learner}/carers/new")).await.form("/carers").unwrap();
            let form = form.set("call_name", name).set("family_name", "Ven").set("relation", "parent").set("authority", "yes").set("may_contact", "yes").set("email", email);
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

    fn step(&self, step: u8) -> String {
        format!("{}/steps/{step}", self.dossier)
    }

    async fn form(&self, step: u8) -> Form {
        get(&self.carla, &self.step(step)).await.form(&format!("/steps/{step}")).unwrap()
    }

    /// Fills in a step and finishes it.
    async fn finish(&self, step: u8, fields: &[(&str, &str)]) -> Answer {
        let form = fields.iter().fold(self.form(step).await, |form, (name, value)| form.set(name, *value));
        send(&self.carla, &pressed(&form, &format!("{}/finish", self.step(step)), "finish")).await
    }

    async fn finished(&self, step: u8, fields: &[(&str, &str)]) {
        let answer = self.finish(step, fields).await;
        assert_eq!(answer.status, 303, "step {step}: {}", answer.content());
    }

    async fn facts(&self) -> Vec<(&'static str, String)> {
        let page = get(&self.carla, &self.step(1)).await;
        let contact = page.attribute("select[name=contact-person] option:nth-child(2)", "value").unwrap();
        vec![("contact-person", contact), ("reason", "Rekenen gaat moeizaam".into())]
    }

    /// Steps 1 to 7 done, step 8 written, consent chosen for both parents.
    async fn ready(&self) {
        let facts = self.facts().await;
        let facts: Vec<_> = facts.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.finished(1, &facts).await;
        for step in 2..=6 {
            let form = self.form(step).await;
            assert_eq!(send(&self.carla, &pressed(&form, &format!("{}/finish", self.step(step)), "put-aside")).await.status, 303);
        }
        self.finished(7, &[("destination", "not-yet"), ("grounds", "Toetsen en werk"), ("goal-1-text", "De tafels kennen"), ("goal-1-term", "interim")]).await;
        let written = self.plan("Elke dag tien minuten oefenen").await;
        assert_eq!(send(&self.carla, &written).await.status, 303);
        self.choose().await;
    }

    /// The form of step 8, filled in.
    async fn plan(&self, approach: &str) -> Form {
        let fields = [
            ("plan-1-approach", approach), ("plan-1-who", "Jet"), ("plan-1-when", "Elke dag"),
            ("plan-1-evaluation-date-day", "1"), ("plan-1-evaluation-date-month", "2"), ("plan-1-evaluation-date-year", "2027"),
            ("deviates", "no"), ("say-held", "yes"), ("say-date-day", "20"), ("say-date-month", "11"), ("say-date-year", "2026"),
            ("say-with", "Jet"), ("say-form", "talk"), ("say-words", "Ik wil beter rekenen"), ("say-done", "Het doel is erop gekozen"),
        ];
        fields.into_iter().fold(self.form(8).await, |form, (name, value)| form.set(name, value))
    }

    /// Chooses the link for everybody who is asked.
    async fn choose(&self) {
        let form = get(&self.carla, &format!("{}/consents", self.dossier)).await.form("/consents").unwrap();
        let mut form = form;
        for number in 1..=2 {
            form = form.set(&format!("consent-{number}-route"), "through-link").set(&format!("consent-{number}-ends-day"), "31").set(&format!("consent-{number}-ends-month"), "12").set(&format!("consent-{number}-ends-year"), self.year());
        }
        let answer = send(&self.carla, &form).await;
        assert_eq!(answer.status, 303, "{}", answer.content());
    }

    fn year(&self) -> String {
        self.world.stack.clock.now().to_string().chars().take(4).collect()
    }
}


fn keep(name: &str, answer: &Answer) {
    std::fs::create_dir_all("/tmp/dpages").unwrap();
    let css = std::fs::read_to_string("/work/main/shared/web/assets/app.css").unwrap();
    let start = answer.body.find("<link rel=\"stylesheet\"").unwrap_or(0);
    let end = start + answer.body[start..].find('>').unwrap() + 1;
    let html = format!("{}<style>{css}</style>{}", &answer.body[..start], &answer.body[end..]);
    std::fs::write(format!("/tmp/dpages/{name}.html"), html).unwrap();
}
fn tell(school: &School, what: &str) {
    let calls = school.world.stack.aws.calls();
    println!("{what}: {:?} rounds {}", calls.summary(), calls.round_trips());
    calls.reset();
}
#[tokio::test(flavor = "multi_thread")]
async fn look() {
    let school = School::open().await;
    let c = &school.carla;
    let quiet = || async { tokio::time::sleep(std::time::Duration::from_millis(300)).await; school.world.stack.aws.calls().reset(); };
    quiet().await;
    keep("list", &get(c, "/dossiers").await); tell(&school, "GET /dossiers");
    let id = school.learner.trim_start_matches("/learners/");
    keep("choose", &get(c, "/dossiers/new").await); tell(&school, "GET /dossiers/new");
    keep("running", &get(c, &format!("/dossiers/new?learner={id}")).await); tell(&school, "GET /dossiers/new?learner");
    keep("new-dossier", &get(c, &school.dossier).await); tell(&school, "GET /dossiers/x");
    for s in 1..=11 { keep(&format!("step-{s}"), &get(c, &school.step(s)).await); tell(&school, &format!("GET step {s}")); }
    let a = school.finish(4, &[("domain-1-picture", "Gaat goed")]).await; keep("step-4-missing", &a); tell(&school, "POST finish 4 missing (after GET)");
    let form = school.form(3).await.set("question", "Vraag"); quiet().await;
    send(c, &form).await; tell(&school, "POST save 3");
    let late = send(c, &form.clone().set("once", "other-key-99").set("question", "Een heel andere vraag")).await; keep("stale", &late); tell(&school, "POST stale 3");
    let fin = school.form(3).await; quiet().await;
    send(c, &pressed(&fin, &format!("{}/finish", school.step(3)), "finish")).await; tell(&school, "POST finish 3");
    keep("step-3-done", &get(c, &school.step(3)).await);
    let f = get(c, &school.step(3)).await.form("/reopen").unwrap().set("reason", "Toch anders"); quiet().await;
    send(c, &f).await; tell(&school, "POST reopen 3");
    let facts = school.facts().await;
    let form = facts.iter().fold(school.form(1).await, |form, (name, value)| form.set(name, value.as_str()));
    quiet().await;
    keep("fast-missing", &send(c, &pressed(&form, &format!("{}/finish", school.step(1)), "fast-route")).await); tell(&school, "POST fast missing");
    let a = school.finish(8, &[("deviates", "no")]).await; keep("step-8-missing", &a);
    school.ready().await;
    keep("step-8-ready", &get(c, &school.step(8)).await);
    let f = school.form(8).await; quiet().await;
    let t = school.world.stack.aws.calls();
    let a = send(c, &pressed(&f, &format!("{}/finish", school.step(8)), "finish")).await; assert_eq!(a.status, 303); tell(&school, "POST finish 8");
    keep("step-8-done", &get(c, &school.step(8)).await);
    keep("dossier-sent", &get(c, &school.dossier).await);
    let skip = send(c, &pressed(&school.form(9).await, &format!("{}/finish", school.step(9)), "skip")).await; keep("skip", &skip);
    send(c, &skip.form("/finish").unwrap()).await;
    let outcome = school.form(11).await.set("outcome", "transfer").set("note", "Naar de Beuk");
    let asked = send(c, &pressed(&outcome, &format!("{}/archive", school.dossier), "archive")).await; keep("archive", &asked);
    let bad = send(c, &pressed(&school.form(11).await, &format!("{}/archive", school.dossier), "archive")).await; keep("archive-missing", &bad); assert_eq!(bad.status, 422);
    quiet().await;
    send(c, &asked.form("/archive").unwrap()).await; tell(&school, "POST archive");
    keep("dossier-archived", &get(c, &school.dossier).await);
    keep("step-7-archived", &get(c, &school.step(7)).await);
    println!("{}", c.json().get(&school.step(7)).await.unwrap().body);
    println!("{}", c.json().get(&school.dossier).await.unwrap().body);
    println!("{}", c.json().get("/dossiers?show=archived").await.unwrap().body);
    let r = c.post_json(&format!("{}/finish", school.step(8)), &serde_json::json!({}), "k-12345678").await.unwrap(); println!("{} {}", r.status, r.body.len());
}
