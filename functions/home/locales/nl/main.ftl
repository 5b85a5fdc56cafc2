language-name = Nederlands
title = Te doen
# $name (String) - who
invited = { $name } heeft de uitnodiging nog niet gebruikt
# $number (String) - the number of a transfer
# $sender (String) - who sent it
package = Overdracht { $number } van { $sender } staat klaar
# $day (String) - the last day
until = Te openen tot en met { $day }
# $name (String) - the learner
# $step (String) - its number
# $title (String) - its name
dossier = { $name }: stap { $step }, { $title }
# $name (String) - the learner
# $subject (String) - which subject
subject = { $name }: { $subject } invullen in het leerlingprofiel
subject-hint = Van het dossier zie je alleen je eigen vak.
# $at (String) - when
# $who (String) - by whom
changed = Laatst gewijzigd op { $at } door { $who }
news-title = Nieuw
tasks-title = Hier kun je mee verder
# $name (String) - the learner
# $who (String) - who was asked
answered = { $name }: antwoord van { $who }
undelivered = { $name }: de mail aan { $who } is niet aangekomen
link-wanted = { $name }: { $who } vraagt om een nieuwe link
# $at (String) - when
since = Op { $at }
empty-title = Er wacht niets op je
empty-text = Hier komt wat op jou wacht: een dossier waar je mee verder kunt, een antwoord van een ouder, een overdracht die klaarstaat, iemand die een uitnodiging nog niet gebruikte. Wat het langst wacht, staat bovenaan.
no-role-title = Je hebt hier nu geen toegang
# $school (String) - the licence
no-role-text = Je bent ingelogd bij { $school }, maar je hebt daar op dit moment geen rol. Klopt dat niet? Vraag het aan een beheerder van { $school }. Wat je eerder schreef, is er nog.
open-dossier = Dossier openen
invite = Medewerker uitnodigen

# What a school does first.
begin-title = Zo begin je met je school
begin-hint = Locaties, leerlingen, medewerkers en beveiliging, in de goede volgorde
# $school (String) - the licence
begin-lead = Doe dit in deze volgorde, dan staat alles van { $school } meteen goed. Wat klaar is, kun je later altijd nog wijzigen. Deze lijst staat bij Te doen tot alles klaar is, en altijd bij Hulp.
begin-by-choice = Niet verplicht
# $count (Number) - how many
begin-locations = { $count ->
    [one] Klopt het dat je school één locatie heeft?
   *[other] Klopt het dat je school { $count } locaties heeft?
}
# $places (String) - their names
begin-locations-hint = { $places }. Elke locatie heeft een eigen bestand. Heeft je school er meer of minder, of klopt een naam of code niet? Vraag het eerst aan de helpdesk, en lees dan pas in.
# $place (String) - a location
begin-roster = Lees leerlingen en klassen van { $place } in
begin-roster-hint = Met het EDEXML-bestand uit je leerlingadministratie.
begin-people = Nodig collega's uit
begin-people-hint = Je geeft ze meteen een rol, en zij krijgen een mail met een link. Leerkrachten uit het bestand kun je daar met één druk op de knop uitnodigen.
begin-coordinator = Zorg dat er een ib'er of zorgcoördinator is
begin-coordinator-hint = Die opent de dossiers en vraagt ouders om instemming.
begin-own-role = Geef jezelf een rol als je ook aan dossiers werkt
begin-own-role-hint = Als beheerder zie je namen, geboortedata en groepen van leerlingen. Dossiers, bestanden en ouders zie je niet, en dat hoeft ook niet. Werk je er wel aan mee, dan geef je jezelf daarvoor een rol. Die wordt vastgelegd, en andere beheerders zien dat.
begin-groups = Zet leerkrachten in hun groepen
begin-groups-hint = Een dossierleerkracht ziet alleen dossiers van de eigen groepen.
begin-invitations = Zorg dat iedereen de uitnodiging gebruikt
# $active (Number) - how many of the others accepted
# $waiting (Number) - how many have not yet
begin-invitations-hint = Die van jou heb je gebruikt. Van je collega's kunnen er { $active } inloggen, en { $waiting } nog niet. Een link werkt vijf dagen; wie te laat is, stuur je een nieuwe.
begin-second-factor = Zet extra beveiliging aan, met een code op je telefoon
begin-second-factor-required = Bij jouw school moet dat: zonder code werkt hier niemand.
begin-second-factor-hint = Dit gaat over je eigen account. Bij jouw school mag iedereen het zelf kiezen; vraag je collega's om het ook te doen, want in dossiers staat veel over kinderen.

