// Sentences about the way to a job's stream: Service, endpoints, port, gRPC transport.
import { expectDistinctPorts, exposesPort } from '../support/jobs/port-checks';
import { seeStreamReady } from '../support/jobs/stream-channel';
import { Then } from '../support/world/steps';

Then("the Service of each job selects the job's own pod and no other", async function () {
  await Promise.all(this.inspectAll().map((job) => job.serviceSelectsOwnPod()));
});

Then('the target port of each Service is a port of the streaming container', async function () {
  await Promise.all(this.inspectAll().map((job) => job.serviceTargetsContainer()));
});

Then(
  "within {duration} the endpoints of each Service hold the address of the job's pod",
  async function (withinMs: number) {
    await Promise.all(this.inspectAll().map((job) => job.endpointsHoldPod(withinMs)));
  },
);

Then("the stream port that was answered is a port of the job's own Service", async function () {
  await Promise.all(
    this.inspectAll().map((inspector) =>
      inspector.expectService(
        'the Service to expose the port that was answered',
        exposesPort(inspector.job.address.port),
      ),
    ),
  );
});

Then('no two jobs share a port', function () {
  expectDistinctPorts(this.started);
});

Then('within {duration} the stream address of each job answers as a gRPC server', async function (withinMs: number) {
  await Promise.all(this.started.map((job) => seeStreamReady(job.address, { withinMs, signal: this.signal })));
});
