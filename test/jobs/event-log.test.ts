// The ledger's file: what several processes of one run wrote is counted together, other runs are not.
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { expect } from 'chai';
import { openJournal } from '../../support/jobs/event-log';

test('a job id is counted once for each time that this run was given it', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'journal-'));
  try {
    const file = path.join(folder, 'ledger.ndjson');
    const [first, second, otherRun] = ['a', 'a', 'b'].map((id) =>
      openJournal(file, { id, namespace: 'panda', baseUrl: 'http://host' }),
    );
    const started = { event: 'started', request: 1, scenario: 's' } as const;
    first?.write({ ...started, jobId: '1-70000' });
    second?.write({ ...started, jobId: '1-70001' });
    otherRun?.write({ ...started, jobId: '1-70000' });
    first?.write({ ...started, event: 'gone', jobId: '1-70000' });
    second?.write({ ...started, jobId: '1-70000' });
    appendFileSync(file, '{"run":{"id":"a"},"event":"started","jobId":"1-70000"');
    expect([first?.timesStarted('1-70000'), first?.timesStarted('1-70001'), first?.timesStarted('1-7')]).to.deep.equal([
      2, 1, 0,
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
