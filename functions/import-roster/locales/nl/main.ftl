language-name = Nederlands
# The list.
title = Leerlingen en klassen inlezen
lead = Zet de leerlingen en klassen uit je leerlingadministratie in één keer klaar. Je ziet eerst wat er verandert. Pas als je bevestigt, wordt er iets ingelezen.
step-export = Maak in je leerlingadministratie een EDEXML-bestand van één locatie. Kan dat niet? Neem dan een leerlingenlijst in CSV of Excel.
step-check = Stuur het hier op. Je ziet daarna van welke school en welk schooljaar het is, en wat er verandert.
step-confirm = Klopt het? Bevestig het dan. Hetzelfde bestand nog eens inlezen verandert niets.
location = Voor welke locatie is het bestand?
location-hint = Een bestand van een andere locatie wordt niet ingelezen.
year-of-sheet = Voor welk schooljaar is het bestand?
year-hint = Dit telt alleen voor een leerlingenlijst in CSV of Excel. Een EDEXML-bestand zegt zelf van welk schooljaar het is.
sheets = Hoe ziet een leerlingenlijst in CSV of Excel eruit?
sheets-text = Eén regel per leerling, met boven de kolommen hun naam. De volgorde maakt niet uit, en titels erboven mogen blijven staan.
sheets-columns = We lezen deze kolommen: leerlingnummer, achternaam, tussenvoegsel, roepnaam, voornamen, voorletters, geboortedatum, klas, jaargroep of leerjaar, andere groepen, vestiging, e-mailadres, instroomdatum, uitstroomdatum, schooljaar en ECK iD. Andere kolommen lezen we niet. Het leerlingnummer is belangrijk: daaraan herkennen we een leerling de volgende keer.
template = Download een lege leerlingenlijst
begin = Bestand kiezen
earlier = Eerdere bestanden
none-title = Er is nog geen bestand ingelezen
none-text = Hier zie je straks welke bestanden er zijn ingelezen, door wie en wanneer.
column-added = Opgestuurd
column-location = Locatie
column-state = Stand
column-by = Door
done-withdrawn = Het bestand is ingetrokken en verwijderd.
# $name (String) - the name of a file
by-system = Ander systeem ({ $name })
folder = Laat een ander systeem het bestand aanleveren
folder-text = Je leerlingadministratie kan bestanden neerzetten in de map van de locatie. Wie hier mag inlezen, krijgt daar een mail van. Ook dan wordt er pas iets ingelezen als iemand bevestigt. De helpdesk geeft het andere systeem toegang tot de map.
folder-path = Map

# How far a file is.
state-waiting = Nog niet opgestuurd
state-checking = Wordt nagekeken
state-checked = Wacht op je bevestiging
state-stopped = Niet ingelezen
state-loading = Wordt ingelezen
state-loaded = Ingelezen
state-withdrawn = Ingetrokken
state-expired = Verlopen
state-given-up = Halverwege gestopt

