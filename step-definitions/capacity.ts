// Sentences about many jobs at once.
import { buildLiveInvestigation } from '../support/focus-server';
import { Then, When } from '../support/world/steps';

When('{int} light jobs are requested at once', { timeout: -1 }, async function (jobs: number) {
  await this.capacity.run(jobs, buildLiveInvestigation(await this.readLimits()));
});

Then(
  "at least {int} % of them are alive together for as long as the environment's profile demands",
  function (percent: number) {
    this.log(this.capacity.expectEnoughAlive(percent / 100));
  },
);

When('all jobs are cancelled', { timeout: -1 }, async function () {
  this.log(await this.capacity.cancelAll());
});

When(
  'the largest number of jobs that the environment sustains at once is searched for',
  { timeout: -1 },
  async function () {
    this.log(await this.capacity.discover(buildLiveInvestigation(await this.readLimits())));
  },
);

Then("it is at least the minimum of the environment's profile", function () {
  this.log(this.capacity.expectMinimum());
});
