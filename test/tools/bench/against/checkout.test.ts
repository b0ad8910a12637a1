// A folder that cannot be measured is refused before anything is measured.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { expect } from 'chai';
import { openCheckout } from '../../../../tools/bench/against/checkout';

test('a folder that does not exist, another project, and a checkout without a build are named', async (t) => {
  const folder = createFolder(t);
  expect(await readRefusal(path.join(folder, 'absent'))).to.equal(`${folder}/absent is no folder.`);
  expect(await readRefusal(folder)).to.equal(
    `${folder} is no checkout of this project: it has neither tools/bench/trivial nor test/bench/trivial.`,
  );
  mkdirSync(path.join(folder, 'test/bench/trivial'), { recursive: true });
  expect(await readRefusal(folder)).to.equal(`${folder} has no build: run \`npm ci\` there.`);
});

test('a checkout without a commit has the name of its folder', async (t) => {
  const folder = createFolder(t);
  mkdirSync(path.join(folder, 'tools/bench/trivial'), { recursive: true });
  mkdirSync(path.join(folder, 'node_modules/.bin'), { recursive: true });
  writeFileSync(path.join(folder, 'node_modules/.bin/node'), '');
  expect((await openCheckout(folder)).name).to.equal(path.basename(folder));
});

function createFolder(t: TestContext): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'checkout-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

async function readRefusal(folder: string): Promise<string> {
  try {
    await openCheckout(folder);
  } catch (error) {
    if (error instanceof Error) return error.message;
  }
  throw new Error('The folder was accepted');
}
