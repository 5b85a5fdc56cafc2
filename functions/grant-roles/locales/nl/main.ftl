language-name = Nederlands
# $name (String) - who
title = Rollen van { $name }
# $name (String) - who
back-to = Naar { $name }
roles = Rollen
role = Rol
from = Vanaf
until = Tot en met
reason = Waarom
no-roles = Nu geen enkele rol.
end-column = Stoppen
end = Stop
give-title = Een rol geven
give = Geef deze rol
until-hint = Bijvoorbeeld 18-12-2026: dat is dan de laatste dag. Leeg laten als de rol niet vanzelf stopt.
reason-field = Waarom deze rol
reason-hint = Bijvoorbeeld: vervangt Jet tot de kerst. Deze reden blijft bewaard en andere beheerders zien hem.
yourself = Je geeft jezelf een rol
yourself-text = Dat mag. De andere beheerders zien op de lijst van medewerkers dat je het deed.
# $name (String) - who
without-access = { $name } heeft nu geen toegang: rollen tellen pas als je de toegang weer aanzet.
at-once = Dit geldt meteen, ook als die persoon nu is ingelogd.
# $name (String) - who
done-granted = { $name } heeft de rol
# $name (String) - who
done-already = { $name } heeft deze rol al
# $name (String) - who
done-ended = { $name } heeft de rol niet meer
# $name (String) - who
done-access-off = { $name } heeft geen toegang meer
# $name (String) - who
done-access-on = { $name } heeft weer toegang
# $role (String) - which role
end-title = { $role } stoppen
# $name (String) - who
# $role (String) - which role
# $place (String) - at which location
end-text = Je staat op het punt { $name } de rol { $role } ({ $place }) af te nemen.
# $name (String) - who
end-will = Wat { $name } met deze rol mocht, kan meteen niet meer, ook niet in een pagina die al openstaat.
end-not-others = Andere rollen en lidmaatschappen van groepen blijven.
# $name (String) - who
end-not-dossiers = Dossiers veranderen niet: bij wat { $name } schreef, blijft de naam staan.
end-button = Neem de rol af
access-off-title = Toegang uitzetten
# $name (String) - who
access-off-text = Zonder toegang telt geen enkele rol. Handig bij verlof of als een laptop weg is: zet je de toegang weer aan, dan is voor { $name } alles zoals het was.
access-off = Zet toegang uit
access-on-title = Toegang aanzetten
# $name (String) - who
access-on-text = De rollen van { $name } tellen daarna meteen weer.
access-on = Zet toegang aan
