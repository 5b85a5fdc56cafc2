# De elf stappen van een dossier: titels, velden, keuzes. De ids volgen de definities van de stappen.

phase-observe = Waarnemen
phase-understand = Begrijpen
phase-plan = Plannen
phase-realise = Realiseren
phase-close = Afsluiten

status-not-started = Niet begonnen
status-busy = Bezig
status-finished = Afgerond
status-not-applicable = Niet van toepassing

level-light = Lichte ondersteuning
level-extra-at-school = Extra ondersteuning op school
level-extra-in-setting = Extra ondersteuning op een voorziening

# Stap 1
step-1-title = Algemene gegevens
step-1-intro = Wie is de leerling, en waarom begin je dit dossier?
step-1-field-contact-person = Contactpersoon
step-1-field-contact-person-hint = Bij wie kunnen ouders en collega's terecht met vragen over dit dossier?
step-1-field-year-level = Leerjaar
step-1-field-year-level-hint = Het leerjaar van dit schooljaar. Wij onthouden het voor een volgend dossier.
step-1-field-school-type = Schoolsoort
step-1-field-reason = Reden
step-1-field-reason-hint = Waarom heeft deze leerling extra ondersteuning nodig? Een paar zinnen is genoeg.

# Stap 2
step-2-title = Betrokkenen
step-2-intro = Wie denken er mee rond deze leerling? Ouders en verzorgers staan bij de leerling; hier noem je de anderen.
step-2-field-no-carer-reason = Waarom er geen ouder of verzorger bekend is
step-2-field-no-carer-reason-hint = Alleen nodig als er bij de leerling geen ouder of verzorger staat.
step-2-field-professional = Andere betrokkenen
step-2-field-professional-name = Naam
step-2-field-professional-organisation = Organisatie
step-2-field-professional-task = Wat doet deze persoon?
step-2-field-professional-may-contact = Vinden de ouders contact goed?
step-2-field-professional-may-contact-hint = Zonder toestemming van de ouders neem je geen contact op.

# Stap 3
step-3-title = Aanleiding en voorgeschiedenis
step-3-intro = Wat is er aan de hand, en wat is er al gedaan?
step-3-field-question = Wat is de vraag?
step-3-field-question-hint = Schrijf op wat je wilt weten of bereiken voor deze leerling.
step-3-field-school-career = Schoolloopbaan
step-3-field-school-career-hint = Welke scholen en groepen, en wat was belangrijk onderweg?
step-3-field-done-so-far = Wat is er al gedaan?
step-3-field-done-so-far-hint = Ook wat niet hielp is goed om te weten.

# Stap 4
step-4-title = Leerlingprofiel
step-4-intro = Hoe gaat het nu? Vul elk domein in, of geef aan dat het niet van toepassing is.
step-4-field-domain = Domeinen
step-4-field-domain-level = Niveau
step-4-field-domain-level-hint = Bijvoorbeeld een niveau of een score, als die er is.
step-4-field-domain-picture = Hoe gaat het?
step-4-field-domain-picture-hint = Wat lukt al, en wat is nog lastig?
step-4-field-domain-not-applicable = Niet van toepassing

# Stap 5
step-5-title = Bevorderende en belemmerende factoren
step-5-intro = Wat helpt deze leerling vooruit, en wat staat in de weg? Noem van elk minstens één.
step-5-field-promoting = Bevorderende factoren
step-5-field-promoting-hint = Wat helpt?
step-5-field-promoting-text = Wat helpt
step-5-field-promoting-where = Waar zit dat in?
step-5-field-promoting-none = Er is geen bevorderende factor, want
step-5-field-promoting-none-hint = Alleen invullen als je er echt geen kunt noemen.
step-5-field-impeding = Belemmerende factoren
step-5-field-impeding-hint = Wat staat in de weg?
step-5-field-impeding-text = Wat staat in de weg
step-5-field-impeding-where = Waar zit dat in?
step-5-field-impeding-none = Er is geen belemmerende factor, want
step-5-field-impeding-none-hint = Alleen invullen als je er echt geen kunt noemen.

# Stap 6
step-6-title = Integratief beeld
step-6-intro = Breng samen wat je weet. Wie dit leest, kent de leerling daarna een beetje.
step-6-field-summary = Samenvatting
step-6-field-summary-hint = Hoe hangt alles samen? Wat is volgens jou het belangrijkst?
step-6-field-view-learner = Hoe ziet de leerling het zelf?
step-6-field-view-learner-hint = Liefst in eigen woorden.
step-6-field-view-carers = Hoe zien de ouders of verzorgers het?
step-6-field-view-carers-hint = Liefst in eigen woorden.

