// Roles are given and ended (3-21, 4-12), and everybody can be told who may what, by what and since when (3-22, 3-30, 4-10, 4-11).
import { go } from '../journey/welcome.mjs';
import { comesIn, day, openColleague, openLearner } from './people.mjs';

const TOM = 'Leer, Tom de';

export async function givesARole(run) {
  const { anke, say } = run;
  const of = (key, values) => say(`grant-roles/${key}`, values);
  const tom = (run.tom = await comesIn(run, 'teacher', 't.deleer@dewilg.example'));
  await tom.isRefused('/dossiers/new', 403);
  await openColleague(anke, TOM);
  await anke.press(say('manage-staff/change-roles'));
  await anke.choose(say('common/role-field'), say('common/role-subject-teacher'));
  await anke.wrong(of('give'));
  await anke.choose(say('common/role-field'), say('common/role-coordinator'));
  await anke.wrong(of('give'), { fields: 1 });
  await anke.fill(of('reason-field'), 'Vervangt Carla tot de kerst');
  await anke.press(of('give'));
  await anke.sees(of('done-granted', { name: 'Tom de Leer' }), 'Vervangt Carla tot de kerst');
  // At the next request, without signing in again.
  await tom.open('/dossiers/new');
  await tom.sees(say('open-dossier/choose-title'), 'Testman, Zoë');
}

export async function endsARole(run) {
  const { anke, tom, say } = run;
  const of = (key, values) => say(`grant-roles/${key}`, values);
  await anke.pressIn(anke.row(say('common/role-coordinator')));
  await anke.sees(of('end-will', { name: 'Tom de Leer' }), of('end-not-others'));
  await anke.press(of('end-button'));
  await anke.sees(of('done-ended', { name: 'Tom de Leer' }));
  // In the page that is open.
  await tom.isRefused(tom.page.url(), 403, 'Testman');
  await tom.quietly(() => tom.open('/dossiers'));
  await tom.sees(say('open-dossier/title'));
}

export async function readsRightsOfAPerson(run) {
  const { anke, tom, say } = run;
  const of = (key, values) => say(`explain-access/${key}`, values);
  run.today = day(await run.stack.now(), run.lang);
  await openColleague(anke, TOM);
  await anke.press(say('manage-staff/rights'));
  await anke.sees(say('common/role-dossier-teacher'), 'Groep 5a', run.today, of('read-dossier'), of('missing-title'));
  await anke.unfold(of('show-names', { count: 4 }));
  await anke.sees('Ven, Noor van der', 'Voorbeeld, Lieke');
  await anke.seesNot('Testman');
  await anke.look();
  // He reads the same of himself, and whom to ask.
  await tom.quietly(() => tom.press(`${say('ui/ui-signed-in-as')} Tom de Leer`));
  await tom.press(say('manage-account/rights'));
  await tom.sees(of('own-title'), say('common/role-dossier-teacher'), 'Groep 5a', run.today, 'Anke Beheer');
}

export async function readsWhoSeesALearner(run) {
  const { tom, say } = run;
  const of = (key, values) => say(`explain-access/${key}`, values);
  const carla = (run.carla = await comesIn(run, 'coordinator', 'c.coster@dewilg.example'));
  await carla.quietly(() => openLearner(carla, 'Testman, Zoë'));
  const zoe = carla.page.url();
  await openLearner(carla, 'Ven, Noor van der');
  run.noor = carla.page.url();
  await carla.press(say('manage-learners/who-may-read'));
  await carla.sees(of('today-title'), 'Coster, Carla', 'Leer, Tom de', say('common/role-dossier-teacher'), 'Groep 5a', run.today);
  await carla.sees(of('external-nobody'));
  carla.check(!(await carla.heads()).includes('Beheer, Anke'), 'an administrator reads no dossier');
  // What is not his is told as what is nowhere; and why that may be.
  await tom.isRefused(zoe, 404, 'Testman', 'Zoë');
  await tom.sees(say('problems/way-out-title'), say('problems/way-out-ask', { names: 'Anke Beheer' }));
  await tom.quietly(() => tom.press(say('problems/way-out-rights')));
  await tom.sees(of('own-title'));
}

export async function searchesRights(run) {
  const { anke, say } = run;
  const of = (key, values) => say(`explain-access/${key}`, values);
  await anke.quietly(() => go(anke, say('common/nav-staff')));
  await anke.press(say('manage-staff/holders'));
  await anke.sees('Beheer, Anke', 'Coster, Carla');
  await anke.fill(of('what-may'), of('read-dossier'));
  await anke.press(of('find'), anke.page.locator('main'));
  const found = await anke.heads();
  anke.check(['Coster, Carla', TOM, 'Kwaliteit, Kim de'].every((name) => found.some((head) => head.trim() === name)), `they read dossiers: ${found}`);
  anke.check(!found.some((head) => /Beheer|Rekenaar/.test(head)), `they do not: ${found}`);
  await anke.press(TOM, anke.page.locator('main'));
  await anke.sees(say('common/role-dossier-teacher'));
}
