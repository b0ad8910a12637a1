// Calls that run no scenario start no sandbox.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { expect } from 'chai';
import { reportsFolder, runCucumber } from './command-line';

const calls: Readonly<Record<string, { args: string[]; exitCode: number; env?: Record<string, string> }>> = {
  'a dry run': { args: ['--dry-run', '--tags', '@id:rollback-broken-api'], exitCode: 0 },
  'tags that are no expression': { args: ['--tags', '@a and'], exitCode: 2 },
  'names that are no expression': { args: ['--name', '('], exitCode: 2 },
  'a path without a file': { args: ['features/nowhere.feature'], exitCode: 2 },
  'an unknown option': { args: ['--unknown'], exitCode: 2 },
  'an unknown fault': { args: [], exitCode: 2, env: { SANDBOX_FAULTS: 'no-such-fault' } },
};

for (const [name, { args, exitCode, env }] of Object.entries(calls)) {
  test(`${name} starts no sandbox`, async (t) => {
    expect(await runAndLook(t, args, env)).to.deep.equal({ exitCode, serversListened: false });
  });
}

test('a run starts the sandbox, which the other tests would see', async (t) => {
  const args = ['--require', 'tools/bench/trivial/nothing.js', 'tools/bench/trivial/features/trivial.feature'];
  expect(await runAndLook(t, args)).to.deep.equal({ exitCode: 0, serversListened: true });
});

async function runAndLook(t: TestContext, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const folder = reportsFolder(t);
  const servers = path.join(folder, 'servers.txt');
  const preload = path.join(__dirname, 'listening-servers.js');
  const { exitCode } = await runCucumber({
    args,
    command: 'npm run acceptance',
    env: { ...env, FOCUS_REPORTS: folder, LISTENING_SERVERS: servers, NODE_OPTIONS: `--require=${preload}` },
  });
  return { exitCode, serversListened: existsSync(servers) };
}
