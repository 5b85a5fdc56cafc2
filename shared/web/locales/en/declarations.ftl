# What somebody declares with a choice. A number keeps its text: another text gets a new number.
declaration-action-part-1 = I am { $name } and I have read the plan for { $child }. My choice below is about what the school is going to do: step 8, with the goals that step is about.
declaration-viewing-1 = I am { $name } and I have read the plan for { $child }. What I fill in below is what I think of the plan. It is not consent.
declaration-transfer-1 = I am { $name } and I have read the plan for { $child }. My choice below is about passing this information on.
