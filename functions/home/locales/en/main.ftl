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
begin-hint = Locations, learners, staff and security, in the right order
begin-lead = Do this in this order, and everything of { $school } is right at once. What is done can always be changed later. This list stays at To do until everything is done, and always at Help.
begin-by-choice = Not compulsory
begin-locations = { $count ->
    [one] Is it right that your school has one location?
   *[other] Is it right that your school has { $count } locations?
}
begin-locations-hint = { $places }. Each location has a file of its own. Does your school have more or fewer, or is a name or code wrong? Ask the help desk first, and load only then.
begin-roster = Load learners and classes of { $place }
begin-roster-hint = With the EDEXML file of your pupil administration.
begin-people = Invite colleagues
begin-people-hint = You give them a role at once, and they get a mail with a link. Teachers of the file can be invited there with one press.
begin-coordinator = See that there is a coordinator
begin-coordinator-hint = Who opens dossiers and asks parents for consent.
begin-own-role = Give yourself a role if you work on dossiers too
begin-own-role-hint = As an administrator you see names, dates of birth and groups of learners. Dossiers, files and parents you do not see, and you need not. If you do contribute to them, give yourself a role for that. It is recorded, and other administrators see it.
begin-groups = Put teachers in their groups
begin-groups-hint = A dossier teacher only sees dossiers of the own groups.
begin-invitations = See that everybody uses the invitation
begin-invitations-hint = You have used yours. Of your colleagues { $active } can sign in, and { $waiting } not yet. A link works for five days; whoever is late gets a new one from you.
begin-second-factor = Turn on extra security, with a code on your phone
begin-second-factor-required = Your school asks for it: nobody works here without a code.
begin-second-factor-hint = This is about your own account. At your school everybody may choose; ask your colleagues to do it too, because dossiers tell much about children.

# Help: whom to call, whom to ask, and the manual.
help-title = Help
contact-title = Is something not working?
contact-text = Call or mail the help desk. Say what you wanted to do, what the page is called, and the number if there is one on it. Do not put names or other data of learners in a mail, and no link that you were sent.
phone = Phone
mail = E-mail
reader-title = Did a school send you a link?
reader-text = Then call or mail the school that sent it. They know whom it is about and can send a new link. The help desk cannot read a dossier.
to-sign-in = To sign in
asked-title = Is it about your work or your rights?
asked-text = Then ask a colleague. The help desk cannot give roles and cannot read a dossier.
asked-administrator = Accounts and rights: administrator
asked-coordinator = Dossiers: coordinator
asked-nobody = Nobody at the moment
manual-title = Manual
manual-text = This is how to do the things that you may do.
manual-text-public = Sign in, and you also find here how to do the rest of what you may do.
own-account = My account
own-rights = What you may do, and why
how-sign-in = Signing in, and what to do when you cannot
how-sign-in-steps =
    Sign in with your e-mail address and your password, and with the code from the app on your phone if the extra security is on. Or with your school account, if your school takes part in that.
    Forgotten your password? Choose “Forgotten your password, or cannot sign in?” on the page to sign in. The link in the mail works for half an hour.
    No phone at hand? On the page of the code, open “Don’t have your phone with you?” and enter a recovery code. If you have none left, ask an administrator of your school, who sends you a link to set up the app again.
    Does the link of your invitation no longer work? Open it and choose “Send a new link”. If that does not work, ask an administrator. Only the link in the latest mail works.
    Whoever does nothing for half an hour is signed out. If you had filled something in, press the button all the same: you sign in again and get back what you typed. Then save it after all.
how-account = Your e-mail address, your password, your phone, and where you are signed in
how-account-steps =
    Choose your name at the bottom of the page.
    There you change your password if you have one, set up the app for codes again, and see where you are signed in.
    Is your e-mail address another one? Choose “Change e-mail address”. A mail goes to the new address, and only when you confirm it with that do you sign in with it.
    A place that you do not recognise? Choose “Sign out everywhere else”, and take a new password if you sign in with one.
    If you work for several schools or organisations, you switch between them at the top of the page, mostly without signing in again.
how-rights = Why can I not see a learner or a dossier?
how-rights-steps =
    Choose your name at the bottom, and then “What you may do, and why”.
    You see each role that you have, at which location or for which groups, and until when.
    Is something not right? Ask an administrator. A change counts at once, also in a page that is already open.
how-learners = Entering a learner
how-learners-steps =
    First look whether the learner is there already. A learner with two dossiers is hard to repair later.
    Choose “Add learner”. The date of birth is needed to hand a dossier over later.
    Does the school use a pupil administration? Then an administrator loads all learners at once.
    Parents are entered by the coordinator, at the learner: who has authority, and to which address a link may go.
how-read = Finding and reading a dossier
how-read-steps =
    Under “Dossiers”, search for the name of the learner. Those that are done are under “Closed”.
    The dossier says which step is not done yet. A step shows what it says, who wrote it and when.
    That you looked at a dossier is kept in the log.
how-open = Opening a dossier
how-open-steps =
    Choose “Open a dossier” and then the learner. A learner has at most one running dossier.
    Choose the level of support.
    If the learner had a dossier before, it is named there. What it says need not be found out again.
