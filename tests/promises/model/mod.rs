//! Random operations of several people in several licences, against a plain model: each answer ends as the model says, and what everybody
//! sees is what the model holds.

mod asking;
mod schools;
mod sight;

use emulators::Chance;
use testkit::World;

use crate::{
    ledger::Ledger,
    people::{ADMINISTRATOR, COORDINATOR, TEACHER, id},
    runs::{is_full, seed},
};
use asking::{Asker, one_of};
use schools::{
    Ending, Group, Learner, Op, Person,
    Role::{Administrator, Coordinator, Teacher},
    Schools,
};

/// Who asks: two schools, and an expert organisation without groups.
const PEOPLE: [Person; 7] = [
    Person { email: COORDINATOR, licence: 0, role: Coordinator },
    Person { email: ADMINISTRATOR, licence: 0, role: Administrator },
    Person { email: TEACHER, licence: 0, role: Teacher },
    Person { email: "i.ibers@debeuk.example", licence: 1, role: Coordinator },
    Person { email: "b.baas@debeuk.example", licence: 1, role: Administrator },
    Person { email: "e.expert@delinde.example", licence: 2, role: Coordinator },
    Person { email: "l.lijster@delinde.example", licence: 2, role: Administrator },
];
/// Stacks, and operations of each: two thousand every day, in less than a minute, and a hundred thousand in a full run.
const DAILY: (u64, usize) = (4, 500);
const FULL: (u64, usize) = (100, 1_000);
/// After so many it is looked whether all is as it should be.
const BETWEEN_LOOKS: usize = 100;
/// Every ending that an answer can have.
const KINDS: [Ending; 6] =
    [Ending::Done, Ending::Already, Ending::NotAllowed, Ending::NotThere, Ending::TooLate, Ending::Wrong];
/// How many of a hundred presses come twice.
const PRESSED_AGAIN: u64 = 20;

/// Everybody, signed in.
async fn askers(world: &World) -> Vec<Asker> {
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let teacher = administrator.get("/staff?q=Leer").await.unwrap().link("/staff/0").unwrap();
    let mut askers = Vec::new();
    for person in PEOPLE {
        let client = world.signed_in(person.email).await;
        let page = client.get("/learners/new").await.unwrap();
        let location = page.attribute("select[name=location] option:nth-child(2)", "value");
        askers.push(Asker { person, client: client.json(), location, teacher: id(&teacher).to_owned() });
    }
    askers
}

/// The learners and groups of the demo licences, each learner called as the model calls all: Bo.
async fn schools(askers: &[Asker]) -> Schools {
    let mut schools = Schools::default();
    for who in askers.iter().filter(|who| who.person.role == Coordinator) {
        let licence = who.person.licence;
        let page = who.look("/groups").await.json();
        for group in page["groups"].as_array().unwrap() {
            let text = |name: &str| group[name].as_str().unwrap().to_owned();
            schools.groups.push(Group {
                licence,
                id: text("id"),
                name: text("name"),
                is_class: group["kind"] == "class",
            });
        }
        let page = who.look("/learners").await.json();
        for learner in page["learners"].as_array().unwrap() {
            let in_groups = learner["groups"].as_array().unwrap();
            let groups = (0..schools.groups.len())
                .filter(|at| schools.groups[*at].licence == licence)
                .filter(|at| in_groups.contains(&schools.groups[*at].name.as_str().into()));
            let (groups, id) = (groups.collect(), learner["id"].as_str().unwrap().to_owned());
            let (family_name, number) = (String::new(), schools.learners.len());
            schools.learners.push(Learner { licence, id, family_name, version: 1, groups, dossier: None });
            let op =
                Op::Rename { learner: number, family_name: format!("{}-{number}", asking::MARKS[licence]), read: 1 };
            ask(who, &mut schools, op, &format!("first-{number:06}"), false).await;
        }
    }
    schools.of_teacher = (0..schools.groups.len()).filter(|at| schools.groups[*at].name == "Groep 5a").collect();
    schools
}

/// Asks it, compares the answer with the model, and carries it out in the model as well.
async fn ask(who: &Asker, schools: &mut Schools, op: Op, key: &str, again: bool) -> Ending {
    let (path, form) = schools.request(who, &op);
    let wanted = schools.ending(&who.person, &op);
    let answer = who.send(&path, &form, key).await;
    let about = format!("{} {key}: {op:?} at {path}", who.person.email);
    assert_eq!(answer.status.as_u16(), wanted.status(), "{about}: {}", answer.body);
    if again {
        // Told the same once more, and nothing is done.
        let again = who.send(&path, &form, key).await;
        let (told, first) = ((again.status, again.location()), (answer.status, answer.location()));
        assert_eq!(told, first, "again, {about}: {}", again.body);
    }
    if wanted == Ending::Done {
        let made = who.made(&op, &answer).await;
        schools.carry_out(&who.person, op, made);
    }
    wanted
}

/// Works through so many operations of one seed.
async fn work(seed: u64, operations: usize) -> Vec<Ending> {
    let world = World::start().await;
    let askers = askers(&world).await;
    let mut schools = schools(&askers).await;
    let mut chance = Chance::seeded(seed);
    let mut endings = Vec::new();
    for number in 0..operations {
        let who = &askers[one_of(&mut chance, askers.len())];
        let op = schools.some_op(&mut chance, &who.person, number);
        let (key, again) = (format!("model-{seed}-{number:06}"), chance.hits(PRESSED_AGAIN));
        endings.push(ask(who, &mut schools, op, &key, again).await);
        if (number + 1).is_multiple_of(BETWEEN_LOOKS) {
            for who in &askers {
                schools.is_what_is_seen_by(who, &mut chance).await;
            }
            let ledger = Ledger::of(&world.stack.aws);
            assert_eq!(ledger.faults(), Vec::<String>::new(), "seed {seed}, after {number}");
            assert_eq!(ledger.changes(), schools.changes, "seed {seed}, after {number}: one row each change");
        }
    }
    world.stack.stop().await;
    endings
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_people_of_several_licences_do_each_is_answered_and_sees_as_a_plain_model_says() {
    // 0-10, 0-22, 0-23, 3-20, trap 25, reliability trap 1
    let seed = seed();
    println!("SAMENSPOOR_SEED={seed}");
    let (stacks, operations) = if is_full() { FULL } else { DAILY };
    let mut endings = Vec::new();
    for stack in (0..stacks).step_by(2) {
        let seed = seed.wrapping_add(stack);
        let both = [seed, seed.wrapping_add(1)].map(|seed| tokio::spawn(work(seed, operations)));
        for one in both {
            endings.extend(one.await.unwrap());
        }
    }
    let counts = KINDS.map(|kind| (kind, endings.iter().filter(|ending| **ending == kind).count()));
    println!("{counts:?}");
    assert!(counts.iter().all(|(_, count)| *count > 0), "every ending is seen: {counts:?}");
}
