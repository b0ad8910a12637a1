// Sentences that open and cancel jobs.
import type { InvestigationCase } from '../support/focus-server/catalogue';
import { Given, Then, When } from '../support/world/steps';

When('an analyst opens {investigation}', async function (investigation: InvestigationCase) {
  await this.requests.openAfter(investigation);
});

Given('a running job', async function () {
  await this.jobs.startRunning(1);
});

Given('{int} running jobs', async function (count: number) {
  await this.jobs.startRunning(count);
});

When('the analyst cancels the first job', async function () {
  await this.jobs.cancelFirst();
});

When('the analyst cancels the first job again', async function () {
  await this.jobs.cancelFirstAgain();
});

Then('the server answers that there is no such job', function () {
  this.jobs.expectUnknownJob();
});
