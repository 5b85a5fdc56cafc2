//! What each person sees is what the plain lists say, no more and no less.

use std::collections::BTreeSet;

use emulators::Chance;
use serde_json::Value;

use super::{
    asking::{Asker, one_of},
    schools::{Learner, Role, Schools},
};

/// How many learners, of any licence, each person looks at more closely.
const LOOKS: usize = 3;

/// A text of a value.
fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The ids in a list, with what else is to be compared.
fn listed<'a>(page: &'a Value, list: &str, mut also: impl FnMut(&Value) -> String + 'a) -> BTreeSet<(String, String)> {
    let all = page[list].as_array().unwrap_or_else(|| panic!("no list {list}: {page}"));
    all.iter().map(|one| (text(&one["id"]).to_owned(), also(one))).collect()
}

impl Schools {
    fn names(&self, learner: &Learner) -> BTreeSet<&str> {
        learner.groups.iter().map(|group| self.groups[*group].name.as_str()).collect()
    }

    /// Compares what somebody sees with what there is.
    pub async fn is_what_is_seen_by(&self, who: &Asker, chance: &mut Chance) {
        let seen = || self.learners.iter().filter(|learner| self.sees(&who.person, learner));
        let page = who.look("/learners").await.json();
        let found = listed(&page, "learners", |one| text(&one["name"]).to_owned());
        let wanted = seen().map(|learner| (learner.id.clone(), format!("{}, Bo", learner.family_name))).collect();
        assert_eq!(found, wanted, "{} sees these learners", who.person.email);
        if who.person.role != Role::Administrator {
            let page = who.look("/dossiers").await.json();
            let found = listed(&page, "dossiers", |_| String::new());
            let dossiers = seen().filter_map(|learner| learner.dossier.as_ref());
            let wanted = dossiers.map(|dossier| (dossier.id.clone(), String::new())).collect();
            assert_eq!(found, wanted, "{} sees these dossiers", who.person.email);
        }
        for _ in 0..LOOKS {
            self.is_seen_from_near(who, one_of(chance, self.learners.len())).await;
        }
    }

    /// A learner's page, and the step that was saved.
    async fn is_seen_from_near(&self, who: &Asker, at: usize) {
        let (learner, person) = (&self.learners[at], &who.person);
        let answer = who.look(&format!("/learners/{}", learner.id)).await;
        let (status, page) = (answer.status.as_u16(), answer.json());
        let about = format!("{} looks at {}", person.email, learner.family_name);
        if !self.sees(person, learner) {
            assert_eq!(status, 404, "{about}");
        } else {
            let now = (status, text(&page["name"]["family_name"]), page["version"].as_u64().unwrap());
            assert_eq!(now, (200, learner.family_name.as_str(), learner.version), "{about}");
            let groups = page["groups"].as_array().unwrap().iter().filter(|group| group["to"].is_null());
            let groups: BTreeSet<_> = groups.map(|group| text(&group["name"])).collect();
            // A teacher is told of the groups that are his own.
            let shared = |name: &&str| {
                let own = self.of_teacher.iter().any(|group| self.groups[*group].name == *name);
                person.role != Role::Teacher || own
            };
            assert_eq!(groups, self.names(learner).into_iter().filter(shared).collect(), "{about}");
            self.are_carers_seen(who, at, &page);
        }
        self.is_step_seen(who, learner).await;
    }

    fn are_carers_seen(&self, who: &Asker, at: usize, page: &Value) {
        if who.person.role != Role::Coordinator {
            assert!(page["carers"].is_null(), "{}: {page}", who.person.email);
            return;
        }
        let found: BTreeSet<_> = page["carers"].as_array().unwrap().iter().map(|carer| text(&carer["id"])).collect();
        let own = self.carers.iter().filter(|carer| carer.tied && carer.learner == at);
        assert_eq!(found, own.map(|carer| carer.id.as_str()).collect(), "{}", self.learners[at].family_name);
    }

    async fn is_step_seen(&self, who: &Asker, learner: &Learner) {
        let Some(dossier) = &learner.dossier else { return };
        let answer = who.look(&format!("/dossiers/{}/steps/3", dossier.id)).await;
        let wanted = match who.person.role {
            _ if who.person.licence != learner.licence => 404,
            Role::Administrator => 403,
            _ if !self.sees(&who.person, learner) => 404,
            _ => 200,
        };
        let about = format!("{} reads of {}", who.person.email, learner.family_name);
        assert_eq!(answer.status.as_u16(), wanted, "{about}");
        if wanted == 200 {
            let page = answer.json();
            let now = (page["version"].as_u64().unwrap(), text(&page["content"]["question"]));
            assert_eq!(now, (dossier.version, dossier.question.as_str()), "{about}");
        }
    }
}
