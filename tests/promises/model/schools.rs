//! What should be so, in a few plain lists: what is asked, what the answer is then, and what is different afterwards.

use std::collections::BTreeSet;

use Ending::{Already, Done, NotAllowed, NotThere, TooLate, Wrong};
use Role::{Administrator, Coordinator, Teacher};

/// What somebody is in the own licence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Administrator,
    Coordinator,
    Teacher,
}

/// Somebody at work.
#[derive(Debug, Clone, Copy)]
pub struct Person {
    pub email: &'static str,
    pub licence: usize,
    pub role: Role,
}

#[derive(Debug)]
pub struct Learner {
    pub licence: usize,
    pub id: String,
    pub family_name: String,
    pub version: u64,
    /// Groups of today, by their place in [`Schools::groups`].
    pub groups: BTreeSet<usize>,
    pub dossier: Option<Dossier>,
}

#[derive(Debug)]
pub struct Dossier {
    pub id: String,
    /// What step 3 asks, and how often it was saved.
    pub question: String,
    pub version: u64,
}

#[derive(Debug)]
pub struct Carer {
    pub learner: usize,
    pub id: String,
    pub family_name: String,
    pub phone: String,
    pub version: u64,
    /// Whether it is a carer of the learner today.
    pub tied: bool,
}

#[derive(Debug)]
pub struct Group {
    pub licence: usize,
    pub id: String,
    pub name: String,
    pub is_class: bool,
}

/// All licences.
#[derive(Debug, Default)]
pub struct Schools {
    pub learners: Vec<Learner>,
    pub carers: Vec<Carer>,
    pub groups: Vec<Group>,
    /// The groups of the one teacher there is.
    pub of_teacher: BTreeSet<usize>,
    /// How many changes were made.
    pub changes: usize,
}

/// The licence of the one teacher there is.
const OF_TEACHER: usize = 0;

/// What is asked. Learners, carers and groups by their place; `read` is the version that was read before.
#[derive(Debug, Clone)]
pub enum Op {
    AddLearner {
        family_name: String,
    },
    Rename {
        learner: usize,
        family_name: String,
        read: u64,
    },
    OpenDossier {
        learner: usize,
    },
    Save {
        learner: usize,
        question: String,
        read: u64,
    },
    Join {
        group: usize,
        learner: usize,
    },
    Leave {
        group: usize,
        learner: usize,
    },
    AddCarer {
        learner: usize,
        family_name: String,
    },
    ChangeCarer {
        carer: usize,
        phone: String,
        read: u64,
    },
    EndCarer {
        carer: usize,
    },
    /// The teacher comes into a group.
    TeacherJoins {
        group: usize,
    },
    /// The teacher leaves it.
    TeacherLeaves {
        group: usize,
    },
}

/// How an answer ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Done, and something is different now.
    Done,
    /// Done: it was so already.
    Already,
    /// 403
    NotAllowed,
    /// 404
    NotThere,
    /// 409
    TooLate,
    /// 422
    Wrong,
}

impl Ending {
    pub fn status(self) -> u16 {
        match self {
            Self::Done | Self::Already => 303,
            Self::NotAllowed => 403,
            Self::NotThere => 404,
            Self::TooLate => 409,
            Self::Wrong => 422,
        }
    }
}

/// Of what was read and what is there, whether somebody came first.
fn unless_late(read: u64, now: u64) -> Ending {
    if read == now { Done } else { TooLate }
}

impl Schools {
    /// Whether a person sees a learner: all of the licence, or those in a group of one's own.
    pub fn sees(&self, who: &Person, learner: &Learner) -> bool {
        let shares_group = || !learner.groups.is_disjoint(&self.of_teacher);
        who.licence == learner.licence && (who.role != Teacher || shares_group())
    }

