// Steps 1 and 2: an administrator invites, a mail scanner opens the link, a coordinator activates and signs in.
const EMAIL = 'n.nieuw@dewilg.example';
const PASSWORD = 'paard-accu-nietje-zon';

// Signs in through the page, with the code of the authenticator where one is asked for.
export async function signIn(person, email, password, secret) {
  const { say, stack } = person.run;
  await person.open('/sign-in');
  await enter(person, email, password, secret);
  person.check(await person.page.getByRole('button', { name: say('ui/ui-sign-out') }).count(), 'somebody who is signed in can sign out');
  return stack;
}

export async function enter(person, email, password, secret) {
  const { say, stack } = person.run;
  await person.fill(say('sign-in/email'), email);
  await person.fill(say('sign-in/password'), password);
  await person.press(say('sign-in/sign-in'));
  if (!secret) return;
  await person.fill(say('sign-in/code'), await stack.code(secret));
  await person.press(say('sign-in/sign-in'));
}

// A demo account, at a browser of its own.
export async function demo(run, name, email) {
  const account = (await run.stack.accounts()).find((account) => account.email === email);
  const person = await run.person(name);
  await signIn(person, email, account.password, account.totp_secret);
  return person;
}

// On a phone the menu folds up; on a desk it is there.
export async function go(person, name) {
  const menu = person.page.getByRole('button', { name: person.run.say('ui/ui-menu'), exact: true });
  if (await menu.isVisible()) await menu.click();
  await person.press(name, person.page.locator('#menu'));
}

export async function invite(run) {
  const { say } = run;
  const nobody = await run.person('nobody');
  await nobody.open('/');
  await nobody.wrong(say('sign-in/sign-in'), { fields: 2 });
  await nobody.fill(say('sign-in/email'), 'niemand@nergens.example');
  await nobody.fill(say('sign-in/password'), 'een heel ander wachtwoord');
  await nobody.wrong(say('sign-in/sign-in'));
  const administrator = await demo(run, 'administrator', 'a.beheer@dewilg.example');
  await go(administrator, say('common/nav-staff'));
  await administrator.press(say('manage-staff/invite'));
  await administrator.wrong(say('invite-staff/to-check'));
  await administrator.fill(say('invite-staff/call-name'), 'Nina');
  await administrator.fill(say('invite-staff/family-name'), 'Nieuw');
  await administrator.fill(say('invite-staff/email'), 'geen adres');
  await administrator.choose(say('common/role-field'), say('common/role-coordinator'));
  // 4-12: the first role needs a reason, as every other one does.
  await administrator.wrong(say('invite-staff/to-check'), { fields: 2 });
  await administrator.fill(say('invite-staff/reason'), 'Nieuwe ib\'er van de onderbouw');
  await administrator.wrong(say('invite-staff/to-check'), { fields: 1 });
  await administrator.fill(say('invite-staff/email'), 'c.coster@dewilg.example');
  await administrator.wrong(say('invite-staff/to-check'), { fields: 1 });
  await administrator.sees(say('faults/fault-address-in-use'));
  await administrator.fill(say('invite-staff/email'), EMAIL);
  await administrator.press(say('invite-staff/to-check'));
  await administrator.sees('Nina', EMAIL, say('invite-staff/check-link'));
  // 0-08: what is checked here is typed, and nowhere kept yet.
  await administrator.isAskedBefore(say('ui/ui-cancel'));
  await administrator.press(say('invite-staff/send'));
  await administrator.sees(say('manage-staff/done-invited', { name: 'Nina Nieuw' }));
  run.invitation = await run.stack.link(EMAIL, '/activate/');
  run.administrator = administrator;
}

export async function scan(run) {
  // The inbox is a page of this machine only; its button is the scanner: a HEAD and two GETs.
  const inbox = await run.person('inbox');
  const mail = await run.stack.mail(EMAIL, (mail) => mail.links.includes(run.invitation), 'the invitation');
  await inbox.page.goto(`/local/mail/${mail.id}`);
  await Promise.all([inbox.page.waitForEvent('load'), inbox.page.getByRole('button', { name: 'A mail scanner opens these links' }).click()]);
  await inbox.look();
}

export async function activate(run) {
  const { say } = run;
  const nina = await run.person('coordinator');
  run.coordinator = nina;
  await nina.open(run.invitation);
  await nina.wrong(say('activate-account/activate'), { fields: 1 });
  await nina.fill(say('activate-account/new-password'), 'Welkom2026!!');
  await nina.wrong(say('activate-account/activate'), { fields: 1 });
  await nina.fill(say('activate-account/new-password'), PASSWORD);
  if (nina.javascript) {
    const kind = () => nina.field(say('activate-account/new-password')).getAttribute('type');
    await nina.page.getByRole('button', { name: say('ui/ui-show-password') }).click();
    nina.check((await kind()) === 'text', 'a password can be shown');
    await nina.page.getByRole('button', { name: say('ui/ui-hide-password') }).click();
    nina.check((await kind()) === 'password', 'and hidden');
  }
  await nina.press(say('activate-account/activate'));
  await nina.sees(say('sign-in/done-activated'));
  const late = await run.person('late');
  await late.open(run.invitation);
  await late.sees(say('problems/dead-link-used'));
  run.last = nina;
  await enter(nina, EMAIL, PASSWORD);
}

export async function setUpTotp(run) {
  const { say, stack, coordinator: nina } = run;
  await nina.sees(say('manage-account/set-up-first-title'));
  await nina.press(say('manage-account/start'));
  nina.check(await nina.page.locator('.qr img[src^="data:image/png"]').isVisible(), 'a QR code is shown');
  run.secret = await nina.page.locator('main code').innerText();
  await nina.fill(say('manage-account/code'), '12 34');
  await nina.wrong(say('manage-account/confirm'), { fields: 1 });
  nina.check((await nina.page.locator('main code').innerText()) === run.secret, 'a wrong code changes no key');
  await nina.fill(say('manage-account/code'), await stack.code(run.secret));
  await nina.press(say('manage-account/confirm'));
  await nina.sees(say('manage-account/recovery-title'));
  await nina.press(say('manage-account/recovery-kept'));
  await nina.press(say('ui/ui-sign-out'));
  await nina.sees(say('sign-in/done-signed-out'));
  await signIn(nina, EMAIL, PASSWORD, run.secret);
  run.returns = () => enter(nina, EMAIL, PASSWORD, run.secret);
}
