language-name = English
# The list.
title = Load learners and classes
lead = Bring in the learners and classes of your pupil administration at once. You first see what would change. Nothing is loaded before you confirm.
step-export = Make an EDEXML file of one location in your pupil administration. Not possible? Then take a list of learners as CSV or Excel.
step-check = Send it here. You then see of which school and which school year it is, and what would change.
step-confirm = Is it right? Then confirm it. Loading the same file again changes nothing.
location = For which location is the file?
location-hint = A file of another location is not loaded.
year-of-sheet = For which school year is the file?
year-hint = This only counts for a list of learners as CSV or Excel. An EDEXML file says itself of which school year it is.
sheets = What does a list of learners as CSV or Excel look like?
sheets-text = One row for each learner, with the names of the columns above them. Their order does not matter, and titles above them can stay.
sheets-columns = We read these columns: learner number, family name, prefix, call name, given names, initials, date of birth, class, year level, other groups, location, e-mail address, entry date, leaving date, school year and ECK iD. We do not read other columns. The learner number matters: by it we know a learner the next time.
template = Download an empty list of learners
begin = Choose a file
earlier = Earlier files
none-title = No file was loaded yet
none-text = You will see here which files were loaded, by whom and when.
column-added = Sent
column-location = Location
column-state = State
column-by = By
done-withdrawn = The file was taken back and removed.
by-system = Another system ({ $name })
folder = Have another system deliver the file
folder-text = Your pupil administration can put files into the folder of the location. Whoever may load files here gets a mail about it. Nothing is loaded before somebody confirms, then too. The help desk gives the other system access to the folder.
folder-path = Folder

# How far a file is.
state-waiting = Not sent yet
state-checking = Being checked
state-checked = Waits for you to confirm
state-stopped = Not loaded
state-loading = Being loaded
state-loaded = Loaded
state-withdrawn = Taken back
state-expired = Expired
state-given-up = Stopped half-way

# One file.
file-title = File of learners
back-to-list = All files of learners
send-heading = Choose the file
send-text = Drag the file to the field or choose it. Citizen numbers, ethnicity, countries, weight and photographs are never kept, even when they are in the file.
send-label = File with learners
send-hint = EDEXML 1.03, 2.0 or 2.1 or the answer of a UWLR connection (at most 64 MB), or a list of learners as CSV or Excel (.xlsx, at most 16 MB).
send-button = Send and check
withdraw = Take the file back
load = Confirm and load
resume = Go on
another = Another file
look-again = See whether it is done
by = By { $name } on { $moment }.
checking-title = The file is being checked
checking-text = This usually takes a few moments. Nothing was loaded yet.
refused-title = This file was not kept
refused-harmful = The virus scanner found something harmful. Have your system administrator look at the file.
refused-empty = No file arrived. Try again.
checked-title = Nothing was loaded yet
checked-text = Check whether school, location and school year are right. If something is wrong, take the file back and make a new one.
checked-until = Confirm before { $moment }. After that the file is removed, because particulars of children stand in it.
stopped-title = This file was not loaded
details-gone-title = The details were removed
details-gone = What stood in a file is shown for thirty days. After that it is only kept that it was there.
loading-title = The file is being loaded
loading-text = You can close this page. In the lists all of it appears at once.
loaded-title = Loaded on { $moment }
withdrawn-title = This file was taken back
expired-title = Nobody confirmed this file within a day
expired-unsent-title = No file was sent within a day
expired-text = Nothing was loaded, and the file was removed. To load it after all, choose Another file and send it again.
expired-text-folder = Nothing was loaded, and the file was removed. Have the other system put it down again, or choose Another file and send it yourself.
given-up-title = Loading stopped half-way
given-up-text = What is done stays. Go on, then only the rest happens. If that does not work, contact the help desk.
given-up-until = Do that before { $moment }. After that the file is removed, because it holds data of children.
given-up-gone = The file is gone. Take it back and send it again; what was loaded stays, and does not come in twice.
other-loading-title = Another file is being loaded
other-loading-text = Wait until it is done. Then confirm this file again.

