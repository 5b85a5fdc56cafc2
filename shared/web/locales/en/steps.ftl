# The eleven steps of a dossier: titles, fields, choices. The ids follow the definitions of the steps.

phase-observe = Observe
phase-understand = Understand
phase-plan = Plan
phase-realise = Carry out
phase-close = Close

status-not-started = Not started
status-busy = Busy
status-finished = Finished
status-not-applicable = Not applicable

level-light = Light support
level-extra-at-school = Extra support at school
level-extra-in-setting = Extra support in a special setting

# Step 1
step-1-title = General facts
step-1-intro = Who is the learner, and why do you begin this dossier?
step-1-field-contact-person = Contact person
step-1-field-contact-person-hint = Whom can parents and colleagues ask about this dossier?
step-1-field-year-level = Year level
step-1-field-year-level-hint = The level of this school year. We remember it for a next dossier.
step-1-field-school-type = School type
step-1-field-reason = Reason
step-1-field-reason-hint = Why does this learner need extra support? A few sentences will do.

# Step 2
step-2-title = People involved
step-2-intro = Who think along about this learner? Parents and carers are with the learner; name the others here.
step-2-field-no-carer-reason = Why no parent or carer is known
step-2-field-no-carer-reason-hint = Only needed when the learner has no parent or carer here.
step-2-field-professional = Other people involved
step-2-field-professional-name = Name
step-2-field-professional-organisation = Organisation
step-2-field-professional-task = What does this person do?
step-2-field-professional-may-contact = Do the parents allow contact?
step-2-field-professional-may-contact-hint = Without leave of the parents you make no contact.

# Step 3
step-3-title = Occasion and history
step-3-intro = What is going on, and what has been done already?
step-3-field-question = What is the question?
step-3-field-question-hint = Write down what you want to know or reach for this learner.
step-3-field-school-career = School career
step-3-field-school-career-hint = Which schools and groups, and what mattered on the way?
step-3-field-done-so-far = What has been done already?
step-3-field-done-so-far-hint = What did not help is good to know too.

# Step 4
step-4-title = Profile of the learner
step-4-intro = How are things now? Fill in each domain, or say that it does not apply.
step-4-field-domain = Domains
step-4-field-domain-level = Level
step-4-field-domain-level-hint = Such as a level or a score, if there is one.
step-4-field-domain-picture = How is it going?
step-4-field-domain-picture-hint = What goes well, and what is still hard?
step-4-field-domain-not-applicable = Not applicable

# Step 5
step-5-title = Promoting and impeding factors
step-5-intro = What helps this learner on, and what stands in the way? Name at least one of each.
step-5-field-promoting = Promoting factors
step-5-field-promoting-hint = What helps?
step-5-field-promoting-text = What helps
step-5-field-promoting-where = Where does it lie?
step-5-field-promoting-none = There is no promoting factor, because
step-5-field-promoting-none-hint = Only when you really cannot name one.
step-5-field-impeding = Impeding factors
step-5-field-impeding-hint = What stands in the way?
step-5-field-impeding-text = What stands in the way
step-5-field-impeding-where = Where does it lie?
step-5-field-impeding-none = There is no impeding factor, because
step-5-field-impeding-none-hint = Only when you really cannot name one.

# Step 6
step-6-title = Integrative picture
step-6-intro = Bring together what you know. Who reads this knows the learner a little.
step-6-field-summary = Summary
step-6-field-summary-hint = How does it all fit together? What matters most, in your view?
step-6-field-view-learner = How does the learner see it?
step-6-field-view-learner-hint = In own words, if possible.
step-6-field-view-carers = How do the parents or carers see it?
step-6-field-view-carers-hint = In own words, if possible.

# Step 7
step-7-title = Perspective and goals
step-7-intro = Where is this learner going, and which goals belong to that?
step-7-field-destination = Expected destination
step-7-field-destination-hint = Up to group 5 you can choose that it is too early to say.
step-7-field-destination-note = Which destination?
step-7-field-destination-note-hint = Write it down when you chose ‘other’, or want to add something.
step-7-field-grounds = Why do you expect this?
step-7-field-grounds-hint = Name what it rests on, such as tests, work and conversations.
step-7-field-goal = Goals
step-7-field-goal-text = Goal
step-7-field-goal-text-hint = What will the learner be able to do?
step-7-field-goal-term = Kind of goal

