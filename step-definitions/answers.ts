// Sentences about what is accepted and what is refused before launch.
import type { InvestigationCase } from '../support/focus-server/catalogue';
import { findRecordedMinute, findRunningRecording } from '../support/focus-server/server-facts';
import { expectMoreCostly } from '../support/focus-server/throughput';
import { checkCommandRange } from '../support/jobs/range-check';
import { describeSurvey, expectClear, expectOneShape } from '../support/requests/refusal-survey';
import { Given, Then, When } from '../support/world/steps';

Given('the server lists a recording that has ended', async function () {
  return this.skipUnless(findRecordedMinute(await this.readFacts()), 'the server lists no recording that has ended');
});

Given('the server lists a recording that still runs', async function () {
  return this.skipUnless(findRunningRecording(await this.readFacts()), 'the server lists no recording that still runs');
});

Given('the server reports its sampling rate', async function () {
  const { live } = await this.readLimits();
  return this.skipUnless(live.prr > 0, `the server reports a sampling rate of ${live.prr} (${live.sw_version})`);
});

When('an analyst requests {investigation}', async function (investigation: InvestigationCase) {
  this.note((await this.requests.send(investigation)).note);
});

When(
  'analysts request {investigation} {int} times in a row and {int} times at once',
  async function (investigation: InvestigationCase, inRow: number, atOnce: number) {
    await this.requests.sendRepeatedly(investigation, { inRow, atOnce });
  },
);

Then('the answer is complete and consistent', async function () {
  await this.answers.expectComplete(this.jobs.first.job);
});

Then('the answer of each job is complete and consistent', async function () {
  await Promise.all(this.jobs.all.map(({ job }) => this.answers.expectComplete(job)));
});

Then('by its answer the first job costs more than the second', function () {
  this.log(expectMoreCostly(this.jobs.first.job.answer, this.jobs.second.job.answer));
});

Then("the command line of the job's pod carries the requested time", async function () {
  const check = checkCommandRange(this.jobs.first.job.investigation);
  await this.jobs.first.expectPod('the command line of the pod to carry the requested time', check);
});

Then('it is refused with a clear message', async function () {
  await this.answers.expectRefused();
});

Then("it has the outcome that the environment's profile documents", async function () {
  this.log(await this.answers.expectDocumented());
});

Then('every answer is the same clear refusal', async function () {
  await this.answers.expectSameRefusal();
});

When('an analyst requests every wrong investigation', async function () {
  await this.requests.sendWrongOnes();
});

When('an analyst requests {int} wrong investigations', async function (count: number) {
  await this.requests.sendWrongOnes(count);
});

Then('each refusal is clear', function () {
  this.attach(describeSurvey(this.requests.refusals), { mediaType: 'text/plain', fileName: 'refusals.txt' });
  expectClear(this.requests.refusals);
});

Then('all refusals have the same shape', function () {
  expectOneShape(this.requests.refusals);
});
