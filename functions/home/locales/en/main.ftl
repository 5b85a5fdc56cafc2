language-name = English
title = To do
invited = { $name } has not used the invitation yet
empty-title = Nothing waits for you
empty-text = Here comes what is asked of you, the most urgent first.
