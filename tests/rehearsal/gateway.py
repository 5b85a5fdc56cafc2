"""ministack 1.5.33 with what it leaves out of our templates and of IAM, and with a record of every decision. Run with the path of that record.

Every replacement says what it adds; ministack looks most of them up in their modules with each request.
"""

import json
import socket
import string
import sys
from base64 import b64decode
from email import message_from_bytes
from functools import partial
from typing import Any
from urllib.parse import parse_qs

from ministack import app
from ministack.core import iam_actions, iam_evaluator
from ministack.core.responses import get_account_id, get_region
from ministack.services import apigateway, dynamodb, eventbridge, lambda_svc, s3, sns
from ministack.services.cloudformation import engine, provisioners

RECORD = open(sys.argv.pop(1), "w", buffering=1)

# Made as a name only. No function needs any of them to work, and none of them is rehearsed.
NAMES_ONLY = [
    "AWS::Backup::BackupSelection",
    "AWS::CodeDeploy::Application",
    "AWS::CodeDeploy::DeploymentGroup",
    "AWS::GuardDuty::MalwareProtectionPlan",
    "AWS::Logs::Delivery",
    "AWS::Logs::DeliveryDestination",
    "AWS::Logs::DeliverySource",
    "AWS::Route53::RecordSetGroup",
    "AWS::WAFv2::LoggingConfiguration",
]


def note(**line: Any) -> None:
    """One line of the record."""
    RECORD.write(json.dumps(line) + "\n")


# CloudFormation.


def name_only(logical_id: str, props: Any, stack: str) -> tuple[str, dict[str, str]]:
    """A resource that is not made."""
    note(left_out=f"{stack}.{logical_id}")
    return logical_id, {"Arn": f"arn:aws:left-out:::{logical_id}"}


def create_alarm(logical_id: str, props: Any, stack: str) -> Any:
    """Alarms over more than one metric are refused."""
    return (name_only if "Metrics" in props else alarm)(logical_id, props, stack)


def create_identity(logical_id: str, props: Any, stack: str) -> Any:
    """The records of DKIM are no attributes."""
    name, attributes = identity(logical_id, props, stack)
    names = {f"DkimDNSToken{part}{number}": f"{part}{number}.{name}" for part in ("Name", "Value") for number in (1, 2, 3)}
    return name, attributes | names


def create_table(logical_id: str, props: Any, stack: str) -> Any:
    """The table's own policy is forgotten."""
    made = table(logical_id, props, stack)
    if policy := props.get("ResourcePolicy"):
        request = {"ResourceArn": made[1]["Arn"], "Policy": json.dumps(policy["PolicyDocument"])}
        dynamodb._put_resource_policy(request)
    return made


def secret_string(props: Any) -> str:
    """ExcludePunctuation is not heard."""
    generated = props.get("GenerateSecretString", {})
    if generated.get("ExcludePunctuation"):
        props = props | {"GenerateSecretString": generated | {"ExcludeCharacters": string.punctuation}}
    return secret(props)


def provision(kind: str, logical_id: str, props: Any, stack: str) -> Any:
    """Within nested stacks `{{resolve:...}}` stays as it stands."""
    return provisioned(kind, logical_id, engine._resolve_dynamic_references(props)[0], stack)


handlers = provisioners._RESOURCE_HANDLERS
alarm, identity, table = (
    handlers[kind]["create"] for kind in ("AWS::CloudWatch::Alarm", "AWS::SES::EmailIdentity", "AWS::DynamoDB::Table")
)
secret, provisioned = provisioners._sm_secret_string, provisioners._provision_resource
handlers |= {kind: {"create": name_only, "delete": lambda *_: None} for kind in NAMES_ONLY}
handlers["AWS::CloudWatch::Alarm"]["create"] = create_alarm
handlers["AWS::SES::EmailIdentity"]["create"] = create_identity
handlers["AWS::DynamoDB::Table"]["create"] = create_table
provisioners._sm_secret_string = secret_string
provisioners._provision_resource = provision


# S3.


