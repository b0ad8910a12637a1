// Sentences about a server that runs for a long time.
import { buildLiveInvestigation } from '../support/focus-server';
import { Then, When } from '../support/world/steps';

When(
  'jobs come and go for {duration}, at least one every {duration}',
  { timeout: -1 },
  async function (promisedMs: number, everyMs: number) {
    const picture = await this.soak.run({ promisedMs, everyMs }, buildLiveInvestigation(await this.readLimits()));
    this.attach(picture, { mediaType: 'text/html', fileName: 'soak.html' });
  },
);

Then('the server has not restarted meanwhile', function () {
  this.log(this.soak.expectNoRestart());
});

Then('less than {int} % of the jobs fail', function (percent: number) {
  this.log(this.soak.expectFewFailures(percent / 100));
});

Then('the memory of the server does not grow, where the cluster measures it', function () {
  this.log(this.soak.expectNoLeak());
});

Then('the CPU and memory of the server stay below their critical share, where the cluster measures them', function () {
  this.log(this.soak.expectUseWithinLimits());
});

Then('opening a job takes no longer at the end than at the beginning', function () {
  this.log(this.soak.expectSteadyLatency());
});
