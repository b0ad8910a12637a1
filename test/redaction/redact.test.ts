// Secrets are removed from texts, sizes are limited, and text of unknown origin is sanitized.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import { expect } from 'chai';
import { connectCluster } from '../../support/cluster/transport/connection';
import { findEnvironmentSecrets } from '../../support/redaction/environment-secrets';
import { listKnownSecrets } from '../../support/redaction/known-secrets';
import { redact } from '../../support/redaction/redact';
import { cap, sanitize } from '../../support/redaction/sanitize';

const canary = 'c4n4ry/va1ue+x';
const sharp = `p&ss<W>/o'rd+42%"x`;
const json = JSON.stringify(sharp);
const url = encodeURIComponent(sharp);
const html = sharp.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const sharpForms: Readonly<Record<string, string>> = {
  'in JSON': json,
  'in JSON in JSON': JSON.stringify(json),
  'in JSON in JSON in JSON': JSON.stringify(JSON.stringify(json)),
  'as Go writes JSON': json.replace(/[<>&]/g, unicode),
  'as PHP writes JSON': json.replaceAll('/', '\\/'),
  'escaped throughout': [...sharp].map(unicode).join(''),
  'escaped in part': sharp.replace('s', '\\u0073'),
  'in a URL': url,
  'in a URL, every sign of it': [...sharp].map((sign) => `%${toHex(sign).toUpperCase()}`).join(''),
  'in a URL, in lower case': url.replace(/%../g, (sign) => sign.toLowerCase()),
  'in a URL in a URL': encodeURIComponent(url),
  'in a form': new URLSearchParams({ a: sharp }).toString().slice(2),
  'in HTML': html,
  'in HTML, with decimal signs': html.replace("'", '&#39;').replace('&quot;', '&#34;'),
  'in HTML, with hexadecimal signs': html.replace("'", '&#x27;'),
  'in hexadecimal': Buffer.from(sharp).toString('hex'),
  'as Python shows it': sharp.replace("'", "\\'"),
  'broken into lines and escaped': `${json.slice(1, 8)}\n    ${json.slice(8, -1)}`,
};
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
  ['a header with quotes', 'Authorization: Digest username="u", response="abc"', 'Authorization: [redacted]'],
  ['headers in a list', '{"set-cookie":["sid=abc; Path=/","b=c"],"x":1}', '{"set-cookie":[[redacted]],"x":1}'],
  ['a list in JSON', '{"tokens":["abc","def"],"x":1}', '{"tokens":[[redacted]],"x":1}'],
  ['an object as Node.js shows it', "{ 'x-token' => [ 'hunter22' ] }", "{ 'x-token' => [[redacted]] }"],
  ['an argument', 'run --password=hunter22 -v', 'run --password=[redacted] -v'],
  ['an argument and its value', 'run --password hunter22 -v', 'run --password [redacted] -v'],
  ['arguments in JSON', '["--api-token","hunter22","-v"]', '["--api-token","[redacted]","-v"]'],
  ['arguments in YAML', '- --password\n  - hunter22\n  - -v', '- --password\n  - [redacted]\n  - -v'],
  ['a short name', 'DB_PASS=hunter22', 'DB_PASS=[redacted]'],
  ['a password with an at sign', 'amqp://u:a@b@host/x?mail=a@b', 'amqp://[redacted]@host/x?mail=a@b'],
  ['an encoded URL', 'next=http%3A%2F%2Fu%3Ap4ss%40host', 'next=http%3A%2F%2F[redacted]%40host'],
  ['an element of XML', '<password>hunter22</password>', '<password>[redacted]</password>'],
  ['JSON in HTML', '{&quot;password&quot;: &quot;a b&quot;}', '{&quot;password&quot;: &quot;[redacted]&quot;}'],
  ['several words in YAML', 'password: correct horse', 'password: [redacted]'],
  [
    'several words of a variable',
    '- name: DB_PASSWORD\n  value: correct horse\n- name: A\n  value: b',
    '- name: DB_PASSWORD\n  value: [redacted]\n- name: A\n  value: b',
  ],
  [
    'several lines of a variable',
    '- name: DB_PASSWORD\n  value: |-\n    correct\n    horse\n- name: A',
    '- name: DB_PASSWORD\n  value: |-\n    [redacted]\n- name: A',
  ],
];

