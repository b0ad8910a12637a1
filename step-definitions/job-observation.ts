// Sentences about what an operator can see of a job: log, events, status, use of resources.
import { Then } from '../support/world/steps';

Then('the log of its pod can be read and is not empty', async function () {
  await this.jobs.observation.expectLog();
});

Then('its events report Scheduled, Pulled, Created and Started, in that order', async function () {
  await this.jobs.observation.expectEvents(['Scheduled', 'Pulled', 'Created', 'Started']);
});

Then('the status of the job agrees with its pod', async function () {
  await this.jobs.observation.expectAgreeingStatus();
});

Then('the CPU and memory use of its pod can be read, where the cluster measures it', async function () {
  this.log(await this.jobs.observation.readUsage());
});
