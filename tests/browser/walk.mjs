// Walks the pages in headless Chromium as each role: clicks through everything that can be reached, with JavaScript and without,
// checks every page with axe, and keeps screenshots. Prints one JSON line: pages seen, what axe found, what did not answer, what is wider
// than a phone, which words are broken there, and what a first visit brings that is too much or not ours.
// usage: node walk.mjs BASE_URL SCREENSHOT_FOLDER CONSENT_LINK_PATH
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

import { Stack, found, launch } from './stack.mjs';

const [base, shots, consent] = process.argv.slice(2);
const stack = new Stack(base);
mkdirSync(shots, { recursive: true });

const seen = [], violations = [], broken = [], overflows = [], split = [], heavy = [], foreign = [];
// Bytes of a first visit, as they are sent.
const MOST = 60_000;
const packed = new Map();
// Which sorts of elements were looked at on each kind of page: a page with nothing else looks the same to somebody else.
const looks = new Map();

async function signIn(page, account) {
  await page.goto(base + '/sign-in');
  await page.fill('[name=email]', account.email);
  await page.fill('[name=password]', account.password);
  await page.click('main button:not([hidden]):not([type=button])');
  if (account.totp_secret && await page.$('[name=code]')) {
    await page.fill('[name=code]', await stack.code(account.totp_secret));
    await page.click('main form[action="/sign-in/code"] button');
  }
}

const slug = (text) => text.replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '').slice(0, 60) || 'start';
// One page per kind: ids do not make another kind.
const kind = (url) => url.pathname.replace(/[0-9a-f]{32}\.[0-9a-f]{32}/g, 'D').replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'I').replace(/\/consent\/[^/]+/, '/consent/T');

// Words of lists that stand on two lines though they would fit on one of their own: of the cells and of the labels beside them.
const splitWords = () => {
  // A line may end at a hyphen, a dash or a slash.
  const word = /[^\s\u00ad–\/-]+/gu, found = new Set();
  for (const row of document.querySelectorAll('main .table tr, main .summary-row')) {
    const texts = document.createTreeWalker(row, NodeFilter.SHOW_TEXT), range = document.createRange();
    while (texts.nextNode()) {
      const node = texts.currentNode;
      for (const { 0: one, index } of node.data.matchAll(word)) {
        range.setStart(node, index);
        range.setEnd(node, index + one.length);
        const lines = [...range.getClientRects()].filter((line) => line.width > 0);
        const wide = lines.reduce((sum, line) => sum + line.width, 0);
        const isBroken = new Set(lines.map((line) => Math.round(line.top))).size > 1;
        if (isBroken && wide <= row.clientWidth) found.add(one);
      }
    }
  }
  // A label is made by the style sheet, and has no text of its own to measure.
  const ruler = document.createElement('canvas').getContext('2d');
  for (const cell of document.querySelectorAll('main .table td[data-label]')) {
    const { width, font, display } = getComputedStyle(cell, '::before');
    if (getComputedStyle(cell).display !== 'flex' || display === 'none') continue;
    ruler.font = font;
    for (const [one] of cell.dataset.label.matchAll(word)) {
      const wide = ruler.measureText(one).width;
      if (wide > parseFloat(width) + 1 && wide <= cell.clientWidth) found.add(one);
    }
  }
  return [...found];
};

// What comes with a page for somebody who was never here. All of it is named after its content and kept for a year.
async function weigh(page, name) {
  // A browser without a window asks for no icon.
  const named = await page.evaluate(() => [document.querySelector('link[rel=icon]').href, ...performance.getEntriesByType('resource').map((one) => one.name)]);
  let bytes = gzipSync(await page.content()).length;
  for (const url of new Set(named)) {
    if (!url.startsWith(base + '/assets/')) foreign.push(`${name}: ${url}`);
    if (!packed.has(url)) packed.set(url, gzipSync(Buffer.from(await (await fetch(url)).arrayBuffer())).length);
    bytes += packed.get(url);
  }
  if (bytes > MOST) heavy.push(`${name}: ${bytes}`);
}