def copy_object(bucket: str, key: str, headers: Any) -> Any:
    """A checksum that is asked for with a copy is not made, and none is told."""
    algorithm = headers.get("x-amz-checksum-algorithm")
    status, told, body = copied(bucket, key, {**headers, "x-amz-sdk-checksum-algorithm": algorithm} if algorithm else headers)
    if status == 200:
        sums = s3._buckets[bucket]["objects"][key]["checksums"].items()
        lines = "".join(f"<Checksum{name}>{value}</Checksum{name}>" for name, value in sums)
        body = body.replace(b"</CopyObjectResult>", f"{lines}</CopyObjectResult>".encode())
    return status, told, body


copied = s3._copy_object
s3._copy_object = copy_object


# IAM.

AND = " and "


def _mail(body: bytes) -> tuple[str, str] | None:
    """Sender and configuration set of a raw mail."""
    form = parse_qs(body.decode())
    if form.get("Action") != ["SendRawEmail"]:
        return None
    headers = message_from_bytes(b64decode(form["RawMessage.Data"][0]))
    sender = form.get("Source", [headers["From"]])[0].rpartition("<")[2].rstrip(">")
    return sender, form.get("ConfigurationSetName", [headers["X-SES-CONFIGURATION-SET"]])[0]


def extract_resource_arn(service: str, method: str, path: str, headers: Any, body: bytes, *rest: Any) -> str:
    """SES evaluates a raw mail for its identity and its configuration set; ministack does for `*`."""
    mail = _mail(body) if service == "ses" else None
    if not mail:
        return arn_of(service, method, path, headers, body, *rest)
    _, region, account = rest
    within, domain = f"arn:aws:ses:{region}:{account}", mail[0].rpartition("@")[2]
    return f"{within}:identity/{domain}{AND}{within}:configuration-set/{mail[1]}"


def request_tag_context(service: str, action: str, body: bytes, query: Any) -> dict[str, Any]:
    """The key ses:FromAddress is not known."""
    mail = _mail(body) if service == "ses" else None
    return tags_of(service, action, body, query) | ({"ses:FromAddress": mail[0]} if mail else {})


def dynamodb_service_context(body: bytes) -> dict[str, Any]:
    """The key dynamodb:LeadingKeys is not known: here are the items, of which `enforce` takes those of its action and table."""
    asked = json.loads(body or b"{}")
    items = [pair for item in asked.get("TransactItems", []) for pair in item.items()] or [("", asked)]
    found = [(kind, item.get("TableName"), item.get("Key") or item.get("Item")) for kind, item in items]
    keys = [(kind, name, key["pk"]["S"]) for kind, name, key in found if key]
    return context_of(body) | {"rehearsal:keys": keys}


def enforce(access_key: str, action: str, service: str, region: str, resource_arn: str = "*", service_context: Any = None) -> Any:
    """Evaluates for every resource of a request, and writes down what became of it for who is no operator."""
    context = dict(service_context or {})
    if keys := context.pop("rehearsal:keys", []):
        here = (action.removeprefix("dynamodb:").removesuffix("Item"), resource_arn.rpartition("table/")[2])
        context["dynamodb:LeadingKeys"] = [pk for kind, name, pk in keys if (kind or here[0], name) == here]
    who = (iam_evaluator.resolve_caller_identity(access_key) or {}).get("userArn", "")
    for one in resource_arn.split(AND):
        denied = evaluate(access_key, action, service, region, one, context)
        if ":assumed-role/" in who:
            note(who=who.rpartition("/")[2], action=action, resource=one, allowed=not denied)
        if denied:
            return denied
    return None


def table_policy_for_arn(arn: str) -> tuple[str, str] | None:
    """A table's own policy is kept and not evaluated."""
    kept = dynamodb._resource_policies.get(arn)
    return (kept["Policy"], arn.split(":")[4]) if kept else None


arn_of, tags_of = iam_actions.extract_resource_arn, iam_actions.request_tag_context
context_of, evaluate = iam_actions.dynamodb_service_context, iam_evaluator.enforce
iam_actions.extract_resource_arn = extract_resource_arn
iam_actions.request_tag_context = request_tag_context
iam_actions.dynamodb_service_context = dynamodb_service_context
iam_evaluator.enforce = enforce
dynamodb.table_policy_for_arn = table_policy_for_arn
iam_evaluator._RESOURCE_POLICY_LOOKUPS["dynamodb"] = ("dynamodb", "table_policy_for_arn")

# The names of ours are nowhere in DNS: CloudFront finds its origin here.


