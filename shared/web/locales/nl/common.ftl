# Words that many pages share.
nav-home = Te doen
nav-learners = Leerlingen
nav-dossiers = Dossiers
nav-groups = Groepen
nav-staff = Medewerkers
nav-imports = Overdrachten
nav-rollover = Schooljaarovergang
nav-rosters = Leerlingbestand
role-administrator = Beheerder
role-coordinator = Ib'er / zorgcoördinator
role-dossier-teacher = Dossierleerkracht
group-kind-class = Klas
group-kind-cross = Plusgroep of andere groep
group-kind-external = Externe groep
licence-kind-primary-school = Basisschool
licence-kind-secondary-school = Middelbare school
licence-kind-expert-organisation = Externe organisatie
licence-kind-partnership = Samenwerkingsverband
licence-kind-guidance-centre = CLB
save = Opslaan
to-continue = Ga verder
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
role-administrator-hint = Beheert medewerkers, groepen en de namen van leerlingen. Leest geen dossiers.
role-coordinator-hint = Alle dossiers van de locatie: schrijven, instemming vragen, afsluiten en overdragen.
role-dossier-teacher-hint = Leest en schrijft mee in dossiers van de eigen groepen. Ook voor mensen die niet in dienst zijn.
location-field = Locatie
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
back-to = Naar { $name }
