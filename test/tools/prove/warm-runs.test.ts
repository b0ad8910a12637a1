// The processes of a proof that carry out one run after the other.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { expect } from 'chai';
import type { AcceptanceTask, EndedRun } from '../../../tools/prove/fault-run';
import { WarmRuns } from '../../../tools/prove/warm-runs';

describe('the pool', () => {
  test('runs that follow each other share a process, runs at the same time do not', async (context) => {
    const runs = startPool(context);
    const runOne = async () => (await runs.accept(createTask('one'))).exitCode;
    const first = await runOne();
    expect(await runOne()).to.equal(first);
    const [one, other] = await Promise.all([runOne(), runOne()]);
    expect(one).to.equal(first);
    expect(other).not.to.equal(first);
  });

  test('a process with an error outside of the scenarios is not used again', async (context) => {
    const runs = startPool(context);
    const first = await runs.accept(createTask('stray'));
    expect((await runs.accept(createTask('stray'))).exitCode).not.to.equal(first.exitCode);
  });

  test('a process that ends during a run gives its exit code and its last lines, and the next run another process', async (context) => {
    const runs = startPool(context);
    const { exitCode, output } = await runs.accept(createTask('ends'));
    expect(exitCode).to.equal(7);
    expect(output).to.match(/^\d+ runs ends\nit ends\n$/);
    expect((await runs.accept(createTask('one'))).exitCode)
      .to.be.a('number')
      .not.equal(7);
  });

  test('a run that takes too long has no exit code', async (context) => {
    const runs = startPool(context, 300);
    expect((await runs.accept(createTask('hangs'))).exitCode).to.equal(null);
  });

  test('the signal ends the runs', async (context) => {
    const stopping = new AbortController();
    const runs = startPool(context, undefined, stopping.signal);
    const run = runs.accept(createTask('hangs'));
    stopping.abort(new Error('ended by SIGTERM'));
    expect((await run).exitCode).to.equal(null);
  });
});

test('a run leaves nothing to the next one in its process', async (context) => {
  const runs = new WarmRuns(new AbortController().signal);
  context.after(() => runs.end());
  const ids = ['@id:job-port-exposed'];
  const outcomes: EndedRun['exitCode'][] = [];
  for (const fault of ['wrong-target-port', '', 'wrong-target-port']) {
    const folder = createFolder(context);
    const reports = path.join(folder, 'reports');
    mkdirSync(reports);
    outcomes.push((await runs.accept({ fault, ids, folder, reports })).exitCode);
  }
  expect(outcomes).to.deep.equal([1, 0, 1]);
});

/** Its exit codes are the number of its process. */
const program = `
process.on('message', ({ fault }) => {
  process.stdout.write(process.pid + ' runs ' + fault + '\\n');
  if (fault === 'hangs') return;
  if (fault === 'ends') {
    process.stdout.write('it ends\\n');
    process.exit(7);
  }
  process.send({ exitCode: process.pid, reusable: fault !== 'stray' });
});
`;

/** A pool of processes that only pretend to run something; they end with the test. */
function startPool(context: TestContext, limitMs?: number, signal = new AbortController().signal): WarmRuns {
  const file = path.join(createFolder(context), 'program.js');
  writeFileSync(file, program);
  const runs = new WarmRuns(signal, { program: file, ...(limitMs === undefined ? {} : { limitMs }) });
  context.after(() => runs.end());
  return runs;
}

function createTask(fault: string): AcceptanceTask {
  return { fault, ids: [], folder: '', reports: '' };
}

function createFolder(context: TestContext): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'warm-runs-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
