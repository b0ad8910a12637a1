// Steps and hooks that break their own run.
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { AfterAll, Before, Then, type World } from '@cucumber/cucumber';
import { EnvironmentError } from '../../../support/common/errors';
import { createNotApplicableNote } from '../../../support/verdict';

const attempts = new Map<string, number>();

Before({ name: 'prepare', tags: '@hook' }, ({ pickle }) => {
  if (pickle.name === 'A hook that fails') throw new Error('nothing to prepare');
});

AfterAll(() => {
  if (process.env.BROKEN_END !== undefined) throw new Error(process.env.BROKEN_END);
});

Then('it holds', () => undefined);

Then('it fails', () => {
  throw new Error('expected 2, was 3');
});

Then('the process ends', () => process.exit(0));

Then('an error is thrown later', () => {
  setImmediate(() => Promise.reject(new Error('nobody waits for this')));
});

Then('the reports are removed', () => rmSync(reports(), { recursive: true }));

Then('another run begins', () => {
  rmSync(path.join(reports(), 'messages.ndjson'));
  writeFileSync(path.join(reports(), 'messages.ndjson'), '{}\n');
});

Then('it hangs', { timeout: 100 }, () => new Promise(() => undefined));

Then('it fails first and then is not applicable', function (this: World) {
  failFirst('not applicable');
  this.log(createNotApplicableNote('the profile forbids it'));
  return 'skipped';
});

Then('it fails first and then is blocked', () => {
  failFirst('blocked');
  throw new EnvironmentError('the cluster is gone');
});

function failFirst(what: string): void {
  const attempt = (attempts.get(what) ?? 0) + 1;
  attempts.set(what, attempt);
  if (attempt === 1) throw new Error('expected 2, was 3');
}

function reports(): string {
  return process.env.FOCUS_REPORTS ?? '';
}
