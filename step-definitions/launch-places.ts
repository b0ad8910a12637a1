// Sentences about the ports and places that jobs are given, and about who holds them.
import { findCase } from '../support/focus-server/catalogue';
import { Given, Then, When } from '../support/world/steps';

When('two analysts open an investigation at the same moment', async function () {
  const investigation = findCase('a valid investigation');
  await Promise.all([this.launches.open(investigation), this.launches.open(investigation)]);
});

Given('two investigations that were opened one after the other', async function () {
  await this.launches.open(findCase('a valid investigation'));
  await this.launches.open(findCase('a valid investigation'));
});

Then('each job got a port that was free before', function () {
  this.launches.expectFreePort(this.job);
  this.launches.expectFreePort(this.otherJob);
});

Given('somebody else holds the port that the next job would get', async function () {
  const job = await this.launches.open(findCase('a valid investigation'));
  await this.inspect(job).service(this.environment.deadlines.podCreatedMs);
  await this.surroundings.holdPortAfter(job);
});

Then('the taken port is dealt with as this environment documents', async function () {
  this.log(await this.launches.expectTakenPort(this.surroundings.heldPort));
});

Then('within {duration} the port of the cancelled job can be used again', async function (withinMs: number) {
  await this.surroundings.holdPortOf(this.job, withinMs);
});

Then('no place and no port was used up in between', async function () {
  this.log(await this.launches.expectNothingUsedUp(this.started));
});
