// The progress of a capacity run on the terminal.
import { test } from 'node:test';
import { expect } from 'chai';
import { progressLine, showProgress } from '../../../support/capacity/run/progress-lines';

test('progress is a line now and then, and a last one', (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const written: string[] = [];
  const state = { due: 200, asked: 180, accepted: 150, ready: 120, alive: 110, failed: 2 };
  expect(progressLine(state, 3_210)).to.equal(
    '3.2 s: 200 jobs due, 180 asked for, 150 accepted, 120 Ready, 110 alive, 2 failed',
  );
  const stop = showProgress({ write: (text) => written.push(text) }, () => state);
  t.mock.timers.tick(10_000);
  stop();
  t.mock.timers.tick(10_000);
  expect(written).to.have.length(3);
  for (const line of written) expect(line).to.match(/^ {2}\d+\.\d s: 200 jobs due, 180 asked for, .*, 2 failed\n$/);
});
