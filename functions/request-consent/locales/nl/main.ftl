language-name = Nederlands
title = Instemming
lead-planned = Kies van wie je op welke manier instemming krijgt. Er gaat nog niets weg: dat gebeurt als je stap 8 afrondt.
lead-final = Stap 8 is afgerond. Wat je hier kiest, gaat meteen weg en gaat over precies die tekst.
lead-archived = Dit dossier is gesloten. Je ziet wat er gevraagd en geantwoord is; vragen kan niet meer.
choose-planned = Hoe krijg je instemming?
choose-final = Van wie moet je nog instemming vragen?
button-planned = Bewaar deze keuzes
button-final = Leg vast en verstuur
read-title = Alleen laten lezen
read-text = Deze mensen hoeven geen instemming te geven. Je kunt ze het plan laten lezen, en ze kunnen zeggen wat ze ervan vinden.
# $name (String) - who
reading-at-most = { $name }
let-read = Stuur een link om te lezen
# $name (String) - who
route = Instemming van { $name }
route-link = Via een link in een e-mail
# $email (String) - address
to-address = Naar { $email }
no-address = Er is geen e-mailadres bekend
route-elsewhere = Anders: buiten Samenspoor gegeven
route-elsewhere-hint = Bijvoorbeeld op papier, of in een gesprek op school
route-not = Anders: niet gekregen
route-not-hint = Je schrijft op waarom niet
ends = Tot en met welke dag werkt de link?
ends-hint = Bijvoorbeeld 4 12 2026. Die dag telt nog mee.
subject = Onderwerp van de e-mail
subject-hint = Leeg is goed: dan staat de naam van de school erin en de laatste dag. Zet er geen naam van de leerling in.
date = Wanneer is de instemming gegeven?
date-hint = Bijvoorbeeld 20 11 2026
explanation = Hoe is die gegeven, en waar is dat vastgelegd?
explanation-hint = Bijvoorbeeld: getekend op papier, bewaard in de kast van de ib'er.
reason = Waarom is er geen instemming?
reason-hint = Schrijf op wat je hebt gedaan om die te krijgen.
the-learner = De leerling
# $day (String) - last day
route-link-until = Via een link, tot en met { $day }
# $day (String) - a day
# $explanation (String) - how
route-elsewhere-on = Buiten Samenspoor, op { $day }: { $explanation }
# $reason (String) - why not
route-not-because = Niet gekregen: { $reason }
purpose-action-part = Instemming met stap 8
purpose-viewing = Lezen en zeggen wat men vindt
purpose-transfer = Toestemming voor overdracht
# $name (String) - who
warn-no-authority = { $name } heeft geen gezag: je kunt hooguit laten lezen.
# $name (String) - who
warn-authority-unknown = Het is niet bekend of { $name } gezag heeft: zoek het uit, of laat hooguit lezen.
# $names (String) - who
warn-shared-address = Deze mensen gebruiken hetzelfde e-mailadres: { $names }. Wie de e-mail opent, kan voor de ander antwoorden. Vraag om een eigen adres, of kies een andere manier.
# $name (String) - who
warn-no-address = Van { $name } is geen e-mailadres bekend: een link kan niet.
# $name (String) - who
warn-may-not-contact = Met { $name } mag de school geen contact opnemen: een link kan niet.
warn-age-uncertain = De geboortedatum is niet bekend of niet zeker. Daarom is niet zeker of de leerling zelf beslist.
warn-nobody = Er is niemand van wie je instemming kunt vragen. Voeg bij de leerling een ouder of verzorger met gezag toe.
requests = Gevraagd
who = Wie
what-for = Waarvoor
state = Stand
details = Bijzonderheden
# $name (String) - who
# $at (String) - when
by-at = Door { $name }, { $at }
# $times (Number) - how often
opened-times = { $times ->
    [one] 1 keer geopend
   *[other] { $times } keer geopend
}
# $at (String) - when
decided-at = Antwoord op { $at }
# $text (String) - own words
said = “{ $text }”
# $at (String) - when
wishes-new-link = Vraagt om een nieuwe link ({ $at })
# $mark (String) - short hash
version = Versie { $mark }
empty-title = Er is nog niets gevraagd
empty-text = Hier zie je straks van wie je instemming vroeg, en wat er van kwam.
done-chosen = Je keuzes zijn bewaard. Er is nog niets verstuurd.
done-asked = Vastgelegd. Links zijn onderweg.
done-resent = De nieuwe link is onderweg. De oude werkt niet meer.
done-withdrawn = Het verzoek is ingetrokken. De link werkt niet meer.
# $name (String) - who
evidence-title = Verzoek aan { $name }
role = Rol en gezag toen
address = E-mailadres toen
learner-age = Leeftijd van de leerling toen
how = Hoe
asked-by = Gevraagd
version-label = Kenmerk van het hele plan
action-part-label = Kenmerk van stap 8 met de doelen
decided = Antwoord
their-reason = Reden
their-remark = Opmerking
confirmed = Adres bevestigd
# $link (String) - id of the link
# $code (String) - id of the code
confirmed-by-code = Met een code per e-mail (link { $link }, code { $code })
declaration = Verklaring die op de pagina stond
events-title = Wat er gebeurde
event-sent = Link verstuurd
event-undelivered = E-mail niet aangekomen
event-opened = Link geopend
event-code-sent = Code gevraagd
event-read = Plan gelezen
event-decided = Antwoord gegeven
# $name (String) - who noted it
# $day (String) - when it was said
event-revoked = Instemming herroepen op { $day }, genoteerd door { $name }
# $name (String) - who
event-taken-back = Verzoek ingetrokken door { $name }
event-out-of-date = Stap 8 is veranderd: dit antwoord geldt niet meer
undelivered = De e-mail is niet aangekomen
undelivered-text = Controleer het adres bij de leerling. Trek dit verzoek in en vraag het opnieuw als het adres anders is.
address-changed = Het e-mailadres is intussen veranderd
address-changed-text = Dit verzoek gaat naar het adres van toen. Trek het in en vraag het opnieuw om het nieuwe adres te gebruiken.
resend-title = Stuur een nieuwe link
# $email (String) - address
resend-text = De nieuwe link gaat naar { $email }. De oude werkt dan niet meer.
resend-button = Stuur een nieuwe link
withdraw = Trek het verzoek in
withdraw-title = Verzoek intrekken
# $name (String) - who
withdraw-statement = Je staat op het punt het verzoek aan { $name } in te trekken.
withdraw-link-dies = De link werkt meteen niet meer.
withdraw-stays = Dat het gevraagd en ingetrokken is, blijft zichtbaar.
withdraw-no-mail = Er gaat geen e-mail over naar de ouder of leerling.
revoke-note = Instemming herroepen noteren
# $name (String) - who
revoke-title = Instemming van { $name } herroepen
# $name (String) - who
revoke-statement = { $name } gaf instemming en heeft je gezegd die terug te nemen. Hier leg je dat vast.
# $day (String) - the day of the consent
revoke-date-hint = Niet eerder dan de instemming zelf: { $day }
revoke-date = Op welke dag is dat gezegd?
revoke-reason = Welke reden werd gegeven?
revoke-reason-hint = Schrijf op wat er gezegd is, en hoe: aan de telefoon, in een gesprek of in een brief.
revoke-shown = De instemming telt niet meer. Bij dit verzoek staat wie haar herriep, op welke dag en waarom.
revoke-link-dies = Als de link nog werkt, werkt hij meteen niet meer.
revoke-anew = Je kunt daarna opnieuw instemming vragen.
revoke-history = Wat er gevraagd en geantwoord is, verdwijnt niet: het blijft zichtbaar.
revoke-plan = Het plan verandert niet. Overleg zelf wat dit voor de begeleiding betekent.
revoke-closing = Het dossier afsluiten blijft mogelijk.
revoke-no-mail = Er gaat geen e-mail over naar de ouder of leerling.
revoke-button = Leg vast dat de instemming is herroepen
revoke-closed = Iets herroepen kan hier niet meer
revoke-closed-text = Dit dossier is gesloten: er wordt niets meer in geschreven. Het plan loopt ook niet meer. Neemt iemand de instemming nu terug, neem dat dan mee in een volgend dossier.
revoke-too-late = De instemming kan hier niet meer worden herroepen: zij is al herroepen of veranderd, of het dossier is gesloten. Hieronder staat wat jij typte naast wat er nu staat.
revoked = Herroepen
# $day (String) - when it was said
# $name (String) - who noted it
# $at (String) - when it was noted
revoked-on = Herroepen op { $day }; genoteerd door { $name }, { $at }
to-request = Naar het verzoek
done-revoked = Vastgelegd: de instemming is herroepen. Je kunt opnieuw vragen.
stopped-bounced = Dit adres neemt onze e-mail niet aan: ook een code komt niet aan
stopped-unwanted = De ontvanger heeft onze e-mail als ongewenst gemeld: er gaat niets meer naar dit adres, ook geen code
late-closed = Dit dossier is intussen gesloten. Er is niets verstuurd. Hieronder staat wat jij koos naast wat er nu staat.
late-final = Stap 8 is intussen afgerond. Er is van jou niets verstuurd. Wat je hieronder kiest, gaat vanaf nu meteen weg. Kijk het na en leg het dan vast.
late-planned = Stap 8 is intussen heropend of veranderd. Er is van jou niets verstuurd. Kijk na of je keuzes nog kloppen en bewaar ze opnieuw.
