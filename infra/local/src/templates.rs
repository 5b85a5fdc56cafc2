//! What the templates of the regional stack say of each function, read from the templates themselves.

use emulators::TableSpec;
use serde_yaml_ng::Value;

/// The templates with functions, with the grants that these list, and with what is kept.
const TEMPLATES: [&str; 9] = [
    include_str!("../../areas/accounts.yaml"),
    include_str!("../../areas/consent.yaml"),
    include_str!("../../areas/dossiers.yaml"),
    include_str!("../../areas/grants.yaml"),
    include_str!("../../areas/mail.yaml"),
    include_str!("../../areas/school.yaml"),
    include_str!("../../areas/transfers.yaml"),
    include_str!("../../areas/work.yaml"),
    include_str!("../../data.yaml"),
];

/// A template that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("template: {0}")]
pub struct TemplateError(#[from] serde_yaml_ng::Error);

/// All of them.
///
/// # Errors
/// When one is no YAML.
pub fn all() -> Result<Vec<Value>, TemplateError> {
    Ok(TEMPLATES.iter().map(|text| serde_yaml_ng::from_str(text)).collect::<Result<_, _>>()?)
}

/// The resources of a kind, as `AWS::DynamoDB::Table`.
pub fn of_type<'a>(template: &'a Value, kind: &'a str) -> impl Iterator<Item = &'a Value> {
    let all = at(template, &["Resources"]).as_mapping().into_iter().flat_map(|all| all.values());
    all.filter(move |resource| at(resource, &["Type"]).as_str() == Some(kind))
}

/// The functions of a template, each with the name of its folder and its properties.
pub fn functions(template: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let all = of_type(template, "AWS::Serverless::Function").map(|function| at(function, &["Properties"]));
    all.filter_map(|properties| Some((at(properties, &["CodeUri"]).as_str()?.rsplit('/').next()?, properties)))
}

/// The variables that a function is given, with their values as they stand there; `None` for a function that is in no template.
///
/// # Errors
/// When a template is no YAML.
pub fn variables(function: &str) -> Result<Option<Vec<(String, String)>>, TemplateError> {
    let templates = all()?;
    let found = templates.iter().find_map(|template| {
        let (_, properties) = functions(template).find(|(name, _)| *name == function)?;
        let holders = [at(template, &["Globals", "Function"]), properties];
        Some(holders.map(|holder| at(holder, &["Environment", "Variables"])))
    });
    let text = |value: &Value| plain(value).as_str().map(str::to_owned);
    Ok(found.map(|holders| {
        let all = holders.into_iter().filter_map(Value::as_mapping).flatten();
        all.filter_map(|(name, value)| Some((text(name)?, text(value)?))).collect()
    }))
}

/// The tables, as the template describes them, under the names that they have on one machine.
///
/// # Errors
/// When a template is no YAML.
pub fn tables() -> Result<Vec<TableSpec>, TemplateError> {
    let all = all()?;
    let described = all.iter().flat_map(|template| of_type(template, "AWS::DynamoDB::Table"));
    Ok(described.filter_map(|table| table_of(at(table, &["Properties"]))).collect())
}

/// One table; `None` where something that every table has is missing.
fn table_of(table: &Value) -> Option<TableSpec> {
    let mut spec = TableSpec::new(at(table, &["TableName"]).as_str()?.rsplit('-').next()?);
    if key(table, "RANGE").is_some() {
        spec = spec.with_sk();
    }
    if let Some(attribute) = at(table, &["TimeToLiveSpecification", "AttributeName"]).as_str() {
        spec = spec.with_ttl(attribute);
    }
    if at(table, &["StreamSpecification"]).is_mapping() {
        spec = spec.with_stream();
    }
    for index in at(table, &["GlobalSecondaryIndexes"]).as_sequence().into_iter().flatten() {
        spec = spec.with_index(at(index, &["IndexName"]).as_str()?, key(index, "HASH")?, key(index, "RANGE"));
    }
    Some(spec)
}

/// The attribute with this part in the key of a table or an index.
fn key<'a>(of: &'a Value, part: &str) -> Option<&'a str> {
    let all = at(of, &["KeySchema"]).as_sequence()?;
    let found = all.iter().find(|attribute| at(attribute, &["KeyType"]).as_str() == Some(part))?;
    at(found, &["AttributeName"]).as_str()
}

/// The value without `!Sub` and its like.
pub fn plain(value: &Value) -> &Value {
    match value {
        Value::Tagged(tagged) => plain(&tagged.value),
        other => other,
    }
}

static NOTHING: Value = Value::Null;

/// What stands at the end of a path, without `!Sub` and its like; null where there is nothing.
pub fn at<'a>(value: &'a Value, path: &[&str]) -> &'a Value {
    path.iter().fold(plain(value), |value, name| value.get(*name).map_or(&NOTHING, plain))
}

/// One text, or all of a list.
pub fn texts(value: &Value) -> Vec<String> {
    match plain(value) {
        Value::Sequence(all) => all.iter().flat_map(texts).collect(),
        Value::String(one) => vec![one.clone()],
        _ => Vec::new(),
    }
}

/// Every statement of a policy anywhere below.
pub fn statements(value: &Value) -> Vec<&Value> {
    match plain(value) {
        Value::Sequence(all) => all.iter().flat_map(statements).collect(),
        Value::Mapping(fields) if fields.contains_key("Effect") && fields.contains_key("Action") => vec![plain(value)],
        Value::Mapping(fields) => fields.values().flat_map(statements).collect(),
        _ => Vec::new(),
    }
}
