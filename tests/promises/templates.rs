//! What the templates promise: least privilege, nothing that fails unheard, logs that end, everything kept encrypted and retained.
//!
//! Each rule names the resources that break it. Those must be exactly the ones that `tests/tools/template-exceptions.yaml` gives a
//! reason for: one more fails, and so does an exception that is no longer needed.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use local::templates::{at, statements, texts};
use serde_yaml_ng::Value;

use crate::enumeration::{function_of, resources, root};

type Resources = BTreeMap<(String, String), Value>;
type Rule = fn(&Resources) -> Vec<String>;

/// The rules by the name that an exception calls them. Those that start with `CKV` are of checkov, which `tests/tools/checkov.py` asks.
const RULES: &[(&str, Rule)] = &[
    ("star-resource", star_resources),
    ("star-action", star_actions),
    ("open-principal", open_principals),
    ("own-policies", shared_roles),
    ("known-grants", unknown_grants),
    ("used-grants", unused_grants),
    ("tables-of-the-code", tables_without_use),
    ("log-retention", endless_logs),
    ("own-log", functions_without_log),
    ("dead-letters", sources_without_dead_letters),
    ("heard-failures", unheard_failures),
    ("encrypted", unencrypted),
    ("retained", unretained),
    ("restorable", unrestorable),
    ("locked-seals", rewritable_seals),
    ("no-secret-in-variables", secrets_in_variables),
];

/// A resource, as exceptions call it.
fn place((template, name): &(String, String)) -> String {
    format!("{template} {name}")
}

fn written(value: &Value) -> String {
    serde_yaml_ng::to_string(value).unwrap()
}

fn of_type<'a>(all: &'a Resources, kind: &str) -> impl Iterator<Item = (&'a (String, String), &'a Value)> {
    all.iter().filter(move |(_, resource)| resource["Type"].as_str() == Some(kind))
}

fn functions(all: &Resources) -> impl Iterator<Item = (&(String, String), &Value)> {
    of_type(all, "AWS::Serverless::Function")
}

fn where_allowed(all: &Resources, wrong: impl Fn(&Value) -> bool) -> Vec<String> {
    let allows = |resource| statements(resource).into_iter().filter(|one| one["Effect"].as_str() == Some("Allow"));
    all.iter().filter(|(_, resource)| allows(*resource).any(&wrong)).map(|(name, _)| place(name)).collect()
}

/// Statements that allow something on everything. In the policy of a key, `*` is that key and nothing else.
fn star_resources(all: &Resources) -> Vec<String> {
    let keys: BTreeSet<_> = of_type(all, "AWS::KMS::Key").map(|(name, _)| place(name)).collect();
    let found = where_allowed(all, |one| texts(&one["Resource"]).iter().any(|resource| resource == "*"));
    found.into_iter().filter(|place| !keys.contains(place)).collect()
}

/// Statements that allow everything of a service.
fn star_actions(all: &Resources) -> Vec<String> {
    where_allowed(all, |one| {
        texts(&one["Action"]).iter().any(|action| action == "*" || action.ends_with(":*"))
            || !one["NotAction"].is_null()
    })
}

/// Statements that let in who is not named, or a service without saying for whom it works.
fn open_principals(all: &Resources) -> Vec<String> {
    where_allowed(all, |one| {
        let who = written(&one["Principal"]);
        let named = who.contains(":root") || one["Principal"].is_null();
        let bound = ["SourceAccount", "SourceArn", "CallerAccount"];
        !named && !bound.iter().any(|key| written(&one["Condition"]).contains(key))
    })
}

/// Functions that borrow a role, have no policies of their own, or have one that AWS wrote.
fn shared_roles(all: &Resources) -> Vec<String> {
    let shares = |function: &Value| {
        let policies = texts(at(function, &["Properties", "Policies"]));
        let foreign = policies.iter().any(|policy| policy.contains(":iam::aws:") || !policy.contains(['$', ' ']));
        !at(function, &["Properties", "Role"]).is_null() || policies.is_empty() || foreign
    };
    functions(all).filter(|(_, function)| shares(function)).map(|(name, _)| place(name)).collect()
}

