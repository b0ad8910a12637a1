// The step of a run that has nothing to do, plain JavaScript so that bare cucumber-js runs it too.
const { Then } = require('@cucumber/cucumber');

Then('nothing happens', () => {});
