language-name = Nederlands
# $name (String) - who
title = Wat { $name } mag, en waarom
own-title = Wat je mag, en waarom
to-account = Naar je account
to-staff = Naar de medewerkers
# $name (String) - who
back-to = Naar { $name }
change-roles = Rollen of toegang wijzigen

# Wat voor elke rol gaat
no-access-title = De toegang staat uit
no-access-text = Zolang de toegang tot Samenspoor uit staat, telt geen enkele rol. Een beheerder kan de toegang weer aanzetten.
invited-title = De uitnodiging is nog niet aangenomen
invited-text = Rollen tellen pas als deze medewerker de uitnodiging heeft aangenomen.
removed-title = Werkt hier niet meer
removed-text = Alle rechten zijn gestopt. Alleen een nieuwe uitnodiging geeft weer toegang.
no-access = Geen toegang
invited = Uitgenodigd
removed = Verwijderd
begins-later = Begint later

# Een rol
role = Rol
place = Waar
given-groups = In de groepen waarvoor de rol is gegeven
own-groups = In eigen groepen
from = Vanaf
until = Tot en met
no-last-day = Geen laatste dag
granted-by = Gegeven door
# $name (String) - who
by-self = { $name } (zichzelf)
by-platform = Samenspoor, bij het openen van de licentie
reason = Waarom
through = Door deze groepen
no-groups = Nu in geen enkele groep. Deze rol geeft nu dus geen enkele leerling.
# $group (String) - which group
# $from (String) - the first day
group-since = { $group }, vanaf { $from }
# $group (String) - which group
# $from (String) - the first day
# $to (String) - the last day
group-until = { $group }, vanaf { $from } tot en met { $to }
no-roles = Vandaag telt geen enkele rol.
waiting-title = Rollen die dan tellen
later-title = Rollen die later beginnen
# $role (String) - which role
# $place (String) - where
waiting-role = { $role }: { $place }
# $role (String) - which role
# $place (String) - where
# $from (String) - the first day
later-role = { $role }: { $place }, vanaf { $from }

# Wat iemand mag
about-dossiers = Dossiers
about-learners = Leerlingen en ouders
about-staff = Medewerkers en groepen
about-transfers = Overdracht
manage-staff = medewerkers uitnodigen, rollen geven en verwijderen
manage-groups = groepen maken en leerlingen erin zetten
import-roster = leerlingen en klassen uit de leerlingadministratie inlezen
plan-rollover = de schooljaarovergang plannen en uitvoeren
manage-settings = instellingen wijzigen die voor alle locaties gelden
list-learners = leerlingen zoeken op naam
enter-learners = leerlingen invoeren en wijzigen
see-learner = naam, geboortedatum en groepen van een leerling zien
explain-access = zien wie het dossier van een leerling mag lezen
manage-carers = ouders en verzorgers zien en wijzigen
open-dossier = een nieuw dossier beginnen
read-dossier = een dossier lezen, met de bestanden
write-dossier = in een dossier schrijven, stappen afronden en bestanden toevoegen
read-subject = van het leerlingprofiel het eigen vak lezen, en niets anders van het dossier
write-subject = van het leerlingprofiel het eigen vak invullen
see-overview = het klassenoverzicht zien: welke leerlingen een dossier hebben, en hoe ver het is
reopen-step = een afgeronde stap weer openen
ask-consent = instemming vragen en vastleggen
archive = een dossier afsluiten
export-dossier = een dossier overdragen aan een andere organisatie
import-dossier = een dossier overnemen van een andere organisatie

