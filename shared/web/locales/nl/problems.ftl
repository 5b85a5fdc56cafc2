# Pages for when something cannot be done: what happened, what to do now.
problem-sign-in = Log in om verder te gaan
problem-sign-in-text = Je bent niet ingelogd, of te lang niet bezig geweest. Log opnieuw in.
problem-forbidden = Dit mag je niet
problem-forbidden-text = Geen van je rollen van vandaag geeft je dit recht. Vraag je beheerder als je dit wel nodig hebt.
problem-beyond = Dit doet een andere beheerder
# $own (String) - which locations
# $needed (String) - which locations
problem-beyond-text = Jouw rol beheerder is voor { $own }. Hiervoor is een beheerder van { $needed } nodig. Er is niets veranderd.
problem-not-found = Deze pagina is er niet
problem-not-found-text = Misschien is het adres niet goed overgenomen, of hoort wat hier staat niet bij jouw groepen. Ga naar het begin, of vraag je beheerder.
problem-stale = Iemand anders was je voor
problem-stale-text = Dit is intussen door iemand anders opgeslagen. Er is niets van jou overschreven en niets verloren. Ga terug, bekijk wat er nu staat en sla opnieuw op.
problem-other-input = Dit formulier is al verstuurd
problem-other-input-text = Hetzelfde formulier is eerder verstuurd met een andere inhoud. Open de pagina opnieuw en kijk wat er staat.
problem-other-licence = Dit hoort bij een andere licentie
problem-other-licence-text = Je bent intussen gewisseld van licentie. Dit formulier hoort bij de licentie waarin je eerder werkte. Er is niets opgeslagen en niets veranderd. Wissel bovenaan de pagina terug en doe het daar.
problem-other-licence-kept = Je bent intussen gewisseld van licentie. Dit formulier hoort bij de licentie waarin je eerder werkte. Er is niets opgeslagen en niets veranderd, en wat is ingevuld staat hieronder nog. Wissel in een ander tabblad terug naar de eerdere licentie en druk dan hier op de knop.
problem-bad-input = Dit konden wij niet lezen
problem-bad-input-text = Wat er verstuurd is, past niet bij deze pagina. Open de pagina opnieuw en probeer het nog eens.
problem-no-object-text = Wat er verstuurd is, moet een JSON-object zijn: de namen van de velden met hun waarden.
problem-cross-site = Dit kwam van een andere website
problem-cross-site-text = Voor de veiligheid doen wij alleen wat op onze eigen pagina's is ingevuld. Open de pagina opnieuw.
problem-round-the-edge = Deze weg is dicht
problem-round-the-edge-text = Dit adres is niet bedoeld om te openen. Ga naar het gewone adres van Samenspoor.
problem-too-large = Dit is te veel in een keer
problem-too-large-text = Wat er verstuurd is, is groter dan wij aannemen. Maak de tekst korter, of voeg hem toe als bestand.
problem-method = Dit kan hier niet
problem-method-text = Deze pagina kent deze handeling niet. Open de pagina opnieuw.
problem-unavailable = Het lukt nu even niet
problem-kept = Wat is ingevuld
problem-unavailable-kept = Een deel van Samenspoor antwoordt niet. Er is niets half opgeslagen, en wat is ingevuld is er nog. Wacht een minuut en probeer het opnieuw.
problem-internal-kept = Dit is onze fout. Wat is ingevuld is er nog: probeer het opnieuw. Blijft het misgaan, geef dan dit nummer door.
problem-unavailable-text = Een deel van Samenspoor antwoordt niet. Er is niets half opgeslagen. Wacht een minuut, ga terug en verstuur het opnieuw: wat je typte staat er nog.
problem-internal = Er ging bij ons iets mis
problem-internal-text = Dit ligt aan ons. Probeer het later nog eens. Blijft het misgaan, geef dan dit nummer door.
# $id (String) - request id
problem-request = Nummer: { $id }
problem-home = Naar het begin
way-out-title = Kun je iets niet zien wat je nodig hebt?
way-out-text = Je ziet een leerling en het dossier alleen door een rol: als ib'er, zorgcoördinator of kwaliteitsmedewerker van de locatie, als leerlingbegeleider of vakdocent van een groep waar de leerling vandaag in zit, of als dossierleerkracht in een groep waar jij en de leerling vandaag allebei in zitten.
way-out-rights = Bekijk wat jij mag, en waarom
# $names (String) - who
way-out-ask = Klopt dat niet? Vraag het aan een beheerder: { $names }.
way-out-others = Wie dit wel kan
# $names (String) - who
way-out-others-text = Vraag het aan: { $names }.
problem-again = Probeer opnieuw

# Wat was ingevuld in een formulier dat niet is uitgevoerd
typed-save = Opslaan
typed-finish = Afronden
typed-go-on = Ga verder
typed-other = Ingevuld
typed-field-email = E-mailadres
typed-field-call-name = Roepnaam
typed-field-given-names = Voornamen
typed-field-prefix = Tussenvoegsel
typed-field-family-name = Achternaam
typed-field-name = Naam
typed-field-reason = Reden
typed-field-remark = Opmerking
typed-field-explanation = Toelichting
typed-field-subject = Onderwerp
typed-field-note = Toelichting
dead-link-used = Deze link is al gebruikt
dead-link-replaced = Er is een nieuwere link
dead-link-withdrawn = Deze link werkt niet meer
dead-link-expired = Deze link is te oud