# One file.
file-title = Leerlingbestand
back-to-list = Alle leerlingbestanden
send-heading = Kies het bestand
send-text = Sleep het bestand naar het veld of kies het. Een burgerservicenummer, etniciteit, landen, gewicht en foto's bewaren we nooit, ook als ze in het bestand staan.
send-label = Bestand met leerlingen
send-hint = EDEXML 1.03, 2.0 of 2.1 of het antwoord van een UWLR-koppeling (hooguit 64 MB), of een leerlingenlijst in CSV of Excel (.xlsx, hooguit 16 MB).
send-button = Opsturen en nakijken
withdraw = Bestand intrekken
load = Bevestigen en inlezen
resume = Ga verder
another = Ander bestand
look-again = Kijk of het klaar is
# $name (String) - who
# $moment (String) - when
by = Door { $name } op { $moment }.
checking-title = Het bestand wordt nagekeken
checking-text = Dat duurt meestal een paar tellen. Er is nog niets ingelezen.
refused-title = Dit bestand is niet bewaard
refused-harmful = De virusscanner vond iets schadelijks. Laat je systeembeheerder naar het bestand kijken.
refused-empty = Er kwam geen bestand aan. Probeer het opnieuw.
checked-title = Er is nog niets ingelezen
checked-text = Controleer of school, locatie en schooljaar kloppen. Klopt er iets niet, trek het bestand dan in en maak een nieuw bestand.
# $moment (String) - when
checked-until = Bevestig vóór { $moment }. Daarna wordt het bestand verwijderd, omdat er gegevens van kinderen in staan.
stopped-title = Dit bestand is niet ingelezen
details-gone-title = De bijzonderheden zijn verwijderd
details-gone = Wat er in een bestand stond, laten we dertig dagen zien. Daarna blijft alleen bewaard dat het er was.
loading-title = Het bestand wordt ingelezen
loading-text = Je kunt deze pagina sluiten. In de lijsten verschijnt alles tegelijk.
# $moment (String) - when
loaded-title = Ingelezen op { $moment }
withdrawn-title = Dit bestand is ingetrokken
expired-title = Niemand heeft dit bestand binnen een dag bevestigd
expired-unsent-title = Er is binnen een dag geen bestand opgestuurd
expired-text = Er is niets ingelezen, en het bestand is verwijderd. Wil je het alsnog inlezen, kies dan Ander bestand en stuur het opnieuw op.
expired-text-folder = Er is niets ingelezen, en het bestand is verwijderd. Laat het andere systeem het opnieuw neerzetten, of kies Ander bestand en stuur het zelf op.
given-up-title = Het inlezen is halverwege gestopt
given-up-text = Wat klaar is, staat vast. Ga verder, dan gebeurt alleen wat nog moet. Lukt dat niet, neem dan contact op met de helpdesk.
# $moment (String) - when
given-up-until = Doe dat vóór { $moment }. Daarna wordt het bestand verwijderd, omdat er gegevens van kinderen in staan.
given-up-gone = Het bestand is er niet meer. Trek het in en stuur het opnieuw op; wat al is ingelezen, blijft staan en komt er niet dubbel in.
other-loading-title = Er wordt al een bestand ingelezen
other-loading-text = Wacht tot dat klaar is. Bevestig dit bestand daarna opnieuw.

# What the file says of itself.
school = School in het bestand
school-unknown = niet vermeld
belongs-here = dit is deze locatie
belongs-unknown = niet te vergelijken met deze locatie
belongs-other = dit is een andere school of locatie
year = Schooljaar
reference = Peildatum
not-said = Niet vermeld
unknown-school-title = Kijk goed of dit bestand van deze locatie is
unknown-school-text = Het bestand en de locatie hebben geen code die we kunnen vergelijken. Kijk aan de klassen en de namen of het klopt, en bevestig dat onderaan.
sheet-title = Dit bestand zegt niet van welke school het is
# $location (String) - the name of a location
# $year (String) - a school year
sheet-text = Je leest deze leerlingenlijst in voor { $location }, schooljaar { $year }. Kijk aan de klassen en de namen of dat klopt.
sure-label = Bevestig locatie en schooljaar
# $location (String) - the name of a location
# $year (String) - a school year
sure = Dit zijn de leerlingen van { $location } in schooljaar { $year }
sure-fault = Zet een vinkje als deze leerlingen van deze locatie en dit schooljaar zijn. Zijn ze dat niet, trek het bestand dan in.
unknown-locations-title = Niet alle locaties in het bestand zijn bekend
# $locations (String) - names of locations
unknown-locations-text = Leerlingen van { $locations } worden niet ingelezen. Staat de locatie hier onder een andere naam? Laat de namen gelijk maken en stuur het bestand opnieuw op.