# Help: whom to call, whom to ask, and the manual.
help-title = Hulp
contact-title = Werkt er iets niet?
contact-text = Bel of mail de helpdesk. Zeg wat je wilde doen, hoe de pagina heet, en het nummer als dat erbij staat. Zet geen namen of andere gegevens van leerlingen in een mail, en ook geen link die je kreeg.
phone = Telefoon
mail = E-mail
reader-title = Kreeg u een link van een school?
reader-text = Bel of mail dan de school die de link stuurde. Daar weten ze om wie het gaat, en ze kunnen een nieuwe link sturen. De helpdesk kan een dossier niet lezen.
to-sign-in = Naar inloggen
asked-title = Gaat het over je werk of je rechten?
asked-text = Vraag het dan een collega. De helpdesk kan geen rollen geven en geen dossier lezen.
asked-administrator = Accounts en rechten: beheerder
asked-coordinator = Dossiers: ib'er of zorgcoördinator
asked-nobody = Op dit moment niemand
manual-title = Handleiding
manual-text = Hier staat hoe je de dingen doet die jij mag doen.
manual-text-public = Log in, dan staat hier ook hoe je de rest doet die jij mag doen.
own-account = Mijn account
own-rights = Wat je mag, en waarom
how-sign-in = Inloggen, en als dat niet lukt
how-sign-in-steps =
    Log in met je e-mailadres en je wachtwoord, en met de code uit de app op je telefoon als de extra beveiliging aanstaat. Of met je schoolaccount, als je school daaraan meedoet.
    Wachtwoord vergeten? Kies op de inlogpagina ‘Wachtwoord vergeten, of lukt inloggen niet?’. De link in de mail werkt een half uur.
    Telefoon niet bij de hand? Klap op de pagina van de code ‘Je telefoon niet bij de hand?’ open en vul een herstelcode in. Heb je die ook niet meer, vraag dan een beheerder van je school: die stuurt je een link om de app opnieuw in te stellen.
    Werkt de link van je uitnodiging niet meer? Open hem en kies ‘Stuur een nieuwe link’. Lukt dat niet, vraag dan een beheerder. Alleen de link in de laatste mail werkt.
    Wie een half uur niets doet, is uitgelogd. Had je iets ingevuld, druk dan gewoon op de knop: je logt opnieuw in en krijgt terug wat je typte. Sla het daarna alsnog op.
how-account = Je e-mailadres, je wachtwoord, je telefoon en waar je bent ingelogd
how-account-steps =
    Klik onderaan de pagina op je naam.
    Daar wijzig je je wachtwoord als je dat hebt, stel je de app voor codes opnieuw in en zie je waar je bent ingelogd.
    Krijg je een ander e-mailadres? Kies ‘E-mailadres wijzigen’. Naar het nieuwe adres gaat een mail, en pas als je dat daarmee bevestigt, log je ermee in.
    Herken je een plek niet? Kies ‘Overal anders uitloggen’, en neem een nieuw wachtwoord als je met een wachtwoord inlogt.
    Werk je voor meer scholen of organisaties, dan wissel je bovenaan de pagina. Meestal hoef je niet opnieuw in te loggen.
how-rights = Waarom zie ik een leerling of een dossier niet?
how-rights-steps =
    Klik onderaan op je naam en kies ‘Wat je mag, en waarom’.
    Je ziet elke rol die je hebt, bij welke locatie of groepen, en tot wanneer.
    Klopt er iets niet? Vraag het een beheerder. Een wijziging geldt meteen, ook in een pagina die al openstaat.
how-learners = Een leerling invoeren
how-learners-steps =
    Zoek eerst of de leerling er al staat. Een leerling met twee dossiers is later lastig te herstellen.
    Kies ‘Leerling toevoegen’. De geboortedatum is nodig om een dossier later over te dragen.
    Gebruikt de school een leerlingadministratie? Dan leest een beheerder alle leerlingen in één keer in.
    Ouders legt de ib'er of zorgcoördinator vast bij de leerling: wie gezag heeft en naar welk adres een link mag.
