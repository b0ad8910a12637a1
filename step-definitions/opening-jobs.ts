// Sentences that open and cancel jobs.
import { liveInvestigation } from '../support/focus-server';
import type { InvestigationCase } from '../support/focus-server/catalogue';
import { Given, When } from '../support/world/steps';

When('an analyst opens {investigation}', async function (investigation: InvestigationCase) {
  await this.launches.open(investigation);
});

Given('a running job', async function () {
  await this.startRunningJob(liveInvestigation);
});

Given('{int} running jobs', async function (count: number) {
  await this.startRunningJobs(count, liveInvestigation);
});

When('the analyst cancels the first job', async function () {
  await this.cancel(this.job);
});