# Why it is not loaded.
stop-unread = Dit bestand kan niet worden gelezen
stop-other-school = Dit bestand is van een andere school
stop-other-school-text = Er is niets ingelezen. Controleer in je leerlingadministratie van welke school je het bestand maakt. Klopt de code daar wel, bel of mail dan de helpdesk.
stop-other-location = Dit bestand is van een andere locatie
# $location (String) - the name of a location
stop-other-location-text = Er is niets ingelezen. Het bestand is van { $location }. Stuur het op voor die locatie, of maak een bestand van deze locatie. Weet je zeker dat het wel van deze locatie is, bel of mail dan de helpdesk.
beyond-title = Dit bestand raakt een andere locatie
# $locations (String) - the names of locations
beyond-text = Er is niets ingelezen. Het bestand verandert iets bij, of noemt leerlingen van: { $locations }. Jij bent daar geen beheerder. Laat iemand die dat wel is het bestand bevestigen, of maak een bestand met alleen de leerlingen van jouw locatie.
stop-other-year = Dit bestand is van een ander schooljaar
stop-other-year-text = Er is niets ingelezen. Alleen dit schooljaar en het volgende kunnen worden ingelezen. Kies in je leerlingadministratie het goede schooljaar en maak een nieuw bestand. Lukt dat niet, bel of mail dan de helpdesk.
to-help = Telefoon en e-mail van de helpdesk
stop-errors = Er staan fouten in dit bestand
stop-errors-text = Er is niets ingelezen, want kinderen zouden door elkaar kunnen raken. Verbeter wat hieronder als fout staat in je leerlingadministratie en maak een nieuw bestand.
stop-alike = Twee groepen in dit bestand zouden hier één groep worden
# $groups (String) - pairs of names
stop-alike-text = Er is niets ingelezen. Geef deze groepen in je leerlingadministratie verschillende namen: { $groups }.

# What would change.
learners = Leerlingen
tally-new = Nieuw
tally-later = Waarvan later beginnen
tally-same = Zonder wijziging
tally-changed = Gewijzigd
tally-moved = Waarvan van klas of locatie veranderd
tally-left = Vertrokken
tally-past = Eerder vertrokken, niet ingelezen
tally-unplaced = Van een onbekende locatie, niet ingelezen
tally-doubt = Nog te beslissen
groups = Klassen en groepen
group = Groep
group-kind = Soort
group-here = Hier
group-there = Is er al
group-made = Nieuw
learner = Leerling
birth = Geboortedatum
what = Wat
# $count (Number) - how many
and-more = En nog { $count } andere leerlingen.
# $count (Number) - how many
new-names = Nieuwe leerlingen ({ $count })
begins = Begint op
# $count (Number) - how many
changed-names = Leerlingen met een wijziging ({ $count })
# $count (Number) - how many
left-names = Vertrokken leerlingen ({ $count })
left-what = Vertrokken volgens het bestand; de inschrijving eindigt
# $count (Number) - how many
missing = Staat niet in het bestand, maar is hier ingeschreven ({ $count })
missing-what = Blijft ingeschreven. Na het inlezen kun je uitschrijven wie van school is.
change-name = naam
change-birth = geboortedatum
change-level = leerjaar
change-class = klas
change-cross = andere groepen
change-location = locatie of begindatum
change-key = sleutel van de leerlingadministratie
# $count (Number) - how many
teachers = Leerkrachten in het bestand ({ $count })
teachers-title = Zij krijgen geen toegang door het bestand
teachers-text = Nodig zelf uit wie met Samenspoor gaat werken, en kies dan de rol.
teacher = Leerkracht
invite = Uitnodigen
# $count (Number) - how many
invite-all = Nodig deze { $count } mensen samen uit
is-staff = Is al medewerker
access = Toegang
email = E-mailadres

