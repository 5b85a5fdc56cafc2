# What mails say: "je" to staff, "u" to parents and learners. Nothing about a learner.
language-name = Nederlands
hello = Goedendag,
copy-link = Werkt de knop niet? Open dan dit adres in uw browser:
# $contact (String) - an address
contact = Vragen? Antwoord op deze mail of schrijf naar { $contact }.
ask-administrator = Vragen? De beheerder van je school of organisatie helpt je.
# $school (String) - an organisation
ask-school = Vragen? Neem contact op met { $school }.
# $school (String) - an organisation
# $place (String) - its town
ask-sender = Vragen over deze overdracht? Neem contact op met { $school } in { $place } en noem het nummer.
# $ends (String) - a moment
link-once = De link werkt tot { $ends }. Je kunt hem één keer gebruiken.
# $day (String) - a day
until-day = Dat kan tot en met { $day }.
not-you-staff = Niet voor jou bestemd? Gebruik deze mail dan niet en laat het weten aan
not-you-reader = Niet voor u bestemd? Gebruik deze mail dan niet en laat het weten aan

# $school (String) - an organisation
invitation-subject = { $school }: je uitnodiging voor Samenspoor
# $school (String) - an organisation
invitation-first = { $school } nodigt je uit om mee te werken in Samenspoor.
invitation-how = Open de link en kies zelf een wachtwoord. Werk je al met Samenspoor voor een andere organisatie? Dan neem je de uitnodiging aan met je eigen wachtwoord.
invitation-button = Uitnodiging aannemen
# $school (String) - an organisation
invitation-why = Je krijgt deze mail omdat een beheerder van { $school } dit adres heeft ingevuld.

# $school (String) - an organisation
printed-subject = { $school }: je inlog voor Samenspoor is op papier gezet
# $by (String) - who
# $school (String) - an organisation
# $at (String) - a moment
printed-first = { $by } van { $school } heeft op { $at } een inlog voor je op papier gezet. Je krijgt dat papier persoonlijk. Daarmee kies je zelf een wachtwoord.
printed-how = Eerdere links voor dit account werken niet meer. Kies je wachtwoord zelf, en alleen op je eigen apparaat: niemand anders hoort het te kennen.
printed-not-you = Krijg je geen papier, of is je account klaargemaakt zonder dat jij het was? Laat het dan meteen weten aan

new-password = Nieuw wachtwoord kiezen
reset-subject = Kies een nieuw wachtwoord voor Samenspoor
reset-first = Voor dit adres is een nieuw wachtwoord voor Samenspoor gevraagd.
reset-how = Was jij dat? Kies dan een nieuw wachtwoord. Daarna meld je je zelf weer aan.
reset-why = Je krijgt deze mail omdat iemand dit adres bij Samenspoor heeft ingevuld.
reset-not-you = Heb je dit niet gevraagd? Dan hoef je niets te doen: je wachtwoord blijft zoals het is.

new-address-subject = Bevestig je nieuwe e-mailadres voor Samenspoor
new-address-first = Iemand wil voortaan met dit e-mailadres inloggen bij Samenspoor.
new-address-how = Was jij dat? Open dan de link en bevestig het op de pagina. Tot dan log je in met je oude adres.
new-address-button = Adres bevestigen
new-address-not-you = Heb je dit niet gevraagd? Gebruik de link dan niet. Er verandert niets.

address-wanted-subject = Iemand vulde jouw e-mailadres in bij Samenspoor
# $at (String) - a moment
address-wanted-first = Iemand vulde op { $at } dit e-mailadres in om voortaan mee in te loggen bij Samenspoor. Het adres hoort al bij een inlog. Er is dus niets veranderd.
address-wanted-how = Was jij dat? Met dit adres kun je al inloggen. Een adres kan maar bij één inlog horen: wil je het voor je andere inlog gebruiken, geef deze dan eerst een ander adres.
address-wanted-button = Inloggen
address-wanted-not-you = Was jij het niet? Dan hoef je niets te doen: wie dit deed, ziet niet dat er een inlog met dit adres is.

