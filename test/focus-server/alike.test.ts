// When answers to equal requests count as the same.
import { describe, test } from 'node:test';
import { expect } from 'chai';
import type { Exchange } from '../../support/focus-server';
import { expectAlike } from '../../support/focus-server/alike';
import { answered } from './answered';

describe('answers to equal requests', () => {
  test('are alike if only numbers in their texts differ', () => {
    expectAlike([answer(404, 'no recording from 10 to 20'), answer(404, 'no recording from 11 to 21')]);
    expectAlike([]);
  });

  test('that differ in status, text or shape are quoted, each kind once with its number', () => {
    const answers = [answer(404, 'no data'), answer(503, 'no data'), answer(404, 'no data')];
    expect(() => expectAlike(answers)).to.throw(
      'expected the same answer 3 times out of 3, but there were 2 different ones:\n  - 2 times: POST /configure answered 404 application/json: {"detail":"no data"}\n  - 1 times: POST /configure answered 503 application/json: {"detail":"no data"}',
    );
    expect(() => expectAlike([answer(404, 'no data'), answer(404, 'nothing there')])).to.throw('2 different ones');
    expect(() => expectAlike([answer(404, 'no data'), answer(404, 'no data', 'error')])).to.throw('2 different ones');
  });
});

function answer(status: number, message: string, field = 'detail'): Exchange {
  return answered(status, { [field]: message });
}
