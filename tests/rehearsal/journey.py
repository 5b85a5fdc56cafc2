"""The main job over the HTTP API of the deployed shape: two schools, a dossier with a file, consent, a roster and a transfer."""

import base64
import hashlib
import hmac
import json
import re
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from browser import Browser, Failed, Page
from emulator import ACCOUNT, DOMAIN, Ministack

SITE = f"https://{DOMAIN}"
PASSWORD = "paard-accu-nietje-zon"
PREFIX = "samenspoor-dev-"


@dataclass
class Walk:
    """What every step needs."""

    aws: Ministack
    distribution: str
    steps: set[int] = field(default_factory=set)
    begun: float = field(default_factory=time.monotonic)

    def say(self, line: str) -> None:
        """One line of what was seen."""
        print(f"{time.monotonic() - self.begun:6.1f} s  {line}", flush=True)

    def browser(self) -> Browser:
        """Of somebody who has visited nothing yet."""
        return Browser(self.aws.url, str(self.aws.certificate), SITE, self.distribution)

    def call(self, function: str, event: Any) -> Any:
        """Invoked by the operator."""
        answer = self.aws.client("lambda").invoke(FunctionName=PREFIX + function, Payload=json.dumps(event))
        told = json.load(answer["Payload"])
        if answer.get("FunctionError"):
            raise Failed(f"{function}: {told}")
        return told

    def mail(self, to: str, pattern: str, patience: float = 40) -> re.Match[str]:
        """Waits for a mail to somebody in whose text this is found."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            for mail in reversed(self.aws.mails()):
                if to in " ".join(mail["To"]) and (found := re.search(pattern, mail["BodyText"])):
                    return found
            time.sleep(0.1)
        raise Failed(f"no mail to {to} with {pattern}; there are {[(m['To'], m['Subject']) for m in self.aws.mails()]}")

    def link(self, to: str, path: str) -> str:
        """The path of a link in a mail."""
        return self.mail(to, re.escape(SITE) + rf"({path}\S+)")[1]

    def send(self, person: Browser, page: Page, name: str, kind: str, content: bytes) -> None:
        """A file by the signed form on a page; GuardDuty, which ministack has not, finds nothing in it."""
        form = next(form for form in page.read.forms if form.value("policy"))
        person.send(form, name, kind, content).shows()
        key, bucket = form.value("key"), f"{PREFIX}files-{ACCOUNT}"
        there = self.aws.client("s3").head_object(Bucket=bucket, Key=key)
        scanned = {"bucketName": bucket, "objectKey": key, "eTag": there["ETag"].strip('"'), "versionId": there["VersionId"]}
        result = {
            "scanStatus": "COMPLETED",
            "s3ObjectDetails": scanned,
            "scanResultDetails": {"scanResultStatus": "NO_THREATS_FOUND"},
        }
        event = {
            "Source": "aws.guardduty",
            "DetailType": "GuardDuty Malware Protection Object Scan Result",
            "Detail": json.dumps(result),
        }
        put = self.aws.client("events").put_events(Entries=[event])
        if put["FailedEntryCount"]:
            raise Failed(str(put["Entries"]))

    def until(self, look: Callable[[], Page], words: str, patience: float = 40) -> Page:
        """Looks until a page has these words, for what workers do meanwhile."""
        end = time.monotonic() + patience
        while words not in (page := look()).body and time.monotonic() < end:
            time.sleep(0.3)
        if words not in page.body:
            raise Failed(f"{page.url} never has {words}: {page.text[:900]}")
        return page.shows()

    def code(self, secret: str) -> str:
        """A code of an authenticator; each serves once."""
        while (step := int(time.time()) // 30) in self.steps:
            time.sleep(0.5)
        self.steps.add(step)
        padded = secret.replace(" ", "") + "=" * (-len(secret.replace(" ", "")) % 8)
        digest = hmac.digest(base64.b32decode(padded), struct.pack(">Q", step), hashlib.sha1)
        at = digest[-1] & 15
        return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06}"

    def enter(self, email: str) -> Browser:
        """Somebody who was invited activates the account, signs in, and sets up the authenticator."""
        person, link = self.browser(), self.link(email, "/activate/")
        page = person.submit(person.get(link).form(link).set(password=PASSWORD))
        page = person.submit(page.form("/sign-in").set(email=email, password=PASSWORD)).shows()
        page = person.submit(page.form("/account/totp")).shows()
        secret = next(code for code in page.read.codes if len(code) > 15)
        self.steps.clear()  # of somebody else
        page = person.submit(page.form("/account/totp/confirm").set(code=self.code(secret))).shows()
        self.say(f"{email} signed in: {page.title}")
        return person

    def invite(self, administrator: Browser, name: str, email: str, role: str) -> Browser:
        """An administrator invites somebody, who enters."""
        form = administrator.get("/staff/new").form("/staff/check")
        page = administrator.submit(form.set(call_name=name, family_name="Nieuw", email=email, role=role, reason="Werkt hier")).shows(email)
        administrator.submit(page.form("/staff")).shows(email)
        return self.enter(email)


def finish(person: Browser, dossier: str, step: int, fields: dict[str, str] | None = None, act: str = "finish") -> Page:
    """Fills in a step and finishes it."""
    at = f"{dossier}/steps/{step}"
    form = person.get(at).shows().form(f"/steps/{step}")
    page = person.submit(form.to(f"{at}/finish").set(**(fields or {}), act=act))
    if act == "skip" and any(one.value("confirmed") for one in page.read.forms):
        page = person.submit(page.form(f"/steps/{step}/finish"))
    return page.shows()


def write(walk: Walk, person: Browser) -> str:
    """A learner with a parent, and a dossier up to step 7."""
    page = person.get("/learners/new").shows()
    form = page.form("/learners").set(call_name="Pim", family_name="Plank", birth_date="2017-10-05")
    page = person.submit(form.set(location=page.choice("location"))).shows("Pim")
    learner = page.path
    page = person.get(f"{learner}/carers/new").shows()
    form = page.form("/carers").set(call_name="Marja", family_name="Plank", relation="mother", authority="yes")
    form = form.set(
        may_contact="yes", email="moeder@thuis.example", language="nl", street="Pad 1", postcode="9999 ZX", town="Wilgendam"
    )
    person.submit(form).shows("Marja")
    page = person.get(f"/dossiers/new?learner={learner.rpartition('/')[2]}").shows()
    dossier = person.submit(page.form("/dossiers").set(level="extra-at-school")).shows().path
    contact = person.get(f"{dossier}/steps/1").shows().choice("contact-person")
    finish(
        person,
        dossier,
        1,
        {"contact__person": contact, "year__level": "5", "school__type": "primary", "reason": "Lezen gaat moeizaam"},
    )
    finish(person, dossier, 2)
    finish(person, dossier, 3, {"question": "Wat helpt bij het lezen?"})
    pictures = [
        name for name, _ in person.get(f"{dossier}/steps/4").form("/steps/4").fields if re.fullmatch(r"domain-\d+-picture", name)
    ]
    finish(person, dossier, 4, {name: "Gaat naar wens" for name in pictures})
    finish(
        person,
        dossier,
        5,
        {
            "promoting-1-text": "Leest graag strips",
            "promoting-1-where": "learner",
            "impeding-1-text": "Snel afgeleid",
            "impeding-1-where": "learner",
        },
    )
    finish(person, dossier, 6, {"summary": "Gemotiveerd", "view-learner": "Ik wil dikke boeken lezen"})
    finish(
        person,
        dossier,
        7,
        {
            "destination": "vmbo-basic",
            "grounds": "Past bij de groei",
            "goal-1-text": "Leest in juni op AVI-E4",
            "goal-1-term": "long",
        },
    )
    walk.say(f"dossier written up to step 7: {dossier}")
    return dossier


def upload(walk: Walk, person: Browser, dossier: str) -> None:
    """A file goes to the storage by its signed form, is scanned and released."""
    page = person.get(f"{dossier}/files").shows()
    page = person.submit(page.form("/files").set(name="leesverslag.pdf", purpose=page.choice("purpose"))).shows("leesverslag")
    content = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    walk.send(person, page, "leesverslag.pdf", "application/pdf", content)
    walk.until(lambda: person.get(page.path), "Te openen")
    walk.say("a file was sent to the storage, checked and released")


def plan(walk: Walk, person: Browser, dossier: str, parent: str) -> None:
    """Consent is to be asked through a link; the plan is frozen, and the parent agrees with it."""
    ends = date.today() + timedelta(days=14)
    form = person.get(f"{dossier}/consents").shows("Marja").form("/consents")
    form = form.set(
        **{"consent-1-route": "through-link", "consent-1-subject": "Het plan van school"}, **day("consent-1-ends", ends)
    )
    person.submit(form).shows()
    fields = {
        "plan-1-approach": "Elke dag tien minuten samen lezen",
        "plan-1-who": "Leerkracht",
        "plan-1-when": "Elke ochtend",
        "deviates": "no",
        "say-held": "yes",
        "say-with": "Nina Nieuw",
        "say-form": "talk",
        "say-words": "Ik wil graag strips lezen",
        "say-done": "Strips staan nu in de boekenbak",
    }
    later = day("plan-1-evaluation-date", date.today() + timedelta(days=150)) | day("say-date", date.today())
    finish(person, dossier, 8, fields | later)
    reader, link = walk.browser(), walk.link(parent, "/consent/")
    page = reader.submit(reader.get(link).shows().form("/code")).shows()
    code = walk.mail(parent, r"(?<!\S)(\d{3}) ?(\d{3})(?!\S)")
    page = reader.submit(page.form("/open").set(code=code[1] + code[2])).shows(fields["plan-1-approach"])
    page = reader.submit(page.form("/decision").set(decision="agrees", remark="Fijn plan")).shows()
    walk.mail(parent, "ontvangen")
    person.get(f"{dossier}/consents").shows("Marja")
    walk.say(f"a parent read the plan and agreed: {page.title}")


def hand_over(walk: Walk, person: Browser, dossier: str, receiver: Browser) -> None:
    """The dossier is archived, packed, and unpacked by another school."""
    finish(person, dossier, 9, act="skip")
    finish(person, dossier, 10)
    page = person.get(f"{dossier}/steps/11")
    form = next(form for form in page.read.forms if re.search("/(steps/11|archive)$", form.action or page.path))
    page = person.submit(form.to(f"{dossier}/archive").set(outcome="transfer")).shows()
    person.submit(page.form("/archive")).shows()
    walk.say("archived")
    page = person.get(f"{dossier}/transfer").shows()
    viewing = page.form("/transfer", act="viewing")
    viewing = viewing.set(person=page.choice("person"), agrees="yes", words="Wij hebben het gelezen", date=str(date.today()))
    page = person.submit(viewing).shows()
    page = person.submit(page.form("/transfer", act="check").set(receiver="DEBEUK")).shows("De Beuk")
    person.submit(page.form("/transfer")).shows()
    walk.mail("kantoor@debeuk.example", "T-20")
    page = walk.until(lambda: receiver.get("/imports"), "T-20")
    at = page.link("/imports/")
    page = receiver.get(at).shows()
    form = page.form(at).set(birth_date="2017-10-05")
    for name in ("year", "group", "location"):
        if page.read.choices.get(name):
            form = form.set(**{name: page.choice(name)})
    receiver.submit(form).shows()
    page = walk.until(lambda: receiver.get(at), "is overgenomen")
    walk.say(f"taken over: {receiver.get(page.link('/dossiers/')).shows('Pim').title}")


def roster(walk: Walk, administrator: Browser) -> None:
    """Learners come in from a file of the pupil administration."""
    year = date.today().year - (date.today().month < 8)
    content = f"""<?xml version="1.0" encoding="UTF-8"?>
