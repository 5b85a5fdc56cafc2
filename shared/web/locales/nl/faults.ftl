# What is wrong with a field, and what to do.
fault-missing = Vul dit in
# $min (Number) - characters
fault-too-short = Gebruik minstens { $min } tekens
# $max (Number) - characters
fault-too-long = Gebruik hooguit { $max } tekens
fault-not-an-address = Vul een e-mailadres in, zoals naam@school.example
fault-not-a-date = Vul een datum in die bestaat, zoals 9-3-2014
fault-not-a-choice = Kies een van de mogelijkheden
fault-not-looked-after = Kies uit wat je hier ziet: jouw rol beheerder is niet voor alle locaties
fault-not-a-number = Vul een getal in
# $first (String) - a date
fault-too-early = Kies een datum op of na { $first }
# $last (String) - a date
fault-too-late = Kies een datum tot en met { $last }
fault-address-in-use = Er is al een medewerker met dit e-mailadres
fault-name-in-use = Deze naam is al in gebruik
fault-unknown-licence = Deze licentienaam kennen wij niet. De ontvanger vindt hem onderaan elke pagina
fault-own-licence = Dit is jullie eigen licentie. Vul de licentienaam van de ontvanger in
fault-weak-common = Dit wachtwoord proberen anderen als eerste. Kies drie of vier woorden die niets met elkaar te maken hebben
fault-weak-word-and-year = Een bekend woord met een jaartal is snel geraden. Kies drie of vier woorden die niets met elkaar te maken hebben
fault-weak-pattern = Herhaling en rijtjes van het toetsenbord zijn snel geraden. Kies losse woorden
fault-weak-own = Gebruik niet je eigen naam, e-mailadres of school
fault-weak-guessable = Dit wachtwoord is te makkelijk te raden. Voeg een woord toe dat er niets mee te maken heeft
fault-not-recognised = Het e-mailadres of het wachtwoord klopt niet. Na een paar keer proberen moet je even wachten
fault-wrong-password = Dit is niet je huidige wachtwoord
fault-wrong-code = Deze code klopt niet
# $left (Number) - tries left
fault-wrong-code-left = { $left ->
    [0] Deze code klopt niet. U kunt een nieuwe code vragen
    [one] Deze code klopt niet. U kunt het nog 1 keer proberen
   *[other] Deze code klopt niet. U kunt het nog { $left } keer proberen
}
fault-expired-code = Deze code is niet meer geldig. Vraag een nieuwe
fault-too-many-tries = Er is te vaak geprobeerd. Neem contact op met wie u de link stuurde
# $again (String) - a time
fault-too-many-tries-until = Er is te vaak geprobeerd. Probeer het weer na { $again }
fault-names-learner = Zet de naam van de leerling niet in het onderwerp: e-mail is niet veilig genoeg
# $left (Number) - tries left
fault-wrong-birth-date = { $left ->
    [0] De geboortedatum klopt niet. Dit pakket is nu op slot; wij hebben dat aan de afzender laten weten
    [one] De geboortedatum klopt niet. Je kunt het nog 1 keer proberen
   *[other] De geboortedatum klopt niet. Je kunt het nog { $left } keer proberen
}
fault-file-type = Dit soort bestand nemen wij niet aan. Kies een pdf, Word-bestand (docx), odt, png of jpg
# $max (Number) - megabytes
fault-file-size = Het bestand is te groot. Het mag hooguit { $max } MB zijn
fault-not-of-this-role = Dit hoort niet bij de gekozen rol. Haal het weg, of kies een andere rol
fault-all-or-some = Kies alle groepen, of kies de groepen een voor een. Niet allebei
fault-double = Dit bestaat al
# $min (Number) - how many
fault-too-few = { $min ->
    [one] Geef er minstens 1 op
   *[other] Geef er minstens { $min } op
}
# $max (Number) - how many
fault-too-many = Het mogen er hooguit { $max } tegelijk zijn
fault-twice = Dit adres staat op deze pagina al bij iemand anders
fault-not-a-line = Schrijf een voornaam, een achternaam en een e-mailadres, met een puntkomma ertussen
fault-not-on-paper = Deze code kennen wij niet. Kijk of je alle zestien tekens hebt overgenomen. Is het papier ouder dan vijf dagen, vraag dan een nieuw
fault-own-address = Dit is je eigen adres. Jouw account werkt al, je hoeft jezelf niet uit te nodigen. Wil je ook zelf met dossiers werken, geef jezelf dan een rol: kies je eigen naam in de lijst met medewerkers
fault-same-address = Met dit adres log je nu al in
fault-reason-needed = Schrijf op waarom
fault-contradiction = Dit past niet bij een ander antwoord op deze pagina
fault-only-from-outside = Deze medewerker zit in een externe groep en kan alleen dossierleerkracht zijn. Haal de medewerker eerst uit die groep
fault-school-account-only = Bij deze organisatie log je in met je schoolaccount. Log eerst uit, en kies dan “Inloggen met je schoolaccount”
fault-password-only = Bij deze organisatie log je in met je e-mailadres en wachtwoord. Log eerst uit, en log daarmee in
