// `npm run acceptance`: cucumber-js, except that a wrong call ends with one message and exit code 2.
// First of all, because it makes everything after it load faster.
require('ts-node-cache/register');
const { PassThrough } = require('node:stream');
const { loadConfiguration } = require('@cucumber/cucumber/api');
const { parseArguments, runCommand } = require('./cucumber-command');

// The same as in support/verdict/exit-codes.ts, which is not loaded before the arguments are parsed.
const misconfigured = 2;

// Cucumber's parser ends the process itself for an unknown option; once a run has started, its plugin decides.
process.once('exit', (code) => {
  if (code === 1) process.exitCode = misconfigured;
  if (code !== 0 && !(require.resolve('./plugin.ts') in require.cache)) clearEarlierReports();
});

void main();

async function main() {
  try {
    await checkConfiguration(parseArguments(process.argv));
  } catch (error) {
    process.stderr.write(`${describe(error)}\n`);
    process.exitCode = misconfigured;
    return;
  }
  await runCommand();
}

/** Throws where Cucumber would end with a stack trace. Cucumber reads the configuration again, so its warnings are discarded here. */
async function checkConfiguration({ options, configuration }) {
  const discarded = new PassThrough().resume();
  await loadConfiguration(
    { file: options.config, profiles: options.profile, provided: configuration },
    { cwd: process.cwd(), env: process.env, stdout: discarded, stderr: discarded },
  );
}

function describe({ message, cause }) {
  return cause instanceof Error ? `${message}: ${cause.message.split('\n', 1)[0]}` : message;
}

// The reports of an earlier run must not look like the result of this call.
function clearEarlierReports() {
  const { clearReports } = require('../reporting/reports');
  try {
    clearReports(process.env.FOCUS_REPORTS || 'reports');
  } catch {
    // The call itself was wrong, which is already reported.
  }
}
