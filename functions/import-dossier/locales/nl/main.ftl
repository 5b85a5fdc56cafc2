language-name = Nederlands
title = Overdrachten
# $name (String) - own licence name
own-name = Andere scholen zetten een dossier klaar met jullie licentienaam: { $name }.
number = Nummer
sender = Afzender
place = Plaats
set-out = Klaargezet op
until = Te openen tot en met
state = Stand
# $name (String) - organisation
# $place (String) - town
party = { $name }, { $place }
empty-title = Er staat niets klaar
empty-text = Hier staan dossiers die een andere school of organisatie voor jullie klaarzet. Om wie het gaat zie je pas als je het pakket opent.
tag-waiting = Wacht op jullie
tag-importing = Wordt overgenomen
tag-imported = Overgenomen
tag-locked = Op slot
tag-withdrawn = Ingetrokken
tag-expired = Verlopen
# $number (String) - number of the transfer
import-title = Overdracht { $number }
form-heading = Pakket openen
# $count (Number) - tries
form-text = Vraag de geboortedatum aan de ouders of de afzender. Na { $count } keer een verkeerde datum gaat het pakket op slot.
# $left (Number) - tries left
tries-left = Er is al een verkeerde geboortedatum ingevuld. Nog { $left } pogingen.
birth-date = Geboortedatum van de leerling
birth-date-hint = Dag-maand-jaar, bijvoorbeeld 14-3-2016
year = Schooljaar
group = Groep
group-hint = De groep waar de leerling in komt, in dit schooljaar.
# $name (String) - group
# $year (String) - school year
group-in = { $name } ({ $year })
open = Dossier overnemen
alike-heading = Is deze leerling hier al bekend?
alike-text = De geboortedatum klopt. Er staat hier al een leerling die dezelfde kan zijn. Er is nog niets overgenomen.
which-learner = Bij wie hoort dit dossier?
which-learner-hint = Twijfel je, zoek dan eerst uit of het dezelfde leerling is.
# $name (String) - learner
link-to = { $name }
# $day (String) - date of birth
born = Geboren op { $day }
born-unknown = De geboortedatum is hier niet bekend
# $born (String) - date of birth, in a sentence
has-running = { $born }. Heeft een lopend dossier: sluit dat eerst af.
new-learner = Een nieuwe leerling
new-learner-hint = Niemand van de leerlingen hierboven.
take-over = Dossier overnemen
progress = Voortgang
# $done (Number) - done
# $total (Number) - all
progress-text = { $done } van { $total } stappen gedaan
look-again = Kijk of het klaar is
retry = Opnieuw proberen
locked-title = Dit pakket zit op slot
# $name (String) - sender
locked-text = Er is vijf keer een verkeerde geboortedatum ingevuld. { $name } ziet dat ook. Vraag daar om een nieuw pakket.
broken-title = Dit pakket is niet overgenomen
# $name (String) - sender
broken-text = De inhoud is niet meer wat de afzender verstuurde. Er is niets van overgenomen. { $name } ziet dat ook. Vraag daar om een nieuw pakket.
running-title = Deze leerling heeft al een lopend dossier
# $name (String) - learner
running-of = { $name } heeft al een lopend dossier
running-text = Een leerling heeft hooguit één lopend dossier. Sluit dat eerst af. Neem daarna dit dossier over. Er is nog niets overgenomen.
to-running = Naar het lopende dossier
back-to-import = Terug naar de overdracht
no-learner-title = De gekozen leerling staat hier niet meer
no-learner-text = Er is niets overgenomen. Open het pakket opnieuw en kies bij wie het hoort.
no-groups-title = Er is nog geen groep
no-groups-text = De leerling komt in een groep van dit schooljaar of het volgende. Maak die eerst.
no-groups-link = Groep maken
failed-title = Het overnemen is niet gelukt
failed-text = Er is niets verloren en nog niets te zien. Probeer het opnieuw. Lukt het dan weer niet, bel dan de helpdesk.
importing-title = Het dossier wordt overgenomen
importing-text = Dat duurt meestal minder dan een minuut. Je kunt intussen verder werken.
imported-title = Het dossier is overgenomen
imported-text = Alle stappen die ingevuld waren staan op bezig, zodat je ermee verder kunt.
to-dossier = Naar het dossier
withdrawn-title = Dit pakket is ingetrokken
# $name (String) - sender
withdrawn-text = { $name } heeft het teruggenomen. Neem contact op als je het wel had verwacht.
expired-title = Dit pakket is verlopen
# $name (String) - sender
expired-text = Het is niet op tijd geopend. Vraag { $name } om een nieuw pakket.
