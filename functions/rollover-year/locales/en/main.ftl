language-name = English
title = From { $source } to { $target }
other-year = Rollover from { $source } to { $target }

# No groups yet.
empty-title = There are no groups in { $year }
empty-text = In the school-year rollover you make the groups of this year again for the next one, and divide the learners. Make groups first.
to-groups = To the groups

# The form.
lead = Choose what happens to each group. You first see what it will be; only then you plan the rollover. Everything takes effect on { $date }, at midnight exactly. If nothing happens, nobody loses access.
ends = Last day in the old groups
ends-hint = Usually 31 July.
learners-in = { $count ->
    [one] 1 learner
   *[other] { $count } learners
}
copy = Make this group in { $year } too
staff = The staff of the group goes along
to = Where do the learners go?
to-hint = Leave this empty if you do not know yet. They keep their group then. Who leaves goes out of the group; the enrolment ends when you end it, or when the pupil file says so.
target-copy = { $group } in { $year }, newly made
target-existing = { $group } in { $year }, which is there already
target-leaves = No group: they leave
pick = Some learners go elsewhere
pick-more = Some more learners go elsewhere
pick-legend = Who?
pick-to = Where do these learners go?
external = Does this external group go on?
external-hint = People from outside the school see the learners in this group. So decide anew each year.
external-continue = Yes, with the same learners and staff
external-stop = No, learners and staff leave it on the last day
check = See what happens

# The report.
dry-run-title = Nothing has been changed yet
dry-run-text = This is what happens when you plan the rollover.
leavers-title = { $count ->
    [one] 1 learner who leaves still has a running dossier
   *[other] { $count } learners who leave still have a running dossier
}
leavers-text = Let the coordinator finish these dossiers first. The rollover closes no dossiers.
undecided-title = Decide about the external groups
undecided-text = Choose whether they go on or stop: { $groups }. Then you can plan the rollover.
without-title = { $count ->
    [one] 1 learner has no class next year
   *[other] { $count } learners have no class next year
}
without-text = You can plan all the same. These learners keep the group that they have now.
without = No new class yet
begins = First day in the new groups
moves = Learners who change groups or leave
continuing = External groups that go on
stopping = External groups that stop
table-made = Groups that are made
table-exist = Groups that are there already and are not made again
group = Group
kind = Kind
learners = Learners
staff-members = Staff
plan = Plan the rollover
change = Change the choices

# How far it is.
state-planned = Planned: will be carried out on { $moment }
state-planned-text = Planned by { $name }. Until then you can change everything or take it back.
state-running = The rollover is being carried out
state-running-text = You can go on working. What is done stands; the rest follows by itself.
state-stopped = The rollover stopped half-way
state-stopped-text = What is done stands. Go on, and only what is left will be done. If that fails, contact the help desk.
state-done = Carried out on { $moment }
state-done-text = The old groups stay in the history. Dossiers and consent have not changed.
carry-out = Carry out now
withdraw = Take the rollover back
go-on = Go on
look-again = Look again
again = Move something more
progress = Progress
progress-text = { $done } of { $total } parts done
written-groups = Groups made
written-learners = Learners who changed groups or left
written-staff = Staff who went along or left an external group
written-left-alone = Not changed, because somebody took them out of the group meanwhile or the group is gone

# What was done.
done-planned = The rollover is planned
done-started = The rollover has started
done-withdrawn = The rollover was taken back; nothing has changed
late-running = The rollover is being carried out already, or waits to be resumed. Your choices can no longer go into it. Below they are beside what is planned.
