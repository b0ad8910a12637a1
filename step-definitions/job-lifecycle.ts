// Sentences about a job's objects and its pod.
import { expectObject } from '../support/jobs/job-inspector';
import { checkNeverRetries, checkRemovedAfterEnd } from '../support/jobs/lifetime-checks';
import { checkNeverRestarted, checkStreamingContainer } from '../support/jobs/pod-checks';
import { Then } from '../support/world/steps';

Then('within {duration} the job exists in the cluster under the id in the answer', async function (promisedMs: number) {
  await this.jobs.first.waitForJob(this.readDeadline('podCreatedMs', promisedMs));
});

Then(
  "within {duration} the job's pod exists, owned by the job and labelled after it",
  async function (promisedMs: number) {
    await this.jobs.first.waitForOwnedPod(this.readDeadline('podCreatedMs', promisedMs));
  },
);

Then('the pod runs the streaming container', async function () {
  await this.jobs.first.expectPod('the pod to have the streaming container', checkStreamingContainer);
});

Then('within {duration} the pod goes from Pending to Running and is Ready', async function (promisedMs: number) {
  await this.jobs.first.expectPhases(['Pending', 'Running'], this.readDeadline('podRunningMs', promisedMs));
});

Then('the pod has not restarted', async function () {
  await this.jobs.first.expectPod('the pod not to have restarted', checkNeverRestarted);
});

Then("within {duration} the job's Service and cleanup Job exist", async function (promisedMs: number) {
  await this.jobs.first.expectServiceAndCleanupJob(this.readDeadline('podCreatedMs', promisedMs));
});

Then('within {duration} the job runs', async function (promisedMs: number) {
  await this.jobs.first.waitForRunningPod(this.readDeadline('podRunningMs', promisedMs));
});

Then('within {duration} the newest job runs', async function (promisedMs: number) {
  await this.jobs.newest.waitForRunningPod(this.readDeadline('podRunningMs', promisedMs));
});

Then('the job is set up to start no second pod', async function () {
  const job = await this.jobs.first.waitForJob(0);
  expectObject(job, 'the Job to start no second pod', checkNeverRetries(job));
});

Then('the job is set up to be removed within {duration} after it ends', async function (promisedMs: number) {
  const job = await this.jobs.first.waitForJob(0);
  expectObject(job, 'the Job to be removed after its end', checkRemovedAfterEnd(promisedMs)(job));
});

Then('its cleanup Job is set up to be removed within {duration} after it ends', async function (promisedMs: number) {
  const job = await this.jobs.first.waitForCleanupJob(0);
  expectObject(job, 'the cleanup Job to be removed after its end', checkRemovedAfterEnd(promisedMs)(job));
});
