"""Attacks the local stack from outside with tools made for it: `target/attacks/bin/python tests/attacks/run.py [--full]`.

schemathesis sends what openapi.json allows and what it does not, as nobody and as a coordinator; with --full more of it. All is
bounded in count and time, with a fixed seed; results are kept in target/schemathesis.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

from stack import COORDINATOR, ROOT, running

HERE = Path(__file__).resolve().parent
TOOLS = Path(sys.executable).parent


def filled(stack):
    """Makes something to attack: a dossier, and a link that was mailed. Gives ids by name."""
    cookie = stack.sign_in(COORDINATOR)
    learner = stack.ids(stack.pages(cookie))["learner"][0]
    stack.ask("/dossiers", {"learner": learner, "level": "extra-at-school"}, cookie)
    stack.ask("/reset", {"email": COORDINATOR})
    known = stack.ids(stack.pages(cookie) + stack.mailed())
    missing = {"dossier", "learner", "group", "token"} - known.keys()
    if missing:
        raise RuntimeError(f"no ids of {missing}: {known}")
    return known | {"step": ["1", "3", "7"]}


def schemathesis(stack, who, accept, examples, seconds):
    """Sends what the description allows and what it does not; true when it found nothing."""
    folder = ROOT / "target/schemathesis"
    folder.mkdir(parents=True, exist_ok=True)
    environment = os.environ | {
        "ATTACKED": stack.url,
        "KNOWN_IDS": json.dumps(filled(stack)),
        "PYTHONPATH": str(HERE),
        "SCHEMATHESIS_HOOKS": "hooks",
        "AS_COORDINATOR": "yes" if who == "coordinator" else "",
    }
    command = [TOOLS / "schemathesis", "--config-file", HERE / "schemathesis.toml", "run", f"{stack.url}/openapi.json"]
    bounds = ["--max-examples", str(examples), "--max-time", str(seconds), "--continue-on-failure", "--no-color"]
    reports = ["--report", "junit", "--report-junit-path", folder / f"{who}.xml"]
    with (folder / f"{who}.log").open("w") as log:
        answer = subprocess.run(
            [*command, "--header", f"Accept: {accept}", *bounds, *reports], env=environment, cwd=folder, stdout=log, stderr=subprocess.STDOUT, check=False
        )
    text = (folder / f"{who}.log").read_text()
    print(text if answer.returncode else text[text.rfind("Test cases:") :].strip(), flush=True)
    return answer.returncode == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="more of everything")
    parser.add_argument("--only", choices=["nobody", "coordinator"])
    asked = parser.parse_args()
    examples, seconds = (50, 600) if asked.full else (3, 25)
    well = True
    for who, accept in [("nobody", "text/html"), ("coordinator", "application/json")]:
        if asked.only in (None, who):
            with running() as stack:
                print(f"schemathesis as {who}", flush=True)
                well &= schemathesis(stack, who, accept, examples, seconds)
    return not well


if __name__ == "__main__":
    sys.exit(main())
