language-name = Nederlands
title = Dossiers
search = Zoek op naam van de leerling
filters = Welke dossiers
# $count (Number) - how many
filter-running = Lopend ({ $count })
# $count (Number) - how many
filter-archived = Afgesloten ({ $count })
open = Dossier openen
learner = Leerling
level = Niveau
status = Stand
next-step = Verder met
changed = Laatst gewijzigd
# $number (String) - the number of the step
# $title (String) - its title
step = { $number }. { $title }
# $level (String) - the level of support
# $cycle (Number) - the how manieth cycle
level-and-cycle = { $level }, cyclus { $cycle }
# $moment (String) - when
# $name (String) - who
changed-by = { $moment }, door { $name }
empty-title = Nog geen lopende dossiers
empty-text = Hier staan de dossiers waar aan gewerkt wordt, met het laatst gewijzigde bovenaan. Open een dossier als een leerling meer ondersteuning nodig heeft dan de basis.
empty-text-groups = Hier staan de dossiers van leerlingen in jouw groepen. Een ib'er of zorgcoördinator opent een dossier.
empty-archived-title = Nog niets afgesloten
empty-archived-text = Hier blijven dossiers te lezen die zijn afgesloten of overgedragen.
not-found-title = Geen dossier gevonden
not-found-text = Zoek op een deel van de naam, of kijk bij de leerling of er al een dossier is.
choose-title = Voor wie open je een dossier?
choose-empty-title = Geen leerling gevonden
choose-empty-text = Hier staan de leerlingen zonder lopend dossier. Staat een leerling er niet bij, voeg die dan eerst toe.
add-learner = Leerling toevoegen
# $name (String) - the learner
new-title = Dossier openen voor { $name }
level-question = Welk niveau van ondersteuning?
level-light-hint = Een lichte vorm van ondersteuning in de eigen klas.
level-extra-at-school-hint = Meer dan de school standaard biedt, op deze school.
level-extra-in-setting-hint = Ondersteuning op een andere voorziening, zoals speciaal onderwijs.
# $name (String) - the learner
earlier-title = { $name } had al eerder een dossier
earlier-text = Lees het eerst: wat daar staat hoef je niet opnieuw uit te zoeken. Je kunt hieronder een nieuw dossier openen. Dat begint leeg.
earlier-link = Naar het vorige dossier
# $name (String) - the learner
running-title = { $name } heeft al een lopend dossier
running-text = Een leerling heeft hooguit één lopend dossier. Ga daarmee verder, of sluit het eerst af.
running-link = Naar het lopende dossier
# $name (String) - the learner
not-enrolled-title = { $name } is niet ingeschreven
not-enrolled-text = Een dossier open je voor een leerling die op deze school staat. Klopt de inschrijving niet, pas die dan eerst aan.
# $name (String) - the learner
merged-title = { $name } staat ook op een andere plek in de lijst
merged-text = Deze leerling bleek dezelfde te zijn als een andere. Zoek de leerling op in de lijst.
# $name (String) - the learner
dossier-of = Dossier van { $name }
track = Stappen van het dossier
heading-next = Wat nu?
heading-consents = Instemming
heading-files = Bestanden
heading-about = Over dit dossier
# $number (String) - the number of the step
# $title (String) - its title
go-on = Ga verder met stap { $number }: { $title }
turn-school = De school is aan zet.
# $number (String) - the number of the step
# $title (String) - its title
turn-school-text = Stap { $number } ({ $title }) is de eerste die nog niet klaar is. De volgorde kies je zelf.
# $name (String) - the person
# $day (String) - the last day
waits-until = { $name } kan tot en met { $day } reageren.
# $name (String) - the person
waits-expired = De link van { $name } is verlopen zonder antwoord. Stuur een nieuwe als je nog wilt vragen.
# $name (String) - the person
waits-undelivered = De mail aan { $name } is niet aangekomen. Controleer het adres.
turn-archived = Dit dossier is afgesloten.
turn-archived-text = Iedereen met het recht daartoe kan het nog lezen. Er verandert niets meer aan.
turn-set-out = Dit dossier staat klaar voor een andere school.
turn-set-out-text = De ontvanger neemt het over met de geboortedatum van de leerling.
turn-transferred = Dit dossier is overgenomen.
turn-transferred-text = Hier blijft het te lezen zoals het was.
transfer = Overdracht bekijken
no-consents = Er is nog niemand om instemming gevraagd. Dat gebeurt als je stap 8 afrondt.
# $count (Number) - how many persons
consents-planned = { $count ->
    [one] Voor 1 persoon is gekozen hoe je instemming vraagt. Dat gebeurt als je stap 8 afrondt.
   *[other] Voor { $count } personen is gekozen hoe je instemming vraagt. Dat gebeurt als je stap 8 afrondt.
}
to-consents = Naar instemming
# $moment (String) - when
since = Sinds { $moment }
no-files = Er zijn nog geen bestanden toegevoegd, zoals een onderzoeksverslag.
to-files = Naar bestanden
file-available = Te openen
file-pending = Wordt gecontroleerd
file-refused = Geweigerd
opened = Geopend
archived = Gearchiveerd
outcome = Uitkomst
origin = Herkomst
# $name (String) - the school it came from
# $day (String) - when
# $number (String) - the number of the transfer
origin-import = Overgenomen van { $name } op { $day } (overdracht { $number })
frozen = Vastgelegde versie
# $by (String) - when and who
# $mark (String) - the first digits of the hash
frozen-text = { $by }, kenmerk { $mark }
hand-over = Overdragen aan een andere school
