# Words that many pages share.
nav-home = To do
nav-learners = Learners
nav-dossiers = Dossiers
nav-groups = Groups
nav-staff = Staff
nav-imports = Transfers
nav-rollover = School year rollover
nav-rosters = File of learners
role-administrator = Administrator
role-coordinator = Coordinator
role-dossier-teacher = Dossier teacher
group-kind-class = Class
group-kind-cross = Cross group
group-kind-external = External group
licence-kind-primary-school = Primary school
licence-kind-secondary-school = Secondary school
licence-kind-expert-organisation = Expert organisation
licence-kind-partnership = Partnership
licence-kind-guidance-centre = Guidance centre
save = Save
to-continue = Continue
draft-title = What you typed was kept
draft-text = You were away too long and have signed in again. What you had filled in is not lost, but not saved yet. Look at it and do it after all.
draft-drop = Throw it away
stale-mine = What you typed
stale-theirs = Saved by { $name }, { $moment }
stale-theirs-unknown = What stands there now
stale-text = Somebody else has changed this in the meantime. Nothing of yours is lost: both texts are below, and the form still holds what you typed. Adjust it and save again.
role-field = Role
role-administrator-hint = Manages staff, groups and names of learners. Does not read dossiers.
role-coordinator-hint = All dossiers of the location: writing, asking for consent, closing and handing over.
role-dossier-teacher-hint = Reads and contributes to dossiers of the own groups. Also for people who are not employed here.
location-field = Location
switch-location = Location you look at
elsewhere = { $hidden ->
    [0] You see { $location } only.
    [one] You see { $location } only. There is 1 more at other locations.
   *[other] You see { $location } only. There are { $hidden } more at other locations.
}
all-locations = All locations
last-administrator-title = The last administrator stays
last-administrator = { $name } is the only administrator with an active account and a role without a last day. Without an administrator nobody can let staff in. First see to another administrator: invite somebody and wait until that account is activated, or give a colleague the role.
back-to = To { $name }
