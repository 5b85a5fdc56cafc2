language-name = English
title = Invite several people at once
lead = Choose who gets an invitation. The next page first shows who gets what. At most { $most } people at once.
from-file = Teachers of the pupil file of { $moment }
awaited-title = Not activated yet
awaited-text = These people got an invitation before but have no account yet. Who you choose here gets a new link; older links then stop working. Roles stay as they are.
teachers-title = Teachers of the file
teachers-text = Who is staff already is not among them. Check the addresses well: the link goes to this address. Skip who has no address, or fill it in.
no-teachers = There are no teachers in this file who are not staff already.
typed-title = Write down whom you invite
typed-others-title = Others
typed-label = One person a line
typed-hint = First name; prefix; last name; e-mail address. For example: Jet; van der; Juf; j.juf@school.example. The prefix may be left out. Pasting from a spreadsheet works as well.
line-told = Line { $line }: { $message }.
gift-title = What new people get
gift-text = For everybody who is not staff yet. Who was invited before keeps the own roles.
gift-text-new = For everybody you choose on this page.
reason = Why this role
reason-hint = For example: the team of this school year. Other administrators see this too.
to-check = Continue
email-of = E-mail address of { $name }
in-groups = Groups in the file: { $groups }
link-works-until = Has a link already. It works until { $moment }.
link-ended = The last link worked until { $moment }.
never-invited = Got no link yet.
name = Name
email = E-mail address
gets = Gets
state = State
check-title = Check the invitations
check-lead = { $count ->
    [one] 1 person gets an invitation. Check the name and the address well.
   *[other] { $count } people get an invitation. Check the names and addresses well.
}
check-caption = Who gets an invitation
gets-role = An account, with the role { $role }
gets-link = A new link, the roles stay
happens-title = What happens
happens-mail = Everybody gets a mail of their own on behalf of { $school }, with a link to activate the account.
happens-link = The link works once and is good for five days.
happens-password = There is no password in the mail and nothing about learners.
happens-queue = After that you see of everybody whether the mail was sent and whether the account was activated.
send = { $count ->
    [one] Send 1 invitation
   *[other] Send { $count } invitations
}
change = Change
list-title = Rounds of invitations
list-lead = A round is one time that several people were invited at once. Here you can still see later who activated the account.
none-title = There was no round yet
none-text = Invite a whole team in one go. After that you see of everybody whether the mail was sent and whether the account was activated.
when = Begun
people = People
by = By
round-title = Round of invitations
begun = Begun by { $name }, { $moment }
busy-title = { $count ->
    [one] 1 more invitation is being sent
   *[other] { $count } more invitations are being sent
}
busy-text = You need not wait for this: it goes on by itself, also when you close this page.
look-again = Refresh
progress = Activated
progress-text = { $done } of { $all } accounts activated
trouble-title = { $count ->
    [one] 1 person needs something
   *[other] { $count } people need something
}
try-again = Try again
try-all-again = Try all { $count } again, at the same address
everybody = Everybody in this round
waiting = Waiting
sent = Sent
printed = On paper
bounced = Came back
failed = Failed
not-invited = Not invited
expired = Expired
accepted = Activated
removed = Removed
trouble-no-mailbox = The mail came back: this address does not exist, or takes no mail. Check the address.
trouble-not-now = The mail came back: the mailbox was full or could not be reached. Try again later, or use another address.
trouble-stopped = We send no mail to this address for a while, because an earlier mail came back or was called unwanted. Check the address, or use another.
trouble-refused = The mail service would not send this mail. Check the address.
trouble-not-needed = The mail was not sent, because the invitation no longer held.
trouble-ours = Something went wrong on our side. The address need not be wrong: try again.
why-address-in-use = Another staff member has this address already. Use another address.
why-not-awaited = This person is active already or was removed.
why-no-access = Access to the application is switched off. First switch it on, at the roles of this staff member.
why-no-administrator = Who began this round is no administrator any more, or not of this location. That is why sending stopped.
why-expired = The link was not used for five days. Send a new one, and ask whether the mail arrived.
