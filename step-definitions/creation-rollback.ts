// Sentences about jobs that cannot be created completely.
import type { ApiFailure } from '../support/disruption/api-failure';
import type { JobPart } from '../support/disruption/job-part';
import { brokenClusterRefusal, quotaRefusal } from '../support/disruption/refusal-demands';
import { Given, Then, When } from '../support/world/steps';

Given('a quota that leaves no room for {jobPart} of the next job', async function (part: JobPart) {
  await this.disruption.forbid(part);
});

Given(
  'a Kubernetes API that {apiFailure} when {jobPart} of the next job is created',
  async function (how: ApiFailure, part: JobPart) {
    await this.disruption.breakApi(part, how);
  },
);

Then('it is refused because no capacity is left', function () {
  this.answers.expectRefusedWith(quotaRefusal);
});

Then('it is refused because the cluster fails', function () {
  this.answers.expectRefusedWith(brokenClusterRefusal);
});

When('the quota is lifted', async function () {
  await this.disruption.liftQuota();
});

When('the Kubernetes API works again', async function () {
  await this.disruption.mendApi();
});
