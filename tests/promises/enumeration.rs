//! Folder = routes in code = template = events = openapi.json. What is missing fails by its name.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt, fs,
    path::{Path, PathBuf},
};

use local::{
    Settings, Stack,
    functions::{self, Services},
};
use serde::de::DeserializeOwned;
use serde_yaml_ng::Value;
use testkit::sandbox;

/// The top of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn folders(path: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(root().join(path)).unwrap().map(Result::unwrap);
    entries.filter(|entry| entry.path().is_dir()).map(|entry| entry.file_name().into_string().unwrap()).collect()
}

/// Resources of every template: (template, logical name) -> resource.
pub fn resources() -> BTreeMap<(String, String), Value> {
    let mut found = BTreeMap::new();
    let all = ["infra", "infra/areas"].map(|folder| fs::read_dir(root().join(folder)).unwrap());
    let paths = all.into_iter().flatten().map(|entry| entry.unwrap().path());
    for path in paths.filter(|path| path.extension().is_some_and(|kind| kind == "yaml")) {
        let template: Value = serde_yaml_ng::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        for (logical, resource) in template["Resources"].as_mapping().into_iter().flatten() {
            found.insert((name.clone(), logical.as_str().unwrap().to_owned()), resource.clone());
        }
    }
    found
}

fn description() -> serde_json::Value {
    serde_json::from_str(&fs::read_to_string(root().join("functions/home/openapi.json")).unwrap()).unwrap()
}

/// Every operation that is described: route and method.
pub fn operations() -> BTreeSet<(String, String)> {
    let description = description();
    let paths = description["paths"].as_object().unwrap().iter();
    paths
        .flat_map(|(path, methods)| {
            let methods = methods.as_object().unwrap().keys().filter(|method| *method != "parameters");
            methods.map(|method| (path.clone(), method.to_uppercase()))
        })
        .collect()
}

/// The fields of every form that is described, by its path; and whether it has others, with names of their own.
pub fn forms() -> BTreeMap<String, (Vec<String>, bool)> {
    let all = description();
    let fields = |form: &serde_json::Value| {
        let schema = &form["requestBody"]["content"]["application/json"]["schema"];
        let schema = schema["$ref"].as_str().map_or(schema, |at| all.pointer(at.trim_start_matches('#')).unwrap());
        let names = schema["properties"].as_object().into_iter().flatten().map(|(name, _)| name.clone());
        (names.collect(), schema["additionalProperties"].is_object())
    };
    let paths = all["paths"].as_object().unwrap().iter();
    paths.filter_map(|(path, of)| of.get("post").map(|form| (path.clone(), fields(form)))).collect()
}

/// All that an enum with a tag `kind` can be, as it is told when it is called otherwise.
pub fn kinds<T: DeserializeOwned + fmt::Debug>() -> BTreeSet<String> {
    let told = serde_json::from_value::<T>(serde_json::json!({ "kind": "" })).unwrap_err().to_string();
    let all: BTreeSet<_> = told.split('`').skip(3).step_by(2).map(str::to_owned).collect();
    assert!(all.len() > 1, "it told otherwise: {told}");
    all
}

/// The functions that nobody asks by a route.
pub fn workers(services: &Services) -> Vec<String> {
    let operations = functions::routes(services).operations();
    let is_routed = |name: &String| operations.iter().any(|one| one.function == name);
    sandbox::functions().into_iter().filter(|name| !is_routed(name)).collect()
}

/// The folder of the function that this resource is, if it is one.
pub fn function_of(resource: &Value) -> Option<String> {
    if resource["Type"].as_str() != Some("AWS::Serverless::Function") {
        return None;
    }
    let code = resource["Properties"]["CodeUri"].as_str()?;
    code.rsplit('/').next().map(str::to_owned)
}

#[test]
fn every_function_has_events_and_a_place_in_the_template() {
    let code = folders("functions");
    let events: BTreeSet<_> = folders("events")
        .into_iter()
        .filter(|name| fs::read_dir(root().join("events").join(name)).unwrap().count() > 0)
        .collect();
    let template: BTreeSet<_> = resources().values().filter_map(function_of).collect();
    assert_eq!(events, code, "folders with events against folders of functions");
    assert_eq!(template, code, "functions of the template against folders of functions");
}

#[test]
fn every_event_is_json() {
    for function in folders("events") {
        for entry in fs::read_dir(root().join("events").join(&function)).unwrap() {
            let path = entry.unwrap().path();
            let text = fs::read_to_string(&path).unwrap();
            assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{}", path.display());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn routes_of_the_template_are_those_of_the_code_and_lead_to_the_same_function() {
    let stack = Stack::start(Settings { bare: true, ..Settings::default() }).await.unwrap();
    let api = functions::routes(&stack.services);
    let code: BTreeSet<_> = api
        .operations()
        .iter()
        .map(|operation| {
            (format!("{} {}", operation.method.to_uppercase(), operation.path), operation.function.to_owned())
        })
        .collect();
    stack.stop().await;
    let all = resources();
    let mut template = BTreeSet::new();
    for ((file, _), resource) in &all {
        if resource["Type"].as_str() != Some("AWS::ApiGatewayV2::Route") {
            continue;
        }
        let key = resource["Properties"]["RouteKey"].as_str().unwrap().to_owned();
        if key == "$default" {
            continue;
        }
        template.insert((key, integrated(&all, file, resource)));
    }
    let missing: Vec<_> = code.difference(&template).collect();
    let stray: Vec<_> = template.difference(&code).collect();
    assert!(
        missing.is_empty() && stray.is_empty(),
        "missing in the template: {missing:#?}\nonly in the template: {stray:#?}"
    );
}

/// The function behind a route: route -> integration -> function, by their logical names.
fn integrated(all: &BTreeMap<(String, String), Value>, file: &str, route: &Value) -> String {
    let target = serde_yaml_ng::to_string(&route["Properties"]["Target"]).unwrap();
    let names = all.keys().filter(|(template, _)| template == file).map(|(_, name)| name);
    let integration = names.clone().filter(|name| target.contains(name.as_str())).max_by_key(|name| name.len());
    let integration = &all[&(file.to_owned(), integration.unwrap_or_else(|| panic!("{file}: {target}")).clone())];
    let uri = serde_yaml_ng::to_string(&integration["Properties"]["IntegrationUri"]).unwrap();
    let function = names
        .filter(|name| function_of(&all[&(file.to_owned(), (*name).clone())]).is_some() && uri.contains(name.as_str()))
        .max_by_key(|name| name.len());
    function_of(&all[&(file.to_owned(), function.unwrap_or_else(|| panic!("{file}: {uri}")).clone())]).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_served_description_of_routes_is_the_one_of_the_code() {
    let stack = Stack::start(Settings { bare: true, ..Settings::default() }).await.unwrap();
    let made = serde_json::to_string_pretty(&functions::routes(&stack.services).openapi()).unwrap();
    stack.stop().await;
    let kept = fs::read_to_string(root().join("functions/home/openapi.json")).unwrap();
    assert!(kept.trim() == made.trim(), "run: cargo run -- openapi > functions/home/openapi.json");
}
