// One person at several locations and in several licences: changed at the top of the page, without signing in again (3-11).
import { go } from '../journey/welcome.mjs';
import { comesIn, invite } from './people.mjs';

const [CARLA, WILG, BEUK] = ['c.coster@dewilg.example', 'Basisschool De Wilg', 'Basisschool De Beuk'];

export async function looksAtALocation(run) {
  const { anke, say } = run;
  const of = (key, values) => say(`common/${key}`, values);
  const top = anke.page.getByRole('banner');
  await go(anke, of('nav-learners'));
  const before = (await anke.heads()).length;
  await anke.unfold(of('all-locations'), top);
  await anke.look();
  await anke.press('Bos', top);
  await anke.sees(of('elsewhere', { location: 'Bos', hidden: 0 }).replace(/\.$/, ''), String(before));
  await anke.seesNot('Ven, Noor van der');
  await anke.unfold('Bos', top);
  await anke.quietly(() => anke.press(of('all-locations'), top));
  anke.check((await anke.heads()).length === before, 'all of them again');
}

export async function worksInTwoLicences(run) {
  const { say, stack } = run;
  const bram = await comesIn(run, 'administrator-b', 'b.baas@debeuk.example');
  await invite(bram, { call: 'Carla', family: 'Coster', email: CARLA, role: 'administrator', reason: 'Helpt ook hier' });
  await bram.page.context().close();
  const account = (await stack.accounts()).find((account) => account.email === CARLA);
  const carla = (run.both = await run.person('both'));
  await carla.open(await stack.link(CARLA, '/activate/'));
  await carla.sees(say('activate-account/accept-title'), BEUK);
  await carla.fill(say('activate-account/own-password'), 'een heel ander wachtwoord');
  await carla.wrong(say('activate-account/accept'));
  await carla.fill(say('activate-account/own-password'), account.password);
  await carla.fill(say('activate-account/code'), await stack.code(account.totp_secret));
  await carla.press(say('activate-account/accept'));
  await carla.sees(say('sign-in/done-joined'));
  await carla.quietly(() => signInToChoose(carla, account));
  await carla.look();
  await carla.wrong(say('sign-in/to-continue'), { fields: 1 });
  await carla.choose(say('sign-in/licence'), WILG);
  await carla.press(say('sign-in/to-continue'));
  await worksIn(carla, WILG, 'WILG');
}

// Without what comes after: there is a question first.
async function signInToChoose(carla, account) {
  const { say, stack } = carla.run;
  await carla.fill(say('sign-in/email'), account.email);
  await carla.fill(say('sign-in/password'), account.password);
  await carla.press(say('sign-in/sign-in'));
  await carla.fill(say('sign-in/code'), await stack.code(account.totp_secret));
  await carla.press(say('sign-in/sign-in'));
}

// The name of the licence at the top, and at the bottom with the name that is given to other schools.
async function worksIn(person, school, licence) {
  const [top, bottom] = [await person.page.getByRole('banner').innerText(), await person.page.getByRole('contentinfo').innerText()];
  person.check(top.includes(school), `${school} at the top: ${top}`);
  person.check(bottom.includes(`${person.run.say('ui/ui-licence')} ${licence}`), `${licence} at the bottom: ${bottom}`);
}

export async function changesLicence(run) {
  const { both: carla, say } = run;
  const top = carla.page.getByRole('banner');
  await go(carla, say('common/nav-dossiers'));
  await carla.unfold(say('ui/ui-switch-licence'), top);
  await carla.look();
  await carla.press(BEUK, top);
  await worksIn(carla, BEUK, 'BEUK');
  await go(carla, say('common/nav-staff'));
  await carla.sees('Baas, Bram');
  // What is in the one licence is nowhere in the other.
  await carla.isRefused(run.dossiers.sem, 404, 'Proef');
  await carla.quietly(() => carla.open('/'));
  await carla.unfold(say('ui/ui-switch-licence'), top);
  await carla.quietly(() => carla.press(WILG, top));
  await worksIn(carla, WILG, 'WILG');
  await carla.page.context().close();
}