# $at (String) - a moment
address-left-first = Je inlog van Samenspoor hoort sinds { $at } bij een ander e-mailadres. Met dit adres kun je niet meer inloggen.
address-left-how = Was jij dat? Dan hoef je niets te doen. Was je het niet? Waarschuw dan meteen de beheerder van je school of organisatie. Die kan de toegang stoppen en je opnieuw uitnodigen.
address-left-button = Wie je kan helpen
address-left-why = Je krijgt deze mail omdat dit adres tot dan bij een inlog van Samenspoor hoorde.

factor-reset-subject = Je telefoon kwijt? Stel de extra beveiliging opnieuw in
# $school (String) - an organisation
factor-reset-first = Een beheerder van { $school } heeft voor je gevraagd om de extra beveiliging (2FA) opnieuw in te stellen, omdat je niet meer bij je codes kunt.
factor-reset-how = Open de link en vul je wachtwoord in. Daarna werken de oude codes niet meer en stel je bij het inloggen een nieuwe app in. Zonder je wachtwoord doet de link niets.
factor-reset-button = Opnieuw instellen
# $school (String) - an organisation
factor-reset-why = Je krijgt deze mail omdat een beheerder van { $school } dit heeft gevraagd.
factor-reset-not-you = Heb je hier niet om gevraagd? Gebruik de link dan niet. Er verandert niets. Geef je wachtwoord aan niemand en laat het weten aan

factor-elsewhere-subject = De extra beveiliging van een medewerker is weggehaald
# $school (String) - an organisation
# $at (String) - a moment
factor-elsewhere-first = Een medewerker van { $school } heeft op { $at } de extra beveiliging (2FA) van de eigen inlog laten weghalen, met een link per mail en het eigen wachtwoord. Dat is niet bij { $school } gevraagd.
factor-elsewhere-how = Meestal is een telefoon kwijt. Vraag het de medewerker, niet per mail. Klopt het niet? Haal dan meteen de toegang weg.
factor-elsewhere-button = Medewerker bekijken

changed-subject = Er is iets veranderd aan je inlog van Samenspoor
# $at (String) - a moment
changed-password = Je wachtwoord voor Samenspoor is veranderd op { $at }.
# $at (String) - a moment
changed-second-factor-on = Er is een authenticator ingesteld voor je inlog van Samenspoor op { $at }.
# $at (String) - a moment
changed-second-factor-off = De authenticator van je inlog van Samenspoor is uitgezet op { $at }.
# $at (String) - a moment
changed-second-factor-reset = De authenticator en de herstelcodes van je inlog van Samenspoor zijn weggehaald op { $at }, met de link die je beheerder vroeg en je wachtwoord.
# $at (String) - a moment
changed-recovery-code = Er is een herstelcode van je inlog van Samenspoor gebruikt op { $at }.
# $at (String) - a moment
changed-locked = Je inlog van Samenspoor is op slot gegaan op { $at }, na te veel mislukte pogingen.
# $at (String) - a moment
changed-joined = Je inlog van Samenspoor geeft sinds { $at } ook toegang tot een andere organisatie.
# $at (String) - moment
changed-hub-linked = Er is een schoolaccount gekoppeld aan je inlog van Samenspoor op { $at }. Daarmee kun je nu ook inloggen.
# $at (String) - moment
changed-hub-unlinked = Er is een schoolaccount losgemaakt van je inlog van Samenspoor op { $at }. Daarmee kun je niet meer inloggen.
changed-how = Was jij dat? Dan hoef je niets te doen. Was je het niet? Kies dan meteen een nieuw wachtwoord en waarschuw je beheerder.
changed-locked-how = Kies een nieuw wachtwoord om weer binnen te komen. Probeerde iemand anders het? Waarschuw dan je beheerder.
changed-why = Je krijgt deze mail omdat dit adres bij een inlog van Samenspoor hoort.
changed-not-you = Niet voor jou bestemd? Laat het weten aan de beheerder van je school of organisatie.

