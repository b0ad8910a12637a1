// The marks of refusals: met in every form that the contract allows, not met if something is missing or should not be there.
import { describe, test } from 'node:test';
import { expect } from 'chai';
import { findCase, type RefusalDemand } from '../../support/focus-server/catalogue';
import { nameNumbers } from '../../support/focus-server/catalogue/case';
import type { Exchange } from '../../support/focus-server/exchange';
import {
  describeOddShapes,
  expectRefusal,
  judgeRefusal,
  renderMarkTable,
} from '../../support/focus-server/refusal-marks';
import { facts } from './facts';

const name = 'an investigation up to one channel above the highest';
const demand = findDemand(name);

describe('a number', () => {
  const named = (text: string) => nameNumbers(1000).pattern.test(text);

  test('is named with and without a fraction of zero', () => {
    expect(['1000', 'limit=1000.0 Hz', '(1000)'].filter(named)).to.deep.equal(['1000', 'limit=1000.0 Hz', '(1000)']);
  });

  test('is not named by a longer number', () => {
    expect(['10000', '11000', '1000.5', '0.1000', 'x1000'].filter(named)).to.deep.equal([]);
  });
});

describe('a clear refusal', () => {
  const msg = 'channels.max is 2223; it must be a channel from 1 to 2222';
  const forms = [
    { detail: msg },
    { error: msg },
    { detail: [{ loc: ['body', 'channels', 'max'], msg: 'Input should be less than or equal to 2222', type: 'x' }] },
  ];

  test('has every mark in each form of the contract', () => {
    expect(forms.map((body) => missing(answered(422, body)))).to.deep.equal([[], [], []]);
  });

  test('may name a path of the API, which is not the path of a file', () => {
    expect(missing(answered(400, { error: `${msg}; see /recordings_in_time_range` }))).to.deep.equal([]);
  });
});

describe('a refusal that lacks a mark', () => {
  test('the field, the limit, or both', () => {
    expect(missing(answered(422, { detail: 'value is 2223; it must be at most 2222' }))).to.deep.equal([
      'names the field',
    ]);
    expect(missing(answered(422, { detail: 'channels.max is 2223 and not valid' }))).to.deep.equal([
      'names what is valid',
    ]);
    expect(missing(answered(400, {}))).to.deep.equal([
      'shape',
      'names the field',
      'names the value or limit',
      'names what is valid',
    ]);
  });

  test('the status, or JSON', () => {
    expect(missing(answered(200, { detail: 'channels.max is 2223; at most 2222' }))).to.deep.equal(['status']);
    const page = {
      ...answered(422, undefined),
      contentType: 'text/html',
      bodyText: '<!doctype html><h1>channels.max is 2223, at most 2222</h1>',
    };
    expect(missing(page)).to.deep.equal(['JSON', 'shape']);
  });

  test('the first refusal with a missing mark is reported with all its missing marks', () => {
    expect(() => expectRefusal(name, answered(500, { error: 'internal' }), demand)).to.throw(
      `${name} was not refused as it must be: POST /configure answered 500 application/json: {"error":"internal"}\n` +
        '  - expected a status of 400 or 422\n  - expected a message that names channels.max\n' +
        '  - expected a message that names 2223 or 2222\n  - expected a message that names what is valid: 2222',
    );
  });
});

test('the message for an accepted investigation quotes the answer', () => {
  expect(() => expectRefusal(name, answered(200, { job_id: '1-7' }), demand)).to.throw(
    `${name} was accepted, but must be refused with 400 or 422: POST /configure answered 200 application/json: {"job_id":"1-7"}`,
  );
});

describe('a refusal that shows too much', () => {
  const good = 'channels.max is 2223; it must be a channel from 1 to 2222';

  test('stack traces', () => {
    const traces = [
      'Traceback (most recent call last):\n  File "x", line 3',
      'at Object.configure (server.js:12:5)',
      'at com.fibre.Focus.configure(Focus.java:12)',
    ];
    expect(
      traces.filter((trace) => !missing(answered(422, { detail: `${good} ${trace}` })).includes('no stack trace')),
    ).to.deep.equal([]);
  });

  test('paths, class names, SQL', () => {
    const leaks = [
      '/app/focus/main.py',
      'C:\\focus\\x',
      'raised ValueError',
      'SELECT id FROM jobs',
      'in configure.py:12',
    ];
    expect(
      leaks.filter((leak) => !missing(answered(422, { detail: `${good}: ${leak}` })).includes('no internals')),
    ).to.deep.equal([]);
  });
});

describe('several refusals', () => {
  const judged = (body: object) => ({
    name,
    exchange: answered(422, body),
    marks: judgeRefusal(answered(422, body), demand),
  });
  const text = 'channels.max is 2223; at most 2222';

  test('of which one has another shape', () => {
    expect(
      describeOddShapes([judged({ detail: text }), judged({ error: text }), judged({ detail: text })]),
    ).to.deep.equal([`the shape of 1 is "error" (such as ${name}), while most have "detail"`]);
  });

  test('are shown with their messages beside their marks', () => {
    expect(
      renderMarkTable([judged({ detail: text })])
        .split('\n')
        .slice(-2),
    ).to.deep.equal([`✓ ✓ ✓ ✓ ✓ ✓ ✓ ✓ | 422 | ${name}`, `                |     | → ${text}`]);
  });
});

function findDemand(wrongName: string): RefusalDemand {
  const wrong = findCase(wrongName);
  if (wrong.kind === 'valid') throw new Error(`${wrongName} is valid`);
  return wrong.refusal(facts);
}

function missing(exchange: Exchange): string[] {
  return judgeRefusal(exchange, demand).flatMap((mark) => (mark.missing === undefined ? [] : [mark.name]));
}

function answered(status: number, json: object | undefined): Exchange {
  const bodyText = JSON.stringify(json) ?? '';
  const call = { method: 'POST', path: '/configure', startedAt: new Date(0), durationMs: 1 } as const;
  return { ...call, status, contentType: 'application/json', bodyText, bodyBytes: bodyText.length, json };
}
