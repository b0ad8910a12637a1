// Sentences about the way to a job's stream: Service, endpoints, port, gRPC transport.
import { Then } from '../support/world/steps';

Then("the Service of each job selects the job's own pod and no other", async function () {
  await Promise.all(this.jobs.all.map((job) => job.expectServiceSelectsOwnPod()));
});

Then('the target port of each Service is a port of the streaming container', async function () {
  await Promise.all(this.jobs.all.map((job) => job.expectServiceTargetsContainer()));
});

Then(
  "within {duration} the endpoints of each Service hold the address of the job's pod",
  async function (promisedMs: number) {
    const withinMs = this.readDeadline('streamReadyMs', promisedMs);
    await Promise.all(this.jobs.all.map((job) => job.waitUntilEndpointsHoldPod(withinMs)));
  },
);

Then("the stream port in the answer is a port of the job's own Service", async function () {
  await Promise.all(this.jobs.all.map((job) => job.expectServiceExposesAnsweredPort()));
});

Then('no two jobs share a port', function () {
  this.jobs.expectDistinctPorts();
});

Then('within {duration} the stream address of each job answers as a gRPC server', async function (promisedMs: number) {
  await this.jobs.expectStreamsReady(this.readDeadline('streamReadyMs', promisedMs));
});
