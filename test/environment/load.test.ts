// Profiles and environment variables: how they are merged, and the message for each error.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { expect } from 'chai';
import { ConfigurationError } from '../../support/common/errors';
import { listProfileNames, loadEnvironment, loadProfile } from '../../support/environment';

const address = 'http://127.0.0.1:8500/focus-server';

test('every profile of the suite is valid', () => {
  expect(listProfileNames()).to.deep.equal(['cluster', 'dev', 'local', 'production', 'sandbox', 'staging']);
  for (const name of listProfileNames()) expect(loadProfile({ FOCUS_ENV: name }).name).to.equal(name);
});

test('the sandbox is the default', () => {
  expect(loadProfile({}).name).to.equal('sandbox');
  expect(loadProfile({ FOCUS_ENV: '' }).name).to.equal('sandbox');
});

test('an address and FOCUS_ENV=cluster are enough', () => {
  const environment = loadEnvironment({ FOCUS_ENV: 'cluster', FOCUS_BASE_URL: `${address}/` });
  expect(environment.baseUrl).to.equal(address);
  expect(environment.namespace).to.equal('panda');
});

test('the deadlines that the requirement fixes are the default', () => {
  const { podCreatedMs, podRunningMs, cleanedUpMs } = loadProfile({ FOCUS_ENV: 'cluster' }).deadlines;
  expect({ podCreatedMs, podRunningMs, cleanedUpMs }).to.deep.equal({
    podCreatedMs: 10_000,
    podRunningMs: 30_000,
    cleanedUpMs: 35_000,
  });
});

test('environment variables override the profile', (t) => {
  const file = writeProfile(
    t,
    'description: Mine\nnamespace: mine\nkubeconfig: mine.yaml\ntls: { caFile: mine.pem }\n',
  );
  const mine = loadProfile({ FOCUS_ENV: file });
  expect([mine.namespace, mine.kubeconfig, mine.tls.caFile]).to.deep.equal(['mine', 'mine.yaml', 'mine.pem']);
  const env = { FOCUS_ENV: file, FOCUS_NAMESPACE: 'other', KUBECONFIG: 'a:b', FOCUS_CA_FILE: 'other.pem' };
  const overridden = loadProfile(env);
  expect([overridden.namespace, overridden.kubeconfig, overridden.tls.caFile]).to.deep.equal([
    'other',
    undefined,
    'other.pem',
  ]);
});

test('the target and the ramp of the capacity run can be set for one run', () => {
  const { target, minimum, ramp } = loadProfile({
    FOCUS_ENV: 'dev',
    CAPACITY_TARGET: '50',
    CAPACITY_RAMP: '10,30',
  }).capacity;
  expect({ target, minimum, ramp }).to.deep.equal({ target: 50, minimum: 50, ramp: [10, 30] });
  expect(loadProfile({ FOCUS_ENV: 'dev', CAPACITY_RAMP: 'burst' }).capacity.ramp).to.deep.equal([]);
  expect(catchProblem({ CAPACITY_TARGET: 'many', CAPACITY_RAMP: '10-20' })).to.equal(
    'An environment variable is wrong:\n' +
      '  CAPACITY_TARGET: "many" is not valid; expected a whole number above 0\n' +
      '  CAPACITY_RAMP: "10-20" is not valid; expected "burst", or steps such as "10,20,30"',
  );
});

test('production needs both the profile and the command line to allow load and disruption', () => {
  const { protected: isProtected, capabilities } = loadProfile({ FOCUS_ENV: 'production' });
  expect(isProtected).to.equal(true);
  expect(capabilities).to.include({ load: false, disturb: false });
});

test('the message for an unknown environment lists the valid ones, the most similar first', () => {
  expect(catchProblem({ FOCUS_ENV: 'stagin' })).to.equal(
    'FOCUS_ENV is "stagin", which is not an environment. Valid: staging, dev, local, sandbox, cluster, production, or the path of a profile that ends in .yaml.',
  );
});

test('the message for an environment without an address names the setting', () => {
  expect(catchProblem({ FOCUS_ENV: 'dev' })).to.equal(
    'The environment "dev" has no address: set FOCUS_BASE_URL, such as https://host/focus-server, or "baseUrl" in support/environment/profiles/dev.yaml.',
  );
});

