// The commands for contributors in an installation without the development packages.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { expect } from 'chai';
import { z } from 'zod';
import { inSmallProject } from '../check/small-project';

const repository = path.resolve(__dirname, '../../..');
const guard = 'tools/project/development-packages.js';
/** They need the production packages alone. */
const productionCommands = ['acceptance', 'sandbox', 'sweep', 'xray'];

test('a missing development package ends the command with one line and exit code 2', async () => {
  expect(await startCommand('bench', ['linter', '@types/node'], ['linter'])).to.deep.equal({
    status: 2,
    stdout: '',
    stderr:
      'npm run bench needs the development packages, and @types/node is not installed: run `npm ci` without --omit=dev.\n',
  });
});

test('with the development packages the command starts', async () => {
  const packages = ['linter', '@types/node'];
  expect(await startCommand('bench', packages, packages)).to.deep.equal({ status: 0, stdout: 'started\n', stderr: '' });
});

test('every command for contributors checks for the development packages first', () => {
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(path.join(repository, 'package.json'), 'utf8')));
  const beginnings = new Map(
    Object.entries(scripts)
      .filter(([name]) => !productionCommands.includes(name))
      .map(([name, command]) => [name, /^(node -r \.\/|node |npm run )(\S+)/.exec(command)?.[2]]),
  );

  expect(beginnings.get('test')).to.equal('check');
  beginnings.delete('test');
  for (const [name, first] of beginnings) expect(first, name).to.equal(guard);
});

/** Starts a command in a project that declares some development packages, of which some are installed. */
function startCommand(name: string, declared: readonly string[], installed: readonly string[]) {
  const files = {
    'package.json': JSON.stringify({ devDependencies: Object.fromEntries(declared.map((one) => [one, '1.0.0'])) }),
    'main.js': "console.log('started');",
    [guard]: readFileSync(path.join(repository, guard), 'utf8'),
    ...Object.fromEntries(installed.map((one) => [`node_modules/${one}/package.json`, '{}'])),
  };
  return inSmallProject(files, (cwd) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['-r', `./${guard}`, 'main.js'], {
      cwd,
      env: { npm_lifecycle_event: name },
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  });
}
