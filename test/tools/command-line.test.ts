// How the tools end as programs.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { test } from 'node:test';
import { expect } from 'chai';

const root = path.join(__dirname, '../..');
const tool = `
const { runProgram } = require('./tools/command-line');
runProgram('', async () => {
  process.stdout.write('one\\n');
  await require('node:events').once(process.stdin, 'end');
  process.stdout.write('two\\n');
  await new Promise((resolve) => process.stdout.once('close', resolve));
  return 3;
});
process.stdin.resume();
`;

test('a tool whose output nobody reads any more goes on to its exit code', async () => {
  const child = spawn(process.execPath, ['-r', 'ts-node-cache/register', '-e', tool], { cwd: root });
  const problems: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => problems.push(text));
  await once(child.stdout, 'data');
  child.stdout.destroy();
  child.stdin.end();
  const [code] = await once(child, 'close');
  expect([code, problems.join('')]).to.deep.equal([3, '']);
});
