"""Attacks the local stack from outside with tools made for it: `target/attacks/bin/python tests/attacks/run.py [--full]`.

schemathesis sends what openapi.json allows and what it does not, as nobody and as a coordinator; with --full more of it, and wapiti
walks the pages of an administrator and puts harm into every field. All is bounded in count and time, schemathesis with a fixed seed;
results are kept in target/found.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

from stack import ADMINISTRATOR, COORDINATOR, RECEIVER, ROOT, SESSION, running

HERE = Path(__file__).resolve().parent
TOOLS = Path(sys.executable).parent
FOUND = ROOT / "target/found"
# Not among them: `csrf` knows forms by the names of their tokens, and ours are refused by where a post comes from; `ldap` takes
# any other answer for a hole, and there is no directory; `methods` only lists.
MODULES = "backup,cookieflags,crlf,csp,exec,file,http_headers,permanentxss,redirect,sql,ssrf,xss,xxe"


# Fewer were not a walk: the session had ended.
ENOUGH_PAGES = 50


# What a journey leaves none of: assets are named after their content, and nobody was invited by a list.
UNNAMED = {"name", "round"}


def filled(stack):
    """Ids of what the journey has made, by the name that the description gives them; there is one of each, and a link that was not used."""
    stack.ask("/reset", {"email": COORDINATOR})
    mailed, known = stack.mailed("/reset/"), {"step": ["1", "3", "7"], "subject": ["mathematics"]}
    # A dossier that was handed over is in no list of today.
    dossiers = [path for path in mailed if path.startswith("/dossiers/")]
    for who in (COORDINATOR, ADMINISTRATOR, RECEIVER):
        for name, ids in stack.ids(mailed + stack.pages(stack.sign_in(who), dossiers)).items():
            known[name] = sorted({*known.get(name, []), *ids})
    missing = stack.names() - known.keys() - UNNAMED
    if missing:
        raise RuntimeError(f"no ids of {missing}: {known}")
    return known


def schemathesis(stack, who, accept, examples, seconds):
    """Sends what the description allows and what it does not; true when it found nothing."""
    environment = os.environ | {
        "ATTACKED": stack.url,
        "KNOWN_IDS": json.dumps(filled(stack)),
        "PYTHONPATH": str(HERE),
        "SCHEMATHESIS_HOOKS": "hooks",
        "AS_COORDINATOR": "yes" if who == "coordinator" else "",
    }
    command = [TOOLS / "schemathesis", "--config-file", HERE / "schemathesis.toml", "run", f"{stack.url}/openapi.json"]
    bounds = ["--max-examples", str(examples), "--max-time", str(seconds), "--continue-on-failure", "--no-color"]
    reports = ["--report", "junit", "--report-junit-path", FOUND / f"{who}.xml"]
    with (FOUND / f"{who}.log").open("w") as log:
        answer = subprocess.run(
            [*command, "--header", f"Accept: {accept}", *bounds, *reports], env=environment, cwd=FOUND, stdout=log, stderr=subprocess.STDOUT, check=False
        )
    text = (FOUND / f"{who}.log").read_text()
    print(text if answer.returncode else text[text.rfind("Test cases:") :].strip(), flush=True)
    return answer.returncode == 0


def wapiti(stack):
    """Walks the pages of an administrator and attacks every field of them; true when it found nothing."""
    cookie, report = stack.sign_in(ADMINISTRATOR), FOUND / "wapiti.json"
    command = [ROOT / "target/wapiti/bin/wapiti", "-u", f"{stack.url}/", "--scope", "domain", "-H", f"Cookie: {SESSION}={cookie}"]
    kept_out = ["-x", f"{stack.url}/sign-out*", "-x", f"{stack.url}/local*"]
    bounds = ["--max-links-per-page", "40", "-d", "6", "--max-scan-time", "400", "--max-attack-time", "40"]
    output = ["-f", "json", "-o", report, "--flush-session", "--no-bugreport"]
    with (FOUND / "wapiti.log").open("w") as log:
        subprocess.run([*command, *kept_out, "-m", MODULES, *bounds, *output], stdout=log, stderr=subprocess.STDOUT, check=True)
    told = json.loads(report.read_text())
    pages = told["infos"]["crawled_pages_nbr"]
    found = [one for kind in ("vulnerabilities", "anomalies") for all in told[kind].values() for one in all]
    print(f"{pages} pages, {len(found)} found")
    for one in found:
        print(f"{one['method']} {one['path']}: {one['info']}")
    return pages > ENOUGH_PAGES and not found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="more of everything")
    parser.add_argument("--only", choices=["nobody", "coordinator", "pages"])
    asked = parser.parse_args()
    FOUND.mkdir(parents=True, exist_ok=True)
    examples, seconds = (50, 600) if asked.full else (3, 25)
    well = True
    for who, accept in [("nobody", "text/html"), ("coordinator", "application/json")]:
        if asked.only in (None, who):
            with running() as stack:
                print(f"schemathesis as {who}", flush=True)
                well &= schemathesis(stack, who, accept, examples, seconds)
    if asked.full and asked.only in (None, "pages"):
        with running() as stack:
            print("wapiti as administrator", flush=True)
            well &= wapiti(stack)
    return not well


if __name__ == "__main__":
    sys.exit(main())