# Stap 7
step-7-title = Perspectief en doelen
step-7-intro = Waar gaat deze leerling naartoe, en welke doelen horen daarbij?
step-7-field-destination = Verwachte uitstroombestemming
step-7-field-destination-hint = Tot en met groep 5 mag je kiezen dat het nog niet te zeggen is.
step-7-field-destination-note = Welke bestemming?
step-7-field-destination-note-hint = Schrijf het op als je ‘anders’ koos, of als je iets wilt toevoegen.
step-7-field-grounds = Waarom verwacht je dit?
step-7-field-grounds-hint = Noem waar je het op baseert, zoals toetsen, werk en gesprekken.
step-7-field-goal = Doelen
step-7-field-goal-text = Doel
step-7-field-goal-text-hint = Wat kan de leerling straks?
step-7-field-goal-term = Soort doel

# Stap 8
step-8-title = Ontwikkelplan
step-8-intro = Wat gaan jullie doen? Ouders geven instemming op deze stap. Na het afronden kan de tekst niet meer ongemerkt veranderen.
step-8-field-plan = Aanpak per doel
step-8-field-plan-approach = Aanpak
step-8-field-plan-approach-hint = Wat gaan jullie doen om dit doel te halen?
step-8-field-plan-who = Wie
step-8-field-plan-when = Wanneer
step-8-field-plan-when-hint = Bijvoorbeeld: elke dag een kwartier.
step-8-field-plan-evaluation-date = Evaluatiedatum
step-8-field-plan-evaluation-date-hint = Wanneer kijken jullie samen of het werkt?
step-8-field-support = Ondersteuning en begeleiding
step-8-field-support-hint = Wat krijgt de leerling naast de aanpak per doel? Nodig als er geen doelen zijn.
step-8-field-deviates = Wijkt het programma af van dat van de groep?
step-8-field-deviations = Wat is er anders in het programma?
step-8-field-deviations-hint = Bijvoorbeeld een vak dat de leerling niet of op een ander niveau volgt.
step-8-field-say-held = Is er met de leerling over dit plan gepraat?
step-8-field-say-held-hint = Elke leerling heeft het recht om te zeggen wat hij of zij ervan vindt. Dit is geen instemming.
step-8-field-say-date = Datum van het gesprek
step-8-field-say-with = Met wie?
step-8-field-say-form = Hoe?
step-8-field-say-words = Wat vindt de leerling, in eigen woorden?
step-8-field-say-words-hint = Schrijf het op zoals de leerling het zei.
step-8-field-say-done = Wat is ermee gedaan?
step-8-field-say-done-hint = En hoe weet de leerling dat?
step-8-field-say-why-not = Waarom niet?
step-8-field-say-why-not-hint = Schrijf op waarom het gesprek niet kon, of dat de leerling niet wilde.

# Stap 9
step-9-title = Toolbox
step-9-intro = Welke ondersteuning vraag je aan? Heb je niets nodig, dan kun je deze stap overslaan.
step-9-field-offer = Ondersteuning
step-9-field-offer-name = Wat vraag je aan?
step-9-field-offer-question = Wat is je vraag?
step-9-skip = Ik wil deze toolbox overslaan
step-9-skip-hint = Je kunt de evaluatie daarna leeg laten.

# Stap 10
step-10-title = Evalueren
step-10-intro = Wat heeft het opgeleverd?
step-10-field-evaluated-on = Datum van de evaluatie
step-10-field-result = Per doel
step-10-field-result-reached = Is het doel gehaald?
step-10-field-result-note = Toelichting
step-10-field-view-learner = Wat vindt de leerling?
step-10-field-view-carers = Wat vinden de ouders of verzorgers?
step-10-field-follow-up = Hoe gaat het verder?

# Stap 11
step-11-title = Dossierstatus
step-11-intro = Hoe eindigt dit dossier? Als je deze stap afrondt, gaat het dossier naar het archief. Daarna verandert er niets meer aan.
step-11-field-outcome = Uitkomst
step-11-field-note = Toelichting

