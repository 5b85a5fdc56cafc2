"""Asks checkov about every template, and compares what it finds with tests/tools/template-exceptions.yaml.

Fails on a finding without an exception, and on an exception without a finding. Needs no network.
"""

import json
import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
EXCEPTIONS = ROOT / "tests/tools/template-exceptions.yaml"


def findings():
    """Every finding: (rule, kind of resource, "file name")."""
    command = [Path(sys.executable).with_name("checkov"), "--directory", ROOT / "infra", "--framework", "cloudformation"]
    answer = subprocess.run(
        [*command, "--skip-download", "--compact", "--quiet", "--output", "json"],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    report = json.loads(answer.stdout)
    if report["summary"]["parsing_errors"] or not report["summary"]["passed"]:
        sys.exit(f"checkov could not read the templates: {report['summary']}")
    for finding in report["results"]["failed_checks"]:
        kind, name = finding["resource"].rsplit(".", 1)
        yield finding["check_id"], kind, f"{Path(finding['file_path']).name} {name}", finding["check_name"]


def resources():
    """Every resource of every template: (kind, "file name")."""

    class Loader(yaml.SafeLoader):
        """Knows the short forms of CloudFormation as nothing in particular."""

    Loader.add_multi_constructor("!", lambda *_: None)
    for path in sorted((ROOT / "infra").glob("**/*.yaml")):
        template = yaml.load(path.read_text(), Loader)  # noqa: S506, a SafeLoader
        for name, resource in template.get("Resources", {}).items():
            yield resource["Type"], f"{path.name} {name}"


def excepted():
    """What is excepted: (rule, "file name")."""
    everything = list(resources())
    for exception in yaml.safe_load(EXCEPTIONS.read_text()):
        if not exception["rule"].startswith("CKV"):
            continue
        where = exception["where"]
        if isinstance(where, str):
            kind = where.removeprefix("every ")
            where = [place for of, place in everything if of == kind and place not in exception.get("except", [])]
        for place in where:
            yield exception["rule"], place


def main():
    names = {(rule, place): name for rule, _, place, name in findings()}
    found, allowed = set(names), set(excepted())
    for rule, place in sorted(found - allowed):
        print(f"{rule}: {place}: {names[rule, place]}")
    for rule, place in sorted(allowed - found):
        print(f"{rule}: {place} needs no exception any more")
    print(f"checkov: {len(found)} findings, {len(allowed)} with a reason")
    return found != allowed


if __name__ == "__main__":
    sys.exit(main())
