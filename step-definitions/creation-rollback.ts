// Sentences about jobs that cannot be created completely.
import type { ApiFailure } from '../support/disruption/api-failure';
import { brokenClusterRefusal, quotaRefusal } from '../support/disruption/disruption';
import type { JobPart } from '../support/disruption/job-part';
import { Given, Then, When } from '../support/world/steps';
import { systemBehavior } from '../support/world/system-behavior';

Given('a quota that leaves no room for {jobPart} of the next job', async function (part: JobPart) {
  await systemBehavior(this).disruption.forbid(part);
});

Given(
  'a Kubernetes API that {apiFailure} when {jobPart} of the next job is created',
  async function (how: ApiFailure, part: JobPart) {
    await systemBehavior(this).disruption.breakApi(part, how);
  },
);

Then('it is refused because no capacity is left', function () {
  this.launches.expectRefusedWith(quotaRefusal);
});

Then('it is refused because the cluster fails', function () {
  this.launches.expectRefusedWith(brokenClusterRefusal);
});

Then('no place was used up in between', async function () {
  this.log(await this.launches.expectNoPlaceUsedUp(this.started));
});

Then('all that was created for it is gone again', async function () {
  await this.launches.expectTakenBack();
  await Promise.all(this.inspectAll().map((job) => job.expectKeptWhileYoung()));
});

When('the quota is lifted', async function () {
  await systemBehavior(this).disruption.liftQuota();
});

When('the Kubernetes API works again', async function () {
  await systemBehavior(this).disruption.mendApi();
});
