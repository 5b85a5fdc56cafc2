"""A local stack of its own for an attack: it starts in an empty folder, and its people can sign in."""

import contextlib
import json
import re
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SESSION = "__Host-session"
ADMINISTRATOR = "a.beheer@dewilg.example"
COORDINATOR = "c.coster@dewilg.example"
RECEIVER = "i.ibers@debeuk.example"
# Pages that are opened to find out which ids there are.
MOST_PAGES = 150


class Unfollowed(urllib.request.HTTPRedirectHandler):
    """Shows a redirect as it is."""

    def redirect_request(self, *_):
        return None


OPENER = urllib.request.build_opener(Unfollowed)


class Stack:
    """A stack under this address."""

    def __init__(self, url):
        self.url = url

    def ask(self, path, fields=None, cookie=None, accept="application/json"):
        """Status, headers and text of an answer; with fields it is a form of a program."""
        headers = {"Accept": accept} | ({"Cookie": f"{SESSION}={cookie}"} if cookie else {})
        body = None
        if fields is not None:
            body, headers["Content-Type"] = json.dumps(fields).encode(), "application/json"
        request = urllib.request.Request(self.url + path, body, headers)
        try:
            answer = OPENER.open(request, timeout=30)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            return answer.status, answer.headers, answer.read().decode(errors="replace")

    def sign_in(self, email):
        """The session cookie of a demo account. A code serves once, so the clock moves on a step."""
        self.ask("/local/clock", {"advance": "PT30S"})
        account = next(one for one in json.loads(self.ask("/local/accounts.json")[2]) if one["email"] == email)
        _, headers, _ = self.ask("/sign-in", {"email": email, "password": account["password"]})
        _, headers, text = self.ask("/sign-in/code", {"code": account["code"]}, session(headers))
        cookie = session(headers)
        if not cookie:
            raise RuntimeError(f"{email} is not signed in: {text}")
        return cookie

    def pages(self, cookie, also=()):
        """Paths of what somebody can open, found by following what the start page and these name."""
        waiting = ["/", *also]
        found = set(waiting)
        while waiting and len(found) < MOST_PAGES:
            _, _, text = self.ask(waiting.pop(0), cookie=cookie, accept="text/html")
            named = re.findall(r'(?:href|action)="(/[^"?#]*)', text)
            new = [path for path in dict.fromkeys(named) if path not in found and not path.startswith("/assets/")]
            found.update(new)
            waiting.extend(new)
        return sorted(found)

    def mailed(self, awaited):
        """Paths of the links in all mails, once there is one that begins so."""
        for _ in range(100):
            links = re.findall(rf"{re.escape(self.url)}/[^\s\"\\<]+", self.ask("/local/mail.json")[2])
            paths = sorted({urllib.parse.urlsplit(link).path for link in links})
            if any(path.startswith(awaited) for path in paths):
                return paths
            time.sleep(0.1)
        raise RuntimeError(f"no mail with {awaited}")

    def described(self):
        """The paths of the description."""
        return json.loads(self.ask("/openapi.json")[2])["paths"]

    def names(self):
        """What its ids are called."""
        return {name for template in self.described() for name in re.findall(r"{(\w+)}", template)}

    def ids(self, paths):
        """Ids by the name that a path of the description gives them."""
        known, described = {}, self.described()
        # A path of its own, such as that of an overview, has no id in it.
        paths = [path for path in paths if path not in described]
        for template in described:
            pattern = re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]{8,})", re.escape(template)) + "$")
            for match in filter(None, map(pattern.match, paths)):
                for name, value in match.groupdict().items():
                    known.setdefault(name, set()).add(value)
        return {name: sorted(values) for name, values in known.items()}


def session(headers):
    """The session cookie that an answer sets."""
    cookies = headers.get_all("Set-Cookie") or []
    values = [re.match(rf"{SESSION}=([^;]+)", cookie) for cookie in cookies]
    return next((value[1] for value in values if value), None)


@contextlib.contextmanager
def running():
    """A stack in which the whole journey was walked; its log is checked at the end: nothing may have panicked."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        program, data = [ROOT / "target/debug/local", "--port", str(port)], Path(folder) / "data"
        subprocess.run([*program, "tour", "--keep", data], stdout=subprocess.DEVNULL, check=True)
        command = [*program, "--data", data]
        with log.open("w") as out:
            process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        stack = Stack(f"http://localhost:{port}")
        try:
            until_ready(stack, process, log)
            yield stack
        finally:
            process.terminate()
            process.wait()
        if "panicked at" in log.read_text(errors="replace"):
            raise RuntimeError("something panicked:\n" + log.read_text(errors="replace")[-5000:])


def until_ready(stack, process, log):
    """Waits until the demo schools are there."""
    for _ in range(600):
        if process.poll() is not None:
            raise RuntimeError("the stack did not start:\n" + log.read_text())
        with contextlib.suppress(OSError):
            if stack.ask("/local/accounts.json")[0] == 200:
                return
        time.sleep(0.1)
    raise RuntimeError("the stack does not answer")