# Step 8
step-8-title = Development plan
step-8-intro = What are you going to do? Parents consent to this step. Once it is finished, the text cannot change unnoticed.
step-8-field-plan = Approach per goal
step-8-field-plan-approach = Approach
step-8-field-plan-approach-hint = What will you do to reach this goal?
step-8-field-plan-who = Who
step-8-field-plan-when = When
step-8-field-plan-when-hint = For example: a quarter of an hour every day.
step-8-field-plan-evaluation-date = Evaluation date
step-8-field-plan-evaluation-date-hint = When do you look together whether it works?
step-8-field-support = Support and guidance
step-8-field-support-hint = What does the learner get beside the approach per goal? Needed when there are no goals.
step-8-field-deviates = Does the programme differ from that of the group?
step-8-field-deviations = What is different in the programme?
step-8-field-deviations-hint = Such as a subject that the learner does not follow, or at another level.
step-8-field-say-held = Did somebody talk with the learner about this plan?
step-8-field-say-held-hint = Every learner has the right to say what he or she thinks of it. This is not consent.
step-8-field-say-date = Date of the conversation
step-8-field-say-with = With whom?
step-8-field-say-form = How?
step-8-field-say-words = What does the learner think, in own words?
step-8-field-say-words-hint = Write it down as the learner said it.
step-8-field-say-done = What was done with it?
step-8-field-say-done-hint = And how does the learner know?
step-8-field-say-why-not = Why not?
step-8-field-say-why-not-hint = Write down why it was not possible, or that the learner did not want to.

# Step 9
step-9-title = Toolbox
step-9-intro = Which support do you ask for? If you need nothing, you can skip this step.
step-9-field-offer = Support
step-9-field-offer-name = What do you ask for?
step-9-field-offer-question = What is your question?
step-9-skip = I want to skip this toolbox
step-9-skip-hint = You can then leave the evaluation empty.

# Step 10
step-10-title = Evaluate
step-10-intro = What has it brought?
step-10-field-evaluated-on = Date of the evaluation
step-10-field-result = Per goal
step-10-field-result-reached = Was the goal reached?
step-10-field-result-note = Explanation
step-10-field-view-learner = What does the learner think?
step-10-field-view-carers = What do the parents or carers think?
step-10-field-follow-up = How does it go on?

# Step 11
step-11-title = Status of the dossier
step-11-intro = How does this dossier end? When you finish this step, the dossier goes to the archive. Nothing changes in it after that.
step-11-field-outcome = Outcome
step-11-field-note = Explanation

