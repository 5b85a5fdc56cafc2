language-name = Nederlands
title = Mijn vak
lead = Leerlingen uit de groepen waaraan je lesgeeft, die een lopend dossier hebben. Van het leerlingprofiel vul je alleen jouw vak in; de rest van het dossier zie je niet.
learner = Leerling
subject = Vak
profile = Leerlingprofiel
empty-title = Niets in te vullen
empty-text = Van de leerlingen in je groepen heeft nu niemand een lopend dossier. Zodra dat er is, staat de leerling hier.
# $subject (String) - which subject
# $name (String) - which learner
subject-of = { $subject }: { $name }
# $name (String) - which learner
subject-lead = Wat het leerlingprofiel van { $name } over dit vak zegt. Je kunt tussendoor opslaan; een collega rondt het profiel af als alles er staat.
nothing = Over dit vak is niets ingevuld.
saved-title = Opgeslagen
saved-text = Wat jij over je vak schreef, staat in het leerlingprofiel. Je kunt het wijzigen tot het profiel is afgerond.
finished-title = Het leerlingprofiel is afgerond
finished-text = Je kunt lezen wat er over je vak staat. Moet er iets anders, vraag dan de ib'er of zorgcoördinator de stap te heropenen.
put-aside-title = Het leerlingprofiel is niet van toepassing
put-aside-text = Voor dit dossier wordt het leerlingprofiel niet ingevuld.
archived-title = Dit dossier is afgesloten
archived-text = Er kan niets meer in worden gewijzigd.
no-domains-title = Dit vak staat niet in het profiel
no-domains-text = Dit dossier is geopend met een leerlingprofiel waarin geen onderdelen van dit vak staan.
stale-title = Iemand anders was je voor
stale-closed = Het leerlingprofiel is intussen afgerond of het dossier is afgesloten. Hieronder staat wat jij typte en wat er nu staat. Vraag de ib'er of zorgcoördinator om de stap te heropenen als het er nog in moet.
