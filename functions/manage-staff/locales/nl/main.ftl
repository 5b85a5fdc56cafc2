language-name = Nederlands
title = Medewerkers
caption = Medewerker
search = Zoek een medewerker
invite = Medewerker uitnodigen
invite-many = Meer mensen tegelijk uitnodigen
rounds = Rondes van uitnodigingen, en hoe het daarmee staat
name = Naam
email = E-mailadres
role = Rol
roles = Rollen
# $role (String) - which role
# $day (String) - its last day
role-until = { $role } (tot en met { $day })
account = Account
access = Toegang tot applicatie
yes = Ja
no = Nee
status-invited = Uitgenodigd
status-active = Actief
status-removed = Verwijderd
alone-title = Je bent hier nog alleen
alone-text = Hier komt iedereen die bij jullie met Samenspoor werkt. Nodig je collega's uit; zij kiezen zelf hun wachtwoord.
# $asked (String) - what was searched for
nobody-title = Niemand gevonden voor "{ $asked }"
nobody-text = Zoek op een deel van de naam of van het e-mailadres.
everybody = Toon iedereen
removed-staff = Wie hier niet meer werkt
# $name (String) - who
# $role (String) - which role
self-granted = { $name } gaf zichzelf de rol { $role }
look = Bekijk
from = Vanaf
to = Tot en met
reason = Waarom
edit = Naam of e-mailadres wijzigen
edit-name = Naam wijzigen
change-roles = Rollen of toegang wijzigen
rights = Wat mag deze medewerker, en waarom
holders = Zoek wie welk recht heeft
granted-by = Gegeven door
# $name (String) - who
by-self = { $name } (zichzelf)
by-platform = Samenspoor, bij het openen van de licentie
group = Groep
groups = Groepen
no-groups = In geen enkele groep.
same-day = Dezelfde dag gestopt
year = Schooljaar
self-granted-log = Zelf toegekende rollen
# $role (String) - which role
granted-self = Gaf zichzelf de rol { $role }
trail = Wat er met de uitnodiging gebeurde
scanners = Mailprogramma's openen een link soms zelf, om hem te controleren. Daar raakt de link niet door opgebruikt.
# $count (Number) - how many
earlier-links = { $count ->
    [one] Er is al eerder 1 link gemaakt. Die werkt niet meer.
   *[other] Er zijn al eerder { $count } links gemaakt. Die werken niet meer.
}
link-made = Link gemaakt
# $name (String) - who
link-made-by = Link gemaakt door { $name }
# $name (String) - who
link-printed-by = Op papier gezet door { $name }
link-opened = Link geopend
unknown-agent = Onbekend programma
# $count (Number) - how often
link-opened-more = { $count ->
    [one] Daarna nog 1 keer geopend
   *[other] Daarna nog { $count } keer geopend
}
link-used = Account geactiveerd met deze link
link-used-tag = Gebruikt
link-replaced = Vervangen door een nieuwere link
link-withdrawn = Ingetrokken
link-ended-tag = Werkt niet meer
link-expired = Vijf dagen voorbij zonder dat de link is gebruikt
link-expired-tag = Verlopen
link-ends = Tot dan werkt de link
link-open-tag = Open
link-forgotten = Deze link is zo oud dat wij niet meer weten wat ermee gebeurde
mail-queued = De mail wordt verstuurd
mail-queued-tag = Onderweg
mail-sent = De mail is verstuurd
mail-sent-tag = Verstuurd
mail-delivered = De mail is aangekomen
mail-delivered-tag = Aangekomen
mail-not-arrived = De mail is niet aangekomen. Kijk het adres na en verstuur een nieuwe uitnodiging
mail-failed = De mail kon niet worden verstuurd. Kijk het adres na en verstuur een nieuwe uitnodiging
mail-failed-tag = Mislukt
mail-dropped = De mail was niet meer nodig
mail-dropped-tag = Niet verstuurd
# $code (String) - a code
mail-fault = Laatste poging: { $code }
# $name (String) - who
done-invited = { $name } is uitgenodigd
# $email (String) - to which address
done-invited-text = De mail gaat naar { $email }. Hieronder zie je of hij is verstuurd, en of de link is geopend en gebruikt.
# $name (String) - who
done-again = { $name } krijgt een nieuwe link
# $email (String) - to which address
done-again-text = De mail gaat naar { $email }. Oudere links werken niet meer.
# $name (String) - who
done-changed = De gegevens van { $name } zijn gewijzigd
# $name (String) - who
done-removed = { $name } is verwijderd
done-removed-text = De toegang is meteen gestopt. Bij wat eerder is geschreven, blijft de naam staan.
again-title = Nieuwe uitnodiging
# $name (String) - who
# $email (String) - to which address
again-text = De uitnodiging gaat naar { $name } op het e-mailadres { $email }. De nieuwe link blijft vijf dagen geldig; oudere links werken daarna niet meer.
again-button = Verstuur een nieuwe uitnodiging
paper-title = Geen mail mogelijk
# $name (String) - who
paper-text = Kan { $name } geen mail ontvangen? Dan kun je de link op papier zetten. Op de volgende pagina zie je eerst wat er gebeurt.
paper-button = Inlog op papier
# $name (String) - who
done-printed = De inlog voor { $name } is op papier gezet
done-printed-text = Wij kunnen hem niet nog eens laten zien. Is het papier kwijt? Maak dan hieronder een nieuwe; de oude werkt dan niet meer.
remove-title = Werkt hier niet meer
remove-text = Op de volgende pagina zie je eerst wat er gebeurt.
remove-button = Verwijderen
# $name (String) - who
done-factor-reset = { $name } krijgt een link
# $email (String) - to which address
done-factor-reset-text = De mail gaat naar { $email }. Hieronder zie je of hij is verstuurd, en of de link is geopend en gebruikt.
reset-title = Telefoon kwijt
# $name (String) - who
reset-text = Kan { $name } niet meer bij de codes en zijn er geen herstelcodes meer? Op de volgende pagina zie je eerst wat er gebeurt.
reset-button = Extra beveiliging opnieuw instellen
reset-trail = Extra beveiliging opnieuw instellen
# $reason (String) - in somebody's own words
reset-reason = Reden: { $reason }
reset-used = De oude codes zijn weggehaald met deze link
reset-expired = De tijd is voorbij zonder dat de link is gebruikt
reset-mail-not-arrived = De mail is niet aangekomen. Kijk met de medewerker het adres na en stuur een nieuwe link
reset-mail-failed = De mail kon niet worden verstuurd. Kijk met de medewerker het adres na en stuur een nieuwe link