# What the file says of itself.
school = School in the file
school-unknown = not said
belongs-here = this is this location
belongs-unknown = cannot be compared with this location
belongs-other = this is another school or location
year = School year
reference = Reference date
not-said = Not said
unknown-school-title = Look carefully whether this file is of this location
unknown-school-text = File and location have no code that can be compared. See by the classes and the names whether it is right, and confirm that below.
sheet-title = This file does not say of which school it is
sheet-text = You load this list of learners for { $location }, school year { $year }. See by the classes and the names whether that is right.
sure-label = Confirm location and school year
sure = These are the learners of { $location } in school year { $year }
sure-fault = Tick the box if these learners are of this location and this school year. If they are not, take the file back.
unknown-locations-title = Not all locations in the file are known
unknown-locations-text = Learners of { $locations } are not loaded. Does the location have another name here? Have the names made equal and send the file again.

# Why it is not loaded.
stop-unread = This file cannot be read
stop-other-school = This file is of another school
stop-other-school-text = Nothing was loaded. Check in your pupil administration of which school you make the file. If the code is right there, call or mail the help desk.
stop-other-location = This file is of another location
stop-other-location-text = Nothing was loaded. The file is of { $location }. Send it for that location, or make a file of this one. If you are sure that it is of this location, call or mail the help desk.
beyond-title = This file concerns another location
beyond-text = Nothing was loaded. The file changes something at, or names learners of: { $locations }. You are no administrator there. Let somebody who is confirm the file, or make a file with the learners of your location only.
stop-other-year = This file is of another school year
stop-other-year-text = Nothing was loaded. Only this school year and the next can be loaded. Choose the right school year in your pupil administration and make a new file. If that does not work, call or mail the help desk.
to-help = Telephone and e-mail of the help desk
stop-errors = There are errors in this file
stop-errors-text = Nothing was loaded, because children could be mixed up. Correct what stands below as an error in your pupil administration and make a new file.
stop-alike = Two groups in this file would be one group here
stop-alike-text = Nothing was loaded. Give these groups different names in your pupil administration: { $groups }.

# What would change.
learners = Learners
tally-new = New
tally-later = Of which beginning later
tally-same = Without change
tally-changed = Changed
tally-moved = Of which in another class or location
tally-left = Left
tally-past = Left before, not loaded
tally-unplaced = Of an unknown location, not loaded
tally-doubt = To be decided
groups = Classes and groups
group = Group
group-kind = Kind
group-here = Here
group-there = Is there
group-made = New
learner = Learner
birth = Date of birth
what = What
and-more = And { $count } other learners.
new-names = New learners ({ $count })
begins = Begins on
changed-names = Learners with a change ({ $count })
left-names = Learners who left ({ $count })
left-what = Left according to the file; the enrolment ends
missing = Not in the file, but enrolled here ({ $count })
missing-what = Stays enrolled. Once the file is loaded you can end the enrolment of who has left.
change-name = name
change-birth = date of birth
change-level = year level
change-class = class
change-cross = other groups
change-location = location or first day
change-key = key of the pupil administration
teachers = Teachers in the file ({ $count })
teachers-title = The file gives them no access
teachers-text = Invite yourself who is going to work with Samenspoor, and choose the role then.
teacher = Teacher
invite = Invite
invite-all = Invite these { $count } people together
is-staff = Is staff already
access = Access
email = E-mail address