/// What stands behind `${Grants}-` in the policies of a function.
fn grants(function: &Value) -> Vec<String> {
    let listed = texts(at(function, &["Properties", "Policies"]));
    listed.iter().filter_map(|policy| policy.strip_prefix("${Grants}-")).map(str::to_owned).collect()
}

/// The grants there are, by what stands behind `${Grants}-`.
fn all_grants(all: &Resources) -> BTreeMap<String, &Value> {
    let policies = of_type(all, "AWS::IAM::ManagedPolicy");
    let name = |policy: &Value| texts(at(policy, &["Properties", "ManagedPolicyName"])).remove(0);
    let of_ours = |name: String| name.strip_prefix("samenspoor-${Environment}-").unwrap_or(&name).to_owned();
    policies.map(|(_, policy)| (of_ours(name(policy)), policy)).collect()
}

fn unknown_grants(all: &Resources) -> Vec<String> {
    let known = all_grants(all);
    let is_known = |function: &Value| grants(function).iter().all(|grant| known.contains_key(grant));
    functions(all).filter(|(_, function)| !is_known(function)).map(|(name, _)| place(name)).collect()
}

fn unused_grants(all: &Resources) -> Vec<String> {
    let used: BTreeSet<_> = functions(all).flat_map(|(_, function)| grants(function)).collect();
    all_grants(all).into_keys().filter(|grant| !used.contains(grant)).collect()
}

/// Functions whose grants reach another set of tables than the one their code is told the names of.
fn tables_without_use(all: &Resources) -> Vec<String> {
    let known = all_grants(all);
    let differs = |function: &Value| {
        let variables = at(function, &["Properties", "Environment", "Variables"]).as_mapping().unwrap();
        let names = variables.keys().filter_map(|name| name.as_str()?.strip_suffix("_TABLE"));
        let told: BTreeSet<_> = names.map(str::to_lowercase).collect();
        let of_grants =
            grants(function).into_iter().filter_map(|grant| known.get(&grant).map(|grant| (*grant).clone()));
        let listed = of_grants.flat_map(|grant| reached(&grant)).chain(reached(function));
        told != listed.collect()
    };
    functions(all).filter(|(_, function)| differs(function)).map(|(name, _)| place(name)).collect()
}

/// The tables that statements reach; a stream is read by the platform, which needs no name of it in the code.
fn reached(holder: &Value) -> Vec<String> {
    let resources = statements(holder).into_iter().flat_map(|one| texts(&one["Resource"]));
    let tables = resources.filter(|arn| !arn.contains("/stream/"));
    tables
        .filter_map(|arn| {
            let name = arn.split_once("table/samenspoor-${Environment}-")?.1;
            Some(name.split('/').next()?.to_owned())
        })
        .collect()
}

fn endless_logs(all: &Resources) -> Vec<String> {
    let ends = |log: &Value| !at(log, &["Properties", "RetentionInDays"]).is_null();
    of_type(all, "AWS::Logs::LogGroup").filter(|(_, log)| !ends(log)).map(|(name, _)| place(name)).collect()
}

/// Functions that write to a log which is not in their template: that one would never end.
fn functions_without_log(all: &Resources) -> Vec<String> {
    let has_log = |(template, _): &(String, String), function: &Value| {
        let log = at(function, &["Properties", "LoggingConfig", "LogGroup"]).as_str().unwrap_or_default().to_owned();
        all.get(&(template.clone(), log)).is_some_and(|log| log["Type"].as_str() == Some("AWS::Logs::LogGroup"))
    };
    functions(all).filter(|(name, function)| !has_log(name, function)).map(|(name, _)| place(name)).collect()
}

