// Secrets leave no trace in evidence, sizes are capped, and text of unknown origin is harmless.
import { describe, test } from 'node:test';
import { expect } from 'chai';
import { cap, printable, redact, secretsOfEnvironment } from '../../../support/evidence/redact';

describe('redact', () => {
  const canary = 'c4n4ry/va1ue+x';
  const cases: readonly (readonly [name: string, text: string, expected: string])[] = [
    ['a known value', `x ${canary} y`, 'x [redacted] y'],
    ['a known value in a URL', `?q=${encodeURIComponent(canary)}`, '?q=[redacted]'],
    ['a known value in base64', Buffer.from(canary).toString('base64'), '[redacted]='],
    ['a bearer token', 'Bearer abcdef123456', 'Bearer [redacted]'],
    ['user and password of a URL', 'https://u:p4ss@host/x', 'https://[redacted]@host/x'],
    ['a query parameter', 'GET /a?access_token=abc123&b=1', 'GET /a?access_token=[redacted]&b=1'],
    ['a JSON field', '{"password":"hunter22","a":1}', '{"password":"[redacted]","a":1}'],
    ['a YAML line', 'CLIENT_SECRET: hunter22', 'CLIENT_SECRET: [redacted]'],
    ['a JSON Web Token', 'x eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjF9.c2lnbmF0dXJl y', 'x [redacted] y'],
  ];
  for (const [name, text, expected] of cases) {
    test(`takes out ${name}`, () => {
      expect(redact(text, [canary])).to.equal(expected);
    });
  }

  test('leaves ordinary text as it is', () => {
    const text = 'expected status.phase Running, was Pending: 0/1 nodes are available';
    expect(redact(text, [])).to.equal(text);
  });
});

test('a text of a million characters that almost matches everywhere is read to its end', () => {
  const almost = ['a', 'eyJ-', 'a.', 'http://a:', '&a', '-----BEGIN PRIVATE KEY-----', 'password'];
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
  expect(printable('\u001b[31mred\u001b[0m\n\ta\u0000b\u009bc')).to.equal('red\n\ta\uFFFDb');
});
