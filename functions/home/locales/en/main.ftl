language-name = English
title = To do
invited = { $name } has not used the invitation yet
package = Transfer { $number } of { $sender } is waiting
until = Can be opened up to and including { $day }
dossier = { $name }: step { $step }, { $title }
subject = { $name }: fill in { $subject } in the learner profile
subject-hint = Of the dossier you see only your own subject.
changed = Last changed on { $at } by { $who }
news-title = New
tasks-title = Go on with
answered = { $name }: answer of { $who }
undelivered = { $name }: the mail to { $who } did not arrive
link-wanted = { $name }: { $who } asks for a new link
since = On { $at }
empty-title = Nothing waits for you
empty-text = Here comes what waits for you: a dossier to go on with, an answer of a parent, a transfer that has arrived, somebody who has not used an invitation yet. What has waited longest comes first.
no-role-title = You have no access here now
no-role-text = You are signed in at { $school }, but you have no role there at the moment. Is that not right? Ask an administrator of { $school }. What you wrote before is still there.
open-dossier = Open a dossier
invite = Invite a staff member

# What a school does first.
begin-title = How to begin with your school
begin-hint = Learners, staff and groups, in the right order
begin-lead = Do this in this order, and everything of { $school } is right at once. What is done can always be changed later.
begin-locations = { $count ->
    [one] Your school has one location
   *[other] Your school has { $count } locations
}
begin-locations-hint = { $places }. Each location has a file of its own. If a name or code is wrong, contact the help desk.
begin-roster = Load learners and classes of { $place }
begin-roster-hint = With the EDEXML file of your pupil administration.
begin-people = Invite colleagues
begin-people-hint = Teachers of the file can be invited there with one press. If you write dossiers yourself, give yourself a role too.
begin-coordinator = See that there is a coordinator
begin-coordinator-hint = Who opens dossiers and asks parents for consent.
begin-groups = Put teachers in their groups
begin-groups-hint = A dossier teacher only sees dossiers of the own groups.
