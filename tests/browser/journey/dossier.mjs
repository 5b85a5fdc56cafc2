// Step 3: a learner, two parents, a dossier with its plan, a file, and how consent is asked.
import { go } from './welcome.mjs';

export const LEARNER = 'Pim Plank';
export const BORN = '5-10-2017';
export const MOTHER = 'moeder@thuis.example';
export const FATHER = 'vader@elders.example';
export const STREET = 'Geheimpad 12';
export const APPROACH = 'Elke dag tien minuten samen lezen';
export const GOAL = 'Leest in juni op AVI-E4';
export const FILE = 'leesverslag.pdf';
const PDF = '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n';

export async function addLearner(run) {
  const { say, coordinator: nina } = run;
  await go(nina, say('common/nav-learners'));
  await nina.press(say('manage-learners/add'));
  await nina.fill(say('manage-learners/birth-date'), '31-2-2017');
  await nina.wrong(say('manage-learners/add'));
  await nina.fill(say('manage-learners/call-name'), 'Pim');
  await nina.fill(say('manage-learners/family-name'), 'Plank');
  await nina.fill(say('manage-learners/birth-date'), BORN);
  await nina.page.getByLabel(say('manage-learners/location')).first().selectOption({ index: 1 });
  await nina.press(say('manage-learners/add'));
  await nina.sees(LEARNER, say('manage-learners/done-added'), say('manage-learners/no-carers-title'));
}

export async function addParents(run) {
  const { say, coordinator: nina } = run;
  const of = (key) => say(`manage-learners/${key}`);
  for (const [callName, relation, email, language] of [['Marja', 'mother', MOTHER, run.lang], ['Victor', 'father', FATHER, run.lang]]) {
    await nina.press(of('add-carer'));
    if (relation === 'mother') await nina.wrong(of('add-carer'));
    await nina.fill(of('call-name'), callName);
    await nina.fill(of('family-name'), 'Plank');
    await nina.fill(of('relation'), of(`relation-${relation}`));
    await nina.choose(of('authority'), say('manage-learners/yes'));
    await nina.choose(of('may-contact-question'), of('yes'));
    await nina.fill(of('carer-email'), email);
    await nina.fill(of('street'), STREET);
    await nina.fill(of('postcode'), '9999 ZX');
    await nina.fill(of('town'), 'Wilgendam');
    await nina.choose(of('language'), language === 'nl' ? 'Nederlands' : 'English');
    await nina.press(of('add-carer'));
    await nina.sees(callName, of('done-carer-added'));
  }
}

export async function openDossier(run) {
  const { say, coordinator: nina } = run;
  await nina.press(say('manage-learners/open-dossier'));
  await nina.wrong(say('open-dossier/open'), { fields: 1 });
  await nina.choose(say('open-dossier/level-question'), say('steps/level-extra-at-school'));
  await nina.press(say('open-dossier/open'));
  await nina.sees(say('open-dossier/dossier-of', { name: LEARNER }), say('open-dossier/turn-school'));
}

const title = (say, step) => say(`steps/step-${step}-title`);

// The label of a field of a step.
const label = (say, step, field) => say(`steps/step-${step}-field-${field}`);

// From a step that is done to the next.
async function goOn(nina, step) {
  const { say } = nina.run;
  await nina.sees(say('ui/ui-finished'));
  await nina.press(say('edit-step/go-on', { number: step, title: title(say, step) }));
}

