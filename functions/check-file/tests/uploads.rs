//! What becomes of what a browser sends: from the form to the file that can be fetched.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::sync::Arc;

use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_dynamodb::config::{Credentials, SharedCredentialsProvider};
use bytes::Bytes;
use check_file::{Release, check};
use domain::{
    access::Scope,
    author::{Author, Stamp},
    dossier::{Dossier, DossierStatus, Level, Origin},
    file::{FileInput, FileMeta, FileRefused, FileState, MAX_BYTES},
    hash::Hash,
    ids::{DossierId, FileId, LearnerId, LicenceId, StaffId},
};
use emulators::{ACCESS_KEY, Emulators, Options, REGION, SECRET_KEY, TableSpec};
use files::{Files, FilesError, Place, UploadForm};
use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Full};
use hyper_util::{client::legacy::Client, rt::TokioExecutor};
use serde_json::{Value, json};
use store::{Chance, Clock, Store, config::Tables};
use uuid::Uuid;
use warrant::Warrant;

const LICENCE: LicenceId = LicenceId::new(Uuid::from_u128(1));
const FILE: FileId = FileId::new(Uuid::from_u128(4));
const BACK: &str = "http://localhost:3000/dossiers/1/files/4/uploaded";

fn dossier() -> DossierId {
    DossierId { learner: LearnerId::new(Uuid::from_u128(2)), number: Uuid::from_u128(3) }
}

fn stamp() -> Stamp {
    Author { staff: StaffId::new(Uuid::from_u128(5)), name: "Jet Juf".into() }
        .at("2026-11-22T09:00:00Z".parse().unwrap())
}

struct Stack {
    aws: Emulators,
    store: Store,
    files: Files,
    scope: Scope,
}

impl Stack {
    /// A running dossier that waits for a file of this name.
    async fn waiting_for(name: &str) -> Self {
        let tables = vec![
            TableSpec::new("records").with_sk(),
            TableSpec::new("audit").with_sk(),
            TableSpec::new("tickets"),
            TableSpec::new("outbox"),
            TableSpec::new("identities"),
        ];
        let now = || "2026-11-22T09:00:00Z".parse().unwrap();
        let aws =
            emulators::start(Options { tables, buckets: vec!["files".into()], ..Options::in_memory(Arc::new(now)) })
                .await
                .unwrap();
        let credentials = SharedCredentialsProvider::new(Credentials::new(ACCESS_KEY, SECRET_KEY, None, None, "test"));
        let config = SdkConfig::builder()
            .behavior_version(BehaviorVersion::v2026_01_12())
            .region(Region::new(REGION))
            .credentials_provider(credentials)
            .build();
        let client = aws_sdk_dynamodb::Client::from_conf(
            aws_sdk_dynamodb::config::Builder::from(&config).endpoint_url(aws.dynamodb_url()).build(),
        );
        let store = Store::new(client, Tables::local(), Clock::new(now), Chance);
        let files = Files::new(&config, "files", Some(&aws.s3_url()));
        let scope = Scope::warranted(LICENCE, Warrant::verified());
        let header = Dossier::open(dossier(), Level::Light, vec![], Origin::New, stamp());
        let file = FileMeta::pending(
            FILE,
            dossier(),
            FileInput { name: name.into(), purpose: "work".into() }.parse().unwrap(),
            stamp(),
        );
        store.licence(&scope).change(None).create(&header).create(&file).commit("").await.unwrap();
        Self { aws, store, files, scope }
    }

    async fn form(&self) -> UploadForm {
        let file = self.file().await;
        let place = Place::Upload { dossier: dossier(), file: FILE };
        self.files.upload_form(&self.scope, place, file.kind.content_type(), BACK).await.unwrap()
    }

    async fn file(&self) -> FileMeta {
        self.store.licence(&self.scope).get::<FileMeta>(&(dossier(), FILE)).await.unwrap().value
    }

