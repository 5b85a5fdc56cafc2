"""A rehearsal of the deployed shape: the true templates and the built binaries in ministack, with IAM evaluated, and a journey through its
edge and its HTTP API. A permission, a variable or a route that is missing shows by its name; `gateway.py` tells what ministack leaves out.

`tests/rehearsal/run.py [FOLDER]`: the folder of the built functions, `target/debug` if none is given.
"""

import sys
import tempfile
import time
import tomllib
from pathlib import Path

import journey
from emulator import REGION, Ministack
from templates import ready

PROJECT = Path(__file__).parents[2]
BUCKET = "rehearsal-deployment"
BINARIES = Path(sys.argv[1] if len(sys.argv) > 1 else PROJECT / "target/debug").absolute()


def bootstrap(name: str) -> str:
    """The built binary, called from where it is: a copy of each in its package would be gigabytes."""
    return f"#!/bin/sh\nexec {BINARIES / name}\n"


def deploy(aws: Ministack, section: str, template: str, overrides: dict[str, str], region: str = REGION) -> dict[str, str]:
    """Makes one stack with the parameters that `sam deploy` would give it, and gives its outputs."""
    begun = time.monotonic()
    s3, cloudformation = aws.client("s3"), aws.client("cloudformation", region)

    def put(key: str, body: bytes) -> str:
        s3.put_object(Bucket=BUCKET, Key=key, Body=body)
        return f"{aws.url}/{BUCKET}/{key}"

    settings = tomllib.loads((PROJECT / "infra/samconfig.toml").read_text())[section]["deploy"]["parameters"]
    given = dict(item.replace('"', "").split("=", 1) for item in settings["parameter_overrides"]) | overrides
    name = settings["stack_name"]
    cloudformation.create_stack(
        StackName=name,
        TemplateURL=ready(PROJECT / "infra" / template, BUCKET, put, bootstrap),
        Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in given.items()],
        Capabilities=settings.get("capabilities", "").split(),
        OnFailure="DO_NOTHING",
    )
    while (stack := cloudformation.describe_stacks(StackName=name)["Stacks"][0])["StackStatus"] == "CREATE_IN_PROGRESS":
        time.sleep(0.2)
    print(f"{name}: {stack['StackStatus']} in {time.monotonic() - begun:.1f} s")
    if stack["StackStatus"] != "CREATE_COMPLETE":
        for one in cloudformation.describe_stacks()["Stacks"]:
            for event in cloudformation.describe_stack_events(StackName=one["StackId"])["StackEvents"]:
                if event["ResourceStatus"].endswith("FAILED"):
                    print("   ", event["StackName"], event["LogicalResourceId"], event.get("ResourceStatusReason"))
        raise SystemExit(f"{name} was not made: {stack.get('StackStatusReason')}")
    return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}


def prepare(aws: Ministack) -> str:
    """The three stacks, and what they find in an account; gives the name of the distribution."""
    aws.client("s3").create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
    zone = aws.client("route53").create_hosted_zone(Name="samenspoor.example", CallerReference="rehearsal")["HostedZone"]
    found = {"HostedZoneId": zone["Id"].rpartition("/")[2]}
    deploy(aws, "dev-data", "data.yaml", {})
    deploy(aws, "dev", "template.yaml", found | {"Architecture": "x86_64"})
    return deploy(aws, "dev-edge", "edge.yaml", found, "us-east-1")["DistributionName"]


def report(aws: Ministack) -> int:
    """Tells who was refused what, and gives how many refusals there were."""
    lines = aws.decisions()
    print("made as a name only:", ", ".join(sorted(line["left_out"] for line in lines if "left_out" in line)))
    decided = [line for line in lines if "who" in line]
    routes = {line["route"] for line in lines if "route" in line}
    print(f"{len(decided)} decisions about {len({one['who'] for one in decided})} callers; {len(routes)} routes walked")
    refused = {(one["who"], one["action"], one["resource"]) for one in decided if not one["allowed"]}
    for who, action, resource in sorted(refused):
        print(f"    REFUSED {who}: {action} on {resource}")
    return len(refused)


def main() -> None:
    """Starts, deploys, walks, reports."""
    with Ministack(Path(tempfile.mkdtemp(prefix="rehearsal-"))) as aws:
        print(f"log and decisions: {aws.folder}")
        distribution = prepare(aws)
        try:
            journey.go(aws, distribution, PROJECT / "events")
        finally:
            refused = report(aws)
    sys.exit(bool(refused))


if __name__ == "__main__":
    main()
