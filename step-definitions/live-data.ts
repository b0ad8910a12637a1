// Sentences about live data: whether they flow, and what that means for a live investigation.
import { noLiveData } from '../support/focus-server/catalogue';
import { Given, Then } from '../support/world/steps';

Given('the server says that live data flow', async function () {
  const { live } = (await this.facts()).limits;
  return this.needs(live.flows, `no live data flow: the server says "${live.sw_version}"`);
});

Given('the server waits for fibre', async function () {
  await this.surroundings.steerLiveData('waiting for fiber');
});

Then("its outcome is the one that the server's own word on live data demands", async function () {
  this.log(await this.launches.expectAsMetadataSay());
});

Then('it is refused for want of live data', function () {
  this.launches.expectRefusedWith(noLiveData);
});