# About whom a person decides.
# $count (Number) - how many
doubts-heading = { $count ->
    [one] Over 1 leerling beslis jij
   *[other] Over { $count } leerlingen beslis jij
}
doubts-text = Van deze leerlingen is niet zeker of ze hier al bekend zijn. Een dossier mag nooit bij een ander kind terechtkomen, daarom kiest het programma niet. Weet je het niet, sla de leerling dan over.
no-birth = geboortedatum onbekend
# $name (String) - a name
# $birth (String) - a date of birth
doubt-who = { $name }, { $birth }
# $name (String) - a name
# $birth (String) - a date of birth
# $class (String) - the name of a class
doubt-who-class = { $name }, { $birth }, { $class }
# $name (String) - a name
# $birth (String) - a date of birth
doubt-is = Dit is { $name }, { $birth }
doubt-new = Dit is een nieuwe leerling
doubt-skip = Overslaan
doubt-skip-hint = Er verandert niets. Bij een volgend bestand wordt het opnieuw gevraagd.
doubt-follow = Wat het vinkje hierboven zegt
doubt-follow-hint = Zonder vinkje wordt de leerling overgeslagen.
# $day (String) - a date
doubt-left-on = Volgens het bestand is deze leerling vertrokken op { $day }. Zeg je wie het is, dan eindigt de inschrijving van die leerling.
doubt-left = Volgens het bestand is deze leerling vertrokken. Zeg je wie het is, dan eindigt de inschrijving van die leerling.
namesakes-label = Dezelfde naam en geboortedatum
# $count (Number) - how many
namesakes-text = { $count ->
    [one] 1 leerling in het bestand heeft de naam en de geboortedatum van precies één leerling hier, maar een andere sleutel. Zo gaat dat na een overstap naar een andere leerlingadministratie.
   *[other] { $count } leerlingen in het bestand hebben ieder de naam en de geboortedatum van precies één leerling hier, maar een andere sleutel. Zo gaat dat na een overstap naar een andere leerlingadministratie.
}
# $count (Number) - how many
namesakes = { $count ->
    [one] Deze leerling is dezelfde als die hier al staat
   *[other] Deze { $count } leerlingen zijn dezelfde als die hier al staan
}
namesakes-skip = Zonder vinkje worden zij overgeslagen.
# $shown (Number) - how many can be opened
# $count (Number) - how many there are
namesakes-each = Bekijk hen, of beslis over een van hen apart ({ $shown } van { $count })
# $count (Number) - how many
doubts-more-title = { $count ->
    [one] Over nog 1 leerling kun je hier niet beslissen
   *[other] Over nog { $count } leerlingen kun je hier niet beslissen
}
doubts-more-text = Het zijn er te veel voor één pagina. Zij worden nu overgeslagen. Beslis over de leerlingen die hier wel staan, lees het bestand in en stuur het daarna nog eens op. Dan zijn zij aan de beurt.
doubt-two-matches = De sleutel hoort bij de ene leerling, het ketenID bij de andere.
doubt-other-person = De sleutel is bekend, maar naam en geboortedatum zijn van iemand anders.
doubt-other-key = Naam en geboortedatum zijn gelijk, maar de sleutel is anders.
doubt-several = Er zijn meer leerlingen met deze naam en geboortedatum.
doubt-no-birth = De naam is gelijk, maar een van de geboortedata ontbreekt.
doubt-matched-twice = Een andere leerling in het bestand leek al dezelfde te zijn.

# How far loading is, and what came of it.
progress = Voortgang
# $percent (Number) - how far
progress-text = { $percent } procent
loaded-groups = Nieuwe klassen en groepen
loaded-new = Nieuwe leerlingen
loaded-changed = Gewijzigde leerlingen
loaded-left = Uitgeschreven leerlingen
# $count (Number) - how many
undecided-title = { $count ->
    [one] 1 leerling is overgeslagen
   *[other] { $count } leerlingen zijn overgeslagen
}
undecided-text = Over hen is niets beslist. Stuur het bestand nog eens op om alsnog te kiezen; de rest verandert daar niet door.
to-overview = Bekijk klassen en leerlingen

# Who is not in a file that was loaded.
leavers-text = Niemand wordt vanzelf uitgeschreven. Vink aan wie van school is. Na de laatste schooldag zitten zij in geen enkele groep meer, en loopt de bewaartermijn. Er wordt niets weggegooid, en een dossier wordt niet gesloten of overgedragen.
leavers-legend = Wie is van school?
leavers-none = Vink aan wie van school is.
leavers-running = Er loopt nog een dossier. Sluit het af en draag het over als een andere school ermee verder moet.
leavers-look = Bekijk de leerling
# $count (Number) - how many
leavers-more = En nog { $count } leerlingen. Ook bij een leerling zelf kun je de inschrijving beëindigen.
last-day = Laatste schooldag
last-day-hint = Voor iedereen die je aanvinkt. Ook een dag die nog moet komen, kan.
reason = Reden
reason-hint = Bijvoorbeeld: schoolloopbaan afgerond.
leavers-reason = Staat niet meer in de leerlingadministratie
leavers-end = Inschrijving beëindigen
# $count (Number) - how many
leavers-done = { $count ->
    [one] De inschrijving van 1 leerling is beëindigd
   *[other] De inschrijving van { $count } leerlingen is beëindigd
}
leavers-changed-title = Kijk nog eens wie van school is
# $names (String) - who
leavers-changed-text = Intussen is er iets gewijzigd bij { $names }. Wie hieronder staat, is nog ingeschreven. Kijk bij de leerling of het nog klopt, en vink dan opnieuw aan.

