language-name = Nederlands
title = Leerlingen
name = Naam
birth-date = Geboortedatum
group = Groep
groups = Groepen
kind = Soort
from = Vanaf
until = Tot en met
location = Locatie
dossier = Dossier
yes = Ja
no = Nee
unknown = Onbekend
and = {" en "}

# The list.
find-name = Naam
find = Zoek
add = Leerling toevoegen
# $count (Number) - how many
count = { $count ->
    [one] 1 leerling
   *[other] { $count } leerlingen
}
show-left = Toon leerlingen die van school zijn
show-here = Toon de leerlingen van nu
empty-title = Nog geen leerlingen
empty-text = Hier komen de leerlingen van de school. Voeg de eerste toe; daarna kun je ouders vastleggen en een dossier openen.
empty-text-groups = Hier komen de leerlingen van de groepen waar je nu bij hoort. Mis je iemand? Vraag de ib'er of zorgcoördinator van de school.
not-found-title = Niemand gevonden
not-found-text = Controleer de spelling, of zoek in alle groepen. Een deel van de naam is genoeg.

# A learner.
new-title = Leerling toevoegen
# $name (String) - who
change-title = Gegevens van { $name } wijzigen
change = Gegevens wijzigen
call-name = Roepnaam
prefix = Tussenvoegsel
prefix-hint = Bijvoorbeeld van der
family-name = Achternaam
given-names = Voornamen
initials = Voorletters
birth-date-hint = Bijvoorbeeld 9-3-2014. Zonder geboortedatum kun je een dossier niet overdragen.
birth-uncertain-label = Zekerheid
birth-uncertain = De geboortedatum is geschat
birth-uncertain-hint = Bijvoorbeeld bij een leerling die zonder papieren naar Nederland kwam.
# $date (String) - a date
uncertain = { $date } (geschat)
year-level = Leerjaar
# $number (Number) - which
level-primary = Groep { $number }
# $number (Number) - which
level-secondary = Leerjaar { $number } voortgezet onderwijs
level-0 = Voorschool
level-s = Speciaal onderwijs
level-v = Voortgezet speciaal onderwijs
level-n = Anders
learner-email = E-mailadres van de leerling
learner-email-hint = Alleen nodig als je de leerling zelf om instemming wilt vragen.
enrolled-from = Ingeschreven vanaf
enrolled-from-hint = Leeg is vandaag. Bij een wijziging alleen nodig voor een andere locatie of een nieuwe inschrijving.
class = Klas
class-hint = Je kunt dit ook later doen, bij Groepen.
last-day = Laatste schooldag
last-day-hint = Bijvoorbeeld 31-7-2027. Ook een dag die nog moet komen, kan.
reason = Reden
reason-hint = Bijvoorbeeld: verhuisd, naar een andere school, schoolloopbaan afgerond.
no-groups = Zit in geen enkele groep.
who-may-read = Wie mag een dossier van deze leerling lezen, en waarom
left-school = Van school
# $location (String) - the name of a location
# $day (String) - a date
location-from = { $location }, vanaf { $day }
# $day (String) - a date
begins-on = begint op { $day }

# Somebody with the same name.
doubles-title = Deze leerling staat er misschien al
doubles-text = Kijk of het dezelfde leerling is. Dan hoef je niets toe te voegen: een leerling met twee dossiers is later lastig te herstellen.
doubles-table = Leerlingen met deze naam
elsewhere = Andere locatie
other-learner-label = Is dit iemand anders?
other-learner = Dit is een andere leerling, voeg hem of haar toe
other-learner-fault = Er is al een leerling met deze naam. Zet een vinkje als dit iemand anders is

# Leaving.
end-enrolment = Inschrijving beëindigen
# $name (String) - who
end-title = { $name } gaat van school
# $name (String) - who
end-text = Je beëindigt de inschrijving van { $name }.
end-will-groups = De leerling is na deze dag in geen enkele groep meer. Wie alleen via een groep bij het dossier kon, kan dat dan niet meer.
end-will-retention = De bewaartermijn gaat lopen vanaf deze dag.
end-will-not-dossier = Een dossier wordt niet gesloten en niet overgedragen. Dat doe je bij het dossier zelf.
end-will-not-gone = Er wordt niets weggegooid. Je vindt de leerling terug onder Leerlingen die van school zijn.
end-running-title = Er loopt nog een dossier
end-running-text = Sluit het dossier af en draag het over voordat de leerling vertrekt, als een andere school ermee verder moet.
end-again = De gegevens van deze leerling zijn intussen gewijzigd. Kijk of dit nog klopt en bevestig opnieuw.

