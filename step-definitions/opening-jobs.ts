// Sentences that open and cancel jobs.
import { liveInvestigation } from '../support/focus-server';
import { Given, When } from '../support/steps';

When('an analyst opens a live investigation', async function () {
  await this.startJob(liveInvestigation);
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
