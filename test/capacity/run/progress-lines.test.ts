// The progress of a capacity run on the terminal.
import { test } from 'node:test';
import { expect } from 'chai';
import { formatProgress, showProgress } from '../../../support/capacity/run/progress-lines';

test('progress is printed as a line from time to time, and as a last line at the end', (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const written: string[] = [];
  const state = { due: 200, sent: 180, accepted: 150, ready: 120, alive: 110, failed: 2 };
  expect(formatProgress(state, 3_210)).to.equal(
    '3.2 s: 200 jobs due, 180 sent, 150 accepted, 120 Ready, 110 alive, 2 failed',
  );
  const stop = showProgress({ write: (text) => written.push(text) }, () => state);
  t.mock.timers.tick(10_000);
  stop();
  t.mock.timers.tick(10_000);
  expect(written).to.have.length(3);
  for (const line of written) expect(line).to.match(/^ {2}\d+\.\d s: 200 jobs due, 180 sent, .*, 2 failed\n$/);
});
