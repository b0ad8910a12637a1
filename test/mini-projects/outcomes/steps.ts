// Steps with every result that a step can have.
import { Given, Then, type World } from '@cucumber/cucumber';
import { rejectOnAbort } from '../../../support/common/abort';
import { EnvironmentError } from '../../../support/common/errors';
import { listenForInterruption } from '../../../support/common/interruption';
import { createNotApplicableNote } from '../../../support/verdict';

const attempts = new Map<string, number>();

Then('it holds', () => undefined);

Then('it fails with {string}', (message: string) => {
  throw new Error(message);
});

Then('it fails once with {string}', (message: string) => {
  const attempt = (attempts.get(message) ?? 0) + 1;
  attempts.set(message, attempt);
  if (attempt === 1) throw new Error(message);
});

Then('it fails for {string} with {string} when it is {string}', (value: string, message: string, wrong: string) => {
  if (value === wrong) throw new Error(message);
});

Then('the environment breaks with {string}', (message: string) => {
  throw new EnvironmentError(message);
});

Given('it is not applicable because {string}', function (this: World, reason: string) {
  this.log(createNotApplicableNote(reason));
  return 'skipped';
});

Given('it is skipped', () => 'skipped');

Then('it never ends', { timeout: -1 }, async () => {
  const { signal } = listenForInterruption();
  await rejectOnAbort(endless(), signal);
});

Then('it ignores interruptions', { timeout: -1 }, endless);

function endless(): Promise<void> {
  return new Promise(() => setInterval(() => undefined, 1_000));
}
