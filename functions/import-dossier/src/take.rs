//! Opening a package and taking it over.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    access::{Action, Resource},
    author::Author,
    group::Group,
    ids::TransferId,
    input::{Fault, Faults},
    learner::LearnerRow,
    name::PersonName,
    transfer::{
        ImportInput, ImportInto, ImportRefused, LARGEST_PACKAGE, NewImport, Transfer, TransferState, may_import,
    },
};
use files::{FilesError, Place};
use http::StatusCode;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{
    Conflict, Entity, StoreError,
    audit::{Entry, Who},
    keys,
    outbox::{JobState, Task},
    transfers::{ImportOrder, package_name},
};
use web::{
    Desk, Posted, Problem, Visitor,
    page::{Go, see_other},
};

use crate::{
    Deps,
    form::TakeForm,
    id,
    show::{self, Package},
    tries::{self, Tried},
};

/// What is typed to take a package over.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct TakeInput {
    /// Date of birth, school year, group, and which learner.
    #[serde(flatten)]
    import: ImportInput,
    /// `retry`: do again what failed for good.
    act: String,
}

/// `POST /imports/{transfer}`
pub(crate) async fn take(
    State(deps): State<Deps>,
    Path(transfer): Path<String>,
    visitor: Visitor,
    posted: Posted<TakeInput>,
) -> Result<Response, Problem> {
    let transfer: TransferId = id(&transfer)?;
    let (app, scope) = (&deps.app, posted.session.scope());
    let records = app.store.licence(&scope);
    let keys = [Transfer::key(posted.session.licence, &transfer), ImportOrder::key(posted.session.licence, &transfer)];
    let (desk, groups) = tokio::join!(posted.enter(app, &visitor, &keys), records.register::<Group>());
    let mut desk = desk?;
    let mut package = Package::take(&mut desk, transfer, groups?)?;
    let here = format!("/imports/{transfer}");
    if posted.form.act == "retry" {
        return retry(&desk, package, &here).await;
    }
    if package.transfer.value.state(desk.now()) != TransferState::Waiting {
        return Ok(see_other(&here));
    }
    let typed = &posted.form.import;
    let import = match typed.parse(&package.groups) {
        Ok(import) => import,
        Err(faults) => return show::page(&desk, &package, typed, &faults, None).await,
    };
    // Counted before it is looked at: whoever tries many at once finds a lock.
    match tries::open(&desk, &posted, package.transfer.clone(), import.birth).await? {
        Tried::Right(counted) => {
            package.transfer = counted;
            opened(&deps, &desk, package, &posted, import).await
        }
        Tried::Wrong(left, counted) => {
            package.transfer = counted;
            let faults = Faults::one("birth_date", Fault::WrongBirthDate { tries_left: left });
            show::page(&desk, &package, typed, &faults, None).await
        }
        Tried::Locked(locked) => {
            package.transfer = locked;
            let mut page = show::page(&desk, &package, typed, &Faults::default(), None).await?;
            *page.status_mut() = StatusCode::LOCKED;
            Ok(page)
        }
        Tried::NotWaiting => Ok(see_other(&here)),
    }
}

/// The date is right. May the learner be here already? If that is clear, it begins.
async fn opened(
    deps: &Deps,
    desk: &Desk,
    package: Package,
    posted: &Posted<TakeInput>,
    import: NewImport,
) -> Result<Response, Problem> {
    let (records, typed) = (desk.records(), &posted.form.import);
    let (name, rows) = tokio::join!(name_in(deps, desk, &package.transfer.value), records.register::<LearnerRow>());
    let (name, rows) = match (name, rows) {
        (Ok(name), Ok(rows)) => (name, within_reach(desk, rows)),
        (name, rows) => {
            tries::forget(desk, posted, &package.transfer.value).await?;
            return Err(name.err().or(rows.err().map(Problem::from)).unwrap_or(Problem::Stale));
        }
    };
    // Of a package that cannot be read nothing is known; the worker refuses it where all can see.
    let refused = name.and_then(|name| may_import(&import, &rows, &name).err());
    let Some(refused) = refused else { return begin(desk, &package, import).await };
    tries::forget(desk, posted, &package.transfer.value).await?;
    let counted = Package {
        transfer: store::Stored { value: tries::uncounted(&package.transfer.value), version: package.transfer.version },
        ..package
    };
    match refused {
        ImportRefused::MayBeKnown(ids) => {
            let alike: Vec<&LearnerRow> = rows.iter().filter(|row| ids.contains(&row.id)).collect();
            let form = TakeForm::choose(desk, &counted.transfer.value, &alike, typed)?;
            show::page(desk, &counted, typed, &Faults::default(), Some(form)).await
        }
        ImportRefused::NoSuchLearner => Err(Problem::NotFound),
        ImportRefused::Running(dossier) => {
            let name = rows
                .iter()
                .find(|row| import.into == ImportInto::Known(row.id))
                .map(|row| row.name.clone())
                .unwrap_or_default();
            show::running(desk, &counted, &name, dossier)
        }
    }
}

