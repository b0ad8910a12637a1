// Sentences about live data: whether there is any, and what that means for a live investigation.
import { noLiveData } from '../support/focus-server/catalogue';
import { Given, Then } from '../support/world/steps';

Given('the server reports live data', async function () {
  const { live } = await this.readLimits();
  return this.skipUnless(live.flows, `there is no live data: the server reports "${live.sw_version}"`);
});

Given('the server waits for fibre', async function () {
  await this.disruption.switchLiveData('waiting for fiber');
});

Then('it is accepted if and only if the server reports live data', async function () {
  this.log(await this.answers.expectMatchesLiveData());
});

Then('it is refused because there is no live data', function () {
  this.answers.expectRefusedWith(noLiveData);
});
