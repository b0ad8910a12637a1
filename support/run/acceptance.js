// `npm run acceptance`: cucumber-js, except that a wrong call ends with one message and exit code 2.
const { parseArguments, runCommand } = require('./cucumber-command');

// The same as in support/verdict/exit-codes.ts, which is not loaded before the arguments are parsed.
const misconfigured = 2;

// Cucumber's parser ends the process itself for an unknown option; once a run has started, its plugin decides.
process.once('exit', (code) => {
  if (code === 1) process.exitCode = misconfigured;
  if (code !== 0 && !(require.resolve('./plugin.ts') in require.cache)) clearEarlierReports();
});

if (canParse()) runCommand();

function canParse() {
  try {
    parseArguments(process.argv);
    return true;
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = misconfigured;
    return false;
  }
}

// The reports of an earlier run must not look like the result of this call.
function clearEarlierReports() {
  require('ts-node/register');
  const { clearReports } = require('../reporting/reports');
  try {
    clearReports(process.env.FOCUS_REPORTS || 'reports');
  } catch {
    // The call itself was wrong, which is already reported.
  }
}
