language-name = Nederlands
ask-title = Kies een nieuw wachtwoord
ask-intro = Vul het e-mailadres in waarmee je inlogt. Je krijgt een link waarmee je een nieuw wachtwoord kiest.
email = E-mailadres
ask = Stuur de link
to-sign-in = Naar inloggen
sent-title = Kijk in je mail
sent-text = Is dit adres bij ons bekend, dan is er een link onderweg. De link werkt een half uur en één keer.
sent-otherwise = Komt er niets? Kijk bij de ongewenste mail, en of je het adres gebruikt waarop je bent uitgenodigd. Was je uitgenodigd maar nog niet begonnen, dan vraag je je beheerder om een nieuwe uitnodiging.
renew-title = Kies een nieuw wachtwoord
user-name = Je logt in met
new-password = Nieuw wachtwoord
new-password-hint = Minstens 12 tekens. Spaties mogen. Drie of vier woorden die niets met elkaar te maken hebben, zijn sterk.
what-happens = Overal waar je nu bent ingelogd, word je uitgelogd. Je app voor de code blijft werken.
renew = Wachtwoord instellen
# $when (String) - moment
used-text = Met deze link is op { $when } een nieuw wachtwoord gekozen. Was jij dit niet? Kies dan nu een nieuw wachtwoord en laat het je beheerder weten.
replaced-text = Na deze mail is er een nieuwe gestuurd. Alleen de link in de laatste mail werkt.
withdrawn-text = Je wachtwoord is intussen op een andere manier veranderd.
# $when (String) - moment
expired-text = De link was een half uur geldig, tot { $when }. Hij is niet gebruikt.
ask-again = Vraag een nieuwe link
