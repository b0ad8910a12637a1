// The client against answers that are cut off, changed, late or missing: no crash, no secret, no false "imported".
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { expect } from 'chai';
import { type Interception, secrets } from './fake/start-fake';
import { flavours, startXrayFixture, type XrayFixture } from './fixture';
import { renderSampleFeature, type SampleScenario, writeSampleReports } from './sample-reports';

const samples: readonly SampleScenario[] = [
  { id: 'one', outcome: 'accepted' },
  { id: 'two', outcome: 'notMet', reason: 'expected 2' },
  { id: 'three', outcome: 'knownGap', reason: 'PZ-7, tolerated', gap: { key: 'PZ-7', until: '2999-12-31' } },
];

type Flavour = (typeof flavours)[number];

async function start(t: TestContext, flavour: Flavour): Promise<XrayFixture> {
  const settings = { deadlineMs: 300, testPlan: 'PZ-100' };
  const features = { 'features/sample.feature': renderSampleFeature(samples, false) };
  const fixture = await startXrayFixture(t, { flavour, features, settings });
  fixture.fake.store.create('Test Plan', 'Acceptance');
  return fixture;
}

/** Everything that the commands leave in Jira, without ids. */
function describeState({ fake }: XrayFixture): unknown {
  return fake.store.issues.map(({ type, summary, labels, members, runs, attachments }) => ({
    type,
    summary,
    labels,
    members: members.length,
    attachments,
    runs: runs.map(({ testKey, status, comment, defects }) => ({ testKey, status, comment, defects })),
  }));
}

async function runAll(fixture: XrayFixture): Promise<string> {
  const features = await fixture.run('features');
  writeSampleReports(path.join(fixture.cwd, 'reports'), samples);
  const results = await fixture.run('results');
  return `${features.exitCode} ${results.exitCode} ${features.stderr}${results.stderr}`;
}

for (const flavour of flavours) {
  for (const kind of ['refuse-before', 'drop-after', 'cut-answer'] as const) {
    test(`${flavour}: ended at any request (${kind}), a second call ends in the same state`, async (t) => {
      const clean = await start(t, flavour);
      await runAll(clean);
      const expected = describeState(clean);
      const requests = clean.fake.calls.length;
      expect(requests).to.be.above(10);
      for (let at = 0; at < requests; at += 1) {
        const fixture = await start(t, flavour);
        // From this request on, nothing works: as if the command was killed there.
        fixture.fake.intercept = (_call, number) =>
          number === at ? { kind } : number > at ? { kind: 'refuse-before' } : undefined;
        await runAll(fixture);
        fixture.fake.intercept = undefined;
        expect(await runAll(fixture), `request ${at}`).to.equal('0 0 ');
        expect(describeState(fixture), `request ${at}`).to.deep.equal(expected);
      }
    });
  }

  test(`${flavour}: mutated answers end with one line and an exit code, never with "imported"`, async (t) => {
    const fixture = await start(t, flavour);
    const text = await runAll(fixture);
    expect(text).to.equal('0 0 ');
    const calls = [...fixture.fake.calls];
    const state = describeState(fixture);
    let tried = 0;
    for (const [index, mutation] of mutations.entries()) {
      for (let at = index % 2; at < calls.length; at += 2) {
        await expectHonest(fixture, { mutation, at, call: calls[at] ?? '', state });
        tried += 1;
      }
    }
    expect(tried).to.be.above(100);
  });
}

for (const flavour of flavours) {
  test(`${flavour}: whatever the first import is answered, no file gets a wrong key`, async (t) => {
    for (const { name, interception, stays = false } of mutations) {
      for (const at of [0, 1, 2, 3]) {
        const fixture = await start(t, flavour);
        fixture.fake.intercept = (_call, number) =>
          number === at || (stays && number > at) ? interception : undefined;
        const { exitCode } = await fixture.run('features');
        const text = readFileSync(path.join(fixture.cwd, 'features/sample.feature'), 'utf8');
        const keys = [...text.matchAll(/@TEST_(\S+) .*\n {2}Scenario: (.*)/g)].map(([, key = '', title]) => [
          key,
          title,
        ]);
        expect(keys.length, `${name} at ${at}`).to.equal(exitCode === 0 ? 3 : 0);
        for (const [key = '', title] of keys)
          expect(fixture.fake.store.find(key)?.summary, `${name} at ${at}`).to.equal(title);
      }
    }
  });
}