export async function writeSteps(run) {
  const { say, coordinator: nina } = run;
  const finish = say('edit-step/finish');
  const row = (step, list, number) => nina.group(`${say(`steps/step-${step}-row-${list}`)} ${number}`);
  await nina.press(say('open-dossier/go-on', { number: 1, title: title(say, 1) }));
  await nina.wrong(finish);
  await nina.fill(label(say, 1, 'contact-person'), 'Nieuw, Nina');
  await nina.fill(label(say, 1, 'year-level'), say('steps/choice-year-level-5'));
  await nina.fill(label(say, 1, 'school-type'), say('steps/choice-school-type-primary'));
  await nina.fill(label(say, 1, 'reason'), 'Lezen gaat moeizaam');
  await nina.press(say('edit-step/save'));
  // Saved is not finished, and the page says both (2-08).
  await nina.sees(say('ui/ui-saved'), say('edit-step/all-filled'));
  await nina.press(finish);
  await goOn(nina, 2);
  await nina.press(finish);
  await goOn(nina, 3);
  await nina.fill(label(say, 3, 'school-career'), 'Groep 1 tot en met 4 op deze school');
  await nina.wrong(finish, { fields: 1 });
  await nina.fill(label(say, 3, 'question'), 'Wat helpt bij het lezen?');
  await nina.press(finish);
  await goOn(nina, 4);
  await nina.wrong(finish);
  for (const picture of await nina.page.getByLabel(label(say, 4, 'domain-picture')).all()) await picture.fill('Gaat naar wens');
  await nina.press(finish);
  await goOn(nina, 5);
  await nina.wrong(finish);
  for (const [list, text] of [['promoting', 'Leest graag strips'], ['impeding', 'Snel afgeleid']]) {
    await nina.fill(label(say, 5, `${list}-text`), text, row(5, list, 1));
    await nina.choose(label(say, 5, `${list}-where`), say('steps/choice-where-learner'), row(5, list, 1));
  }
  await nina.press(finish);
  await goOn(nina, 6);
  await nina.wrong(finish);
  await nina.fill(label(say, 6, 'summary'), 'Gemotiveerd, leest nog op niveau groep 3');
  await nina.fill(label(say, 6, 'view-learner'), 'Ik wil dikke boeken lezen');
  await nina.press(finish);
  await goOn(nina, 7);
  await nina.wrong(finish);
  await nina.fill(label(say, 7, 'destination'), say('steps/choice-destination-vmbo-basic'));
  await nina.fill(label(say, 7, 'grounds'), 'Past bij de groei tot nu toe');
  await nina.fill(label(say, 7, 'goal-text'), GOAL, row(7, 'goal', 1));
  await nina.choose(label(say, 7, 'goal-term'), say('steps/choice-term-long'), row(7, 'goal', 1));
  await nina.press(finish);
  await goOn(nina, 8);
}

// Half an hour passes while the plan is written: what was typed is offered back after signing in again.
export async function comeBackTooLate(run) {
  const { say, stack, coordinator: nina } = run;
  await nina.fill(label(say, 8, 'plan-approach'), APPROACH);
  await stack.advance('PT31M');
  await nina.press(say('edit-step/save'));
  await nina.seesNot(APPROACH);
  await run.returns();
  await nina.sees(say('common/draft-title'), APPROACH);
  await nina.press(say('problems/typed-save'));
  await nina.sees(say('ui/ui-saved'));
  nina.check((await nina.field(label(say, 8, 'plan-approach')).inputValue()) === APPROACH, 'what was typed before is in the step now');
}

// 0-08: with scripts, leaving asks first while something is not saved; who stays has it all.
async function staysWhenAsked(nina, link, field, typed) {
  if (!nina.javascript) return;
  await nina.isAskedBefore(link);
  nina.check((await nina.field(field).inputValue()) === typed, 'who stays has what was typed');
}

async function leaveHalfTyped(nina, approach, link) {
  if (!nina.javascript) return;
  await nina.fill(approach, 'Half getypt');
  await staysWhenAsked(nina, link, approach, 'Half getypt');
  await nina.fill(approach, APPROACH);
  await nina.press(nina.run.say('edit-step/save'));
}

