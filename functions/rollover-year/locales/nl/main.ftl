language-name = Nederlands
# $source (String) - the year that ends
# $target (String) - the year that begins
title = Van { $source } naar { $target }
# $source (String) - the year that ends
# $target (String) - the year that begins
other-year = Overgang van { $source } naar { $target }

# No groups yet.
# $year (String) - a school year
empty-title = Er zijn geen groepen in { $year }
empty-text = Bij de schooljaarovergang maak je de groepen van dit jaar opnieuw voor het volgende jaar, en verdeel je de leerlingen. Maak daarvoor eerst groepen.
to-groups = Naar de groepen

# The form.
# $date (String) - the first day of the new year
lead = Kies per groep wat er gebeurt. Je ziet eerst wat het wordt; pas daarna plan je de overgang. Alles gaat in op { $date }, precies om middernacht. Gebeurt er niets, dan raakt niemand toegang kwijt.
ends = Laatste dag in de oude groepen
ends-hint = Gewoonlijk 31 juli.
# $count (Number) - how many
learners-in = { $count ->
    [one] 1 leerling
   *[other] { $count } leerlingen
}
# $year (String) - the new year
copy = Deze groep ook maken in { $year }
staff = De medewerkers van de groep gaan mee
to = Waar gaan de leerlingen heen?
to-hint = Laat dit leeg als je dat nog niet weet. Zij houden dan hun groep. Wie vertrekt, gaat uit de groep; de inschrijving eindigt als je die beëindigt, of als het leerlingbestand het zegt.
# $group (String) - a group
# $year (String) - the new year
target-copy = { $group } in { $year }, nieuw gemaakt
# $group (String) - a group
# $year (String) - the new year
target-existing = { $group } in { $year }, die er al is
target-leaves = Geen groep: zij vertrekken
pick = Enkele leerlingen gaan ergens anders heen
pick-more = Nog enkele leerlingen gaan ergens anders heen
pick-legend = Wie?
pick-to = Waar gaan deze leerlingen heen?
external = Blijft deze externe groep bestaan?
external-hint = Mensen van buiten de school zien de leerlingen in deze groep. Beslis daarom elk jaar opnieuw.
external-continue = Ja, met dezelfde leerlingen en medewerkers
external-stop = Nee, leerlingen en medewerkers gaan er op de laatste dag uit
check = Bekijk wat er gebeurt

# The report.
dry-run-title = Er is nog niets gewijzigd
dry-run-text = Dit gebeurt er als je de overgang plant.
# $count (Number) - how many
leavers-title = { $count ->
    [one] 1 leerling die vertrekt, heeft nog een lopend dossier
   *[other] { $count } leerlingen die vertrekken, hebben nog een lopend dossier
}
leavers-text = Laat de coördinator deze dossiers eerst afronden. De overgang sluit geen dossiers.
undecided-title = Beslis nog over de externe groepen
# $groups (String) - names of groups
undecided-text = Kies of zij blijven of stoppen: { $groups }. Daarna kun je de overgang plannen.
# $count (Number) - how many
without-title = { $count ->
    [one] 1 leerling heeft volgend jaar geen klas
   *[other] { $count } leerlingen hebben volgend jaar geen klas
}
without-text = Je kunt toch plannen. Deze leerlingen houden de groep die zij nu hebben.
without = Nog geen nieuwe klas
begins = Eerste dag in de nieuwe groepen
moves = Leerlingen die van groep wisselen of vertrekken
continuing = Externe groepen die blijven
stopping = Externe groepen die stoppen
table-made = Groepen die worden gemaakt
table-exist = Groepen die er al zijn en niet opnieuw worden gemaakt
group = Groep
kind = Soort
learners = Leerlingen
staff-members = Medewerkers
plan = Overgang plannen
change = Keuzes wijzigen

# How far it is.
# $moment (String) - when
state-planned = Gepland: wordt uitgevoerd op { $moment }
# $name (String) - who planned it
state-planned-text = Gepland door { $name }. Tot die tijd kun je alles nog wijzigen of intrekken.
state-running = De overgang wordt uitgevoerd
state-running-text = Je kunt gewoon doorwerken. Wat klaar is, staat vast; de rest volgt vanzelf.
state-stopped = De overgang is halverwege gestopt
state-stopped-text = Wat klaar is, staat vast. Ga verder, dan gebeurt alleen wat nog moet. Lukt dat niet, neem dan contact op met de helpdesk.
# $moment (String) - when
state-done = Uitgevoerd op { $moment }
state-done-text = De oude groepen blijven in de geschiedenis staan. Dossiers en instemmingen zijn niet veranderd.
carry-out = Nu al uitvoeren
withdraw = Overgang intrekken
go-on = Ga verder
look-again = Kijk opnieuw
again = Nog iets overzetten
progress = Voortgang
# $done (Number) - parts done
# $total (Number) - parts in all
progress-text = { $done } van { $total } delen klaar
written-groups = Groepen gemaakt
written-learners = Leerlingen van groep gewisseld of vertrokken
written-staff = Medewerkers meegegaan of uit een externe groep
written-left-alone = Niet gewijzigd, omdat iemand ze intussen uit de groep haalde of de groep er niet meer is

# What was done.
done-planned = De overgang is gepland
done-started = De overgang is gestart
done-withdrawn = De overgang is ingetrokken; er is niets gewijzigd
late-running = De overgang wordt al uitgevoerd, of is klaar om te worden hervat. Jouw keuzes kunnen er niet meer in. Hieronder staan ze naast wat er gepland is.