# The dossier.
dossier-running = Er loopt een dossier voor deze leerling.
no-dossier = Er loopt geen dossier voor deze leerling.
to-dossier = Naar het dossier
# $subject (String) - which subject
to-subject = Leerlingprofiel: { $subject }
open-dossier = Dossier openen

# Carers.
carers = Ouders en verzorgers
add-carer = Ouder of verzorger toevoegen
new-carer-title = Ouder of verzorger toevoegen
no-carers-title = Nog geen ouders of verzorgers
no-carers-text = Leg vast wie de ouders of verzorgers zijn. Zonder hen kun je niemand om instemming vragen.
relation = Relatie met de leerling
relation-mother = Moeder
relation-father = Vader
relation-parent = Ouder
relation-guardian = Voogd
relation-foster = Pleegouder
relation-other = Andere verzorger
authority = Gezag
authority-hint = Alleen wie gezag heeft, wordt om instemming gevraagd. Weet je het niet zeker, kies dan Onbekend.
authority-from = Gezag zo sinds
authority-from-hint = Leeg is vandaag. Alleen nodig als het gezag verandert.
authority-history = Gezag door de tijd
may-contact = Benaderen
may-contact-question = Mag de school deze persoon benaderen?
carer-email = E-mailadres
carer-email-hint = Hierheen gaan de link en de code voor instemming. Vraag na of anderen deze mailbox ook lezen.
phone = Telefoonnummer
phone-secret = Is dit nummer geheim?
street = Straat en huisnummer
postcode = Postcode
town = Plaats
address-secret = Is dit adres geheim?
secret = Geheim
secret-hint = Alleen de ib'er of zorgcoördinator ziet het. Het gaat nooit mee naar een andere school, en de andere ouder krijgt het niet te zien.
language = Taal
language-hint = In deze taal krijgt deze persoon mails.
shared-title = Zelfde e-mailadres
# $names (String) - who
shared-text = { $names } hebben hetzelfde e-mailadres. Wie de mailbox opent, kan voor allebei antwoorden. Vraag liever om een eigen adres.

# Somebody who is known.
known-title = Deze persoon kennen we misschien al
known-text = Bij deze school staat iemand met hetzelfde e-mailadres of dezelfde naam. Kies hieronder of het dezelfde persoon is.
existing = Is het dezelfde persoon?
# $name (String) - who
same-person = Ja, het is { $name }: gebruik de gegevens die er al staan
somebody-else = Nee, dit is iemand anders
existing-fault = Kies of dit dezelfde persoon is
# $names (String) - whose
also-with = ook bij { $names }
siblings-title = Hoort ook bij een andere leerling
siblings-text = Naam, e-mailadres, telefoon, adres en taal wijzig je hier ook voor die leerling. Wat iemand van de leerling is, gezag en benaderen gelden alleen voor deze leerling.

# No longer a carer.
end-carer = Niet meer ouder of verzorger
# $carer (String) - who
# $learner (String) - of whom
end-carer-text = Je legt vast dat { $carer } vanaf vandaag geen ouder of verzorger van { $learner } meer is.
end-carer-yes = Ja, vanaf vandaag niet meer
end-carer-will = Deze persoon wordt voor deze leerling niet meer om instemming gevraagd.
end-carer-will-not-history = Wat deze persoon eerder heeft gezegd of besloten, blijft bij het dossier staan.
end-carer-will-not-links = Een vraag om instemming die al is gestuurd, wordt niet ingetrokken. Dat doe je bij het dossier.

# What was done.
done-added = De leerling is toegevoegd
done-changed = De gegevens zijn gewijzigd
done-ended = De inschrijving is beëindigd
done-carer-added = De ouder of verzorger is toegevoegd
done-carer-changed = De gegevens van de ouder of verzorger zijn gewijzigd
done-carer-ended = Deze persoon is geen ouder of verzorger meer
