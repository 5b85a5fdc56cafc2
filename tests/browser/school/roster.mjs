// The administrator brings in a file of the pupil administration: what is of another location is stopped, about whom there is doubt is
// decided by a person, and the classes are there afterwards (3-05 to 3-11).
import { go } from '../journey/welcome.mjs';
import { comesIn, schoolYear } from './people.mjs';

const learner = (key, call, prefix, family, birth, group) =>
  `<leerling key="${key}"><achternaam>${family}</achternaam>${prefix && `<voorvoegsel>${prefix}</voorvoegsel>`}<roepnaam>${call}</roepnaam>` +
  `${birth && `<geboortedatum>${birth}</geboortedatum>`}<groep key="${group}"/></leerling>`;

const teacher = (key, call, prefix, family, email) =>
  `<leerkracht key="${key}"><achternaam>${family}</achternaam>${prefix && `<voorvoegsel>${prefix}</voorvoegsel>`}<roepnaam>${call}</roepnaam>` +
  `<emailadres>${email}</emailadres><groepen><groep key="b"/></groepen></leerkracht>`;

// Who is there, one of them without a date of birth; one who is new in a new class; and two teachers.
const file = (year, dependance) => `<?xml version="1.0" encoding="UTF-8"?>
<EDEX>
<school><schooljaar>${year}</schooljaar><brincode>99ZX</brincode><dependancecode>${dependance}</dependancecode><xsdversie>2.1</xsdversie></school>
<groepen><groep key="a"><naam>Groep 5a</naam><jaargroep>5</jaargroep></groep><groep key="b"><naam>Groep 6a</naam><jaargroep>6</jaargroep></groep></groepen>
<leerlingen>
${[
  learner(1, 'Noor', 'van der', 'Ven', '2017-03-09', 'a'),
  learner(2, 'Sem', '', 'Proef', '2017-05-21', 'a'),
  learner(3, 'Lieke', '', 'Voorbeeld', '', 'a'),
  learner(4, 'Adam', 'el', 'Synth', '2017-01-30', 'a'),
  learner(5, 'Isa', 'den', 'Oever', '2016-09-01', 'b'),
].join('\n')}
</leerlingen>
<leerkrachten>${teacher('L1', 'Jet', 'van der', 'Juf', 'j.juf@dewilg.example')}${teacher('L2', 'Max', '', 'Meester', 'm.meester@dewilg.example')}</leerkrachten>
</EDEX>
`;

async function send(anke, content) {
  const of = (key) => anke.run.say(`import-roster/${key}`);
  await anke.quietly(async () => {
    await go(anke, anke.run.say('common/nav-rosters'));
    await anke.choose(of('location'), 'Duin');
    await anke.press(of('begin'));
  });
  await anke.field(of('send-label')).setInputFiles({ name: 'leerlingen.xml', mimeType: 'text/xml', buffer: Buffer.from(content) });
  await anke.press(of('send-button'));
}

export async function stopsWhatIsElsewhere(run) {
  const of = (key, values) => run.say(`import-roster/${key}`, values);
  const anke = (run.anke = await comesIn(run, 'administrator', 'a.beheer@dewilg.example'));
  run.year = await schoolYear(run);
  await send(anke, file(run.year, '11'));
  await anke.awaits(of('stop-other-location'));
  await anke.sees(of('stop-other-location-text', { location: 'Bos (99ZX11)' }));
  anke.check(!(await anke.target(of('load')).count()), 'there is nothing to confirm');
}

export async function decidesAndLoads(run) {
  const { anke } = run;
  const of = (key, values) => run.say(`import-roster/${key}`, values);
  await send(anke, file(run.year, '10'));
  await anke.awaits(of('belongs-here'));
  await anke.sees(of('checked-title'), '99ZX10', run.year, 'Groep 6a', of('doubts-heading', { count: 1 }), of('doubt-no-birth'), of('missing', { count: 2 }));
  const lieke = anke.page.getByRole('group', { name: /Lieke/ });
  // Nobody is matched by the program: one who is known, somebody new, or left out.
  for (const answer of ['doubt-new', 'doubt-skip']) anke.check(await lieke.getByLabel(of(answer), { exact: true }).isVisible(), `${answer} can be answered`);
  anke.check(!(await lieke.getByLabel(/Lieke/).isChecked()), 'none of them was given beforehand');
  await lieke.getByLabel(/Lieke/).check();
  await anke.press(of('load'));
  await anke.awaits(of('loaded-title', { moment: '' }).trim());
  run.file = anke.page.url();
  await anke.sees(of('loaded-new'), of('loaded-groups'));
  await anke.seesNot(of('undecided-title', { count: 1 }));
}

// Who is not in the file stays, and is asked about (trap 16).
export async function asksWhoLeft(run) {
  const { anke } = run;
  const of = (key, values) => run.say(`import-roster/${key}`, values);
  const now = await run.stack.now();
  await anke.unfold(of('missing', { count: 2 }));
  await anke.look();
  await anke.press(of('leavers-end'));
  await anke.sees(of('leavers-none'));
  await anke.page.getByLabel(/Finn/).check();
  await anke.fill(of('last-day'), `${now.getUTCDate()}-${now.getUTCMonth() + 1}-${now.getUTCFullYear()}`);
  await anke.press(of('leavers-end'));
  await anke.sees(of('leavers-done', { count: 1 }), of('missing', { count: 1 }));
}

export async function seesClasses(run) {
  const { anke, say } = run;
  const of = (key) => say(`import-roster/${key}`);
  await anke.press(of('to-overview'));
  await anke.sees('Groep 5a', 'Groep 6a');
  anke.check(await anke.target(of('sheet')).isVisible(), 'it can be taken along');
  await go(anke, say('common/nav-learners'));
  await anke.fill(say('manage-learners/find-name'), 'Voorbeeld');
  await anke.press(say('manage-learners/find'), anke.page.locator('main'));
  anke.check((await anke.heads()).length === 1, 'Lieke is there once');
  await anke.sees(say('manage-learners/count', { count: 1 }));
}
