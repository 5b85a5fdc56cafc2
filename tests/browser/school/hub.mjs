// Signing in with the account of one's school, at a provider that is not ours (3-27, 3-28): the licence allows it, the person links it, and
// the second factor is asked as ever.
import { go } from '../journey/welcome.mjs';

const CARLA = 'c.coster@dewilg.example';

// Presses what leads to the hub, says there who one is, and comes back to a page with one button.
async function through(person, name, who) {
  const { say } = person.run;
  // Nobody is signed in at the school yet.
  await person.page.context().clearCookies({ domain: '127.0.0.1' });
  await person.target(name).click();
  // The page in between goes on by itself.
  await person.page.getByLabel('Name').fill(who);
  await Promise.all([person.page.waitForURL('**/sign-in/hub/back?**'), person.page.getByRole('button').click()]);
  await person.look();
  await person.sees(say('federate-sign-in/back-title'));
  await person.press(say('federate-sign-in/to-continue'));
}

const toAccount = (person, name) => person.quietly(() => person.press(`${person.run.say('ui/ui-signed-in-as')} ${name}`));

export async function allowsSchoolAccounts(run) {
  const { anke, say } = run;
  const of = (key) => say(`federate-sign-in/settings-${key}`);
  await toAccount(anke, 'Anke Beheer');
  await anke.press(say('manage-account/hub-settings'));
  await anke.choose(of('hub'), of('beside'));
  await anke.press(of('save'));
  await anke.sees(of('saved'));
}

export async function linksTheAccount(run) {
  const { carla, say, stack } = run;
  await toAccount(carla, 'Carla Coster');
  await through(carla, say('manage-account/hub-link'), 'carla');
  await carla.sees(say('manage-account/done-hub-linked'), 'De Wilg, 99ZX');
  await carla.quietly(() => carla.press(say('ui/ui-sign-out')));
  return stack;
}

export async function signsInThroughTheHub(run) {
  const { carla, say, stack } = run;
  // Whose account nobody linked is told what to do.
  await carla.quietly(() => carla.open('/sign-in'));
  await through(carla, say('sign-in/hub-sign-in'), 'site');
  await carla.sees(say('federate-sign-in/unlinked'));
  await carla.quietly(() => carla.open('/sign-in'));
  await through(carla, say('sign-in/hub-sign-in'), 'carla');
  await carla.sees(say('sign-in/code-title'));
  const { totp_secret: secret } = (await stack.accounts()).find((account) => account.email === CARLA);
  await carla.fill(say('sign-in/code'), await stack.code(secret));
  await carla.press(say('sign-in/sign-in'));
  // Of the two licences where she works by now, the one that takes school accounts.
  await go(carla, say('common/nav-dossiers'));
  await carla.sees('Proef, Sem');
}
