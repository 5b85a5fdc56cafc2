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
reason-hint = Bijvoorbeeld: begeleidt twee leerlingen vanuit een externe organisatie. Deze reden blijft bewaard en andere beheerders zien hem.
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
edit-title = Gegevens van { $name }
edit-lead = Bij wat eerder is geschreven, blijft de naam staan zoals die toen was.
edit-email-hint = Verander je dit adres? Dan gaat er meteen een nieuwe uitnodiging heen, en werkt de link in de eerdere mail niet meer.
# $name (String) - who
# $email (String) - the address
edit-theirs = { $name } logt in met { $email }. Dat adres kan alleen { $name } wijzigen, op de pagina ‘Mijn account’.
# $email (String) - the own address
edit-own = Je logt in met { $email }. Dat adres wijzig je bij je eigen account.
edit-own-link = E-mailadres wijzigen
not-movable-title = Dit e-mailadres kun je hier niet wijzigen
# $name (String) - who
not-movable = { $name } heeft de uitnodiging aangenomen en logt in met dat adres. Alleen { $name } kan het wijzigen, op de pagina ‘Mijn account’. Er is niets gewijzigd, ook de naam niet.
# $name (String) - who
paper-title = Inlog op papier voor { $name }
# $name (String) - who
paper-text = Voor wie geen mail kan ontvangen, kun je de link op papier zetten en zelf geven. Doe dit alleen als { $name } bij je in de buurt is.
paper-button = Maak de inlog en laat hem zien
paper-will-once = Je ziet de inlog één keer, om te printen. Daarna kan niemand hem nog bekijken. Hij blijft vijf dagen geldig.
paper-will-older = Oudere links werken meteen niet meer.
# $email (String) - to which address
paper-will-mail = Naar { $email } gaat een mail die zegt dat jij dit hebt gedaan. De link staat daar niet in.
paper-will-log = Het komt in het logboek, met jouw naam.
paper-not-password = Je krijgt geen wachtwoord te zien. Dat kiest de medewerker zelf, met de extra beveiliging.
# $name (String) - who
paper-not-elsewhere = Heeft { $name } al een account bij Samenspoor, dan blijft dat zoals het is: de link werkt dan alleen met het eigen wachtwoord.
paper-not-here-title = Een inlog op papier kan hier niet
# $school (String) - the licence
paper-not-here = Bij { $school } logt iedereen in met een schoolaccount. Daar hoort geen wachtwoord bij dat je kunt kiezen.
# $name (String) - who
sheet-title = Inlog voor { $name }
sheet-once-title = Je ziet deze pagina maar één keer
sheet-once-text = Print hem nu, en geef het papier meteen. Bewaar geen kopie. Sluit daarna deze pagina. Is het papier kwijt, maak dan een nieuwe inlog; deze werkt dan niet meer.
# $school (String) - the licence
sheet-lead = Met dit papier maak je je account klaar voor Samenspoor, van { $school }.
sheet-for = Voor
sheet-user-name = Je logt in met
sheet-licence = Organisatie
sheet-ends = Geldig tot
sheet-scan = Scan de code met je eigen telefoon of tablet. Of typ het adres en de code hieronder.
sheet-choose = Kies zelf een wachtwoord. Vertel het aan niemand, ook niet aan degene van wie je dit papier kreeg.
sheet-account = Heb je al een account bij Samenspoor? Gebruik dan je eigen wachtwoord.
sheet-factor = Log in en stel de extra beveiliging in, als daarom wordt gevraagd.
# $name (String) - who
sheet-qr = QR-code met de link voor { $name }
# $address (String) - an address
sheet-typed = Geen camera? Ga naar { $address } en typ deze code:
sheet-secret = Laat dit papier niet liggen en maak er geen foto van. Gooi het weg als je account klaar is.
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
