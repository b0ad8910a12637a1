// A signal that arrives after the last scenario: the reports must agree with the exit code.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { expect } from 'chai';
import { AcceptanceRun } from '../../support/run/acceptance-run';
import { verdictFileSchema } from '../../support/verdict';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'acceptance-run-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('the reports contain a signal that arrives while they are written', async () => {
  const run = createRun();
  const ended = run.end();
  run.interrupt();
  expect((await ended).interrupted).to.equal(true);
  expect(written().interrupted).to.equal(true);
});

test('the reports contain a signal that arrives after they were written, once the process has ended', async () => {
  const run = createRun();
  await run.end();
  expect(written().interrupted).to.equal(false);
  run.interrupt();
  run.conclude();
  expect(written().interrupted).to.equal(true);
});

function createRun(): AcceptanceRun {
  const env = { FOCUS_ENV: 'dev', FOCUS_BASE_URL: 'http://127.0.0.1:9/focus-server' };
  const startSandbox = () => Promise.reject(new Error('no sandbox is wanted'));
  return new AcceptanceRun({ folder, failFast: false, env, startSandbox });
}

function written() {
  return verdictFileSchema.parse(JSON.parse(readFileSync(path.join(folder, 'verdict.json'), 'utf8')));
}
