# Words that many pages share.
nav-home = Te doen
nav-learners = Leerlingen
nav-dossiers = Dossiers
nav-groups = Groepen
nav-subjects = Mijn vak
nav-classes = Klassenoverzicht
nav-staff = Medewerkers
nav-imports = Overdrachten
nav-rollover = Schooljaarovergang
nav-rosters = Leerlingbestand
role-administrator = Beheerder
role-coordinator = Ib'er / zorgcoördinator
role-dossier-teacher = Dossierleerkracht
role-learner-counsellor = Leerlingbegeleider
role-subject-teacher = Vakdocent
role-quality-officer = Kwaliteitsmedewerker
subject-dutch = Nederlands
subject-english = Engels
subject-mathematics = Rekenen en wiskunde
group-kind-class = Klas
group-kind-cross = Plusgroep of andere groep
group-kind-external = Externe groep
licence-kind-primary-school = Basisschool
licence-kind-secondary-school = Middelbare school
licence-kind-expert-organisation = Externe organisatie
licence-kind-partnership = Samenwerkingsverband
licence-kind-guidance-centre = CLB
save = Opslaan
draft-title = Wat je typte is bewaard
draft-text = Je was te lang weg en bent opnieuw ingelogd. Wat je had ingevuld, is niet kwijt, maar nog niet opgeslagen. Kijk het na en doe het alsnog.
draft-drop = Gooi het weg
stale-mine = Wat jij typte
# $name (String) - who
# $moment (String) - when
stale-theirs = Opgeslagen door { $name }, { $moment }
stale-theirs-unknown = Wat er nu staat
stale-text = Dit is intussen door iemand anders gewijzigd. Er is niets van jou verloren: hieronder staan beide teksten, en in het formulier staat nog wat jij typte. Pas het aan en sla opnieuw op.
role-field = Rol
role-of-many-hint = Leerlingbegeleider en vakdocent geef je daarna per medewerker, met de groepen erbij.
role-administrator-hint = Beheert medewerkers, groepen en de namen van leerlingen. Leest geen dossiers.
role-coordinator-hint = Alle dossiers van de locatie: schrijven, instemming vragen, afsluiten en overdragen.
role-dossier-teacher-hint = Leest en schrijft mee in dossiers van de eigen groepen. Ook voor mensen die niet in dienst zijn.
role-learner-counsellor-hint = Leest en schrijft mee in alle dossiers van de groepen die je kiest. Voor mentoren en remedial teachers.
role-subject-teacher-hint = Ziet en vult van het leerlingprofiel alleen het eigen vak in, in de groepen die je kiest. De rest van het dossier niet.
role-quality-officer-hint = Leest alle dossiers van de locatie en ziet het klassenoverzicht. Verandert niets.
subject-field = Vak
groups-field = Voor welke groepen
groups-hint = Kies een of meer groepen. Een nieuwe groep komt er niet vanzelf bij, behalve als je alle groepen kiest.
reach-field = Geldt voor
all-groups = Alle groepen
# $place (String) - where
all-groups-of = Alle groepen, { $place }
own-groups = Eigen groepen
group-gone = een groep die er niet meer is
location-field = Locatie
location-field-hint = Je ziet alleen locaties waarvan jij beheerder bent. Een rol voor alle locaties geeft een beheerder van alle locaties.
role-outside-hint = Deze medewerker zit in een externe groep. Daarom is dossierleerkracht de enige rol die kan.
area-licence = alle locaties
# $own (String) - which locations
beyond-title = Jouw rol beheerder is voor { $own }
# $needed (String) - which locations
beyond-text = Daarom kun je hier niet alles wijzigen. Daarvoor is een beheerder van { $needed } nodig.
# $needed (String) - which locations
# $names (String) - who
beyond-text-ask = Daarom kun je hier niet alles wijzigen. Daarvoor is een beheerder van { $needed } nodig. Vraag het aan: { $names }.
all-locations = Alle locaties
switch-location = Locatie die je bekijkt
# $location (String) - which location
# $hidden (Number) - how many are left out
elsewhere = { $hidden ->
    [0] Je ziet alleen { $location }.
    [one] Je ziet alleen { $location }. Bij andere locaties staat er nog 1.
   *[other] Je ziet alleen { $location }. Bij andere locaties staan er nog { $hidden }.
}
last-administrator-title = De laatste beheerder blijft
# $name (String) - who
last-administrator = { $name } is de enige beheerder met een actief account en een rol zonder laatste dag. Zonder beheerder kan niemand meer medewerkers toelaten. Zorg eerst voor een andere beheerder: nodig iemand uit en wacht tot die het account heeft geactiveerd, of geef een collega de rol.
# $name (String) - who
last-administrator-of-all = { $name } is de enige beheerder van alle locaties met een actief account en een rol zonder laatste dag. Wie beheerder is van één locatie telt hier niet mee. Zorg eerst voor een andere beheerder van alle locaties: nodig iemand uit en wacht tot die het account heeft geactiveerd, of geef een collega de rol.
# $name (String) - who
back-to = Naar { $name }
# $first, $last: nummers van regels in een lange lijst; $rows: hoeveel er zijn.
pager-part = { $first } tot en met { $last } van { $rows }
pager-back = Vorige
pager-on = Volgende