# Choices
choice-year-level-0 = Toddlers
choice-year-level-1 = Group 1
choice-year-level-2 = Group 2
choice-year-level-3 = Group 3
choice-year-level-4 = Group 4
choice-year-level-5 = Group 5
choice-year-level-6 = Group 6
choice-year-level-7 = Group 7
choice-year-level-8 = Group 8
choice-year-level-11 = Year 1 (secondary education)
choice-year-level-12 = Year 2 (secondary education)
choice-year-level-13 = Year 3 (secondary education)
choice-year-level-14 = Year 4 (secondary education)
choice-year-level-15 = Year 5 (secondary education)
choice-year-level-16 = Year 6 (secondary education)
choice-year-level-s = Special education
choice-year-level-v = Special secondary education
choice-year-level-n = Other
choice-school-type-primary = Primary school
choice-school-type-special-primary = Special primary education
choice-school-type-special = Special education
choice-school-type-practical = Practical education
choice-school-type-vmbo = Vmbo
choice-school-type-havo = Havo
choice-school-type-vwo = Vwo
choice-school-type-secondary = Secondary education (Flanders)
choice-school-type-special-secondary = Special secondary education
choice-may-contact-yes = Yes
choice-may-contact-no = No
choice-may-contact-unknown = Not asked yet
choice-where-learner = With the learner
choice-where-school = At school
choice-where-home = At home
choice-destination-special = Special secondary education
choice-destination-practical = Practical education
choice-destination-vmbo-basic = Vmbo basic
choice-destination-vmbo-middle = Vmbo middle
choice-destination-vmbo-theory = Vmbo mixed or theoretical
choice-destination-havo = Havo
choice-destination-vwo = Vwo
choice-destination-mbo = Mbo
choice-destination-higher = Higher education
choice-destination-sheltered-work = Sheltered work
choice-destination-day-care = Day care
choice-destination-work = Work
choice-destination-other = Other
choice-destination-not-yet = Too early to say
choice-term-long = Goal for the long term
choice-term-interim = Interim goal
choice-deviates-yes = Yes
choice-deviates-no = No
choice-say-held-yes = Yes
choice-say-held-no = No
choice-say-form-talk = In a conversation
choice-say-form-drawing = With a drawing
choice-say-form-video = With a video
choice-say-form-form = With a form
choice-say-form-other = Otherwise
choice-reached-yes = Yes
choice-reached-partly = In part
choice-reached-no = No
choice-reached-stopped = Stopped
choice-outcome-end-of-support = Extra support is no longer needed
choice-outcome-learner-left = The learner leaves the school
choice-outcome-transfer = The learner goes to another school, with this dossier

# Domains of the learner's profile
domain-kind-learning-area = Learning area
domain-kind-cross-area = Across learning areas
domain-technical-reading = Technical reading
domain-comprehensive-reading = Reading comprehension
domain-spelling = Spelling
domain-spoken-language = Spoken language
domain-english = English
domain-mathematics = Mathematics
domain-learning-attitude = Learning to learn
domain-social-emotional = Social and emotional
domain-behaviour = Behaviour
domain-physical = Physical

# State of the dossier
dossier-status-running = Running
dossier-status-archived = Archived
dossier-status-set-out = Set out for transfer
dossier-status-transferred = Handed over

# What somebody is
relation-mother = Mother
relation-father = Father
relation-parent = Parent
relation-guardian = Guardian
relation-foster = Foster parent
relation-other = Other carer
authority-yes = has parental authority
authority-no = has no parental authority
authority-unknown = parental authority not known

# State of a consent
consent-state-sent = Sent
consent-state-undelivered = Did not arrive
consent-state-opened = Opened
consent-state-code-sent = Code asked for
consent-state-read = Read
consent-state-agreed = Consent given
consent-state-refused = No consent
consent-state-not-obtained = Not obtained
consent-state-expired = Expired
consent-state-taken-back = Taken back by the school
consent-state-revoked = Revoked
consent-state-out-of-date = Out of date
viewed-agreed = Read: it is right
viewed-refused = Read: it is not right

# State of a transfer
transfer-state-prepared = Being packed
transfer-state-waiting = Waits for the receiver
transfer-state-importing = Being taken over
transfer-state-imported = Taken over
transfer-state-locked = Locked
transfer-state-withdrawn = Withdrawn
transfer-state-expired = Expired

# What a file is for
file-purpose-research = Report of an examination
file-purpose-conversation = Report of a conversation
file-purpose-work = Work of the learner
file-purpose-results = Test results
file-purpose-other = Something else

# Rows that people add
step-2-row-professional = Person
step-2-add-professional = Add a person
step-5-row-promoting = Promoting factor
step-5-add-promoting = Add a promoting factor
step-5-row-impeding = Impeding factor
step-5-add-impeding = Add an impeding factor
step-7-row-goal = Goal
step-7-add-goal = Add a goal
step-9-row-offer = Request
step-9-add-offer = Add a request
goal-gone = A goal that is no longer in step 7
staff-gone = Somebody who works here no more
answer-yes = Yes
field-or-tick = Or tick
field-fill-in = Fill in: { $label }
field-choose = Choose: { $label }
field-at-row = { $fault } ({ $label })
field-in-row = { $row }, { $label }
no-goals = There are no goals in step 7 yet.