describe('redact', () => {
  for (const [name, text, expected] of cases) {
    test(`removes ${name}`, () => {
      expect(redact(text, [canary])).to.equal(expected);
    });
  }

  for (const [name, form] of Object.entries(sharpForms)) {
    test(`removes a known value ${name}`, () => {
      expect(redact(`before ${form} after`, [sharp])).to.match(/^before [\\"]*\[redacted\][\\"]* after$/);
    });
  }

  test('does not change ordinary text', () => {
    const texts = [
      'expected status.phase Running, was Pending: 0/1 nodes are available',
      'automountServiceAccountToken: false',
      '- serviceAccountToken:\n    expirationSeconds: 3607',
      '- name: DB_PASSWORD\n  valueFrom:\n    secretKeyRef:\n      key: password\n      name: db\n- name: A\n  value: b',
      'passed: 5, bypass: yes, http://host/x?mail=a@b',
    ];
    for (const text of texts) expect(redact(text, [])).to.equal(text);
  });
});

test('a text of a million characters in which everything almost matches is processed completely', () => {
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

test('variables with the name of a secret are secrets if they are long enough', () => {
  const paths = { HOME: '/home/someone', PWD: '/home/someone/suite', OLDPWD: '/home/someone' };
  const env = { XRAY_CLIENT_SECRET: 'abcdef', API_TOKEN: 'abc', ...paths };
  expect(findEnvironmentSecrets(env)).to.deep.equal(['abcdef']);
});

test('a long text is cut in the middle', () => {
  expect(cap('abcdefgh', 8)).to.equal('abcdefgh');
  expect(cap('abcdefghij', 4)).to.equal('ab\n… 6 characters left out …\nij');
});

test('escapes and control characters are removed, line ends and tabs are kept', () => {
  const link = '\u001b]8;;http://x\u001b\\text\u001b]8;;\u001b\\';
  expect(sanitize(`${link}\u001b]52;c;cm0=\u0007 \u202eevil \ud800 \ufffe`)).to.equal('text \uFFFDevil \uFFFD \uFFFD');
  expect(sanitize(`\u001b[${'1;'.repeat(5_000_000)}m`).length).to.be.below(10_000_001);
  expect(sanitize('\u001b[31mred\u001b[0m\n\ta\u0000b\u009bc')).to.equal('red\n\ta\uFFFDb');
});

test('an address and a kubeconfig contain secrets too', (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'known-secrets-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const user = { token: 'k8s-token', password: 'k8s-password', exec: { env: [{ name: 'A', value: 'plugin-secret' }] } };
  const env = {
    FOCUS_ENV: 'cluster',
    FOCUS_BASE_URL: 'https://me:my%2Fpassword@host/x',
    KUBECONFIG: writeKubeconfig(folder, 'user', user),
  };
  const found = ['my%2Fpassword', 'my/password', 'k8s-token', 'k8s-password', 'plugin-secret'];
  expect(listKnownSecrets(env)).to.deep.equal(found);
});

test('the token of a credential plugin and of a file is known once it was sent, without its line break', async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'known-secrets-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'token');
  writeFileSync(file, 'token-of-file\n');
  const credential = {
    apiVersion: 'client.authentication.k8s.io/v1',
    kind: 'ExecCredential',
    status: { token: 'token-of-plugin' },
  };
  const exec = { apiVersion: credential.apiVersion, command: 'echo', args: [JSON.stringify(credential)] };
  const users = { file: { 'token-file': file }, plugin: { exec } };
  const env = { FOCUS_ENV: 'cluster', KUBECONFIG: path.join(folder, 'none') };
  for (const [name, user] of Object.entries(users)) {
    const kubeconfigPath = writeKubeconfig(folder, name, user);
    await connectCluster({ kubeconfigPath, namespace: 'panda', signal: new AbortController().signal });
  }
  expect(listKnownSecrets(env)).to.deep.equal(['token-of-file', 'token-of-plugin']);
});

function writeKubeconfig(folder: string, name: string, user: object): string {
  const file = path.join(folder, name);
  const contexts = [{ name, context: { cluster: 'c', user: name } }];
  const clusters = [{ name: 'c', cluster: { server: 'https://127.0.0.1:1' } }];
  writeFileSync(file, JSON.stringify({ 'current-context': name, contexts, clusters, users: [{ name, user }] }));
  return file;
}

function unicode(sign: string): string {
  return `\\u00${toHex(sign)}`;
}

function toHex(sign: string): string {
  return sign.charCodeAt(0).toString(16).padStart(2, '0');
}
