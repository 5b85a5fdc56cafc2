language-name = Nederlands
# $name (String) - the learner
title = Dossier van { $name } archiveren
# $name (String) - the learner
text = Je staat op het punt het dossier van { $name } af te sluiten.
archive = Archiveren
back = Terug naar stap 11
will-read-only = Alles in het dossier wordt alleen-lezen. Heropenen kan niet meer.
# $count (Number) - open links
will-links = { $count ->
    [0] Er staan geen links meer open.
    [one] De ene link die nog open staat, werkt niet meer.
   *[other] De { $count } links die nog open staan, werken niet meer.
}
will-again = Voor deze leerling kan weer een nieuw dossier worden geopend.
will-not-remove = Er wordt niets verwijderd. Wie het recht heeft, kan het dossier blijven lezen.
will-not-send = Er gaat niets naar een andere school. Overdragen doe je daarna, apart.
warnings = Goed om te weten
# $number (String) - the number of the step
# $title (String) - its title
warn-step = Stap { $number }, { $title }, is niet afgerond.
warn-never-frozen = Het plan is nooit afgerond. Er is geen versie die ouders konden lezen.
warn-plan-reopened = Het plan is heropend na de versie die mensen lazen. Die versie blijft bewaard.
# $name (String) - the person
warn-unanswered = { $name } heeft nog niet gereageerd. De link werkt straks niet meer.
# $name (String) - the person
warn-refused = { $name } stemt niet in. Dat blijft in het dossier te lezen.
# $name (String) - the person
warn-not-obtained = Van { $name } is geen instemming verkregen.
# $name (String) - the person
warn-out-of-date = De instemming van { $name } gaat over een eerdere versie van het plan.
warn-toolbox-skipped = De toolbox is overgeslagen.