# About whom a person decides.
doubts-heading = { $count ->
    [one] You decide about 1 learner
   *[other] You decide about { $count } learners
}
doubts-text = It is not certain whether these learners are known here. A dossier must never end up with another child, so the program does not choose. If you do not know, skip the learner.
no-birth = date of birth unknown
doubt-who = { $name }, { $birth }
doubt-who-class = { $name }, { $birth }, { $class }
doubt-is = This is { $name }, { $birth }
doubt-new = This is a new learner
doubt-skip = Skip
doubt-skip-hint = Nothing changes. With a next file it is asked again.
doubt-follow = What the tick above says
doubt-follow-hint = Without the tick the learner is skipped.
doubt-left-on = The file says that this learner left on { $day }. If you say who it is, the enrolment of that learner ends.
doubt-left = The file says that this learner has left. If you say who it is, the enrolment of that learner ends.
namesakes-label = The same name and date of birth
namesakes-text = { $count ->
    [one] 1 learner in the file has the name and date of birth of exactly one learner here, but another key. That is how it is after moving to another pupil administration.
   *[other] { $count } learners in the file each have the name and date of birth of exactly one learner here, but another key. That is how it is after moving to another pupil administration.
}
namesakes = { $count ->
    [one] This learner is the one who is here already
   *[other] These { $count } learners are the ones who are here already
}
namesakes-skip = Without the tick they are skipped.
namesakes-each = Look at them, or decide about one of them alone ({ $shown } of { $count })
doubts-more-title = { $count ->
    [one] About 1 more learner you cannot decide here
   *[other] About { $count } more learners you cannot decide here
}
doubts-more-text = There are too many for one page. They are skipped now. Decide about the learners who do stand here, load the file, and send it once more after that. Then it is their turn.
doubt-two-matches = The key is of one learner, the sector id of another.
doubt-other-person = The key is known, but name and date of birth are of somebody else.
doubt-other-key = Name and date of birth are the same, but the key is another.
doubt-several = There are several learners with this name and date of birth.
doubt-no-birth = The name is the same, but one of the dates of birth is missing.
doubt-matched-twice = Another learner in the file seemed to be the same already.

# How far loading is, and what came of it.
progress = Progress
progress-text = { $percent } per cent
loaded-groups = New classes and groups
loaded-new = New learners
loaded-changed = Changed learners
loaded-left = Enrolments ended
undecided-title = { $count ->
    [one] 1 learner was skipped
   *[other] { $count } learners were skipped
}
undecided-text = Nothing was decided about them. Send the file again to choose after all; the rest does not change by it.
to-overview = See classes and learners

# Who is not in a file that was loaded.
leavers-text = No enrolment ends by itself. Tick who has left the school. After the last day they are in no group any more, and the term of retention begins. Nothing is thrown away, and a dossier is not closed or handed over.
leavers-legend = Who has left the school?
leavers-none = Tick who has left the school.
leavers-running = There is a running dossier. Close it and hand it over, if another school is to go on with it.
leavers-look = See the learner
leavers-more = And { $count } other learners. An enrolment can be ended at the learner too.
last-day = Last day at school
last-day-hint = For everybody you tick. A day that is still to come is fine too.
reason = Reason
reason-hint = For example: finished school.
leavers-reason = Not in the pupil administration any more
leavers-end = End the enrolment
leavers-done = { $count ->
    [one] The enrolment of 1 learner was ended
   *[other] The enrolment of { $count } learners was ended
}
leavers-changed-title = Look once more who has left the school
leavers-changed-text = Something was changed meanwhile of { $names }. Whoever stands below is still enrolled. See at the learner whether it is still right, and tick again.

# The overview.
overview-title = Classes and learners
show-year = Show
classes = Classes
levels = Year level
staff-members = Staff
class = Class
other-groups = Other groups
since = Enrolled since
no-class = no class
birth-missing = no date of birth
incomplete-learners = Learners with something missing
incomplete-what = What is missing
incomplete = Learners of whom something is missing ({ $count })
empty-groups = Groups without learners
no-groups-title = There are no classes yet in { $year }
no-groups-text = Load the file of your pupil administration, then classes and learners are here.
sheet = Download as a spreadsheet

# What was dropped.
dropped = What we do not keep
dropped-text = The file also has: { $what }. That is not needed and is not kept.
dropped-citizen-number = citizen numbers
dropped-citizen-number-end = the last digits of citizen numbers
dropped-ethnicity = ethnicity
dropped-country = countries
dropped-weight = weights
dropped-photo = photographs
dropped-postcode = postcodes