# Keuzes
choice-year-level-0 = Peuters
choice-year-level-1 = Groep 1
choice-year-level-2 = Groep 2
choice-year-level-3 = Groep 3
choice-year-level-4 = Groep 4
choice-year-level-5 = Groep 5
choice-year-level-6 = Groep 6
choice-year-level-7 = Groep 7
choice-year-level-8 = Groep 8
choice-year-level-11 = Leerjaar 1 (voortgezet onderwijs)
choice-year-level-12 = Leerjaar 2 (voortgezet onderwijs)
choice-year-level-13 = Leerjaar 3 (voortgezet onderwijs)
choice-year-level-14 = Leerjaar 4 (voortgezet onderwijs)
choice-year-level-15 = Leerjaar 5 (voortgezet onderwijs)
choice-year-level-16 = Leerjaar 6 (voortgezet onderwijs)
choice-year-level-s = Speciaal onderwijs
choice-year-level-v = Voortgezet speciaal onderwijs
choice-year-level-n = Anders
choice-school-type-primary = Basisschool
choice-school-type-special-primary = Speciaal basisonderwijs
choice-school-type-special = Speciaal onderwijs
choice-school-type-practical = Praktijkonderwijs
choice-school-type-vmbo = Vmbo
choice-school-type-havo = Havo
choice-school-type-vwo = Vwo
choice-school-type-secondary = Secundair onderwijs
choice-school-type-special-secondary = Voortgezet speciaal onderwijs
choice-may-contact-yes = Ja
choice-may-contact-no = Nee
choice-may-contact-unknown = Nog niet gevraagd
choice-where-learner = Bij de leerling
choice-where-school = Op school
choice-where-home = Thuis
choice-destination-special = Voortgezet speciaal onderwijs
choice-destination-practical = Praktijkonderwijs
choice-destination-vmbo-basic = Vmbo basis
choice-destination-vmbo-middle = Vmbo kader
choice-destination-vmbo-theory = Vmbo gemengd of theoretisch
choice-destination-havo = Havo
choice-destination-vwo = Vwo
choice-destination-mbo = Mbo
choice-destination-higher = Hbo of universiteit
choice-destination-sheltered-work = Beschut werk
choice-destination-day-care = Dagbesteding
choice-destination-work = Werk
choice-destination-other = Anders
choice-destination-not-yet = Nog niet te zeggen
choice-term-long = Doel voor de lange termijn
choice-term-interim = Tussendoel
choice-deviates-yes = Ja
choice-deviates-no = Nee
choice-say-held-yes = Ja
choice-say-held-no = Nee
choice-say-form-talk = In een gesprek
choice-say-form-drawing = Met een tekening
choice-say-form-video = Met een video
choice-say-form-form = Met een formulier
choice-say-form-other = Anders
choice-reached-yes = Ja
choice-reached-partly = Voor een deel
choice-reached-no = Nee
choice-reached-stopped = Gestopt
choice-outcome-end-of-support = Extra ondersteuning is niet meer nodig
choice-outcome-learner-left = De leerling gaat van school
choice-outcome-transfer = De leerling gaat naar een andere school, met dit dossier

# Domeinen van het leerlingprofiel
domain-kind-learning-area = Leergebied
domain-kind-cross-area = Leergebiedoverstijgend
domain-technical-reading = Technisch lezen
domain-comprehensive-reading = Begrijpend lezen
domain-spelling = Spelling
domain-spoken-language = Mondelinge taal
domain-english = Engels
domain-mathematics = Rekenen
domain-learning-attitude = Leren leren
domain-social-emotional = Sociaal-emotioneel
domain-behaviour = Gedrag
domain-physical = Lichamelijk

# Stand van het dossier
dossier-status-running = Loopt
dossier-status-archived = Gearchiveerd
dossier-status-set-out = Klaargezet voor overdracht
dossier-status-transferred = Overgedragen

# Wie iemand is
relation-mother = Moeder
relation-father = Vader
relation-parent = Ouder
relation-guardian = Voogd
relation-foster = Pleegouder
relation-other = Andere verzorger
authority-yes = heeft gezag
authority-no = heeft geen gezag
authority-unknown = gezag niet bekend

# Stand van een instemming
consent-state-sent = Verzonden
consent-state-undelivered = Niet aangekomen
consent-state-opened = Geopend
consent-state-code-sent = Code gevraagd
consent-state-read = Gelezen
consent-state-agreed = Instemming gegeven
consent-state-refused = Geen instemming
consent-state-not-obtained = Niet verkregen
consent-state-expired = Verlopen
consent-state-taken-back = Ingetrokken door de school
consent-state-revoked = Herroepen
consent-state-out-of-date = Verouderd
viewed-agreed = Gelezen: het klopt
viewed-refused = Gelezen: het klopt niet

# Stand van een overdracht
transfer-state-prepared = Wordt ingepakt
transfer-state-waiting = Wacht op de ontvanger
transfer-state-importing = Wordt overgenomen
transfer-state-imported = Overgenomen
transfer-state-locked = Op slot
transfer-state-withdrawn = Ingetrokken
transfer-state-expired = Verlopen

# Waar een bestand voor is
file-purpose-research = Onderzoeksverslag
file-purpose-conversation = Gespreksverslag
file-purpose-work = Werk van de leerling
file-purpose-results = Toetsresultaten
file-purpose-other = Iets anders

# Rijen die je toevoegt
step-2-row-professional = Betrokkene
step-2-add-professional = Betrokkene toevoegen
step-5-row-promoting = Bevorderende factor
step-5-add-promoting = Bevorderende factor toevoegen
step-5-row-impeding = Belemmerende factor
step-5-add-impeding = Belemmerende factor toevoegen
step-7-row-goal = Doel
step-7-add-goal = Doel toevoegen
step-9-row-offer = Aanvraag
step-9-add-offer = Aanvraag toevoegen
goal-gone = Een doel dat niet meer in stap 7 staat
staff-gone = Iemand die hier niet meer werkt
answer-yes = Ja
field-or-tick = Of kruis aan
# $label (String) - the label of a field
field-fill-in = Vul in: { $label }
# $label (String) - the label of a field
field-choose = Kies: { $label }
# $fault (String) - what is wrong
# $label (String) - what it is about
field-at-row = { $fault } ({ $label })
# $row (String) - what a row is about
# $label (String) - the label of a field in it
field-in-row = { $row }, { $label }
no-goals = Er staan nog geen doelen in stap 7.