test('each wrong variable is named with what is valid', () => {
  expect(catchProblem({ FOCUS_BASE_URL: 'host:80', FOCUS_NAMESPACE: 'A b' })).to.equal(
    [
      'An environment variable is wrong:',
      '  FOCUS_BASE_URL: "host:80" is not valid; expected an http or https address without a query, such as "https://host/focus-server"',
      '  FOCUS_NAMESPACE: "A b" is not valid; expected the name of a Kubernetes namespace, such as "panda"',
    ].join('\n'),
  );
});

test('each wrong setting of a profile is named with its value and what is valid', (t) => {
  const file = writeProfile(
    t,
    [
      'description: 3',
      'deadlines: { podCreatedMs: 10s }',
      'capacity: { target: 10, minimum: 20 }',
      'stability: { durationMs: 60000, intervalMs: 6001 }',
      'resources: { cpu: { min: 5, max: "1" } }',
      'capabilities: { load: yes }',
      'logErrorPatterns: ["("]',
      'knownGaps: [{ key: PZ-1, scenario: "@id:a", until: "tomorrow", reason: r }]',
    ].join('\n'),
  );
  expect(catchProblem({ FOCUS_ENV: file }).split('\n').slice(1)).to.deep.equal([
    '  description: 3 is not valid; expected a text that is not empty',
    '  deadlines.podCreatedMs: "10s" is not valid; expected a whole number of milliseconds above 0',
    '  resources.cpu.min: 5 is not valid; expected a Kubernetes quantity in quotes, such as "250m" or "64Mi"',
    '  capacity.minimum: 20 is not valid; expected a number that is not above "target"',
    '  stability.intervalMs: 6001 is not valid; expected at most a tenth of "durationMs": a trend needs ten jobs',
    '  logErrorPatterns[0]: "(" is not valid; expected a regular expression',
    '  capabilities.load: "yes" is not valid; expected true or false',
    '  knownGaps[0].until: "tomorrow" is not valid; expected a date in quotes, such as "2027-03-31"',
  ]);
});

test('the message for an unknown key lists the valid ones, the most similar first', (t) => {
  const file = writeProfile(t, 'description: d\ntls: { caFle: x }\n');
  expect(catchProblem({ FOCUS_ENV: file })).to.match(/unknown key tls\.caFle; valid here: caFile, rejectUnauthorized$/);
});

test('the message for a profile that is not YAML has the line of the error', (t) => {
  const file = writeProfile(t, 'description: [1\n');
  expect(catchProblem({ FOCUS_ENV: file })).to.match(/mine\.yaml is not valid YAML: .* at line 2, column 1$/);
});

test('a profile that does not exist is named', () => {
  expect(catchProblem({ FOCUS_ENV: 'nowhere/mine.yaml' })).to.equal(
    'The profile nowhere/mine.yaml that FOCUS_ENV names cannot be read: is the path right?',
  );
});

function catchProblem(env: NodeJS.ProcessEnv): string {
  try {
    loadEnvironment(env);
  } catch (error) {
    expect(error).to.be.instanceOf(ConfigurationError);
    return error instanceof Error ? error.message : '';
  }
  throw new Error('Nothing was wrong');
}

function writeProfile(t: { after(action: () => void): void }, text: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'profile-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'mine.yaml');
  writeFileSync(file, text);
  return file;
}

test('user and password are removed from the address', () => {
  const env = { FOCUS_ENV: 'cluster', FOCUS_BASE_URL: 'https://me:my%2Fword@host:8443/focus-server/' };
  const { baseUrl, credentials } = loadEnvironment(env);
  expect(baseUrl).to.equal('https://host:8443/focus-server');
  expect(credentials).to.deep.equal({ username: 'me', password: 'my/word' });
});

test('an address with a query is refused', () => {
  const env = { FOCUS_ENV: 'cluster', FOCUS_BASE_URL: 'https://host/focus-server?access=1' };
  expect(() => loadEnvironment(env)).to.throw('expected an http or https address without a query');
});
