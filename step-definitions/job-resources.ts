// Sentences about the CPU, memory and GPU shares of a job.
import { checkBounds, checkGpuShare, checkRequestsWithinLimits, checkResources } from '../support/jobs/resource-checks';
import { Then } from '../support/world/steps';

Then('every container of its pod declares requests and limits for CPU and memory', async function () {
  await this.jobs.first.expectPod('every container to declare requests and limits', checkResources);
});

Then('no request is above its limit', async function () {
  await this.jobs.first.expectPod('no request to be above its limit', checkRequestsWithinLimits);
});

Then("all requests and limits are within the bounds of the environment's profile", async function () {
  const check = checkBounds(this.environment.resources);
  await this.jobs.first.expectPod("all requests and limits to be within the profile's bounds", check);
});

Then("the pod requests the GPU share of the environment's profile", async function () {
  const check = checkGpuShare(this.environment.resources.gpu);
  await this.jobs.first.expectPod("the pod to request the profile's GPU share", check);
});

Then('the node of the pod offers what all its pods request', async function () {
  await this.jobs.expectNodeSuffices();
});
