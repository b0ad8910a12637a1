// Sentences about errors that can be relied on.
import type { InvestigationCase } from '../support/focus-server/catalogue';
import { Then, When } from '../support/world/steps';
import { systemBehavior } from '../support/world/system-behavior';

When(
  'analysts ask {int} times in a row and {int} times at once for {investigation}',
  async function (inRow: number, atOnce: number, investigation: InvestigationCase) {
    await systemBehavior(this).repetition.ask(investigation, { inRow, atOnce });
  },
);

When(
  'analysts ask {int} times in a row and {int} times at once while somebody else holds the port that comes next',
  async function (inRow: number, atOnce: number) {
    await systemBehavior(this).repetition.askWithPortTaken({ inRow, atOnce });
  },
);

Then('every answer is the same clear refusal', async function () {
  await systemBehavior(this).repetition.expectSameRefusal();
});

Then('every outcome is the one that this environment documents for a taken port', async function () {
  this.log(await systemBehavior(this).repetition.expectDocumented());
});

Then('nothing is left of what was refused, and a valid investigation is accepted right after', async function () {
  await systemBehavior(this).repetition.expectNothingLeft();
});