# What was found.
findings = Remarks about the file ({ $shown } of { $count })
remarks = Remarks about the file ({ $count })
column-line = Where
column-severity = Severity
column-problem = What it is
line = Line { $line }
severity-error = Error
severity-warning = Warning
severity-notice = Notice
kind-location = location
kind-group = group
kind-learner = learner
kind-teacher = teacher
unread-at = Line { $line }: { $why } Nothing was loaded.
unread-too-large = the file is larger than { $max } MB.
unread-entity = it has references that we do not follow, for safety.
unread-odd = the file is not built as a file of learners.
unread-encoding = it has characters that do not belong to its encoding.
unread-broken = the file is not whole. It may have been cut off, or be another kind of file.
unread-other-format = this is neither EDEXML or UWLR nor a list of learners as CSV or Excel.
unread-no-learners = there are no learners in it.
unread-order = its parts stand in another order than EDEXML has.
unread-old-office = this is an old Excel file (.xls), or it has a password. Save it in Excel as .xlsx without a password, or as CSV.
unread-no-columns = no row with names of columns was found. Put a row above the learners with at least a column for the name and one for the class.
unread-too-many-rows = it has more than { $max } rows.
unread-too-large-unpacked = unpacked, the file is larger than { $max } MB. Remove pictures and empty rows, or save it as CSV.
problem-school-year = The school year is missing or is none: { $found }
problem-school-code = This is no BRIN with location number or institution number: { $found }
problem-no-school-code = The file does not say of which school it is.
problem-empty = There is no learner in the file.
problem-key-missing = A { $of } without a key.
problem-key-twice = Twice the same key for a { $of }: { $key }
problem-eckid-twice = Twice the same sector id for a { $of }.
problem-unknown-location = A learner refers to a location that is not in the file: { $key }
problem-no-name = A { $of } without a name.
problem-name-too-long = The name of a { $of } is longer than { $max } characters.
problem-key-too-long = The key of a { $of } is longer than { $max } characters.
problem-unknown-group = Refers to a group that is not in the file, and is left out: { $key }
problem-wrong-group-kind = Refers to a class as another group or the other way round, and is left out: { $key }
problem-second-class = A learner in a second class, which is left out: { $key }
problem-no-title = A { $of } without a name; its key is shown: { $key }
problem-unknown-level = No known year level, and is left out: { $found }
problem-no-level = No year level is known of this learner.
problem-not-a-date = No possible date at { $element }, and is left out: { $found }
problem-not-an-address = The e-mail address of a { $of } is none, and is left out.
problem-two-citizen-numbers = A learner with two numbers of the state. Look in your administration whether two children were mixed up.
problem-unknown-version = Unknown version of EDEXML; the file was read all the same: { $found }
problem-no-birth = Without a date of birth a dossier cannot be handed over later.
problem-passing-key = The key of a { $of } holds in this file only; name and date of birth tell who it is.
problem-unknown-role = Unknown role; roles in the file never give access: { $found }
problem-has-left = This learner has left.
problem-unknown-column = We do not read this column: { $column }
problem-second-column = This column means the same as an earlier one, and is left out: { $column }
problem-no-key-column = There is no column with learner numbers. Name and date of birth tell who a learner is.
problem-no-class-column = There is no column with classes. The learners will be in no class.
problem-whole-names = The whole name stands in one column ({ $column }). After loading, see whether first name, prefix and family name were parted well, or use separate columns.
problem-broken-key = Excel has shortened this learner number, and it is left out: { $found } Make the column text and fill in the numbers again.
problem-class-is-date = Excel has made a date of this class, and it is left out: { $found } Make the column text and fill in the class again.
problem-learner-twice = This learner stands in it twice, with the same name and date of birth. Are they two children? Then give them a learner number.
problem-other-year = This row is of another school year than the first: { $found }
problem-lone-cell = Only one cell of this row is filled. The row is left out.
problem-other-sheet = Only the first worksheet with learners was read, not this one: { $name }