# The overview.
overview-title = Klassen en leerlingen
show-year = Toon
classes = Klassen
levels = Leerjaar
staff-members = Medewerkers
class = Klas
other-groups = Andere groepen
since = Ingeschreven sinds
no-class = geen klas
birth-missing = geen geboortedatum
incomplete-learners = Leerlingen met iets dat ontbreekt
incomplete-what = Wat ontbreekt
# $count (Number) - how many
incomplete = Leerlingen bij wie iets ontbreekt ({ $count })
empty-groups = Groepen zonder leerlingen
# $year (String) - a school year
no-groups-title = Er zijn nog geen klassen in { $year }
no-groups-text = Lees het bestand van je leerlingadministratie in, dan staan klassen en leerlingen hier.
sheet = Download als rekenblad

# What was dropped.
dropped = Wat we niet bewaren
# $what (String) - a list
dropped-text = In het bestand staat ook: { $what }. Dat is niet nodig en wordt niet bewaard.
dropped-citizen-number = burgerservicenummers
dropped-citizen-number-end = de laatste cijfers van burgerservicenummers
dropped-ethnicity = etniciteit
dropped-country = landen
dropped-weight = gewichten
dropped-photo = foto's
dropped-postcode = postcodes

# What was found.
# $count (Number) - how many
# $shown (Number) - how many of them are shown
findings = Opmerkingen bij het bestand ({ $shown } van { $count })
# $count (Number) - how many
remarks = Opmerkingen bij het bestand ({ $count })
column-line = Plaats
column-severity = Ernst
column-problem = Wat er is
# $line (Number) - a line
line = Regel { $line }
severity-error = Fout
severity-warning = Waarschuwing
severity-notice = Melding
kind-location = locatie
kind-group = groep
kind-learner = leerling
kind-teacher = leerkracht
# $line (Number) - a line
# $why (String) - why
unread-at = Regel { $line }: { $why } Er is niets ingelezen.
# $max (Number) - megabytes
unread-too-large = het bestand is groter dan { $max } MB.
unread-entity = er staan verwijzingen in die we om veiligheid niet volgen.
unread-odd = het bestand is anders opgebouwd dan een leerlingbestand.
unread-encoding = er staan tekens in die niet bij de tekenset van het bestand horen.
unread-broken = het bestand is niet heel. Misschien is het afgebroken, of is het een ander soort bestand.
unread-other-format = dit is geen EDEXML of UWLR, en geen leerlingenlijst in CSV of Excel.
unread-no-learners = er staan geen leerlingen in.
unread-order = de onderdelen staan in een andere volgorde dan EDEXML voorschrijft.
unread-old-office = dit is een oud Excel-bestand (.xls), of er zit een wachtwoord op. Sla het in Excel op als .xlsx zonder wachtwoord, of als CSV.
unread-no-columns = er is geen regel met kolomnamen gevonden. Zet boven de leerlingen een regel met in elk geval een kolom voor de naam en een voor de klas.
# $max (Number) - rows
unread-too-many-rows = er staan meer dan { $max } regels in.
# $max (Number) - megabytes
unread-too-large-unpacked = uitgepakt is het bestand groter dan { $max } MB. Haal plaatjes en lege regels weg, of sla het op als CSV.
# $found (String) - what stands there
problem-school-year = Het schooljaar ontbreekt of is geen schooljaar: { $found }
# $found (String) - what stands there
problem-school-code = Dit is geen BRIN met vestigingsnummer of instellingsnummer: { $found }
problem-no-school-code = Het bestand zegt niet van welke school het is.
problem-empty = Er staat geen enkele leerling in het bestand.
# $of (String) - of what
problem-key-missing = Een { $of } zonder sleutel.
# $of (String) - of what
# $key (String) - a key
problem-key-twice = Twee keer dezelfde sleutel voor een { $of }: { $key }
# $of (String) - of whom
problem-eckid-twice = Twee keer hetzelfde ketenID voor een { $of }.
# $key (String) - a key
problem-unknown-location = Een leerling verwijst naar een locatie die niet in het bestand staat: { $key }
# $of (String) - of whom
problem-no-name = Een { $of } zonder naam.
# $of (String) - of what
# $max (Number) - characters
problem-name-too-long = De naam van een { $of } is langer dan { $max } tekens.
# $of (String) - of what
# $max (Number) - characters
problem-key-too-long = De sleutel van een { $of } is langer dan { $max } tekens.
# $key (String) - a key
problem-unknown-group = Verwijst naar een groep die niet in het bestand staat, en wordt overgeslagen: { $key }
# $key (String) - a key
problem-wrong-group-kind = Verwijst naar een klas als andere groep of omgekeerd, en wordt overgeslagen: { $key }
# $key (String) - a key
problem-second-class = Een leerling in een tweede klas; die wordt overgeslagen: { $key }
# $of (String) - of what
# $key (String) - a key
problem-no-title = Een { $of } zonder naam; de sleutel wordt getoond: { $key }
# $found (String) - what stands there
problem-unknown-level = Geen bekend leerjaar, en wordt overgeslagen: { $found }
problem-no-level = Van deze leerling is geen leerjaar bekend.
# $element (String) - the name of a part of the file
# $found (String) - what stands there
problem-not-a-date = { $element } is geen bestaande datum en wordt overgeslagen: { $found }
# $of (String) - of whom
problem-not-an-address = Het e-mailadres van een { $of } klopt niet, en wordt overgeslagen.
problem-two-citizen-numbers = Een leerling met twee nummers van de overheid. Kijk in je administratie of twee kinderen verwisseld zijn.
# $found (String) - what stands there
problem-unknown-version = Onbekende versie van EDEXML; het bestand is toch gelezen: { $found }
problem-no-birth = Zonder geboortedatum kan een dossier later niet worden overgedragen.
# $of (String) - of whom
problem-passing-key = De sleutel van een { $of } geldt alleen in dit bestand; naam en geboortedatum bepalen wie het is.
# $found (String) - what stands there
problem-unknown-role = Onbekende rol; rollen in het bestand geven nooit toegang: { $found }
problem-has-left = Deze leerling is vertrokken.
# $column (String) - the name of a column
problem-unknown-column = Deze kolom lezen we niet: { $column }
# $column (String) - the name of a column
problem-second-column = Deze kolom betekent hetzelfde als een eerdere, en wordt overgeslagen: { $column }
problem-no-key-column = Er is geen kolom met leerlingnummers. Naam en geboortedatum bepalen wie een leerling is.
problem-no-class-column = Er is geen kolom met klassen. De leerlingen komen in geen enkele klas.
# $column (String) - the name of a column
problem-whole-names = De hele naam staat in één kolom ({ $column }). Kijk na het inlezen of voornaam, tussenvoegsel en achternaam goed zijn gesplitst, of gebruik aparte kolommen.
# $found (String) - what stands there
problem-broken-key = Excel heeft dit leerlingnummer afgekort, en het wordt overgeslagen: { $found } Maak van de kolom tekst en vul de nummers opnieuw in.
# $found (String) - what stands there
problem-class-is-date = Excel heeft van deze klas een datum gemaakt, en ze wordt overgeslagen: { $found } Maak van de kolom tekst en vul de klas opnieuw in.
problem-learner-twice = Deze leerling staat er twee keer in, met dezelfde naam en geboortedatum. Zijn het twee kinderen? Geef ze dan een leerlingnummer.
# $found (String) - what stands there
problem-other-year = Deze regel is van een ander schooljaar dan de eerste: { $found }
problem-lone-cell = In deze regel is maar één vak gevuld. De regel wordt overgeslagen.
# $name (String) - the name of a worksheet
problem-other-sheet = Alleen het eerste werkblad met leerlingen is gelezen, dit niet: { $name }
