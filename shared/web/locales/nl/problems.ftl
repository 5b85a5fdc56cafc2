# Pages for when something cannot be done: what happened, what to do now.
problem-sign-in = Log in om verder te gaan
problem-sign-in-text = Je bent niet ingelogd, of te lang niet bezig geweest. Log opnieuw in.
problem-forbidden = Dit mag je niet
problem-forbidden-text = Geen van je rollen van vandaag geeft je dit recht. Vraag je beheerder als je dit wel nodig hebt.
problem-not-found = Deze pagina is er niet
problem-not-found-text = Misschien is het adres niet goed overgenomen, of hoort wat hier staat niet bij jouw groepen. Ga naar het begin, of vraag je beheerder.
problem-stale = Iemand anders was je voor
problem-stale-text = Dit is intussen door iemand anders opgeslagen. Er is niets van jou overschreven en niets verloren. Ga terug, bekijk wat er nu staat en sla opnieuw op.
problem-other-input = Dit formulier is al verstuurd
problem-other-input-text = Hetzelfde formulier is eerder verstuurd met een andere inhoud. Open de pagina opnieuw en kijk wat er staat.
problem-bad-input = Dit konden wij niet lezen
problem-bad-input-text = Wat er verstuurd is, past niet bij deze pagina. Open de pagina opnieuw en probeer het nog eens.
problem-cross-site = Dit kwam van een andere website
problem-cross-site-text = Voor de veiligheid doen wij alleen wat op onze eigen pagina's is ingevuld. Open de pagina opnieuw.
problem-too-large = Dit is te veel in een keer
problem-too-large-text = Wat er verstuurd is, is groter dan wij aannemen. Maak de tekst korter, of voeg hem toe als bestand.
problem-method = Dit kan hier niet
problem-method-text = Deze pagina kent deze handeling niet. Open de pagina opnieuw.
problem-unavailable = Het lukt nu even niet
problem-unavailable-text = Een deel van Samenspoor antwoordt niet. Er is niets half opgeslagen. Wacht een minuut, ga terug en verstuur het opnieuw: wat je typte staat er nog.
problem-internal = Er ging bij ons iets mis
problem-internal-text = Dit ligt aan ons, niet aan u. Probeer het later nog eens. Blijft het misgaan, geef dan dit nummer door.
# $id (String) - request id
problem-request = Nummer: { $id }
problem-home = Naar het begin
problem-to-sign-in = Naar inloggen
problem-again = Probeer opnieuw
