language-name = Nederlands
title = Klassenoverzicht
# $year (String) - which school year
lead = De klassen en andere groepen van schooljaar { $year }: hoeveel leerlingen een lopend dossier hebben, en hoe ver dat is.
class = Groep
kind = Soort
location = Locatie
learners = Leerlingen
dossiers = Lopende dossiers
planned = Ontwikkelplan afgerond
still = Acht weken niet gewijzigd
empty-title = Nog geen groepen
empty-text = Dit schooljaar zijn er op jouw locatie nog geen klassen of andere groepen.
# $name (String) - which class
class-title = { $name }
nobody-title = Niemand in deze groep
nobody-text = Vandaag zit er geen leerling in deze groep die jij mag zien.
sheet = Download als rekenblad
learner = Leerling
dossier = Dossier
no-dossier = Geen lopend dossier
steps = Stappen klaar
# $done (Number) - how many
# $all (Number) - of how many
done-of = { $done } van { $all }
next-step = Verder met
# $number (String) - the number of the step
# $title (String) - its title
step = { $number }. { $title }
# $level (String) - the level of support
# $cycle (Number) - the how manieth cycle
level-and-cycle = { $level }, cyclus { $cycle }
changed = Laatst gewijzigd
# $moment (String) - when
still-since = Stil sinds { $moment }
yes = Ja
