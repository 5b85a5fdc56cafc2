language-name = English
title = Archive the dossier of { $name }
text = You are about to close the dossier of { $name }.
archive = Archive
back = Back to step 11
will-read-only = Everything in the dossier becomes read-only. It cannot be reopened.
will-links = { $count ->
    [0] No links are open any more.
    [one] The one link that is open stops working.
   *[other] The { $count } links that are open stop working.
}
will-again = A new dossier can be opened for this learner.
will-not-remove = Nothing is removed. Whoever has the right can go on reading the dossier.
will-not-send = Nothing goes to another school. Handing over is a step of its own, later.
warnings = Good to know
warn-step = Step { $number }, { $title }, is not finished.
warn-never-frozen = The plan was never finished. There is no version that parents could read.
warn-plan-reopened = The plan was reopened after the version that people read. That version is kept.
warn-unanswered = { $name } has not answered yet. The link stops working.
warn-refused = { $name } does not consent. That can still be read in the dossier.
warn-not-obtained = No consent was obtained of { $name }.
warn-out-of-date = The consent of { $name } is about an earlier version of the plan.
warn-toolbox-skipped = The toolbox was skipped.
