//! What the templates let each function do. The embedded services refuse the rest, as AWS would.
//!
//! Conditions of a statement are taken as fulfilled.

use std::collections::{BTreeMap, BTreeSet};

use emulators::Permission;
use serde_yaml_ng::Value;

use crate::templates::{self, TemplateError, at, functions, of_type, statements, texts};

/// What the names of functions begin with where a built one calls another.
pub const FUNCTION_PREFIX: &str = "samenspoor-test-";

/// A statement of a policy.
#[derive(Debug, Clone)]
pub struct Statement {
    /// The grant it stands in, as `writes-records`; nothing when a function has it for itself.
    pub grant: Option<String>,
    /// As `dynamodb:PutItem`.
    pub actions: BTreeSet<String>,
    /// On what, by the names that it has here; `*` stands for anything.
    pub resources: BTreeSet<String>,
}

/// What a resource of the templates is called here: `arn:...:table/samenspoor-${Environment}-outbox/index/due` is `outbox/index/due`.
fn here(resource: &str) -> String {
    let names = [
        ("${AWS::", "${"),
        ("configuration-set/samenspoor-${Environment}", "configuration-set/samenspoor"),
        ("samenspoor-${Environment}-", ""),
        ("samenspoor/${Environment}/", "samenspoor/"),
        ("-${AccountId}", ""),
        ("${DomainName}", "mail.samenspoor.example"),
        // AWS adds six characters to the name of a secret.
        ("-??????", ""),
    ];
    let arn = names.iter().fold(resource.to_owned(), |text, (from, to)| text.replace(from, to));
    let name = arn.splitn(6, ':').last().unwrap_or_default();
    let kinds = ["table/", "secret:", "function:"];
    kinds.iter().find_map(|kind| name.strip_prefix(kind)).unwrap_or(name).to_owned()
}

/// Whether a name fits a pattern with `*`, which stands for anything.
pub fn fits(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((start, rest)) => name.strip_prefix(start).is_some_and(|end| {
            let places = end.char_indices().map(|(place, _)| place).chain([end.len()]);
            places.into_iter().any(|place| end.get(place..).is_some_and(|end| fits(rest, end)))
        }),
    }
}

impl Statement {
    /// Those below that have this effect.
    fn all(grant: Option<&str>, effect: &str, holder: &Value) -> Vec<Self> {
        let wanted = statements(holder).into_iter().filter(|one| at(one, &["Effect"]).as_str() == Some(effect));
        wanted
            .map(|one| Self {
                grant: grant.map(str::to_owned),
                actions: texts(at(one, &["Action"])).into_iter().collect(),
                resources: texts(at(one, &["Resource"])).iter().map(|resource| here(resource)).collect(),
            })
            .collect()
    }

    /// Whether it is about this.
    pub fn covers(&self, asked: &Permission) -> bool {
        let name = asked.resource.strip_prefix(FUNCTION_PREFIX).unwrap_or(&asked.resource);
        self.actions.contains(&asked.action) && self.resources.iter().any(|pattern| fits(pattern, name))
    }
}

/// All of them.
#[derive(Debug)]
pub struct Policies {
    /// What each function is allowed.
    pub functions: BTreeMap<String, Vec<Statement>>,
    /// The grants that functions can list.
    pub grants: Vec<Statement>,
    /// What tables refuse to everybody.
    refusals: Vec<Statement>,
}

impl Policies {
    /// As the templates have them.
    ///
    /// # Errors
    /// When a template is no YAML.
    pub fn read() -> Result<Self, TemplateError> {
        let templates = templates::all()?;
        let of_kind = |kind| templates.iter().flat_map(move |template| of_type(template, kind));
        let grant = |policy: &Value| {
            let name = texts(at(policy, &["Properties", "ManagedPolicyName"])).concat();
            Statement::all(Some(name.trim_start_matches("samenspoor-${Environment}-")), "Allow", policy)
        };
        let grants: Vec<_> = of_kind("AWS::IAM::ManagedPolicy").flat_map(grant).collect();
        let allowed = |properties: &Value| {
            let listed = texts(at(properties, &["Policies"]));
            let listed: BTreeSet<_> = listed.iter().filter_map(|policy| policy.strip_prefix("${Grants}-")).collect();
            let listed = grants.iter().filter(|one| one.grant.as_deref().is_some_and(|name| listed.contains(name)));
            listed.cloned().chain(Statement::all(None, "Allow", at(properties, &["Policies"]))).collect()
        };
        let all = templates.iter().flat_map(functions);
        let functions = all.map(|(name, properties)| (name.to_owned(), allowed(properties))).collect();
        let refusals = of_kind("AWS::DynamoDB::Table").flat_map(|table| Statement::all(None, "Deny", table)).collect();
        Ok(Self { functions, grants, refusals })
    }

    /// Whether whoever has this access key may do this: a function what its policies say, and whoever is no function anything.
    pub fn allow(&self, who: &str, asked: &Permission) -> bool {
        let Some(statements) = self.functions.get(who) else { return true };
        statements.iter().any(|one| one.covers(asked)) && !self.refusals.iter().any(|one| one.covers(asked))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn may(who: &str, action: &str, resource: &str) -> bool {
        let asked = Permission { action: action.into(), resource: resource.into() };
        Policies::read().unwrap().allow(who, &asked)
    }

    #[test]
    fn a_function_may_what_its_grants_and_its_own_statements_say_and_nothing_else() {
        assert!(may("home", "dynamodb:Query", "records"));
        assert!(!may("home", "dynamodb:PutItem", "records"));
        assert!(may("dispatch-outbox", "dynamodb:Query", "outbox/index/due"));
        assert!(!may("dispatch-outbox", "dynamodb:Query", "outbox"));
        assert!(may("edit-step", "s3:PutObject", "files/licence/versions/hash"));
        assert!(!may("edit-step", "s3:PutObject", "files/licence/files/dossier/file"));
        assert!(may("edit-step", "secretsmanager:GetSecretValue", "samenspoor/keys"));
        assert!(may("deliver-mail", "ses:SendRawEmail", "identity/mail.samenspoor.example"));
        assert!(may("dispatch-outbox", "lambda:InvokeFunction", "samenspoor-test-deliver-mail"));
    }

    #[test]
    fn nobody_changes_an_audit_row_and_whoever_is_no_function_is_not_held_back() {
        assert!(!may("open-licence", "dynamodb:UpdateItem", "audit"));
        assert!(may("local", "dynamodb:Scan", "records"));
    }
}
