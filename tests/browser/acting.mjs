// Acts the steps of a journey in headless Chromium, one after another, through what the pages show: labels, buttons and links.
// Prints one JSON line: the steps that went well, where and why it stopped if it did, and what was wrong with pages on the way.
import { mkdirSync } from 'node:fs';

import { Person } from './person.mjs';
import { Stack, launch } from './stack.mjs';
import { texts } from './texts.mjs';

const desk = { width: 1280, height: 900 }, phone = { width: 320, height: 640 };

// `steps` are pairs of what is done and the function that does it with the run. Arguments of the program: BASE_URL SCREENSHOT_FOLDER nl|en with|without
export async function act(steps) {
  const [base, shots, lang, scripts] = process.argv.slice(2);
  const javascript = scripts === 'with';
  mkdirSync(shots, { recursive: true });
  const browser = await launch();
  const run = { stack: new Stack(base), say: texts(lang), shots, javascript, faults: [], count: 0, lang };

  // Somebody with a browser of their own. Parents read on a phone, and their pages need no script in any run.
  run.person = async (name, { onPhone = !javascript, dark = false } = {}) => {
    const context = await browser.newContext({
      javaScriptEnabled: javascript && !onPhone,
      viewport: onPhone ? phone : desk,
      colorScheme: dark ? 'dark' : 'light',
      locale: lang === 'nl' ? 'nl-NL' : 'en-GB',
      baseURL: base,
    });
    context.setDefaultTimeout(10_000);
    return (run.last = new Person(run, name, await context.newPage(), javascript && !onPhone));
  };

  const done = [];
  let stopped;
  for (const [step, doIt] of steps) {
    run.step = step;
    try {
      await doIt(run);
      done.push(step);
    } catch (error) {
      const page = run.last?.page;
      stopped = { step, why: error.message, page: page?.url(), content: await page?.locator('body').innerText().catch(() => '') };
      await page?.screenshot({ path: `${shots}/stopped.png`, fullPage: true }).catch(() => {});
      break;
    }
  }
  await browser.close();
  console.log(JSON.stringify({ done, stopped, faults: run.faults, pages: run.count }));
}
