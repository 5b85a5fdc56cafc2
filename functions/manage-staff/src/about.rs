//! What is known of one staff member: read in one round trip, and shaped for page and program alike.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    group::Group,
    ids::{GroupId, LinkId, StaffId},
    link::Link,
    staff::{Membership, Role, StaffMember, StaffStatus},
    steps::Subject,
};
use jiff::civil::Date;
use serde::Serialize;
use store::{
    Entity, StoreError,
    audit::{Entry, Who},
    keys::{self, Key},
    outbox::Job,
    people::mail_of,
};
use web::{Desk, Problem, role_fields};

use crate::trail::{For, Trail};

/// Groups, and likewise people, that are named: with the links they stay under the 100 keys of one read.
const NAMED: usize = 45;
/// What the audit log calls granting a role.
const GRANTED: &str = "granted";

/// A staff member with everything around him.
#[derive(Serialize)]
pub struct About {
    pub id: StaffId,
    pub name: String,
    pub email: String,
    pub status: StaffStatus,
    pub access: bool,
    pub roles: Vec<Granted>,
    pub groups: Vec<Joined>,
    /// The newest invitation.
    pub invitation: Option<Trail>,
    /// The newest reset of the second factor that was asked for here.
    pub factor_reset: Option<Reset>,
    /// Audit rows of roles that the person granted to himself.
    pub self_granted: Vec<Entry>,
}

/// A reset of the second factor.
#[derive(Serialize)]
pub struct Reset {
    /// Why, in the words of who asked.
    pub reason: String,
    /// What became of its link.
    pub trail: Trail,
}

/// A role that was granted.
#[derive(Serialize)]
pub struct Granted {
    pub role: Role,
    pub subject: Option<Subject>,
    pub location: Option<String>,
    /// Where it reaches, in words.
    pub place: String,
    pub from: Date,
    pub to: Option<Date>,
    pub reason: String,
    /// The name of who granted it; nothing when the platform did, on opening the licence.
    pub by: Option<String>,
    pub self_granted: bool,
}

/// A group the person is, or will be, a member of.
#[derive(Serialize)]
pub struct Joined {
    pub name: String,
    pub year: String,
    pub from: Date,
    pub to: Option<Date>,
}

impl About {
    /// Reads what the member's page shows.
    pub async fn read(desk: &Desk, member: &StaffMember) -> Result<Self, Problem> {
        let (store, licence) = (&desk.app.store, desk.licence.id);
        let (groups, people) = (groups(member, desk.today()), people(member));
        let newest = member.invitation();
        let link = match newest {
            Some(invitation) => Some(keys::link(&desk.app.invitation_token(invitation).await?)),
            None => None,
        };
        let reset = member.factor_reset.as_ref();
        let reset_link = match reset {
            Some(reset) => Some(keys::link(&desk.app.link_token(reset.link, &reset.key).await?)),
            None => None,
        };
        let wanted: Vec<Key> = groups
            .iter()
            .map(|id| keys::group(licence, *id))
            .chain(people.iter().map(|id| keys::staff(licence, *id)))
            .chain(link.clone())
            .chain(reset_link.clone())
            .collect();
        let mailed = newest.filter(|invitation| invitation.mailed).map(|invitation| invitation.link);
        let (found, mail, reset_mail, self_granted) = futures::join!(
            store.batch(&wanted),
            mail(desk, mailed),
            mail(desk, reset.map(|reset| reset.link)),
            self_granted(desk, member)
        );
        let (mut found, mail, reset_mail) = (found?, mail?, reset_mail?);

        let mut names = BTreeMap::from([(desk.me(), desk.actor.member.name.full()), (member.id, member.name.full())]);
        for id in people {
            names.extend(
                found
                    .take::<StaffMember>(&keys::staff(licence, id), StaffMember::ENTITY)?
                    .map(|person| (id, person.value.name.full())),
            );
        }
        let mut known = BTreeMap::new();
        for id in groups {
            known.extend(found.take::<Group>(&keys::group(licence, id), Group::ENTITY)?.map(|group| (id, group.value)));
        }
        let mut take = |key: Option<Key>| -> Result<Option<Link>, StoreError> {
            Ok(key.map(|key| found.take::<Link>(&key, "link")).transpose()?.flatten().map(|link| link.value))
        };
        let (link, reset_link) = (take(link)?, take(reset_link)?);
        let by = |id: Option<StaffId>| id.and_then(|id| names.get(&id).cloned());
        Ok(Self {
            id: member.id,
            name: member.name.full(),
            email: member.email.clone(),
            status: member.status,
            access: member.access,
            roles: granted(desk, member, &known, by),
            groups: present(member, desk.today())
                .filter_map(|membership| joined(membership, known.get(&membership.group)?))
                .collect(),
            invitation: newest.map(|invitation| {
                let made_by = by(invitation.by);
                let purpose = if invitation.mailed { For::Invitation } else { For::Paper };
                Trail::of(purpose, invitation.made, link.as_ref(), mail.as_ref(), made_by, desk.now())
            }),
            factor_reset: reset.map(|reset| {
                let (link, mail) = (reset_link.as_ref(), reset_mail.as_ref());
                Reset {
                    reason: reset.reason.clone(),
                    trail: Trail::of(For::FactorReset, reset.made, link, mail, by(Some(reset.by)), desk.now()),
                }
            }),
            self_granted: self_granted?,
        })
    }
}

