language-name = Nederlands
form-title = Medewerker uitnodigen
form-lead = Wie je uitnodigt, krijgt een mail met een link en kiest daarmee een eigen wachtwoord. Niemand anders kent dat wachtwoord, jij ook niet.
name = Naam
call-name = Voornaam
initials = Initialen
prefix = Voorvoegsel
prefix-hint = Zoals van der
family-name = Achternaam
email = E-mailadres
email-hint = Dit wordt ook de gebruikersnaam. Kijk het goed na: de link gaat naar dit adres.
reason = Waarom deze rol
reason-hint = Bijvoorbeeld: begeleidt twee leerlingen vanuit een externe organisatie. Andere beheerders zien dit ook.
to-check = Ga verder
check-title = Controleer de uitnodiging
# $name (String) - who
# $email (String) - to which address
check-lead = De uitnodiging gaat naar { $name } op het e-mailadres { $email }.
check-happens = Dit versturen wij
# $school (String) - the licence
check-mail = Een mail namens { $school }, met een link om het account te activeren.
check-link = De link werkt één keer en blijft vijf dagen geldig.
check-password = In de mail staat geen wachtwoord en niets over leerlingen.
send = Verstuur de uitnodiging
# $name (String) - who
back-to = Naar { $name }
not-invitable-title = Een nieuwe uitnodiging kan niet
# $name (String) - who
not-invitable = Alleen wie een uitnodiging nog niet heeft gebruikt, kan een nieuwe krijgen. Het account van { $name } is al geactiveerd of verwijderd. Wie zijn wachtwoord kwijt is, kiest bij het inloggen "Wachtwoord vergeten, of lukt inloggen niet?".
# $name (String) - who
remove-title = { $name } verwijderen
# $name (String) - who
# $school (String) - the licence
remove-text = Je staat op het punt { $name } te verwijderen bij { $school }.
# $name (String) - who
remove-button = Verwijder { $name }
# $name (String) - who
remove-will-access = { $name } kan er meteen niet meer in, ook niet als die nu is ingelogd. Een uitnodiging die nog openstaat, werkt niet meer.
remove-will-groups = Rollen en lidmaatschappen van groepen eindigen.
remove-will-address = Het e-mailadres komt vrij voor een nieuwe uitnodiging.
# $name (String) - who
remove-not-dossiers = Dossiers veranderen niet: bij wat { $name } schreef, blijft de naam staan.
# $name (String) - who
remove-not-elsewhere = Werkt { $name } ook ergens anders met Samenspoor, dan verandert daar niets.
