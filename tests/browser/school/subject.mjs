// A subject teacher sees and writes the own subject and nothing else (3-18); the quality officer sees how the classes are doing (3-19).
import { go } from '../journey/welcome.mjs';
import { comesIn, menu } from './people.mjs';

const [SPELLING, SUMS] = ['Spelt klankzuiver, mist de regels', 'Rekent vlot tot honderd'];

const picture = (person, domain) => person.field(person.run.say('steps/step-4-field-domain-picture'), person.group(person.run.say(`steps/domain-${domain}`)));

export async function writesTheProfile(run) {
  const { carla, say } = run;
  await carla.quietly(() => carla.open(`${run.dossiers.sem}/steps/4`));
  await picture(carla, 'spelling').fill(SPELLING);
  await carla.quietly(() => carla.press(say('edit-step/save')));
  await carla.sees(say('ui/ui-saved'));
}

export async function writesTheOwnSubject(run) {
  const { carla, say } = run;
  const of = (key, values) => say(`edit-subject/${key}`, values);
  const rik = await comesIn(run, 'subject-teacher', 'r.rekenaar@dewilg.example');
  const offered = await menu(rik);
  rik.check(offered.includes(say('common/nav-subjects')) && !offered.includes(say('common/nav-dossiers')), `only the own subject: ${offered}`);
  await go(rik, say('common/nav-subjects'));
  await rik.sees('Proef, Sem', say('common/subject-mathematics'));
  await rik.press('Proef, Sem', rik.page.locator('main'));
  await rik.sees(of('subject-of', { subject: say('common/subject-mathematics'), name: 'Sem Proef' }), say('steps/domain-mathematics'));
  await rik.seesNot(SPELLING, say('steps/domain-spelling'));
  rik.check((await rik.page.locator('main textarea').count()) === 1, 'one domain to write about');
  await picture(rik, 'mathematics').fill(SUMS);
  await rik.press(say('common/save'));
  await rik.sees(of('saved-title'));
  rik.check((await picture(rik, 'mathematics').inputValue()) === SUMS, 'what was saved is shown');
  await rik.isRefused(run.dossiers.sem, 403, SPELLING);
  await rik.isRefused(`${run.dossiers.sem}/subjects/dutch`, 404, SPELLING);
  await carla.open(`${run.dossiers.sem}/steps/4`);
  for (const [domain, text] of [['spelling', SPELLING], ['mathematics', SUMS]]) carla.check((await picture(carla, domain).inputValue()) === text, `${domain} is as it was written`);
  await rik.page.context().close();
}

export async function seesTheClasses(run) {
  const { say } = run;
  const of = (key, values) => say(`review-classes/${key}`, values);
  const kim = await comesIn(run, 'quality-officer', 'k.dekwaliteit@dewilg.example');
  await go(kim, say('common/nav-classes'));
  await kim.sees(of('title'), run.year);
  const cells = (await kim.row('Groep 5a').locator('td').allInnerTexts()).map((text) => text.trim());
  kim.check(cells.includes('4') && cells.includes('2'), `four learners, two dossiers: ${cells}`);
  await kim.press('Groep 5a', kim.page.locator('main'));
  await kim.sees('Proef, Sem', 'Ven, Noor van der', of('no-dossier'));
  await kim.seesNot(SPELLING);
  kim.check(await kim.target(of('sheet')).isVisible(), 'it can be taken along');
  await kim.open(`${run.dossiers.sem}/steps/4`);
  await kim.sees(SPELLING, SUMS);
  kim.check(!(await kim.page.locator('main textarea').count()) && !(await kim.target(say('edit-step/save')).count()), 'reads, and changes nothing');
  await kim.page.context().close();
}
