language-name = Nederlands
title = Inloggen
email = E-mailadres
password = Wachtwoord
sign-in = Inloggen
forgot = Wachtwoord vergeten, of lukt inloggen niet?
code-title = Vul de code van je app in
code-intro = Je wachtwoord klopt. Open nu de app op je telefoon waarmee je inlogt en neem de code over.
code = Code van zes cijfers
code-hint = De app toont elke halve minuut een nieuwe code. Elke code werkt één keer.
no-phone = Je telefoon niet bij de hand?
recovery = Herstelcode
recovery-hint = Een van de tien codes die je kreeg toen je de app instelde. Elke herstelcode werkt één keer.
start-over = Opnieuw beginnen
licence-title = Waar ga je werken?
licence = Kies een organisatie
# $place (String) - town
# $name (String) - licence name
licence-hint = { $place }, licentie { $name }
to-continue = Ga verder
done-activated = Je account is klaar
done-activated-text = Log nu in met je e-mailadres en het wachtwoord dat je net koos.
done-joined = Je hebt de uitnodiging aangenomen. Log in om te beginnen
done-reset = Je nieuwe wachtwoord is ingesteld
done-reset-text = Overal waar je was ingelogd, ben je uitgelogd. Log hier in met je nieuwe wachtwoord.
done-second-factor = Je oude codes zijn weggehaald
done-second-factor-text = Overal waar je was ingelogd, ben je uitgelogd. Log hier in; daarna kun je een nieuwe app instellen.
done-signed-out = Je bent uitgelogd
