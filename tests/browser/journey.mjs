// The main job from the invitation to the next school, acted in headless Chromium through what the pages show: labels, buttons and links.
// usage: node journey.mjs BASE_URL SCREENSHOT_FOLDER nl|en with|without
import { act } from './acting.mjs';
import { agree, refuse, seeBoth } from './journey/consent.mjs';
import { addLearner, addParents, askForConsent, comeBackTooLate, finishPlan, openDossier, upload, writeSteps } from './journey/dossier.mjs';
import { archive, handOver, takeOver } from './journey/transfer.mjs';
import { askForHelp, loadLearners } from './journey/roster.mjs';
import { activate, invite, scan, setUpTotp } from './journey/welcome.mjs';
import { planRollover, turnTheYear } from './journey/rollover.mjs';

const steps = [
  ['1 the administrator invites a coordinator', invite],
  ['2 a mail scanner opens the link three times', scan],
  ['2 the coordinator activates the account', activate],
  ['2 the coordinator sets up the authenticator', setUpTotp],
  ['2 the administrator loads a list of learners', loadLearners],
  ['2 and looks for help', askForHelp],
  ['3 a learner', addLearner],
  ['3 two parents', addParents],
  ['3 a dossier', openDossier],
  ['3 steps 1 to 7', writeSteps],
  ['3 half an hour later what was typed is offered back', comeBackTooLate],
  ['3 a file', upload],
  ['3 consent through the link', askForConsent],
  ['3 step 8 is finished', finishPlan],
  ['4 one parent agrees', agree],
  ['4 the other refuses, with a reason', refuse],
  ['4 the coordinator sees both', seeBoth],
  ['5 skipped, empty, archived', archive],
  ['5 handed over', handOver],
  ['6 taken over', takeOver],
  ['7 the rollover is planned after a dry run', planRollover],
  ['7 on 1 August it is carried out', turnTheYear],
];

await act(steps);
