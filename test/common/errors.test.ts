// The messages of errors, and of other thrown values.
import { test } from 'node:test';
import { expect } from 'chai';
import { toMessage, toMessageChain } from '../../support/common/errors';

test('toMessage returns the message of an error, and the text of any other value', () => {
  expect([new Error('refused'), 'refused', 404, undefined].map(toMessage)).to.deep.equal([
    'refused',
    'refused',
    '404',
    'undefined',
  ]);
});

test('the chain of messages follows the causes, outermost first', () => {
  const cause = new Error('connection refused', { cause: 'ECONNREFUSED' });

  expect(toMessageChain(new Error('no answer', { cause }))).to.equal('no answer: connection refused: ECONNREFUSED');
  expect(toMessageChain('aborted')).to.equal('aborted');
});

test('the chain ends where causes refer to each other', () => {
  const one = new Error('one');
  const other = new Error('other', { cause: one });
  one.cause = other;

  expect(toMessageChain(one)).to.equal('one: other');
});
