language-name = Nederlands
title = Dossier overdragen
# $name (String) - learner
# $level (String) - level of support
caption = { $name }, { $level }
to-dossier = Naar het dossier
lead = Je zet een kopie van dit dossier klaar voor een andere school of organisatie. Die opent het met de geboortedatum van de leerling. Jouw dossier blijft hier gearchiveerd staan.
needs-heading = Dit is nog nodig
seen-heading = Wie het dossier gezien heeft
need-archived = Sluit het dossier eerst af
# $status (String) - status of the dossier
need-archived-hint = Alleen een gearchiveerd dossier kan worden overgedragen. Dit dossier heeft nu de stand: { $status }.
need-birth = Vul de geboortedatum van de leerling in
need-birth-hint = De ontvanger opent het pakket met de geboortedatum. Zonder geboortedatum kan dat niet.
need-viewed = Leg vast dat de ouders of de leerling het dossier hebben gezien
need-viewed-hint = Hieronder leg je vast wie het zag, wanneer, en of die het ermee eens is.
need-viewed-nobody = Er staat nog geen ouder of verzorger bij deze leerling. Voeg die eerst toe.
need-permission = Leg vast dat de ouders of de leerling de overdracht toestaan
need-permission-hint = Voor een middelbare school of een externe organisatie is toestemming nodig.
need-permission-nobody = Er is niemand met gezag om toestemming aan te vragen. Kijk bij de leerling of de ouders en het gezag kloppen.
need-receiver-kind = Kies een andere ontvanger
need-receiver-kind-hint = Alleen een school of een externe organisatie kan een dossier overnemen.
need-receiver-open = Deze ontvanger kan nu niets overnemen
need-receiver-open-hint = De licentie is op dit moment niet in gebruik. Neem contact op met de ontvanger.
person = Wie?
date = Wanneer?
date-hint = Dag-maand-jaar, bijvoorbeeld 3-12-2026
agrees = Is deze persoon het ermee eens?
agrees-yes = Eens met het dossier
agrees-no = Niet eens met het dossier
own-words = In eigen woorden
own-words-hint = Verplicht als deze persoon het er niet mee eens is.
viewing-heading = Leg vast wie het dossier zag
viewing-text = De ouders, of de leerling zelf, zien het dossier voordat het naar een ander gaat.
viewing-save = Vastleggen
permission-heading = Leg de toestemming vast
permission-text = Deze ontvanger mag het dossier alleen krijgen met toestemming.
explanation = Hoe is de toestemming gegeven?
explanation-hint = Bijvoorbeeld: mondeling in het gesprek, of met een ondertekende brief.
permission-save = Toestemming vastleggen
# $name (String) - who
# $day (String) - when
# $agrees (String) - agrees or not
seen-by = { $name }, { $day }. { $agrees }
receiver = Licentienaam van de ontvanger
receiver-hint = Vraag de ontvanger om de naam. Die staat daar onderaan elke pagina.
receiver-heading = Naar wie gaat het?
to-check = Controleer de ontvanger
check-title = Klopt de ontvanger?
check-heading = De ontvanger
organisation = Organisatie
kind = Soort
place = Plaats
licence-name = Licentienaam
# $learner (String) - learner
# $name (String) - receiver
# $place (String) - town
confirm-text = Je staat op het punt het dossier van { $learner } klaar te zetten voor { $name } in { $place }.
confirm-send = Dossier klaarzetten
# $until (String) - last day
will-send = De ontvanger kan het dossier overnemen tot en met { $until }.
will-mail = De ontvanger krijgt een mail dat er iets klaarstaat.
will-birth = De ontvanger opent het pakket met de geboortedatum van de leerling. Geef die zelf door.
will-not-travel = Aanpak, evaluatiedata, instemmingen, de contactpersoon en geheime adressen gaan niet mee.
will-not-mail = In de mail staat niets over de leerling.
done-viewing = Vastgelegd wie het dossier zag
done-permission = De toestemming is vastgelegd
done-sent = Het dossier wordt klaargezet
done-sent-text = Zodra het klaarstaat, krijgt de ontvanger een mail.
done-withdrawn = Het pakket is ingetrokken
state = Stand
number = Nummer
set-out = Klaargezet
until = Te openen tot en met
receiver-short = Ontvanger
earlier = Eerdere overdrachten
# $name (String) - organisation
# $place (String) - town
party = { $name }, { $place }
# $moment (String) - when
# $name (String) - who
by = { $moment }, door { $name }
state-prepared = Het dossier wordt ingepakt. Dat duurt meestal minder dan een minuut.
state-failed = Het inpakken is niet gelukt. Trek het in en zet het opnieuw klaar. Lukt het dan weer niet, bel dan de helpdesk.
# $day (String) - last day
state-waiting = Het dossier staat klaar bij de ontvanger, tot en met { $day }.
state-importing = De ontvanger neemt het dossier nu over.
# $day (String) - when
state-imported = De ontvanger heeft het dossier overgenomen op { $day }.
state-locked = Het pakket zit op slot: er is vijf keer een verkeerde geboortedatum ingevuld. Vraag na bij de ontvanger, trek het in en zet een nieuw pakket klaar.
state-broken = Het pakket zit op slot: de inhoud klopte niet meer. Er is niets van overgenomen. Trek het in en zet een nieuw pakket klaar.
state-withdrawn = Het pakket is ingetrokken.
# $day (String) - last day
state-expired = De ontvanger heeft het dossier niet overgenomen. Het kon tot en met { $day }.
withdraw = Intrekken
withdraw-again = Intrekken en opnieuw klaarzetten
withdraw-title = Overdracht intrekken
# $number (String) - number of the transfer
# $name (String) - receiver
withdraw-text = Je staat op het punt pakket { $number } voor { $name } in te trekken.
withdraw-will = De ontvanger kan het pakket niet meer openen.
withdraw-will-not = Het dossier zelf blijft hier gearchiveerd staan.
withdraw-confirm = Intrekken