<EDEX><school><schooljaar>{year}-{year + 1}</schooljaar><brincode>99ZX</brincode><dependancecode>00</dependancecode><xsdversie>2.1</xsdversie></school>
<groepen><groep key="a"><naam>Groep 5a</naam><jaargroep>5</jaargroep></groep></groepen>
<leerlingen><leerling key="1"><achternaam>Oever</achternaam><roepnaam>Isa</roepnaam><geboortedatum>2016-09-01</geboortedatum><groep key="a"/></leerling></leerlingen>
<leerkrachten><leerkracht key="L1"><achternaam>Leerkracht</achternaam><roepnaam>Jet</roepnaam><emailadres>j.leerkracht@dewilg.example</emailadres><rol>LRK</rol><groepen><groep key="a"/></groepen></leerkracht></leerkrachten></EDEX>
"""
    page = administrator.get("/rosters").shows()
    page = administrator.submit(page.form("/rosters").set(location=page.choice("location"))).shows("Kies het bestand")
    at = page.path
    walk.send(administrator, page, "leerlingen.xml", "text/xml", content.encode())
    page = walk.until(lambda: administrator.get(at), 'value="load"')
    administrator.submit(page.form(at).set(act="load")).shows()
    walk.until(lambda: administrator.get(at), "Ingelezen op")
    administrator.get("/learners?q=Isa").shows("Oever")
    walk.say("a roster was checked and loaded")


def many(walk: Walk, administrator: Browser) -> None:
    """A list of people is invited in one round."""
    form = administrator.get("/staff/invitations/new").shows().form("/staff/invitations/check")
    form = form.set(typed="Jet; van der; Juf; j.juf@dewilg.example", role="dossier_teacher", reason="Team van dit schooljaar")
    page = administrator.submit(form).shows("j.juf@dewilg.example")
    administrator.submit(page.form("/staff/invitations")).shows()
    walk.link("j.juf@dewilg.example", "/activate/")
    walk.say("a round of invitations was carried out")


def rest(walk: Walk, people: list[Browser], events: Path) -> None:
    """Every page that needs no more than its address, and each function that was not called yet with its own events."""
    api = walk.aws.client("apigatewayv2")
    routes = api.get_routes(ApiId=api.get_apis()["Items"][0]["ApiId"], MaxResults="1000")["Items"]
    plain = [key.removeprefix("GET ") for route in routes if (key := route["RouteKey"]).startswith("GET /") and "{" not in key]
    failed = [page.url for person in people for path in plain if (page := person.get(path)).status >= 500]
    walk.say(f"{len(plain)} plain pages of {len(routes)} routes, each for {len(people)} people; failed: {failed}")
    called = {line["who"] for line in walk.aws.decisions() if "who" in line}
    others = [folder for folder in sorted(events.iterdir()) if PREFIX + folder.name not in called]
    for function, event in [(folder.name, event) for folder in others for event in sorted(folder.glob("*.json"))]:
        answer = walk.call(function, json.loads(event.read_text()))
        status = answer.get("statusCode") if isinstance(answer, dict) else None
        walk.say(f"only with an event of its own: {function} {event.stem}: {status or answer}")
        if (status or 0) >= 500:
            failed.append(function)
    if failed:
        raise Failed(f"failed: {failed}")


def day(name: str, of: date) -> dict[str, str]:
    """The three fields of a date."""
    return {f"{name}-day": str(of.day), f"{name}-month": str(of.month), f"{name}-year": str(of.year)}


def go(aws: Ministack, distribution: str, events: Path) -> None:
    """The whole journey."""
    walk = Walk(aws, distribution)
    for path in ("/", "/sign-in", "/help", "/nowhere", "/openapi.json"):
        page = walk.browser().get(path)
        walk.say(f"GET {path}: {page.status} {page.title}")
    page = Browser(aws.url, str(aws.certificate), SITE, f"origin.{DOMAIN}").get("/sign-in")
    walk.say(f"round the edge: {page.status} {page.title}")
    order = json.loads((events / "open-licence/school.json").read_text())
    walk.say(f"opened: {walk.call('open-licence', order)}")
    walk.say(f"the same order again: {walk.call('open-licence', order)}")
    administrator = walk.enter(order["administrator"]["email"])
    coordinator = walk.invite(administrator, "Nina", "n.nieuw@dewilg.example", "coordinator")
    dossier = write(walk, coordinator)
    upload(walk, coordinator, dossier)
    plan(walk, coordinator, dossier, "moeder@thuis.example")
    roster(walk, administrator)
    many(walk, administrator)
    other = order | {"name": "DEBEUK", "display_name": "De Beuk", "contact": "kantoor@debeuk.example", "place": "Beukhoven"}
    other["locations"] = [{"name": "De Beuk", "code": {"brin6": "98ZX00"}}]
    other["administrator"] = {"call_name": "Bas", "family_name": "Baas", "email": "b.baas@debeuk.example"}
    walk.call("open-licence", other)
    head = walk.enter("b.baas@debeuk.example")
    page = head.get("/groups/new").shows()
    group = page.form("/groups").set(name="Groep 5", year=page.choice("year"))
    for name in ("location", "kind", "year_level"):
        if page.read.choices.get(name):
            group = group.set(**{name: page.choice(name)})
    head.submit(group).shows("Groep 5")
    receiver = walk.invite(head, "Ina", "i.ibers@debeuk.example", "coordinator")
    hand_over(walk, coordinator, dossier, receiver)
    rest(walk, [administrator, coordinator, head, receiver], events)
