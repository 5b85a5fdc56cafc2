language-name = Nederlands
# $number (String) - the number of the step
# $title (String) - its title
step-title = { $number }. { $title }
track = Stappen van het dossier
# $name (String) - the learner
back-to = Dossier van { $name }
back-to-step = Terug naar de stap
# $moment (String) - when
# $name (String) - who
by = { $moment }, door { $name }
unsaved = wat je net typte
nothing = In deze stap is niets ingevuld.
save = Opslaan
finish = Opslaan en afronden
finish-plan = Afronden en instemming vragen
put-aside = Niet van toepassing
skip = Ik wil deze toolbox overslaan
archive = Opslaan en archiveren
# $number (String) - the number of the step
# $title (String) - its title
go-on = Ga verder met stap { $number }: { $title }
fast-route = Snelle route
fast-route-text = Is alles al bekend, bijvoorbeeld uit een eerder dossier? Dan rond je stap 1 tot en met 7 in één keer af en ga je door naar het plan. Ontbreekt er iets, dan zie je wat, en verandert er niets.
fast-route-button = Afronden en door naar instemming
fast-route-missing = Voor de snelle route ontbreekt nog iets in andere stappen. Er is niets opgeslagen of afgerond.
# $number (String) - the number of the step
# $title (String) - its title
# $fields (String) - labels of fields
missing-in-step = Stap { $number }, { $title }: { $fields }
stale-title = Iemand anders was je voor
stale-closed = Deze stap is intussen afgerond of het dossier is afgesloten. Wat jij typte staat hieronder, zodat je het kunt bewaren.
reopen-title = Deze stap heropenen
reopen-text = De stap gaat weer op ‘bezig’. Wat er staat, blijft staan.
reopen-with-plan = De stap gaat weer op ‘bezig’, en stap 8 ook, want het plan steunt op deze stap. Wat mensen gelezen hebben blijft geldig tot je het plan opnieuw afrondt.
reopen-plan = Het plan gaat weer op ‘bezig’. Verandert er iets in het handelingsdeel, dan verouderen de instemmingen en vraag je ze opnieuw als je afrondt.
reopen = Heropenen
reason = Waarom heropen je deze stap?
reason-hint = Een korte zin. Collega's kunnen hem lezen.
history = Wie schreef wanneer
did-save = Opgeslagen
did-finish = Afgerond
did-put-aside = Niet van toepassing
did-skip = Overgeslagen
did-reopen = Heropend
did-import = Overgenomen van een andere school
needs = Wat er nodig is om af te ronden
learners-say = Gesprek met de leerling
learners-say-hint = Elke leerling mag zeggen wat hij of zij van het plan vindt.
nobody-to-ask = Niemand om instemming aan te vragen
nobody-to-ask-hint = Bij de leerling staat nog geen ouder of verzorger met gezag.
consents = Instemming
# $name (String) - the person
consent-of = Instemming van { $name }
# $day (String) - the last day of the link
route-link = Via een link, tot en met { $day }
# $day (String) - when it was given
route-elsewhere = Gegeven buiten Samenspoor, op { $day }
route-not-obtained = Niet verkregen, met een reden
route-none = Kies hoe je instemming vraagt
plan-missing = Het plan kan nog niet worden afgerond. Er is niets opgeslagen of verzonden.
# $number (String) - the number of the step
# $title (String) - its title
unmet-step = Stap { $number }, { $title }, is nog niet klaar
# $name (String) - the person
unmet-route = Kies hoe je { $name } om instemming vraagt
unmet-nobody = Bij de leerling staat niemand met gezag. Voeg een ouder of verzorger toe
unmet-say = Vul in of er met de leerling over dit plan gepraat is
skip-text = Je vraagt voor deze leerling geen ondersteuning aan via de toolbox.
skip-will = Stap 9 wordt afgerond als overgeslagen. Stap 10 mag daarna leeg blijven.
skip-will-not = Er wordt niets aangevraagd of verstuurd. Heropenen kan, zolang het dossier loopt.
skip-confirm = Toolbox overslaan
nothing-yet = er is nog niets ingevuld
say-there = Ingevuld
route-chosen = Gekozen
not-yet = Nog niet
all-filled = Alles wat nodig is, is ingevuld
all-filled-text = Opslaan bewaart je tekst. Is de stap klaar, kies dan ‘Opslaan en afronden’.
written = Wat er staat
