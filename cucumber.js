// Cucumber's configuration. `npm run acceptance` and `npx cucumber-js` run the same and end with the same exit code, with one exception: a call
// that Cucumber refuses before it loads the plugin (an unknown option, a wrong value of an option) ends with 1 under `npx cucumber-js`, not with 2.

// Loads TypeScript for the plugin and the formatter, which Cucumber imports before its own `requireModule`.
require('ts-node-cache/register');

// Cucumber would replace the plugin below by another one, and its own exit code 0 would look like an accepted run.
if (process.argv.some((argument) => argument === '--plugin' || argument.startsWith('--plugin='))) {
  process.stderr.write('--plugin replaces the plugin that judges the run: add yours to "plugin" in cucumber.js.\n');
  process.exit(2);
}

module.exports = {
  default: {
    requireModule: ['ts-node-cache/register'],
    require: ['support/world/world.ts', 'support/world/hooks.ts', 'step-definitions/**/*.ts'],
    // The plugin starts and ends the environment, writes reports/ and sets the exit code.
    plugin: ['./support/run/plugin.ts'],
    format: ['./support/reporting/progress.ts'],
    publish: false,
  },
};
