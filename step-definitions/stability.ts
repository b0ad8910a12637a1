// Sentences about a server that runs for a long time.
import { liveInvestigation } from '../support/focus-server';
import { Then, When } from '../support/world/steps';
import { systemBehavior } from '../support/world/system-behavior';

When('jobs come and go at every interval of a soak in this environment', { timeout: -1 }, async function () {
  const picture = await systemBehavior(this).soak.run(liveInvestigation(await this.limits()));
  this.attach(picture, { mediaType: 'text/html', fileName: 'soak.html' });
});

Then('the server has not restarted meanwhile', function () {
  this.log(systemBehavior(this).soak.expectNoRestart());
});

Then('less than {int} % of the jobs fail', function (percent: number) {
  this.log(systemBehavior(this).soak.expectFewFailures(percent / 100));
});

Then('the memory of the server does not grow, where the cluster measures it', function () {
  this.log(systemBehavior(this).soak.expectNoLeak());
});

Then('the CPU and memory of the server stay below its limits, where the cluster measures them', function () {
  this.log(systemBehavior(this).soak.expectUseWithinLimits());
});

Then('opening a job takes no longer at the end than at the beginning', function () {
  this.log(systemBehavior(this).soak.expectSteadyLatency());
});

Then('nothing is left of the jobs', function () {
  this.log(systemBehavior(this).soak.expectNothingLeft());
});
