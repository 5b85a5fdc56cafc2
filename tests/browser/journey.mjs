// The main job from the invitation to the next school, acted in headless Chromium through what the pages show: labels, buttons and links.
// Prints one JSON line: the steps that went well, where and why it stopped if it did, and what was wrong with pages on the way.
// usage: node journey.mjs BASE_URL SCREENSHOT_FOLDER nl|en with|without
import { mkdirSync } from 'node:fs';

import { agree, refuse, seeBoth } from './journey/consent.mjs';
import { addLearner, addParents, askForConsent, comeBackTooLate, finishPlan, openDossier, upload, writeSteps } from './journey/dossier.mjs';
import { archive, handOver, takeOver } from './journey/transfer.mjs';
import { askForHelp, loadLearners } from './journey/roster.mjs';
import { activate, invite, scan, setUpTotp } from './journey/welcome.mjs';
import { planRollover, turnTheYear } from './journey/rollover.mjs';
import { Person } from './person.mjs';
import { Stack, launch } from './stack.mjs';
import { texts } from './texts.mjs';

const [base, shots, lang, scripts] = process.argv.slice(2);
const javascript = scripts === 'with';
mkdirSync(shots, { recursive: true });

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

const browser = await launch();
const desk = { width: 1280, height: 900 }, phone = { width: 320, height: 640 };
const run = { stack: new Stack(base), say: texts(lang), shots, javascript, faults: [], count: 0, lang };

// Somebody with a browser of their own. Parents read on a phone, and their pages need no script in any run.
run.person = async (name, { onPhone = !javascript, dark = false } = {}) => {
  const context = await browser.newContext({
    javaScriptEnabled: javascript && !onPhone,
    viewport: onPhone ? phone : desk,
    colorScheme: dark ? 'dark' : 'light',
    locale: lang === 'nl' ? 'nl-NL' : 'en-GB',
    baseURL: base,
  });
  context.setDefaultTimeout(10_000);
  return (run.last = new Person(run, name, await context.newPage(), javascript && !onPhone));
};

const done = [];
let stopped;
for (const [step, act] of steps) {
  run.step = step;
  try {
    await act(run);
    done.push(step);
  } catch (error) {
    const page = run.last?.page;
    stopped = { step, why: error.message, page: page?.url(), content: await page?.locator('body').innerText().catch(() => '') };
    await page?.screenshot({ path: `${shots}/stopped.png`, fullPage: true }).catch(() => {});
    break;
  }
}
await browser.close();
console.log(JSON.stringify({ done, stopped, faults: run.faults, pages: run.count }));
