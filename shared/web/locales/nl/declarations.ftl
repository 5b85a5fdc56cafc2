# Wat iemand verklaart bij een keuze. Een nummer houdt zijn tekst: een andere tekst krijgt een nieuw nummer.
# $child (String) - what one calls the learner
# $name (String) - who decides
declaration-action-part-1 = Ik ben { $name } en ik heb het plan voor { $child } gelezen. Mijn keuze hieronder gaat over wat de school gaat doen: stap 8, met de doelen waar die stap over gaat.
# $child (String) - what one calls the learner
# $name (String) - who decides
declaration-viewing-1 = Ik ben { $name } en ik heb het plan voor { $child } gelezen. Wat ik hieronder invul, is wat ik van het plan vind. Het is geen instemming.
# $child (String) - what one calls the learner
# $name (String) - who decides
declaration-transfer-1 = Ik ben { $name } en ik heb het plan voor { $child } gelezen. Mijn keuze hieronder gaat over het doorgeven van deze gegevens.
