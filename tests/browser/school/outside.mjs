// A specialist from outside: a group that is no class, one learner in it, and nothing of anybody else; out of it, access is over (0-01 to 0-24).
import { go } from '../journey/welcome.mjs';
import { activates, invite, menu, openDossier, settlesIn } from './people.mjs';

const EMAIL = 's.linde@linde.example';

export async function makesAGroup(run) {
  const { anke, say } = run;
  const of = (key, values) => say(`manage-groups/${key}`, values);
  await go(anke, say('common/nav-groups'));
  await anke.press(of('add'));
  await anke.wrong(of('make'));
  await anke.fill(of('name'), 'Linde');
  await anke.choose(of('kind'), say('common/group-kind-external'));
  await anke.pick(of('location'), 'Duin', anke.page.locator('main'));
  await anke.press(of('make'));
  await anke.sees(of('done-made'), of('external-title'), of('external-text'));
  run.group = anke.page.url().split('?')[0];
  await invite(anke, { call: 'Sanne', family: 'Linde', email: EMAIL, role: 'dossier-teacher', reason: 'Begeleidt Noor' });
  await anke.quietly(() => anke.open(run.group));
  await anke.wrong(of('add-staff'), { fields: 1 });
  await anke.pick(of('staff-member'), 'Linde, Sanne');
  await anke.press(of('add-staff'));
  await anke.sees(of('done-staff-added'), 'Linde, Sanne');
}

export async function addsALearner(run) {
  const { carla, say } = run;
  const of = (key, values) => say(`manage-groups/${key}`, values);
  run.dossiers = { noor: await openDossier(carla, 'Ven, Noor van der'), sem: await openDossier(carla, 'Proef, Sem') };
  await go(carla, say('common/nav-groups'));
  await carla.press('Linde', carla.page.locator('main'));
  await carla.pick(of('learner'), 'Ven, Noor van der');
  await carla.press(of('add-learner'));
  await carla.sees(of('done-learner-added'), 'Ven, Noor van der', 'Linde, Sanne');
}

export async function seesOneLearner(run) {
  const { say } = run;
  const sanne = (run.sanne = await run.person('specialist'));
  await activates(sanne, EMAIL);
  await settlesIn(sanne, EMAIL);
  await go(sanne, say('common/nav-learners'));
  const learners = await sanne.heads();
  sanne.check(learners.length === 1 && learners[0].includes('Ven, Noor van der'), `one learner: ${learners}`);
  await sanne.seesNot('Proef', 'Testman');
  const offered = await menu(sanne);
  for (const hidden of ['nav-staff', 'nav-groups', 'nav-rosters', 'nav-classes']) sanne.check(!offered.includes(say(`common/${hidden}`)), `the menu has no ${hidden}`);
  await go(sanne, say('common/nav-dossiers'));
  sanne.check((await sanne.heads()).length === 1, 'one dossier');
  await sanne.isRefused(run.dossiers.sem, 404, 'Proef');
  await sanne.open(run.dossiers.noor);
  await sanne.sees(say('open-dossier/dossier-of', { name: 'Noor van der Ven' }));
}

export async function takesOut(run) {
  const { carla, sanne, say } = run;
  const of = (key, values) => say(`manage-groups/${key}`, values);
  run.last = carla;
  await carla.pressIn(carla.row('Ven, Noor van der'));
  await carla.sees(of('remove-learner-will-external', { name: 'Noor van der Ven' }), of('remove-learner-will-not-dossier'));
  await carla.press(of('remove-yes'));
  await carla.sees(of('done-learner-removed'), of('no-learners'));
  // In the dossier that is open.
  await sanne.isRefused(sanne.page.url(), 404, 'Noor');
  await sanne.open('/learners');
  await sanne.seesNot('Noor');
  await sanne.sees(say('manage-learners/empty-title'));
  // That she could see her is told, though it was the same day.
  await carla.unfold(of('history'));
  await carla.sees('Ven, Noor van der');
}
