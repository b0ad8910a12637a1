// Secrets leave no trace in evidence, sizes are capped, and text of unknown origin is harmless.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import { expect } from 'chai';
import { knownSecrets, secretsOfEnvironment } from '../../../support/evidence/known-secrets';
import { cap, printable } from '../../../support/evidence/printable';
import { redact } from '../../../support/evidence/redact';

const canary = 'c4n4ry/va1ue+x';
const cases: readonly (readonly [name: string, text: string, expected: string])[] = [
  ['a known value', `x ${canary} y`, 'x [redacted] y'],
  ['a known value in a URL', `?q=${encodeURIComponent(canary)}`, '?q=[redacted]'],
  ['a known value in base64', Buffer.from(canary).toString('base64'), '[redacted]g='],
  ['a bearer token', 'Bearer abcdef123456', 'Bearer [redacted]'],
  ['user and password of a URL', 'https://u:p4ss@host/x', 'https://[redacted]@host/x'],
  ['a query parameter', 'GET /a?access_token=abc123&b=1', 'GET /a?access_token=[redacted]&b=1'],
  ['a JSON field', '{"password":"hunter22","a":1}', '{"password":"[redacted]","a":1}'],
  ['a YAML line', 'CLIENT_SECRET: hunter22', 'CLIENT_SECRET: [redacted]'],
  ['a JSON Web Token', 'x eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjF9.c2lnbmF0dXJl y', 'x [redacted] y'],
  ['a known value broken into lines', 'x c4n4ry/\n    va1ue+x y', 'x [redacted] y'],
  ['a known value inside of base64', Buffer.from(`ab:${canary}!`).toString('base64'), 'YWI6[redacted]gh'],
  ['a JSON Web Token broken into lines', 'eyJhbGciOi\nJIUzI1NiJ9.eyJleHAiOjF9.c2ln x', '[redacted] x'],
  ['a bearer token in a URL', '?h=Bearer%20abcdef123456', '?h=Bearer%20[redacted]'],
  ['a user of a URL without a password', 'https://ghp_abcdef@host/x', 'https://[redacted]@host/x'],
  ['a parameter of a URL in a URL', '/a?next=%2Fb%3Fapi_key%3Dabc123%26b', '/a?next=%2Fb%3Fapi_key%3D[redacted]%26b'],
  ['a value of several words', '{"passphrase": "correct horse \\" battery"}', '{"passphrase": "[redacted]"}'],
  ['JSON inside of JSON', '"{\\"password\\":\\"hunter22\\"}"', '"{\\"password\\":\\"[redacted]\\"}"'],
  [
    'a variable of a container in YAML',
    '- name: DB_PASSWORD\n  value: hunter22\n',
    '- name: DB_PASSWORD\n  value: [redacted]\n',
  ],
  ['one in JSON', '{"name":"DB_PASSWORD","value":"hunter22"}', '{"name":"DB_PASSWORD","value":"[redacted]"}'],
  ['a YAML block', 'password: |-\n    hunter22\n', 'password: |-\n    [redacted]\n'],
  ['a key whose end is cut off', '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0', '[redacted]'],
  [
    'the beginning of a known value',
    'GET /a answered 400: c4n4ry/va… and on',
    'GET /a answered 400: [redacted]… and on',
  ],
  ['the beginning of a JSON Web Token', 'with eyJhbGciOiJIUzI1…', 'with [redacted]…'],
  ['a quoted header', '{"authorization": "Digest abc"}', '{"authorization": "[redacted]"}'],
];

describe('redact', () => {
  for (const [name, text, expected] of cases) {
    test(`takes out ${name}`, () => {
      expect(redact(text, [canary])).to.equal(expected);
    });
  }

  test('leaves ordinary text as it is', () => {
    const texts = [
      'expected status.phase Running, was Pending: 0/1 nodes are available',
      'automountServiceAccountToken: false',
      '- serviceAccountToken:\n    expirationSeconds: 3607',
    ];
    for (const text of texts) expect(redact(text, [])).to.equal(text);
  });
});

test('a text of a million characters that almost matches everywhere is read to its end', () => {
  const almost = [
    'a',
    'eyJ-',
    'a.',
    'http://a:',
    '&a',
    '-----BEGIN PRIVATE KEY-----',
    'password',
    'eyJabcd\n',
    'name: token\n',
  ];
  for (const part of almost) {
    const text = part.repeat(1_000_000 / part.length);
    expect(redact(text, []).length).to.equal(text.length);
  }
});

test('variables are secrets by their name, if they are long enough to be one', () => {
  const env = { XRAY_CLIENT_SECRET: 'abcdef', API_TOKEN: 'abc', HOME: '/home/someone' };
  expect(secretsOfEnvironment(env)).to.deep.equal(['abcdef']);
});

test('a long text keeps its beginning and its end', () => {
  expect(cap('abcdefgh', 8)).to.equal('abcdefgh');
  expect(cap('abcdefghij', 4)).to.equal('ab\n… 6 characters left out …\nij');
});

test('escapes and control characters are taken out, line ends and tabs stay', () => {
  const link = '\u001b]8;;http://x\u001b\\text\u001b]8;;\u001b\\';
  expect(printable(`${link}\u001b]52;c;cm0=\u0007 \u202eevil \ud800 \ufffe`)).to.equal('text \uFFFDevil \uFFFD \uFFFD');
  expect(printable(`\u001b[${'1;'.repeat(5_000_000)}m`).length).to.be.below(10_000_001);
  expect(printable('\u001b[31mred\u001b[0m\n\ta\u0000b\u009bc')).to.equal('red\n\ta\uFFFDb');
});

test('an address and a kubeconfig hold secrets too', (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'known-secrets-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const kubeconfig = path.join(folder, 'kubeconfig');
  const user = { token: 'k8s-token', password: 'k8s-password', exec: { env: [{ name: 'A', value: 'plugin-secret' }] } };
  const contexts = [{ name: 'c', context: { cluster: 'c', user: 'u' } }];
  const clusters = [{ name: 'c', cluster: { server: 'https://127.0.0.1:1' } }];
  const config = { 'current-context': 'c', contexts, clusters, users: [{ name: 'u', user }] };
  writeFileSync(kubeconfig, JSON.stringify(config));
  const env = { FOCUS_ENV: 'cluster', FOCUS_BASE_URL: 'https://me:my%2Fpassword@host/x', KUBECONFIG: kubeconfig };
  const found = ['my%2Fpassword', 'my/password', 'k8s-token', 'k8s-password', 'plugin-secret'];
  expect(knownSecrets(env)).to.deep.equal(found);
});
