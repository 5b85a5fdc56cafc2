// What people of a school do in several of the steps, and how they come in.
import { demo, enter, go } from '../journey/welcome.mjs';

export const PASSWORD = 'paard-accu-nietje-zon';

// Signs in somebody of the demo; the pages for it are looked at in the other journey.
export async function comesIn(run, name, email) {
  const held = run.person;
  run.person = async (...all) => Object.assign(await held(...all), { quiet: true });
  try {
    const person = await demo(run, name, email);
    person.quiet = false;
    return person;
  } finally {
    run.person = held;
  }
}

// A day as pages write it.
export function day(date, lang) {
  const format = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'Europe/Amsterdam' };
  return date.toLocaleDateString(lang === 'nl' ? 'nl-NL' : 'en-GB', format);
}

// The school year of this moment.
export async function schoolYear(run) {
  const now = await run.stack.now();
  const first = now.getUTCFullYear() - (now.getUTCMonth() < 7 ? 1 : 0);
  return `${first}-${first + 1}`;
}

// Finds somebody of the staff, and opens the page about this person.
export async function openColleague(administrator, name) {
  const { say } = administrator.run;
  await administrator.quietly(async () => {
    await go(administrator, say('common/nav-staff'));
    await administrator.fill(say('manage-staff/search'), name.split(',')[0]);
    await administrator.press(say('ui/ui-search'), administrator.page.locator('main'));
  });
  await administrator.press(name, administrator.page.locator('main'));
}

// Finds a learner, and opens the page about this one.
export async function openLearner(person, name) {
  const { say } = person.run;
  await person.quietly(async () => {
    await go(person, say('common/nav-learners'));
    await person.fill(say('manage-learners/find-name'), name.split(',')[0]);
    await person.press(say('manage-learners/find'), person.page.locator('main'));
  });
  await person.press(name, person.page.locator('main'));
}

// Opens a dossier for a learner, and gives its address.
export async function openDossier(coordinator, name) {
  const { say } = coordinator.run;
  await coordinator.quietly(async () => {
    await openLearner(coordinator, name);
    await coordinator.press(say('manage-learners/open-dossier'));
    await coordinator.choose(say('open-dossier/level-question'), say('steps/level-extra-at-school'));
    await coordinator.press(say('open-dossier/open'));
  });
  await coordinator.sees(say('open-dossier/turn-school'));
  return coordinator.page.url().split('?')[0];
}

// Invites somebody with a role, as the other journey looks at more closely; ends on the page about this person.
export async function invite(administrator, { call, family, email, role, reason }) {
  const { say } = administrator.run;
  const of = (key) => say(`invite-staff/${key}`);
  await administrator.quietly(async () => {
    await go(administrator, say('common/nav-staff'));
    await administrator.press(say('manage-staff/invite'));
    await administrator.fill(of('call-name'), call);
    await administrator.fill(of('family-name'), family);
    await administrator.fill(of('email'), email);
    await administrator.choose(say('common/role-field'), say(`common/role-${role}`));
    await administrator.fill(of('reason'), reason);
    await administrator.press(of('to-check'));
    await administrator.press(of('send'));
  });
  await administrator.sees(say('manage-staff/done-invited', { name: `${call} ${family}` }));
}

// Makes the account ready with the mailed link; ends where one signs in.
export async function activates(person, email) {
  const { say, stack } = person.run;
  await person.quietly(async () => {
    await person.open(await stack.link(email, '/activate/'));
    await person.fill(say('activate-account/new-password'), PASSWORD);
    await person.press(say('activate-account/activate'));
  });
  await person.sees(say('sign-in/done-activated'));
}

// Signs in for the first time, and sets up the authenticator that is asked for.
export async function settlesIn(person, email) {
  const { say, stack } = person.run;
  await person.quietly(async () => {
    await enter(person, email, PASSWORD);
    await person.press(say('manage-account/start'));
    await person.fill(say('manage-account/code'), await stack.code(await person.page.locator('main code').innerText()));
    await person.press(say('manage-account/confirm'));
    await person.press(say('manage-account/recovery-kept'));
  });
}

// What the menu offers.
export function menu(person) {
  return person.page.locator('#menu a').allTextContents();
}
