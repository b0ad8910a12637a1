// Sentences about the server itself: its pods, what it depends on, its health check, its log.
import { Then, When } from '../support/world/steps';

When("an operator deletes the server's pods", async function () {
  await this.server.deletePods();
});

Then("the server is back within the time that the environment's profile allows", { timeout: -1 }, async function () {
  await this.server.expectReturn();
});

Then("the server's pods are Running and Ready and have never restarted", function () {
  this.server.expectRunning();
});

Then('everything that the server depends on is Ready', function () {
  this.server.expectDependencies();
});

Then("the server's health check answers", async function () {
  await this.server.expectHealthy();
});

Then("the server's log since its start holds no error line", async function () {
  this.log(await this.server.expectCleanLog());
});
