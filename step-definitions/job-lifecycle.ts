// Sentences about a job's objects: there from the start, gone after a cancel.
import { expect } from 'chai';
import { describeExchange } from '../support/focus-server';
import { neverRestarted, runsStreamingContainer } from '../support/jobs/pod-checks';
import { Then } from '../support/world/steps';

Then('the job exists in the cluster under the id that was answered', async function () {
  await this.inspect(this.job).exists(this.environment.deadlines.podCreatedMs);
});

Then(
  "within {duration} the job's pod exists, owned by the job and labelled after it",
  async function (withinMs: number) {
    await this.inspect(this.job).ownedPod(withinMs);
  },
);

Then('the pod runs the streaming container', async function () {
  await this.inspect(this.job).expectPod('the pod to have the streaming container', runsStreamingContainer);
});

Then('within {duration} the pod goes from Pending to Running and is Ready', async function (withinMs: number) {
  await this.inspect(this.job).wentThrough(['Pending', 'Running'], withinMs);
});

Then('the pod has not restarted', async function () {
  await this.inspect(this.job).expectPod('the pod not to have restarted', neverRestarted);
});

Then("the job's Service and cleanup Job exist", async function () {
  const { podCreatedMs } = this.environment.deadlines;
  await Promise.all([this.inspect(this.job).service(podCreatedMs), this.inspect(this.job).cleanupJob(podCreatedMs)]);
});

Then('within {duration} nothing of the cancelled job is left in the cluster', async function (withinMs: number) {
  await this.scope.objects.untilGone(this.job.names, { withinMs, signal: this.signal });
});

Then('the port of the cancelled job refuses connections, unless another job holds it already', async function () {
  await this.inspect(this.job).portReleased(this.environment.deadlines.cleanedUpMs);
});

Then('within {duration} the other job runs', async function (withinMs: number) {
  await this.inspect(this.otherJob).runningPod(withinMs);
});

Then('the other job runs on undisturbed', async function () {
  await this.inspect(this.otherJob).expectUndisturbed();
});

Then('cancelling the same job again is answered with "not found"', async function () {
  const exchange = await this.scope.ledger.cancel(this.job, this.signal);
  const { id } = this.job;
  expect(
    exchange.status,
    `expected the second cancel of job ${id} to be answered 404, but ${describeExchange(exchange)}`,
  ).to.equal(404);
});
