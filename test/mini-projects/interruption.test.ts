// Runs that a signal ends, through the real command line and against their own sandbox: they leave nothing behind. `npm run interrupt` does the same at random moments.
import { type TestContext, test } from 'node:test';
import { expect } from 'chai';
import { poll } from '../../support/common/poll';
import { readEventLog } from '../../support/jobs/event-log';
import { runInterrupted } from '../../tools/interrupt/interrupted-run';
import { type OuterSandbox, startOuterSandbox } from '../../tools/interrupt/outer-sandbox';

/** Jobs start quickly and live long, so that several run at the moment of the signal. */
const soak = { stability: { durationMs: 60_000, intervalMs: 500 } };

test('an interrupted run removes its jobs, and a killed one leaves them to the sweep', async (t) => {
  const sandbox = await outerSandbox(t);
  const waitMoment = () => waitUntilJobsRun(sandbox, 3);

  const args = ['--tags', '@soak', '--parallel', '2'];
  const interrupted = await runInterrupted({ sandbox, args, signal: 'SIGINT', moment: waitMoment });
  expect(interrupted).to.deep.include({ exit: 130, leftovers: [], problems: [] });
  expect(interrupted.output).to.contain('1 scenario: 1 interrupted');
  expect(interrupted.output).to.contain('was cut off in "jobs come and go for 1 hour, at least one every 5 minutes"');

  const killed = await runInterrupted({ sandbox, args: ['--tags', '@soak'], signal: 'SIGKILL', moment: waitMoment });
  expect(killed).to.deep.include({ exit: 'SIGKILL', leftovers: [], problems: [] });
  expect(killed.sweep?.output).to.match(/^removed Job grpc-job-/m);
  expect(killed.sweep?.output).to.match(/^outer-sandbox: 2 runs in .*, \d+ objects removed, nothing is left$/m);
});

async function outerSandbox(t: TestContext): Promise<OuterSandbox> {
  const sandbox = await startOuterSandbox(soak);
  t.after(() => sandbox.stop());
  return sandbox;
}

/** Resolves when the ledger has recorded this number of additional jobs. */
async function waitUntilJobsRun(sandbox: OuterSandbox, count: number): Promise<void> {
  const started = () => readEventLog(sandbox.ledger).filter(({ event }) => event === 'started').length;
  const before = started();
  const options = { withinMs: 60_000, everyMs: 20, signal: new AbortController().signal };
  await poll(`${count} jobs to be started`, options, async () => {
    const seen = started() - before;
    return seen >= count ? { value: undefined } : { seen: `${seen} were` };
  });
}
