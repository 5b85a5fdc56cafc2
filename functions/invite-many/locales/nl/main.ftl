language-name = Nederlands
title = Meer mensen tegelijk uitnodigen
# $most (Number) - how many at once
lead = Kies wie een uitnodiging krijgt. Op de volgende pagina zie je eerst wie wat krijgt. Hooguit { $most } mensen tegelijk.
# $moment (String) - when the file was added
from-file = Leerkrachten uit het leerlingbestand van { $moment }
awaited-title = Nog niet geactiveerd
awaited-text = Deze mensen kregen al een uitnodiging, maar hebben hun account nog niet. Wie je hier kiest, krijgt een nieuwe link; oudere links werken dan niet meer. Rollen blijven zoals ze zijn.
teachers-title = Leerkrachten uit het bestand
teachers-text = Wie al medewerker is, staat hier niet bij. Kijk de adressen goed na: de link gaat naar dit adres. Wie geen adres heeft, sla je over of vul je aan.
no-teachers = In dit bestand staan geen leerkrachten die nog geen medewerker zijn.
typed-title = Schrijf op wie je uitnodigt
typed-others-title = Anderen
typed-label = Eén persoon per regel
typed-hint = Voornaam; voorvoegsel; achternaam; e-mailadres. Bijvoorbeeld: Jet; van der; Juf; j.juf@school.example. Een voorvoegsel mag je weglaten. Plakken uit een spreadsheet kan ook.
# $line (String) - which line
# $message (String) - what is wrong
line-told = Regel { $line }: { $message }.
gift-title = Wat nieuwe mensen krijgen
gift-text = Geldt voor iedereen die nog geen medewerker is. Wie al eerder is uitgenodigd, houdt de eigen rollen.
gift-text-new = Geldt voor iedereen die je op deze pagina kiest.
reason = Waarom deze rol
reason-hint = Bijvoorbeeld: het team van dit schooljaar. Andere beheerders zien dit ook.
to-check = Ga verder
# $name (String) - who
email-of = E-mailadres van { $name }
# $groups (String) - names of groups
in-groups = Groepen in het bestand: { $groups }
# $moment (String) - when
link-works-until = Heeft al een link. Die werkt tot { $moment }.
# $moment (String) - when
link-ended = De laatste link werkte tot { $moment }.
never-invited = Kreeg nog geen link.
name = Naam
email = E-mailadres
gets = Krijgt
state = Stand
check-title = Controleer de uitnodigingen
# $count (Number) - how many people
check-lead = { $count ->
    [one] 1 persoon krijgt een uitnodiging. Kijk naam en adres goed na.
   *[other] { $count } mensen krijgen een uitnodiging. Kijk namen en adressen goed na.
}
check-caption = Wie een uitnodiging krijgt
# $role (String) - which role
gets-role = Een account, met de rol { $role }
gets-link = Een nieuwe link, de rollen blijven
happens-title = Dit gebeurt er
# $school (String) - the licence
happens-mail = Iedereen krijgt een eigen mail namens { $school }, met een link om het account te activeren.
happens-link = De link werkt één keer en blijft vijf dagen geldig.
happens-password = In de mail staat geen wachtwoord en niets over leerlingen.
happens-queue = Daarna zie je van iedereen of de mail is verstuurd en of het account is geactiveerd.
# $count (Number) - how many
send = { $count ->
    [one] Verstuur 1 uitnodiging
   *[other] Verstuur { $count } uitnodigingen
}
change = Wijzig
list-title = Rondes van uitnodigingen
list-lead = Een ronde is een keer dat meer mensen tegelijk zijn uitgenodigd. Hier zie je later ook nog wie het account heeft geactiveerd.
none-title = Er is nog geen ronde geweest
none-text = Nodig in één keer een heel team uit. Je ziet daarna van iedereen of de mail is verstuurd en of het account is geactiveerd.
when = Begonnen
people = Mensen
by = Door
round-title = Ronde van uitnodigingen
# $name (String) - who
# $moment (String) - when
begun = Begonnen door { $name }, { $moment }
# $count (Number) - how many
busy-title = { $count ->
    [one] Nog 1 uitnodiging wordt verstuurd
   *[other] Nog { $count } uitnodigingen worden verstuurd
}
busy-text = Je hoeft hier niet op te wachten: het gaat vanzelf door, ook als je deze pagina sluit.
look-again = Ververs
progress = Geactiveerd
# $done (Number) - how many
# $all (Number) - of how many
progress-text = { $done } van { $all } accounts geactiveerd
# $count (Number) - how many
trouble-title = { $count ->
    [one] Bij 1 persoon is iets nodig
   *[other] Bij { $count } mensen is iets nodig
}
try-again = Probeer opnieuw
# $count (Number) - how many
try-all-again = Probeer alle { $count } opnieuw, met hetzelfde adres
everybody = Iedereen in deze ronde
waiting = Wacht
sent = Verstuurd
printed = Op papier
bounced = Teruggekomen
failed = Mislukt
not-invited = Niet uitgenodigd
expired = Verlopen
accepted = Geactiveerd
removed = Verwijderd
trouble-no-mailbox = De mail kwam terug: dit adres bestaat niet, of neemt geen mail aan. Kijk het adres na.
trouble-not-now = De mail kwam terug: de mailbox was vol of even niet bereikbaar. Probeer het later opnieuw, of gebruik een ander adres.
trouble-stopped = Naar dit adres sturen wij even geen mail, omdat een eerdere mail terugkwam of als ongewenst is gemeld. Kijk het adres na, of gebruik een ander.
trouble-refused = De maildienst wilde deze mail niet versturen. Kijk het adres na.
trouble-not-needed = De mail is niet verstuurd, omdat de uitnodiging niet meer gold.
trouble-ours = Er ging bij ons iets mis. Het adres hoeft niet fout te zijn: probeer het opnieuw.
why-address-in-use = Een andere medewerker heeft dit adres al. Gebruik een ander adres.
why-not-awaited = Deze persoon is al actief of is verwijderd.
why-no-access = De toegang tot de applicatie staat uit. Zet die eerst aan bij de rollen van deze medewerker.
why-no-administrator = Wie deze ronde begon, is geen beheerder meer, of niet meer van deze locatie. Daarom is het versturen gestopt.
why-expired = De link is vijf dagen niet gebruikt. Stuur een nieuwe, en vraag of de mail is aangekomen.
