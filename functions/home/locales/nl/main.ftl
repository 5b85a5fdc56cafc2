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
# $at (String) - when
# $who (String) - by whom
changed = Laatst gewijzigd op { $at } door { $who }
empty-title = Er wacht niets op je
empty-text = Hier komt wat op jou wacht: een dossier waar je mee verder kunt, een overdracht die klaarstaat, iemand die een uitnodiging nog niet gebruikte. Wat het langst wacht, staat bovenaan.
open-dossier = Dossier openen
invite = Medewerker uitnodigen
