// `npm run acceptance`: cucumber-js, except that a call it does not understand ends with its message alone and the exit code for a wrong call.
const argvParser = require('@cucumber/cucumber/lib/configuration/argv_parser').default;

// As in support/verdict/exit-codes.ts, which is not loaded before the call is understood.
const misconfigured = 2;

// Cucumber's parser ends the process itself for an unknown option; once a run has begun, its plugin decides.
process.once('exit', (code) => {
  if (code === 1) process.exitCode = misconfigured;
  if (code !== 0 && !(require.resolve('./plugin.ts') in require.cache)) clearEarlierReports();
});

if (understood()) require('@cucumber/cucumber/lib/cli/run').default();

function understood() {
  try {
    argvParser.parse(process.argv);
    return true;
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = misconfigured;
    return false;
  }
}

// Nobody is to take what an earlier run wrote for the answer to this call.
function clearEarlierReports() {
  require('ts-node/register');
  const { clearReports } = require('../reporting/reports');
  try {
    clearReports(process.env.FOCUS_REPORTS || 'reports');
  } catch {
    // The call itself was wrong, and has been told so.
  }
}