    /// Sends a form as a browser does, and gives the event of what came.
    async fn send(&self, form: &UploadForm, content: &[u8]) -> Value {
        let answer = post(form, content).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{:?}", answer.body());
        assert!(answer.headers()["location"].to_str().unwrap().starts_with(BACK));
        self.aws.object_events().recv().await.unwrap()
    }

    async fn check(&self, event: &Value) {
        check(&self.store, &self.files, Release::OnArrival, event.clone()).await.unwrap();
    }

    async fn acts(&self) -> Vec<String> {
        self.store
            .audit_of(LICENCE, &format!("DOSSIER#{}", dossier()))
            .await
            .unwrap()
            .into_iter()
            .map(|entry| entry.act)
            .collect()
    }

    async fn upload_is_gone(&self) -> bool {
        matches!(
            self.files.head(&self.scope, Place::Upload { dossier: dossier(), file: FILE }).await,
            Err(FilesError::NotFound)
        )
    }

    fn released() -> Place<'static> {
        Place::File { dossier: dossier(), file: FILE }
    }
}

async fn http(request: Request<Full<Bytes>>) -> Response<Bytes> {
    let answer = Client::builder(TokioExecutor::new()).build_http().request(request).await.unwrap();
    let (head, body) = answer.into_parts();
    Response::from_parts(head, body.collect().await.unwrap().to_bytes())
}

