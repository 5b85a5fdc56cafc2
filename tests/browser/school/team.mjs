// People come in: a whole team at once, with how each invitation fares (3-13, 3-24), and one with a login on paper (0-05, 0-18).
import { openColleague, PASSWORD, activates, invite } from './people.mjs';

const [LOST, FOUND, ZOE] = ['bounce@dewilg.example', 'z.zaal@dewilg.example', 'Zoë Zaal'];
const PAPER = 'p.papier@dewilg.example';

export async function invitesTheTeam(run) {
  const { anke, say } = run;
  const of = (key, values) => say(`invite-many/${key}`, values);
  await anke.quietly(() => anke.open(run.file));
  await anke.unfold(say('import-roster/teachers', { count: 2 }));
  await anke.press(say('import-roster/invite-all', { count: 2 }));
  await anke.sees('Jet van der Juf', 'Max Meester');
  await anke.fill(of('typed-label'), 'Zoë; Zaal; c.coster@dewilg.example');
  await anke.wrong(of('to-check'));
  await anke.sees(of('line-told', { line: 1, message: say('faults/fault-address-in-use') }));
  await anke.fill(of('typed-label'), `Zoë; Zaal; ${LOST}`);
  await anke.choose(say('common/role-field'), say('common/role-dossier-teacher'));
  await anke.fill(of('reason'), 'Team van dit schooljaar');
  await anke.press(of('to-check'));
  await anke.sees('Jet van der Juf', 'j.juf@dewilg.example', 'Max Meester', ZOE, LOST, of('gets-role', { role: say('common/role-dossier-teacher') }));
  await anke.isAskedBefore(say('ui/ui-cancel'));
  anke.check(!(await run.stack.json('/local/mail.json')).some((mail) => mail.to.includes(LOST)), 'nothing is mailed before it is confirmed');
  await anke.press(of('send', { count: 3 }));
  await anke.sees(of('everybody'), 'Max Meester');
}

export async function followsTheRound(run) {
  const { anke, say, stack } = run;
  const of = (key, values) => say(`invite-many/${key}`, values);
  await anke.awaits(of('trouble-no-mailbox'));
  await anke.sees(ZOE, of('bounced'), of('progress-text', { done: 0, all: 3 }));
  const field = of('email-of', { name: ZOE });
  await anke.fill(field, 'geen adres');
  await anke.wrong(of('try-again'), { fields: 1 });
  await anke.fill(field, FOUND);
  await anke.press(of('try-again'));
  const round = anke.page.url();
  const zoe = await run.person('teacher');
  await activates(zoe, FOUND);
  await anke.open(round);
  await anke.sees(of('progress-text', { done: 1, all: 3 }), of('accepted'));
  await anke.seesNot(of('trouble-no-mailbox'));
  await zoe.page.context().close();
  return stack;
}

export async function printsALogin(run) {
  const { anke, say } = run;
  const of = (key, values) => say(`invite-staff/${key}`, values);
  const name = 'Pia Papier';
  await invite(anke, { call: 'Pia', family: 'Papier', email: PAPER, role: 'dossier-teacher', reason: 'Nog geen mailbox' });
  await anke.press(say('manage-staff/paper-button'));
  await anke.sees(of('paper-will-once'), of('paper-will-older'), of('paper-will-mail', { email: PAPER }), of('paper-not-password'));
  await anke.press(of('paper-button'));
  await anke.sees(of('sheet-once-title'), name, PAPER, 'Basisschool De Wilg');
  anke.check(await anke.page.locator('.qr img[src^="data:image/png"]').isVisible(), 'the QR code is shown');
  run.code = (await anke.page.locator('.codes code').innerText()).trim();
  anke.check(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/.test(run.code), `a code that can be typed: ${run.code}`);
  // Sent again, as by loading the page anew, it is not shown again.
  await anke.page.reload();
  await anke.sees(say('manage-staff/done-printed', { name }), say('manage-staff/done-printed-text'));
  await anke.seesNot(run.code);
  await anke.look();
  await run.stack.mail(PAPER, (mail) => !mail.links.some((link) => link.includes('/activate')), 'what was done, without a link');
}

export async function comesInByPaper(run) {
  const { say } = run;
  const of = (key, values) => say(`activate-account/${key}`, values);
  const pia = await run.person('by-paper');
  await pia.open('/activate');
  await pia.fill(of('paper-code'), '4F7K');
  await pia.wrong(of('paper-code-button'), { fields: 1 });
  await pia.fill(of('paper-code'), run.code.toLowerCase().replaceAll('-', ' '));
  await pia.press(of('paper-code-button'));
  await pia.sees(PAPER, 'Basisschool De Wilg');
  await pia.fill(of('paper-password'), 'kort');
  await pia.wrong(of('activate'), { fields: 1 });
  await pia.fill(of('paper-password'), PASSWORD);
  await pia.press(of('activate'));
  await pia.sees(say('sign-in/done-activated'));
  await pia.quietly(() => pia.open('/activate'));
  await pia.fill(of('paper-code'), run.code);
  await pia.press(of('paper-code-button'));
  await pia.sees(of('paper-used-title'));
  await pia.page.context().close();
  await openColleague(run.anke, 'Papier, Pia');
  await run.anke.sees(say('manage-staff/link-used'), say('manage-staff/status-active'));
}
