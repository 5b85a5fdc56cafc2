"""Pupil files, beside ours: `make FILE LEARNERS` writes one; `expat FILE ROUNDS` and `tree FILE ROUNDS` print the milliseconds of each
round and the most memory. The first is the C library alone, over bytes that are in memory, with nobody listening; the second builds a tree."""

import json
import resource
import sys
import time
from pyexpat import ParserCreate
from xml.etree import ElementTree

CALLED = ["Noor", "Sem", "Zoë", "Mees", "Saar", "Daan", "Yara", "Finn", "Lotte", "Bram"]
FAMILIES = ["Ven", "Berg", "Çelik", "Dijk", "Smit", "Bakker", "Haan", "Vries", "Yılmaz", "Bos"]


def made(learners):
    """A file as an administration writes it: about 540 bytes a learner."""
    yield """<?xml version="1.0" encoding="UTF-8"?>
<EDEX xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="EDEXML.structuur.xsd">
  <school><schooljaar>2026-2027</schooljaar><peildatum>2026-10-01</peildatum><brincode>99ZX</brincode><dependancecode>10</dependancecode><xsdversie>2.1</xsdversie></school>
  <groepen>
"""
    classes = max(1, learners // 25)
    for number in range(classes):
        yield f'    <groep key="G{number}"><naam>Klas {number}</naam><jaargroep>{number % 8 + 1}</jaargroep></groep>\n'
    yield '    <samengestelde_groep key="PLUS"><naam>Plusgroep</naam></samengestelde_groep>\n  </groepen>\n  <leerlingen>\n'
    for number in range(learners):
        day = f"{2014 + number % 8}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        yield f"""    <leerling key="{100000 + number}" eckid="https://ketenid.example/202608/{number:040x}">
      <achternaam>{FAMILIES[number % 10]}{number // 100}</achternaam>
      <voorvoegsel>van der</voorvoegsel>
      <voorletters-1>T</voorletters-1>
      <roepnaam>{CALLED[number // 10 % 10]}</roepnaam>
      <geboortedatum>{day}</geboortedatum>
      <geslacht>{number % 2 + 1}</geslacht>
      <jaargroep>{number % classes % 8 + 1}</jaargroep>
      <groep key="G{number % classes}"/>
      <samengestelde_groepen><samengestelde_groep key="PLUS"/></samengestelde_groepen>
      <postcodenl>9999ZZ</postcodenl>
      <instroomdatum>2020-08-31</instroomdatum>
    </leerling>
"""
    yield "  </leerlingen>\n</EDEX>\n"


def expat(whole):
    ParserCreate().Parse(whole, True)


def tree(whole):
    ElementTree.fromstring(whole)


def main(what, path, number):
    if what == "make":
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(made(number))
        return
    with open(path, "rb") as file:
        whole = file.read()
    rounds = []
    for _ in range(number):
        begin = time.perf_counter()
        {"expat": expat, "tree": tree}[what](whole)
        rounds.append((time.perf_counter() - begin) * 1000)
    print(json.dumps({"read": rounds, "peak_kb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}))


main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
