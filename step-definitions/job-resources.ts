// Sentences about the CPU, memory and GPU shares of a job.
import { asksForShare, declaresResources, requestsWithinLimits, withinBounds } from '../support/jobs/resource-checks';
import { Then } from '../support/world/steps';

Then('every container of its pod declares requests and limits for CPU and memory', async function () {
  await this.inspect(this.job).expectPod('every container to declare requests and limits', declaresResources);
});

Then('no request is above its limit', async function () {
  await this.inspect(this.job).expectPod('no request to be above its limit', requestsWithinLimits);
});

Then('all requests and limits are within the bounds of this environment', async function () {
  const check = withinBounds(this.environment.resources);
  await this.inspect(this.job).expectPod("all requests and limits to be within the environment's bounds", check);
});

Then('the pod asks for the GPU share of a job in this environment', async function () {
  const check = asksForShare(this.environment.resources.gpu);
  await this.inspect(this.job).expectPod("the pod to ask for the environment's GPU share", check);
});

Then('the node of the pod can bear everything that was requested of it', async function () {
  await this.inspectNode(this.job);
});