/// Streams, schedules, rules and subscriptions whose undelivered events nobody hears of.
fn sources_without_dead_letters(all: &Resources) -> Vec<String> {
    let heard = |resource: &Value| {
        let properties = &resource["Properties"];
        let present = |path: &[&str]| !at(properties, path).is_null();
        match resource["Type"].as_str().unwrap() {
            "AWS::Lambda::EventSourceMapping" => present(&["DestinationConfig", "OnFailure", "Destination"]),
            "AWS::Scheduler::Schedule" => present(&["Target", "DeadLetterConfig", "Arn"]),
            "AWS::SNS::Subscription" => present(&["RedrivePolicy", "deadLetterTargetArn"]),
            "AWS::Events::Rule" => {
                let targets = properties["Targets"].as_sequence().unwrap();
                targets.iter().all(|target| !at(target, &["DeadLetterConfig", "Arn"]).is_null())
            }
            _ => true,
        }
    };
    all.iter().filter(|(_, resource)| !heard(resource)).map(|(name, _)| place(name)).collect()
}

/// Functions without a route, which run when nobody waits, whose failure goes to no queue.
fn unheard_failures(all: &Resources) -> Vec<String> {
    let integrations: Vec<_> = of_type(all, "AWS::ApiGatewayV2::Integration")
        .map(|((template, _), integration)| (template, written(&integration["Properties"]["IntegrationUri"])))
        .collect();
    let has_route = |(template, name): &(String, String)| {
        integrations.iter().any(|(of, uri)| *of == template && uri.contains(&format!("{name}.")))
    };
    let is_heard = |function: &Value| {
        !at(function, &["Properties", "EventInvokeConfig", "DestinationConfig", "OnFailure", "Destination"]).is_null()
    };
    let without_route = functions(all).filter(|(name, _)| !has_route(name));
    without_route.filter(|(_, function)| !is_heard(function)).map(|(name, _)| place(name)).collect()
}

/// The key of each kind of what is kept: where it must be named.
const KEYS: [(&str, &[&str]); 6] = [
    ("AWS::DynamoDB::Table", &["SSESpecification", "KMSMasterKeyId"]),
    ("AWS::S3::Bucket", &["BucketEncryption", "ServerSideEncryptionConfiguration"]),
    ("AWS::SQS::Queue", &["KmsMasterKeyId"]),
    ("AWS::SNS::Topic", &["KmsMasterKeyId"]),
    ("AWS::SecretsManager::Secret", &["KmsKeyId"]),
    ("AWS::Backup::BackupVault", &["EncryptionKeyArn"]),
];

fn unencrypted(all: &Resources) -> Vec<String> {
    let kinds = KEYS.iter().flat_map(|(kind, path)| of_type(all, kind).map(move |found| (found, path)));
    let has_key = |resource: &Value, path: &[&str]| {
        let key = written(at(&resource["Properties"], path));
        key.contains("Key") || key.contains("alias/")
    };
    kinds.filter(|((_, resource), path)| !has_key(resource, path)).map(|((name, _), _)| place(name)).collect()
}

/// What holds what must not be lost and would go with its stack.
fn unretained(all: &Resources) -> Vec<String> {
    let kinds = [
        "AWS::DynamoDB::Table",
        "AWS::S3::Bucket",
        "AWS::KMS::Key",
        "AWS::SecretsManager::Secret",
        "AWS::Backup::BackupVault",
    ];
    let stays = |resource: &Value| {
        ["DeletionPolicy", "UpdateReplacePolicy"].iter().all(|policy| resource[*policy].as_str() == Some("Retain"))
    };
    let kept = kinds.iter().flat_map(|kind| of_type(all, kind));
    kept.filter(|(_, resource)| !stays(resource)).map(|(name, _)| place(name)).collect()
}