fn within_reach(desk: &Desk, rows: Vec<LearnerRow>) -> Vec<LearnerRow> {
    let today = desk.today();
    rows.into_iter()
        .filter(|row| desk.may(Action::Import, &Resource::Learner(&row.whereabouts(today))).is_ok())
        .collect()
}

/// The learner's name; nothing when the package is not what it should be.
async fn name_in(deps: &Deps, desk: &Desk, transfer: &Transfer) -> Result<Option<PersonName>, Problem> {
    let Some(hash) = &transfer.package else { return Ok(None) };
    let place = Place::Transfer { transfer: transfer.id, name: &package_name(hash) };
    let found = match deps.files.get(&desk.actor.scope, place, LARGEST_PACKAGE).await {
        Ok(found) => found,
        Err(FilesError::NotFound | FilesError::TooLarge(_) | FilesError::Corrupt) => return Ok(None),
        Err(error) => return Err(Problem::unavailable(error)),
    };
    let package = deps.app.keys.open_package(&found.bytes, transfer, desk.now()).await?;
    Ok(package.map(|package| package.content.learner.name))
}

/// From here on the sender cannot take it back; a worker does the rest.
async fn begin(desk: &Desk, package: &Package, import: NewImport) -> Result<Response, Problem> {
    let now = desk.now();
    let id = package.transfer.value.id;
    let job = desk.app.store.job(Some(desk.licence.id), Task::UnpackTransfer { transfer: id })?;
    let order = ImportOrder {
        transfer: id,
        import,
        by: Author::of(&desk.actor.member).at(now),
        job: job.id,
        done: 0,
        total: 0,
        dossier: None,
        stopped: None,
    };
    let begun = tries::settle(
        desk,
        package.transfer.clone(),
        // The form is carried out now, and not before: sent again after something failed on the way here, it goes on.
        || desk.change(),
        |transfer| {
            *transfer = tries::uncounted(transfer);
            transfer.begin_import(now).map_err(|_| Problem::Stale)
        },
        |change, transfer| {
            let theirs = Entry::new(
                transfer.from.licence,
                format!("TRANSFER#{id}"),
                "opened-by-receiver",
                Who::platform("import-dossier"),
            )
            .with("number", &transfer.number);
            change
                .tell_transfer(transfer.from.licence, transfer, TransferState::Waiting)
                .put_over(&keys::import(desk.licence.id, id), ImportOrder::ENTITY, &order)
                .then(&job)
                .audit(&desk.did("import-started", format!("TRANSFER#{id}")).with("number", &transfer.number))
                .audit(&theirs)
        },
    )
    .await;
    let here = format!("/imports/{id}");
    match begun {
        // Somebody else began it, or the same form twice: the page shows how far it is.
        Err(Problem::Stale) => Ok(see_other(&here)),
        begun => begun.map(|_| see_other(&here)),
    }
}

/// A new job takes the place of one that was given up.
async fn retry(desk: &Desk, package: Package, here: &str) -> Result<Response, Problem> {
    let importing = package.transfer.value.state == TransferState::Importing;
    let Some(mut order) = package.order.filter(|_| importing) else { return Ok(see_other(here)) };
    let given_up = desk.app.store.find_job(order.value.job).await?;
    if given_up.is_some_and(|job| job.value.state == JobState::Queued) {
        return Ok(see_other(here));
    }
    let job = desk.app.store.job(Some(desk.licence.id), Task::UnpackTransfer { transfer: order.value.transfer })?;
    order.value.job = job.id;
    let entry = desk.did("import-retried", format!("TRANSFER#{}", order.value.transfer));
    match desk.change().save(&order).then(&job).audit(&entry).commit(here).await {
        // Somebody else pressed it too, or it is done.
        Err(StoreError::Conflict(Conflict::Stale(ImportOrder::ENTITY))) => Ok(see_other(here)),
        done => Ok(Go::from(done?).into_response()),
    }
}
