# What mails say. Nothing about a learner.
language-name = English
hello = Hello,
copy-link = Does the button not work? Open this address in your browser:
contact = Questions? Reply to this mail or write to { $contact }.
ask-administrator = Questions? The administrator of your school or organisation will help you.
ask-school = Questions? Please contact { $school }.
ask-sender = Questions about this transfer? Please contact { $school } in { $place } and mention the number.
link-once = The link works until { $ends }. You can use it once.
until-day = You can do this up to and including { $day }.
not-you-staff = Not meant for you? Then do not use this mail and please tell
not-you-reader = Not meant for you? Then do not use this mail and please tell

invitation-subject = { $school }: your invitation to Samenspoor
invitation-first = { $school } invites you to work together in Samenspoor.
invitation-how = Open the link and choose your own password. Do you already use Samenspoor for another organisation? Then you accept the invitation with the password you have.
invitation-button = Accept the invitation
invitation-why = You get this mail because an administrator of { $school } entered this address.

printed-subject = { $school }: your login for Samenspoor was put on paper
printed-first = { $by } of { $school } put a login for you on paper on { $at }. You get that paper in person. With it you choose a password yourself.
printed-how = Earlier links for this account stop working. Choose your password yourself, and only on your own device: nobody else should know it.
printed-not-you = Do you get no paper, or was your account activated without you? Then say so at once to

new-password = Choose a new password
reset-subject = Choose a new password for Samenspoor
reset-first = Somebody asked for a new Samenspoor password for this address.
reset-how = Was it you? Then choose a new password. After that you sign in again yourself.
reset-why = You get this mail because somebody entered this address at Samenspoor.
reset-not-you = Did you not ask for this? Then you need not do anything: your password stays as it is.

new-address-subject = Confirm your new e-mail address for Samenspoor
new-address-first = Somebody wants to sign in to Samenspoor with this e-mail address from now on.
new-address-how = Was it you? Then open the link and confirm it on the page. Until then you sign in with your old address.
new-address-button = Confirm the address
new-address-not-you = Did you not ask for this? Then do not use the link. Nothing changes.

address-wanted-subject = Somebody entered your e-mail address at Samenspoor
address-wanted-first = On { $at } somebody entered this e-mail address to sign in to Samenspoor with from now on. The address belongs to a sign-in already, so nothing was changed.
address-wanted-how = Was it you? You can sign in with this address already. An address belongs to one sign-in only: if you want it for your other one, give this one another address first.
address-wanted-button = Sign in
address-wanted-not-you = Was it not you? Then you need not do anything: whoever did this does not see that there is a sign-in with this address.

address-left-first = Since { $at } your Samenspoor sign-in belongs to another e-mail address. You can no longer sign in with this one.
address-left-how = Was it you? Then you need not do anything. Was it not you? Then warn the administrator of your school or organisation at once, who can stop the access and invite you again.
address-left-button = Who can help you
address-left-why = You get this mail because this address belonged to a Samenspoor sign-in until then.

factor-reset-subject = Lost your phone? Set up the extra security again
factor-reset-first = An administrator of { $school } asked to set up your extra security (2FA) again, because you cannot get at your codes.
factor-reset-how = Open the link and enter your password. The old codes stop working and you set up a new app when you sign in. Without your password the link does nothing.
factor-reset-button = Set it up again
factor-reset-why = You get this mail because an administrator of { $school } asked for this.
factor-reset-not-you = Did you not ask for this? Then do not use the link. Nothing changes. Give your password to nobody and please tell

factor-elsewhere-subject = The extra security of a staff member was removed
factor-elsewhere-first = On { $at } a staff member of { $school } had the extra security (2FA) of their own sign-in removed, with a link by mail and their own password. This was not asked for at { $school }.
factor-elsewhere-how = Mostly a phone is lost. Ask the staff member, not by mail. Is it not right? Then take the access away at once.
factor-elsewhere-button = See the staff member

changed-subject = Something changed in your Samenspoor sign-in
changed-password = Your Samenspoor password was changed on { $at }.
changed-second-factor-on = An authenticator was set up for your Samenspoor sign-in on { $at }.
changed-second-factor-off = The authenticator of your Samenspoor sign-in was switched off on { $at }.
changed-second-factor-reset = The authenticator and the recovery codes of your Samenspoor sign-in were removed on { $at }, with the link that your administrator asked for and your password.
changed-recovery-code = A recovery code of your Samenspoor sign-in was used on { $at }.
changed-locked = Your Samenspoor sign-in was locked on { $at }, after too many failed attempts.
changed-joined = Since { $at } your Samenspoor sign-in also gives access to another organisation.
changed-hub-linked = A school account was linked to your Samenspoor sign-in on { $at }. You can now sign in with it too.
changed-hub-unlinked = A school account was taken off your Samenspoor sign-in on { $at }. You can no longer sign in with it.
changed-how = Was it you? Then you need not do anything. Was it not you? Then choose a new password at once and warn your administrator.
changed-locked-how = Choose a new password to get in again. Was somebody else trying? Then warn your administrator.
changed-why = You get this mail because this address belongs to a Samenspoor sign-in.
changed-not-you = Not meant for you? Please tell the administrator of your school or organisation.

request-subject = { $school }: please respond by { $day }
request-first = { $asker } of { $school } asks you to read something and respond to it.
request-how = Open the link. You will then get a code of six digits at this address. With that code you see what it is about. You do not need an account.
request-button = Read and respond
reader-why = You get this mail because { $school } has this address of yours.

code-subject = { $school }: your code
code-first = Below is the code with which you can read what { $school } asks you.
code-how = Type the code on the page that you have open. Do not give the code to anybody, not even when somebody asks for it.
code-ends = The code works until { $ends }.
code-why = You get this mail because somebody with your link asked for a code.
code-not-you = Did you not ask for a code? Then you need not do anything. If it happens more often, please tell

receipt-subject = { $school }: your answer was received
receipt-first = { $school } received your answer on { $at }.
receipt-mark = Mark of the version you read: { $mark }.
receipt-how = Would you like to read or change your answer? You can do so with the link, again with a code.
receipt-keep = Keep this mail as a confirmation.
receipt-button = See your answer
receipt-why = You get this mail because you answered a question of { $school }.

decided-subject = { $school }: an answer came in
decided-first = Somebody you asked for a response answered on { $at }.
decided-how = Sign in to read the answer.
decided-button = Read the answer
decided-why = You get this mail because you asked for the response.

dropped-subject = { $school }: a file is waiting to be loaded
dropped-first = Another system delivered a file of the administration for { $location }. Nothing was loaded yet.
dropped-how = Sign in, see what would change and confirm it within a day. After that the file is removed. If it is not right, take the file back.
dropped-button = See the file
dropped-why = You get this mail because you may load files for { $location }.

waiting-subject = Transfer { $number } is waiting
waiting-first = { $from } in { $place } has a transfer waiting for { $to }. Its number is { $number }.
waiting-how = Whoever collects transfers at your organisation can open it in Samenspoor.
waiting-button = See the transfers
waiting-ends = The transfer waits up to and including { $day }.
contact-why = You get this mail because this is the contact address of { $school } in Samenspoor.
contact-not-you = Not meant for you? Please tell the administrator of your school or organisation.

locked-subject = Transfer { $number } is locked
locked-first = Transfer { $number } from { $from } to { $to } was locked, because a wrong detail was entered too often.
locked-sender = Check the details, withdraw the transfer and send it again if needed.
locked-receiver = Only { $from } can withdraw the transfer and send it again. Please contact them.
locked-button = See the transfer
