// Canaries are put wherever a secret could be; no report file and no line on the terminal may contain one.
import { type TestContext, test } from 'node:test';
import { expect } from 'chai';
import { runCucumber } from './command-line';
import { everyText, findings } from './report-search';
import { type FocusServerAnswer, type FocusServerCall, startTampered, type Tampering } from './tampered-environment';

const token = 'Kc7-kubeconfig/token+4f1e9a';
const password = 'Kc7-url/password+81d0';
const apiToken = 'Kc7-api-token-55b2c0';
const podSecret = 'Kc7-pod/secret+0d93aa';
const serverPassword = 'Kc7-servers-own-77e1';
const querySecret = 'Kc7-query-secret-a921';
const webToken = `eyJhbGciOiJSUzI1NiJ9.${Buffer.from('{"sub":"Kc7-web-token"}').toString('base64url')}.${'s1gnatureKc7'.repeat(6)}`;
const keyText = 'MIIEvQIBADANKc7privatekey'.repeat(8);
const privateKey = `-----BEGIN RSA PRIVATE KEY-----\n${keyText.slice(0, 64)}\n${keyText.slice(64, 128)}\n-----END RSA PRIVATE KEY-----`;
const kubernetesSecret = 'Kc7-kubernetes-secret-6c';
const argument = 'Kc7-argument-1b90ff';
const words = 'Kc7-several-words-c3 Kc7-several-words-d4\nKc7-several-words-e5';
const cookie = 'Kc7-cookie-f00d2c';

const canaries = {
  token,
  password,
  apiToken,
  podSecret,
  serverPassword,
  querySecret,
  webToken,
  signature: 's1gnatureKc7s1gnatureKc7',
  privateKey: 'MIIEvQIBADANKc7privatekey',
  kubernetesSecret,
  argument,
  words: 'Kc7-several-words',
  cookie,
};

// Ordinary words beside the canaries: where they are shown, the canary would have been shown too.
const inLog = 'ERROR: the log spoke';
const inEvent = 'the event spoke';
const inObject = 'the object spoke';
const inAnswer = 'the answer spoke';
const inRefusal = 'the refusal spoke';

const logText = [
  `${inLog} of ${token}, ${webToken}`,
  `using ${token} and ${encodeURIComponent(token)} and ${encode(token)} and ${encode(`x:${token}`)}`,
  `split ${token.slice(0, 9)}`,
  `  ${token.slice(9)}`,
  `jwt ${webToken}`,
  `jwt ${webToken.slice(0, 30)}`,
  webToken.slice(30),
  privateKey,
  `DATABASE_PASSWORD=${kubernetesSecret}`,
  `connected with ${podSecret} and ${encode(podSecret)}`,
  'apiVersion: v1',
  'data:',
  `  password: ${encode(kubernetesSecret)}`,
  'kind: Secret',
].join('\n');

const cluster: Tampering = {
  log: (own) => `${own}\n${logText}\n`,
  object: (object) => {
    const { kind, metadata, spec } = object;
    if (kind === 'Event') {
      object.message = `${inEvent}: ${object.message} {"password":"${kubernetesSecret}"} ${apiToken} ${webToken}`;
    }
    if (kind !== 'Pod') return;
    const env = [
      { name: 'BROKER_PASSWORD', value: podSecret },
      { name: 'BROKER_URL', value: `amqp://user:${serverPassword}@broker:5672` },
      { name: 'BROKER_PASS', value: words },
    ];
    for (const container of spec?.containers ?? []) {
      container.env = [...(container.env ?? []), ...env];
      container.args = ['--broker-password', argument, `--api-token=${argument}`];
    }
    const applied = JSON.stringify({
      note: inObject,
      kind: 'Secret',
      data: { password: encode(kubernetesSecret) },
      env,
    });
    metadata.annotations = { ...metadata.annotations, 'kubectl.kubernetes.io/last-applied-configuration': applied };
  },
};

test('a failed scenario shows what happened, and no secret', async (t) => {
  let opened = 0;
  const answer = (call: FocusServerCall): FocusServerAnswer => {
    if (call.method !== 'POST' || !call.path.endsWith('/configure')) return call.own;
    opened += 1;
    return opened === 1 ? withSecrets(call.own) : echo(call);
  };
  const texts = await run(t, { ...cluster, answer }, ['--tags', '@id:cancel-cleans-up or @id:live-data-flow']);
  for (const seen of [inLog, inEvent, inObject, inAnswer, inRefusal]) expectSeen(texts, seen);
  expect(findings(texts, canaries)).to.deep.equal([]);
});

