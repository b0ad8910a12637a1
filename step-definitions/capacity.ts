// Sentences about many jobs at once.
import { capacityOf } from '../support/capacity-scenario';
import { liveInvestigation } from '../support/focus-server';
import { Then, When } from '../support/steps';

When('as many light jobs as this environment has to bear are asked for at once', { timeout: -1 }, async function () {
  await capacityOf(this).run(liveInvestigation(await this.limits()));
});

Then('enough of them are alive together, for as long as this environment has to bear them', function () {
  this.log(capacityOf(this).expectEnoughAlive());
});

Then('nothing is left of them once they are cancelled', async function () {
  for (const note of await capacityOf(this).expectAllRemoved()) this.log(note);
});
