// Two OpenID providers as a hub runs one, for the tests: `oidc-provider`, with the accounts and the wrongs that a test asks for.
// Standard output gets the two issuers. Then standard input has one line of JSON: { redirect, secret, accounts: { <name>: <claims> } };
// when both answer, standard output gets `ready`.
// The second has the same keys as the first, so that only the issuer tells their tokens apart. Who signs in says his name as
// `login_hint`, and no page is shown; a browser, which gives no hint, gets a page that asks. `PUT /answer` gives the ID token that the
// first puts into its next answer instead of the right one.
import { generateKeyPairSync } from 'node:crypto';
import http from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import readline from 'node:readline';
import { pathToFileURL } from 'node:url';

const require = createRequire(path.resolve('target/node/package.json'));
const { Provider } = await import(pathToFileURL(require.resolve('oidc-provider')));

const lines = readline.createInterface({ input: process.stdin });
const told = new Promise((resolve) => lines.once('line', (text) => resolve(JSON.parse(text))));
// Whoever started this is gone: so is this.
lines.once('close', () => process.exit());

async function listen() {
  const server = http.createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, issuer: `http://127.0.0.1:${server.address().port}` };
}

const [first, second] = [await listen(), await listen()];
console.log(JSON.stringify([first.issuer, second.issuer]));
const { redirect, secret, accounts } = await told;

const key = { ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: '1' };
const names = [...new Set(Object.values(accounts).flatMap((claims) => Object.keys(claims)))];
const client = (id) => ({ client_id: id, client_secret: secret, redirect_uris: [redirect], grant_types: ['authorization_code'], response_types: ['code'] });

const page = '<!DOCTYPE html><html lang="en"><title>School</title><form method="post"><label>Name <input name="who"></label><button>Sign in</button></form>';

function body(ctx) {
  return new Promise((resolve) => {
    let text = '';
    ctx.req.on('data', (part) => (text += part)).on('end', () => resolve(text));
  });
}

function start({ server, issuer }) {
  let instead;
  const provider = new Provider(issuer, {
    clients: [client('samenspoor'), client('another')],
    jwks: { keys: [key] },
    cookies: { keys: ['only for tests'] },
    claims: { openid: ['sub', ...names] },
    conformIdTokenClaims: false,
    // The tests send an origin, as browsers do.
    clientBasedCORS: () => true,
    features: { devInteractions: { enabled: false } },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...accounts[id] }) }),
    // Schools consent once, for all of their people.
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
      grant.addOIDCScope('openid');
      grant.addOIDCClaims(names);
      await grant.save();
      return grant;
    },
  });
  provider.use(async (ctx, next) => {
    if (ctx.path.startsWith('/interaction/')) {
      const { params } = await provider.interactionDetails(ctx.req, ctx.res);
      const who = params.login_hint ?? new URLSearchParams(ctx.method === 'POST' ? await body(ctx) : '').get('who');
      if (!who) {
        Object.assign(ctx, { type: 'html', body: page });
        return;
      }
      await provider.interactionFinished(ctx.req, ctx.res, { login: { accountId: who } });
      ctx.respond = false;
    } else if (ctx.path === '/answer') {
      instead = await body(ctx);
      ctx.status = 204;
    } else {
      await next();
      if (ctx.path === '/token' && instead && ctx.body?.id_token) {
        ctx.body.id_token = instead;
        instead = undefined;
      }
    }
  });
  server.on('request', provider.callback());
}

start(first);
start(second);
console.log('ready');
