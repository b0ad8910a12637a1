// Sentences about the ports that jobs are given, and about who holds them.
import { Given, Then, When } from '../support/world/steps';

When('two analysts open an investigation at the same moment', async function () {
  await Promise.all([this.requests.openValid(), this.requests.openValid()]);
});

Given('two investigations that were opened one after the other', async function () {
  await this.requests.openTwoInARow();
});

Then('each job got a port that was free before', async function () {
  await Promise.all(this.jobs.all.map(({ job }) => this.requests.expectPortWasFree(job)));
});

Given('somebody else holds the port that the next job would get', async function () {
  await this.takenPorts.holdNext();
});

When(
  'analysts request a valid investigation {int} times in a row and {int} times at once, while somebody else holds the next port',
  async function (inRow: number, atOnce: number) {
    await this.takenPorts.sendRepeatedly({ inRow, atOnce });
  },
);

Then("the/each taken port is handled as the environment's profile documents", async function () {
  this.log(await this.takenPorts.expectDocumented());
});

When('another Service requests the port of the cancelled job', async function () {
  await this.disruption.takePortOf(this.jobs.first.job, this.environment.deadlines.cleanedUpMs);
});

Then('within {duration} it gets that port', function (promisedMs: number) {
  this.disruption.expectPortTaken(this.readDeadline('cleanedUpMs', promisedMs));
});