how-read = Een dossier zoeken en lezen
how-read-steps =
    Zoek bij ‘Dossiers’ op de naam van de leerling. Dossiers die klaar zijn, staan bij ‘Afgesloten’.
    Het dossier zegt welke stap nog niet klaar is. Bij een stap zie je wat er staat, wie het schreef en wanneer.
    Dat je een dossier hebt bekeken, komt in het logboek.
how-open = Een dossier openen
how-open-steps =
    Kies ‘Dossier openen’ en dan de leerling. Een leerling heeft hooguit één lopend dossier.
    Kies het niveau van ondersteuning.
    Had de leerling al eerder een dossier, dan staat dat erbij. Wat daar staat, hoef je niet opnieuw uit te zoeken.
how-write = In een dossier schrijven
how-write-steps =
    Kies een stap. De volgorde kies je zelf; het dossier zegt welke stap nog niet klaar is.
    ‘Opslaan’ bewaart je tekst. ‘Opslaan en afronden’ zegt ook dat de stap klaar is. Ontbreekt er iets, dan staat dat bij het veld en blijft alles staan wat je typte. Stap 8 en 11 rondt de ib'er of zorgcoördinator af.
    Was een collega je voor, dan zie je beide teksten. Er raakt niets kwijt.
    De ib'er of zorgcoördinator kan een afgeronde stap weer openen, met een reden.
    Bestanden voeg je toe bij het dossier. Ze worden eerst nagekeken.
how-subject = Je eigen vak invullen
how-subject-steps =
    Kies een leerling in de lijst. Je ziet leerlingen met een lopend dossier uit de groepen waaraan je lesgeeft.
    Vul in wat het leerlingprofiel over jouw vak vraagt en sla op. Je kunt later verdergaan.
    De rest van het dossier zie je niet. Een collega rondt het profiel af.
how-consent = Ouders of een leerling om instemming vragen
how-consent-steps =
    Leg bij de leerling vast wie gezag heeft, met een e-mailadres.
    Kies bij het dossier ‘Naar instemming’, en per persoon hoe je het vraagt: met een link, of buiten Samenspoor.
    Er gaat pas iets weg als je stap 8 afrondt met ‘Afronden en instemming vragen’. Is stap 8 al afgerond, dan gaat wat je kiest meteen weg.
    Wie de link krijgt, kan hem openen zo vaak als nodig is, tot en met de laatste dag. Openen gebruikt hem niet op.
    Een antwoord zie je bij ‘Te doen’ en bij het dossier. Komt een mail niet aan, dan staat dat daar ook: controleer het adres bij de leerling, trek het verzoek in en vraag het opnieuw. Is een link verlopen of kwijt, dan stuur je een nieuwe.
how-archive = Een dossier afsluiten
how-archive-steps =
    Vul stap 11 in en kies ‘Opslaan en archiveren’.
    Je ziet eerst wat er gebeurt: alles wordt alleen-lezen, en links die openstaan werken niet meer. Heropenen kan daarna niet.
    Er wordt niets verwijderd en er gaat niets naar een andere school. Overdragen doe je daarna, apart.
how-hand-over = Een dossier overdragen aan een andere school
how-hand-over-steps =
    Sluit het dossier af en kies ‘Overdragen aan een andere school’. Je ziet wat er nog nodig is: je legt vast wie het dossier zag, en soms dat de overdracht mag.
    Vraag de andere school om de licentienaam. Die staat daar onderaan elke pagina.
    Controleer de ontvanger en zet het dossier klaar. De ontvanger krijgt een mail zonder gegevens van de leerling.
    Geef de geboortedatum zelf door: daarmee opent de ontvanger het pakket.
how-take-over = Een dossier overnemen van een andere school
how-take-over-steps =
    De andere school zet het klaar met jullie licentienaam. Die staat onderaan elke pagina.
    Kies de overdracht, vul de geboortedatum van de leerling in en kies de groep. Na vijf keer een verkeerde datum gaat het pakket op slot.
    Is de leerling hier al bekend, dan kies je bij wie het dossier hoort.
    Daarna staan de stappen die ingevuld waren op ‘Bezig’, en ga je ermee verder.
