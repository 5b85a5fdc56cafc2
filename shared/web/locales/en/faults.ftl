# What is wrong with a field, and what to do.
fault-missing = Fill this in
fault-too-short = Use at least { $min } characters
fault-too-long = Use at most { $max } characters
fault-not-an-address = Enter an e-mail address, such as name@school.example
fault-not-a-date = Enter a date that exists, such as 9-3-2014
fault-not-a-choice = Choose one of the options
fault-not-looked-after = Choose from what you see here: your role of administrator is not for all locations
fault-not-a-number = Enter a number
fault-too-early = Choose a date on or after { $first }
fault-too-late = Choose a date up to and including { $last }
fault-address-in-use = A staff member with this e-mail address exists already
fault-name-in-use = This name is in use
fault-unknown-licence = We do not know this licence name. The receiver finds it at the bottom of every page
fault-own-licence = This is your own licence. Enter the licence name of the receiver
fault-weak-common = This is a password that others try first. Choose three or four words that have nothing to do with each other
fault-weak-word-and-year = A known word with a year is guessed quickly. Choose three or four words that have nothing to do with each other
fault-weak-pattern = Repetition and rows of the keyboard are guessed quickly. Choose separate words
fault-weak-own = Do not use your own name, e-mail address or school
fault-weak-guessable = This password is too easy to guess. Add a word that has nothing to do with it
fault-not-recognised = The e-mail address or the password is not right. After a few tries you have to wait a moment
fault-wrong-password = This is not your present password
fault-wrong-code = This code is not right
fault-wrong-code-left = { $left ->
    [0] This code is not right. You can ask for a new code
    [one] This code is not right. You can try once more
   *[other] This code is not right. You can try { $left } more times
}
fault-expired-code = This code is no longer valid. Ask for a new one
fault-too-many-tries = Too many tries. Contact whoever sent you the link
fault-too-many-tries-until = Too many tries. Try again after { $again }
fault-names-learner = Leave the learner's name out of the subject: e-mail is not safe enough
fault-wrong-birth-date = { $left ->
    [0] The date of birth is not right. This package is now locked; we have told the sender
    [one] The date of birth is not right. You can try once more
   *[other] The date of birth is not right. You can try { $left } more times
}
fault-file-type = We do not accept this type of file. Choose a pdf, Word file (docx), odt, png or jpg
fault-file-size = The file is too large. It may be at most { $max } MB
fault-not-of-this-role = This does not go with the role you chose. Take it away, or choose another role
fault-all-or-some = Choose all groups, or choose groups one by one. Not both
fault-double = This exists already
fault-too-few = { $min ->
    [one] Give at least 1
   *[other] Give at least { $min }
}
fault-too-many = At most { $max } are possible at once
fault-twice = Somebody else on this page has this address already
fault-not-a-line = Write a first name, a last name and an e-mail address, with a semicolon between them
fault-not-on-paper = We do not know this code. See whether you copied all sixteen signs. If the paper is older than five days, ask for a new one
fault-own-address = This is your own address. Your account works already, you need not invite yourself. To work with dossiers yourself as well, give yourself a role: choose your own name in the list of staff
fault-same-address = This is the address you sign in with already
fault-reason-needed = Write down why
fault-contradiction = This does not fit another answer on this page
fault-only-from-outside = This staff member is in an external group and can only be a dossier teacher. Take the staff member out of that group first
fault-school-account-only = This organisation is entered with your school account. Sign out first, then choose “Sign in with your school account”
fault-password-only = This organisation is entered with your e-mail address and password. Sign out first, then sign in with those
