// Somebody at a browser: finds fields by their labels, presses what is called so, and looks at every page that comes.
import path from 'node:path';

import { found } from './stack.mjs';

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
// A label is followed by "(optional)" at most; a legend's group is named the same way.
const labelled = (text) => new RegExp(`^\\s*${escaped(text)}( \\([^)]*\\))?\\s*$`);

export class Person {
  // `run`: { say, shots, faults, count, step }, shared by all people of one run. Without scripts axe cannot look either.
  constructor(run, name, page, javascript) {
    Object.assign(this, { run, name, page, javascript });
    page.on('pageerror', (error) => run.faults.push(`${run.step}: ${error}`));
    page.on('console', (message) => {
      // A page that says what is wrong answers 422, which a browser calls an error.
      if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) run.faults.push(`${run.step}: ${message.text()}`);
    });
    page.on('response', (response) => {
      const usual = response.status() < 400 || (response.request().isNavigationRequest() && response.status() < 500);
      if (!usual) run.faults.push(`${run.step}: ${response.url()} answers ${response.status()}`);
    });
  }

  async open(address) {
    this.run.last = this;
    await this.page.goto(address);
    await this.look();
  }

  // Opens what is there for others, or is there no more: told so, with nothing of these texts.
  async isRefused(address, status, ...nothing) {
    this.run.last = this;
    const answer = await this.page.goto(address);
    this.check(answer.status() === status, `${address} answers ${answer.status()}`);
    await this.sees(this.run.say(`problems/problem-${status === 403 ? 'forbidden' : 'not-found'}`));
    await this.seesNot(...nothing);
    await this.look();
  }

  // Does something on the way that another step looks at: no pictures, nothing checked.
  async quietly(doing) {
    this.quiet = true;
    try {
      await doing();
    } finally {
      this.quiet = false;
    }
  }

  field(label, within = this.page) {
    return within.getByLabel(labelled(label)).first();
  }

  group(legend, within = this.page) {
    return within.getByRole('group', { name: labelled(legend) }).first();
  }

  // Fills in what is labelled so: text, a choice from a list, or a date in three parts.
  async fill(label, value, within) {
    if (Array.isArray(value)) return this.date(label, value, within);
    const field = this.field(label, within);
    if ((await field.evaluate((element) => element.localName)) === 'select') return field.selectOption({ label: value });
    return field.fill(value);
  }

  async date(legend, [day, month, year], within) {
    const group = this.group(legend, within);
    for (const [part, value] of [['day', day], ['month', month], ['year', year]]) await this.field(this.run.say(`ui/ui-${part}`), group).fill(String(value));
  }

  // Takes from a list what begins so: what stands behind a name may be a date of birth or a school year.
  async pick(label, beginning, within) {
    const field = this.field(label, within);
    const found = (await field.locator('option').allInnerTexts()).find((option) => option.trim().startsWith(beginning));
    this.check(found !== undefined, `${label} offers ${beginning}`);
    await field.selectOption({ label: found.trim() });
  }

  // Opens what is folded up under these words; it works without scripts.
  async unfold(words, within = this.page) {
    await within.locator('summary').filter({ hasText: words }).first().click();
  }

  // The row of a table that holds this text.
  row(text) {
    return this.page.locator('main tbody tr').filter({ hasText: text }).first();
  }

  // What the rows of the page are about: their first cells.
  heads() {
    return this.page.locator('main tbody tr > :first-child').allInnerTexts();
  }

  // Presses the one button of a row: what it is called ends with whom or what it is for.
  async pressIn(row) {
    this.run.last = this;
    await Promise.all([this.page.waitForEvent('load'), row.getByRole('button').first().click()]);
    await this.look();
  }

  // Ticks an answer under a question.
  async choose(question, answer, within) {
    await this.field(answer, this.group(question, within)).check();
  }

  target(name, within = this.page) {
    const [exact, main] = [labelled(name), within];
    return main.getByRole('button', { name: exact }).or(main.getByRole('link', { name: exact })).first();
  }

  // Presses the button or link that is called so, and looks at the page that comes.
  async press(name, within) {
    this.run.last = this;
    await Promise.all([this.page.waitForEvent('load'), this.target(name, within).click()]);
    await this.look();
  }

  // Presses what would leave, is asked because something is not saved, and stays. Without scripts nothing asks.
  async isAskedBefore(name) {
    if (!this.javascript) return;
    const asked = new Promise((resolve) => this.page.once('dialog', async (dialog) => {
      resolve(dialog.type());
      await dialog.dismiss();
    }));
    const nothing = new Promise((resolve) => setTimeout(resolve, 5000, 'nothing'));
    await this.target(name).click({ noWaitAfter: true });
    this.check((await Promise.race([asked, nothing])) === 'beforeunload', `the browser asks before it leaves by ${name}`);
  }

  // Presses, and expects to be told what is wrong: first, with links to the fields, with everything typed still there.
  async wrong(name, { fields, within, loses = [] } = {}) {
    const typed = await this.typed();
    await this.press(name, within);
    const told = await this.page.evaluate((prefix) => {
      const summary = document.querySelector('.error-summary');
      const links = [...document.querySelectorAll('.error-summary a')].map((link) => link.getAttribute('href'));
      return {
        prefixed: document.title.startsWith(prefix),
        focused: !!summary && document.activeElement === summary,
        first: !!summary && !!(summary.compareDocumentPosition(document.querySelector('h1')) & Node.DOCUMENT_POSITION_FOLLOWING),
        links,
      };
    }, this.run.say('ui/ui-error-prefix'));
    this.check(told.prefixed && told.first && told.focused, `the summary comes first, is focused, and the title says so: ${JSON.stringify(told)}`);
    this.check(told.links.length >= 1 && (fields === undefined || told.links.length === fields), `a link for each of ${fields} fields: ${told.links}`);
    for (const href of new Set(told.links)) {
      await this.page.locator(`.error-summary a[href="${href}"]`).first().click();
      const landed = await this.page.evaluate(() => {
        const at = document.activeElement;
        return { field: at.matches('input, select, textarea'), told: !!at.closest('.has-error'), id: at.id };
      });
      this.check(landed.field && landed.told, `${href} leads to a field that says what is wrong: ${JSON.stringify(landed)}`);
    }
    const kept = await this.typed();
    const lost = Object.entries(typed).filter(([field, value]) => value && kept[field] !== value && !loses.includes(field));
    this.check(!lost.length, `what was typed is still there; lost: ${JSON.stringify(lost)}`);
  }

  // What stands in the fields, without what a page must forget or renew.
  typed() {
    return this.page.evaluate(() => Object.fromEntries(
      [...document.querySelectorAll('main input, main select, main textarea')]
        .filter((field) => !['hidden', 'password', 'file'].includes(field.type) && field.autocomplete !== 'one-time-code')
        .map((field) => (['radio', 'checkbox'].includes(field.type) ? [`${field.name} ${field.value}`, field.checked ? 'ticked' : ''] : [field.name, field.value])),
    ));
  }

  async sees(...texts) {
    const content = await this.page.locator('body').innerText();
    for (const text of texts) this.check(content.includes(text), `"${text}" is on the page`);
  }

  async seesNot(...texts) {
    const content = await this.page.content();
    for (const text of texts) this.check(!content.includes(text), `"${text}" is not on the page`);
  }

  // Opens the same page again until it says so: for what is done meanwhile.
  async awaits(text) {
    for (const end = Date.now() + 10_000; Date.now() < end; await this.page.reload()) {
      if ((await this.page.locator('main').innerText()).includes(text)) return this.look();
    }
    throw new Error(`waited ten seconds for "${text}"`);
  }

  check(right, promise) {
    if (!right) throw new Error(`not so: ${promise}`);
  }

  // Every page: kept as a picture, no wider than the screen, one title, at most one primary button, and nothing that axe finds.
  async look() {
    if (this.quiet) return;
    const { page, run } = this;
    const at = await page.evaluate(() => ({
      title: document.querySelector('h1')?.textContent.trim() ?? '',
      wider: document.documentElement.scrollWidth > document.documentElement.clientWidth,
      // What reaches past the column of the page.
      outside: [...document.querySelectorAll('.page main *')].filter((element) => {
        const page = element.closest('.page');
        const edge = page.getBoundingClientRect().right - parseFloat(getComputedStyle(page).paddingRight);
        return element.checkVisibility() && !element.closest('.unseen, svg') && element.getBoundingClientRect().right > edge + 1;
      }).map((element) => element.outerHTML.slice(0, 80)).slice(0, 2),
      small: [...document.querySelectorAll('button, .button, select, input:not([type=hidden])')].filter((element) => {
        const box = element.getBoundingClientRect();
        return element.checkVisibility({ visibilityProperty: true }) && !element.matches('.unseen') && box.height > 0 && box.height < 24;
      }).map((element) => element.outerHTML.slice(0, 80)),
    }));
    const slug = at.title.normalize('NFD').replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '').toLowerCase().slice(0, 50);
    run.count += 1;
    const picture = `${String(run.count).padStart(3, '0')}-${this.name}-${slug || 'page'}.png`;
    await page.screenshot({ path: path.join(run.shots, picture), fullPage: true });
    if (at.wider) run.faults.push(`${run.step}: ${picture} is wider than the screen`);
    run.faults.push(...at.outside.map((element) => `${run.step}: ${picture} has something outside the page: ${element}`));
    run.faults.push(...at.small.map((element) => `${run.step}: ${picture} has a target below 24 px: ${element}`));
    if (this.javascript) run.faults.push(...(await found(page)).map((fault) => `${run.step}: ${picture}: ${fault}`));
  }
}