async function check(page, who) {
  const name = `${who}-${slug(kind(new URL(page.url())))}`;
  seen.push(name);
  await weigh(page, name);
  violations.push(...(await found(page)).map((violation) => `${name}: ${violation}`));
  await page.screenshot({ path: path.join(shots, `${name}.png`), fullPage: true });
  await page.setViewportSize({ width: 320, height: 640 });
  if (await page.evaluate(() => document.documentElement.scrollWidth > 320)) overflows.push(name);
  split.push(...(await page.evaluate(splitWords)).map((word) => `${name}: ${word}`));
  await page.screenshot({ path: path.join(shots, `${name}-320.png`), fullPage: true });
  await page.setViewportSize({ width: 1280, height: 900 });
}

// Whether a page has a sort of element that nobody saw on such a page, whatever they say and however many there are.
async function isNew(page) {
  const sorts = await page.$$eval('main *', (all) => all.map((element) => [element.parentElement, element]
    .map(({ localName, className, type }) => `${localName}.${className}.${type}`).join(' ')));
  // The eleven steps are one kind here.
  const alike = kind(new URL(page.url())).replace(/\d+$/, 'N');
  const known = looks.get(alike) ?? new Set(), before = known.size;
  for (const sort of sorts) known.add(sort);
  looks.set(alike, known);
  return known.size > before;
}

// Clicks through everything that can be reached. `all`: whether what looks the same to somebody else is looked at again.
async function crawl(page, who, { all, most }) {
  const todo = [page.url()], done = new Set();
  while (todo.length && done.size < most) {
    const url = new URL(todo.shift());
    if (done.has(kind(url))) continue;
    done.add(kind(url));
    const answer = await page.goto(url.href);
    if (!answer || answer.status() >= 400) { broken.push(`${who} ${url.pathname}: ${answer && answer.status()}`); continue; }
    if ((await isNew(page)) || all) await check(page, who);
    const links = await page.$$eval('a[href]', (all) => all.map((a) => a.href));
    todo.push(...links.filter((href) => href.startsWith(base + '/') && !/^\/local|\/download/.test(new URL(href).pathname) && !/lang=|#/.test(href)));
  }
}

// A parent opens the mailed link, asks for the code, types it and reads the plan. With JavaScript the pages are checked as well.
async function read(page, who, javascript) {
  const email = 'moeder@thuis.example';
  const done = async (name) => (javascript ? check(page, who) : page.screenshot({ path: path.join(shots, `${who}-${name}.png`), fullPage: true }));
  await page.goto(base + consent);
  await done('link');
  await page.click(`form[action$="/code"] button`);
  await done('code');
  await page.fill('[name=code]', await stack.digits(email));
  await page.click(`form[action$="/open"] button`);
  if (!page.url().endsWith('/plan')) broken.push(`${who}: the code leads to ${page.url()}`);
  await done('plan');
  seen.push(`${who}: ${(await page.textContent('h1')).trim()}`);
}

const browser = await launch();
try {
  const accounts = await stack.accounts();
  const plain = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await plain.newPage();
  for (const at of ['/sign-in', '/reset', '/nowhere']) {
    await page.goto(base + at);
    await check(page, 'anyone');
  }
  // The three who do most see every page; the others, what nobody saw so: in another role all that it leads to, in the same one at another
  // organisation what is near.
  const roles = new Set();
  for (const [at, account] of accounts.entries()) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    await signIn(page, account);
    await crawl(page, slug(account.email.split('@')[0]), { all: at < 3, most: roles.has(account.role) ? 12 : 60 });
    roles.add(account.role);
    await context.close();
  }
  // The same without JavaScript: signing in works, and the start page shows.
  const still = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 640 }, colorScheme: 'dark' });
  const quiet = await still.newPage();
  await signIn(quiet, accounts[1]);
  const title = await quiet.textContent('h1');
  await quiet.screenshot({ path: path.join(shots, 'without-javascript-dark-320.png'), fullPage: true });
  seen.push(`without JavaScript: ${title.trim()}`);
  const phone = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
  await read(await phone.newPage(), 'parent-phone', false);
  const desk = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  await read(await desk.newPage(), 'parent', true);
} finally {
  await browser.close();
}
console.log(JSON.stringify({ seen, violations, broken, overflows, split, heavy, foreign, packed: [...packed] }));
