language-name = Nederlands
# $school (String) - the school
lead-action-part = { $school } vraagt u om een plan te lezen en te laten weten of u het ermee eens bent.
# $school (String) - the school
lead-viewing = { $school } vraagt u om een plan te lezen en te laten weten wat u ervan vindt.
# $school (String) - the school
lead-transfer = { $school } vraagt u om toestemming om gegevens door te geven.
start-title = Uw reactie wordt gevraagd
from = Van
asked-by = Gevraagd door
until = Tot en met
about = Het gaat over
step-code = U krijgt een code per e-mail
step-read = U leest het plan
step-decide = U laat weten wat u ervan vindt
ask = Stuur mij de code
ask-again = Stuur mij de code opnieuw
open = Open het plan
code-label = Code van zes cijfers
code-hint = De code staat in de e-mail die u net kreeg. Hij is 10 minuten geldig.
code-sent = De code is verstuurd
code-sent-text = Kijk in de mailbox waar ook de link stond. Geen code? Kijk bij ongewenste e-mail, of laat hem opnieuw sturen.
read-again = Vraag een code om verder te gaan
read-again-text = U kunt een half uur lezen met een code. Die tijd is voorbij, of u gebruikt nu een ander apparaat.
safe = Wij sturen de code naar het adres waar ook de link naartoe ging. Deel de link en de code met niemand.
# $name (String) - who asked
# $school (String) - the school
help = Vragen, of is dit niet voor u? Neem contact op met { $name } van { $school }.
not-mailed = De code is niet verstuurd
not-mailed-later = Het versturen lukt nu niet. Wacht een minuut en vraag de code opnieuw.
# $school (String) - the school
not-mailed-address = Het adres waar de link naartoe ging, neemt onze e-mail niet aan. Een code vragen helpt dan niet. Neem contact op met { $school }.
unknown-title = Deze link kennen wij niet
unknown-text = Misschien is een stuk van de link weggevallen. Open de link nog eens vanuit de e-mail, of neem contact op met de school die hem stuurde.
expired-title = Deze link is verlopen
# $day (String) - the last day
expired-text = U kon reageren tot en met { $day }.
replaced-title = Er is een nieuwere link
replaced-text = De school heeft u later een nieuwe e-mail gestuurd. Gebruik de link die daarin staat.
withdrawn-title = De school heeft deze link ingetrokken
withdrawn-text = U kunt met deze link niet meer lezen of reageren.
out-of-date-title = Het plan is veranderd
out-of-date-text = De tekst waar deze link over ging, is niet meer de laatste. Daarom werkt de link niet meer.
# $school (String) - the school
new-link-text = Wilt u een nieuwe link? Dan laten wij { $school } weten dat u erom vraagt.
new-link = Vraag om een nieuwe link
new-link-asked = Wij hebben het doorgegeven
# $school (String) - the school
new-link-asked-text = { $school } ziet dat u om een nieuwe link vraagt. Als u er een krijgt, komt die in dezelfde mailbox.
# $name (String) - what one calls the learner
plan-title = Het plan voor { $name }
# $name (String) - what one calls the learner
plan-lead-action-part = Lees hieronder het plan voor { $name }. Laat daarna weten of u het eens bent met wat de school gaat doen (stap 8).
# $name (String) - what one calls the learner
plan-lead-viewing = Lees hieronder het plan voor { $name }. Laat daarna weten wat u ervan vindt.
# $name (String) - what one calls the learner
plan-lead-transfer = Lees hieronder het plan voor { $name }. Laat daarna weten of de school het mag doorgeven.
# $minutes (Number) - minutes
reading-time = { $minutes ->
    [one] Lezen duurt ongeveer 1 minuut.
   *[other] Lezen duurt ongeveer { $minutes } minuten.
}
track = Waar u bent
contents = Wat hier staat
# $number (String) - which goal
goal = Doel { $number }
yes = Ja
staff-unknown = Een medewerker van de school
decide-title = Uw reactie
decision = Wat is uw keuze?
agrees = Ik ben het ermee eens
refuses = Ik ben het er niet mee eens
viewing-yes = Ik vind dat het klopt
viewing-no = Ik vind dat het niet klopt
reason = Waarom niet?
reason-hint = Schrijf op waar u het niet mee eens bent. De school leest dit.
remark = Wilt u er iets bij zeggen?
your-reason = Uw reden
your-remark = Uw opmerking
remark-hint = In uw eigen woorden. De school kan uw tekst niet veranderen.
# $day (String) - the last day
changed-mind = Tot en met { $day } kunt u uw keuze nog veranderen, met dezelfde link en een nieuwe code.
# $school (String) - the school
decide-button = Stuur mijn reactie naar { $school }
# $at (String) - when
before-agreed = U liet op { $at } weten dat u het eens bent
# $at (String) - when
before-refused = U liet op { $at } weten dat u het niet eens bent
before-text = Bent u van mening veranderd? Vul het formulier onderaan opnieuw in. Uw laatste keuze telt.
# $mark (String) - short hash
print-version = Versie { $mark }
# $at (String) - when
print-at = Afgedrukt op { $at }
late-title = Uw reactie is niet verstuurd
late-text = U kunt een half uur lezen en reageren met een code. Die tijd was voorbij. Vraag een nieuwe code en vul het formulier opnieuw in.
late-kept = Dit had u geschreven. Kopieer het als u het wilt bewaren.
late-button = Vraag een nieuwe code
receipt-agreed = Uw instemming is vastgelegd
receipt-refused = Uw reactie is vastgelegd
# $at (String) - when
receipt-panel = Op { $at }
receipt-who = Wie
receipt-what = Keuze
receipt-when = Wanneer
receipt-version = Kenmerk van wat u las
receipt-mail = U krijgt een bevestiging per e-mail.
# $school (String) - the school
receipt-school = { $school } kan uw reactie nu lezen.
# $day (String) - the last day
receipt-change = Tot en met { $day } kunt u het plan nog lezen en uw keuze veranderen.
receipt-plan = Terug naar het plan
