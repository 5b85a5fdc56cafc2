// Step 4: the parents read and decide on a phone without scripts; the coordinator sees both.
import { APPROACH, FATHER, LEARNER, MOTHER, STREET } from './dossier.mjs';

const SCHOOL = 'Basisschool De Wilg';

// Opens the mailed link, asks for the code, types it, and reads the plan.
async function read(run, parent, name, email, other) {
  const { say, stack } = run;
  const of = (key, values) => say(`give-consent/${key}`, values);
  await parent.open(await stack.link(email, '/consent/'));
  await parent.sees(SCHOOL, 'Nina Nieuw');
  await parent.seesNot('Pim', 'Plank');
  await parent.press(of('ask'));
  await parent.sees(of('code-sent'));
  const digits = await stack.digits(email);
  await parent.wrong(of('open'), { fields: 1 });
  await parent.fill(of('code-label'), digits === '000000' ? '000001' : '000000');
  await parent.wrong(of('open'), { fields: 1 });
  // With a space, as it may be read from the mail.
  await parent.fill(of('code-label'), `${digits.slice(0, 3)} ${digits.slice(3)}`);
  await parent.press(of('open'));
  await parent.sees(of('plan-title', { name: 'Pim' }), APPROACH);
  await parent.sees(say('declarations/declaration-action-part-1', { name, child: 'Pim' }));
  await parent.seesNot(STREET, other);
}

export async function agree(run) {
  const of = (key, values) => run.say(`give-consent/${key}`, values);
  const mother = await run.person('mother', { onPhone: true });
  await read(run, mother, 'Marja Plank', MOTHER, FATHER);
  await mother.wrong(of('decide-button', { school: SCHOOL }), { fields: 1 });
  await mother.choose(of('decision'), of('agrees'));
  await mother.fill(of('remark'), 'Fijn plan');
  await mother.press(of('decide-button', { school: SCHOOL }));
  await mother.sees(of('receipt-agreed'), of('receipt-school', { school: SCHOOL }));
  await run.stack.mail(MOTHER, (mail) => !mail.links.length || /Fijn plan|ontvangen|received/.test(mail.subject), 'the receipt');
}

export async function refuse(run) {
  const of = (key, values) => run.say(`give-consent/${key}`, values);
  // In the run with scripts he sits at a desk, in the dark.
  const father = await run.person('father', { dark: true });
  await read(run, father, 'Victor Plank', FATHER, MOTHER);
  await father.choose(of('decision'), of('refuses'));
  await father.wrong(of('decide-button', { school: SCHOOL }), { fields: 1 });
  await father.fill(of('reason'), 'Te veel ineens');
  await father.press(of('decide-button', { school: SCHOOL }));
  await father.sees(of('receipt-refused'));
}

export async function seeBoth(run) {
  const { say, coordinator: nina } = run;
  run.last = nina;
  await nina.open('/');
  await nina.sees(say('home/news-title'), 'Marja Plank', 'Victor Plank', say('steps/consent-state-refused'));
  await nina.open(`${run.dossier}/consents`);
  await nina.sees('Marja Plank', 'Victor Plank', 'Fijn plan', 'Te veel ineens', say('steps/consent-state-agreed'), say('steps/consent-state-refused'));
  await nina.press('Victor Plank', nina.page.locator('main'));
  await nina.sees('Te veel ineens', FATHER);
  await nina.open(run.dossier);
  await nina.sees(say('open-dossier/dossier-of', { name: LEARNER }), say('steps/consent-state-agreed'), say('steps/consent-state-refused'));
}
