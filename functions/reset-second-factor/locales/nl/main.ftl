language-name = Nederlands
# $name (String) - who
ask-title = Extra beveiliging van { $name } opnieuw instellen
# $name (String) - who
ask-text = Gebruik dit als { $name } de telefoon met de codes kwijt is en ook geen herstelcode meer heeft.
# $name (String) - who
ask-button = Stuur { $name } de link
# $name (String) - who
# $hours (Number) - how long the link works
will-mail = { $name } krijgt een mail met een link. Die werkt { $hours } uur, en één keer. Eerdere links werken niet meer.
will-password = De link vraagt om het wachtwoord. Link en wachtwoord samen halen de extra beveiliging weg, ook de herstelcodes.
# $name (String) - who
will-sessions = Overal waar { $name } is ingelogd, eindigt dat dan.
will-anew = Bij het inloggen daarna wordt een nieuwe app ingesteld, als de extra beveiliging bij jullie verplicht is.
not-you = Jij krijgt de link en het wachtwoord niet te zien.
not-password = Het wachtwoord verandert niet, en zolang de link niet is gebruikt verandert er niets.
reason = Waarom is dit nodig?
reason-hint = Bijvoorbeeld: telefoon gestolen, zelf langsgekomen om het te vragen. Andere beheerders zien dit ook.
# $name (String) - who
back-to = Naar { $name }
refused-title = Dat kan hier niet
refused-oneself = Voor jezelf kun je dit niet vragen. Vraag het een andere beheerder. Kun je nog bij je codes, stel de app dan opnieuw in bij Mijn account.
# $name (String) - who
refused-nothing = Bij het account van { $name } is geen extra beveiliging ingesteld, of het account werkt hier niet meer. Er is niets om opnieuw in te stellen.
redeem-title = Stel de extra beveiliging opnieuw in
# $school (String) - organisation
redeem-intro = Een beheerder van { $school } heeft dit voor je gevraagd, omdat je niet meer bij je codes kunt. Vul je wachtwoord in om verder te gaan.
user-name = Je logt in met
password = Je wachtwoord
what-happens = Je oude codes en herstelcodes werken daarna niet meer, en overal waar je bent ingelogd word je uitgelogd. Log dan opnieuw in. Is de extra beveiliging verplicht, dan stel je meteen een nieuwe app in.
redeem = Haal de oude codes weg
forgot = Wachtwoord vergeten?
# $when (String) - moment
used-text = Met deze link zijn op { $when } de oude codes weggehaald. Was jij dit niet? Kies dan meteen een nieuw wachtwoord en waarschuw je beheerder.
replaced-text = Na deze mail is er een nieuwe gestuurd. Alleen de link in de laatste mail werkt.
withdrawn-text = De extra beveiliging is intussen op een andere manier veranderd, of je werkt niet meer bij de organisatie die dit vroeg. Er is niets weggehaald.
# $when (String) - moment
expired-text = De link werkte tot { $when }. Hij is niet gebruikt.
# $school (String) - organisation
ask-administrator = Heb je nog steeds geen codes? Vraag je beheerder bij { $school } om een nieuwe link.
to-sign-in = Naar inloggen
