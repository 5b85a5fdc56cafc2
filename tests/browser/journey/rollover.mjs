// Step 7: the next school plans its rollover; on 1 August the schedule carries it out.
import { demo, go } from './welcome.mjs';

const AUGUST = '2027-07-31T22:00:00Z'; // midnight in Amsterdam
const ADMINISTRATOR = 'b.baas@debeuk.example';

export async function planRollover(run) {
  const { say } = run;
  const of = (key, values) => say(`rollover-year/${key}`, values);
  const bram = await demo(run, 'administrator-b', ADMINISTRATOR);
  await go(bram, say('common/nav-rollover'));
  await bram.sees('Groep 5', 'Groep 6');
  const card = (name) => bram.page.locator('main section').filter({ has: bram.page.getByRole('heading', { name, exact: true }) });
  for (const [from, to] of [['Groep 5', of('target-copy', { group: 'Groep 6', year: '2027-2028' })], ['Groep 6', of('target-leaves')]]) {
    await card(from).getByLabel(of('copy', { year: '2027-2028' }), { exact: true }).last().check();
    await bram.fill(of('to'), to, card(from));
  }
  await bram.date(of('ends'), [31, 2, 2027]);
  await bram.wrong(of('check'), { fields: 1 });
  await bram.date(of('ends'), [31, 7, 2027]);
  await bram.press(of('check'));
  await bram.sees(of('dry-run-title'), 'Groep 5', 'Groep 6');
  await bram.press(of('plan'));
  await bram.sees(of('done-planned'));
}

export async function turnTheYear(run) {
  const { say, stack } = run;
  const of = (key, values) => say(`rollover-year/${key}`, values);
  await stack.advanceTo(AUGUST);
  // Twice: the second time nothing is left to do.
  for (let time = 0; time < 2; time += 1) await stack.run('rollover');
  const bram = await demo(run, 'administrator-b-next-year', ADMINISTRATOR);
  await bram.open('/rollover?year=2026-2027');
  await bram.awaits(of('written-groups'));
  await bram.open('/groups?year=2027-2028');
  const rows = await bram.page.locator('main tbody tr').allInnerTexts();
  bram.check(rows.filter((row) => /Groep [56]/.test(row)).length === 2, `each group is there once: ${rows}`);
}
