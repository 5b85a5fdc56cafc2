language-name = Nederlands
title = Te doen
# $name (String) - who
invited = { $name } heeft de uitnodiging nog niet gebruikt
empty-title = Er wacht niets op je
empty-text = Hier komt wat er van jou gevraagd wordt, het dringendste eerst.