interface Trial {
  readonly mutation: Mutation;
  /** The number of the request. */
  readonly at: number;
  readonly call: string;
  /** What the commands leave in Jira when nothing is mutated. */
  readonly state: unknown;
}

async function expectHonest(fixture: XrayFixture, { mutation, at, call, state }: Trial): Promise<void> {
  fixture.fake.intercept = (_call, number) =>
    number === at || (mutation.stays && number > at) ? mutation.interception : undefined;
  const features = await fixture.run('features');
  const results = await fixture.run('results');
  fixture.fake.intercept = undefined;
  const what = `${mutation.name} at ${at} (${call})`;
  for (const { exitCode, stdout, stderr } of [features, results]) {
    expect([0, 2, 3], what).to.include(exitCode);
    expect(exitCode === 0 || !/^(Imported|Sent)/m.test(stdout), what).to.equal(true);
    expect(stderr, what).not.to.match(/npm run xray failed|\n\s+at |eyJ/);
    for (const secret of Object.values(secrets)) expect(`${stdout}${stderr}`, what).not.to.contain(secret);
  }
  if (features.exitCode === 0 && results.exitCode === 0) expect(describeState(fixture), what).to.deep.equal(state);
}

interface Mutation {
  readonly name: string;
  readonly interception: Interception;
  /** Whether all later requests are answered in the same way. */
  readonly stays?: boolean;
}

const html = '<!doctype html><html><title>Sign in</title></html>';
const answer = (status: number, body: string, headers: Record<string, string> = {}): Interception => ({
  kind: 'answer',
  status,
  body,
  headers,
});
const change = (edit: (body: string) => string, type?: string): Interception => ({
  kind: 'change-answer',
  change: edit,
  ...(type && { type }),
});

const mutations: readonly Mutation[] = [
  { name: 'a page instead of JSON', interception: answer(200, html, { 'content-type': 'text/html' }) },
  { name: 'an empty answer', interception: change(() => '') },
  { name: 'half of the answer', interception: change((body) => body.slice(0, body.length / 2)) },
  { name: 'null', interception: change(() => 'null') },
  { name: 'an empty object', interception: change(() => '{}') },
  { name: 'an empty list', interception: change(() => '[]') },
  { name: 'a number', interception: change(() => '42') },
  {
    name: 'numbers instead of texts',
    interception: change((body) => body.replaceAll(/"(key|name|status|summary)":"[^"]*"/g, '"$1":7')),
  },
  {
    name: 'null instead of texts',
    interception: change((body) => body.replaceAll(/"(key|id|issueId)":"[^"]*"/g, '"$1":null')),
  },
  {
    name: 'objects instead of lists',
    interception: change((body) => body.replaceAll('[', '{"x":[').replaceAll(']', ']}')),
  },
  { name: 'errors of GraphQL', interception: change(() => '{"data":null,"errors":[{"message":"Unexpected error"}]}') },
  { name: 'other keys', interception: change((body) => body.replaceAll(/PZ-\d+/g, 'ZZ-9')) },
  {
    name: '500 with a stack trace',
    interception: answer(500, `Error: secret ${secrets.clientSecret}\n    at Xray (/opt/jira)`),
  },
  { name: '503 of a proxy', interception: answer(503, html, { 'content-type': 'text/html' }), stays: true },
  { name: '403', interception: answer(403, '{"errorMessages":["no permission"]}') },
  { name: '413', interception: answer(413, html, { 'content-type': 'text/html' }) },
  { name: '302 to a login page', interception: answer(302, '', { location: 'https://login.example' }) },
  { name: 'one 429', interception: answer(429, '{"error":"Too many requests"}', { 'retry-after': '0' }) },
  { name: '429 without end', interception: answer(429, 'slow down', { 'retry-after': '0' }), stays: true },
  { name: '429 with a pause of a day', interception: answer(429, '', { 'retry-after': '86400' }) },
  { name: '401 without end', interception: answer(401, ''), stays: true },
  { name: 'deeply nested JSON', interception: change(() => '['.repeat(5_000) + ']'.repeat(5_000)) },
  { name: 'bytes', interception: change(() => '\u0000\u0001PK\u0003\u0004') },
];