# $school (String) - an organisation
# $day (String) - a day
request-subject = { $school }: vraag om uw reactie tot en met { $day }
# $asker (String) - a staff member
# $school (String) - an organisation
request-first = { $asker } van { $school } vraagt u iets te lezen en daarop te reageren.
request-how = Open de link. U krijgt dan op dit adres een code van zes cijfers. Met die code ziet u waar het over gaat. U hebt geen account nodig.
request-button = Lezen en reageren
# $school (String) - an organisation
reader-why = U krijgt deze mail omdat { $school } dit adres van u heeft.

# $school (String) - an organisation
code-subject = { $school }: uw code
# $school (String) - an organisation
code-first = Hieronder staat de code waarmee u kunt lezen wat { $school } u vraagt.
code-how = Typ de code op de pagina die u open hebt staan. Geef de code aan niemand door, ook niet als iemand erom vraagt.
# $ends (String) - a moment
code-ends = De code werkt tot { $ends }.
code-why = U krijgt deze mail omdat iemand met uw link om een code vroeg.
code-not-you = Hebt u geen code gevraagd? Dan hoeft u niets te doen. Gebeurt het vaker, laat het dan weten aan

# $school (String) - an organisation
receipt-subject = { $school }: uw antwoord is ontvangen
# $school (String) - an organisation
# $at (String) - a moment
receipt-first = { $school } heeft uw antwoord ontvangen op { $at }.
# $mark (String) - the first signs of a hash
receipt-mark = Kenmerk van de versie die u las: { $mark }.
receipt-how = Wilt u uw antwoord nalezen of veranderen? Dat kan met de link, weer met een code.
receipt-keep = Bewaar deze mail als bevestiging.
receipt-button = Antwoord bekijken
# $school (String) - an organisation
receipt-why = U krijgt deze mail omdat u hebt geantwoord op een vraag van { $school }.

# $school (String) - an organisation
decided-subject = { $school }: er is een antwoord binnen
# $at (String) - a moment
decided-first = Iemand aan wie je om een reactie vroeg, heeft geantwoord op { $at }.
decided-how = Meld je aan om het antwoord te lezen.
decided-button = Antwoord lezen
decided-why = Je krijgt deze mail omdat jij om de reactie vroeg.

# $school (String) - an organisation
dropped-subject = { $school }: er staat een bestand klaar om in te lezen
# $location (String) - the name of a location
dropped-first = Een ander systeem heeft een bestand van de administratie aangeleverd voor { $location }. Er is nog niets ingelezen.
dropped-how = Meld je aan, kijk wat er zou veranderen en bevestig het binnen een dag. Daarna wordt het bestand verwijderd. Klopt het niet, trek het bestand dan in.
dropped-button = Bestand bekijken
# $location (String) - the name of a location
dropped-why = Je krijgt deze mail omdat je bestanden voor { $location } mag inlezen.

# $number (String) - of a transfer
waiting-subject = Overdracht { $number } staat klaar
# $from (String) - an organisation
# $place (String) - its town
# $to (String) - an organisation
# $number (String) - of a transfer
waiting-first = { $from } in { $place } heeft een overdracht klaargezet voor { $to }. Het nummer is { $number }.
waiting-how = Wie bij jullie overdrachten ophaalt, kan hem in Samenspoor openen.
waiting-button = Overdrachten bekijken
# $day (String) - a day
waiting-ends = De overdracht staat klaar tot en met { $day }.
# $school (String) - an organisation
contact-why = Je krijgt deze mail omdat dit het contactadres van { $school } is in Samenspoor.
contact-not-you = Niet voor jou bestemd? Laat het weten aan de beheerder van je school of organisatie.

# $number (String) - of a transfer
locked-subject = Overdracht { $number } is op slot
# $number (String) - of a transfer
# $from (String) - an organisation
# $to (String) - an organisation
locked-first = Overdracht { $number } van { $from } aan { $to } is op slot gegaan, omdat te vaak een verkeerd gegeven is ingevuld.
locked-sender = Controleer de gegevens, trek de overdracht in en zet hem zo nodig opnieuw klaar.
# $from (String) - an organisation
locked-receiver = Alleen { $from } kan de overdracht intrekken en opnieuw klaarzetten. Neem daarvoor contact op.
locked-button = Overdracht bekijken
