//! A school with a dossier that has everything in it, and its staff.

use std::collections::BTreeSet;

use domain::{
    access::Scope,
    ids::{GroupId, LicenceId, StaffId},
    licence::LicenceName,
    staff::StaffMember,
};
use local::tour::{consent, dossier::CALL_NAME, transfer};
use testkit::{Client, World};
use warrant::Warrant;

use super::{Call, Ids, calls::refused};
use crate::{
    invitations::begun,
    people::{ADMINISTRATOR, group, id, learner, walk, written},
};

/// Where a person works, and as whom.
pub async fn staff_of(world: &World, administrator: &Client, email: &str) -> (LicenceId, StaffId) {
    let found = administrator.get(&format!("/staff?q={email}")).await.unwrap().link("/staff/0").unwrap();
    (licence_of(world, email).await, id(&found).parse().unwrap())
}

/// Lets the roles of somebody hold for one group.
pub fn given_for(member: &mut StaffMember, group: GroupId) {
    member.grants.iter_mut().for_each(|grant| grant.groups = BTreeSet::from([group]));
}

/// A dossier with everything in it, handed over to another school; its coordinator, and its ids.
pub async fn filled(world: &World) -> (Client, Ids) {
    let (coordinator, written) = written(world).await;
    let walk = walk(world);
    consent::give(&walk, &coordinator, &written).await.unwrap();
    let consents = coordinator.get(&format!("{}/consents", written.path)).await.unwrap();
    let files = coordinator.get(&format!("{}/files", written.path)).await.unwrap();
    let pim = learner(&coordinator, CALL_NAME).await;
    let carers = coordinator.get(&pim).await.unwrap();
    transfer::archive(&walk, &coordinator, &written.path).await.unwrap();
    transfer::export(&walk, &coordinator, &written.path).await.unwrap();
    let export = coordinator.get(&format!("{}/transfer", written.path)).await.unwrap();
    let withdraw = export.form("/withdraw").unwrap().action;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let staff = administrator.get("/staff?q=Leer").await.unwrap().link("/staff/0").unwrap();
    let last = |path: String| id(&path).to_owned();
    let ids = vec![
        ("dossier", last(written.path.clone())),
        ("learner", last(pim)),
        ("carer", last(carers.link("/carers/0").unwrap())),
        ("consent", last(consents.link("/consents/0").unwrap())),
        ("file", last(files.link("/files/0").unwrap())),
        ("step", "3".into()),
        ("group", last(group(&coordinator, "Groep 5a").await)),
        ("staff", last(staff)),
        ("subject", "mathematics".into()),
        ("round", last(begun(&administrator, "Rik; Ronde; r.ronde@dewilg.example").await)),
        ("roster", last(announced(&administrator).await)),
        ("transfer", last(withdraw.trim_end_matches("/withdraw").to_owned())),
    ];
    (coordinator, Ids(ids))
}

/// The path of a file of the pupil administration that is waited for.
async fn announced(administrator: &Client) -> String {
    let form = administrator.get("/rosters").await.unwrap().form("/rosters").unwrap();
    let places = administrator.get("/groups/new").await.unwrap();
    let location = places.attribute("select[name=location] option:nth-child(2)", "value").unwrap();
    administrator.submit(&form.set("location", location)).await.unwrap().url
}

/// The licence that the demo account with this address works in.
pub async fn licence_of(world: &World, email: &str) -> LicenceId {
    let name = LicenceName::parse(&world.account(email).licence).unwrap();
    world.stack.services.app.store.listing(&name).await.unwrap().unwrap().value.licence
}

/// Which operations this member was refused, as the rows tell, each as often as there is a row.
pub async fn rows_of_refusals(world: &World, (licence, staff): (LicenceId, StaffId)) -> Vec<String> {
    let rows = world.stack.services.app.store.audit_of(licence, &format!("REFUSED#{staff}")).await.unwrap();
    let mut operations: Vec<_> = rows.into_iter().map(|row| row.particulars["operation"].clone()).collect();
    operations.sort();
    operations
}

/// Tries all of `calls` as a member who may not, and looks whether each refusal left its row and no other.
pub async fn refused_with_rows(
    world: &World,
    staff: (LicenceId, StaffId),
    (client, who): (&Client, &str),
    calls: &[Call<'_>],
    wrong: &mut Vec<String>,
) {
    let before = rows_of_refusals(world, staff).await;
    refused(client, who, calls, wrong).await;
    let mut found = rows_of_refusals(world, staff).await;
    for old in &before {
        let at = found.iter().position(|operation| operation == old).unwrap();
        found.remove(at);
    }
    let mut expected: Vec<_> = calls.iter().map(|call| call.operation.to_owned()).collect();
    expected.sort();
    let only = |these: &[String], those: &[String]| -> Vec<String> {
        let count = |all: &[String], one: &String| all.iter().filter(|other| *other == one).count();
        these.iter().filter(|one| count(these, one) > count(those, one)).cloned().collect()
    };
    let (missing, stray) = (only(&expected, &found), only(&found, &expected));
    if !missing.is_empty() || !stray.is_empty() {
        wrong.push(format!("{who}: refused without a row: {missing:?}; a row and no refusal: {stray:?}"));
    }
}

/// Changes what is true of a staff member, as if it had been so for longer.
pub async fn change(world: &World, (licence, staff): (LicenceId, StaffId), with: impl FnOnce(&mut StaffMember)) {
    let store = &world.stack.services.app.store;
    let scope = Scope::warranted(licence, Warrant::verified());
    let mut member = store.licence(&scope).get::<StaffMember>(&staff).await.unwrap();
    with(&mut member.value);
    store.licence(&scope).change(None).save(&member).commit("").await.unwrap();
}
