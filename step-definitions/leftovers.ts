// Sentences about what is left of jobs and requests, and about what they may not touch.
import { Then } from '../support/world/steps';

Then('nothing was created for the refused request(s)', async function () {
  this.note(await this.leftovers.expectNothingCreated());
});

Then('within {duration} no objects of the refused request(s) remain', async function (promisedMs: number) {
  await this.leftovers.expectNothingRemains(this.readDeadline('takenBackMs', promisedMs));
});

Then('within {duration} no objects of the cancelled job remain', async function (promisedMs: number) {
  await this.jobs.expectFirstGone(this.readDeadline('cleanedUpMs', promisedMs));
});

Then('within {duration} no objects of the jobs remain', async function (promisedMs: number) {
  this.note(await this.jobs.expectAllGone(this.readDeadline('cleanedUpMs', promisedMs)));
});

Then('no objects of the jobs remain', { timeout: -1 }, async function () {
  this.note(await this.jobs.expectAllGone());
});

Then('the port of the cancelled job refuses connections, unless another job holds it already', async function () {
  await this.jobs.first.waitUntilPortReleased(this.environment.deadlines.cleanedUpMs);
});

Then('the other job still runs undisturbed', async function () {
  await this.jobs.second.expectUndisturbed();
});

Then('all jobs still run undisturbed', async function () {
  await Promise.all(this.jobs.all.map((job) => job.expectUndisturbed()));
});

Then('the other jobs keep their objects', async function () {
  await Promise.all(this.jobs.all.map((job) => job.expectKeptWhileYoung()));
});

Then('no slot was used up in between', async function () {
  this.log(await this.leftovers.expectNoSlotUsed());
});

Then('no port was used up in between', async function () {
  this.log(await this.leftovers.expectNoPortUsed());
});