how-classes = Zien hoe ver de dossiers zijn
how-classes-steps =
    Het klassenoverzicht telt per groep de lopende dossiers, en hoeveel er al acht weken niet zijn gewijzigd.
    Kies een groep voor de leerlingen. Met ‘Download als rekenblad’ neem je het mee.
how-begin = Beginnen met je school
how-begin-steps =
    Er is een lijst met wat je eerst doet, in de goede volgorde: locaties, leerlingen en klassen, collega's, rollen en groepen, uitnodigingen, beveiliging.
    Bij elke stap staat of die klaar is, en waar je hem doet. Per locatie zie je of de leerlingen zijn ingelezen.
    Komt er een locatie bij? Bel of mail dan de helpdesk. Daarna staat die locatie ook in de lijst.
how-roster = Leerlingen en klassen inlezen
how-roster-steps =
    Maak in je leerlingadministratie een EDEXML-bestand van één locatie. Kan dat niet, neem dan een leerlingenlijst in CSV of Excel.
    Stuur het op en bekijk de controle: welke school, welk schooljaar, wie is nieuw, gewijzigd of vertrokken. Er is dan nog niets ingelezen. De nieuwe leerlingen staan er met naam bij. Over een leerling van wie het niet zeker is, beslis jij.
    Zijn jullie overgestapt naar een andere leerlingadministratie? Dan zeg je met één vinkje dat leerlingen met dezelfde naam en geboortedatum dezelfde zijn.
    Klopt het? Bevestig locatie en schooljaar als dat gevraagd wordt, en kies ‘Bevestigen en inlezen’. Alles verschijnt tegelijk in de lijsten.
    Hetzelfde bestand nog eens inlezen verandert niets.
how-invite = Medewerkers uitnodigen
how-invite-steps =
    Kies ‘Medewerker uitnodigen’, of ‘Meer mensen tegelijk uitnodigen’ voor een heel team.
    Je controleert naam, adres en rol voordat er iets weggaat. De link werkt vijf dagen en één keer; wie hem niet gebruikte, stuur je een nieuwe.
    Bij de medewerker zie je wat er met de link gebeurde. Kan iemand geen mail krijgen, maak dan een inlog op papier, als jullie met een wachtwoord inloggen.
    Is een naam veranderd of verkeerd getypt? Wijzig hem bij de medewerker. Heeft die de uitnodiging nog niet gebruikt, dan wijzig je met ‘Naam of e-mailadres wijzigen’ ook het adres: er gaat dan een nieuwe uitnodiging naartoe.
    Gaat iemand weg? Verwijder die dan bij de medewerker. Dat geldt meteen, en de naam blijft bij wat er geschreven is.
how-roles = Rollen en toegang geven
how-roles-steps =
    Kies een medewerker en dan ‘Rollen of toegang wijzigen’.
    Geef een rol met een reden, en met een laatste dag als het tijdelijk is. Een rol geldt meteen.
    Ben je beheerder van één locatie, dan geef je rollen voor die locatie. Voor iemand die ook ergens anders werkt, is een beheerder van alle locaties nodig.
    Dossierleerkrachten zien alleen leerlingen van hun groepen: zet ze dus ook in een groep.
    Met ‘Zoek wie welk recht heeft’ controleer je wie wat mag.
how-groups = Groepen, en mensen van buiten de school
how-groups-steps =
    Een groep bepaalt wie welke leerlingen ziet. Een leerling kan in meer groepen zitten, en in één klas.
    Voor iemand van buiten: een beheerder nodigt die uit als dossierleerkracht. Maak een externe groep en zet daar alleen de leerlingen in die deze persoon mag zien. De beheerder zet de persoon er zelf ook in.
    Gaat iemand uit een groep, dan geldt dat meteen, ook voor bestanden en pagina's die al openstaan.
how-rollover = Naar het volgende schooljaar
how-rollover-steps =
    Kies per groep wat er gebeurt: nieuw maken, waar de leerlingen heen gaan, of de medewerkers meegaan.
    Je ziet eerst wat het wordt. Dan plan je de overgang; die gaat vanzelf in, om middernacht.
    Over externe groepen beslis je elk jaar opnieuw. Dossiers lopen gewoon door.
