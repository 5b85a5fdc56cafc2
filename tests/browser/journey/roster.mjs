// Step 2, beside the coordinator: the administrator loads a list of learners, after looking at what it would change.
import { go } from './welcome.mjs';

const LIST = 'Leerlingnummer;Achternaam;Tussenvoegsel;Roepnaam;Geboortedatum;Klas;Jaargroep\n005;Oever;;Isa;1-9-2016;Groep 6a;6\n';

// 3-06: by choosing a file; a browser lets one drag it to the same field.
export async function loadLearners(run) {
  const { say, administrator } = run;
  const of = (key, values) => say(`import-roster/${key}`, values);
  await go(administrator, say('common/nav-rosters'));
  await administrator.wrong(of('begin'), { fields: 1 });
  await administrator.page.getByLabel(/Duin/).check();
  await administrator.press(of('begin'));
  await administrator.field(of('send-label')).setInputFiles({ name: 'lijst.csv', mimeType: 'text/csv', buffer: Buffer.from(LIST) });
  await administrator.press(of('send-button'));
  await administrator.awaits(of('sure-label'));
  await administrator.sees(of('tally-new'), 'Groep 6a');
  await administrator.wrong(of('load'), { fields: 1 });
  await administrator.page.getByLabel(/Duin/).last().check();
  await administrator.press(of('load'));
  await administrator.awaits(of('loaded-title', { moment: '' }).trim());
  await go(administrator, say('common/nav-learners'));
  await administrator.sees('Oever, Isa');
}

// 3-31: help is behind one's own name, with the manual for what this person may do.
export async function askForHelp(run) {
  const { say, administrator } = run;
  await administrator.press(say('ui/ui-help'));
  await administrator.sees(say('home/contact-title'), '010 000 00 00', say('home/how-roster'));
  await administrator.seesNot(say('home/how-write'));
  await administrator.page.getByText(say('home/how-roster'), { exact: true }).click();
  await administrator.look();
  await administrator.press(say('common/nav-rosters'), administrator.page.locator('main'));
}
