language-name = Nederlands
title = Te doen
# $name (String) - who
invited = { $name } heeft de uitnodiging nog niet gebruikt
# $number (String) - the number of a transfer
# $sender (String) - who sent it
package = Overdracht { $number } van { $sender } staat klaar
# $day (String) - the last day
until = Te openen tot en met { $day }
# $name (String) - the learner
# $step (String) - its number
# $title (String) - its name
dossier = { $name }: stap { $step }, { $title }
# $name (String) - the learner
# $subject (String) - which subject
subject = { $name }: { $subject } invullen in het leerlingprofiel
subject-hint = Van het dossier zie je alleen je eigen vak.
# $at (String) - when
# $who (String) - by whom
changed = Laatst gewijzigd op { $at } door { $who }
news-title = Nieuw
tasks-title = Hier kun je mee verder
# $name (String) - the learner
# $who (String) - who was asked
answered = { $name }: antwoord van { $who }
undelivered = { $name }: de mail aan { $who } is niet aangekomen
link-wanted = { $name }: { $who } vraagt om een nieuwe link
# $at (String) - when
since = Op { $at }
empty-title = Er wacht niets op je
empty-text = Hier komt wat op jou wacht: een dossier waar je mee verder kunt, een antwoord van een ouder, een overdracht die klaarstaat, iemand die een uitnodiging nog niet gebruikte. Wat het langst wacht, staat bovenaan.
no-role-title = Je hebt hier nu geen toegang
# $school (String) - the licence
no-role-text = Je bent ingelogd bij { $school }, maar je hebt daar op dit moment geen rol. Klopt dat niet? Vraag het aan een beheerder van { $school }. Wat je eerder schreef, is er nog.
open-dossier = Dossier openen
invite = Medewerker uitnodigen

# What a school does first.
begin-title = Zo begin je met je school
begin-hint = Leerlingen, medewerkers en groepen, in de goede volgorde
# $school (String) - the licence
begin-lead = Doe dit in deze volgorde, dan staat alles van { $school } meteen goed. Wat klaar is, kun je later altijd nog wijzigen.
# $count (Number) - how many
begin-locations = { $count ->
    [one] Je school heeft één locatie
   *[other] Je school heeft { $count } locaties
}
# $places (String) - their names
begin-locations-hint = { $places }. Elke locatie heeft een eigen bestand. Klopt een naam of code niet, neem dan contact op met de helpdesk.
# $place (String) - a location
begin-roster = Lees leerlingen en klassen van { $place } in
begin-roster-hint = Met het EDEXML-bestand uit je leerlingadministratie.
begin-people = Nodig collega's uit
begin-people-hint = Leerkrachten uit het bestand kun je daar met één druk op de knop uitnodigen. Schrijf je zelf ook mee aan dossiers, geef jezelf dan ook een rol.
begin-coordinator = Zorg dat er een ib'er of zorgcoördinator is
begin-coordinator-hint = Die opent de dossiers en vraagt ouders om instemming.
begin-groups = Zet leerkrachten in hun groepen
begin-groups-hint = Een dossierleerkracht ziet alleen dossiers van de eigen groepen.
