// Sentences about the server itself: its pods, what it depends on, its health check, its log.
import { liveInvestigation } from '../support/focus-server';
import { Then, When } from '../support/world/steps';
import { systemBehavior } from '../support/world/system-behavior';

When('an operator looks at the server', function () {
  systemBehavior(this).server.pods();
});

When("an operator deletes the server's pods", async function () {
  await systemBehavior(this).server.deletePods();
});

Then(
  'within the time of this environment the next pod is Ready and the server answers',
  { timeout: -1 },
  async function () {
    await systemBehavior(this).server.expectReturn();
  },
);

Then('its pods are Running and Ready and have never restarted', function () {
  systemBehavior(this).server.expectRunning();
});

Then('everything that it depends on is Ready', function () {
  systemBehavior(this).server.expectDependencies();
});

Then('its health check answers', async function () {
  await systemBehavior(this).server.expectHealthy();
});

Then('its log since the start holds no error line', async function () {
  this.log(await systemBehavior(this).server.expectCleanLog());
});

Then('a first job is accepted and runs', async function () {
  await this.startRunningJob(liveInvestigation);
});

Then('all jobs run on undisturbed', async function () {
  await Promise.all(this.inspectAll().map((job) => job.expectUndisturbed()));
});
