language-name = Nederlands
title = Maak je account klaar
# $school (String) - organisation
intro = Je bent uitgenodigd om te werken in Samenspoor, voor { $school }. Kies een wachtwoord: daarna kun je inloggen.
# $inviter (String) - name
# $school (String) - organisation
intro-by = { $inviter } heeft je uitgenodigd om te werken in Samenspoor, voor { $school }.
organisation = Organisatie
user-name = Je logt in met
new-password = Kies een wachtwoord
new-password-hint = Minstens 12 tekens. Spaties mogen. Niemand anders krijgt dit wachtwoord te zien.
advice-title = Een goed wachtwoord
advice-words = Drie of vier woorden die niets met elkaar te maken hebben, zijn sterk en makkelijk te onthouden.
advice-own = Gebruik niet je naam, je school of een jaartal.
advice-elsewhere = Gebruik geen wachtwoord dat je ergens anders ook gebruikt.
activate = Account klaarmaken
accept-title = Neem de uitnodiging aan
accept-explanation = Er is al een account met dit e-mailadres. Je houdt je eigen wachtwoord: vul het in om de uitnodiging aan te nemen.
own-password = Je eigen wachtwoord
code = Code van zes cijfers
code-hint = Uit de app op je telefoon waarmee je inlogt.
no-phone = Je telefoon niet bij de hand?
recovery = Herstelcode
accept = Uitnodiging aannemen
forgot = Wachtwoord vergeten?
paper-code-lead = Kreeg je een papier om in te loggen? Typ de code die erop staat.
paper-code = Code op het papier
paper-code-hint = Zestien letters en cijfers. Streepjes en hoofdletters maken niet uit.
paper-code-button = Ga verder
paper-code-none = Kreeg je een mail? Gebruik dan de link in die mail.
paper-password = Wachtwoord
paper-password-hint = Nieuw hier? Kies een wachtwoord van minstens 12 tekens, dat niemand anders kent. Heb je al een account bij Samenspoor? Gebruik dan dat wachtwoord.
paper-existing = Ik heb al een account bij Samenspoor
paper-existing-text = Vul bij het wachtwoord hierboven je eigen wachtwoord in. Gebruik je bij het inloggen een code, vul die dan hier in.
paper-used-title = Dit papier is al gebruikt
# $when (String) - moment
paper-used-text = Met de code op dit papier is op { $when } een account klaargemaakt. Je kunt inloggen met je e-mailadres en je wachtwoord. Was jij dit niet? Laat het je beheerder dan meteen weten.
paper-replaced-title = Dit papier werkt niet meer
paper-replaced-text = Na dit papier is er een nieuwe inlog voor je gemaakt, op papier of per mail. Alleen de nieuwste werkt. Heb je die niet? Vraag ernaar bij je beheerder.
paper-expired-title = Dit papier is te oud
# $when (String) - moment
paper-expired-text = De code op dit papier werkte vijf dagen, tot { $when }. Hij is niet gebruikt.
paper-ask-link = Stuur een link per mail
paper-ask-link-text = Kun je geen mail krijgen? Vraag je beheerder dan om een nieuw papier. Kun je dat wel, dan sturen we een link naar het adres waarmee je bent uitgenodigd. Eerdere papieren en links werken dan niet meer.
# $when (String) - moment
used-text = Met deze link is op { $when } een account klaargemaakt. Je kunt inloggen met je e-mailadres en je wachtwoord. Was jij dit niet? Laat het je beheerder dan meteen weten.
replaced-text = Na deze mail is er een nieuwe gestuurd. Alleen de link in de laatste mail werkt.
withdrawn-title = Deze uitnodiging is ingetrokken
withdrawn-text = De organisatie die je uitnodigde, heeft de uitnodiging teruggenomen. Vraag je beheerder of dat klopt.
# $when (String) - moment
expired-text = De link was vijf dagen geldig, tot { $when }. Hij is niet gebruikt.
ask-new-link = Stuur een nieuwe link
ask-new-link-text = De nieuwe link gaat naar het adres waar deze link ook naartoe ging. Oudere links werken dan niet meer.
to-sign-in = Naar inloggen
asked-title = Kijk in je mail
asked-text = Staat je uitnodiging nog open, dan is er een nieuwe link onderweg. Dat duurt hooguit een paar minuten.
asked-otherwise = Komt er niets? Kijk bij de ongewenste mail. Heb je al een account, kies dan bij het inloggen een nieuw wachtwoord. Anders kan je beheerder je opnieuw uitnodigen.
hub-title = Met je schoolaccount
# $school (String) - organisation
hub-text = Bij { $school } kun je ook inloggen met je schoolaccount. Je hoeft dan geen wachtwoord te kiezen.
# $school (String) - organisation
hub-only-text = Bij { $school } log je in met je schoolaccount. Je hoeft geen wachtwoord te kiezen.
hub-activate = Activeren met je schoolaccount
hub-join-text = Log je al in met een schoolaccount? Neem de uitnodiging dan daarmee aan. Een wachtwoord heb je niet nodig, een code wel als je die bij het inloggen ook gebruikt.
hub-join = Aannemen met je schoolaccount
hub-proved = Je bent ingelogd bij je school. Druk op de knop om de uitnodiging aan te nemen.
hub-proved-code = Je bent ingelogd bij je school. Vul je code in om de uitnodiging aan te nemen.
# $school (String) - organisation
no-password = Log je tot nu toe alleen in met een schoolaccount, en heb je geen wachtwoord? Bij { $school } log je in met een wachtwoord. Kies er een bij “Wachtwoord vergeten?”, en open daarna de link in de mail opnieuw.
paper-no-password = Log je tot nu toe alleen in met een schoolaccount, en heb je geen wachtwoord? Kies er dan eerst een op de pagina om in te loggen, bij “Wachtwoord vergeten, of lukt inloggen niet?”, en typ daarna de code op het papier opnieuw. Of vraag je beheerder om een uitnodiging per mail.
