language-name = English
title = What { $name } may do, and why
own-title = What you may do, and why
to-account = To your account
to-staff = To the staff
back-to = To { $name }
change-roles = Change roles or access
no-access-title = Access is switched off
no-access-text = As long as access to Samenspoor is off, no role counts. An administrator can switch it on again.
invited-title = The invitation has not been accepted yet
invited-text = Roles count only when this person has accepted the invitation.
removed-title = Works here no more
removed-text = All rights have ended. Only a new invitation gives access again.
no-access = No access
invited = Invited
removed = Removed
begins-later = Begins later
role = Role
place = Where
given-groups = In the groups the role was given for
own-groups = In own groups
from = From
until = Until
no-last-day = No last day
granted-by = Granted by
by-self = { $name } (self)
by-platform = Samenspoor, when the licence was opened
reason = Why
through = Through these groups
no-groups = Not in any group now, so that this role gives no learner now.
group-since = { $group }, from { $from }
group-until = { $group }, from { $from } until { $to }
no-roles = No role counts today.
waiting-title = Roles that then count
later-title = Roles that begin later
waiting-role = { $role }: { $place }
later-role = { $role }: { $place }, from { $from }
about-dossiers = Dossiers
about-learners = Learners and parents
about-staff = Staff and groups
about-transfers = Transfer
manage-staff = invite staff, give roles and remove staff
manage-groups = make groups and put learners in them
import-roster = load learners and classes from the pupil administration
plan-rollover = plan the turn of the school year and carry it out
manage-settings = change settings that hold for all locations
list-learners = find learners by name
enter-learners = enter and change learners
see-learner = see name, date of birth and groups of a learner
explain-access = see who may read the dossier of a learner
manage-carers = see and change parents and other carers
open-dossier = begin a new dossier
read-dossier = read a dossier, with its files
write-dossier = write in a dossier, finish steps and add files
read-subject = read the own subject of the learner profile, and nothing else of the dossier
write-subject = fill in the own subject of the learner profile
see-overview = see the class overview: which learners have a dossier, and how far it is
reopen-step = reopen a finished step
ask-consent = ask for consent and record it
archive = close a dossier
export-dossier = hand a dossier over to another organisation
import-dossier = take a dossier over from another organisation
learners-title = Which learners
reach-dossiers = { $count ->
    [one] { $role }: 1 learner, the dossier too.
   *[other] { $role }: { $count } learners, their dossiers too.
}
reach-subject = { $count ->
    [one] { $role }: 1 learner, only this subject of the dossier.
   *[other] { $role }: { $count } learners, only this subject of their dossiers.
}
reach-names = { $count ->
    [0] { $role }: no learner now.
    [one] { $role }: 1 learner, but not the dossier.
   *[other] { $role }: { $count } learners, but not their dossiers.
}
reach-nobody = No learner now.
group-hint = A dossier teacher sees a learner only on days when they are in a group together. If a learner is missing, the learner or the staff member still has to be put in the group.
unnamed = { $count ->
    [one] 1 learner you may not see yourself. The name is left out.
   *[other] { $count } learners you may not see yourself. Their names are left out.
}
show-names = { $count ->
    [one] Show the name
   *[other] Show the { $count } names
}
learner = Learner
by-what = Through
reads = Reads the dossier
yes = Yes
no = No
missing-title = What is not allowed
missing-lead = No role of today gives this. Beside it is the role that does.
or = {" or "}
role-for-all = { $roles } (all locations)
ask-title = Is this not right?
change-text = You can give a role or take it back, and switch access on or off. In which groups somebody is, you change at the group.
change-part = You can give a role for your own locations or take it back. In which groups of those locations somebody is, you change at the group.
ask = Ask an administrator: { $names }.
learner-title = Who may see { $name }, and why
learner-lead = Here you see who may read a dossier of { $name }, and through what. Whether there is a dossier and what is in it, this page does not tell.
name = Name
today-title = Who may today
today-nobody = Today nobody of the school itself may.
external-title = Through an external group
external-nobody = Today nobody may through an external group.
before-title = What ended in the last year
before-nobody = Nothing ended in the last year.
note-names = Administrators see the name, the date of birth and the groups of { $name }, but no dossier.
note-switch = The list follows roles and groups by their dates. While somebody's access was switched off, that person could see nothing. When something is ended in the course of a day, that day still counts here; there was access until the moment it was ended.
note-links = Parents and learners are not in this list. They read only a fixed version, through a link that somebody of the school sends them.
holders-title = Who holds which right
what-may = What somebody may do
find = Search
count = { $count ->
    [one] 1 staff member has a role now. Location: { $place }.
   *[other] { $count } staff members have a role now. Location: { $place }.
}
count-action = { $count ->
    [0] Nobody may { $action } now. This belongs to the role { $roles }. Location: { $place }.
    [one] 1 staff member may { $action } now. This belongs to the role { $roles }. Location: { $place }.
   *[other] { $count } staff members may { $action } now. This belongs to the role { $roles }. Location: { $place }.
}
not-now-title = Given, but does not count now
why-not = Why not