export async function upload(run) {
  const { say, coordinator: nina } = run;
  await leaveHalfTyped(nina, label(say, 8, 'plan-approach'), say('edit-step/back-to', { name: LEARNER }));
  await nina.press(say('edit-step/back-to', { name: LEARNER }));
  run.dossier = nina.page.url().split('?')[0];
  await nina.press(say('open-dossier/to-files'));
  await nina.wrong(say('exchange-files/add-button'), { fields: 2 });
  await nina.fill(say('exchange-files/name-label'), 'leesverslag.exe');
  await nina.choose(say('exchange-files/purpose-label'), say('steps/file-purpose-research'));
  await nina.wrong(say('exchange-files/add-button'), { fields: 1 });
  await staysWhenAsked(nina, say('exchange-files/back-to-dossier'), say('exchange-files/name-label'), 'leesverslag.exe');
  await nina.fill(say('exchange-files/name-label'), FILE);
  await nina.press(say('exchange-files/add-button'));
  await nina.field(say('exchange-files/send-label')).setInputFiles({ name: FILE, mimeType: 'application/pdf', buffer: Buffer.from(PDF) });
  await nina.press(say('exchange-files/send-button'));
  await nina.awaits(say('exchange-files/download-button'));
  await nina.press(say('exchange-files/back-to-files'));
  await nina.sees(FILE, say('exchange-files/state-available'));
  await nina.press(say('exchange-files/back-to-dossier'));
}

export async function askForConsent(run) {
  const { say, stack, coordinator: nina } = run;
  const of = (key, values) => say(`request-consent/${key}`, values);
  const now = await stack.now();
  const ends = new Date(now.getTime() + 14 * 86_400_000);
  const parts = [ends.getUTCDate(), ends.getUTCMonth() + 1, ends.getUTCFullYear()];
  await nina.press(say('open-dossier/to-consents'));
  await nina.wrong(of('button-planned'));
  for (const name of ['Marja Plank', 'Victor Plank']) {
    const route = nina.group(of('route', { name }));
    await nina.choose(of('route', { name }), of('route-link'));
    await nina.date(of('ends'), [31, 2, 2027], route);
    await nina.fill(of('subject'), 'Plan van Pim', route);
  }
  await nina.wrong(of('button-planned'), { fields: 4 });
  await nina.sees(say('faults/fault-names-learner'));
  for (const name of ['Marja Plank', 'Victor Plank']) {
    const route = nina.group(of('route', { name }));
    await nina.date(of('ends'), parts, route);
    await nina.fill(of('subject'), 'Het plan van school', route);
  }
  await nina.press(of('button-planned'));
  await nina.sees(of('done-chosen'));
  nina.check(!(await stack.json('/local/mail.json')).some((mail) => mail.to.includes(MOTHER)), 'nothing is mailed before step 8 is finished');
}

export async function finishPlan(run) {
  const { say, coordinator: nina } = run;
  const finish = say('edit-step/finish-plan');
  await nina.open(`${run.dossier}/steps/8`);
  await nina.wrong(finish);
  await nina.fill(label(say, 8, 'plan-who'), 'Leerkracht en ib’er');
  await nina.fill(label(say, 8, 'plan-when'), 'Elke ochtend');
  await nina.date(label(say, 8, 'plan-evaluation-date'), [1, 6, 2027]);
  await nina.choose(label(say, 8, 'deviates'), say('steps/choice-deviates-no'));
  await nina.wrong(finish);
  await nina.choose(label(say, 8, 'say-held'), say('steps/choice-say-held-yes'));
  await nina.date(label(say, 8, 'say-date'), [20, 11, 2026]);
  await nina.fill(label(say, 8, 'say-with'), 'Nina Nieuw');
  await nina.choose(label(say, 8, 'say-form'), say('steps/choice-say-form-talk'));
  await nina.fill(label(say, 8, 'say-words'), 'Ik wil graag strips lezen in de klas');
  await nina.fill(label(say, 8, 'say-done'), 'Strips staan nu in de boekenbak');
  await nina.press(finish);
  await nina.sees(say('ui/ui-finished'));
}
