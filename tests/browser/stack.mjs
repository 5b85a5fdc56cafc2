// What a script knows of the running stack besides its pages: the clock, the inbox, the accounts, and a code of an authenticator.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(path.resolve('target/node/package.json'));
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export const launch = () => require('playwright-core').chromium.launch({ executablePath: '/usr/bin/chromium', args: flags });

// What axe finds on a page. Asked through the protocol, since the page's own policy forbids any script that is not ours;
// a page without scripts cannot be asked.
export async function found(page) {
  const protocol = await page.context().newCDPSession(page);
  const ask = (expression) => protocol.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
  await ask(axe);
  const { result } = await ask(`axe.run(document, { runOnly: ${JSON.stringify(standards)} }).then((told) => told.violations.map((v) => v.id + ': ' + v.nodes[0].html.slice(0, 160)))`);
  await protocol.detach();
  if (!Array.isArray(result.value)) throw new Error(`axe did not answer: ${JSON.stringify(result)}`);
  return result.value;
}

export class Stack {
  constructor(base) {
    this.base = base;
  }

  async json(at) {
    return (await fetch(this.base + at)).json();
  }

  accounts() {
    return this.json('/local/accounts.json');
  }

  async now() {
    return new Date((await this.json('/local/clock')).now);
  }

  // `by` is an ISO 8601 duration such as P5D or PT30S.
  async advance(by) {
    const headers = { 'content-type': 'application/json' };
    await fetch(this.base + '/local/clock', { method: 'POST', headers, body: JSON.stringify({ advance: by }) });
  }

  async advanceTo(moment) {
    const seconds = Math.ceil((Date.parse(moment) - (await this.now()).getTime()) / 1000) + 1;
    await this.advance(`PT${seconds}S`);
  }

  async run(schedule) {
    await fetch(`${this.base}/local/schedules/${schedule}`, { method: 'POST', redirect: 'manual' });
  }

  // The code of this moment. Each serves once: the clock moves on a step first.
  async code(secret) {
    await this.advance('PT30S');
    const at = '@' + Math.floor((await this.now()).getTime() / 1000);
    return execFileSync('oathtool', ['--totp', '--base32', '--now', at, secret.replaceAll(' ', '')]).toString().trim();
  }

  // The newest mail to somebody that fits; waits until it has come.
  mail(to, fits, what) {
    return until(async () => (await this.json('/local/mail.json')).find((mail) => mail.to.includes(to) && fits(mail)), `a mail to ${to} with ${what}`);
  }

  async link(to, part) {
    const holds = (link) => link.includes(part);
    return (await this.mail(to, (mail) => mail.links.some(holds), `a link ${part}`)).links.find(holds);
  }

  // The six digits of the code that was mailed last.
  async digits(to) {
    const found = (mail) => mail.text.match(/\b(\d{3}) ?(\d{3})\b/);
    const mail = await this.mail(to, (mail) => found(mail) && !mail.links.some((link) => link.includes('/consent/')), 'a code');
    return found(mail).slice(1).join('');
  }
}

// Asks again until there is an answer, for at most ten seconds.
export async function until(ask, what) {
  for (const end = Date.now() + 10_000; Date.now() < end; await new Promise((on) => setTimeout(on, 50))) {
    const answer = await ask();
    if (answer) return answer;
  }
  throw new Error(`waited ten seconds for ${what}`);
}
