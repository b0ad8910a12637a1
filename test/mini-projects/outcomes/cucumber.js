// A mini-project with one scenario for each outcome.
const suite = require('../../../cucumber.js');

module.exports = {
  default: {
    ...suite.default,
    paths: ['test/mini-projects/outcomes/features/*.feature'],
    require: ['test/mini-projects/outcomes/steps.ts'],
  },
};