async fn post(form: &UploadForm, content: &[u8]) -> Response<Bytes> {
    let mut body = Vec::new();
    for (name, value) in &form.fields {
        body.extend(format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
    }
    body.extend(b"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"C:\\iets anders.exe\"\r\nContent-Type: application/octet-stream\r\n\r\n");
    body.extend_from_slice(content);
    body.extend(b"\r\n--b--\r\n");
    http(
        Request::post(&form.url)
            .header("content-type", "multipart/form-data; boundary=b")
            .body(Full::new(Bytes::from(body)))
            .unwrap(),
    )
    .await
}

/// A photo with a remark in it.
fn photo(remark: &str) -> Vec<u8> {
    let length = u16::try_from(remark.len() + 2).unwrap().to_be_bytes();
    let comment = [&[0xFF, 0xFE][..], &length, remark.as_bytes()].concat();
    [
        vec![0xFF, 0xD8],
        comment,
        vec![0xFF, 0xC0, 0, 11, 8, 0, 2, 0, 2, 1, 1, 0x11, 0, 0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 1, 2, 3, 0xFF, 0xD9],
    ]
    .concat()
}

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n";

#[tokio::test]
async fn a_photo_is_released_without_its_particulars_and_fetched_under_its_name() {
    let stack = Stack::waiting_for("foto Zoë.jpg").await;
    let event = stack.send(&stack.form().await, &photo("52.37N 4.89E")).await;
    stack.check(&event).await;

    let FileState::Available { hash, size } = stack.file().await.state else {
        panic!("{:?}", stack.file().await.state)
    };
    let url = stack.files.download_url(&stack.scope, Stack::released(), "foto Zoë.jpg").await.unwrap();
    let fetched = http(Request::get(url).body(Full::default()).unwrap()).await;
    assert_eq!(fetched.status(), StatusCode::OK, "{:?}", fetched.body());
    assert_eq!(
        fetched.headers()["content-disposition"],
        "attachment; filename=\"foto Zo_.jpg\"; filename*=UTF-8''foto%20Zo%C3%AB.jpg"
    );
    assert_eq!(fetched.headers()["content-type"], "image/jpeg");
    assert_eq!((Hash::of(fetched.body()), fetched.body().len() as u64), (hash, size));
    assert!(!fetched.body().windows(5).any(|part| part == b"52.37"));
    assert_eq!(stack.acts().await, ["file-released"]);
    assert!(stack.upload_is_gone().await);
}

#[tokio::test]
async fn events_that_come_again_or_late_change_nothing() {
    let stack = Stack::waiting_for("verslag.pdf").await;
    let form = stack.form().await;
    let first = stack.send(&form, PDF).await;
    stack.check(&first).await;
    let settled = stack.file().await;
    let released = stack.aws.object_events().recv().await.unwrap();

    // The form is good for an hour: a second file through it is thrown away.
    let second = stack.send(&form, b"%PDF-1.7\nother").await;
    for event in [&second, &first, &released, &second, &first] {
        stack.check(event).await;
    }
    assert_eq!(stack.file().await, settled);
    assert_eq!(stack.files.get(&stack.scope, Stack::released(), MAX_BYTES).await.unwrap().bytes, PDF);
    assert_eq!(stack.acts().await, ["file-released"]);
    assert!(stack.upload_is_gone().await);
}

#[tokio::test]
async fn two_uploads_checked_at_once_give_one_file_with_its_own_hash() {
    let stack = Stack::waiting_for("verslag.pdf").await;
    let form = stack.form().await;
    let first = stack.send(&form, PDF).await;
    let second = stack.send(&form, b"%PDF-1.7\nother").await;
    let answers = tokio::join!(
        check(&stack.store, &stack.files, Release::OnArrival, first),
        check(&stack.store, &stack.files, Release::OnArrival, second.clone()),
        check(&stack.store, &stack.files, Release::OnArrival, second.clone()),
    );
    drop(answers);
    stack.check(&second).await;
    let FileState::Available { hash, .. } = stack.file().await.state else { panic!("{:?}", stack.file().await.state) };
    assert_eq!(Hash::of(stack.files.get(&stack.scope, Stack::released(), MAX_BYTES).await.unwrap().bytes), hash);
    assert_eq!(stack.acts().await, ["file-released"]);
}

#[tokio::test]
async fn content_of_another_kind_than_the_name_says_is_refused() {
    let stack = Stack::waiting_for("verslag.pdf").await;
    let event = stack.send(&stack.form().await, &photo("x")).await;
    stack.check(&event).await;
    assert_eq!(stack.file().await.state, FileState::Refused { why: FileRefused::Type });
    assert_eq!(stack.acts().await, ["file-refused"]);
    assert!(stack.upload_is_gone().await);
    assert!(matches!(stack.files.head(&stack.scope, Stack::released()).await, Err(FilesError::NotFound)));
}

#[tokio::test]
async fn too_much_and_nothing_are_refused_in_words() {
    let large = [PDF, &vec![b' '; usize::try_from(MAX_BYTES).unwrap()]].concat();
    for (content, why) in [(large.as_slice(), FileRefused::Size), (b"", FileRefused::Empty)] {
        let stack = Stack::waiting_for("verslag.pdf").await;
        // Put rather than posted: the emulator reads the form as one piece, which has to stay under 20 MB there.
        let upload = Place::Upload { dossier: dossier(), file: FILE };
        stack.files.put(&stack.scope, upload, content.to_vec(), "application/pdf").await.unwrap();
        stack.check(&stack.aws.object_events().recv().await.unwrap()).await;
        assert_eq!(stack.file().await.state, FileState::Refused { why });
        assert!(stack.upload_is_gone().await);
    }
    let stack = Stack::waiting_for("verslag.pdf").await;
    stack.send(&stack.form().await, b"").await;
}

#[tokio::test]
async fn where_files_are_scanned_only_the_scan_releases() {
    let scan = |status: &str, event: &Value| {
        let object = &event["Records"][0]["s3"]["object"];
        json!({"detail-type": "GuardDuty Malware Protection Object Scan Result", "source": "aws.guardduty", "detail": {
            "s3ObjectDetails": {"bucketName": "files", "objectKey": object["key"].as_str().unwrap().replace("%2F", "/"), "eTag": object["eTag"]},
            "scanResultDetails": {"scanResultStatus": status}}})
    };
    for (status, expected) in [
        ("NO_THREATS_FOUND", None),
        ("THREATS_FOUND", Some(FileRefused::Harmful)),
        ("UNSUPPORTED", Some(FileRefused::Harmful)),
    ] {
        let stack = Stack::waiting_for("verslag.pdf").await;
        let event = stack.send(&stack.form().await, PDF).await;
        check(&stack.store, &stack.files, Release::AfterScan, event.clone()).await.unwrap();
        assert_eq!(stack.file().await.state, FileState::Pending, "{status}");
        check(&stack.store, &stack.files, Release::AfterScan, scan("FAILED", &event)).await.unwrap_err();
        assert_eq!(stack.file().await.state, FileState::Pending, "{status}");
        check(&stack.store, &stack.files, Release::AfterScan, scan(status, &event)).await.unwrap();
        match (stack.file().await.state, expected) {
            (FileState::Available { .. }, None) => {}
            (FileState::Refused { why }, Some(expected)) => assert_eq!(why, expected),
            (state, _) => panic!("{status}: {state:?}"),
        }
    }
}

#[tokio::test]
async fn nothing_is_added_to_a_dossier_that_was_archived_meanwhile() {
    let stack = Stack::waiting_for("verslag.pdf").await;
    let event = stack.send(&stack.form().await, PDF).await;
    let mut header = stack.store.licence(&stack.scope).get::<Dossier>(&dossier()).await.unwrap();
    header.value.status = DossierStatus::Archived;
    stack.store.licence(&stack.scope).change(None).save(&header).commit("").await.unwrap();
    stack.check(&event).await;
    assert_eq!(stack.file().await.state, FileState::Refused { why: FileRefused::TooLate });
}

#[tokio::test]
async fn a_form_is_held_to_its_key_its_type_and_its_size() {
    let stack = Stack::waiting_for("verslag.pdf").await;
    let with = |form: &UploadForm, name: &str, value: &str| {
        let fields = form
            .fields
            .iter()
            .map(|field| if field.0 == name { (field.0.clone(), value.to_owned()) } else { field.clone() });
        UploadForm { url: form.url.clone(), fields: fields.collect() }
    };
    let form = stack.form().await;
    let other_licence =
        form.fields[0].1.replace("00000000000000000000000000000001/", "00000000000000000000000000000009/");
    for wrong in [
        with(&form, "key", &other_licence),
        with(&form, "Content-Type", "text/html"),
        with(&form, "success_action_redirect", "https://elsewhere.example/"),
    ] {
        assert!(post(&wrong, PDF).await.status().is_client_error());
    }
    assert_eq!(stack.files.list(&stack.scope, "").await.unwrap(), []);
}

#[tokio::test]
async fn a_frozen_version_is_kept_once_and_read_back_by_its_hash() {
    let stack = Stack::waiting_for("verslag.pdf").await;
    let hash = Hash::of("{}");
    for _ in 0..2 {
        stack.files.put_version(&stack.scope, &hash, b"{}".to_vec()).await.unwrap();
    }
    assert_eq!(stack.files.get_version(&stack.scope, &hash).await.unwrap(), b"{}");
    assert!(matches!(stack.files.put_version(&stack.scope, &hash, b"[]".to_vec()).await, Err(FilesError::Corrupt)));
    let other = Scope::warranted(LicenceId::new(Uuid::from_u128(9)), Warrant::verified());
    assert!(matches!(stack.files.get_version(&other, &hash).await, Err(FilesError::NotFound)));
    stack
        .files
        .copy((&stack.scope, Place::Version(&hash)), (&other, Place::Version(&hash)), &hash, None)
        .await
        .unwrap();
    assert_eq!(stack.files.get_version(&other, &hash).await.unwrap(), b"{}");
    assert_eq!(stack.files.list(&other, "versions/").await.unwrap().len(), 1);
}
