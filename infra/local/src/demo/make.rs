//! Makes the demo licences: the licence and its first administrator by the operator's function, the rest as its people would.

use std::collections::BTreeSet;

use domain::{
    access::Scope,
    calendar::{Period, SchoolYear, today},
    group::Group,
    identity::{Authenticator, Identity, Service},
    ids::{GroupId, IdentityId, LocationId, StaffId},
    input::{Chosen, Faults},
    learner::{Learner, LearnerInput, Sourced, YearFacts},
    licence::{FirstAdministrator, LicenceKind, LocationCode, NewLocation, OpenLicence},
    name::NameInput,
    staff::{ALL_GROUPS, GrantInput, Membership, Places, StaffInput, StaffMember, StaffRow, StaffStatus},
    steps::Subject,
    totp::TotpSecret,
};
use store::{
    App, Stored,
    audit::{Entry, Who},
};
use warrant::Warrant;

use super::{
    Account, PASSWORD,
    plan::{DemoGroup, DemoLicence, DemoStaff},
};
use crate::{acting::acting, functions::Services};

fn told(error: impl std::fmt::Display) -> String {
    error.to_string()
}

fn faults(licence: &'static str) -> impl Fn(Faults) -> String {
    move |faults| format!("{licence}: {faults:?}")
}

/// The hash of the demo password: one for all, since hashing is slow on purpose.
pub(super) fn password(services: &Services) -> Result<String, String> {
    let salt = services.app.chance.bytes().map_err(told)?;
    domain::password::hash(PASSWORD, &salt).ok_or_else(|| "no hash".to_owned())
}

/// One licence with everything in it.
pub(super) async fn licence(services: &Services, plan: &DemoLicence, password: &str) -> Result<Vec<Account>, String> {
    let app = &services.app;
    let (first, others) = plan.staff.split_first().ok_or("a licence needs an administrator")?;
    let opened = acting("open-licence", open_licence::open(app, input(plan, first))).await.map_err(told)?;
    let scope = Scope::warranted(opened.licence, Warrant::verified());
    let kept = app.store.licence(&scope).get::<domain::licence::Licence>(&()).await.map_err(told)?.value;
    let locations: Vec<LocationId> = kept.locations.iter().map(|location| location.id).collect();
    let groups = make_groups(app, &scope, plan, &locations).await?;
    let mut accounts = Vec::new();
    let administrator = app.store.licence(&scope).get::<StaffMember>(&opened.staff).await.map_err(told)?;
    accounts.push(activate(app, &scope, plan, first, administrator, &groups, password).await?);
    for person in others {
        let new = staff_input(person)
            .parse(&Places { locations: &locations, today: app.today(), ..Places::default() })
            .map_err(faults(plan.name))?;
        let id: StaffId = app.id().map_err(told)?;
        let member = Stored::new(StaffMember::invited(id, new, Some(opened.staff), app.today()));
        accounts.push(activate(app, &scope, plan, person, member, &groups, password).await?);
    }
    Ok(accounts)
}

fn input(plan: &DemoLicence, first: &DemoStaff) -> OpenLicence {
    let code = |code: &str| (!code.is_empty()).then(|| LocationCode::Brin6(code.into()));
    OpenLicence {
        name: plan.name.into(),
        display_name: plan.display_name.into(),
        kind: plan.kind,
        country: plan.country,
        place: plan.place.into(),
        contact: plan.contact.into(),
        locations: plan
            .locations
            .iter()
            .map(|(name, brin)| NewLocation { name: (*name).into(), code: code(brin) })
            .collect(),
        totp_optional: plan.totp_optional,
        administrator: FirstAdministrator {
            call_name: first.call_name.into(),
            prefix: first.prefix.into(),
            family_name: first.family_name.into(),
            email: first.email.into(),
        },
    }
}

fn staff_input(person: &DemoStaff) -> StaffInput {
    let name = NameInput {
        call_name: person.call_name.into(),
        prefix: person.prefix.into(),
        family_name: person.family_name.into(),
        ..NameInput::default()
    };
    StaffInput {
        name,
        email: person.email.into(),
        grant: GrantInput {
            role: person.role.as_str().into(),
            subject: if person.role.takes_subject() { Subject::Mathematics.as_str().into() } else { String::new() },
            groups: Chosen(if person.role.takes_groups() { vec![ALL_GROUPS.into()] } else { Vec::new() }),
            reason: "demo".into(),
            ..GrantInput::default()
        },
    }
}