    /// How the answer should end.
    pub fn ending(&self, who: &Person, op: &Op) -> Ending {
        let is_mine = |licence: usize| licence == who.licence;
        match op {
            Op::AddLearner { .. } if who.role == Teacher => NotAllowed,
            Op::AddLearner { .. } => Done,
            Op::Rename { .. } if who.role == Teacher => NotAllowed,
            Op::Rename { learner, read, .. } => match &self.learners[*learner] {
                learner if is_mine(learner.licence) => unless_late(*read, learner.version),
                _ => NotThere,
            },
            Op::OpenDossier { learner } => match &self.learners[*learner] {
                learner if !is_mine(learner.licence) => NotThere,
                _ if who.role != Coordinator => NotAllowed,
                learner if learner.dossier.is_some() => TooLate,
                _ => Done,
            },
            Op::Save { learner, read, .. } => match &self.learners[*learner] {
                learner if !is_mine(learner.licence) => NotThere,
                _ if who.role == Administrator => NotAllowed,
                learner if !self.sees(who, learner) => NotThere,
                learner => learner.dossier.as_ref().map_or(NotThere, |dossier| unless_late(*read, dossier.version)),
            },
            Op::Join { .. } | Op::Leave { .. } => self.ending_of_membership(who, op),
            Op::AddCarer { .. } | Op::ChangeCarer { .. } | Op::EndCarer { .. } => self.ending_about_carer(who, op),
            Op::TeacherJoins { .. } | Op::TeacherLeaves { .. } if who.role != Administrator => NotAllowed,
            Op::TeacherJoins { group } | Op::TeacherLeaves { group } if !is_mine(self.groups[*group].licence) => {
                NotThere
            }
            Op::TeacherJoins { .. } if who.licence != OF_TEACHER => Wrong,
            Op::TeacherJoins { group } => {
                if self.of_teacher.contains(group) {
                    Already
                } else {
                    Done
                }
            }
            Op::TeacherLeaves { group } => {
                if self.of_teacher.contains(group) {
                    Done
                } else {
                    NotThere
                }
            }
        }
    }

    fn ending_of_membership(&self, who: &Person, op: &Op) -> Ending {
        let (Op::Join { group, learner } | Op::Leave { group, learner }) = op else { return Wrong };
        let (group_there, learner) = (self.groups[*group].licence == who.licence, &self.learners[*learner]);
        let (there, is_in) = (learner.licence == who.licence, learner.groups.contains(group));
        match op {
            _ if who.role == Teacher => NotAllowed,
            _ if !group_there => NotThere,
            Op::Join { .. } if !there => Wrong,
            Op::Join { .. } if is_in => Already,
            Op::Leave { .. } if !is_in => NotThere,
            _ => Done,
        }
    }

    fn ending_about_carer(&self, who: &Person, op: &Op) -> Ending {
        let there = |carer: usize| {
            let carer = &self.carers[carer];
            carer.tied && self.learners[carer.learner].licence == who.licence
        };
        match op {
            _ if who.role != Coordinator => NotAllowed,
            Op::AddCarer { learner, .. } if self.learners[*learner].licence == who.licence => Done,
            Op::ChangeCarer { carer, read, .. } if there(*carer) => unless_late(*read, self.carers[*carer].version),
            Op::EndCarer { carer } if there(*carer) => Done,
            _ => NotThere,
        }
    }

    /// What is different once it is done. `made` is the id of what was made.
    pub fn carry_out(&mut self, who: &Person, op: Op, made: Option<String>) {
        self.changes += 1;
        match op {
            Op::AddLearner { family_name } => self.learners.push(Learner {
                licence: who.licence,
                id: made.unwrap(),
                family_name,
                version: 1,
                groups: BTreeSet::new(),
                dossier: None,
            }),
            Op::Rename { learner, family_name, .. } => {
                self.learners[learner].family_name = family_name;
                self.learners[learner].version += 1;
            }
            Op::OpenDossier { learner } => {
                self.learners[learner].dossier =
                    Some(Dossier { id: made.unwrap(), question: String::new(), version: 0 });
            }
            Op::Save { learner, question, .. } => {
                let dossier = self.learners[learner].dossier.as_mut().unwrap();
                dossier.question = question;
                dossier.version += 1;
            }
            Op::Join { group, learner } => {
                let learner = &mut self.learners[learner];
                // A learner is in one class at most.
                learner.groups.retain(|other| !(self.groups[group].is_class && self.groups[*other].is_class));
                learner.groups.insert(group);
                learner.version += 1;
            }
            Op::Leave { group, learner } => {
                self.learners[learner].groups.remove(&group);
                self.learners[learner].version += 1;
            }
            Op::AddCarer { learner, family_name } => self.carers.push(Carer {
                learner,
                id: made.unwrap(),
                family_name,
                phone: String::new(),
                version: 1,
                tied: true,
            }),
            Op::ChangeCarer { carer, phone, .. } => {
                self.carers[carer].phone = phone;
                self.carers[carer].version += 1;
            }
            Op::EndCarer { carer } => {
                self.carers[carer].tied = false;
                self.carers[carer].version += 1;
            }
            Op::TeacherJoins { group } => drop(self.of_teacher.insert(group)),
            Op::TeacherLeaves { group } => drop(self.of_teacher.remove(&group)),
        }
    }
}
