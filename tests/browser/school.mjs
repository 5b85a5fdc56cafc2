// A school gets going, acted in headless Chromium through what the pages show: learners, people, roles, who sees what, people from outside,
// subjects, classes, locations, licences, and accounts of the school.
// usage: node school.mjs BASE_URL SCREENSHOT_FOLDER nl|en with|without; the stack knows the hub of tests/hub/provider.mjs
import { act } from './acting.mjs';
import { allowsSchoolAccounts, linksTheAccount, signsInThroughTheHub } from './school/hub.mjs';
import { addsALearner, makesAGroup, seesOneLearner, takesOut } from './school/outside.mjs';
import { changesLicence, looksAtALocation, worksInTwoLicences } from './school/places.mjs';
import { endsARole, givesARole, readsRightsOfAPerson, readsWhoSeesALearner, searchesRights } from './school/rights.mjs';
import { asksWhoLeft, decidesAndLoads, seesClasses, stopsWhatIsElsewhere } from './school/roster.mjs';
import { seesTheClasses, writesTheOwnSubject, writesTheProfile } from './school/subject.mjs';
import { comesInByPaper, followsTheRound, invitesTheTeam, printsALogin } from './school/team.mjs';

await act([
  ['a file of another location is stopped', stopsWhatIsElsewhere],
  ['a file with a doubt is decided about and loaded', decidesAndLoads],
  ['who is not in it is asked about', asksWhoLeft],
  ['the classes are there', seesClasses],
  ['the team is invited in one go', invitesTheTeam],
  ['the round tells how it fares', followsTheRound],
  ['a login is printed, and shown once', printsALogin],
  ['and gives an account', comesInByPaper],
  ['a role is given with a reason', givesARole],
  ['and ended: refused at once', endsARole],
  ['what a person may, and why', readsRightsOfAPerson],
  ['who may see a learner, and why', readsWhoSeesALearner],
  ['who holds which right', searchesRights],
  ['a group for people from outside', makesAGroup],
  ['a learner in it', addsALearner],
  ['the specialist sees one learner', seesOneLearner],
  ['out of the group: refused at once', takesOut],
  ['the profile of a learner', writesTheProfile],
  ['a subject teacher sees the own subject only', writesTheOwnSubject],
  ['the quality officer sees the classes', seesTheClasses],
  ['one location is looked at', looksAtALocation],
  ['somebody comes to work in two licences', worksInTwoLicences],
  ['the licence is changed at the top', changesLicence],
  ['school accounts are allowed', allowsSchoolAccounts],
  ['an account is linked', linksTheAccount],
  ['and signs in', signsInThroughTheHub],
]);
