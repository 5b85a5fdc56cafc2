// The start page of a mailed link in Node with version 3 of the AWS SDK, done as it should be: bundled, and clients, keys and a
// connection are made before the first event. The runtime client is the few lines at the end: less than the official one.
import { createHash } from 'node:crypto'
import { DynamoDBClient, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'

const table = process.env.TICKETS_TABLE
const dynamodb = new DynamoDBClient({})
const [secret] = await Promise.all([
  new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId: process.env.KEYS_SECRET })),
  dynamodb.send(new GetItemCommand({ TableName: table, Key: { pk: { S: 'prime' } } })),
])
JSON.parse(secret.SecretString)

const escape = text => text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`)
const page = (title, text) => `<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>${title}</title></head>
<body><main><h1>${title}</h1><p>${text}</p></main></body></html>`

// The link, with this opening added to its trail; nothing when there is no such link.
async function opened(token, agent) {
  const opening = { M: { at: { S: new Date().toISOString() }, agent: { S: agent } } }
  try {
    const answer = await dynamodb.send(new UpdateItemCommand({
      TableName: table,
      Key: { pk: { S: createHash('sha256').update(token).digest('hex') } },
      UpdateExpression: 'SET openings = openings + :one, trail = list_append(trail, :opening)',
      ConditionExpression: 'openings < :kept',
      ExpressionAttributeValues: { ':one': { N: '1' }, ':kept': { N: '20' }, ':opening': { L: [opening] } },
      ReturnValues: 'ALL_NEW',
    }))
    return answer.Attributes
  } catch (error) {
    if (error.name === 'ConditionalCheckFailedException') return undefined
    throw error
  }
}

async function handler(event) {
  const link = await opened(event.pathParameters.token, event.headers['user-agent'] ?? '')
  return {
    statusCode: link ? 200 : 404,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    body: link ? page('U bent uitgenodigd', escape(link.school.S)) : page('Deze link werkt niet', 'Kopieer de hele link uit de e-mail.'),
  }
}

const runtime = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation`
for (;;) {
  const next = await fetch(`${runtime}/next`)
  const answer = await handler(await next.json())
  await fetch(`${runtime}/${next.headers.get('lambda-runtime-aws-request-id')}/response`, { method: 'POST', body: JSON.stringify(answer) })
}
