// Sentences about many jobs at once.

import { liveInvestigation } from '../support/focus-server';
import { capacityOf } from '../support/world/capacity-scenario';
import { Then, When } from '../support/world/steps';

When('as many light jobs as this environment has to bear are asked for at once', { timeout: -1 }, async function () {
  await capacityOf(this).run(liveInvestigation(await this.limits()));
});

Then('enough of them are alive together, for as long as this environment has to bear them', function () {
  this.log(capacityOf(this).expectEnoughAlive());
});

Then('nothing is left of them once they are cancelled', { timeout: -1 }, async function () {
  this.log(await capacityOf(this).expectAllRemoved());
});

When(
  'the largest number of jobs that this environment bears at once is searched for',
  { timeout: -1 },
  async function () {
    this.log(await capacityOf(this).discover(liveInvestigation(await this.limits())));
  },
);

Then("it is at least the minimum that this environment's profile demands", function () {
  this.log(capacityOf(this).expectMinimum());
});