/// Tables and buckets of which yesterday cannot be brought back, or that anybody may be let into.
fn unrestorable(all: &Resources) -> Vec<String> {
    let table = |table: &Value| {
        let properties = &table["Properties"];
        at(properties, &["PointInTimeRecoverySpecification", "PointInTimeRecoveryEnabled"]).as_bool() == Some(true)
            && at(properties, &["DeletionProtectionEnabled"]).as_bool() == Some(true)
    };
    let bucket = |bucket: &Value| {
        let properties = &bucket["Properties"];
        let blocks = at(properties, &["PublicAccessBlockConfiguration"]).as_mapping();
        at(properties, &["VersioningConfiguration", "Status"]).as_str() == Some("Enabled")
            && blocks.is_some_and(|blocks| blocks.len() == 4 && blocks.values().all(|on| on.as_bool() == Some(true)))
    };
    let tables = of_type(all, "AWS::DynamoDB::Table").filter(|(_, resource)| !table(resource));
    let buckets = of_type(all, "AWS::S3::Bucket").filter(|(_, resource)| !bucket(resource));
    tables.chain(buckets).map(|(name, _)| place(name)).collect()
}

/// Buckets of seals in which an object could be replaced or removed before its time, and the lack of one.
fn rewritable_seals(all: &Resources) -> Vec<String> {
    let seals: Vec<_> = of_type(all, "AWS::S3::Bucket").filter(|((_, name), _)| name.contains("Seals")).collect();
    if seals.is_empty() {
        return vec!["no bucket of seals".into()];
    }
    let locked = |bucket: &Value| {
        let properties = &bucket["Properties"];
        let lasting = at(properties, &["ObjectLockConfiguration", "Rule", "DefaultRetention"]);
        properties["ObjectLockEnabled"].as_bool() == Some(true)
            && matches!(lasting["Mode"].as_str(), Some("GOVERNANCE" | "COMPLIANCE"))
            && (!lasting["Days"].is_null() || !lasting["Years"].is_null())
    };
    seals.into_iter().filter(|(_, bucket)| !locked(bucket)).map(|(name, _)| place(name)).collect()
}

/// Functions that are told a secret itself: whoever may see the function would see it.
fn secrets_in_variables(all: &Resources) -> Vec<String> {
    let tells =
        |function: &Value| written(at(function, &["Properties", "Environment"])).contains("resolve:secretsmanager");
    functions(all).filter(|(_, function)| tells(function)).map(|(name, _)| place(name)).collect()
}

/// The exceptions with their reasons: rule -> resources.
fn exceptions() -> BTreeMap<String, BTreeSet<String>> {
    let text = fs::read_to_string(root().join("tests/tools/template-exceptions.yaml")).unwrap();
    let all: Value = serde_yaml_ng::from_str(&text).unwrap();
    let mut found: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for exception in all.as_sequence().unwrap() {
        let rule = exception["rule"].as_str().unwrap().to_owned();
        assert!(exception["reason"].as_str().is_some_and(|reason| reason.len() > 20), "{rule} without a reason");
        let places = texts(&exception["where"]);
        assert!(!places.is_empty(), "{rule} excepts nothing");
        found.entry(rule).or_default().extend(places);
    }
    found
}

#[test]
fn templates_keep_our_rules_and_no_exception_is_left_over() {
    // trap 25, trap 27
    let (all, mut exceptions) = (resources(), exceptions());
    assert_eq!(functions(&all).filter_map(|(_, function)| function_of(function)).count(), functions(&all).count());
    let mut wrong = Vec::new();
    for (rule, find) in RULES {
        let found: BTreeSet<_> = find(&all).into_iter().collect();
        let excepted = exceptions.remove(*rule).unwrap_or_default();
        wrong.extend(found.difference(&excepted).map(|place| format!("{rule}: {place}")));
        wrong.extend(excepted.difference(&found).map(|place| format!("{rule}: {place} needs no exception any more")));
    }
    wrong.extend(
        exceptions.keys().filter(|rule| !rule.starts_with("CKV")).map(|rule| format!("no rule is called {rule}")),
    );
    assert!(wrong.is_empty(), "{wrong:#?}");
}