# Leerlingen
learners-title = Welke leerlingen
# $role (String) - which role
# $count (Number) - how many
reach-dossiers = { $count ->
    [one] { $role }: 1 leerling, ook het dossier.
   *[other] { $role }: { $count } leerlingen, ook hun dossiers.
}
# $role (String) - which role
# $count (Number) - how many
reach-subject = { $count ->
    [one] { $role }: 1 leerling, van het dossier alleen dit vak.
   *[other] { $role }: { $count } leerlingen, van hun dossiers alleen dit vak.
}
# $role (String) - which role
# $count (Number) - how many
reach-names = { $count ->
    [0] { $role }: nu geen enkele leerling.
    [one] { $role }: 1 leerling, maar niet het dossier.
   *[other] { $role }: { $count } leerlingen, maar niet hun dossiers.
}
reach-nobody = Nu geen enkele leerling.
group-hint = Een dossierleerkracht ziet een leerling alleen op dagen dat ze samen in een groep zitten. Mist er een leerling, dan moet die leerling of de medewerker nog in de groep.
# $count (Number) - how many
unnamed = { $count ->
    [one] 1 leerling mag jij zelf niet zien. De naam staat er niet bij.
   *[other] { $count } leerlingen mag jij zelf niet zien. Hun namen staan er niet bij.
}
# $count (Number) - how many
show-names = { $count ->
    [one] Toon de naam
   *[other] Toon de { $count } namen
}
learner = Leerling
by-what = Waardoor
reads = Dossier lezen
yes = Ja
no = Nee

# Wat niet mag
missing-title = Wat niet mag
missing-lead = Geen rol van vandaag geeft dit. Erbij staat welke rol het wel geeft.
or = {" of "}
# $roles (String) - which roles
role-for-all = { $roles } (alle locaties)
ask-title = Klopt dit niet?
change-text = Je kunt een rol geven of terugnemen, en de toegang aan- of uitzetten. In welke groepen iemand zit, wijzig je bij de groep.
change-part = Je kunt een rol voor jouw eigen locaties geven of terugnemen. In welke groepen van die locaties iemand zit, wijzig je bij de groep.
# $names (String) - who
ask = Vraag het aan een beheerder: { $names }.

# Een leerling
# $name (String) - who
learner-title = Wie mag bij { $name }, en waarom
# $name (String) - who
learner-lead = Hier zie je wie een dossier van { $name } mag lezen, en waardoor. Of er een dossier is en wat erin staat, vertelt deze pagina niet.
name = Naam
today-title = Wie vandaag mag
today-nobody = Vandaag mag niemand van de school zelf dit.
external-title = Via een externe groep
external-nobody = Vandaag mag niemand dit via een externe groep.
before-title = Wat in het afgelopen jaar eindigde
before-nobody = In het afgelopen jaar eindigde er niets.
# $name (String) - who
note-names = Beheerders zien de naam, de geboortedatum en de groepen van { $name }, maar geen dossier.
note-switch = De lijst volgt rollen en groepen op hun data. Stond iemands toegang een tijd uit, dan kon die persoon toen niets zien. Stopt iets in de loop van een dag, dan telt die dag hier nog mee; de toegang was er dan tot het moment waarop iemand het stopte.
note-links = Ouders en leerlingen staan hier niet. Zij lezen alleen een vaste versie, via een link die iemand van de school hun stuurt.

# Zoeken
holders-title = Wie heeft welk recht
what-may = Wat iemand mag
find = Zoek
# $count (Number) - how many
# $place (String) - where
count = { $count ->
    [one] 1 medewerker heeft nu een rol. Locatie: { $place }.
   *[other] { $count } medewerkers hebben nu een rol. Locatie: { $place }.
}
# $count (Number) - how many
# $place (String) - where
# $action (String) - what
# $roles (String) - which roles
count-action = { $count ->
    [0] Niemand mag nu { $action }. Dit hoort bij de rol { $roles }. Locatie: { $place }.
    [one] 1 medewerker mag nu { $action }. Dit hoort bij de rol { $roles }. Locatie: { $place }.
   *[other] { $count } medewerkers mogen nu { $action }. Dit hoort bij de rol { $roles }. Locatie: { $place }.
}
not-now-title = Wel gegeven, telt nu niet
why-not = Waarom niet
