language-name = Nederlands
title = Groepen
name = Naam
kind = Soort
year = Schooljaar
levels = Leerjaren
location = Locatie
learners = Leerlingen
staff = Medewerkers
from = Vanaf
until = Tot en met
birth = Geboren
class = Klas
# $date (String) - a date
born = geboren { $date }

# The list.
show = Toon
add = Groep toevoegen
# $year (String) - a school year
table = Groepen in { $year }
# $year (String) - a school year
empty-title = Nog geen groepen in { $year }
empty-text = Met groepen bepaal je wie welke leerlingen ziet. Maak klassen voor de eigen leerkrachten, en een externe groep voor mensen van buiten de school.

# The form.
new-title = Groep toevoegen
# $name (String) - which
change-title = Groep { $name } wijzigen
change = Naam of leerjaren wijzigen
name-hint = Bijvoorbeeld 5a, of de naam van de organisatie voor een externe groep.
levels-hint = Bij een combinatiegroep meer dan een, bijvoorbeeld 7/8.
levels-fault = Vul leerjaren in die bestaan, zoals 5 of 7/8
make = Groep toevoegen
class-hint = Een leerling zit op een dag in hooguit een klas.
cross-hint = Komt naast de klas, bijvoorbeeld een plusgroep.
external-hint = Voor mensen van buiten de school. Zij zien de leerlingen die nu in deze groep zitten, en niemand anders.

# A group.
external-title = Wat de mensen van buiten zien
external-text = De medewerkers in deze groep zien de dossiers van de leerlingen die nu in deze groep zitten: lezen en meeschrijven. Andere leerlingen, lijsten en dossiers zien ze niet. Haal je een leerling uit de groep, dan kunnen zij meteen niet meer bij het dossier.
no-learners = Er zitten nog geen leerlingen in deze groep.
no-staff = Er horen nog geen medewerkers bij deze groep.
by-role = Met een rol voor deze groep
whole-location = De ib'er of zorgcoördinator en de kwaliteitsmedewerker van de locatie zien alle leerlingen, ook zonder in de groep te staan.
learners-elsewhere = In deze groep zitten leerlingen van een andere locatie. Ook wie een rol heeft voor hun eigen locatie, ziet hen.
role = Rol
find-learner = Zoek een leerling op naam
find = Zoek
too-many = Er zijn veel leerlingen. Zoek eerst op een deel van de naam, dan kun je kiezen.
learner = Leerling
staff-member = Medewerker
# $date (String) - a date
from-hint = Bijvoorbeeld 1-9-2026. Leeg is { $date }.
add-learner = Leerling toevoegen aan deze groep
add-staff = Medewerker toevoegen aan deze groep
staff-by-administrator = Een beheerder van deze locatie voegt medewerkers toe aan een groep en haalt ze eruit.
external-staff-hint = Alleen wie dossierleerkracht is en verder geen rol heeft. Anders ziet iemand meer dan de leerlingen van deze groep.
nobody-to-add = Er is niemand meer om toe te voegen.
nobody-external = Er is niemand om toe te voegen. Nodig iemand uit als dossierleerkracht, zonder andere rol: dat is de rol voor mensen van buiten.
remove-column = Uit de groep
remove = Verwijderen
history = Wie er eerder in deze groep zat

# A move.
# $name (String) - who
move-title = { $name } gaat naar een andere klas
# $name (String) - who
# $old (String) - from which class
move-text = { $name } zit dan al in { $old }. Een leerling zit op een dag in hooguit een klas.
# $old (String) - which class
# $date (String) - a date
move-will-end = { $old } eindigt na { $date }.
# $group (String) - which class
# $date (String) - a date
move-will-begin = { $group } begint op { $date }.
move-will-not = Andere groepen veranderen niet, en de geschiedenis blijft staan.
# $group (String) - which class
move-yes = Zet over naar { $group }

# Out of a group.
# $name (String) - who
remove-title = { $name } uit de groep
# $name (String) - who
# $group (String) - which
remove-learner-text = Je haalt { $name } uit de groep { $group }.
# $name (String) - who
remove-learner-will = Medewerkers die { $name } alleen door deze groep zagen, zien de leerling meteen niet meer.
# $name (String) - who
remove-learner-will-external = De externe medewerkers van deze groep kunnen meteen niet meer bij het dossier van { $name }.
remove-learner-will-not-dossier = Het dossier zelf verandert niet.
remove-learner-will-not-groups = De leerling blijft in de andere groepen.
remove-will-not-history = De dagen in deze groep blijven bewaard, zodat later te zien is wie wanneer toegang had.
# $name (String) - who
# $group (String) - which
remove-staff-text = Je haalt { $name } uit de groep { $group }.
# $name (String) - who
remove-staff-will = { $name } ziet meteen de leerlingen niet meer die alleen door deze groep te zien waren.
remove-staff-will-not = Het account blijft bestaan, en wat deze medewerker schreef blijft staan met naam.
remove-yes = Verwijderen

# What was done.
done-made = De groep is toegevoegd
done-changed = De groep is gewijzigd
done-learner-added = De leerling is toegevoegd aan de groep
done-learner-removed = De leerling is uit de groep
done-staff-added = De medewerker is toegevoegd aan de groep
done-staff-removed = De medewerker is uit de groep
done-already = Dat was al zo; er is niets gewijzigd
