language-name = Nederlands
title = Bestanden
back-to-dossier = Terug naar het dossier
back-to-files = Terug naar de bestanden
column-name = Naam
column-purpose = Soort
column-state = Stand
column-added = Toegevoegd
# $name (String) - who
# $moment (String) - when
added-by = { $name }, { $moment }
empty-title = Er zijn nog geen bestanden
empty-text = Hier komen de bestanden die bij dit dossier horen, zoals een onderzoeksverslag of toetsresultaten.
add-heading = Bestand toevoegen
add-text = Vul eerst in om welk bestand het gaat. Op de volgende pagina kies je het bestand en verstuur je het.
name-label = Naam van het bestand
# $max (Number) - megabytes
name-hint = Met het einde erbij, bijvoorbeeld verslag.pdf. Het mag een pdf, docx, odt, png of jpg zijn van hooguit { $max } MB.
purpose-label = Wat voor bestand is het?
add-button = Verder
archived-title = Dit dossier is gearchiveerd
archived-text = Je kunt de bestanden nog openen, maar er komt niets bij en er gaat niets af.
state-pending = Nog niet te openen
state-available = Te openen
state-refused = Niet toegelaten
state-removed = Verwijderd
size-label = Grootte
size-small = minder dan 1 kB
# $size (Number) - kilobytes
size-kilobytes = { $size } kB
# $size (Number) - megabytes
size-megabytes = { $size } MB
removed-label = Verwijderd door
send-heading = Bestand versturen
# $name (String) - file
send-text = Kies { $name } op je apparaat. Heb je het al verstuurd? Dan wordt het gecontroleerd en hoef je niets meer te doen.
send-label = Bestand
# $max (Number) - megabytes
send-hint = Hooguit { $max } MB. Dit formulier werkt één uur; daarna open je deze pagina opnieuw.
send-button = Versturen
checking-title = Het bestand wordt gecontroleerd
checking-text = Dat duurt meestal minder dan een minuut. Daarna is het te openen. Je kunt intussen verder werken.
checking-again = Kijk of het klaar is
refused-title = Dit bestand is niet toegelaten
refused-type = De inhoud past niet bij de naam, of is geen soort die wij aannemen. Voeg het opnieuw toe als pdf, docx, odt, png of jpg.
# $max (Number) - megabytes
refused-size = Het bestand is groter dan { $max } MB. Maak het kleiner en voeg het opnieuw toe.
refused-harmful = In het bestand zit iets schadelijks, of het is met een wachtwoord gesloten. Vraag de maker om een schone versie.
refused-broken = Het bestand is kapot. Sla het opnieuw op en voeg het daarna weer toe.
refused-empty = Er kwam niets aan. Misschien was er geen bestand gekozen. Voeg het bestand opnieuw toe.
refused-too-late = Het dossier was al gearchiveerd toen het bestand aankwam.
download-button = Bestand openen
remove-button = Bestand verwijderen
remove-title = Bestand verwijderen
# $name (String) - file
remove-text = Je staat op het punt { $name } te verwijderen.
remove-will = Niemand kan het bestand daarna nog openen.
remove-will-not = Dat het er was, wie het toevoegde en wie het verwijderde blijft zichtbaar.
remove-confirm = Verwijderen
done-removed = Het bestand is verwijderd
