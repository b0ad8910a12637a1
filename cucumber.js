// Cucumber's configuration: `npm run acceptance` and `npx cucumber-js` are the same thing.

// Loads TypeScript for the plugin and the formatter, which Cucumber imports before its own `requireModule`.
require('ts-node/register');

module.exports = {
  default: {
    requireModule: ['ts-node/register'],
    require: ['support/world/world.ts', 'support/world/hooks.ts', 'step-definitions/**/*.ts'],
    // The plugin starts and ends the environment, writes reports/ and sets the exit code.
    plugin: ['./support/run/plugin.ts'],
    format: ['./support/reporting/progress.ts'],
    publish: false,
  },
};
