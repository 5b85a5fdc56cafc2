// The texts of the pages, from the same catalogues that the pages take them from: a label is looked up, never typed twice.
import { readFileSync, readdirSync } from 'node:fs';

function read(file) {
  const found = new Map();
  let key;
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const start = line.match(/^([a-z][\w-]*) = ?(.*)$/);
    if (start) {
      key = start[1];
      found.set(key, start[2]);
    } else if (key && /^\s+\S/.test(line)) {
      found.set(key, `${found.get(key)}\n${line.trim()}`);
    }
  }
  return found;
}

// Of a text with a form for one, and so on, the form for this number.
function chosen(text, values) {
  const [, value, forms] = text.match(/^\{ \$(\w+) ->\n([^]*)$/) ?? [];
  if (!forms) return text;
  const count = values[value];
  const all = [...forms.matchAll(/^\*?\[(\w+)\] (.*)$/gm)].map(([, form, words]) => [form, words]);
  const found = all.find(([form]) => form === String(count)) ?? all.find(([form]) => form === 'one' && count === 1);
  return (found ?? all.at(-1))[1];
}

// `say('invite-staff/send')` is the text of that function; `say('steps/answer-yes')` one that all share.
export function texts(lang) {
  const known = new Map();
  const shared = readdirSync(`shared/web/locales/${lang}`).map((file) => file.replace('.ftl', ''));
  return (name, values = {}) => {
    const [place, key] = name.split('/');
    if (!known.has(place)) {
      known.set(place, read(shared.includes(place) ? `shared/web/locales/${lang}/${place}.ftl` : `functions/${place}/locales/${lang}/main.ftl`));
    }
    const text = known.get(place).get(key);
    if (text === undefined) throw new Error(`no text ${name} in ${lang}`);
    const filled = chosen(text, values).replace(/\{ \$(\w+) \}/g, (_, value) => String(values[value]));
    if (filled.includes('{')) throw new Error(`${name} has parts that a journey cannot fill in: ${filled}`);
    return filled;
  };
}
