// Steps 5 and 6: the dossier is archived and handed over; the next school takes it over.
import { APPROACH, BORN, FILE, GOAL, LEARNER } from './dossier.mjs';
import { demo, go } from './welcome.mjs';

export async function archive(run) {
  const { say, coordinator: nina } = run;
  const of = (key, values) => say(`edit-step/${key}`, values);
  await nina.open(`${run.dossier}/steps/9`);
  await nina.press(of('skip'));
  await nina.sees(of('skip-text'));
  await nina.press(of('skip-confirm'));
  await nina.press(of('go-on', { number: 10, title: say('steps/step-10-title') }));
  await nina.press(of('finish'));
  await nina.press(of('go-on', { number: 11, title: say('steps/step-11-title') }));
  await nina.wrong(of('archive'));
  await nina.choose(say('steps/step-11-field-outcome'), say('steps/choice-outcome-transfer'));
  const toConfirm = nina.target(of('archive'));
  await nina.press((await toConfirm.count()) ? of('archive') : say('close-dossier/archive'));
  await nina.sees(say('close-dossier/warn-refused', { name: 'Victor Plank' }), say('close-dossier/will-read-only'));
  await nina.press(say('close-dossier/archive'));
  await nina.sees(say('open-dossier/turn-archived'));
}

export async function handOver(run) {
  const { say, stack, coordinator: nina } = run;
  const of = (key, values) => say(`export-dossier/${key}`, values);
  const now = await stack.now();
  await nina.press(say('open-dossier/hand-over'));
  await nina.sees(of('need-viewed'));
  await nina.wrong(of('viewing-save'));
  await nina.choose(of('person'), 'Marja Plank');
  await nina.fill(of('date'), `${now.getUTCDate()}-${now.getUTCMonth() + 1}-${now.getUTCFullYear()}`);
  await nina.choose(of('agrees'), of('agrees-yes'));
  await nina.fill(of('own-words'), 'Wij hebben het dossier gelezen');
  await nina.press(of('viewing-save'));
  await nina.sees(of('done-viewing'), 'Wij hebben het dossier gelezen');
  await nina.wrong(of('to-check'), { fields: 1 });
  await nina.fill(of('receiver'), 'NERGENS');
  await nina.wrong(of('to-check'), { fields: 1 });
  await nina.fill(of('receiver'), 'beuk');
  await nina.press(of('to-check'));
  await nina.sees(of('check-title'), 'Basisschool De Beuk', 'Beukhoven');
  await nina.press(of('confirm-send'));
  await nina.sees(of('done-sent'));
  const mail = await stack.mail('kantoor@debeuk.example', (mail) => /T-20/.test(mail.text), 'a number');
  nina.check(!/Pim|Plank/.test(mail.text + mail.html + mail.subject), 'the mail to the receiver holds no name');
}

export async function takeOver(run) {
  const { say, stack } = run;
  const of = (key, values) => say(`import-dossier/${key}`, values);
  const ilse = await demo(run, 'receiver', 'i.ibers@debeuk.example');
  await go(ilse, of('title'));
  await ilse.awaits(of('tag-waiting'));
  await ilse.seesNot('Pim', 'Plank');
  const number = await ilse.page.locator('main table').getByRole('link').first().innerText();
  await ilse.press(number, ilse.page.locator('main'));
  await ilse.wrong(of('open'));
  await ilse.fill(of('birth-date'), '6-10-2017');
  await ilse.page.getByLabel(of('group'), { exact: true }).selectOption({ label: 'Groep 5 (2026-2027)' });
  await ilse.wrong(of('open'), { fields: 1 });
  await ilse.fill(of('birth-date'), BORN);
  await ilse.press(of('open'));
  await ilse.awaits(of('imported-title'));
  await ilse.press(of('to-dossier'));
  await ilse.sees(say('open-dossier/dossier-of', { name: LEARNER }));
  await ilse.press(say('open-dossier/to-files'));
  await ilse.sees(FILE);
  const dossier = ilse.page.url().replace(/\/files.*/, '');
  await ilse.open(`${dossier}/steps/7`);
  ilse.check((await ilse.page.content()).includes(GOAL), 'the goals travelled');
  await ilse.open(`${dossier}/steps/8`);
  await ilse.seesNot(APPROACH);
  return stack;
}
