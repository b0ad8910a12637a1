// Sentences about what is accepted and what is refused before launch.
import type { InvestigationCase } from '../support/focus-server/catalogue';
import { recordedMinute, runningRecording } from '../support/focus-server/server-facts';
import { expectMoreCostly } from '../support/focus-server/throughput';
import { commandCarriesRange } from '../support/jobs/range-check';
import { describeSurvey, expectClear } from '../support/requests/refusal-survey';
import { Given, Then, When } from '../support/world/steps';

Given('the server lists a recording that has ended', async function () {
  return this.needs(recordedMinute(await this.facts()), 'the server lists no recording that has ended');
});

Given('the server lists a recording that still runs', async function () {
  return this.needs(runningRecording(await this.facts()), 'the server lists no recording that still runs');
});

Given('the server reports its sampling rate', async function () {
  const { live } = (await this.facts()).limits;
  return this.needs(live.prr > 0, `the server reports a sampling rate of ${live.prr} (${live.sw_version})`);
});

When('an analyst asks for {investigation}', async function (investigation: InvestigationCase) {
  await this.launches.ask(investigation);
});

Then('the answer is complete and consistent', function () {
  this.launches.expectComplete(this.job);
});

Then('the answer of each job is complete and consistent', function () {
  this.launches.expectComplete(this.job);
  this.launches.expectComplete(this.otherJob);
});

Then('by its answer the first job is more costly than the second', function () {
  this.log(expectMoreCostly(this.job.answer, this.otherJob.answer));
});

Then('within {duration} the job runs', async function (withinMs: number) {
  await this.inspect(this.job).runningPod(withinMs);
});

Then("the command of the job's pod carries the time that was asked for", async function () {
  const check = commandCarriesRange(this.job.investigation);
  await this.inspect(this.job).expectPod('the pod to be told the time', check);
});

Then('it is refused with a clear message', async function () {
  await this.launches.expectRefused();
});

Then('nothing is left behind, and a valid investigation is accepted right after', async function () {
  await this.launches.expectNothingLeft();
});

Then('its outcome is the one that this environment documents', async function () {
  this.log(await this.launches.expectDocumented());
});

When('an analyst asks for every wrong investigation', async function () {
  await this.launches.survey();
});

When('an analyst asks for {int} wrong investigations', async function (count: number) {
  await this.launches.survey(count);
});

Then('each refusal is clear, and all have the same shape', function () {
  this.attach(describeSurvey(this.launches.refusals), { mediaType: 'text/plain', fileName: 'refusals.txt' });
  expectClear(this.launches.refusals);
});
