// The rule for links, on a small folder with good and broken ones.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { expect } from 'chai';
import { describeFindings } from '../../../tools/check/findings';
import { findBrokenLinks } from '../../../tools/check/link-rule';

test('finds links to missing files, and does not check addresses on the network', () => {
  const cwd = mkdtempSync(path.join(tmpdir(), 'links-'));
  try {
    mkdirSync(path.join(cwd, 'docs'));
    writeFileSync(
      path.join(cwd, 'README.md'),
      '[a](docs/a.md#part) [b](docs/b.md)\n![c](docs/c.png) [d](https://host/d)\n',
    );
    writeFileSync(
      path.join(cwd, 'docs/a.md'),
      'see [the start](../README.md) and [below](#below)\n[gone](gone.md#part)\n',
    );
    for (const folder of ['packages/one', 'packages/one/node_modules/two']) {
      mkdirSync(path.join(cwd, folder), { recursive: true });
      writeFileSync(path.join(cwd, folder, 'README.md'), '[e](src/e.ts)\n');
    }

    expect(describeFindings(findBrokenLinks(cwd)).split('\n')).to.deep.equal([
      'Found 4 broken links: the file does not exist; correct the path.',
      '  README.md:1               docs/b.md',
      '  README.md:2               docs/c.png',
      '  docs/a.md:2               gone.md',
      '  packages/one/README.md:1  src/e.ts',
    ]);
  } finally {
    rmSync(cwd, { recursive: true });
  }
});