/// Memberships that have not ended.
fn present(member: &StaffMember, today: Date) -> impl Iterator<Item = &Membership> {
    member.memberships.iter().filter(move |membership| !membership.period.is_over(today))
}

fn groups(member: &StaffMember, today: Date) -> BTreeSet<GroupId> {
    let given = member.grants.iter().flat_map(|grant| grant.groups.iter().copied());
    present(member, today).map(|membership| membership.group).chain(given).take(NAMED).collect()
}

/// Who granted roles or made the newest links.
fn people(member: &StaffMember) -> BTreeSet<StaffId> {
    let granters = member.grants.iter().filter_map(|grant| grant.granted_by);
    let inviter = member.invitation().and_then(|invitation| invitation.by);
    let asker = member.factor_reset.as_ref().map(|reset| reset.by);
    inviter.into_iter().chain(asker).chain(granters).take(NAMED).collect()
}

fn granted(
    desk: &Desk,
    member: &StaffMember,
    groups: &BTreeMap<GroupId, Group>,
    by: impl Fn(Option<StaffId>) -> Option<String>,
) -> Vec<Granted> {
    let location = |id| desk.licence.location(id).map(|location| location.name.clone());
    let granted = member.grants.iter().map(|grant| Granted {
        role: grant.role,
        subject: grant.subject,
        place: role_fields::reach(desk, grant, groups.values()),
        location: grant.location.and_then(location),
        from: grant.period.from,
        to: grant.period.to,
        reason: grant.reason.clone(),
        by: by(grant.granted_by),
        self_granted: grant.granted_by == Some(member.id),
    });
    granted.collect()
}

fn joined(membership: &Membership, group: &Group) -> Option<Joined> {
    Some(Joined {
        name: group.name.clone(),
        year: group.year.to_string(),
        from: membership.period.from,
        to: membership.period.to,
    })
}

/// The mail that brings a link, as long as it is kept.
async fn mail(desk: &Desk, link: Option<LinkId>) -> Result<Option<Job>, StoreError> {
    match link {
        Some(link) => Ok(desk.app.store.find_job(mail_of(link)).await?.map(|job| job.value)),
        None => Ok(None),
    }
}

/// The log is only read where there is something to be seen.
async fn self_granted(desk: &Desk, member: &StaffMember) -> Result<Vec<Entry>, StoreError> {
    if member.self_granted(desk.today()).next().is_none() {
        return Ok(Vec::new());
    }
    let rows = desk.app.store.audit_of(desk.licence.id, &format!("STAFF#{}", member.id)).await?;
    let mine = |who: &Who| matches!(who, Who::Staff { id, .. } if *id == member.id.to_string());
    Ok(rows.into_iter().filter(|row| row.act == GRANTED && mine(&row.who)).collect())
}