def getaddrinfo(host: Any, port: Any, *rest: Any, **more: Any) -> Any:
    """The gateway, for the origin."""
    here = str(host).startswith("origin.")
    return resolve("127.0.0.1" if here else host, app._MINISTACK_PORT if here else port, *rest, **more)


resolve = socket.getaddrinfo
socket.getaddrinfo = getaddrinfo
app._port_is_bindable = lambda *_: False  # 443, which it would take as well


# Services that call a function: API Gateway, EventBridge and SNS by the policy of the function, Scheduler and Lambda itself by a role.
# ministack lets them all through.


def _seen(who: str, action: str, resource: str, source: str = "") -> iam_evaluator.EvalContext:
    keys = {"aws:sourcearn": source, "aws:sourceaccount": get_account_id()} if source else {}
    return iam_evaluator.EvalContext(who, "Service", "", action, resource, get_region(), service_context=keys)


def service_may(service: str, source: str, function: str) -> bool:
    """Whether the policy of a function lets a service call it for this source."""
    context = _seen(service, "lambda:InvokeFunction", function, source)
    policy, _ = lambda_svc.function_policy_for_arn(function) or ({}, None)
    allowed = iam_evaluator.evaluate_resource_policy(policy, context, service).decision == "Allow"
    note(who=service, action=context.action, resource=function, allowed=allowed)
    return allowed


def role_may(role: str, action: str, resource: str) -> bool:
    """Whether a role lets a service do this."""
    name = role.rpartition("/")[2]
    policies = iam_evaluator._gather_role_policies(name, get_account_id())
    allowed = iam_evaluator.evaluate(_seen(role, action, resource), policies).decision == "Allow"
    note(who=name, action=action, resource=resource, allowed=allowed)
    return allowed


async def invoke_lambda_proxy(integration: Any, api: str, stage: str, path: str, method: str, *rest: Any, **more: Any) -> Any:
    """API Gateway, which answers with 500 where it may not."""
    function = apigateway._extract_lambda_ref_from_integration_uri(integration["integrationUri"])
    source = f"arn:aws:execute-api:{get_region()}:{get_account_id()}:{api}/{stage}/{method}{path}"
    if not service_may("apigateway.amazonaws.com", source, function):
        return 500, {"Content-Type": "application/json"}, b'{"message":"Internal Server Error"}'
    note(route=rest[3])
    return await proxy(integration, api, stage, path, method, *rest, **more)


def invoke_target(target: Any, event: Any, rule: Any, *rest: Any) -> None:
    """EventBridge and Scheduler."""
    function = target["Arn"]
    if "RoleArn" in target:
        allowed = role_may(target["RoleArn"], "lambda:InvokeFunction", function)
    else:
        allowed = service_may("events.amazonaws.com", rule["Arn"], function)
    if allowed:
        target_of(target, event, rule, *rest)


def deliver_to_lambda(function: str, envelope: str, topic: str, *rest: Any) -> None:
    """SNS."""
    if service_may("sns.amazonaws.com", topic, function):
        notify(function, envelope, topic, *rest)


def create_mapping(logical_id: str, props: Any, stack: str) -> Any:
    """Lambda, which reads a stream with the role of the function."""
    function = lambda_svc._functions[props["FunctionName"].rpartition(":")[2]]
    role, stream = function["config"]["Role"], props["EventSourceArn"]
    needed = {"DescribeStream": stream, "GetRecords": stream, "GetShardIterator": stream, "ListStreams": "*"}
    if not all([role_may(role, f"dynamodb:{action}", resource) for action, resource in needed.items()]):
        raise ValueError(f"Cannot access stream {stream} with the role of {props['FunctionName']}")
    return mapping(logical_id, props, stack)


proxy, target_of = apigateway._invoke_lambda_proxy, eventbridge._invoke_target
notify, mapping = sns._deliver_to_lambda, handlers["AWS::Lambda::EventSourceMapping"]["create"]
apigateway._invoke_lambda_proxy = invoke_lambda_proxy
eventbridge._invoke_target = invoke_target
sns._deliver_to_lambda = deliver_to_lambda
handlers["AWS::Lambda::EventSourceMapping"]["create"] = create_mapping
# The rehearsal speaks for GuardDuty.
eventbridge._put_events = partial(eventbridge._put_events, allow_aws_source=True)

if __name__ == "__main__":
    app.main()
