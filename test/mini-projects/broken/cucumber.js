// A mini-project whose steps break the run itself.
const suite = require('../../../cucumber.js');

module.exports = {
  default: {
    ...suite.default,
    paths: ['test/mini-projects/broken/broken.feature'],
    require: ['test/mini-projects/broken/steps.ts'],
  },
};