test('a gap report shows the cause, and no secret', async (t) => {
  let calls = 0;
  const answer = (call: FocusServerCall): FocusServerAnswer => {
    if (call.method !== 'POST' || !call.path.endsWith('/configure')) return call.own;
    calls += 1;
    return calls === 2 ? echo(call) : call.own;
  };
  const texts = await run(t, { ...cluster, answer }, ['--tags', '@id:capacity-target'], ['container-exits']);
  const inFile = (name: RegExp) => texts.filter(({ source }) => name.test(source));
  expectSeen(inFile(/^infra_gap_report.*\.json$/), inLog);
  for (const kind of ['json', 'html', 'md'])
    expectSeen(inFile(new RegExp(`^infra_gap_report.*\\.${kind}$`)), inRefusal);
  expect(findings(texts, canaries)).to.deep.equal([]);
});

test('an address with a secret is named without it', async () => {
  const address = `http://analyst:${encodeURIComponent(password)}@127.0.0.1:1/focus-server`;
  const wrong = `${address}?access_token=${querySecret}`;
  const [refused, foreign] = await Promise.all([
    runCucumber({ env: { FOCUS_ENV: 'cluster', FOCUS_BASE_URL: wrong } }),
    runCucumber({ env: { FOCUS_ENV: 'sandbox', FOCUS_BASE_URL: address } }),
  ]);
  expect([refused.exitCode, foreign.exitCode]).to.deep.equal([2, 2]);
  expect(refused.stderr).to.contain('127.0.0.1:1/focus-server');
  expect(foreign.stderr).to.contain('127.0.0.1:1/focus-server');
  const texts = [refused, foreign].map(({ stderr, stdout }) => ({ source: 'terminal', text: stderr + stdout }));
  expect(findings(texts, canaries)).to.deep.equal([]);
});

async function run(t: TestContext, tampering: Tampering, args: readonly string[], faults: readonly string[] = []) {
  const userInfo = `analyst:${encodeURIComponent(password)}@`;
  const capacity = { target: 3, minimum: 3, plateauMs: 1_000 };
  const settings = { capacity, deadlines: { podCreatedMs: 5_000, podRunningMs: 5_000 } };
  const { env, folder } = await startTampered(t, { tampering, faults, token, userInfo, settings });
  const outcome = await runCucumber({ args, env: { ...env, FOCUS_API_TOKEN: apiToken } });
  expect(outcome.exitCode, outcome.stdout + outcome.stderr).to.equal(1);
  return everyText(folder, outcome);
}

/** The first job is accepted; its answer contains secrets. */
function withSecrets(own: FocusServerAnswer): FocusServerAnswer {
  const details = {
    note: inAnswer,
    api_key: querySecret,
    view: `http://h/v?a=1&access_token=${querySecret}`,
  };
  return { ...own, body: JSON.stringify({ ...(JSON.parse(String(own.body)) as object), details }) };
}

/** The refusal of a proxy that shows the request and its own settings. */
function echo({ authorization }: FocusServerCall): FocusServerAnswer {
  const headers = `authorization: ${authorization}, x-forwarded: ${authorization.slice('Basic '.length)}`;
  const settings = `mongodb://root:${serverPassword}@db/focus password=${serverPassword}`;
  const secrets = `${apiToken} ${encode(apiToken)} http://h/x?access_token=${querySecret}&b=1`;
  const answered = { 'set-cookie': [`sid=${cookie}; Path=/`, `b=${cookie}`] };
  const page = JSON.stringify({ escaped: `${password} ${apiToken}` }).replace(/[/+-]/g, escaped);
  return {
    status: 500,
    type: 'application/json',
    body: JSON.stringify({ detail: `${inRefusal} ${settings}`, headers, secrets, answered, page }),
  };
}

function expectSeen(texts: readonly { readonly text: string }[], word: string): void {
  expect(
    texts.some(({ text }) => text.includes(word)),
    `"${word}" is in no report`,
  ).to.equal(true);
}

function encode(text: string): string {
  return Buffer.from(text).toString('base64');
}

function escaped(sign: string): string {
  return `\\u00${sign.charCodeAt(0).toString(16)}`;
}