async fn activate(
    app: &App,
    scope: &Scope,
    plan: &DemoLicence,
    person: &DemoStaff,
    mut member: Stored<StaffMember>,
    groups: &[Group],
    password: &str,
) -> Result<Account, String> {
    let identity: IdentityId = app.id().map_err(told)?;
    let secret = TotpSecret::new(app.chance.bytes().map_err(told)?);
    let sealed = app.keys.seal(secret.bytes(), app.chance.bytes().map_err(told)?).await.ok_or("cannot seal")?;
    let totp = person.totp.then(|| Authenticator { sealed, last_step: 0, recovery: Vec::new(), since: app.now() });
    let service = Service { licence: scope.licence(), staff: member.value.id };
    let credentials = Identity { totp, ..Identity::new(identity, person.email, password, service, app.now()) };
    member.value.identity = Some(identity);
    member.value.status = StaffStatus::Active;
    let own = groups.iter().filter(|group| person.groups.contains(&group.name.as_str()));
    if person.role.takes_groups() {
        let own: BTreeSet<_> = own.map(|group| group.id).collect();
        member.value.grants.iter_mut().for_each(|grant| grant.groups.clone_from(&own));
    } else {
        member.value.memberships =
            own.map(|group| Membership::of(group.id, Period::since(group.year.first_day()))).collect();
    }
    let subject = format!("STAFF#{}", member.value.id);
    let records = app.store.licence(scope);
    let mut change = records.change(None).create_identity(&credentials).save(&member).row(&StaffRow::of(&member.value));
    if member.version == 0 {
        change = change.claim_staff_address(scope.licence(), person.email, member.value.id);
    }
    change
        .audit(&Entry::new(scope.licence(), subject, "activated", Who::platform("demo")))
        .commit("")
        .await
        .map_err(told)?;
    Ok(Account {
        licence: plan.name.into(),
        role: web::dates::role(person.role, web::Locale::Nl),
        email: person.email.into(),
        password: PASSWORD.into(),
        totp_secret: person.totp.then(|| secret.base32()),
    })
}

async fn make_groups(
    app: &App,
    scope: &Scope,
    plan: &DemoLicence,
    locations: &[LocationId],
) -> Result<Vec<Group>, String> {
    let location = *locations.first().ok_or("a licence needs a location")?;
    let year = SchoolYear::of(today(app.now()));
    let mut groups = Vec::new();
    for demo in plan.groups {
        let id: GroupId = app.id().map_err(told)?;
        let group = Group {
            id,
            name: demo.name.into(),
            kind: demo.kind,
            year,
            location,
            levels: demo.levels.iter().map(|level| (*level).to_owned()).collect(),
        };
        let made = Entry::new(scope.licence(), format!("GROUP#{id}"), "made", Who::platform("demo"));
        let mut change = app.store.licence(scope).change(None).create_group(scope.licence(), &group).audit(&made);
        for learner in learners(app, plan, demo, &group)? {
            let subject = format!("LEARNER#{}", learner.id);
            let entered = Entry::new(scope.licence(), subject, "entered", Who::platform("demo"));
            change = change.create_learner(&learner).audit(&entered);
        }
        change.commit("").await.map_err(told)?;
        groups.push(group);
    }
    Ok(groups)
}

/// The learners of a group, to be kept with it in one transaction.
fn learners(app: &App, plan: &DemoLicence, demo: &DemoGroup, group: &Group) -> Result<Vec<Learner>, String> {
    let mut learners = Vec::new();
    for (call_name, prefix, family_name, born) in demo.learners {
        let name = NameInput {
            call_name: (*call_name).into(),
            prefix: (*prefix).into(),
            family_name: (*family_name).into(),
            ..NameInput::default()
        };
        let input = LearnerInput {
            name,
            birth_date: (*born).into(),
            location: group.location.to_string(),
            enrolled_from: group.year.first_day().to_string(),
            ..LearnerInput::default()
        };
        let new = input.parse(&[group.location], app.today()).map_err(faults(plan.name))?;
        let mut learner = Learner::enrolled(app.id().map_err(told)?, new);
        learner.join(group.id, Period::since(group.year.first_day()));
        let level = group.levels.first().map(|level| Sourced::by_hand(level.clone()));
        let kind = if plan.kind == LicenceKind::SecondarySchool { "secondary" } else { "primary" };
        learner.note(
            group.year,
            YearFacts {
                year_level: level,
                school_type: Some(Sourced::by_hand(kind.to_owned())),
                ..YearFacts::default()
            },
        );
        learners.push(learner);
    }
    Ok(learners)
}
