"""A person's browser without scripts: follows links and redirects, keeps cookies, fills in forms as they are on the page."""

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

import urllib3


class Failed(Exception):
    """A page is not what was expected."""


@dataclass(frozen=True)
class Form:
    """A form of a page, with what its fields hold."""

    action: str
    method: str
    fields: list[tuple[str, str]]

    def set(self, **values: str) -> "Form":
        """Filled in; `__` stands for a hyphen, and a field that is not there (a radio, a named button) is added."""
        new = {name.replace("__", "-"): value for name, value in values.items()}
        kept = [(name, new.pop(name, value)) for name, value in self.fields]
        return replace(self, fields=kept + list(new.items()))

    def to(self, action: str) -> "Form":
        """Sent with another button."""
        return replace(self, action=action)

    def value(self, name: str) -> str | None:
        """What a field holds."""
        return next((value for of, value in self.fields if of == name), None)


class _Reader(HTMLParser):
    """The forms, links and texts of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.choices: dict[str, list[str]] = {}
        self.text: list[str] = []
        self.codes: list[str] = []
        self.errors: list[str] = []
        self.open: list[str] = []
        self._select: tuple[str, list[str]] | None = None
        self._area: str | None = None
        self._tags: list[str] = []

    def _add(self, name: str, value: str) -> None:
        if self.open and self.forms:
            self.forms[-1].fields.append((name, value))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        self._tags.append(tag)
        if tag == "form":
            self.open.append(tag)
            self.forms.append(Form(at.get("action", ""), at.get("method", "get").lower(), []))
        elif tag == "a":
            self.links.append(at.get("href", ""))
        elif tag == "select":
            self._select = (at.get("name", ""), [])
        elif tag == "option" and self._select:
            name, values = self._select
            values.append(at.get("value", ""))
            self.choices.setdefault(name, []).append(at.get("value", ""))
            if "selected" in at or len(values) == 1:
                values[0:0] = [at.get("value", "")]
        elif tag == "textarea":
            self._area = at.get("name", "")
            self._add(self._area, "")
        elif tag == "input" and "name" in at:
            kind = at.get("type", "text")
            if kind in ("radio", "checkbox"):
                self.choices.setdefault(at["name"], []).append(at.get("value", "on"))
            if kind in ("submit", "button", "file") or (kind in ("radio", "checkbox") and "checked" not in at):
                return
            self._add(at["name"], at.get("value", "on" if kind in ("radio", "checkbox") else ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self.open:
            self.open.pop()
        if tag == "select" and self._select:
            name, values = self._select
            if values and name:
                self._add(name, values[0])
            self._select = None
        if tag == "textarea":
            self._area = None
        if tag in self._tags:
            while self._tags.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._area is not None and self.forms:
            name, value = self.forms[-1].fields[-1]
            self.forms[-1].fields[-1] = (name, value + data)
        elif not {"style", "script", "head"} & set(self._tags):
            self.text.append(data)
            if self._tags[-1:] == ["code"]:
                self.codes.append(data.strip())


@dataclass
class Page:
    """An answer."""

    url: str
    status: int
    body: str
    headers: Any
    read: _Reader = field(init=False)

    def __post_init__(self) -> None:
        self.read = _Reader()
        self.read.feed(self.body)

    @property
    def path(self) -> str:
        """The path alone."""
        return urlsplit(self.url).path

    @property
    def text(self) -> str:
        """What is to be read on it."""
        return " ".join(" ".join(self.read.text).split())

    @property
    def title(self) -> str:
        """Its first heading."""
        found = re.search(r"<h1[^>]*>(.*?)</h1>", self.body, re.DOTALL)
        return " ".join(re.sub(r"<[^>]+>", "", found[1]).split()) if found else ""

    def form(self, action: str, **holding: str) -> Form:
        """The form that goes to an address that ends like this, and holds this."""
        for form in self.read.forms:
            goes = urlsplit(form.action or self.path).path
            if goes.endswith(action) and all(form.value(name) == value for name, value in holding.items()):
                return replace(form, action=form.action or self.path)
        raise Failed(f"{self.url} ({self.status}) has no form to {action}: {self.text[:600]}")

    def link(self, part: str) -> str:
        """The first link with this in its address."""
        for link in self.read.links:
            if part in link:
                return link
        raise Failed(f"{self.url} has no link {part}: {self.text[:600]}")

    def choice(self, name: str, at: int = 0) -> str:
        """A choice that is offered and not empty."""
        offered = [value for value in self.read.choices.get(name, []) if value]
        if len(offered) <= at:
            raise Failed(f"{self.url} offers no {name}: {self.text[:600]}")
        return offered[at]

    def shows(self, *words: str) -> "Page":
        """The page itself, if it is one and has these words."""
        missing = [word for word in words if word not in self.text]
        if self.status != 200 or missing:
            raise Failed(f"{self.url}: {self.status}, without {missing}: {self.text[:900]}")
        return self


class Browser:
    """One person's: every address is asked at the gateway, under the name that stands in it."""

    def __init__(self, gateway: str, certificate: str, site: str, host: str) -> None:
        self.gateway, self.site, self.host = gateway, site, host
        self.pool = urllib3.PoolManager(ca_certs=certificate, timeout=40, retries=False)
        self.cookies: dict[str, str] = {}

    def _ask(self, method: str, address: str, body: bytes | None, kind: str | None) -> Page:
        url = urljoin(self.site, address)
        parts = urlsplit(url)
        ours = f"{parts.scheme}://{parts.netloc}" == self.site
        headers = {"accept": "text/html", "user-agent": "Mozilla/5.0 (rehearsal)", "host": parts.netloc}
        if ours:
            headers["host"] = self.host
            if self.cookies:
                headers["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if method == "POST":
            headers |= {"origin": self.site, "content-type": kind or ""}
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        answer = self.pool.request(method, self.gateway + path, body=body, headers=headers, redirect=False)
        for cookie in answer.headers.getlist("set-cookie") if ours else []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
            if "Max-Age=0" in cookie or not value:
                del self.cookies[name]
        return Page(url.removeprefix(self.site), answer.status, answer.data.decode(errors="replace"), answer.headers)

    def _follow(self, page: Page) -> Page:
        for _ in range(10):
            if page.status not in (301, 302, 303, 307):
                break
            page = self._ask("GET", page.headers["location"], None, None)
        return page

    def get(self, address: str) -> Page:
        """Opens a page."""
        return self._follow(self._ask("GET", address, None, None))

    def submit(self, form: Form) -> Page:
        """Sends a form."""
        if form.method != "post":
            return self.get(f"{form.action}?{urlencode(form.fields)}")
        return self._follow(self._ask("POST", form.action, urlencode(form.fields).encode(), "application/x-www-form-urlencoded"))

    def send(self, form: Form, name: str, kind: str, content: bytes) -> Page:
        """Sends a form with a file, the file last."""
        fields = [*form.fields, ("file", (name, content, kind))]
        body, content_type = urllib3.encode_multipart_formdata(fields)
        return self._follow(self._ask("POST", form.action, body, content_type))
