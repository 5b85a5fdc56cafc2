//! The functions, by what they are: routes that are merged, and workers that are called by name.

use aws_config::SdkConfig;
use check_file::Release;
use dispatch_outbox::Invoker;
use domain::ids::JobId;
use emulators::Emulators;
use files::Files;
use mail::Mailer;
use seal_audit::Seals;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use store::App;
use web::Api;

use crate::acting::acting;

/// What the functions of one process share.
#[derive(Clone)]
pub struct Services {
    /// What every function has.
    pub app: App,
    /// Files, versions and packages.
    pub files: Files,
    mailer: Mailer,
    invoker: Invoker,
    seals: Seals,
}

impl Services {
    /// The clients of the embedded services, beside what every function has.
    ///
    /// # Errors
    /// When the sender's address is no address.
    pub fn new(app: App, aws: &Emulators, sdk: &SdkConfig) -> Result<Self, mail::MailError> {
        let ses = aws_sdk_ses::config::Builder::from(sdk).endpoint_url(aws.ses_url());
        let ses = ses.timeout_config(mail::timeouts()).build();
        let lambda = aws_sdk_lambda::config::Builder::from(sdk).endpoint_url(aws.lambda_url()).build();
        let s3 = aws_sdk_s3::config::Builder::from(sdk).endpoint_url(aws.s3_url()).force_path_style(true).build();
        Ok(Self {
            app,
            files: Files::new(sdk, "files", Some(&aws.s3_url())),
            mailer: Mailer::new(ses, "samenspoor@mail.samenspoor.example", Some("samenspoor".into()))?,
            invoker: Invoker::new(aws_sdk_lambda::Client::from_conf(lambda), ""),
            seals: Seals::new(aws_sdk_s3::Client::from_conf(s3), "seals"),
        })
    }
}

/// Who helps on this machine: nobody, so the number is one that is never given out.
fn help() -> home::Contact {
    home::Contact { phone: "010 000 00 00".into(), mail: "hulp@samenspoor.example".into() }
}

/// The routes of all functions.
pub fn routes(services: &Services) -> Api {
    let app = || services.app.clone();
    let (files, mailer) = (|| services.files.clone(), || services.mailer.clone());
    home::routes(home::Deps { app: app(), contact: help() })
        .and(sign_in::routes(app()))
        .and(federate_sign_in::routes(federate_sign_in::Deps::new(app())))
        .and(invite_staff::routes(app()))
        .and(invite_many::routes(invite_many::Deps { app: app(), files: files() }))
        .and(manage_staff::routes(app()))
        .and(grant_roles::routes(app()))
        .and(edit_subject::routes(app()))
        .and(review_classes::routes(app()))
        .and(explain_access::routes(app()))
        .and(activate_account::routes(app()))
        .and(reset_password::routes(app()))
        .and(reset_second_factor::routes(app()))
        .and(import_roster::routes(import_roster::Deps { app: app(), files: files() }))
        .and(rollover_year::routes(app()))
        .and(manage_account::routes(app()))
        .and(manage_learners::routes(app()))
        .and(manage_groups::routes(app()))
        .and(open_dossier::routes(app()))
        .and(edit_step::routes(edit_step::Deps { app: app(), files: files() }))
        .and(close_dossier::routes(app()))
        .and(exchange_files::routes(exchange_files::Deps { app: app(), files: files() }))
        .and(request_consent::routes(app()))
        .and(give_consent::routes(give_consent::Deps { app: app(), files: files(), mailer: mailer() }))
        .and(export_dossier::routes(app()))
        .and(import_dossier::routes(import_dossier::Deps { app: app(), files: files() }))
}

fn read<T: DeserializeOwned>(payload: Value) -> Result<T, String> {
    serde_json::from_value(payload).map_err(|error| format!("event: {error}"))
}

/// The job that an invocation names.
fn job(payload: Value) -> Result<JobId, String> {
    read(payload.get("job").cloned().unwrap_or_default())
}

/// Calls a worker, as the Lambda service would with an asynchronous invocation.
///
/// # Errors
/// What the worker failed with; unknown names too.
pub async fn call(services: &Services, function: &str, payload: Value) -> Result<(), String> {
    acting(function, work(services, function, payload)).await
}

async fn work(services: &Services, function: &str, payload: Value) -> Result<(), String> {
    let app = &services.app;
    let told = |error: &dyn std::fmt::Display| error.to_string();
    match function {
        "open-licence" => open_licence::open(app, read(payload)?).await.map(drop).map_err(|error| told(&error)),
        "deliver-mail" => {
            deliver_mail::deliver(app, &services.mailer, job(payload)?).await.map(drop).map_err(|error| told(&error))
        }
        "dispatch-outbox" => dispatch_outbox::dispatch(&app.store, &services.invoker, read(payload)?)
            .await
            .map(drop)
            .map_err(|error| told(&error)),
        "seal-audit" => seal_audit::seal(&services.seals, read(payload)?).await.map(drop).map_err(|error| told(&error)),
        "track-mail" => track_mail::track(&app.store, read(payload)?).await.map_err(|error| told(&error)),
        "check-file" => check_file::check(&app.store, &services.files, Release::OnArrival, payload)
            .await
            .map_err(|error| told(&error)),
        "pack-transfer" => {
            pack_transfer::run(app, &services.files, job(payload)?).await.map(drop).map_err(|error| told(&error))
        }
        "unpack-transfer" => {
            unpack_transfer::run(app, &services.files, job(payload)?).await.map(drop).map_err(|error| told(&error))
        }
        "plan-rollovers" => {
            plan_rollovers::run(&app.store, &services.invoker).await.map(drop).map_err(|error| told(&error))
        }
        "load-roster" => Box::pin(load_roster::run(&app.store, &services.files, job(payload)?))
            .await
            .map(drop)
            .map_err(|error| told(&error)),
        "follow-address" => {
            follow_address::run(&app.store, job(payload)?).await.map(drop).map_err(|error| told(&error))
        }
        "invite-round" => invite_round::run(app, job(payload)?).await.map(drop).map_err(|error| told(&error)),
        "rollover-licence" => {
            rollover_licence::run(&app.store, job(payload)?).await.map(drop).map_err(|error| told(&error))
        }
        _ => Err(format!("there is no function {function}")),
    }
}

/// The schedules there are: the name of each, and the worker it calls.
pub const SCHEDULES: [(&str, &str); 2] = [("sweep-outbox", "dispatch-outbox"), ("rollover", "plan-rollovers")];

/// Runs a schedule; `None` when there is none of this name.
pub async fn run_schedule(services: &Services, name: &str) -> Option<Result<(), String>> {
    let (_, function) = SCHEDULES.iter().find(|(schedule, _)| *schedule == name)?;
    let at = services.app.now().to_string();
    Some(call(services, function, json!({ "schedule": name, "sweep": true, "at": at })).await)
}