how-write = Writing in a dossier
how-write-steps =
    Choose a step. The order is yours; the dossier says which step is not done yet.
    “Save” keeps your text. “Save and finish” also says that the step is done. If something is missing it is said at the field, and all that you typed stays. Steps 8 and 11 are finished by the coordinator.
    Did a colleague save before you? Then you see both texts. Nothing is lost.
    The coordinator can reopen a finished step, with a reason.
    Files are added at the dossier. They are checked first.
how-subject = Filling in your own subject
how-subject-steps =
    Choose a learner in the list. You see learners with a running dossier of the groups that you teach.
    Fill in what the learner profile asks about your subject, and save. You can go on later.
    You do not see the rest of the dossier. A colleague finishes the profile.
how-consent = Asking parents or a learner for consent
how-consent-steps =
    At the learner, enter who has parental authority, with an e-mail address.
    Choose “To consent” at the dossier, and for each person how you ask: by a link, or outside Samenspoor.
    Nothing is sent until you finish step 8 with “Finish and ask for consent”. If step 8 is finished already, what you choose leaves at once.
    Whoever gets the link can open it as often as needed, until the last day. Opening does not use it up.
    You see an answer under “To do” and at the dossier. If a mail does not arrive that is said there too: check the address at the learner, take the request back and ask again. If a link has expired or is lost, you send a new one.
how-archive = Closing a dossier
how-archive-steps =
    Fill in step 11 and choose “Save and archive”.
    You first see what will happen: all becomes read-only, and links that are open no longer work. It cannot be reopened after that.
    Nothing is removed, and nothing goes to another school. Handing over comes after that, and is separate.
how-hand-over = Handing a dossier over to another school
how-hand-over-steps =
    Close the dossier and choose “Hand over to another school”. You see what is still needed: you record who has seen the dossier, and sometimes that it may be handed over.
    Ask the other school for its licence name. It is at the bottom of each of their pages.
    Check the receiver and set the dossier out. The receiver gets a mail without data of the learner.
    Tell them the date of birth yourself: the receiver opens the package with it.
how-take-over = Taking a dossier over from another school
how-take-over-steps =
    The other school sets it out with your licence name. It is at the bottom of every page.
    Choose the transfer, enter the learner's date of birth and choose the group. After five wrong dates the package is locked.
    If the learner is known here already, you choose whose dossier it is.
    After that the steps that were filled in are in progress, and you go on with them.
how-classes = Seeing how far the dossiers are
how-classes-steps =
    The class overview counts the running dossiers of each group, and how many of them have not changed for eight weeks.
    Choose a group for its learners. “Download as a spreadsheet” lets you take it along.
how-begin = Beginning with your school
how-begin-steps =
    There is a list of what to do first, in the right order: locations, learners and classes, colleagues, roles and groups, invitations, security.
    Each step says whether it is done, and where you do it. For each location you see whether its learners were loaded.
    Does your school get another location? Call or mail the help desk. That location then is in the list too.
how-roster = Loading learners and classes
how-roster-steps =
    Make an EDEXML file of one location in your pupil administration. Not possible? Then take a list of learners in CSV or Excel.
    Send it and look at the check: which school, which school year, who is new, changed or has left. Nothing is loaded by then. The new learners are there by name. About a learner of whom it is not certain, you decide.
    Did you move to another pupil administration? Then one tick says that learners with the same name and date of birth are the same.
    Is it right? Confirm location and school year if that is asked, and choose “Confirm and load”. All appears in the lists at once.
    Loading the same file again changes nothing.
how-invite = Inviting staff
how-invite-steps =
    Choose “Invite a staff member”, or “Invite several people at once” for a whole team.
    You check name, address and role before anything is sent. The link works for five days and once; whoever did not use it can be sent a new one.
    With the staff member you see what happened to the link. If somebody cannot get mail, make a login on paper, if you sign in with passwords.
    Has a name changed, or was it mistyped? Correct it at their page. If they have not used the invitation yet, “Change name or e-mail address” also corrects the address: a new invitation then goes there.
    Is somebody leaving? Then remove them at their page. That counts at once, and the name stays with what was written.
how-roles = Giving roles and access
how-roles-steps =
    Choose a staff member and then “Change roles or access”.
    Give a role with a reason, and with a last day if it is for a time. Roles count at once.
    If you are administrator of one location, you give roles for that location. For somebody who works elsewhere too it takes an administrator of all locations.
    Dossier teachers see only learners of their groups: so put them into a group too.
    “Find who holds which right” lets you check who may do what.
how-groups = Groups, and people from outside the school
how-groups-steps =
    A group decides who sees which learners. A learner can be in several groups, and in one class.
    For somebody from outside: an administrator invites them as dossier teacher. Make an external group, and put only the learners into it whom this person may see. The administrator puts the person into it too.
    If somebody is taken out of a group it counts at once, also for files and pages that are already open.
how-rollover = On to the next school year
how-rollover-steps =
    Choose for each group what happens: make it again, where the learners go, whether the staff go along.
    You first see what it becomes. Then you plan it; it takes place by itself, at midnight.
    About external groups you decide anew each year. Dossiers simply go on.
