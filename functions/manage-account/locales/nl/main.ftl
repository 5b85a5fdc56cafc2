language-name = Nederlands
rights = Wat je mag, en waarom
title = Mijn account
name = Naam
email = E-mailadres
email-change = E-mailadres wijzigen
email-title = E-mailadres wijzigen
email-present = Je logt nu in met
email-new = Nieuw e-mailadres
email-ask = Stuur de mail
email-happens-mail = Naar het nieuwe adres gaat een mail. Daarin staat hoe je verdergaat.
email-happens-until = Tot je klaar bent, verandert er niets: je logt in met je oude adres, ook als je je vertypte.
email-happens-then = Daarna log je in met het nieuwe adres, ook bij andere organisaties waar je voor werkt. Waar je verder nog bent ingelogd, word je uitgelogd. Je oude adres krijgt er een mail over.
# $email (String) - the new address
email-waiting = Er gaat een mail naar { $email }
# $asked (String) - moment
email-waiting-text = Dat vroeg je op { $asked }. Je hebt een dag om verder te gaan. Komt er niets? Kijk bij de ongewenste mail, en of het adres klopt. Hieronder kun je het opnieuw vragen.
# $count (Number) - organisations
email-behind = { $count ->
    [one] Bij 1 organisatie staat je nieuwe e-mailadres nog niet
   *[other] Bij { $count } organisaties staat je nieuwe e-mailadres nog niet
}
# $email (String) - the new address
email-behind-text = Inloggen doe je al met { $email }. Hieronder staat welk adres je collega's nog zien, en waar mails van de organisatie nog naartoe gaan.
email-behind-again = Probeer het opnieuw
email-take-title = Bevestig je nieuwe e-mailadres
email-take = Gebruik dit adres
email-sign-in-first = Je logt in met een schoolaccount en hebt geen wachtwoord. Log eerst in, en open daarna de link in de mail nog een keer.
to-sign-in = Naar inloggen
# $when (String) - moment
used-text = Met deze link is op { $when } het adres gewijzigd waarmee je inlogt. Was jij dit niet? Laat het dan meteen je beheerder weten.
replaced-text = Na deze mail is het opnieuw gevraagd, voor dit adres of voor een ander. Alleen de laatste link werkt.
withdrawn-text = Je wachtwoord of je e-mailadres is intussen gewijzigd. Wil je nog een ander adres? Vraag het dan opnieuw.
# $when (String) - moment
expired-text = De link was een dag geldig, tot { $when }. Hij is niet gebruikt, en er is niets gewijzigd.
email-in-use-title = Dit adres is al in gebruik
email-in-use-staff = Bij een organisatie waar je voor werkt, staat dit adres al bij een andere medewerker. Misschien ben je daar nog een keer uitgenodigd. Vraag de beheerder om die weg te halen, en open dan de link opnieuw. Er is niets gewijzigd.
email-in-use-sign-in = Dit adres hoort intussen bij een andere inlog. Er is niets gewijzigd.
# $email (String) - the new address
done-address = Je logt voortaan in met { $email }
done-address-again = We geven je nieuwe e-mailadres nog een keer door
done-address-again-text = Dat duurt meestal een paar minuten. Staat het er daarna nog niet, vraag het dan aan de beheerder van die organisatie: misschien heeft een andere medewerker dit adres daar al.
licences = Organisaties
# $school (String) - organisation
# $name (String) - licence name
licence-line = { $school } (licentie { $name })
licences-title = Voor een andere organisatie werken
# $school (String) - organisation
work-there = Ga naar { $school }
second-factor = Extra beveiliging (2FA)
second-factor-text = Met een app op je telefoon log je in met je wachtwoord én een code. Wie alleen je wachtwoord kent, komt dan niet binnen.
totp-off = De extra beveiliging staat uit.
# $since (String) - moment
# $left (Number) - recovery codes left
totp-on = { $left ->
    [0] De extra beveiliging staat aan sinds { $since }. Je hebt geen herstelcodes meer: stel de app opnieuw in om nieuwe te krijgen.
    [one] De extra beveiliging staat aan sinds { $since }. Je hebt nog 1 herstelcode.
   *[other] De extra beveiliging staat aan sinds { $since }. Je hebt nog { $left } herstelcodes.
}
# $schools (String) - organisations
compulsory = Uitzetten kan niet: de extra beveiliging is verplicht bij { $schools }.
# $schools (String) - organisations
compulsory-while-off = De extra beveiliging is verplicht bij { $schools }.
start = Activeren
start-again = Opnieuw instellen, met nieuwe herstelcodes
step-app = Open een app voor inlogcodes op je telefoon. Heb je er nog geen, zoek dan in de winkel van je telefoon op “authenticator”.
step-scan = Scan deze afbeelding met de app, of neem de sleutel eronder over.
step-code = Vul hieronder de code in die de app toont.
qr-text = QR-code voor de app
secret = Lukt scannen niet? Neem deze sleutel over:
code = Code van zes cijfers
code-hint = De app toont elke halve minuut een nieuwe code.
confirm = Aanzetten
set-up-first-title = Beveilig je account
# $school (String) - organisation
set-up-first = Bij { $school } is extra beveiliging verplicht. Stel die één keer in; daarna kun je aan het werk.
leave = Later, nu uitloggen
remove-title = Extra beveiliging uitzetten
remove-text = Vul de code van je app in, of je wachtwoord.
remove = Uitzetten
cannot-remove = De extra beveiliging blijft aan
recovery-title = Bewaar je herstelcodes
recovery-text = De extra beveiliging staat aan. Raak je je telefoon kwijt, dan log je in met een van deze codes. Elke code werkt één keer. Je ziet ze alleen nu.
recovery-codes = Herstelcodes voor Samenspoor
recovery-print = Print deze pagina of schrijf de codes over. Bewaar ze niet bij je telefoon.
recovery-kept = Ik heb de codes bewaard
password-title = Wachtwoord
# $when (String) - moment
password-since = Gekozen op { $when }
present-password = Je huidige wachtwoord
new-password = Nieuw wachtwoord
new-password-hint = Minstens 12 tekens. Drie of vier woorden die niets met elkaar te maken hebben, zijn sterk.
change-password = Wachtwoord wijzigen
sessions-title = Waar je bent ingelogd
sessions-text = Herken je iets niet, of ben je ergens vergeten uit te loggen? Log daar dan uit, of overal anders. Wie een half uur niets doet, is uitgelogd, maar staat hier nog tot twaalf uur na het inloggen. Van het netwerk bewaren we alleen het begin.
began = Sinds
# $began (String) - moment
this-session = { $began } (deze)
licence = Organisatie
agent = Browser
end-sessions = Overal anders uitloggen
step-up-title = Ben jij dit?
step-up-code = Wat je wilt doen, vraagt extra zekerheid. Vul de code van je app in. Daarna ga je verder waar je was.
step-up-password = Wat je wilt doen, vraagt extra zekerheid. Vul je wachtwoord in. Daarna ga je verder waar je was.
to-continue = Ga verder
done-password = Je wachtwoord is gewijzigd
done-others = Overal anders ben je uitgelogd.
done-totp-on = De extra beveiliging staat aan
done-totp-on-text = Heb je de herstelcodes niet gezien? Stel de app dan opnieuw in: je krijgt nieuwe.
done-totp-off = De extra beveiliging staat uit
done-sessions = Overal anders ben je uitgelogd
network = Netwerk
network-unknown = Onbekend
end = Uitloggen
end-session = Log uit
done-session = Je bent daar uitgelogd
hub-title = Schoolaccount
hub-text = Met een gekoppeld schoolaccount log je in op de pagina van je school. Het account zegt alleen wie je bent; wat je mag, verandert niet.
hub-link = Schoolaccount koppelen
# $since (String) - moment
hub-linked = Gekoppeld op { $since }
# $school (String) - what the hub calls the school
# $since (String) - moment
hub-linked-of = { $school }, gekoppeld op { $since }
hub-remove = Losmaken
hub-settings = Waarmee medewerkers van deze organisatie inloggen
done-hub-linked = Je schoolaccount is gekoppeld
done-hub-unlinked = Je schoolaccount is losgemaakt
no-password = Geen: je logt in met je schoolaccount. Wil je er een? Log uit en kies “Wachtwoord vergeten”.
